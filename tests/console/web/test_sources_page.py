"""How the page of the sources tells of feeds that are read well and bring nothing, or are a little broken."""

from datetime import timedelta

import pytest
from lxml import html
from starlette.testclient import TestClient

from schemas.feed import FeedKind
from worker.clock import now
from worker.store import feeds
from worker.store.look_tables import FeedRecord
from worker.store.session import writing

COMPLAINT = "broken XML at line 3: <script>alert(1)</script>"


@pytest.fixture
def rows(client: TestClient) -> list[str]:
    """The rows of both tables, of a quiet feed, one with nothing yet and one with a complaint, of an outlet each."""
    since = now() - timedelta(days=9)
    with writing() as session:
        for number, name in enumerate(("Quiet", "Blank", "Sloppy"), 1):
            url = f"https://{name.lower()}.test/feed"
            assert feeds.watch(session, url, now(), outlet=name, host=f"{name.lower()}.test") == number
            feeds.visited_well(session, number, now(), etag=None, last_modified=None)
            feeds.is_a(session, number, FeedKind.FEED)
        session.add(FeedRecord(feed_id=1, news_at=since, news_times=9, longest_silence=60.0, quiet_from=since))
        session.add(FeedRecord(feed_id=3, news_at=now(), news_times=1, longest_silence=0.0, quiet_from=None))
        feeds.says(session, 3, renewed_seconds=None, complaint=COMPLAINT)
    page = html.fromstring(client.get("/sources").content)
    assert not page.xpath("//script")
    return [" ".join(row.text_content().split()) for row in page.xpath("//tbody/tr")]


def test_each_says_in_its_row_how_it_fares(rows: list[str]) -> None:
    quiet, blank, sloppy = rows[:3]
    assert "quiet since" in quiet
    assert "nothing new for much longer than it used to" in quiet
    assert "nothing yet" in blank
    assert "read well; it has named no article" in blank
    assert f"good{COMPLAINT}" in sloppy


def test_an_outlet_is_quiet_where_its_feed_is(rows: list[str]) -> None:
    told = {row.split()[0]: row.split()[1] for row in rows[3:]}
    assert told == {"Quiet": "quiet", "Blank": "new", "Sloppy": "new"}
