"""Which of the true sentences a kept version shows, and whether it bears an edit."""

from dataclasses import dataclass
from itertools import pairwise

from newsroom import observed
from newsroom.score.truths import Article, Edit, Trail, Version

_WHOLE = 0.5
"""A text with less than this share of the true sentences cannot show that one of them was taken out."""


def fold(text: str) -> str:
    """The text with every run of blanks as one space and every run of line breaks as one break."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True)
class Wording:
    """A kept version as the truth knows it. `rest` are the lines that hold no true sentence."""

    headline: str | None
    trail: Trail
    breaks: bool
    """Whether the text tells paragraphs apart."""
    rest: frozenset[str]

    @property
    def sentences(self) -> frozenset[str]:
        """The true sentences that it shows."""
        return frozenset(text for text, _ in self.trail)

    def is_like(self, other: "Wording") -> bool:
        """Whether both show the same headline and the same true sentences in the same order."""
        trails = [each.trail if self.breaks and other.breaks else _order(each.trail) for each in (self, other)]
        return self.headline == other.headline and trails[0] == trails[1]


def _order(trail: Trail) -> Trail:
    return tuple((text, False) for text, _ in trail)


def _places(text: str, known: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Where known sentences stand, in order; one that lies within a longer one is none."""
    found: list[tuple[int, int, str]] = []
    for sentence in known:
        begin = text.find(sentence)
        while begin >= 0:
            end = begin + len(sentence)
            if all(end <= other or begin >= past for other, past, _ in found):
                found.append((begin, end, sentence))
            begin = text.find(sentence, end)
    return sorted(found)


def _headline(article: Article, version: observed.Version, lines: list[str]) -> str | None:
    """The true headline that a version shows; else its own title, or None where it has none."""
    if version.title is not None:
        title = fold(version.title)
        return next((each for each in article.headlines if each in title), title)
    return next((each for each in article.headlines if each in lines), None)


def read(article: Article, version: observed.Version) -> Wording:
    """What a kept version shows of an article."""
    text = fold(version.words)
    lines = text.split("\n")
    places = _places(text, article.known)
    trail: list[tuple[str, bool]] = []
    past = 0
    for begin, end, sentence in places:
        trail.append((sentence, not trail or "\n" in text[past:begin]))
        past = end
    held = {line for line in lines if any(sentence in line for sentence, _ in trail)}
    return Wording(_headline(article, version, lines), tuple(trail), len(lines) > 1, frozenset(lines) - held)


def nearest(article: Article, wording: Wording, latest: Version) -> Version:
    """The true version that a wording shows: the fewest contradictions, then the least missing, then the latest.

    No version after `latest` is thought of: nobody could have seen it.
    """
    shown = wording.sentences

    def distance(version: Version) -> tuple[int, int, int, int]:
        retitled = wording.headline is not None and wording.headline != version.headline
        order = {text: at for at, (text, _) in enumerate(version.trail)}
        places = [order[text] for text, _ in wording.trail if text in order]
        jumps = sum(later < earlier for earlier, later in pairwise(places))
        odd = len(shown - version.sentences) + retitled
        return odd, len(version.sentences - shown), jumps, -version.number

    readable = [each for each in article.versions[: latest.number + 1] if not each.gone]
    return min(readable or [article.versions[0]], key=distance)


def bears(edit: Edit, wording: Wording, whole: Version) -> bool:
    """Whether a wording shows what an edit did; `whole` is the version that it made."""
    if edit.headline_after is not None and wording.headline == edit.headline_after:
        return True
    if edit.trail:
        return _holds(wording, edit.trail)
    added = edit.after - edit.before
    if added:
        # A live blog may say a thing twice: then the second time is what is new.
        return any(_count(wording.trail, text) >= _count(whole.trail, text) for text in added & wording.sentences)
    enough = len(wording.sentences) >= _WHOLE * len(whole.sentences)
    return bool(edit.before) and enough and not edit.before & wording.sentences


def _count(trail: Trail, sentence: str) -> int:
    return sum(text == sentence for text, _ in trail)


def _holds(wording: Wording, trail: Trail) -> bool:
    """Whether the sentences stand together, in paragraphs as given where the wording knows of paragraphs."""
    mine = wording.trail if wording.breaks else _order(wording.trail)
    wanted = trail if wording.breaks else _order(trail)
    texts = [text for text, _ in mine]
    if wanted[0][0] not in texts:
        return False
    at = texts.index(wanted[0][0])
    # Whether the first one begins a paragraph says nothing of what came after it.
    return mine[at : at + len(wanted)][1:] == wanted[1:] and len(mine) >= at + len(wanted)
