"""`stet doctor`: what is wrong with the set-up, and how to mend it."""

from dataclasses import dataclass

import click

from console.cli import output
from worker import log
from worker.errors import SettingsError
from worker.settings import settings


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: how it is, and what to do where it is not well."""

    name: str
    ok: bool
    found: str
    mend: str | None = None


def well(name: str, found: str) -> Check:
    """Return a check that found nothing wrong."""
    return Check(name, ok=True, found=found)


def ill(name: str, found: str, mend: str) -> Check:
    """Return a check that found something wrong."""
    return Check(name, ok=False, found=found, mend=mend)


@click.command(epilog="Example: stet doctor --json")
@output.json_option
def doctor(*, as_json: bool) -> int:
    """Check settings, clock, egress guard, disk, database, broker and backlog; status 1 where something is wrong."""
    found = [_settings()]
    if found[0].ok:
        # What the other checks import reads the settings at once.
        from console.cli import checks  # noqa: PLC0415 - see above

        log.set_up("cli")
        found += checks.run()
    if as_json:
        output.write_json({"ok": all(check.ok for check in found), "checks": found})
    else:
        for check in found:
            output.write_line(f"{'ok' if check.ok else 'PROBLEM':<8} {check.name:<13} {check.found}")
            if check.mend is not None:
                output.write_line(f"{'':<8} {'':<13} mend: {check.mend}")
    return int(not all(check.ok for check in found))


def _settings() -> Check:
    try:
        folder = settings().data_dir.resolve()
    except SettingsError as error:
        return ill("settings", str(error), "correct the variable, or stet.toml in this folder")
    return well("settings", f"data folder {folder}")
