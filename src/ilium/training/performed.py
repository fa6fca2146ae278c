"""What was done: performed sets, as they are remembered."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from ilium.anatomy import Region
from ilium.exercises.model import Limit, Role
from ilium.loads import MAXIMUM_KILOGRAMS, Load


class Side(StrEnum):
    """The working side of a set; `both` for exercises that load both at once."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class SetKind(StrEnum):
    """`ramp` sets lead up to the first heavy exercise and count for nothing.

    `drop` sets follow another without a rest, with less load: work, but no measure of strength.
    """

    WORKING = "working"
    RAMP = "ramp"
    DROP = "drop"


class Pain(StrEnum):
    """Where it hurt: at one of the places that exercises have cautions for, or elsewhere.

    Of a pain elsewhere nothing is known but that the exercise has to stop.
    """

    LOW_BACK = Limit.LOW_BACK.value
    KNEE = Limit.KNEE.value
    FRONT_OF_HIP = Limit.FRONT_OF_HIP.value
    SIDE_OF_HIP = Limit.SIDE_OF_HIP.value
    ELSEWHERE = "elsewhere"

    @property
    def limit(self) -> Limit | None:
        """The place by which substitutes can be chosen; None if it is elsewhere."""
        return None if self is Pain.ELSEWHERE else Limit(self.value)


class PerformedSet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One set, done. Exactly one of `reps` and `seconds` is given; 0 reps is a failed set.

    `rir` is the reps that could still have been done, as felt (0-10), None if not said.
    `felt` is where a drill was felt, `pain` where it hurt. `at` is an aware UTC time.
    `target_reps`/`target_rir` are what was asked for, so that the answer can be judged later.
    `deload` marks sets that were made easier on purpose: they stay out of trends.
    """

    id: UUID
    variant: str
    side: Side
    load: Load
    reps: int | None = None
    seconds: int | None = None
    rir: int | None = None
    felt: Region | None = None
    pain: Pain | None = None
    at: datetime
    role: Role
    kind: SetKind = SetKind.WORKING
    deload: bool = False
    session: UUID | None = None
    target_reps: tuple[int, int] | None = None
    target_rir: tuple[int, int] | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if (self.reps is None) == (self.seconds is None):
            raise ValueError("a set counts either reps or seconds")
        if self.reps is not None and not 0 <= self.reps <= 200:
            raise ValueError(f"reps are 0 to 200, not {self.reps}")
        if self.seconds is not None and not 0 <= self.seconds <= 3600:
            raise ValueError(f"seconds are 0 to 3600, not {self.seconds}")
        if self.rir is not None and not 0 <= self.rir <= 10:
            raise ValueError(f"reps in reserve are 0 to 10, not {self.rir}")
        if self.at.tzinfo is None:
            raise ValueError("the time of a set needs a time zone")
        if len(self.note) > 2000:
            raise ValueError("a note holds at most 2000 characters")


LONGEST_SECONDS = 604_800
"""A week: anything longer is a clock that was never stopped."""

FARTHEST_METERS = Decimal(10_000_000)
"""A quarter round the world: anything farther is a slip of the finger."""


class OtherSet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A set of something that is not for the upper glutes, as another program wrote it down.

    It is kept because the low back and the hamstrings were worked by it. `exercise` is the name
    as it was written; `kilograms` and `meters` are None where nothing was weighed or measured.
    """

    id: UUID
    session: UUID
    exercise: str
    at: datetime
    kind: SetKind = SetKind.WORKING
    kilograms: Decimal | None = None
    reps: int | None = None
    seconds: int | None = None
    meters: Decimal | None = None
    rir: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.exercise) <= 200:
            raise ValueError("the name of an exercise has 1 to 200 characters")
        if self.reps is None and self.seconds is None and self.meters is None:
            raise ValueError("a set counts reps, seconds or meters")
        if self.reps is not None and not 0 <= self.reps <= 10_000:
            raise ValueError(f"reps are 0 to 10000, not {self.reps}")
        if self.seconds is not None and not 0 <= self.seconds <= LONGEST_SECONDS:
            raise ValueError(f"seconds are 0 to {LONGEST_SECONDS}, not {self.seconds}")
        if self.rir is not None and not 0 <= self.rir <= 10:
            raise ValueError(f"reps in reserve are 0 to 10, not {self.rir}")
        for name, value, most in (
            ("kilograms", self.kilograms, MAXIMUM_KILOGRAMS),
            ("meters", self.meters, FARTHEST_METERS),
        ):
            if value is not None and not (value.is_finite() and 0 <= value <= most):
                raise ValueError(f"{name} are 0 to {most}, not {value}")
        if self.at.tzinfo is None:
            raise ValueError("the time of a set needs a time zone")
        if len(self.note) > 2000:
            raise ValueError("a note holds at most 2000 characters")
