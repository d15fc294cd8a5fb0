"""A name changed: a person, a place, an organisation."""

from collections.abc import Iterable, Sequence

from schemas.change import Label
from worker.text.classify.context import Context
from worker.text.classify.registry import rule

_SENTENCE_ENDS = frozenset(".!?:;\"'(-|*")
_TITLE_CASE = 0.6
_FUNCTION_WORDS = ("articles", "pronouns", "subject_stops", "date_prepositions", "negations")
_NOUNS_ARE_CAPITALISED = frozenset({"de", "lb"})


@rule(Label.NAME)
def name(edit: Context) -> bool:
    """Return whether other names stand there than before, by their capital letters.

    The first word of a sentence counts where it is known for a name from elsewhere, as does every word of a title that
    capitalises them all. Languages that capitalise all nouns are left out.
    """
    if edit.language in _NOUNS_ARE_CAPITALISED:
        return False
    old, new = ({name.casefold() for name in _names(edit, cores)} for cores in (edit.old_cores, edit.new_cores))
    # Whether a word is a name is told by its capital on one side; on the other it may begin a sentence.
    return not (old <= _all_words(edit.new_cores) and new <= _all_words(edit.old_cores))


def _all_words(cores: Sequence[str]) -> set[str]:
    return {_bare(core).casefold() for core in cores}


def _bare(core: str) -> str:
    return core.removesuffix("'s").removesuffix("'")


def _names(edit: Context, cores: Sequence[str]) -> Iterable[str]:
    strict = edit.is_title and _in_title_case(cores)
    for at, core in enumerate(cores):
        word = _bare(core)
        if not _is_capitalised(word) or _is_no_name(edit, word.lower()):
            continue
        begins = (at == 0 or cores[at - 1] in _SENTENCE_ENDS) and not _opens_name(edit, cores, at)
        acronym = word.isupper() and not all(other.isupper() for other in cores if other.isalpha())
        if word in edit.names or (acronym and word.isalpha()) or not (begins or strict):
            yield word


def _opens_name(edit: Context, cores: Sequence[str], at: int) -> bool:
    """Return whether the first word of a sentence goes with a capitalised second one, as in `John Smith`."""
    following = cores[at + 1 : at + 2]
    word = cores[at].lower()
    is_function_word = word in edit.lexicon.relative or any(edit.lexicon.has(key, word) for key in _FUNCTION_WORDS)
    return bool(following) and _is_capitalised(following[0]) and not is_function_word


def _is_capitalised(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and any(letter.isalpha() for letter in word)


def _is_no_name(edit: Context, word: str) -> bool:
    lexicon = edit.lexicon
    return word in lexicon.months or word in lexicon.weekdays or lexicon.has("honorifics", word)


def _in_title_case(cores: Sequence[str]) -> bool:
    words = [core for core in cores[1:] if len(core) > len("with") and core.isalpha()]
    return bool(words) and sum(word[0].isupper() for word in words) >= _TITLE_CASE * len(words)


def known_names(sentences: Iterable[Sequence[str]]) -> frozenset[str]:
    """Return the words that stand capitalised within sentences, and nowhere in lower case.

    Args:
        sentences: Each as its words and marks.
    """
    capitalised: set[str] = set()
    lowered: set[str] = set()
    for cores in sentences:
        for at, core in enumerate(cores):
            if core[:1].islower():
                lowered.add(core)
            elif at and cores[at - 1] not in _SENTENCE_ENDS:
                word = _bare(core)
                if _is_capitalised(word):
                    capitalised.add(word)
    return frozenset(word for word in capitalised if word.lower() not in lowered)
