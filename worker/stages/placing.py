"""Put an article into the story it tells, and put right what its coming or its new wording shows to be wrong."""

from datetime import datetime

from sqlalchemy.orm import Session

from schemas.story import Fingerprint
from worker.clock import now
from worker.store import articles, repairs, stories, story_index, storylines
from worker.store.repairs import ENGINE, Reason
from worker.store.session import lock_stories, reading, writing
from worker.store.snapshots import Snapshot
from worker.text import story
from worker.text.fingerprint import fingerprint

_EDITED = Reason(ENGINE, "its new wording is not of the story it was in")
_EDITED_ALONE = Reason(ENGINE, "it was alone, and its new wording is of this story")
_BRIDGED = Reason(ENGINE, "an article showed that both tell of one event")
_TWO_EVENTS = Reason(ENGINE, "an article showed that they tell of two events")
_TWO_AND_ONE = 3
"""The fewest articles of a story that two of them may leave."""


def place(snapshot: Snapshot) -> int:
    """Put the article of this newest version into its story; return the story's id.

    It keeps the story it has unless its wording has moved away beyond doubt, and for good where a person has said so.
    """
    at = now()
    article_id = snapshot.article_id
    with reading() as session:
        is_watched = articles.is_watched(session, article_id)
    features = fingerprint(snapshot.reading, snapshot.fetched_at, soon=is_watched)
    with writing() as session:
        lock_stories(session)
        story_index.retire(session, at)
        own = stories.story_of(session, article_id)
        before = story_index.indexed(session, article_id)
        if own is None or before != features:
            own = _placed(session, (article_id, features, before), own, at)
        story_index.index(session, article_id, features, at)
    return own


def _placed(
    session: Session, article: tuple[int, Fingerprint, Fingerprint | None], own: int | None, at: datetime
) -> int:
    article_id, features, before = article
    near = dict(story_index.candidates(session, article_id, features, story_index.seen(session, features)))
    if own is not None:
        near[own] = story_index.members(session, own, apart_from=article_id)
        if not near[own] and stories.has_others(session, article_id, own):
            return own  # what the rest of its story says is not known any more
    known = story_index.seen(session, features, [one for members in near.values() for one in members.values()])
    found = story.place(features, near, known, own, before)
    chosen = own
    if own is None:
        chosen = stories.join(session, article_id, found.story, now=at)
        if found.sequel_of is not None:
            storylines.follow(session, chosen, found.sequel_of, at)
    elif found.story != own and not repairs.is_by_hand(session, article_id):
        repairs.move(session, [article_id], found.story, _EDITED if near[own] else _EDITED_ALONE, now=at)
        chosen = stories.story_of(session, article_id)
    assert chosen is not None
    for other in found.bridges:
        chosen = _bridge(session, (article_id, features), chosen, other, at)
    return _split(session, article_id, features, chosen, at)


def _split(session: Session, article_id: int, features: Fingerprint, here: int, at: datetime) -> int:
    """Let a story of two events become two where an article shows that; return the id of the article's story.

    Those leave that do not have the article that opened it. Where its newest articles show that, all of a larger story
    are looked at; one that is not known as a whole, and what a person put together, stays.
    """
    everyone = stories.all_members(session, here)
    if not _TWO_AND_ONE <= len(everyone) <= story_index.MOST_MEMBERS or repairs.held_by_hand(session, here):
        return here
    linked: frozenset[int] = frozenset()
    for most in (story_index.MEMBERS, story_index.MOST_MEMBERS):
        near = story_index.members(session, here, apart_from=article_id, most=most) | {article_id: features}
        linked = story.apart(article_id, near, story_index.seen(session, features, [*near.values()]))
        if not linked or len(near) >= len(everyone):
            break
    if not linked or near.keys() != set(everyone):
        return here
    leaving = set(everyone) - linked if everyone[0] in linked else linked
    repairs.move(session, leaving, None, _TWO_EVENTS, now=at)
    chosen = stories.story_of(session, article_id)
    assert chosen is not None
    return chosen


def _bridge(session: Session, bridge: tuple[int, Fingerprint], here: int, there: int, at: datetime) -> int:
    """Let a story have what belongs to it of another that an article bridges; return the id of the article's story."""
    near = story_index.members(session, here) | dict([bridge])
    far = story_index.members(session, there)
    drawn = story.drawn(near, far, story_index.seen(session, bridge[1], [*near.values(), *far.values()]))
    if not drawn or repairs.apart_by_hand(session, here, there):
        return here
    if drawn < far.keys():
        repairs.move(session, repairs.free(session, drawn), here, _BRIDGED, now=at)
        return here
    kept, gone = sorted((here, there))  # the one opened first keeps its id
    if repairs.held_by_hand(session, gone):
        kept, gone = gone, kept
    if not repairs.held_by_hand(session, gone):
        repairs.move(session, stories.all_members(session, gone), kept, _BRIDGED, now=at)
        return kept
    return here
