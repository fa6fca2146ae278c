"""A planned session as a FIT workout file, which watches guide through.

Pure: equal input gives equal bytes. The file is written by the FIT profile's messages `file_id`,
`workout`, `workout_step` and `exercise_title`; see
https://developer.garmin.com/fit/file-types/workout/.

Sets that are alike are one group that repeats, as watches' own plans have them: the watch counts
them, and a long session stays below the number of steps that watches take.
"""

# pyright: reportMissingTypeStubs=false
# The library says its types in its sources.

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby

import msgspec
from fit_tool import FitFileBuilder
from fit_tool.message import Message
from fit_tool.profile.messages.exercise_title_message import ExerciseTitleMessage
from fit_tool.profile.messages.file_id_message import FileIdMessage
from fit_tool.profile.messages.workout_message import WorkoutMessage
from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
from fit_tool.profile.profile_type import (
    FileType,
    FitBaseUnit,
    Intensity,
    Manufacturer,
    Sport,
    SubSport,
    WorkoutStepDuration,
    WorkoutStepTarget,
)

from ilium.exercises import Catalogue
from ilium.exercises.model import Role
from ilium.interchange.fit_exercises import FitExercise, fit_exercise
from ilium.interchange.planned import Appointment, load_kind, name_of, one_line, span
from ilium.loads import LoadKind, Unit, load_text
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Item, Sides
from ilium.training.performed import SetKind, Side
from ilium.training.prescription import SetTarget

NAME_BYTES = 48
NOTES_BYTES = 200
"""Of UTF-8. The format allows 255; watches cut longer ones off."""

HEAVIEST = 655
"""Kilograms: the format has 16 bits of hundredths."""

Targets = Mapping[str, Sequence[SetTarget]]
"""The sets that are prescribed, by variant."""

Round = tuple[SetTarget, ...]
"""A set, or the left and the right one of a set on each side."""


class _Work(msgspec.Struct, frozen=True, kw_only=True):
    """A set as a watch asks for it."""

    target: SetTarget
    name: str
    notes: str
    exercise: FitExercise
    unit: Unit


class _Rest(msgspec.Struct, frozen=True):
    seconds: int


class _Repeat(msgspec.Struct, frozen=True):
    """Back to a step, until it was done so often."""

    first: int
    times: int


_Step = _Work | _Rest | _Repeat


def file_name(one: Appointment) -> str:
    """What the file of a session is called.

    Weeks and sessions have two digits, so that names sort as the sessions do.
    """
    return f"ilium-week-{one.week.week:02}-session-{one.session.day:02}.fit"


def workout(
    one: Appointment,
    created: datetime,
    athlete: Athlete,
    catalogue: Catalogue,
    targets: Targets | None = None,
) -> bytes:
    """The FIT workout file of a session.

    Args:
        one: the session.
        created: when its programme was made.
        athlete: whose equipment decides how an exercise is loaded, and whose unit is shown.
        catalogue: has the names of the exercises.
        targets: the sets that are prescribed, with their loads; a variant that is not in it gets
            the sets of the plan, without a load.
    """
    steps = list(_steps(one, athlete, catalogue, targets or {}))
    builder = FitFileBuilder()
    builder.add(_file_id(one, created))
    builder.add(_workout(one, len(steps)))
    for place, step in enumerate(steps):
        builder.add(_message(place, step))
    for place, title in enumerate(_titles(steps)):
        title.message_index = place
        builder.add(title)
    return builder.build_bytes()


def _file_id(one: Appointment, created: datetime) -> Message:
    message = FileIdMessage()
    message.type = FileType.WORKOUT
    message.manufacturer = Manufacturer.DEVELOPMENT.value
    message.product = 0
    message.time_created = int(created.astimezone(UTC).timestamp()) * 1000
    message.serial_number = one.id.int % 0xFFFFFFFF or 1  # 0 means that there is none
    return message


def _workout(one: Appointment, steps: int) -> Message:
    message = WorkoutMessage()
    message.workout_name = _cut(
        f"Ilium week {one.week.week}, session {one.session.day}", NAME_BYTES
    )
    message.sport = Sport.TRAINING
    message.sub_sport = SubSport.STRENGTH_TRAINING
    message.num_valid_steps = steps
    return message


def _steps(
    one: Appointment, athlete: Athlete, catalogue: Catalogue, targets: Targets
) -> Iterator[_Step]:
    """The steps of a session: of each item its sets and rests; no rest after the last set."""
    items = [(block.role, item) for block in one.session.blocks for item in block.items]
    place = 0
    for number, (role, item) in enumerate(items):
        sets = targets.get(item.variant) or planned_sets(item, role)
        runs = [(each, len(list(run))) for each, run in groupby(rounds(sets))]
        for index, (each, times) in enumerate(runs):
            last = number == len(items) - 1 and index == len(runs) - 1
            works = [_work(target, item, athlete, catalogue) for target in each]
            for step in _group(works, times, item.rest_s, place, last):
                yield step
                place += 1


