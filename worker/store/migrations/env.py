"""Alembic runs this file; the connection is handed in by `worker.store.migrate`."""

from alembic import context

from worker.store.change_index import ChangeOutlet  # noqa: F401 - importing the tables registers them
from worker.store.columns import Base
from worker.store.copy_tables import CopyCarrier  # noqa: F401 - the same
from worker.store.correction_tables import Correction  # noqa: F401 - the same
from worker.store.counts import Tally  # noqa: F401 - the same
from worker.store.furniture import SiteLine  # noqa: F401 - the same
from worker.store.grouping_tables import WordCount  # noqa: F401 - the same
from worker.store.look_tables import Standing  # noqa: F401 - the same
from worker.store.name_tables import FeedGuid  # noqa: F401 - the same
from worker.store.robots import RobotsFile  # noqa: F401 - the same
from worker.store.story_tables import Telling  # noqa: F401 - the same

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
)
with context.begin_transaction():
    context.run_migrations()
