"""What a figure is limited to in a language other than English; see `scope`."""

import re
from datetime import datetime

from worker.text.between.figures.scope import Role, Scope
from worker.text.between.spoken import Spoken
from worker.text.grouping.terms import stems
from worker.text.lexicon import Lexicon

NOTHING = Scope()
_YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d,.]\d|\s?[%\u20ac$])")
_WORD = re.compile(r"[^\W\d_]+")
_LEAD_CHARS = 90
_FOLLOWING_CHARS = 25


def scope(
    text: str,
    start: int,
    end: int,
    lead: tuple[int, int],
    after: str,
    words: Spoken,
    known: Lexicon,
    published: datetime | None,
) -> Scope:
    """Return what limits a number.

    Args:
        text: its sentence, of which `start` to `end` is its clause.
        start: see there.
        end: see there.
        lead: where its clause up to the number begins, from the number before it on, and ends.
        after: the rest of its clause, up to the next number.
        words: how its language speaks of figures.
        known: the words of its language.
        published: when the article was published: its own year and month limit nothing.
    """
    clause, before = text[start:end], text[slice(*lead)]
    compared = words.compared.search(after)
    own = f"{before} {after[: compared.start()] if compared else after}"
    near = before[-_LEAD_CHARS:]
    each = words.each.match(after)
    direction = _direction(near, after, words)
    return Scope(
        years=frozenset(_YEAR.findall(own)) - {str(published.year) if published else ""},
        months=_months(own, known, published) or _months(text, known, published),
        weekdays=_weekdays(clause, known),
        places=frozenset(
            stem
            for name in words.places.findall(clause)
            if name.strip().casefold() not in known.calendar
            for stem in stems(name)
        ),
        background=frozenset(found.casefold() for found in words.background.findall(own))
        | _begun_before(text, lead[0], words),
        part=bool(words.part_before.search(near) or words.part_after.match(after)),
        further=bool(words.further_before.search(near) or words.further_after.match(after)),
        role=_role(near, words, is_change=direction != 0),
        direction=direction,
        each="each" if each else None,
    )


def _begun_before(text: str, at: int, words: Spoken) -> frozenset[str]:
    """Return the other time that begins before `at` in `text` and ends behind it: the number before is in its name.

    Hace cuatro años otro derrumbe dejó 15 muertos: what `at` ends is `hace cuatro`.
    """
    found = words.background.finditer(text, max(0, at - _LEAD_CHARS), at + _FOLLOWING_CHARS)
    return frozenset(one[0].casefold() for one in found if one.start() < at <= one.end())


def _role(lead: str, words: Spoken, *, is_change: bool) -> Role | None:
    if words.compared.search(lead[-_FOLLOWING_CHARS:]):
        return "from"
    if not is_change:
        return None
    if words.to_before.search(lead):
        return "to"
    if words.by_before.search(lead):
        return "by"
    return None


def _direction(lead: str, after: str, words: Spoken) -> int:
    """Return 1 for a rise, -1 for a fall, 0 where neither is said, or both are."""
    ups, downs = list(words.up.finditer(lead)), list(words.down.finditer(lead))
    last_up, last_down = (found[-1].start() if found else -1 for found in (ups, downs))
    if last_up == last_down:
        following = after[:_FOLLOWING_CHARS]
        return bool(words.up.search(following)) - bool(words.down.search(following))
    return 1 if last_up > last_down else -1


def _months(clause: str, known: Lexicon, published: datetime | None) -> frozenset[str]:
    words = (word for word in _lowered(clause) if not known.has("ambiguous_months", word))
    named = {known.months[word] for word in words if word in known.months}
    return frozenset(str(month) for month in named - {published.month if published else 0})


def _weekdays(clause: str, known: Lexicon) -> frozenset[str]:
    words = _lowered(clause)
    if any(known.has("speech", word) for word in words):
        return frozenset()
    return frozenset(str(known.weekdays[word]) for word in words if word in known.weekdays)


def _lowered(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
