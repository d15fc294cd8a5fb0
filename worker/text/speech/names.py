"""Read the name of a speaker off the words beside a verb of saying."""

import re

from worker.text.calendar_names import WEEKDAY
from worker.text.speech import clauses, cues
from worker.text.speech.clauses import (
    CAPITALS_AT_END,
    DAY,
    LEAD,
    PREPOSITION,
    second_subject,
    without_clause,
    without_relative,
)
from worker.text.speech.shapes import (
    CALLING_FIRST,
    CAPITALISED,
    CAPITALS,
    FALSE_TITLE,
    NAME,
    POSSESSIVE,
    is_full_name,
    is_organisation,
)

_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being)\s[a-z]+(?:ed|en)\s+and\Z|\b(?:was|were|is|are|been|being|be|am|to|not|wurde|wird)\Z|n['\u2019]t\Z"
)
_CLAUSE = re.compile(
    r"[;:()]|\s[\u2013\u2014-]+\s|[,\s](?:but|while|as|after|because|when|where|though|although|since|if|so|that|than|before"
    r"|until|whether|which|what|why|how)\s|\b(?:as|that)\Z|[\"“”«»]"
)
_PRONOUN_AT_END = re.compile(r"\s(he|she|they|we)\Z")
_CONJUNCTION = re.compile(r"\b(?:and|but|or),?\Z")
_CONTRACTED = re.compile(r"(?<=[a-zI])['\u2019](?:d|s|ll|ve|re|m)\Z")
_FIRST_WORD = re.compile(r"[\w'\u2019\u2024.-]+")
_CLAUSE_WITHIN = re.compile(r"\s(?:he|she|they|we)\s")
_AND_ANOTHER = re.compile(r"\Aand\s+(?=(?:another|others|some|one)\b)")
_ALONE = frozenset(("one", "another", "others", "some", "many", "someone", "somebody", "everyone", "everybody"))
_NOBODY = frozenset(("it", "this", "that", "these", "those", "es", "there", "what", "one", "you", "who"))
_SUBORDINATE = re.compile(
    r"(?i:(?:(?:just|shortly|soon|right|even|only|ever)\s)?(?:though|although|while|when|if|as|because|since|after|before|once))\s+"
)
_FULL_NAME_AT_END = re.compile(rf"\s{NAME}\s{CAPITALISED}\Z")
_THE_AT_END = re.compile(r"\b(?:the|a|an|his|her|its|their)\s+(?:(?!\b(?:the|a|an)\b)[^,])*\Z")
_LISTED = re.compile(rf"(?<=\w),\s+{NAME}\s+and\s+{NAME}\s*\Z")
_IN_BRACKETS = re.compile(r"(?<=\w)\s*\([^()]{1,30}\)")
# How old a speaker is and where from: Jane Smith, 59, of Ashton, Md., said.
_WHENCE = re.compile(r"\d{1,3}|(?:of|from)\s.{1,40}|[A-Z][A-Za-z]{0,4}[.\u2024](?:[A-Z][.\u2024])?")
_AN_OFFICE = re.compile(rf"an?\s[a-zA-Z].*|(?:the|its|their)\s(?:.*\s)?(?i:{cues.ANY_ROLE})")
_APPOSED_LATER = re.compile(rf"([^,;.]{{0,60}}),\s({CAPITALISED}(?:\s{CAPITALISED}){{1,3}}),\s")
_APPOSED = re.compile(rf",\s+({NAME})")
_ARTICLE_AT_END = re.compile(r"(?<=\w)\s(?:der|dem|den|die|das|the|el|los|il)\Z")
_ELIDED = re.compile(r"^[lLdD]['\u2019](?=\w)")
_LEADING_NAME = re.compile(rf"{NAME}(?:\s+(?:{cues.ANY_ROLE})\b)?")
_TWO = re.compile(rf"{NAME}\sand\s{NAME}(?=\s[a-z])")
_ROLE_PHRASE = re.compile(
    rf"(?:The|A|An|One|Another)\s+(?:[\w'\u2019-]+\s+){{0,4}}?(?:{cues.ANY_ROLE})\b(?!['\u2019]s)"
    rf"(?:\s+(?:of|for)\s+(?:the\s+)?(?:[A-Z][a-z]+\s(?:[a-z]+\s){{0,2}}(?:{cues.ANY_ROLE})\s)?{NAME})?"
)
_DETERMINED = rf"(?i:{'|'.join(sorted(cues.DETERMINERS, key=len, reverse=True))})"
_OFFICE_AND_NAME = re.compile(
    rf"(?:{_DETERMINED}\s+|[lLdD]['\u2019])[a-zà-ÿ][\w'\u2019-]*(?:\s+[\w'\u2019-]+){{0,5}}?"
    rf"(?:\s+{CAPITALISED}(?<!['\u2019]s)\s+{NAME}|,\s+(?P<apposed>{CAPITALISED}\s+{NAME})(?=,))"
)
# The mayor praised the poet, Jane Smith; the move lifts Mr Smith
_VERB_WITHIN = re.compile(rf"\s[a-z]+ed\s(?:the|an?|his|her|their|its)\s|\s[a-z]+(?:ed|s)\s{cues.TITLE}\s")
_ROLE = rf"(?:{cues.ANY_ROLE})"
_OFFICIALS = re.compile(rf"(?!(?:and|but|or)\s)(?:[a-z][a-z-]+\s){{1,3}}{_ROLE}")  # union chief, senior prison officers
_AGENT = r"[a-z]{3,}(?:ers|ors|ists|ians|cates)"
_SOME_AGENTS = re.compile(rf"{_AGENT}(?=\s[a-z]+(?:ed|t)\s)")  # protesters swarmed
_NO_NAME = re.compile(r"[A-Z][a-z]+(?:ed)?\sand\s[a-z]+,\s")
_ONCE = re.compile(r"(?:then|now|ex|vice|co|self)-[A-Za-z]+\s.*[A-Z]")  # then-Fox News host Jane Smith
_AGENTS = re.compile(rf"(?:[a-z]+\s)?{_AGENT}")  # weather forecasters, advocates
_FALSE_TITLE = re.compile(rf"{FALSE_TITLE}\s{NAME}")  # psychologist Jones
_OFFICE_AT = re.compile(rf"[a-z]+\s(?:[a-z-]+\s){{1,3}}?(?:of|for|at|de|del|du|des|der)\s(?:the\s|la\s)?{NAME}")
_ENDS_WITH_ROLE = re.compile(rf"[A-Z].*\s{_ROLE}(?:\s(?:of|for|at|in)\s.+)?")
_PRONOUN_TO = re.compile(r"(er|sie)\s(?:dem|der|den|uns|mir)\b")
_OWNED_OFFICE = re.compile(
    rf"{NAME}['\u2019]s?\s+(?:(?:[\w-]+\s+){{0,4}}[a-z][\w-]*|(?:[A-Z][a-z]+\s){{0,2}}(?i:{cues.ANY_ROLE}))"
)
_BODY = re.compile(
    rf"[Tt]he\s{CAPITALISED}(?:\s{CAPITALISED})*(?:\s(?:of|for|on|and)\s(?:the\s)?{NAME})*"
    r"(?=\s(?:has|have|had|did|was|is|[a-z]+ed|sent|wrote|put|in\sa\sstatement|on\s[A-Z]\w+day)\s)"
)
_TRADE = re.compile(rf"\A(?:{FALSE_TITLE}|{cues.ANY_ROLE}|eyewitness)\s")
_AGED = re.compile(rf"(?:[Tt]he\s|[Aa]\s)?\d{{1,3}}-year-old\s(?:[a-z-]+\s){{0,3}}{CAPITALISED}\s+{NAME}")
_WITH_AGE = re.compile(rf"\A\d{{1,3}}-year-old\s({CAPITALISED}\s{NAME}?)(?:\s(?:of|from)\s.+)?\Z")
_OWNED = re.compile(
    rf"{NAME}['\u2019]s\s+(?:(?!(?:to|of|in|for|on|with|from|about|at)\s)[a-z][\w-]*\s+){{0,4}}?"
    rf"(?:{CAPITALISED}\s+{NAME}|(?:{_ROLE}|campaign|team|office|camp|administration)\b(?!\s+{CAPITALISED}\s+{CAPITALISED}))"
)
_KIN = re.compile(  # Mr Hall's son, Jim, defended him
    rf"(?:{NAME}['\u2019]s?|His|Her|Their)\s(?:[a-z-]+\s){{0,2}}(?:son|daughter|wife|husband|brother|sister|mother|father|widow"
    rf"|widower|cousin|nephew|niece|uncle|aunt|partner|girlfriend|boyfriend|lawyer|attorney),\s(?P<apposed>{NAME}),\s"
)
# Green presidential candidate Jane Smith weighed in: no office and name stand so after a verb.
_OFFICE_OF_SOME = re.compile(
    rf"{NAME}(?:\s(?:and|of|for|on)\s{NAME})?\s+(?:[a-z][\w-]*\s+){{0,3}}?(?i:{_ROLE})\s+{CAPITALISED}\s+{NAME}(?:\s+{_ROLE})?"
    rf"(?=(?:\s\([^()]*\))?(?:,|\sand\s[A-Z][^,;:]{{2,40}}|\son\s{WEEKDAY})?\s(?:[a-z]+ly\s)?(?:[a-z]+(?:ed|es)|took|went|said|says|told|tells|is|was|has|had|wrote|spoke|would|could|will|did|does|is|has)(?:n['\u2019]t)?\b)"
)
_A_BODY = re.compile(
    rf"(?:The|A|An)\s(?:[\w'\u2019-]+\s){{0,3}}?(?:{cues.ANY_BODY})(?=,?\s(?:which|that|who|from|of|by|has|had|is|was|sent|[a-z]+ed)\b)"
)
_MANY = re.compile(
    r"(?:[A-Z][a-z]+\s+)?(?i:groups?|crowds?|bands|dozens|scores|hundreds|thousands|tens of thousands)\s+of\s+[a-z]+"
)
_CALLING_AND_NAME = re.compile(rf"(?:[a-zà-ÿ][a-zà-ÿ-]+\s+){{1,3}}{CAPITALISED}\s+{NAME}(?=\s[a-zà-ÿ])")
_IT_IS = re.compile(r"It(?:['\u2019]s| is| was)\s.*\btime\s")  # It is the first time the mayor has said
_RELATIVE = re.compile(r"(?:his|her|their|my|our)\s+[a-z]+\Z")
_STOP = re.compile(
    r"[,.;:!?()\"“”«»]|\s[\u2013\u2014-]+(?:\s|\Z)|\s(?:in|on|at|after|following|during|as|when|while|to|that|before|by|about|who|which|whose|with|familiar"
    r"|from|adding|speaking|referring|told|shortly|yesterday|today|tonight|last|this|earlier|later|because|if|through|via"
    r"|Mon(?:day)?|Tues(?:day)?|Wednesday|Thurs(?:day)?|Friday|Saturday|Sunday|am|im|nach|bei|zu|gegenüber|dans|à|au|lors"
    r"|ist|sind|war|hat|wird|est|sont|es|son|fue|ha|a|(?:Mon|Diens|Mitt|Donners|Frei|Sams|Sonn)tag|Mittwoch"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:lune|marte|mercole|giove|vener)d\u00ec|sabato|domenica"
    r"|(?:m\u00e5n|tis|ons|tors|fre|l\u00f6r|s\u00f6n)dag|(?:segunda|ter\u00e7a|quarta|quinta|sexta)-feira|op|tegen|naar|sur|chez|devant"
    r"|dopo|nella?|ap\u00f3s|nesta|neste|numa?|podczas|efter|under"
    r"|durante|tras|ante|(?:and|but|und|et|y)(?=\s+(?:[a-z]+(?:ed|ing)|then|also|he|she|they|it|we)\b)"
    r"|was|were|is|are|had|has|have|will|would)\b"
)
_LONGEST_NAME = 6  # words in a name and nothing else
_LONGEST = 14  # words in a speaker's name with what belongs to it


