"""The edits that newsrooms make. Each takes a draft and gives the next wording, or None where it has no purchase."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from newsroom.draft import Draft, Paragraph, Sentence
from newsroom.events import Event
from newsroom.language import choose
from newsroom.writer import SOURCE, SPEAKER, Style

_TRIES = 12
_SHORTEST_MISSPELT = 7
_PEOPLE = ("official_last", "witness_last", "third_last")


@dataclass(frozen=True)
class Desk:
    """What an editor has at hand: the event's truth, the house style, the wordings so far, and chance."""

    event: Event
    style: Style
    at: datetime
    history: tuple[Draft, ...]
    rng: Random


Change = Callable[[Draft, Desk], Draft | None]


def printed(draft: Draft, *roles: str) -> list[Sentence]:
    """The body's sentences of these roles, in order."""
    return [each for paragraph in draft.paragraphs for each in paragraph.sentences if each.role in roles]


def _swap_letters(word: str, rng: Random) -> str:
    at = rng.randrange(1, len(word) - 2)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return swapped if swapped != word else word[:at] + word[at:] + word[-1]


def plant_typo(draft: Draft, desk: Desk) -> Draft | None:
    """Leave a slip of the keyboard in one sentence."""
    for sentence in desk.rng.sample(pool := printed(draft, "told", "lede"), len(pool)):
        words = [word for word in sentence.form.split() if len(word) >= _SHORTEST_MISSPELT and word.isalpha()]
        if words and not sentence.misspelt:
            word = desk.rng.choice(words)
            return draft.with_sentence(replace(sentence, misspelt=(word, _swap_letters(word, desk.rng))))
    return None


def typo(draft: Draft, _desk: Desk) -> Draft | None:
    """Put right a slip that was printed."""
    slip = next((each for each in printed(draft, "told", "lede") if each.misspelt), None)
    return draft.with_sentence(replace(slip, misspelt=None)) if slip else None


def plant_name(draft: Draft, desk: Desk) -> Draft | None:
    """Print somebody's surname wrongly, everywhere in the article."""
    used = [who for who in _PEOPLE if any(each.uses(who) for each in printed(draft, "told", "lede", "quote"))]
    if not used:
        return None
    who = desk.rng.choice(used)
    wrong = _swap_letters(desk.event.names[who], desk.rng)
    return draft.rewritten(lambda sentence: sentence.having(**{who: wrong}))


def name(draft: Draft, desk: Desk) -> Draft | None:
    """Put right a surname that was printed wrongly."""
    right = {who: desk.event.names[who] for who in _PEOPLE if draft.title.slots[who] != desk.event.names[who]}
    return draft.rewritten(lambda sentence: sentence.having(**right)) if right else None


def _facts_of(sentence: Sentence, event: Event) -> set[str]:
    return {fact for fact in event.facts if sentence.uses(fact)}


def _other_headlines(draft: Draft, desk: Desk) -> list[str]:
    forms = [choose(grammar, desk.rng) for grammar in desk.event.domain.headlines for _ in range(3)]
    told = {past.title.text for past in desk.history}
    return [form for form in forms if replace(draft.title, form=form).text not in told]


def headline(draft: Draft, desk: Desk) -> Draft | None:
    """Give the headline a figure that it did not have."""
    had = _facts_of(draft.title, desk.event)
    forms = _other_headlines(draft, desk)
    new = [form for form in forms if _facts_of(replace(draft.title, form=form), desk.event) - had]
    return replace(draft, title=replace(draft.title, form=desk.rng.choice(new))) if new else None


def headline_reworded(draft: Draft, desk: Desk) -> Draft | None:
    """Say the same headline otherwise, with the same figures."""
    had = _facts_of(draft.title, desk.event)
    forms = _other_headlines(draft, desk)
    same = [form for form in forms if _facts_of(replace(draft.title, form=form), desk.event) == had]
    return replace(draft, title=replace(draft.title, form=desk.rng.choice(same))) if same else None


def headline_reverted(draft: Draft, desk: Desk) -> Draft | None:
    """Go back to a headline that was printed before."""
    earlier = next((past.title for past in desk.history if past.title.text != draft.title.text), None)
    return replace(draft, title=replace(draft.title, form=earlier.form)) if earlier else None


def lede(draft: Draft, desk: Desk) -> Draft | None:
    """Rewrite the lede with the same figures."""
    old = next(iter(printed(draft, "lede")), None)
    if old is None:
        return None
    forms = [choose(grammar, desk.rng) for grammar in desk.event.domain.ledes for _ in range(3)]
    had = _facts_of(old, desk.event)
    new = [form for form in forms if form != old.form and _facts_of(replace(old, form=form), desk.event) == had]
    return draft.with_sentence(replace(old, form=desk.rng.choice(new), misspelt=None)) if new else None


