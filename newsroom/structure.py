"""Edits that add, take away and rearrange whole paragraphs."""

from dataclasses import replace

from newsroom.draft import Draft, Paragraph
from newsroom.edits import Desk

_FEWEST = 4


def _bodies(draft: Draft) -> list[int]:
    """Where the paragraphs stand that may be moved or dropped: no lede, no note, no part of a quotation."""
    return [at for at, paragraph in enumerate(draft.paragraphs) if paragraph.kind == "body"]


def paragraph_added(draft: Draft, desk: Desk) -> Draft | None:
    """Print one of the paragraphs that were held back."""
    if not draft.spare:
        return None
    places = _bodies(draft)
    at = desk.rng.choice(places) if places else len(draft.paragraphs)
    order = (*draft.paragraphs[:at], draft.spare[0], *draft.paragraphs[at:])
    return replace(draft, paragraphs=order, spare=draft.spare[1:])


def paragraph_removed(draft: Draft, desk: Desk) -> Draft | None:
    """Drop a paragraph."""
    places = _bodies(draft)
    if len(places) < _FEWEST:
        return None
    at = desk.rng.choice(places)
    return replace(draft, paragraphs=draft.paragraphs[:at] + draft.paragraphs[at + 1 :])


def paragraph_moved(draft: Draft, desk: Desk) -> Draft | None:
    """Move a paragraph to another place, at least two on."""
    places = _bodies(draft)
    if len(places) < _FEWEST:
        return None
    source, target = desk.rng.choice([(a, b) for a in places for b in places if abs(a - b) > 1])
    rest = list(draft.paragraphs)
    rest.insert(target, rest.pop(source))
    return replace(draft, paragraphs=tuple(rest))


def paragraphs_merged(draft: Draft, desk: Desk) -> Draft | None:
    """Run two neighbouring paragraphs together."""
    places = _bodies(draft)
    pairs = [at for at in places if at + 1 in places]
    if not pairs:
        return None
    at = desk.rng.choice(pairs)
    merged = Paragraph(draft.paragraphs[at].sentences + draft.paragraphs[at + 1].sentences)
    return replace(draft, paragraphs=(*draft.paragraphs[:at], merged, *draft.paragraphs[at + 2 :]))


def paragraph_split(draft: Draft, desk: Desk) -> Draft | None:
    """Break a paragraph in two."""
    places = [at for at in _bodies(draft) if len(draft.paragraphs[at].sentences) > 1]
    if not places:
        return None
    at = desk.rng.choice(places)
    first, *rest = draft.paragraphs[at].sentences
    parts = (Paragraph((first,)), Paragraph(tuple(rest)))
    return replace(draft, paragraphs=(*draft.paragraphs[:at], *parts, *draft.paragraphs[at + 1 :]))
