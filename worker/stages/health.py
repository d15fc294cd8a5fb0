"""How an outlet fares: judged as visits go ill and well, and told once for each change."""

from datetime import datetime

from sqlalchemy.orm import Session

from schemas.outcome import Nudge
from worker.stages import notice
from worker.store import articles, health
from worker.store.health import GOOD, Vitals
from worker.store.standings import State

_LEAST_ILL = 2
_ILL_SHARE = 0.5
_FEED_FAILURES = 3


def assess(session: Session, article_id: int, at: datetime) -> tuple[Nudge, ...]:
    """Judge the outlet of an article that was visited, and tell where its state is another than before."""
    return assess_outlet(session, articles.outlet_of(session, article_id), at)


def assess_well(session: Session, state: State, at: datetime) -> tuple[Nudge, ...]:
    """Do the same after a visit that went well, which makes no outlet ill: only one that is may be well again."""
    return () if state.health in {None, GOOD} else assess_outlet(session, state.outlet_id, at)


def assess_outlet(session: Session, outlet_id: int, at: datetime) -> tuple[Nudge, ...]:
    """Judge an outlet, and tell where its state is another than before."""
    vitals = health.vitals(session, outlet_id, at)
    state, detail = judge(vitals)
    if state == GOOD and not _is_found_well(vitals, health.state(session, outlet_id)):
        return ()
    was = health.change(session, outlet_id, state, at)
    if was is None:
        return ()
    since = vitals.failing_since if state != GOOD and vitals.failing_since else at
    number = health.next_notice(session, outlet_id)
    return notice.tell_of_outlet(
        session, outlet_id, state=state, was=was, since=since, detail=detail, notice=number, at=at
    )


def judge(vitals: Vitals) -> tuple[str, str]:
    """Return an outlet's state, `good` or the class of what is wrong, and that in words.

    It is ill where one of its feeds has failed three times in a row, or half of the articles visited in a day, two at
    least, could not be read. Articles that are gone for certain are no illness.
    """
    if vitals.feed_failures >= _FEED_FAILURES:
        return vitals.feed_trouble or "failing", f"a feed failed {vitals.feed_failures} times: {vitals.feed_problem}"
    ill = sum(vitals.ill.values())
    if ill >= _LEAST_ILL and ill >= _ILL_SHARE * vitals.visited:
        worst = max(sorted(vitals.ill), key=lambda name: vitals.ill[name])
        return worst, f"{ill} of {vitals.visited} articles visited in a day could not be read"
    return GOOD, "it is read as before"


def _is_found_well(vitals: Vitals, was: str) -> bool:
    """Whether an outlet that is judged good is so for what was seen of it.

    Where nothing can be read its articles are visited ever more seldom, and soon too few in a day to judge by.
    """
    return vitals.visited > sum(vitals.ill.values()) or was not in vitals.waiting


def tell_of_redesign(session: Session, outlet_id: int, count: int, since: datetime, at: datetime) -> tuple[Nudge, ...]:
    """Tell once that an outlet's new design hides text from the extractor."""
    detail = (
        f"a redesign: {count} articles lost the same part of their text at once; "
        "their versions stand, and later edits are held against the new design"
    )
    number = health.next_notice(session, outlet_id)
    return notice.tell_of_outlet(
        session, outlet_id, state=notice.REDESIGN, was=GOOD, since=since, detail=detail, notice=number, at=at
    )
