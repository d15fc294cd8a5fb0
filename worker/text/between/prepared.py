"""An article made ready for comparison: once, however many others it is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from schemas.article import Reading
from worker.text.between import hedges, matching, runs
from worker.text.between.dates import moments
from worker.text.between.dates import placed as dates_placed
from worker.text.between.dates.moments import Span
from worker.text.between.dates.placed import Dates
from worker.text.between.figures import ages, placed, scores, unnamed_ages
from worker.text.between.figures.ages import Aged
from worker.text.between.figures.placed import Figures
from worker.text.between.figures.scores import Result
from worker.text.between.figures.unnamed_ages import Unnamed
from worker.text.between.hedges import Hedged
from worker.text.between.matching import Sentences
from worker.text.between.opposed import denials
from worker.text.between.opposed import pairs as opposed
from worker.text.between.opposed.denials import Denials
from worker.text.between.opposed.pairs import Opposed
from worker.text.between.quotes import pairs as quote_pairs
from worker.text.between.quotes.pairs import Quotes
from worker.text.between.runs import Worded
from worker.text.between.tokenised import Tokenised, tokenise
from worker.text.lexicon import lexicon
from worker.text.pages.language import guess_of_a_few
from worker.text.remembered import by_sentence


@dataclass(frozen=True)
class Prepared:
    """A reading, and what each part of the comparison needs of it, made when the first other article asks for it.

    Most articles are told by one outlet alone: of these nobody asks for more than the quotations.
    """

    reading: Reading
    edited_at: datetime | None = None
    """Since when a later version of it stands."""

    @property
    def as_of(self) -> datetime | None:
        """As of when it says what it does: since it was edited, else when it says it was changed or published."""
        return self.edited_at or self.reading.modified or self.reading.published

    @property
    def span(self) -> Span | None:
        """When it was told first and last."""
        return moments.span(self.reading, self.edited_at)

    @cached_property
    def sentences(self) -> Sentences:
        """Its sentences, ready to be matched."""
        return matching.prepare(self._tokenised)

    @cached_property
    def quotes(self) -> Quotes:
        """What it quotes."""
        return quote_pairs.prepare(self.reading)

    @cached_property
    def figures(self) -> Figures:
        """What it counts."""
        return placed.prepare(self.reading, self._stated)

    @cached_property
    def ages(self) -> Mapping[str, Aged]:
        """How old those are whom it names."""
        return ages.prepare(self._stated)

    @cached_property
    def unnamed(self) -> Mapping[str, Unnamed]:
        """How old those are whom it does not name."""
        return unnamed_ages.prepare(self._stated)

    @cached_property
    def result(self) -> Result | None:
        """How the match ended that it tells of."""
        return scores.prepare(self._stated)

    @cached_property
    def dates(self) -> Dates:
        """When what it tells happened."""
        return dates_placed.prepare(self.reading, self._stated)

    @cached_property
    def hedged(self) -> Hedged:
        """What it leaves open."""
        return hedges.prepare(self._stated, lexicon(self.reading.language).language)

    @cached_property
    def denials(self) -> Denials:
        """What it denies."""
        return denials.prepare(self.reading, self._stated)

    @cached_property
    def opposed(self) -> Opposed:
        """What another may tell the other way round."""
        return opposed.prepare(self.reading, self._stated)

    @cached_property
    def worded(self) -> Worded:
        """All of its words in a row."""
        return runs.prepare(self.reading, self._tokenised)

    @cached_property
    def _tokenised(self) -> Sequence[Tokenised]:
        return [tokenise(sentence.text) for sentence in self.reading.sentences]

    @cached_property
    def _stated(self) -> Sequence[Tokenised]:
        return _without_notes(self.reading, self._tokenised)


def prepare(reading: Reading, edited_at: datetime | None = None) -> Prepared:
    """Return `reading` ready to be compared; where it is no first version, `edited_at` is since when it stands.

    Where it does not tell its language, its words may: a few of them, as of a short report.
    """
    if reading.language is None and (language := guess_of_a_few(f"{reading.title or ''} {reading.text}")):
        reading = reading.model_copy(update={"language": language})
    return Prepared(reading, edited_at)


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
