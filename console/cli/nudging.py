"""Tell the workers that there is work; where none can be told, what was stored is kept."""

from collections.abc import Sequence

from console.cli import output
from schemas.outcome import Nudge
from tasks import nudge
from worker.errors import BrokerUnreachableError
from worker.settings import settings


def send(nudges: Sequence[Nudge], *, kept: str) -> bool:
    """Send nudges; where the broker cannot be reached, say that `kept` will be worked later, and return False."""
    if not nudges:
        return True
    try:
        nudge.send(nudges)
    except BrokerUnreachableError as error:
        why = "" if settings().broker_is_embedded else f" ({error})"
        output.say(f"{kept} kept; will be worked once `stet up` runs{why}")
        return False
    return True
