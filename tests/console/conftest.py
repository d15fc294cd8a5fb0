"""A filled store: two outlets tell one story, one of them edits its article, and a feed is watched."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from schemas.alert import Alert, AlertData, AlertType, Rule
from schemas.article import Digests, Extractor, Reading, Sentence, Verdict, VerdictKind
from schemas.change import Change, ChangeKind, Edit, Label, Op, Side, Words
from schemas.divergence import FigurePair, Match, QuotePair
from schemas.page import Page
from schemas.sources import SourceKind
from worker.settings import Settings, settings
from worker.store import alerts, articles, changes, copies, feeds, matrix, pages, snapshots, stories
from worker.store.session import writing
from worker.text.between.copies import Carrier, Piece

from . import explosion
from .found import found

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
Say = Callable[[str], str]
"""What is done to every text before it is stored."""


@dataclass(frozen=True)
class Filled:
    """The ids of what was stored."""

    story: int
    divergence: int
    revision: int
    article_a: int
    article_b: int


@pytest.fixture
def quick_store(sqlite_store: Path) -> Settings:  # noqa: ARG001 - made first
    """Use an empty SQLite database; return the settings."""
    return settings()


def make_reading(*, url: str, outlet: str, title: str, byline: str, paragraphs: list[list[str]]) -> Reading:
    """Make a reading of paragraphs given as lists of sentences."""
    text, sentences = "", []
    for number, paragraph in enumerate(paragraphs):
        text += "\n\n" if text else ""
        for at, sentence in enumerate(paragraph):
            text += " " if at else ""
            sentences.append(Sentence(text=sentence, paragraph=number, start=len(text), end=len(text) + len(sentence)))
            text += sentence
    digest = sha256(f"{url}{title}{text}".encode()).hexdigest()
    return Reading(
        url=url,
        outlet=outlet,
        title=title,
        byline=(byline,),
        published=NOW,
        language="en",
        paragraphs=tuple(" ".join(paragraph) for paragraph in paragraphs),
        sentences=tuple(sentences),
        text=text,
        verdict=Verdict(is_=VerdictKind.ARTICLE, reason="made for a test"),
        extractor=Extractor(name="test", version="1"),
        digests=Digests(raw=digest, text=digest),
    )


def make_side(reading: Reading, article: int | None = None, snapshot: int | None = None, version: int = 1) -> Side:
    """Make the side of a change that stands for a reading."""
    return Side(
        url=reading.url,
        outlet=reading.outlet,
        title=reading.title,
        byline=reading.byline,
        published=reading.published,
        language=reading.language,
        article=article,
        snapshot=snapshot,
        version=version,
        digest=reading.digests.text,
        sentences=reading.sentences,
    )


def make_divergence(a: Side, b: Side, say: Say = str) -> Change:
    """Make the divergence between the two outlets' articles of `fill`."""
    hurt = say("four people were hurt")
    return Change(
        kind=ChangeKind.DIVERGENCE,
        old=a,
        new=b,
        edits=(
            Edit(op=Op.EDIT, words=(("-", a.title or ""), ("+", b.title or "")), similarity=0.3, field="title"),
            Edit(op=Op.KEEP, old=(0,), new=(0,), similarity=1),
            Edit(op=Op.DELETE, old=(1,), similarity=0),
            Edit(op=Op.EDIT, old=(2,), new=(1,), words=differing(a, b), similarity=0.7),
            Edit(op=Op.ADD, new=(2,), similarity=0),
        ),
        labels=(Label.ATTRIBUTION, Label.FIGURE),
        significance=0.85,
        summary=say("Gazette and Herald differ on who spoke and on the injured"),
        matches=(
            Match(a=(0,), b=(0,), relation="same", similarity=1),
            Match(a=(2,), b=(1,), relation="reworded", similarity=0.7),
        ),
        quotes=(
            QuotePair(
                a=(0,),
                b=(0,),
                relation="same",
                text_a=say("The bridge is shut"),
                text_b=say("The bridge is shut"),
                speaker_a=say("a council spokesman"),
                speaker_b=say("the transport minister"),
            ),
            QuotePair(
                a=(2,),
                b=(1,),
                relation="altered",
                text_a=say("we were warned in May"),
                text_b=say("we were told in May"),
                speaker_a=say("Jo Field"),
                speaker_b=say("Jo Field"),
            ),
            QuotePair(a=(1,), b=(2,), relation="unmarked", text_a=hurt, text_b=hurt, speaker_a=say("a nurse")),
        ),
        figures=(FigurePair(a=1, b=2, what=say("injured"), value_a=4, value_b=5, relation="conflict"),),
        only_a=(1,),
        only_b=(2,),
        findings=found(say),
    )


def differing(a: Side, b: Side) -> Words:
    """Return the comparison of the reworded pair, whole sentences for each other."""
    return (("-", a.sentences[2].text), ("+", b.sentences[1].text))


def make_revision(old: Side, new: Side, say: Say = str) -> Change:
    """Make the revision of the first outlet's article."""
    return Change(
        kind=ChangeKind.REVISION,
        old=old,
        new=new,
        edits=(
            Edit(
                op=Op.EDIT, words=(("=", "The "), ("-", say("old")), ("+", say("new"))), similarity=0.8, field="title"
            ),
            Edit(op=Op.KEEP, old=(0,), new=(0,), similarity=1),
            Edit(
                op=Op.EDIT,
                old=(1,),
                new=(1,),
                words=(("-", say("Four")), ("+", say("Six")), ("=", " people were injured.")),
                labels=(Label.FIGURE,),
                similarity=0.9,
            ),
            Edit(op=Op.KEEP, old=(2,), new=(2,), similarity=1),
        ),
        labels=(Label.FIGURE, Label.HEADLINE),
        significance=0.7,
        summary=say("Gazette now says six were injured, not four"),
        stealth=True,
    )


