"""Write the JSON Schema of each public document: `python -m schemas.publish docs/schemas`."""

import argparse
import json
from pathlib import Path

from pydantic import TypeAdapter

from schemas.alert import Alert, Delivery, Endpoint
from schemas.article import Reading
from schemas.base import Document, Frozen
from schemas.change import Change
from schemas.evidence import Evidence
from schemas.ingest import IngestRequest
from schemas.sources import OutletHealth, Source
from schemas.story import ArticleHistory, ChangeSummary, Story, StorySummary
from schemas.trace import Trace

PUBLIC: tuple[type[Document], ...] = (Reading, Change, Story, ArticleHistory, Evidence, Alert, IngestRequest, Trace)
LISTS: dict[str, type[Frozen]] = {
    "changes": ChangeSummary,
    "deliveries": Delivery,
    "endpoints": Endpoint,
    "outlets": OutletHealth,
    "sources": Source,
    "stories": StorySummary,
}
TAKEN_IN = {IngestRequest}
"""Documents that others write: what has a default may be left out. In those that stet writes, all fields are there."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def documents() -> dict[str, str]:
    """Return the file name and the content for each public schema, and for each list that commands print."""
    lists = {f"list-of-{name}.json": list_content(name, model) for name, model in LISTS.items()}
    return {file_name(model): content(model) for model in PUBLIC} | lists


def list_content(name: str, model: type[Frozen]) -> str:
    """Return the JSON Schema of a list, as `stet NAME --json` prints it."""
    schema = TypeAdapter(list[model]).json_schema(by_alias=True, mode="serialization")  # type: ignore[valid-type] # a value
    return (
        json.dumps({"$schema": DIALECT, "$id": f"urn:stet:list:{name}", **schema}, indent=2, ensure_ascii=False) + "\n"
    )


def file_name(model: type[Document]) -> str:
    """Return `stet.change-1.json` for `stet.change/1`."""
    return f"{model.model_fields['schema_id'].default.replace('/', '-')}.json"


def content(model: type[Document]) -> str:
    """Return a model's JSON Schema, as it is written out."""
    schema = model.model_json_schema(by_alias=True, mode="validation" if model in TAKEN_IN else "serialization")
    return json.dumps({"$schema": DIALECT, "$id": schema_id(model), **schema}, indent=2, ensure_ascii=False) + "\n"


def schema_id(model: type[Document]) -> str:
    """Return the name under which documents speak of their schema."""
    return f"urn:{model.model_fields['schema_id'].default.replace('/', ':').replace('.', ':')}"


def main() -> None:
    """Write all schemas into a folder, and remove what is none any more."""
    parser = argparse.ArgumentParser(prog="python -m schemas.publish", description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where the schemas, and no other JSON, are kept: docs/schemas")
    target: Path = parser.parse_args().folder
    target.mkdir(parents=True, exist_ok=True)
    wanted = documents()
    for stale in {path.name for path in target.glob("*.json")} - wanted.keys():
        (target / stale).unlink()
    for name, text in wanted.items():
        (target / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
