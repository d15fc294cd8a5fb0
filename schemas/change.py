"""How two readings differ: edits, labels, and the change they add up to."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.article import Sentence
from schemas.base import Digest, Document, Frozen, Utc
from schemas.divergence import (
    Attribution,
    DatePair,
    DenialPair,
    FigurePair,
    Finding,
    HedgePair,
    Match,
    QuotePair,
    SharedRun,
    StatePair,
    WordingPair,
)


class Op(StrEnum):
    """What became of the sentences of an edit."""

    KEEP = "keep"
    EDIT = "edit"
    ADD = "add"
    DELETE = "delete"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"


class Label(StrEnum):
    """What kind of change it is; an edit or a change may bear several."""

    HEADLINE = "headline"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    HEDGE = "hedge"
    CORRECTION_NOTE = "correction-note"
    RETRACTION = "retraction"
    REWORDED = "reworded"
    ADDED_FACT = "added-fact"
    REMOVED_FACT = "removed-fact"
    SOURCE_ADDED = "source-added"
    SOURCE_REMOVED = "source-removed"
    REORDERED = "reordered"
    TYPO = "typo"
    PUNCTUATION = "punctuation"
    WHITESPACE = "whitespace"
    INVISIBLE = "invisible"
    BYLINE = "byline"
    LIVE_UPDATE = "live-update"
    REVERT = "revert"


Tag = Literal["=", "-", "+"]
Words = tuple[tuple[Tag, str], ...]
"""Pieces of text: `=` and `-` concatenate to the old side exactly, `=` and `+` to the new."""


class Edit(Frozen):
    """What became of some sentences. `old` and `new` are sentence indexes, empty for the title's own edit."""

    op: Op
    old: tuple[int, ...] = ()
    new: tuple[int, ...] = ()
    words: Words = Field(default=(), description="empty for keep")
    labels: tuple[Label, ...] = ()
    similarity: float = Field(ge=0, le=1)
    field: Literal["title"] | None = None
    promoted: int | None = Field(default=None, description="of the title: the old sentence that became the headline")
    demoted: int | None = Field(default=None, description="of the title: the new sentence that the old one became")


class Side(Frozen):
    """One of the two readings compared, with the sentences that the indexes of the edits point at."""

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    published: Utc | None = None
    modified: Utc | None = None
    language: str | None = None
    article: int | None = Field(default=None, description="null where nothing is stored")
    snapshot: int | None = None
    version: int | None = None
    digest: Digest
    sentences: tuple[Sentence, ...] = ()


class ChangeKind(StrEnum):
    """A change in time within one article, or a difference between two outlets' articles."""

    REVISION = "revision"
    DIVERGENCE = "divergence"


class Vanished(Frozen):
    """Wording that came and went again between the two sides of a change that grew over a while."""

    text: str
    version: int | None = Field(default=None, description="the last one that had it")


class Change(Document):
    """How two readings differ.

    What follows `vanished` is filled for a divergence alone. A change of several `steps` grew over a while: small
    additions to one article, such as posts of a live blog, told as one.
    """

    schema_id: Literal["stet.change/1"] = Field(default="stet.change/1", alias="schema")
    kind: ChangeKind
    old: Side
    new: Side
    edits: tuple[Edit, ...] = ()
    labels: tuple[Label, ...] = ()
    significance: float = Field(ge=0, le=1)
    summary: str = Field(description="one line, as a person would write it")
    stealth: bool = Field(default=False, description="substance changed with neither a note nor a modified date")
    steps: int = Field(default=1, ge=1, description="how many new versions it tells of as one")
    vanished: tuple[Vanished, ...] = ()
    matches: tuple[Match, ...] = ()
    quotes: tuple[QuotePair, ...] = ()
    figures: tuple[FigurePair, ...] = ()
    only_a: tuple[int, ...] = ()
    only_b: tuple[int, ...] = ()
    dates: tuple[DatePair, ...] = ()
    states: tuple[StatePair, ...] = ()
    denials: tuple[DenialPair, ...] = ()
    hedges: tuple[HedgePair, ...] = ()
    wordings: tuple[WordingPair, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    shared: tuple[SharedRun, ...] = ()
    findings: tuple[Finding, ...] = Field(default=(), description="what the two tell differently, weightiest first")

    @property
    def is_empty(self) -> bool:
        """Whether the two sides read the same."""
        return all(edit.op is Op.KEEP for edit in self.edits)
