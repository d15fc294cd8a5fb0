"""Pages and readings that are kept as what they differ in from a keyframe: small, exact, and never silently wrong."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from benchmarks import prose
from schemas.article import Digests, Extractor, Quote, Reading, Sentence, Verdict, VerdictKind
from schemas.page import Page
from worker.store import articles, blob, bodies, keyframes, pages, slim, snapshots
from worker.store.bodies import DamagedError
from worker.store.session import reading, writing
from worker.store.tables import Body, Snapshot
from worker.text.extract import extract

store = pytest.mark.usefixtures("store")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
VERSIONS = keyframes.MOST + 8


@cache
def draft(number: int) -> prose.Article:
    return prose.corrected(draft(number - 1), number) if number else prose.article(1, sentences=30)


@cache
def version(number: int) -> tuple[Page, Reading]:
    """The article as it was read after so many corrections; several tests keep the same ones."""
    body = prose.html(draft(number), noise=f"{number}").encode()
    page = Page(url="https://a.example/1", fetched_at=NOON + timedelta(hours=number), body=body)
    return page, extract(page)


def fill(count: int, between: bytes | None = None) -> tuple[int, list[Page], list[Reading]]:
    """Keep versions of one article, with another page between each two; return its id, its pages and readings."""
    made, read = [], []
    with writing() as session:
        article = articles.find_or_make(session, "https://a.example/1", NOON, outlet="A", host=None).id
        for number in range(count):
            page, found = version(number)
            at = page.fetched_at
            kept = pages.keep(session, article, page, at)
            snapshots.keep(
                session,
                after=snapshots.latest(session, article),
                page_id=kept,
                fetched_at=at,
                article_id=article,
                reading=found,
                now=at,
            )
            made.append(page)
            read.append(found)
            if between is not None:
                wall = Page(url=None, fetched_at=at + timedelta(minutes=1), body=between + str(number).encode())
                pages.keep(session, article, wall, at)
                made.append(wall)
    return article, made, read


@store
def test_every_version_reads_as_it_was_and_takes_a_fraction() -> None:
    article, made, read = fill(VERSIONS)
    with reading() as session:
        assert [bodies.load(session, page.digest) for page in made] == [page.body for page in made]
        for number, found in enumerate(read, 1):
            kept = snapshots.version(session, article, number)
            assert kept is not None
            assert kept.reading == found
        newest = snapshots.latest(session, article)
        assert newest is not None
        assert snapshots.before(session, newest, limit=VERSIONS) == read[-2::-1]
        stored = session.scalar(select(func.sum(func.length(Body.data)))) or 0
        assert stored < sum(len(blob.pack(page.body)) for page in made) / 4
        taken = session.scalar(select(func.sum(func.length(Snapshot.reading)))) or 0
        assert taken < sum(len(blob.pack_model(found)) for found in read) / 4


@store
def test_no_more_than_a_few_depend_on_one_keyframe_and_none_on_another_difference() -> None:
    fill(VERSIONS)
    with reading() as session:
        for table, base, key in ((Body, Body.base_digest, Body.digest), (Snapshot, Snapshot.base_id, Snapshot.id)):
            used = session.execute(select(base, func.count()).where(base.is_not(None)).group_by(base)).all()
            assert len(used) == -(-VERSIONS // keyframes.MOST)
            assert max(count for _, count in used) <= keyframes.MOST - 1
            whole = select(key).where(base.is_(None))
            chained = select(func.count()).select_from(table).where(base.is_not(None), base.not_in(whole))
            assert session.scalar(chained) == 0


@store
def test_walls_and_articles_that_come_by_turns_find_their_own_kind() -> None:
    fill(10, between=Random(1).randbytes(10_000))  # noqa: S311 - what compresses to nothing less
    with reading() as session:
        assert session.scalar(select(func.count()).where(Body.base_digest.is_(None))) == 2


@store
def test_a_keyframe_cannot_be_deleted_while_others_need_it() -> None:
    _, made, _ = fill(2)
    with writing() as session:
        for digest, base in (("a", None), ("b", "a")):
            session.execute(insert(Body).values(digest=digest, data=b"", size=0, base_digest=base))
    for needed in (delete(Body).where(Body.digest == "a"), delete(Snapshot).where(Snapshot.version == 1)):
        with pytest.raises(IntegrityError), writing() as session:
            session.execute(needed)
    with reading() as session:
        assert bodies.load(session, made[1].digest) == made[1].body


@store
@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "another"])
@pytest.mark.parametrize("of_keyframe", [True, False])
def test_damage_is_told_and_costs_only_what_depends_on_it(damage: str, *, of_keyframe: bool) -> None:
    article, made, read = fill(3)
    hit = 0 if of_keyframe else 2

    def damaged(data: bytes) -> bytes:
        middle = len(data) // 2
        return {
            "cut": data[:middle],
            "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
            "emptied": b"",
            "another": blob.pack(b"something else that was packed well"),
        }[damage]

    with writing() as session:
        for table, key, column in ((Body, Body.digest, "data"), (Snapshot, Snapshot.version, "reading")):
            this = key == (made[hit].digest if table is Body else hit + 1)
            data = session.scalar(select(getattr(table, column)).where(this))
            session.execute(update(table).where(this).values({column: damaged(data)}))
    for number in range(3):
        is_lost = of_keyframe or number == hit
        with reading() as session:
            if is_lost:
                with pytest.raises(DamagedError, match="restore the database"):
                    bodies.load(session, made[number].digest)
            else:
                assert bodies.load(session, made[number].digest) == made[number].body
        with reading() as session:
            if is_lost:
                with pytest.raises(DamagedError, match="restore the database"):
                    snapshots.version(session, article, number + 1)
            else:
                kept = snapshots.version(session, article, number + 1)
                assert kept is not None
                assert kept.reading == read[number]


@store
def test_what_an_older_stet_kept_whole_is_read_and_serves_as_a_keyframe() -> None:
    article, made, read = fill(1)
    with writing() as session:
        session.execute(update(Snapshot).values(reading=blob.pack_model(read[0])))
    with reading() as session:
        kept = snapshots.latest(session, article)
        assert kept is not None
        assert kept.reading == read[0]
    page = Page(url=None, fetched_at=NOON + timedelta(hours=1), body=prose.html(draft(1)).encode())
    with writing() as session:
        number = pages.keep(session, article, page, NOON)
        found = extract(page)
        snapshots.keep(
            session, after=kept, page_id=number, fetched_at=page.fetched_at, article_id=article, reading=found, now=NOON
        )
    with reading() as session:
        newest = snapshots.latest(session, article)
        assert newest is not None
        assert newest.reading == found
        assert bodies.load(session, made[0].digest) == made[0].body


@store
def test_the_same_page_of_another_article_is_kept_once() -> None:
    _, made, _ = fill(2)
    with writing() as session:
        other = articles.find_or_make(session, "https://b.example/1", NOON, outlet="B", host=None).id
        pages.keep(session, other, made[1], NOON)
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Body)) == 2


def test_few_bytes_are_no_base() -> None:
    for length in range(12):
        base = bytes(range(length))
        assert blob.unpack(blob.pack(b"something", base), base) == b"something"


def test_a_slim_reading_of_before_attributions_were_told_is_still_read() -> None:
    digest = sha256(b"").hexdigest()
    made = Reading(
        text="Over.",
        paragraphs=("Over.",),
        quotes=(Quote(text="Over.", speaker="Jane Smith", start=0, end=5),),
        verdict=Verdict(is_=VerdictKind.ARTICLE, reason="made for a test"),
        extractor=Extractor(name="test", version="1"),
        digests=Digests(raw=digest, text=digest),
    )
    kept = json.loads(slim.slim(made))
    kept["quotes"] = [quote[:4] for quote in kept["quotes"]]
    assert slim.whole(json.dumps(kept, separators=(",", ":")).encode()) == made
    assert made.quotes[0].attribution is None


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=20)


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4), max_size=4), st.data())
def test_a_slim_reading_is_the_same_reading(told: list[list[str]], data: st.DataObject) -> None:
    """Also one whose parts do not add up, as another hand may make it."""
    paragraphs = [" ".join(sentences) for sentences in told]
    text, sentences, quotes, at = "\n\n".join(paragraphs), [], [], 0
    for number, paragraph in enumerate(told):
        for one in paragraph:
            sentences.append(Sentence(text=one, paragraph=number, start=at, end=at + len(one)))
            speaker, how = data.draw(st.none() | TEXTS), data.draw(st.sampled_from((None, "said", "near", "carried")))
            quotes.append(Quote(text=one, speaker=speaker, attribution=how, start=at, end=at + len(one)))
            at += len(one) + 1
        at += 1
    if data.draw(st.booleans()):
        text = data.draw(TEXTS)
    digest = sha256(b"").hexdigest()
    made = Reading(
        text=text,
        paragraphs=tuple(paragraphs),
        sentences=tuple(data.draw(st.permutations(sentences))),
        quotes=tuple(quotes),
        published=NOON,
        verdict=Verdict(is_=VerdictKind.ARTICLE, reason="made for a test"),
        extractor=Extractor(name="test", version="1"),
        digests=Digests(raw=digest, text=digest),
    )
    assert slim.whole(slim.slim(made)) == made
    assert slim.whole(made.model_dump_json(by_alias=True).encode()) == made
