"""The truth log: what there was, what was done to it, and when it could first and last be seen."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from newsroom.article import Article, Edit, Version, record
from newsroom.draft import Draft
from newsroom.kinds import RESTORATION, WIRE_CORRECTION, WITHDRAWAL
from newsroom.outlets.base import ANNOUNCEMENTS, Outlet

Record = dict[str, Any]
_INSTANT = timedelta(seconds=1)
_SCALES = {
    ",000": 1_000,
    " mil ": 1_000,
    " million": 1_000_000,
    " Millionen": 1_000_000,
    " billion": 1_000_000_000,
}
"""What stands after a figure and makes it so many times more, in each language of the world."""


def _when(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _outlet(outlet: Outlet) -> Record:
    identity = outlet.identity
    return {
        "type": "outlet",
        "outlet": identity.key,
        "archetype": identity.archetype,
        "name": identity.name,
        "language": outlet.words.code,
        "hosts": list(outlet.hosts),
        "front": outlet.url("/"),
        "announcements": [outlet.url(ANNOUNCEMENTS[name][0]) for name in outlet.announces],
        "disallows": list(outlet.disallows),
        "crawl_delay_seconds": outlet.crawl_delay_seconds,
    }


def _article(outlet: Outlet, article: Article) -> Record:
    start = max(article.published, outlet.setting.start)
    return {
        "type": "article",
        "article": article.key,
        "outlet": outlet.identity.key,
        "event": article.event.key,
        "language": outlet.words.code,
        "published": _when(article.published),
        "first_observable": _when(start),
        "urls": outlet.addresses(article),
        "is_live": article.is_live,
        "wire_of": article.wire_of,
    }


def _version(outlet: Outlet, article: Article, version: Version) -> Record:
    following = article.versions[version.number + 1 : version.number + 2]
    return {
        "type": "version",
        "article": article.key,
        "outlet": outlet.identity.key,
        "version": version.number,
        "from": _when(version.at),
        "until": _when(following[0].at if following else outlet.setting.end),
        "gone": version.gone,
        "headline": version.draft.title.text,
        "byline": version.draft.byline,
        "modified": _when(version.draft.modified),
        "paragraphs": [paragraph.text for paragraph in version.draft.paragraphs],
        "sentences": [[sentence.text for sentence in each.sentences] for each in version.draft.paragraphs],
        "figures": printed_figures(version.draft),
    }


def printed_figures(draft: Draft) -> dict[str, int]:
    """The figures that an article prints in its text, as they are read: 17 of `£17 million` is 17,000,000."""
    found: dict[str, int] = {}
    for sentence in (each for paragraph in draft.paragraphs for each in paragraph.sentences):
        for fact in draft.facts:
            _, stands, after = sentence.form.partition("{" + fact + "}")
            if stands:
                found[fact] = draft.facts[fact] * next(
                    (by for mark, by in _SCALES.items() if after.startswith(mark)), 1
                )
    return found


def visible(outlet: Outlet, article: Article, edit: Edit, at: datetime) -> Edit | None:
    """What of an edit the outlet's pages show: all of it, or less where a design hides part of the text."""
    new = article.versions[edit.version]
    old = article.before(new)
    assert old is not None, "an edit has a version before it"
    was = replace(old.draft, paragraphs=tuple(outlet.shown(old, at)))
    now = replace(new, draft=replace(new.draft, paragraphs=tuple(outlet.shown(new, at))))
    return record(edit.kind, was, now, matters=edit.matters, announced=edit.announced)


def _is_seen(outlet: Outlet, article: Article, edit: Edit, at: datetime) -> bool:
    """Whether a visitor at this moment could see what the edit did."""
    view = outlet.view(article, at)
    if edit.kind == WITHDRAWAL:
        version = article.at(at)
        return version is not None and version.gone and not any(window.covers(at) for window in outlet.hiding)
    if edit.kind == RESTORATION or view is None:
        return view is not None
    part = visible(outlet, article, edit, at)
    return part is not None and part.shows_in(view.headline, view.paragraphs, view.texts)


def observable(outlet: Outlet, article: Article, edit: Edit) -> tuple[datetime, datetime] | None:
    """When an edit's effect was first and last to be seen; None for an edit that nobody could see.

    The world changes only at edits and at the bounds of an outlet's windows, so one look between each two of these
    moments settles it.
    """
    end = outlet.setting.end
    bounds = {edit.at, end, *(version.at for version in article.versions)}
    bounds |= {moment for window in outlet.windows() for moment in (window.start, window.end)}
    order = sorted(moment for moment in bounds if edit.at <= moment <= end)
    spans = list(pairwise(order))
    seen = [(start, until) for start, until in spans if _is_seen(outlet, article, edit, start)]
    return (seen[0][0], seen[-1][1] - _INSTANT) if seen else None


def _edit(outlet: Outlet, article: Article, edit: Edit, unpropagated: Sequence[str]) -> Record:
    span = observable(outlet, article, edit)
    return {
        "type": "edit",
        "edit": f"{article.key}#{edit.version}",
        "article": article.key,
        "outlet": outlet.identity.key,
        "event": article.event.key,
        "kind": edit.kind,
        "at": _when(edit.at),
        "version": edit.version,
        "before": list(edit.before),
        "after": list(edit.after),
        "headline_before": edit.headline_before,
        "headline_after": edit.headline_after,
        "neighbours": list(edit.neighbours),
        "matters": edit.matters,
        "announced": edit.announced,
        "first_observable": _when(span[0] if span else None),
        "last_observable": _when(span[1] if span else None),
        "unpropagated": list(unpropagated),
    }


def _families(outlets: Sequence[Outlet]) -> dict[str, list[Article]]:
    """Articles that run the same copy, by the key of the one it comes from."""
    families: dict[str, list[Article]] = defaultdict(list)
    for outlet in outlets:
        for article in outlet.articles:
            families[article.wire_of or article.key].append(article)
    return families


def _still_wrong(family: Sequence[Article], article: Article, edit: Edit) -> list[str]:
    """Articles that run the same copy and have not made the wire correction by then."""
    if edit.kind != WIRE_CORRECTION.name:
        return []
    made = {each.key for each in family for one in each.edits if one.kind == edit.kind and one.at <= edit.at}
    return [each.key for each in family if each.key not in made | {article.key} and each.published <= edit.at]


def _windows(outlet: Outlet) -> Iterator[Record]:
    for window in outlet.windows():
        yield {
            "type": "non-event",
            "outlet": outlet.identity.key,
            "article": window.article,
            "kind": window.kind,
            "from": _when(window.start),
            "until": _when(window.end),
            "detail": window.detail,
            "hides": window.hides,
        }
    start, end = outlet.setting.start, outlet.setting.end
    yield {
        "type": "non-event",
        "outlet": outlet.identity.key,
        "article": None,
        "kind": "churn",
        "from": _when(start),
        "until": _when(end),
        "detail": "related links, most read, comments, share counts, relative times and nonces, new on every fetch",
        "hides": False,
    }


def records(outlets: Sequence[Outlet]) -> Iterator[Record]:
    """Every record of a world: outlets, then articles, versions, edits and non-events, outlet by outlet."""
    yield from map(_outlet, outlets)
    families = _families(outlets)
    for outlet in outlets:
        for article in outlet.articles:
            yield _article(outlet, article)
            yield from (_version(outlet, article, version) for version in article.versions)
            for edit in article.edits:
                family = families[article.wire_of or article.key]
                yield _edit(outlet, article, edit, _still_wrong(family, article, edit))
        yield from _windows(outlet)
