"""Growth: what the queries that run all day cost as the store fills."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from benchmarks import store, stored
from benchmarks.table import Row, Scale, missing
from benchmarks.timing import in_turn, wall_median
from schemas.change import Label
from worker.clock import now
from worker.store import changes, counts, due, stories, story_index
from worker.store.changes import ChangeQuery

SIZES, QUICK, LARGE = (10_000, 100_000), (400, 2_000), 1_000_000
AFTER_OUTAGE = timedelta(days=365)


class Filled(NamedTuple):
    """A filled store: its engine, how many articles it holds, and the moment it was filled for."""

    engine: Engine
    articles: int
    now: datetime


Query = Callable[[Session, Filled, int], object]
"""Takes a session, its store, and the number of the repetition."""

QUERIES: Mapping[str, Query] = {
    "changes.find, newest 100": lambda session, _, __: changes.find(session, ChangeQuery()),
    "changes.find, rare label": lambda session, _, __: changes.find(session, ChangeQuery(label=Label.RETRACTION)),
    "changes.find, significance .98": lambda session, _, __: changes.find(session, ChangeQuery(min_significance=0.98)),
    "changes.find, one outlet": lambda session, _, n: changes.find(session, ChangeQuery(outlet=f"Outlet {n + 1}")),
    "changes.find, unknown outlet": lambda session, _, __: changes.find(session, ChangeQuery(outlet="Outlet 0")),
    "changes.find, one article": lambda session, at, n: changes.find(session, ChangeQuery(article=at.articles - n)),
    "changes.find, since an hour": lambda session, at, _: changes.find(
        session, ChangeQuery(since=at.now - timedelta(hours=1))
    ),
    "candidates for a story": lambda session, at, n: _candidates(session, at, at.articles - n),
    "stories.newest 50": lambda session, _, __: stories.newest(session),
    "due.sweep, 200 articles due": lambda session, at, _: due.sweep(session, at.now),
    "due.sweep, every article due": lambda session, at, _: due.sweep(session, at.now + AFTER_OUTAGE),
    "due.backlog": lambda session, at, _: due.backlog(session, at.now),
    "counts": lambda session, _, __: counts.counts(session),
}


def _candidates(session: Session, at: Filled, article: int) -> object:
    """Ask how common the words of an article are, and for the articles that may tell its story."""
    fingerprint = stored.fingerprint(article, at.articles, at.now)
    return story_index.candidates(session, article, fingerprint, story_index.seen(session, fingerprint))


def rows(scale: Scale) -> Iterator[Row]:
    """Yield each query's duration on stores of several sizes, beside that on the smallest."""
    sizes = QUICK if scale.quick else (*SIZES, LARGE) if scale.large else SIZES
    yield from _on("SQLite", sizes, scale, [None] * len(sizes))
    if not store.postgres_is_there():
        yield missing("growth, PostgreSQL", f"no server answers at {store.POSTGRES.rpartition('@')[2]}")
        return
    with ExitStack() as stack:
        yield from _on("PostgreSQL", sizes, scale, [stack.enter_context(store.postgres_database()) for _ in sizes])


def _on(database: str, sizes: tuple[int, ...], scale: Scale, urls: list[str | None]) -> Iterator[Row]:
    at = now()
    with ExitStack() as stack:
        filled = {}
        for size, url in zip(sizes, urls, strict=True):
            engine = stack.enter_context(store.kept_engine(url))
            stored.fill(engine, size, at)
            filled[size] = Filled(engine, size // 2, at)
        for what, query in QUERIES.items():
            works: dict[str, Callable[[int], object]] = {
                str(size): partial(_ask, query, place) for size, place in filled.items()
            }
            taken = in_turn(works, range(-2, scale.of(30, 3)))
            took = {size: wall_median(taken[str(size)][2:]) for size in sizes}
            for size in sizes[1:]:
                about = (
                    f"median of {scale.of(30, 3)} by turns, one session each; snapshots stored, at an even daily rate"
                )
                yield Row(f"{what}, {database}, {size:,}", took[size], f"at {sizes[0]:,}", took[sizes[0]], "ms", about)


def _ask(query: Query, place: Filled, repetition: int) -> None:
    """Ask in a session of its own, and leave the store as it was."""
    with Session(place.engine) as session:
        query(session, place, abs(repetition))
        session.rollback()
