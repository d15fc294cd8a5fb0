"""The whole score of one system, and the table of several."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from newsroom.observed import ALERTS, CONFLICTS, LABELS, STORIES, Observed
from newsroom.score import alerts, conflicts, identity, looks, sightings, traffic, truths, versions
from newsroom.score.figures import Figure

_OF_PARTS = re.compile(r" by (kind|way)$")
FIRST = "first of an article, minutes after publication"
Section = Mapping[str, Figure | Mapping[str, Figure]]


@dataclass(frozen=True)
class Terms:
    """What is asked of a system: edits that can be seen for so long, and this delay between two requests to a host.

    `virtual_delay` says whether the delay is in virtual seconds, as of a system whose clock follows the world's.
    """

    visible_minutes: float = 30
    delay_seconds: float = 1
    virtual_delay: bool = True


@dataclass(frozen=True)
class Score:
    """One system's figures by section; None where the system has no notion of it, or its log is missing."""

    name: str
    sections: Mapping[str, Section | None] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """The score as JSON."""
        return {"system": self.name} | {
            name: None if section is None else {key: _document(value) for key, value in section.items()}
            for name, section in self.sections.items()
        }


def _document(value: Figure | Mapping[str, Figure]) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {name: figure.document() for name, figure in value.items()}
    return value.document()


def score(
    truth: Iterable[Mapping[str, Any]],
    seen: Observed,
    terms: Terms | None = None,
    *,
    requests: Iterable[Mapping[str, Any]] | None = None,
    hooks: Iterable[Mapping[str, Any]] | None = None,
) -> Score:
    """Score what a system saw.

    Args:
        truth: the records of the truth log.
        seen: what the system says it saw.
        terms: what is asked of it.
        requests: the records of the served world's `/requests.jsonl`; by default the system's own visits.
        hooks: the records of `/hooks.jsonl`.

    Raises:
        ValueError: the truth log has no world record.
    """
    terms = terms or Terms()
    truly = truths.read(truth)
    visible_for = timedelta(minutes=terms.visible_minutes)
    judged = sightings.judge(truly, seen)
    found = looks.looks(truly, seen)
    asked = traffic.from_visits(seen) if requests is None else traffic.from_log(requests, virtual=terms.virtual_delay)
    return Score(
        seen.name,
        {
            "articles": identity.articles(truly, seen),
            "versions": versions.figures(truly, judged, visible_for, found),
            "alerts": alerts.figures(truly, seen, judged, visible_for) if seen.has(ALERTS) else None,
            "labels": {"named by kind": alerts.labels(seen, judged)} if seen.has(LABELS) else None,
            "stories": identity.stories(truly, seen) if seen.has(STORIES) else None,
            "conflicts": conflicts.figures(seen, judged) if seen.has(CONFLICTS) else None,
            "webhooks": traffic.webhooks(seen, hooks or ()) if seen.has(ALERTS) else None,
            "fetches": traffic.fetches(truly, asked) | {FIRST: looks.first_look(truly, found)} if asked else None,
            "politeness": traffic.politeness(truly, asked, terms.delay_seconds) if asked else None,
        },
    )


def _rows(scores: Sequence[Score]) -> Iterable[tuple[str, str, str | None]]:
    """Every row that any of the scores has: section, figure, and part of the figure; in the order of the first."""
    sections = dict.fromkeys(name for each in scores for name in each.sections)
    for section in sections:
        rows: dict[str, dict[str, None]] = {}
        for each in scores:
            for name, value in (each.sections.get(section) or {}).items():
                parts = rows.setdefault(name, {})
                parts |= dict.fromkeys(value) if isinstance(value, Mapping) else {}
        for name, parts in rows.items():
            is_whole = not any(isinstance((each.sections.get(section) or {}).get(name), Mapping) for each in scores)
            if is_whole:
                yield section, name, None
            for part in sorted(parts):
                yield section, name, part


def _cell(score: Score, section: str, name: str, part: str | None) -> str:
    found = score.sections.get(section)
    if found is None:
        return "-"
    value = found.get(name)
    if isinstance(value, Mapping):
        value = value.get(part or "")
    return "0" if value is None else str(value)


def table(scores: Sequence[Score]) -> str:
    """The scores side by side, a column for each system; "-" where it has no notion of a thing."""
    lines = [("", *(each.name for each in scores))]
    for section, name, part in _rows(scores):
        label = f"{section}: {name}" if part is None else f"  {section}: {_OF_PARTS.sub('', name)}: {part}"
        lines.append((label, *(_cell(each, section, name, part) for each in scores)))
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    shown = ("  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) for line in lines)
    return "\n".join(line.rstrip() for line in shown) + "\n"
