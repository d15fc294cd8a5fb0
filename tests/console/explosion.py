"""An explosion that several outlets tell of, taken in through all stages."""

from benchmarks import stages
from schemas.ingest import IngestRequest
from worker.stages.ingest import receive

_LEDE = "A gas explosion destroyed a block of flats in the harbour district of Varna early on Tuesday, the mayor said."
_TOLL = "The explosion in Varna killed {killed} people and injured 12 others, the fire service said."
QUOTE = "\u201cWe heard the walls come down and then there was nothing but dust and silence,\u201d said Ana Petrova."
_TAIL = "The gas company said it had inspected the pipes of the building in March and found no fault."


def take_in(outlet: str, killed: str, *more: str) -> None:
    """Take in an outlet's article, with its toll and what it has beside."""
    request = {
        "text": "\n\n".join((_LEDE, _TOLL.format(killed=killed), *more, _TAIL)),
        "title": "Gas explosion in Varna destroys a block of flats",
        "outlet": outlet,
        "url": f"https://{outlet.lower()}.example/varna",
    }
    stages.perform_all(receive(IngestRequest.model_validate(request)).next)
