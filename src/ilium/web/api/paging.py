"""Lists in pages: `{items, next}`, where `next` is the cursor of the page after this one."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja.params.models import Query

from ilium.web.api.values import Invalid

T = TypeVar("T")
Part = date | UUID
Place = tuple[Part, ...]
"""What a list is ordered by: times or days, and for a tie the id."""

MOST = 500
USUAL = 50

Limit = Annotated[int, Query(..., ge=1, le=MOST, description="The most items of a page.")]
Cursor = Annotated[
    str | None,
    Query(
        ..., max_length=200, description="`next` of the page before; leave it out for the first."
    ),
]


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A part of a list. `next` is the cursor of the following part, null at the end."""

    items: tuple[T, ...]
    next: str | None = None


def page(
    request: HttpRequest,
    response: HttpResponse,
    found: Sequence[T],
    limit: int,
    place: Callable[[T], Place],
) -> Page[T]:
    """The page that holds the first `limit` of the rows found; one row more says that there is
    another, which the header `Link` then names."""
    if len(found) <= limit:
        return Page(items=tuple(found))
    items = tuple(found[:limit])
    cursor = written(place(items[-1]))
    query = request.GET.copy()
    query["cursor"] = cursor
    response.headers["Link"] = f'<{request.path}?{urlencode(query)}>; rel="next"'
    return Page(items=items, next=cursor)


def written(place: Place) -> str:
    """The cursor of a place in a list."""
    parts = (part.hex if isinstance(part, UUID) else part.isoformat() for part in place)
    return urlsafe_b64encode(" ".join(parts).encode()).decode().rstrip("=")


def read(cursor: str | None, *kinds: type[Part]) -> Any:
    """The place that a cursor stands for; `kinds` are the types of its parts.

    Raises:
        Invalid: it was not made for such a list.

    >>> place = (datetime.fromisoformat("2026-11-23T18:30:00+00:00"), UUID(int=7))
    >>> read(written(place)) == place
    True
    """
    if cursor is None:
        return None
    try:
        texts = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(" ")
        found = zip(kinds or USUAL_PLACE, texts, strict=True)
        return tuple(READERS[kind](text) for kind, text in found)
    except ValueError:
        raise Invalid("query.cursor", NO_CURSOR) from None


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a place has a time zone")
    return moment


READERS: dict[type[Part], Callable[[str], Part]] = {
    UUID: UUID,
    datetime: _moment,
    date: date.fromisoformat,
}
USUAL_PLACE: tuple[type[Part], ...] = (datetime, UUID)
NO_CURSOR = "This is no cursor of this list; start without one."
