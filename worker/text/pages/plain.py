"""Pasted text into a draft: the article between what stood above, among and below it on the page.

There are no elements to look at, only lines. Prose ends in a full stop; what does not is a title, a caption, an
alternative text, a link to another story or a sub-heading, and is left out where the rest is prose.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz

from worker.text.agencies import credited, signed
from worker.text.lexicon import lexicon
from worker.text.normalise import fold, squeeze
from worker.text.pages import bylines, dates, furniture, language, stretch
from worker.text.pages.draft import Draft, Metadata

# How an outlet names itself at the end of a byline: `For Mailonline`.
_OUTLETS = {
    "associated press": "Associated Press",
    "bbc news": "BBC News",
    "cnn": "CNN",
    "daily mail": "Daily Mail",
    "dailymail.com": "Daily Mail",
    "express.co.uk": "Daily Express",
    "mailonline": "Daily Mail",
    "metro.co.uk": "Metro",
    "mirror.co.uk": "Daily Mirror",
    "reuters": "Reuters",
    "the guardian": "The Guardian",
    "the independent": "The Independent",
    "the mail on sunday": "The Mail on Sunday",
    "the new york times": "The New York Times",
    "the sun": "The Sun",
    "the telegraph": "The Telegraph",
    "the washington post": "The Washington Post",
}

_TWO_SENTENCES = re.compile(r"[.!?][\"'\u201d\u2019)]*\s+[\"'\u201c\u2018(]*[A-Z]\w*\s")
_BYLINE = re.compile(r"(?i:(?:written\s+|words\s+|reported\s+)?by:?)\s+[^\W\d_a-z]")
_FOR_OUTLET = re.compile(r"\bfor\s+(?P<outlet>[\w .]+)$", re.IGNORECASE)
_AGO = re.compile(
    r"\W*\d+\s*(?:s|m|h|d|w|y|mo|secs?|mins?|hrs?|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\.?\s+ago\W*$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:\b(?:picture|photo|photograph|image|pic|credit|illustration|graphic|video)s?(?: (?:by|credit))?"
    r"\s*:\s*.{1,60}"
    r"|\((?:ap|afp|reuters|getty|epa|pa|alamy|shutterstock)\b[^)]{0,40}\)"
    r"|(?:\||/|\u00a9)\s*(?:getty|alamy|shutterstock).{0,20})$",
    re.IGNORECASE,
)
_CHROME = re.compile(
    r"(?:skip to|sign in|log in|menu\b|home\b|search\b|subscribe\b|(?:accept|manage) (?:all )?cookies|latest news"
    r"|breaking news$|date \d)",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(r"[^\W\d_]{2,}")
_BULLET = re.compile(r"[-*\u2022\u25cf\u2013]\s+")

_FILED = re.compile(
    r"\(?(?:(?:additional )?reporting by|with (?:files|(?:additional )?reporting) (?:from|by)|source:|quelle:|fuente:)"
    r" .{2,200}",
    re.IGNORECASE,
)
"""Whose copy it is, in the line below the text: (Reporting by Reuters). An agency's bare name tells it too."""
_OPENING_PROSE_CHARS = 40
_HEAD_LINES = 60
"""Lines above the prose that may tell whose it is; menus stand farther up."""
_OPENING_LINES = 6
_USUAL_TITLE_WORDS = 8
_FEWEST_TITLE_WORDS = 4
_MOST_TITLE_WORDS = 40
_MOST_DATE_LINE_WORDS = 8
_MOST_BYLINE_CHARS = 140
_MOST_NAME_WORDS = 5
_HEADLINE_WORDS = 40
_PROSE_SHARE = 0.5
_WRAPPED_LINES = 3
_WRAPPED_CHARS = range(50, 101)
_WRAPPED_SPREAD = 25
_ECHO = 90


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands above the prose: whose text it is, and when it appeared."""

    title: str | None
    byline: tuple[str, ...]
    outlet: str | None
    published: datetime | None
    modified: datetime | None


def read(text: str) -> Draft:
    """Return the article in `text`.

    A date is taken where it stands above the text, and is taken to be UTC where it names no zone.

    Args:
        text: Clean, with lines ending in a line feed.
    """
    lines = _lines(text)
    first, end = stretch.find(lines)
    end += any(map(_is_filing, lines[end : end + 1]))
    lines = _without_comments(lines[:end])
    filed = _filed(lines)
    notes = _notes(lines) | filed
    start = max(first, _first_prose(lines[first:], notes) + first) if first else _first_prose(lines, notes)
    head = _head(lines[:start], " ".join(lines[start : start + _OPENING_LINES]))
    body = lines[start:]
    if not head.title and len(body) > 1 and _is_question_title(body[0]):
        head = _Head(body[0], head.byline, head.outlet, head.published, head.modified)
        body = body[1:]
    paragraphs = furniture.without(_prose(body, notes), title=head.title)
    paragraphs += tuple(filed - {*paragraphs})  # a bracketed name alone looks like a picture's credit
    found = Metadata(
        title=head.title,
        byline=head.byline,
        published=head.published,
        modified=head.modified,
        outlet=head.outlet,
        language=language.guess(" ".join(paragraphs)),
    )
    return Draft(paragraphs=paragraphs, metadata=found)


def _lines(text: str) -> list[str]:
    """Return the lines that hold text, white space squeezed; a block that was wrapped to a width is one line."""
    lines: list[str] = []
    for block in re.split(r"\n[^\S\n]*\n", text):
        rows = [squeeze(row) for row in block.split("\n") if row.strip()]
        widths = [len(row) for row in rows[:-1]]
        wrapped = (
            len(rows) >= _WRAPPED_LINES
            and all(width in _WRAPPED_CHARS for width in widths)
            and max(widths) - min(widths) <= _WRAPPED_SPREAD
        )
        lines.extend([" ".join(rows)] if wrapped else rows)
    return lines


def _is_prose(line: str) -> bool:
    """Whether `line` is running text: it ends as a sentence does and is no caption, byline or prompt."""
    return stretch.is_ended(line) and not _is_aside(line)


def _is_aside(line: str) -> bool:
    """Whether `line` is by its own words no part of the text: a caption, an age, a byline or a prompt."""
    return bool(_CREDIT.search(line) or _AGO.match(line) or _is_byline(line)) or furniture.is_prompt(line)


def _is_byline(line: str) -> bool:
    """Whether `line` says who wrote the article."""
    return len(line) <= _MOST_BYLINE_CHARS and _BYLINE.match(line) is not None and not stretch.is_ended(line)


def _without_comments(lines: list[str]) -> list[str]:
    """Return `lines` up to the readers' comments: a name and an age, at least twice, below some prose."""
    start = _first_prose(lines)
    signed = [
        index
        for index in range(start + 1, len(lines) - 1)
        if _AGO.match(lines[index + 1])
        and len(lines[index].split()) <= _MOST_NAME_WORDS
        and not stretch.is_ended(lines[index])
        and not _is_byline(lines[index])
    ]
    return lines[: signed[0]] if len(signed) > 1 else lines


