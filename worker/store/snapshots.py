"""Snapshots: the kept versions of an article, numbered from 1 in the order they were fetched."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import RowMapping, Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from schemas.article import Reading
from schemas.base import Frozen, Utc
from schemas.signals import DatedBy
from schemas.story import Version
from worker.errors import NotFoundError
from worker.store import blob, insert, keyframes, slim
from worker.store.bodies import DamagedError
from worker.store.due import nudge_patience
from worker.store.statements import run, write
from worker.store.tables import Page
from worker.store.tables import Snapshot as Row

END_OF_DAY = timedelta(hours=23, minutes=59)
"""Into a day by which what is dated with it alone has come to stand."""


class Stated(NamedTuple):
    """Since when a version stands, and what tells."""

    at: datetime
    by: DatedBy


class Snapshot(Frozen):
    """A kept version with its reading."""

    id: int
    article_id: int
    version: int
    page_id: int
    fetched_at: Utc
    reading: Reading
    context: str | None = None
    """What the article and its surroundings on the page were (`worker.text.extract.context`)."""
    against_page: int | None = None
    """The page that this version is compared with in place of the version before: the baseline since a redesign."""
    stated_at: Utc | None = None
    """When its outlet says that it came to stand, where that is believed."""
    stated_by: DatedBy | None = None

    @property
    def since(self) -> datetime:
        """Since when it is known to stand: see `dated`."""
        return self._dated.at

    @property
    def dated_by(self) -> DatedBy:
        """What tells since when it stands."""
        return self._dated.by

    @property
    def _dated(self) -> Stated:
        return dated(self.version, self.fetched_at, self.reading.published, self.stated_at, self.stated_by)


def dated(
    version: int,
    fetched_at: datetime,
    published: datetime | None,
    stated_at: datetime | None,
    stated_by: DatedBy | str | None,
) -> Stated:
    """Return since when a version is known to stand, and what tells.

    A first version stands since it was published; where a day alone is given, since the end of that day at the latest.
    Any other stands since its outlet says so, where that is believed, else since it was fetched.
    """
    if version > 1:
        if stated_at is None or stated_by is None:
            return Stated(fetched_at, DatedBy.SEEN)
        return Stated(stated_at, DatedBy(stated_by))
    if published is None:
        return Stated(fetched_at, DatedBy.SEEN)
    is_day_alone = published.time() == time()
    return Stated(min(fetched_at, published + END_OF_DAY if is_day_alone else published), DatedBy.PUBLISHED)


def latest(session: Session, article_id: int) -> Snapshot | None:
    """Return the article's newest version."""
    return _one(session, _LATEST, article=article_id)


def latest_id(session: Session, article_id: int) -> int | None:
    """Return the id of the article's newest version, without its reading."""
    return run(session, _LATEST_ID, article=article_id).scalar()


def stands_in(session: Session, snapshot_id: int, context: str) -> None:
    """Note what an article and its surroundings are on a later page that says what this version does."""
    write(session, Row, snapshot_id, {"context": context})


def load(session: Session, snapshot_id: int) -> Snapshot:
    """Return one version.

    Raises:
        NotFoundError: there is none of that id.
    """
    found = _one(session, _BY_ID, snapshot=snapshot_id)
    if found is None:
        raise NotFoundError(f"no snapshot {snapshot_id}")
    return found


def version(session: Session, article_id: int, number: int) -> Snapshot | None:
    """Return the article's version of that number."""
    return _one(session, _BY_VERSION, article=article_id, number=number)


def earlier(session: Session, snapshot: Snapshot) -> Iterator[Snapshot]:
    """Yield the article's versions before this one, the newest first."""
    for number in range(snapshot.version - 1, 0, -1):
        found = version(session, snapshot.article_id, number)
        if found is not None:
            yield found


_BASE: Final = aliased(Row)
_WHOLE: Final = select(
    Row.id,
    Row.article_id,
    Row.version,
    Row.page_id,
    Row.fetched_at,
    Row.reading,
    Row.context,
    Row.against_page_id.label("against_page"),
    Row.stated_at,
    Row.stated_by,
    Row.base_id,
    _BASE.reading.label("base"),
    _BASE.base_id.label("base_base"),
).outerjoin(_BASE, _BASE.id == Row.base_id)
_BY_ID: Final = _WHOLE.where(Row.id == bindparam("snapshot"))
_OF_ARTICLE: Final = Row.article_id == bindparam("article")
_BY_VERSION: Final = _WHOLE.where(_OF_ARTICLE, Row.version == bindparam("number"))
_LATEST: Final = _WHOLE.where(_OF_ARTICLE).order_by(Row.version.desc()).limit(1)
_LATEST_ID: Final = select(Row.id).where(_OF_ARTICLE).order_by(Row.version.desc()).limit(1)
_NEWEST: Final = select(Row.id, Row.base_id).where(_OF_ARTICLE).order_by(Row.version.desc()).limit(keyframes.MOST)
_KEYFRAME: Final = select(Row.reading, Row.base_id).where(Row.id == bindparam("snapshot"))
_OWED: Final = select(Row.id).where(_OF_ARTICLE, Row.next_at.is_not(None)).order_by(Row.version).limit(1)
_OWED_BEFORE: Final = _OWED.where(Row.version < bindparam("number"))
_OWED_AFTER: Final = _OWED.where(Row.version > bindparam("number"))
_READ_THE_SAME: Final = (
    select(Row.id)
    .where(_OF_ARTICLE, Row.version < bindparam("number"), Row.text_digest == bindparam("digest"))
    .limit(1)
)


