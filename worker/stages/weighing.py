"""What becomes of a reading: a version, nothing new, or a wording that waits until another look has told."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from schemas.article import Reading
from schemas.outcome import Nudge
from worker import clock
from worker.settings import settings
from worker.stages import health
from worker.stages.reread import keys
from worker.stages.visit import next_visit
from worker.store import articles, feeds, furniture, hosts, pages, passing_lines, signals, snapshots, standings, stories
from worker.store.pages import StoredPage
from worker.store.seen import seen
from worker.store.snapshots import Snapshot
from worker.store.standings import CUT, VARIANT, State
from worker.text import editions, redesign, variants
from worker.text.extract import context, extract
from worker.text.pages.furniture import key
from worker.text.redesign import Cause
from worker.text.variants import Held, Step, Wording

LEARNED_CHARS = 300
"""Longer lines are hardly ever furniture."""
_FAULTLESS_LOOKS = 3
_LATEST_LOOK = timedelta(hours=1)
"""What was cut is looked at again so soon at the latest."""
_LATEST_EDITION_LOOK = timedelta(minutes=15)
_EDITION_PATIENCE = timedelta(hours=2)
"""For so long a line that came or went waits for other articles; then it is taken for an edit."""
_SEEN_IN_BOTH = timedelta(hours=3)
"""Who was known so long before has been seen with what was shown before."""
_ENOUGH_SPARED = 2
"""So many articles seen without such a line make it an edit."""


class Kept(NamedTuple):
    """What came of a reading."""

    snapshot: int | None
    detail: str
    next: tuple[Nudge, ...] = ()
    is_settled: bool = True
    """Whether nothing of it waits for another look."""


class Sight(NamedTuple):
    """A reading beside what stands, and when the article was last read well before it."""

    stored: StoredPage
    found: Reading
    before: Snapshot | None
    standing: Reading | None
    """Of the newest version, or of the baseline since a redesign."""
    last_good_at: datetime | None
    state: State
    """What is in doubt of its article."""
    is_short: bool = False
    """Whether it is the beginning of what stands and nothing else, as after a fault on the way."""

    @property
    def article(self) -> int:
        """The article's id."""
        return self.stored.article_id

    @property
    def at(self) -> datetime:
        """When the page was fetched."""
        return self.stored.page.fetched_at


def weigh(session: Session, sight: Sight) -> Kept:
    """Decide what becomes of a reading and write that down, inside the transaction that judges its page."""
    wording, state = variants.wording(sight.found), sight.state
    if sight.before is None or sight.standing is None:
        return _version(session, sight, wording, state)
    if sight.at < sight.before.fetched_at:
        standings.saw(session, sight.article, wording, sight.at)
        return Kept(None, "older than the newest version")
    standing = variants.wording(sight.standing)
    if not state.watched and not sight.is_short:  # nobody will look again
        return (
            _same(session, sight, wording, state) if wording == standing else _version(session, sight, wording, state)
        )
    if state.baseline_page is not None and wording == variants.wording(sight.before.reading):
        standings.rebase(session, sight.article, None)
        return _same(session, sight, wording, state)
    known = standings.known(session, sight.article, wording) | frozenset(standing)
    if not known.issuperset(wording) and redesign.is_cut(sight.standing, sight.found):
        return _cut(session, sight, wording, state)
    return _varied(session, sight, wording, standing, known, state)


def _varied(
    session: Session, sight: Sight, wording: Wording, standing: Wording, known: frozenset[str], state: State
) -> Kept:
    """Weigh a wording beside those that are known."""
    held = state.held if state.held_why == VARIANT else None
    is_flap = variants.flapped(wording, standing, known=known, held=held)
    if held is not None and held.wording != wording:
        standings.saw(session, sight.article, held.wording, held.since)
    if is_flap:
        standings.flapped(session, sight.article, state.outlet_id)
        state = standings.state(session, sight.article)
    edition = _edition(session, sight, wording, known, state)
    if edition is not None:
        return edition
    taken = variants.step(wording, standing, known=known, held=held, record=state.record, at=sight.at)
    if taken is Step.SAME:
        return _same(session, sight, wording, state)
    if taken is Step.KEEP:
        if wording.body == standing.body and wording.title not in known:
            standings.lasted(session, state.outlet_id)
        return _version(session, sight, wording, state)
    _hold(session, sight, wording, state, VARIANT)
    if taken is Step.LOOK:
        _look_again(session, sight, timedelta(seconds=settings().visit_min_seconds))
    detail = "a wording that is to be seen again" if taken is Step.LOOK else "a known wording"
    return Kept(None, detail, is_settled=taken is not Step.LOOK)


