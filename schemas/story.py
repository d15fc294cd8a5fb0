"""Stories, and the stored things people ask for: articles, versions, and changes in a line each."""

from typing import Literal

from pydantic import Field

from schemas.alert import StoryAlert
from schemas.article import Attributed
from schemas.base import Digest, Document, Frozen, Utc
from schemas.change import ChangeKind, Label
from schemas.correction import StoryCorrection
from schemas.divergence import FindingKind
from schemas.signals import DatedBy


class Fingerprint(Frozen):
    """What grouping needs to know of an article, so that candidates are scored without reading them again."""

    title: str
    terms: tuple[str, ...] = Field(description="index terms: what two articles of one story are likely to share")
    words: tuple[tuple[str, int], ...] = Field(default=(), description="the weightiest words and how often they stand")
    names: tuple[tuple[str, int], ...] = Field(default=(), description="the words written as names, and their mentions")
    runs: tuple[int, ...] = Field(default=(), description="a sample of the hashes of five-word runs inside quotes")
    sentences: tuple[str, ...] = Field(description="short digests of the longer sentences")
    published: Utc
    dated: bool = Field(default=True, description="whether `published` is known, and not only when it came in")


class Version(Frozen):
    """One kept version of an article. Versions of an article are numbered from 1 in the order they were fetched."""

    snapshot: int
    version: int
    fetched_at: Utc
    since: Utc = Field(description="since when it is known to stand: as the outlet states, where that has proved true")
    dated_by: DatedBy = Field(description="what tells since when: the visit that saw it, or what the outlet states")
    title: str | None
    published: Utc | None
    modified: Utc | None
    digest: Digest = Field(description="of the folded title and text")
    raw_digest: Digest = Field(description="of the page it was read from")
    extractor: str


class OtherUrl(Frozen):
    """An address under which the article was found, and when."""

    url: str
    first_seen: Utc
    last_seen: Utc


class ArticleSummary(Frozen):
    """One article in a line."""

    id: int
    url: str = Field(description="canonical; a `urn:` where the text came without an address")
    outlet: str
    title: str | None
    published: Utc | None
    versions: int
    story: int | None


class ChangeSummary(Frozen):
    """One change in a line; `article` is the one that changed, `other` the outlet it differs from."""

    id: int
    kind: ChangeKind
    at: Utc
    grown: Utc | None = Field(default=None, description="when a change that gathers additions last grew")
    story: int | None
    article: ArticleSummary
    other: ArticleSummary | None = None
    labels: tuple[Label, ...]
    significance: float
    summary: str
    stealth: bool


class StoryRepair(Frozen):
    """That articles were moved from one story to another. What was alerted of them stays as it was said."""

    id: int
    kind: Literal["merge", "split", "move"] = Field(
        description="all articles of a story into another, whose id its own leads to; some into a new story; or into "
        "one that was there"
    )
    from_story: int
    into_story: int
    articles: tuple[int, ...]
    by: Literal["engine", "hand"]
    who: str = Field(description="the user, or what of stet decided it")
    why: str
    at: Utc


class Absence(Frozen):
    """A time in which the article's address held something else: nothing, a wall, a page that could not be read."""

    verdict: str = Field(description="as in stet.reading/1: missing, paywall, consent, blocked and the like")
    reason: str
    since: Utc = Field(description="when it was first seen to be so")
    last: Utc = Field(description="when it was last seen to be so")
    looks: int = Field(description="answers kept that say so")
    over: bool = Field(description="whether the article, or something else, was found there since")


class ArticleHistory(Document):
    """An article with all its versions and the changes between them, oldest first."""

    schema_id: Literal["stet.history/1"] = Field(default="stet.history/1", alias="schema")
    article: ArticleSummary
    byline: tuple[str, ...] = ()
    first_seen: Utc
    next_visit: Utc | None
    urls: tuple[OtherUrl, ...] = ()
    versions: tuple[Version, ...] = ()
    changes: tuple[ChangeSummary, ...] = ()
    moves: tuple[StoryRepair, ...] = Field(default=(), description="how it came from story to story")
    absences: tuple[Absence, ...] = Field(default=(), description="when its address held no article, oldest first")


class StorySummary(Frozen):
    """One story in a line."""

    id: int
    title: str
    opened_at: Utc
    changed_at: Utc
    outlets: tuple[str, ...]
    articles: int
    changes: int
    storyline: int | None = Field(default=None, description="the storyline that this event belongs to")


class StoryEvent(Frozen):
    """One event of a storyline, in a line."""

    id: int
    title: str
    opened_at: Utc
    articles: int


class Storyline(Frozen):
    """Events of weeks that are about one running subject, oldest first."""

    id: int
    events: tuple[StoryEvent, ...]


class QuoteCarrier(Frozen):
    """One article that carries a quotation of its story, and in what form its newest version does."""

    article: int
    outlet: str
    snapshot: int = Field(description="the newest version that was looked at")
    at: Utc = Field(description="since when: published, where its first version has it, else since that version stands")
    dated_by: DatedBy = Field(default=DatedBy.SEEN, description="what tells since when")
    until: Utc | None = Field(default=None, description="when it was first seen without it; null while it carries it")
    changed_at: Utc | None = Field(
        default=None, description="since when it has other words or marks than before, or another speaker"
    )
    first_text: str | None = Field(default=None, description="the words that it had at first, where they were changed")
    text: str
    speaker: str | None = Field(default=None, description="as the article has it, a pronoun too")
    attribution: Attributed | None = Field(
        default=None, description="how it tells who speaks: `near` and `carried` are less sure than `said`"
    )
    first_speaker: str | None = Field(
        default=None, description="whom it first said to speak, where it gives the words to another by now"
    )
    form: Literal["whole", "cut", "altered", "unmarked"] = Field(
        description="against the longest form: with all its words, with some left off, with others, without its marks"
    )
    sentences: tuple[int, ...] = Field(default=(), description="where it stands in that version")


