"""What of an article stands and what is in doubt, and how steady outlets are."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import Session

from schemas.base import Frozen, Utc
from worker.store import insert
from worker.store.look_tables import OutletRecord, Standing, Wording
from worker.store.tables import Article, Page
from worker.text import redesign, variants
from worker.text.redesign import Witnesses
from worker.text.variants import Held, Record

CUT: Final = "cut"
VARIANT: Final = "variant"
"""Why a wording waits."""
GONE_AFTER: Final = timedelta(minutes=10)
"""How long after it was first missed an article that is missed again is gone."""
WITNESS_PATIENCE: Final = timedelta(hours=1)
"""For so long it waits for another article of the outlet to be looked at."""
OUTAGE_LASTS: Final = timedelta(hours=12)
"""Where several articles of an outlet are missed at once, they are gone after so long."""
REDESIGN_LASTS: Final = timedelta(days=7)
"""For so long after a redesign was found articles are met that were not seen since."""

_UNREAD: Final = select(Page.article_id).where(Page.next_at.is_not(None))
_IS_MISSED: Final = Standing.missing_since.is_not(None) & Standing.gone_at.is_(None)


class State(Frozen):
    """What is in doubt of an article, and the record of its outlet."""

    outlet_id: int
    watched: bool
    held: Held | None
    held_page: int | None
    held_why: str | None
    baseline_page: int | None
    record: Record
    redesigned_at: Utc | None
    gone_at: Utc | None
    missing_since: Utc | None


def state(session: Session, article_id: int) -> State:
    """Return what is in doubt of an article."""
    outlet_id, watched = session.execute(
        select(Article.outlet_id, Article.watched).where(Article.id == article_id)
    ).one()
    of_outlet = session.get(OutletRecord, outlet_id)
    row = session.get(Standing, article_id)
    held = None
    if row is not None and row.held_title and row.held_body and row.held_since:
        held = Held(variants.Wording(row.held_title, row.held_body), row.held_since, row.held_looks)
    return State(
        outlet_id=outlet_id,
        watched=watched,
        held=held,
        held_page=row.held_page_id if row else None,
        held_why=row.held_why if row else None,
        baseline_page=row.baseline_page_id if row else None,
        record=Record(
            article_flaps=row.flaps if row else 0,
            flaps=of_outlet.flaps if of_outlet else 0,
            steady=of_outlet.steady if of_outlet else 0,
        ),
        redesigned_at=of_outlet.redesigned_at if of_outlet else None,
        gone_at=row.gone_at if row else None,
        missing_since=row.missing_since if row else None,
    )


def known(session: Session, article_id: int, wording: variants.Wording) -> frozenset[str]:
    """Return those digests of `wording` that the article was seen with before."""
    return frozenset(
        session.scalars(
            select(Wording.digest).where(
                Wording.article_id == article_id,
                or_(
                    (Wording.part == "title") & (Wording.digest == wording.title),
                    (Wording.part == "body") & (Wording.digest == wording.body),
                ),
            )
        )
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
    _make(session, article_id)
    values = {"held_looks": looks, "held_why": why}
    if looks == 1:
        values |= {
            "held_page_id": page_id,
            "held_title": wording.title,
            "held_body": wording.body,
            "held_since": at,
        }
    _set(session, article_id, **values)


def drop(session: Session, article_id: int) -> None:
    """Let nothing wait any more."""
    nothing = dict.fromkeys(("held_page_id", "held_title", "held_body", "held_since", "held_why"))
    _set(session, article_id, **nothing, held_looks=0)


def flapped(session: Session, article_id: int, outlet_id: int) -> None:
    """Note a wording that did not last to the next look."""
    _make(session, article_id)
    _set(session, article_id, flaps=Standing.flaps + 1)
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
        Article.id.not_in(_UNREAD),
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
    _make(session, article_id)
    _set(session, article_id, baseline_page_id=page_id)


def missed(session: Session, article_id: int, at: datetime) -> bool:
    """Note that an article was not there; return whether that has just become certain.

    It is not while others of its outlet are missed as well: that is an outage, unless it lasts. Nor is it before one of
    the others has been looked at since, for as long as that may take.
    """
    _make(session, article_id)
    _set(session, article_id, missing_looks=Standing.missing_looks + 1)
    first = update(Standing).where(Standing.article_id == article_id, Standing.missing_since.is_(None))
    session.execute(first.values(missing_since=at))
    if not _is_alone(session, article_id, at):
        return False
    gone = session.scalar(
        update(Standing)
        .where(Standing.article_id == article_id, Standing.gone_at.is_(None))
        .where(Standing.missing_looks > 1, Standing.missing_since <= at - GONE_AFTER)
        .values(gone_at=Standing.missing_since, turns=Standing.turns + 1)
        .returning(Standing.article_id)
    )
    return gone is not None


def _is_alone(session: Session, article_id: int, at: datetime) -> bool:
    """Whether an article is missed alone, by the outlet's others that were visited since."""
    since, outlet_id = _missing_since(session, article_id)
    if since <= at - OUTAGE_LASTS:
        return True
    missing = session.scalar(
        select(func.count())
        .select_from(Article)
        .join(Standing, Standing.article_id == Article.id)
        .where(Article.outlet_id == outlet_id, Article.id != article_id, Article.last_visit_at >= since - GONE_AFTER)
        .where(_IS_MISSED)
    )
    present = session.scalar(_present_since(article_id, outlet_id, since)) or 0
    if missing or present:
        return present > (missing or 0)
    return since <= at - WITNESS_PATIENCE or not has_company(session, article_id, outlet_id)


