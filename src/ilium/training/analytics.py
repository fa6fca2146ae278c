"""What the remembered sets add up to: weekly sets by region, strength over time, left and right.

Counts of what was done, never predictions of growth.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta, tzinfo
from decimal import Decimal

import msgspec

from ilium.anatomy import Region
from ilium.exercises import Catalogue, UnknownVariant
from ilium.exercises.model import Role
from ilium.training.performed import PerformedSet, SetKind, Side
from ilium.training.prescription import Estimate
from ilium.training.strength import FORMULA_DEVIATION, Strength, estimate, follow, measure


class WeekVolume(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sets x credit of one week, by region. `hard` leaves the activation drills out."""

    monday: date
    all: dict[Region, float]
    hard: dict[Region, float]
    sessions: int


class StrengthPoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The estimated one-repetition maximum of one variant and side on one day.

    `estimate` is what that day's sets say on their own, `known` what they and all the days before
    them say together. Both count the error of the formula, which is alike on every day.
    """

    on: date
    estimate: Estimate
    known: Estimate


class StrengthChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a strength has changed from the first to the last point, in kilograms of e1RM.

    The error of the formula, alike on every day, is left out. `clear` is true when the change is
    larger than twice its standard deviation.
    """

    since: date
    kilograms: float
    deviation: float
    clear: bool


class SideBalance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Left against right over the compared sets of one variant.

    `difference` is (right - left) / mean, in percent of e1RM, or of reps where nothing is weighed.
    `clear` is true when it is larger than twice its standard error.
    """

    variant: str
    difference: float
    deviation: float
    clear: bool
    pairs: int


def counts(performed: PerformedSet) -> bool:
    """Whether the set was work: no ramp set, and not failed."""
    return performed.kind is not SetKind.RAMP and (performed.reps or performed.seconds or 0) > 0


def weekly_volume(
    performed: Iterable[PerformedSet], catalogue: Catalogue, zone: tzinfo
) -> tuple[WeekVolume, ...]:
    """Fractional sets of each region for every calendar week with training, oldest first.

    A set of one side counts half, so that a left and a right set make one. Ramp sets and failed
    sets of 0 reps count nothing; a variant that the catalogue does not know is left out.

    Args:
        performed: the sets, in any order.
        catalogue: where the credits come from.
        zone: the person's time zone, which decides the day a set belongs to.
    """
    every: dict[date, dict[Region, float]] = defaultdict(lambda: defaultdict(float))
    hard: dict[date, dict[Region, float]] = defaultdict(lambda: defaultdict(float))
    days: dict[date, set[date]] = defaultdict(set)
    known: dict[str, Mapping[Region, float]] = {}
    for item in filter(counts, performed):
        if item.variant not in known:
            known[item.variant] = credits_of(item.variant, catalogue)
        day = item.at.astimezone(zone).date()
        monday = day - timedelta(day.weekday())
        days[monday].add(day)
        share = 1.0 if item.side is Side.BOTH else 0.5
        for region, credit in known[item.variant].items():
            every[monday][region] += credit * share
            if item.role is not Role.ACTIVATION:
                hard[monday][region] += credit * share
    return tuple(
        WeekVolume(
            monday=monday,
            all=dict(every[monday]),
            hard=dict(hard[monday]),
            sessions=len(days[monday]),
        )
        for monday in sorted(days)
    )


def credits_of(variant_id: str, catalogue: Catalogue) -> Mapping[Region, float]:
    """What a set of the variant counts for, by region; nothing if the catalogue has no such."""
    try:
        return catalogue.variant(variant_id).credits
    except UnknownVariant:
        return {}


def _by_day(
    performed: Iterable[PerformedSet], zone: tzinfo
) -> dict[tuple[str, Side], dict[date, list[PerformedSet]]]:
    grouped: dict[tuple[str, Side], dict[date, list[PerformedSet]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for item in performed:
        measures = counts(item) and item.kind is SetKind.WORKING
        if measures and not item.deload and item.pain is None:
            grouped[item.variant, item.side][item.at.astimezone(zone).date()].append(item)
    return grouped


def strength_trend(
    performed: Iterable[PerformedSet], zone: tzinfo
) -> dict[tuple[str, Side], tuple[StrengthPoint, ...]]:
    """e1RM by variant and side, a point a training day, for variants whose load is weighed.

    Deload sets and sets with pain stay out.
    """
    trends: dict[tuple[str, Side], tuple[StrengthPoint, ...]] = {}
    for key, days in _by_day(performed, zone).items():
        points = tuple(_followed(sorted(days.items())))
        if points:
            trends[key] = points
    return trends


def _followed(days: Iterable[tuple[date, list[PerformedSet]]]) -> Iterator[StrengthPoint]:
    known: Strength | None = None
    before: date | None = None
    for day, sets in days:
        measured = _day_strength(sets)
        if measured is None:
            continue
        known = follow(known, measured, (day - before).days if before else 0)
        before = day
        yield StrengthPoint(on=day, estimate=estimate(measured), known=estimate(known))


def strength_change(points: Sequence[StrengthPoint]) -> StrengthChange | None:
    """What the first and the last of a trend's points say together, None of fewer than two."""
    if len(points) < 2:
        return None
    first, last = points[0].known, points[-1].known
    change = last.kilograms - first.kilograms
    deviation = math.hypot(_own_deviation(first), _own_deviation(last))
    return StrengthChange(
        since=points[0].on,
        kilograms=change,
        deviation=deviation,
        clear=abs(change) > 2 * deviation,
    )


