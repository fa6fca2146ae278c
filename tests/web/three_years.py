"""Years of training for one person, made up and inserted at once: for tests and benchmarks.

The same person, or seed, has the same history each time. It holds what a real one does: a
mesocycle after the other, sessions moved and left out, corrected and removed sets, loads that rise,
sides that differ, and body measurements.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from uuid import UUID

import msgspec
from django.db import transaction

from ilium.exercises import catalogue
from ilium.exercises.model import Role
from ilium.interchange.records import (
    AthleteRevision,
    BodyMeasurement,
    ProgrammeRevision,
    SetEvent,
    TrainingSession,
    session_id,
)
from ilium.loads import Equipment, Load, LoadKind
from ilium.planning.athlete import Athlete
from ilium.planning.planner import plan
from ilium.planning.programme import Item, Programme, Session, Sides
from ilium.store import models
from ilium.store.measurements import measurement_row
from ilium.store.people import athlete_row
from ilium.store.programmes import programme_row
from ilium.store.rows import event_row
from ilium.store.sessions import session_row
from ilium.training.performed import PerformedSet, SetKind, Side
from ilium.training.schedule import planned_date

GYM = Athlete(days=3, minutes=60, equipment=frozenset(Equipment), body_mass=Decimal(62))

LEFT_OUT, MOVED, CORRECTED, REMOVED = 0.06, 0.15, 0.02, 0.01
"""Shares of sessions and of sets."""

START_KG = {
    LoadKind.BARBELL: 40.0,
    LoadKind.DUMBBELL: 8.0,
    LoadKind.KETTLEBELL: 8.0,
    LoadKind.STACK: 10.0,
    LoadKind.PLATE: 5.0,
}
YEARLY_GAIN = 0.22
STEP_KG = {LoadKind.BARBELL: 2.5, LoadKind.DUMBBELL: 2.0, LoadKind.STACK: 2.5}


@cache
def _programme() -> Programme:
    found = plan(GYM)
    assert isinstance(found, Programme)
    return found


class Years:
    """A history that ends on a day, `years` of it."""

    def __init__(self, person: UUID, years: float, now: datetime, seed: int | None = None) -> None:
        self.person, self.now = person, now
        self.random = Random(person.int if seed is None else seed)
        self.programme = _programme()
        weeks = len(self.programme.weeks)
        monday = now.date() - timedelta(now.weekday())
        # The last mesocycle is in its third week.
        self.starts = [
            monday - timedelta(weeks=2 + weeks * n)
            for n in range(max(round(52 * years / weeks), 1))
        ][::-1]
        self.first = self.starts[0]

    def insert(self) -> None:
        """Writes it all, in one transaction."""
        revisions = [self._revision(start) for start in self.starts]
        visits = [visit for revision in revisions for visit in self._visits(revision)]
        events = [event for visit, session in visits for event in self._events(visit, session)]
        athlete = AthleteRevision(id=self._id(), created=self._at(self.first, 8), athlete=GYM)
        rows = (
            [athlete_row(self.person, athlete)],
            [programme_row(self.person, revision) for revision in revisions],
            [session_row(self.person, visit) for visit, _ in visits],
            [event_row(self.person, event) for event in events],
            [measurement_row(self.person, record) for record in self._measurements()],
        )
        with transaction.atomic():
            for some in rows:
                type(some[0])._default_manager.bulk_create(some, batch_size=500)

    def _id(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def _at(self, on: date, hour: float) -> datetime:
        return datetime.combine(on, time(), UTC) + timedelta(hours=hour)

    def _revision(self, start: date) -> ProgrammeRevision:
        id = self._id()
        return ProgrammeRevision(
            id=id,
            origin=id,
            created=self._at(start, 9),
            start=start,
            programme=self.programme,
            athlete=GYM,
        )

    def _visits(self, revision: ProgrammeRevision) -> Iterator[tuple[TrainingSession, Session]]:
        for week in revision.programme.weeks:
            for session in week.sessions:
                on = planned_date(revision.start, week.week, session.weekday)
                if self.random.random() < LEFT_OUT:
                    continue
                on += timedelta(self.random.random() < MOVED)
                begun = self._at(on, 17 + self.random.random())
                if begun > self.now - timedelta(hours=2):
                    return
                yield (
                    TrainingSession(
                        id=session_id(revision.origin, week.week, session.day),
                        programme=revision.id,
                        week=week.week,
                        day=session.day,
                        started_at=begun,
                        finished_at=begun + timedelta(minutes=60),
                        zone="Europe/Berlin",
                    ),
                    session,
                )

    def _events(self, visit: TrainingSession, session: Session) -> Iterator[SetEvent]:
        at = visit.started_at
        for block in session.blocks:
            for item in block.items:
                for performed in self._sets(visit, block.role, item):
                    at += timedelta(seconds=90)
                    yield from self._versions(msgspec.structs.replace(performed, at=at))

    def _versions(self, performed: PerformedSet) -> Iterator[SetEvent]:
        recorded = performed.at + timedelta(seconds=5)
        yield SetEvent(id=self._id(), recorded_at=recorded, performed=performed)
        luck = self.random.random()
        if luck < CORRECTED + REMOVED:
            yield SetEvent(
                id=self._id(),
                recorded_at=recorded + timedelta(minutes=1),
                removed=luck < REMOVED,
                performed=msgspec.structs.replace(performed, note="corrected"),
            )

    def _sets(self, visit: TrainingSession, role: Role, item: Item) -> Iterator[PerformedSet]:
        variant = catalogue().variant(item.variant)
        setup = variant.setup_for(GYM.equipment) or variant.setups[0]
        years = (visit.started_at.date() - self.first).days / 365
        sides = (Side.LEFT, Side.RIGHT) if item.sides is Sides.EACH else (Side.BOTH,)
        for _ in range(item.sets):
            for side in sides:
                low, high = item.reps or item.seconds or (0, 0)
                count = self.random.randint(low, high) - (side is Side.LEFT)
                yield PerformedSet(
                    id=self._id(),
                    variant=item.variant,
                    side=side,
                    load=self._load(setup.load, years),
                    reps=count if item.reps else None,
                    seconds=count if item.seconds else None,
                    rir=self.random.randint(*item.rir),
                    at=visit.started_at,
                    role=role,
                    kind=SetKind.WORKING,
                    deload=visit.week == len(self.programme.weeks),
                    session=visit.id,
                    target_reps=item.reps,
                    target_rir=item.rir,
                )

    def _load(self, kind: LoadKind, years: float) -> Load:
        if kind is LoadKind.BAND:
            bands = GYM.inventory.bands
            return Load(kind, band=bands[min(int(years * 1.5), len(bands) - 1)])
        if kind not in START_KG:
            return Load(kind)
        step = STEP_KG.get(kind, 2.5)
        kilograms = START_KG[kind] * (1 + YEARLY_GAIN) ** years
        return Load(kind, Decimal(str(round(kilograms / step) * step)))

    def _measurements(self) -> Iterator[BodyMeasurement]:
        day = self.first
        while day <= self.now.date():
            years = (day - self.first).days / 365
            yield BodyMeasurement(
                id=self._id(),
                on=day,
                recorded_at=self._at(day, 7),
                body_mass=Decimal(round(10 * (62 + years + self.random.gauss(0, 0.5)))) / 10,
                hip=Decimal(round(10 * (96 + years + self.random.gauss(0, 0.4)))) / 10,
                waist=Decimal(round(10 * (71 + self.random.gauss(0, 0.5)))) / 10,
            )
            day += timedelta(weeks=1)


def train(person: UUID, years: float, now: datetime | None = None, seed: int | None = None) -> None:
    """Give the person a history of that many years, up to now."""
    Years(person, years, now or datetime.now(UTC), seed).insert()


def counts(person: UUID) -> tuple[int, int]:
    """The sessions and the sets' rows that the person has."""
    return (
        models.TrainingSession.objects.filter(person=person).count(),
        models.SetEvent.objects.filter(person=person).count(),
    )
