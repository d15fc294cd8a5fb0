"""The speaker that stands beside a quote with a verb of saying: before it, after it, at the end, or as a source."""

import re

from worker.text.calendar_names import WEEKDAY
from worker.text.speech import cues
from worker.text.speech.cues import Cues
from worker.text.speech.names import follows, leads, name_only, subject
from worker.text.speech.shapes import CAPITALISED, NAME

_QUOTED = re.compile(
    r"\b(?:quot|cit)(?:ed|es|ing)\s+([^,;:\"]{2,80}?)(?:,\s[^,;:\"]{2,80},)?\s+as\s+(?:saying|telling)\b"
)
_WITH = re.compile(r"\b(?:with|[Ii]t\s(?:is|was))\s+([^,;:\"]{3,80})\Z")
_AND = re.compile(r"\A\s*,?\s+and\s+")
_PASSED_ON = re.compile(
    r"(.*?)\s(?:was|were|is|been)\s+quoted\s+(?:by\s[^,;:\"]{2,80}?\s+)?as\s+(?:saying|telling)\b", re.DOTALL
)
_FOLLOWING = re.compile(
    r"(.*?)\s(?:released|issued|gave|made|posted|read|sent|published|put\sout)\s(?:[a-z]+\s)?the\sfollowing\s"
    r"(?:[a-z]+\s){0,2}?(?:statement|message|post|letter|remarks|comments?|response|answer|apology)\b.*:\s*\Z",
    re.DOTALL,
)
_PAPERS = (
    r"(?:records|documents|disclosures|filings|e-?mails|data|transcripts|papers|files|figures|minutes|messages|texts)"
)
_SHOWN = re.compile(
    rf"(?:,|\A)\s((?:[\w'\u2019-]+\s){{0,4}}?{_PAPERS})\s(?:show|showed|shows|indicate|suggest)s?[.!?]?\s*\Z"
)
_TOLD_BY = re.compile(r"\b(?:told|informed|assured|warned|advised)\s+by\s+(.+)", re.DOTALL)
_BREAKS_OFF = re.compile(
    r"[\s,\u2013\u2014-]*(?:and|but|while|as|which|who|whose|although|though|because|where|when)\b"
)
_ADJUNCT = re.compile(
    r"(?:\s+(?:on|in|at|to|during|after|before|from|by|this|last|late|early|earlier|later|yesterday|today|reporters|"
    r"Reuters|AFP|AP|via|of|the)\b[^,;:\"“”]{0,80})?,?[.!?:]?\s*\Z"
)
_BEGINS_WITH_CLAUSE = re.compile(
    rf"(?:When|While|After|As|If|Although|Though|Before|Since|Because)\s[^,;:\"“”]{{5,160}},\s(?={CAPITALISED}\s[a-z]+(?:ed|s)\b)"
)
_LAST_CLAUSE = re.compile(
    rf"\s(?:after|as|when|while|because|before)\s((?:the\s)?{CAPITALISED}(?:\s{CAPITALISED})*(?:\s[a-z]+)?)\s([a-z]+ed|said|told)\b[^;:]*\Z"
)
_BY = re.compile(r",?\s+by\s+")
_AS = (
    r"\b(?:hailed|described|dismissed|denounced|praised|condemned|critici[sz]ed|derided|slammed|blasted|attacked"
    r"|mocked|characteri[sz]ed|decried|ridiculed|touted|cast|seen|rejected|assessed|rated|judged|regarded|considered"
    r"|classed|classified|identified|labell?ed|viewed)\s+"
)
_CALLED = re.compile(rf"(?:{_AS}as|called|dubbed|branded|labell?ed|termed|deemed)\s+(?:[a-z]+\s+){{0,3}}\Z")
_CALLED_BY = re.compile(rf"(?i:{_AS})by\s+([^,;:]{{2,80}}?)(?:,\s[^,;:]{{2,60}},)?\s+as\s+(?:[a-z]+\s+){{0,3}}\Z")
_WHAT_AS = re.compile(
    r"\bwhat\s+([^,;:]{2,60}?|[A-Z][^;:]{2,120}?,)\s+(?:(?:has|have|had|once|later)\s)*[a-z]{2,}(?:ed|s)\s+"
    r"(?:as|to be)\s+(?:an?\s|the\s)?\Z"
)
# A verb that need not be one of saying and what belongs to it: hit back, shrugged, emailed her editor.
_ACT = re.compile(
    r"\s(?:(?:[a-z]{3,}ed|shot|hit|came|went|bit|wrote|thought|fires|hits|shoots|chimes|snaps)"
    r"(?:\s(?:back|in|up|out|on|again|later))+|[a-z]{3,}ed|spat|swore)"
    rf"(?:\s(?:at|to|with|from)\s[^,;:]{{1,40}}|\s(?:on\s)?{WEEKDAY}|\shim|\sher)?[,:]\s*\Z"
)
_WHAT = re.compile(
    r"(?:\bwhat|,\swhich|\bwhom)\s+(?:\S+\s+){1,6}\Z|\bwho\s(?:he|she|they)\s(?:[a-z]+\s)?\Z|\bthat\s+(?:(?:he|she|they|some|many|others|critics)\s(?:[a-z]+\s)?|(?:[A-Z][\w\u2024.'\u2019-]*\s){1,5})\Z"
)
_CALLED_UP = re.compile(r"\s(?:in|off|out|up)\s")
_APPOSED = re.compile(r",\s(?:an?|the)\s(?:[a-z-]+\s){1,3}\Z")
_CAPITAL_WORD = re.compile(r"\b[A-Z][a-z]+\b")
# Every longer word has a capital, as in a heading.
_TITLE_CASE = re.compile(r"\s*(?:(?:[A-Z\d][^\s,]*|[a-z][^\s,]{0,2})[\s,]+){2,}")
_FOR_TO_SAY = re.compile(rf"\bfor\s({NAME})\sto\s(?:say|tell|tweet|write|announce|declare|reply)\b[^;:]*\Z")
_HAS_SAYING = re.compile(
    rf"\b(?:has|have|had|shows?|showed|hears?|heard|records?|recorded|caught|captured?)\s({NAME})\s*\Z"
)
# brought a sharp rejoinder from Jane Smith: "No."
_FROM = re.compile(rf"\bfrom\s((?:the|an?)\s(?:[\w-]+\s){{0,3}}(?:{cues.ANY_ROLE})|{NAME})\s*:\s*\Z")
_TWEET_BY = re.compile(
    r"\s*[\u2013\u2014-]{1,2}\s(?:tweets?|statement|letter|post|e-?mail|message)\b[^,;:]{0,30}\bby\s"
)
_IS_NEXT = re.compile(r"\s(?:was|is|were|are|has|had)\b")
_NOT = re.compile(r"(?:\bnot|\bnever|n['\u2019]t)\s\Z")
_NOT_AND = re.compile(r"n['\u2019]t\s[^,;:.]{1,60}\sand\s\Z")  # They don't look on and say
_WHO = re.compile(r",\s(?:who|which|whose)\s[^,]*,\s*\Z")
_RELATIVE = re.compile(r"\b(?:what|that|which|whom?)\b")
_HEARD = re.compile(
    rf"((?:[Tt]he|[Aa]n?|[Oo]ne)\s(?:[\w-]+\s){{0,4}}?[\w-]+|{NAME})\s(?:can|could|was|were|is|are)\s(?:[a-z]+\s)?(?:be\s)?"
    r"(?:heard|seen)\b"
)
_TO_DO = re.compile(r"\bto\s[a-z]+")
_OF_WHOM = re.compile(r"\b(?:who|which)\s+\Z")
_OWNED = re.compile(
    r"(?:['\u2019]s?|\b(?:his|her|their|its|the|these|those))\s\Z"
    r"|\b(?:[a-z]+ed|made|makes?|has|have|had|of|about|with|by)\s(?:his|her|their|its|the|these|those)\s(?:[a-z-]+\s){1,2}\Z"
)
_A_NOUN_NEXT = re.compile(
    r"\b(?:were|with|amid|of|the|by|despite|and|for|to|are|new|growing|repeated|about|from|after|made|issued)\s\Z"
)
_UNPARTED = frozenset(("said", "says", "read", "reads"))
"""Verbs whose subject follows a quote that no comma ends."""
_ASSAILED = re.compile(r"\s*(?:[^.;:]*\s(?:as|for|on|over|to)\s(?:[^.;:,]*\s)?)?")
_PUT = (
    r"as\s+([^,;:]{2,80}?)\s+(?:puts?|phrase[ds]|describe[ds]|called|calls|frame[ds]|tells|sees)\s+"
    r"(?:it|them|him|her|things)\b"
)
_AS_PUT = re.compile(rf"[\s,]*{_PUT}")
_AS_PUT_BEFORE = re.compile(rf"(?:\A|[\s,]){_PUT},\s*\Z")
_SO_BETWEEN = re.compile(r",\s+(?:so|aldus)\s+([^,;:]{2,80}),\s*\Z")
_OFFICE_FIRST = re.compile(
    r"(?:(?:one of )?(?:the|an?|its|his|her|their)\s|[A-Z][^,;:\"]{1,40}['\u2019]s?\s)[^,;:\"]{2,60},\s"
)
_NAME_AT_END = re.compile(r"(?:\A|\s)[A-Z\u00c0-\u00de][a-z\u00e0-\u00ff]+\s\Z")
_THAT_IT_IS = re.compile(r"\s(?:he|she|it|they|we|there|that)\s[a-z]")
_BETWEEN = re.compile(r",\s([^,;:]{2,60})\s([a-z]{2,}),\s(?:that|if|because)\s")
_GOES_ON = re.compile(r"\s(?:to|and|for|about|on|in|with)\s")
_TO_THE_COLON = re.compile(r",?(?:\s+[a-zà-ÿ]+)*\s*:\s*\Z")


