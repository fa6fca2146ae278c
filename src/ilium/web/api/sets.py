"""Performed sets, one by one."""

from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.models import Query
from ninja.responses import Status

from ilium.exercises import catalogue
from ilium.interchange.events import SetRecorded, objection
from ilium.interchange.records import SetEvent
from ilium.store import sets as store
from ilium.store.errors import Conflict, NotFound
from ilium.store.events import merge
from ilium.store.pages import sets_page, versions_page
from ilium.training.performed import PerformedSet
from ilium.web.api.access import person_of
from ilium.web.api.keys import IdempotencyKey
from ilium.web.api.paging import USUAL, Cursor, Limit, Page, page, read
from ilium.web.api.values import Invalid, Sent, Value, VariantId

router = Router(tags=["Sets"])

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far a device's clock may be ahead of the server's."""


@router.get("/sets", response=Value[Page[PerformedSet]])
def list_sets(
    request: HttpRequest,
    response: HttpResponse,
    limit: Limit = USUAL,
    cursor: Cursor = None,
    start: Annotated[
        Value[datetime] | None, Query(..., alias="from", description="Only sets done from then on.")
    ] = None,
    end: Annotated[
        Value[datetime] | None, Query(..., alias="to", description="Only sets done before then.")
    ] = None,
    variant: Annotated[
        VariantId | None, Query(..., max_length=200, description="Only sets of that variant.")
    ] = None,
    session: Annotated[UUID | None, Query(..., description="Only sets of that session.")] = None,
) -> Page[PerformedSet]:
    """The sets that count, those done last first."""
    found = sets_page(
        person_of(request),
        limit=limit + 1,
        after=read(cursor),
        start=start,
        end=end,
        variant=variant,
        session=session,
    )
    return page(request, response, found, limit, lambda one: (one.at, one.id))


@router.post("/sets", response={201: Value[PerformedSet]})
def record_set(
    request: HttpRequest, performed: Sent[PerformedSet], key: IdempotencyKey = None
) -> Status[PerformedSet]:
    """Record a set that was done. Its id is yours to make; a time ahead of now is taken as now."""
    person, event = person_of(request), key or performed.id
    known = store.set_history(person, performed.id)
    if known and event not in {version.id for version in known}:
        raise Conflict(f"There is a set {performed.id} already; correct it with PUT.")
    now = datetime.now(UTC)
    record = SetEvent(id=event, recorded_at=now, performed=performed)
    merge(person, SetRecorded(id=event, record=record), catalogue=catalogue(), now=now)
    first = next(one for one in store.set_history(person, performed.id) if one.id == event)
    return Status(201, first.performed)


@router.get("/sets/{uuid:set_id}", response=Value[PerformedSet])
def get_set(request: HttpRequest, set_id: UUID) -> PerformedSet:
    """One set as it stands."""
    found = store.find_set(person_of(request), set_id)
    if found is None:
        raise NotFound(f"There is no set {set_id}.")
    return found


@router.put("/sets/{uuid:set_id}", response=Value[PerformedSet])
def correct_set(
    request: HttpRequest,
    set_id: UUID,
    performed: Sent[PerformedSet],
    key: IdempotencyKey = None,
) -> PerformedSet:
    """Correct a set, or bring one back that was removed. Older versions stay in its history."""
    if performed.id != set_id:
        raise Invalid("$.id", "The id of a set stays what it is.")
    person, now = person_of(request), datetime.now(UTC)
    if performed.at > now + CLOCK_TOLERANCE:
        raise Invalid("$.at", "This time is still to come.")
    if key is None and store.find_set(person, set_id) == performed:
        return performed
    version = SetEvent(id=key or uuid4(), recorded_at=now, performed=performed)
    wrong = objection(SetRecorded(id=version.id, record=version), catalogue(), None)
    if wrong is not None:
        raise Invalid("$", wrong)
    return store.correct_set(person, performed, event=version.id, recorded_at=now)


@router.delete("/sets/{uuid:set_id}", response={204: None})
def remove_set(request: HttpRequest, set_id: UUID, key: IdempotencyKey = None) -> Status[None]:
    """Take a set out of everything but its own history."""
    person = person_of(request)
    newest = versions_page(person, set_id, limit=1)[0]
    if key is not None or not newest.removed:
        store.remove_set(person, set_id, event=key or uuid4(), recorded_at=datetime.now(UTC))
    return Status(204, None)


@router.get("/sets/{uuid:set_id}/versions", response=Value[Page[SetEvent]])
def list_versions(
    request: HttpRequest,
    response: HttpResponse,
    set_id: UUID,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[SetEvent]:
    """Every version of a set, the newest first, removals too: the first one counts."""
    found = versions_page(person_of(request), set_id, limit=limit + 1, after=read(cursor))
    return page(request, response, found, limit, lambda one: (one.recorded_at, one.id))
