"""Who follows a correction: whether another article says what a revision took back, or what it put in its place."""

from collections.abc import Collection, Sequence

from rapidfuzz.distance import Indel

from schemas.change import Change, Side
from schemas.correction import Corrected, Correction, Stance
from schemas.divergence import FigurePair
from worker.text import quotes
from worker.text.between.corrections import accents
from worker.text.between.corrections.put_right import narrowed
from worker.text.between.corrections.respelled import misspelled, stands_in
from worker.text.between.corrections.taken_back import CURRENCIES, WORD_FOR_WORD, name_words, told_in
from worker.text.between.quotes import speaker_names
from worker.text.classify.quantities import quantities
from worker.text.diff import cores
from worker.text.lexicon import Lexicon, lexicon
from worker.text.normalise import fold

_ALIKE = 0.40
"""From this similarity on, a sentence of another article tells what the corrected one does."""
_SHARE = 0.6
"""Of several words that were changed, how many must stand in a sentence for it to say them."""


def stance(correction: Correction, before: Change, after: Change) -> tuple[Stance, int | None]:
    """Return whether another article says what was taken back or what was put in its place, and in which sentence.

    Args:
        correction: What the revision put right.
        before: The divergence of the version before it (`a`) from the other article (`b`).
        after: The divergence of the version that made it from the same article.

    Returns:
        `carries`, `led` or `silent`; that it followed is for the caller to tell, who knows how it stood before. An
        article that has both wordings, as one that explains the correction has, carries the old one no longer.
    """
    if correction.kind in {Corrected.COPY, Corrected.WORDING}:
        return _by_closeness(correction, before, after)
    if accents.may_be_left_out(correction):
        correction = accents.left_out(correction)
        before, after = accents.left_out_of(before), accents.left_out_of(after)
    one = narrowed(correction, lexicon(after.new.language))
    for way in _WAYS.get(correction.kind, ()):
        told = way(one, before, after)
        if told is not None:
            return told
    return _by_words(one, before, after, _places(one, before, after, alike=_ALIKE))


def has_new(correction: Correction, article: Side) -> bool:
    """Return whether an article has what was put in place, in whatever sentence: asked of one that had the old words.

    Where they were only taken out, nothing is wanting.
    """
    if not correction.said_new:
        return True
    if correction.kind not in {Corrected.FIGURE, Corrected.DATE, Corrected.NAME}:
        return False  # other words are known by the sentence in which they stand
    if accents.may_be_left_out(correction):
        correction, article = accents.left_out(correction), accents.left_out_of_side(article)
    known = lexicon(article.language)
    one = narrowed(correction, known)
    if correction.kind is Corrected.NAME:
        new = {*name_words(one.said_new)} - {*name_words(one.said_old)}
    else:
        new = told_in(one.sentence_new, one.kind, known) - told_in(one.sentence_old, one.kind, known)
    return bool(new) and any(new <= told_in(each.text, one.kind, known) for each in article.sentences)


def _by_name(correction: Correction, before: Change, after: Change) -> tuple[Stance, int | None] | None:
    """Return the stance by a name of which one word was put right, wherever the other article has it.

    None where it has neither, or where both names are of people in the corrected article.
    """
    name = misspelled(correction.said_old, correction.said_new)
    if name is None:
        return None
    was, now = ([sentence.text for sentence in side.sentences] for side in (before.old, after.old))
    apart = [text for text in now if stands_in(name.new, [text]) is None]  # a note of it has both
    if stands_in(name.new, was) is not None or stands_in(name.old, apart) is not None:
        return None
    other = [sentence.text for sentence in before.new.sentences]
    for words, found in ((name.new, Stance.LED), (name.old, Stance.CARRIES)):
        place = stands_in(words, other)
        if place is not None:
            return found, place
    return None


def _by_speaker(correction: Correction, before: Change, after: Change) -> tuple[Stance, int | None] | None:
    """Return the stance by whom the other article gives a quotation to; None where it is no speaker that was put right.

    Who names the old speaker elsewhere, and does not carry the words, has said nothing that was taken back; unless the
    name was put right where nobody speaks too.
    """
    speakers = _speakers(correction)
    if speakers is None or misspelled(correction.said_old, correction.said_new) is not None:
        return None
    names = {*name_words(correction.said_old)}
    named = [text for at in correction.old if not names.isdisjoint(name_words(text := before.old.sentences[at].text))]
    if not all(any(one.speaker for one in quotes.find([text], ())) for text in named):
        return None
    was, now = speakers
    left_open: list[int] = []
    for told, indexes, who, other, found in (
        (after, correction.new, now, was, Stance.LED),
        (before, correction.old, was, now, Stance.CARRIES),
    ):
        for quote in told.quotes:
            if not _touch(quote.a, indexes):
                continue
            if quote.unmarked == "b":
                left_open += quote.b
            elif speaker_names.same(quote.speaker_b, who) and speaker_names.renamed(quote.speaker_b, other):
                return found, quote.b[0]
    return _by_words(correction, before, after, left_open)


def _speakers(correction: Correction) -> tuple[str, str] | None:
    """Return to whom a sentence gave its quotation before and after, where that is what was put right."""
    old, new = (quotes.find([text], ()) for text in (correction.sentence_old, correction.sentence_new))
    gone = set(cores(fold(correction.said_old)))
    for one, other in zip(old, new, strict=False):
        was, now = one.speaker, other.speaker
        if was and now and speaker_names.renamed(was, now) and not gone.isdisjoint(cores(fold(was))):
            return was, now
    return None


