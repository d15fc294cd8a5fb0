"""Conditional requests (RFC 9110, 13): what an answer is known again by, and how far a host's 304 is to be believed.

Some servers answer 304 whatever has changed, and some never change an ETag. So now and then a page is asked for in
full, the more seldom the more often a host's conditional answers have proved true. Where that brings other bytes under
another validator, right after a 304, the old validator is sent once more: a host that answers 304 to it has lied.
Where it brings other bytes under the same validator, whoever reads them can tell whether that matters. A host that was
caught is asked in full from then on. Pure rules over values.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

LOOKS = ((0, 3), (1, 7), (3, 15), (10, 31))
"""After so many true answers of a host: so many 304s in a row are believed before a page is asked for in full."""

_SENDABLE = re.compile(r"[\x21-\x7e\x80-\xff][\t\x20-\x7e\x80-\xff]{0,1023}")


@dataclass(frozen=True, slots=True)
class Validators:
    """What one answer of one URL said that it is known again by."""

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.etag or self.last_modified)

    @property
    def conditions(self) -> dict[str, str]:
        """The headers of a conditional request; a validator that cannot stand in a header is left out."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value and _SENDABLE.fullmatch(value)}


NONE = Validators()


def of(headers: Mapping[str, str]) -> Validators:
    """Return the validators in an answer's headers, whose names are in lower case."""
    return Validators(headers.get("etag") or None, headers.get("last-modified") or None)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a row stands with its validators."""

    unmodified: int = 0
    """304s in a row since the page was last seen in full."""
    suspect: bool = False
    """The last look in full brought other bytes right after a 304; the validators kept are the old ones."""

    def is_due_in_full(self, honest: int) -> bool:
        """Whether the page is to be asked for unconditionally, at a host that was found true so many times."""
        believed = max(believed for answers, believed in LOOKS if honest >= answers)
        return not self.suspect and self.unmodified >= believed


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was sent and what came."""

    known: Validators
    """What the URL that answered was known by, whether it was sent or not."""
    conditional: bool
    status: int
    said: Validators
    complete: bool
    """Whether the body came whole."""
    changed: bool
    """Whether other bytes came than were known."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an exchange teaches: of the row, and of its host."""

    keep: Validators
    standing: Standing
    honest: bool = False
    """A conditional request was answered in full where something had changed, by a host that also answers 304."""
    lied: bool = False


def learn(before: Standing, what: Exchange) -> Lesson:
    """Return what to keep and what to think of the host after an exchange."""
    if what.status == HTTPStatus.NOT_MODIFIED:
        if before.suspect or not what.conditional:
            return Lesson(NONE, Standing(), lied=True)
        # What a 304 says of its own validators is not taken over: one that lies may name those of the newer page.
        return Lesson(what.known, Standing(before.unmodified + 1))
    if what.status != HTTPStatus.OK or not what.complete:
        # Neither an error nor half a page is what a later 304 should speak of.
        return Lesson(NONE, Standing())
    answered_304_before = before.unmodified > 0
    if not what.conditional and answered_304_before and what.changed and what.said and what.said != what.known:
        return Lesson(what.known, Standing(suspect=True))
    honest = what.conditional and what.changed and (answered_304_before or before.suspect)
    return Lesson(what.said, Standing(), honest=honest)
