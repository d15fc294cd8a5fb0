"""What the outlets of a story tell differently, in the terminal: findings, corrections, quotations, omissions."""

from collections.abc import Iterable, Sequence
from textwrap import shorten

from console.cli import output
from console.cli.output import shown_time
from console.cli.terminal import line
from console.delays import hours_and_minutes
from schemas.correction import Follower, Stance, StoryCorrection
from schemas.story import Omission, QuoteCarrier, Story, StoryCopy, StoryFinding, StoryQuote, StoryRepair
from worker.text.between.quotes import speaker_names

MOST_QUOTES = 10
MOST_OMISSIONS = 10
MOST_COPIES = 5
MOST_CARRIERS = 12
MOST_CHARS = 240
"""Characters of a piece of copy that are shown."""
_STANDS = {
    Stance.CARRIES: "still says so",
    Stance.FOLLOWED: "followed",
    Stance.DROPPED: "dropped the words",
    Stance.LED: "had it before",
}
_FORMS = {"whole": "", "cut": "cut", "altered": "altered", "unmarked": "without marks"}


def write(story: Story) -> None:
    """Print what goes beyond single changes."""
    _section("Told differently", ("matter", "who says what"), map(_finding, story.findings), wide=("who says what",))
    _section(
        "Copy that several print",
        ("since (UTC)", "outlet", "has of it", "of its article", "copy"),
        [row for copy in story.copies[:MOST_COPIES] for row in _copy(copy)],
        wide=("copy",),
    )
    _section(
        "Corrections",
        ("corrected (UTC)", "by", "from", "to", "others"),
        map(_correction, story.corrections),
        wide=("by", "from", "to", "others"),
    )
    shared = [quote for quote in story.quotes if quote.is_shared][:MOST_QUOTES]
    _section(
        "Quotations that several carry",
        ("since (UTC)", "outlet", "how", "words"),
        [row for quote in shared for row in _quote(quote)],
        wide=("how", "words"),
    )
    _section(
        "Left out by one alone",
        ("outlet", "what the others say"),
        map(_omission, story.omissions[:MOST_OMISSIONS]),
        wide=("what the others say",),
    )


def repair_line(made: StoryRepair) -> str:
    """Return what was put right, in a line."""
    articles = f"{'article' if len(made.articles) == 1 else 'articles'} {', '.join(map(str, made.articles))}"
    done = {
        "merge": f"story {made.from_story} merged into story {made.into_story}, with {articles}",
        "split": f"{articles} split off story {made.from_story} into story {made.into_story}",
        "move": f"{articles} moved from story {made.from_story} to story {made.into_story}",
    }[made.kind]
    why = f": {line(made.why)}" if made.why else ""
    return f"{shown_time(made.at)} {done}, by {line(made.who)}{why}"


def _section(heading: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, wide: Sequence[str]) -> None:
    listed = list(rows)
    if listed:
        output.write_line(f"\n{heading}")
        output.write_table(columns, listed, wide=wide)


