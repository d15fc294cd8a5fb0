"""What is stored, listed and shown: for people in 80 columns, for machines as the published documents."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import TypeAdapter
from sqlalchemy import update

from console.cli import changes as command
from schemas.alert import Delivery, Endpoint
from schemas.change import Change
from schemas.sources import Source
from schemas.story import Absence, ArticleHistory, ChangeSummary, Story, StorySummary
from schemas.trace import Trace
from worker.clock import now
from worker.store import history
from worker.store.article_urls import also_at
from worker.store.session import writing
from worker.store.tables import Change as Row

Stet = Callable[..., Any]
LISTS = {
    "stories": StorySummary,
    "changes": ChangeSummary,
    "sources": Source,
    "deliveries": Delivery,
    "endpoints list": Endpoint,
}


@pytest.mark.parametrize("name", LISTS)
def test_without_a_database_a_list_is_empty_and_makes_none(stet: Stet, name: str, data_dir: Any) -> None:
    people, machines = stet(*name.split()), stet(*name.split(), "--json")
    assert (people.status, people.out) == (0, "")
    assert "nothing stored yet; `stet up`" in people.err
    assert (machines.status, machines.document) == (0, [])
    assert not data_dir.exists()


@pytest.mark.parametrize(
    "name", ["story 1", "show 1", "history 1", "redeliver 1", "endpoints test desk", "endpoints remove desk"]
)
def test_without_a_database_one_thing_cannot_be_found(stet: Stet, name: str, data_dir: Any) -> None:
    ended = stet(*name.split())
    assert (ended.status, ended.out) == (1, "")
    assert "nothing stored yet; `stet up`" in ended.err
    assert not data_dir.exists()


@pytest.mark.usefixtures("sqlite_store")
@pytest.mark.parametrize("name", LISTS)
def test_an_empty_database_is_an_empty_list(stet: Stet, name: str) -> None:
    people, machines = stet(*name.split()), stet(*name.split(), "--json")
    assert (people.status, people.out) == (0, "")
    assert people.err.startswith("stet: ")
    assert machines.document == []


@pytest.mark.usefixtures("sqlite_store")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("story 7", "`stet stories` lists"),
        ("show 7", "`stet changes` lists"),
        ("history 7", "`stet stories`"),
        ("history https://nowhere.test/", "https://nowhere.test/"),
        ("redeliver 7", "`stet deliveries`"),
        ("unwatch https://nowhere.test/", "`stet sources`"),
        ("endpoints rotate desk", "`stet endpoints list`"),
        ("endpoints remove desk", "'desk'"),
        ("endpoints test desk", "'desk'"),
    ],
)
def test_what_is_not_stored_is_named_with_what_to_do(stet: Stet, name: str, said: str) -> None:
    ended = stet(*name.split())
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.count("\n") == 1
    assert said in ended.err


@pytest.mark.parametrize("name", LISTS)
def test_machines_get_the_schemas(stet: Stet, fill: Callable[..., Any], name: str) -> None:
    fill()
    ended = stet(*name.split(), "--json")
    assert (ended.status, ended.err) == (0, "")
    found = TypeAdapter(list[LISTS[name]]).validate_json(ended.out)
    assert found
    assert ended.out.count("\n") == 1


def test_machines_get_the_published_documents(stet: Stet, fill: Callable[..., Any]) -> None:
    filled = fill()
    story = stet("story", filled.story, "--json").document
    assert story["schema"] == "stet.story/1"
    assert len(Story.model_validate(story).articles) == 2
    history = stet("history", filled.article_a, "--json").document
    assert history["schema"] == "stet.history/1"
    found = ArticleHistory.model_validate(history)
    assert [version.version for version in found.versions] == [1, 2]
    assert [change.id for change in found.changes] == sorted(change.id for change in found.changes)
    change = stet("show", filled.revision, "--json").document
    assert change["schema"] == "stet.change/1"
    assert Change.model_validate(change).old.sentences


@pytest.mark.parametrize("name", [*LISTS, "story {0.story}", "history {0.article_a}"])
def test_people_get_80_columns(
    stet: Stet, fill: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ended = stet(*name.format(fill(lambda text: f"{text} and on it goes for longer than a line has room")).split())
    assert ended.status == 0
    tables = ended.out.split("(UTC)")[1:] or [ended.out]
    assert max(len(row) for table in tables for row in table.splitlines()) <= 80


def test_an_article_is_found_by_an_address_with_tracking(stet: Stet, fill: Callable[..., Any]) -> None:
    filled = fill()
    found = stet("history", "https://GAZETTE.test/bridge?utm_source=x#top", "--json").document
    assert found["article"]["id"] == filled.article_a


def test_a_history_names_the_addresses_of_an_article_that_has_several(stet: Stet, fill: Callable[..., Any]) -> None:
    filled = fill()
    assert "last seen (UTC)" not in stet("history", filled.article_a).out
    with writing() as session:
        also_at(session, filled.article_a, "https://gazette.test/amp/bridge", now())
    assert "https://gazette.test/amp/bridge" in stet("history", filled.article_a).out.partition("last seen (UTC)")[2]


def test_a_history_says_when_the_address_held_no_article(
    stet: Stet, fill: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Absence(verdict="missing", reason="HTTP 404", since=now(), last=now(), looks=2, over=True)
    walled = gone.model_copy(update={"verdict": "paywall", "reason": "Subscribe to read", "over": False})
    monkeypatch.setattr(history, "absences", lambda *_: (gone, walled))
    table = stet("history", fill().article_a).out.partition("no article since (UTC)")[2].splitlines()
    assert "after" in table[1]
    assert "missing: HTTP 404" in table[1]
    assert "now" in table[2]
    assert "paywall: Subscribe to read" in table[2]


def test_a_revision_is_shown_as_a_redline(stet: Stet, fill: Callable[..., Any]) -> None:
    ended = stet("show", fill().revision)
    assert "Gazette now says six were injured, not four" in ended.out
    assert "[-Four-]{+Six+} people were injured. [figure]" in ended.out
    assert "The [-old-]{+new+}" in ended.out
    assert "without a note or a modified date" in ended.out


def test_a_divergence_is_shown_side_by_side(stet: Stet, fill: Callable[..., Any]) -> None:
    out = stet("show", fill().divergence).out
    assert "1 sentence word for word the same" in out
    assert "the same words (Gazette: a council spokesman, Herald: the transport minister): \u201cThe bridge" in out
    assert "Gazette: Jo Field: \u201cwe were warned in May\u201d\n" in out
    assert "Herald: nobody named: \u201cfour people were hurt\u201d" in out
    assert "injured: 4 in Gazette, 5 in Herald: they conflict" in out
    assert out.index("Only in Gazette\n  Four people") < out.index("Only in Herald\n  Five people")


def test_no_command_prints_what_a_terminal_would_obey(stet: Stet, fill: Callable[..., Any]) -> None:
    filled = fill(lambda text: f"\x1b[2J{text}\u202e")
    for name in (*LISTS, f"story {filled.story}", f"history {filled.article_a}", f"show {filled.revision}"):
        for arguments in (name.split(), ["show", str(filled.divergence)]):
            ended = stet(*arguments)
            assert ended.status == 0
            assert "\x1b" not in ended.out
            assert "\u202e" not in ended.out
            assert "<U+202" in ended.out  # a narrow column may break the rest off


@pytest.mark.parametrize(
    ("filters", "kinds"),
    [
        (["--kind", "revision"], ["revision"]),
        (["--min-significance", "0.8"], ["divergence"]),
        (["--label", "headline"], ["revision"]),
        (["--outlet", "herald"], ["divergence"]),
        (["--since", "2026-03-01T12:30:00Z"], ["revision"]),
        (["--since", "2026-03-01T13:30:00+01:00"], ["revision"]),
        (["--since", "1m"], []),
        (["--limit", "1"], ["revision"]),
        ([], ["revision", "divergence"]),
    ],
)
def test_changes_are_filtered(stet: Stet, fill: Callable[..., Any], filters: list[str], kinds: list[str]) -> None:
    fill()
    assert [change["kind"] for change in stet("changes", *filters, "--json").document] == kinds


def test_a_followed_stream_goes_on_from_the_last(
    stet: Stet, fill: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = iter([fill, None])

    def wait(_seconds: float) -> None:
        coming = next(waits)
        if coming is None:
            raise KeyboardInterrupt
        coming()

    monkeypatch.setattr(command.time, "sleep", wait)
    ended = stet("changes", "--follow")
    assert ended.status == 130
    assert [line.split()[2] for line in ended.out.splitlines()] == ["1", "2"]


def test_a_followed_change_that_grew_comes_again_and_one_committed_late_is_not_missed(
    stet: Stet, fill: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill()
    with writing() as session:  # as if the writer of the first had not committed yet
        session.execute(update(Row).values(created_at=now()))
        session.execute(update(Row).where(Row.id == 1).values(significance=-1))

    def commit_late() -> None:
        with writing() as session:
            session.execute(update(Row).where(Row.id == 1).values(significance=0.5))

    def grow() -> None:
        with writing() as session:
            session.execute(update(Row).where(Row.id == 2).values(grown_at=now(), summary="6 paragraphs added"))

    steps = iter([commit_late, grow, lambda: None])

    def wait(_seconds: float) -> None:
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    monkeypatch.setattr(command.time, "sleep", wait)
    told = stet("changes", "--follow", "--min-significance", "0.01").out.splitlines()
    assert [line.split()[2] for line in told] == ["2", "1", "2"]
    assert "6 paragraphs added" in told[2]
    assert told[2].endswith("(grown)")


def test_words_are_traced(stet: Stet, fill: Callable[..., Any]) -> None:
    ids = fill()
    people = stet("story", str(ids.story), "--trace", "The bridge is shut")
    assert people.status == 0
    steps = [row.split()[2:4] for row in people.out.splitlines() if row.startswith("2026-03-01")]
    assert steps == [["first", "Gazette"], ["took", "Herald"]]
    assert "now in: Gazette, Herald" in people.out
    found = Trace.model_validate(
        stet("story", str(ids.story), "--trace", "five people were injured", "--json").document
    )
    assert [step.outlet for step in found.steps] == ["Gazette", "Herald"]
    assert [step.share for step in found.steps] == [0.75, 1]
    assert stet("story", str(ids.story), "--trace", "nobody said any of this").err.count("try fewer of them") == 1
    assert stet("story", str(ids.story), "--trace", "...").status == 2