def subject(words: str) -> str | None:
    """Return the subject that `words`, which stand before a verb of saying, end with."""
    words = cues.AUXILIARIES.sub("", " " + words.rstrip()).rstrip()
    if "(" in words:
        words = _IN_BRACKETS.sub("", words)  # Rep. Jane Smith (D-Ohio), a lawyer, said
    if _PASSIVE.search(words):
        return None
    words = words.removeprefix(" What")
    if itself := _PRONOUN_AT_END.search(words):  # In a post at the time she said
        return itself[1]
    if words.endswith((" that", " which")) and (paper := clauses.PAPER_THAT.search(words)):
        return (leads(words) if paper["out"] else None) or paper["paper"]
    words, told = without_relative(words)
    if told:
        return told
    if _CONJUNCTION.search(words):  # Mr Smith dismissed the plan and said
        return second_subject(words) or leads(words)
    if (second := clauses.SECOND_CLAUSE.match(words)) and clauses.FINITE.search(words, 0, second.end()):
        words = words[second.end() :]  # It was over, and Mr Smith said
    last = _CLAUSE.split(words)[-1] if not words.endswith((")", "\u2013", "\u2014")) else words
    return _with_appositions(_chunks(last)) or leads(words)


def _with_appositions(chunks: list[str]) -> str | None:
    """Return the subject of a clause that commas part: Jane Smith, the governor, said."""
    if not chunks[-1]:
        chunks = [chunk for chunk in chunks if not _WHENCE.fullmatch(chunk)]
    if len(chunks) > 1 and not chunks[-1]:
        candidates = [chunks[-3], chunks[-2], chunks[0]] if len(chunks) > 2 else [chunks[-2]]  # noqa: PLR2004 - head, apposition, nothing
    elif len(chunks) == 2 and _AN_OFFICE.fullmatch(chunks[1]) and _is_person(chunks[0]):  # noqa: PLR2004 - head, apposition
        candidates = [chunks[0]]  # Jane Smith, the fire chief said: a comma is missing
    else:
        candidates = [chunks[-1]]
    if len(chunks) > 3 and _is_person(chunks[0]):  # noqa: PLR2004 - head, two appositions, nothing
        return chunks[0]
    for at, candidate in enumerate(candidates):
        if name := _phrase(candidate):
            apposed = candidates[at + 1].strip() if at + 1 < len(candidates) else ""
            is_office = _is_office(name) or _is_office(candidate)
            return apposed if is_office and is_full_name(apposed) else name
    return None


