"""Who is said to have said it changed."""

from rapidfuzz.distance import Indel

from schemas.change import Label
from worker.text.classify.context import Context, words_of
from worker.text.classify.homoglyphs import plain
from worker.text.classify.registry import rule
from worker.text.classify.speakers import naming, speakers
from worker.text.diff import cores

_SAME_QUOTE = 0.8


@rule(Label.ATTRIBUTION)
def attribution(edit: Context) -> bool:
    """Return whether a speaker gave way to another, or a statement got or lost the only speaker it has.

    A longer or shorter name is no other speaker (`John Smith`, `Mr Smith`), nor is a pronoun.
    """
    old, new = speakers(edit.old_cores, edit.lexicon), speakers(edit.new_cores, edit.lexicon)
    if bool(old) != bool(new):
        return True
    if len(old) == len(new) and any(_others(one, other) for one, other in zip(old, new, strict=True)):
        return True
    return _quoted_from_another(edit)


def _others(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two sets of words name two speakers."""
    return bool(one and other) and not one <= other and not other <= one


def _quoted_from_another(edit: Context) -> bool:
    for old in edit.old_quotes:
        for new in edit.new_quotes:
            if Indel.normalized_similarity(plain(old.text), plain(new.text), score_cutoff=_SAME_QUOTE):
                one, other = _name(edit, old.speaker), _name(edit, new.speaker)
                if _others(one, other):
                    return True
    return False


def _name(edit: Context, speaker: str | None) -> frozenset[str]:
    words = words_of(cores(plain(speaker or "")))
    return naming([word.lower().removesuffix("'s") for word in words], edit.lexicon)