def _edition(session: Session, sight: Sight, wording: Wording, known: frozenset[str], state: State) -> Kept | None:
    """Weigh a line that came or went alone: an edition's, too soon to tell, or None for what is to be weighed further.

    It is an edition's where such a line comes or goes with an article on another matter too; until others of the outlet
    have been seen without it, it waits. A line in the place of another may as well be a paragraph that was edited, and
    one that names what the article is about an editor's: these wait for nobody.
    """
    found = editions.passing(sight.standing, sight.found) if sight.standing is not None else editions.Passing()
    recurs = editions.recurs(found, passing_lines.elsewhere(session, sight.article) if found.lines else ())
    may_wait = found.is_strange and len(found.lines) == 1
    if may_wait or (recurs and found.is_strange):
        passing_lines.note(session, sight.article, found.lines, sight.at)
    if recurs:
        return _same(session, sight, wording, state)._replace(detail="another edition of the outlet")
    if not may_wait:
        return None
    held = state.held if state.held is not None and state.held.wording == wording else None
    since = sight.at if held is None else held.since
    if known.issuperset(wording) or sight.at - since >= _EDITION_PATIENCE:
        return None
    known_by = since - _SEEN_IN_BOTH
    spared = standings.witnesses(session, sight.article, state.outlet_id, since, known_by=known_by).spared
    if spared >= _ENOUGH_SPARED or not standings.has_company(session, sight.article, state.outlet_id):
        return None
    _hold(session, sight, wording, state, VARIANT)
    _look_again(session, sight, _LATEST_EDITION_LOOK)
    return Kept(None, "a line came or went: an edit or an edition, other articles will tell", is_settled=False)


def _cut(session: Session, sight: Sight, wording: Wording, state: State) -> Kept:
    """Weigh a reading that lost much: a redesign, an editor's cut, or too soon to tell."""
    if _was_redesigned(sight, state):
        standings.drop(session, sight.article)
        standings.rebase(session, sight.article, sight.stored.id)
        return Kept(None, "a new baseline since the redesign")
    held = state.held if state.held_why == CUT else None
    since = held.since if held else sight.at
    seen = standings.witnesses(session, sight.article, state.outlet_id, since)
    why = redesign.cause(seen, sight.at - since)
    if why is Cause.EDIT and (not sight.is_short or _has_lasted(sight, held, wording)):
        return _version(session, sight, wording, state)
    _hold(session, sight, wording, state, CUT)
    if why is not Cause.REDESIGN:
        _look_again(session, sight, _LATEST_LOOK)
        return Kept(None, "much is missing: an edit or a redesign, other articles will tell", is_settled=False)
    count = standings.redesigned(session, state.outlet_id, sight.at)
    told = health.tell_of_redesign(session, state.outlet_id, count, since, sight.at)
    return Kept(None, f"a redesign hides text: {count} articles have a new baseline", told)


def _has_lasted(sight: Sight, held: Held | None, wording: Wording) -> bool:
    """Whether what may be a fault has lasted as no fault does."""
    return (
        held is not None
        and held.wording == wording
        and held.looks + 1 >= _FAULTLESS_LOOKS
        and sight.at - held.since >= _LATEST_LOOK
    )


def _was_redesigned(sight: Sight, state: State) -> bool:
    """Whether the article has not been read since its outlet was redesigned."""
    when = state.redesigned_at
    if when is None or sight.at - when > standings.REDESIGN_LASTS:
        return False
    return sight.last_good_at is None or sight.last_good_at < when


