"""An article made ready for comparison: once, however many others it is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.article import Reading
from worker.text.between import (
    ages,
    dated,
    denials,
    hedges,
    matching,
    opposed,
    placed,
    quote_pairs,
    runs,
    scores,
    unnamed_ages,
)
from worker.text.between.ages import Aged
from worker.text.between.dated import Dates
from worker.text.between.denials import Denials
from worker.text.between.hedges import Hedged
from worker.text.between.matching import Sentences
from worker.text.between.opposed import Opposed
from worker.text.between.placed import Figures
from worker.text.between.quote_pairs import Quotes
from worker.text.between.runs import Worded
from worker.text.between.scores import Result
from worker.text.between.tokenised import Tokenised, tokenise
from worker.text.between.unnamed_ages import Unnamed
from worker.text.lexicon import lexicon
from worker.text.remembered import by_sentence


@dataclass(frozen=True)
class Prepared:
    """A reading, and what each part of the comparison needs of it."""

    reading: Reading
    sentences: Sentences
    quotes: Quotes
    figures: Figures
    ages: Mapping[str, Aged]
    unnamed: Mapping[str, Unnamed]
    result: Result | None
    dates: Dates
    hedged: Hedged
    denials: Denials
    opposed: Opposed
    worded: Worded


def prepare(reading: Reading) -> Prepared:
    """Return `reading` ready to be compared."""
    sentences = [tokenise(sentence.text) for sentence in reading.sentences]
    stated = _without_notes(reading, sentences)
    return Prepared(
        reading=reading,
        sentences=matching.prepare(sentences),
        quotes=quote_pairs.prepare(reading),
        figures=placed.prepare(reading, stated),
        ages=ages.prepare(stated),
        unnamed=unnamed_ages.prepare(stated),
        result=scores.prepare(stated),
        dates=dated.prepare(reading, stated),
        hedged=hedges.prepare(stated, lexicon(reading.language).language),
        denials=denials.prepare(reading, stated),
        opposed=opposed.prepare(reading, stated),
        worded=runs.prepare(reading, sentences),
    )


def _without_notes(reading: Reading, sentences: Sequence[Tokenised]) -> Sequence[Tokenised]:
    """Return the sentences with nothing in those of notes: what a correction takes back is not what an article states.

    A note goes to the end of its paragraph.
    """
    language = lexicon(reading.language).language
    noted: set[int] = set()
    for index, sentence in enumerate(sentences):
        follows_one = (
            index - 1 in noted and reading.sentences[index - 1].paragraph == reading.sentences[index].paragraph
        )
        if follows_one or _is_note(sentence.text, language):
            noted.add(index)
    if not noted or len(noted) == len(sentences):
        return sentences
    nothing = tokenise("")
    return [nothing if index in noted else sentence for index, sentence in enumerate(sentences)]


@by_sentence
def _is_note(text: str, language: str) -> bool:
    words = lexicon(language)
    return words.says("correction", text) or words.says("retraction", text)
