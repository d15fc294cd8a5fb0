"""A quotation as words that are the same however an outlet spells them: its house style alters nothing.

Contractions are written out, the two spellings of English are one, numbers are figures, and what the writer put
in brackets of either shape or left out with dots stands as an ellipsis: whoever says so alters nothing either. Chinese
and Japanese, which put no space between words, are taken by their characters.
"""

import re
from collections.abc import Sequence

from worker.text.between.quotes.numerals import CURRENCIES, NUMBERS, ORDINALS, in_figures
from worker.text.between.quotes.scales import written_out
from worker.text.grouping.terms import words
from worker.text.normalise import fold
from worker.text.remembered import by_word

ELLIPSIS = "..."
_HAN_OR_KANA = re.compile("[\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LETTER = re.compile(r"\[(\w{1,2})\](?=\w)")  # [T]he bridge
_AMENDED = re.compile(r"\[(?:sic|\W*|laughs|applause|laughter)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_ASIDE = re.compile(r"\([^()]*\)")
"""Nobody speaks in brackets: (an), (8,100 miles)."""
_ABBREVIATION = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_PART = re.compile(r"\.\.\.|(?:(?!\.\.\.).)+", re.DOTALL)
_CONTRACTED = (
    (re.compile(r"\b(?:can't|cannot)\b", re.IGNORECASE), "can not"),
    (re.compile(r"\bwon't\b", re.IGNORECASE), "will not"),
    (re.compile(r"\bshan't\b", re.IGNORECASE), "shall not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"\b(I)'m\b", re.IGNORECASE), r"\1 am"),
    (re.compile(r"\b(let)'s\b", re.IGNORECASE), r"\1 us"),
    (re.compile(r"\b(it|that|he|she|there|here|what|who|where|how)'s\b", re.IGNORECASE), r"\1 is"),
)
_IN_ONE = (
    (re.compile(r"\bper cent\b", re.IGNORECASE), "percent"),
    (re.compile(r"\bany more\b", re.IGNORECASE), "anymore"),
    (re.compile(r"\bfor ever\b", re.IGNORECASE), "forever"),
    (re.compile(r"\ball right\b", re.IGNORECASE), "alright"),
    (re.compile(r"(?<=\d) ?km\b"), " kilometers"),
    (re.compile(r"(?<=\d) ?%"), " percent"),
    (re.compile(r"(?<=\d)(?=[ap]m\b)", re.IGNORECASE), " "),
    (re.compile(r"(?<=\s)&(?=\s)"), "and"),
)
"""What some write in two words, or shorter."""
_IN_ONE_WORD = NUMBERS | ORDINALS | CURRENCIES
_SPELLINGS = (
    ("is", re.compile(r"(?<=\w{3})is(?=(?:e[ds]?|er|ing|ations?)\Z)"), "iz"),
    ("our", re.compile(r"(?<=\w{3})our(?=(?:s|ed|ing|able|ite|ites|ful|hood)?\Z)"), "or"),
    ("re", re.compile(r"(?<=[bt])re(?=s?\Z)"), "er"),
    ("ll", re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er)\Z)"), "l"),
    ("defence", re.compile(r"\Adefence\Z"), "defense"),
    ("programme", re.compile(r"\Aprogramme"), "program"),
)


def plain_words(quote: str) -> tuple[str, ...]:
    """Return the words of a quotation as they stand, in lower case, without what the writer put in brackets."""
    return tuple(words(_BRACKETS.sub(" ", _whole(quote))))


def spoken_words(quote: str) -> tuple[str, ...]:
    """Return the words of a quotation in their normal form; an ellipsis is one of them."""
    text = _BRACKETS.sub(f" {ELLIPSIS} ", _AMENDED.sub(" ", _whole(quote)))
    if "(" in text:
        text = _ASIDE.sub(f" {ELLIPSIS} ", text)
    text = in_figures(written_out(text))
    for written, one in _IN_ONE:
        text = written.sub(one, text)
    if not text.isascii():
        text = _HAN_OR_KANA.sub(r" \g<0> ", text)
    if "'" in text or "annot" in text:
        for contracted, full in _CONTRACTED:
            text = contracted.sub(full, text)
    parts = _PART.findall(text) if ELLIPSIS in text else [text]
    return tuple(word for part in parts for word in ([ELLIPSIS] if part == ELLIPSIS else map(_normal, words(part))))


def is_by_character(spoken: Sequence[str]) -> bool:
    """Whether most words of a quotation are single characters of Chinese or Japanese, of which a word has about two."""
    return 2 * sum(len(word) == 1 and _HAN_OR_KANA.match(word) is not None for word in spoken) > len(spoken)


def _whole(quote: str) -> str:
    text = _LETTER.sub(r"\1", fold(quote)) if "[" in quote else fold(quote)
    return _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text)


@by_word
def _normal(word: str) -> str:
    """Return a word as no outlet need spell it: organise and organize are one, so are five and 5."""
    if instead := _IN_ONE_WORD.get(word):
        return instead
    for letters, spelling, instead in _SPELLINGS:
        if letters in word:
            word = spelling.sub(instead, word)
    return word
