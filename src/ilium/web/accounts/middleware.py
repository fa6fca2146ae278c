"""Who is asking, in accounts mode: a signed-in user, or a program with a token."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from ilium.web.accounts.tokens import account_of
from ilium.web.api.problems import problem

Handler = Callable[[HttpRequest], HttpResponse]

WRONG_TOKENS = 30
"""Wrong tokens that one address may send within the time below, before it has to wait."""

WAIT_SECONDS = 300


def person_of_account(get_response: Handler) -> Handler:
    """Says whose diary is asked for."""

    def handle(request: Any) -> HttpResponse:
        bearer = _bearer(request)
        if bearer is not None:
            refused = _by_token(request, bearer)
            if refused is not None:
                return refused
        elif request.user.is_authenticated and hasattr(request.user, "account"):
            request.person = request.user.account.person_id
        return get_response(request)

    return handle


def _bearer(request: HttpRequest) -> str | None:
    """The token of an API call, None if it has none. Pages are for people."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    is_api = request.path.startswith("/api/")
    return token.strip() if is_api and kind.lower() == "bearer" else None


def _by_token(request: Any, token: str) -> HttpResponse | None:
    """Signs the request in by its token; the answer if it is refused."""
    cache = caches["limits"]
    key = f"wrong-tokens:{get_adapter().get_client_ip(request)}"
    if cache.get(key, 0) >= WRONG_TOKENS:
        return problem(
            429,
            "Too many wrong tokens. Wait five minutes.",
            headers={"Retry-After": str(WAIT_SECONDS)},
        )
    account = account_of(token)
    if account is None:
        cache.add(key, 0, WAIT_SECONDS)
        cache.incr(key)
        return problem(401, "This token opens nothing. Make a new one under You, Tokens.")
    request.person = account.person_id  # pyright: ignore[reportAttributeAccessIssue]
    request.token_authenticated = True
    request._dont_enforce_csrf_checks = True  # a token is not sent by a browser on its own
    return None
