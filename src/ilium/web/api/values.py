"""The core's values at the API: checked, written and described by msgspec alone.

django-ninja works with pydantic. Here pydantic only carries a value from the request to the view
and from the view to the answer; `Sent` and `Value` mark the places, and `described` puts the
types' own JSON Schema where pydantic left a placeholder.
"""

import re
from functools import cache
from typing import Annotated, Any, TypeVar

import msgspec
from django.http import HttpRequest
from ninja.params.models import Body
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from pydantic import AfterValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

MAXIMUM_BYTES = 1_000_000
"""The largest request body; 500 events of the largest kind are about half of it."""

PLACEHOLDER = "x-ilium-value"

Document = dict[str, Any]
T = TypeVar("T")


class Malformed(Exception):  # noqa: N818 - it is the request that is at fault
    """The body is no JSON at all."""


class TooLarge(Exception):  # noqa: N818
    """The body is larger than is read."""

    def __init__(self, most: int = MAXIMUM_BYTES) -> None:
        super().__init__(f"The body is larger than {most:,} bytes, the most that is read.")


class Invalid(Exception):  # noqa: N818
    """The body is JSON, but not the value that is asked for. `path` leads to the wrong key."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(detail)
        self.path = path
        self.detail = detail


class _ByMsgspec:
    """Tells pydantic to leave a type to msgspec."""

    def __get_pydantic_core_schema__(
        self, source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def read(given: Any) -> Any:
            if isinstance(given, str):
                return _parameter(given, source)
            if not isinstance(given, bytes):
                return given  # an answer, which the view's own type is right about
            if len(given) > MAXIMUM_BYTES:
                raise TooLarge
            return decode(given, source)

        return core_schema.no_info_plain_validator_function(
            read, metadata={PLACEHOLDER: _register(source)}
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> Document:
        metadata: Document = schema.get("metadata") or {}
        return {PLACEHOLDER: metadata[PLACEHOLDER]}


Value = Annotated[T, _ByMsgspec()]
"""An answer of that type, `response=Value[Athlete]`, or a parameter that is written as text."""

Sent = Annotated[T, _ByMsgspec(), Body(...)]
"""A request body of that type: `def view(request, athlete: Sent[Athlete])`."""

_types: list[Any] = []


def sends(source: Any) -> Document:
    """`openapi_extra` for a body that the view reads itself: the type that it is described as."""
    schema = {PLACEHOLDER: _register(source)}
    return {"requestBody": {"content": {"application/json": {"schema": schema}}, "required": True}}


def registered() -> tuple[Any, ...]:
    """Every type of the API, in the order of their placeholders."""
    return tuple(_types)


def _register(source: Any) -> int:
    """The number under which a type is found again when the document is made."""
    if source not in _types:
        _types.append(source)
    return _types.index(source)


@cache
def _decoder(source: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(source)


AT = re.compile(r"^(?P<detail>.*?) - at `(?P<path>[^`]*)`$", re.DOTALL)
"""How msgspec says where something is wrong."""


def decode(data: bytes | msgspec.Raw, source: type[T] | Any, root: str = "$") -> T:
    """The value that JSON holds.

    Args:
        data: the JSON.
        source: its type.
        root: where in the request the JSON stands, for the path of what is wrong.

    Raises:
        Malformed: it is no JSON.
        Invalid: it is not of that type.

    >>> decode(b"[1, 2]", tuple[int, int])
    (1, 2)
    """
    try:
        return _decoder(source).decode(data)
    except msgspec.ValidationError as error:
        raise invalid(error, root) from error
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Malformed(f"The body is no JSON that can be read: {error}.") from error


def invalid(error: msgspec.ValidationError, root: str = "$") -> Invalid:
    """What is wrong, and where."""
    found = AT.match(str(error))
    if found is None:
        return Invalid(root, str(error))
    return Invalid(root + found["path"].removeprefix("$"), found["detail"])


def _plus(text: str) -> str:
    return text.replace(" ", "+")


VariantId = Annotated[str, AfterValidator(_plus)]
"""A variant in an address, where a plus sign that is not written as %2B means a blank."""


def _parameter(text: str, source: Any) -> Any:
    """The value of a parameter; a ValueError, as pydantic wants it, if it is none."""
    try:
        return msgspec.convert(text, source)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


class BytesParser(Parser):
    """Gives ninja the body as it came: the type that is asked for decides how it is read."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The bytes of the body."""
        return request.body


encode = msgspec.json.Encoder(order="deterministic", decimal_format="string").encode
"""Writes a value as JSON: decimals as text, so that no reader rounds them."""


class Renderer(BaseRenderer):
    """Writes every answer."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ARG002
        """The answer's bytes."""
        return encode(data)
