"""A fire that several outlets tell of, each at an hour of the day."""

from collections.abc import Callable
from datetime import datetime

from worker.store import articles
from worker.store.session import reading

Tell = Callable[..., int]
"""Takes in what an outlet prints, paragraph by paragraph, at an `hour`; returns the article's id."""


def telling(
    take_in: Callable[..., object], at: Callable[[float], datetime], *, head: tuple[str, ...], tail: tuple[str, ...]
) -> Tell:
    """Return what takes in articles on the fire.

    Args:
        take_in: has a request worked through all stages.
        at: the moment of an hour of the day.
        head: what stands before the paragraphs of every outlet.
        tail: what stands after them, `{}` for the outlet's name.
    """

    def told(outlet: str, *paragraphs: str, hour: float, published: float | None = None) -> int:
        url = f"https://{outlet.lower()}.example/mill"
        take_in(
            url=url,
            text="\n\n".join((*head, *paragraphs, *(line.format(outlet) for line in tail))),
            title="Nine dead in Calder Mill fire",
            outlet=outlet,
            published=at(hour if published is None else published).isoformat(),
            fetched_at=at(hour).isoformat(),
        )
        with reading() as session:
            return articles.look_up(session, url)

    return told
