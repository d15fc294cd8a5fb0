"""Alert v1, the published payload; the rules that choose what becomes one; where it is sent and how that went."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.base import Document, Frozen, Utc
from schemas.change import Change, ChangeKind, Label
from schemas.correction import Corrected, Follower
from schemas.divergence import FindingKind
from schemas.signals import DatedBy


class AlertType(StrEnum):
    """What happened."""

    REVISION = "change.revision"
    DIVERGENCE = "change.divergence"
    GONE = "article.gone"
    RESTORED = "article.restored"
    OUTLET_JOINED = "story.outlet_joined"
    UNPROPAGATED = "correction.unpropagated"
    UNHEALTHY = "source.unhealthy"
    TEST = "endpoint.test"


class StoryRef(Frozen):
    """The story an alert is about."""

    id: int
    title: str
    sequence: int = Field(description="counts the alerts of one story from 1, for receivers that need an order")


class ArticleRef(Frozen):
    """An article an alert is about."""

    id: int
    url: str
    outlet: str
    title: str | None


class SourceRef(Frozen):
    """How an outlet fares: said when that changes, once, and again when it is well."""

    outlet: str
    state: str = Field(
        description="`good` again, `redesign`, or the class of what is wrong: a verdict, or how fetching failed"
    )
    was: str | None = Field(default=None, description="the state before")
    since: Utc | None = None
    detail: str = Field(default="", description="in words")


class AlertedChange(Frozen):
    """What changed, short enough to send; `links` in the alert lead to the whole."""

    id: int
    kind: ChangeKind
    labels: tuple[Label, ...]
    significance: float
    summary: str
    stealth: bool
    since: Utc | None = Field(default=None, description="of a revision: since when the new version stands")
    dated_by: DatedBy | None = Field(default=None, description="what tells since when")
    excerpt: tuple[tuple[str, str], ...] = Field(
        default=(), description="old and new wording of the first changed sentences"
    )


class AlertedFinding(Frozen):
    """A matter that outlets of the story tell differently: who says what, each outlet once."""

    id: int
    kind: FindingKind
    what: str
    summary: str
    says: dict[str, tuple[str, ...]] = Field(description="what is said, and the outlets that say so")
    evidence: dict[str, str] = Field(
        default_factory=dict, description="what is said, and the sentence of the first of these outlets that says so"
    )


class AlertedCorrection(Frozen):
    """A correction that other outlets of the story have not followed."""

    id: int
    change: int | None = Field(default=None, description="the revision that made it")
    kind: Corrected
    source: str | None = Field(default=None, description="where the copy comes from in which it stands, if it is copy")
    said_old: str
    said_new: str
    said_now: str | None = Field(default=None, description="where the outlet corrected that again: what it says by now")
    sentence_old: str
    sentence_new: str
    corrected_at: Utc
    dated_by: DatedBy = Field(default=DatedBy.SEEN, description="what tells when it was corrected")
    still: tuple[Follower, ...] = Field(description="who still carries the old words")
    followed: tuple[Follower, ...] = Field(
        default=(), description="who gave them up, for the new ones or for none, and how long that took"
    )
    led: tuple[Follower, ...] = Field(default=(), description="who had the new words before")


class AlertData(Frozen):
    """The subject of an alert; what does not apply is null."""

    story: StoryRef | None = None
    article: ArticleRef | None = None
    other: ArticleRef | None = Field(default=None, description="in a divergence, the article it differs from")
    outlet: str | None = None
    change: AlertedChange | None = None
    findings: tuple[AlertedFinding, ...] = Field(
        default=(), description="of a divergence: what it tells differently, with all outlets of the story"
    )
    source: SourceRef | None = Field(default=None, description="in `source.unhealthy`, what fares how")
    since: Utc | None = Field(default=None, description="in `article.gone`, when it was first missed")
    correction: AlertedCorrection | None = Field(
        default=None, description="in `correction.unpropagated`, what `article` put right and others did not"
    )
    links: dict[str, str] = Field(default_factory=dict)


class Alert(Document):
    """The body of a webhook."""

    schema_id: Literal["stet.alert/1"] = Field(default="stet.alert/1", alias="schema")
    type: AlertType
    timestamp: Utc
    data: AlertData


EVENTS = (AlertType.GONE, AlertType.RESTORED, AlertType.UNHEALTHY, AlertType.UNPROPAGATED)
"""Alerts that are about no change, and sent unless an endpoint asks otherwise."""
ON_REQUEST = (AlertType.OUTLET_JOINED,)
"""Alerts that are about no change, and sent to who asks for them: each story of ten outlets has nine."""


class Rule(Frozen):
    """A filter: a change passes where every condition that is set holds. The default is what an endpoint gets."""

    kinds: tuple[ChangeKind, ...] = tuple(ChangeKind)
    events: tuple[AlertType, ...] = Field(
        default=EVENTS, description="of these, what is of the outlets and stories named, unless labels or words are"
    )
    min_significance: float = Field(default=0.5, ge=0, le=1)
    labels: tuple[Label, ...] = Field(default=(), description="any of these; empty for all")
    outlets: tuple[str, ...] = Field(default=(), description="any of these, as named; empty for all")
    stories: tuple[int, ...] = Field(default=(), description="any of these; empty for all")
    words: tuple[str, ...] = Field(default=(), description="any of these among the changed words; empty for all")

    def passes(self, change: Change, *, outlets: frozenset[str], stories: frozenset[int]) -> bool:
        """Whether `change`, between articles of `outlets`, is wanted; `stories` are the ids that its story goes by."""
        changed = " ".join(text for edit in change.edits for tag, text in edit.words if tag != "=").casefold()
        return (
            change.kind in self.kinds
            and change.significance >= self.min_significance
            and (not self.labels or not set(self.labels).isdisjoint(change.labels))
            and (
                not self.outlets
                or not {name.casefold() for name in self.outlets}.isdisjoint(name.casefold() for name in outlets)
            )
            and (not self.stories or not stories.isdisjoint(self.stories))
            and (not self.words or any(word.casefold() in changed for word in self.words))
        )

    def passes_event(self, event: AlertType, *, outlet: str | None, stories: frozenset[int]) -> bool:
        """Whether an event is wanted; who asks for labels or words asks for changes alone."""
        return (
            event in self.events
            and not self.labels
            and not self.words
            and (not self.outlets or (outlet or "").casefold() in {name.casefold() for name in self.outlets})
            and (not self.stories or not stories.isdisjoint(self.stories))
        )


class Endpoint(Frozen):
    """Somewhere alerts are posted. The secret is shown once, when the endpoint is added or rotated."""

    id: int
    name: str
    url: str
    rule: Rule
    enabled: bool
    failing_since: Utc | None = None
    added_at: Utc


class DeliveryState(StrEnum):
    """How a delivery stands."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class Delivery(Frozen):
    """One alert on its way to one endpoint; `webhook_id` stays the same over retries."""

    id: int
    webhook_id: str
    endpoint: int
    endpoint_name: str
    type: AlertType
    state: DeliveryState
    attempts: int = Field(description="how often it was posted, once more on request too")
    next_at: Utc | None
    last_status: int | None
    last_error: str | None
    created_at: Utc
    about: str = Field(default="", description="what the alert says, in a line")
    story: int | None = Field(default=None, description="the story that it was sent of; null for a source or a test")
    links: dict[str, str] = Field(default_factory=dict, description="those that it was sent with")


class StoryAlert(Frozen):
    """An alert that was sent of a story's articles, in a line: as it was said, wherever they went since."""

    webhook_id: str
    type: AlertType
    at: Utc
    story: int = Field(description="the story that it was sent of, which may have been another then")
    sequence: int = Field(description="its number among the alerts of that story")
    about: str = Field(description="what it says, in a line")
    article: int | None = Field(default=None, description="the article that it was about, if one")
    change: int | None = Field(
        default=None, description="the change that it was about, or that made the correction; null where none did"
    )
    owed: int = Field(description="endpoints that were to be told")
    delivered: int = Field(description="those that were")