def _notes(lines: list[str]) -> frozenset[str]:
    """Return the lines that own up to a mistake and do not end as a sentence does: `(Corrects age in para 2)`."""
    words = lexicon(language.guess(" ".join(lines)))
    return frozenset(
        line
        for line in lines
        if not stretch.is_ended(line)
        and len(line.split()) >= _FEWEST_TITLE_WORDS
        and any(words.says(kind, fold(line)) for kind in ("correction", "retraction"))
    )


def _filed(lines: list[str]) -> frozenset[str]:
    """Return the line right below the prose that says whose copy it is, if there is one."""
    below = max((index for index, line in enumerate(lines) if _is_prose(line)), default=-1) + 1
    return frozenset(filter(_is_filing, lines[below : below + 1])) if below else frozenset()


def _is_filing(line: str) -> bool:
    return bool(_FILED.fullmatch(line) or credited(line) or signed(line))


def _first_prose(lines: list[str], notes: Collection[str] = ()) -> int:
    """Return the index of the first line of running text; 0 where there is none, so that nothing is lost."""
    prose = [index for index, line in enumerate(lines) if _is_prose(line)]
    found = next((index for index in prose if len(lines[index]) >= _OPENING_PROSE_CHARS), next(iter(prose), 0))
    while found and (lines[found - 1] in notes or _is_statement(lines[found - 1])):
        found -= 1
    return found


