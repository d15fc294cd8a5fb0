"""What limits a figure, and what it is of: looked for when it is asked for, since most meet no other of their kind."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, Protocol

from worker.text.between.figures import aspects
from worker.text.between.figures.measures import Unit
from worker.text.between.figures.scope import Scope, scope

_SPEED = "km/h"

Kinds = tuple[frozenset[str], bool | None]
"""The words that make it another figure of the kind (core inflation), and whether it is expected or asked for.

None: it is to come, which others may call expected.
"""


class Limited(Protocol):
    """What is told around a figure."""

    @property
    def scope(self) -> Scope:
        """What it is limited to."""

    @property
    def aspect(self) -> str | None:
        """What an amount is of: a loss, a fine."""

    @property
    def kinds(self) -> Kinds:
        """See `Kinds`."""


@dataclass(frozen=True)
class Around:
    """The English words around a figure; the fields are those of `scope`, with the figure's unit."""

    before: str
    after: str
    sentence: str
    published: datetime | None
    unit: Unit | None
    part: bool
    further: bool

    @cached_property
    def scope(self) -> Scope:
        """What it is limited to."""
        told = scope(self.before, self.after, self.sentence, self.published, part=self.part, further=self.further)
        is_speed = self.unit is not None and self.unit.common == _SPEED
        return replace(told, each=None) if is_speed else told

    @cached_property
    def aspect(self) -> str | None:
        """What an amount is of."""
        return aspects.aspect(self.unit, self.before, self.after) if self.unit else None

    @cached_property
    def kinds(self) -> Kinds:
        """See `Kinds`."""
        return aspects.limits(self.unit, self.before, self.after)


class Known(NamedTuple):
    """What limits a figure, found already."""

    scope: Scope
    aspect: str | None
    kinds: Kinds
