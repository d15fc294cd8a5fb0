"""Which divergences are listed: each once that says something new."""

from collections.abc import Callable

import pytest

from schemas.change import ChangeKind
from schemas.outcome import Outcome
from worker.store import changes
from worker.store.changes import ChangeQuery
from worker.store.session import reading

from .varna import told

pytestmark = pytest.mark.usefixtures("store")


def listed() -> list[str]:
    with reading() as session:
        return [one.summary for one in changes.find(session, ChangeQuery(kind=ChangeKind.DIVERGENCE))]


def test_a_divergence_that_says_nothing_new_is_not_listed_again(take_in: Callable[..., list[Outcome]]) -> None:
    for outlet, killed in (("Alpha", "seven"), ("Beta", "nine")):
        take_in(**told(outlet, killed))
    once = listed()
    request = told("Beta", "nine")
    take_in(**request | {"text": request["text"].replace("has more", "will have more")})
    assert (len(once), listed()) == (1, once)
    take_in(**told("Beta", "eight"))
    newest, *others = listed()
    assert ("7 against 8" in newest, others) == (True, once)
    take_in(**request)
    assert listed() == [*once, newest, *once]
