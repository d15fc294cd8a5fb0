"""A store filled in bulk: an even stream of articles, two versions of each, two outlets to a story."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import accumulate, chain
from random import Random
from typing import Any

from sqlalchemy import Engine, Table
from sqlalchemy.orm import Session

from schemas.change import ChangeKind, Label
from schemas.story import Fingerprint
from worker.store import blob, counts
from worker.store.columns import Base

OUTLETS, HOSTS = 50, 500
ARTICLES_A_DAY = 250
DUE = 200
"""Articles that are due for a visit; the others' next visits lie in the thirty days to come."""
CHUNK = 2_000
_WORDS = 50_000
_WEIGHTS = list(accumulate(1 / (rank + 50) for rank in range(_WORDS)))
"""Cumulative; the commonest index term stands in seven articles of a hundred."""
_LABELS = [label.value for label in Label]

Columns = dict[str, Any]


def fill(engine: Engine, snapshots: int, now: datetime) -> None:
    """Insert this many snapshots and all that goes with them into an empty store, and let the sweeps count them."""
    insert(engine, _tables(snapshots // 2, now))
    with Session(engine) as session:
        for _ in range(0, snapshots, counts.MOST // 2):
            counts.move_on(session)
        session.commit()


def insert(engine: Engine, tables: Iterable[tuple[str, Iterable[Columns]]]) -> None:
    """Insert the rows of these tables, without checks of foreign keys."""
    connection = engine.raw_connection()
    cursor = connection.cursor()
    is_sqlite = engine.dialect.name == "sqlite"
    preparations = ("PRAGMA foreign_keys = OFF", "PRAGMA cache_size = -400000", "BEGIN")
    for statement in preparations if is_sqlite else ("SET session_replication_role = replica",):
        cursor.execute(statement)
    for table, rows in tables:
        for chunk in _chunks(rows):
            (_into_sqlite if is_sqlite else _into_postgres)(cursor, Base.metadata.tables[table], chunk)
    connection.commit()
    if not is_sqlite:
        cursor.execute("ANALYZE")  # what autovacuum does in its own time
        connection.commit()
    connection.detach()  # its settings are of no use to others
    connection.close()


def _chunks(rows: Iterable[Columns]) -> Iterator[list[Columns]]:
    chunk: list[Columns] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _into_sqlite(cursor: Any, table: Table, rows: list[Columns]) -> None:  # noqa: ANN401 - a driver's cursor
    names = list(rows[0])
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - names of our own tables
    cursor.executemany(statement, [[_for_sqlite(row[name]) for name in names] for row in rows])


def _for_sqlite(value: object) -> object:
    """Write a moment as SQLAlchemy does."""
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value


def _into_postgres(cursor: Any, table: Table, rows: list[Columns]) -> None:  # noqa: ANN401 - a driver's cursor
    names = list(rows[0])
    with cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])


def _tables(articles: int, now: datetime) -> Iterator[tuple[str, Iterator[Columns]]]:
    """Yield each table's name and rows, parents first."""
    numbers = range(1, articles + 1)
    yield (
        "outlets",
        ({"id": n, "name": f"Outlet {n}", "name_key": f"outlet {n}", "created_at": now} for n in range(1, OUTLETS + 1)),
    )
    yield "hosts", ({"id": n, "name": f"host-{n}.example", "free_at": now} for n in range(1, HOSTS + 1))
    yield "stories", (_story(n, at(2 * n, articles, now)) for n in range(1, articles // 2 + 1))
    samples = [blob.pack_model(fingerprint(n, articles, now)) for n in range(1, min(articles, 64) + 1)]
    yield "articles", (_article(n, articles, now, samples[n % len(samples)]) for n in numbers)
    yield "word_counts", word_counts(articles)
    yield "article_terms", chain.from_iterable(_terms(n, at(n, articles, now)) for n in numbers)
    reading, document = Random(1).randbytes(2_500), Random(2).randbytes(850)  # noqa: S311 - stands for what is packed
    yield "bodies", ({"digest": _digest(f"body {n}"), "data": b"-", "size": 1} for n in range(1, 2 * articles + 1))
    yield "pages", (_page(n, at((n + 1) // 2, articles, now)) for n in range(1, 2 * articles + 1))
    yield "snapshots", (_snapshot(n, at((n + 1) // 2, articles, now), reading) for n in range(1, 2 * articles + 1))
    yield "changes", (_change(n, at(n * 2 // 3, articles, now), document) for n in _changes(articles))
    yield (
        "change_outlets",
        ({"outlet_id": outlet, "change_id": n} for n in _changes(articles) for outlet in _outlets(n)),
    )
    yield (
        "change_labels",
        ({"label": label, "change_id": n} for n in _changes(articles) for label in sorted(set(_labels(n)))),
    )


def _changes(articles: int) -> range:
    """Three changes to a story of two articles: a revision of each, and a divergence."""
    return range(1, articles // 2 * 3 + 1)


def at(article: int, articles: int, now: datetime) -> datetime:
    """Return when the article of this number was published; the last of them just now."""
    return now - timedelta(days=(articles - article) / ARTICLES_A_DAY)


def terms(article: int) -> list[str]:
    """Return an article's index terms: words with the frequencies of news, and its sentences, which are its own."""
    words = Random(article).choices(range(_WORDS), cum_weights=_WEIGHTS, k=24)  # noqa: S311 - repeatable, not secret
    return [f"w:word{word}" for word in sorted(set(words))] + [f"s:{article:x}-{place:08x}" for place in range(12)]


def fingerprint(article: int, articles: int, now: datetime) -> Fingerprint:
    """Return an article's fingerprint."""
    found = terms(article)
    words = tuple((term[2:], 1 + place % 3) for place, term in enumerate(found) if term.startswith("w:"))
    return Fingerprint(
        title=f"Article {article} of the stream",
        terms=tuple(found),
        words=words,
        sentences=tuple(term[2:] for term in found if term.startswith("s:")),
        published=at(article, articles, now),
    )


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _terms(article: int, published: datetime) -> Iterator[Columns]:
    return ({"term": term, "article_id": article, "published": published} for term in terms(article))


def word_counts(articles: int) -> Iterator[Columns]:
    """Yield how many articles bear each word; the empty one stands for all of them."""
    total = _WEIGHTS[-1]
    yield {"word": "", "articles": articles}
    for rank in range(_WORDS):
        share = 1 - (1 - 1 / (rank + 50) / total) ** 24
        yield {"word": f"word{rank}", "articles": max(1, round(articles * share))}


def _story(number: int, moment: datetime) -> Columns:
    return {"id": number, "title": f"Story {number}", "opened_at": moment, "changed_at": moment, "alerts": 0}


def _article(number: int, articles: int, now: datetime, packed: bytes) -> Columns:
    published = at(number, articles, now)
    due = number % max(1, articles // DUE) == 0
    return {
        "id": number,
        "story_id": min((number + 1) // 2, articles // 2),
        "title": f"Article {number} of the stream",
        "published": published,
        "first_seen": published,
        "unchanged_visits": 0,
        "fingerprint": packed,
        "url": f"https://host-{number % HOSTS + 1}.example/{number}",
        "url_digest": _digest(f"url {number}"),
        "outlet_id": number % OUTLETS + 1,
        "outlet_given": True,
        "host_id": number % HOSTS + 1,
        "watched": True,
        "failures": 0,
        "next_at": now - timedelta(minutes=5) if due else now + timedelta(seconds=3600 + number * 61 % 2_592_000),
        "tries": 0,
    }


def _page(number: int, moment: datetime) -> Columns:
    return {
        "id": number,
        "article_id": (number + 1) // 2,
        "fetched_at": moment + timedelta(hours=number % 2),
        "status": 200,
        "headers": "{}",
        "content_type": "text/html",
        "complete": True,
        "body_digest": _digest(f"body {number}"),
        "given": "{}",
        "verdict": "article",
        "tries": 0,
    }


def _snapshot(number: int, moment: datetime, reading: bytes) -> Columns:
    return {
        "id": number,
        "article_id": (number + 1) // 2,
        "version": 2 - number % 2,
        "page_id": number,
        "fetched_at": moment + timedelta(hours=number % 2),
        "title": f"Article {(number + 1) // 2} of the stream",
        "published": moment,
        "text_digest": _digest(f"text {number}"),
        "extractor_name": "stet-html",
        "extractor_version": "1",
        "reading": reading,
        "tries": 0,
    }


def _labels(change: int) -> tuple[str, str]:
    """Return a change's two labels: the first few are common, the last few rare."""
    return _LABELS[change % 5], _LABELS[5 + change % 7] if change % 100 else Label.RETRACTION.value


def _sides(number: int) -> tuple[int, int]:
    """Return the two versions that a change lies between."""
    story, place = (number + 2) // 3, (number - 1) % 3
    first, second = 2 * story - 1, 2 * story
    return ((2 * first - 1, 2 * first), (2 * second - 1, 2 * second), (2 * first, 2 * second))[place]


def _outlets(change: int) -> list[int]:
    return sorted({(version + 1) // 2 % OUTLETS + 1 for version in _sides(change)})


def _change(number: int, moment: datetime, document: bytes) -> Columns:
    old, new = _sides(number)
    return {
        "id": number,
        "kind": (ChangeKind.DIVERGENCE if number % 3 == 0 else ChangeKind.REVISION).value,
        "story_id": (number + 2) // 3,
        "old_snapshot_id": old,
        "new_snapshot_id": new,
        "old_article_id": (old + 1) // 2,
        "new_article_id": (new + 1) // 2,
        "significance": number % 100 / 100,
        "labels": json.dumps(_labels(number)),
        "summary": f"Change {number} between two versions, told in one line",
        "stealth": False,
        "document": document,
        "created_at": moment,
        "tries": 0,
    }