def _one(session: Session, wanted: Select[*tuple[Any, ...]], **values: int) -> Snapshot | None:
    row = run(session, wanted, **values).mappings().one_or_none()
    if row is None:
        return None
    kept = {name: value for name, value in row.items() if name not in {"base_id", "base", "base_base"}}
    return Snapshot(**kept | {"reading": _reading(row["id"], row["reading"], _base(row))})


def _base(row: RowMapping) -> bytes | None:
    """Return the reading of the version that another is kept as a difference from; None where it is kept whole."""
    if row["base_id"] is None:
        return None
    if row["base"] is None or row["base_base"] is not None:
        raise _not_whole(row["base_id"])
    return _unpacked(row["base_id"], row["base"], None)


def keep(
    session: Session,
    *,
    after: Snapshot | None,
    page_id: int,
    fetched_at: datetime,
    article_id: int,
    reading: Reading,
    now: datetime,
    context: str | None = None,
    against_page: int | None = None,
) -> int | None:
    """Keep `reading` as the version after `after`, owed a comparison; None where that version is there already.

    It is kept as what it differs in from an earlier version that is kept whole (`keyframes`).
    """
    newest = run(session, _NEWEST, article=article_id)
    bases = keyframes.candidates([(row.id, row.base_id) for row in newest])
    packed, base = keyframes.pack(slim.slim(reading), bases, lambda key: _keyframe(session, key))
    return insert.if_new(
        session,
        Row,
        article_id=article_id,
        version=1 if after is None else after.version + 1,
        page_id=page_id,
        fetched_at=fetched_at,
        title=reading.title,
        published=reading.published,
        modified=reading.modified,
        text_digest=reading.digests.text,
        extractor_name=reading.extractor.name,
        extractor_version=reading.extractor.version,
        context=context,
        reading=packed,
        base_id=base,
        against_page_id=against_page,
        next_at=now,
        held_until=now + nudge_patience(),
    )


def date(session: Session, snapshot_id: int, stated: Stated) -> None:
    """Note when its outlet says that a version came to stand, which is believed."""
    write(session, Row, snapshot_id, {"stated_at": stated.at, "stated_by": stated.by.value})


def before(session: Session, snapshot: Snapshot, *, limit: int) -> list[Reading]:
    """Return the readings of the article's versions before this one, the newest `limit` of them, newest first."""
    rows = session.execute(
        select(Row.id, Row.reading, Row.base_id)
        .where(Row.article_id == snapshot.article_id, Row.version < snapshot.version)
        .order_by(Row.version.desc())
        .limit(limit)
    ).all()
    bases = {number: _keyframe(session, number)[0] for number in {row.base_id for row in rows} if number is not None}
    return [_reading(row.id, row.reading, bases.get(row.base_id)) for row in rows]


def _keyframe(session: Session, snapshot_id: int) -> tuple[bytes, int]:
    """Return the reading of a version that is kept whole, and how many bytes it takes.

    Raises:
        DamagedError: it is not there any more as it was stored.
    """
    row = run(session, _KEYFRAME, snapshot=snapshot_id).one_or_none()
    if row is None or row.base_id is not None:
        raise _not_whole(snapshot_id)
    return _unpacked(snapshot_id, row.reading, None), len(row.reading)


def _not_whole(snapshot_id: int) -> DamagedError:
    return DamagedError(f"snapshot {snapshot_id}", "others differ from it, and it is not there whole itself")


def _reading(snapshot_id: int, packed: bytes, base: bytes | None) -> Reading:
    try:
        return slim.whole(_unpacked(snapshot_id, packed, base))
    except (ValueError, LookupError) as error:
        raise DamagedError(f"snapshot {snapshot_id}", "what is stored of it is no reading") from error


def _unpacked(snapshot_id: int, packed: bytes, base: bytes | None) -> bytes:
    try:
        return blob.unpack(packed, base)
    except blob.ZstdError as error:
        raise DamagedError(f"snapshot {snapshot_id}", f"its reading cannot be unpacked ({error})") from error


def owe(session: Session, snapshot_id: int, now: datetime) -> None:
    """Owe a version a comparison with the one before."""
    write(session, Row, snapshot_id, {"next_at": now, "held_until": None, "lease": None, "tries": 0})


def owed_before(session: Session, snapshot: Snapshot) -> int | None:
    """Return the oldest of the article's earlier versions that is still owed a comparison."""
    return run(session, _OWED_BEFORE, article=snapshot.article_id, number=snapshot.version).scalar()


def owed_after(session: Session, snapshot: Snapshot) -> int | None:
    """Return the next of the article's later versions that is owed a comparison."""
    return run(session, _OWED_AFTER, article=snapshot.article_id, number=snapshot.version).scalar()


def was_seen_before(session: Session, snapshot: Snapshot) -> bool:
    """Whether an earlier version of the article, not the one just before, read the same."""
    this = {"article": snapshot.article_id, "number": snapshot.version - 1, "digest": snapshot.reading.digests.text}
    return run(session, _READ_THE_SAME, **this).scalar() is not None


def versions(session: Session, article_id: int) -> tuple[Version, ...]:
    """Return what is known of each version of the article, oldest first, without the texts."""
    rows = session.execute(
        select(Row, Page.body_digest)
        .join(Page, Page.id == Row.page_id)
        .where(Row.article_id == article_id)
        .order_by(Row.version)
    )
    return tuple(
        Version(
            snapshot=row.id,
            version=row.version,
            fetched_at=row.fetched_at,
            since=(stands := dated(row.version, row.fetched_at, row.published, row.stated_at, row.stated_by)).at,
            dated_by=stands.by,
            title=row.title,
            published=row.published,
            modified=row.modified,
            digest=row.text_digest,
            raw_digest=raw_digest,
            extractor=f"{row.extractor_name} {row.extractor_version}",
        )
        for row, raw_digest in rows
    )
