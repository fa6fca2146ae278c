"""Sets as another program wrote them down: numbers and times made plain, nothing interpreted."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import msgspec


class Source(StrEnum):
    """The programs whose files are read."""

    STRONG = "strong"
    HEVY = "hevy"
    FITNOTES = "fitnotes"
    WGER = "wger"
    ILIUM = "ilium"


SOURCE_NAMES = {
    Source.STRONG: "Strong",
    Source.HEVY: "Hevy",
    Source.FITNOTES: "FitNotes",
    Source.WGER: "wger",
    Source.ILIUM: "Ilium",
}
"""How the programs write their names."""


class ForeignKind(StrEnum):
    """What kind of set it was; `failure` ended because no further repetition was possible."""

    WORKING = "working"
    WARM_UP = "warm_up"
    DROP = "drop"
    FAILURE = "failure"


class ForeignSet(msgspec.Struct, frozen=True, kw_only=True):
    """One set of one workout, as a file has it.

    `line` is where in the file it stands, counted from 1. `started` is when the workout began, by
    the clock on the wall (naive) unless the file names a zone; `duration_s` how long it took.
    `weight` is in kilograms, to the gram, None where the file leaves it blank. `rpe` is the
    effort from 1 to 10, `rir` the reps in reserve where the program asks for those.
    """

    line: int
    started: datetime
    duration_s: int | None = None
    workout: str = ""
    exercise: str
    kind: ForeignKind = ForeignKind.WORKING
    weight: Decimal | None = None
    reps: int | None = None
    seconds: int | None = None
    meters: Decimal | None = None
    rpe: Decimal | None = None
    rir: Decimal | None = None
    note: str = ""
    exercise_note: str = ""
    workout_note: str = ""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one line of a file, as a sentence that says what to do."""

    line: int
    sentence: str


Undone = Callable[[int], None]
"""Told the line of each set with 0 reps, which is nothing that was done."""
