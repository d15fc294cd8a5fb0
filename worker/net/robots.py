"""robots.txt: what may be asked for, and how often (RFC 9309). Protego knows the rules; here is what it leaves open."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import quote

from protego import Protego

from schemas.page import Page
from schemas.robots import Robots, RobotsState
from worker.net.failure import Failure, FetchError
from worker.net.guard import Target

PATH = "/robots.txt"
MOST_BYTES = 500 * 1024
"""What is read of one; what follows is ignored (RFC 9309, 2.5)."""
KEPT = timedelta(hours=24)
"""How long one is used without asking again (2.4)."""
ASKED_AGAIN = timedelta(minutes=10)
"""When one that could not be had is asked for again, and how long one is used at least."""
_SHARE_OF_FAILURE = 4
GIVEN_UP = timedelta(days=30)
"""After so long without an answer a host is taken to have none (2.3.1.4)."""
MOST_LINE_CHARACTERS = 16_664
"""Of one line: eight times what a browser takes as an address, which is where Google's parser stops too."""

_BOM = b"\xef\xbb\xbf"
_NEWLINE = re.compile(r"\r\n|\r|\n")
_OTHER_BREAKS = re.compile("[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_USER_AGENT = re.compile(r"\s*user[- ]?agent\s*(?::|\s)\s*(?P<value>[^#]*)", re.IGNORECASE)
_PRODUCT = re.compile(r"[A-Za-z_-]+")
_COMPATIBLE = re.compile(r"\(compatible;\s*([^)]*)", re.IGNORECASE)
_NOT_ENCODED = re.compile(r"[^\x00-\x7f]")
_NO_RULES = "%00"
"""What stands for such a letter, which Protego would encode: no rule names it."""
_NOBODY = "nobody-else"


class Rules:
    """The rules of one robots.txt for one robot."""

    def __init__(self, body: bytes, product: str) -> None:
        """Parse; nothing in a robots.txt is an error.

        Args:
            body: as it came, in UTF-8; other bytes spoil no more than their line.
            product: the robot's name, as `product_token` gives it.
        """
        self._product = product.lower() or _NOBODY
        self._rules = Protego.parse("\n".join(_lines(body, self._product)))

    def allow(self, url: str) -> bool:
        """Return whether a URL may be asked for; robots.txt itself always may.

        It is held against the rules as it stands. These are read percent-encoded, so that letters beyond ASCII that are
        not match nothing but a `*`. What the client asks for is always encoded.
        """
        return bool(self._rules.can_fetch(_NOT_ENCODED.sub(_NO_RULES, url), self._product))

    @property
    def crawl_delay(self) -> timedelta:
        """The time that is to lie between two requests; zero where it does not say, a day at most."""
        seconds = self._rules.crawl_delay(self._product)
        return timedelta(seconds=min(seconds or 0.0, 86_400.0))


def _lines(body: bytes, product: str) -> Iterator[str]:
    """Yield the lines in the form in which Protego reads them as the RFC does.

    Protego takes a group for ours where its name begins ours ("st" for "stet"), and one that names us and says more
    ("stet news") for another's; the RFC compares product tokens, which end before anything but letters, - and _.
    """
    for length in range(len(_BOM), 0, -1):
        if body.startswith(_BOM[:length]):
            body = body[length:]
            break
    for line in _NEWLINE.split(body[:MOST_BYTES].decode("utf-8", "replace")):
        shown = _OTHER_BREAKS.sub(lambda found: quote(found[0]), line[:MOST_LINE_CHARACTERS])
        named = _USER_AGENT.match(shown)
        if named is None:
            yield shown
        elif named["value"].startswith("*"):
            yield "User-agent: *"
        else:
            token = _PRODUCT.match(named["value"])
            yield f"User-agent: {product if token and token[0].lower() == product else _NOBODY}"


@lru_cache(maxsize=256)
def rules(body: bytes, product: str) -> Rules:
    """Return the rules of a robots.txt, parsed once while they are in use."""
    return Rules(body, product)


def product_token(user_agent: str) -> str:
    """Return the name by which a robots.txt calls a robot: what its User-Agent begins with, without its version.

    Of one that begins as browsers' do, `Mozilla/5.0 (compatible; NAME/1.0 ...)`, the name in it.
    """
    named = _COMPATIBLE.search(user_agent)
    found = _PRODUCT.match(named[1] if named else user_agent.strip())
    return found[0] if found else ""


def may_ask(found: Robots, url: str, user_agent: str) -> bool:
    """Return whether a URL may be asked for."""
    if found.state is RobotsState.RULES:
        return rules(found.body, product_token(user_agent)).allow(url)
    return found.state is RobotsState.FREE


def refusal(found: Robots, address: Target, user_agent: str) -> FetchError | None:
    """Return why an address may not be asked for, None where it may."""
    if found.state is RobotsState.CLOSED:
        failure = FetchError.told(found.reason or "")
        if failure is not None:  # it is not for its robots.txt that there is no answer
            return failure
        return FetchError(
            Failure.ROBOTS,
            f"{address.host}: its robots.txt cannot be had, and until it can nothing may be asked for ({found.reason})",
        )
    if may_ask(found, address.url, user_agent):
        return None
    return FetchError(
        Failure.ROBOTS,
        f"{address.host}: its robots.txt does not let {product_token(user_agent)} ask for this; "
        f"if the site is your own, add {address.host} to STET_ROBOTS_IGNORE",
    )


def crawl_delay(found: Robots, user_agent: str) -> timedelta:
    """Return the time that a host wants between two requests; zero where it does not say."""
    if found.state is not RobotsState.RULES:
        return timedelta(0)
    return rules(found.body, product_token(user_agent)).crawl_delay


def judge(answer: Page | FetchError, *, origin: str, before: Robots | None, now: datetime) -> Robots:
    """Return what an answer to the question for a robots.txt amounts to (RFC 9309, 2.3.1).

    A host that is asking for fewer requests (429) has not said that it has no robots.txt, so this is taken for an
    answer that cannot be had. While none can, the last one that could stands, beyond its 24 hours too (2.4), and it is
    asked for ever more seldom: each time takes the place of something else that the host could be asked for.

    Args:
        answer: after redirects, or why there is none.
        origin: whom was asked.
        before: what was known.
        now: when.
    """
    if isinstance(answer, Page) and answer.status // 100 == 2:  # noqa: PLR2004 - any 2xx
        return Robots(origin=origin, state=RobotsState.RULES, body=answer.body, fetched_at=now, expires_at=now + KEPT)
    if isinstance(answer, Page) and _is_none(answer.status):
        return Robots(origin=origin, state=RobotsState.FREE, fetched_at=now, expires_at=now + KEPT)
    reason = answer.problem if isinstance(answer, FetchError) else f"HTTP {answer.status}"
    since = (before.failing_since if before else None) or now
    state, body = RobotsState.CLOSED, b""
    if before is not None and before.state is not RobotsState.CLOSED:
        state, body = before.state, before.body
    elif now - since > GIVEN_UP:
        state = RobotsState.FREE
    again = {
        RobotsState.FREE: KEPT,
        RobotsState.RULES: min(max((now - since) / _SHARE_OF_FAILURE, ASKED_AGAIN), KEPT),
        RobotsState.CLOSED: ASKED_AGAIN,
    }
    return Robots(
        origin=origin,
        state=state,
        body=body,
        fetched_at=now,
        expires_at=now + again[state],
        failing_since=since,
        reason=reason,
    )


def _is_none(status: int) -> bool:
    """Whether a status says that there is no robots.txt: of 3xx, one that leads nowhere (2.3.1.2)."""
    return 300 <= status < 500 and status != HTTPStatus.TOO_MANY_REQUESTS  # noqa: PLR2004 - 3xx and 4xx
