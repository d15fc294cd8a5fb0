"""Who still says what an article took back."""

import re
from datetime import datetime

from newsroom.score.truths import Article, Edit, Truth

_WORDS = re.compile(r"\w+")


def carried(truth: Truth, edit: Edit, at: datetime) -> bool:
    """Whether an article of another outlet on the same event says, at that moment, what this earlier edit took back.

    It says so by a figure that the truth has of both under one name, or by a sentence with all the words taken out.
    """
    made = truth.articles[edit.article]
    if edit.first is None or edit.first > at or edit.is_turn or not edit.before or not edit.after:
        return False
    others = [each for each in truth.articles.values() if each.event == made.event and each.outlet != made.outlet]
    return any(_says(each, made, edit, at) for each in others if each.first <= at)


def _says(other: Article, made: Article, edit: Edit, at: datetime) -> bool:
    standing = other.at(at)
    was, now = (_figures(made, number) for number in (edit.version - 1, edit.version))
    if any(now.get(name) != value == standing.figures.get(name) for name, value in was.items()):
        return True
    taken = _words(edit.before) - _words(edit.after)
    return bool(taken) and any(taken <= _words({sentence}) for sentence in standing.sentences)


def _figures(article: Article, number: int) -> dict[str, float]:
    return next((dict(each.figures) for each in article.versions if each.number == number), {})


def _words(sentences: frozenset[str] | set[str]) -> set[str]:
    return {word.casefold() for sentence in sentences for word in _WORDS.findall(sentence)}
