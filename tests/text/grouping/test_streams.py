"""Small streams in seven languages: short articles, copy, the day after, two events of one kind, live blogs."""

import tomllib
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from worker.text import story

from ...rows import each_row

MORNING = datetime(2024, 6, 11, 8, tzinfo=UTC)
STREAMS = tomllib.loads((Path(__file__).parent / "streams.toml").read_text("utf-8"))["stream"]


@each_row("stream", STREAMS, ids=[stream["name"] for stream in STREAMS])
def test_what_tells_of_one_event_is_one_story_and_nothing_else_is(stream: dict[str, Any]) -> None:
    grouper = story.Grouper()
    told = [
        (event, grouper.add(str(place), outlet, title, text, MORNING + timedelta(hours=at)))
        for place, (event, outlet, at, title, text) in enumerate(sorted(stream["articles"], key=lambda one: one[2]))
    ]
    pairs = list(combinations(told, 2))
    assert all(a[1] == b[1] for a, b in pairs if a[0] == b[0])
    assert sum(a[1] == b[1] for a, b in pairs if a[0] != b[0]) == stream.get("wrong", 0)


def test_times_of_day_are_no_words_of_a_story() -> None:
    posts = [f"{hour}:{minute} A post." for hour in (13, 14) for minute in (10, 20, 40)]
    grouper = story.Grouper()
    for place, (title, told) in enumerate((("Storm Ilse", "Roofs fly"), ("The budget", "Ministers speak"))):
        text = "\n\n".join([*posts, f"{told}."])
        assert grouper.add(str(place), f"Outlet {place}", f"{title} live", text, MORNING) == place
