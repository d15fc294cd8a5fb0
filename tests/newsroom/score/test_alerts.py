from typing import Any

from newsroom.observed import Alert, Change
from newsroom.score import score


def alerts(tiny: Any, seen: Any, *more: Any) -> Any:
    return score(tiny.truth(*more), seen).document()["alerts"]


def false(found: Any) -> dict[str, int]:
    return {cause: rate["count"] for cause, rate in found["false by cause"].items()}


def test_a_perfect_teller(tiny: Any) -> None:
    found = alerts(tiny, tiny.perfect())
    assert found["precision"] == found["recall"] == {"share": 1.0, "count": 1, "of": 1}
    assert found["recall by kind"] == {"figure": {"share": 1.0, "count": 1, "of": 1}}
    assert found["delay in minutes"]["median"] == 1
    assert found["false"]["count"] == 0


def test_who_has_no_alerts_is_not_scored_for_them(tiny: Any) -> None:
    document = score(tiny.truth(), tiny.observed()).document()
    assert document["alerts"] is document["labels"] is document["stories"] is document["webhooks"] is None


def test_an_alert_that_never_came_tells_nothing(tiny: Any) -> None:
    seen = tiny.perfect()
    seen.alerts = [Alert("m1", "change.revision", None, "1", None, "c")]
    assert alerts(tiny, seen)["recall"] == {"share": 0.0, "count": 0, "of": 1}


def test_the_same_edit_told_again_is_a_repeat_but_not_to_another_endpoint(tiny: Any) -> None:
    seen = tiny.perfect()
    seen.alerts.append(Alert("m2", "change.revision", tiny.at(102), "1", None, "c", "/hooks/slow/b"))
    seen.alerts.append(Alert("m3", "change.revision", tiny.at(103), "1", None, "c", "/hooks/ok/a"))
    found = alerts(tiny, seen)
    assert found["precision"] == {"share": 0.6667, "count": 2, "of": 3}
    assert false(found) == {"repeat": 1}


def test_an_alert_of_a_phantom_bears_the_phantoms_cause(tiny: Any) -> None:
    seen = tiny.perfect()
    seen.versions += tiny.kept("2", (0, tiny.MONEY), (30, "Are you a robot?"))[1:]
    seen.changes.append(Change("d", "2", tiny.at(30), "revision", 0, 1))
    seen.alerts.append(Alert("m2", "change.revision", tiny.at(31), "2", None, "d"))
    found = alerts(tiny, seen, tiny.window("block-captcha", 20, 40, hides=True))
    assert false(found) == {"block": 1}
    assert found["false"] == {"per_1000_article_days": 250.0, "count": 1, "article_days": 4.0}


def test_an_alert_of_what_does_not_matter_is_false(tiny: Any) -> None:
    seen = tiny.perfect()
    respelt = "The bank of Orle has closed."
    seen.versions += tiny.kept("2", (0, tiny.MONEY), (30, respelt))[1:]
    seen.changes.append(Change("d", "2", tiny.at(30), "revision", 0, 1, ("typo",)))
    seen.alerts.append(Alert("m2", "change.revision", tiny.at(31), "2", None, "d"))
    typo = tiny.edit("bank", 1, 25, "typo", [tiny.MONEY], [respelt], matters=False)
    more = [tiny.version("bank", 1, 25, [[respelt]]), typo]
    assert false(alerts(tiny, seen, *more)) == {"minor-edit": 1}
    named = score(tiny.truth(*more), seen).document()["labels"]["named by kind"]
    assert {kind: share["count"] for kind, share in named.items()} == {"figure": 1, "typo": 1}


def test_live_entries_are_told_in_summaries(tiny: Any) -> None:
    entries = [f"Entry {number} of the day." for number in range(5)]
    forms, edits = [], []
    for number in range(1, 5):
        forms.append(tiny.version("bank", number, number * 10, [[text] for text in entries[: number + 1]]))
        made = tiny.edit("bank", number, number * 10, "live-update", [], [entries[number]], matters=False)
        edits.append(made)
    seen = tiny.perfect()
    seen.versions = tiny.kept("2", *((at * 10, "\n".join(entries[: at + 1])) for at in range(5)))
    seen.changes += [Change("d", "2", tiny.at(11), "revision", 0, 1), Change("e", "2", tiny.at(41), "revision", 1, 4)]
    seen.alerts = [
        Alert("m2", "change.revision", tiny.at(12), "2", None, "d"),
        Alert("m3", "change.revision", tiny.at(42), "2", None, "e"),
    ]
    found = alerts(tiny, seen, *forms, *edits)
    assert false(found) == {"live": 1}
    assert found["neither true nor false"]["live summary"]["count"] == 1


def test_gone_and_restored_are_true_where_they_were(tiny: Any) -> None:
    seen = tiny.perfect()
    seen.alerts.append(Alert("m2", "article.gone", tiny.at(210), "1"))
    seen.alerts.append(Alert("m3", "article.restored", tiny.at(310), "1"))
    seen.alerts.append(Alert("m4", "article.gone", tiny.at(220), "2"))
    edits = [
        tiny.edit("fire", 2, 200, "withdrawal", [tiny.HEAD], []),
        tiny.edit("fire", 3, 300, "restoration", [], [tiny.HEAD]),
    ]
    forms = [tiny.version("fire", 2, 200, [[tiny.HEAD]], gone=True), tiny.version("fire", 3, 300, [[tiny.HEAD]])]
    found = alerts(tiny, seen, *forms, *edits, tiny.window("soft-404", 215, 230, hides=True))
    assert found["precision"] == {"share": 0.75, "count": 3, "of": 4}
    assert false(found) == {"soft-404": 1}
    assert found["recall by kind"]["withdrawal"]["share"] == found["recall by kind"]["restoration"]["share"] == 1.0


def test_an_unpropagated_correction_names_an_article_that_carries_it(tiny: Any) -> None:
    seen = tiny.perfect()
    seen.alerts.append(Alert("m2", "correction.unpropagated", tiny.at(110), "2"))
    seen.alerts.append(Alert("m3", "correction.unpropagated", tiny.at(90), "2"))
    records = tiny.truth()
    records[-1]["unpropagated"] = ["bank"]
    found = score(records, seen).document()["alerts"]
    assert found["precision"] == {"share": 0.6667, "count": 2, "of": 3}


def test_what_one_outlet_took_back_and_another_still_says_is_unpropagated(tiny: Any) -> None:
    other = tiny.article("ember", "www.two.example/ember", "event-1") | {"outlet": "two"}
    seen = tiny.perfect()
    seen.alerts.append(Alert("m2", "correction.unpropagated", tiny.at(400), "1"))
    still = alerts(tiny, seen, other, tiny.version("ember", 0, 0, [[tiny.BODY]]))
    assert still["precision"] == {"share": 1.0, "count": 2, "of": 2}
    silent = alerts(tiny, seen, other, tiny.version("ember", 0, 0, [[tiny.MONEY]]))
    assert false(silent) == {"unknown": 1}
    seen.alerts[-1] = Alert("m2", "correction.unpropagated", tiny.at(90), "1")  # before it was taken back
    assert false(alerts(tiny, seen, other, tiny.version("ember", 0, 0, [[tiny.BODY]]))) == {"unknown": 1}
