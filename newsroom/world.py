"""The world: every outlet, every answer, and the truth. Nothing here knows of sockets or of real time."""

import gzip
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus

from newsroom import http, page, truth
from newsroom.article import Article
from newsroom.http import Answer, Request
from newsroom.outlets.base import Outlet
from newsroom.outlets.catalogue import ARCHETYPES, STANDARD
from newsroom.plan import Plan
from newsroom.setting import Network, Setting

_WORTH_PACKING = 600


class World:
    """A deterministic world of news sites."""

    def __init__(
        self,
        seed: int,
        articles: int,
        days: float,
        archetypes: Sequence[str] | None = None,
        *,
        outlets: int | None = None,
        port: int = 80,
        by_address: bool = False,
    ) -> None:
        """Make the whole world: its events, its articles and everything that is ever done to them.

        Args:
            seed: all chance comes from it.
            articles: how many articles are published, over all outlets.
            days: how many days of virtual time the world runs, from `setting.START`.
            archetypes: the archetypes to have (names of `outlets.catalogue.ARCHETYPES`); the standard ones where None.
            outlets: how many outlets; by default one for each archetype, more where there are many articles.
            port: the port that links name.
            by_address: whether links name loopback addresses instead of hosts.

        Raises:
            ValueError: an archetype is unknown, or there are no articles or no days.
        """
        names = list(archetypes or STANDARD)
        unknown = sorted(set(names) - set(ARCHETYPES))
        if unknown:
            raise ValueError(f"no archetype {', '.join(unknown)}; there are {', '.join(ARCHETYPES)}")
        if articles < 1 or days <= 0 or (outlets is not None and outlets < 1):
            raise ValueError("a world needs at least one article, one outlet and some time")
        self.setting = Setting(seed, days)
        self.network = Network(port, by_address)
        self.outlets: Sequence[Outlet] = Plan(self.setting, self.network, articles, names, outlets).outlets
        self._by_host = {host: outlet for outlet in self.outlets for host in outlet.hosts}

    @property
    def hosts(self) -> Mapping[str, str]:
        """Every host and its loopback address."""
        return dict(self.network.addresses)

    def host(self, authority: str) -> str | None:
        """The host that a Host header means, by name or address, with or without a port."""
        return self.network.host_of(authority)

    def articles(self) -> Iterator[tuple[Outlet, Article]]:
        """Every article with its outlet."""
        return ((outlet, article) for outlet in self.outlets for article in outlet.articles)

    def answer(self, request: Request) -> Answer:
        """Answer one request: a pure function of the world's arguments and the request."""
        host = self.host(request.host)
        if host is None:
            return http.html(HTTPStatus.MISDIRECTED_REQUEST, page.notice("421", "No such site."))
        answer = self._by_host[host].answer(replace(request, host=host))
        return _packed(answer, request)

    def truth(self) -> Iterator[truth.Record]:
        """The truth log, one JSON-able record for each fact."""
        setting = self.setting
        yield {
            "type": "world",
            "seed": setting.seed,
            "days": setting.days,
            "start": setting.start.isoformat(),
            "end": setting.end.isoformat(),
            "hosts": self.hosts,
        }
        yield from truth.records(self.outlets)


def _packed(answer: Answer, request: Request) -> Answer:
    """The answer in gzip where the visitor takes it and it is worth it."""
    takes_gzip = "gzip" in request.headers.get("accept-encoding", "")
    if not takes_gzip or len(answer.body) < _WORTH_PACKING or answer.header("Content-Encoding"):
        return answer
    body = gzip.compress(answer.body, 6, mtime=0)
    cut = answer.cut_at and len(body) * answer.cut_at // len(answer.body)
    headers = (*answer.headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"))
    return replace(answer, body=body, headers=headers, cut_at=cut)