def _group(
    works: Sequence[_Work], times: int, rest_s: int, place: int, last: bool
) -> Iterator[_Step]:
    """One set or several that are alike, each with its rest; the last of all sets has none.

    `place` is the number of the first step.
    """
    rests = [_Rest(rest_s)] if rest_s > 0 else []
    repeated = times - 1 if last else times
    if repeated > 0:
        yield from works
        yield from rests
    if repeated > 1:
        yield _Repeat(place, repeated)
    if last:
        yield from works


def planned_sets(item: Item, role: Role) -> tuple[SetTarget, ...]:
    """The sets of an item as the plan has them, without loads."""
    sides = (Side.LEFT, Side.RIGHT) if item.sides is Sides.EACH else (Side.BOTH,)
    return tuple(
        SetTarget(
            kind=SetKind.WORKING,
            side=side,
            load=None,
            reps=item.reps,
            seconds=item.seconds,
            rir=None if role is Role.ACTIVATION else item.rir,
        )
        for _ in range(item.sets)
        for side in sides
    )


def rounds(sets: Sequence[SetTarget]) -> Iterator[Round]:
    """The sets one by one, a left one and the right one after it together."""
    waiting = list(sets)
    while waiting:
        pair = [one.side for one in waiting[:2]] == [Side.LEFT, Side.RIGHT]
        yield tuple(waiting[: 1 + pair])
        del waiting[: 1 + pair]


def _work(target: SetTarget, item: Item, athlete: Athlete, catalogue: Catalogue) -> _Work:
    name, _, how = name_of(item, catalogue).partition(", ")
    side = "" if target.side is Side.BOTH else f", {target.side.value}"
    return _Work(
        target=target,
        name=_cut(name, NAME_BYTES - len(side)) + side,
        notes=_cut(_notes(target, item, how, athlete.unit), NOTES_BYTES),
        exercise=fit_exercise(item.variant, load_kind(target.load, item, athlete, catalogue)),
        unit=athlete.unit,
    )


def _notes(target: SetTarget, item: Item, how: str, unit: Unit) -> str:
    """Range, load, effort and tempo, and what makes the variant."""
    counted = (
        f"{span(target.seconds)} s" if target.seconds else f"{span(target.reps or (0, 0))} reps"
    )
    parts = [counted]
    if target.load is not None and target.load.kind is not LoadKind.NONE:
        parts.append(load_text(target.load, unit))
    if target.kind is SetKind.RAMP:
        parts.append("lead-up set")
    else:
        parts.append(f"{span(target.rir)} in reserve" if target.rir else "easy")
    parts += [part for part in (how, f"tempo {item.tempo}") if part]
    return one_line(", ".join(parts))


def _message(place: int, step: _Step) -> Message:
    message = WorkoutStepMessage()
    message.message_index = place
    if isinstance(step, _Repeat):
        message.duration_type = WorkoutStepDuration.REPEAT_UNTIL_STEPS_CMPLT
        message.duration_step = step.first
        message.target_type = WorkoutStepTarget.OPEN
        message.target_repeat_steps = step.times
        return message
    message.target_type = WorkoutStepTarget.OPEN
    message.target_value = 0
    if isinstance(step, _Rest):
        message.workout_step_name = "Rest"
        message.duration_type = WorkoutStepDuration.TIME
        message.duration_time = float(step.seconds)
        message.intensity = Intensity.REST
        return message
    _fill(message, step)
    return message


def _fill(message: WorkoutStepMessage, work: _Work) -> None:
    """The top of the range is asked for; the notes have the range and when to stop before it."""
    target = work.target
    message.workout_step_name = work.name
    message.notes = work.notes
    ramp = target.kind is SetKind.RAMP
    message.intensity = Intensity.WARMUP if ramp else Intensity.ACTIVE
    if target.seconds is not None:
        message.duration_type = WorkoutStepDuration.TIME
        message.duration_time = float(target.seconds[1])
    else:
        message.duration_type = WorkoutStepDuration.REPS
        message.duration_reps = (target.reps or (0, 0))[1]
    message.exercise_category = work.exercise.category
    if work.exercise.name is not None:
        message.exercise_name = work.exercise.name
    kilograms = target.load.kilograms if target.load else None
    if kilograms and kilograms <= HEAVIEST:
        message.exercise_weight = float(kilograms)
        pounds = work.unit is Unit.POUNDS
        message.weight_display_unit = (FitBaseUnit.POUND if pounds else FitBaseUnit.KILOGRAM).value


def _titles(steps: Sequence[_Step]) -> Iterator[ExerciseTitleMessage]:
    """What each exercise of the profile is called here, for watches that do not know it."""
    named: set[FitExercise] = set()
    for step in steps:
        if not isinstance(step, _Work) or step.exercise.name is None or step.exercise in named:
            continue
        named.add(step.exercise)
        title = ExerciseTitleMessage()
        title.exercise_category = step.exercise.category
        title.exercise_name = step.exercise.name
        title.workout_step_name = step.name.removesuffix(", left")
        yield title


def _cut(text: str, most: int) -> str:
    """The text in at most so many bytes of UTF-8, whole characters only."""
    return one_line(text).encode()[:most].decode(errors="ignore").rstrip()
