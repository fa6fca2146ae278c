"""What is remembered of a person, as values: the store's rows and the export's lines.

Times are aware; the store turns them into UTC. Ids are made by whoever makes the record, so that
the same record sent twice is still one record.
"""

from datetime import date, datetime
from uuid import UUID

import msgspec

from ilium.planning.athlete import Athlete
from ilium.planning.programme import Programme
from ilium.training.performed import PerformedSet

PayloadValue = str | int | float | bool | None


def _aware(moment: datetime | None, what: str) -> None:
    if moment is not None and moment.tzinfo is None:
        raise ValueError(f"{what} needs a time zone")


class AthleteRevision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The athlete as described at one time. Revisions are added, never changed."""

    id: UUID
    created: datetime
    athlete: Athlete

    def __post_init__(self) -> None:
        _aware(self.created, "the time of an athlete revision")


class ProgrammeRevision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A programme, the athlete it was planned for, and its first day. The newest is active.

    `origin` is the id of the programme that it is a change of, its own if it is a new one: what
    was trained by the one counts for the other.
    """

    id: UUID
    origin: UUID
    created: datetime
    start: date
    programme: Programme
    athlete: Athlete

    def __post_init__(self) -> None:
        _aware(self.created, "the time of a programme revision")


class TrainingSession(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A visit to the gym. `programme`, `week` and `day` are None for a session without a plan.

    `zone` is the IANA name of the time zone that the person trained in.
    """

    id: UUID
    programme: UUID | None = None
    week: int | None = None
    day: int | None = None
    started_at: datetime
    finished_at: datetime | None = None
    zone: str

    def __post_init__(self) -> None:
        _aware(self.started_at, "the start of a session")
        _aware(self.finished_at, "the end of a session")
        if self.finished_at is not None and self.finished_at < self.started_at:
            raise ValueError("a session ends after it starts")
        for name, number in (("week", self.week), ("day", self.day)):
            if number is not None and not 1 <= number <= 1000:
                raise ValueError(f"the {name} of a session is 1 to 1000, not {number}")


class SessionChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something decided within a session: an exercise swapped, an item skipped."""

    id: UUID
    session: UUID
    kind: str
    payload: dict[str, PayloadValue] = {}
    at: datetime

    def __post_init__(self) -> None:
        _aware(self.at, "the time of a session change")


class SetEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version of a set. The newest by (recorded_at, id) counts; the older ones are history.

    A removal is a version too: it keeps what was removed, and a later version brings it back.
    """

    id: UUID
    recorded_at: datetime
    removed: bool = False
    performed: PerformedSet

    def __post_init__(self) -> None:
        _aware(self.recorded_at, "the time of recording")
