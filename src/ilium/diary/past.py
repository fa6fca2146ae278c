"""What a diary holds of the past: sets, sessions, marks, measurements.

The part of `ilium.diary.Diary` behind the history and the progress. Every question reads a window
or a page, never the whole history; the marks of some variants read the rows of those variants.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import msgspec

from ilium.diary.following import Following
from ilium.interchange.records import BodyMeasurement, ProgrammeRevision
from ilium.interchange.sense import odd_time
from ilium.store.errors import NotFound, Unstorable
from ilium.training.performed import PerformedSet
from ilium.training.records import Mark
from ilium.training.schedule import Position
from ilium.training.visits import LOOSE_SETS, Cursor, VisitPage, loose_before, page

VISITS_SHOWN = 20


class Past(Following):
    """The questions about what was done, and the keeping of measurements."""

    # Sets and sessions

    def sets_since(self, first: date) -> tuple[PerformedSet, ...]:
        """Every set from a local day on, in the order of doing."""
        start = datetime.combine(first, datetime.min.time(), tzinfo=self.zone)
        return self._open().sets.sets_between(self.person, start, self.now() + timedelta(days=1))

    def sets_of(self, session: UUID) -> tuple[PerformedSet, ...]:
        """The sets of a session in the order of doing."""
        return self._open().sets.sets_of_session(self.person, session)

    def find_set(self, set_id: UUID) -> PerformedSet | None:
        """A set by its id."""
        return self._open().sets.find_set(self.person, set_id)

    def restore(self, set_id: UUID) -> PerformedSet:
        """Bring a removed set back as it was; one that was not removed stays as it is.

        Raises:
            NotFound: the person has no such set.
        """
        opened = self._writing()
        kept = opened.sets.find_set(self.person, set_id)
        if kept is not None:
            return kept
        versions = opened.sets.set_history(self.person, set_id)
        if not versions:
            raise NotFound(f"There is no set {set_id}.")
        return opened.sets.correct_set(
            self.person, versions[-1].performed, event=uuid4(), recorded_at=self.now()
        )

    def finished_days(self, active: ProgrammeRevision) -> dict[Position, date]:
        """The local day on which each finished session of the programme was begun."""
        found: dict[Position, datetime] = self._open().sessions.finished_at(
            self.person, active.origin
        )
        return {place: at.astimezone(self.zone).date() for place, at in found.items()}

    def marks(self, variants: Sequence[str] | None = None) -> tuple[Mark, ...]:
        """How every set came out, summed up; of some variants if named. One query."""
        return self._open().sets.marks(self.person, variants)

    def visits(self, limit: int = VISITS_SHOWN, before: Cursor | None = None) -> VisitPage:
        """A page of past sessions with their sets, newest first, in four queries.

        Sets outside any session are there too, those of a day together.

        Raises:
            Unstorable: the place leaves the calendar.
        """
        opened = self._open()
        place = None if before is None else (before.started_at, before.session or UUID(int=0))
        sessions = opened.sessions.sessions(self.person, limit=limit + 1, before=place)
        loose = opened.sets.loose_sets(
            self.person,
            limit=LOOSE_SETS,
            before=None if before is None else self._loose_before(before),
        )
        shown = [session.id for session in sessions]
        sets = opened.sets.sets_of_sessions(self.person, shown)
        others = opened.others.others_of_sessions(self.person, shown)
        return page(sessions, sets, loose, self.zone, limit, others)

    def _loose_before(self, place: Cursor) -> datetime:
        try:
            return loose_before(place, self.zone)
        except OverflowError:
            raise Unstorable(f"The place {place} is outside the calendar.") from None

    # Measurements of the body

    def measurements(self, limit: int = 200) -> tuple[BodyMeasurement, ...]:
        """The last measurements, newest first."""
        return self._open().measurements.measurements(self.person, limit=limit)

    def measure(
        self,
        on: date | None = None,
        *,
        body_mass: Decimal | None = None,
        waist: Decimal | None = None,
        hip: Decimal | None = None,
        thigh_left: Decimal | None = None,
        thigh_right: Decimal | None = None,
    ) -> BodyMeasurement:
        """Keep what was measured on a day (today if none is named): see `BodyMeasurement`.

        The newest body mass becomes the athlete's, which loads are chosen by.

        Raises:
            ValueError: a number is outside its range, none is given, the day is to come, or its
                year cannot be meant.
        """
        day = on or self.today
        if day > self.today:
            raise ValueError(f"{day} is still to come; a measurement is of today or before")
        if odd := odd_time(day, "measuring"):
            raise ValueError(odd)
        record = BodyMeasurement(
            id=uuid4(),
            on=day,
            recorded_at=self.now(),
            body_mass=body_mass,
            waist=waist,
            hip=hip,
            thigh_left=thigh_left,
            thigh_right=thigh_right,
        )
        kept = self._writing().measurements.add_measurement(self.person, record)
        self._weigh()
        return kept

    def remove_measurement(self, measurement: UUID) -> None:
        """Take a measurement out of what is shown; the export keeps it."""
        self._writing().measurements.remove_measurement(self.person, measurement)
        self._weigh()

    def restore_measurement(self, measurement: UUID) -> BodyMeasurement:
        """Bring a removed measurement back, under another id; one that is there stays as it is.

        Raises:
            NotFound: the person has no such measurement.
        """
        kept = self._writing().measurements.restore_measurement(self.person, measurement)
        self._weigh()
        return kept

    def _weigh(self) -> None:
        """Describe the athlete by the newest body mass that was measured."""
        athlete, mass = self.athlete(), self._open().measurements.body_mass(self.person)
        if athlete is not None and mass is not None and mass != athlete.body_mass:
            self.save_athlete(msgspec.structs.replace(athlete, body_mass=mass))
