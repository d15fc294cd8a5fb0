"""Which claims endpoints have been told of, so that the same told again is no news."""

from collections.abc import Collection, Iterable
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas.divergence import FindingKind
from worker.store import insert
from worker.store.story_tables import ChangeFinding, ToldClaim
from worker.store.story_tables import Claim as ClaimRow
from worker.store.story_tables import Finding as Row
from worker.text.between import same_claims
from worker.text.normalise import fold


def untold(session: Session, change_id: int, endpoint_ids: Iterable[int]) -> list[int]:
    """Return those of the endpoints that have not been told all that a divergence claims; note that they are now."""
    links = session.execute(
        select(ChangeFinding.finding_id, ChangeFinding.key_a, ChangeFinding.key_b).where(
            ChangeFinding.change_id == change_id
        )
    )
    claims = {(finding_id, key) for finding_id, *keys in links for key in keys}
    findings = {finding for finding, _ in claims}
    said = _said(session, findings)
    new: list[int] = []
    for endpoint_id in endpoint_ids:
        known = session.execute(
            select(ToldClaim.finding_id, ToldClaim.key).where(
                ToldClaim.endpoint_id == endpoint_id, ToldClaim.finding_id.in_(findings)
            )
        )
        told = {(finding_id, key) for finding_id, key in known}
        fresh = claims - told
        if fresh:
            heard = {said.get(claim, claim) for claim in told}
            if not {said.get(claim, claim) for claim in fresh} <= heard:  # the same in another sentence is no news
                new.append(endpoint_id)
            rows = [{"endpoint_id": endpoint_id, "finding_id": finding, "key": key} for finding, key in sorted(fresh)]
            insert.all_new(session, ToldClaim, rows)
    return new


def _said(session: Session, finding_ids: Collection[int]) -> dict[tuple[int, str], tuple[int, str]]:
    """Return what is the same in each claim of findings, by finding and key."""
    rows = session.execute(
        select(Row.kind, Row.id, ClaimRow.key, ClaimRow.says)
        .join(ClaimRow, ClaimRow.finding_id == Row.id)
        .where(Row.id.in_(finding_ids))
        .order_by(Row.id, ClaimRow.at, ClaimRow.id)
    )
    said: dict[tuple[int, str], tuple[int, str]] = {}
    for (kind, finding), claims in groupby(rows, key=lambda row: (row.kind, row.id)):
        keyed = [(key, says) for _, _, key, says in claims]
        firsts = (
            same_claims.firsts(FindingKind.QUOTE, keyed) if kind == FindingKind.QUOTE else [one for _, one in keyed]
        )
        said |= {
            (finding, key): (finding, fold(first).casefold()) for (key, _), first in zip(keyed, firsts, strict=True)
        }
    return said
