"""What the core's JSON documents look like, for the description of the API.

The documents are made by `planning.document` and `progress.progress_document`; these types only
describe them, and a test holds each against the other.
"""

from datetime import date
from typing import NotRequired, TypedDict

from ilium.anatomy import Region
from ilium.exercises.model import Role
from ilium.planning.programme import Range, Sides, Weekday
from ilium.progress import Adherence
from ilium.training.adherence import Calendar
from ilium.training.analytics import SideBalance, StrengthChange
from ilium.training.performed import Side
from ilium.training.shortfall import RegionWeek


class ProgrammeItem(TypedDict):
    """One exercise of a session; `why` says why it is in it. Either `reps` or `seconds`."""

    exercise: str
    modifiers: list[str]
    sets: int
    reps: NotRequired[Range]
    seconds: NotRequired[Range]
    rir: Range
    tempo: str
    rest_s: int
    sides: Sides
    minutes: float
    why: str


class ProgrammeBlock(TypedDict):
    """The items of one role."""

    role: Role
    minutes: float
    items: list[ProgrammeItem]


class ProgrammeSession(TypedDict):
    """One day's training."""

    day: int
    weekday: Weekday
    minutes: float
    blocks: list[ProgrammeBlock]


class ProgrammeWeek(TypedDict):
    """One week of the mesocycle."""

    week: int
    deload: bool
    sessions: list[ProgrammeSession]


class ProgrammeDocument(TypedDict):
    """A programme with its reasons as sentences."""

    schema: str
    status: str
    weeks: list[ProgrammeWeek]
    weekly_sets: dict[Region, float]
    weekly_hard_sets: dict[Region, float]
    band: dict[Region, Range]
    notes: list[str]


class ProgressWeek(TypedDict):
    """A calendar week: sessions, and sets x credit by region, with and without the drills."""

    monday: date
    sessions: int
    weekly_sets: dict[Region, float]
    weekly_hard_sets: dict[Region, float]


class StrengthDay(TypedDict):
    """An estimated one-repetition maximum in kilograms, and its standard deviation.

    `e1rm_kg` is of that day alone, `known_kg` of all that was known on it.
    """

    on: date
    e1rm_kg: float
    deviation_kg: float
    known_kg: float
    known_deviation_kg: float


class StrengthTrend(TypedDict):
    """The estimates of one variant and side, day by day, and what they say together."""

    variant: str
    side: Side
    change: StrengthChange | None
    points: list[StrengthDay]


class ProgressDocument(TypedDict):
    """What the last weeks add up to; `this_week` says how the targets stand in the week that runs.

    `adherence` and `calendar` are null without a programme.
    """

    schema: str
    band: dict[Region, Range]
    this_week: tuple[RegionWeek, ...]
    weeks: list[ProgressWeek]
    strength: list[StrengthTrend]
    sides: tuple[SideBalance, ...]
    adherence: Adherence | None
    calendar: Calendar | None
