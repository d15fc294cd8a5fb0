"""Nobody as a number of English text: no one was hurt, there were no casualties.

Only what is said flatly counts: that no injuries were reported, or that nobody else was hurt, leaves room for some.
"""

import re

from worker.text.between.figures.bounds import Bound
from worker.text.between.figures.numerals import Numeral
from worker.text.between.openings import holds_any

BEGINS = frozenset({"no", "nobody"})
"""Words with which it begins, as `terms.words` gives them."""
_NOBODY = re.compile(
    r"\b(?:(?:no[ -]one|nobody)(?= (?:was|were|is|has been|had been|have been) (?!seriously|badly|also)[a-z])"
    r"|(?:(?<=\bwere )|(?<=\bwas ))no(?= (?:casualties|injuries|deaths|fatalities)\b))"
    r"(?! [^.;]*\b(?:else|other|further|report\w*|believed|thought|known|feared|expected|immediate\w*|yet|initially"
    r"|charged|arrested)\b)",
    re.IGNORECASE,
)
_TOLD_BY = ("nobody", "no one", "no-one", "were no ", "was no ")
"""Each telling of nobody holds one of these."""


def find(text: str) -> list[Numeral]:
    """Return each place of folded `text` that says nobody, as the number 0."""
    if not holds_any(text, _TOLD_BY):
        return []
    return [
        Numeral(0.0, 1.0, Bound.EXACT, *found.span(), 0.0, 0.0, lead=found.start()) for found in _NOBODY.finditer(text)
    ]
