from datetime import timedelta
from pathlib import Path

import pytest

import newsroom
from newsroom.script import ScriptError, parse, span

BAD_DAY = Path(newsroom.__file__).parent / "faults" / "bad-day.txt"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90m", timedelta(minutes=90)),
        ("1d12h", timedelta(hours=36)),
        ("0.5s", timedelta(milliseconds=500)),
    ],
)
def test_spans(text: str, length: timedelta) -> None:
    assert span(text) == length


@pytest.mark.parametrize("text", ["", "5", "h", "5x", "-5m", "5m!"])
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(ScriptError):
        span(text)


def test_faults_come_in_the_order_of_their_times() -> None:
    faults = parse("# a day\nat 6h kill beat  # at noon\n\nat 90m flush broker\n")
    assert [(fault.at, fault.words) for fault in faults] == [
        (timedelta(minutes=90), ("flush", "broker")),
        (timedelta(hours=6), ("kill", "beat")),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "kill beat",
        "at 6h",
        "at noon kill beat",
        "at 6h kill",
        "at 6h kill everybody",
        "at 6h freeze broker",
        "at 6h freeze broker long",
        "at 6h clock 2h",
        "at 6h double 3s",
        "at 6h flush pages",
    ],
)
def test_a_line_that_is_no_fault_is_named(line: str) -> None:
    with pytest.raises(ScriptError, match=r"^line 2: "):
        parse(f"at 1h kill beat\n{line}\n")


def test_the_example_has_every_kind_of_fault() -> None:
    kinds = {(fault.words[0], fault.words[1][0]) for fault in parse(BAD_DAY.read_text(encoding="utf-8"))}
    actions = {action for action, _ in kinds}
    assert actions == {"kill", "flush", "freeze", "restart", "double", "delay", "clock"}
