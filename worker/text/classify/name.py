"""A name changed: a person, a place, an organisation."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from schemas.change import Label
from worker.text.classify import dates
from worker.text.classify.context import Context, Hunk, words_among
from worker.text.classify.registry import rule
from worker.text.lexicon import Lexicon, lexicon

_SENTENCE_ENDS = frozenset(".!?:;\"'(-|*")
_TITLE_CASE = 0.6
_FEWEST_IN_TITLE_CASE = 3
_FUNCTION_WORDS = ("articles", "pronouns", "subject_stops", "date_prepositions", "negations")
NOUNS_ARE_CAPITALISED = frozenset({"de", "lb"})
GAP = " \u2026 "
"""Between words that do not stand together."""
_SHORT = 4
_TWO = 2
_ENDINGS = ("s", "es", "ed", "d", "ing", "ies", "y", "er", "ers")


class _Name(NamedTuple):
    """A name by its place, in its plain form, and whether it is written in capitals."""

    at: int
    plain: str
    acronym: bool = False


@rule(Label.NAME)
def name(edit: Context) -> bool:
    """Return whether other names stand there than before, by their capital letters.

    The first word of a sentence counts where it is known for a name from elsewhere or is no ordinary word, as does
    every word of a title that capitalises them all. A name said in full (`Smith`, `John Smith`) or by another form
    (`the US`, `America`, `American`) is no other. In a headline, a name that stands in the text on both sides is no
    news; in the text, a name that came or went with a whole clause belongs to the clause. Two names that changed
    places while every other word kept its own (`Khan beat Bailey`) are others where they stand.
    """
    old, new = _both(edit)
    gone, come = _changed(edit, old, new)
    if not gone and not come:
        return _exchanged(edit, old, new) is not None
    gone_at, come_at = ({found.at: found for found in side} for side in (gone, come))
    stayed = {found.at for found in old} - gone_at.keys(), {found.at for found in new} - come_at.keys()
    for hunk in edit.hunks:
        in_old = [gone_at[at] for at in hunk.old if at in gone_at]
        in_new = [come_at[at] for at in hunk.new if at in come_at]
        if in_old and in_new and (not edit.is_rewritten or edit.is_title):
            return True
        if (in_old or in_new) and not edit.is_rewritten and _is_told(edit, hunk, in_old, in_new):
            was_said = edit.is_title and _stood(edit, (*in_old, *in_new))
            if not was_said and not _is_fuller(edit, in_old or in_new, stayed[0] if in_old else stayed[1]):
                return True
    return edit.is_title and edit.is_rewritten and not _stood(edit, (*gone, *come))


def _both(edit: Context) -> tuple[list[_Name], list[_Name]]:
    """Return the names of the old and of the new wording."""
    return list(_names(edit, edit.old_cores)), list(_names(edit, edit.new_cores))


def _changed(edit: Context, old: Iterable[_Name], new: Iterable[_Name]) -> tuple[list[_Name], list[_Name]]:
    """Return the names that went and those that came."""
    return _without(old, _all_plain(edit, edit.new_cores)), _without(new, _all_plain(edit, edit.old_cores))


def _is_told(edit: Context, hunk: Hunk, in_old: Sequence[_Name], in_new: Sequence[_Name]) -> bool:
    """Return whether names that came or went are no part of a clause; a full name may stand for a clause."""
    removed, added = edit.removed(hunk), edit.added(hunk)
    with_names, others = (removed, added) if in_old else (added, removed)
    is_full = len(in_old or in_new) > 1
    return len(with_names) <= _SHORT and (is_full or len(others) <= _SHORT)


def _exchanged(edit: Context, old: Sequence[_Name], new: Sequence[_Name]) -> tuple[str, str] | None:
    """Return two names that stand each where the other stood, if something is told between them: no list of names."""
    others = [at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one.plain != other.plain]
    if len(old) != len(new) or len(others) != _TWO:
        return None
    first, second = (old[at] for at in others)
    if first.plain != new[others[1]].plain or second.plain != new[others[0]].plain:
        return None
    told = words_among(edit.old_cores[first.at + 1 : second.at])
    is_told = any(word[0].islower() and not _says_nothing(edit, word) for word in told)
    if not is_told or _frame(edit, edit.old_cores, old) != _frame(edit, edit.new_cores, new):
        return None
    return edit.old_cores[first.at], edit.old_cores[second.at]


def _says_nothing(edit: Context, word: str) -> bool:
    return _is_small(edit, word) or edit.lexicon.has("subject_stops", word.lower())


def _frame(edit: Context, cores: Sequence[str], names: Sequence[_Name]) -> list[str]:
    """Return the words of a sentence with nothing where names stand, without articles and titles."""
    places = {found.at for found in names}
    words = ["" if at in places else core.lower() for at, core in enumerate(cores)]
    return [word for word in words if not _is_small(edit, word)]


def _is_small(edit: Context, word: str) -> bool:
    return edit.lexicon.has("articles", word.lower()) or edit.lexicon.has("honorifics", word.lower())


def _without(names: Iterable[_Name], words: set[str]) -> list[_Name]:
    return [found for found in names if found.plain not in words]


def _stood(edit: Context, names: Iterable[_Name]) -> bool:
    """Return whether each of the names stands in the text, before and after; not known where there is no text."""
    words = edit.old_words & edit.new_words
    return bool(words) and all(found.plain in words for found in names)


def _is_fuller(edit: Context, changed: Sequence[_Name], stayed: Collection[int]) -> bool:
    """Return whether what came or went stands beside a name that stayed: `Smith` became `John Smith`."""
    if edit.language in NOUNS_ARE_CAPITALISED:
        return not any(found.acronym for found in changed)
    reach = len(changed)
    return all(any(near in stayed for near in range(found.at - reach, found.at + reach + 1)) for found in changed)


def _all_plain(edit: Context, cores: Sequence[str]) -> set[str]:
    return {_plain(edit.lexicon, core) for core in cores}


def _plain(lexicon: Lexicon, core: str) -> str:
    word = _bare(core).casefold().replace(".", "")
    return lexicon.places.get(word, word)


def _bare(core: str) -> str:
    return core.removesuffix("'s").removesuffix("'")


def changed_names(edit: Context) -> tuple[str, str]:
    """Return the names that went and those that came, as written, each run of words as one; empty where none did."""
    gone, come = _changed(edit, *_both(edit))
    return _as_written(edit.old_cores, gone), _as_written(edit.new_cores, come)


def exchanged_names(edit: Context) -> tuple[str, str] | None:
    """Return two names that changed places, in the order they stood in; null where none did."""
    return _exchanged(edit, *_both(edit))


def _as_written(cores: Sequence[str], names: Iterable[_Name]) -> str:
    written, last = "", -1
    for found in names:
        gap = "" if not written else " " if found.at == last + 1 else GAP
        written, last = f"{written}{gap}{cores[found.at]}", found.at
    return written


def names_in(cores: Sequence[str]) -> Iterator[str]:
    """Yield in lower case the capitalised words of a sentence that do not begin it."""
    for at, core in enumerate(cores):
        if at and cores[at - 1] not in _SENTENCE_ENDS and _is_capitalised(core):
            yield _bare(core).casefold()


def is_name(edit: Context, word: str) -> bool:
    """Return whether a word of the edit is a name by its capital letter, wherever it stands."""
    if not _is_capitalised(_bare(word)):
        return False
    return any(cores[found.at] == word for cores in (edit.old_cores, edit.new_cores) for found in _names(edit, cores))


def _names(edit: Context, cores: Sequence[str]) -> Iterator[_Name]:
    strict = _in_title_case(cores)
    shouted = all(word.isupper() for word in words_among(cores) if word.isalpha())
    ordinary = edit.lexicon.ordinary
    for at, core in enumerate(cores):
        word = _bare(core)
        if not _is_capitalised(word) or _is_no_name(edit, cores, at):
            continue
        acronym = word.isupper() and not shouted
        if edit.language in NOUNS_ARE_CAPITALISED:
            is_place = word.casefold() in edit.lexicon.places
            if acronym or is_place or word in edit.names or _in_full_name(edit, cores, at):
                yield _Name(at, _plain(edit.lexicon, core), acronym)
            continue
        begins = at == 0 or cores[at - 1] in _SENTENCE_ENDS
        is_ordinary = _is_ordinary(word.lower(), ordinary) or _is_function_word(edit.lexicon, word.lower())
        is_sure = word in edit.names or _plain(edit.lexicon, word) != word.casefold()
        if begins or strict or shouted:
            known = (
                is_sure or acronym or (bool(ordinary) and word.isalpha()) or (begins and _opens_name(edit, cores, at))
            )
            if known and (acronym or not is_ordinary):
                yield _Name(at, _plain(edit.lexicon, core))
        else:
            yield _Name(at, _plain(edit.lexicon, core))


def _is_ordinary(word: str, ordinary: frozenset[str]) -> bool:
    """Return whether it is an ordinary word or a form of one: `batters` beside `battered`."""
    if word in ordinary:
        return True
    stems = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending) and len(word) > len(ending) + 2]
    return any(stem + ending in ordinary for stem in stems for ending in ("", *_ENDINGS))


def _is_function_word(lexicon: Lexicon, word: str) -> bool:
    return word in lexicon.relative or word in lexicon.numbers or any(lexicon.has(key, word) for key in _FUNCTION_WORDS)


def _opens_name(edit: Context, cores: Sequence[str], at: int) -> bool:
    """Return whether the first word of a sentence goes with a capitalised second one, as in `John Smith`."""
    following = cores[at + 1 : at + 2]
    return bool(following) and _is_capitalised(following[0]) and not _is_function_word(edit.lexicon, cores[at].lower())


def _in_full_name(edit: Context, cores: Sequence[str], at: int) -> bool:
    """Return whether the word goes with a capitalised one before it, as a surname does with a first name."""
    before = cores[at - 1] if at else ""
    is_small = _is_function_word(edit.lexicon, before.lower()) or (at == 1 and before.lower() in edit.old_words)
    return _is_capitalised(before) and not is_small


def _is_capitalised(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and (word[0].isalpha() or any(map(str.isalpha, word)))


def _is_no_name(edit: Context, cores: Sequence[str], at: int) -> bool:
    lexicon, word = edit.lexicon, _bare(cores[at]).lower()
    if word in lexicon.weekdays or (word in lexicon.months and not _is_called_as_month(cores, at, lexicon)):
        return True
    return lexicon.has("honorifics", word) or lexicon.has("no_names", word)


def _is_called_as_month(cores: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a word that may be a month is a part of a name: Jan Olsen, Theresa May, and not by Jan 5."""
    if not lexicon.has("ambiguous_months", cores[at].lower()) or dates.part(cores, at, lexicon):
        return False
    beside = (*cores[max(0, at - 1) : at], *cores[at + 1 : at + 2])
    small = (core.lower() for core in beside if _is_capitalised(core))
    return any(word not in lexicon.calendar and not _is_function_word(lexicon, word) for word in small)


