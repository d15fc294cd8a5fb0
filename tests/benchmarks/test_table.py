"""The benchmarks' table, and a tiny run of what is cheap to measure."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from benchmarks import alignment, growth, plain_grouping, prose, revision, store, stored, words
from benchmarks.__main__ import FAMILIES, main
from benchmarks.known_edits import KnownPair, edited, moved
from benchmarks.peers_of_words import WAYS
from benchmarks.table import Row, Scale, as_json, as_markdown, as_text, missing, number
from benchmarks.timing import in_turn

ROWS = (
    Row("extraction, CPU", 22.5, "trafilatura", 15.0, "ms CPU a page", "the median of 3 pages"),
    Row("recheck, speed", 1234.5, "bare|client", None, "visits/s", "one after the other"),
    missing("cadence", "no trace"),
)


def test_the_table_shows_ours_beside_the_peer_and_counts_what_is_left_out() -> None:
    lines = as_text(ROWS).splitlines()
    assert lines[0].split("  ")[0] == "what"
    assert "22.5" in lines[2]
    assert "trafilatura 15.0" in lines[2]
    assert "1.50x" in lines[2]
    assert "1,234" in lines[3]
    assert lines[-1] == "2 rows measured, 1 not: cadence"


def test_the_markdown_has_a_cell_for_each_column() -> None:
    head, rule, first, second, *_ = as_markdown(ROWS).splitlines()
    assert head.count("|") == rule.count("|") == first.count("|") == 7
    assert r"bare\|client" in second


def test_the_json_is_unrounded_and_holds_the_ratio() -> None:
    rows = json.loads(as_json(ROWS))["rows"]
    assert (rows[0]["ours"], rows[0]["ratio"]) == (22.5, 1.5)
    assert (rows[1]["ours"], rows[1]["ratio"]) == (1234.5, None)
    assert (rows[2]["ours"], rows[2]["rests_on"]) == (None, "not measured: no trace")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "-"), (0, "0"), (0.00123, "0.0012"), (0.9412, "0.941"), (3.456, "3.46"), (99.96, "100.0")],
)
def test_numbers_are_shown_with_three_digits(value: float | None, shown: str) -> None:
    assert number(value) == shown


def test_ways_are_taken_in_turn_so_that_none_always_goes_first() -> None:
    order: list[str] = []
    taken = in_turn({"a": lambda n: order.append(f"a{n}"), "b": lambda n: order.append(f"b{n}")}, range(2))
    assert order == ["a0", "b0", "b1", "a1"]
    assert [len(done) for done in taken.values()] == [2, 2]


def test_a_family_is_measured_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "--only", "revision", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["what"] for row in rows] == ["revision, CPU", "divergence, CPU"]
    assert all(row["ours"] > 0 and row["theirs"] > 0 for row in rows)


def test_a_family_that_breaks_leaves_the_others_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Scale) -> Iterator[Row]:
        raise RuntimeError("no such luck")

    monkeypatch.setattr(revision, "rows", broken)
    assert main(["--quick", "--only", "revision", "words"]) == 1
    shown = capsys.readouterr().out
    assert "not measured: RuntimeError: no such luck" in shown
    assert "words, CPU" in shown


def test_a_run_that_is_stopped_prints_what_it_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: Scale) -> Iterator[Row]:
        yield ROWS[0]
        raise KeyboardInterrupt

    monkeypatch.setattr(revision, "rows", stopped)
    assert main(["--only", "revision", "words"]) == 1
    shown, said = capsys.readouterr()
    assert "1 rows measured" in shown
    assert "words" not in shown
    assert "stopped; what was measured so far:" in said


def test_a_family_that_is_none_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--only", "spelling"])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert [name for name in FAMILIES if name not in told] == []


def test_generated_articles_are_the_same_each_time_and_share_no_sentence() -> None:
    one, other = prose.article(1), prose.article(2)
    assert one == prose.article(1)
    assert len(one.sentences) == prose.SENTENCES
    assert set(one.sentences).isdisjoint(other.sentences)
    assert prose.reading(one).text == one.text
    assert prose.redraft(one, 1).sentences != one.sentences
    assert sum(a != b for a, b in zip(prose.corrected(one, 1).sentences, one.sentences, strict=True)) == 1


def test_links_are_scored_alone_and_over_those_that_differ() -> None:
    documents = [{"old": ["a b c", "d"], "new": ["a b x", "d"], "links": [[0, 0], [1, 1]]}]
    assert alignment.by_difflib(documents[0]["old"], documents[0]["new"]) == {(0, 0), (1, 1)}
    assert alignment.f1(documents, [{(1, 1)}], edited=False) == pytest.approx(2 / 3)
    assert alignment.f1(documents, [{(1, 1)}], edited=True) == 0


def test_islands_are_short_equal_runs_between_two_changes() -> None:
    pieces = [("-", "one "), ("=", "two three "), ("+", "four "), ("=", "five six seven "), ("-", "eight"), ("=", ".")]
    assert words.islands_in(pieces) == 1


def test_marked_words_and_passages_are_scored_against_known_edits() -> None:
    pair = KnownPair(["a b c d"], ["a x y d"], removed={1, 2}, added={1, 2})
    exact = [("=", "a "), ("-", "b c"), ("+", "x y"), ("=", " d")]
    wide = [("=", "a "), ("-", "b c d"), ("+", "x y d")]
    assert words.token_f1([pair], [exact]) == words.span_f1([pair], [exact]) == 1
    assert words.token_f1([pair], [wide]) == pytest.approx(0.8)
    assert words.span_f1([pair], [wide]) == 0


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_compare_tells_both_texts(way: str) -> None:
    pair = edited(3)
    pieces = WAYS[way]((pair.old, pair.new))
    for sign, side in (("-", pair.old), ("+", pair.new)):
        told = "".join(text for tag, text in pieces if tag in {"=", sign})
        assert "".join(told.split()) == "".join("".join(side).split())


def test_a_moved_paragraph_is_known() -> None:
    pair = moved(3)
    assert sorted(pair.old) != sorted(pair.new)
    first = pair.old.index(pair.moved[0])
    assert pair.old[first : first + 3] == pair.moved


def test_the_plain_grouper_joins_by_title_within_its_window() -> None:
    titles = {"1": "Bridge closed", "2": "Ferry strike ends", "3": "Bridge closed again", "4": "Bridge closed"}
    days = {"1": 1, "2": 1, "3": 2, "4": 20}
    stream = [{"id": n, "title": titles[n], "published": f"2026-03-{days[n]:02}T12:00:00+00:00"} for n in titles]
    vectors = plain_grouping.tf_idf(stream, map(plain_grouping.title_words, stream))
    said = plain_grouping.joined(stream, plain_grouping.nearest_by_cosine(stream, vectors), 0.3)
    assert said["1"] == said["3"]
    assert len(set(said.values())) == 3


def test_a_sketch_estimates_how_many_shingles_two_texts_share() -> None:
    words = [f"word{place}" for place in range(200)]
    texts = [" ".join(words), " ".join(words[:150] + words[:50]), "something else altogether"]
    stream = [
        {"id": str(n), "title": None, "text": text, "published": "2026-03-01T12:00:00+00:00"}
        for n, text in enumerate(texts)
    ]
    one, other, third = plain_grouping.sketches(stream)
    agree = sum(a == b for a, b in zip(one, other, strict=True)) / plain_grouping.PERMUTATIONS
    assert abs(agree - 148 / 200) < 0.15
    assert not any(a == b for a, b in zip(one, third, strict=True))
    said = plain_grouping.joined(stream, plain_grouping.nearest_by_sketch(stream, [one, other, third]), 0.5)
    assert said["0"] == said["1"] != said["2"]


def test_a_filled_store_answers_every_query() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    with store.kept_engine() as engine:
        stored.fill(engine, 400, at)
        with growth.Session(engine) as session:
            asked = {what: query(session, growth.Filled(engine, 200, at), 0) for what, query in growth.QUERIES.items()}
    assert [what for what, found in asked.items() if not found] == ["changes.find, unknown outlet"]
