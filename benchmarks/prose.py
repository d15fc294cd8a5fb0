"""Generated articles with the shape of news, the same for the same seed: 35 sentences, 4 KB, and edits of them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from schemas.article import Reading
from schemas.page import Page
from worker.text.extract import extract

SENTENCES = 35
EDITS = 9
START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)

_FORMS = [
    "The {noun} of {place} {verb} the {noun2} on Monday, after {n} of {m} {noun3}s had {verb2} it.",
    "It cost {n} million euros and took {m} years to {stem} the {noun} and its {noun2}, which {name} had {verb}.",
    "{name} and {name2} {verb} what they called a {noun} without {noun2}, while {n} {noun3}s {verb2} outside.",
    "“We have {n} {noun}s, and no {noun2} has ever {verb} us,” said {name}, who has {verb2} the {noun3} since {year}.",
    "According to the {noun} from {place}, at least {n} people {verb} near the {noun2} before a {noun3} {verb2}.",
    "“That {noun} was {verb} by nobody,” {name} said.",
    "In {year} the same {noun} had {verb} {m} {noun2}s, though the {noun3} in {place} {verb2} only {n} of them.",
    "Nobody in {place} {verb} the {noun}.",
]
_SYLLABLES = [
    *("ba", "bren", "cal", "dor", "el", "fa", "gart", "hul", "is", "jor", "ka", "lund", "mar", "nes", "or", "pel"),
    *("quin", "ros", "sta", "tor", "ul", "ven", "wick", "yar", "zel", "chi", "dra", "fli", "gno", "thra", "ske", "mo"),
]
"""Nouns, verbs and names are invented for each article, so that no two speak of the same things."""


@dataclass(frozen=True)
class Article:
    """One generated article."""

    seed: int
    title: str
    sentences: list[str]

    @property
    def paragraphs(self) -> list[str]:
        """The sentences, three to a paragraph."""
        return [" ".join(self.sentences[first : first + 3]) for first in range(0, len(self.sentences), 3)]

    @property
    def text(self) -> str:
        """The paragraphs, joined by a blank line."""
        return "\n\n".join(self.paragraphs)


def article(seed: int, *, sentences: int = SENTENCES) -> Article:
    """Return the article of this seed."""
    rng = _random(seed)
    topic = _Topic(seed)
    title = f"{topic.names[0]} {topic.stems[0]}ed the {topic.nouns[0]} of {topic.names[1]}"
    return Article(seed, title, [topic.sentence(rng) for _ in range(sentences)])


def redraft(of: Article, seed: int) -> Article:
    """Return the article after nine edits: figures, words, a sentence added, one removed, one moved."""
    rng = _random(f"redraft {of.seed} {seed}")
    sentences = list(of.sentences)
    for place in rng.sample(range(len(sentences)), min(len(sentences), EDITS - 3)):
        sentences[place] = _reworded(sentences[place], rng)
    sentences.insert(rng.randrange(len(sentences)), _Topic(of.seed).sentence(rng))
    sentences.pop(rng.randrange(len(sentences)))
    sentences.insert(rng.randrange(len(sentences)), sentences.pop(rng.randrange(len(sentences))))
    return replace(of, sentences=sentences)


def corrected(of: Article, seed: int) -> Article:
    """Return the article with one sentence reworded."""
    rng = _random(f"corrected {of.seed} {seed}")
    place = rng.randrange(len(of.sentences))
    return replace(
        of, sentences=[*of.sentences[:place], _reworded(of.sentences[place], rng), *of.sentences[place + 1 :]]
    )


def html(of: Article, *, noise: str = "") -> str:
    """Return a page with the article in it, 50 KB with its menus and scripts; `noise` stands outside of the article."""
    menu = "".join(f"<li><a class='nav-link nav-{n}' href='/section/{n}'>Section {n}</a></li>" for n in range(120))
    script = "".join(f"window.q=window.q||[];q.push(['slot-{n}',{{size:[{n},250],lazy:true}}]);" for n in range(300))
    more = "".join(f"<li><a href='/story/{n}'><span>More news of number {n} {noise}</span></a></li>" for n in range(60))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in of.paragraphs)
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{of.title}</title>"
        f"<meta property='og:site_name' content='The Benchmark'><meta property='og:title' content='{of.title}'>"
        f"<meta property='article:published_time' content='{published(of.seed).isoformat()}'>"
        f"<script>{script}</script></head><body data-request='{noise}'><nav><ul>{menu}</ul></nav>"
        f"<main><article><h1>{of.title}</h1>{body}</article></main>"
        f"<aside><ul>{more}</ul></aside><footer><ul>{menu}</ul></footer></body></html>"
    )


def reading(of: Article) -> Reading:
    """Return the article as stet reads it from its page."""
    return extract(Page(url=f"https://bench.example/{of.seed}", fetched_at=START, body=html(of).encode()))


def published(seed: int) -> datetime:
    """Return a moment for the article of this seed: three hundred of them to a day."""
    return START + timedelta(days=seed / 300)


def _random(seed: int | str) -> Random:
    return Random(seed)  # noqa: S311 - repeatable text, nothing secret


class _Topic:
    """What one article speaks of."""

    def __init__(self, seed: int) -> None:
        rng = _random(f"topic {seed}")
        self.nouns, self.stems = [_word(rng) for _ in range(40)], [_word(rng) for _ in range(20)]
        self.names = [_word(rng).capitalize() for _ in range(12)]

    def sentence(self, rng: Random) -> str:
        """Return a sentence of the article."""
        nouns, stems, names = rng.sample(self.nouns, 3), rng.sample(self.stems, 3), rng.sample(self.names, 3)
        return rng.choice(_FORMS).format(
            **dict(zip(("noun", "noun2", "noun3"), nouns, strict=True)),
            **dict(zip(("name", "name2", "place"), names, strict=True)),
            verb=f"{stems[0]}ed",
            verb2=f"{stems[1]}ed",
            stem=stems[2],
            n=rng.randrange(40, 990),
            m=rng.randrange(2, 40),
            year=rng.randrange(1950, 2026),
        )


def _word(rng: Random) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randrange(2, 5)))


def _reworded(sentence: str, rng: Random) -> str:
    """Return the sentence with one word or figure changed for another."""
    words = sentence.split(" ")
    place = rng.randrange(1, len(words))
    words[place] = str(rng.randrange(1_000, 9_999)) if words[place].isdecimal() else _word(rng)
    return " ".join(words)
