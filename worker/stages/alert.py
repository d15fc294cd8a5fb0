"""Alert: which endpoints want a change, and what they are told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from schemas.alert import Alert, AlertData, AlertedChange, AlertType, ArticleRef, Endpoint, StoryRef
from schemas.change import Change, ChangeKind
from schemas.outcome import Ending, Nudge, Outcome, Stage
from schemas.story import ArticleSummary
from worker.clock import now
from worker.settings import settings
from worker.store import alerts, articles, changes, due, findings, redirects, stated, stories, told_claims
from worker.store.changes import StoredChange
from worker.store.due import Lease
from worker.store.session import writing

EXCERPTS = 5
EXCERPT_CHARS = 400
TYPES = {ChangeKind.REVISION: AlertType.REVISION, ChangeKind.DIVERGENCE: AlertType.DIVERGENCE}


def alert(lease: Lease) -> Outcome:
    """Hold the leased change against each endpoint's rule and owe the alert to those that want it."""
    at = now()
    with writing() as session:
        listening = [endpoint for endpoint in alerts.endpoints(session) if endpoint.enabled]
        sent = _send(session, lease.id, listening, at) if listening else []
        due.finish(session, lease)
    nudges = tuple(Nudge(stage=Stage.DELIVER, id=number) for number in sent)
    return Outcome(stage=Stage.ALERT, id=lease.id, ending=Ending.DONE if nudges else Ending.UNCHANGED, next=nudges)


def _send(session: Session, change_id: int, listening: Sequence[Endpoint], at: datetime) -> list[int]:
    """Owe the alert of a change to those of the endpoints that want it; return the deliveries' ids."""
    stored = changes.load_bare(session, change_id)
    old, new = _articles(session, stored)
    outlets, names = frozenset({old.outlet, new.outlet}), redirects.names_of(session, stored.story_id)
    wanted = [
        endpoint.id for endpoint in listening if endpoint.rule.passes(stored.change, outlets=outlets, stories=names)
    ]
    if stored.change.findings:  # the same conflict told by other outlets is news to nobody
        wanted = told_claims.untold(session, change_id, wanted)
    subject = f"change:{change_id}"
    if not wanted or alerts.already_alerted(session, subject):
        return []
    said = _alert(session, stored, old, new, at)
    return alerts.send(session, said, subject=subject, endpoint_ids=wanted, now=at)


def _articles(session: Session, stored: StoredChange) -> tuple[ArticleSummary, ArticleSummary]:
    old, new = stored.change.old.article, stored.change.new.article
    assert old is not None
    assert new is not None
    known = articles.get(session, (old, new))
    return known[old], known[new]


def _alert(session: Session, stored: StoredChange, old: ArticleSummary, new: ArticleSummary, at: datetime) -> Alert:
    change = stored.change
    story = None
    version = change.new.snapshot if change.kind is ChangeKind.REVISION else None
    stands = stated.of_snapshots(session, [version]).get(version) if version is not None else None
    links = {"change": f"{settings().pages_url}/changes/{stored.id}"}
    if stored.story_id is not None:
        title = stories.title(session, stored.story_id)
        story = StoryRef(id=stored.story_id, title=title, sequence=alerts.next_sequence(session, stored.story_id))
        links["story"] = f"{settings().pages_url}/stories/{stored.story_id}"
    return Alert(
        type=TYPES[change.kind],
        timestamp=at,
        data=AlertData(
            story=story,
            article=_ref(new),
            other=_ref(old) if change.kind is ChangeKind.DIVERGENCE else None,
            outlet=new.outlet,
            change=AlertedChange(
                id=stored.id,
                kind=change.kind,
                labels=change.labels,
                significance=change.significance,
                summary=change.summary,
                stealth=change.stealth,
                since=stands and stands.at,
                dated_by=stands and stands.by,
                excerpt=_excerpt(change),
            ),
            findings=findings.of_change(session, stored.id),
            links=links,
        ),
    )


def _ref(article: ArticleSummary) -> ArticleRef:
    return ArticleRef(id=article.id, url=article.url, outlet=article.outlet, title=article.title)


def _excerpt(change: Change) -> tuple[tuple[str, str], ...]:
    """Return the old and new wording of the first sentences that were changed, each cut to a readable length."""
    pairs = (
        tuple("".join(text for tag, text in edit.words if tag in side)[:EXCERPT_CHARS] for side in ("=-", "=+"))
        for edit in change.edits
        if edit.words
    )
    return tuple((old, new) for (old, new), _ in zip(pairs, range(EXCERPTS), strict=False))
