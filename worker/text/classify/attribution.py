"""Who is said to have said it changed."""

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from schemas.article import INFERRED
from schemas.change import Label
from worker.text.classify.context import Context, Quoted, words_among
from worker.text.classify.fact import has_clause
from worker.text.classify.homoglyphs import plain
from worker.text.classify.registry import rule
from worker.text.classify.speakers import naming, speakers
from worker.text.diff import cores

_SAME_QUOTE = 0.8
_SAME_NAME = 0.85
_MOST_QUOTES = 20
"""Quotations of one sentence that are held against each other: no sentence has as many."""


@rule(Label.ATTRIBUTION)
def attribution(edit: Context) -> bool:
    """Return whether a speaker gave way to another, or a statement got or lost the only speaker it has.

    A longer or shorter name is no other speaker (`John Smith`, `Mr Smith`), nor is a pronoun. Somebody who is no longer
    the speaker but is still told of (`Acme announces cuts`, `Acme to cut jobs`) lost no statement; nor does a sentence
    of the text that was written anew, or got a whole clause, tell by itself what became of a statement.
    """
    old, new = speakers(edit.old_cores, edit.lexicon), speakers(edit.new_cores, edit.lexicon)
    if bool(old) != bool(new):
        return _came_or_went(edit, old, new)
    pairs = zip(old, new, strict=True) if len(old) == len(new) else ()
    if any(_others(edit, one, other) and not _is_generic(edit, one | other) for one, other in pairs):
        return not edit.is_rewritten or edit.is_title
    return _quoted_from_another(edit.old_quotes[:_MOST_QUOTES], edit.new_quotes[:_MOST_QUOTES], edit)


def _came_or_went(edit: Context, old: Sequence[frozenset[str]], new: Sequence[frozenset[str]]) -> bool:
    if not edit.is_title and (edit.is_rewritten or has_clause(edit)):
        return False
    other_side = edit.new_cores if old else edit.old_cores
    words = {word.lower().removesuffix("'s") for word in other_side}
    return any(not speaker or not speaker <= words for speaker in (*old, *new))


def _others(edit: Context, one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two sets of words name two speakers, and not one who is spelled in two ways."""
    one, other = (frozenset(edit.lexicon.offices.get(word, word) for word in side) for side in (one, other))
    if not (one and other) or one <= other or other <= one:
        return False
    return Indel.normalized_similarity(" ".join(sorted(one)), " ".join(sorted(other))) < _SAME_NAME


def _is_generic(edit: Context, words: frozenset[str]) -> bool:
    """Return whether all these words refer back to somebody named before: the firm, the company."""
    return all(edit.lexicon.has("generic_speakers", word) for word in words)


def _quoted_from_another(old_quotes: Sequence[Quoted], new_quotes: Sequence[Quoted], edit: Context) -> bool:
    """Return whether the same words were given to another; who is inferred from other sentences proves nothing."""
    for old in old_quotes:
        for new in new_quotes:
            if old.attribution in INFERRED or new.attribution in INFERRED:
                continue
            one, other = _name(edit, old.speaker), _name(edit, new.speaker)
            if _others(edit, one, other) and Indel.normalized_similarity(
                plain(old.text), plain(new.text), score_cutoff=_SAME_QUOTE
            ):
                return True
    return False


def _name(edit: Context, speaker: str | None) -> frozenset[str]:
    words = words_among(cores(plain(speaker or "")))
    return naming([word.lower().removesuffix("'s") for word in words], edit.lexicon)
