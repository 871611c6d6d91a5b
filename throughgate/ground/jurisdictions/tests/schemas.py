"""The JSON Schemas that editors are given, held to what the house reads."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import msgspec

DOCS = Path(__file__).parents[4] / "docs" / "developers"


def holds(name: str, shape: type[Any]) -> bool:
    """Say whether a schema in the docs is that of a file's shape; THROUGHGATE_WRITE_DOCS=1 writes it anew."""
    path = DOCS / "schemas" / f"{name}.json"
    schema = _schema_of(shape)
    if os.environ.get("THROUGHGATE_WRITE_DOCS"):
        path.write_text(schema)
    return path.read_text() == schema


def _schema_of(shape: type[Any]) -> str:
    """Return the JSON Schema of a file; what is a number there is a number, however exact it is kept here."""
    schema = msgspec.json.schema(shape)
    for one in schema["$defs"].values():
        if "based_on" in one.get("properties", ()):
            # What such a one leaves unsaid stands in another.
            one["if"] = {"required": ["based_on"]}
            one["else"] = {"required": one["required"]}
            one["required"] = ["since"]
    found = json.dumps(schema, indent=1, ensure_ascii=False)
    return re.sub(r'"type": "string",\s+"format": "decimal"', '"type": "number"', found) + "\n"
