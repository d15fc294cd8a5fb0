"""What evidence is asked of: one article, or a story with its articles."""

from importlib.metadata import version

from sqlalchemy.orm import Session

from schemas.base import Frozen, Utc
from schemas.evidence import EvidencePage
from schemas.story import ChangeSummary
from worker.clock import now
from worker.store import articles, evidence, stories
from worker.store.articles import Details

MADE_BY = f"stet {version('stet')}"


class Member(Frozen):
    """One article of which there is evidence, with the pages kept of it."""

    details: Details
    pages: tuple[EvidencePage, ...]

    @property
    def versions(self) -> int:
        """How many versions there are."""
        return self.details.article.versions


class Subject(Frozen):
    """What is handed out, without the long parts."""

    story: int | None
    title: str | None
    made_at: Utc
    members: tuple[Member, ...]
    divergences: tuple[ChangeSummary, ...] = ()

    @property
    def name(self) -> str:
        """What a file of it is called."""
        return f"stet-story-{self.story}" if self.story else f"stet-article-{self.members[0].details.article.id}"

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(len(member.pages) for member in self.members)

    @property
    def versions(self) -> int:
        """How many versions there are."""
        return sum(member.versions for member in self.members)


def of_article(session: Session, article_id: int) -> Subject:
    """Return what is to be handed out of an article that is stored."""
    member = _member(session, article_id)
    return Subject(story=None, title=member.details.article.title, made_at=now(), members=(member,))


def of_story(session: Session, story_id: int) -> Subject:
    """Return what is to be handed out of a story; the id of one that was merged leads to the other.

    Raises:
        NotFoundError: there is none of that id.
    """
    number = stories.resolve(session, story_id)
    return Subject(
        story=number,
        title=stories.title(session, number),
        made_at=now(),
        members=tuple(_member(session, article) for article in stories.all_members(session, number)),
        divergences=stories.divergences(session, number),
    )


def _member(session: Session, article_id: int) -> Member:
    return Member(details=articles.details(session, article_id), pages=evidence.pages(session, article_id))
