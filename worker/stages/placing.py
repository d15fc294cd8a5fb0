"""Put an article into the story it tells."""

from worker.clock import now
from worker.store import stories, story_index
from worker.store.session import lock_stories, writing
from worker.store.snapshots import Snapshot
from worker.text import story
from worker.text.fingerprint import fingerprint


def place(snapshot: Snapshot) -> int:
    """Put the article of this newest version into its story, which it keeps once it has one; return the story's id."""
    at = now()
    features = fingerprint(snapshot.reading, snapshot.fetched_at)
    with writing() as session:
        lock_stories(session)
        story_index.retire(session, at)
        story_id = stories.story_of(session, snapshot.article_id)
        if story_id is None:
            known = story_index.seen(session, [features])
            near = story_index.candidates(session, snapshot.article_id, features, known)
            words = story_index.seen(session, [features, *(one for found in near.values() for one in found.values())])
            joined = story.choose(features, {number: list(found.values()) for number, found in near.items()}, words)
            story_id = stories.join(session, snapshot.article_id, joined, now=at)
        story_index.index(session, snapshot.article_id, features, at)
    return story_id
