"""Evidence as one page that stands alone, to be read, sent and printed. No script, nothing fetched."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy.orm import Session

from console.evidence.subject import MADE_BY, Member, Subject
from console.web.redline import Redline, redline
from console.web.render import STYLE, pieces
from schemas.article import Reading
from schemas.evidence import EvidencePage, EvidenceVersion
from schemas.story import ChangeSummary
from worker.store import evidence, history
from worker.text.change import revision

Tick = Callable[[], object]


class Shown(NamedTuple):
    """One version as the page shows it."""

    version: EvidenceVersion
    page: EvidencePage | None
    """Null where its page went with a second article that turned out to be this one."""
    text: str
    """The text as a `data:` address, to be saved and held against its digest."""
    redline: Redline | None
    """Against the version before; null of the first."""
    found: list[ChangeSummary]
    """The changes that end in this version, as they were told when they were found."""

    @property
    def reading(self) -> Reading:
        """What the version says."""
        return self.version.reading


class Exhibit(NamedTuple):
    """One article as the page shows it; its versions are read as they are come to."""

    member: Member
    versions: Iterator[Shown]


def sheet(session: Session, subject: Subject, *, tick: Tick) -> Iterator[bytes]:
    """Yield the page piece by piece. Its policy lets nothing in but its own style sheet.

    Args:
        session: a reading transaction.
        subject: what is handed out.
        tick: called once for each version.
    """
    document = pieces(
        "evidence.html",
        subject=subject,
        made_by=MADE_BY,
        style_sheet=Markup(STYLE.decode()),  # noqa: S704 - our own style sheet, no word of it from outside
        exhibits=(Exhibit(member, _versions(session, member, tick)) for member in subject.members),
    )
    return (piece.encode("utf-8", "replace") for piece in document)


def _versions(session: Session, member: Member, tick: Tick) -> Iterator[Shown]:
    article = member.details.article.id
    pages = {page.version: page for page in member.pages if page.version is not None}
    found: defaultdict[int | None, list[ChangeSummary]] = defaultdict(list)
    for line, led_to in history.told(session, article):
        found[led_to].append(line)
    before: Reading | None = None
    for version in evidence.versions(session, article):
        reading = version.reading
        yield Shown(
            version=version,
            page=pages.get(version.version),
            text=f"data:text/plain;charset=utf-8;base64,{b64encode(reading.text.encode()).decode()}",
            redline=None if before is None else redline(revision(before, reading), folds=False),
            found=found[version.version],
        )
        before = reading
        tick()