def _chunks(clause: str) -> list[str]:
    """Return what the commas of a clause part, but for those of an institute of Law, Trade and Public Policy."""
    first, comma, rest = clause.partition(",")
    if comma and first.strip() and not LEAD.sub("", first, count=1).strip():
        clause = first + rest  # Meanwhile, senior officials said
    listed = _LISTED.search(clause) if " and " in clause else None
    if listed is None or not is_organisation(clause[: listed.start()]):
        return [chunk.strip() for chunk in clause.split(",")]
    *chunks, last = clause[: listed.start()].split(",")
    return [*(chunk.strip() for chunk in chunks), (last + listed[0]).strip()]


def leads(words: str) -> str | None:
    """Return the subject that a sentence begins with: for "Mr Smith dismissed the plan, saying"."""
    words = LEAD.sub("", words, count=1)
    if clause := _SUBORDINATE.match(words):  # While Mr Smith praised the plan, she left, saying
        main = words.partition(",")[2].strip()
        words = words[clause.end() :] if not main or _SUBORDINATE.fullmatch(main + " ") else main
    elif PREPOSITION.match(words[:1].upper() + words[1:]):  # In response, Mr Smith gave a statement saying
        words = words.partition(",")[2].lstrip()
    first = _FIRST_WORD.match(words)
    if first is None:
        return None
    word = _CONTRACTED.sub("", first[0])
    if word.lower() in _NOBODY:
        return None
    if _is_pronoun(word):
        return word
    for pattern in (
        _SOME_AGENTS,
        CALLING_FIRST,
        _ROLE_PHRASE,
        _OFFICE_AND_NAME,
        _KIN,
        _OWNED,
        _OFFICE_OF_SOME,
        _MANY,
        _AGED,
        _BODY,
        _A_BODY,
    ):
        if (found := pattern.match(words)) and not _VERB_WITHIN.search(found[0]):
            return found.groupdict().get("apposed") or _apposed(words, found.end()) or found[0]
    name = _TWO.match(words) or _LEADING_NAME.match(words)
    known = name and first[0].lower() not in cues.DETERMINERS and not PREPOSITION.match(words)
    if name and " " not in name[0] and (behind := _NO_NAME.match(words)):  # Poised and articulate, Mr Smith said
        return leads(words[behind.end() :]) if words[behind.end() :].strip() else None
    return POSSESSIVE.sub("", name[0]) if name and known and (" " in name[0] or len(words) > len(name[0])) else None


