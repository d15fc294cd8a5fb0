"""Names pinned in a file like `/etc/hosts`, for simulations and closed networks; the guard holds for them too."""

from collections.abc import Sequence
from pathlib import Path

from worker.errors import SettingsError
from worker.net.guard import Lookup, system_lookup


def named_in(path: Path) -> Lookup:
    """Return a lookup that knows the names in the file and asks the system for others.

    Raises:
        SettingsError: the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"STET_HOSTS_FILE: {str(path)!r} cannot be read: {error}") from error
    pinned: dict[str, list[str]] = {}
    for line in lines:
        address, *names = line.partition("#")[0].split() or [""]
        for name in names:
            pinned.setdefault(name.lower(), []).append(address)

    def lookup(host: str, port: int, seconds: float) -> Sequence[str]:
        return pinned.get(host.lower()) or system_lookup(host, port, seconds)

    return lookup
