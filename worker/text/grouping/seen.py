"""How common words are among the articles seen so far: what tells one event from the next of its kind."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from worker.text.grouping.word_weights import RARE, TERM_WEIGHTS

_PRIOR_ARTICLES = 100
"""How many articles the general frequencies of `word_weights` are worth beside those counted."""
_PRIOR = {word: _PRIOR_ARTICLES * math.exp(-weight) if weight else math.inf for word, weight in TERM_WEIGHTS.items()}
_RARE = _PRIOR_ARTICLES * math.exp(-RARE)
"""How many of those bear a word."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How many articles have been seen, and how many of them bear a word in their fingerprint.

    Without any, words weigh what they do in news in general; the more have been seen, the more a word weighs that few
    of them bear. Where many articles come in a day this is what keeps one event apart from the next.
    """

    articles: int
    with_word: Mapping[str, int]

    def weights(self, words: Iterable[str]) -> dict[str, float]:
        """Return ln(1 / share of articles with the word) for each word, the share estimated from both."""
        articles, with_word, prior = self.articles + _PRIOR_ARTICLES, self.with_word, _PRIOR.get
        return {
            word: math.log(max(1.0, articles / (with_word.get(word, 0) + prior(word, _RARE)))) if len(word) > 1 else 0.0
            for word in words
        }


NOTHING_SEEN = Seen(0, {})
