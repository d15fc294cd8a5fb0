"""Where words of a story come from: who had them first, who took them, and what became of them."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.article import Attributed
from schemas.base import Document, Frozen, Utc
from schemas.signals import DatedBy


class Turn(StrEnum):
    """What happened to the words in a version."""

    FIRST = "first"
    TOOK = "took"
    CHANGED = "changed"
    DROPPED = "dropped"
    RESTORED = "restored"
    ALTERED = "altered"


class TraceStep(Frozen):
    """One version of one article in which something happened to the words."""

    turn: Turn = Field(
        description="first of all; took: another outlet says them too; changed: says them otherwise than in its version"
        " before; dropped: no longer; restored: again; altered: another outlet has them with another figure or"
        " name, or denies what they affirm or affirms what they deny"
    )
    at: Utc = Field(
        description="for a first version when it was published, if that is known; else when the outlet says that it"
        " came to stand, where that has proved true, or when it was fetched"
    )
    dated_by: DatedBy = Field(default=DatedBy.SEEN, description="which of these `at` is")
    article: int
    outlet: str
    snapshot: int
    version: int
    text: str = Field(description="the words as they stand there; as they stood, where they were dropped")
    speaker: str | None = Field(default=None, description="whom a quotation of them is given to")
    attribution: Attributed | None = Field(default=None, description="how it is told who speaks, as in stet.reading/1")
    share: float = Field(ge=0, le=1, description="of the words asked for, those that stand there in the same order")
    quoted: bool = Field(default=False, description="whether they stand in quotation marks there")
    otherwise: bool = Field(
        default=False,
        description="whether a figure or name asked for is another there, a denial came or went, or words are gone that"
        " its earlier versions had",
    )
    instead: str | None = Field(
        default=None,
        description="where they were dropped: what its version says in their place, if anything comes close",
    )
    in_title: bool = Field(default=False, description="whether it is the headline that says them")


class NearWords(Frozen):
    """What an article says that comes close to words which no article of the story has."""

    article: int
    outlet: str
    snapshot: int
    version: int
    text: str
    similarity: float = Field(ge=0, le=1)


class Trace(Document):
    """The way of some words through the versions and outlets of a story, oldest step first."""

    schema_id: Literal["stet.trace/1"] = Field(default="stet.trace/1", alias="schema")
    story: int
    words: str
    steps: tuple[TraceStep, ...] = ()
    nearest: tuple[NearWords, ...] = Field(
        default=(), description="where nobody has them: what the newest versions say in other words, closest first"
    )
    standing: tuple[str, ...] = Field(default=(), description="outlets whose newest version of an article says them")
    otherwise: tuple[str, ...] = Field(default=(), description="outlets whose newest versions all say them `otherwise`")
    without: tuple[str, ...] = Field(default=(), description="outlets of the story none of whose articles had them")
