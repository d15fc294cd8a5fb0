"""The index of stories in the store: what finding an article's candidates costs by how many articles are active."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from itertools import chain

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from benchmarks import store, stored
from benchmarks.table import Row, Scale, missing
from benchmarks.timing import in_turn, wall_median
from schemas.story import Fingerprint
from worker.clock import now
from worker.store import blob, story_index
from worker.text import story

FEW, MANY = 10_000, 100_000
TELLERS = 3
"""Articles to a story."""


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the time to find and weigh an article's candidates with many active articles, beside that with few."""
    sizes = scale.of(FEW, 200), scale.of(MANY, 400)
    yield from _on("SQLite", sizes, scale, [None, None])
    if not store.postgres_is_there():
        yield missing("candidates for a story, PostgreSQL", f"no server at {store.POSTGRES.rpartition('@')[2]}")
        return
    with ExitStack() as stack:
        yield from _on("PostgreSQL", sizes, scale, [stack.enter_context(store.postgres_database()) for _ in sizes])


def _on(database: str, sizes: tuple[int, int], scale: Scale, urls: list[str | None]) -> Iterator[Row]:
    at, few, many = now(), *sizes
    with ExitStack() as stack:
        works: dict[str, Callable[[int], object]] = {}
        for size, url in zip(sizes, urls, strict=True):
            engine = stack.enter_context(store.kept_engine(url))
            stored.insert(engine, _tables(size, at))
            works[str(size)] = partial(_ask, engine, size, at)
        taken = in_turn(works, range(-2, scale.of(60, 3)))
        took = {size: wall_median(taken[str(size)][2:]) for size in sizes}
        about = (
            f"median of {scale.of(60, 3)} by turns; counts of words, one query for candidates, the choice among them"
        )
        what = f"candidates for a story, {database}, {many:,} active"
        yield Row(what, took[many], f"with {few:,}", took[few], "ms", about)


def _ask(engine: Engine, articles: int, at: datetime, repetition: int) -> object:
    number = articles - abs(repetition) * TELLERS
    asked = _fingerprint(number, articles, at)
    with Session(engine) as session:
        found = story_index.candidates(session, number, asked, story_index.seen(session, asked))
        known = story_index.seen(session, asked, [one for members in found.values() for one in members.values()])
        chosen = story.place(asked, found, known)
        session.rollback()
    return chosen


def _fingerprint(number: int, articles: int, at: datetime) -> Fingerprint:
    """Return an article's fingerprint; all are of the last thirty days."""
    made = stored.fingerprint(number, articles, at)
    return made.model_copy(update={"published": _published(number, articles, at)})


def _published(number: int, articles: int, at: datetime) -> datetime:
    return at - story_index.ACTIVE * ((articles - number) / articles)


def _tables(articles: int, at: datetime) -> Iterator[tuple[str, Iterable[stored.Columns]]]:
    numbers = range(1, articles + 1)
    yield "outlets", [{"id": 1, "name": "Outlet", "name_key": "outlet", "created_at": at}]
    yield (
        "stories",
        (
            {"id": n, "title": "", "opened_at": at - timedelta(days=1), "changed_at": at, "alerts": 0}
            for n in range(1, articles // TELLERS + 2)
        ),
    )
    samples = [blob.pack_model(_fingerprint(n, articles, at)) for n in range(1, min(articles, 64) + 1)]
    yield (
        "articles",
        (
            {
                "id": n,
                "story_id": (n - 1) // TELLERS + 1,
                "first_seen": at,
                "active_at": _published(n, articles, at),
                "placed_by_hand": False,
                "unchanged_visits": 0,
                "fingerprint": samples[n % len(samples)],
                "url": f"https://host.example/{n}",
                "url_digest": f"{n:064x}",
                "outlet_id": 1,
                "outlet_given": True,
                "watched": False,
                "failures": 0,
                "tries": 0,
            }
            for n in numbers
        ),
    )
    yield "word_counts", stored.word_counts(articles)
    yield (
        "article_terms",
        chain.from_iterable(
            ({"term": term, "article_id": n, "published": _published(n, articles, at)} for term in stored.terms(n))
            for n in numbers
        ),
    )
