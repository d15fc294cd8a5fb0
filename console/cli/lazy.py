"""A group of commands of which only the one that runs is imported, so that each starts as fast as it can."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

import click

from worker.settings import PREFIX, Settings


class Entry(NamedTuple):
    """Where a command is defined, and what the list of commands says of it."""

    module: str
    about: str


Sections = Mapping[str, Mapping[str, Entry]]
"""Commands by the heading they are listed under."""


class LazyGroup(click.Group):
    """Commands from a table; each is the object of its own name in its module."""

    def __init__(self, sections: Sections, **attributes: object) -> None:
        """Keep the table; nothing is imported yet."""
        super().__init__(**attributes)  # type: ignore[arg-type] # passed on as they are
        self.sections = sections
        self._entries = {name: entry for commands in sections.values() for name, entry in commands.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order they are listed."""
        return list(self._entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        """Import a command."""
        entry = self._entries.get(cmd_name)
        if entry is None:
            return None
        found = getattr(import_module(entry.module), cmd_name)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the same
        """List the commands from the table, without importing any."""
        for heading, commands in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl([(name, entry.about) for name, entry in commands.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List all settings after the commands."""
        with formatter.section("Settings (environment, or stet.toml: there in small letters, without STET_)"):
            formatter.write_dl(_described_settings())
        super().format_epilog(ctx, formatter)


def _described_settings() -> Sequence[tuple[str, str]]:
    described = []
    for name, field in Settings.model_fields.items():
        default = "" if field.default in (None, ()) else f" [default: {field.default}]"
        described.append((PREFIX + name.upper(), f"{field.description}{default}"))
    return described
