"""Who a plan is for, and what they wish: the planner's whole input."""

from decimal import Decimal
from enum import StrEnum

import msgspec

from ilium.anatomy import TARGETS, Region
from ilium.exercises.model import Limit
from ilium.loads import Equipment, Inventory, Unit

PLANNED_FROM = (
    "level",
    "days",
    "minutes",
    "weeks",
    "equipment",
    "limits",
    "avoid",
    "insist",
    "emphasis",
    "other_training",
)
"""The fields of an athlete that a plan follows from."""

DAYS = range(1, 5)
MINUTES = range(20, 181)
WEEKS = range(1, 17)
DEFAULT_WEEKS = 6
"""Five weeks of work and a deload, inside the 4-6 weeks of Bell 2023 (secondary)."""

BODY_MASS_KG = (Decimal(30), Decimal(300))


class Level(StrEnum):
    """Training experience with these exercises, which sets the weekly band and the effort."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


MOST_OTHER_SETS = 60
"""Weekly sets of one muscle: three times what anyone gains from (pelland_2025, secondary)."""


class OtherTraining(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Weekly sets that training outside the programme gives to the muscles that only help in it.

    >>> OtherTraining(hamstrings=6).sets(Region.HAMSTRINGS)
    6
    """

    erector_spinae: int = 0
    hamstrings: int = 0

    def __post_init__(self) -> None:
        for region in OTHER_REGIONS:
            if not 0 <= self.sets(region) <= MOST_OTHER_SETS:
                raise ValueError(
                    f"other training gives the {region} 0 to {MOST_OTHER_SETS} sets a week, "
                    f"not {self.sets(region)}"
                )

    def sets(self, region: Region) -> int:
        """The weekly sets of a region, 0 for one that is not asked about."""
        return getattr(self, region.value) if region in OTHER_REGIONS else 0


OTHER_REGIONS = (Region.ERECTOR_SPINAE, Region.HAMSTRINGS)
"""The regions of which other training is asked: those whose weekly sets have a cap."""


class Athlete(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person who trains, and their wishes.

    `days` a week (1-4), `minutes` a session (20-180), `weeks` of the mesocycle (1-16),
    `body_mass` in kilograms whatever the `unit` that weights are shown in. `avoid` and `insist`
    hold exercise ids. `emphasis` is one of the three target regions, which then gets its sets
    first. `other_training` leaves less of the low back and the hamstrings to the programme.

    Raises:
        ValueError: a number is outside its range, or a wish contradicts another.

    >>> Athlete(days=3, minutes=45).level.value
    'intermediate'
    """

    level: Level = Level.INTERMEDIATE
    days: int = 3
    minutes: int = 60
    weeks: int = DEFAULT_WEEKS
    equipment: frozenset[Equipment] = frozenset()
    inventory: Inventory = Inventory()
    limits: frozenset[Limit] = frozenset()
    avoid: frozenset[str] = frozenset()
    insist: frozenset[str] = frozenset()
    emphasis: Region | None = None
    other_training: OtherTraining = OtherTraining()
    body_mass: Decimal = Decimal(70)
    unit: Unit = Unit.KILOGRAMS

    def __post_init__(self) -> None:
        for name, value, allowed in (
            ("days", self.days, DAYS),
            ("minutes", self.minutes, MINUTES),
            ("weeks", self.weeks, WEEKS),
        ):
            if value not in allowed:
                raise ValueError(f"{name} is {allowed[0]} to {allowed[-1]}, not {value}")
        low, high = BODY_MASS_KG
        if not (self.body_mass.is_finite() and low <= self.body_mass <= high):
            raise ValueError(f"body mass is {low} to {high} kg, not {self.body_mass}")
        both = self.avoid & self.insist
        if both:
            raise ValueError(f"{', '.join(sorted(both))}: both avoided and insisted on; drop one")
        if self.emphasis is not None and self.emphasis not in TARGETS:
            raise ValueError(f"emphasis is one of {', '.join(TARGETS)}, not {self.emphasis}")


def with_wishes_of(athlete: Athlete, other: Athlete) -> Athlete:
    """The athlete with all that a plan follows from as the other has it.

    >>> with_wishes_of(Athlete(body_mass=Decimal(80)), Athlete(days=2)).days
    2
    """
    return msgspec.structs.replace(athlete, **{name: getattr(other, name) for name in PLANNED_FROM})
