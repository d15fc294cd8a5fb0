"""Whom a pronoun means, by how much each person is in view just before it.

Sentence after sentence everybody named gains weight by their part in it, and what they had gained before fades. After
Lappin and Leass, An Algorithm for Pronominal Anaphora Resolution (Computational Linguistics 20, 1994), with parts of
the sentence told from words alone.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from worker.text.speech import cues
from worker.text.speech.names import leads
from worker.text.speech.shapes import POSSESSIVE
from worker.text.speech.who import TITLED, Mention, Named, family_name, given_name, is_surely, may_be, spoken_of

_FADES = 0.5  # of one's weight is left a sentence later
_MOST = 6.0  # weight that anybody can gather
_SPEAKER = 4.0
_SUBJECT = 4.0
_CLAUSE_SUBJECT = 2.0
_OBJECT = 1.0
_ASIDE = 0.5
_UNSURE = 0.25  # of the weight of a person goes to two words with capitals
_SURE = 1.6  # times as likely is somebody whose title or given name the pronoun fits
_GOES_ON = 2.0  # times as likely is who spoke last where they "add" something
_LEAST = 0.2
_AHEAD = 1.2  # times the weight of the next one, for nobody else to be meant
_SEEN = _LEAST / (_SURE * _GOES_ON * _AHEAD)  # with less nobody is meant, nor keeps another from being

_VERB = re.compile(
    r"(?:,\s[^,;:.]{1,120},)?\s(?:(?:[a-z]+ly|also|then|later|now|once|himself|herself)\s)?"
    r"(?:[a-z]{2,}(?:ed|s)|told|wrote|went|made|took|gave|came|had|has|was|would|will|could|can|should|did|may|might|left"
    r"|met|ran|won|saw|began|spoke|put|got|kept|held|led|said|sent)\b"
)
_ASIDE_BEFORE = re.compile(
    r"\b(?<!ecretary )(?<!head )"
    r"(?:of|with|by|from|about|for|to|at|in|on|against|like|than|and|or|over|under|between|including|via|near)\s"
    r"(?:(?:the|a|an|his|her|their|its|former|late)\s)*(?:[a-z-]+\s){0,3}\Z"
)
_OWNED = re.compile(r"['\u2019]s?\b")
_DOING = re.compile(r"(?:,\swho\s[^,]*,)?\s[a-z]+ing\b")  # with Ms Smith, who was there, mocking the plan
_BEGINS_WITH = re.compile(r"\s*(he|she)(?:['\u2019](?:s|d|ll))?\s", re.IGNORECASE)
# The popular commentator applauded: somebody by what they are, who has mostly been named before.
_EPITHET = re.compile(
    rf"\s*The\s(?:[\w-]+\s){{0,5}}?(?:{cues.ANY_ROLE}|[a-z]{{3,}}(?:ist|tor|ian|man|woman)|star|tycoon"
    r"|(?!letter|paper|order|number|center|matter|power|river|water|chapter|answer|offer)[a-z]{4,}er)\s"
    r"(?=[a-z]+ed\s|has\s|had\s|was\s|is\s|told\s|went\s)"
)
# An email sent in May by the press secretary, Jane Smith, says
_AUTHORED = re.compile(
    r"\A\s*(?:An?|The|Another|In an?)\s[^,;:]{0,30}?"
    r"(?:e-?mail|letter|memo|message|note|tweet|post|book|report|column|essay|article)\b"
    r"[^.;:]{0,80}\b(?:by|from)\s(?:(?!(?:to|by|from|and)\s)[\w'\u2019-]+\s){0,5}\Z"
)
_AGAIN = re.compile(r"\b(he|she)\s")
_CLEFT = re.compile(r"\s*(?:(?:It|This|That) (?:is|was)|There (?:is|was|are|were))\s")  # It is what Jane Smith asked
_IS_OBJECT = re.compile(  # The move elevates Jane Smith
    r"\s*(?:The|This|That|These|His|Her|Its|An?)\s[^,;:]*\s[a-z]+(?:ed|s)\s(?:(?:the|an?|his|her)\s)?(?:[\w\u2024-]+\s){0,3}\Z"
)
_THAT = re.compile(r"\bthat\s+\Z")
_NOTHING = " .,|\n"


@dataclass(frozen=True)
class Sentence:
    """A sentence without what is quoted in it, who is named in it, and the names of those who speak in it.

    What its words alone tell is told once: every pronoun behind it asks for it again.
    """

    text: str
    mentions: Sequence[Mention]
    speakers: Sequence[str]

    @cached_property
    def is_empty(self) -> bool:
        """Whether nothing stands beside what is quoted."""
        return not self.text.strip(_NOTHING)

    @cached_property
    def begins_with(self) -> str | None:
        """The pronoun that it begins with, in small letters."""
        pronoun = _BEGINS_WITH.match(self.text)
        return pronoun[1].lower() if pronoun else None

    @cached_property
    def is_of_epithet(self) -> bool:
        """Whether it begins with somebody by what they are."""
        return _EPITHET.match(self.text) is not None

    @cached_property
    def main(self) -> Mention | None:
        """Who it is about, by name or by an office with the name behind it."""
        return _main_subject(self)

    @cached_property
    def again(self) -> str | None:
        """The pronoun behind whom it is about."""
        again = _AGAIN.search(self.text, self.main.end) if self.main else None
        return again[1] if again else None

    def speaks_another(self, family: str | None) -> bool:
        """Whether somebody speaks in it who has not that family name."""
        return any(each != family for each in self.families)

    @cached_property
    def shown(self) -> Sequence[tuple[str, str]]:
        """The family name and the name of each who speaks or is mentioned, the last one first."""
        names = (*self.speakers, *(mention.name for mention in self.mentions))
        return [(family_name(name), name) for name in reversed(names)]

    @cached_property
    def families(self) -> Sequence[str]:
        """The family names of those who speak."""
        return [family_name(name) for name in self.speakers]

    @cached_property
    def parts(self) -> Sequence[float]:
        """The weight of each who is mentioned, as of one whom it is not about."""
        return [_part(self.text, mention) for mention in self.mentions]


def meant(
    pronoun: str,
    sentences: Sequence[Sentence],
    named: Mapping[str, Sequence[Named]],
    *,
    quote: str = "",
    unfit: Collection[str] = (),
    others: Collection[str] = (),
    going_on: str | None = None,
) -> str | None:
    """Return the one person whom `pronoun` means, as they are named last and in full; None where that is not sure.

    Args:
        pronoun: in small letters.
        sentences: those before the pronoun, in order, the last up to where it stands.
        named: the people of the article by their family names.
        quote: what is said: whom it tells of does not say it.
        unfit: the family names of those who cannot be meant here.
        others: the family names of those whom the other pronoun has meant.
        going_on: the family name of who spoke last, if what is said adds to that.
    """
    view = _View(sentences, named, {pronoun: frozenset(others)})
    if not view.shown:
        return None
    ranked = sorted(
        (
            weight * (_SURE if view.fits_surely(pronoun, family) else 1) * (_GOES_ON if family == going_on else 1),
            family,
        )
        for family, weight in view.weights(sentences).items()
        if weight >= _SEEN
        and family not in unfit
        and view.fits(pronoun, family)
        and not view.is_spoken_of(family, quote)
    )
    if not ranked or ranked[-1][0] < _LEAST or (len(ranked) > 1 and ranked[-1][0] < _AHEAD * ranked[-2][0]):
        return None
    names = list(view.shown[ranked[-1][1]])
    names = [name for name in names if may_be(name, pronoun)] or names
    return next((name for name in names if " " in name), names[0])


class _View:
    """By which names everybody goes, family name by family name: in the sentences at hand, and in the article."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        named: Mapping[str, Sequence[Named]],
        others: Mapping[str, Collection[str]],
    ) -> None:
        self.named = named
        self.others = others
        self.shown: dict[str, dict[str, None]] = {}  # each name once, the last one first
        self._fitting: dict[tuple[str, str], bool] = {}
        self._known: dict[str, set[str]] = {}
        for sentence in reversed(sentences):
            for family, name in sentence.shown:
                self.shown.setdefault(family, {})[name] = None

    def fits(self, pronoun: str, family: str) -> bool:
        """Whether nothing tells that a pronoun cannot mean somebody with that family name."""
        known = self._fitting.get((pronoun, family))
        if known is None:
            known = self._fitting[pronoun, family] = self._fits(pronoun, family)
        return known

    def _fits(self, pronoun: str, family: str) -> bool:
        if family in self.others.get(pronoun, ()) and len(self.named.get(family, ())) <= 1:
            return False  # of a wife and a husband of one name either may be meant
        names = self._names(family)
        if len(names) > 1:
            names = {name for name in names if TITLED.match(name) or given_name(name)} or names
        return any(may_be(name, pronoun) for name in names)

    def fits_surely(self, pronoun: str, family: str) -> bool:
        """Whether title or given name tell that a pronoun can mean somebody with that family name."""
        return any(is_surely(name, pronoun) for name in self._names(family))

    def is_spoken_of(self, family: str, quote: str) -> bool:
        """Whether words tell of somebody, by the family name or by the given one."""
        first = {name.partition(" ")[0] for name in self._names(family) if " " in name and not TITLED.match(name)}
        return any(spoken_of(name, quote) for name in {family, *(first & cues.given_names().keys())})

    def weights(self, sentences: Iterable[Sentence]) -> dict[str, float]:
        """Return how much each family name is in view at the end of `sentences`."""
        found: dict[str, float] = {}
        fresh = 1.0  # what a weight of 1 counts now: more with each sentence, so that no other need be made less
        for sentence in sentences:
            if found and not sentence.is_empty:
                fresh /= _FADES
            if not (found or sentence.shown):
                continue
            for family, weight in self._gained(sentence, found).items():
                found[family] = min(found.get(family, 0.0) + weight * fresh, _MOST * fresh)
        return {family: weight / fresh for family, weight in found.items()}

    def _gained(self, sentence: Sentence, before: Mapping[str, float]) -> dict[str, float]:
        """Return what a sentence adds to the weights that were `before` it."""
        gained = dict.fromkeys(sentence.families, _SPEAKER)
        if pronoun := sentence.begins_with:
            meant = max(before, key=before.__getitem__, default=None)
            if meant and not self.fits(pronoun, meant):
                fitting = (family for family in before if self.fits(pronoun, family))
                meant = max(fitting, key=before.__getitem__, default=None)
            if meant:
                gained[meant] = _SUBJECT
        main = sentence.main
        if main is None and before and sentence.is_of_epithet:
            gained.setdefault(max(before, key=before.__getitem__), _CLAUSE_SUBJECT)
        for mention, as_other in zip(sentence.mentions, sentence.parts, strict=True):
            is_told_of = bool(sentence.speakers) and mention.family not in gained
            part = _SUBJECT if mention is main and not is_told_of else as_other
            weight = part if mention.is_surely_person else part * _UNSURE
            gained[mention.family] = max(gained.get(mention.family, 0.0), weight)
        if main and sentence.again and self.fits(sentence.again, main.family):
            gained[main.family] += _OBJECT
        return gained

    def _names(self, family: str) -> set[str]:
        """Return by which names somebody goes."""
        if family not in self._known:
            self._known[family] = {*self.shown.get(family, ()), *(each.name for each in self.named.get(family, ()))}
        return self._known[family]


