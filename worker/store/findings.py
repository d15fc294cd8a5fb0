"""What outlets of a story tell differently: one finding for each matter, with what every outlet says in it.

A divergence speaks of two outlets. What it claims joins the findings of the story (`claims`), so that the same conflict
told by many outlets is one, and is alerted once for each new claim.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from schemas.alert import AlertedFinding
from schemas.divergence import FindingKind
from schemas.signals import DatedBy
from schemas.story import Claim, StoryFinding
from worker import log
from worker.store import stated
from worker.store.story_tables import ChangeFinding
from worker.store.story_tables import Claim as ClaimRow
from worker.store.story_tables import Finding as Row
from worker.store.tables import Article, Outlet
from worker.text.between import same_claims
from worker.text.between.lines import AT_ENDS, inside, is_marked, short, where_they_part
from worker.text.between.same_claims import QUOTED, folded

_log = log.get(__name__)
MOST_FINDINGS = 200
_MOST_SAID = 80
MOST_NAMED = 6
"""Outlets that a line names; of more, `FEW_NAMED` and how many others."""
FEW_NAMED = 4


def settle(session: Session, article_id: int, snapshot_id: int, now: datetime) -> None:
    """End the claims that an article's newest version no longer makes, and settle findings in which nobody differs."""
    stands = stated.of_snapshots(session, [snapshot_id]).get(snapshot_id)
    gone = select(ClaimRow.id).where(
        ClaimRow.article_id == article_id, ClaimRow.snapshot_id != snapshot_id, ClaimRow.until.is_(None)
    )
    ended = set(
        session.scalars(
            update(ClaimRow)
            .where(ClaimRow.id.in_(gone))
            .values(until=stands.at if stands else now)
            .returning(ClaimRow.finding_id)
        )
    )
    settle_alike(session, ended, now)


def settle_alike(session: Session, finding_ids: Collection[int], now: datetime) -> None:
    """Settle those of the findings in which nobody differs any more."""
    if not finding_ids:
        return
    differing = (
        select(ClaimRow.finding_id)
        .where(ClaimRow.finding_id.in_(finding_ids), ClaimRow.until.is_(None))
        .group_by(ClaimRow.finding_id)
        .having(func.count(ClaimRow.key.distinct()) > 1)
    )
    differ = set(session.scalars(differing))
    alike = set(finding_ids) - differ | _merely_cut(session, differ)
    session.execute(update(Row).where(Row.id.in_(finding_ids)).values(changed_at=now))
    session.execute(update(Row).where(Row.id.in_(alike), Row.settled_at.is_(None)).values(settled_at=now))


def _merely_cut(session: Session, finding_ids: Collection[int]) -> set[int]:
    """Return the findings about quotations in which all that is left says the same, at most cut short."""
    standing = (
        select(ClaimRow.finding_id, ClaimRow.key, ClaimRow.says)
        .join(Row, Row.id == ClaimRow.finding_id)
        .where(ClaimRow.finding_id.in_(finding_ids), ClaimRow.until.is_(None), Row.kind == FindingKind.QUOTE)
    )
    said: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for finding, key, says in session.execute(standing) if finding_ids else ():
        said[finding].append((key, says))
    return {one for one, claims in said.items() if len(set(same_claims.firsts(FindingKind.QUOTE, claims))) == 1}


def load(session: Session, story_id: int, *, limit: int = MOST_FINDINGS) -> tuple[StoryFinding, ...]:
    """Return the findings of a story with all claims, open ones first, the weightiest first.

    Those are left out of which one article alone is left, the others having gone to another story.
    """
    of_several = (
        select(Row.id)
        .join(ClaimRow, ClaimRow.finding_id == Row.id)
        .where(Row.story_id == story_id)
        .group_by(Row.id)
        .having(func.count(ClaimRow.article_id.distinct()) > 1)
    )
    wanted = (
        select(Row)
        .where(Row.id.in_(of_several))
        .order_by(Row.settled_at.is_not(None), Row.significance.desc(), Row.id)
        .limit(limit)
    )
    return _loaded(session, wanted)


def _loaded(session: Session, wanted: Select[Row]) -> tuple[StoryFinding, ...]:
    rows = list(session.scalars(wanted))
    claims: dict[int, list[Claim]] = {row.id: [] for row in rows}
    keys: dict[int, list[str]] = {row.id: [] for row in rows}
    found = session.execute(
        select(ClaimRow, Outlet.name)
        .join(Article, Article.id == ClaimRow.article_id)
        .join(Outlet, Outlet.id == Article.outlet_id)
        .where(ClaimRow.finding_id.in_(claims))
        .order_by(ClaimRow.at, func.coalesce(Article.published, Article.first_seen), ClaimRow.id)
    )
    told = found.all()
    by = stated.of_articles(session, {row.article_id for row, _ in told})
    for row, outlet in told:
        keys[row.finding_id].append(row.key)
        claims[row.finding_id].append(
            Claim(
                article=row.article_id,
                outlet=outlet,
                snapshot=row.snapshot_id,
                says=row.says,
                at=row.at,
                dated_by=by.get((row.article_id, row.at), DatedBy.SEEN),
                until=row.until,
                sentence=row.sentence,
            )
        )
    for finding in rows:
        made = claims[finding.id]
        said = [(key, claim.says) for key, claim in zip(keys[finding.id], made, strict=True)]
        firsts = same_claims.firsts(FindingKind(finding.kind), said)
        claims[finding.id] = [
            claim.model_copy(update={"alike": first}) for first, claim in zip(firsts, made, strict=True)
        ]
    return tuple(
        StoryFinding(
            id=row.id,
            kind=FindingKind(row.kind),
            what=row.what,
            summary=_told(row, claims[row.id]),
            significance=row.significance,
            opened_at=row.opened_at,
            changed_at=row.changed_at,
            settled_at=row.settled_at,
            claims=tuple(claims[row.id]),
        )
        for row in rows
    )


