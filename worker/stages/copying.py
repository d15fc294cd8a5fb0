"""Find what several outlets of a story print word for word, and since when each does."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from worker.stages.telling import ready
from worker.store import copies, snapshots, stories
from worker.store.copies import Teller
from worker.store.session import reading
from worker.text.between.copies import Carrier, Piece, Printed, find, still_has


class Copied(NamedTuple):
    """The copy of a story, of which versions it was found, and since when each article carries each piece."""

    story: int
    tellers: list[Teller]
    pieces: tuple[Piece, ...]
    since: dict[tuple[int, int], datetime]


def copied(story_id: int) -> Copied:
    """Return what several outlets of a story print, as their newest versions do."""
    with reading() as session:
        tellers = copies.tellers(session, story_id)
        known = copies.known_since(session, story_id)
    printed = [
        Printed(teller.article, teller.outlet, version.since, prepared.worded)
        for teller in tellers
        for version, prepared in [ready(teller.snapshot, teller.article)]
    ]
    pieces = find(printed)
    versions = {teller.article: teller.snapshot for teller in tellers}
    since = {
        (place, one.article): _since(one, versions[one.article], known.get(one.article, []))
        for place, piece in enumerate(pieces)
        for one in piece.carriers
    }
    return Copied(story_id, tellers, pieces, since)


def keep(session: Session, found: Copied) -> None:
    """Keep the copy of a story, unless a version came in the meantime, which will have it found anew."""
    stories.lock(session, found.story)
    if copies.tellers(session, found.story) == found.tellers:
        versions = {teller.article: teller.snapshot for teller in found.tellers}
        copies.replace(session, found.story, found.pieces, versions, found.since)


def _since(one: Carrier, snapshot_id: int, known: list[tuple[frozenset[int], int, datetime]]) -> datetime:
    """Return since when an article carries a piece: as far back as each of its versions has most of it."""
    for sentences, snapshot, since in known:
        if snapshot == snapshot_id and not sentences.isdisjoint(one.sentences):
            return since
    version, prepared = ready(snapshot_id, one.article)
    texts = [prepared.reading.sentences[sentence].text for sentence in one.sentences]
    since = version.since
    with reading() as session:
        for earlier in snapshots.earlier(session, version):
            if not still_has(earlier.reading.text, texts):
                break
            since = earlier.since
    return since
