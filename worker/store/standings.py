"""What of an article stands and what is in doubt, and how steady outlets are."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from schemas.base import Frozen, Utc
from worker.store import insert
from worker.store.look_tables import OutletRecord, Standing, Wording
from worker.store.statements import run
from worker.store.tables import Article, Page
from worker.text import redesign, variants
from worker.text.redesign import Witnesses
from worker.text.variants import Held, Record

CUT: Final = "cut"
VARIANT: Final = "variant"
"""Why a wording waits."""
REDESIGN_LASTS: Final = timedelta(days=7)
"""For so long after a redesign was found articles are met that were not seen since."""

UNREAD: Final = select(Page.article_id).where(Page.next_at.is_not(None))
"""Articles of which a page waits to be read."""


class State(Frozen):
    """What is in doubt of an article, and the record of its outlet."""

    outlet_id: int
    host_id: int | None
    watched: bool
    last_good_at: Utc | None
    """When the article was last read well."""
    held: Held | None
    held_page: int | None
    held_why: str | None
    baseline_page: int | None
    record: Record
    redesigned_at: Utc | None
    gone_at: Utc | None
    missing_since: Utc | None
    is_hinted: bool
    """Whether news of it was heard that nobody has looked into yet."""
    is_told_of: bool
    """Whether a feed says anything of it."""
    health: str | None
    """Its outlet's; null where nothing was noted of that yet."""
    learned_at: Utc | None
    """When its outlet's habit was learned last."""


def state(session: Session, article_id: int) -> State:
    """Return what is in doubt of an article."""
    row = run(session, _STATE, article=article_id).one()
    held = None
    if row.held_title and row.held_body and row.held_since:
        held = Held(variants.Wording(row.held_title, row.held_body), row.held_since, row.held_looks)
    return State(
        outlet_id=row.outlet_id,
        host_id=row.host_id,
        watched=row.watched,
        last_good_at=row.last_good_at,
        held=held,
        held_page=row.held_page_id,
        held_why=row.held_why,
        baseline_page=row.baseline_page_id,
        record=Record(row.article_flaps or 0, row.flaps or 0, row.steady or 0),
        redesigned_at=row.redesigned_at,
        gone_at=row.gone_at,
        missing_since=row.missing_since,
        is_hinted=row.hinted_at is not None,
        is_told_of=row.words_told is not None,
        health=row.health,
        learned_at=row.learned_at,
    )


_STATE: Final = (
    select(
        *(Article.outlet_id, Article.host_id, Article.watched, Article.last_good_at),
        *(Standing.held_title, Standing.held_body, Standing.held_since, Standing.held_looks),
        *(Standing.held_page_id, Standing.held_why, Standing.baseline_page_id, Standing.flaps.label("article_flaps")),
        *(Standing.gone_at, Standing.missing_since, Standing.hinted_at, Standing.words_told),
        *(OutletRecord.flaps, OutletRecord.steady, OutletRecord.redesigned_at),
        *(OutletRecord.health, OutletRecord.learned_at),
    )
    .outerjoin(Standing, Standing.article_id == Article.id)
    .outerjoin(OutletRecord, OutletRecord.outlet_id == Article.outlet_id)
    .where(Article.id == bindparam("article"))
)


def known(session: Session, article_id: int, wording: variants.Wording) -> frozenset[str]:
    """Return those digests of `wording` that the article was seen with before."""
    return frozenset(run(session, _KNOWN, article=article_id, title=wording.title, body=wording.body).scalars())


_KNOWN: Final = select(Wording.digest).where(
    Wording.article_id == bindparam("article"),
    or_(
        (Wording.part == "title") & (Wording.digest == bindparam("title")),
        (Wording.part == "body") & (Wording.digest == bindparam("body")),
    ),
)


def saw(session: Session, article_id: int, wording: variants.Wording, at: datetime) -> None:
    """Note that an article was seen with this title and text."""
    rows = [
        {"article_id": article_id, "part": part, "digest": value, "first_seen": at}
        for part, value in (("title", wording.title), ("body", wording.body))
    ]
    insert.all_new(session, Wording, rows)


def saw_title(session: Session, article_id: int, digest: str, at: datetime) -> None:
    """Note that an article was announced with this title."""
    insert.all_new(session, Wording, [{"article_id": article_id, "part": "title", "digest": digest, "first_seen": at}])