def _is_statement(line: str) -> bool:
    """Whether a short line before the prose belongs to it, such as `This article has been withdrawn.`."""
    return line.endswith(".") and len(line.split()) >= _FEWEST_TITLE_WORDS and not _is_aside(line)


def _is_question_title(line: str) -> bool:
    """Whether the first of several lines is a title although it ends as a sentence does."""
    return line.endswith(("?", "!")) and len(line.split()) <= _MOST_TITLE_WORDS // 2


def _head(lines: list[str], opening: str) -> _Head:
    """Return what the lines above the prose tell; `opening` is how that begins."""
    lines = lines[-_HEAD_LINES:]
    signatures = [line for line in lines if _is_byline(line)]
    published: datetime | None = None
    modified: datetime | None = None
    titles: list[str] = []
    for index, line in enumerate(lines):
        if _is_date_line(line):
            first, _, second = dates.cut_at_update(line)
            published = published or dates.written(first)
            modified = modified or dates.written(second)
        elif not (_is_aside(line) or furniture.is_age(line) or _CHROME.match(line) or _is_alternative(lines, index)):
            titles.append(line)
    return _Head(
        title=_title(titles, opening),
        byline=bylines.people(_FOR_OUTLET.sub("", line) for line in signatures),
        outlet=next((outlet for line in signatures if (outlet := _outlet(line))), None),
        published=published,
        modified=modified,
    )


def _title(lines: list[str], opening: str) -> str | None:
    """Return the title among `lines`: as long as titles are, of words with which the article begins, and near it."""
    long_enough = [line for line in lines if _FEWEST_TITLE_WORDS <= len(line.split()) <= _MOST_TITLE_WORDS]
    known = _stems(opening)

    def fitness(place: int) -> float:
        stems = _stems(long_enough[place])
        shared = len(stems & known) / max(1, len(stems))
        return shared + min(len(long_enough[place].split()), _USUAL_TITLE_WORDS) / _USUAL_TITLE_WORDS - place * 1e-6

    return long_enough[max(range(len(long_enough)), key=fitness)] if long_enough else max(lines, key=len, default=None)


def _stems(text: str) -> set[str]:
    """Return the beginnings of the longer words in `text`."""
    return {word[:5].casefold() for word in _DATE_WORDS.findall(text) if len(word) > len("that")}


def _is_date_line(line: str) -> bool:
    """Whether `line` holds a date and little else."""
    return dates.written(line) is not None and len(_DATE_WORDS.findall(line)) <= _MOST_DATE_LINE_WORDS


def _outlet(byline: str) -> str | None:
    """Return the outlet that a byline ends with, if it is one of those known to sign so."""
    match = _FOR_OUTLET.search(byline)
    return _OUTLETS.get(fold(match["outlet"]).casefold()) if match else None


def _prose(lines: list[str], notes: Collection[str]) -> list[str]:
    """Return the running text among `lines`; all but the asides where most of them do not end as sentences do."""
    kept = [
        line
        for index, line in enumerate(lines)
        if line in notes or not (_is_aside(line) or _is_alternative(lines, index))
    ]
    ended = sum(stretch.is_ended(line) for line in kept)
    if ended < _PROSE_SHARE * len(kept):
        return kept
    return [line for line in kept if line in notes or not _is_headline(line)]


def _is_headline(line: str) -> bool:
    """Whether `line` stands among prose without being any: a related story, a teaser, a sub-heading."""
    is_text = stretch.is_ended(line) or _TWO_SENTENCES.search(line) or _BULLET.match(line)
    return not is_text and len(line.split()) <= _HEADLINE_WORDS


def _is_alternative(lines: list[str], index: int) -> bool:
    """Whether the line at `index` is a picture's alternative text, told by the caption below it, or that caption.

    A caption begins with the alternative text, or is its like and bears a credit.
    """
    line, after, before = lines[index], lines[index + 1 : index + 2], lines[index - 1 : index] if index else []
    if any(_echoes(line, caption) for caption in after):
        return True
    return any(_echoes(text, line) for text in before)


def _echoes(text: str, caption: str) -> bool:
    """Whether `caption` says again what the alternative `text` above it says."""
    if stretch.is_ended(text):
        return False
    if caption.startswith(text) and len(text.split()) >= _FEWEST_TITLE_WORDS:
        return True
    return _CREDIT.search(caption) is not None and fuzz.partial_ratio(text, caption) >= _ECHO
