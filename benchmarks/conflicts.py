"""Conflicts between outlets: found and false, on generated pairs of short articles in which the truth is known."""

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from rapidfuzz import fuzz

from benchmarks import prose
from benchmarks.table import Row, Scale
from schemas.article import Reading
from schemas.page import Given, Page
from worker.text.divergence import divergence
from worker.text.extract import extract

_PLACES = ("Varna", "Oruro", "Sfax", "Lugano", "Matsue", "Kisumu", "Tartu", "Cusco", "Perth", "Graz")
_SPELLED = "zero one two three four five six seven eight nine ten eleven twelve"
_NAMES = _SPELLED.split()
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")


class _Pair(NamedTuple):
    """Two articles, and whether they are in conflict."""

    a: str
    b: str
    conflict: bool


def _spelled(value: int) -> str:
    return _NAMES[value] if value < len(_NAMES) else str(value)


def _toll(rng: Random, place: str) -> _Pair:
    dead, hurt = rng.randrange(5, 90), rng.randrange(5, 90)
    other, conflict = rng.choice([(hurt, False), (hurt + rng.randrange(4, 30), True)])
    a = f"An explosion at a depot in {place} killed {_spelled(dead)} people and injured {_spelled(hurt)} on Monday."
    b = f"Officials in {place} said {dead} people had died in the explosion at the depot and {other} were wounded."
    return _Pair(a, b, conflict)


def _rounded(rng: Random, place: str) -> _Pair:
    exact = rng.randrange(10_000, 90_000)
    a = f"About {round(exact, -3):,} homes in {place} lost power when the storm brought down lines."
    b = f"The storm brought down lines in {place} and {exact:,} homes lost power, the grid operator said."
    return _Pair(a, b, conflict=False)


def _money(rng: Random, place: str) -> _Pair:
    cost = rng.randrange(12, 90) / 10
    other, conflict = rng.choice([(cost, False), (round(cost * 1.6, 1), True)])
    a = f"The new bridge at {place} will cost \u00a3{cost}bn, the transport ministry said."
    b = f"The transport ministry put the cost of the new bridge at {place} at \u00a3{other:.2f} billion."
    return _Pair(a, b, conflict)


def _percent(rng: Random, place: str) -> _Pair:
    rate = rng.randrange(31, 99) / 10
    other, conflict = rng.choice([(rate, False), (round(rate + 0.8, 1), True), (round(rate), False)])
    a = f"Unemployment in {place} rose to {rate}% in May, the statistics office said on Tuesday."
    b = f"The statistics office said unemployment in {place} had risen to {other:g} per cent in May."
    return _Pair(a, b, conflict)


def _elsewhere(rng: Random, place: str) -> _Pair:
    dead, other = rng.sample(range(5, 90), 2)
    elsewhere = rng.choice([name for name in _PLACES if name != place])
    a = f"Flooding killed {dead} people in {place} after a dam burst on Sunday."
    b = f"Flooding killed {other} people in {elsewhere} after a dam burst on Sunday."
    return _Pair(a, b, conflict=False)


def _before(rng: Random, place: str) -> _Pair:
    dead, other = rng.sample(range(5, 90), 2)
    a = f"The earthquake near {place} killed {dead} people, rescuers said."
    b = f"An earthquake near {place} in {rng.randrange(1950, 2015)} killed {other} people. This one killed {dead}."
    return _Pair(a, b, conflict=False)


def _part(rng: Random, place: str) -> _Pair:
    dead = rng.randrange(20, 60)
    children = rng.randrange(3, 12)
    a = f"The fire at a school in {place} killed {dead} people, including {_spelled(children)} children."
    b = f"{_spelled(children).capitalize()} children were among the {dead} people killed in the school fire in {place}."
    return _Pair(a, b, conflict=False)


def _converted(rng: Random, place: str) -> _Pair:
    miles = rng.randrange(5, 60)
    other, conflict = rng.choice([(round(miles * 1.609), False), (round(miles * 3.5), True)])
    a = f"The quake struck {miles} miles south of {place}, the geological survey said."
    b = f"The quake struck {other} km south of {place}, according to the geological survey."
    return _Pair(a, b, conflict)


def _at_least(rng: Random, place: str) -> _Pair:
    dead = rng.randrange(12, 60)
    other, conflict = rng.choice([(dead + 3, False), (dead - 5, True)])
    a = f"At least {dead} people died when the ferry sank off {place}."
    b = f"The ferry sank off {place} and {other} people died, the coast guard said."
    return _Pair(a, b, conflict)


_KINDS: tuple[Callable[[Random, str], _Pair], ...] = (
    *(_toll, _rounded, _money, _percent, _elsewhere),
    *(_before, _part, _converted, _at_least),
)


def rows(scale: Scale) -> Iterator[Row]:
    """Yield precision and recall of what is said to conflict."""
    rng = Random(6)  # noqa: S311 - repeatable text, nothing secret
    pairs = [kind(rng, rng.choice(_PLACES)) for _ in range(scale.of(60, 4)) for kind in _KINDS]
    ours, peer = _scored(pairs, _ours), _scored(pairs, _by_numbers)
    conflicts = sum(pair.conflict for pair in pairs)
    about = (
        f"{len(pairs)} generated pairs of nine kinds, {conflicts} in conflict; rounded, converted, of other places and"
        " years, parts of a whole are none. Peer: numbers that differ in the most alike sentences"
    )
    yield Row(
        "conflicts between outlets, real of those claimed",
        ours[0],
        "numbers in alike sentences",
        peer[0],
        "precision",
        about,
    )
    yield Row(
        "conflicts between outlets, found of the real", ours[1], "numbers in alike sentences", peer[1], "recall", about
    )


def _scored(pairs: list[_Pair], claims: Callable[[_Pair], bool]) -> tuple[float, float]:
    """Return precision and recall."""
    claimed = [claims(pair) for pair in pairs]
    right = sum(claim and pair.conflict for claim, pair in zip(claimed, pairs, strict=True))
    return right / max(1, sum(claimed)), right / max(1, sum(pair.conflict for pair in pairs))


def _ours(pair: _Pair) -> bool:
    change = divergence(_reading(pair.a, "A"), _reading(pair.b, "B"))
    return any(figure.relation == "conflict" for figure in change.figures)


def _reading(text: str, outlet: str) -> Reading:
    title = "What is known so far"
    body = f"{title}\n\n{text}".encode()
    page = Page(url=None, fetched_at=prose.START, content_type="text/plain", body=body)
    return extract(page, Given(outlet=outlet, title=title))


def _by_numbers(pair: _Pair) -> bool:
    """Whether the two sentences that are most alike have other numbers in them."""
    sentences = [re.split(r"(?<=\.) ", text) for text in (pair.a, pair.b)]
    one, other = max(((x, y) for x in sentences[0] for y in sentences[1]), key=lambda both: fuzz.token_set_ratio(*both))
    numbers = [{found.replace(",", "") for found in _NUMBERS.findall(text.replace(",", ""))} for text in (one, other)]
    return bool(numbers[0] - numbers[1]) and bool(numbers[1] - numbers[0])
