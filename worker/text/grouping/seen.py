"""How common words are among the articles seen so far: what tells one event from the next of its kind."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from worker.text.grouping.word_weights import RARE, TERM_WEIGHTS

_PRIOR_ARTICLES = 20
"""How many articles the general frequencies of `word_weights` are worth beside those counted."""
_PRIOR = {word: _PRIOR_ARTICLES * math.exp(-weight) if weight else math.inf for word, weight in TERM_WEIGHTS.items()}
_RARE = _PRIOR_ARTICLES * math.exp(-RARE)
"""How many of those bear a word."""
_MOST_LOGS = 4096
_RARE_LOGS = [math.log(bearing + _RARE) for bearing in range(_MOST_LOGS)]
"""Most words are rare and borne by few."""


DAYS_AROUND = 4
"""The days, the article's own and those before it, whose articles make its crowd."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How many articles have been seen, and how many of them bear a word in their fingerprint.

    Without any, words weigh what they do in news in general; the more have been seen, the more a word weighs that few
    of them bear. Where many articles come in a day this is what keeps one event apart from the next.
    """

    articles: int
    with_word: Mapping[str, int]
    crowd: int = 0
    """How many of them are of the `DAYS_AROUND` up to the one in hand."""

    def weights(self, words: Iterable[str]) -> dict[str, float]:
        """Return ln(1 / share of articles with the word) for each word, the share estimated from both."""
        all_articles, count, prior = math.log(self.articles + _PRIOR_ARTICLES), self.with_word.get, _PRIOR
        logs, most = _RARE_LOGS, _MOST_LOGS
        found = {
            word: all_articles - (logs[bearing] if (bearing := count(word, 0)) < most else math.log(bearing + _RARE))
            for word in words
        }
        for word in found.keys() & prior.keys():
            found[word] = max(0.0, all_articles - math.log(count(word, 0) + prior[word]))
        for word in found:
            if len(word) == 1:
                found[word] = 0.0
        return found


NOTHING_SEEN = Seen(0, {})
