"""No form of another site can do anything: every address refuses a post without our token."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from signed_in import client_of

from ilium.web.api.root import api

pytestmark = pytest.mark.django_db(transaction=True)

FILLED = {
    "<str:token>": "nothing",
    "<str:region>": "gluteus_medius",
    "<str:variant>": "hip_thrust",
    "<int:week>": "1",
    "<int:day>": "1",
}


def routes(patterns: Any = None, before: str = "") -> Iterator[str]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if "api" not in route:
                yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def test_no_page_takes_a_form_without_our_token(person: UUID) -> None:
    stranger = client_of(person, enforce_csrf_checks=True)
    stranger.get("/start")  # so that there is a token that could be sent
    asked = 0
    for route in routes():
        for key, value in FILLED.items():
            route = route.replace(key, value)
        while "<uuid" in route:
            start = route.index("<uuid")
            route = route.replace(route[start : route.index(">") + 1], str(uuid4()))
        answer = stranger.post(f"/{route}", {"keep": "1", "level": "beginner"})
        assert answer.status_code in (403, 405), f"{route}: {answer.status_code}"
        asked += answer.status_code == 403
    assert asked > 10


def test_no_call_that_changes_something_does_without_our_token(person: UUID) -> None:
    stranger = client_of(person, enforce_csrf_checks=True)
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    asked = 0
    for path, methods in document["paths"].items():
        for method in set(methods) - {"get", "head", "options"}:
            address = path
            while "{" in address:
                start = address.index("{")
                address = address.replace(address[start : address.index("}") + 1], str(uuid4()))
            answer = stranger.generic(
                method.upper(), address, "{}", content_type="application/json"
            )
            assert answer.status_code == 403, f"{method} {address}: {answer.status_code}"
            asked += 1
    assert asked > 8
