from typing import Any

import pytest

from newsroom.score import Terms, score

WALL = "Please confirm that you are no robot."


def versions(tiny: Any, seen: Any, *more: Any, **given: Any) -> Any:
    return score(tiny.truth(*more, **given), seen).document()["versions"]


def causes(found: Any) -> dict[str, int]:
    return {cause: rate["count"] for cause, rate in found["phantoms by cause"].items()}


def test_a_perfect_observer_sees_all_and_nothing_else(tiny: Any) -> None:
    found = versions(tiny, tiny.perfect())
    assert found["precision"] == {"share": 1.0, "count": 1, "of": 1}
    assert found["recall"] == {"share": 1.0, "count": 1, "of": 1}
    assert found["delay in minutes"] == {"median": 0, "p95": 0, "of": 1}
    assert found["phantoms"]["count"] == found["missed"]["count"] == 0


def test_who_sees_nothing_has_no_precision_and_no_recall(tiny: Any) -> None:
    seen = tiny.observed(articles=[])
    found = versions(tiny, seen)
    assert found["precision"] == {"share": None, "count": 0, "of": 0}
    assert found["recall"] == {"share": 0.0, "count": 0, "of": 1}
    assert found["missed"] == {"share": 1.0, "count": 1, "of": 1}
    assert found["delay in minutes"] == {"median": None, "p95": None, "of": 0}


def test_who_reports_every_fetch_has_churn(tiny: Any) -> None:
    texts = ((0, tiny.OLD), (50, tiny.OLD + "\n3 shares"), (110, tiny.NEW + "\n9 shares"), (160, tiny.NEW))
    found = versions(tiny, tiny.observed(tiny.kept("1", *texts)))
    assert found["precision"] == {"share": 0.3333, "count": 1, "of": 3}
    assert found["recall"]["share"] == 1.0
    assert causes(found) == {"churn": 2}
    # Two articles over two days: four article-days.
    assert found["phantoms"] == {"per_1000_article_days": 500.0, "count": 2, "article_days": 4.0}
    assert found["delay in minutes"] == {"median": 10, "p95": 10, "of": 1}


def test_a_version_that_came_too_late_shows_no_change(tiny: Any) -> None:
    found = versions(tiny, tiny.observed(tiny.kept("1", (120, tiny.NEW))))
    assert found["missed"]["count"] == 1
    assert found["precision"]["of"] == 0


def test_an_edit_too_short_to_be_seen_is_not_asked_for(tiny: Any) -> None:
    brief = tiny.edit(
        "bank", 1, 10, "typo", [tiny.MONEY], ["The bank of Orl closed."], last_observable=tiny.at(20).isoformat()
    )
    other = tiny.version("bank", 1, 10, [["The bank of Orl closed."]])
    found = versions(tiny, tiny.perfect(), other, brief)
    assert found["recall"]["of"] == 1
    asked = score(tiny.truth(other, brief), tiny.perfect(), Terms(visible_minutes=5)).document()["versions"]
    assert asked["missed"] == {"share": 0.5, "count": 1, "of": 2}
    assert asked["recall by kind"]["typo"] == {"share": 0.0, "count": 0, "of": 1}


def test_an_edit_behind_a_wall_since_publication_is_not_asked_for(tiny: Any) -> None:
    walled = tiny.window("block-403", 0, 150, hides=True)
    assert versions(tiny, tiny.observed(), walled)["recall"]["of"] == 0
    assert versions(tiny, tiny.observed(), tiny.window("block-403", 5, 150, hides=True))["recall"]["of"] == 1


@pytest.mark.parametrize(
    ("kind", "hides", "cause"),
    [
        ("block-403", True, "block"),
        ("block-captcha", True, "block"),
        ("consent-wall", True, "consent"),
        ("soft-404", True, "soft-404"),
        ("paywall", False, "paywall"),
        ("truncation", False, "truncation"),
        ("slow", False, "unknown"),
    ],
)
def test_lost_text_is_laid_to_what_kept_it_back(tiny: Any, kind: str, hides: bool, cause: str) -> None:  # noqa: FBT001 - a table
    seen = tiny.observed(tiny.kept("1", (0, tiny.OLD), (30, WALL), (60, tiny.OLD)))
    found = versions(tiny, seen, tiny.window(kind, 20, 40, hides=hides), edited=False)
    assert causes(found) == {cause: 2}


def test_a_consent_wall_stands_outside_its_windows_too(tiny: Any) -> None:
    seen = tiny.observed(tiny.kept("1", (0, tiny.OLD), (30, WALL)))
    assert causes(versions(tiny, seen, tiny.window("consent-wall", 500, 600, hides=True))) == {"consent": 1}


