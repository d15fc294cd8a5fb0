import json
from collections import Counter
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from newsroom.__main__ import main
from newsroom.observed import Observed
from newsroom.peers import RULES, oracle, watch
from newsroom.peers.discovery import Discovery, Way
from newsroom.peers.rules import Diffengine, FixedInterval, NewsDiffs, NewsSniffer, Rule
from newsroom.score import score
from newsroom.world import World


@cache
def seen(archetype: str, rule: type[Rule]) -> tuple[World, Observed, Any]:
    world = World(1, 10, 1, [archetype], outlets=1)
    found = watch(world, rule(), Discovery(world))
    return world, found, score(world.truth(), found).document()


def causes(document: Any) -> set[str]:
    return set(document["versions"]["phantoms by cause"])


@pytest.mark.parametrize("rule", RULES)
def test_every_peer_finds_every_article_of_a_plain_site_and_most_of_its_edits(rule: type[Rule]) -> None:
    _, _, document = seen("atom-updated", rule)
    assert document["articles"]["found"]["share"] == 1.0
    assert document["versions"]["recall"]["share"] > 0.5
    assert document["fetches"]["of each article"]["each"] > 5
    assert document["alerts"] is None


def test_a_hash_of_the_whole_page_changes_with_every_look_and_a_reader_of_text_does_not() -> None:
    assert causes(seen("atom-updated", FixedInterval)[2]) == {"churn"}
    assert seen("atom-updated", NewsDiffs)[2]["versions"]["phantoms"]["count"] == 0
    assert seen("atom-updated", NewsSniffer)[2]["versions"]["phantoms"]["count"] == 0


def test_walls_become_versions_of_those_who_do_not_know_an_article() -> None:
    assert "block" in causes(seen("block-captcha", Diffengine)[2])
    assert "block" not in causes(seen("block-captcha", NewsSniffer)[2])


def test_two_wordings_by_turns_deceive_those_who_look_once() -> None:
    once = seen("ab-headlines", NewsDiffs)[2]["versions"]["phantoms by cause"]["flap"]["count"]
    twice = seen("ab-headlines", NewsSniffer)[2]["versions"]["phantoms by cause"]
    assert once > 5
    assert twice.get("flap", {"count": 0})["count"] < once


def test_a_peer_looks_at_one_page_after_the_other_and_never_twice_at_once() -> None:
    _, found, document = seen("clean-rss", NewsDiffs)
    looks = [visit.at for visit in found.visits if visit.path != "/"]
    assert len(looks) == len(set(looks))
    assert looks == sorted(looks)
    numbers = Counter(version.article for version in found.versions)
    assert all(1 <= version.number <= numbers[version.article] for version in found.versions)
    assert document["politeness"]["sooner than the delay"]["count"] == 0


def test_a_run_replays_exactly() -> None:
    world, found, _ = seen("clean-rss", Diffengine)
    assert watch(world, Diffengine(), Discovery(world)) == found


@pytest.mark.parametrize("seed", [1, 2])
def test_the_oracle_reaches_the_ceiling(seed: int) -> None:
    world = World(seed, 120, 3)
    found = score(world.truth(), oracle(world)).document()
    for figure in ("precision", "recall"):
        assert found["versions"][figure]["share"] == found["alerts"][figure]["share"] == 1.0
        assert found["versions"][figure]["of"] > 50
    assert found["versions"]["delay in minutes"]["p95"] == found["alerts"]["delay in minutes"]["p95"] == 0
    assert found["versions"]["phantoms"]["count"] == found["alerts"]["false"]["count"] == 0
    assert found["articles"] | {"found": None} == {
        "found": None,
        "wrongly merged": {"count": 0},
        "wrongly split": {"count": 0},
        "not in the truth": {"count": 0},
    }
    assert found["articles"]["found"]["share"] == 1.0
    assert found["stories"]["precision of pairs"]["share"] == found["stories"]["recall of pairs"]["share"] == 1.0
    assert all(share["share"] == 1.0 for share in found["labels"]["named by kind"].values())


def test_the_commands_score_peers_and_files(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    world = ["--articles", "6", "--days", "0.5", "--only", "clean-rss"]
    assert main(["peers", *world, "--json", "--observed", str(tmp_path)]) == 0
    scores = json.loads(capsysbinary.readouterr().out)
    assert [each["system"] for each in scores] == ["oracle", *(rule.name for rule in RULES)]
    assert main(["truth", *world]) == 0
    (tmp_path / "truth.jsonl").write_bytes(capsysbinary.readouterr().out)
    files = [str(tmp_path / f"{each['system']}.jsonl") for each in scores]
    assert main(["score", "--truth", str(tmp_path / "truth.jsonl"), "--json", *files]) == 0
    assert json.loads(capsysbinary.readouterr().out) == scores
    assert main(["score", "--truth", str(tmp_path / "none.jsonl"), *files]) == 1
    assert b"none.jsonl" in capsysbinary.readouterr().err


@pytest.mark.parametrize(
    ("archetype", "way", "finds"),
    [
        ("clean-rss", Way.FEEDS, True),
        ("atom-updated", Way.FEEDS, True),
        ("json-feed", Way.FEEDS, False),
        ("sitemap-only", Way.FEEDS, False),
        ("front-only", Way.FEEDS, False),
        ("sitemap-only", Way.FRONT_PAGES, True),
        ("json-feed", Way.BY_HAND, True),
        ("news-sitemap", Way.BY_HAND, True),
        ("front-only", Way.BY_HAND, True),
    ],
)
def test_articles_are_found_in_the_peers_own_ways(archetype: str, way: Way, *, finds: bool) -> None:
    world = World(1, 4, 0.5, [archetype], outlets=1)
    found = Discovery(world).trail(way, timedelta(minutes=15)).found
    assert bool(found) is finds
    assert all((each.at - world.setting.start) % timedelta(minutes=15) == timedelta(0) for each in found)


def test_who_reads_feeds_more_often_finds_sooner() -> None:
    discovery = Discovery(World(1, 8, 0.5, ["clean-rss"], outlets=1))
    often, seldom = (discovery.trail(Way.FEEDS, timedelta(minutes=each)) for each in (5, 15))
    assert {each.url for each in seldom.found} == {each.url for each in often.found}
    assert sum(each.at.timestamp() for each in often.found) < sum(each.at.timestamp() for each in seldom.found)
    assert len(often.asked) == 3 * len(seldom.asked)
