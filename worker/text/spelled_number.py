"""Number words added up: three hundred and twelve, twenty-five, zweihundertdreiundzwanzig."""

from collections.abc import Sequence

from worker.text.lexicon import Lexicon

_TENS, _TWENTY, _HUNDRED = 10, 20, 100
_COUNTED_IN_TENS = frozenset({20, 30, 40, 50, 60, 70, 80, 90})
_COUNTED_IN_TWENTIES = frozenset({60, 80})


class Sum:
    """Number words added up: three hundred and twelve, twenty-five, zweihundertdreiundzwanzig."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.total = self.group = self.last = 0.0
        self.grain = 1.0
        self.taken = 0
        self.has_scale = False

    @property
    def value(self) -> float:
        """What was added up so far."""
        return self.total + self.group

    def adds(self, number: float, *, joined: bool) -> bool:
        """Add a number below a hundred; return whether it goes with what stood before, as five in twenty-five."""
        if self.taken:
            follows_tens = self.last in _COUNTED_IN_TENS and number < _TENS
            in_twenties = self.last in _COUNTED_IN_TWENTIES and number < _TWENTY
            units_first = joined and 0 < self.last < _TENS and number in _COUNTED_IN_TENS
            if not (follows_tens or in_twenties or units_first or self.last >= _HUNDRED):
                return False
        self.group += number
        self.last, self.grain = number, 1.0
        self.taken += 1
        return True

    def multiplies(self, scale: float) -> None:
        """Multiply what was added up since the last thousand, million and so on."""
        self.group = (self.group or 1.0) * scale
        self.grain, self.last, self.has_scale = scale, scale, True
        if scale > _HUNDRED:
            self.total, self.group = self.total + self.group, 0.0
        self.taken += 1


def take(cores: Sequence[str], at: int, spelled: Sum, lexicon: Lexicon) -> int:
    """Take the word at `at` into the sum; return how many words were taken, 0 where it does not belong."""
    joiner = int(spelled.taken > 0 and lexicon.has("number_joiners", cores[at].lower()))
    word = cores[at + joiner].lower() if at + joiner < len(cores) else ""
    if joiner and not _is_joined(cores[at].lower(), word, spelled, lexicon):
        return 0
    parts = lexicon.number_parts(word)
    taken = all(_takes(spelled, part, lexicon, joined=position > 0) for position, part in enumerate(parts))
    return joiner + 1 if parts and taken else 0


def _is_joined(joiner: str, word: str, spelled: Sum, lexicon: Lexicon) -> bool:
    """Return whether `and` goes on with a number: three hundred and twelve, in Spanish also treinta y dos."""
    if spelled.last >= _HUNDRED:
        return True
    return lexicon.has("number_joiners_everywhere", joiner) and word in lexicon.numbers


def _takes(spelled: Sum, part: str, lexicon: Lexicon, *, joined: bool) -> bool:
    if part in lexicon.numbers:
        return spelled.adds(lexicon.numbers[part], joined=joined)
    if part in lexicon.ordinals:
        return bool(spelled.taken) and spelled.adds(lexicon.ordinals[part], joined=True)
    spelled.multiplies(lexicon.scales[part])
    return True