def hold(
    session: Session, article_id: int, wording: variants.Wording, *, page_id: int, why: str, at: datetime, looks: int
) -> None:
    """Let a wording wait for another look; it was seen in `looks` in a row."""
    make(session, article_id)
    values = {"held_looks": looks, "held_why": why}
    if looks == 1:
        values |= {
            "held_page_id": page_id,
            "held_title": wording.title,
            "held_body": wording.body,
            "held_since": at,
        }
    set_values(session, article_id, **values)


def drop(session: Session, article_id: int) -> None:
    """Let nothing wait any more."""
    nothing = dict.fromkeys(("held_page_id", "held_title", "held_body", "held_since", "held_why"))
    set_values(session, article_id, **nothing, held_looks=0)


def flapped(session: Session, article_id: int, outlet_id: int) -> None:
    """Note a wording that did not last to the next look."""
    make(session, article_id)
    set_values(session, article_id, flaps=Standing.flaps + 1)
    record(session, outlet_id, flaps=OutletRecord.flaps + 1)


def lasted(session: Session, outlet_id: int) -> None:
    """Note a headline that lasted."""
    record(session, outlet_id, steady=OutletRecord.steady + 1)


def witnesses(
    session: Session, article_id: int, outlet_id: int, since: datetime, *, known_by: datetime | None = None
) -> Witnesses:
    """Return what the outlet's other articles have shown from `since` on, and this one as cut.

    Those count that were known by `known_by`, or by then.
    """
    others = (
        select(Article.id)
        .outerjoin(Standing, Standing.article_id == Article.id)
        .where(Article.outlet_id == outlet_id, Article.id != article_id, Article.first_seen < (known_by or since))
    )
    cut = others.where(Standing.held_why == CUT, Standing.held_since >= since - redesign.PATIENCE)
    spared = others.where(
        Article.last_visit_at > since,
        Article.problem.is_(None),
        Article.id.not_in(UNREAD),
        or_(Standing.article_id.is_(None), Standing.held_page_id.is_(None)),
    )
    many = [session.scalar(select(func.count()).select_from(each.subquery())) or 0 for each in (cut, spared)]
    return Witnesses(1 + many[0], many[1])


def has_company(session: Session, article_id: int, outlet_id: int) -> bool:
    """Whether other articles of the outlet are read, which can tell how it is with this one."""
    others = select(Article.id).where(Article.outlet_id == outlet_id, Article.id != article_id, Article.watched)
    return session.scalar(others.where(Article.last_good_at.is_not(None)).limit(1)) is not None


def redesigned(session: Session, outlet_id: int, at: datetime) -> int:
    """Note a redesign: what waits because it was cut is the new baseline. Return how many articles that is."""
    record(session, outlet_id, redesigned_at=at)
    articles = select(Article.id).where(Article.outlet_id == outlet_id)
    rows = session.scalars(
        update(Standing)
        .where(Standing.article_id.in_(articles), Standing.held_why == CUT)
        .values(
            baseline_page_id=Standing.held_page_id,
            held_page_id=None,
            held_title=None,
            held_body=None,
            held_since=None,
            held_why=None,
            held_looks=0,
        )
        .returning(Standing.article_id)
    )
    return len(rows.all())


def rebase(session: Session, article_id: int, page_id: int | None) -> None:
    """Hold readings against this page from now on, or against the newest version again."""
    make(session, article_id)
    set_values(session, article_id, baseline_page_id=page_id)


def record(session: Session, outlet_id: int, **values: object) -> None:
    """Set columns of an outlet's record, which is made where there is none."""
    insert.all_new(session, OutletRecord, [{"outlet_id": outlet_id}])
    if values:
        session.execute(update(OutletRecord).where(OutletRecord.outlet_id == outlet_id).values(values))


def make(session: Session, article_id: int) -> None:
    """Make the row of what is in doubt of an article where there is none."""
    insert.all_new(session, Standing, [{"article_id": article_id}])


def set_values(session: Session, article_id: int, **values: object) -> None:
    """Set columns of what is in doubt of an article."""
    session.execute(update(Standing).where(Standing.article_id == article_id).values(values))
