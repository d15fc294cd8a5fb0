"""What is kept of validators, when a page is asked for in full, and how a host that lies is found out."""

import pytest

from worker.net.validators import NONE, Exchange, Standing, Validators, learn

OLD, NEW = Validators('"1"', "Mon, 02 Mar 2026 06:00:00 GMT"), Validators('"2"', "Mon, 02 Mar 2026 07:00:00 GMT")


def exchange(
    status: int,
    *,
    conditional: bool = True,
    said: Validators = NEW,
    known: Validators = OLD,
    complete: bool = True,
    changed: bool = True,
) -> Exchange:
    return Exchange(known, conditional, status, said, complete, changed)


def test_an_answer_in_full_is_known_again_by_what_it_says() -> None:
    lesson = learn(Standing(), exchange(200, known=NONE, conditional=False))
    assert (lesson.keep, lesson.standing) == (NEW, Standing())
    assert not lesson.lied
    assert not lesson.honest


@pytest.mark.parametrize("said", [NONE, OLD, NEW])
def test_a_304_is_counted_and_what_it_says_of_itself_is_not_believed(said: Validators) -> None:
    lesson = learn(Standing(2), exchange(304, said=said))
    assert (lesson.keep, lesson.standing) == (OLD, Standing(3))


@pytest.mark.parametrize(("status", "complete"), [(200, False), (403, True), (404, True), (500, True), (206, True)])
def test_neither_an_error_nor_half_a_page_is_kept(status: int, complete: bool) -> None:  # noqa: FBT001 - a case
    assert learn(Standing(1), exchange(status, complete=complete)).keep == NONE


def test_a_304_is_believed_longer_the_more_often_a_host_proved_true() -> None:
    believed = [min(n for n in range(99) if Standing(n).is_due_in_full(honest)) for honest in (0, 1, 3, 10, 1000)]
    assert believed == [3, 7, 15, 31, 31]


def test_a_change_told_by_a_conditional_answer_speaks_for_a_host_that_also_answers_304() -> None:
    assert learn(Standing(1), exchange(200)).honest
    assert not learn(Standing(0), exchange(200)).honest  # it may ignore conditions altogether
    assert not learn(Standing(1), exchange(200, changed=False)).honest


def test_what_only_a_look_in_full_found_is_asked_for_once_more_by_its_old_validator() -> None:
    look = learn(Standing(3), exchange(200, conditional=False))
    assert (look.keep, look.standing) == (OLD, Standing(suspect=True))
    assert not look.standing.is_due_in_full(0)
    assert learn(look.standing, exchange(304, said=NONE)).lied
    true = learn(look.standing, exchange(200))
    assert (true.keep, true.standing, true.honest, true.lied) == (NEW, Standing(), True, False)


def test_a_look_in_full_that_finds_nothing_new_begins_the_count_again() -> None:
    lesson = learn(Standing(3), exchange(200, conditional=False, changed=False, said=OLD))
    assert (lesson.keep, lesson.standing) == (OLD, Standing())


def test_other_bytes_under_the_same_validator_are_for_the_reader_to_judge() -> None:
    lesson = learn(Standing(3), exchange(200, conditional=False, said=OLD))
    assert (lesson.keep, lesson.standing, lesson.lied) == (OLD, Standing(), False)


def test_a_304_that_nobody_asked_for_is_a_lie() -> None:
    assert learn(Standing(), exchange(304, conditional=False)).lied
