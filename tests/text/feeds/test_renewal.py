"""How often feeds say that they are made anew."""

from worker.text import feed

from ...rows import each_row

HOUR = 3_600.0


@each_row(
    ("said", "seconds"),
    [
        ("<ttl>60</ttl>", HOUR),
        ("<ttl> 005 </ttl>", 300.0),
        ("<sy:updatePeriod>\n hourly \n</sy:updatePeriod>", HOUR),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 6 * HOUR),
        ("<ttl>15</ttl><sy:updatePeriod>weekly</sy:updatePeriod>", 900.0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", HOUR),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>99999999999999999999</ttl>", None),
        ("<ttl>\u0661\u0662</ttl>", None),
        ("<sy:updatePeriod>seldom</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_a_feed_says_how_often_it_is_made_anew(said: str, seconds: float | None) -> None:
    body = (
        "<?xml version='1.0'?><rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>"
        f"<title>Town</title>{said}<item><link>https://town.example/a</link></item></channel></rss>"
    )
    found = feed.parse(body.encode(), url="https://town.example/feed")
    assert len(found.entries) == 1
    assert found.renewed_seconds == seconds
