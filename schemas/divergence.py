"""What two outlets' articles share and where they part. `a` and `b` are sentence indexes: the evidence on each side."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.article import Attributed
from schemas.base import Frozen, Utc

SideName = Literal["a", "b"]
Indexes = tuple[int, ...]


class Match(Frozen):
    """Sentences of two outlets that say the same thing."""

    a: Indexes
    b: Indexes
    relation: Literal["same", "reworded", "partial"]
    similarity: float = Field(ge=0, le=1)


class QuotePair(Frozen):
    """One quotation as two outlets carry it; `a` and `b` are the sentences it stands in."""

    a: Indexes
    b: Indexes
    relation: Literal["same", "altered", "unmarked"]
    text_a: str
    text_b: str
    speaker_a: str | None = None
    speaker_b: str | None = None
    attribution_a: Attributed | None = Field(default=None, description="how `a` tells who speaks, as in stet.reading/1")
    attribution_b: Attributed | None = None
    cut: SideName | None = Field(default=None, description="the side that leaves off words which the other has")
    unmarked: SideName | None = Field(default=None, description="the side that prints the words as its own")


class FigurePair(Frozen):
    """A figure about the same thing in two outlets; values are numbers in `what`'s own unit."""

    a: int = Field(description="sentence index")
    b: int = Field(description="sentence index")
    what: str = Field(description="what is counted or measured, such as `killed` or `dollars`")
    of: str | None = Field(default=None, description="what an amount is of, where both say so: `cost`, `turnout`")
    value_a: float
    value_b: float
    relation: Literal["agree", "conflict", "moved"] = Field(
        description="`moved`: a toll that went on to rise or fall, told by one half a day or more after the other"
    )
    said_a: str = Field(default="", description="as it stands, with what qualifies it: `at least 12`")
    said_b: str = ""


class DatePair(Frozen):
    """A day or hour of the same thing in two outlets; values are `2022-12-06`, `month 5`, `weekday 1`, `14:30`."""

    a: int = Field(description="sentence index")
    b: int = Field(description="sentence index")
    what: str = Field(description="what happened then, in the words of `a`, or those that both use")
    value_a: str
    value_b: str
    relation: Literal["agree", "conflict"]
    said_a: str = ""
    said_b: str = ""


class StatePair(Frozen):
    """What became of the same things, told as two things that are not the same: damaged here, destroyed there."""

    a: int = Field(description="sentence index")
    b: int = Field(description="sentence index")
    what: str = Field(description="the things, such as `warplanes`")
    state_a: str
    state_b: str
    said_a: str = ""
    said_b: str = ""


class DenialPair(Frozen):
    """What one outlet says will be, or was, and the other says will not be, or was not."""

    a: int = Field(description="sentence index")
    b: int = Field(description="sentence index")
    denied: SideName = Field(description="the side that denies it")
    what: str = Field(description="what it is about, in the words that both use")
    said_a: str = ""
    said_b: str = ""


class HedgePair(Frozen):
    """A statement that one outlet makes flatly and the other leaves open."""

    a: int = Field(description="sentence index")
    b: int = Field(description="sentence index")
    hedged: SideName
    words: str = Field(description="the words that leave it open: `may have`, `reportedly`")


class WordingPair(Frozen):
    """Words of one kind chosen differently in sentences that say the same: rebels here, terrorists there."""

    a: int = Field(description="sentence index")
    b: int = Field(description="sentence index")
    words_a: str
    words_b: str


class Attribution(Frozen):
    """The same words given to two speakers."""

    a: Indexes
    b: Indexes
    text: str = Field(description="the words, as `a` has them")
    speaker_a: str
    speaker_b: str


class SharedRun(Frozen):
    """A long run of the same words in both articles: agency copy, or one statement that both print."""

    a: Indexes
    b: Indexes
    kind: Literal["wire", "statement", "copy"]
    source: str | None = Field(default=None, description="where it probably comes from: an agency, or who spoke")
    words: int = Field(description="its length in words")
    share_a: float = Field(ge=0, le=1, description="its share of the words of `a`")
    share_b: float = Field(ge=0, le=1)


class FindingKind(StrEnum):
    """In what way two outlets part."""

    FIGURE = "figure"
    DATE = "date"
    STATE = "state"
    DENIAL = "denial"
    ATTRIBUTION = "attribution"
    QUOTE = "quote"
    UNMARKED = "unmarked"
    HEDGE = "hedge"
    WORDING = "wording"


class Finding(Frozen):
    """One thing that two outlets tell differently, ready to be told.

    The keys stand for what each side says in a normal form: in a story, findings of one kind in which an article makes
    the same claim are one, however many outlets tell it.
    """

    kind: FindingKind
    what: str
    a: Indexes
    b: Indexes
    says_a: str
    says_b: str
    unmarked: SideName | None = Field(
        default=None, description="of words that lost their quotation marks: the side that prints them as its own"
    )
    key_a: str = Field(description="what `a` says, in a normal form")
    key_b: str
    at_a: Utc | None = Field(
        default=None,
        description="as of when `a` says so: since its version stands, or when it says it was changed or published",
    )
    at_b: Utc | None = None
    summary: str = Field(description="one line")
    significance: float = Field(ge=0, le=1)