def _in_title_case(cores: Sequence[str]) -> bool:
    words = [core for core in cores[1:] if len(core) >= len("with") and core.isalpha()]
    return len(words) >= _FEWEST_IN_TITLE_CASE and sum(word[0].isupper() for word in words) >= _TITLE_CASE * len(words)


def known_names(sentences: Iterable[Sequence[str]], language: str | None = None) -> frozenset[str]:
    """Return the words that stand capitalised within sentences, and nowhere in lower case.

    Args:
        sentences: Each as its words and marks.
        language: ISO 639-1. Where all nouns have a capital letter, only what follows another capitalised word counts.
    """
    capitalised: set[str] = set()
    lowered: set[str] = set()
    words = lexicon(language)
    pairs_only = language in NOUNS_ARE_CAPITALISED
    for cores in sentences:
        for at, core in enumerate(cores):
            if core[:1].islower():
                lowered.add(core)
            elif at and cores[at - 1] not in _SENTENCE_ENDS:
                word, before = _bare(core), cores[at - 1]
                is_pair = _is_capitalised(before) and not _is_function_word(words, before.lower()) and at > 1
                if _is_capitalised(word) and (is_pair or not pairs_only):
                    capitalised.add(word)
    return frozenset(word for word in capitalised if word.lower() not in lowered)
