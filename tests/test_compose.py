"""The production shape fits the program: commands, queues, settings, and what the page on operating says of them."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import click
import pytest

from console.cli.main import stet
from tasks.app import QUEUES, TEXT_TIME_LIMIT_SECONDS
from worker.settings import PREFIX, Settings

from .rows import each_row

ROOT = Path(__file__).parents[1]
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
OPERATING = (ROOT / "docs/operating.md").read_text(encoding="utf-8")

LEFT_OUT = {"STET_DATA_DIR", "STET_LOG_FORMAT", "STET_WEB_PORT", "STET_HOSTS_FILE", "STET_CLOCK"}
"""Settings that are one with the image, and two for simulations."""


def services() -> dict[str, str]:
    """The text of each service in docker-compose.yml, which is written so plainly that no YAML parser is needed."""
    (block,) = re.findall(r"^services:\n(.*?)(?=^\w)", COMPOSE, flags=re.MULTILINE | re.DOTALL)
    parts = re.split(r"^  ([a-z]+):\n", block, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def commands() -> dict[str, list[str]]:
    """The arguments with which each service starts stet."""
    found = {
        name: re.findall(r"^    command: stet (.+)$", text, flags=re.MULTILINE) for name, text in services().items()
    }
    return {name: lines[0].split() for name, lines in found.items() if lines}


def parsed(arguments: list[str]) -> click.Context:
    """Parse a command line as stet would, and run nothing."""
    whole = click.Context(stet, info_name="stet")
    name, command, rest = stet.resolve_command(whole, arguments)
    assert command is not None
    return command.make_context(name, rest, parent=whole)


def test_every_process_is_a_service() -> None:
    assert {name: arguments[0] for name, arguments in commands().items()} == {
        "intake": "worker",
        "web": "worker",
        "text": "worker",
        "deliver": "worker",
        "beat": "beat",
        "pages": "web",
    }
    assert services().keys() - commands().keys() == {"redis", "postgres"}


@pytest.mark.parametrize("arguments", [*commands().values(), ["up"]], ids=" ".join)
def test_stet_has_the_command(arguments: list[str]) -> None:
    assert parsed(arguments).command.name == arguments[0]


def test_each_queue_is_worked_by_one_service() -> None:
    worked = [parsed(line).params["queues"].split(",") for line in commands().values() if line[0] == "worker"]
    assert Counter(queue for queues in worked for queue in queues) == dict.fromkeys(QUEUES, 1)


def test_every_variable_is_a_setting_and_every_setting_can_be_given() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    used = set(re.findall(r"STET_[A-Z_]+", COMPOSE))
    assert used <= known
    assert known - used == LEFT_OUT
    assert set(re.findall(r"STET_[A-Z_]+", DOCKERFILE)) <= known


def test_only_the_pages_are_published_and_only_to_this_machine() -> None:
    published = {name: re.findall(r"^    ports: (.+)$", text, flags=re.MULTILINE) for name, text in services().items()}
    port = Settings.model_fields["web_port"].default
    assert published.pop("pages") == [f'["127.0.0.1:{port}:{port}"]']
    assert not any(published.values())
    assert COMPOSE.count("ports:") == 1
    assert "network_mode" not in COMPOSE


def test_what_strangers_wrote_is_read_without_a_way_out() -> None:
    assert "networks: [inside]" in services()["text"]
    assert "inside: {internal: true}" in COMPOSE


@pytest.mark.parametrize("secret", ["STET_WEB_TOKEN", "POSTGRES_PASSWORD", "REDIS_PASSWORD"])
def test_a_secret_comes_from_outside_or_nothing_starts(secret: str) -> None:
    assert re.search(rf"\$\{{{secret}:\?[^}}]+\}}", COMPOSE)
    assert not re.search(rf"\$\{{{secret}[^:]", COMPOSE)
    assert secret not in DOCKERFILE


def test_the_image_holds_all_packages_and_runs_as_nobody_special() -> None:
    sources = [
        word for line in re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, flags=re.MULTILINE) for word in line.split()
    ]
    let_in = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(sources) == set(let_in)
    assert {"schemas", "worker", "tasks", "console", "pyproject.toml", "README.md", "LICENSE"} < set(sources)
    assert "--require-hashes --no-deps -r requirements.lock" in DOCKERFILE
    assert re.search(r"^USER stet$", DOCKERFILE, flags=re.MULTILINE)
    (line,) = re.findall(r"^CMD (.+)$", DOCKERFILE, flags=re.MULTILINE)
    program, *arguments = json.loads(line)
    assert program == "stet"
    assert parsed(arguments).command.name == "up"


def shown(default: Any) -> str:
    return "none" if default in (None, ()) else f"`{default}`"


@each_row("name", Settings.model_fields)
def test_the_page_on_operating_names_the_setting_with_its_default(name: str) -> None:
    field = Settings.model_fields[name]
    row = f"| `{PREFIX}{name.upper()}` | {shown(field.default)} | {field.description} |"
    assert row in OPERATING.splitlines(), f"docs/operating.md lacks: {row}"


def test_the_page_on_operating_names_the_commands_as_they_are() -> None:
    for name, arguments in commands().items():
        assert f"| `{name}` | `stet {' '.join(arguments)}` |" in OPERATING
    assert f"each ended after {TEXT_TIME_LIMIT_SECONDS} s" in OPERATING
