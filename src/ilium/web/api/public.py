"""Answers that are the same for everyone: made once, kept by browsers, asked for again by ETag."""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from ilium.web.api.values import encode

AGE_SECONDS = 3600


@cache
def _made(make: Callable[..., Any], arguments: tuple[str, ...]) -> tuple[bytes, str]:
    """The answer's bytes, and a tag that changes with them."""
    content = encode(make(*arguments))
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def shared(request: HttpRequest, make: Callable[..., Any], *arguments: str) -> HttpResponse:
    """The answer that `make` gives for the arguments, or 304 where the caller has it already.

    It depends on nothing but the arguments and what ships with Ilium.
    """
    content, tag = _made(make, arguments)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={AGE_SECONDS}"
    response.headers["ETag"] = tag
    answer = get_conditional_response(request, etag=tag, response=response)
    return answer if isinstance(answer, HttpResponse) else response
