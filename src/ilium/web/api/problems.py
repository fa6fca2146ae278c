"""Errors as RFC 9457 problem documents."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from django.http import JsonResponse

CONTENT_TYPE = "application/problem+json"

BLANK = "about:blank"
OTHER_PERSON = "/problems/other-person"
INFEASIBLE = "/problems/infeasible"


class FieldError(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one part of a request. `path` leads to it: `$.load.kilograms`."""

    path: str
    detail: str


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """An error. `detail` is a sentence that says what to do; `errors` name parts of the request."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[FieldError, ...] = ()


def problem(
    status: int,
    detail: str,
    errors: Sequence[Mapping[str, Any]] = (),
    *,
    type: str = BLANK,
    title: str = "",
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    """A problem document.

    Args:
        status: the HTTP status.
        detail: a sentence that says what to do.
        errors: what is wrong where, each with `path` and `detail`.
        type: a URI reference that names the kind of problem, where the status does not say it.
        title: the name of that kind; the status's own phrase if not given.
        more: members that the kind of problem adds.
        headers: of the response.
    """
    body: dict[str, Any] = {
        "type": type,
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = list(errors)
    return JsonResponse(
        body | dict(more or {}),
        status=status,
        content_type=CONTENT_TYPE,
        headers=dict(headers or {}),
    )
