"""Templates: always escaped, times in UTC, links out to http(s) alone."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from console.delays import hours_and_minutes
from schemas.article import INFERRED, Attributed
from schemas.change import Label
from worker.clock import now
from worker.store.snapshots import END_OF_DAY
from worker.text.between import lines
from worker.text.between.quotes import speaker_names

STYLE = files("console.web").joinpath("static", "stet.css").read_bytes()
MOST_ARTICLES = 8
"""A story's page lists more articles folded."""
MOST_CARRIERS = 8
"""So many of those who carry copy or a quotation."""
MOST_COLUMNS = 12
"""Articles that are shown against one another."""
MOST_NAMED = 8
"""So many outlets that say the same."""
MOST_FOLLOWERS = 4
"""So many of those who stand to a correction are shown unfolded."""
STYLE_PATH = "/static/stet.css"
ICON = files("console.web").joinpath("static", "icon.svg").read_bytes()
ICON_PATH = "/static/icon.svg"


def link_out(url: str | None) -> str | None:
    """Return `url` if a reader may be sent there: an absolute http(s) address."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def moment(at: datetime) -> str:
    """Return a time as people read it, to the minute, in UTC: `7 Dec 2022, 13:28 UTC`; a day without an hour alone.

    What is known to stand by the end of a day, and no hour of it, is told so.
    """
    day = f"{at.day} {at:%b %Y}"
    if at.time() == time():
        return day
    if at - datetime.combine(at, time(), at.tzinfo) == END_OF_DAY:
        return f"by the end of {day}"
    return f"{day}, {at:%H:%M} UTC"


def second(at: datetime) -> str:
    """Return a time to the second, in UTC, for what must be exact: `2022-12-07 13:28:05`."""
    return f"{at:%Y-%m-%d %H:%M:%S}"


def since(at: datetime, today: datetime | None = None) -> str:
    """Return how long ago `at` was, roughly; a time to come is `soon`."""
    gone = (today or now()) - at
    if gone < timedelta():
        return "soon"
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        count = int(gone.total_seconds() // length)
        if count:
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"


def span(seconds: float) -> str:
    """Return a duration to the minute: `40 minutes`, `2 hours 30 minutes`."""
    hours, minutes = hours_and_minutes(seconds)
    if not hours:
        return plural(minutes, "minute")
    return f"{plural(hours, 'hour')} {plural(minutes, 'minute')}" if minutes else plural(hours, "hour")


def label_name(label: Label) -> str:
    """Return a label as people read it."""
    return label.value.replace("-", " ")


def weight(significance: float) -> str:
    """Return a significance of 0..1 in a word; alerts go out from 0.5 by default, where `notable` begins."""
    for least, word in ((0.8, "major"), (0.5, "notable"), (0.2, "minor")):
        if significance >= least:
            return word
    return "slight"


def plural(number: int, noun: str) -> str:
    """Return `1 change`, `2 changes`, `2 stories`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") else f"{number:,} {noun}s"


def listed(names: Sequence[str]) -> str:
    """Return names in a row; of many, the first and how many others."""
    if len(names) <= MOST_NAMED + 1:
        return ", ".join(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} others"


def given(speaker: str | None, how: Attributed | None) -> str:
    """Return to whom words are given, as a line says it: `given to Ann Lee`, `probably given to Ann Lee`."""
    return f"{'probably ' if how in INFERRED else ''}given to {speaker_names.known(speaker)}"


def query(**fields: object) -> str:
    """Return a query string of the fields that are set."""
    return urlencode({name: value for name, value in fields.items() if value not in (None, "")})


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("console.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        given=given,
        link_out=link_out,
        listed=listed,
        moment=moment,
        named=speaker_names.shown,
        second=second,
        since=since,
        span=span,
        label_name=label_name,
        weight=weight,
        plural=plural,
    )
    made.tests.update(marked=lines.is_marked, given_otherwise=speaker_names.given_otherwise)
    made.globals.update(
        query=query,
        MOST_ARTICLES=MOST_ARTICLES,
        MOST_FOLLOWERS=MOST_FOLLOWERS,
        MOST_CARRIERS=MOST_CARRIERS,
        MOST_COLUMNS=MOST_COLUMNS,
        style=f"{STYLE_PATH}?{query(v=sha256(STYLE).hexdigest()[:12])}",
    )
    return made


_TEMPLATES = _environment()


def rendered(template: str, **values: Any) -> str:  # noqa: ANN401 - templates take anything
    """Return a document made of `template` and `values`."""
    return _TEMPLATES.get_template(template).render(values)


def pieces(template: str, **values: Any) -> Iterator[str]:  # noqa: ANN401 - templates take anything
    """Yield a document piece by piece; what `values` has to iterate over is asked for as it is come to."""
    stream = _TEMPLATES.get_template(template).stream(values)
    stream.enable_buffering(64)
    return stream


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401 - templates take anything
    """Return a page made of `template` and `values`."""
    return HTMLResponse(rendered(template, **values), status)
