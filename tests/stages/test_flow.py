"""From a request to kept versions, stories, changes and alerts, on both databases."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from schemas.change import Change, ChangeKind, Label
from schemas.ingest import IngestRequest
from schemas.outcome import Ending, Nudge, Outcome, Stage
from worker.clock import now
from worker.stages import reread
from worker.stages.ingest import receive, receive_message
from worker.store import articles, changes, due, ingests, snapshots, stories
from worker.store.changes import ChangeQuery
from worker.store.session import reading
from worker.text import extract as engine

pytestmark = pytest.mark.usefixtures("store")

SEEDS = Path(__file__).parents[2] / "seeds"
DAILY_MAIL = (SEEDS / "000_d1224f78e145d97b.txt").read_text(encoding="utf-8")
LBC = (SEEDS / "001_96fc9e27521c10e8.txt").read_text(encoding="utf-8")
TakeIn = Callable[..., list[Outcome]]


def only_divergence() -> Change:
    with reading() as session:
        (summary,) = changes.find(session, ChangeQuery(kind=ChangeKind.DIVERGENCE))
        return changes.load(session, summary.id).change


def test_the_seeds_are_two_articles_of_one_story_told_in_different_words(take_in: TakeIn) -> None:
    take_in(text=DAILY_MAIL)
    take_in(text=LBC, outlet="LBC")
    with reading() as session:
        (summary,) = stories.newest(session)
        story = stories.load(session, summary.id)
    assert summary.outlets == ("Daily Mail", "LBC")
    assert [article.versions for article in story.articles] == [1, 1]
    assert story.articles[0].published == datetime(2022, 12, 7, tzinfo=UTC)
    assert story.articles[1].published == datetime(2022, 12, 7, 13, 28, tzinfo=UTC)
    change = only_divergence()
    assert (change.old.outlet, change.new.outlet) == ("Daily Mail", "LBC")
    same = [match for match in change.matches if match.relation == "same"]
    assert len(same) == 7
    assert change.new.sentences[same[0].b[0]].text.endswith("deep inside its Belgorod region.")
    statement = max(change.quotes, key=lambda pair: len(pair.a))
    assert (statement.speaker_a, statement.speaker_b) == ("An MoD spokesman", "A British government spokesman")
    told = {(pair.what, pair.value_a, pair.value_b, pair.relation) for pair in change.figures}
    assert ("killed", 3, 3, "agree") in told
    assert {what for what in told if what[3] == "conflict"} == {("injured", 4, 5, "conflict")}
    assert {Label.ATTRIBUTION, Label.FIGURE} <= set(change.labels)
    assert change.significance >= 0.5


def test_the_order_of_arrival_makes_no_difference(take_in: TakeIn) -> None:
    take_in(text=LBC, outlet="LBC")
    take_in(text=DAILY_MAIL)
    change = only_divergence()
    assert (change.old.outlet, change.new.outlet) == ("Daily Mail", "LBC")
    with reading() as session:
        (summary,) = stories.newest(session)
    assert summary.title.startswith("Russia builds up defences")


def test_an_edited_copy_without_an_outlet_is_of_the_outlet_that_is_known(take_in: TakeIn) -> None:
    take_in(text=DAILY_MAIL)
    url = "https://www.lbc.example/a"
    take_in(text=LBC, outlet="LBC", url=url)
    take_in(text=LBC.replace("five have been injured", "seven have been injured"), url=url)
    with reading() as session:
        newest, *_ = changes.find(session, ChangeQuery(kind=ChangeKind.DIVERGENCE))
    assert newest.summary.startswith("Daily Mail and LBC")
    assert "injured 4 against 7" in newest.summary


def test_the_same_text_again_yields_nothing(take_in: TakeIn) -> None:
    take_in(text=LBC, outlet="LBC", url="https://www.lbc.example/a")
    ended = take_in(text=LBC, outlet="LBC", url="https://www.lbc.example/a")
    assert [outcome.ending for outcome in ended] == [Ending.DONE, Ending.UNCHANGED]
    with reading() as session:
        assert [
            version.version
            for version in snapshots.versions(session, articles.look_up(session, "https://www.lbc.example/a"))
        ] == [1]
        assert changes.find(session, ChangeQuery()) == ()


def test_an_edited_copy_under_the_same_url_is_a_revision(take_in: TakeIn) -> None:
    url = "https://www.lbc.example/a"
    take_in(text=LBC, outlet="LBC", url=url)
    take_in(text=LBC.replace("five have been injured", "seven have been injured"), url=f"{url}?utm_source=x#top")
    with reading() as session:
        (found,) = changes.find(session, ChangeQuery())
        kept = changes.load(session, found.id).change
    assert found.kind is ChangeKind.REVISION
    assert (kept.old.version, kept.new.version) == (1, 2)
    assert Label.FIGURE in found.labels
    assert found.significance >= 0.5
    (edit,) = [edit for edit in kept.edits if edit.words]
    assert [text for tag, text in edit.words if tag == "-"] == ["five"]
    assert [text for tag, text in edit.words if tag == "+"] == ["seven"]


def test_a_return_to_an_earlier_wording_is_marked_and_alerts_nobody(take_in: TakeIn) -> None:
    url = "https://www.lbc.example/a"
    for text in (LBC, LBC.replace("five have been injured", "seven have been injured"), LBC):
        take_in(text=text, outlet="LBC", url=url)
    with reading() as session:
        back, _ = changes.find(session, ChangeQuery())
    assert Label.REVERT in back.labels
    assert back.significance < 0.5


def test_the_same_request_twice_does_the_work_once(take_in: TakeIn) -> None:
    assert take_in(text=LBC, outlet="LBC", request_id="r")
    assert take_in(text=LBC, outlet="LBC", request_id="r") == []


def test_whatever_is_repeated_late_or_out_of_order_leads_to_the_same_tables(
    take_in: TakeIn, perform_all: Callable[..., list[Outcome]]
) -> None:
    ended = [*take_in(text=DAILY_MAIL), *take_in(text=LBC, outlet="LBC")]
    done = [Nudge(stage=outcome.stage, id=outcome.id) for outcome in ended if outcome.id is not None]
    for order in list(permutations(done))[:20]:
        assert {outcome.ending for outcome in perform_all(order)} == {Ending.NOT_OWED}
    with reading() as session:
        assert len(changes.find(session, ChangeQuery())) == 1


def test_pages_of_one_article_are_read_in_the_order_they_came(
    perform_one: Callable[[Nudge], Outcome], perform_all: Callable[..., list[Outcome]]
) -> None:
    url = "https://www.lbc.example/a"
    reads = []
    for hour, text in ((12, LBC), (13, LBC.replace("five have been", "seven have been"))):
        request = IngestRequest(text=text, url=url, fetched_at=datetime(2026, 3, 1, hour, tzinfo=UTC))
        (nudge,) = receive(request).next
        reads += perform_one(nudge).next
    later_first = perform_all(reversed(reads))
    assert later_first[0].ending is Ending.LATER
    with reading() as session:
        first, second = snapshots.versions(session, articles.look_up(session, url))
    assert (first.fetched_at.hour, second.fetched_at.hour) == (12, 13)


def test_an_older_fetch_never_supersedes_a_newer_one(take_in: TakeIn) -> None:
    url = "https://www.lbc.example/a"
    take_in(text=LBC, url=url, fetched_at="2026-03-02T00:00:00Z")
    *_, last = take_in(text=LBC.replace("five", "six"), url=url, fetched_at="2026-03-01T00:00:00Z")
    assert (last.ending, last.detail) == (Ending.UNCHANGED, "older than the newest version")


def test_what_is_no_article_is_a_matter_of_health_and_the_last_version_stands(take_in: TakeIn) -> None:
    url = "https://www.lbc.example/a"
    take_in(text=LBC, outlet="LBC", url=url)
    *_, last = take_in(html="<html><body></body></html>", url=url)
    assert last.ending is Ending.HEALTH
    with reading() as session:
        assert len(snapshots.versions(session, articles.look_up(session, url))) == 1


def test_a_text_without_address_and_title_is_refused_with_the_reason_and_kept(take_in: TakeIn) -> None:
    (outcome,) = take_in(text="  \n ")
    assert outcome.ending is Ending.REFUSED
    assert "give a url or a title" in outcome.detail
    with reading() as session:
        (letter,) = due.dead_letters(session)
    assert letter.stage is Stage.INGEST


def test_a_message_that_does_not_validate_goes_to_the_dead_letters() -> None:
    for message in ({"schema": "stet.ingest/1"}, {"url": "ftp://x"}, {"text": "a", "html": "b"}, "nonsense", None, 7):
        assert receive_message(message).ending is Ending.REFUSED
        assert receive_message(message).ending is Ending.REFUSED
    with reading() as session:
        letters = due.dead_letters(session)
    assert len(letters) == 6
    assert any("give a url to fetch, or a body" in letter.reason for letter in letters)


def test_what_was_fetched_at_a_time_to_come_is_refused_and_clocks_may_differ_by_minutes() -> None:
    for ahead, ending in ((timedelta(minutes=4), Ending.DONE), (timedelta(minutes=6), Ending.REFUSED)):
        assert (
            receive_message({"text": LBC, "title": "A", "fetched_at": f"{now() + ahead:%Y-%m-%dT%H:%M:%SZ}"}).ending
            is ending
        )
    with reading() as session:
        (letter,) = due.dead_letters(session)
    assert "is yet to come" in letter.reason


def test_nul_and_control_characters_are_cleaned_or_refused_and_never_reach_the_database(take_in: TakeIn) -> None:
    ended = take_in(text=f"\x00{LBC}\x00\x1b", title="A\x00 title\x07", outlet="L\x00BC", request_id="naughty")
    assert ended[-1].stage is Stage.COMPARE
    with reading() as session:
        ((_, article),) = articles.get(session, range(10_000)).items()
    assert (article.title, article.outlet) == ("A title", "LBC")
    for field, value in (("request_id", "a\x00"), ("url", "https://a.example/\x00"), ("url", "https://a.example/a b")):
        assert receive_message({"text": "x", field: value}).ending is Ending.REFUSED


def test_requests_for_one_address_are_admitted_in_the_order_they_came(
    perform_one: Callable[[Nudge], Outcome], perform_all: Callable[..., list[Outcome]]
) -> None:
    url = "https://www.lbc.example/a"
    texts = [LBC.replace("five have been", f"{number} have been") for number in ("five", "six", "seven", "eight")]
    nudges = [receive(IngestRequest(text=text, url=url)).next[0] for text in texts]
    assert perform_one(nudges[-1]).ending is Ending.LATER
    perform_all(reversed(nudges))
    with reading() as session:
        assert len(snapshots.versions(session, articles.look_up(session, url))) == 4


def test_an_older_version_compared_late_does_not_stand_for_the_article(
    take_in: TakeIn, perform_one: Callable[[Nudge], Outcome], perform_all: Callable[..., list[Outcome]]
) -> None:
    take_in(text=DAILY_MAIL)
    url = "https://www.lbc.example/a"
    compares = []
    for text in (LBC, LBC.replace("five have been injured", "seven have been injured")):
        (admit,) = receive(IngestRequest(text=text, url=url, outlet="LBC")).next
        (read,) = perform_one(admit).next
        compares += perform_one(read).next
    perform_all(reversed(compares))
    with reading() as session:
        (story,) = stories.newest(session)
        (divergence,) = stories.divergences(session, story.id)
        revisions = changes.find(session, ChangeQuery(kind=ChangeKind.REVISION))
    assert "injured 4 against 7" in divergence.summary
    assert len(revisions) == 1


def test_a_new_version_of_the_extractor_alone_makes_no_version_and_no_change(
    take_in: TakeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(text=DAILY_MAIL)
    url = "https://www.lbc.example/a"
    take_in(text=LBC, outlet="LBC", url=url)
    newer = engine.PLAIN.model_copy(update={"version": "next"})
    monkeypatch.setattr(engine, "PLAIN", newer)
    monkeypatch.setattr(reread, "PLAIN", newer)
    real = engine.plain.read

    def reads_less(text: str) -> Any:
        draft = real(text)
        return replace(draft, paragraphs=draft.paragraphs[:-1])

    monkeypatch.setattr(engine.plain, "read", reads_less)
    assert take_in(text=LBC, url=url)[-1].ending is Ending.UNCHANGED
    take_in(text=LBC.replace("five have been injured", "seven have been injured"), url=url)
    with reading() as session:
        assert len(snapshots.versions(session, articles.look_up(session, url))) == 2
        (revision,) = changes.find(session, ChangeQuery(kind=ChangeKind.REVISION))
    assert revision.labels == (Label.FIGURE,)


def test_what_is_handed_in_again_to_the_letter_is_through_at_once(take_in: TakeIn) -> None:
    for name in ("first", "second"):
        take_in(text=LBC, url="https://www.lbc.example/a", fetched_at="2026-03-01T00:00:00Z", request_id=name)
        with reading() as session:
            progress = ingests.progress(session, name)
        assert progress is not None
        assert progress.is_through
        assert (progress.version, progress.problem) == (1, None)


def test_a_request_is_through_when_its_article_has_met_the_others(
    take_in: TakeIn, perform_one: Callable[[Nudge], Outcome]
) -> None:
    take_in(text=DAILY_MAIL, request_id="mail")
    owed = list(receive(IngestRequest.model_validate({"text": LBC, "outlet": "LBC", "request_id": "lbc"})).next)
    while owed:
        nudge = owed.pop()
        with reading() as session:
            through = [(found := ingests.progress(session, name)) and found.is_through for name in ("mail", "lbc")]
        assert not all(through), f"not while {nudge.stage} is owed"
        owed += [after for after in perform_one(nudge).next if after.stage is not Stage.ALERT]
    assert only_divergence().labels
    with reading() as session:
        found = ingests.progress(session, "lbc")
    assert found is not None
    assert found.is_through


def test_what_is_stored_is_what_the_public_schemas_say(take_in: TakeIn) -> None:
    take_in(text=DAILY_MAIL)
    take_in(text=LBC, outlet="LBC")
    change = only_divergence()
    assert Change.model_validate_json(json.dumps(change.model_dump(mode="json", by_alias=True))) == change
    assert change.old.sentences
    assert change.new.sentences