def named_before(window: str, lists: Cues) -> str | None:
    """The last verb of saying that has a subject: Jane Smith told the BBC that it was "over"."""
    told = _WHAT_AS.search(window) if "what " in window else None
    told = told or (_AS_PUT_BEFORE.search(window) if "as " in window and window.rstrip().endswith(",") else None)
    told = told or (_FOLLOWING.match(window) if "following" in window else None)
    if told := told or (_PASSED_ON.match(window) if "quoted" in window else None):
        return subject(told[1])
    quoted = _QUOTED.search(window) or _SO_BETWEEN.search(window) or _TOLD_BY.search(window)
    if told := quoted or _FOR_TO_SAY.search(window) or _FROM.search(window):
        return follows(told[1])
    window = _uncapitalised(window, lists)
    clause = _BEGINS_WITH_CLAUSE.match(window)  # When Ms Rose suggested it, Mr Lowe pushed back against "fools"
    for verb in reversed(list(lists.verb.finditer(window, clause.end() if clause else 0))):
        if not _tells(verb[0], window[: verb.start()], window[verb.end() :]):
            continue
        if (
            window.rstrip().endswith(":")
            and _OF_WHOM.search(window, 0, verb.start())
            and window[verb.end() :].strip(" :")
        ):
            continue  # Mr Smith said that those who mocked her should go: "Out."
        lead, rest = _AND.sub("", window[: verb.start()], count=1), window[verb.end() :]
        if (
            lead.rstrip().endswith(",")
            and not _WHO.search(lead)
            and rest.rstrip().endswith(",")
            and verb[0] not in cues.TOLD | cues.PARTICIPLES
            and (name := follows(rest))
        ):
            return name  # Nobody, said Dr Osei, "can promise you that."
        own = _WITH.search(lead) if verb[0] in cues.PARTICIPLES else None
        name = follows(own[1]) if own else _doing(lead, lists) if verb[0] in cues.PARTICIPLES else subject(lead)
        if name and not name.endswith(("'s", "\u2019s")):
            return name.removesuffix(" which")
    stripped = window.strip()
    first, _, rest = stripped.partition(" ")
    is_label = stripped.endswith(":") and not window[:1].isspace()  # not the rest of a sentence, behind another quote
    if first == "Said" or (is_label and rest[:1].isupper() and lists.verb.fullmatch(first.lower())):
        return follows(rest)  # Added Jane Smith:
    return name_only(stripped[:-1]) or leads(stripped) if is_label else None


