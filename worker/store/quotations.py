"""The quotations of a story: each has one identity, whichever outlets carry it, and how."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, false, func, or_, select, update
from sqlalchemy.orm import Session

from schemas.article import INFERRED
from schemas.divergence import QuotePair
from schemas.signals import DatedBy
from schemas.story import QuoteCarrier, StoryQuote
from worker.store import insert, stated
from worker.store.snapshots import Snapshot
from worker.store.statements import run
from worker.store.story_tables import Quote as Row
from worker.store.story_tables import QuoteCarrier as CarrierRow
from worker.store.tables import Article, Outlet
from worker.text.between.quotes import speaker_names
from worker.text.between.quotes.identity import Carried, Known, Variant, between, form, printed
from worker.text.between.quotes.spoken_words import spoken_words

MOST_QUOTES = 500


def known(session: Session, story_id: int) -> list[Known]:
    """Return the quotations of a story so far."""
    rows = run(session, _OF_STORY, story=story_id)
    return [Known(id=number, text=text, speaker=speaker) for number, text, speaker in rows]


def variants(session: Session, story_id: int, version: Snapshot) -> list[Variant]:
    """Return the other forms in which the quotations of a story are carried in marks, by an article's version too."""
    rows = run(session, _VARIANTS, story=story_id, article=version.article_id)
    return [
        Variant(id=number, text=text, speaker=speaker, is_own=article == version.article_id)
        for number, text, speaker, article in rows
    ]


def keep(session: Session, story_id: int, version: Snapshot, carried: Sequence[Carried]) -> None:
    """Keep which quotations a version carries in marks; those that the article no longer has end with it."""
    for one in carried:
        quote_id = one.known
        if quote_id is None:
            row = Row(story_id=story_id, text=one.text, speaker=None)
            session.add(row)
            session.flush()
            quote_id = row.id
        elif one.longest:
            session.execute(update(Row).where(Row.id == quote_id).values(text=one.text))
        for part in one.joins:
            _join(session, quote_id, part)
        _name(session, quote_id, one)
        _carry(session, quote_id, version, one, version.since, marked=True)
    _end(session, version, marked=True)


def _join(session: Session, kept: int, part: int) -> None:
    """Let what turned out to be a part of a quotation be carried as that, by those who had it, since they had it."""
    own = {row.article_id: row for row in session.scalars(select(CarrierRow).where(CarrierRow.quote_id == kept)).all()}
    for row in session.scalars(select(CarrierRow).where(CarrierRow.quote_id == part)).all():
        other = own.get(row.article_id)
        if other is None:
            session.execute(
                update(CarrierRow)
                .where(CarrierRow.quote_id == part, CarrierRow.article_id == row.article_id)
                .values(quote_id=kept)
            )
            continue
        first, second = sorted((other, row), key=lambda one: one.sentences)
        other.text, other.first_text = between(first.text, second.text), between(first.first_text, second.first_text)
        other.sentences = sorted({*other.sentences, *row.sentences})
        other.at = min(other.at, row.at)
        session.delete(row)
    session.flush()
    session.execute(delete(Row).where(Row.id == part))


def _name(session: Session, quote_id: int, one: Carried) -> None:
    """Let the first who is said to speak be the speaker, and till then the first who seems to."""
    named = speaker_names.known(one.speaker)
    if named is None:
        return
    sure = speaker_names.surely(one.speaker, one.attribution) is not None
    run(session, _NAMING[sure], quote=quote_id, speaker=named, attribution=one.attribution)


_OF_STORY: Final = select(Row.id, Row.text, Row.speaker).where(Row.story_id == bindparam("story")).order_by(Row.id)
_VARIANTS: Final = (
    select(Row.id, CarrierRow.text, CarrierRow.speaker, CarrierRow.article_id)
    .join(CarrierRow, CarrierRow.quote_id == Row.id)
    .where(Row.story_id == bindparam("story"), CarrierRow.marked, CarrierRow.until.is_(None))
    .where(or_(CarrierRow.text != Row.text, CarrierRow.article_id == bindparam("article")))
    .order_by(Row.id, CarrierRow.article_id)
)
_NAMING: Final = {
    sure: update(Row).where(
        Row.id == bindparam("quote"), or_(Row.speaker.is_(None), Row.attribution.in_(INFERRED) if sure else false())
    )
    for sure in (True, False)
}
_THEIRS: Final = CarrierRow.quote_id == bindparam("quote"), CarrierRow.article_id == bindparam("article")
_STOOD: Final = select(
    CarrierRow.snapshot_id,
    CarrierRow.marked,
    CarrierRow.text,
    CarrierRow.speaker,
    CarrierRow.attribution,
    CarrierRow.first_speaker,
).where(*_THEIRS)
_CARRYING: Final = update(CarrierRow).where(*_THEIRS)
_ENDING: Final = (
    update(CarrierRow)
    .where(CarrierRow.article_id == bindparam("article"), CarrierRow.snapshot_id != bindparam("version"))
    .where(CarrierRow.until.is_(None), CarrierRow.marked == bindparam("are_marked"))
    .values(until=bindparam("until", type_=CarrierRow.until.type))
)


