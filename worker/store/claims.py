"""What divergences claim, entered into the findings of their story: many at once, in a few statements.

A finding of a divergence joins that of the story in which either of its two articles makes the same claim already, or
others make both; else it opens one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from schemas.base import Frozen
from schemas.change import Change
from schemas.divergence import Finding
from worker.store import insert, stated
from worker.store.story_tables import ChangeFinding
from worker.store.story_tables import Claim as Row
from worker.store.story_tables import Finding as FindingRow
from worker.text.between.lines import marked
from worker.text.between.same_claims import QUOTED
from worker.text.normalise import squeeze

Key = tuple[int, int, str]
"""A finding, an article, and what it claims."""


class Recorded(Frozen):
    """The findings that a divergence bears, each with its two claims; `is_news` where one of the claims is new."""

    links: tuple[tuple[int, str, str], ...] = ()
    is_news: bool = False


class _Claim(NamedTuple):
    """What an article claims in a finding, as its table has it."""

    snapshot_id: int | None
    says: str
    sentence: str


class _Known:
    """The claims of a story that divergences may join, as they are and as they come to be."""

    def __init__(self) -> None:
        self.stored: dict[Key, tuple[_Claim, bool]] = {}
        """Each claim with whether it is made still."""
        self.by_article: dict[tuple[str, int, str], int] = {}
        """The first finding of a kind in which an article makes a claim."""
        self.by_key: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        """The findings of a kind in which anybody makes a claim."""

    def enter(self, kind: str, key: Key) -> None:
        finding, article, claim = key
        own = (kind, article, claim)
        self.by_article[own] = min(finding, self.by_article.get(own, finding))
        self.by_key[kind, claim].add(finding)

    def find(self, change: Change, finding: Finding) -> int | None:
        """Return the story's finding in which one of the two articles makes its claim, or others make both."""
        kind = finding.kind.value
        own = ((change.old.article, finding.key_a), (change.new.article, finding.key_b))
        known = [self.by_article.get((kind, article, key)) for article, key in own if article is not None]
        found = [number for number in known if number is not None]
        if not found and finding.key_a != finding.key_b:
            found = [*(self.by_key[kind, finding.key_a] & self.by_key[kind, finding.key_b])]
        return min(found, default=None)


def record(session: Session, story_id: int, changes: Sequence[Change], now: datetime) -> list[Recorded]:
    """Keep what divergences between stored articles of a story tell differently; return what each of them bears.

    What an article claims already is written again only where its words or its version are others.
    """
    known = _known(session, story_id, changes)
    claims: dict[Key, _Claim] = {}
    first_in: dict[Key, int] = {}
    links: list[dict[tuple[int, str, str], None]] = []
    for place, change in enumerate(changes):
        links.append({})
        for finding in change.findings:
            number = known.find(change, finding) or _open(session, story_id, finding, now)
            links[-1][number, finding.key_a, finding.key_b] = None
            for key, claim in _claims(number, change, finding):
                claims[key] = claim
                first_in.setdefault(key, place)
                known.enter(finding.kind.value, key)
    made = _keep(session, claims, known, now)
    if made:
        told_anew = {finding for finding, _, _ in made}
        session.execute(update(FindingRow).where(FindingRow.id.in_(told_anew)).values(changed_at=now, settled_at=None))
    with_news = {first_in[key] for key in made}
    return [Recorded(links=tuple(bears), is_news=place in with_news) for place, bears in enumerate(links)]


def link(session: Session, recorded: Iterable[tuple[int, Recorded]]) -> None:
    """Keep which findings each divergence, by its id, bears."""
    rows = [
        {"change_id": change_id, "finding_id": finding_id, "key_a": key_a, "key_b": key_b}
        for change_id, one in recorded
        for finding_id, key_a, key_b in one.links
    ]
    insert.all_new(session, ChangeFinding, rows)


def _known(session: Session, story_id: int, changes: Sequence[Change]) -> _Known:
    known = _Known()
    keys = {key for change in changes for finding in change.findings for key in (finding.key_a, finding.key_b)}
    if not keys:
        return known
    rows = session.execute(
        select(
            FindingRow.kind, Row.finding_id, Row.article_id, Row.key, Row.snapshot_id, Row.says, Row.sentence, Row.until
        )
        .join(FindingRow, FindingRow.id == Row.finding_id)
        .where(FindingRow.story_id == story_id, Row.key.in_(keys))
    )
    for kind, finding, article, key, snapshot, says, sentence, until in rows:
        known.stored[finding, article, key] = _Claim(snapshot, says, sentence), until is None
        known.enter(kind, (finding, article, key))
    return known


def _open(session: Session, story_id: int, finding: Finding, now: datetime) -> int:
    row = FindingRow(
        story_id=story_id,
        kind=finding.kind.value,
        what=finding.what,
        significance=finding.significance,
        opened_at=now,
        changed_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def _claims(number: int, change: Change, finding: Finding) -> Iterator[tuple[Key, _Claim]]:
    """Yield what either side says in a finding; of words that one of them prints as its own, the other in marks."""
    says_a, says_b = finding.says_a, finding.says_b
    if finding.unmarked:
        says_a, says_b = (says_a, marked(says_b)) if finding.unmarked == "a" else (marked(says_a), says_b)
    sides = ((change.old, says_a, finding.key_a, finding.a), (change.new, says_b, finding.key_b, finding.b))
    for of, said, key, where in sides:
        assert of.article is not None
        shown = where if finding.kind in QUOTED else where[:1]  # a quotation may be altered in any of its sentences
        sentence = squeeze(" ".join(of.sentences[at].text for at in shown if at < len(of.sentences)))
        yield (number, of.article, key), _Claim(of.snapshot, said, sentence)


_NAMES: Final = ("finding_id", "article_id", "key")
_AGAIN: Final = (
    update(Row)
    .where(*(Row.__table__.c[name] == bindparam(f"of_{name}") for name in _NAMES))
    .values(until=None, **{name: bindparam(f"now_{name}") for name in _Claim._fields})
)


def _keep(session: Session, claims: dict[Key, _Claim], known: _Known, now: datetime) -> set[Key]:
    """Keep claims; return those that had not been made before."""
    new = {key: claim for key, claim in claims.items() if key not in known.stored}
    stands = stated.of_snapshots(session, {claim.snapshot_id for claim in new.values() if claim.snapshot_id})
    rows: list[dict[str, Any]] = [
        {
            **dict(zip(_NAMES, key, strict=True)),
            **claim._asdict(),
            "at": stands[claim.snapshot_id].at if claim.snapshot_id in stands else now,
            "until": None,
        }
        for key, claim in new.items()
    ]
    made = {(number, article, key) for number, article, key in insert.those_new(session, Row, rows, _NAMES)}
    again = [
        {f"of_{name}": value for name, value in zip(_NAMES, key, strict=True)}
        | {f"now_{name}": value for name, value in claim._asdict().items()}
        for key, claim in claims.items()
        if key not in made and known.stored.get(key) != (claim, True)
    ]
    if again:
        session.connection().execute(_AGAIN, again)
    return made
