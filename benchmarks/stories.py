"""Stories: what one more outlet costs in a story that many tell, where each is compared with all the others."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, cached_property, partial

from rapidfuzz import fuzz, process

from benchmarks import conflicts, prose, store
from benchmarks.stages import perform_all
from benchmarks.table import Row, Scale
from benchmarks.timing import Timed, cpu_median, in_turn, timed
from schemas.article import Reading
from schemas.ingest import IngestRequest
from schemas.outcome import Ending, Outcome, Stage
from worker.stages.ingest import receive
from worker.text.between.prepared import Prepared, prepare
from worker.text.divergence import contrast

SIZES = (2, 20, 200)
GOAL_MS = 2.0


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the cost of comparisons in memory and through the store, and how many conflicts are real."""
    yield from _made_ready(scale)
    yield from _in_memory(scale)
    yield from _stored(scale)
    yield from conflicts.rows(scale)


def _made_ready(scale: Scale) -> Iterator[Row]:
    """Yield the CPU time of making an article ready of which no sentence was met before."""
    count = scale.of(60, 5)
    ways: dict[str, Callable[[Reading], object]] = {
        "a new article made ready": _whole,
        "a new article that nobody else tells made ready": lambda reading: prepare(reading).quotes,
    }
    for number, (what, make) in enumerate(ways.items(), 1):
        new = [prose.reading(prose.article(seed)) for seed in range(1000 * number, 1000 * number + count)]
        yield Row(
            f"stories, {what}, CPU",
            cpu_median(timed(partial(make, reading)) for reading in new),
            "goal",
            GOAL_MS,
            "ms CPU an article",
            f"median of {count} generated articles of 35 sentences, nearly every one with figures, none of them known",
        )


def _whole(reading: Reading) -> Prepared:
    """Return an article with all made ready that a comparison asks for."""
    made = prepare(reading)
    for name, part in vars(Prepared).items():
        if isinstance(part, cached_property):
            getattr(made, name)
    return made


def _in_memory(scale: Scale) -> Iterator[Row]:
    """Yield the CPU time for one new version against all others, beside comparing its sentences with all of theirs."""
    article = prose.article(1)
    readings = [prose.reading(prose.redraft(article, outlet)) for outlet in range(scale.of(max(SIZES), 8))]
    others = [_whole(reading) for reading in readings]
    for size in SIZES:
        if size > len(readings):
            break
        works = {
            "ours": partial(_contrasts, others=others[1:size]),
            "peer": partial(_alike, others=readings[1:size]),
        }
        took = in_turn(works, [readings[0]] * scale.of(7, 2))
        yield Row(
            f"stories, a new version in a story of {size}, CPU",
            cpu_median(took["ours"]),
            "alike sentences alone",
            cpu_median(took["peer"]),
            "ms CPU a version",
            "generated, 35 sentences, nine of them edited; the others are prepared already, as in a worker; the peer"
            " finds each sentence's most alike in each other (rapidfuzz), with no quotes, figures, dates or findings",
        )


def _contrasts(reading: Reading, others: Sequence[Prepared]) -> int:
    new = prepare(reading)
    return sum(len(contrast(new, other).matches) for other in others)


def _alike(reading: Reading, others: Sequence[Reading]) -> int:
    theirs = [[sentence.text for sentence in other.sentences] for other in others]
    own = [sentence.text for sentence in reading.sentences]
    found = (process.extractOne(text, texts, scorer=fuzz.token_set_ratio) for texts in theirs for text in own)
    return sum(one is not None for one in found)


def _stored(scale: Scale) -> Iterator[Row]:
    """Yield the CPU time of a new version through all stages, where the other outlets' articles are there already."""
    for size in SIZES:
        if size > scale.of(max(SIZES), 8):
            break
        seeds = range(scale.of(3, 2))
        with store.sqlite():
            taken = [_last_of(prose.article(seed), size) for seed in seeds]
        for done in taken:
            met = sum(_met(one) for one in done.result)
            assert met == size - 1, f"not one story, or not one comparison for each: {met} comparisons, {size} outlets"
        yield Row(
            f"stories, a new version in a story of {size} through the store, CPU",
            cpu_median(taken),
            "a comparison of the engine alone",
            cpu_median(timed(lambda: contrast(*_two())) for _ in range(scale.of(21, 5))),
            "ms CPU a version",
            f"median of {len(seeds)} generated stories, each outlet's text a redraft, the last one corrected: ingest to"
            f" contrasted, {size - 1} comparisons and no more, no queue, SQLite; the others have not met each other",
        )


@cache
def _two() -> tuple[Prepared, Prepared]:
    """Return two outlets' articles, prepared."""
    one, other = (_whole(prose.reading(prose.redraft(prose.article(1), outlet))) for outlet in range(2))
    return one, other


def _last_of(article: prose.Article, size: int) -> Timed[list[Outcome]]:
    """Take in the articles of all outlets, and the last one's again in other words; return how that went."""
    alone = frozenset(Stage) - {Stage.CONTRAST}
    for outlet in range(size):
        _take_in(article, outlet, prose.redraft(article, outlet), alone)
    corrected = prose.corrected(prose.redraft(article, size - 1), 1)
    return timed(lambda: _take_in(article, size - 1, corrected))


def _met(ended: Outcome) -> int:
    is_contrast = ended.stage is Stage.CONTRAST and ended.ending is Ending.DONE
    return int(ended.detail.split(" ")[0]) if is_contrast else 0


def _take_in(
    article: prose.Article, outlet: int, told: prose.Article, stages: Collection[Stage] = Stage
) -> list[Outcome]:
    request = IngestRequest(
        url=f"https://outlet-{outlet}.example/{article.seed}",
        outlet=f"Outlet {outlet}",
        title=told.title,
        text=told.text,
        published=prose.published(article.seed),
    )
    return perform_all(receive(request).next, stages)
