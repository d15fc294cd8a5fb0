"""The commands that score: the peers over a world in process, or any system from files."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsroom import observed
from newsroom.observed import Observed
from newsroom.peers import RULES, oracle, watch
from newsroom.peers.discovery import Discovery
from newsroom.score import Score, Terms, score
from newsroom.score.total import table
from newsroom.world import World


def add_commands(commands: Any, world: list[argparse.ArgumentParser]) -> None:  # noqa: ANN401 - argparse names no type
    """Add `peers` and `score` to the command line; `world` are the parsers of the options that make a world."""
    terms = argparse.ArgumentParser(add_help=False)
    terms.add_argument("--json", action="store_true", help="print JSON instead of a table")
    terms.add_argument(
        "--visible-minutes", type=float, default=30, help="ask for edits that can be seen for so long (default 30)"
    )
    terms.add_argument("--delay", type=float, default=1, help="seconds between two requests to a host (default 1)")
    peers = commands.add_parser("peers", parents=[*world, terms], help="score an oracle and the peers' published rules")
    peers.add_argument(
        "--observed", type=Path, metavar="FOLDER", help="also write what each of them saw, as JSON lines"
    )
    files = commands.add_parser("score", parents=[terms], help="score systems from files")
    files.add_argument("observed", type=Path, nargs="+", metavar="OBSERVED", help="what a system saw, as JSON lines")
    files.add_argument("--truth", type=Path, required=True, help="the world's /truth.jsonl")
    files.add_argument("--requests", type=Path, help="the world's /requests.jsonl; by default the system's own visits")
    files.add_argument("--hooks", type=Path, help="the world's /hooks.jsonl")
    files.add_argument("--real-delay", action="store_true", help="the delay is in real seconds, not in virtual ones")


def _print(scores: list[Score], *, as_json: bool) -> None:
    shown = json.dumps([each.document() for each in scores], indent=1) + "\n" if as_json else table(scores)
    sys.stdout.write(shown)


def score_peers(world: World, chosen: argparse.Namespace) -> int:
    """Let the oracle and every peer watch the world, and print their scores."""
    terms = Terms(chosen.visible_minutes, chosen.delay)
    scores = []
    for seen, judged in peers_in(world, terms):
        scores.append(judged)
        if chosen.observed:
            chosen.observed.mkdir(parents=True, exist_ok=True)
            with (chosen.observed / f"{seen.name}.jsonl").open("w", encoding="utf-8") as file:
                file.writelines(observed.lines(seen))
    _print(scores, as_json=chosen.json)
    return 0


def peers_in(world: World, terms: Terms) -> Iterator[tuple[Observed, Score]]:
    """Let the oracle and every peer watch the world; yield what each saw, and its score."""
    truth = list(world.truth())
    discovery = Discovery(world)
    for rule in (None, *RULES):
        seen = oracle(world) if rule is None else watch(world, rule(), discovery)
        sys.stderr.write(f"{seen.name}: {len(seen.visits)} requests, {len(seen.versions)} versions\n")
        yield seen, score(truth, seen, terms)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def score_files(chosen: argparse.Namespace) -> int:
    """Score what is in files; 1 where one cannot be read."""
    terms = Terms(chosen.visible_minutes, chosen.delay, virtual_delay=not chosen.real_delay)
    try:
        truth = list(_records(chosen.truth))
        requests = list(_records(chosen.requests)) if chosen.requests else None
        hooks = list(_records(chosen.hooks)) if chosen.hooks else None
        scores = []
        for path in chosen.observed:
            with path.open(encoding="utf-8") as file:
                seen = observed.read(file)
            scores.append(score(truth, seen, terms, requests=requests, hooks=hooks))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"newsroom: {error}\n")
        return 1
    _print(scores, as_json=chosen.json)
    return 0
