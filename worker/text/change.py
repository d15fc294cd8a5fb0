"""The front door of the change engine: what became of a reading.

Sentences are aligned, the words inside each pair compared, every edit labelled, and the whole weighed. How two outlets
differ is told by `worker.text.divergence`; how small additions add up over a while, by `worker.text.rolling`.
"""

from schemas.article import Reading
from schemas.change import Change, ChangeKind, Label
from worker.text.alignment.headline import exchanged
from worker.text.classify.byline import byline_changed
from worker.text.labelled import Wordings, labelled
from worker.text.pages.language import guess_of_a_few
from worker.text.sides import joined, side
from worker.text.significance import REVERT_AT_MOST, is_stealth, weigh
from worker.text.summary import summarise

__all__ = ["Wordings", "joined", "revert", "revision", "side"]

_NO_WORDINGS = Wordings()
_GUESSED_BY = 3000
"""Characters by which the language is guessed."""


def revision(old: Reading, new: Reading, *, earlier: Wordings = _NO_WORDINGS) -> Change:
    """Return how `new`, a later reading of an article, differs from `old`.

    Readings that differ in nothing but typography and spacing give an empty change. The ids of the store are left for
    the caller to fill in.

    Args:
        old: The version before.
        new: The version after.
        earlier: What versions before `old` said: wording that comes back is marked as a return.
    """
    old, new = _in_a_language(old, new)
    told = list(labelled(old, new, earlier=earlier))
    edits = exchanged([edit for edit, _ in told], (old.title, new.title), (old.sentences, new.sentences))
    noted = any(came for _, came in told)
    found = {label for edit in edits for label in edit.labels}
    if byline_changed(old.byline, new.byline):
        found.add(Label.BYLINE)
    labels = tuple(label for label in Label if label in found)
    before, after = side(old), side(new)
    return Change(
        kind=ChangeKind.REVISION,
        old=before,
        new=after,
        edits=edits,
        labels=labels,
        significance=weigh(edits, labels, after),
        summary=summarise(edits, labels, before, after, noted=noted),
        stealth=is_stealth(edits, before, after, noted=noted),
    )


def _in_a_language(old: Reading, new: Reading) -> tuple[Reading, Reading]:
    """Return the readings with the language that their words tell, where neither says it itself."""
    if old.language or new.language:
        return old, new
    language = guess_of_a_few(" ".join(side.text[:_GUESSED_BY] for side in (old, new)))
    known = {"language": language}
    return (old.model_copy(update=known), new.model_copy(update=known)) if language else (old, new)


def revert(change: Change) -> Change:
    """Return `change` marked as a return to the whole text that an earlier version of the article had."""
    return change.model_copy(
        update={
            "labels": tuple(label for label in Label if label in {*change.labels, Label.REVERT}),
            "significance": min(change.significance, REVERT_AT_MOST),
            "summary": change.summary if _says_so(change) else f"{change.summary}; back to an earlier wording",
            "stealth": False,
        }
    )


def _says_so(change: Change) -> bool:
    return "earlier wording" in change.summary
