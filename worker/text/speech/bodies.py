"""Which institutions, documents and groups `it` and `they` can stand for."""

import re
from collections.abc import Collection

from worker.text.speech import cues
from worker.text.speech.shapes import POSSESSIVE, is_organisation
from worker.text.speech.who import THE, TITLED, Named, given_name

# The energy ministry left.
BODY_FIRST = re.compile(
    r"(?:(?:But|And|Yet|So|Still)\s(?=the|a))?((?:[Tt]he|[Aa])\s[a-z-]+(?:\s[a-z-]+)??)"
    r"\s(?:has|have|had|was|were|is|are|left|[a-z]+(?:ed|es))\b"
)
_BODY_WORD = re.compile(rf"\b(?:{cues.ANY_BODY})\b")
_PAPER = re.compile(r"e-?mail|letter|report|study|statement|poll|survey|memo|document|post|tweet|article|book|ad|note")
_SHORT = 3  # words that name a body by what it is: the energy ministry


def may_be_body(pronoun: str, name: str, named: dict[str, list[Named]], bodies: Collection[str]) -> bool:
    """Whether `it` or `they` can mean what is named: an institution, a document, or for `they` several people.

    `bodies` are the names that are nobody's, as far as the article tells.
    """
    pronoun, words = pronoun.lower(), name.split()
    if (
        name.lower() in cues.PRONOUNS
        or POSSESSIVE.sub("", words[-1]) in named
        or given_name(name)
        or TITLED.match(name)
    ):
        return False
    role = words[-1].lower()
    if pronoun == "they" and _PAPER.fullmatch(role):
        return False
    several = role in cues.ROLES and (role.endswith("s") or role in {"police", "people", "family"})
    if is_organisation(name) or (name.isupper() and len(name) > 1) or _BODY_WORD.search(name):
        return True
    if role in cues.ROLES:
        return pronoun == "they" and (several or role.startswith("spokes"))
    if pronoun == "it" and name[0].isupper() and not name.startswith(("The ", "A ")):
        return name in bodies
    return THE.match(name[:1].upper() + name[1:]) is not None and len(words) <= _SHORT
