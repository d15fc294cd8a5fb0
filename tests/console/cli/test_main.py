"""How the program starts, and how it ends whatever happens."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Never

import click
import pytest

from console.cli import main, stories
from console.cli.main import SECTIONS
from worker.settings import Settings

Stet = Callable[..., Any]
PROGRAM = [sys.executable, "-c", "from console.cli.main import main; main()"]
COMMANDS = {name: entry for commands in SECTIONS.values() for name, entry in commands.items()}


def leaves() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(main.stet)
    for name in COMMANDS:
        command = main.stet.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", found) for inner, found in command.commands.items())
        else:
            yield name, command


def test_help_lists_every_command_and_every_setting(stet: Stet) -> None:
    ended = stet("--help")
    assert ended.status == 0
    for name, entry in COMMANDS.items():
        assert name in ended.out
        assert entry.about in ended.out
    for name in Settings.model_fields:
        assert f"STET_{name.upper()}" in ended.out


def test_help_imports_nothing_heavy() -> None:
    heavy = "{'celery', 'sqlalchemy', 'trafilatura', 'lxml', 'fastapi', 'urllib3'}"
    said = f"import sys; from console.cli.main import run; run(['--help']); sys.exit(str({heavy} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=False)
    assert ended.stderr.strip() == "set()"


def test_the_help_of_story_says_how_words_are_traced(stet: Stet) -> None:
    help_of_story = " ".join(stet("story", "--help").out.split())
    assert '`stet story ID --trace "words"`' in help_of_story
    assert "--trace WORDS Tell who had these words first" in help_of_story


def test_no_line_of_a_list_of_commands_is_cut_short(stet: Stet) -> None:
    listed = [line for group in ([], ["story"], ["endpoints"]) for line in stet(*group, "--help").out.splitlines()]
    assert not [line for line in listed if line.startswith("  ") and line.endswith("...")]


@pytest.mark.parametrize(("name", "command"), [pytest.param(*leaf, id=leaf[0]) for leaf in leaves()])
def test_every_command_explains_itself(stet: Stet, name: str, command: click.Command) -> None:
    ended = stet(*name.split(), "--help")
    assert ended.status == 0
    assert "Example:" in ended.out
    assert f"stet {name}" in " ".join(ended.out.partition("Example:")[2].split())
    assert "--json" in ended.out
    assert all(isinstance(option.help, str) for option in command.params if isinstance(option, click.Option))


def test_without_a_command_the_help_is_shown_as_wrong_usage(stet: Stet) -> None:
    ended = stet()
    assert ended.status == 2
    assert "Usage: stet" in ended.err
    assert not ended.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nosuch"], "nosuch"),
        (["stories", "--limit", "0"], "--limit"),
        (["stories", "--nosuch"], "--nosuch"),
        (["story", "first"], "'first' is not a valid number"),
        (["changes", "--since", "yesterday"], "yesterday"),
        (["changes", "--label", "nosuch"], "live-update"),
        (["watch", "example.org"], "example.org"),
        (["ingest"], "PATH-OR-URL"),
        (["worker", "--queues", "text,nosuch"], "nosuch"),
        (["up", "--seeds", "nosuch"], "nosuch"),
    ],
)
def test_wrong_usage_is_one_line_with_status_2(stet: Stet, arguments: list[str], said: str) -> None:
    ended = stet(*arguments)
    assert ended.status == 2
    assert ended.err.startswith("stet: ")
    assert ended.err.count("\n") == 1
    assert said in ended.err
    assert "--help" in ended.err
    assert not ended.out


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("STET_DATABSE_URL", "x", "STET_DATABASE_URL"), ("STET_WEB_PORT", "many", "STET_WEB_PORT")],
)
def test_a_broken_setting_is_named(
    stet: Stet, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    ended = stet("stories")
    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert said in ended.err


def test_a_database_that_cannot_be_used_is_named(stet: Stet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("this is no database, whatever its name says, and it is long enough to tell")
    monkeypatch.setenv("STET_DATABASE_URL", f"sqlite:///{tmp_path / 'notes.db'}")
    for arguments in (["stories"], ["story", "1"], ["watch", "https://example.org/"]):
        ended = stet(*arguments)
        assert ended.status == 1
        assert ended.err.count("\n") == 1
        assert "STET_DATABASE_URL" in ended.err


@pytest.mark.usefixtures("sqlite_store")
def test_a_fault_of_ours_is_one_line_without_a_traceback(stet: Stet, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **_options: object) -> Never:
        raise RuntimeError("a \x1b[31mfault\nof ours")

    monkeypatch.setattr(stories.store, "newest", broken)
    ended = stet("stories")
    assert ended.status == 1
    assert ended.err.count("\n") == 1
    assert "RuntimeError: a <U+001B>[31mfault" in ended.err
    monkeypatch.setenv("STET_LOG_LEVEL", "DEBUG")
    assert "Traceback" in stet("stories").err


@pytest.mark.usefixtures("sqlite_store")
def test_ctrl_c_ends_quietly(stet: Stet, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **_options: object) -> Never:
        raise KeyboardInterrupt

    monkeypatch.setattr(stories.store, "newest", interrupted)
    ended = stet("stories")
    assert (ended.status, ended.out) == (130, "")
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("arguments", [["doctor"], ["doctor", "--json"], ["changes", "--json"]])
def test_a_reader_that_goes_away_ends_it_quietly(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run([*PROGRAM, *arguments], stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert ended.returncode == 141
    assert "Broken" not in ended.stderr
    assert "Traceback" not in ended.stderr
