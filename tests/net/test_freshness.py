from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from worker.net.freshness import fresh_for

from ..rows import each_row


@each_row(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=120"}, 120),
        ({"cache-control": "Public, Max-Age=120, s-maxage=9"}, 120),
        ({"cache-control": 'max-age="60"'}, 60),
        ({"cache-control": "max-age=120", "age": "100"}, 20),
        ({"cache-control": "max-age=120", "age": "500"}, 0),
        ({"cache-control": "max-age=120, no-cache"}, 0),
        ({"cache-control": "no-store"}, 0),
        ({"cache-control": "max-age=-1"}, 0),
        ({"cache-control": "max-age=soon", "age": "old"}, 0),
        ({"expires": "Mon, 02 Mar 2026 07:00:00 GMT", "date": "Mon, 02 Mar 2026 06:00:00 GMT"}, 3600),
        ({"expires": "0", "date": "Mon, 02 Mar 2026 06:00:00 GMT"}, 0),
        ({"expires": "Mon, 02 Mar 2026 05:00:00 GMT", "date": "Mon, 02 Mar 2026 06:00:00 GMT"}, 0),
        ({"cache-control": "max-age=5", "expires": "x", "date": "x"}, 5),
    ],
)
def test_how_long_an_answer_stays_fresh(headers: dict[str, str], seconds: int) -> None:
    assert fresh_for(headers) == timedelta(seconds=seconds)


@given(st.dictionaries(st.sampled_from(["cache-control", "expires", "date", "age"]), st.text(max_size=40)))
def test_any_header_gives_a_span(headers: dict[str, str]) -> None:
    assert fresh_for(headers) >= timedelta(0)
