"""The JSON Schema of Ilium's export, made from the types that read it.

Shapes and the words on a record are the types' own; the words on its entries are in schema.toml.
"""

import json
import re
import tomllib
from importlib.resources import files
from typing import Any

import msgspec

from ilium.interchange.own import DOCUMENT, SCHEMA, Document
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Programme

DIALECT = "https://json-schema.org/draft/2020-12/schema"

INNER = {"athlete": Athlete, "programme": Programme}
"""Documents within the export, which have versions of their own; the newest are described."""

MOMENTS = frozenset({"at", "created", "started_at", "finished_at", "recorded_at"})
"""Entries that are times with a zone, which the types check as they are read."""

Words = dict[str, dict[str, str]]


def schema_document() -> bytes:
    """The schema as a file's bytes."""
    return json.dumps(schema(), indent=1, ensure_ascii=False).encode() + b"\n"


def schema() -> dict[str, Any]:
    """The schema of the newest version of the export.

    Raises:
        KeyError: schema.toml does not speak of exactly the entries that there are.

    >>> schema()["$id"]
    'urn:ilium:export:4'
    """
    (_, *_), parts = msgspec.json.schema_components(
        (Document, Athlete, Programme), ref_template="#/$defs/{name}"
    )
    words = _words()
    if missing := words.keys() - parts.keys():
        raise KeyError(f"schema.toml speaks of {sorted(missing)}, which are not in the export")
    described = {name: _described(name, part, words) for name, part in parts.items()}
    whole = described.pop("Document")
    version = f"{SCHEMA}/{DOCUMENT.version}"
    whole["properties"]["schema"] |= {"const": version}
    return {
        "$schema": DIALECT,
        "$id": f"urn:ilium:export:{DOCUMENT.version}",
        **whole,
        "title": version,
        "description": "Everything that Ilium remembers of a person.",
        "$defs": dict(sorted(described.items())),
    }


def _described(name: str, part: dict[str, Any], words: Words) -> dict[str, Any]:
    """A part with the words on its entries."""
    whole = {key: value for key, value in part.items() if key != "description"}
    if "description" in part:
        whole["description"] = _plain(part["description"])
    if "properties" not in part:
        return whole
    said = words[name]
    if said.keys() != part["properties"].keys():
        wrong = sorted(said.keys() ^ part["properties"].keys())
        raise KeyError(f"schema.toml and the type differ in {name}: {wrong}")
    whole["properties"] = {
        entry: _entry(entry, shape) | {"description": said[entry]}
        for entry, shape in part["properties"].items()
    }
    return whole


def _entry(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    if not shape and name in INNER:
        return {"$ref": f"#/$defs/{INNER[name].__name__}"}
    return _timed(shape) if name in MOMENTS else shape


def _timed(shape: dict[str, Any]) -> dict[str, Any]:
    """The shape of a time, or of a time or nothing."""
    if shape.get("type") == "string":
        return shape | {"format": "date-time"}
    if "anyOf" in shape:
        return shape | {"anyOf": [_timed(one) for one in shape["anyOf"]]}
    return shape


def _plain(docstring: str) -> str:
    """A docstring without its examples and line ends."""
    said = docstring.partition("\n\n    >>>")[0].partition("\n\n>>>")[0]
    return re.sub(r"\s+", " ", said).strip()


def _words() -> Words:
    text = files("ilium.interchange").joinpath("schema.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Words)
