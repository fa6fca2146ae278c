"""What is remembered of a person, as values: the store's rows and the export's lines.

Times are aware; the store turns them into UTC. Ids are made by whoever makes the record, so that
the same record sent twice is still one record.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

import msgspec

from ilium.loads import LoadKind
from ilium.planning.athlete import BODY_MASS_KG, Athlete
from ilium.planning.programme import Programme
from ilium.training.performed import PerformedSet

PayloadValue = str | int | float | bool | None

SWAP, SKIP, RESUME = "swap", "skip", "resume"
"""Kinds of change within one session; a swap holds the new item, a skip the variant left out."""

SESSIONS = UUID("7c0f4a52-5a53-4b0e-9d0e-6d1c3f1b8a64")
"""The namespace of the ids of planned sessions. It never changes: ids are made from it."""


def session_id(origin: UUID, week: int, day: int, again: int = 0) -> UUID:
    """The id of a planned session, the same on every device that begins it.

    Args:
        origin: of the programme, which its changes share.
        week: counted from 1.
        day: of the week's sessions, counted from 1.
        again: how often it was begun and ended without a set before, which makes it another visit.

    >>> session_id(UUID(int=1), 2, 3)
    UUID('27d53d2e-66c0-5fb6-9a04-df667045be24')
    """
    return uuid5(SESSIONS, f"{origin}/{week}/{day}" + (f"/{again}" if again else ""))


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

    `zone` is the IANA name of the time zone that the person trained in. Where another program wrote
    the workout down, `source` is which (a value of `foreign.Source`), and `title` and `note` are
    what it says; all three are empty for a session of Ilium's.
    """

    id: UUID
    programme: UUID | None = None
    week: int | None = None
    day: int | None = None
    started_at: datetime
    finished_at: datetime | None = None
    zone: str
    source: str = ""
    title: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        _aware(self.started_at, "the start of a session")
        _aware(self.finished_at, "the end of a session")
        if self.finished_at is not None and self.finished_at < self.started_at:
            raise ValueError("a session ends after it starts")
        for name, number in (("week", self.week), ("day", self.day)):
            if number is not None and not 1 <= number <= 1000:
                raise ValueError(f"the {name} of a session is 1 to 1000, not {number}")
        if len(self.source) > 32 or not (self.source.islower() or not self.source):
            raise ValueError(f"{self.source!r} names no program")
        if len(self.title) > 200 or len(self.note) > 2000:
            raise ValueError("a session has a title of at most 200 characters and a note of 2000")


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


GIRTH_CM = (Decimal(20), Decimal(250))
"""Centimetres round a waist, a hip or a thigh: anything else is a slip of the finger."""

MEASURES = ("body_mass", "waist", "hip", "thigh_left", "thigh_right")
"""What can be measured, in the order in which it is shown."""


class BodyMeasurement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was measured of the body on one day: kilograms, and centimetres round a place.

    At least one of them is given. A measurement is never changed: it is removed, which keeps it
    and stays so, and a better one is added. Of several of one day the one recorded last counts.
    """

    id: UUID
    on: date
    recorded_at: datetime
    removed: bool = False
    body_mass: Decimal | None = None
    waist: Decimal | None = None
    hip: Decimal | None = None
    thigh_left: Decimal | None = None
    thigh_right: Decimal | None = None

    def __post_init__(self) -> None:
        _aware(self.recorded_at, "the time of recording")
        if all(getattr(self, name) is None for name in MEASURES):
            raise ValueError("a measurement holds at least one number")
        _within("body mass", self.body_mass, BODY_MASS_KG, "kg")
        for name in MEASURES[1:]:
            _within(name.replace("_", " "), getattr(self, name), GIRTH_CM, "cm")


class NameChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the person said that another program's exercise is: asked once, kept for every import.

    `name` is normalised as `interchange.names.normalised` does. `variant` is None for training
    that is not for the upper glutes. The newest choice of a name counts.
    """

    name: str
    variant: str | None = None
    load: LoadKind | None = None
    at: datetime

    def __post_init__(self) -> None:
        _aware(self.at, "the time of a choice")
        if not 1 <= len(self.name) <= 200:
            raise ValueError("the name of an exercise has 1 to 200 characters")
        if self.variant is None and self.load is not None:
            raise ValueError("other training has no kind of load")


def _within(what: str, value: Decimal | None, allowed: tuple[Decimal, Decimal], unit: str) -> None:
    low, high = allowed
    if value is not None and not (value.is_finite() and low <= value <= high):
        raise ValueError(f"the {what} is {low} to {high} {unit}, not {value}")
