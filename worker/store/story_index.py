"""The index of active articles: which may tell the story of another, and how common words are among them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from sqlalchemy import Float, Integer, LargeBinary, TextClause, bindparam, column, delete, select, text, update
from sqlalchemy.orm import Session

from schemas.story import Fingerprint
from worker.store import blob, insert
from worker.store.columns import UtcDateTime
from worker.store.grouping_tables import ArticleTerm, WordCount
from worker.store.statements import run, write
from worker.store.tables import Article
from worker.text.grouping.likeness import counted_words, prepare, worth
from worker.text.grouping.seen import DAYS_AROUND, Seen

WINDOW = timedelta(days=30)
"""Articles published further apart than this are candidates neither for one event nor for one storyline."""
ACTIVE = timedelta(days=30)
"""How long after it was told, or read anew, the index holds an article."""
CANDIDATES = 20
MEMBERS = 12
"""A story that many tell is known by its newest articles."""
MOST_MEMBERS = 100
"""Articles of one story whose fingerprints are looked at together at most."""
_NEWEST = 120
"""Articles looked at for each term, newest first: a common term tells little, and would cost more every day."""
_RETIRED_AT_ONCE = 20
_MOST_WORD_CHARS = 64
_ALL = ""


def index(session: Session, article_id: int, fingerprint: Fingerprint, now: datetime) -> None:
    """Keep the fingerprint of an article's newest version, in place of that of the version before."""
    before = indexed(session, article_id)
    if before != fingerprint:
        run(session, _DROPPED, article=article_id)
        insert.all_new(
            session,
            ArticleTerm,
            [
                {"term": term, "article_id": article_id, "published": fingerprint.published}
                for term in set(fingerprint.terms)
            ],
        )
        _count(session, gone=_words(before), come=_words(fingerprint))
    packed = blob.pack_model(fingerprint)
    write(session, Article, article_id, {"fingerprint": packed, "active_at": max(now, fingerprint.published)})


def retire(session: Session, now: datetime) -> None:
    """Let go of some of the articles that have not been active for long: the index holds what may be told anew.

    Called with each article that comes, it keeps up with them: for each that comes it lets several go.
    """
    old = run(session, _OLD, before=now - ACTIVE).scalars().all()
    forget(session, old)


def forget(session: Session, article_ids: Sequence[int]) -> None:
    """Let go of articles: nothing is held against them any more."""
    for article_id in article_ids:
        _count(session, gone=_words(indexed(session, article_id)), come=frozenset())
    if article_ids:
        session.execute(delete(ArticleTerm).where(ArticleTerm.article_id.in_(article_ids)))
        session.execute(update(Article).where(Article.id.in_(article_ids)).values(active_at=None))


def members(
    session: Session, story_id: int, *, apart_from: int | None = None, most: int = MEMBERS
) -> dict[int, Fingerprint]:
    """Return the fingerprints of a story's newest active articles by their id, `most` at most."""
    rows = run(session, _OF_STORY, story=story_id, apart_from=apart_from or 0, most=most)
    return {number: blob.unpack_model(Fingerprint, packed) for number, packed in rows if packed is not None}


def indexed(session: Session, article_id: int) -> Fingerprint | None:
    """Return the fingerprint under which the index holds the article."""
    packed = run(session, _INDEXED, article=article_id).scalar()
    return None if packed is None else blob.unpack_model(Fingerprint, packed)


_DROPPED: Final = delete(ArticleTerm).where(ArticleTerm.article_id == bindparam("article"))
_OLD: Final = (
    select(Article.id)
    .where(Article.active_at < bindparam("before"))
    .order_by(Article.active_at, Article.id)
    .limit(_RETIRED_AT_ONCE)
)
_OF_STORY: Final = (
    select(Article.id, Article.fingerprint)
    .where(Article.story_id == bindparam("story"), Article.active_at.is_not(None), Article.merged_into.is_(None))
    .where(Article.id != bindparam("apart_from"))
    .order_by(Article.id.desc())
    .limit(bindparam("most"))
)
_INDEXED: Final = select(Article.fingerprint).where(Article.id == bindparam("article"), Article.active_at.is_not(None))
_COUNTED: Final = select(WordCount.word, WordCount.articles).where(
    WordCount.word.in_(bindparam("words", expanding=True))
)