class StoryQuote(Frozen):
    """One quotation of a story, whoever carries it, in the order in which they did."""

    id: int
    text: str = Field(description="the longest form that stands in quotation marks")
    speaker: str | None = Field(
        default=None, description="the first that anyone said it was, else the first that anyone seems to mean"
    )
    attribution: Attributed | None = Field(default=None, description="how that is told, as of a carrier")
    carriers: tuple[QuoteCarrier, ...]

    @property
    def is_shared(self) -> bool:
        """Whether several outlets carry it."""
        return len({carrier.outlet for carrier in self.carriers}) > 1


class CopyCarrier(Frozen):
    """One article that prints a piece of copy, as its newest version does."""

    article: int
    outlet: str
    snapshot: int
    since: Utc = Field(
        description="published, where its first version has it, else since when the first that has it stands"
    )
    dated_by: DatedBy = Field(default=DatedBy.SEEN, description="what tells since when")
    credits: str | None = Field(default=None, description="the agency or outlet that the article names as its source")
    words: int = Field(description="how many it has of the words that several print")
    share_of_copy: float = Field(ge=0, le=1, description="of what the one with most of it has")
    share_of_article: float = Field(ge=0, le=1)
    sentences: tuple[int, ...]


class StoryCopy(Frozen):
    """One text that several outlets of a story print, whole or in part."""

    id: int = Field(description="until the next version of one of its articles")
    source: str = Field(
        description="where it probably comes from: an agency or another outlet that one of them names, else the outlet "
        "that had it first"
    )
    is_wire: bool = Field(description="whether one of them names the source")
    text: str = Field(description="as the one with most of it has it")
    carriers: tuple[CopyCarrier, ...] = Field(description="earliest first")


class Claim(Frozen):
    """What one article says in a matter that outlets tell differently."""

    article: int
    outlet: str
    snapshot: int
    says: str
    alike: str = Field(
        default="",
        description="how the first who claims the same says it: `£48 million` for `48 million pounds`; of a quotation "
        "that is cut short and not altered, the fuller form",
    )
    at: Utc = Field(
        description="since when: that of the version in which it was found, published where it is the first"
    )
    dated_by: DatedBy = Field(default=DatedBy.SEEN, description="what tells since when")
    until: Utc | None = Field(default=None, description="when it was first seen to say so no longer")
    sentence: str = Field(description="where it says so; of a quotation all of its sentences")


class StoryFinding(Frozen):
    """One matter that outlets of a story tell differently, with what each of them says."""

    id: int
    kind: FindingKind
    what: str
    summary: str
    significance: float = Field(ge=0, le=1)
    opened_at: Utc
    changed_at: Utc
    settled_at: Utc | None = Field(default=None, description="since when all that still speak of it say the same")
    claims: tuple[Claim, ...]


class Cell(Frozen):
    """How two articles of a story compare, in a line of the matrix; their newest versions, `a` published first."""

    a: int
    b: int
    change: int = Field(description="the divergence in full")
    same: int = Field(description="sentences that both have word for word")
    reworded: int = Field(description="sentences that both have in other words")
    only_a: int
    only_b: int
    quotes: int = Field(description="quotations that both carry")
    findings: int = Field(description="what they tell differently")
    copied: float = Field(ge=0, le=1, description="the share of the shorter one that is long runs of the other's words")
    significance: float = Field(ge=0, le=1)


class Omission(Frozen):
    """What all outlets of a story say but one."""

    article: int = Field(description="of the outlet that does not, the first")
    outlet: str
    sentence: str = Field(description="as the one of the others that was published first has it")


class Story(Document):
    """A story: the articles of several outlets about one event, and how they differ."""

    schema_id: Literal["stet.story/1"] = Field(default="stet.story/1", alias="schema")
    id: int
    title: str
    opened_at: Utc
    changed_at: Utc
    articles: tuple[ArticleSummary, ...]
    divergences: tuple[ChangeSummary, ...] = Field(description="the newest for each pair of articles")
    revisions: tuple[ChangeSummary, ...] = ()
    formerly: tuple[int, ...] = Field(default=(), description="ids of stories that were merged into it and lead here")
    storyline: Storyline | None = Field(default=None, description="the storyline it is an event of")
    repairs: tuple[StoryRepair, ...] = Field(
        default=(), description="what was moved into it or out of it, oldest first"
    )
    quotes: tuple[StoryQuote, ...] = Field(default=(), description="most carried first")
    findings: tuple[StoryFinding, ...] = Field(default=(), description="open ones first, weightiest first")
    corrections: tuple[StoryCorrection, ...] = Field(
        default=(), description="by one outlet of what others say too, newest first"
    )
    copies: tuple[StoryCopy, ...] = Field(default=(), description="what several print word for word, the longest first")
    matrix: tuple[Cell, ...] = Field(default=(), description="how each two articles of different outlets compare")
    compared: int = Field(default=0, description="how many pairs were compared; of many the matrix has the weightiest")
    omissions: tuple[Omission, ...] = ()
    alerts: tuple[StoryAlert, ...] = Field(default=(), description="that were sent of its articles, newest first")
