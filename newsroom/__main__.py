"""`run` holds the product against a world; `serve` serves one; `truth` prints its log without a server."""

import argparse
import asyncio
import json
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from newsroom import run, scoring
from newsroom.clock import Clock
from newsroom.control import RunError
from newsroom.outlets.catalogue import ARCHETYPES
from newsroom.product import beside_python
from newsroom.score import Terms, score
from newsroom.score.total import table
from newsroom.script import parse
from newsroom.server import Served, lines, serve
from newsroom.world import World


def _parser() -> argparse.ArgumentParser:
    world = argparse.ArgumentParser(add_help=False)
    world.add_argument("--seed", type=int, default=1, help="all chance comes from it (default 1)")
    world.add_argument("--articles", type=int, default=200, help="how many, over all outlets (default 200)")
    world.add_argument("--days", type=float, default=1, help="days of virtual time (default 1)")
    world.add_argument("--only", action="append", metavar="ARCHETYPE", choices=list(ARCHETYPES), help="may be repeated")
    world.add_argument("--outlets", type=int, help="how many (default: one for each archetype, more for many articles)")
    site = argparse.ArgumentParser(add_help=False)
    site.add_argument("--port", type=int, default=8180, help="the sites' port (default 8180)")
    site.add_argument("--by-address", action="store_true", help="links name loopback addresses instead of hosts")
    parser = argparse.ArgumentParser(prog="python -m newsroom", description="The simulated newsroom.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("truth", parents=[world, site], help="print the truth log as JSON lines")
    served = commands.add_parser("serve", parents=[world, site], help="serve the world on 127.0.0.x")
    served.add_argument("--speed", type=float, default=720, help="virtual seconds for each real one (default 720)")
    served.add_argument("--control-port", type=int, default=8181, help="the control endpoint's port (default 8181)")
    trial = commands.add_parser("run", parents=[world], help="run the product against the world and print its score")
    trial.add_argument("--stet", type=Path, default=beside_python(), help="the program (default: beside this Python)")
    trial.add_argument(
        "--speed", type=float, default=run.STANDARD_SPEED, help="virtual seconds for each real one (default 240)"
    )
    trial.add_argument("--faults", type=Path, help="a script of faults; the README describes the format")
    trial.add_argument("--keep", type=Path, help="an empty folder for the logs and the product's data")
    trial.add_argument("--peers", action="store_true", help="score the oracle and the peers in the same world too")
    trial.add_argument("--json", action="store_true", help="print the score as JSON")
    scoring.add_commands(commands, [world, site])
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 done, 1 it could not be done, 2 wrong usage."""
    chosen = _parser().parse_args(arguments)
    if chosen.command == "score":
        return scoring.score_files(chosen)
    try:
        if chosen.command == "run":
            return _run(chosen)
        world = World(
            chosen.seed,
            chosen.articles,
            chosen.days,
            chosen.only,
            outlets=chosen.outlets,
            port=chosen.port,
            by_address=chosen.by_address,
        )
    except ValueError as error:
        sys.stderr.write(f"newsroom: {error}\n")
        return 2
    if chosen.command == "peers":
        return scoring.score_peers(world, chosen)
    if chosen.command == "truth":
        sys.stdout.buffer.write(lines(world.truth()))
        return 0
    return _serve(chosen, world)


def _serve(chosen: argparse.Namespace, world: World) -> int:
    served = Served(world, Clock(world.setting.start, chosen.speed))
    addresses = ["127.0.0.1", *world.hosts.values()]
    sys.stderr.write(
        f"{len(world.outlets)} outlets on port {chosen.port}, one day in {86400 / max(chosen.speed, 1e-9):.0f} s; "
        f"control at http://127.0.0.1:{chosen.control_port}/\n"
    )
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(serve(served, addresses, chosen.port, chosen.control_port))
    except OSError as error:
        sys.stderr.write(f"newsroom: {error}\n")
        return 1
    return 0


def _run(chosen: argparse.Namespace) -> int:
    """Run the product against the world and print its score.

    Raises:
        ValueError: there can be no such world, or the script of faults cannot be read.
    """
    world = ["--seed", str(chosen.seed), "--articles", str(chosen.articles), "--days", str(chosen.days)]
    world += [] if chosen.outlets is None else ["--outlets", str(chosen.outlets)]
    world += [word for archetype in chosen.only or () for word in ("--only", archetype)]
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        script = chosen.faults.read_text(encoding="utf-8") if chosen.faults else ""
        plan = run.Plan(tuple(world), chosen.stet, chosen.speed, tuple(parse(script)), chosen.keep)
        ran = run.run(plan)
    except (RunError, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"newsroom: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("newsroom: interrupted; everything that was started has been ended\n")
        return 130
    if chosen.keep:
        run.keep(ran, chosen.keep)
    terms = Terms(delay_seconds=run.HOST_DELAY_SECONDS)
    judged = score(ran.truth, ran.observed, terms, requests=ran.requests, hooks=ran.hooks)
    beside = []
    if chosen.peers:
        world_again = World(chosen.seed, chosen.articles, chosen.days, chosen.only, outlets=chosen.outlets)
        beside = [peer for _, peer in scoring.peers_in(world_again, terms)]
    if chosen.json:
        document = judged.document() | {"notes": ran.notes, "peers": [peer.document() for peer in beside]}
        sys.stdout.write(json.dumps(document, indent=2) + "\n")
    else:
        sys.stdout.write(table([judged, *beside]) + "".join(f"\nnote: {note}" for note in ran.notes) + "\n")
    return 0


def _interrupt(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
