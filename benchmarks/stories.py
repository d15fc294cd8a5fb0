"""Stories: what one more outlet costs in a story that many tell, where each is compared with all the others."""

from collections.abc import Iterator, Sequence
from functools import partial

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


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the cost of comparisons in memory and through the store, and how many conflicts are real."""
    yield from _in_memory(scale)
    yield from _stored(scale)
    yield from conflicts.rows(scale)


def _in_memory(scale: Scale) -> Iterator[Row]:
    """Yield the CPU time for one new version against all others, beside comparing its sentences with all of theirs."""
    article = prose.article(1)
    readings = [prose.reading(prose.redraft(article, outlet)) for outlet in range(scale.of(max(SIZES), 8))]
    others = [prepare(reading) for reading in readings]
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
    """Yield the CPU time of the last outlet's article beside that of the second, through all stages."""
    outlets, seeds = scale.of(20, 4), scale.of(3, 2)
    taken: list[list[Timed[list[Outcome]]]] = []
    with store.sqlite():
        for seed in range(seeds):
            article = prose.article(seed)
            taken.append([_take_in(article, outlet) for outlet in range(outlets)])
    met = [sum(_met(one) for one in done[-1].result) for done in taken]
    assert met == [outlets - 1] * seeds, f"not one story each: {met} comparisons, {outlets} outlets"
    cost = {place: cpu_median(done[place - 1] for done in taken) for place in (2, outlets)}
    about = f"median of {seeds} generated stories, each outlet's text a redraft; ingest to contrasted, no queue, SQLite"
    what = f"stories, outlet {outlets} of a story, CPU"
    yield Row(what, cost[outlets], "outlet 2", cost[2], "ms CPU an article", about)


def _met(ended: Outcome) -> int:
    is_contrast = ended.stage is Stage.CONTRAST and ended.ending is Ending.DONE
    return int(ended.detail.split(" ")[0]) if is_contrast else 0


def _take_in(article: prose.Article, outlet: int) -> Timed[list[Outcome]]:
    told = prose.redraft(article, outlet)
    request = IngestRequest(
        url=f"https://outlet-{outlet}.example/{article.seed}",
        outlet=f"Outlet {outlet}",
        title=told.title,
        text=told.text,
        published=prose.published(article.seed),
    )
    return timed(lambda: perform_all(receive(request).next))
