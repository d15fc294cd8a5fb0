"""The product against a small world, from its command line to its score."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import newsroom
from newsroom.product import beside_python

pytestmark = [
    pytest.mark.service,
    pytest.mark.skipif(sys.platform != "linux", reason="the product's processes are found through /proc"),
    pytest.mark.skipif(not beside_python().exists(), reason="`stet` is not installed beside this Python"),
]

ROOT = Path(newsroom.__file__).parents[1]
ARCHETYPES = (
    "clean-rss",
    "wire-agency",
    "redesign-same",
    "redesign-hides",
    "ab-headlines",
    "cdn-pair",
    "block-403",
    "block-captcha",
    "consent-wall",
    "metered-paywall",
    "truncated",
)
NEVER = ("block", "consent", "paywall", "truncation", "redesign")
FLAPS = 2
"""A headline of an outlet that is not known to test its headlines passes if by chance it is met three times running."""
PATIENCE_SECONDS = 140


@pytest.fixture(scope="module")
def score(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    kept = tmp_path_factory.mktemp("run")
    only = [word for name in ARCHETYPES for word in ("--only", name)]
    size = ("--seed", "3", "--articles", "36", "--days", "1", "--speed", "3600", "--keep", str(kept))
    ended = subprocess.run(
        [sys.executable, "-m", "newsroom", "run", *size, *only, "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    sys.stdout.write(ended.stdout)
    return dict(json.loads(ended.stdout))


def test_the_world_was_seen(score: dict[str, Any]) -> None:
    assert score["articles"]["found"]["count"] >= score["articles"]["found"]["of"] / 2
    assert score["versions"]["precision"]["of"] > 0


@pytest.mark.parametrize("cause", NEVER)
def test_what_is_no_edit_makes_no_version(score: dict[str, Any], cause: str) -> None:
    assert score["versions"]["phantoms by cause"].get(cause, {"count": 0})["count"] == 0


def test_what_comes_and_goes_makes_next_to_no_version(score: dict[str, Any]) -> None:
    assert score["versions"]["phantoms by cause"].get("flap", {"count": 0})["count"] <= FLAPS


def test_no_webhook_is_lost(score: dict[str, Any]) -> None:
    assert score["webhooks"]["lost"]["of"] > 0
    assert score["webhooks"]["lost"]["count"] == 0
