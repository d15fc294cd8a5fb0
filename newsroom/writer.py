"""From an event to an article: one outlet's choice of what to tell, in which words and which order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from newsroom.draft import Draft, Paragraph, Sentence
from newsroom.events import Event, Quote
from newsroom.language import Language, choose, sentences

SPELLED = frozenset({"killed", "injured", "missing", "serious", "days", "years", "months", "routes"})
"""Figures that a house style may print in letters; money and shares never are."""
YEARS = frozenset({"opened"})
"""Figures that are years, printed without a separator."""
SPEAKER = "_speaker"
SOURCE = "_source"
"""Slots that no sentence prints: the speaker's form and the quotation's grammar, kept for the editors."""
_SPARE = 2
_JOIN = 0.4
_BLOCK_QUOTE = 0.4


@dataclass(frozen=True)
class Style:
    """How one outlet writes."""

    language: Language
    marks: tuple[str, str]
    """The opening and the closing quotation mark."""
    date_form: str
    spells_numbers: bool
    names_sources: bool
    """Whether officials are named, or given as "a spokesman for"."""

    def figure(self, name: str, value: int) -> str:
        """One of an event's figures in the house style."""
        if name in YEARS:
            return str(value)
        return self.language.number(value, spelled=self.spells_numbers and name in SPELLED)

    def slots(self, event: Event) -> dict[str, str]:
        """Everything that a sentence about the event may name."""
        figures = {name: self.figure(name, value) for name, value in event.facts.items()}
        date = self.language.date(event.at, self.date_form)
        return {**event.names, **figures, "date": date, "lq": self.marks[0], "rq": self.marks[1]}


class Writer:
    """Writes one article. `rng` is this article's own; `key` marks its sentences through every edit."""

    def __init__(self, event: Event, style: Style, key: str, rng: Random) -> None:
        """Sit down to one article."""
        self._event = event
        self._style = style
        self._words = style.language
        self._key = key
        self._rng = rng
        self._slots = style.slots(event)
        self._count = 0

    def sentence(self, form: str, role: str, other: str | None = None, **slots: str) -> Sentence:
        """A sentence of this article from a form whose choices are taken."""
        self._count += 1
        return Sentence(f"{self._key}/{self._count}", form, {**self._slots, **slots}, role, other)

    def paragraph(self, grammar: str, role: str) -> Paragraph:
        """A paragraph from one grammar, cut into its sentences."""
        forms = sentences(choose(grammar, self._rng))
        return Paragraph(tuple(self.sentence(form, role) for form in forms), "lede" if role == "lede" else "body")

    def headline(self) -> Sentence:
        """A headline."""
        return self.sentence(choose(self._rng.choice(self._event.domain.headlines), self._rng), "headline")

    def quotation(self, quote: Quote, frame: str, speaker: str) -> Paragraph:
        """A quotation in its frame, said by the speaker."""
        form = frame.replace("{speaker}", speaker)
        hidden = {SPEAKER: speaker, SOURCE: quote.source}
        return Paragraph((self.sentence(form, "quote", quote=quote.text, **hidden),), "quote")

    def _frame(self, name: str) -> str:
        return self._rng.choice(self._words.list(name))

    def official_statement(self) -> list[Paragraph]:
        """Three to five sentences of what the officials said, as one long quotation or one by one."""
        words, rng = self._words, self._rng
        said = self._event.statement[: rng.choice((3, 4, 5))]
        first = rng.choice(words.list("speakers_named" if self._style.names_sources else "speakers_unnamed"))
        later = rng.choice(words.list("speakers_later")) if self._style.names_sources else first
        if rng.random() < _BLOCK_QUOTE:
            frames = ["quote_open", *["quote_middle"] * (len(said) - 2), "quote_close"]
            return [self.quotation(quote, words.word(frame), first) for quote, frame in zip(said, frames, strict=True)]
        frames = [self._frame("quote_frames_long"), *(self._frame("quote_frames") for _ in said[1:])]
        speakers = [first, *[later] * (len(said) - 1)]
        return [self.quotation(*parts) for parts in zip(said, frames, speakers, strict=True)]

    def witness(self) -> Paragraph:
        """What a witness said; outlets share witnesses less than officials."""
        words, rng = self._words, self._rng
        speaker = rng.choice(words.list("speakers_witness"))
        return self.quotation(rng.choice(self._event.witness), self._frame("quote_frames_long"), speaker)

    def body(self) -> list[Paragraph]:
        """What is told in the outlet's own words, in the order of the event's importance, lightly shuffled."""
        event, rng = self._event, self._rng
        news = sorted(range(len(event.told)), key=lambda at: at + rng.random() * 3)
        groups = [event.told[at] for at in news] + rng.sample(event.background, len(event.background) - 1)
        paragraphs = [self.paragraph(rng.choice(group), "told") for group in groups]
        return list(self._joined(paragraphs))

    def _joined(self, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
        """Put some neighbours into one paragraph."""
        held: Paragraph | None = None
        for paragraph in paragraphs:
            if held is None:
                held = paragraph
            elif self._rng.random() < _JOIN:
                yield Paragraph(held.sentences + paragraph.sentences)
                held = None
            else:
                yield held
                held = paragraph
        if held is not None:
            yield held

    def doubtful(self) -> list[Paragraph]:
        """A claim, and a statement that could be the other way round; the editors may hedge or negate them."""
        chosen = [(self._rng.choice(group), role) for group, role in self._doubts()]
        return [Paragraph((self.sentence(group[0], role, group[1]),)) for group, role in chosen]

    def _doubts(self) -> list[tuple[Sequence[Sequence[str]], str]]:
        return [(self._event.domain.claims, "claim"), (self._event.domain.verdicts, "verdict")]

    def write(self, byline: str, published: datetime) -> Draft:
        """The whole article."""
        rng, domain = self._rng, self._event.domain
        title = self.headline()
        lede = self.paragraph(rng.choice(domain.ledes), "lede")
        body = self.body()
        printed, spare = body[:-_SPARE], body[-_SPARE:]
        claim, verdict = self.doubtful()
        middle = max(1, len(printed) // 2)
        order = [lede, *printed[:1], *self.official_statement(), *printed[1:middle], claim]
        order += [*printed[middle:], self.witness(), verdict]
        captions = [caption.format_map(self._slots) for caption in domain.captions]
        return Draft(
            title=title,
            byline=byline,
            section=domain.section,
            published=published,
            modified=published,
            paragraphs=tuple(order),
            spare=tuple(spare),
            facts=dict(self._event.facts),
            captions=tuple(rng.sample(captions, min(2, len(captions)))),
        )

    def live(self, byline: str, published: datetime, entries: int) -> tuple[Draft, list[Paragraph]]:
        """A live blog: its opening draft, and the entries that follow, none of them alike."""
        draft = self.write(byline, published)
        told = [self.paragraph(choice, "live") for group in self._event.told for choice in group[1:]]
        said = [self.paragraph(grammar, "live") for grammar in self._event.domain.live]
        opening = [replace(paragraph, kind="live", at=published) for paragraph in draft.paragraphs[:3]]
        known = {paragraph.text for paragraph in opening}
        fresh = {paragraph.text: replace(paragraph, kind="live") for paragraph in said + told}
        coming = [paragraph for text, paragraph in fresh.items() if not any(text in old for old in known)]
        return replace(draft, paragraphs=tuple(opening), spare=()), coming[:entries]
