"""What a device sends once it has a network again: one event for each thing that was done.

An event is idempotent by its id, and events of two devices lead to the same diary in whatever
order they arrive, so a device keeps its queue until each event was answered, and may send it
twice. The tag field `type` says which kind it is.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from ilium.exercises import Catalogue
from ilium.interchange.records import (
    ProgrammeRevision,
    SessionChange,
    SetEvent,
    TrainingSession,
    session_id,
)
from ilium.interchange.sense import odd_change, odd_position, odd_time, odd_variant

Short = Annotated[str, msgspec.Meta(max_length=64)]

BEGUN_MOST = 1000
"""How often a planned session may be begun: more often, it was ended each time without a set."""


class SessionStarted(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="session_started"
):
    """A session began. What its record says of its end does not count; that is another event."""

    id: UUID
    record: TrainingSession


class SessionChanged(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="session_changed"
):
    """An exercise was swapped or left out. `id` is the record's."""

    id: UUID
    record: SessionChange

    def __post_init__(self) -> None:
        if self.id != self.record.id:
            raise ValueError("the id of the event is the id of its record")


class SetRecorded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="set"):
    """A set was done, corrected or removed. `id` is the record's."""

    id: UUID
    record: SetEvent

    def __post_init__(self) -> None:
        if self.id != self.record.id:
            raise ValueError("the id of the event is the id of its record")


class SessionFinished(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="session_finished"
):
    """A session ended. Of two ends the earlier counts; sets may still arrive for it."""

    id: UUID
    session: UUID
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("the end of a session needs a time zone")


Event = SessionStarted | SessionChanged | SetRecorded | SessionFinished
"""One thing that was done."""


def objection(
    event: Event, catalogue: Catalogue, programme: ProgrammeRevision | None
) -> str | None:
    """Why the event cannot mean anything here, as a sentence; None if it can.

    What is kept is shown and planned with on every later day, so an event is looked at before it
    is kept.

    Args:
        event: what a device sent.
        catalogue: the exercises that a set or a swap may name.
        programme: the programme that a begun session names, None if it names none.
    """
    return untimely(event) or _of(event, catalogue, programme)


def untimely(event: Event) -> str | None:
    """What is wrong with the times of an event, None if nothing is."""
    return next(filter(None, map(odd_time, _times(event))), None)


def _of(event: Event, catalogue: Catalogue, programme: ProgrammeRevision | None) -> str | None:
    if isinstance(event, SessionStarted):
        return _of_start(event.record, programme)
    if isinstance(event, SessionChanged):
        return odd_change(event.record, catalogue)
    if isinstance(event, SetRecorded):
        return odd_variant(event.record.performed.variant, catalogue)
    return None


def _times(event: Event) -> tuple[datetime, ...]:
    """When it happened. One that is ahead of the clock is no fault: it is taken as now."""
    if isinstance(event, SessionFinished):
        return (event.at,)
    if isinstance(event, SessionStarted):
        return (event.record.started_at,)
    if isinstance(event, SessionChanged):
        return (event.record.at,)
    return (event.record.recorded_at, event.record.performed.at)


def _of_start(record: TrainingSession, programme: ProgrammeRevision | None) -> str | None:
    position = (record.week, record.day)
    if programme is None:
        return None if position == (None, None) else "A week and a day belong to a programme."
    found = odd_position(programme.programme, record.week, record.day)
    if found is not None or record.week is None or record.day is None:
        return found
    place = (programme.origin, record.week, record.day)
    if not any(record.id == session_id(*place, again) for again in range(BEGUN_MOST)):
        return "The id of a planned session follows from its programme, week and day."
    return None
