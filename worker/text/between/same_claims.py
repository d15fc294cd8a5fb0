"""Which of the claims in one matter are the same: an amount in another currency sign, a speaker named more shortly.

Of a quotation, what one cuts short without altering it is the same too.
"""

from collections.abc import Sequence

from schemas.divergence import FindingKind
from worker.text.between.figures import bounds
from worker.text.between.lines import AT_ENDS
from worker.text.between.quotes import speaker_names
from worker.text.between.quotes.laying import Words, in_words, lay
from worker.text.between.quotes.spoken_words import ELLIPSIS
from worker.text.normalise import fold

QUOTED = frozenset({FindingKind.QUOTE, FindingKind.UNMARKED})
"""What is said are the words themselves."""


def folded(kind: FindingKind, says: str) -> str:
    """Return what is the same in what is said by several, wherever in a sentence and in whatever marks."""
    return fold(says.rstrip(AT_ENDS) if kind in QUOTED else says).casefold()


def firsts(kind: FindingKind, claims: Sequence[tuple[str, str]]) -> list[str]:
    """Return for each claim how it is said by whoever says it first, a quotation by whoever has most of it.

    Args:
        kind: of the finding.
        claims: the key of each, which is the same for the same value, and what it says, in their order.
    """
    found: dict[object, str] = {}
    made = []
    for key, says in claims:
        names: list[object] = [folded(kind, says)]
        if kind is FindingKind.FIGURE:
            names.append((key, bounds.of_amount(says)))  # `at least 14` is another claim than 14
        first = next((found[name] for name in names if name in found), None)
        if first is None and kind is FindingKind.ATTRIBUTION:
            known = dict.fromkeys(found.values())
            first = next((one for one in known if not speaker_names.given_otherwise(says, one)), None)
        first = says if first is None else first
        for name in names:
            found.setdefault(name, first)
        made.append(first)
    return _uncut(made) if kind is FindingKind.QUOTE else made


def _uncut(said: Sequence[str]) -> list[str]:
    """Return for each wording of a quotation the longest of which it leaves something out and alters nothing.

    One that leaves out where others part is none of them.
    """
    longest: list[tuple[str, Words]] = []
    became: dict[str, str] = {}
    laid = {text: in_words(text) for text in said}
    for text, spoken in sorted(laid.items(), key=lambda one: -sum(word != ELLIPSIS for word in one[1].words)):
        cut = [whole for whole, its in longest if (found := lay(its, spoken)) is not None and found.similarity == 1]
        became[text] = cut[0] if len(cut) == 1 else text
        if became[text] == text:
            longest.append((text, spoken))
    return [became[text] for text in said]
