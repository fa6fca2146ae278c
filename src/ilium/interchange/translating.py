"""Rows of another program's file as Ilium's records: sessions, sets, sets of other training.

Pure and one row at a time, so that no file stands in memory as a whole. The ids follow from what
the rows say (whose they are, when the workout began, which exercise, which set of it): the same
history gives the same ids, whatever file it comes in, and a file that is taken in twice adds
nothing. Sets of a workout are a second apart from its start on, in the order of the file; their
times and ids do not hang on which of them are new.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import msgspec

from ilium.exercises import Catalogue
from ilium.exercises.model import Measure, Role, Setup
from ilium.interchange.foreign import ForeignKind, ForeignSet, Problem, Source
from ilium.interchange.foreign_loads import load
from ilium.interchange.names import Choice
from ilium.interchange.records import SetEvent, TrainingSession
from ilium.interchange.set_marks import unmarked
from ilium.loads import Load, LoadKind
from ilium.training.performed import OtherSet, PerformedSet, SetKind, Side

IMPORTED = UUID("5b0d3b8e-6a0c-4c55-9f0a-2f0f6f1d7c21")
"""The namespace of the ids of imported records. It never changes: ids are made from it."""

LONGEST_TEXT = 2000
LONGEST_TITLE = 200

LONGEST_WORKOUT_S = 12 * 3600
"""Longer ones were never ended on the phone; 48 hours have been seen. How long they took is not
known, and they end when they began."""

HARDEST = 10
"""Perceived exertion of a set with no repetition in reserve: RPE = 10 - RIR (Zourdos 2016)."""

MOST_RESERVE = 10
MOST_REPS = 200
MOST_SECONDS = 3600

CENTIMETER = Decimal("0.01")

KINDS = {
    ForeignKind.WORKING: SetKind.WORKING,
    ForeignKind.WARM_UP: SetKind.RAMP,
    ForeignKind.DROP: SetKind.DROP,
    ForeignKind.FAILURE: SetKind.WORKING,
}


class Arrival(msgspec.Struct, frozen=True):
    """A row as a record, and the session that it belongs to."""

    line: int
    session: TrainingSession
    record: SetEvent | OtherSet


class Undecided(msgspec.Struct, frozen=True):
    """A row whose exercise nobody said yet what it is."""

    line: int
    exercise: str


class Whose(msgspec.Struct, frozen=True, kw_only=True):
    """Whose file it is: the person, the zone that they trained in, the program that wrote it.

    Nothing in it can be later than `until`.
    """

    person: UUID
    zone: str
    source: Source
    until: datetime


class _Workout:
    """A workout that rows were read of: its session, and how many rows in all and by exercise."""

    __slots__ = ("places", "rows", "session")

    def __init__(self, session: TrainingSession) -> None:
        self.session = session
        self.rows = 0
        self.places: dict[str, int] = {}

    def next_id(self, exercise: str) -> UUID:
        """The id of the next set of an exercise."""
        place = self.places[exercise] = self.places.get(exercise, 0) + 1
        self.rows += 1
        return uuid5(self.session.id, f"{exercise}/{place}")


class _Meaning(msgspec.Struct, frozen=True):
    """What a choice means for every set: the exercise's ways to load it, its role, its measure."""

    variant: str
    name: str
    kind: LoadKind | None
    setups: tuple[Setup, ...]
    role: Role
    timed: bool
    loads: dict[tuple[Decimal | None, str | None], Load]

    def load_of(self, weight: Decimal | None, band: str | None) -> Load:
        """The load of a set; the same few come again and again."""
        found = self.loads.get((weight, band))
        if found is None:
            found = self.loads[weight, band] = load(weight, band, self.kind, self.setups)
        return found


class _Refused(ValueError):  # noqa: N818 - the row is at fault
    """A row that cannot be a set; the message says what to do."""


