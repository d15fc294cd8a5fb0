"""Whether what two clauses tell was done by the same."""

from collections.abc import Sequence

from worker.text.between.opposed.noun_phrases import NounPhrase, alike
from worker.text.listed import words_of

_ACTORS = """
    polic offic troop soldi guard force comma agent detec army gunme secur
    compa firm group maker insur airli retai owner opera emplo busin club team side
    gover minis offic autho cabin state admin
    court judge jury panel tribu juror magis
    rebel milit fight insur
    side party parti deleg
"""
_ONE = tuple(words_of(row) for row in _ACTORS.strip().split("\n"))
"""Stems of words that stand for one another: police and officers, the company and the firm."""
_OF_STATES = """
    mosco:russi kreml:russi beiji:china kyiv:ukrai kiev:ukrai tehra:iran ankar:turke delhi:india islam:pakis seoul:korea
    tokyo:japan berli:germa paris:franc rome:italy madri:spain warsa:polan budap:hunga damas:syria baghd:iraq
    kabul:afgha carac:venez havan:cuba minsk:belar riyad:saudi cairo:egypt athen:greec
"""
_CAPITALS = dict(pair.split(":") for pair in _OF_STATES.split())
"""A capital stands for its state: Moscow denied it."""
_STATES = frozenset(_CAPITALS.values())
_TITLES = words_of(
    "presi minis prime gover mayor chief senat repre judge sheri gener capta profe doctor docto king queen"
)
_BODIES = words_of("navy milit parli senat congr embas intel media spoke")
_HUMAN = words_of("nobod none peopl perso")
_TITLED = 0.5
"""What it says where a name and what it may be the name of are on either side: Rovers, the club."""


def same(a: Sequence[NounPhrase], b: Sequence[NounPhrase], topic: frozenset[str]) -> float:
    """Return 1 where the same did it on either side, 0 where that is open, and -1 where others did.

    Args:
        a: who did it, or did not, on the one side.
        b: who did it on the other.
        topic: stems of what the two articles are about.
    """
    if not a or not b:
        return 0
    return max(_actor(one, other, topic) for one in a for other in b)


def _actor(a: NounPhrase, b: NounPhrase, topic: frozenset[str]) -> float:
    if a.is_none:
        return 0.5 if a.stems <= _HUMAN or alike(a, b, topic) else -1
    if a.is_pronoun or b.is_pronoun:
        return 0
    if a.names and b.names:
        is_one = _are_one(_people(a), _people(b))
        return -1 if not is_one else 1 if _is_somebody(a) and _is_somebody(b) else 0
    if a.head == b.head or any({a.head, b.head} <= row for row in _ONE):
        return 1
    return _named_and_called(a, b, topic) if a.names or b.names else -1


def _is_somebody(named: NounPhrase) -> bool:
    """Whether a phrase with a name in it is of who has it, or of a body of a state: not of somebody's treatment."""
    return named.head in named.names or any(named.head in row for row in _ONE) or named.head in _BODIES


def _are_one(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether names are of one: Jan Kool and Kool are, Jan Kool and Piet Kool are not."""
    return bool(a & b) and not (a - b - _TITLES and b - a - _TITLES)


def _named_and_called(a: NounPhrase, b: NounPhrase, topic: frozenset[str]) -> float:
    named, called = (a, b) if a.names else (b, a)
    return _TITLED if named.names & topic and any(called.head in row for row in _ONE) else 0


def _people(named: NounPhrase) -> frozenset[str]:
    """Return names, and beside that of a capital that of the state it stands for."""
    return named.names | {_CAPITALS[name] for name in named.names & _CAPITALS.keys()} | (named.more & _STATES)