def _by_figures(correction: Correction, before: Change, after: Change) -> tuple[Stance, int | None] | None:
    """Return the stance by figures about the same thing; None where the other article gives none.

    It led only where it had the very value: `at least four` is true of five as well, and never said so. Of a sentence
    with several figures each is held against its own.
    """
    known = lexicon(after.new.language)
    old, new = (values_in(text, known) for text in (correction.sentence_old, correction.sentence_new))
    was = {(pair.b, pair.what): pair for pair in _of(before.figures, correction.old, old - new)}
    now = {(pair.b, pair.what): pair for pair in _of(after.figures, correction.new, new - old)}
    for pairs, others, found in ((now, was, Stance.LED), (was, now, Stance.CARRIES)):
        for key, pair in pairs.items():
            is_said = pair.value_a == pair.value_b or found is Stance.CARRIES
            if is_said and pair.relation == "agree" and key in others and others[key].relation != "agree":
                return found, pair.b
    return None


def _of(pairs: Sequence[FigurePair], sentences: Collection[int], values: Collection[float]) -> list[FigurePair]:
    """Return the figures of these sentences; where some of them have one of the values, these alone."""
    here = [pair for pair in pairs if pair.a in sentences]
    return [pair for pair in here if pair.value_a in values] or here


def _by_sum(correction: Correction, before: Change, after: Change) -> tuple[Stance, int | None] | None:
    """Return the stance by a sum of money that is told to two digits at least, wherever the other article has it.

    Such a sum is no other by chance. None where it has neither, or where the corrected article has both.
    """
    known = lexicon(after.new.language)
    old, new = (_sums(text, known) for text in (correction.sentence_old, correction.sentence_new))
    old, new = old - new, new - old
    texts = [sentence.text for sentence in after.old.sentences]
    apart = [text for text in texts if new.isdisjoint(_sums(text, known))]  # a note of it has both
    if not (old and new) or any(not old.isdisjoint(_sums(text, known)) for text in apart):
        return None
    return _first((new, old), [_sums(sentence.text, known) for sentence in before.new.sentences])


def _first(sides: tuple[Collection[str], Collection[str]], there: Sequence[set[str]]) -> tuple[Stance, int] | None:
    """Return the stance by the first sentence with one of the new values, else with one of the old."""
    for values, found in zip(sides, (Stance.LED, Stance.CARRIES), strict=True):
        for place, said in enumerate(there):
            if not said.isdisjoint(values):
                return found, place
    return None


def _sums(text: str, known: Lexicon) -> set[str]:
    """Return the sums of money of a sentence that are told to two digits at least, each with its currency."""
    return {
        f"{one.unit} {one.value}"
        for one in quantities(cores(fold(text)), known)
        if one.unit in CURRENCIES and len(one.value.replace(".", "").strip("0")) > 1
    }


def values_in(text: str, known: Lexicon) -> set[float]:
    """Return the figures of a sentence."""
    return {float(one.value) for one in quantities(cores(fold(text)), known) if one.kind == "figure"}


def _by_closeness(correction: Correction, before: Change, after: Change) -> tuple[Stance, int | None]:
    """Return the stance by which wording of the sentence is closer, of an article that has it word for word."""
    old, new = (cores(fold(text).casefold()) for text in (correction.sentence_old, correction.sentence_new))
    for place in _places(correction, before, after, alike=WORD_FOR_WORD):
        there = cores(fold(before.new.sentences[place].text).casefold())
        to_old, to_new = (Indel.normalized_similarity(words, there) for words in (old, new))
        if to_old != to_new and max(to_old, to_new) >= WORD_FOR_WORD:
            return Stance.CARRIES if to_old > to_new else Stance.LED, place
    return Stance.SILENT, None


def _places(correction: Correction, before: Change, after: Change, *, alike: float) -> list[int]:
    """Return the sentences of the other article that tell what the corrected one does, or carry what it quotes."""
    found: dict[int, None] = {}
    for told, indexes in ((before, correction.old), (after, correction.new)):
        matched = [match.b for match in told.matches if match.similarity >= alike and _touch(match.a, indexes)]
        if correction.kind is Corrected.QUOTE:
            matched += [quote.b for quote in told.quotes if _touch(quote.a, indexes)]
        found |= dict.fromkeys(place for places in matched for place in places)
    return list(found)


def _touch(one: Sequence[int], other: Sequence[int]) -> bool:
    return not set(one).isdisjoint(other)


def _by_words(
    correction: Correction, before: Change, after: Change, places: Sequence[int]
) -> tuple[Stance, int | None]:
    """Return the stance by what the other article's sentences at these places say, of the kind that was put right."""
    known = lexicon(after.new.language)
    says_old, says_new = (
        told_in(text, correction.kind, known) for text in (correction.sentence_old, correction.sentence_new)
    )
    says = {place: told_in(before.new.sentences[place].text, correction.kind, known) for place in places}
    names_old, names_new = (
        name_words(said) if correction.kind is Corrected.NAME else []
        for said in (correction.said_old, correction.said_new)
    )
    sides = (
        (says_new - says_old, [name for name in names_new if name not in names_old], Stance.LED),
        (says_old - says_new, [name for name in names_old if name not in names_new], Stance.CARRIES),
    )
    for keys, names, found in sides:
        for place, there in says.items():
            if names[-1:] and names[-1] in there:  # who was named in full goes by the family name
                return found, place
            if keys and len(keys & there) >= _SHARE * len(keys):
                return found, place
    return Stance.SILENT, None


_WAYS = {Corrected.FIGURE: (_by_figures, _by_sum), Corrected.NAME: (_by_name, _by_speaker)}
"""By what else than the words of sentences that tell the same it is known how an article stands."""
