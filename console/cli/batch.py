"""Many at a time: one JSON line out for each line in; a bad line never stops the others."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping

from pydantic import TypeAdapter, ValidationError

from console.cli import documents, output
from console.cli.documents import STDIN, why
from worker.errors import StetError

Work = Callable[[Mapping[str, object]], Mapping[str, object]]
"""Takes the object of one line and returns the fields that are given back beside its `id`."""
_OBJECT: TypeAdapter[dict[str, object]] = TypeAdapter(dict[str, object])


def run(name: str, work: Work) -> int:
    """Work each line of a file (or `-`) in order and print its line at once.

    Returns:
        The exit status: 1 where there were lines and every one failed, else 0; failures are counted aloud.
    """
    done = failed = 0
    for line in _lines(name):
        if not line.strip():
            continue
        answer = _answer(line, work)
        output.write_json(answer)
        done += 1
        failed += "error" in answer
    if failed:
        output.say(f"{failed} of {done} lines failed; each says why in its field `error`")
    return int(0 < done == failed)


def _lines(name: str) -> Iterable[bytes]:
    """Return the lines of a list; those of standard input are worked as they come."""
    if name == STDIN:
        return sys.stdin.buffer
    lines = documents.read_bytes(name).splitlines()
    return output.with_bar(lines, "working", total=len(lines), prints=True)


def _answer(line: bytes, work: Work) -> dict[str, object]:
    """Work one line; whatever goes wrong is its answer."""
    answer: dict[str, object] = {"id": None}
    try:
        given = _OBJECT.validate_python(json.loads(line))
        answer["id"] = given["id"]
        return answer | dict(work(given))
    except StetError as error:
        said = str(error)
    except ValidationError as error:
        said = why(error)
    except KeyError as error:
        said = f"the line has no {error.args[0]!r}"
    except (ValueError, RecursionError) as error:
        said = f"the line is not JSON: {error}"
    except Exception as error:  # noqa: BLE001 - one hostile document must not stop the batch
        said = f"{type(error).__name__}: {error}"
    return answer | {"error": said}
