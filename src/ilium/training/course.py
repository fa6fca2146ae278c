"""Double progression with a look ahead: the load that follows from the recent exposures.

Reps climb through the range first; the load rises when every set of an exposure reached the top
with enough in reserve, and the 1RM estimate says by how much. The course is a fold: one step an
exposure, oldest first. So it also knows which load was asked for each time, although nothing
derived is ever stored.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec

from ilium.exercises.model import Role
from ilium.loads import LoadKind
from ilium.reasons import Reason
from ilium.training import moves, predicted_moves
from ilium.training.aim import Aim
from ilium.training.exposure import Exposure, Judged, judge, other_range
from ilium.training.moves import Move, Turn
from ilium.training.performed import Side
from ilium.training.strength import Strength, follow, weakest
from ilium.training.wording import amount, named_near, span

HOLD_AFTER_DAYS = 14
"""Days off after which nothing rises; up to two weeks cost little strength (Bosquet 2013:
the loss grows with the length of the break; the days are reasoned)."""

RESTART_AFTER_DAYS = 84
"""Days off, twelve weeks, after which a load is found anew; reasoned."""

SETTLED_MARGIN = 1
"""Reps of reserve above the range at which a first load still counts as found."""

MISSES_TO_REDUCE = 2
"""One bad day is within the 3 % by which days differ; two in a row are a load too heavy."""


class Course(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the exposures so far lead.

    `move` is what they ask for next, None before the first; `judged` the latest that counted.
    `misses` and `tops` count misses and full successes in a row, `run` holds the exposures since
    the last light or painful one, `retreat` a load that had to be left as too heavy.
    """

    asked: Decimal | None
    calibrating: bool
    move: Move | None = None
    judged: Judged | None = None
    strengths: dict[Side, Strength] = {}
    measured_on: date | None = None
    misses: int = 0
    tops: int = 0
    run: tuple[Judged, ...] = ()
    retreat: Decimal | None = None

    @property
    def strength(self) -> Strength | None:
        """The weaker side's strength as far as it is known."""
        return weakest(self.strengths.values())


def run_course(
    exposures: Sequence[Exposure], aim: Aim, start: Decimal | None, complete: bool
) -> Course:
    """The course of an item's exposures, oldest first.

    Args:
        exposures: the latest ones.
        aim: what the item asks for.
        start: the load that a first exposure is asked to use, a ladder value.
        complete: whether these are all there are, so that the first one was a calibration.
    """
    course = Course(asked=start if complete else None, calibrating=complete)
    for exposure in exposures:
        course = _advance(course, exposure, aim)
    return course


def _advance(course: Course, exposure: Exposure, aim: Aim) -> Course:
    """The course after one more exposure; a light or painful one neither helps nor hurts."""
    if not exposure.counts:
        asked = None if exposure.painful else course.asked
        return msgspec.structs.replace(course, asked=asked, run=())
    judged = judge(exposure, aim)
    if judged is None:
        return course
    away = (judged.day - course.measured_on).days if course.measured_on else 0
    calibrating = course.calibrating or away >= RESTART_AFTER_DAYS
    known = _known(course, judged, calibrating and not exposure.program, away)
    course = msgspec.structs.replace(
        course,
        strengths=known,
        measured_on=judged.day,
        asked=None if away >= HOLD_AFTER_DAYS or other_range(judged, aim) else course.asked,
    )
    if exposure.role is not aim.role:
        return course
    if exposure.program and course.strength is not None:
        return _brought(course, judged, exposure.program, aim)
    move = _next_move(course, judged, calibrating, aim)
    missed = judged.missed_at is not None
    still = move.turn is Turn.HOLD
    return msgspec.structs.replace(
        course,
        asked=move.value,
        calibrating=move.calibrating,
        move=move,
        judged=judged,
        misses=course.misses + 1 if missed and still else 0,
        tops=course.tops + 1 if judged.topped and judged.complete and still else 0,
        run=(*course.run, judged),
        retreat=judged.heaviest if move.turn is Turn.REDUCE else course.retreat,
    )


def _brought(course: Course, judged: Judged, program: str, aim: Aim) -> Course:
    """The course after sets that another program wrote down: a strength, and a load to find."""
    assert course.strength is not None
    move = predicted_moves.brought(judged, course.strength, program, aim)
    return msgspec.structs.replace(
        course,
        asked=move.value,
        calibrating=True,
        move=move,
        judged=judged,
        misses=0,
        tops=0,
        run=(),
    )


