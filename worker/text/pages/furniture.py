"""Lines that stand among an article's paragraphs and are no part of it.

Regular expressions that name furniture do not carry over to unseen templates, so the few here are for what nearly all
outlets write alike; for the rest the readers look at structure.
"""

import re
from collections.abc import Collection, Sequence
from hashlib import blake2b

from worker.text.normalise import fold

_LABEL = (
    r"(?:(?:read|see|watch|find out|learn) more|more on this|more from [\w\s]{2,30}|related|recommended|also read"
    r"|read (?:also|next|now|the full story)|see also|don'?t miss|must[ -]read|most read|trending|filed under|tags?"
    r"|topics?|up next|you (?:may|might) (?:also )?(?:like|be interested in)|more (?:stories|news|coverage)"
    r"|lesen sie (?:auch|mehr)|mehr zum thema|auch interessant|(?:\u00e0 )?lire aussi|\u00e0 lire"
    r"|sur le m\u00eame sujet|l(?:ea|ee|eer) (?:tambi\u00e9n|m\u00e1s)|te puede interesar|noticias relacionadas"
    r"|(?:leia|veja) (?:tamb\u00e9m|mais)|leggi anche|per approfondire|lees (?:ook|meer)|meer over)"
    r"(?: (?:articles?|stor(?:y|ies)|content|topics|links|posts|videos?|coverage|reading|news))?"
)
_NETWORK = r"(?:twitter|x|facebook|instagram|youtube|google news|whatsapp|threads|tiktok)"
_PROMPTS = (
    # A label, and what it points to after a colon, or nothing at all.
    rf"{_LABEL}\s*(?:[:|>\u00bb].*|$)",
    r"listen to this (?:article|story).{0,20}$",
    r"loading audio\W*$",
    r"(?:play|watch) (?:video|audio|now)\W*$",
    r"(?:advert(?:isement)?|anzeige|werbung|publicit\u00e9|publicidade?|pubblicit\u00e0|advertentie)\W*$",
    r"(?:article|story) continues.{0,40}$",
    r"scroll down (?:for|to).{0,60}$",
    r"(?:sign up|subscribe)(?: here| now| today)?\W*$",
    r"(?:sign up|subscribe) (?:to|for) .{0,80}(?:newsletters?|emails?|alerts?|channel).*$",
    r"subscribe to .{3,60} to .{3,}$",
    r"(?:.{0,160}[.!?:] )?(?:sign up|subscribe)\b.{0,60}\b(?:newsletters?|e-?mails?|mailing list)\b.{0,30}$",
    # When and by whom it was filed, and under what.
    r"\d{1,4}(?:[./-]\d{1,4}){2}\W+(?:published|posted|publicado|publi\u00e9|pubblicato) (?:by|por|par|da)\b[^.!?]*$",
    r"(?:get|receive) .{0,80}(?:delivered|straight|sent|right) .{0,15}(?:inbox|phone).*$",
    r"(?:join|start) (?:our|the|a) .{0,30}(?:forum|conversation|discussion|community|whatsapp).{0,60}$",
    r"thank(?:s| you) for (?:signing up|subscribing)\W*$",
    r"(?:an|there was an) error (?:has )?(?:occurred|processing).{0,60}$",
    r"(?:like|enjoy(?:ing|ed)?) this (?:story|article)\?.*$",
    r"tell us what you think\W*$",
    rf"(?:follow|find|like) .{{1,60}}\bon {_NETWORK}\b.*$",
    r"(?:e-?mail|write to|contact|reach|tweet|message) .{3,60}\b(?:at|on|via)\b.{3,120}$",
    r"(?:do you have|have|got) (?:a|any) (?:news )?(?:tip|story|question)s?\b.{0,40}\?.*$",
    r"(?:copyright|\u00a9|\(c\)).{0,10}(?:\d{4}|\u00a9).{0,120}$",
    r"\d{1,3} min(?:ute)?s?[ -]read\W*$",
    r"(?:reading time|lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo (?:de leitura|di lettura))\W.{0,20}$",
    r"(?:share|save|print|comments?|copy link|jump to comments|view comments|leave a comment|follow us)\W*$",
    r"share (?:this|on|via) .{0,40}$",
    r"(?:click|tap) here (?:to|for) .{0,80}$",
    r"click to tweet\W*$",
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
_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_DAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_WHEN = (
    rf"(?:(?:{_MONTHS}|{_DAYS}|at|on|am|pm|[ap]\.m|utc|gmt|bst|[ecmp][sd]?t|le|el|em|il|om|um|uhr|\u00e0s?|de|h|\d+)"
    r"\b\W*)*"
)
_STAMP = re.compile(
    r"(?=.*\d)\W*(?:(?:first |last )?(?:published|updated|posted|modified|publicado|actualizado|atualizado"
    r"|publi\u00e9|mis \u00e0 jour|ver\u00f6ffentlicht|aktualisiert|stand|pubblicato|aggiornato|gepubliceerd"
    rf"|bijgewerkt)\b\W*){_WHEN}",
    re.IGNORECASE,
)
_MOMENT = re.compile(rf"(?=.*\b\d{{4}}\b)(?=.*\d[:.h]\d\d)\W*{_WHEN}(?:[a-z]{{2,4}})?\W*", re.IGNORECASE)
"""A line that is a date with a time of day, as stands above the text."""
_SIGNED = re.compile(
    rf"(?=.*\d)\W*{_WHEN}(?:(?:by|von|par|por|di|da|door|and|und|et|y|e|en)\b\W*)*{_WHEN}", re.IGNORECASE
)
"""A line that tells who wrote the article and when, the names left out."""
_CREDIT = re.compile(
    r".{0,200}\b(?:photo(?:graph|grapher)?s?|pictures?|images?|pics?|fotos?|fotografie|bild|cr[e\u00e9]dit[os]?)"
    r" ?(?::|\bby\b|/|\u00a9) ?[^.:]{2,60}\W?"
    r"|.{0,200}\((?:[\w ]{2,30}/)?(?:getty images|reuters|afp|ap)(?:/[\w ]{2,30})?\)[^\w.]?",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"(?:,[^.]{1,80},?)? (?:is|was|has|covers?|writes|reports|joined|served|works|speciali[sz]es|previously"
    r"|can be reached|ist|schreibt|est|es|\u00e8|\u00e9)\b",
    re.IGNORECASE,
)
_MAX_PROMPT_CHARS = 200
_MAX_BIOGRAPHY_CHARS = 700
_OPENING_LINES = 4
_CLOSING_LINES = 6


def is_prompt(line: str) -> bool:
    """Whether `line` asks the reader to go elsewhere or to do something: read more, listen, subscribe, share."""
    return len(line) <= _MAX_PROMPT_CHARS and _PROMPT.match(line) is not None


def is_age(line: str) -> bool:
    """Whether `line` only tells when the article appeared or how long ago: it is another line after every visit."""
    return len(line) <= _MAX_PROMPT_CHARS and (_AGE.fullmatch(line) or _STAMP.fullmatch(line)) is not None


def is_signature(line: str, byline: Collection[str]) -> bool:
    """Whether `line` only tells who wrote the article, and when."""
    if len(line) > _MAX_PROMPT_CHARS or not any(name in line for name in byline):
        return False
    for name in byline:
        line = line.replace(name, "")
    return _SIGNED.fullmatch(line) is not None


def is_credit(line: str) -> bool:
    """Whether `line` is a caption by the credit that it ends with."""
    return len(line) <= _MAX_PROMPT_CHARS and _CREDIT.fullmatch(line) is not None


def is_biography(line: str, byline: Collection[str]) -> bool:
    """Whether `line` tells who one of the article's authors is."""
    return len(line) <= _MAX_BIOGRAPHY_CHARS and any(
        line.startswith(name) and _BIOGRAPHY.match(line, len(name)) is not None for name in byline
    )


def key(line: str) -> int:
    """Return what stands for a line where many are kept: 64 bits with a sign, the same for the same letters."""
    letters = "".join(filter(str.isalnum, fold(line).casefold()))
    return int.from_bytes(blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def without(
    paragraphs: Sequence[str],
    *,
    title: str | None,
    byline: Collection[str] = (),
    unwanted: Collection[str] = (),
    known: Collection[int] = (),
) -> tuple[str, ...]:
    """Return `paragraphs` without prompts, ages, the title among the first four, authors' lives and `unwanted` ones.

    Args:
        paragraphs: Clean, each run of white space one space.
        title: The article's title, which many templates repeat above the text.
        byline: Its authors, whose lives many templates tell at its ends.
        unwanted: Paragraphs that structure shows to be captions or links.
        known: Keys of lines that the outlet shows on other articles, too.
    """
    heading = fold(title or "").casefold()
    kept: list[str] = []
    for index, paragraph in enumerate(paragraphs):
        is_first, is_last = index < _OPENING_LINES, index >= len(paragraphs) - _CLOSING_LINES
        if (
            any(map(str.isalnum, paragraph))
            and not (is_first and fold(paragraph).casefold() == heading)
            and paragraph not in unwanted
            and not is_prompt(paragraph)
            and not is_age(paragraph)
            and not (is_first and _MOMENT.fullmatch(paragraph))
            and not is_signature(paragraph, byline)
            and not is_credit(paragraph)
            and not ((is_first or is_last) and is_biography(paragraph, byline))
            and not (known and key(paragraph) in known)
        ):
            kept.append(paragraph)
    return tuple(kept)
