"""The front door of the change engine: what became of a reading.

Sentences are aligned, the words inside each pair compared, every edit labelled, and the whole weighed. How two outlets
differ is told by `worker.text.divergence`.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise

from schemas.article import Quote, Reading, Sentence
from schemas.change import Change, ChangeKind, Edit, Label, Op
from worker.text import quotes
from worker.text.align import align, similarity
from worker.text.classify import Context, Quoted, classify
from worker.text.classify.byline import byline_changed
from worker.text.classify.invisible import hidden
from worker.text.classify.name import known_names
from worker.text.classify.note import is_note
from worker.text.diff import cores, words
from worker.text.normalise import fold
from worker.text.sides import side
from worker.text.significance import REVERT_AT_MOST, is_stealth, weigh
from worker.text.summary import summarise

__all__ = ["revert", "revision", "side"]


def revision(old: Reading, new: Reading) -> Change:
    """Return how `new`, a later reading of an article, differs from `old`.

    Readings that differ in nothing but typography and spacing give an empty change. The ids of the store are left for
    the caller to fill in.
    """
    language = new.language or old.language
    names = known_names(cores(fold(sentence.text)) for sentence in (*old.sentences, *new.sentences))
    context = partial(Context, names=names, language=language, old_day=_day(old), new_day=_day(new))
    told = [*_title(old, new, context), *_body(old, new, context)]
    edits = tuple(edit for edit, _ in told)
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
        stealth=is_stealth(labels, before, after, noted=noted),
    )


def revert(change: Change) -> Change:
    """Return `change` marked as a return to wording that an earlier version of the article had."""
    return change.model_copy(
        update={
            "labels": (*change.labels, Label.REVERT),
            "significance": min(change.significance, REVERT_AT_MOST),
            "summary": f"{change.summary}; back to an earlier wording",
        }
    )


def joined(sentences: Sequence[Sentence]) -> str:
    """Return neighbouring sentences as one text, with a space wherever the article has white space between them.

    This is the text that the words of an edit concatenate to.
    """
    text = sentences[0].text if sentences else ""
    for earlier, later in pairwise(sentences):
        text += f" {later.text}" if later.start > earlier.end else later.text
    return text


def _title(earlier: Reading, later: Reading, about: Callable[..., Context]) -> Iterator[tuple[Edit, bool]]:
    """Yield the title's own edit where there is a title, and whether it brought a note."""
    old, new = earlier.title or "", later.title or ""
    if not old and not new:
        return
    op = Op.EDIT if old and new else Op.ADD if new else Op.DELETE
    alike = similarity(old, new) if op is Op.EDIT else 0.0
    if fold(old) == fold(new) and hidden(old) == hidden(new):
        yield Edit(op=Op.KEEP, similarity=1.0, field="title"), False
        return
    context = about(op, old, new, _quoted_in_title(old), _quoted_in_title(new), is_title=True)
    yield _labelled(Edit(op=op, similarity=alike, field="title"), context)


def _day(reading: Reading) -> date | None:
    """Return the day a reading says it is of, in UTC."""
    moment = reading.modified or reading.published
    return moment.date() if moment else None


def _quoted_in_title(title: str) -> tuple[Quoted, ...]:
    if not title:
        return ()
    sentence = Sentence(text=title, paragraph=0, start=0, end=len(title))
    return tuple(Quoted(quote.text, quote.speaker) for quote in quotes.find((title,), (sentence,)))


def _body(old: Reading, new: Reading, about: Callable[..., Context]) -> Iterator[tuple[Edit, bool]]:
    """Yield what became of each sentence, and whether it brought a note."""
    quoted_old, quoted_new = _quoted(old), _quoted(new)
    for edit in align([s.text for s in old.sentences], [s.text for s in new.sentences]):
        before = joined([old.sentences[i] for i in edit.old])
        after = joined([new.sentences[j] for j in edit.new])
        if edit.op is Op.KEEP and hidden(before) == hidden(after):
            yield edit, False
            continue
        context = about(
            Op.EDIT if edit.op is Op.KEEP else edit.op,
            before,
            after,
            tuple(quoted for i in edit.old for quoted in quoted_old[i]),
            tuple(quoted for j in edit.new for quoted in quoted_new[j]),
        )
        yield _labelled(edit, context)


def _labelled(edit: Edit, context: Context) -> tuple[Edit, bool]:
    """Return the edit with words and labels, and whether it brought a note. A sentence that only moved has no words."""
    same = context.op is Op.MOVE and context.raw_old == context.raw_new
    changed = {
        "op": context.op,
        "words": () if same else words(context.raw_old, context.raw_new),
        "labels": classify(context),
    }
    return edit.model_copy(update=changed), is_note(context)


def _quoted(reading: Reading) -> list[list[Quoted]]:
    """Return what stands inside quotation marks in each sentence, a quote of several sentences cut at their ends."""
    found: list[list[Quoted]] = [[] for _ in reading.sentences]
    first = 0
    for quote in sorted(reading.quotes, key=lambda quote: quote.start):
        while first < len(found) and reading.sentences[first].end <= quote.start:
            first += 1
        for at in range(first, len(found)):
            sentence = reading.sentences[at]
            if sentence.start >= quote.end:
                break
            found[at].append(_within(quote, sentence))
    return found


def _within(quote: Quote, sentence: Sentence) -> Quoted:
    start, end = max(quote.start, sentence.start), min(quote.end, sentence.end)
    return Quoted(sentence.text[start - sentence.start : end - sentence.start], quote.speaker)