def keep_unmarked(session: Session, pair: QuotePair, *, quoting: int, printing: Snapshot, since: datetime) -> None:
    """Keep that an article prints as its own words what another of the story quotes.

    Args:
        session: a writing transaction.
        pair: the two wordings; `unmarked` says which side has lost its marks.
        quoting: the article that has the marks.
        printing: the version that has not.
        since: since when its article prints them so.
    """
    printed_by_a = pair.unmarked == "a"
    quoted, quoted_in = (pair.text_b, pair.b) if printed_by_a else (pair.text_a, pair.a)
    text, sentences = (pair.text_a, pair.a) if printed_by_a else (pair.text_b, pair.b)
    rows = session.scalars(select(CarrierRow).where(CarrierRow.article_id == quoting, CarrierRow.marked))
    for row in rows:
        if printed(quoted) in row.text and not set(quoted_in).isdisjoint(row.sentences):
            one = Carried(known=row.quote_id, text=printed(text), speaker=None, sentences=tuple(sentences))
            _carry(session, row.quote_id, printing, one, since, marked=False)
            return


def end_unmarked(session: Session, version: Snapshot) -> None:
    """End what an article printed without marks, unless its newest version was found to print it too."""
    _end(session, version, marked=False)


def _carry(session: Session, quote_id: int, version: Snapshot, one: Carried, since: datetime, *, marked: bool) -> None:
    values: dict[str, object] = {
        "snapshot_id": version.id,
        "until": None,
        "text": one.text,
        "speaker": one.speaker,
        "attribution": one.attribution,
        "marked": marked,
        "sentences": list(one.sentences),
    }
    theirs = {"quote": quote_id, "article": version.article_id}
    named = speaker_names.surely(one.speaker, one.attribution)
    stood = run(session, _STOOD, **theirs).one_or_none()
    if stood is None:
        first = {"quote_id": quote_id, "article_id": version.article_id, "at": since, "first_text": one.text}
        insert.all_new(session, CarrierRow, [{**first, "first_speaker": named, **values}])
        return
    if stood.snapshot_id == version.id and not marked and (stood.marked or len(one.text) <= len(stood.text)):
        return  # others quote less of what it prints
    was_given = speaker_names.surely(stood.speaker, stood.attribution)
    values["first_speaker"] = stood.first_speaker or was_given or named  # the first was not kept from the beginning
    is_other = (stood.marked, spoken_words(stood.text)) != (marked, spoken_words(one.text))
    if stood.snapshot_id != version.id and (is_other or speaker_names.renamed(was_given, named)):
        values["changed_at"] = version.since
    run(session, _CARRYING, **theirs, **values)


def _end(session: Session, version: Snapshot, *, marked: bool) -> None:
    these = {"article": version.article_id, "version": version.id, "are_marked": marked}
    run(session, _ENDING, **these, until=version.since)


def leave(session: Session, article_ids: Collection[int]) -> None:
    """Take what articles carried out of the story that they leave: its quotations are known by those who stay."""
    theirs = CarrierRow.article_id.in_(article_ids)
    left = set(session.scalars(select(CarrierRow.quote_id).where(theirs)))
    session.execute(delete(CarrierRow).where(theirs))
    staying = session.scalars(select(CarrierRow).where(CarrierRow.quote_id.in_(left)).order_by(CarrierRow.at))
    carriers: defaultdict[int, list[CarrierRow]] = defaultdict(list)
    for row in staying:
        carriers[row.quote_id].append(row)
    session.execute(delete(Row).where(Row.id.in_(left - carriers.keys())))
    for quote_id, rows in carriers.items():
        quote = session.get_one(Row, quote_id)
        texts = [row.text for row in rows if row.marked] or [row.text for row in rows]
        if quote.text not in texts:
            quote.text = max(texts, key=lambda text: len(spoken_words(text)))
        named = [row for row in rows if speaker_names.known(row.speaker)]
        told = next((row for row in named if row.attribution not in INFERRED), next(iter(named), None))
        quote.speaker, quote.attribution = (told.speaker, told.attribution) if told else (None, None)
    session.flush()


def become_one(session: Session, kept: int, gone: int) -> None:
    """Let an article that another turned out to be have carried what both did since the earlier of the two."""
    since = dict(session.execute(select(CarrierRow.quote_id, CarrierRow.at).where(CarrierRow.article_id == gone)).all())
    for row in session.scalars(select(CarrierRow).where(CarrierRow.article_id == kept)).all():
        row.at = min(row.at, since.get(row.quote_id, row.at))
    session.flush()
    leave(session, [gone])


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
    carrying = rows.all()
    by = stated.of_articles(session, {row.article_id for row, _ in carrying})
    for row, outlet in carrying:
        named = speaker_names.surely(row.speaker, row.attribution)  # type: ignore[arg-type] # one of its three names
        found[row.quote_id].append(
            QuoteCarrier(
                article=row.article_id,
                outlet=outlet,
                snapshot=row.snapshot_id,
                at=row.at,
                dated_by=by.get((row.article_id, row.at), DatedBy.SEEN),
                until=row.until,
                text=row.text,
                speaker=row.speaker,
                attribution=row.attribution,
                form=form(longest[row.quote_id], row.text, marked=row.marked),
                changed_at=row.changed_at,
                first_text=row.first_text if row.changed_at and row.first_text != row.text else None,
                first_speaker=row.first_speaker if speaker_names.renamed(row.first_speaker, named) else None,
                sentences=tuple(row.sentences),
            )
        )
    return tuple(
        StoryQuote(
            id=row.id,
            text=row.text,
            speaker=row.speaker,
            attribution=row.attribution,
            carriers=tuple(found[row.id]),
        )
        for row in quotes
    )
