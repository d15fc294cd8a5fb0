"""Who speaks where no verb of saying tells it: whom the sentence is about, or whose remark the words are called.

These are asked last. Names, titles, and a word or two set apart by their marks are nobody's words.
"""

import re
from collections.abc import Iterator

from worker.text.speech import cues
from worker.text.speech.names import leads, name_only
from worker.text.speech.shapes import CAPITALISED, NAME, POSSESSIVE

# Any verb that is regular, or one of the commonest that are not.
_IRREGULAR = "went|kept|gave|made|took|put|began|held|drew|got|came|saw|met|set|ran|threw|spoke"
_ACTS = rf"(?:[a-z]+ly\s+)?(?:[a-z]+(?:ed|s)|{_IRREGULAR})\b"
_NO_OWNER = r"(?<!['\u2019]s)(?<!['\u2019])"
_CLAUSE = re.compile(
    r"(?:\b(?:as|while|when|after|before|because|but|and|since|until|though|although|whereas)|[,;:\u2013\u2014-])\s+"
    rf"(he|she|(?:{CAPITALISED}\s+)?{CAPITALISED}){_NO_OWNER}\s+{_ACTS}(?=[^,;:\u2013\u2014]*(?<!\band )(?<!\bbut )\Z)"
)
_AFTER = re.compile(
    rf"[\s,]*(he|she|it|they|(?:(?:Mr|Mrs|Ms|Dr)\u2024?\s)?{NAME}){_NO_OWNER}\s+{_ACTS}(?=[\s,.]|\Z)(?!\s+(?:by|that)\b)"
)
_VIEW = re.compile(
    rf"\b(?:[Tt]o|[Ff]or)\s+(her|him|{NAME}),\s*\Z"
    rf"|\b[Ii]n\s+(her|his|{NAME}['\u2019]s?)\s+(?:own\s+)?(?:words?|view|opinion|telling|eyes|mind|phrase),?\s*\Z"
)
_REMARK = (
    r"(?:claims?|calls?|messages?|repl(?:y|ies)|responses?|exclamation|quip|outburst|motto|answers?|demands?|requests?|appeals?|statements?|remarks?|comments?|descriptions?|pledges?|promises?|warnings?|predictions?|tweets?|vows?"
    r"|slogans?|assertions?|suggestions?|complaints?|arguments?|contentions?|insistence|admission|refrain|catchphrase"
    r"|phrase|words|jokes?|allegations?|accusations?|insults?|boast|apology|characteri[sz]ation)"
)
_OWNER = rf"([Hh]is|[Hh]er|{NAME}['\u2019]s?|[a-z]+s['\u2019])"
_REMARK_BEFORE = re.compile(rf"\b{_OWNER}\s+(?:[a-z-]+\s+){{0,3}}{_REMARK}\b(?:\s+[^\s,;:.]+){{0,12}}[,:]?\s*\Z")
_REMARK_BY = re.compile(
    rf"\b{_REMARK}\s(?:made\s)?(?:by|from)\s((?:(?:Mr|Mrs|Ms|Dr)\u2024?\s)?{NAME})\s(?:that|of|to)\b[^,;:]*\Z"
)
_LATELY_SAID = re.compile(rf"\b{_OWNER}\s(?:(?:now-)?(?:in)?famous|recent|latest|notorious)\s+\Z")
_CLAIM = re.compile(rf"\b{_OWNER}\s(?:[a-z]+\s){{0,2}}?{_REMARK}\s(?:that\s[^,;:\"\u201c]{{2,80}}|of\san?)\s\Z")
_LABELLED = re.compile(rf"\s*({NAME}):\s[^:]*\Z")
_DASH_NAME = re.compile(r"\s*[\u2013\u2014-]{1,2}\s*([^\n]{2,80}?)\s*\Z")
# The source of a headline: Bridge 'unsafe' - engineer
_SOURCE = re.compile(
    rf"(?:[a-z-]+\s){{0,2}}(?:{cues.ANY_ROLE}|reports?|study|survey|inquiry|polls?|court|union|watchdog|charity)"
)
_OWNER_BEFORE = re.compile(rf"\b{_OWNER}\s+(?:[a-z-]+\s+){{0,2}}\Z")
_REMARK_AFTER = re.compile(rf"\s(?:[a-z-]+\s+)?{_REMARK}\b")
_NAMED = re.compile(
    r"\b(?:so-called|known(?:\s\w+)?\sas|named|titled|entitled|nicknamed|called|headlined|labelled|labeled|the\sword|reads?"
    r"|documentary|film|movie|song|single|album|book|novel|show|series|play|podcast|magazine|hit|track|musical|opera),?\s*"
    r"(?:the\s|an?\s)?\Z"
)
# What stands before a word or two that somebody used: described it as a "farce".
_USED = re.compile(
    r"(?:(?<!being\s)\b(?:as|be|is|are|was|were|been|it|them|him|her|himself|herself|that|spoke of|refer(?:s|red) to)"
    r"|[:,]|['\u2019](?:s|re|m))\s+(?:an?\s)?\s*\Z"
)
# What follows on those who do nothing themselves: Mr Smith was told, Mr Smith's plan foresees.
_NOT_DONE_BY = re.compile(
    r"['\u2019]|\s+(?:(?:had|has|have|also)\s+)?(?:was|were|is|are|been)\s+(?:[a-z]+ly\s+)?[a-z]+(?:ed|en)\b"
)
_PAPER = re.compile(
    r"\b(?:Zeitung|Spiegel|Bild|Welt|Focus|Stern|Kurier|Presse|Post|Anzeiger|Nachrichten|Rundschau|Tagblatt|Tageblatt"
    r"|Handelsblatt|Tagesspiegel|Morgenpost|Magazin|am Sonntag|heute|Tagesschau)\b"
)
_BEFORE_PAPER = re.compile(r"\b(?:der|dem|die|den|des|das)\s+\Z")
_ON_AIR = re.compile(
    r"(?:\b(?:on|told|hosts?|hosting|watch|watching|(?:statement|interview|appearance)\s(?:to|with|on)|program(?:me)?,|show,)|['\u2019]s?)\s+(?:the\s)?\Z"
)
_CHANNEL = re.compile(r"\b[A-Z]{2,5}['\u2019]s\s\Z")  # NBC's "Today"
_LONGEST_CUE = 40  # code points
_SO_CALLED = re.compile(r"\bso-called\s\Z")
_KNOWN_AS = re.compile(
    r"\b(?:author\sof|book|film|movie|song|album|novel|memoir|series|play|podcast|documentary|known(?:\s\w+)?\sas|titled|entitled|nicknamed|named|headlined|(?:will|would|to)\sbe\scalled)\s(?:the\s|an?\s)?\Z"
)
_OF_NAME = re.compile(
    r"\s(?:[a-z-]+\s)?(?:series|films?|movies?|trilogy|franchise|saga|universe|sequels?|show|album|songs?|musical|podcast"
    r"|mission|operation|campaign|movement|program(?:me)?|project)\b"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_PHRASE = 3  # words
_SMALL = 4  # letters; a shorter word is small in titles too
_LONGEST = 6  # words in a speaker's name
_SUBJECT = {"her": "she", "his": "he", "him": "he"}


def candidates(quote: str, before: str, after: str, *, whole: bool) -> Iterator[str]:
    """Yield who may speak, the likeliest first: names as they stand, or a pronoun.

    Args:
        quote: the words with their marks.
        before: what stands before them in their sentence, from the quote before on.
        after: what stands after them in their sentence.
        whole: whether `before` reaches back to where the sentence starts.
    """
    acting = acting_after(quote, after)
    if _is_title(quote):
        yield from (acting,) if acting else ()
        return
    found = (
        _view(before),
        acting,
        _owner_of_remark(before, after),
        *(_subjects(before, whole=whole) if _is_phrase(quote, before) else ()),
    )
    yield from (name for name in found if name and len(name.split()) <= _LONGEST)


def _view(before: str) -> str | None:
    """To her, in Mr Smith's words."""
    found = _VIEW.search(before)
    return _name(found[1] or found[2]) if found else None


def claimed_by(before: str) -> str | None:
    """Whose claim a clause tells: They ridiculed Mr Smith's claim that it was "over", her assertion of a "right"."""
    found = _CLAIM.search(before) if " that " in before or " of a" in before else None
    return _name(found[1]) if found else None


def signed(paragraph_end: str) -> str | None:
    """Who stands behind a dash at a paragraph's end: "Never again." - Jane Smith."""
    signature = _DASH_NAME.match(paragraph_end)
    if signature is None:
        return None
    return name_only(signature[1]) or (signature[1] if _SOURCE.fullmatch(signature[1]) else None)


def labelled(before: str) -> str | None:
    """Who a heading begins with, whose words it gives: Smith: Plan is "dead"."""
    label = _LABELLED.match(before) if ":" in before else None
    return label[1] if label else None


def acting_after(quote: str, after: str) -> str | None:
    """Return who does something right after speech, whatever it is: "No," she laughed."""
    found = _AFTER.match(after) if quote.rstrip("\"'”\u2019»")[-1:] in {",", "?", "!"} else None
    return found[1] if found else None


def _subjects(before: str, *, whole: bool) -> Iterator[str | None]:
    """The subjects of a sentence that leads up to a quote, and of its last clause: as Mr Smith went on about "..."."""
    if not before or _NAMED.search(before):
        return
    name = leads(before) if whole else None
    if name and (name.lower() not in cues.PRONOUNS or name.lower() in _SUBJECT.values()):
        at = before.find(name)
        yield None if at >= 0 and _NOT_DONE_BY.match(before, at + len(name)) else name
    clauses = list(_CLAUSE.finditer(before))
    yield clauses[-1][1] if clauses else None


def _owner_of_remark(before: str, after: str) -> str | None:
    """Mr Smith's claim that it was "over", her "never again" pledge."""
    found = (
        _REMARK_BY.search(before)
        or _REMARK_BEFORE.search(before)
        or _LATELY_SAID.search(before)
        or (_OWNER_BEFORE.search(before) if _REMARK_AFTER.match(after) else None)
    )
    return _name(found[1]) if found else None


def _is_phrase(quote: str, before: str) -> bool:
    """Whether marks hold more than a word or two set apart, which nobody need have said: a "holy" man."""
    return len(quote.split()) >= _PHRASE or _USED.search(before) is not None


def is_paper(quote: str, before: str) -> bool:
    """Return whether marks hold the name of a paper, as German prints it: sagte sie der „Allgemeinen Zeitung“."""
    is_short = len(quote.split()) <= _LONGEST
    return is_short and _BEFORE_PAPER.search(before) is not None and _PAPER.search(quote) is not None


def is_name(quote: str, before: str, after: str) -> bool:
    """Return whether marks hold the name of a programme or of a thing: on "Breakfast with Bob", known as "Big Ben"."""
    before = before[-_LONGEST_CUE:]
    if _SO_CALLED.search(before):
        return True
    named = _KNOWN_AS.search(before) or _OF_NAME.match(after) or (" " in quote and _ON_AIR.search(before))
    named = named or _CHANNEL.search(before)
    return bool(named) and quote.rstrip("\"'”\u2019»")[-1:] not in "!?" and _is_title(quote)


def _is_title(quote: str) -> bool:
    """Whether words in marks are a name, of a programme or a song: every longer one has a capital."""
    words = _WORD.findall(quote)
    longer = [word for word in words if len(word) >= _SMALL] or words
    return all(word[0].isupper() for word in longer)


def _name(owner: str) -> str:
    return _SUBJECT.get(owner.lower()) or POSSESSIVE.sub("", owner)
