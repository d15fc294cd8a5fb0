"""Lines that stand among an article's paragraphs and are no part of it.

Regular expressions that name furniture do not carry over to unseen templates, so the few here are for what nearly all
outlets write alike; for the rest the readers look at structure.
"""

import re

from worker.text.normalise import fold

_LABEL = (
    r"(?:(?:read|see|watch|find out|learn) more|more on this|more from [\w\s]{2,30}|related|recommended|also read"
    r"|read (?:also|next|now|the full story)|see also|don'?t miss|must[ -]read|most read|trending|filed under|tags?"
    r"|topics?|up next)(?: (?:articles?|stor(?:y|ies)|content|topics|links|posts|videos?|coverage|reading|news))?"
)
_PROMPTS = (
    # A label, and what it points to after a colon, or nothing at all.
    rf"{_LABEL}\s*(?:[:|>\u00bb].*|$)",
    r"listen to this (?:article|story).{0,20}$",
    r"loading audio\W*$",
    r"(?:play|watch) (?:video|audio|now)\W*$",
    r"advert(?:isement)?\W*$",
    r"(?:article|story) continues.{0,40}$",
    r"scroll down (?:for|to).{0,60}$",
    r"(?:sign up|subscribe)(?: here| now| today)?\W*$",
    r"(?:sign up|subscribe) (?:to|for) .{0,80}(?:newsletters?|emails?|alerts?|channel).*$",
    r"(?:get|receive) .{0,80}(?:delivered|straight|sent) .{0,15}(?:inbox|phone).*$",
    r"(?:share|save|print|comments?|copy link|jump to comments|view comments|leave a comment|follow us)\W*$",
    r"share (?:this|on|via) .{0,40}$",
    r"(?:click|tap) here (?:to|for) .{0,80}$",
    r"click to tweet\W*$",
    r"follow .{0,40} on (?:twitter|x|facebook|instagram|google news|whatsapp|threads|tiktok).{0,60}$",
)
_PROMPT = re.compile(rf"\W*(?:{'|'.join(_PROMPTS)})", re.IGNORECASE)
_UNITS = {
    "en": r"(?:a few|an?|one|\d{1,3})\s?(?:s|m|h|d|w|secs?|mins?|hrs?|(?:second|minute|hour|day|week|month|year)s?)",
    "de": r"(?:ein(?:er|em|en)?|wenigen|\d{1,3}) "
    r"(?:Sek|Min|Std|(?:Sekunde|Minute|Stunde|Tag|Woche|Monat|Jahr)(?:e?n)?)",
    "es": r"(?:una?|unos|unas|\d{1,3}) (?:seg|min|h|(?:segundo|minuto|hora|d\u00eda|semana|mes|a\u00f1o)(?:e?s)?)",
    "fr": r"(?:une?|quelques|\d{1,3}) (?:sec|min|h|(?:seconde|minute|heure|jour|semaine|an)s?|mois)",
}
_AGE = re.compile(
    r"\W*(?:(?:last |first )?(?:published|updated|posted|modified)\W*)?"
    rf"(?:(?:just|right) now|{_UNITS['en']} ago|gerade eben|vor {_UNITS['de']}|ahora mismo|hace {_UNITS['es']}"
    rf"|\u00e0 l['\u2019]instant|il y a {_UNITS['fr']})\W*",
    re.IGNORECASE,
)
_MAX_PROMPT_CHARS = 200
_OPENING_LINES = 4


def is_prompt(line: str) -> bool:
    """Whether `line` asks the reader to go elsewhere or to do something: read more, listen, subscribe, share."""
    return len(line) <= _MAX_PROMPT_CHARS and _PROMPT.match(line) is not None


def is_age(line: str) -> bool:
    """Whether `line` only tells how long ago the article appeared: it is another line on every visit."""
    return len(line) <= _MAX_PROMPT_CHARS and _AGE.fullmatch(line) is not None


def without(paragraphs: list[str], *, title: str | None, unwanted: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return `paragraphs` without prompts, ages, the title among the first four, and the `unwanted` ones.

    Args:
        paragraphs: Clean, each run of white space one space.
        title: The article's title, which many templates repeat above the text.
        unwanted: Paragraphs that structure shows to be captions or links.
    """
    heading = fold(title or "").casefold()
    kept: list[str] = []
    for index, paragraph in enumerate(paragraphs):
        folded = fold(paragraph)
        repeats_title = index < _OPENING_LINES and folded.casefold() == heading
        is_furniture = repeats_title or paragraph in unwanted or is_prompt(paragraph) or is_age(paragraph)
        if folded and not is_furniture:
            kept.append(paragraph)
    return tuple(kept)
