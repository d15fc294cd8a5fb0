"""Outlets whose pages date themselves wrongly, or give validators that do not last."""

import re
from datetime import timedelta
from typing import Any


def stated(body: bytes) -> str:
    found = re.search(rb'"dateModified": "([^"]+)"', body)
    assert found is not None
    return found[1].decode()


def test_a_stuck_date_is_that_of_publication(place_of: Any) -> None:
    place = place_of("stuck-dates")
    article = place.steady()
    assert stated(place.read(article).body) == article.published.isoformat()


def test_a_date_of_now_is_another_for_each_request(place_of: Any) -> None:
    place = place_of("dates-now")
    article = place.steady()
    assert stated(place.read(article).body) == place.end.isoformat()
    assert stated(place.read(article, place.end - timedelta(minutes=1)).body) != place.end.isoformat()


def test_an_etag_that_moves_is_never_the_same(place_of: Any) -> None:
    place = place_of("moving-etags")
    article = place.steady()
    given = [dict(place.read(article, place.end - timedelta(minutes=ago)).headers)["ETag"] for ago in range(3)]
    assert len(set(given)) == len(given)
