"""Other ways to tell what changed between two texts, each brought to the same form: pieces that stay, go and come."""

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from diff_match_patch import diff_match_patch
from lxml import html as lxml_html
from lxml.html.diff import htmldiff
from rapidfuzz.distance import Indel
from redlines import Redlines

from schemas.change import Op
from worker.text import diff
from worker.text.align import align

Piece = tuple[str, str]
"""`=`, `-` or `+`, and its text."""
Texts = tuple[list[str], list[str]]
"""The old and the new text, each as its sentences."""

_SIGN = {0: "=", -1: "-", 1: "+", " ": "=", "-": "-", "+": "+"}
_WORDS = re.compile(r"\S+\s*")
WORDS_AND_MARKS = re.compile(r"(?:\w+(?:['\u2019\-]\w+)*|[^\w\s])\s*")


def by_stet(texts: Texts) -> list[Piece]:
    """Align the sentences, then compare the words of each pair; what only moved is told as staying."""
    old, new = texts
    pieces: list[Piece] = []
    for edit in align(old, new):
        before, after = " ".join(old[i] for i in edit.old), " ".join(new[j] for j in edit.new)
        if edit.op in {Op.ADD, Op.DELETE}:
            pieces.append(("+" if after else "-", f"{before}{after} "))
        else:
            pieces += [*diff.words(before, after), ("=", " ")]
    return pieces


def by_indel(texts: Texts) -> list[Piece]:
    """Compare the words and marks of the whole texts by the shortest edit script of rapidfuzz."""
    old, new = (WORDS_AND_MARKS.findall(" ".join(side)) for side in texts)
    blocks = Indel.opcodes([word.strip() for word in old], [word.strip() for word in new])
    return _pieces(((one.tag, one.src_start, one.src_end, one.dest_start, one.dest_end) for one in blocks), old, new)


def by_difflib(texts: Texts) -> list[Piece]:
    """Compare the words of the whole texts with the standard library."""
    old, new = (_WORDS.findall(" ".join(side)) for side in texts)
    return _pieces(SequenceMatcher(None, old, new, autojunk=False).get_opcodes(), old, new)


def _pieces(opcodes: Iterable[tuple[str, int, int, int, int]], old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in opcodes:
        if tag == "equal":
            pieces.append(("=", "".join(old[i1:i2])))
        else:
            pieces += [("-", "".join(old[i1:i2])), ("+", "".join(new[j1:j2]))]
    return [piece for piece in pieces if piece[1]]


def by_diff_match_patch(texts: Texts) -> list[Piece]:
    """Compare the characters of the whole texts, with semantic clean-up."""
    engine = diff_match_patch()
    found = engine.diff_main(*(" ".join(side) for side in texts))
    engine.diff_cleanupSemantic(found)
    return [(_SIGN[sign], text) for sign, text in found]


def by_git(texts: Texts) -> list[Piece]:
    """Compare the words with `git diff --word-diff`, a sentence to a line as git likes it."""
    with TemporaryDirectory() as folder:
        names = []
        for name, side in zip(("old", "new"), texts, strict=True):
            (Path(folder) / name).write_text("\n".join(side) + "\n", encoding="utf-8")
            names.append(name)
        command = ["git", "diff", "--no-index", "--word-diff=porcelain", "--unified=100000", *names]
        told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    lines = told.split("\n")
    start = next((at for at, line in enumerate(lines) if line.startswith("@@")), len(lines)) + 1
    return [(_SIGN[line[0]], f"{line[1:]} ") for line in lines[start:] if line[:1] in {" ", "-", "+"}]


def by_redlines(texts: Texts) -> list[Piece]:
    """Compare the words of the whole texts with redlines."""
    old, new = (" ".join(side) for side in texts)
    return _pieces(Redlines(old, new).opcodes, _WORDS.findall(old), _WORDS.findall(new))


def by_htmldiff(texts: Texts) -> list[Piece]:
    """Compare the sentences as paragraphs of a page with lxml's htmldiff."""
    old, new = ("".join(f"<p>{escape(sentence)}</p>" for sentence in side) for side in texts)
    return list(_marked(lxml_html.fragment_fromstring(htmldiff(old, new), create_parent=True), "="))


def _marked(element: lxml_html.HtmlElement, sign: str) -> Iterator[Piece]:
    inside = {"ins": "+", "del": "-"}.get(str(element.tag), sign)
    if element.text:
        yield inside, element.text
    for child in element:
        yield from _marked(child, inside)
        if child.tail:
            yield inside, child.tail
    if element.tag == "p":
        yield inside, " "


WAYS: dict[str, Callable[[Texts], list[Piece]]] = {
    "stet": by_stet,
    "rapidfuzz Indel": by_indel,
    "difflib": by_difflib,
    "diff-match-patch, cleaned up": by_diff_match_patch,
    "git --word-diff": by_git,
    "redlines": by_redlines,
    "lxml htmldiff": by_htmldiff,
}
