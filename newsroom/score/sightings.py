"""Every kept version, judged: which true edits it is the first to bear, or why it should not be there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from newsroom import observed
from newsroom.kinds import RESTORATION, WITHDRAWAL
from newsroom.observed import Observed
from newsroom.score import causes, wording
from newsroom.score.truths import Article, Edit, Truth, Version
from newsroom.score.wording import Wording


@dataclass(frozen=True)
class Sighting:
    """One kept version. `cause` is None for a first version and for one that bears an edit anew."""

    version: observed.Version
    article: Article | None
    """The true article that it shows; None where it shows none of the truth."""
    shown: Wording
    nearest: Version | None
    edits: tuple[Edit, ...]
    is_first: bool
    cause: str | None

    @property
    def at(self) -> datetime:
        """When it was seen."""
        return self.version.seen_at

    @cached_property
    def missing(self) -> int:
        """How many sentences of the true version it lacks."""
        return len(self.nearest.sentences - self.shown.sentences) if self.nearest else 0


_NOTHING = Wording(None, (), breaks=False, rest=frozenset())


@dataclass
class _Chain:
    """The versions of one article as the system knows it, oldest first."""

    truth: Truth
    outlet: str
    candidates: Sequence[Article]
    seen: list[Sighting] = field(default_factory=list)

    def add(self, version: observed.Version) -> None:
        """Judge the next version."""
        article, shown = self._recognise(version)
        near = wording.nearest(article, shown, article.at(version.seen_at)) if article else None
        edits = tuple(self._anew(article, shown, version.seen_at)) if article and self.seen else ()
        judged = Sighting(version, article, shown, near, edits, not self.seen, None)
        if self.seen and not edits:
            cause = causes.of_version(self.truth, self.outlet, self.seen, judged)
            judged = Sighting(version, article, shown, near, (), is_first=False, cause=cause)
        self.seen.append(judged)

    def _recognise(self, version: observed.Version) -> tuple[Article | None, Wording]:
        """The candidate of which it shows the most; the first where it shows nothing."""
        read = [(each, wording.read(each, version)) for each in self.candidates]
        if not read:
            plain = frozenset(wording.fold(version.words).split("\n"))
            return None, Wording(version.title, (), breaks=False, rest=plain)
        return max(read, key=lambda pair: len(pair[1].trail))

    def _anew(self, article: Article, shown: Wording, at: datetime) -> list[Edit]:
        """The edits that this version is the first to bear."""
        mine = [each for each in self.seen if each.article is article]
        if not mine:
            return []
        readable = next((each for each in reversed(mine) if each.shown.trail), None)
        last = readable.shown if readable else _NOTHING
        found = []
        for edit in article.edits:
            if edit.at > at:
                break
            if edit.is_turn:
                if self._turns(edit, article, shown, at, mine[-1]):
                    found.append(edit)
            elif self._is_new(edit, article, shown, last, mine):
                found.append(edit)
        return found

    @staticmethod
    def _is_new(edit: Edit, article: Article, shown: Wording, last: Wording, earlier: Sequence[Sighting]) -> bool:
        """Whether it shows the edit, and neither the last one with text nor any seen since the edit was made did."""
        whole = article.versions[edit.version]
        known = [last, *(each.shown for each in earlier if each.at >= edit.at)]
        return wording.bears(edit, shown, whole) and not any(wording.bears(edit, each, whole) for each in known)

    @staticmethod
    def _turns(edit: Edit, article: Article, shown: Wording, at: datetime, last: Sighting) -> bool:
        """Whether a withdrawn article's page replaces its text, or the text comes back."""
        now = article.at(at)
        if edit.kind == WITHDRAWAL:
            return now.gone and now.number == edit.version and not shown.trail and bool(last.shown.trail)
        was_gone = article.at(last.at).gone and not last.shown.trail
        return edit.kind == RESTORATION and was_gone and bool(shown.trail) and now.number >= edit.version


def outlet_of(truth: Truth, seen: observed.Article | None) -> str:
    """The outlet at whose host an article was met; empty where it is none of the world's."""
    hosts = [truth.page(url)[0] for url in seen.urls] if seen else []
    return next((truth.outlets[host] for host in hosts if host in truth.outlets), "")


def true_articles(truth: Truth, seen: observed.Article | None) -> list[Article]:
    """The true articles that stand at the addresses of one that was seen, in the order of the addresses."""
    found = [truth.article_at(url) for url in seen.urls] if seen else []
    return list({each.key: each for each in found if each}.values())


def judge(truth: Truth, seen: Observed) -> Mapping[str, Sequence[Sighting]]:
    """Every version of every article, by the system's own name of the article, in the order of time."""
    known = {each.article: each for each in seen.articles}
    versions: dict[str, list[observed.Version]] = defaultdict(list)
    for version in seen.versions:
        versions[version.article].append(version)
    found = {}
    for name, kept in versions.items():
        articles = true_articles(truth, known.get(name))
        outlet = articles[0].outlet if articles else outlet_of(truth, known.get(name))
        chain = _Chain(truth, outlet, articles)
        for version in sorted(kept, key=lambda each: (each.seen_at, each.number)):
            chain.add(version)
        found[name] = chain.seen
    return found
