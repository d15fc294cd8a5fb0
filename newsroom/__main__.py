"""`python -m newsroom serve` runs a world; `python -m newsroom truth` prints its log without a server."""

import argparse
import asyncio
import sys
from contextlib import suppress

from newsroom.clock import Clock
from newsroom.outlets.catalogue import ARCHETYPES
from newsroom.server import Served, lines, serve
from newsroom.world import World


def _parser() -> argparse.ArgumentParser:
    world = argparse.ArgumentParser(add_help=False)
    world.add_argument("--seed", type=int, default=1, help="all chance comes from it (default 1)")
    world.add_argument("--articles", type=int, default=200, help="how many, over all outlets (default 200)")
    world.add_argument("--days", type=float, default=3, help="days of virtual time (default 3)")
    world.add_argument("--only", action="append", metavar="ARCHETYPE", choices=list(ARCHETYPES), help="may be repeated")
    world.add_argument("--outlets", type=int, help="how many (default: one for each archetype, more for many articles)")
    world.add_argument("--port", type=int, default=8180, help="the sites' port (default 8180)")
    world.add_argument("--by-address", action="store_true", help="links name loopback addresses instead of hosts")
    parser = argparse.ArgumentParser(prog="python -m newsroom", description="The simulated newsroom.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("truth", parents=[world], help="print the truth log as JSON lines")
    run = commands.add_parser("serve", parents=[world], help="serve the world on 127.0.0.x")
    run.add_argument("--speed", type=float, default=720, help="virtual seconds for each real one (default 720)")
    run.add_argument("--control-port", type=int, default=8181, help="the control endpoint's port (default 8181)")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 done, 1 an address could not be had, 2 wrong usage."""
    chosen = _parser().parse_args(arguments)
    try:
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
    if chosen.command == "truth":
        sys.stdout.buffer.write(lines(world.truth()))
        return 0
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


if __name__ == "__main__":
    sys.exit(main())
