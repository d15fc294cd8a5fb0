"""Changes are found by label, outlet, time and id, newest first, whatever became of their articles since."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas.article import Digests, Extractor, Reading, Verdict, VerdictKind
from schemas.change import Change, ChangeKind, Label, Side
from schemas.page import Page
from worker.store import articles, changes, merge, pages, rolling, snapshots
from worker.store.changes import ChangeQuery
from worker.store.session import reading, writing

pytestmark = pytest.mark.usefixtures("store")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DIGEST = "0" * 64


def version(article: int, number: int) -> Side:
    """Keep a version of an article; return it as the side of a change."""
    text = f"Version {number} of article {article}."
    page = Page(url=None, fetched_at=NOON + timedelta(minutes=number), body=text.encode())
    read = Reading(
        text=text,
        paragraphs=(text,),
        verdict=Verdict(is_=VerdictKind.ARTICLE, reason="made for a test"),
        extractor=Extractor(name="test", version="1"),
        digests=Digests(raw=page.digest, text=page.digest),
    )
    with writing() as session:
        kept = snapshots.keep(
            session,
            after=snapshots.latest(session, article),
            page_id=pages.keep(session, article, page, NOON),
            fetched_at=page.fetched_at,
            article_id=article,
            reading=read,
            now=NOON,
        )
    return Side(article=article, snapshot=kept, version=number, digest=DIGEST)


def article(name: str, outlet: str) -> int:
    with writing() as session:
        return articles.find_or_make(session, f"https://{name}.example/", NOON, outlet=outlet, host=None).id


def change(old: Side, new: Side, *labels: Label, minutes: int = 0, significance: float = 0.5) -> int:
    kind = ChangeKind.REVISION if old.article == new.article else ChangeKind.DIVERGENCE
    made = Change(kind=kind, old=old, new=new, labels=labels, significance=significance, summary="It changed.")
    with writing() as session:
        kept = changes.keep(session, made, story_id=None, now=NOON + timedelta(minutes=minutes))
    assert kept is not None
    return kept


def found(**query: object) -> list[int]:
    with reading() as session:
        return [one.id for one in changes.find(session, ChangeQuery.model_validate(query))]


@pytest.fixture
def four(store: Path) -> Sequence[int]:  # noqa: ARG001 - made first
    """A revision of A's article, one of B's, the divergence of both, and another revision of A's."""
    a, b = article("a", "Alpha"), article("b", "Beta")
    a1, a2, a3 = (version(a, number) for number in (1, 2, 3))
    b1, b2 = (version(b, number) for number in (1, 2))
    return (
        change(a1, a2, Label.FIGURE, minutes=0),
        change(b1, b2, Label.FIGURE, Label.NAME, minutes=10),
        change(a2, b2, Label.NAME, minutes=20, significance=0.9),
        change(a2, a3, minutes=300),
    )


def test_each_filter_alone_and_with_others_newest_first(four: Sequence[int]) -> None:
    first, second, third, last = four
    assert found() == [last, third, second, first]
    assert found(label="figure") == [second, first]
    assert found(label="name") == [third, second]
    assert found(outlet="alpha") == [last, third, first]
    assert found(outlet=" BETA ") == [third, second]
    assert found(outlet="beta", label="name", min_significance=0.8) == [third]
    assert found(outlet="alpha", label="figure", kind="revision") == [first]
    assert found(outlet="nobody") == []
    assert found(article=article("a", "Alpha")) == [last, third, first]
    assert found(label="quote") == []


def test_since_leaves_out_what_is_earlier_and_nothing_else(four: Sequence[int]) -> None:
    first, second, third, last = four
    assert found(since=NOON) == [last, third, second, first]
    assert found(since=NOON + timedelta(minutes=10)) == [last, third, second]
    assert found(since=NOON + timedelta(minutes=10), label="name") == [third, second]
    assert found(since=NOON + timedelta(minutes=11), outlet="beta") == [third]
    assert found(since=NOON + timedelta(minutes=301)) == []


def test_changes_whose_transactions_overlapped_are_found_by_either_time() -> None:
    a = article("a", "Alpha")
    sides = [version(a, number) for number in (1, 2, 3)]
    late = change(sides[0], sides[1], minutes=1)
    early = change(sides[1], sides[2], minutes=0)  # kept later, by a clock that was read earlier
    assert late < early
    assert found(since=NOON) == [early, late]
    assert found(since=NOON + timedelta(seconds=30)) == [late]


def test_pages_of_changes_follow_each_other_without_gap(four: Sequence[int]) -> None:
    first, second, third, last = four
    assert found(limit=2) == [last, third]
    assert found(limit=2, before_id=third) == [second, first]
    assert found(limit=2, after_id=first) == [second, third]
    assert found(label="figure", limit=1, before_id=second) == [first]
    assert found(outlet="alpha", before_id=first) == []


def test_an_article_that_turns_out_to_be_anothers_takes_its_changes_along(four: Sequence[int]) -> None:
    first, second, third, last = four
    its = article("a", "Alpha")
    with writing() as session:
        articles.name_outlet(session, its, "Gamma", NOON, given=True)
    assert found(outlet="alpha") == []
    assert found(outlet="gamma") == [last, third, first]
    assert found(outlet="beta") == [third, second]
    its = article("a", "Alpha")
    with writing() as session:
        articles.name_outlet(session, its, "Beta", NOON, given=True)
    assert found(outlet="beta") == [last, third, second, first]


@pytest.mark.usefixtures("four")
def test_what_a_page_says_does_not_move_an_article_whose_outlet_was_given() -> None:
    its = article("a", "Alpha")
    with writing() as session:
        articles.name_outlet(session, its, "Gamma", NOON)
    assert found(outlet="gamma") == []
    assert len(found(outlet="alpha")) == 3


def test_the_changes_of_two_articles_that_are_one_are_the_kept_ones() -> None:
    a, b = article("a", "Alpha"), article("b", "Beta")
    mine = change(version(a, 1), version(a, 2))
    theirs = change(version(b, 1), version(b, 2))
    with writing() as session:
        merge.merge(session, a, b, why="a test", now=NOON)
    assert found(outlet="alpha") == [theirs, mine]
    assert found(outlet="beta") == []


def test_a_change_that_grew_is_found_by_the_labels_it_has_now() -> None:
    a = article("a", "Alpha")
    sides = [version(a, number) for number in (1, 2, 3)]
    grown = Change(
        kind=ChangeKind.REVISION, old=sides[0], new=sides[2], labels=(Label.NAME,), significance=0.5, summary="More."
    )
    with writing() as session:
        kept = changes.keep(
            session,
            grown.model_copy(update={"new": sides[1], "labels": (Label.FIGURE,)}),
            story_id=None,
            now=NOON,
            rolls_until=NOON + timedelta(hours=1),
        )
    assert kept is not None
    assert sides[1].snapshot is not None
    assert found(label="figure") == [kept]
    with writing() as session:
        newest = snapshots.load(session, sides[1].snapshot)
        window = rolling.open_window(session, newest, NOON)
        assert window is not None
        assert rolling.grow(session, window, grown, now=NOON, closes=False)
    assert found(label="figure") == []
    assert found(label="name") == [kept]
    assert found(outlet="alpha") == [kept]