def _own_deviation(found: Estimate) -> float:
    """The standard deviation in kilograms without the error of the formula."""
    formula = FORMULA_DEVIATION * found.kilograms
    return math.sqrt(max(found.deviation**2 - formula**2, 0.0))


def _day_strength(sets: list[PerformedSet]) -> Strength | None:
    """One day's strength; what a set does not remember being asked for is taken as usual work."""
    heaviest = max((s.load.kilograms or Decimal(0) for s in sets), default=Decimal(0))
    near = [s for s in sets if (s.load.kilograms or Decimal(0)) >= NEAR_HEAVIEST * heaviest]
    return measure(near, USUAL_REPS, USUAL_RIR)


NEAR_HEAVIEST = Decimal("0.9")
"""Share of the day's heaviest load from which sets are measured: lighter ones, as when a load is
still being found, end too far from failure to say what the strength is."""

USUAL_REPS, USUAL_RIR = (8, 12), (0, 3)
"""The middle of hard work; only sets that were logged without a target need them."""


def side_balance(performed: Iterable[PerformedSet], zone: tzinfo) -> tuple[SideBalance, ...]:
    """Left against right for each variant trained on both sides on at least three days."""
    grouped = _by_day(performed, zone)
    balances: list[SideBalance] = []
    for variant in sorted({variant for variant, side in grouped if side is Side.LEFT}):
        left, right = grouped[variant, Side.LEFT], grouped.get((variant, Side.RIGHT), {})
        differences = [
            100 * (b - a) / ((a + b) / 2)
            for day in sorted(left.keys() & right.keys())
            if (a := _capacity(left[day])) and (b := _capacity(right[day]))
        ]
        if len(differences) >= MINIMUM_PAIRS:
            balances.append(_balance(variant, differences))
    return tuple(balances)


MINIMUM_PAIRS = 3
"""Fewer days say nothing about a difference whose noise is about one rep."""


def _capacity(sets: list[PerformedSet]) -> float:
    """What one side could do on one day: e1RM if weighed, else reps (or seconds) and reserve."""
    found = _day_strength(sets)
    if found is not None:
        return found.kilograms
    totals = [float(s.seconds or (s.reps or 0) + (s.rir or 0)) for s in sets]
    return sum(totals) / len(totals)


def _balance(variant: str, differences: list[float]) -> SideBalance:
    count = len(differences)
    mean = sum(differences) / count
    variance = sum((d - mean) ** 2 for d in differences) / (count - 1)
    error = (variance / count) ** 0.5
    return SideBalance(
        variant=variant,
        difference=mean,
        deviation=error,
        clear=abs(mean) > 2 * error and abs(mean) >= SMALLEST_DIFFERENCE_PERCENT,
        pairs=count,
    )


SMALLEST_DIFFERENCE_PERCENT = 3.0
"""About one rep in thirty of e1RM (Epley), the error of a reserve estimate (Halperin 2022)."""
