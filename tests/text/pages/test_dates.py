from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.text.pages import dates


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2022-12-07T13:28:00Z", datetime(2022, 12, 7, 13, 28, tzinfo=UTC)),
        ("2022-12-07T13:28:00+01:00", datetime(2022, 12, 7, 12, 28, tzinfo=UTC)),
        ("2022-12-07T13:28:00.123+0000", datetime(2022, 12, 7, 13, 28, 0, 123000, tzinfo=UTC)),
        ("2022-12-07", datetime(2022, 12, 7, tzinfo=UTC)),
        ("Wed, 07 Dec 2022 13:28:00 GMT", datetime(2022, 12, 7, 13, 28, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+01:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_stamps(text: str, moment: datetime | None) -> None:
    assert dates.stamp(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("7 December 2022, 13:28", datetime(2022, 12, 7, 13, 28, tzinfo=UTC)),
        ("Published: 7th Dec 2022 at 1.28pm", datetime(2022, 12, 7, 13, 28, tzinfo=UTC)),
        ("December 7, 2022 12:05 a.m. ET", datetime(2022, 12, 7, 0, 5, tzinfo=UTC)),
        (" date 2022-12-07 ContributorsPublishersAdvertisers", datetime(2022, 12, 7, tzinfo=UTC)),
        ("31 February 2022", None),
        ("31 February 2022, then 1 March 2022", datetime(2022, 3, 1, tzinfo=UTC)),
        ("12/07/2022", None),
        ("no date", None),
    ],
)
def test_written_dates(text: str, moment: datetime | None) -> None:
    assert dates.written(text) == moment


@given(st.text(max_size=60))
def test_nothing_fails(text: str) -> None:
    dates.stamp(text)
    dates.written(text)
    dates.written(f"{text}7 May 2022{text}")
