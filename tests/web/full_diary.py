"""Someone with everything in their diary."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from uuid import UUID, uuid4

import msgspec
from strong_files import hip_thrusts
from tests.store.examples import thrust

from ilium.diary import Diary
from ilium.interchange.events import SessionChanged, SessionFinished, SetRecorded
from ilium.interchange.records import (
    SKIP,
    BodyMeasurement,
    ProgrammeRevision,
    SessionChange,
    SetEvent,
)
from ilium.loads import Equipment, Load, LoadKind
from ilium.planning import Athlete, Programme, plan
from ilium.store.measurements import add_measurement
from ilium.training.performed import PerformedSet
from ilium.training.schedule import positions

WISHES = Athlete(days=2, minutes=60, equipment=frozenset(Equipment))


@cache
def planned() -> Programme:
    """The plan for those wishes; planned once for all tests."""
    return plan(WISHES)


LONG_AGO = date(2021, 3, 1)
"""When another program was used."""


class Everything(msgspec.Struct, frozen=True, kw_only=True):
    """What the diary holds."""

    person: UUID
    programme: ProgrammeRevision
    finished: UUID
    under_way: UUID
    change: SessionChange
    sets: tuple[PerformedSet, ...]
    measurement: BodyMeasurement
    intake: UUID


def fill(person: UUID, now: datetime | None = None) -> Everything:
    """Two programmes, a finished session, one under way, sets, a change, a measurement."""
    now = now or datetime.now(UTC)
    then = now - timedelta(days=3)
    past = Diary(person, now=lambda: then, zone="Europe/Berlin")
    here = Diary(person, now=lambda: now, zone="Europe/Berlin")
    past.adopt(planned(), WISHES)
    revision = past.adopt(planned(), WISHES)
    finished, first = _session(past, revision, then)
    past.merge(SessionFinished(id=uuid4(), session=finished, at=then + timedelta(minutes=50)))
    under_way, second = _session(here, revision, now)
    change = SessionChange(
        id=uuid4(), session=under_way, kind=SKIP, payload={"variant": "clamshell"}, at=now
    )
    here.merge(SessionChanged(id=change.id, record=change))
    measurement = BodyMeasurement(
        id=uuid4(), on=now.date(), recorded_at=now, body_mass=Decimal("70.5"), hip=Decimal("98.5")
    )
    add_measurement(person, measurement)
    taken = here.take_in(hip_thrusts(LONG_AGO, sessions=2), file_name="strong.csv")
    assert taken.intake is not None
    return Everything(
        person=person,
        programme=revision,
        finished=finished,
        under_way=under_way,
        change=change,
        sets=(*first, *second),
        measurement=measurement,
        intake=taken.intake,
    )


def history(person: UUID, sessions: int) -> None:
    """Some finished sessions of the programme, with a set of each of their exercises."""
    start = datetime.now(UTC) - timedelta(days=sessions)
    for number in range(sessions):
        now = start + timedelta(days=number)
        diary = Diary(person, now=lambda now=now: now, zone="Europe/Berlin")
        revision = diary.programme()
        done = diary.finished(revision) if revision else frozenset()
        if revision is None or set(positions(revision.programme)) <= done:
            revision = diary.adopt(planned(), WISHES)
        session, _ = _session(diary, revision, now)
        diary.merge(SessionFinished(id=uuid4(), session=session, at=now + timedelta(minutes=50)))


def _session(
    diary: Diary, revision: ProgrammeRevision, at: datetime
) -> tuple[UUID, tuple[PerformedSet, ...]]:
    outlook = diary.outlook()
    upcoming = outlook.next_up(diary.today, diary.zone)
    assert upcoming is not None
    visit = diary.begin(revision, upcoming)
    done = tuple(
        msgspec.structs.replace(
            thrust(at + timedelta(minutes=place)),
            variant=station.variant.id,
            role=station.role,
            load=Load(LoadKind.NONE),
            session=visit.record.id,
        )
        for place, station in enumerate(visit.stations)
        if at + timedelta(minutes=place) <= datetime.now(UTC)
    )
    for performed in done:
        id = uuid4()
        event = SetEvent(id=id, recorded_at=performed.at, performed=performed)
        diary.merge(SetRecorded(id=id, record=event))
    return visit.record.id, done
