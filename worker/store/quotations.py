"""The quotations of a story: each has one identity, whichever outlets carry it, and how."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from schemas.divergence import QuotePair
from schemas.story import QuoteCarrier, StoryQuote
from worker.store import insert
from worker.store.story_tables import Quote as Row
from worker.store.story_tables import QuoteCarrier as CarrierRow
from worker.store.tables import Article, Outlet
from worker.text.between.quote_identity import Carried, Known, form
from worker.text.normalise import squeeze

MOST_QUOTES = 500


def known(session: Session, story_id: int) -> list[Known]:
    """Return the quotations of a story so far."""
    rows = session.execute(select(Row.id, Row.text, Row.speaker).where(Row.story_id == story_id).order_by(Row.id))
    return [Known(id=number, text=text, speaker=speaker) for number, text, speaker in rows]


def keep(
    session: Session, story_id: int, article_id: int, snapshot_id: int, carried: Sequence[Carried], now: datetime
) -> None:
    """Keep which quotations an article's newest version carries in marks; those it no longer has end now."""
    for one in carried:
        quote_id = one.known
        if quote_id is None:
            row = Row(story_id=story_id, text=one.text, speaker=one.speaker)
            session.add(row)
            session.flush()
            quote_id = row.id
        elif one.longest:
            session.execute(update(Row).where(Row.id == quote_id).values(text=one.text))
        session.execute(update(Row).where(Row.id == quote_id, Row.speaker.is_(None)).values(speaker=one.speaker))
        _carry(session, quote_id, article_id, snapshot_id, one, now, marked=True)
    _end(session, article_id, snapshot_id, now, marked=True)


def keep_unmarked(
    session: Session, pair: QuotePair, *, quoting: int, printing: int, snapshot_id: int, now: datetime
) -> None:
    """Keep that an article prints as its own words what another of the story quotes.

    Args:
        session: a writing transaction.
        pair: the two wordings; `unmarked` says which side has lost its marks.
        quoting: the article that has the marks.
        printing: the one that has not.
        snapshot_id: the version of that one.
        now: when it was seen.
    """
    printed_by_a = pair.unmarked == "a"
    quoted, quoted_in = (pair.text_b, pair.b) if printed_by_a else (pair.text_a, pair.a)
    text, sentences = (pair.text_a, pair.a) if printed_by_a else (pair.text_b, pair.b)
    rows = session.scalars(select(CarrierRow).where(CarrierRow.article_id == quoting, CarrierRow.marked))
    for row in rows:
        if squeeze(quoted) in row.text and not set(quoted_in).isdisjoint(row.sentences):
            one = Carried(known=row.quote_id, text=squeeze(text), speaker=None, sentences=tuple(sentences))
            _carry(session, row.quote_id, printing, snapshot_id, one, now, marked=False)
            return


def end_unmarked(session: Session, article_id: int, snapshot_id: int, now: datetime) -> None:
    """End what an article printed without marks, unless its newest version was found to print it too."""
    _end(session, article_id, snapshot_id, now, marked=False)


def _carry(
    session: Session, quote_id: int, article_id: int, snapshot_id: int, one: Carried, now: datetime, *, marked: bool
) -> None:
    values = {
        "snapshot_id": snapshot_id,
        "until": None,
        "text": one.text,
        "speaker": one.speaker,
        "marked": marked,
        "sentences": list(one.sentences),
    }
    theirs = (CarrierRow.quote_id == quote_id, CarrierRow.article_id == article_id)
    stands = session.execute(select(CarrierRow.snapshot_id, CarrierRow.marked).where(*theirs)).one_or_none()
    if stands is None:
        insert.all_new(session, CarrierRow, [{"quote_id": quote_id, "article_id": article_id, "at": now, **values}])
    elif marked or stands != (snapshot_id, True):
        session.execute(update(CarrierRow).where(*theirs).values(values))


def _end(session: Session, article_id: int, snapshot_id: int, now: datetime, *, marked: bool) -> None:
    session.execute(
        update(CarrierRow)
        .where(
            CarrierRow.article_id == article_id,
            CarrierRow.snapshot_id != snapshot_id,
            CarrierRow.until.is_(None),
            CarrierRow.marked.is_(marked),
        )
        .values(until=now)
    )


def load(session: Session, story_id: int, *, limit: int = MOST_QUOTES) -> tuple[StoryQuote, ...]:
    """Return the quotations of a story with all who carry or carried them, the most carried first."""
    carriers = func.count(CarrierRow.article_id)
    wanted = session.execute(
        select(Row)
        .join(CarrierRow, CarrierRow.quote_id == Row.id)
        .where(Row.story_id == story_id)
        .group_by(Row.id)
        .order_by(carriers.desc(), Row.id)
        .limit(limit)
    )
    quotes = [row for (row,) in wanted]
    found: dict[int, list[QuoteCarrier]] = {row.id: [] for row in quotes}
    longest = {row.id: row.text for row in quotes}
    rows = session.execute(
        select(CarrierRow, Outlet.name)
        .join(Article, Article.id == CarrierRow.article_id)
        .join(Outlet, Outlet.id == Article.outlet_id)
        .where(CarrierRow.quote_id.in_(found))
        .order_by(CarrierRow.at, func.coalesce(Article.published, Article.first_seen), CarrierRow.article_id)
    )
    for row, outlet in rows:
        found[row.quote_id].append(
            QuoteCarrier(
                article=row.article_id,
                outlet=outlet,
                snapshot=row.snapshot_id,
                at=row.at,
                until=row.until,
                text=row.text,
                speaker=row.speaker,
                form=form(longest[row.quote_id], row.text, marked=row.marked),
                sentences=tuple(row.sentences),
            )
        )
    return tuple(
        StoryQuote(id=row.id, text=row.text, speaker=row.speaker, carriers=tuple(found[row.id])) for row in quotes
    )
