"""Other systems' published rules, written anew, over the same world in virtual time; and an oracle."""

from newsroom.peers.oracle import oracle
from newsroom.peers.rules import RULES
from newsroom.peers.watching import watch

__all__ = ["RULES", "oracle", "watch"]
