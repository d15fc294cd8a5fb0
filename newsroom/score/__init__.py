"""Holds what a system says it saw against what truly was; `newsroom/README.md` defines every figure."""

from newsroom.score.total import Score, Terms, score

__all__ = ["Score", "Terms", "score"]