def _uncapitalised(window: str, lists: Cues) -> str:
    """Return a heading with its verbs of saying in small letters: Jane Smith Said."""
    if not _TITLE_CASE.fullmatch(window):
        return window
    return _CAPITAL_WORD.sub(
        lambda word: word[0].lower() if lists.verb.fullmatch(word[0].lower()) else word[0],
        window,
    )


def _doing(lead: str, lists: Cues) -> str | None:
    """Who does what a participle tells: who speaks in the last clause, else the sentence's subject or the clause's."""
    if _GOES_ON.match(lead):
        return None  # Mr Smith went on "Today" to praise his rival, Jane Lowe, saying
    lead = lead.lstrip(" ),;")
    if (" heard" in lead or " seen" in lead) and (
        heard := _HEARD.search(lead)
    ):  # In the film, a teacher can be heard saying
        return heard[1]
    if shown := _HAS_SAYING.search(lead):  # A letter has Jane Smith saying
        return shown[1]
    if lead.rstrip().endswith(",") and (said := _said_last(lead, lists)):
        return said  # The plan is dead, Mr Smith said on Monday, calling it
    clause = _LAST_CLAUSE.search(lead)
    if clause and lists.verb.match(clause[2]):
        return clause[1]
    return leads(lead) or (clause[1] if clause else None)


