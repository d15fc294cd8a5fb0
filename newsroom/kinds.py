"""The kinds of edit, how often each is made, and whether a reader would want to be told of it."""

from dataclasses import dataclass

from newsroom import edits, structure
from newsroom.edits import Change


@dataclass(frozen=True)
class Kind:
    """One kind of edit.

    `matters` is the truth an alert is scored against. `plant` leaves the flaw in the first wording that the edit
    puts right later. A silent edit moves no "last updated". `weight` is its share of the editors' work.
    """

    name: str
    change: Change
    matters: bool
    weight: int
    plant: Change | None = None
    is_silent: bool = False


ALL = (
    Kind("typo", edits.typo, matters=False, weight=8, plant=edits.plant_typo),
    Kind("typography", edits.typography, matters=False, weight=2),
    Kind("headline", edits.headline, matters=True, weight=4),
    Kind("headline-reworded", edits.headline_reworded, matters=False, weight=5),
    Kind("headline-reverted", edits.headline_reverted, matters=False, weight=2),
    Kind("lede", edits.lede, matters=False, weight=5),
    Kind("figure", edits.figure, matters=True, weight=9),
    Kind("date", edits.date, matters=True, weight=3),
    Kind("name", edits.name, matters=True, weight=3, plant=edits.plant_name),
    Kind("quote", edits.quote, matters=True, weight=5),
    Kind("attribution", edits.attribution, matters=True, weight=4),
    Kind("hedge", edits.hedge, matters=True, weight=4),
    Kind("negation", edits.negation, matters=True, weight=3),
    Kind("correction", edits.correction, matters=True, weight=5),
    Kind("correction-bare", edits.correction_bare, matters=True, weight=2),
    Kind("stealth", edits.stealth, matters=True, weight=4, is_silent=True),
    Kind("paragraph-added", structure.paragraph_added, matters=True, weight=9),
    Kind("paragraph-removed", structure.paragraph_removed, matters=True, weight=4),
    Kind("paragraph-moved", structure.paragraph_moved, matters=False, weight=4),
    Kind("paragraphs-merged", structure.paragraphs_merged, matters=False, weight=3),
    Kind("paragraph-split", structure.paragraph_split, matters=False, weight=2),
)
BY_NAME = {kind.name: kind for kind in ALL}
WIRE_CORRECTION = Kind("wire-correction", edits.correction, matters=True, weight=0)
WITHDRAWAL = "withdrawal"
RESTORATION = "restoration"
LIVE_UPDATE = "live-update"
NAMES = (*BY_NAME, WIRE_CORRECTION.name, WITHDRAWAL, RESTORATION, LIVE_UPDATE)
