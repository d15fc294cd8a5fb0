from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.text.pages import dates

from ...rows import each_row


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


@each_row(
    ("text", "moment"),
    [
        ("7 December 2022, 13:28", datetime(2022, 12, 7, 13, 28, tzinfo=UTC)),
        ("Published: 7th Dec 2022 at 1.28pm", datetime(2022, 12, 7, 13, 28, tzinfo=UTC)),
        ("December 7, 2022 12:05 a.m. ET", datetime(2022, 12, 7, 5, 5, tzinfo=UTC)),
        ("July 7, 2022 12:05 a.m. ET", datetime(2022, 7, 7, 4, 5, tzinfo=UTC)),
        ("Published 10:02 AM EST Nov 19, 2019", datetime(2019, 11, 19, 15, 2, tzinfo=UTC)),
        ("Updated 0845 GMT (1645 HKT) November 20, 2019", datetime(2019, 11, 20, 8, 45, tzinfo=UTC)),
        ("3 May 2023 18:30 GMT+2", datetime(2023, 5, 3, 16, 30, tzinfo=UTC)),
        ("18:30 BST, 3 May 2023", datetime(2023, 5, 3, 17, 30, tzinfo=UTC)),
        ("18. November 2019, 20:15 Uhr", datetime(2019, 11, 18, 20, 15, tzinfo=UTC)),
        ("18.11.2019, 20.15 Uhr", datetime(2019, 11, 18, 20, 15, tzinfo=UTC)),
        ("le 1er mai 2024 \u00e0 8h05", datetime(2024, 5, 1, 8, 5, tzinfo=UTC)),
        ("18 de noviembre de 2019 a las 20:15", datetime(2019, 11, 18, 20, 15, tzinfo=UTC)),
        ("18 novembre 2019, alle ore 20:15", datetime(2019, 11, 18, 20, 15, tzinfo=UTC)),
        ("18 de novembro de 2019 \u00e0s 20h15", datetime(2019, 11, 18, 20, 15, tzinfo=UTC)),
        ("maandag 4 maart 2024 om 10:15", datetime(2024, 3, 4, 10, 15, tzinfo=UTC)),
        ("1 of 24 in May 2024 12", None),
        (" date 2022-12-07 ContributorsPublishersAdvertisers", datetime(2022, 12, 7, tzinfo=UTC)),
        ("31 February 2022", None),
        ("31 February 2022, then 1 March 2022", datetime(2022, 3, 1, tzinfo=UTC)),
        ("12/07/2022", None),
        ("no date", None),
    ],
)
def test_written_dates(text: str, moment: datetime | None) -> None:
    assert dates.written(text) == moment


def test_what_a_page_gives_and_whether_it_names_the_time() -> None:
    assert dates.read("2022-12-07") == (datetime(2022, 12, 7, tzinfo=UTC), False)
    assert dates.read("2022-12-07T00:00:00Z") == (datetime(2022, 12, 7, tzinfo=UTC), True)
    assert dates.read("2022-12-07 13:28 +0100") == (datetime(2022, 12, 7, 12, 28, tzinfo=UTC), True)
    assert dates.read("1670419680000") == (datetime(2022, 12, 7, 13, 28, tzinfo=UTC), True)
    assert dates.read("20221207T132800Z") == (datetime(2022, 12, 7, 13, 28, tzinfo=UTC), True)
    assert dates.read("7/12/2022 13:28", day_first=True) == (datetime(2022, 12, 7, 13, 28, tzinfo=UTC), True)
    assert dates.read("7/12/2022 13:28") is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2024/03/04/mayor-resigns", datetime(2024, 3, 4, tzinfo=UTC)),
        ("https://a.example/news/20240304/mayor", datetime(2024, 3, 4, tzinfo=UTC)),
        ("https://a.example/2024/02/31/mayor", None),
        ("https://a.example/news/mayor-20240304123", None),
    ],
)
def test_the_day_in_an_address(url: str, day: datetime | None) -> None:
    assert dates.in_address(url) == day


@given(st.text(max_size=60))
def test_nothing_fails(text: str) -> None:
    dates.stamp(text)
    dates.written(text)
    dates.written(f"{text}7 May 2022{text}")
