"""What is told of the work: one line for each ending of each stage."""

from schemas.outcome import Ending, Outcome, Stage
from worker import log

_LOUD = {Ending.REFUSED: "warning", Ending.HEALTH: "warning", Ending.NOT_OWED: "debug"}

logger = log.get(__name__)


def ended(outcome: Outcome, *, seconds: float) -> None:
    """Log how a stage ended."""
    tell = getattr(logger, _LOUD.get(outcome.ending, "info"))
    detail = {"detail": outcome.detail} if outcome.detail else {}
    tell(f"{outcome.stage}.{outcome.ending}", id=outcome.id, ms=round(1000 * seconds), **detail)


def fault(stage: Stage, row_id: int, error: BaseException) -> None:
    """Log a fault of ours, with its traceback."""
    logger.error("stage.fault", stage=stage.value, id=row_id, exc_info=error)


def not_sent(count: int, error: BaseException) -> None:
    """Log that nudges could not be sent; the sweep will."""
    logger.warning("nudge.not_sent", count=count, reason=str(error))


def not_swept(error: BaseException) -> None:
    """Log that a sweep came to nothing; the next is seconds away."""
    logger.warning("sweep.failed", reason=str(error))


def not_kept_up(error: BaseException) -> None:
    """Log that an upkeep came to nothing; the next is not far away."""
    logger.warning("upkeep.failed", reason=str(error))


def not_stored(error: BaseException) -> None:
    """Log that a request could not be stored; it goes back into its queue."""
    logger.warning("ingest.not_stored", reason=str(error))


def no_message(reason: str) -> None:
    """Log that an entry of a queue was no Celery message, and was dropped."""
    logger.warning("message.unreadable", reason=reason)