def _said_last(lead: str, lists: Cues) -> str | None:
    *_, verb = (None, *lists.verb.finditer(lead))
    name = subject(lead[: verb.start()]) if verb and _ADJUNCT.match(lead, verb.end()) else None
    return name if verb and name == lead[: verb.start()].rpartition(",")[2].strip() else None


def named_by_agent(before: str, after: str) -> str | None:
    """By whom something is called what is quoted: a scheme described as "a swindle" by Jane Smith."""
    if " by " in before and (told := _CALLED_BY.search(before)):
        return follows(told[1])
    by = _BY.match(after)
    return follows(after[by.end() :]) if by and _CALLED.search(before) else None


def named_between(before: str, lists: Cues) -> str | None:
    """Who is named in the midst of their own sentence: It is so bad, Mr Smith said, that "I would go"."""
    *_, between = (None, *_BETWEEN.finditer(before))
    if between is None or not lists.verb.fullmatch(between[2]) or lists.verb.search(before, between.end()):
        return None
    return subject(between[1])


def named_by_act(before: str) -> str | None:
    """Who does something right before a sentence of theirs, whatever it is: Jane Smith hit back."""
    act = _ACT.search(before)
    return subject(before[: act.start()]) if act and before[: act.start()].strip() else None


def _tells(verb: str, lead: str, rest: str) -> bool:
    """Whether a word is a verb here: "reports of smoke" is none, and in "a plan called 'Dawn'" nobody speaks."""
    if verb == "calls" and (_NAME_AT_END.search(lead) or rest.startswith(" on ")):
        return _A_NOUN_NEXT.search(lead) is None
    if verb in cues.NOUN_TOO:
        return _OWNED.search(lead) is None and re.match(r"\s*(?:[:,]|that\b|\Z)", rest) is not None
    is_other = (verb.startswith("call") and _CALLED_UP.match(rest)) or (verb == "call" and _OWNED.search(lead))
    if is_other or _is_deed(verb, lead, rest):
        return False
    if verb in cues.LASTING:
        return not rest.strip(" ,:")
    if verb in cues.ASSAILING:
        return _ASSAILED.fullmatch(rest) is not None
    return verb not in cues.NAMING or bool(rest.strip()) or _WHAT.search(lead) is not None


