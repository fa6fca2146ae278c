"""What devices did while they had no network, taken in one after the other."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest
from ninja import Router

from ilium.exercises import catalogue
from ilium.interchange.events import Event
from ilium.store.sync import merge_all
from ilium.web.api.access import person_of
from ilium.web.api.values import Invalid, Malformed, Sent, Value, decode, sends

router = Router(tags=["Sync"])

MOST = 500


class EventBatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a device did, in the order of doing."""

    events: Annotated[tuple[Event, ...], msgspec.Meta(max_length=MOST)]


class Queue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same, each event unread: one that is wrong must not hold up the others."""

    events: Annotated[tuple[msgspec.Raw, ...], msgspec.Meta(max_length=MOST)]


class Outcome(StrEnum):
    """What became of an event. Either way, the device need not send it again."""

    KEPT = "kept"
    REFUSED = "refused"


class EventResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of the event with that id; `problem` says why one was refused."""

    id: UUID
    status: Outcome
    problem: str | None = None


class EventResults(msgspec.Struct, frozen=True, kw_only=True):
    """What became of each event, in the order in which they were sent."""

    results: tuple[EventResult, ...]


class _Head(msgspec.Struct, frozen=True):
    """All that is needed to answer for an event."""

    id: UUID


@router.post("/events", response=Value[EventResults], openapi_extra=sends(EventBatch))
def send_events(request: HttpRequest, queue: Sent[Queue]) -> EventResults:
    """Keep what a device did. Every event is kept once, however often it is sent.

    Kept events are on the disk when the answer comes. Send the person's id in `X-Ilium-Person`, so
    that a queue never goes to someone else's diary.
    """
    ids = [decode(raw, _Head, f"$.events[{place}]").id for place, raw in enumerate(queue.events)]
    read = [_read(raw) for raw in queue.events]
    kept = iter(
        merge_all(
            person_of(request),
            [event for event in read if not isinstance(event, str)],
            catalogue=catalogue(),
            now=datetime.now(UTC),
        )
    )
    return EventResults(
        results=tuple(
            _result(id, event if isinstance(event, str) else next(kept))
            for id, event in zip(ids, read, strict=True)
        )
    )


def _read(raw: msgspec.Raw) -> Event | str:
    """The event, or why it is none."""
    try:
        return decode(raw, Event)
    except Invalid as error:
        return f"{error.path}: {error.detail}"
    except Malformed as error:
        return str(error)


def _result(id: UUID, refusal: str | None) -> EventResult:
    status = Outcome.KEPT if refusal is None else Outcome.REFUSED
    return EventResult(id=id, status=status, problem=refusal)