def _words(fingerprint: Fingerprint | None) -> frozenset[str]:
    """Return the words that a fingerprint adds to the counts, the empty one for itself and one for its day."""
    if fingerprint is None:
        return frozenset()
    words = (word for word in counted_words(fingerprint) if len(word) <= _MOST_WORD_CHARS)
    return frozenset({_ALL, _day(fingerprint.published.toordinal()), *words})


def _day(ordinal: int) -> str:
    """Return what stands among the words for the articles of a day; no word holds a space."""
    return f"day {ordinal}"


def _count(session: Session, *, gone: frozenset[str], come: frozenset[str]) -> None:
    rows = [{"word": word, "articles": 1} for word in sorted(come - gone)]
    fewer = sorted(gone - come)
    rows += [{"word": word, "articles": -1} for word in fewer]
    insert.added_up(session, WordCount, "word", "articles", rows)
    if fewer:
        session.execute(delete(WordCount).where(WordCount.word.in_(fewer), WordCount.articles <= 0))


def seen(session: Session, new: Fingerprint, others: Iterable[Fingerprint] = ()) -> Seen:
    """Return how many articles are active and of the days up to `new`, and how many bear each word of these."""
    ordinal = new.published.toordinal()
    days = {_day(one) for one in range(ordinal - DAYS_AROUND + 1, ordinal + 1)}
    words = {_ALL, *days}.union(*(counted_words(fingerprint) for fingerprint in (new, *others)))
    found = dict(run(session, _COUNTED, words=[*words]).all())
    crowd = sum([found.pop(day, 0) for day in days])
    return Seen(found.pop(_ALL, 0), found, crowd)


def candidates(
    session: Session, article_id: int, fingerprint: Fingerprint, known: Seen
) -> Mapping[int, Mapping[int, Fingerprint]]:
    """Return the fingerprints of the articles that share most with this one, by their story and their id."""
    prepared = prepare(fingerprint, known)
    worths = {term: worth(prepared, term) for term in fingerprint.terms}
    since, until = _around(fingerprint.published)
    values: dict[str, object] = {"self": article_id, "since": since, "until": until}
    for place, (term, each) in enumerate(sorted(worths.items())):
        values |= {f"term{place}": term, f"worth{place}": each}
    found: dict[int, dict[int, Fingerprint]] = {}
    if worths:
        for number, story_id, packed in session.execute(_nearest(len(worths)), values):
            found.setdefault(story_id, {})[number] = blob.unpack_model(Fingerprint, packed)
    return found


@lru_cache(maxsize=64)
def _nearest(terms: int) -> TextClause:
    """Return the query for candidates by so many terms: for each term its newest articles, and the worthiest of all."""
    branches = " UNION ALL ".join(
        f"SELECT article_id, CAST(:worth{place} AS FLOAT) AS worth FROM (SELECT article_id FROM article_terms"  # noqa: S608 - numbers of places
        f" WHERE term = :term{place} AND published BETWEEN :since AND :until"
        f" ORDER BY published DESC, article_id DESC LIMIT {_NEWEST}) AS newest{place}"
        for place in range(terms)
    )
    query = text(
        "SELECT articles.id, articles.story_id, articles.fingerprint FROM"  # noqa: S608 - of our own words
        f" (SELECT article_id, SUM(worth) AS shared FROM ({branches}) AS bearing WHERE article_id <> :self"
        f" GROUP BY article_id ORDER BY shared DESC, article_id DESC LIMIT {CANDIDATES}) AS near"
        " JOIN articles ON articles.id = near.article_id"
        " WHERE articles.story_id IS NOT NULL AND articles.fingerprint IS NOT NULL"
        " AND articles.merged_into IS NULL ORDER BY articles.id"
    )
    return query.bindparams(
        bindparam("since", type_=UtcDateTime()),
        bindparam("until", type_=UtcDateTime()),
        *(bindparam(f"worth{place}", type_=Float()) for place in range(terms)),
    ).columns(column("id", Integer), column("story_id", Integer), column("fingerprint", LargeBinary))  # type: ignore[return-value]


def _around(moment: datetime) -> tuple[datetime, datetime]:
    """Return the window around a moment, cut where the calendar ends."""
    earliest, latest = datetime.min.replace(tzinfo=UTC) + WINDOW, datetime.max.replace(tzinfo=UTC) - WINDOW
    middle = min(max(moment, earliest), latest)
    return middle - WINDOW, middle + WINDOW
