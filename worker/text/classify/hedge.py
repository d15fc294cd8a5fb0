"""A statement became more or less certain."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from schemas.change import Label
from worker.text.classify.context import Context, Hunk, words_among
from worker.text.classify.fact import has_clause
from worker.text.classify.registry import rule
from worker.text.lexicon import Lexicon, lexicon

_STEM = 4
_BESIDE = 2
_SHORTEST_VERB = 3
_BELIEF = 5
"""Words that tell who believes it, at most."""


@rule(Label.HEDGE)
def hedge(edit: Context) -> bool:
    """Return whether `allegedly`, `may`, `claims` and their like came, went or gave way to one another.

    In a sentence of the text that was written anew, only where what was hedged stands in the other wording as well.
    """
    old, new = hedges_in(edit.old, edit.language), hedges_in(edit.new, edit.language)
    if any(_softened(edit, hunk) or _believed(edit, hunk) for hunk in edit.hunks):
        return True
    if old == new or (has_clause(edit) and not (old and new)):
        return False
    if edit.is_title or not edit.is_rewritten:
        return True
    return any(
        _stands(edit, text, hedges, other)
        for text, hedges, other in ((edit.old, old - new, edit.new_cores), (edit.new, new - old, edit.old_cores))
    )


def _softened(edit: Context, hunk: Hunk) -> bool:
    """Return whether `will` gave way to `should` or a form to its conditional, which hedge only in their place."""
    removed, added = ([word.lower() for word in words] for words in (edit.removed(hunk), edit.added(hunk)))
    if max(len(removed), len(added)) > _BESIDE:
        return False
    following = edit.new_cores[hunk.new.stop].lower() if hunk.new.stop < len(edit.new_cores) else ""
    is_softer = any(edit.lexicon.has_pair("softer", one, other) for one in removed for other in added)
    if is_softer and not edit.lexicon.has("noun_prepositions", following):  # he is in court, he appears in court
        return True
    if len(removed) != 1 or len(added) != 1:
        return False
    one, other = removed[0], added[0]
    return _is_conditional_of(one, other, edit.lexicon) != _is_conditional_of(other, one, edit.lexicon)


def _believed(edit: Context, hunk: Hunk) -> bool:
    """Return whether words such as `doctors believe` came or went, and no others in their place."""
    fewer, more = sorted((edit.removed(hunk), edit.added(hunk)), key=len)
    if len(fewer) > 1 or len(more) > _BELIEF or edit.is_rewritten:
        return False
    return any(edit.lexicon.has("beliefs", word.lower()) for word in more)


def _is_conditional_of(word: str, plain: str, words: Lexicon) -> bool:
    """Return whether `word` is the conditional of the verb that `plain` is a form of: anularía of anula.

    Its ending follows the infinitive's r; where that r is the stem's own, as in abría of abre, it is another tense.
    """
    return any(
        word.endswith(ending)
        and word[:_SHORTEST_VERB] == plain[:_SHORTEST_VERB]
        and not plain.startswith(word[: 1 - len(ending)])
        for ending in words.words.get("conditional_endings", ())
    )


def _stands(edit: Context, text: str, hedges: Counter[str], other: list[str]) -> bool:
    stems = {word.lower()[:_STEM] for word in words_among(other)}
    pattern = _pattern(edit.language)
    for found in pattern.finditer(text) if pattern else ():
        if found[0].lower() in hedges:
            after = [word.lower() for word in text[found.end() :].split()[: _BESIDE + 1] if len(word) >= _STEM]
            if any(word[:_STEM] in stems for word in after[:_BESIDE]):
                return True
    return False


def hedges_in(text: str, language: str | None) -> Counter[str]:
    """Return the hedges of a folded text in lower case, each as often as it stands there."""
    pattern = _pattern(language)
    return Counter(found.lower() for found in pattern.findall(text)) if pattern else Counter()


@cache
def _pattern(language: str | None) -> re.Pattern[str] | None:
    """Return what finds hedges: phrases that are none (`as soon as possible`) are matched first and left out."""
    words = lexicon(language).words
    hedges, names = words.get("hedges", frozenset()), words.get("hedges_as_names", frozenset())
    if not hedges:
        return None
    spelled = sorted(hedges | {hedge.capitalize() for hedge in hedges - names}, key=len, reverse=True)
    before = "".join(rf"(?<!{re.escape(phrase)} )" for phrase in words.get("no_hedges_after", ()))
    after = "|".join(map(re.escape, words.get("no_hedges_before", ()))) or "(?!)"
    alternatives = [*map(re.escape, spelled), *_before_perfect(words)]
    return re.compile(rf"(?<![\w-]){before}(?:{'|'.join(alternatives)})(?![\w-])(?! (?:{after})\b)")


def _before_perfect(words: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Yield patterns for what hedges where a perfect follows: `er will es gesehen haben`, not `er will es sehen`."""
    helpers = "|".join(map(re.escape, words.get("perfect_helpers", ())))
    endings = "|".join(map(re.escape, words.get("participle_endings", ())))
    for hedge in words.get("hedges_before_perfect", ()):
        yield rf"{re.escape(hedge)}(?=[^,.;:]* \w+(?:{endings}) (?:{helpers})\b)"
