"""What is called what of the problems that visits end with."""

import pytest

from worker.store import health

PROBLEMS = {
    "HTTP 500": ("http", "HTTP 500", "HTTP 500"),
    "HTTP 503": ("blocked", "HTTP 503", "HTTP 503"),
    "blocked: HTTP 500: the page was not served": ("http", "HTTP 500", "HTTP 500: the page was not served"),
    "blocked: HTTP 403": ("blocked", "blocked", "blocked: HTTP 403"),
    "blocked: a check of the browser": ("blocked", "blocked", "blocked: a check of the browser"),
    "refused: news.example refused the connection": ("unreachable",) * 2
    + ("refused: news.example refused the connection",),
    "no-feed: it answers with something else": ("no-feed", "no-feed", "no-feed: it answers with something else"),
}


@pytest.mark.parametrize(("problem", "named"), PROBLEMS.items())
def test_an_error_of_the_server_is_no_block(problem: str, named: tuple[str, str, str]) -> None:
    assert (health.trouble(problem), health.short(problem), health.told(problem)) == named
