"""Body measurements."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.responses import Status

from ilium.interchange.records import BodyMeasurement
from ilium.interchange.sense import odd_time
from ilium.store.measurements import add_measurement, remove_measurement
from ilium.store.pages import measurements_page
from ilium.web.api.access import person_of
from ilium.web.api.paging import USUAL, Cursor, Limit, Page, page, read
from ilium.web.api.values import Invalid, Sent, Value

router = Router(tags=["Measurements"])

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far a device's clock may be ahead of the server's."""

FARTHEST_ZONE = timedelta(hours=14)
"""Where a day begins first."""


@router.get("/measurements", response=Value[Page[BodyMeasurement]])
def list_measurements(
    request: HttpRequest, response: HttpResponse, limit: Limit = USUAL, cursor: Cursor = None
) -> Page[BodyMeasurement]:
    """What was measured, the newest day first, without what was removed."""
    after = read(cursor, date, datetime, UUID)
    found = measurements_page(person_of(request), limit=limit + 1, after=after)
    return page(request, response, found, limit, lambda one: (one.on, one.recorded_at, one.id))


@router.post("/measurements", response={201: Value[BodyMeasurement]})
def record_measurement(
    request: HttpRequest, record: Sent[BodyMeasurement]
) -> Status[BodyMeasurement]:
    """Add a measurement. Its id is yours to make; the same again is still one."""
    now = datetime.now(UTC)
    if record.removed:
        raise Invalid("$.removed", "Add a measurement first; remove it with DELETE.")
    if record.recorded_at > now + CLOCK_TOLERANCE:
        raise Invalid("$.recorded_at", "This time is still to come.")
    if record.on > (now + FARTHEST_ZONE).date():
        raise Invalid("$.on", "This day is still to come.")
    if odd := odd_time(record.on, "measuring"):
        raise Invalid("$.on", odd)
    return Status(201, add_measurement(person_of(request), record))


@router.delete("/measurements/{uuid:measurement_id}", response={204: None})
def delete_measurement(request: HttpRequest, measurement_id: UUID) -> Status[None]:
    """Take a measurement out of what is shown."""
    remove_measurement(person_of(request), measurement_id)
    return Status(204, None)
