"""A verdict in the making."""

from schemas.article import Verdict, VerdictKind
from worker.text.normalise import clean

_EVIDENCE_CHARS = 160


def finding(kind: VerdictKind, reason: str, evidence: str) -> Verdict:
    """Return a verdict with its evidence cut to a line."""
    return Verdict.model_validate({"is": kind, "reason": reason, "evidence": clean(evidence)[:_EVIDENCE_CHARS]})