def _missing_since(session: Session, article_id: int) -> tuple[datetime, int]:
    this = select(Standing.missing_since, Article.outlet_id).join(Article, Article.id == Standing.article_id)
    since, outlet_id = session.execute(this.where(Article.id == article_id)).one()
    assert since is not None
    return since, outlet_id


def _present_since(article_id: int, outlet_id: int, since: datetime) -> Select[int]:
    others = select(func.count()).where(Article.outlet_id == outlet_id, Article.id != article_id)
    read = Article.last_good_at.is_not(None) & Article.problem.is_(None) & Article.id.not_in(_UNREAD)
    return others.where(Article.last_visit_at > since, read)


def witness(session: Session, article_id: int) -> int | None:
    """Return which article of the same outlet is to be looked at to tell an outage from a withdrawal.

    None where there is no other, or one has been looked at since this one is missed, or is missed too.
    """
    since, outlet_id = _missing_since(session, article_id)
    others = select(Article.id).where(Article.outlet_id == outlet_id, Article.id != article_id, Article.watched)
    is_missed = Article.id.in_(select(Standing.article_id).where(_IS_MISSED))
    if session.scalar(others.where(or_(Article.last_visit_at > since, is_missed)).limit(1)) is not None:
        return None
    well = others.where(Article.last_good_at.is_not(None), Article.problem.is_(None))
    return session.scalar(well.order_by(Article.last_good_at.desc(), Article.id).limit(1))


def found(session: Session, article_id: int) -> bool:
    """Note that an article is there; return whether it was gone."""
    back = session.scalar(
        update(Standing)
        .where(Standing.article_id == article_id, Standing.gone_at.is_not(None))
        .values(turns=Standing.turns + 1)
        .returning(Standing.article_id)
    )
    _set(session, article_id, missing_since=None, missing_looks=0, gone_at=None)
    return back is not None


def turns(session: Session, article_id: int) -> int:
    """Return how often an article was gone or back."""
    return session.scalar(select(Standing.turns).where(Standing.article_id == article_id)) or 0


def record(session: Session, outlet_id: int, **values: object) -> None:
    """Set columns of an outlet's record, which is made where there is none."""
    insert.all_new(session, OutletRecord, [{"outlet_id": outlet_id}])
    if values:
        session.execute(update(OutletRecord).where(OutletRecord.outlet_id == outlet_id).values(values))


def _make(session: Session, article_id: int) -> None:
    insert.all_new(session, Standing, [{"article_id": article_id}])


def _set(session: Session, article_id: int, **values: object) -> None:
    session.execute(update(Standing).where(Standing.article_id == article_id).values(values))
