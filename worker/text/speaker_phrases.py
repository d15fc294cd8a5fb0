"""Who spoke and who speaks, each as fully as the article names them."""

from collections.abc import Collection, Iterator, Sequence

from schemas.change import Edit, Side
from worker.text.classify.speakers import speakers
from worker.text.diff import cores
from worker.text.lexicon import Lexicon, lexicon
from worker.text.normalise import fold
from worker.text.wording import cores_of, in_quotes

_WITHIN_NAME = 2
"""Words and marks within a speaker's name that are no part of it: the health secretary, Dan Moor."""
_LONGEST_NAME, _FULL_NAME = 4, 2
_SMALL = ("articles", "pronouns", "honorifics", "subject_stops", "noun_prepositions", "date_prepositions")


def spoken_by(edit: Edit, old: Side, new: Side) -> tuple[str, str] | None:
    """Return the speaker that went and the one that came; null where there is not one of them at most.

    Who is named by last name or by what they are alone is told with the name that the article has for them.
    """
    words = lexicon(new.language or old.language)
    before, after = (cores_of(edit, kept) for kept in ("=-", "=+"))
    one, other = (speakers(side, words) for side in (before, after))
    gone, come = [who for who in one if who not in other], [who for who in other if who not in one]
    if len(gone) > 1 or len(come) > 1 or not any(gone + come):
        return None
    return _spelled(gone, before, old, words), _spelled(come, after, new, words)


def _spelled(found: Sequence[frozenset[str]], sentence: Sequence[str], side: Side, words: Lexicon) -> str:
    if not found:
        return ""
    whole, follows = _written_out(found[0], sentence)
    named = [word for word in whole if word[0].isupper()]
    article = [sentence, *(cores(fold(one.text)) for one in side.sentences)] if whole else ()
    if whole and not named:
        name = _name_at(sentence, follows, words) or _one(_names_behind(article, whole[-1], words))
        whole = [*whole, *([",", *name] if name else ())]
    elif len(named) == 1 and whole[-1] == named[0]:
        whole = [*whole[:-1], *(_one(_names_before(article, named[0], words)) or named)]
    return in_quotes(" ".join(whole).replace(" ,", ","))


def _written_out(who: Collection[str], sentence: Sequence[str]) -> tuple[list[str], int]:
    """Return a speaker with the office and the mark within the name where it stands in one place; the place after."""
    places = [at for at, core in enumerate(sentence) if core.lower().removesuffix("'s") in who]
    whole = list(sentence[places[0] : places[-1] + 1]) if places else []
    if len(whole) > len(places) + _WITHIN_NAME:
        whole = [sentence[at] for at in places]
    return whole, places[-1] + 1 if places else 0


def _one(found: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the longest of names, if all others are a part of it."""
    names = sorted(set(found), key=len)
    return names[-1] if names and all(set(name) <= set(names[-1]) for name in names) else ()


def _name_at(sentence: Sequence[str], at: int, words: Lexicon) -> tuple[str, ...]:
    """Return the full name that begins at a place, or after the comma there."""
    first = at + (list(sentence[at : at + 1]) == [","])
    end = first
    while end < len(sentence) and end - first < _LONGEST_NAME and _is_of_name(sentence[end], words):
        end += 1
    return tuple(sentence[first:end]) if end - first >= _FULL_NAME else ()


def _names_behind(article: Sequence[Sequence[str]], role: str, words: Lexicon) -> Iterator[tuple[str, ...]]:
    """Yield the names of those whom an article calls so: his lawyer, Ioan Marin."""
    for sentence in article:
        for at, core in enumerate(sentence):
            if core.lower() == role and (name := _name_at(sentence, at + 1, words)):
                yield name


def _names_before(article: Sequence[Sequence[str]], last: str, words: Lexicon) -> Iterator[tuple[str, ...]]:
    """Yield the names that end in a last name."""
    for sentence in article:
        for at, core in enumerate(sentence):
            if core.removesuffix("'s") == last.removesuffix("'s"):
                first = at
                while first and at - first < _LONGEST_NAME - 1 and _is_of_name(sentence[first - 1], words):
                    first -= 1
                yield (*sentence[first:at], last)


def _is_of_name(core: str, words: Lexicon) -> bool:
    is_small = core.lower() in words.calendar or any(words.has(key, core.lower()) for key in _SMALL)
    return core[0].isupper() and any(map(str.islower, core)) and not is_small