def _same(session: Session, sight: Sight, wording: Wording, state: State) -> Kept:
    standings.saw(session, sight.article, wording, sight.at)
    if state.held is not None:
        standings.drop(session, sight.article)
    if sight.before is not None and wording == variants.wording(sight.before.reading):
        if state.held is None:
            signals.look(session, sight.stored, state.outlet_id, changed=False)
        now_stands_in = context(sight.stored.page, sight.before.reading)
        if now_stands_in is not None:  # a page like this one need not be read again
            snapshots.stands_in(session, sight.before.id, now_stands_in)
    return Kept(None, "")


def read_the_same(session: Session, stored: StoredPage, state: State) -> None:
    """Note that a page says what the newest version does: nothing waits any more, and no baseline is needed."""
    if state.held is None:
        signals.look(session, stored, state.outlet_id, changed=False)
    if state.held is not None and state.held_why == VARIANT:
        standings.saw(session, stored.article_id, state.held.wording, state.held.since)
        standings.flapped(session, stored.article_id, state.outlet_id)
    if state.held is not None:
        standings.drop(session, stored.article_id)
    if state.baseline_page is not None:
        standings.rebase(session, stored.article_id, None)


def _version(session: Session, sight: Sight, wording: Wording, state: State) -> Kept:
    """Keep a version: of the page that was the first to say so."""
    stored, found = _first_page(session, sight, wording, state)
    standings.saw(session, sight.article, wording, sight.at)
    announced = articles.title(session, sight.article) if sight.before is None else None
    if announced is not None:  # another headline of the same hour: what is tested is often announced with either
        standings.saw_title(session, sight.article, variants.title_digest(announced), sight.at)
    kept = snapshots.keep(
        session,
        after=sight.before,
        article_id=sight.article,
        page_id=stored.id,
        fetched_at=stored.page.fetched_at,
        reading=found,
        context=context(stored.page, found),
        now=clock.now(),
        against_page=state.baseline_page,
    )
    is_edit = sight.before is not None and state.baseline_page is None
    said = signals.look(session, stored, state.outlet_id, changed=True) if is_edit else None
    if kept is not None and said is not None:
        snapshots.date(session, kept, said)
    if sight.before is not None and not pages.is_told_apart(session, stored, sight.before.page_id):
        hosts.caught_lying(session, state.host_id, clock.now())
    if state.held is not None:
        standings.drop(session, sight.article)
    if state.baseline_page is not None:
        standings.rebase(session, sight.article, None)
    _learn_furniture(session, sight, found)
    articles.describe(session, sight.article, found, clock.now())
    if sight.before is None:
        feeds.name_by_article(session, sight.article)
    if (story := stories.story_of(session, sight.article)) is not None:
        stories.retitle(session, story)
    articles.plan(session, sight.article, _planned(session, sight))
    return Kept(kept, "")


def _learn_furniture(session: Session, sight: Sight, found: Reading) -> None:
    shown_first = {key(line) for line in found.paragraphs if len(line) <= LEARNED_CHARS}
    furniture.learn(
        session, sight.state.host_id, shown_first - (keys(sight.standing) if sight.standing else frozenset())
    )


def _planned(session: Session, sight: Sight) -> datetime | None:
    return next_visit(seen(session, sight.article), clock.now())


def _first_page(session: Session, sight: Sight, wording: Wording, state: State) -> tuple[StoredPage, Reading]:
    """Return the page that waited, where it says what is kept now, else the one at hand."""
    if state.held is not None and state.held.wording == wording and state.held_page is not None:
        stored = pages.load(session, state.held_page)
        found = extract(stored.page, stored.given)
        if found.is_article and variants.wording(found) == wording:
            return stored, found
    return sight.stored, sight.found


def _looks(wording: Wording, state: State) -> int:
    """Return in how many looks in a row the wording was seen, this one too."""
    return state.held.looks + 1 if state.held is not None and state.held.wording == wording else 1


def _hold(session: Session, sight: Sight, wording: Wording, state: State, why: str) -> None:
    looks = _looks(wording, state)
    standings.hold(session, sight.article, wording, page_id=sight.stored.id, why=why, at=sight.at, looks=looks)


def _look_again(session: Session, sight: Sight, within: timedelta) -> None:
    """See to it that the article is visited soon."""
    planned = _planned(session, sight)
    soon = clock.now() + within
    articles.plan(session, sight.article, soon if planned is None else min(planned, soon))
