import base64
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from lxml import html
from starlette.routing import BaseRoute, Route
from starlette.testclient import TestClient

from console.web.app import create_app
from console.web.guard import CHALLENGE, HEADERS, host_name, is_loopback
from worker.errors import StetError
from worker.settings import Settings

TOKEN = "a long wörd"


def paths(routes: list[BaseRoute], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield method and path of every route, ids filled in."""
    for route in routes:
        inner = getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", None)
        if inner:
            yield from paths(inner, before)
        else:
            assert isinstance(route, Route), route
            for method in route.methods or ():
                path = route.path
                for name in ("story_id", "change_id", "article_id", "version"):
                    path = path.replace(f"{{{name}}}", "1")
                assert "{" not in path, path
                yield method, before + path


def test_every_route_but_healthz_needs_the_token(client_with: Callable[..., TestClient]) -> None:
    client = client_with(web_token=TOKEN)
    routes = set(paths(client.app.routes))
    assert len(routes) > 20
    assert {("POST", "/api/v1/ingest"), ("GET", "/"), ("GET", "/static/stet.css"), ("GET", "/metrics")} <= routes
    for method, path in routes:
        answer = client.request(method, path)
        if path == "/healthz":
            assert answer.status_code == 200
        else:
            assert answer.status_code == 401, (method, path)
            assert answer.headers["www-authenticate"] == CHALLENGE
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS, path
    assert client.get("/no/such/page").status_code == 401


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.parametrize(
    "authorization",
    [f"Bearer {TOKEN}".encode(), f"bearer  {TOKEN} ".encode(), basic("", TOKEN), basic("a:b"[:1], TOKEN)],
)
def test_the_token_opens(client_with: Callable[..., TestClient], authorization: str | bytes) -> None:
    client = client_with(web_token=TOKEN)
    for path in ("/", "/api/v1/stories", "/feed.atom", "/metrics", "/static/stet.css"):
        assert client.get(path, headers={"Authorization": authorization}).status_code == 200, path


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {TOKEN}x".encode(),
        f"Bearer {TOKEN[:-1]}".encode(),
        TOKEN.encode(),
        f"Digest {TOKEN}".encode(),
        basic(TOKEN, ""),
        basic(TOKEN, "wrong"),
        "Basic !!!",
        "Basic " + base64.b64encode(TOKEN.encode()).decode(),
        b"Bearer \xff\xfe",
    ],
)
def test_nothing_else_opens(client_with: Callable[..., TestClient], authorization: str | bytes) -> None:
    assert client_with(web_token=TOKEN).get("/", headers={"Authorization": authorization}).status_code == 401


@pytest.mark.parametrize("host", ["localhost", "localhost:1234", "127.0.0.1:80", "[::1]:8642", "[::1]", "LOCALHOST"])
def test_a_loopback_listener_answers_to_loopback_names(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.test",
        "evil.test:8642",
        "localhost.evil.test",
        "127.0.0.1.evil.test",
        "",
        "user@localhost",
        "[::1",
        "a:b:c",
        "localhost:x",
    ],
)
def test_a_loopback_listener_answers_to_no_other_name(client: TestClient, host: str) -> None:
    answer = client.get("/api/v1/stories", headers={"Host": host})
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}


def test_the_public_name_is_answered_to(client_with: Callable[..., TestClient]) -> None:
    client = client_with(public_url="https://stet.example.org/")
    assert client.get("/", headers={"Host": "stet.example.org"}).status_code == 200
    assert client.get("/", headers={"Host": "example.org"}).status_code == 400


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "", "example.org"])  # noqa: S104 - refused is the point
def test_other_addresses_need_a_token(quick_store: Settings, host: str) -> None:
    for token in (None, ""):
        with pytest.raises(StetError, match="STET_WEB_TOKEN"):
            create_app(quick_store.model_copy(update={"web_host": host, "web_token": token}))
    create_app(quick_store.model_copy(update={"web_host": host, "web_token": TOKEN}))


def test_which_addresses_are_loopback() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost")] == [True] * 4
    assert [is_loopback(host) for host in ("0.0.0.0", "::", "10.0.0.1", "localhost.test", "")] == [False] * 5  # noqa: S104 - the same


def test_host_names_are_read_as_browsers_write_them() -> None:
    assert host_name("LocalHost:80") == "localhost"
    assert host_name("[::1]:80") == "::1"
    assert [host_name(host) for host in ("a/b", "a?b", "a#b", "a@b", "a:99999", "[::1")] == [None] * 6


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 415),  # a program
        ({"Origin": "http://127.0.0.1:8642", "Sec-Fetch-Site": "same-origin"}, 415),
        ({"Origin": "https://evil.test"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_pages_of_other_sites_cannot_write(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert client.post("/api/v1/ingest", content=b"{}", headers=headers).status_code == status


def test_what_can_be_read_can_be_asked_about(client: TestClient) -> None:
    for path in ("/", "/healthz", "/api/v1/stories", "/feed.atom", "/static/stet.css"):
        assert client.head(path).status_code == 200, path


def test_pages_are_asked_for_again_and_the_style_is_kept(client: TestClient, fill: Callable[..., Any]) -> None:
    fill()
    assert client.get("/").headers["cache-control"] == "no-cache"
    icon = client.get(html.fromstring(client.get("/").content).xpath("string(//link[@rel='icon']/@href)"))
    assert icon.headers["content-type"].startswith("image/svg+xml")
    style = client.get(html.fromstring(client.get("/").content).xpath("string(//link[@rel='stylesheet']/@href)"))
    assert style.headers["content-type"].startswith("text/css")
    assert "immutable" in style.headers["cache-control"]
