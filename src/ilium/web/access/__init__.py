"""Who is asking, and their diary."""

from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest

from ilium.diary import Diary

ZONE_COOKIE = "ilium_zone"
"""The IANA name of the browser's time zone, which decides what day it is for the person."""

LONGEST_ZONE = 64


class PersonRequest(HttpRequest):
    """A request of someone who is signed in."""

    person: UUID


def diary_of(request: HttpRequest) -> Diary:
    """The diary of whoever asks, in the time zone of their browser.

    Raises:
        PermissionError: no one is signed in.
    """
    person = getattr(request, "person", None)
    if person is None:
        raise PermissionError("no one is signed in")
    return Diary(person=cast(UUID, person), zone=_zone(request))


def _zone(request: HttpRequest) -> str | None:
    """The zone that the browser named, None if it named none that exists."""
    name = request.COOKIES.get(ZONE_COOKIE, "")
    if not name or len(name) > LONGEST_ZONE:
        return None
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