@pytest.fixture
def fill(quick_store: Settings, filling: Callable[..., Filled]) -> Callable[..., Filled]:  # noqa: ARG001 - what is filled
    """Return what fills the quick store: `fill(say, address)` stores texts and addresses as these make them."""
    return filling


@pytest.fixture
def filling() -> Callable[..., Filled]:
    """Return what fills whatever store the test uses."""

    def _fill(say: Say = str, address: Say = str) -> Filled:
        one = make_reading(
            url=address("https://gazette.test/bridge"),
            outlet=say("Gazette"),
            title=say("Bridge shut after crash"),
            byline=say("Ann Ode"),
            paragraphs=[
                [say("“The bridge is shut,” a council spokesman said."), say("Four people were injured.")],
                [say("“We were warned in May,” said Jo Field.")],
            ],
        )
        two = make_reading(
            url=address("https://herald.test/crash"),
            outlet=say("Herald"),
            title=say("Crash closes bridge"),
            byline=say("Bo Penn"),
            paragraphs=[
                [say("“The bridge is shut,” the transport minister said.")],
                [say("“We were told in May,” said Jo Field."), say("Five people were injured.")],
            ],
        )
        later = one.model_copy(
            update={
                "title": say("Bridge shut after crash, six hurt"),
                "digests": Digests(raw=one.digests.raw, text=sha256(b"later").hexdigest()),
            }
        )
        with writing() as session:
            article_a, snap_a = _keep(session, one, NOW)
            article_b, snap_b = _keep(session, two, NOW)
            snap_later = _keep_version(session, article_a, later, NOW + timedelta(hours=1), after=snap_a)
            story = stories.join(session, article_a, None, now=NOW)
            stories.join(session, article_b, story, now=NOW + timedelta(hours=1))
            differs = make_divergence(make_side(one, article_a, snap_a), make_side(two, article_b, snap_b), say)
            divergence = changes.keep(session, differs, story_id=story, now=NOW)
            assert divergence is not None
            matrix.keep(session, [(differs, divergence)])
            carriers = tuple(Carrier(number, (0,), 30, 0.5, say("Reuters")) for number in (article_a, article_b))
            copies.replace(
                session,
                story,
                [Piece(agency=say("Reuters"), text=say("The bridge is shut."), carriers=carriers)],
                {article_a: snap_a, article_b: snap_b},
                {(0, article_a): NOW, (0, article_b): NOW},
            )
            revision = changes.keep(
                session,
                make_revision(make_side(one, article_a, snap_a), make_side(later, article_a, snap_later, 2), say),
                story_id=story,
                now=NOW + timedelta(hours=1),
            )
            feed = feeds.watch(session, address("https://gazette.test/feed"), NOW, outlet=say("Gazette"), host="g.test")
            feeds.visited_ill(session, SourceKind.FEED, feed, NOW, say("HTTP 503"))
            endpoint = alerts.add_endpoint(
                session,
                name=say("desk")[:100],
                url=address("https://desk.test/hook"),
                secret="whsec_canary0secret0canary",
                rule=Rule(),
                now=NOW,
            )
            alert = Alert(type=AlertType.REVISION, timestamp=NOW, data=AlertData(outlet=say("Gazette")))
            alerts.send(session, alert, subject="change:1", endpoint_ids=[endpoint.id], now=NOW)
        assert revision is not None
        return Filled(story, divergence, revision, article_a, article_b)

    return _fill


def _keep(session: object, reading: Reading, at: datetime) -> tuple[int, int]:
    article = articles.find_or_make(
        session, reading.url, at, outlet=reading.outlet, host="a.test", title=reading.title, published=at
    )
    return article.id, _keep_version(session, article.id, reading, at, after=None)


def _keep_version(session: object, article: int, reading: Reading, at: datetime, *, after: int | None) -> int:
    body = f"{reading.title}\n{reading.text}".encode()
    page = pages.keep(session, article, Page(url=reading.url, fetched_at=at, body=body), at)
    assert page is not None
    before = None if after is None else snapshots.load(session, after)
    kept = snapshots.keep(
        session, after=before, page_id=page, fetched_at=at, article_id=article, reading=reading, now=at
    )
    assert kept is not None
    return kept


@pytest.fixture
def reading() -> Callable[..., Reading]:
    """Return the builder of readings."""
    return make_reading


@pytest.fixture
def side() -> Callable[..., Side]:
    """Return the builder of sides."""
    return make_side


@pytest.fixture
def four_tell(quick_store: Settings) -> None:  # noqa: ARG001 - made first
    """Four outlets tell of one explosion, and one corrects its toll."""
    explosion.take_in("Alpha", "seven", explosion.QUOTE)
    explosion.take_in("Beta", "seven", explosion.QUOTE)
    explosion.take_in("Gamma", "nine", explosion.QUOTE.replace("dust", "smoke"))
    explosion.take_in("Delta", "seven")
    explosion.take_in("Alpha", "nine", explosion.QUOTE)


@pytest.fixture
def nine_tell(four_tell: None) -> None:  # noqa: ARG001 - told first
    """Nine outlets tell of it, and most do not take up the correction."""
    for outlet in ("Epsilon", "Zeta", "Eta", "Theta", "Iota"):
        explosion.take_in(outlet, "seven")
