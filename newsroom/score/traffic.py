"""What a system asked of the sites, how politely, and whether its alerts came once."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.observed import Alert, Observed
from newsroom.score.figures import Count, Figure, Ratio, Share
from newsroom.score.truths import Rules, Truth

_REFUSING = ("gone", "inward", "hanging")
"""Receivers that never take an alert; one that is owed to them is not lost."""
_TAKEN = range(200, 300)


@dataclass(frozen=True)
class Asked:
    """One request: whom, what, whether another of the same client was still being served, and how long after it."""

    host: str
    path: str
    overlap: int
    gap_seconds: float | None


def from_log(records: Iterable[Mapping[str, Any]], *, virtual: bool) -> list[Asked]:
    """The requests of a served world's log; gaps in virtual or in real seconds."""
    gap = "gap_virtual_seconds" if virtual else "gap_seconds"
    return [Asked(each["host"], each["path"], each["overlap"], each[gap]) for each in records]


def from_visits(seen: Observed) -> list[Asked]:
    """The requests as the system itself tells them, one at a time."""
    last: dict[str, float] = {}
    asked = []
    for visit in sorted(seen.visits, key=lambda each: each.at):
        at = visit.at.timestamp()
        gap = at - last[visit.host] if visit.host in last else None
        asked.append(Asked(visit.host, visit.path, 0, gap))
        last[visit.host] = at
    return asked


def fetches(truth: Truth, asked: Sequence[Asked]) -> dict[str, Figure]:
    """Requests for pages of articles, for each article ever asked for; and for everything else, for each host."""
    found = [truth.article_at(f"http://{each.host}{each.path}") for each in asked]
    of_articles = [each.key for each in found if each]
    hosts = {each.host for each in asked}
    return {
        "of each article": Ratio(len(of_articles), len(set(of_articles))),
        "of everything else, each host": Ratio(len(asked) - len(of_articles), len(hosts)),
    }


def politeness(truth: Truth, asked: Sequence[Asked], delay_seconds: float) -> dict[str, Figure]:
    """Requests that broke the rules, those of robots.txt among them, and the hosts that suffered it."""
    nothing = Rules()
    crowded = Counter(each.host for each in asked if each.overlap)
    hasty = Counter(
        each.host
        for each in asked
        if each.gap_seconds is not None
        and each.gap_seconds < max(delay_seconds, truth.rules.get(each.host, nothing).crawl_delay_seconds)
    )
    barred = Counter(
        each.host for each in asked if each.path.startswith(truth.rules.get(each.host, nothing).disallows or ("\n",))
    )
    hosts = {each.host for each in asked}
    return {
        "two at once": Share(crowded.total(), len(asked)),
        "sooner than the delay": Share(hasty.total(), len(asked)),
        "disallowed by robots.txt": Share(barred.total(), len(asked)),
        "hosts with any of these": Share(len(crowded.keys() | hasty.keys() | barred.keys()), len(hosts)),
    }


def webhooks(seen: Observed, hooks: Iterable[Mapping[str, Any]]) -> dict[str, Figure]:
    """Alerts that were lost or came twice, by their ids and by what they say."""
    taken = Counter[tuple[str, str]]()
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in hooks:
        webhook = each["headers"].get("webhook-id", "")
        if each["status"] in _TAKEN:
            taken[each["path"], webhook] += 1
            said[each["path"], _subject(each["body"])].add(webhook)
    ids = {webhook for _, webhook in taken}
    owed = [each for each in seen.alerts if not _is_refused(each)]
    lost = [each for each in owed if each.received_at is None and each.webhook_id not in ids]
    return {
        "lost": Share(len(lost), len(owed)),
        "doubled": Count(sum(count - 1 for count in taken.values())),
        "said again under another id": Count(sum(len(each) - 1 for each in said.values())),
    }


def _is_refused(alert: Alert) -> bool:
    parts = (alert.endpoint or "").split("/")
    return any(part in _REFUSING for part in parts[2:3])


def _subject(body: str) -> str:
    """What an alert says, without when it was said; the body itself where it is no JSON object."""
    try:
        said = dict(json.loads(body))
    except (ValueError, TypeError):
        return body
    said.pop("timestamp", None)
    data = said.get("data")
    if isinstance(data, dict) and isinstance(data.get("story"), dict):
        # A story's counter moves with every alert, so that two alerts never look alike by it.
        said["data"] = {**data, "story": {**data["story"], "sequence": None}}
    return json.dumps(said, sort_keys=True)
