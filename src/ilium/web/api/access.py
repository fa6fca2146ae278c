"""Who may call: the browser that is signed in, or a program with a token.

The middleware has found out who asks; here it is checked that they may ask in this way.
"""

from typing import cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
PERSON_HEADER = "X-Ilium-Person"


class OtherPerson(Exception):  # noqa: N818 - it is the request that is at fault
    """What was sent is meant for someone else than who is signed in."""


class SessionCookie(APIKeyCookie):
    """The browser's session; calls that change something also send the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = (
        "The session of a browser that is signed in. POST, PUT and DELETE also need the value of "
        f"the cookie `{settings.CSRF_COOKIE_NAME}` in the header `X-CSRFToken`."
    )

    def __call__(self, request: HttpRequest) -> UUID | None:
        """Who asks, None if it is no browser that is signed in."""
        person = getattr(request, "person", None)
        if person is None or by_token(request):
            return None
        _check_media_type(request)  # before CSRF, which would read any form
        if request.method in UNSAFE and check_csrf(request) is not None:
            raise HttpError(
                403,
                f"The CSRF token is missing or old. Send the cookie {settings.CSRF_COOKIE_NAME} "
                "as the header X-CSRFToken.",
            )
        _check_person(request, person)
        return person

    def authenticate(self, request: HttpRequest, key: str | None) -> UUID | None:  # noqa: ARG002
        """Who asks."""
        return self(request)


class Token(HttpBearer):
    """A token that the person made for a program; no cookie and no CSRF token is needed."""

    openapi_description = "A token from the page You, where Ilium is served with accounts."

    def __call__(self, request: HttpRequest) -> UUID | None:
        """Who asks, None if there is no good token."""
        person = getattr(request, "person", None)
        if person is None or not by_token(request):
            return None
        _check_media_type(request)
        _check_person(request, person)
        return person

    def authenticate(self, request: HttpRequest, token: str) -> UUID | None:  # noqa: ARG002
        """Who asks."""
        return self(request)


def by_token(request: HttpRequest) -> bool:
    """Whether a token, not a cookie, says who asks."""
    return bool(getattr(request, "token_authenticated", False))


def person_of(request: HttpRequest) -> UUID:
    """Whose data the call is about."""
    return cast(UUID, getattr(request, "person"))  # noqa: B009 - Django's type has no such field


def _check_media_type(request: HttpRequest) -> None:
    if request.method not in UNSAFE or not _has_body(request):
        return
    if request.content_type != "application/json":
        raise HttpError(415, "Send JSON, and say so: Content-Type: application/json.")


def _has_body(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length != "0" or "HTTP_TRANSFER_ENCODING" in request.META


def _check_person(request: HttpRequest, person: UUID) -> None:
    meant = request.headers.get(PERSON_HEADER)
    if meant is not None and meant.strip().lower() != str(person):
        raise OtherPerson