def _known(course: Course, judged: Judged, calibrating: bool, away: int) -> dict[Side, Strength]:
    """Each side's strength after an exposure; while calibrating, only the newest load tells."""
    if calibrating:
        return course.strengths | judged.at_heaviest
    return course.strengths | {
        side: follow(course.strengths.get(side), measured, away)
        for side, measured in judged.strengths.items()
    }


def _next_move(course: Course, judged: Judged, calibrating: bool, aim: Aim) -> Move:
    """The first rule that applies decides."""
    found = weakest(judged.at_heaviest.values())
    if calibrating and found is not None and not judged.unsaid:
        settled = min(judged.reserves) <= aim.rir[1] + SETTLED_MARGIN
        return predicted_moves.calibrated(judged, found, course.asked, settled, aim)
    usual = _usual_move(course, judged, aim)
    moved = predicted_moves.range_changed(judged, course.strength, aim)
    if moved is None or (moved.turn is Turn.RISE and usual.value >= moved.value):
        return usual
    return moved


def _usual_move(course: Course, judged: Judged, aim: Aim) -> Move:
    """The move within one rep range, by whether the load asked for was lifted."""
    asked = course.asked
    if judged.missed_at is not None and (asked is None or judged.heaviest >= asked):
        return _after_miss(course, judged, aim)
    if asked is None or judged.base >= asked:
        return _after_plan(course, judged, aim)
    if judged.heaviest >= asked:
        return moves.hold(judged, aim, "hold_mixed", at=asked)
    return _after_less(course, judged, asked, aim)


def _after_less(course: Course, judged: Judged, asked: Decimal, aim: Aim) -> Move:
    """After less than was asked for, the load stays, or goes no further than what was asked.

    The latter when the load of the time before was lifted again, with full success.
    """
    if course.judged is not None and judged.base >= course.judged.base:
        move = _after_plan(course, judged, aim)
        if move.turn is Turn.RISE:
            return move if move.value <= asked else moves.rise(judged, asked, aim)
    return moves.hold(judged, aim, "lighter_lifted", asked=named_near(aim.ladder, asked))


def _after_plan(course: Course, judged: Judged, aim: Aim) -> Move:
    """After the load that was asked for: on with full success, else the same again."""
    if not (judged.complete and judged.topped):
        return _not_yet(judged, aim)
    if aim.role is Role.ACTIVATION and judged.unsaid:
        return moves.hold(judged, aim, "drill_stays_light")
    return moves.onward(judged, course.strength, course.tops, course.retreat, aim)


def _after_miss(course: Course, judged: Judged, aim: Aim) -> Move:
    """One miss is forgiven, the second in a row makes the load lighter.

    Sets that went on with less after the miss do not make the load lighter by themselves.
    """
    base = judged.base if course.asked is None else max(judged.base, course.asked)
    base = min(base, judged.heaviest)
    if course.misses + 1 >= MISSES_TO_REDUCE:
        return moves.reduce(judged, base, course.strength, aim)
    return moves.hold(judged, aim, "hold_missed", at=base, low=amount(aim, aim.low))


def _not_yet(judged: Judged, aim: Aim) -> Move:
    """The load stays until the range is climbed, with enough in reserve, in every set."""
    if not judged.complete:
        return moves.hold(judged, aim, "hold_incomplete", sets=aim.sets)
    if judged.least < aim.high:
        return moves.hold(judged, aim, "hold_in_range", high=amount(aim, aim.high))
    # On the way to a far load the reps past the top are not given up for one hard day.
    top = max(aim.high, judged.asked[1]) if judged.asked else aim.high
    return moves.hold(judged, aim, "hold_effort", top=top, rir=span(aim.felt))


def first_move(aim: Aim, start: Decimal) -> Move:
    """What to start with when nothing is known."""
    bare = not start and aim.ladder.kind is not LoadKind.BAND
    code = "calibration_bare" if bare else "calibration"
    if len(aim.ladder.values) == 1 and not aim.ladder.values[0]:
        code = "no_load"
    return Move(
        value=start,
        turn=Turn.HOLD,
        top=aim.high,
        calibrating=True,
        predicts=False,
        reason=Reason(code, {"load": named_near(aim.ladder, start)}),
    )
