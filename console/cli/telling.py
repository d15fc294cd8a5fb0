"""What the outlets of a story tell differently, in the terminal: findings, corrections, quotations, omissions."""

from collections.abc import Iterable, Sequence

from console.cli import output
from console.cli.output import shown_time
from schemas.correction import Follower, Stance, StoryCorrection
from schemas.story import Omission, QuoteCarrier, Story, StoryFinding, StoryQuote

MOST_QUOTES = 10
MOST_OMISSIONS = 10
HOURS_FROM = 120
"""Minutes from which on a delay is told in hours."""
_STANDS = {
    Stance.CARRIES: "still says so",
    Stance.FOLLOWED: "followed",
    Stance.LED: "had it before",
    Stance.SILENT: "says neither",
}
_FORMS = {"whole": "", "cut": "cut", "altered": "altered", "unmarked": "without marks"}


def write(story: Story) -> None:
    """Print what goes beyond single changes."""
    _section("Told differently", ("matter", "who says what"), map(_finding, story.findings), wide=("who says what",))
    rows = [row for correction in story.corrections for row in _correction(correction)]
    _section("Corrections", ("corrected (UTC)", "by", "from", "to", "others"), rows, wide=("from", "to", "others"))
    rows = [row for quote in story.quotes[:MOST_QUOTES] if len(quote.carriers) > 1 for row in _quote(quote)]
    _section("Quotations that several carry", ("outlet", "since (UTC)", "form", "words"), rows, wide=("words",))
    rows = [_omission(one) for one in story.omissions[:MOST_OMISSIONS]]
    _section("Left out by one alone", ("outlet", "what the others say"), rows, wide=("what the others say",))


def _section(heading: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, wide: Sequence[str]) -> None:
    listed = list(rows)
    if listed:
        output.write_line(f"\n{heading}")
        output.write_table(columns, listed, wide=wide)


def _finding(found: StoryFinding) -> tuple[object, ...]:
    return found.kind.value, f"{found.summary} (settled)" if found.settled_at else found.summary


def _correction(found: StoryCorrection) -> Iterable[tuple[object, ...]]:
    others = "; ".join(map(_follower, found.followers))
    yield shown_time(found.corrected_at), found.outlet, found.said_old, found.said_new, others


def _follower(one: Follower) -> str:
    after = "" if one.lag_seconds is None else f" after {_span(one.lag_seconds)}"
    return f"{one.outlet} {_STANDS[one.stance]}{after}"


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < HOURS_FROM else f"{round(minutes / 60)} h"


def _quote(found: StoryQuote) -> Iterable[tuple[object, ...]]:
    for at, carrier in enumerate(found.carriers):
        yield carrier.outlet, shown_time(carrier.at), _form(carrier, is_first=at == 0), _said(carrier)
    yield "", "", "", ""


def _form(carrier: QuoteCarrier, *, is_first: bool) -> str:
    told = ["first"] if is_first else []
    told += [_FORMS[carrier.form]] if _FORMS[carrier.form] else []
    return ", ".join([*told, *(["no longer"] if carrier.until else [])]) or "-"


def _said(carrier: QuoteCarrier) -> str:
    return f"{carrier.text} ({carrier.speaker})" if carrier.speaker else carrier.text


def _omission(found: Omission) -> tuple[object, ...]:
    return found.outlet, found.sentence
