import warnings
from collections.abc import Callable, Iterator

import pytest

with warnings.catch_warnings():
    # Starlette asks for httpx2 beside httpx, which serves as well for what is tested here.
    warnings.filterwarnings("ignore", message="Using `httpx` with `starlette.testclient`")
    from starlette.testclient import TestClient

from console.web.app import create_app
from worker.settings import Settings

BASE = "http://127.0.0.1:8642"


@pytest.fixture
def client(quick_store: Settings) -> Iterator[TestClient]:
    """Return a browser at the pages of an empty store."""
    with TestClient(create_app(quick_store), base_url=BASE, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def client_with(quick_store: Settings) -> Callable[..., TestClient]:
    """Return what makes a browser at pages with other settings: `client_with(web_token=...)`."""

    def _make(base: str = BASE, **changed: object) -> TestClient:
        app = create_app(quick_store.model_copy(update=changed))
        return TestClient(app, base_url=base, raise_server_exceptions=False)

    return _make