def _told(row: Row, claims: Sequence[Claim]) -> str:
    """Return the line of a finding; where it cannot be told, its matter alone: the rest of the story can be read."""
    try:
        return summary(FindingKind(row.kind), row.what, claims, is_settled=row.settled_at is not None)
    except Exception:  # noqa: BLE001 - whichever it was, it is logged, and hides no other finding
        _log.exception("finding_not_told", finding=row.id, kind=row.kind, claims=len(claims))
        return f"{_short(row.what)}: cannot be told in a line"


def summary(kind: FindingKind, what: str, claims: Sequence[Claim], *, is_settled: bool = False) -> str:
    """Return who says what in a line, as far as they still do: `injured: four in A and B; five in C`.

    Of what is settled, and of what nobody says any more, who said what last while it was told differently.
    """
    said = {} if is_settled else says(kind, claims)
    if said:
        return f"{_short(what)}: {_in_a_line(kind, said)}"
    before = _said_last(kind, claims)
    return f"{_short(what)}: no longer told differently{f'; before: {_in_a_line(kind, before)}' if before else ''}"


def _said_last(kind: FindingKind, claims: Sequence[Claim]) -> dict[str, tuple[str, ...]]:
    """Return what was said when outlets last differed, and who said so; nothing where they never did."""
    for end in sorted({claim.until for claim in claims if claim.until is not None}, reverse=True):
        stood = [claim for claim in claims if claim.at < end and (claim.until is None or claim.until >= end)]
        said = says(kind, [claim.model_copy(update={"until": None}) for claim in stood])
        if len(said) > 1:
            return said
    return {}


def _in_a_line(kind: FindingKind, said: Mapping[str, Collection[str]]) -> str:
    """Return what is said, each with the outlets that say so."""
    if kind is FindingKind.UNMARKED and any(map(is_marked, said)):  # none is in what was kept before marks were
        return _of_marks(said)
    shown = zip(_shown(kind, [*said]), said.values(), strict=True)
    return "; ".join(f"{claim} in {_listed(outlets)}" for claim, outlets in shown)


def _of_marks(said: Mapping[str, Collection[str]]) -> str:
    """Return the words in which somebody has them, who quotes them, and who prints them as its own."""
    sides: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for text, outlets in said.items():
        sides[is_marked(text)].update(dict.fromkeys(outlets))
    words = short(next(text for text in said if is_marked(text)).strip("\u201c\u201d"))
    how = ((sides[True], "in quotation marks"), (sides[False], "without them"))
    return f"'{words}' {', '.join(f'{told} in {_listed(outlets)}' for outlets, told in how if outlets)}"


def _shown(kind: FindingKind, said: Sequence[str]) -> list[str]:
    """Return claims fit for a line: quotations in marks, and long ones from where they part from the first.

    What is a part of the first parts from it nowhere.
    """
    if kind not in QUOTED:
        return [_short(claim) for claim in said]
    first, *others = said
    parted = {
        other: where_they_part(first, other) for other in others if folded(kind, other) not in folded(kind, first)
    }
    shown = [next((text for text, _ in parted.values()), short(first))]
    shown += [parted[other][1] if other in parted else short(other) for other in others]
    return [f"'{text}'" for text in shown]


def says(kind: FindingKind, claims: Iterable[Claim]) -> dict[str, tuple[str, ...]]:
    """Return what is said, and the outlets that say so now; where it stands in a sentence makes no difference."""
    in_a_line = str if kind in QUOTED else inside
    by: dict[str, dict[str, None]] = {}
    spelled: dict[str, str] = {}
    for claim in claims:
        if claim.until is None:
            first = claim.alike or claim.says
            text = first.rstrip(AT_ENDS) if kind in QUOTED else first
            said = spelled.setdefault(folded(kind, first), in_a_line(text))
            by.setdefault(said, {})[claim.outlet] = None
    return {said: tuple(outlets) for said, outlets in by.items()}


def _evidence(kind: FindingKind, told: Mapping[str, Sequence[str]], claims: Sequence[Claim]) -> dict[str, str]:
    """Return for each thing that is said the sentence of the first outlet that says so."""
    standing = [claim for claim in claims if claim.until is None]
    return {
        said: next(
            claim.sentence
            for claim in standing
            if claim.outlet == outlet and folded(kind, claim.alike or claim.says) == folded(kind, said)
        )
        for said, (outlet, *_) in told.items()
    }


def _listed(names: Collection[str]) -> str:
    if len(names) > MOST_NAMED:
        return f"{', '.join([*names][:FEW_NAMED])} and {len(names) - FEW_NAMED} others"
    [*first, last] = names
    return f"{', '.join(first)} and {last}" if first else last


def _short(line: str) -> str:
    return short(line, _MOST_SAID)


def of_change(session: Session, change_id: int) -> tuple[AlertedFinding, ...]:
    """Return the findings that a divergence bears, with all outlets of the story, the weightiest first."""
    borne = select(ChangeFinding.finding_id).where(ChangeFinding.change_id == change_id)
    found = _loaded(session, select(Row).where(Row.id.in_(borne)).order_by(Row.significance.desc(), Row.id))
    return tuple(
        AlertedFinding(
            id=one.id,
            kind=one.kind,
            what=one.what,
            summary=one.summary,
            says=(told := says(one.kind, one.claims)),
            evidence=_evidence(one.kind, told, one.claims),
        )
        for one in found
    )
