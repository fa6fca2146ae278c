"""The OpenAPI document: what ninja knows of the calls, and what msgspec knows of their values."""

import inspect
import re
from collections.abc import Iterable
from itertools import chain
from typing import Any, cast

import msgspec
import msgspec.inspect
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from ilium.web.api.problems import CONTENT_TYPE, Problem
from ilium.web.api.values import PLACEHOLDER, Document, registered

REFERENCES = "#/components/schemas/"

DECIMAL = {"type": "string", "format": "decimal"}
DECIMAL_READ = {
    "anyOf": [
        {"type": "string", "format": "decimal", "pattern": r"^-?[0-9]{1,9}(\.[0-9]{1,9})?$"},
        {"type": "number"},
    ]
}
"""What is read as a decimal. It is always written as text."""


class DescribedAPI(NinjaAPI):
    """An API whose values are msgspec's."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The document, with the schemas of the values in the place of their placeholders."""
        document = super().get_openapi_schema(**options)
        types = (*registered(), Problem)
        schemas, components = msgspec.json.schema_components(
            types, ref_template=REFERENCES + "{name}"
        )
        _say_times(types, components)
        filled: Document = _filled(dict(document), _clean(list(schemas)))
        for path in filled["paths"].values():
            for operation in path.values():
                answers = {str(status): one for status, one in operation["responses"].items()}
                operation["responses"] = answers | _problems(_clean(schemas[-1]))
        known = filled["components"]["schemas"] | _clean(components)
        used = _reached(filled["paths"], known)
        filled["components"]["schemas"] = {name: known[name] for name in sorted(used)}
        document.update(filled)
        return document

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the view: short, and unique in this API."""
        return cast(str, operation.view_func.__name__)


def _say_times(types: Iterable[Any], components: Document) -> None:
    """Marks the times: msgspec does so only where a type asks for a zone, Ilium's check it."""
    seen: set[int] = set()
    waiting: list[Any] = list(msgspec.inspect.multi_type_info(types))
    while waiting:
        kind = waiting.pop()
        if id(kind) in seen or not isinstance(kind, msgspec.Struct):
            continue
        seen.add(id(kind))
        parts = [getattr(kind, name) for name in kind.__struct_fields__]
        waiting.extend(chain(*(part if isinstance(part, tuple) else (part,) for part in parts)))
        if isinstance(kind, msgspec.inspect.StructType) and kind.cls.__name__ in components:
            properties = components[kind.cls.__name__]["properties"]
            for field in kind.fields:
                _say_time(field.type, properties[field.encode_name])


def _say_time(kind: msgspec.inspect.Type, schema: Document) -> None:
    if isinstance(kind, msgspec.inspect.DateTimeType):
        schema["format"] = "date-time"
    elif isinstance(kind, msgspec.inspect.UnionType):
        for one, part in zip(kind.types, schema["anyOf"], strict=True):
            _say_time(one, part)


def _problems(schema: Document) -> Document:
    content = {CONTENT_TYPE: {"schema": schema}}
    return {
        "4XX": {
            "description": "The request cannot be answered; the problem says why.",
            "content": content,
        },
        "5XX": {"description": "Ilium cannot answer now.", "content": content},
    }


def _filled(node: Any, schemas: list[Any]) -> Any:
    if isinstance(node, dict):
        if PLACEHOLDER in node:
            return schemas[node[PLACEHOLDER]]
        return {key: _filled(value, schemas) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, schemas) for value in node]
    return node


def _clean(node: Any) -> Any:
    """The schema as readers of the document need it: what is read, and prose without examples."""
    if node == DECIMAL:
        return DECIMAL_READ
    if isinstance(node, dict):
        return {
            key: _prose(value) if key == "description" and isinstance(value, str) else _clean(value)
            for key, value in node.items()
        }
    if isinstance(node, list | tuple):
        return [_clean(value) for value in node]
    return node


def _prose(docstring: str) -> str:
    text = inspect.cleandoc(docstring).partition(">>>")[0]
    return re.split(r"\n(?:Args|Raises):\n", text)[0].strip()


def _reached(node: Any, known: Document) -> set[str]:
    """The names of the schemas that a part of the document leads to."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).removeprefix(REFERENCES)
            if name in known and name not in found:
                found.add(name)
                waiting.append(known[name])
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return found
