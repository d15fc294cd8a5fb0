"""Stories: what one more outlet costs in a story that many tell, where each is compared with all the others."""

from collections.abc import Iterator

from benchmarks import prose, store
from benchmarks.stages import perform_all
from benchmarks.table import Row, Scale
from benchmarks.timing import Timed, cpu_median, timed
from schemas.ingest import IngestRequest
from schemas.outcome import Outcome, Stage
from worker.stages.ingest import receive


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the CPU time of the last outlet's article beside that of the second."""
    outlets, seeds = scale.of(20, 4), scale.of(5, 2)
    taken: list[list[Timed[list[Outcome]]]] = []
    with store.sqlite():
        for seed in range(seeds):
            article = prose.article(seed)
            taken.append([_take_in(article, outlet) for outlet in range(outlets)])
    kept = [sum(one.stage is Stage.ALERT for one in done[-1].result) for done in taken]
    assert kept == [outlets - 1] * seeds, f"not one story each: {kept} divergences, {outlets} outlets"
    cost = {place: cpu_median(done[place - 1] for done in taken) for place in (2, outlets)}
    about = f"median of {seeds} generated stories, each outlet's text a redraft; ingest to compared, no queue, SQLite"
    what = f"stories, outlet {outlets} of a story, CPU"
    yield Row(what, cost[outlets], "outlet 2", cost[2], "ms CPU an article", about)


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
