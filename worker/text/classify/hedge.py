"""A statement became more or less certain."""

import re
from collections import Counter
from functools import cache

from schemas.change import Label
from worker.text.classify.context import Context
from worker.text.classify.registry import rule
from worker.text.lexicon import lexicon


@rule(Label.HEDGE)
def hedge(edit: Context) -> bool:
    """Return whether `allegedly`, `may`, `claims` and their like came, went or gave way to one another."""
    return _hedges(edit.old, edit.language) != _hedges(edit.new, edit.language)


def _hedges(text: str, language: str | None) -> Counter[str]:
    pattern = _pattern(language)
    return Counter(found.lower() for found in pattern.findall(text)) if pattern else Counter()


@cache
def _pattern(language: str | None) -> re.Pattern[str] | None:
    words = lexicon(language).words
    hedges, names = words.get("hedges", frozenset()), words.get("hedges_as_names", frozenset())
    spelled = sorted(hedges | {hedge.capitalize() for hedge in hedges - names}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, spelled))})(?![\w-])") if spelled else None
