"""What cannot be meant is not taken in: it would stand in the way on every later day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from tests.store.examples import NOW, thrust, visit

from ilium.exercises import catalogue
from ilium.interchange.events import (
    SessionChanged,
    SessionFinished,
    SessionStarted,
    SetRecorded,
    objection,
)
from ilium.interchange.own import Export
from ilium.interchange.records import (
    SKIP,
    SWAP,
    AthleteRevision,
    BodyMeasurement,
    ProgrammeRevision,
    SessionChange,
    SetEvent,
    TrainingSession,
)
from ilium.interchange.sense import odd_export, odd_item
from ilium.loads import Equipment
from ilium.planning import Athlete, plan
from ilium.reasons import Reason
from ilium.training.performed import OtherSet

WISHES = Athlete(days=2, equipment=frozenset(Equipment))
PLANNED = plan(WISHES)
ITEM = PLANNED.weeks[0].sessions[0].items[0]
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
THE_END = datetime.max.replace(tzinfo=UTC)

replace = msgspec.structs.replace


def revision(**other: Any) -> ProgrammeRevision:
    id = uuid4()
    values = {"id": id, "origin": id, "created": NOW, "start": date(2026, 11, 23)}
    values |= {"programme": PLANNED, "athlete": WISHES}
    return ProgrammeRevision(**(values | other))


def place(**other: Any) -> TrainingSession:
    values: dict[str, Any] = {"id": uuid4(), "week": 1, "day": 1, "started_at": NOW}
    return TrainingSession(**(values | {"zone": "UTC"} | other))


def with_item(**changes: Any) -> ProgrammeRevision:
    week = PLANNED.weeks[0]
    session = week.sessions[0]
    block = replace(session.blocks[0], items=(replace(ITEM, **changes),))
    changed = replace(week, sessions=(replace(session, blocks=(block,)),))
    return revision(programme=replace(PLANNED, weeks=(changed,)))


def done(at: datetime, recorded_at: datetime = NOW) -> SetRecorded:
    record = SetEvent(id=uuid4(), recorded_at=recorded_at, performed=thrust(at))
    return SetRecorded(id=record.id, record=record)


def elsewhere(at: datetime) -> OtherSet:
    return OtherSet(id=uuid4(), session=uuid4(), exercise="Bench press", reps=8, at=at)


def test_what_ilium_makes_makes_sense() -> None:
    planned = revision()
    sessions = (place(programme=planned.id), visit())
    assert odd_export(Export(programmes=(planned,), sessions=sessions), catalogue()) is None


@pytest.mark.parametrize(
    "programme",
    [
        revision(programme=replace(PLANNED, weeks=())),
        revision(programme=replace(PLANNED, weeks=PLANNED.weeks[1:])),
        revision(programme=replace(PLANNED, weeks=(replace(PLANNED.weeks[0], sessions=()),))),
        revision(programme=replace(PLANNED, band={})),
        revision(programme=replace(PLANNED, notes=(Reason("made_up"),))),
        revision(start=date(9999, 12, 31)),
        revision(start=date(1, 1, 1)),
        with_item(exercise="made_up"),
        with_item(sets=10**6),
        with_item(sets=0),
        with_item(rest_s=-1),
        with_item(reasons=(Reason("item_brings"),)),
    ],
)
def test_a_programme_that_could_not_be_trained_by(programme: ProgrammeRevision) -> None:
    assert odd_export(Export(programmes=(programme,)), catalogue())


@pytest.mark.parametrize("where", [{"week": 99}, {"day": 9}, {"week": None}, {"day": None}])
def test_a_session_that_its_programme_does_not_have(where: dict[str, Any]) -> None:
    planned = revision()
    session = place(programme=planned.id, **where)
    assert odd_export(Export(programmes=(planned,), sessions=(session,)), catalogue())


@pytest.mark.parametrize(
    "event",
    [
        SessionStarted(id=uuid4(), record=visit(LONG_AGO)),
        SessionFinished(id=uuid4(), session=uuid4(), at=LONG_AGO),
        done(LONG_AGO),
        done(NOW, recorded_at=LONG_AGO),
    ],
)
def test_a_clock_that_lost_its_time(event: Any) -> None:
    assert "clock" in str(objection(event, catalogue(), None))


@pytest.mark.parametrize("at", [LONG_AGO, datetime(1999, 12, 31, 23, 59, tzinfo=UTC), THE_END])
@pytest.mark.parametrize(
    "contents",
    [
        lambda at: Export(programmes=(revision(start=at.date()),)),
        lambda at: Export(sessions=(visit(at),)),
        lambda at: Export(sets=(SetEvent(id=uuid4(), recorded_at=NOW, performed=thrust(at)),)),
        lambda at: Export(others=(elsewhere(at),)),
    ],
)
def test_nothing_of_a_day_without_training_is_taken_in(
    contents: Callable[[datetime], Export], at: datetime
) -> None:
    assert odd_export(contents(NOW), catalogue()) is None
    assert "no day of training" in str(odd_export(contents(at), catalogue()))


def test_the_first_day_of_every_zone_can_be_exported_and_taken_in() -> None:
    first = datetime(2000, 1, 2, tzinfo=timezone(timedelta(hours=14)))
    assert objection(done(first), catalogue(), None) is None
    assert odd_export(Export(sessions=(visit(first.astimezone(UTC)),)), catalogue()) is None


def athlete(created: datetime) -> AthleteRevision:
    return AthleteRevision(id=uuid4(), created=created, athlete=WISHES)


def measured(on: date, recorded_at: datetime) -> BodyMeasurement:
    return BodyMeasurement(id=uuid4(), on=on, recorded_at=recorded_at, waist=Decimal(80))


def left_out(at: datetime) -> SessionChange:
    return SessionChange(
        id=uuid4(), session=uuid4(), kind=SKIP, payload={"variant": ITEM.variant}, at=at
    )


def recorded(at: datetime) -> SetEvent:
    return SetEvent(id=uuid4(), recorded_at=at, performed=thrust())


@pytest.mark.parametrize(
    "contents",
    [
        Export(athletes=(athlete(THE_END),)),
        Export(programmes=(revision(created=THE_END),)),
        Export(sessions=(replace(visit(), finished_at=THE_END),)),
        Export(changes=(left_out(THE_END),)),
        Export(sets=(recorded(THE_END),)),
        Export(measurements=(measured(NOW.date(), THE_END),)),
        Export(measurements=(measured(date.max, NOW),)),
    ],
)
def test_nothing_is_kept_that_nothing_can_come_after(contents: Export) -> None:
    assert "end of the calendar" in str(odd_export(contents, catalogue()))


def test_records_of_a_slow_clock_are_kept() -> None:
    contents = Export(
        athletes=(athlete(LONG_AGO),),
        changes=(left_out(LONG_AGO),),
        sets=(recorded(LONG_AGO),),
        measurements=(measured(date.min, LONG_AGO),),
    )
    assert odd_export(contents, catalogue()) is None


@pytest.mark.parametrize(
    "changes", [{"sets": 100}, {"rest_s": 10**9}, {"reasons": (Reason("made_up"),)}]
)
def test_a_swap_to_what_cannot_be_done(changes: dict[str, Any]) -> None:
    odd = replace(ITEM, **changes)
    payload = {"old": "hip_thrust", "new": msgspec.json.encode(odd).decode()}
    change = SessionChange(id=uuid4(), session=uuid4(), kind=SWAP, payload=payload, at=NOW)
    said = objection(SessionChanged(id=change.id, record=change), catalogue(), None)
    assert said == odd_item(odd, catalogue())
    assert said
