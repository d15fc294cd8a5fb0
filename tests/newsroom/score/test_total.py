import json
from typing import Any

import pytest

from newsroom.observed import ObservationError, Visit, lines, read
from newsroom.score import score
from newsroom.score.figures import Rate, Ratio, Share, Spread
from newsroom.score.total import table


def test_a_table_has_a_column_for_each_and_a_dash_for_what_it_knows_nothing_of(tiny: Any) -> None:
    perfect, plain = score(tiny.truth(), tiny.perfect()), score(tiny.truth(), tiny.observed())
    rows = table([perfect, plain]).splitlines()
    assert rows[0].split() == ["tried", "tried"]
    told = next(row for row in rows if row.startswith("alerts: precision"))
    assert told.split()[-3:] == ["1.000", "(1/1)", "-"]
    recall = next(row for row in rows if row.startswith("versions: recall "))
    assert recall.split()[-4:] == ["1.000", "(1/1)", "0.000", "(0/1)"]
    stories = next(row for row in rows if row.startswith("stories: wrongly merged"))
    assert stories.split()[-2:] == ["0", "-"]
    assert any("versions: recall: figure" in row for row in rows)


def test_figures_show_their_counts() -> None:
    assert str(Share(3, 4)) == "0.750 (3/4)"
    assert str(Share(0, 0)) == "none of 0 (0/0)"
    assert str(Rate(2, 4.0)) == "500.0 (2)"
    assert str(Ratio(3, 2)) == "1.5 (3/2)"
    spread = Spread([float(value) for value in range(1, 101)])
    assert (spread.median, spread.p95) == (50.5, 95)
    assert str(Spread([])) == "none (0)"


def test_an_observation_is_the_same_after_a_file(tiny: Any) -> None:
    seen = tiny.perfect()
    seen.visits.append(Visit(tiny.at(1), "www.one.example", "/fire"))
    again = read(lines(seen))
    assert again == seen
    assert score(tiny.truth(), again).document() == score(tiny.truth(), seen).document()


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "no json",
        '{"type": "nothing"}',
        '{"type": "article", "article": "1"}',
        '{"type": "visit", "at": "2026-03-02T06:00:00", "host": "h", "path": "/"}',
        '{"type": "visit", "at": "2026-03-02T06:00:00+00:00", "host": "h", "path": "/", "more": 1}',
    ],
)
def test_a_bad_line_is_named_by_its_number(line: str) -> None:
    with pytest.raises(ObservationError, match="line 2"):
        read([json.dumps({"type": "observer", "name": "x"}), line])


def test_a_file_begins_with_the_observer_and_the_truth_with_the_world(tiny: Any) -> None:
    with pytest.raises(ObservationError, match="observer"):
        read([])
    with pytest.raises(ObservationError, match="line 1"):
        read([json.dumps({"type": "article", "article": "1", "urls": []})])
    with pytest.raises(ValueError, match="world"):
        score([], tiny.observed())


def test_sentences_stand_for_a_text(tiny: Any) -> None:
    seen = tiny.observed(tiny.kept("1", (0, tiny.OLD)))
    seen.versions.append(tiny.said(1, 101, (tiny.HEAD, tiny.FOUR, tiny.TAIL)))
    assert score(tiny.truth(), seen).document()["versions"]["recall"]["count"] == 1
