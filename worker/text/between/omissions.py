"""What all outlets of a story say but one, wherever in their articles and in whatever words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from schemas.article import Reading
from worker.text.between import matching

_FEWEST = 3
"""Outlets of a story, from which `all but one` says anything."""

_NEAR = 0.36
"""From this similarity on a sentence may tell the same in quite other words: nothing is said to be left out then."""

Place = tuple[int, int]
"""An article by its id, and one of its sentences."""


class Omitted(NamedTuple):
    """What an outlet leaves out: a sentence of the article that said it first."""

    outlet: int
    article: int
    sentence: int


def omitted(
    articles: Mapping[int, int],
    matched: Mapping[tuple[int, int], Sequence[tuple[int, int]]],
    touching: Mapping[tuple[int, int], Sequence[tuple[int, int]]],
    asked: Collection[int] | None = None,
) -> Iterator[Omitted]:
    """Yield what all outlets have but one, each statement once, in the order of `articles`.

    Several articles are asked, since each finds the statement in its own words: one may word it as all others but one
    do, and another so that only some are like it.

    Args:
        articles: the outlet of each article of the story, by its id, in the order of publication.
        matched: for two articles the sentences that say the same, once for each two in whichever order; what has not
            been compared is wanting, and of an outlet that has not been compared nothing is said.
        touching: the same of sentences that speak of one matter, be it otherwise: who gives another figure of it leaves
            nothing out.
        asked: The articles that are asked, all where it is left out; the pairs without any of these are not needed.
    """
    like, near = _like(articles, matched), _like(articles, touching)
    outlets = set(articles.values())
    told: set[tuple[int, Place]] = set()
    for article, outlet in articles.items():
        if asked is not None and article not in asked:
            continue
        compared = {articles[other] for other in articles if (article, other) in matched or (other, article) in matched}
        if len(outlets) < _FEWEST or compared | {outlet} != outlets:
            continue
        for sentence, places in sorted(like[article].items()):
            lacking = outlets - {outlet} - {articles[other] for other, _ in places}
            if len(lacking) != 1:
                continue
            [without] = lacking
            said = ((article, sentence), *places)
            tells_otherwise = any(articles[other] == without for at, one in said for other, _ in near[at].get(one, ()))
            if not tells_otherwise and all((without, place) not in told for place in said):
                yield Omitted(without, article, sentence)
            told.update((without, place) for place in said)


def is_left_out(statement: str, language: str | None, articles: Sequence[Reading]) -> bool:
    """Return whether an outlet's articles have nothing that comes near a statement, and could be seen to have it.

    Args:
        statement: What all the others say.
        language: Of the article that it is taken from.
        articles: Those of the outlet; in another language nothing would be alike.
    """
    if any(language and article.language and language != article.language for article in articles):
        return False
    said = (sentence.text for article in articles for sentence in article.sentences)
    return all(matching.similarity(statement, sentence) < _NEAR for sentence in said)


def _like(
    articles: Mapping[int, int], matched: Mapping[tuple[int, int], Sequence[tuple[int, int]]]
) -> dict[int, dict[int, list[Place]]]:
    """Return for each article and sentence where others say the same."""
    like: dict[int, dict[int, list[Place]]] = {article: {} for article in articles}
    for (a, b), pairs in matched.items():
        for in_a, in_b in pairs:
            like[a].setdefault(in_a, []).append((b, in_b))
            like[b].setdefault(in_b, []).append((a, in_a))
    return like
