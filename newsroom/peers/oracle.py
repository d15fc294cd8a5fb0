"""An observer who knows when to look: at every moment from which something new can be seen.

It sets the scorer's ceiling. It reads real answers as a reader with every cookie does, knows the truth's paragraphs
from the furniture around them, and tells what the truth says it should tell.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from http import HTTPStatus

from newsroom.article import Article, Edit
from newsroom.http import Request
from newsroom.kinds import RESTORATION, WIRE_CORRECTION, WITHDRAWAL
from newsroom.observed import ALERTS, LABELS, STORIES, Alert, Change, Observed, Version, Visit
from newsroom.observed import Article as SeenArticle
from newsroom.outlets.base import Outlet
from newsroom.peers.client import Fetched
from newsroom.score.alerts import LABELS as NAMES
from newsroom.truth import observable
from newsroom.world import World

_COOKIES = {"consent": "yes", "ab": "a", "subscriber": "yes"}
_TRIES = range(1, 60, 2)
"""Numbers of requests: odd ones meet the cache that is not behind; a page that comes cut is asked for again."""
_SCRIPT = re.compile(r"<script.*?</script>", re.DOTALL)
_HEADLINE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_TURNS = {WITHDRAWAL: "article.gone", RESTORATION: "article.restored"}


@dataclass
class _Oracle:
    world: World
    outlet: Outlet
    article: Article
    seen: Observed
    versions: list[Version] = field(default_factory=list)
    told: set[int] = field(default_factory=set)

    def run(self) -> None:
        """Look whenever there is something new."""
        spans = {edit.version: observable(self.outlet, self.article, edit) for edit in self.article.edits}
        start, end = self.world.setting.start, self.world.setting.end
        moments = {max(self.article.published, start)} | {span[0] for span in spans.values() if span}
        moments |= {window.end for window in self.outlet.hiding}
        for at in sorted(moment for moment in moments if self.article.published <= moment < end):
            fresh = [each for each in self.article.edits if each.version not in self.told]
            now = [edit for edit in fresh if (span := spans[edit.version]) and span[0] <= at <= span[1]]
            self._look(at, now)
        key = self.article.key
        urls = tuple(self.outlet.addresses(self.article))
        self.seen.articles.append(SeenArticle(key, urls, self.outlet.identity.key, self.article.event.key))

    def _look(self, at: datetime, edits: list[Edit]) -> None:
        for edit in edits:
            if edit.kind in _TURNS:
                self.told.add(edit.version)
                self._alert(_TURNS[edit.kind], edit, at)
        read = self._read(at)
        if read is None:
            return
        last = self.versions[-1] if self.versions else None
        if last and (last.title, last.text) == read:
            return
        self.versions.append(Version(self.article.key, len(self.versions), at, *read))
        self.seen.versions.append(self.versions[-1])
        if last:
            self._tell([edit for edit in edits if edit.kind not in _TURNS], at)
        self.told |= {edit.version for edit in edits}

    def _read(self, at: datetime) -> tuple[str, str] | None:
        """The headline and the paragraphs of the page; None where there is no article to read."""
        path = self.outlet.path(self.article, at)
        for number in _TRIES:
            self.seen.visits.append(Visit(at, self.outlet.host, path))
            answer = self.world.answer(Request(at, self.outlet.host, path, "oracle", number, _COOKIES))
            if answer.cut_at is None:
                break
        if answer.status != HTTPStatus.OK or answer.cut_at is not None:
            return None
        text = _SCRIPT.sub("", Fetched("", answer.status, answer.body, answer.header("Content-Type") or "").text)
        title = _HEADLINE.search(text)
        known = {each.text for version in self.article.versions for each in version.draft.paragraphs}
        lines = [" ".join(unescape(line).split()) for line in _TAG.sub("\n", text).splitlines()]
        shown = [line for line in lines if line in known]
        return (unescape(title[1]).strip(), "\n\n".join(shown)) if title and shown else None

    def _tell(self, edits: list[Edit], at: datetime) -> None:
        """Report the change, and alert where it matters."""
        new, old = self.versions[-1].number, self.versions[-1].number - 1
        name = f"{self.article.key}@{new}"
        labels = {label for edit in edits for label in NAMES[edit.kind]}
        change = Change(name, self.article.key, at, "revision", old, new, tuple(sorted(labels)))
        self.seen.changes.append(change)
        if any(edit.matters for edit in edits):
            self.seen.alerts.append(Alert(name, "change.revision", at, self.article.key, None, name))
        for edit in edits:
            if edit.kind == WIRE_CORRECTION.name and self._carriers(edit):
                self._alert("correction.unpropagated", edit, at)

    def _carriers(self, edit: Edit) -> bool:
        """Whether some article of the same copy has not made this correction by then."""
        source = self.article.wire_of or self.article.key
        family = [each for _, each in self.world.articles() if source in {each.key, each.wire_of}]
        made = {each.key for each in family for one in each.edits if one.kind == edit.kind and one.at <= edit.at}
        return any(each.key not in made and each.published <= edit.at for each in family)

    def _alert(self, kind: str, edit: Edit, at: datetime) -> None:
        name = f"{self.article.key}#{edit.version} {kind}"
        self.seen.alerts.append(Alert(name, kind, at, self.article.key))


def oracle(world: World) -> Observed:
    """Let the oracle watch a world."""
    seen = Observed("oracle", (ALERTS, LABELS, STORIES))
    for outlet, article in world.articles():
        _Oracle(world, outlet, article, seen).run()
    return seen
