"""What became of an article since the version before, and whether it is told at once or together with more to come."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from schemas.change import Change
from worker import clock
from worker.stages.reread import current, pair
from worker.store import changes, rolling, snapshots
from worker.store.rolling import Window
from worker.store.session import reading
from worker.store.snapshots import Snapshot
from worker.text.change import Wordings, revert, revision
from worker.text.normalise import fold
from worker.text.rolling import WINDOW, begun, grown, rolls

_REMEMBERED = 12
"""Earlier versions whose wordings are known when they come back."""


class Revised(NamedTuple):
    """A change between a version and the one before.

    `window` is the growing change that it becomes part of, if one is open; `grows` is whether more may follow.
    """

    change: Change
    window: Window | None
    grows: bool


def revised(old: Snapshot, new: Snapshot) -> Revised | None:
    """Return what changed since the version before; None where only the extractor did."""
    with reading() as session:
        is_return = snapshots.was_seen_before(session, new)
        earlier = snapshots.before(session, old, limit=_REMEMBERED)
        at = clock.now()
        window = rolling.open_window(session, old, at)
        base = None if window is None else snapshots.load(session, window.base)
        additions = rolling.additions(session, new.article_id, since=at - WINDOW)
    was, now = pair(old, new)
    known = Wordings(
        titles={fold(reading.title or "") for reading in earlier},
        sentences={fold(sentence.text) for reading in earlier for sentence in reading.sentences}
        - {fold(sentence.text) for sentence in was.sentences},
    )
    step = revision(was, now, earlier=known)
    if step.is_empty and not step.labels:
        return None
    step = identified(revert(step) if is_return else step, old, new)
    grows = not is_return and rolls(step, is_live=now.is_live, is_open=window is not None, before=additions)
    if window is None or base is None:
        return Revised(begun(step) if grows else step, None, grows)
    if is_return or not (grows or now.is_live):
        return Revised(step, None, grows=False)
    whole = identified(revision(current(base), now, earlier=known), base, new)
    return Revised(grown(window.change, step, whole, current(base)), window, grows)


def keep(session: Session, found: Revised, *, story_id: int | None, at: datetime) -> int | None:
    """Keep a change, or let the growing one grow; return the id of what is to be held against the rules now."""
    if rolling.is_told(session, found.change):
        return None
    if found.window is not None:
        grew = rolling.grow(session, found.window, found.change, now=at, closes=not found.grows)
        return found.window.id if grew and not found.grows else None
    until = at + WINDOW if found.grows else None
    kept = changes.keep(session, found.change, story_id=story_id, now=at, rolls_until=until)
    return None if found.grows else kept


def identified(change: Change, old: Snapshot, new: Snapshot) -> Change:
    """Say which stored versions a change is between."""
    sides = {
        name: side.model_copy(update={"article": kept.article_id, "snapshot": kept.id, "version": kept.version})
        for name, side, kept in (("old", change.old, old), ("new", change.new, new))
    }
    return change.model_copy(update=sides)