class Translator:
    """Turns the rows of one file into records, in the order in which they stand in it."""

    def __init__(self, whose: Whose, catalogue: Catalogue) -> None:
        self._whose = whose
        self._zone = ZoneInfo(whose.zone)
        self._catalogue = catalogue
        self._workouts: dict[datetime, _Workout] = {}
        self._meanings: dict[Choice, _Meaning] = {}

    def translate(self, row: ForeignSet, choice: Choice | None) -> Arrival | Undecided | Problem:
        """The record of a row.

        Every row of a file has to come by here once, in order: those that become nothing have
        their place in the workout, too.

        Args:
            row: what the file says.
            choice: what its exercise is; None if that is not decided.

        Raises:
            UnknownVariant: the catalogue does not have the variant of the choice.
        """
        try:
            workout = self._workouts.get(row.started) or self._begin(row)
            id = workout.next_id(row.exercise)
            at = workout.session.started_at + timedelta(seconds=workout.rows - 1)
            if choice is None:
                return Undecided(row.line, row.exercise)
            if choice.variant is None:
                return Arrival(row.line, workout.session, _other(row, id, workout.session.id, at))
            performed = self._performed(row, choice, id, workout.session.id, at)
        except _Refused as error:
            return Problem(line=row.line, sentence=str(error))
        return Arrival(
            row.line, workout.session, SetEvent(id=id, recorded_at=at, performed=performed)
        )

    def _begin(self, row: ForeignSet) -> _Workout:
        """The workout of a row that is the first of it."""
        started = moment(row.started, self._zone)
        if started > self._whose.until:
            raise _Refused(
                f"{row.started:%Y-%m-%d %H:%M} is still to come; correct the date of the workout."
            )
        said = row.started if row.started.tzinfo is None else started
        lasted = row.duration_s or 0
        session = TrainingSession(
            id=uuid5(IMPORTED, f"{self._whose.person}/{said.isoformat()}"),
            started_at=started,
            finished_at=started + timedelta(seconds=lasted if lasted <= LONGEST_WORKOUT_S else 0),
            zone=self._whose.zone,
            source=self._whose.source.value,
            title=cut(row.workout, LONGEST_TITLE),
            note=cut(row.workout_note, LONGEST_TEXT),
        )
        workout = self._workouts[row.started] = _Workout(session)
        return workout

    def _performed(
        self, row: ForeignSet, choice: Choice, id: UUID, session: UUID, at: datetime
    ) -> PerformedSet:
        meaning = self._meanings.get(choice) or self._meaning(choice)
        reps, seconds = _counted(row, meaning)
        side, band, note = _notes(row)
        return PerformedSet(
            id=id,
            variant=meaning.variant,
            side=side,
            load=meaning.load_of(row.weight, band),
            reps=reps,
            seconds=seconds,
            rir=reserve(row),
            at=at,
            role=meaning.role,
            kind=KINDS[row.kind],
            session=session,
            note=note,
        )

    def _meaning(self, choice: Choice) -> _Meaning:
        variant = self._catalogue.variant(choice.variant or "")
        roles = variant.exercise.roles
        meaning = self._meanings[choice] = _Meaning(
            variant=variant.id,
            name=variant.name,
            kind=choice.load,
            setups=variant.setups,
            role=next((role for role in roles if role is not Role.ACTIVATION), Role.ACTIVATION),
            timed=variant.exercise.measure is Measure.SECONDS,
            loads={},
        )
        return meaning


def moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """The UTC time of a clock on the wall; a file's own zone goes first.

    A time that the clocks leave out in spring is taken as if they had not been changed, one that
    comes twice in autumn as the first.

    >>> moment(datetime(2026, 3, 29, 2, 30), ZoneInfo("Europe/Berlin")).isoformat()
    '2026-03-29T01:30:00+00:00'
    """
    aware = wall if wall.tzinfo is not None else wall.replace(tzinfo=zone, fold=0)
    return aware.astimezone(UTC)


def reserve(row: ForeignSet) -> int | None:
    """Reps in reserve, as far as they are certain: RPE 8.5 is one for certain.

    >>> reserve(ForeignSet(line=1, started=datetime(2026, 4, 8), exercise="x", rpe=Decimal("8.5")))
    1
    """
    if row.kind is ForeignKind.FAILURE:
        return 0
    felt = row.rir if row.rir is not None else None if row.rpe is None else HARDEST - row.rpe
    return None if felt is None else max(0, min(int(felt), MOST_RESERVE))


def _counted(row: ForeignSet, meaning: _Meaning) -> tuple[int | None, int | None]:
    """Either the reps or the seconds of a set."""
    reps = row.reps if row.reps or not row.seconds else None
    if reps is not None and not (meaning.timed and row.seconds):
        if reps > MOST_REPS:
            raise _Refused(f"A set has at most {MOST_REPS} reps, not {reps}; correct it.")
        return reps, None
    if row.seconds is None:
        raise _Refused(
            f"{meaning.name} is counted in reps or seconds, and the row has neither; write them in."
        )
    if row.seconds > MOST_SECONDS:
        raise _Refused(
            f"A set of {meaning.name.lower()} takes at most {MOST_SECONDS} seconds, not "
            f"{row.seconds}; correct it."
        )
    return None, row.seconds


def _notes(row: ForeignSet) -> tuple[Side, str | None, str]:
    """Side and band where Ilium wrote them, and the notes of the exercise and of the set."""
    if not (row.note or row.exercise_note):
        return Side.BOTH, None, ""
    side, band, note = unmarked(row.note)
    general = row.exercise_note
    if side is Side.BOTH and band is None:
        side, band, general = unmarked(general)
    return side, band, joined(general, note)


def _other(row: ForeignSet, id: UUID, session: UUID, at: datetime) -> OtherSet:
    meters = None if not row.meters else row.meters.quantize(CENTIMETER).normalize() + 0
    measured = row.seconds is not None or meters is not None
    return OtherSet(
        id=id,
        session=session,
        exercise=cut(row.exercise, LONGEST_TITLE),
        at=at,
        kind=KINDS[row.kind],
        kilograms=row.weight or None,
        reps=row.reps if row.reps or not measured else None,
        seconds=row.seconds,
        meters=meters,
        rir=reserve(row),
        note=joined(row.exercise_note, row.note),
    )


def joined(general: str, own: str) -> str:
    r"""The note of an exercise and that of one of its sets as one.

    >>> joined("Feet high.", "Slow."), joined("Slow.", "Slow.")
    ('Feet high.\nSlow.', 'Slow.')
    """
    if general and own and general != own:
        return cut(f"{general}\n{own}", LONGEST_TEXT)
    return cut(general or own, LONGEST_TEXT)


def cut(text: str, longest: int) -> str:
    """The text as it can be kept: without characters that are none, and not too long.

    >>> cut("deadlift", 5)
    'dead…'
    """
    if not text:
        return ""
    plain = text.replace("\0", "")
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"
