"""What a device sends once it has a network again: one event for each thing that was done.

An event is idempotent by its id, and events of two devices lead to the same diary in whatever
order they arrive, so a device keeps its queue until each event was answered, and may send it
twice. The tag field `type` says which kind it is.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from ilium.exercises import Catalogue, UnknownVariant
from ilium.interchange.records import (
    SKIP,
    SWAP,
    ProgrammeRevision,
    SessionChange,
    SetEvent,
    TrainingSession,
    session_id,
)
from ilium.planning.programme import Item

Short = Annotated[str, msgspec.Meta(max_length=64)]


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
    if isinstance(event, SessionStarted):
        return _of_start(event.record, programme)
    if isinstance(event, SessionChanged):
        return _of_change(event.record, catalogue)
    if isinstance(event, SetRecorded):
        return _of_variant(event.record.performed.variant, catalogue)
    return None


def _of_start(record: TrainingSession, programme: ProgrammeRevision | None) -> str | None:
    position = (record.week, record.day)
    if programme is None:
        return None if position == (None, None) else "A week and a day belong to a programme."
    if record.week is None or record.day is None:
        return "A session of a programme needs its week and its day."
    weeks = {week.week: week for week in programme.programme.weeks}
    week = weeks.get(record.week)
    if week is None or record.day not in {session.day for session in week.sessions}:
        return f"The programme has no day {record.day} in week {record.week}."
    if record.id != session_id(programme.origin, record.week, record.day):
        return "The id of a planned session follows from its programme, week and day."
    return None


def _of_change(record: SessionChange, catalogue: Catalogue) -> str | None:
    if record.kind == SKIP:
        return None if isinstance(record.payload.get("variant"), str) else "A skip names a variant."
    if record.kind != SWAP:
        return f"A session is changed by a {SWAP} or a {SKIP}, not by {record.kind!r}."
    new = record.payload.get("new")
    if not isinstance(record.payload.get("old"), str) or not isinstance(new, str):
        return "A swap names the old variant and holds the new item."
    try:
        item = msgspec.json.decode(new, type=Item)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        return f"The new item of a swap cannot be read: {error}."
    return _of_variant(item.variant, catalogue)


def _of_variant(variant: str, catalogue: Catalogue) -> str | None:
    try:
        known = catalogue.variant(variant)
    except UnknownVariant as error:
        return str(error)
    return None if known.id == variant else f"{variant!r} is written {known.id!r}."
