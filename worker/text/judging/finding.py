"""A verdict in the making."""

from schemas.article import Verdict, VerdictKind

_EVIDENCE_CHARS = 160


def finding(kind: VerdictKind, reason: str, evidence: str) -> Verdict:
    """Return a verdict with its evidence cut to a line."""
    return Verdict.model_validate({"is": kind, "reason": reason, "evidence": evidence[:_EVIDENCE_CHARS]})
