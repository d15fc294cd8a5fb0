"""What was done, by the verbs of an English sentence, and whether a day is that of what befell or of a deed since."""

import re

from worker.text.grouping.terms import stem

_DEED = re.compile(
    r"\b(?:[a-z]{2,}(?<!ne)ed|won|lost|met|held|left|began|struck|hit|shot|sank|broke|fell|rose|took|gave|made|sent|went|came"
    r"|found|chose|swore|flew|led|built|bought|sold|paid|cut|quit|fled)\b"
)
"""What was done, in English."""
_DEED_CHARS = 80
_BEFELL = re.compile(
    r"kill\w*|injur\w*|wound\w*|hurt|died|left|hit|struck|occurred|happened|took|began|started|broke|ripped|rocked|swept"
    r"|shot|sank|fell|went|came|sent|collapsed|crashed|exploded|erupted|collided|derailed|overturned|capsized|attacked"
    r"|opened|stabbed|bombed|gave|destroyed|damaged|trapped|plunged|flooded|tumbled|stormed|caused|claimed"
)
"""What is told of a disaster itself, and no deed of others after it."""
THEREAFTER = re.compile(r"\b(?:after|following|since|in the (?:wake|aftermath))\b")
"""Behind these stands what was before the day."""


def before(text: str, said: str) -> str:
    """Return the stem of the last verb before a day that tells what was done; empty where there is none."""
    at = text.find(said)
    told = _DEED.findall(text, max(0, at - _DEED_CHARS), max(0, at))
    return stem(told[-1]) if told else ""


def are_of_it(between: str) -> bool:
    """Whether a day behind these words is of what they follow, and of nothing that was done since: signalled Monday."""
    return all(_BEFELL.fullmatch(deed) for deed in _DEED.findall(between))
