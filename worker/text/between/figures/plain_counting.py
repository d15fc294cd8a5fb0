"""What a number counts in a language other than English, and what befell those counted."""

import re

from worker.text.between.figures.vocabulary import RUIN
from worker.text.between.spoken import Spoken
from worker.text.listed import words_of

_HEAD = re.compile(r"\W*(?:\w+\W+){0,2}$")
"""Between a number and what befell those it counts, where it says so at once: three people dead."""
_TIGHT = re.compile(r"\W*(?:[^\W,.]+ ){0,2}$")
_AND = re.compile(r"\b(?:und|sowie|y|e|et|en)\s+(?:\w+ )?$")
"""Joins the verb behind it to what it did next, in any of the languages: killed three and wounded four."""
_REACH_AFTER, _REACH_BEFORE = 120, 60
_MARK = " # "
"""Stands for the number where a verb is looked for on both sides of it."""
_WHO = frozenset({"marching", "aboard", "displaced"})
"""What their very name says of people, whatever befell them besides: nine demonstrators injured."""
_PEOPLE = words_of("children soldiers passengers firefighters students migrants staff visitors households") | {
    "police officers",
    "emergency workers",
}
_COUNTED_APART = frozenset({"evacuated", "killed", *RUIN})


def counted(before: str, after: str, words: Spoken, *, is_taken: bool) -> tuple[str, str | None, int | None]:
    """Return what a number counts, a group that it may be limited to, and where what befell them is told.

    `is_taken`: whether the number before has what is told between the two for its own.
    """
    noun = next(words.nouns.find(after[:40]), None)
    named = words.nouns.name(noun) if noun and _HEAD.fullmatch(after[: noun.start()]) else None
    if named == "places":
        return "", None, None
    fate = _fate(before, after, words, is_known=named is not None, is_taken=is_taken)
    if fate is not None and noun and 0 <= fate[1] < noun.start():
        named = None  # two dead: what comes after is not who they were
    if fate is None:
        return named if named and named != "people" else "", None, None
    what, at = fate
    people = named in {None, "people"} or named in _PEOPLE
    if people and what in RUIN:
        return named if named and named != "people" else "", None, at
    if not people:
        return f"{named} {what}" if what in _COUNTED_APART else named or "", None, at
    return what, None if named in {None, "people"} else named, at


def _fate(before: str, after: str, words: Spoken, *, is_known: bool, is_taken: bool) -> tuple[str, int] | None:
    """Return what befell those counted: said at once, by the verb right before, around the number, or after it."""
    behind = after[:_REACH_AFTER]
    following = list(words.befell.find(behind))
    at_once = [found for found in following if _HEAD.fullmatch(behind[: found.start()])]
    best = next((found for found in at_once if words.befell.name(found) not in _WHO), None)
    lead = before[-_REACH_BEFORE:] if not is_taken else ""
    last = next(iter([*words.befell.find(lead)][::-1]), None)
    is_tight = last is not None and _TIGHT.fullmatch(lead[last.end() :]) is not None
    if best and not (is_tight and _AND.search(behind[: best.start()])):
        return words.befell.name(best), best.start()
    if last and (is_tight or words.toll.search(lead)):
        return words.befell.name(last), -1
    whole = f"{lead}{_MARK}{behind}"
    for around in words.befell.find(whole):
        if around.start() < len(lead) < around.end():
            return words.befell.name(around), 0
    first = next((found for found in following if words.befell.name(found) not in _WHO), None) or next(
        iter(following), None
    )
    if first and "," not in behind[: first.start()]:
        return words.befell.name(first), first.start()
    if last and "," not in lead[last.end() :] and is_known:
        return words.befell.name(last), -1
    return None