def _shortened(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    return shorten(text, MOST_CHARS, placeholder=" \u2026")


def _finding(found: StoryFinding) -> tuple[object, ...]:
    return found.kind.value, found.summary


def _copy(found: StoryCopy) -> Iterable[tuple[object, ...]]:
    told = f"{'probably from' if found.is_wire else 'first in'} {found.source}: {found.text}"
    for at, one in enumerate(found.carriers[:MOST_CARRIERS]):
        said = _shortened(told) if at == 0 else f"credits {one.credits}" if one.credits else ""
        yield shown_time(one.since), one.outlet, f"{one.share_of_copy:.0%}", f"{one.share_of_article:.0%}", said
    yield "", "", "", "", _more(found.carriers)


def _correction(found: StoryCorrection) -> tuple[object, ...]:
    stands: dict[tuple[object, ...], list[Follower]] = {}
    for one in found.followers:
        if one.stance is not Stance.SILENT:
            stands.setdefault((one.stance, one.is_back, one.is_late, one.outlet), []).append(one)
    others = "; ".join(map(_followers, stands.values()))
    whose = "its own copy" if found.source == found.outlet else f"copy of {found.source}"
    by = f"{found.outlet}, in {whose}" if found.source else found.outlet
    others = "; ".join(told for told in ("" if found.is_taken_back else others, _state(found)) if told)
    return shown_time(found.corrected_at), by, found.said_old or "-", _to(found), others


def _to(found: StoryCorrection) -> str:
    return f"{found.said_new or '-'}{f' ({found.said_now} by now)' if found.said_now else ''}"


def _state(found: StoryCorrection) -> str:
    """Tell what became of a correction: all followed, it was taken back, an alert was raised, or others have time."""
    if found.settled_at:
        return f"{'taken back' if found.is_taken_back else 'settled'} {shown_time(found.settled_at)}"
    if found.raised_at:
        return f"time was up {shown_time(found.raised_at)}: {_alerted(found)}"
    return f"they have until {shown_time(found.due_at)}" if found.is_awaited else ""


def _alerted(found: StoryCorrection) -> str:
    if found.owed is None:
        return "no endpoint wanted an alert"
    return f"alert delivered to {found.delivered} of {found.owed}"


def _followers(alike: Sequence[Follower]) -> str:
    """Tell how the articles of one outlet stand that stand alike."""
    first = alike[0]
    counted = "" if len(alike) == 1 else f" ({len(alike)} articles)"
    lags = [one.lag_seconds for one in alike if one.lag_seconds is not None]
    after = f" after {span(max(lags))}" if lags else ""
    if first.is_back:
        return f"{first.outlet}{counted} says so again, having given it up{after}"
    stands = "came later and says so" if first.is_late else _STANDS[first.stance]
    return f"{first.outlet}{counted} {stands}{after}"


def span(seconds: float) -> str:
    """Return a delay to the minute: `80 min`, `2 h 30 min`."""
    hours, minutes = hours_and_minutes(seconds)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def _quote(found: StoryQuote) -> Iterable[tuple[object, ...]]:
    is_shown = False
    for at, carrier in enumerate(found.carriers[:MOST_CARRIERS]):
        told = _said(carrier) if _says_more(carrier, found.carriers[0]) or not is_shown else "(the same)"
        is_shown |= carrier.form == "whole"
        yield shown_time(carrier.at), carrier.outlet, _how(carrier, is_first=at == 0), told
    yield "", "", "", _more(found.carriers)


def _says_more(carrier: QuoteCarrier, first: QuoteCarrier) -> bool:
    """Return whether there is more to tell of a carrier than that it has the whole quotation, as the first has."""
    is_other = speaker_names.given_otherwise(carrier.speaker, first.speaker) or carrier.first_speaker
    return bool(carrier.form != "whole" or carrier.first_text or is_other)


def _more(carriers: Sequence[object]) -> str:
    """Say how many more articles carry it than are listed; nothing where all are."""
    return f"and {len(carriers) - MOST_CARRIERS} more; --json lists them" if len(carriers) > MOST_CARRIERS else ""


def _how(carrier: QuoteCarrier, *, is_first: bool) -> str:
    told = ["first"] if is_first else []
    told += [_FORMS[carrier.form]] if _FORMS[carrier.form] else []
    told += [f"changed {shown_time(carrier.changed_at)}"] if carrier.changed_at else []
    return ", ".join([*told, *([f"until {shown_time(carrier.until)}"] if carrier.until else [])]) or "-"


def _said(carrier: QuoteCarrier) -> str:
    speaker = speaker_names.shown(carrier.speaker, carrier.attribution)
    said = f"{carrier.text} ({speaker})" if speaker else carrier.text
    first = [carrier.first_text] if carrier.first_text else []
    first += [f"given to {carrier.first_speaker}"] if carrier.first_speaker else []
    return f"{said}; at first: {', '.join(first)}" if first else said


def _omission(found: Omission) -> tuple[object, ...]:
    return found.outlet, found.sentence
