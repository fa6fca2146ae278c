"""Plain values for the store's tests."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from ilium.anatomy import Region
from ilium.exercises.model import Role
from ilium.interchange.records import BodyMeasurement, SessionChange, TrainingSession
from ilium.loads import Load, LoadKind
from ilium.planning.programme import (
    Block,
    Item,
    Programme,
    Session,
    Sides,
    Week,
    Weekday,
)
from ilium.reasons import Reason
from ilium.store.sets import record_set
from ilium.training.performed import PerformedSet, Side

NOW = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def thrust(at: datetime = NOW, **other: Any) -> PerformedSet:
    """A set of hip thrusts."""
    values: dict[str, Any] = {
        "id": uuid4(),
        "variant": "hip_thrust",
        "side": Side.BOTH,
        "load": Load(LoadKind.BARBELL, Decimal("62.5")),
        "reps": 8,
        "rir": 2,
        "at": at,
        "role": Role.HEAVY,
    }
    return PerformedSet(**(values | other))


def visit(started_at: datetime = NOW, **other: Any) -> TrainingSession:
    """A session that is under way."""
    values: dict[str, Any] = {"id": uuid4(), "started_at": started_at, "zone": "Europe/Berlin"}
    return TrainingSession(**(values | other))


def skip(session: UUID, at: datetime = NOW) -> SessionChange:
    """An item left out of a session."""
    return SessionChange(
        id=uuid4(), session=session, kind="skip", payload={"variant": "clamshell"}, at=at
    )


def record_one(person: UUID, session: UUID | None = None, at: datetime = NOW) -> PerformedSet:
    """A set of hip thrusts that is kept, of a session or of none."""
    performed = thrust(at, session=session)
    return record_set(person, performed, event=uuid4(), recorded_at=at)


def measured(on: date = MONDAY, **other: Any) -> BodyMeasurement:
    """A body mass, or what else was measured."""
    values: dict[str, Any] = {"id": uuid4(), "on": on, "recorded_at": NOW}
    return BodyMeasurement(**(values | (other or {"body_mass": Decimal("61.4")})))


def programme(sets: int = 3) -> Programme:
    """One week of one session of one item."""
    item = Item(
        exercise="hip_thrust",
        sets=sets,
        reps=(8, 12),
        rir=(1, 3),
        tempo="2-1-2",
        rest_s=150,
        sides=Sides.BOTH,
        minutes=12.5,
        reasons=(Reason("item_insisted", {"minutes": 12.5}),),
    )
    block = Block(role=Role.HEAVY, minutes=12.5, items=(item,))
    session = Session(day=1, weekday=Weekday.MONDAY, minutes=12.5, blocks=(block,))
    return Programme(
        weeks=(Week(week=1, deload=False, sessions=(session,)),),
        weekly_sets={Region.GLUTEUS_MEDIUS: 1.5},
        weekly_hard_sets={Region.GLUTEUS_MEDIUS: 1.5},
        band={Region.GLUTEUS_MEDIUS: (4, 16)},
    )
