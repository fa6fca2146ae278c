"""`/calendar/<token>.ics`: what calendars ask for again and again, at a secret address.

Whoever has the address can read the plan, and nothing else. It asks for no cookie and sets none.
"""

import hashlib
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from ilium.diary import Diary
from ilium.store.calendars import calendar_of
from ilium.web.access.middleware import anonymous

MEDIA_TYPE = "text/calendar; charset=utf-8"

MOST_A_MINUTE = 30
"""Questions of one address that are answered; calendars ask a few times a day."""

MINUTE = 60


@anonymous
@require_safe
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    """The plan as a calendar; 304 if it is as it was, 404 for an address that opens nothing."""
    found = calendar_of(token)
    if found is None:
        return _private(HttpResponse("There is no calendar here.\n", "text/plain", 404))
    person, link = found
    if _too_often(person):
        refused = HttpResponse("Asked too often. Wait a minute.\n", "text/plain", 429)
        refused.headers["Retry-After"] = str(MINUTE)
        return _private(refused)
    diary = Diary(person, zone=link.settings.zone)
    data, changed = diary.dated_calendar(link.settings)
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    modified = int(max(link.created, changed or link.created).timestamp())
    response = _private(HttpResponse(data, content_type=MEDIA_TYPE))
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    response.headers["Content-Disposition"] = 'inline; filename="ilium.ics"'
    conditional = get_conditional_response(request, etag, modified, response)
    return response if conditional is None else conditional


def _private(response: HttpResponse) -> HttpResponse:
    """Kept by no shared cache, found by no search, named to no other site."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _too_often(person: UUID) -> bool:
    """Whether the person's address was asked for too often within a minute."""
    cache = caches["limits" if "limits" in settings.CACHES else "default"]
    key = f"calendar:{person}"
    cache.add(key, 0, MINUTE)
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:  # the minute was over between the two
        return False
