from datetime import UTC, datetime, timedelta

from newsroom.peers.reading import Read
from newsroom.peers.rules import Diffengine, FixedInterval, NewsDiffs, NewsSniffer, Watch

START = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LONG = "The mill burned for three days, and nobody was hurt. " * 6


def watch(
    checked: timedelta = timedelta(0), changed: timedelta = timedelta(0), interval: timedelta = 30 * MINUTE
) -> Watch:
    return Watch("http://www.one.example/a", START, START + checked, START + changed, interval)


def page(text: str, title: str = "Mill burns", everything: str = "") -> Read:
    return Read(title, title, everything or text, (text,) if text else ())


def test_the_fixed_interval_is_three_hours_and_all_text_counts() -> None:
    rule = FixedInterval()
    assert rule.due(watch(HOUR)) == START + 4 * HOUR
    one, two = rule.keep(page(LONG, everything="a 3 shares")), rule.keep(page(LONG, everything="a 4 shares"))
    assert one
    assert two
    assert one.mark != two.mark
    assert rule.keep(page("")) is None


def test_diffengine_looks_when_a_fifth_of_the_age_went_unchecked() -> None:
    due = Diffengine().due(watch(4 * HOUR))
    assert due == START + 5 * HOUR
    assert (due - (START + 4 * HOUR)) / (due - START) == 0.2


def test_diffengine_sees_neither_spaces_nor_punctuation() -> None:
    rule = Diffengine()
    first = rule.keep(page("“The mill burned,” he said."))
    assert rule.keep(page('"The  mill burned" he said')).mark == first.mark
    assert rule.keep(page('"The  mill burned" she said')).mark != first.mark
    assert rule.keep(page("“The mill burned,” he said.", "Mill burnt")).mark != first.mark


def test_diffengine_does_not_count_a_look_that_failed() -> None:
    article = watch()
    Diffengine().looked(article, START + HOUR, changed=None)
    assert article.checked == START


def test_newsdiffs_looks_by_the_time_since_the_last_change() -> None:
    rule = NewsDiffs()
    delays = {2: 15 * MINUTE, 3: HOUR, 23: HOUR, 24: 3 * HOUR, 7 * 24: 72 * HOUR, 30 * 24: 720 * HOUR}
    for hours, delay in delays.items():
        assert rule.due(watch(hours * HOUR)) == START + hours * HOUR + delay
    assert rule.due(watch(10 * HOUR, changed=9 * HOUR)) == START + 10 * HOUR + 15 * MINUTE
    assert rule.due(watch(360 * 24 * HOUR)) is None


def test_newsdiffs_finds_white_space_boring_and_walls_no_story() -> None:
    rule = NewsDiffs()
    first, spaced = rule.keep(page(LONG)), rule.keep(page(LONG.replace(" ", "  ")))
    assert first
    assert spaced
    assert spaced.mark == first.mark
    assert rule.keep(page("Access denied.")) is None


def test_news_sniffer_backs_off_by_a_fifth_and_believes_a_text_the_second_time() -> None:
    rule, article = NewsSniffer(), watch()
    rule.looked(article, START + 30 * MINUTE, changed=False)
    assert article.interval == 36 * MINUTE
    assert not rule.is_confirmed(article, "new")
    rule.looked(article, START + 66 * MINUTE, changed=False)
    assert article.interval == 36 * MINUTE
    assert not rule.is_confirmed(article, "newer")
    assert rule.is_confirmed(article, "newer")
    rule.looked(article, START + 102 * MINUTE, changed=True)
    assert (article.interval, article.changed) == (30 * MINUTE, START + 102 * MINUTE)
    assert rule.due(watch(40 * 24 * HOUR)) is None
