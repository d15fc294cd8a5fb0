"""The dead whom an article tells of beside its toll: the attacker, whom some count, and several without a number."""

import re

from worker.text.between.figures.vocabulary import ATTACKER
from worker.text.between.tokenised import Tokenised
from worker.text.listed import words_of

_THE_ATTACKER = rf"(?:{ATTACKER}|suicide bombers?|(?:man|woman|person) (?:responsible|suspected|believed|identified))\b"
_ATTACKER_DIED = re.compile(
    rf"\b{_THE_ATTACKER}[^.;]{{0,80}}?\b(?:is|was|been|being|found|thought to be|presumed|likely)"
    r" (?:\w+ )?(?:dead|killed|fatally)\b"
    rf"|\b{_THE_ATTACKER}[^.;]{{0,60}}?\b(?:died|killed (?:himself|herself|themselves)"
    r"|(?:took|taken) (?:his|her|their) own)\b"
    rf"|\b(?:killed|killing|shot|shot dead|including|among them|whether) (?:the|a) (?:\w+ )?{_THE_ATTACKER}",
    re.IGNORECASE,
)
_SEVERAL_DIED = re.compile(
    r"\b(?:several|multiple|many|numerous|dozens|scores|hundreds|thousands|a number)(?: of)?"
    r"(?: (?!others?\b)[a-z'-]+){0,3}?"
    r" (?:(?:have|had|been|were|are|was|also) )*(?:killed|dead|died|fatalities|deaths)\b",
    re.IGNORECASE,
)
_ATTACKERS = words_of("""
    shooter gunman gunmen attacker attackers assailant assailants bomber bombers suspect suspects killer perpetrator
    responsible suspected believed identified
    """)
_SEVERAL = words_of("several multiple many numerous dozens scores hundreds thousands number")


def tells_of_attacker(sentence: Tokenised) -> bool:
    """Whether an English sentence tells that the attacker is dead too."""
    return not _ATTACKERS.isdisjoint(sentence.words) and _ATTACKER_DIED.search(sentence.text) is not None


def tells_of_several(sentence: Tokenised) -> bool:
    """Whether an English sentence tells of several dead, so that one of them is not all."""
    return not _SEVERAL.isdisjoint(sentence.words) and _SEVERAL_DIED.search(sentence.text) is not None
