"""The edits between two readings of one article, each with its words and labels."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from functools import cached_property, partial
from itertools import groupby
from typing import NamedTuple

from schemas.article import Quote, Reading, Sentence
from schemas.change import Edit, Op
from worker.text import live, quotes
from worker.text.align import align, similarity
from worker.text.classify import Context, Quoted, classify
from worker.text.classify.invisible import hidden
from worker.text.classify.name import known_names, names_in
from worker.text.classify.note import is_note, notes_by_paragraph
from worker.text.classify.quantities import quantities
from worker.text.classify.ticking import ticks
from worker.text.diff import cores, words
from worker.text.lexicon import Lexicon, lexicon
from worker.text.normalise import fold
from worker.text.sides import joined

_STEM = 5
_SHARED = 2
"""Words that a sentence has in common with the one whose place it took, at least, if it says the same otherwise."""
_SENTENCE_ENDS = (".", "\u2026", "\u3002", ":", ";")


class Labelled(NamedTuple):
    """An edit, and whether it brought a note by the publisher."""

    edit: Edit
    noted: bool


class Wordings(NamedTuple):
    """Folded wordings that earlier versions of an article had: of its headline, and of its sentences."""

    titles: Collection[str] = frozenset()
    sentences: Collection[str] = frozenset()


class _Version:
    """One of the two readings, with what is asked of it more than once."""

    def __init__(self, reading: Reading, words: Lexicon) -> None:
        self.reading = reading
        self._lexicon = words

    @cached_property
    def cores(self) -> list[list[str]]:
        """The words and marks of each sentence."""
        return [cores(fold(sentence.text)) for sentence in self.reading.sentences]

    @cached_property
    def words(self) -> frozenset[str]:
        """All words in lower case, possessives as their names."""
        return frozenset(core.casefold().removesuffix("'s") for sentence in self.cores for core in sentence)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The values of all figures and dates."""
        return frozenset(quantity.value for sentence in self.cores for quantity in quantities(sentence, self._lexicon))

    @cached_property
    def quoted(self) -> list[list[Quoted]]:
        """What stands inside quotation marks in each sentence, a quote of several sentences cut at their ends."""
        return _quoted(self.reading)

    @property
    def is_headline(self) -> bool:
        """Whether the whole text is one line that reads like a headline."""
        found = self.reading.sentences
        return not self.reading.title and len(found) == 1 and not found[0].text.endswith(_SENTENCE_ENDS)

    def joined(self, indexes: Sequence[int]) -> str:
        """Return sentences by their indexes as one text."""
        return joined([self.reading.sentences[index] for index in indexes])

    def in_paragraphs(self, indexes: Sequence[int], wanted: Collection[int]) -> bool:
        """Return whether all these sentences stand in the wanted paragraphs."""
        return bool(wanted) and all(self.reading.sentences[index].paragraph in wanted for index in indexes)


def labelled(old: Reading, new: Reading, *, earlier: Wordings) -> Iterator[Labelled]:
    """Yield the title's own edit where there is a title, and then what became of each sentence."""
    language = new.language or old.language
    versions = _Version(old, lexicon(language)), _Version(new, lexicon(language))
    sentences = [sentence for version in versions for sentence in version.cores]
    context = partial(
        Context,
        names=known_names(sentences, language),
        language=language,
        old_words=versions[0].words,
        new_words=versions[1].words,
        old_day=_day(old),
        new_day=_day(new),
    )
    yield from _title(old, new, context, earlier.titles)
    yield from _body(*versions, context, earlier.sentences)


def _day(reading: Reading) -> date | None:
    """Return the day a reading says it is of, in UTC."""
    moment = reading.modified or reading.published
    return moment.date() if moment else None


def _title(
    earlier: Reading, later: Reading, about: Callable[..., Context], known: Collection[str]
) -> Iterator[Labelled]:
    old, new = earlier.title or "", later.title or ""
    if not old and not new:
        return
    op = Op.EDIT if old and new else Op.ADD if new else Op.DELETE
    alike = similarity(old, new) if op is Op.EDIT else 0.0
    if fold(old) == fold(new) and hidden(old) == hidden(new):
        yield Labelled(Edit(op=Op.KEEP, similarity=1.0, field="title"), noted=False)
        return
    quoted = _quoted_in_title(old), _quoted_in_title(new)
    context = about(op, old, new, *quoted, is_title=True, is_return=bool(new) and fold(new) in known)
    yield _with_labels(Edit(op=op, similarity=alike, field="title"), context)


def _quoted_in_title(title: str) -> tuple[Quoted, ...]:
    if not title:
        return ()
    sentence = Sentence(text=title, paragraph=0, start=0, end=len(title))
    found = quotes.find((title,), (sentence,))
    return tuple(Quoted(quote.text, quote.speaker, quote.attribution) for quote in found)


