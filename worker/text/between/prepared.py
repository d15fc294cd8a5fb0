"""An article made ready for comparison: once, however many others it is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.article import Reading
from worker.text.between import ages, dated, denials, hedges, matching, placed, quote_pairs, runs
from worker.text.between.ages import Aged
from worker.text.between.dated import Dates
from worker.text.between.denials import Denials
from worker.text.between.hedges import Hedged
from worker.text.between.matching import Sentences
from worker.text.between.placed import Figures
from worker.text.between.quote_pairs import Quotes
from worker.text.between.runs import Worded


@dataclass(frozen=True)
class Prepared:
    """A reading, and what each part of the comparison needs of it."""

    reading: Reading
    sentences: Sentences
    quotes: Quotes
    figures: Figures
    ages: Mapping[str, Aged]
    dates: Dates
    hedged: Hedged
    denials: Denials
    worded: Worded


def prepare(reading: Reading) -> Prepared:
    """Return `reading` ready to be compared."""
    return Prepared(
        reading=reading,
        sentences=matching.prepare([sentence.text for sentence in reading.sentences]),
        quotes=quote_pairs.prepare(reading),
        figures=placed.prepare(reading),
        ages=ages.prepare(reading),
        dates=dated.prepare(reading),
        hedged=hedges.prepare(reading),
        denials=denials.prepare(reading),
        worded=runs.prepare(reading),
    )
