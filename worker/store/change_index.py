"""What changes are found by: their labels and their outlets, each with the changes in the order they were kept.

An outlet's changes are those of the articles that are its own now: where an article turns out to be another's, its
changes go with it (`renew`).
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ForeignKey, String, delete, or_, select, union
from sqlalchemy.orm import Mapped, Session, mapped_column

from schemas.change import Label
from worker.store import insert
from worker.store.columns import Base
from worker.store.tables import Article, Change, Outlet

_BY_KEY = {"sqlite_with_rowid": False}
"""These rows are nothing but their key: a second copy of it in a table of its own would double them."""


class ChangeLabel(Base):
    """The labels of a change once more, to search by."""

    __tablename__ = "change_labels"
    __table_args__ = _BY_KEY
    label: Mapped[str] = mapped_column(String(30), primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey(Change.id), primary_key=True, index=True)


class ChangeOutlet(Base):
    """The outlets of a change: one for a revision, two for a divergence."""

    __tablename__ = "change_outlets"
    __table_args__ = _BY_KEY
    outlet_id: Mapped[int] = mapped_column(ForeignKey(Outlet.id), primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey(Change.id), primary_key=True, index=True)


def add(session: Session, kept: Sequence[tuple[int, Sequence[Label], Collection[int | None]]]) -> None:
    """Enter changes that were kept just now: the id of each, its labels and the articles of both sides."""
    labels = [{"label": label.value, "change_id": number} for number, found, _ in kept for label in found]
    insert.all_new(session, ChangeLabel, labels)
    articles = {article for _, _, sides in kept for article in sides}
    rows = session.execute(select(Article.id, Article.outlet_id).where(Article.id.in_(articles)))
    outlet_of = dict(rows.all())
    theirs = [
        {"outlet_id": outlet, "change_id": number}
        for number, _, sides in kept
        for outlet in sorted({outlet_of[article] for article in sides if article in outlet_of})
    ]
    insert.all_new(session, ChangeOutlet, theirs)


def relabel(session: Session, change_id: int, labels: Sequence[Label]) -> None:
    """Enter a change that has grown under the labels that it has now."""
    session.execute(delete(ChangeLabel).where(ChangeLabel.change_id == change_id))
    insert.all_new(session, ChangeLabel, [{"label": label.value, "change_id": change_id} for label in labels])


def renew(session: Session, article_id: int) -> None:
    """Enter the changes of an article anew under the outlets that their articles have now."""
    sides = (Change.old_article_id, Change.new_article_id)
    theirs = select(Change.id).where(or_(*(side == article_id for side in sides)))
    session.execute(delete(ChangeOutlet).where(ChangeOutlet.change_id.in_(theirs)))
    pairs = (select(Article.outlet_id, Change.id.label("change_id")).join(Change, side == Article.id) for side in sides)
    found = union(*(pair.where(Change.id.in_(theirs)) for pair in pairs))
    rows = [{"outlet_id": row.outlet_id, "change_id": row.change_id} for row in session.execute(found)]
    insert.all_new(session, ChangeOutlet, rows)
