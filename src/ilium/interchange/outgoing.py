"""Sets of Ilium as other programs write them: the rows of a Strong or Hevy file.

What such a file has no place for stays behind: where a set was felt, where it hurt, what was asked
for, the role, a failed set of no reps, and ten reps in reserve. The working side and the band stand
in front of the note (`set_marks`). Everything is in Ilium's own export.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from ilium.exercises import Catalogue
from ilium.interchange.foreign import SOURCE_NAMES, ForeignKind, ForeignSet, Source
from ilium.interchange.names import foreign_name
from ilium.interchange.own import Export
from ilium.interchange.records import SetEvent, TrainingSession
from ilium.interchange.set_marks import marked
from ilium.interchange.writing import hevy, strong
from ilium.loads import LoadKind, Unit
from ilium.training.performed import OtherSet, PerformedSet, SetKind

OutgoingSet = ForeignSet
"""A row to write is what reading it back gives."""

HARDEST = 10
"""The effort (RPE) of a set with nothing in reserve; RPE = 10 - reps in reserve."""

KINDS = {
    SetKind.WORKING: ForeignKind.WORKING,
    SetKind.RAMP: ForeignKind.WARM_UP,
    SetKind.DROP: ForeignKind.DROP,
}

MINUTE = timedelta(minutes=1)
"""The finest time that all of the formats can say."""


class _Workout(msgspec.Struct, frozen=True):
    """The sets of one visit, in the order of doing, and when it began by the clock on the wall."""

    started: datetime
    duration_s: int | None
    title: str
    note: str
    sets: tuple[PerformedSet | OtherSet, ...]


WRITERS: dict[Source, Callable[[Iterable[OutgoingSet], Unit], Iterator[bytes]]] = {
    Source.STRONG: strong.write,
    Source.HEVY: hevy.write,
}
"""The programs whose files are written."""


def written(contents: Export, program: Source, unit: Unit, zone: str) -> Iterator[bytes]:
    """A person's sets as a file of that program, in parts.

    Raises:
        ValueError: files of that program are not written.
        UnknownVariant: a set is of a variant that the catalogue does not have.
    """
    if program not in WRITERS:
        raise ValueError(f"no files of {SOURCE_NAMES[program]} are written")
    return WRITERS[program](outgoing(contents, program, zone), unit)


def outgoing(
    contents: Export, program: Source, zone: str, catalogue: Catalogue | None = None
) -> Iterator[OutgoingSet]:
    """The rows of everything that was done, oldest first.

    Args:
        contents: the person's diary.
        program: whose file it becomes, which decides how exercises are called.
        zone: the IANA name of the zone for sets outside any session.
        catalogue: where variants are looked up; the shipped one if not given.

    Raises:
        UnknownVariant: a set is of a variant that the catalogue does not have.
    """
    names: dict[tuple[str, LoadKind], str] = {}

    def named(done: PerformedSet) -> str:
        key = done.variant, done.load.kind
        if key not in names:
            names[key] = foreign_name(*key, program, catalogue)
        return names[key]

    line = 1
    for workout in _apart(_workouts(contents, zone)):
        for done in workout.sets:
            line += 1
            of_ilium = isinstance(done, PerformedSet)
            row = _own_row(done, named(done)) if of_ilium else _other_row(done)
            yield msgspec.structs.replace(
                row,
                line=line,
                started=workout.started,
                duration_s=workout.duration_s,
                workout=workout.title,
                workout_note=workout.note,
            )


def current(versions: Iterable[SetEvent]) -> list[PerformedSet]:
    """The sets that count: of each the newest version, without those that were removed."""
    newest: dict[UUID, SetEvent] = {}
    for version in versions:
        known = newest.get(version.performed.id)
        if known is None or (version.recorded_at, version.id) > (known.recorded_at, known.id):
            newest[version.performed.id] = version
    return [version.performed for version in newest.values() if not version.removed]


def _workouts(contents: Export, zone: str) -> Iterator[_Workout]:
    """The visits, and the days on which sets were done outside any; none without a set."""
    in_session: dict[UUID, list[PerformedSet | OtherSet]] = {}
    loose: list[PerformedSet] = []
    for done in current(contents.sets):
        if not (done.reps or done.seconds):
            continue  # a failed set: other programs take a row without a count for none
        if done.session is None:
            loose.append(done)
        else:
            in_session.setdefault(done.session, []).append(done)
    for other in contents.others:
        in_session.setdefault(other.session, []).append(other)
    for session in contents.sessions:
        if session.id in in_session:
            yield _of_session(session, in_session[session.id])
    wall = ZoneInfo(zone)
    loose.sort(key=_order)
    for _, group in groupby(loose, key=lambda done: done.at.astimezone(wall).date()):
        of_day = tuple(group)
        yield _Workout(_wall(of_day[0].at, zone), None, "Workout", "", of_day)


def _of_session(session: TrainingSession, sets: list[PerformedSet | OtherSet]) -> _Workout:
    lasted = session.finished_at and session.finished_at - session.started_at
    planned = f"Week {session.week}, day {session.day}" if session.week else "Workout"
    return _Workout(
        started=_wall(session.started_at, session.zone),
        duration_s=None if lasted is None else int(lasted.total_seconds()),
        title=session.title or planned,
        note=session.note,
        sets=tuple(sorted(sets, key=_order)),
    )


def _apart(workouts: Iterable[_Workout]) -> Iterator[_Workout]:
    """The workouts by their start, no two of them at the same minute: a row says no more of it."""
    taken: set[datetime] = set()
    for workout in sorted(workouts, key=lambda one: (one.started, one.title)):
        start = workout.started
        while start.replace(second=0) in taken:
            start += MINUTE
        taken.add(start.replace(second=0))
        yield msgspec.structs.replace(workout, started=start)


def _order(done: PerformedSet | OtherSet) -> tuple[datetime, UUID]:
    return done.at, done.id


def _wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)


def _effort(rir: int | None) -> Decimal | None:
    return None if rir is None or rir >= HARDEST else Decimal(HARDEST - rir)


def _own_row(done: PerformedSet, name: str) -> OutgoingSet:
    return OutgoingSet(
        line=0,
        started=done.at,
        exercise=name,
        kind=KINDS[done.kind],
        weight=done.load.kilograms,
        reps=done.reps,
        seconds=done.seconds,
        rpe=_effort(done.rir),
        note=marked(done.note, done.side, done.load.band),
    )


def _other_row(done: OtherSet) -> OutgoingSet:
    return OutgoingSet(
        line=0,
        started=done.at,
        exercise=done.exercise,
        kind=KINDS[done.kind],
        weight=done.kilograms,
        reps=done.reps,
        seconds=done.seconds,
        meters=done.meters,
        rpe=_effort(done.rir),
        note=done.note,
    )