def figure_of(draft: Draft, desk: Desk) -> tuple[Draft, str, str] | None:
    """Change one printed figure wherever it stands; with it the old and the new as printed."""
    known = printed(draft, "told", "lede")
    facts = sorted({fact for sentence in known for fact in _facts_of(sentence, desk.event)})
    if not facts:
        return None
    fact = desk.rng.choice(facts)
    old = draft.facts[fact]
    new = max(2, old + desk.rng.choice((-1, 1, 1)) * max(1, old // desk.rng.randrange(6, 14)))
    if new == old:
        new = old + 1
    shown = desk.style.figure(fact, new)
    changed = replace(draft, facts={**draft.facts, fact: new})
    return changed.rewritten(lambda sentence: sentence.having(**{fact: shown})), desk.style.figure(fact, old), shown


def figure(draft: Draft, desk: Desk) -> Draft | None:
    """Change one figure."""
    changed = figure_of(draft, desk)
    return changed[0] if changed else None


def date(draft: Draft, desk: Desk) -> Draft | None:
    """Move the event by a day."""
    if not any(sentence.uses("date") for sentence in printed(draft, "told", "lede")):
        return None
    days = desk.rng.choice((-2, -1, 1))
    moved = desk.style.language.date(desk.event.at + timedelta(days=days), desk.style.date_form)
    if draft.title.slots["date"] == moved:
        return None
    return draft.rewritten(lambda sentence: sentence.having(date=moved))


def quote(draft: Draft, desk: Desk) -> Draft | None:
    """Change words inside quotation marks."""
    for sentence in desk.rng.sample(pool := printed(draft, "quote"), len(pool)):
        for _ in range(_TRIES):
            said = choose(sentence.slots[SOURCE], desk.rng)
            if said != sentence.slots["quote"]:
                return draft.with_sentence(sentence.having(quote=said))
    return None


def attribution(draft: Draft, desk: Desk) -> Draft | None:
    """Give a quotation to somebody else."""
    words = desk.style.language
    spoken = [each for each in printed(draft, "quote") if each.slots[SPEAKER] in each.form]
    if not spoken:
        return None
    sentence = desk.rng.choice(spoken)
    of_witness = "{witness" in sentence.slots[SPEAKER]
    speaker = desk.rng.choice(words.list("speakers_unnamed" if of_witness else "speakers_witness"))
    form = sentence.form.replace(sentence.slots[SPEAKER], speaker)
    return draft.with_sentence(replace(sentence, form=form).having(**{SPEAKER: speaker}))


def _turn(draft: Draft, desk: Desk, role: str) -> Draft | None:
    """Exchange a sentence for its other form."""
    found = [sentence for sentence in printed(draft, role) if sentence.other]
    if not found:
        return None
    sentence = desk.rng.choice(found)
    return draft.with_sentence(replace(sentence, form=sentence.other or sentence.form, other=sentence.form))


def hedge(draft: Draft, desk: Desk) -> Draft | None:
    """Hedge a claim, or state it flatly again."""
    return _turn(draft, desk, "claim")


def negation(draft: Draft, desk: Desk) -> Draft | None:
    """Say that something is, or is not, after all."""
    return _turn(draft, desk, "verdict")


def _with_note(draft: Draft, desk: Desk, notes: str, **slots: str) -> Draft | None:
    """Add a note at the head or at the foot; not the same note twice."""
    today = desk.style.language.date(desk.at, desk.style.language.list("dates")[-1])
    form = desk.rng.choice(desk.style.language.list(notes))
    key = f"{draft.title.key}/note/{desk.at:%d%H%M}"
    sentence = Sentence(key, form, {**draft.title.slots, **slots, "today": today}, "note")
    if sentence.text in draft.texts:
        return None
    note = Paragraph((sentence,), "note")
    at_head = desk.rng.random() < 1 / 2
    order = (note, *draft.paragraphs) if at_head else (*draft.paragraphs, note)
    return replace(draft, paragraphs=order)


def correction(draft: Draft, desk: Desk) -> Draft | None:
    """Correct a figure, and say so."""
    changed = figure_of(draft, desk)
    return _with_note(changed[0], desk, "notes_substance", old=changed[1], new=changed[2]) if changed else None


def correction_bare(draft: Draft, desk: Desk) -> Draft | None:
    """Add a note where nothing of the text was changed."""
    return _with_note(draft, desk, "notes_bare")


def stealth(draft: Draft, desk: Desk) -> Draft | None:
    """Change a figure or a quotation and tell nobody."""
    return (figure if desk.rng.random() < 1 / 2 else quote)(draft, desk)


def typography(draft: Draft, desk: Desk) -> Draft | None:
    """Change the shape of the quotation marks."""
    left, right = draft.title.slots["lq"], draft.title.slots["rq"]
    marks = [pair for pair in desk.style.language.words["quote_marks"] if pair != [left, right]]
    new = desk.rng.choice(marks)
    return draft.rewritten(lambda sentence: sentence.having(lq=new[0], rq=new[1])) if printed(draft, "quote") else None
