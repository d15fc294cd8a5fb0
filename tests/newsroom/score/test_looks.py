from typing import Any

import pytest

from newsroom.observed import Visit
from newsroom.score import score

BEFORE, BETWEEN, LOOKED = "made before the first look", "gone between two looks", "looked at and not kept"


def document(tiny: Any, *minutes: float, path: str = "/fire", visible: float = 0) -> Any:
    seen = tiny.observed(tiny.kept("1", *((minute, tiny.OLD) for minute in minutes[:1])))
    seen.visits = [Visit(tiny.at(minute), "www.one.example", path) for minute in minutes]
    gone = {"last_observable": tiny.at(visible).isoformat()} if visible else {}
    records = [record | (gone if record["type"] == "edit" else {}) for record in tiny.truth()]
    return score(records, seen).document()


def missed(found: Any) -> dict[str, int]:
    return {way: each["count"] for way, each in found["versions"]["missed by way"].items() if each["count"]}


def test_an_edit_made_before_anybody_looked_cannot_be_seen(tiny: Any) -> None:
    assert missed(document(tiny, 120, 140)) == {BEFORE: 1}
    assert missed(document(tiny, 10, path="/bank")) == {BEFORE: 1}


def test_an_edit_is_missed_between_looks_where_none_came_while_it_showed(tiny: Any) -> None:
    assert missed(document(tiny, 10, 90)) == {BETWEEN: 1}
    assert missed(document(tiny, 10, 90, 200, visible=150)) == {BETWEEN: 1}


def test_an_edit_that_was_looked_at_and_is_in_no_version_was_not_kept(tiny: Any) -> None:
    assert missed(document(tiny, 10, 110)) == {LOOKED: 1}
    assert missed(document(tiny, 10, 140, visible=150)) == {LOOKED: 1}


def test_the_first_look_counts_from_publication(tiny: Any) -> None:
    first = document(tiny, 12, 30)["fetches"]["first of an article, minutes after publication"]
    assert first == {"median": 12, "p95": 12, "of": 1}


def test_of_a_system_that_tells_of_no_looks_nothing_is_said(tiny: Any) -> None:
    found = score(tiny.truth(), tiny.observed()).document()
    assert found["versions"]["missed by way"] == {}
    assert found["fetches"] is None
    assert found["versions"]["missed"]["count"] == pytest.approx(1)
