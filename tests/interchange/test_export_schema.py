"""The published schema of the export is what the types say, and real exports are valid by it."""

import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from tests import strategies
from tests.interchange.test_own import SMALL

from ilium.interchange import own
from ilium.interchange import schema as module
from ilium.interchange.own import DOCUMENT, Export
from ilium.interchange.schema import schema, schema_document

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema())


def test_the_published_schema_is_what_the_types_say() -> None:
    """Write it anew with `ilium export --schema`."""
    file = PUBLISHED / f"ilium.export-{DOCUMENT.version}.json"
    assert file.read_bytes() == schema_document()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(contents=strategies.exports())
def test_every_export_is_valid(validator: Draft202012Validator, contents: Export) -> None:
    document: Any = json.loads(own.encode(contents))
    assert [error.message for error in validator.iter_errors(document)] == []


def test_a_small_export_is_valid(validator: Draft202012Validator) -> None:
    assert validator.is_valid(json.loads(own.encode(SMALL)))


@pytest.mark.parametrize(
    ("part", "entry", "value"),
    [
        ("sets", "removed", "no"),
        ("sessions", "zone", None),
        ("others", "reps", "8"),
        ("names", "load", "anvil"),
        ("sessions", "surprise", 1),
    ],
)
def test_what_is_none_is_refused(
    validator: Draft202012Validator, part: str, entry: str, value: object
) -> None:
    document = json.loads(own.encode(SMALL))
    document[part][0][entry] = value
    assert not validator.is_valid(document)


def test_another_version_is_refused(validator: Draft202012Validator) -> None:
    document = json.loads(own.encode(SMALL)) | {"schema": "ilium.export/3"}
    assert not validator.is_valid(document)


def test_every_entry_is_described() -> None:
    found = schema()
    for name, part in (found["$defs"] | {"Document": found}).items():
        for entry, shape in part.get("properties", {}).items():
            words = shape["description"]
            assert words.endswith("."), (name, entry)
            assert 8 < len(words) < 120, (name, entry)
        assert part.get("description"), name


@pytest.mark.parametrize(
    "change",
    [
        lambda words: words["Load"].pop("band"),
        lambda words: words["Load"].update(colour="Red."),
        lambda words: words.update(Anvil={"weight": "Heavy."}),
        lambda words: words.pop("Item"),
    ],
)
def test_words_for_what_is_not_there_are_noticed(
    change: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = Path(module.__file__).with_name("schema.toml").read_text("utf-8")
    words = msgspec.convert(tomllib.loads(text), dict[str, dict[str, str]])
    change(words)
    monkeypatch.setattr(module, "_words", lambda: words)
    with pytest.raises(KeyError):
        schema()
