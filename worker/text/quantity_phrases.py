"""What became of the figures and dates of a sentence, in words."""

import re
from collections.abc import Sequence

from schemas.change import Edit, Label
from worker.text.classify.name import NOUNS_ARE_CAPITALISED
from worker.text.classify.quantities import Quantity, quantities
from worker.text.classify.values import lost
from worker.text.figure_subjects import AGE, UNCOUNTED, subject_of
from worker.text.lexicon import Lexicon, lexicon
from worker.text.wording import SUBJECTS, Phrase, cores_of, safe

_UNSPACED = re.compile(r"(?<=[\d\u3400-\u9fff]) (?=[\u3040-\u30ff\u3400-\u9fff])")
"""A space between a figure and a character of a script that has none."""

_DIGITS = re.compile(r"\d+")


def of_quantity(edit: Edit, label: Label, language: str | None) -> Phrase | None:
    """Return the first figure or date that went and the first that came, as written, and which way it went.

    None where words told of a date that are none themselves: this month, this year.
    """
    old, new = quantities_of(edit, label, language)
    gone, come = lost(old, new), lost(new, old)
    words = lexicon(language)
    before, after = _written(gone, old, cores_of(edit, "=-"), words), _written(come, new, cores_of(edit, "=+"), words)
    subject = SUBJECTS[label]
    if label is Label.DATE and all(map(_is_time, (*gone[:1], *come[:1]))):
        subject = "time"
    if label is Label.FIGURE:
        subject = _subject(gone, cores_of(edit, "=-"), words) or _subject(come, cores_of(edit, "=+"), words) or subject
    if subject == AGE:
        before, after = _years(before, gone), _years(after, come)
    if before and after:
        return Phrase(
            f"{subject} in {{place}} {_verb(subject, gone[0], come[0])} from {safe(before)} to {safe(after)}",
            tells=True,
            more=_another(gone, come, edit, words) if label is Label.FIGURE else "",
            figure=(before, after),
        )
    if before or after:
        return Phrase(
            f"{subject} {'removed from' if before else 'added in'} {{place}}: {safe(before or after)}", tells=True
        )
    return None if label is Label.DATE else Phrase(f"{subject}s in {{place}} changed places")


def _years(written: str, found: Sequence[Quantity]) -> str:
    """Return an age by its years alone: 54 of 54-year-old."""
    digits = _DIGITS.match(written)
    return digits[0] if digits and found[0].unit in {"", "year"} else written


def _another(gone: Sequence[Quantity], come: Sequence[Quantity], edit: Edit, words: Lexicon) -> str:
    """Return what became of the second of as many figures as there were; empty where there is none."""
    if not len(gone) == len(come) > 1:
        return ""
    before, after = (
        _written(gone[1:], (), cores_of(edit, "=-"), words),
        _written(come[1:], (), cores_of(edit, "=+"), words),
    )
    return f"another from {before} to {after}"


def _subject(found: Sequence[Quantity], side: Sequence[str], words: Lexicon) -> str:
    about = subject_of(found[0], side, words) if found else ""
    return about if about in UNCOUNTED or not about else f"{about} figure"


def _verb(subject: str, gone: Quantity, come: Quantity) -> str:
    if subject in UNCOUNTED:
        return "changed"
    if gone.kind == "date":
        return "changed" if gone.value.startswith("year") and come.value.startswith("year") else "moved"
    try:
        old, new = float(gone.value), float(come.value)
    except ValueError:
        return "changed"
    if gone.unit != come.unit or old == new:
        return "changed"
    return "raised" if new > old else "lowered"


def quantities_lost(edit: Edit, language: str | None) -> tuple[list[Quantity], list[Quantity]]:
    """Return the figures that went, and those that came."""
    old, new = quantities_of(edit, Label.FIGURE, language)
    return lost(old, new), lost(new, old)


def quantities_of(edit: Edit, label: Label, language: str | None) -> tuple[list[Quantity], list[Quantity]]:
    """Return the figures, or the dates, of both wordings."""
    words = lexicon(language)
    old, new = ([q for q in quantities(cores_of(edit, kept), words) if q.kind == label.value] for kept in ("=-", "=+"))
    return old, new


def _written(found: Sequence[Quantity], all_found: Sequence[Quantity], side: Sequence[str], words: Lexicon) -> str:
    """Return the first of `found` as written, a date with those of `all_found` that stand beside it: `3 March`.

    A number that begins a line with a capital letter is written small.
    """
    if not found:
        return ""
    first, last = found[0].places.start, found[0].places.stop
    is_day = found[0].kind == "date" and not _is_time(found[0])
    dated = [quantity.places for quantity in all_found if is_day and quantity.kind == "date"]
    for places in dated:
        if last <= places.start <= last + 1:
            last = places.stop
    for places in reversed(dated):
        if places.stop <= first <= places.stop + 1:
            first = places.start
    written = " ".join([_small(side[first], words), *side[first + 1 : last]]).replace(" .", ".")
    return _UNSPACED.sub("", written)


def _is_time(quantity: Quantity) -> bool:
    return quantity.value.startswith("time")


def _small(word: str, words: Lexicon) -> str:
    is_noun = words.language in NOUNS_ARE_CAPITALISED and words.has("vague_numbers", word.lower())
    return word.lower() if words.number_parts(word.lower()) and not is_noun else word