def _main_subject(sentence: Sentence) -> Mention | None:
    text = sentence.text
    subject = leads(text)
    if subject and subject.lower() in cues.PRONOUNS:
        return None
    cleft = _CLEFT.match(text)
    if sentence.is_of_epithet:
        return None
    named = [mention for mention in sentence.mentions if not _is_aside(text, mention)]
    if subject and (about := next((who for who in named if who.family == family_name(subject)), None)):
        return about
    if len(named) == 1:
        if _IS_OBJECT.match(text[: named[0].start]) and not _VERB.match(text, named[0].end):
            return None
        return None if _THAT.search(text[: named[0].start]) and not cleft else named[0]
    is_office = subject is None or cleft is not None or subject.partition(" ")[0].lower() in cues.DETERMINERS
    return next((who for who in named if _VERB.match(text, who.end)), None) if is_office else None


def _part(text: str, mention: Mention) -> float:
    """Return the weight of who is not what a sentence is about."""
    if _AUTHORED.search(text, 0, mention.start):
        return _SUBJECT
    before = text[: mention.start]
    if before.endswith("with ") and _DOING.match(text, mention.end):
        return _CLAUSE_SUBJECT
    if not before.strip() and _is_owned(text, mention) and _AGAIN.search(text, mention.end):
        return _CLAUSE_SUBJECT  # Smith's fate is unclear, but she said
    if _is_aside(text, mention):
        return _OBJECT if text.startswith(", who ", mention.end) else _ASIDE
    does = _VERB.match(text, mention.end) and not _THAT.search(before)
    return _CLAUSE_SUBJECT if does else _OBJECT


def _is_aside(text: str, mention: Mention) -> bool:
    """Whether somebody is named only to tell of another: Smith's plan, a meeting with Smith."""
    return _is_owned(text, mention) or _ASIDE_BEFORE.search(text, 0, mention.start) is not None


def _is_owned(text: str, mention: Mention) -> bool:
    """Whether somebody is named for what is theirs: Smith's plan."""
    owned = POSSESSIVE.search(text, mention.start, mention.end) or _OWNED.match(text, mention.end)
    return owned is not None
