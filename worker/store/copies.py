"""What several outlets of a story print word for word: kept as it was found last, and told with who has how much."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from schemas.base import Frozen
from schemas.signals import DatedBy
from schemas.story import CopyCarrier, StoryCopy
from worker.store import stated
from worker.store.copy_tables import Copy as Row
from worker.store.copy_tables import CopyCarrier as CarrierRow
from worker.store.story_tables import Telling
from worker.store.tables import Article, Outlet
from worker.text.between.copies import Piece


class Teller(Frozen):
    """An article of a story, and the version of it that was found to carry what it does."""

    article: int
    outlet: str
    snapshot: int


class Carried(Frozen):
    """Sentences of a version that are copy, and where that probably comes from.

    `is_origin`: whether the article had it first, or is the agency's own.
    """

    sentences: frozenset[int]
    source: str
    is_origin: bool


def tellers(session: Session, story_id: int) -> list[Teller]:
    """Return the articles of a story as they are compared."""
    rows = session.execute(
        select(Telling.article_id, Outlet.name, Telling.snapshot_id)
        .join(Article, Article.id == Telling.article_id)
        .join(Outlet, Outlet.id == Article.outlet_id)
        .where(Article.story_id == story_id)
        .order_by(Telling.article_id)
    )
    return [Teller(article=article, outlet=outlet, snapshot=snapshot) for article, outlet, snapshot in rows]


def known_since(session: Session, story_id: int) -> dict[int, list[tuple[frozenset[int], int, datetime]]]:
    """Return by article what it was found to carry: the sentences, of which version, and since when."""
    rows = session.execute(
        select(CarrierRow.article_id, CarrierRow.sentences, CarrierRow.snapshot_id, CarrierRow.since)
        .join(Row, Row.id == CarrierRow.copy_id)
        .where(Row.story_id == story_id)
    )
    found: defaultdict[int, list[tuple[frozenset[int], int, datetime]]] = defaultdict(list)
    for article, sentences, snapshot, since in rows:
        found[article].append((frozenset(sentences), snapshot, since))
    return found


def replace(
    session: Session,
    story_id: int,
    pieces: Sequence[Piece],
    versions: Mapping[int, int],
    since: Mapping[tuple[int, int], datetime],
) -> None:
    """Keep what was found in place of what was known of a story, whose lock is held.

    Args:
        session: a writing transaction.
        story_id: the story.
        pieces: what was found.
        versions: the snapshot of each article that it was found in.
        since: since when the article carries the piece, by the piece's place in `pieces` and the article.
    """
    session.execute(delete(CarrierRow).where(CarrierRow.copy_id.in_(select(Row.id).where(Row.story_id == story_id))))
    session.execute(delete(Row).where(Row.story_id == story_id))
    for place, piece in enumerate(pieces):
        row = Row(story_id=story_id, agency=piece.agency, text=piece.text)
        session.add(row)
        session.flush()
        session.add_all(
            CarrierRow(
                copy_id=row.id,
                article_id=one.article,
                snapshot_id=versions[one.article],
                since=since[place, one.article],
                credits=one.credits,
                words=one.words,
                share=one.share,
                sentences=list(one.sentences),
            )
            for one in piece.carriers
        )
    session.flush()


def leave(session: Session, article_ids: Collection[int]) -> None:
    """Forget what articles carry in the story that they leave."""
    session.execute(delete(CarrierRow).where(CarrierRow.article_id.in_(article_ids)))


def carried(session: Session, snapshot_id: int) -> tuple[Carried, ...]:
    """Return what of a version is copy that other outlets have."""
    story = select(Row.story_id).join(CarrierRow, CarrierRow.copy_id == Row.id)
    story_id = session.scalar(story.where(CarrierRow.snapshot_id == snapshot_id).limit(1))
    if story_id is None:
        return ()
    found = []
    for piece in load(session, story_id):
        own = next((one for one in piece.carriers if one.snapshot == snapshot_id), None)
        if own is not None:
            is_origin = own.article == piece.carriers[0].article or piece.source in own.outlet
            found.append(Carried(sentences=frozenset(own.sentences), source=piece.source, is_origin=is_origin))
    return tuple(found)


def load(session: Session, story_id: int) -> tuple[StoryCopy, ...]:
    """Return what several outlets of a story print, the longest first.

    Where no agency is known, who had it first is the source.
    """
    rows = session.execute(
        select(CarrierRow, Outlet.name)
        .join(Row, Row.id == CarrierRow.copy_id)
        .join(Article, Article.id == CarrierRow.article_id)
        .join(Outlet, Outlet.id == Article.outlet_id)
        .where(Row.story_id == story_id, Article.story_id == story_id)
        .order_by(CarrierRow.since, CarrierRow.article_id)
    )
    carriers: defaultdict[int, list[tuple[CarrierRow, str]]] = defaultdict(list)
    for carrier, outlet in rows:
        carriers[carrier.copy_id].append((carrier, outlet))
    pieces = session.scalars(select(Row).where(Row.story_id == story_id).order_by(Row.id))
    several = {number for number, rows in carriers.items() if len({outlet for _, outlet in rows}) > 1}
    by = stated.of_articles(session, {row.article_id for rows in carriers.values() for row, _ in rows})
    return tuple(_told(piece, carriers[piece.id], by) for piece in pieces if piece.id in several)


def _told(
    piece: Row, carriers: Sequence[tuple[CarrierRow, str]], by: Mapping[tuple[int, datetime], DatedBy]
) -> StoryCopy:
    most = max(row.words for row, _ in carriers)
    return StoryCopy(
        id=piece.id,
        source=piece.agency or carriers[0][1],
        is_wire=piece.agency is not None,
        text=piece.text,
        carriers=tuple(
            CopyCarrier(
                article=row.article_id,
                outlet=outlet,
                snapshot=row.snapshot_id,
                since=row.since,
                dated_by=by.get((row.article_id, row.since), DatedBy.SEEN),
                credits=row.credits,
                words=row.words,
                share_of_copy=round(row.words / most, 4),
                share_of_article=row.share,
                sentences=tuple(row.sentences),
            )
            for row, outlet in carriers
        ),
    )