def _apposed(words: str, office_end: int) -> str | None:
    """Return the name behind an office that goes on: Mr Hall's lawyer in the case and friend, Jane Smith, said."""
    name = _APPOSED_LATER.match(words, office_end)
    known = name and is_full_name(name[2]) and not clauses.FINITE.search(name[1]) and not clauses.PAST.search(name[1])
    return name[2] if name and known else None


def follows(words: str) -> str | None:
    """Return the name that `words`, which stand after a verb of saying or "according to", begin with."""
    if pronoun := _PRONOUN_TO.match(words):  # sagte sie der Zeitung
        return pronoun[1]
    stop = _STOP.search(words)
    told = words[: stop.start()] if stop else words
    name = _WITH_AGE.sub(r"\1", _phrase(told) or "") or None
    if name is None and (calling := _CALLING_AND_NAME.match(told)):
        return calling[0]
    if stop and name and _is_office(name) and (apposed := _APPOSED.match(words, stop.start())):
        return apposed[1] if is_full_name(apposed[1]) or _RELATIVE.match(name) else name
    return name


def _is_pronoun(word: str) -> bool:
    """Whether a word is a pronoun of some language, and no abbreviation: the EU is no Portuguese I."""
    return word.lower() in cues.PRONOUNS and (len(word) == 1 or not word.isupper())


