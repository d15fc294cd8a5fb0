"""A filled store as 0.1.0 had it, brought up to date: nothing is lost, and what comes next builds on it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, Table, create_engine, func, insert, make_url, select, text

from benchmarks import prose, stages
from schemas.article import Reading
from schemas.change import ChangeKind, Label
from schemas.ingest import IngestRequest
from schemas.page import Page
from worker.stages.ingest import receive
from worker.store import article_urls, blob, changes, counts, evidence, history, migrate, snapshots
from worker.store.change_index import ChangeOutlet
from worker.store.changes import ChangeQuery
from worker.store.session import engine, forget_engine, reading, writing
from worker.store.tables import Body, Snapshot
from worker.text.change import revision
from worker.text.extract import extract

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
OLD, BEFORE = "0013", "0019"
URL = "https://a.example/1"
ARTICLES = 30


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.service)])
def empty(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, fresh: Callable[[], None], data_dir: object
) -> Iterator[None]:
    """A database without tables."""
    del data_dir  # made first: SQLite lies there
    if request.param == "sqlite":
        yield
        return
    there = make_url(request.getfixturevalue("postgres_database"))
    name = f"stet_test_{uuid4().hex[:12]}"
    admin = create_engine(there, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    monkeypatch.setenv("STET_DATABASE_URL", there.set(database=name).render_as_string(hide_password=False))
    fresh()
    yield
    forget_engine()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def drafts() -> list[prose.Article]:
    first = prose.article(1, sentences=30)
    second = prose.corrected(first, 1)
    return [first, second, prose.corrected(second, 2)]


def fill(connection: Connection) -> list[Reading]:
    """Insert rows as that store had them: `ARTICLES` of two outlets, two versions of the first, a revision, labels."""
    tables = MetaData()
    tables.reflect(bind=connection)

    def put(into: str, **values: object) -> None:
        table = tables.tables[into]
        connection.execute(insert(table).values({**_needed(table), **values}))

    for number, name in enumerate(("Alpha", "Beta"), 1):
        put("outlets", id=number, name=name, name_key=name.casefold(), created_at=NOON)
    put("stories", id=1, title="A story", opened_at=NOON, changed_at=NOON)
    for number in range(1, ARTICLES + 1):
        url = f"https://a.example/{number}"
        put("articles", id=number, url=url, url_digest=f"{number:064x}", outlet_id=1 + number % 2, story_id=1,
            first_seen=NOON, watched=True, problem="HTTP 500" if number == 7 else None)  # fmt: skip
    put("article_urls", id=1, article_id=1, url=URL, url_digest=f"{1:064x}", first_seen=NOON, last_seen=NOON,
        identity=article_urls.identity(URL))  # fmt: skip
    read = []
    for number, draft in enumerate(drafts()[:2], 1):
        at = NOON + timedelta(hours=number)
        page = Page(url=URL, fetched_at=at, body=prose.html(draft).encode())
        found = extract(page)
        put("bodies", digest=page.digest, data=blob.pack(page.body), size=len(page.body))
        put("pages", id=number, article_id=1, url=URL, fetched_at=at, status=200, headers={}, given={}, complete=True,
            content_type="text/html", body_digest=page.digest, verdict="article")  # fmt: skip
        put("snapshots", id=number, article_id=1, version=number, page_id=number, fetched_at=at, title=found.title,
            text_digest=found.digests.text, extractor_name=found.extractor.name, reading=blob.pack_model(found),
            extractor_version=found.extractor.version)  # fmt: skip
        read.append(found)
    made = revision(*read)
    for number, other in ((1, 1), (2, 2)):  # a revision of the first article, and how it differs from the second
        kind = ChangeKind.REVISION if number == other == 1 else ChangeKind.DIVERGENCE
        put("changes", id=number, kind=kind.value, story_id=1, old_snapshot_id=1, new_snapshot_id=2,
            old_article_id=other, new_article_id=1, significance=0.5, labels=["figure"], summary="It changed.",
            stealth=False, document=blob.pack_model(made), created_at=NOON + timedelta(minutes=number))  # fmt: skip
    for change, labels in ((1, ("figure", "name")), (2, ("figure",))):
        for label in labels:
            put("change_labels", label=label, change_id=change)
    if connection.dialect.name == "postgresql":  # whose sequences do not look at what is there
        for name in ("outlets", "stories", "articles", "article_urls", "pages", "snapshots", "changes"):
            last = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"  # noqa: S608 - ours
            connection.execute(text(last))
    return read


def _needed(table: Table) -> dict[str, object]:
    """Return something for each column that must have a value and gets none by itself."""
    kinds: dict[type, object] = {int: 0, str: "", bool: False, float: 0.0, bytes: b"", datetime: NOON}
    return {
        column.name: kinds.get(column.type.python_type, {})
        for column in table.columns
        if not column.nullable and column.server_default is None and not column.primary_key
    }


def migrate_old() -> list[Reading]:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    with engine().connect().execution_options(stet_writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, OLD)
        read = fill(connection)
        command.upgrade(config, BEFORE)
    return read


@pytest.mark.usefixtures("empty")
def test_a_filled_store_is_brought_up_to_date_and_goes_on() -> None:
    read = migrate_old()
    migrate.ensure()
    assert migrate.version() == migrate.HEAD
    with reading() as session:
        assert [kept.reading for number in (1, 2) if (kept := snapshots.version(session, 1, number))] == read
        assert len(history.load(session, 1).versions) == 2
        by_label = changes.find(session, ChangeQuery(label=Label.FIGURE))
        assert [one.id for one in by_label] == [2, 1]
        assert [one.id for one in changes.find(session, ChangeQuery(label=Label.NAME))] == [1]
        assert [one.id for one in changes.find(session, ChangeQuery(outlet="beta"))] == [2, 1]
        assert [one.id for one in changes.find(session, ChangeQuery(outlet="alpha"))] == [2]
        assert session.scalar(select(func.count()).select_from(ChangeOutlet)) == 3
        found = counts.counts(session)
        assert (found.articles, found.snapshots, found.changes[ChangeKind.REVISION]) == (ARTICLES, 2, 1)
        assert found.failing["article"] == 1
    request = {"html": prose.html(drafts()[2]), "url": URL, "fetched_at": NOON + timedelta(hours=5)}
    stages.perform_all(receive(IngestRequest.model_validate(request)).next)
    with reading() as session:
        assert len(history.load(session, 1).versions) == 3
        assert session.scalar(select(Snapshot.base_id).where(Snapshot.version == 3)) == 2
        assert session.scalar(select(func.count()).where(Body.base_digest.is_not(None))) == 1
        for page in evidence.pages(session, 1):
            assert len(evidence.body(session, page.sha256)) == page.size


@pytest.mark.usefixtures("empty")
def test_a_migration_that_is_cut_short_leaves_the_store_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    migrate_old()
    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.create_index", _fail)
        with pytest.raises(RuntimeError, match="the power went"):
            migrate.ensure()
    forget_engine()
    assert migrate.version() == BEFORE
    migrate.ensure()
    with writing() as session:
        assert len(changes.find(session, ChangeQuery(label=Label.FIGURE))) == 2


def _fail(*_: object, **__: object) -> None:
    raise RuntimeError("the power went")