def _body(old: _Version, new: _Version, about: Callable[..., Context], known: Collection[str]) -> Iterator[Labelled]:
    posts = live.dropped(old.reading, new.reading), live.fresh(old.reading, new.reading)
    is_title = old.is_headline and new.is_headline
    edits = _as_headline(old, new) if is_title else align(*([s.text for s in v.reading.sentences] for v in (old, new)))
    replaced = _replaced(edits, old, new)
    notes = _in_notes(edits, old, new)
    for edit in edits:
        before, after = old.joined(edit.old), new.joined(edit.new)
        if edit.op is Op.KEEP and hidden(before) == hidden(after):
            yield Labelled(edit, noted=False)
            continue
        context = about(
            Op.EDIT if edit.op is Op.KEEP else edit.op,
            before,
            after,
            tuple(quoted for i in edit.old for quoted in old.quoted[i]),
            tuple(quoted for j in edit.new for quoted in new.quoted[j]),
            is_title=is_title,
            is_post=edit.op in {Op.ADD, Op.DELETE}
            and (old.in_paragraphs(edit.old, posts[0]) if edit.old else new.in_paragraphs(edit.new, posts[1])),
            in_note=notes.get((edit.op, (edit.new or edit.old)[0])),
            is_replaced=(edit.old, edit.new) in replaced,
            is_return=bool(after) and fold(after) in known and fold(after) != fold(before),
        )
        if ticks(context):
            yield Labelled(edit.model_copy(update={"op": Op.KEEP, "similarity": 1.0}), noted=False)
            continue
        yield _with_labels(edit, context)


def _in_notes(edits: Sequence[Edit], old: _Version, new: _Version) -> dict[tuple[Op, int], str]:
    """Return the added and deleted sentences that share a paragraph with a note which came or went with them."""
    found: dict[tuple[Op, int], str] = {}
    for op, version in ((Op.DELETE, old), (Op.ADD, new)):
        here = [i for edit in edits if edit.op is op for i in edit.new or edit.old]
        sentences = [version.reading.sentences[i] for i in here]
        notes = notes_by_paragraph(sentences, version.reading.language)
        for i, sentence in zip(here, sentences, strict=True):
            if sentence.paragraph in notes:
                found[op, i] = notes[sentence.paragraph]
    return found


def _as_headline(old: _Version, new: _Version) -> list[Edit]:
    """Return the one edit between two headlines, which are each other's however little they have in common."""
    before, after = old.joined((0,)), new.joined((0,))
    same = fold(before) == fold(after)
    alike = 1.0 if same else similarity(before, after)
    return [Edit(op=Op.KEEP if same else Op.EDIT, old=(0,), new=(0,), similarity=alike)]


def _replaced(edits: Sequence[Edit], old: _Version, new: _Version) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return the additions and deletions that are one sentence written anew.

    One took the other's place, they have words in common, and no figure, date or name came that the text did not have.
    """
    found: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    for apart, run in groupby(edits, lambda edit: edit.op in {Op.ADD, Op.DELETE}):
        here = list(run) if apart else []
        went, came = [i for edit in here for i in edit.old], [j for edit in here for j in edit.new]
        if not went or not came:
            continue
        stems = [
            {core[:_STEM].casefold() for index in side for core in version.cores[index] if len(core) >= _STEM}
            for version, side in ((old, went), (new, came))
        ]
        if len(stems[0] & stems[1]) >= _SHARED and _says_the_same(old, went, new) and _says_the_same(new, came, old):
            found |= {(edit.old, edit.new) for edit in here}
    return found


def _says_the_same(one: _Version, indexes: Sequence[int], other: _Version) -> bool:
    """Return whether the figures, dates and names of these sentences all stand in the other text."""
    words = lexicon(one.reading.language)
    for index in indexes:
        if any(q.value not in other.figures for q in quantities(one.cores[index], words) if not q.vague):
            return False
        if not all(name in other.words for name in names_in(one.cores[index])):
            return False
    return True


def _with_labels(edit: Edit, context: Context) -> Labelled:
    """Return the edit with words and labels. A sentence that only moved has no words."""
    same = context.op is Op.MOVE and context.raw_old == context.raw_new
    changed = {
        "op": context.op,
        "words": () if same else words(context.raw_old, context.raw_new),
        "labels": classify(context),
    }
    return Labelled(edit.model_copy(update=changed), noted=is_note(context))


def _quoted(reading: Reading) -> list[list[Quoted]]:
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
    return Quoted(sentence.text[start - sentence.start : end - sentence.start], quote.speaker, quote.attribution)
