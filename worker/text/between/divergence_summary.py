"""One line about a divergence, as an editor would write it."""

from collections.abc import Iterator, Sequence

from schemas.article import Reading
from schemas.change import Change
from schemas.divergence import FigurePair, HedgePair, QuotePair
from worker.text.between.lines import amount, matter, measured, speakers, where_they_part
from worker.text.between.quotes import speaker_names, tellers

_MOST_PARTS = 4
_MOST_AGREED = 3
"""Figures that a line names which both give."""


def summary(a: Reading, b: Reading, told: Change) -> str:
    """Return where the two part, the weightiest first, and what they share after it."""
    name_a, name_b = tellers.names(a.outlet, b.outlet)
    opening = name_a if a.outlet else name_a.capitalize()
    shared = _shared(a, b, told, (name_a, name_b))
    parting = [
        *_conflicts(a, told),
        *_quotations(name_a, name_b, told.quotes),
        *_hedges(name_a, name_b, told.hedges),
        *_moved(a, b, told),
    ]
    if parting:
        return "; ".join([f"{opening} and {name_b}: {parting[0]}", *parting[1 : _MOST_PARTS - 1], f"they {shared}"])
    alone = _alone(name_a, name_b, told) if told.matches else ()
    return "; ".join([f"{opening} and {name_b} {shared}", *alone])


def _shared(a: Reading, b: Reading, told: Change, names: tuple[str, str]) -> str:
    pairs, quotes = told.matches, told.quotes
    same = [pair for pair in pairs if pair.relation == "same"]
    alike = [pair for pair in pairs if pair.similarity == 1]
    if _is_all(a, [pair.a for pair in alike]) and _is_all(b, [pair.b for pair in alike]):
        return "carry the same text"
    statement = max((pair for pair in quotes if pair.relation == "same"), key=lambda pair: len(pair.a), default=None)
    if statement and (_length(statement) > 1 or not same):
        said = f"{_length(statement)} sentences of one statement" if _length(statement) > 1 else "a quotation"
        return f"share {said}{_told(statement, told, names)}"
    if same:
        quoted = f", a quotation{_told(statement, told, names)} among them" if statement and len(same) > 1 else ""
        return f"share {_count(len(same), 'sentence')} almost word for word{quoted}"
    if pairs:
        return f"speak of the same in {_count(len(pairs), 'sentence')}, each in its own words"
    if a.language and b.language and a.language != b.language:
        return "are in different languages"
    return _agreed(told, a.language)


def _is_all(reading: Reading, matched: Sequence[Sequence[int]]) -> bool:
    return sum(map(len, matched)) == len(reading.sentences)


def _agreed(told: Change, language: str | None) -> str:
    """Return what two have in common that share no sentence: figures, or the matter that they tell differently."""
    alike = (figure for figure in told.figures if figure.relation == "agree" and figure.value_a == figure.value_b)
    figures = [*dict.fromkeys(f"{matter(one)} {amount(one.value_a, one.said_a, language)}" for one in alike)][
        :_MOST_AGREED
    ]
    if figures:
        return f"share no sentence, but {'figures' if len(figures) > 1 else 'a figure'} ({', '.join(figures)})"
    return "tell it each in its own words" if told.findings else "have no sentence in common"


def _length(statement: QuotePair) -> int:
    return min(len(statement.a), len(statement.b))


def _told(pair: QuotePair, told: Change, names: tuple[str, str]) -> str:
    """Return who spoke the words: the one who is named and whom the other seems to mean; nobody where they differ."""
    if any(given.a == pair.a and given.b == pair.b for given in told.attributions):
        return ""
    speaker = speaker_names.of_pair(pair)
    sides = zip(names, (pair.speaker_a, pair.speaker_b), strict=True)
    another = next((f" (in {name} probably by {who})" for name, who in sides if speaker_names.differ(who, speaker)), "")
    return f" by {speaker}{another}" if speaker else ""


def _conflicts(a: Reading, told: Change) -> Iterator[str]:
    for figure in told.figures:
        if figure.relation == "conflict":
            one, other = _both(figure, a)
            yield f"{measured(figure, a)} {one} against {other}"
    for state in told.states:
        yield f"{state.what} {state.state_a} against {state.state_b}"
    for denial in told.denials:
        yield f"'{denial.said_a}' against '{denial.said_b}' ({denial.what})"
    for date in told.dates:
        if date.relation == "conflict":
            yield f"{date.said_a} against {date.said_b} ({date.what})"
    for says in dict.fromkeys((given.speaker_a, given.speaker_b) for given in told.attributions):
        yield f"the same words given to '{says[0]}' and '{says[1]}'"
    for wording in told.wordings:
        yield f"'{wording.words_a}' against '{wording.words_b}'"


def _moved(a: Reading, b: Reading, told: Change) -> Iterator[str]:
    """Yield the tolls that moved on, the earlier first."""
    is_in_order = a.published is not None and b.published is not None and a.published <= b.published
    for figure in told.figures:
        if figure.relation == "moved":
            one, other = _both(figure, a)
            before, after = (one, other) if is_in_order else (other, one)
            yield f"{measured(figure, a)} {before}, later {after}"


def _both(figure: FigurePair, a: Reading) -> tuple[str, str]:
    return amount(figure.value_a, figure.said_a, a.language), amount(figure.value_b, figure.said_b, a.language)


def _quotations(name_a: str, name_b: str, quotes: Sequence[QuotePair]) -> Iterator[str]:
    for pair in quotes:
        if pair.relation == "altered":
            text_a, text_b = where_they_part(pair.text_a, pair.text_b)
            speaker, *other = speakers(pair)
            against = f"{other[0]} as '{text_b}'" if other else f"'{text_b}'"
            yield f"{speaker} quoted as '{text_a}' against {against}"
    for pair in quotes:
        if pair.relation == "unmarked":
            without = name_a if pair.unmarked == "a" else name_b
            yield f"words of {speakers(pair)[0]} without quotation marks in {without}"


def _hedges(name_a: str, name_b: str, hedges: Sequence[HedgePair]) -> Iterator[str]:
    for pair in hedges:
        leaves, states = (name_a, name_b) if pair.hedged == "a" else (name_b, name_a)
        yield f"{leaves} leaves open ({pair.words}) what {states} states"


def _alone(name_a: str, name_b: str, told: Change) -> Iterator[str]:
    alone = [(count, name) for count, name in ((len(told.only_a), name_a), (len(told.only_b), name_b)) if count]
    if alone:
        [(count, name), *others] = alone
        yield ", ".join(
            [f"{_count(count, 'sentence')} only in {name}", *(f"{many} only in {by}" for many, by in others)]
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
