"""The planner's numbers: `dose.toml`, read once and typed. Their sources stand in that file."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from ilium.anatomy import TARGETS, Region
from ilium.exercises.model import Basis, Limit, Role
from ilium.loads import LoadKind
from ilium.planning.athlete import Athlete, Level
from ilium.planning.programme import Range, Weekday


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sets that hold for every target region."""

    emphasis_sets: int
    minimum_hard_sets: int
    session_sets: int


class SingleDay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changes with one session a week."""

    band: Range


class BlockRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Closed ranges of a block: items, sets of an item, reps or seconds of a set, minutes.

    `work_s` is how long a set is to work at most, in seconds, as far as its reps allow.
    """

    items: Range
    sets: Range
    reps: Range
    work_s: int | None = None
    seconds: Range | None = None
    minutes: Range | None = None


class Rests(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Seconds between sets, by role, sides and load."""

    activation_both: int
    activation_each: int
    heavy_barbell: int
    heavy_both: int
    heavy_each: int
    isolation_both: int
    isolation_each: int


class Ramp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sets that lead up to the first heavy exercise."""

    sets: int
    reps: int
    rest_s: int


class SideChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Seconds from the last rep on one side to the first on the other."""

    change_s: int


class Effort(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Reps in reserve in the first and the second half of the working weeks."""

    first: Range
    second: Range


class DeloadRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the last week is a deload, and what is left of the work in it."""

    minimum_weeks: int
    share_of_sets: float
    easier_rir: int


class Points(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The weights of the objective; `ilium.planning.objective` says how they are used."""

    under_aim: int
    over_aim: int
    under_hard: int
    emphasis: int
    aim_width: int
    spread: int
    measured: int
    secondary: int
    simulated: int
    reasoned: int
    variant: int
    role: int
    care: int
    erector_spinae: int
    hamstrings: int
    tensor_fasciae_latae: int
    short_lead: int
    other_drill: int
    other_lead: int
    repeat: int
    tenth: int
    miss: int

    def basis(self, basis: Basis) -> int:
        """What a credit costs that is known in this way."""
        return {
            Basis.MEASURED: self.measured,
            Basis.SECONDARY: self.secondary,
            Basis.SIMULATED: self.simulated,
            Basis.REASONED: self.reasoned,
        }[basis]

    @property
    def compensators(self) -> dict[Region, int]:
        """What half a set of each muscle costs that is to be spared."""
        return {
            Region.ERECTOR_SPINAE: self.erector_spinae,
            Region.HAMSTRINGS: self.hamstrings,
            Region.TENSOR_FASCIAE_LATAE: self.tensor_fasciae_latae,
        }


class Order(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The exercises that a heavy block starts with where it can."""

    leads: tuple[str, ...]
    drills: tuple[str, ...]
    lead_sets: int


class Intrusion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What it takes from a person to give up a wish, in points."""

    minutes: int
    day: int
    emphasis: int
    insist: int
    avoid: int
    equipment: int
    level: int


class Doses(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of `dose.toml`."""

    bands: dict[Level, Range]
    single_day: SingleDay
    limits: Limits
    caps: dict[Region, int]
    caps_with_limit: dict[Limit, dict[Region, int]]
    caps_at_least: dict[Region, int]
    blocks: dict[Role, BlockRules]
    rest_s: Rests
    set_up_s: dict[LoadKind, int]
    sides: SideChange
    ramp: Ramp
    rir: dict[str, Effort]
    deload: DeloadRules
    weekdays: dict[str, tuple[Weekday, ...]]
    points: Points
    order: Order
    free_uses: dict[Role, int]
    intrusion: Intrusion

    def band(self, athlete: Athlete) -> dict[Region, Range]:
        """The closed range of weekly fractional sets of each target region.

        >>> from ilium.anatomy import Region
        >>> doses().band(Athlete(emphasis=Region.GLUTEUS_MEDIUS))[Region.GLUTEUS_MEDIUS]
        (12, 16)
        """
        low, high = self.single_day.band if athlete.days == 1 else self.bands[athlete.level]
        return {
            region: (low + self.limits.emphasis_sets * (region is athlete.emphasis), high)
            for region in TARGETS
        }

    def weekly_caps(self, athlete: Athlete) -> dict[Region, int]:
        """The most weekly fractional sets of each muscle that is only to help.

        Other training takes its share of them, down to what `caps_at_least` leaves.

        >>> doses().weekly_caps(Athlete(limits=frozenset({Limit.LOW_BACK})))[Region.ERECTOR_SPINAE]
        4
        >>> from ilium.planning.athlete import OtherTraining
        >>> doses().weekly_caps(Athlete(other_training=OtherTraining(hamstrings=5)))[
        ...     Region.HAMSTRINGS
        ... ]
        7
        """
        return {
            region: max(cap - athlete.other_training.sets(region), self._least(region, cap))
            for region, cap in self.caps_without(athlete).items()
        }

    def caps_without(self, athlete: Athlete) -> dict[Region, int]:
        """The same as if there were no other training: what is meant in all."""
        caps = dict(self.caps)
        for limit in sorted(athlete.limits):
            for region, cap in self.caps_with_limit.get(limit, {}).items():
                caps[region] = min(cap, caps.get(region, cap))
        return caps

    def _least(self, region: Region, cap: int) -> int:
        return min(cap, self.caps_at_least.get(region, 0))

    def days(self, athlete: Athlete) -> tuple[Weekday, ...]:
        """The weekdays of the sessions."""
        return self.weekdays[str(athlete.days)]

    def has_deload(self, weeks: int) -> bool:
        """Whether a mesocycle of so many weeks ends with a deload."""
        return weeks >= self.deload.minimum_weeks

    def effort(self, role: Role, level: Level, week: int, weeks: int) -> Range:
        """Reps in reserve of an item in a week, counted from 1, of so many weeks.

        >>> doses().effort(Role.HEAVY, Level.INTERMEDIATE, 6, 6)
        (4, 5)
        """
        kind = self.rir[role.value if role is Role.ACTIVATION else level.value]
        working = weeks - self.has_deload(weeks)
        if week <= working:
            return kind.first if 2 * week <= working + 1 else kind.second
        easier = self.deload.easier_rir
        base = kind.first
        return (base[0] + easier, base[1] + easier)


@cache
def doses() -> Doses:
    """The shipped numbers."""
    text = files("ilium.planning").joinpath("dose.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Doses)
