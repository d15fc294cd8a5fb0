"""Outlets with rules for robots, and one whose 304s are lies."""

from typing import Any


def test_print_versions_are_announced_and_disallowed(place_of: Any) -> None:
    ruling = place_of("robots-rules")
    robots = ruling.get("/robots.txt").body.decode()
    assert "Disallow: /print/\n" in robots
    assert "Crawl-delay: 900\n" in robots
    assert "/print/0" in ruling.get("/feed.xml").body.decode()
    assert ruling.get("/print/0").status == 200
    (record,) = [each for each in ruling.world.truth() if each["type"] == "outlet"]
    assert (record["disallows"], record["crawl_delay_seconds"]) == (["/offers/", "/print/"], 900)


def test_every_condition_is_answered_by_304(place_of: Any) -> None:
    lying = place_of("lying-304")
    article = lying.steady()
    assert lying.read(article, headers={"if-none-match": '"any"'}).status == 304
    assert lying.read(article).status == 200