def _is_office(name: str) -> bool:
    """Whether a speaker is told by what they do alone: the deputy mayor."""
    first = _ELIDED.sub("", name).partition(" ")[0]
    if _OWNED_OFFICE.fullmatch(name) or _OFFICE_AT.fullmatch(name) or _ENDS_WITH_ROLE.fullmatch(name):
        return True
    return (first.lower() in cues.DETERMINERS or first != name[: len(first)]) and not _FULL_NAME_AT_END.search(name)


def _is_person(words: str) -> bool:
    """Whether a part between commas is a full name, with what somebody does or without: not In San Pedro."""
    return is_full_name(_TRADE.sub("", words)) and not PREPOSITION.match(words)


def name_only(words: str) -> str | None:
    """Return `words` if they are a name and nothing else: before a colon, or after a dash."""
    head = words.partition(",")[0].strip()
    known = CAPITALS.fullmatch(head) and 0 < head.count(" ") < _LONGEST_NAME and not PREPOSITION.match(head)
    return head if known else None


def _phrase(words: str) -> str | None:
    """Return `words` without what leads up to the name in them; None where they are no name."""
    led = LEAD.sub("", words, count=1).strip(" ,-\u2013\u2014")
    begins = led != words.strip(" ,-\u2013\u2014")  # But senior officials said
    words = _ARTICLE_AT_END.sub("", led)
    words = _AND_ANOTHER.sub("", words)
    if _CLAUSE_WITHIN.search(words) or words.endswith(" of"):
        return None
    if (conjunction := _SUBORDINATE.match(words + " ")) and not PREPOSITION.match(words):
        words = words[conjunction.end() :]
    if PREPOSITION.match(words) or _IT_IS.match(words):  # In a statement the ministry said
        at_end = CAPITALS_AT_END.search(words) or _THE_AT_END.search(words)
        words = at_end[0] if at_end and not DAY.match(at_end[0]) else ""
    clause, _, after = words.rpartition(" and ")
    if clauses.FINITE.search(words) or clauses.PAST.search(clause):
        words = after if clause else ""
    words = without_clause(words)
    if len(words.split()) > _LONGEST:
        words = words.partition(" of ")[0]  # experts Jane Smith and Ann Lee of the Institute for ...
    first = _FIRST_WORD.match(words)
    if first is None or len(words.split()) > _LONGEST or (clauses.FINITE.search(words)):
        return None
    word = _ELIDED.sub("the ", first[0]).partition(" ")[0]
    pronoun = _is_pronoun(word) and words == word
    known = word[0].isupper() or word[0].isdigit() or word.lower() in cues.DETERMINERS or word in cues.ROLES
    known = known or (_FULL_NAME_AT_END.search(words) is not None and word.isalpha())  # former director Jane Smith
    known = known or begins or _OFFICIALS.fullmatch(words) is not None
    known = (
        known
        or _FALSE_TITLE.fullmatch(words) is not None
        or _AGENTS.fullmatch(words) is not None
        or _ONCE.match(words) is not None
    )
    bare = _CONTRACTED.sub("", word)
    if _is_pronoun(bare) and bare.lower() not in cues.DETERMINERS and not pronoun and not is_full_name(words):
        return None
    return words if pronoun or (known and words.lower() not in cues.DETERMINERS - _ALONE) else None
