"""A programme: weeks of sessions of blocks of items.

A decision that is kept, so it carries its reasons.
"""

from enum import StrEnum

import msgspec

from ilium.anatomy import Region
from ilium.exercises.model import Role, variant_id
from ilium.reasons import Reason

Range = tuple[int, int]


class Weekday(StrEnum):
    """Days of the week; `list(Weekday).index(day)` equals `date.weekday()`."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


class Sides(StrEnum):
    """`both` sides at once, or `each` side with its own set."""

    BOTH = "both"
    EACH = "each"


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One exercise of a session. Exactly one of `reps` and `seconds` is given.

    `reps`, `seconds` and `rir` are closed ranges; `rest_s` seconds between sets;
    `minutes` is all it takes: setting up, ramp sets, sets at the top of the range, rests, sides.
    """

    exercise: str
    modifiers: tuple[str, ...] = ()
    sets: int
    reps: Range | None = None
    seconds: Range | None = None
    rir: Range
    tempo: str
    rest_s: int
    sides: Sides
    minutes: float
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        if (self.reps is None) == (self.seconds is None):
            raise ValueError(f"{self.exercise}: an item counts either reps or seconds")

    @property
    def variant(self) -> str:
        """The key under which its history is kept."""
        return variant_id(self.exercise, self.modifiers)


class Block(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The items of one role in a session."""

    role: Role
    minutes: float
    items: tuple[Item, ...]


class Session(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One day's training.

    `day` is its number in the week, counted from 1. A session keeps it when it moves to another
    weekday, so sessions stand in the order of the calendar, not always of their numbers.
    """

    day: int
    weekday: Weekday
    minutes: float
    blocks: tuple[Block, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order in which they are done."""
        return tuple(item for block in self.blocks for item in block.items)


class Week(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One week of the mesocycle. `week` counts from 1."""

    week: int
    deload: bool
    sessions: tuple[Session, ...]


class Programme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mesocycle: what to do on each day, and the weekly sets that it gives each region.

    `weekly_sets` counts, for a full week, sets x credit over every item, drills included;
    `weekly_hard_sets` leaves the drills out. `band` is the closed range that `weekly_sets`
    of each target is held in.
    """

    weeks: tuple[Week, ...]
    weekly_sets: dict[Region, float]
    weekly_hard_sets: dict[Region, float]
    band: dict[Region, Range]
    notes: tuple[Reason, ...] = ()

    def planned(self, variant: str) -> tuple[Role, Item] | None:
        """The block and item of a week that a set of the variant belongs to, None if to none."""
        blocks = [block for session in self.weeks[0].sessions for block in session.blocks]
        return next(
            (
                (block.role, item)
                for block in blocks
                for item in block.items
                if item.variant == variant
            ),
            None,
        )