def test_old_and_new_by_turns_is_a_flap(tiny: Any) -> None:
    seen = tiny.observed(tiny.kept("1", (0, tiny.OLD), (101, tiny.NEW), (105, tiny.OLD), (109, tiny.NEW)))
    found = versions(tiny, seen, tiny.window("flap", 100, 140, article="fire"))
    assert causes(found) == {"flap": 2}
    assert found["precision"] == {"share": 0.3333, "count": 1, "of": 3}


def test_the_other_headline_of_a_test_is_a_flap(tiny: Any) -> None:
    seen = tiny.observed()
    for number, title in enumerate(["About fire", "Mill burns down", "About fire"]):
        seen.versions.append(tiny.titled(number, title))
    tested = tiny.window("ab-headline", article="fire", detail="About fire | Mill burns down")
    assert causes(versions(tiny, seen, tested)) == {"flap": 2}


def test_a_redesign_with_the_same_text_is_no_edit(tiny: Any) -> None:
    seen = tiny.observed(tiny.kept("1", (0, tiny.OLD + "\nmenu"), (90, tiny.OLD + "\nother menu\nfoot")))
    assert causes(versions(tiny, seen, tiny.window("redesign", 80))) == {"redesign": 1}


def test_a_redesign_that_hides_half_is_no_removal(tiny: Any) -> None:
    seen = tiny.observed(tiny.kept("1", (0, tiny.OLD), (90, f"{tiny.HEAD} {tiny.BODY}")))
    assert causes(versions(tiny, seen, tiny.window("redesign", 80))) == {"redesign": 1}


def test_moved_merged_and_split_paragraphs_are_told_by_their_order(tiny: Any) -> None:
    paragraphs = [f"{tiny.HEAD} {tiny.BODY} {tiny.TAIL}"]
    merged = tiny.edit("fire", 1, 100, "paragraphs-merged", [tiny.TAIL], [tiny.TAIL], neighbours=paragraphs)
    form = tiny.version("fire", 1, 100, [[tiny.HEAD, tiny.BODY, tiny.TAIL]])
    seen = tiny.observed(tiny.kept("1", (0, tiny.OLD), (105, paragraphs[0] + "\n3 shares")))
    found = versions(tiny, seen, form, merged, edited=False)
    assert found["recall by kind"] == {"paragraphs-merged": {"share": 1.0, "count": 1, "of": 1}}
    unbroken = tiny.observed(tiny.kept("1", (0, tiny.OLD.replace("\n\n", " ")), (105, paragraphs[0])))
    assert versions(tiny, unbroken, form, merged, edited=False)["recall"]["count"] == 0


def test_a_removal_is_seen_where_the_rest_still_stands(tiny: Any) -> None:
    removed = tiny.edit("fire", 1, 100, "paragraph-removed", [tiny.TAIL], [])
    form = tiny.version("fire", 1, 100, [[tiny.HEAD, tiny.BODY]])
    whole = tiny.observed(tiny.kept("1", (0, tiny.OLD), (105, f"{tiny.HEAD} {tiny.BODY}")))
    assert versions(tiny, whole, form, removed, edited=False)["recall"]["count"] == 1
    walled = tiny.observed(tiny.kept("1", (0, tiny.OLD), (105, WALL)))
    assert versions(tiny, walled, form, removed, edited=False)["recall"]["count"] == 0


def test_a_headline_that_went_back_before_anybody_looked_is_missed_twice(tiny: Any) -> None:
    edits = [
        tiny.edit("fire", 1, 100, "headline-reworded", [], [], headline_after="Mill burns"),
        tiny.edit("fire", 2, 200, "headline-reverted", [], [], headline_after="About fire"),
    ]
    forms = [
        tiny.version("fire", 1, 100, [[tiny.HEAD]], headline="Mill burns"),
        tiny.version("fire", 2, 200, [[tiny.HEAD]]),
    ]
    seen = tiny.observed()
    seen.versions += [tiny.titled(0, "About fire", 0), tiny.titled(1, "About fire", 250)]
    found = versions(tiny, seen, *forms, *edits, edited=False)
    assert found["missed"] == {"share": 1.0, "count": 2, "of": 2}


def test_a_notice_in_place_of_a_withdrawn_article_is_no_phantom(tiny: Any) -> None:
    withdrawn = tiny.edit("fire", 1, 100, "withdrawal", [tiny.HEAD, tiny.BODY, tiny.TAIL], [])
    gone = tiny.version("fire", 1, 100, [[tiny.HEAD, tiny.BODY], [tiny.TAIL]], gone=True)
    seen = tiny.observed(tiny.kept("1", (0, tiny.OLD), (105, "This article has been withdrawn.")))
    found = versions(tiny, seen, gone, withdrawn, edited=False)
    assert found["precision"] == {"share": 1.0, "count": 1, "of": 1}
    assert found["recall"]["of"] == 0
