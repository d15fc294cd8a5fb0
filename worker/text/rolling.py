"""Small additions to one article in a short time, told as one change that grows for a while.

A live blog gets sixty posts in a day, and a developing story a paragraph every ten minutes. Each by itself is no news;
what they come to is. So they become one change from the version before the first of them to the newest, with whatever
came and went again in between kept visible.
"""

from collections.abc import Collection
from datetime import timedelta

from schemas.article import Reading
from schemas.change import Change, Edit, Label, Op, Vanished
from worker.text.normalise import fold
from worker.text.sides import joined
from worker.text.significance import ALERTED

WINDOW = timedelta(hours=1)
"""How long such a change grows before people are told."""
FEWEST_BEFORE = 2
"""How many additions an ordinary article has had within the window before further ones roll."""
ENOUGH = 3
"""Additions that are worth telling people about together."""
ADDITIONS = frozenset({Label.ADDED_FACT, Label.SOURCE_ADDED, Label.LIVE_UPDATE})
"""The labels of a change that only adds."""
MOST_VANISHED = 200


def is_addition(labels: Collection[Label]) -> bool:
    """Return whether a change of these labels only adds to an article."""
    return bool(labels) and ADDITIONS.issuperset(labels)


def rolls(step: Change, *, is_live: bool, is_open: bool, before: int) -> bool:
    """Return whether a change between two neighbouring versions is told together with others.

    Args:
        step: The change.
        is_live: Whether the article is a live blog.
        is_open: Whether there is a change already that is growing.
        before: How many changes of the article within the window only added to it.
    """
    if is_live:
        return step.significance < ALERTED and (is_open or Label.LIVE_UPDATE in step.labels)
    return is_addition(step.labels) and (is_open or before >= FEWEST_BEFORE)


def begun(step: Change) -> Change:
    """Return the change that others are going to be told together with."""
    return _weighed(step)


def grown(window: Change, step: Change, whole: Change, base: Reading) -> Change:
    """Return `window` grown by one step.

    Args:
        window: The change so far, from the base version to the one before.
        step: From the version before to the newest. One that matters by itself keeps its labels and its weight, and is
            spoken of first.
        whole: From the base version to the newest.
        base: The base version.
    """
    known = {fold(sentence.text) for sentence in base.sentences}
    now = {fold(sentence.text) for sentence in whole.new.sentences}
    gone = [*window.vanished, *(Vanished(text=text, version=step.old.version) for text in _went(step))]
    kept = {fold(one.text): one for one in gone if fold(one.text) not in known and fold(one.text) not in now}
    matters = step.significance >= ALERTED and not is_addition(step.labels)
    labels = {*whole.labels, *(step.labels if matters else ())}
    together = whole.model_copy(
        update={
            "labels": tuple(label for label in Label if label in labels),
            "steps": window.steps + step.steps,
            "vanished": tuple(kept.values())[-MOST_VANISHED:],
            "stealth": whole.stealth or step.stealth,
        }
    )
    if not matters:
        return _weighed(together)
    summary = f"{step.summary}; {together.steps} versions since version {whole.old.version}"
    return together.model_copy(update={"significance": max(step.significance, whole.significance), "summary": summary})


def _went(step: Change) -> list[str]:
    """Return the sentences whose wording a step took away."""
    old = step.old.sentences
    return [
        old[index].text
        for edit in step.edits
        if edit.field is None and edit.old and edit.op is not Op.KEEP and not _only_moved(edit, step)
        for index in edit.old
    ]


def _only_moved(edit: Edit, step: Change) -> bool:
    old, new = (
        joined([side.sentences[index] for index in indexes])
        for side, indexes in ((step.old, edit.old), (step.new, edit.new))
    )
    return fold(old) == fold(new)


def _weighed(change: Change) -> Change:
    """Return a growing change with its weight, which reaches `ALERTED` with enough additions, and its line."""
    added = {change.new.sentences[index].paragraph for edit in change.edits if edit.op is Op.ADD for index in edit.new}
    enough = len(added) >= ENOUGH or change.significance >= ALERTED
    parts = [change.summary]
    if change.vanished:
        count = len(change.vanished)
        parts.append(f"{count} sentence{'' if count == 1 else 's'} came and went in between")
    if change.steps > 1:
        parts.append(f"in {change.steps} steps")
    return change.model_copy(
        update={
            "significance": max(change.significance, ALERTED) if enough else change.significance,
            "summary": ", ".join(parts),
        }
    )
