"""What phrases about an edit are made of: its old and its new wording, and what is said of them."""

from typing import NamedTuple

from schemas.change import Edit, Label
from worker.text.classify.name import GAP
from worker.text.diff import cores
from worker.text.normalise import fold

SUBJECTS = {
    Label.NEGATION: "negation",
    Label.QUOTE: "quotation",
    Label.ATTRIBUTION: "attribution",
    Label.FIGURE: "figure",
    Label.DATE: "date",
    Label.NAME: "name",
    Label.HEDGE: "certainty",
}
_LONGEST = 60
"""Characters of old and new wording that are quoted."""
LONGEST_OF_TWO = 45
"""Characters of each of two longer wordings, one of which took the place of the other."""
_MOST_PARTS = 2
AROUND_WORDS = ' ,;:."\u201c\u201d\u201e\u00ab\u00bb'


class Phrase(NamedTuple):
    """What an edit is, with `{place}` where its place belongs; `tells`: it names the very words or values."""

    text: str
    tells: bool = False
    more: str = ""
    """What became of a second figure of the same sentence."""
    figure: tuple[str, str] = ("", "")
    """The figure or date that went and the one that came, as written."""
    name: tuple[str, str] = ("", "")

    def is_of(self, other: "Phrase") -> bool:
        """Whether both tell of one change: of the same figure, of a name in full and in short."""
        if self.text == other.text:
            return self.tells
        if all(self.figure) and all(map(str.__eq__, *(map(str.casefold, told.figure) for told in (self, other)))):
            return True
        names = [{*map(str.casefold, side.split())} for told in (self, other) for side in told.name]
        old, new, other_old, other_new = names
        return all(names) and ((old <= other_old and new <= other_new) or (other_old <= old and other_new <= new))


def worded(edit: Edit, kept: str) -> str:
    """Return the old wording of an edit (`=-`), or the new (`=+`), folded."""
    return fold("".join(text for tag, text in edit.words if tag in kept))


def cores_of(edit: Edit, kept: str) -> list[str]:
    """Return the words and marks of one of the wordings."""
    return cores(worded(edit, kept))


def cut(text: str, longest: int) -> str:
    """Return the beginning of a text, cut between words where it is longer than so many characters."""
    return text if len(text) <= longest else f"{text[:longest].rpartition(' ')[0] or text[:longest]} \u2026"


def safe(text: str) -> str:
    """Return article text fit to stand in a format string."""
    return text.replace("{", "{{").replace("}", "}}")


def few(removed: list[str], added: list[str]) -> tuple[str, str]:
    """Return pieces that went and that came, each side as one, where they are few; long ones are cut."""
    if max(len(removed), len(added)) > _MOST_PARTS:
        return "", ""
    if sum(map(len, removed + added)) > _LONGEST:
        if not len(removed) == len(added) == 1:
            return "", ""
        removed, added = [cut(removed[0], LONGEST_OF_TWO)], [cut(added[0], LONGEST_OF_TWO)]
    return in_quotes(GAP.join(removed)), in_quotes(GAP.join(added))


def in_quotes(text: str) -> str:
    """Return article text in quotation marks, fit for a format string; nothing for nothing."""
    return f"\u201c{safe(text)}\u201d" if text else ""
