"""What is taken for a message on the Redis list, and what happens to a malformed one."""

from typing import Any

import pytest
from celery.exceptions import InvalidTaskError
from hypothesis import given
from hypothesis import strategies as st

from tasks import inbound
from tasks.app import app

INFO = {"exchange": "", "routing_key": "celery"}
GOOD = {"properties": {"delivery_tag": "1", "delivery_info": INFO}, "headers": {"task": "stet.ingest"}, "body": "[]"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, *INFO, "x"]), inner),
    max_leaves=8,
)


def test_a_message_is_taken_with_and_without_base64() -> None:
    properties: Any = GOOD["properties"]
    assert inbound.is_message(GOOD)
    assert inbound.is_message(GOOD | {"properties": properties | {"body_encoding": "base64"}})


@pytest.mark.parametrize(
    "change",
    [
        {"properties": None},
        {"properties": {"delivery_tag": "1"}},
        {"properties": {"delivery_info": INFO}},
        {"properties": {"delivery_tag": "1", "delivery_info": {"exchange": ""}}},
        {"properties": {"delivery_tag": "1", "delivery_info": INFO, "body_encoding": "rot13"}},
        {"headers": None},
        {"body": None},
        {"body": {"url": "https://example.org/"}},
    ],
)
def test_a_part_that_is_missing_or_of_the_wrong_kind_is_no_message(change: dict[str, Any]) -> None:
    assert not inbound.is_message(GOOD | change)


@given(JSON)
def test_any_json_is_judged(entry: object) -> None:
    assert inbound.is_message(entry) in {True, False}


def test_every_task_refuses_what_celery_would_trip_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(*_: object) -> object:
        return {}["id"]

    monkeypatch.setattr(inbound, "default", lambda *_: trip)
    app.loader.import_default_modules()
    ours = [task for name, task in app.tasks.items() if name.startswith("stet.")]
    assert ours
    for task in ours:
        with pytest.raises(InvalidTaskError, match="'id'"):
            task.start_strategy(app, None)()


@pytest.mark.parametrize("scheme", ["redis", "rediss", "redis+socket"])
def test_every_redis_address_uses_the_careful_transport(scheme: str) -> None:
    with app.connection_for_read(f"{scheme}:///tmp/none.sock") as connection:
        assert connection.get_transport_cls() is inbound.Transport
