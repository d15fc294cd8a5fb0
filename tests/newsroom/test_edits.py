from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest

from newsroom.article import Article, Edit, Version
from newsroom.http import Answer
from newsroom.kinds import BY_NAME, LIVE_UPDATE, NAMES, RESTORATION, WIRE_CORRECTION, WITHDRAWAL
from newsroom.outlets.base import Outlet
from newsroom.truth import observable, visible
from newsroom.world import World

INSTANT = timedelta(seconds=1)
Visit = Callable[[World, Outlet, Article, datetime], Answer]
Record = dict[str, Any]


def edits(world: World, kind: str) -> Iterator[tuple[Outlet, Article, Edit]]:
    return ((o, a, e) for o, a in world.articles() for e in a.edits if e.kind == kind)


def seen(outlet: Outlet, article: Article, edit: Edit, at: datetime, page: Any) -> bool:
    """Whether a page bears what its outlet shows of the edit, judged by the text on it."""
    known = {paragraph.text: paragraph for version in article.versions for paragraph in version.draft.paragraphs}
    paragraphs = tuple(line for line in page.lines if line in known)
    texts = tuple(sentence.text for line in paragraphs for sentence in known[line].sentences)
    part = visible(outlet, article, edit, at)
    return part is not None and part.shows_in(page.headline, paragraphs, texts)


@pytest.mark.parametrize("kind", NAMES)
def test_what_the_truth_says_of_an_edit_is_what_the_pages_show(
    kind: str, world: World, visit: Visit, shown: Callable[[Answer], Any]
) -> None:
    tried = 0
    for outlet, article, edit in edits(world, kind):
        span = observable(outlet, article, edit)
        if span is None:
            continue
        tried += 1
        for at in span:
            answer = visit(world, outlet, article, at)
            if kind == WITHDRAWAL:
                gone = shown(answer).lines if answer.status == HTTPStatus.OK else ()
                assert not set(edit.before) & set(gone)
            else:
                assert answer.status == HTTPStatus.OK, (outlet.identity.key, at)
                assert kind == RESTORATION or seen(outlet, article, edit, at, shown(answer)), (edit, at)
        before = edit.at - INSTANT
        if outlet.view(article, before) is not None and kind not in {WITHDRAWAL, RESTORATION}:
            assert not seen(outlet, article, edit, before, shown(visit(world, outlet, article, before))), edit
    assert tried > 0


def test_sentences_before_stood_before_and_sentences_after_stand_after(world: World) -> None:
    for _, article in world.articles():
        for edit in article.edits:
            new = article.versions[edit.version]
            old = article.before(new)
            assert old is not None
            if edit.kind not in {WITHDRAWAL, RESTORATION}:
                assert set(edit.before) <= set(old.draft.texts)
                assert set(edit.after) <= set(new.draft.texts)
            assert edit.at == new.at > old.at


def test_every_edit_lies_within_the_world_and_after_publication(world: World) -> None:
    for outlet, article in world.articles():
        for edit in article.edits:
            assert max(article.published, world.setting.start) < edit.at < world.setting.end
            span = observable(outlet, article, edit)
            assert span is None or edit.at <= span[0] <= span[1] < world.setting.end


def changed_words(edit: Edit) -> set[str]:
    old, new = " ".join(edit.before).split(), " ".join(edit.after).split()
    return set(old) ^ set(new)


def test_kinds_do_what_their_names_say(world: World) -> None:
    by_kind: dict[str, list[Edit]] = defaultdict(list)
    for _, article in world.articles():
        for edit in article.edits:
            by_kind[edit.kind].append(edit)
    assert set(by_kind) == set(NAMES)
    assert all(len(changed_words(edit)) == 2 for edit in by_kind["typo"])
    assert all(len(edit.before) == len(edit.after) for edit in by_kind["figure"])
    assert all(edit.headline_before and edit.headline_after and not edit.before for edit in by_kind["headline"])
    assert all(
        len(edit.before) == len(edit.after) == 1
        for kind in ("quote", "hedge", "negation", "attribution", "lede")
        for edit in by_kind[kind]
    )
    assert all(not edit.before and edit.after for edit in by_kind["paragraph-added"])
    assert all(edit.before and not edit.after for edit in by_kind["paragraph-removed"])
    for kind in ("paragraph-moved", "paragraphs-merged", "paragraph-split"):
        assert all(edit.before == edit.after and edit.neighbours for edit in by_kind[kind])
    assert all(len(edit.after) > len(edit.before) >= 1 for edit in by_kind["correction"])
    assert all(not edit.before and len(edit.after) in {1, 2} for edit in by_kind["correction-bare"])
    assert not any(edit.announced for edit in by_kind["stealth"])
    assert all(edit.announced for kind in ("figure", "typo", "correction") for edit in by_kind[kind])


def test_a_reverted_headline_was_there_before(world: World) -> None:
    for _, article, edit in edits(world, "headline-reverted"):
        earlier = {version.draft.title.text for version in article.versions[: edit.version - 1]}
        assert edit.headline_after in earlier


def test_what_matters_is_written_with_each_kind(world: World) -> None:
    for _, article in world.articles():
        for edit in article.edits:
            if edit.kind in BY_NAME:
                assert edit.matters == BY_NAME[edit.kind].matters
            else:
                assert edit.matters == (edit.kind != LIVE_UPDATE)


def test_a_silent_edit_moves_no_date(world: World) -> None:
    for _, article, edit in edits(world, "stealth"):
        new = article.versions[edit.version]
        old = article.before(new)
        assert old is not None
        assert new.draft.modified == old.draft.modified


def test_a_restored_article_reads_as_it_did(world: World) -> None:
    restored = list(edits(world, RESTORATION))
    assert restored
    for _, article, edit in restored:
        gone: Version = article.versions[edit.version - 1]
        assert gone.gone
        assert article.versions[edit.version].draft == article.versions[edit.version - 2].draft


def test_a_wire_correction_names_who_still_carries_the_error(world: World) -> None:
    truth = list(world.truth())
    text = {(r["article"], r["version"]): " ".join(r["paragraphs"]) for r in truth if r["type"] == "version"}
    corrections: list[Record] = [r for r in truth if r["type"] == "edit" and r["kind"] == WIRE_CORRECTION.name]
    assert any(record["unpropagated"] for record in corrections)
    for record in corrections:
        for other in record["unpropagated"]:
            assert all(sentence in text[other, 0] for sentence in record["before"])


def test_followers_make_the_same_correction(world: World) -> None:
    made = defaultdict(set)
    for _, article, edit in edits(world, WIRE_CORRECTION.name):
        made[article.wire_of or article.key].add(edit.after[0])
    assert any(len(list(group)) == 1 for group in made.values())
    corrected = defaultdict(set)
    for _, article, edit in edits(world, WIRE_CORRECTION.name):
        corrected[article.wire_of or article.key].add(edit.before)
    assert all(len(befores) == 1 for befores in corrected.values())


def test_most_edits_come_soon_and_most_articles_see_few(world: World) -> None:
    lags = [
        (e.at - max(a.published, world.setting.start)).total_seconds()
        for _, a in world.articles()
        if not a.is_live
        for e in a.edits
        if e.kind in BY_NAME
    ]
    assert sum(lag < 6 * 3600 for lag in lags) / len(lags) > 0.75
    untouched = sum(not article.edits for _, article in world.articles())
    assert 0.15 < untouched / 400 < 0.6
