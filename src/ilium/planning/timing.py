"""How long an item takes, in tenths of a minute.

Every part is rounded up to a tenth of a minute by itself, so that the minutes of sets add up to
those of items, blocks and sessions without a remainder, and a plan never takes longer than it says
(at the tempo that it names). A tenth is 6 seconds:

    item = ⌈set-up⌉ + ramp sets × ⌈ramp set⌉ + sets × ⌈set⌉
    set  = sides × work + (sides − 1) × side change + rest
    work = reps at the top of the range × seconds of the tempo, or seconds at the top of the range
"""

import msgspec

from ilium.exercises.model import Variant
from ilium.planning.dose import Ramp
from ilium.planning.programme import Range, Sides

SECONDS_PER_TENTH = 6
TENTHS_PER_MINUTE = 10


class Pace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the duration of an item's sets follows from. Seconds throughout."""

    reps: Range | None
    seconds: Range | None
    tempo: str
    sides: Sides
    change_s: int
    rest_s: int
    set_up_s: int


def tenths(seconds: int) -> int:
    """Seconds as tenths of a minute, rounded up.

    >>> tenths(61)
    11
    """
    return -(-seconds // SECONDS_PER_TENTH)


def minutes(count: int) -> float:
    """Tenths of a minute as minutes.

    >>> minutes(83)
    8.3
    """
    return count / TENTHS_PER_MINUTE


def repetition_seconds(tempo: str) -> int:
    """How long one repetition takes at a tempo of lift-hold-lower seconds.

    >>> repetition_seconds("2-1-2")
    5
    """
    return sum(int(part) for part in tempo.split("-"))


def tempo_of(variant: Variant) -> str:
    """The variant's tempo: a modifier's where one sets it, or else the exercise's."""
    changed = (modifier.tempo for modifier in variant.modifiers if modifier.tempo is not None)
    return next(changed, variant.exercise.tempo)


def _with_sides(pace: Pace, one_side_s: int) -> int:
    return 2 * one_side_s + pace.change_s if pace.sides is Sides.EACH else one_side_s


def set_tenths(pace: Pace) -> int:
    """One set with the rest after it."""
    if pace.reps is not None:
        work = pace.reps[1] * repetition_seconds(pace.tempo)
    else:
        work = pace.seconds[1] if pace.seconds is not None else 0
    return tenths(_with_sides(pace, work) + pace.rest_s)


def set_up_tenths(pace: Pace) -> int:
    """Getting the exercise ready."""
    return tenths(pace.set_up_s)


def ramp_tenths(pace: Pace, ramp: Ramp) -> int:
    """The sets that lead up to the first heavy exercise, with their rests."""
    work = ramp.reps * repetition_seconds(pace.tempo)
    return ramp.sets * tenths(_with_sides(pace, work) + ramp.rest_s)