def _is_deed(verb: str, lead: str, rest: str) -> bool:
    """Whether nothing is said: a rush dubbed the "gold fever", agreed to set up a "camp", a note she wrote is kind."""
    is_called = verb in cues.NAMING and _APPOSED.search(lead) is not None
    denied = _NOT if verb in cues.PARTICIPLES else _NOT_AND if verb == "say" else None
    is_not_said = denied is not None and denied.search(lead) is not None
    is_agreed = verb.startswith("agree") and _TO_DO.search(rest) is not None
    is_passive = rest.startswith(" by ") and verb.endswith("ed") and not rest.rstrip().endswith((":", " that"))
    is_told_of = _IS_NEXT.match(rest) is not None and _RELATIVE.search(lead) is None
    return is_called or is_not_said or is_agreed or is_passive or is_told_of


def named_after(window: str, lists: Cues, *, is_speech: bool) -> str | None:
    """A verb and its subject, in either order, right after the quote."""
    if quoted := _QUOTED.search(window):
        return follows(quoted[1])
    if signed := _TWEET_BY.match(window):
        return follows(window[signed.end() :])
    if put := _AS_PUT.match(window):
        return subject(put[1])
    if pronoun := cues.INVERTED_PRONOUN.match(window):
        return pronoun[1]
    parted = is_speech or window[:1] == ","
    if verb := lists.verb_first.match(window):
        return follows(window[verb.end() :]) if parted or verb[0].strip() in _UNPARTED else None
    return _subject_after(window, lists, parted=parted)


def _subject_after(window: str, lists: Cues, *, parted: bool) -> str | None:
    """A subject and its verb right after the quote, or one behind a verb that is in no list."""
    verb = lists.verb.search(window)
    if verb is None and parted and (unknown := cues.ANY_VERB_FIRST.match(window)):
        return follows(window[unknown.end() :])
    if verb is None or verb[0] in cues.PARTICIPLES or _BREAKS_OFF.match(window):
        return None
    lead = window[: verb.start()].lstrip(" \n\t,-\u2013\u2014").removeprefix("as ")
    if not parted and "," in lead:
        return None
    name = subject(lead)
    is_apposed = name is not None and _OFFICE_FIRST.sub("", lead, count=1).startswith(name)
    return name if name and (lead.startswith(name) or is_apposed) else None


def named_at_the_end(window: str, lists: Cues) -> str | None:
    """The sentence ends with its source: The "horrific" attack must be punished, Mr Smith said on Monday."""
    if shown := _SHOWN.search(window):
        return shown[1]
    for verb in reversed(list(lists.verb.finditer(window))):
        lead = window[: verb.start()]
        if "," not in lead or verb[0] in cues.PARTICIPLES | cues.LASTING:
            continue
        if _ADJUNCT.match(window, verb.end()) and (name := subject(lead)):
            return name
        is_inverted = verb[0] not in cues.TOLD | cues.OF_SOMEBODY and not _THAT_IT_IS.match(window, verb.end())
        if lead.rstrip().endswith(",") and is_inverted:  # ..., said Mr Smith on Monday.
            return follows(window[verb.end() :])
    return None


def reporter(sentence: str, lists: Cues) -> str | None:
    """Return the source of a sentence with no quote, or what is left of one: at its end, else before its last verb."""
    return named_at_the_end(sentence, lists) or named_before(sentence, lists)


def named_by_document(window: str, lists: Cues) -> str | None:
    """What stands in a statement by somebody, where nothing but a verb parts it from its words."""
    found = lists.stated.search(window)
    return follows(_TO_THE_COLON.sub("", window[found.end() :])) if found and window.rstrip().endswith(":") else None


def named_by_source(before: str, after: str, lists: Cues) -> str | None:
    """According to somebody."""
    for window in (after, before):
        for source in lists.according.finditer(window):
            if name := follows(window[source.end() :]):
                return name
    return None
