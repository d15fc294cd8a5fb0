"""What a newsroom writes: sentences with open facts, paragraphs, and drafts of whole articles. All immutable."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property


@dataclass(frozen=True)
class Sentence:
    """A sentence whose facts stay open to correction.

    `key` stays the same through every edit. `other` is the form that says it otherwise: with a hedge, or negated.
    `misspelt` is (right, wrong), a slip that is still uncorrected.
    """

    key: str
    form: str
    slots: Mapping[str, str]
    role: str
    other: str | None = None
    misspelt: tuple[str, str] | None = None

    @cached_property
    def text(self) -> str:
        """The sentence as it is read."""
        said = self.form.format_map(self.slots)
        if self.misspelt:
            said = said.replace(*self.misspelt, 1)
        return said[0].upper() + said[1:]

    def uses(self, slot: str) -> bool:
        """Whether this sentence states the fact."""
        return "{" + slot + "}" in self.form

    def having(self, **slots: str) -> "Sentence":
        """The same sentence with other facts."""
        return replace(self, slots={**self.slots, **slots})


@dataclass(frozen=True)
class Paragraph:
    """Sentences that stand together; `kind` is lede, body, quote, note or live."""

    sentences: tuple[Sentence, ...]
    kind: str = "body"
    at: datetime | None = None
    """When a live blog's entry was written; None elsewhere."""

    @cached_property
    def text(self) -> str:
        """The paragraph as it is read."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True)
class Draft:
    """One wording of an article. `spare` are paragraphs that were written but not (yet) printed."""

    title: Sentence
    byline: str
    section: str
    published: datetime
    modified: datetime
    paragraphs: tuple[Paragraph, ...]
    spare: tuple[Paragraph, ...]
    facts: Mapping[str, int]
    captions: tuple[str, ...] = field(default=())

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every body sentence as it is read, in order."""
        return tuple(sentence.text for paragraph in self.paragraphs for sentence in paragraph.sentences)

    @cached_property
    def lede(self) -> str:
        """The first paragraph that is not a note."""
        return next((paragraph.text for paragraph in self.paragraphs if paragraph.kind != "note"), "")

    def rewritten(self, change: Callable[[Sentence], Sentence]) -> "Draft":
        """The draft with every sentence, the headline's and the spare ones too, put through `change`."""

        def each(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
            return tuple(
                replace(paragraph, sentences=tuple(map(change, paragraph.sentences))) for paragraph in paragraphs
            )

        return replace(self, title=change(self.title), paragraphs=each(self.paragraphs), spare=each(self.spare))

    def with_sentence(self, new: Sentence) -> "Draft":
        """The draft with the sentence of the same key replaced."""
        return self.rewritten(lambda old: new if old.key == new.key else old)
