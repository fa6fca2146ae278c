"""Exposures: one day's sets of one variant, gathered and judged.

Progression looks at whole exposures, never at single sets, and at no more than the latest few.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

import msgspec

from ilium.exercises.model import Role
from ilium.planning.programme import Range
from ilium.training.aim import Aim
from ilium.training.loadable import ZERO, Ladder
from ilium.training.performed import PerformedSet, SetKind, Side
from ilium.training.strength import Strength, measure, one_rep_max, weakest

EXPOSURES_NEEDED = 12
"""The latest exposures of a variant that are looked at: six weeks at two a week, enough for a
stall of `STALL_EXPOSURES`, the light ones between, and for the strength filter to forget."""

SETS_NEEDED = 200
"""The latest sets of a variant that a history has to hold for that: 12 exposures of up to
8 sets on each side. Older ones change nothing."""


NOTHING_BROUGHT: Mapping[UUID, str] = MappingProxyType({})
"""No session that another program wrote down."""

NEAR_HEAVIEST = Decimal("0.9")
"""Share of the heaviest load from which the sets that another program wrote down are judged: it
asked for nothing that is known here, and lighter sets may have been on the way up or down."""


class Exposure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sets of one variant and role in one session, or one day without, in the order of doing.

    `day` is that of its first set, in the zone of its time. `program` names the program that wrote
    them down, "" for Ilium itself.
    """

    day: date
    role: Role
    sets: tuple[PerformedSet, ...]
    program: str = ""

    @property
    def painful(self) -> bool:
        """Whether any set hurt."""
        return any(done.pain is not None for done in self.sets)

    @property
    def light(self) -> bool:
        """Whether all of it was made easier on purpose."""
        return all(done.deload for done in self.sets)

    @property
    def counts(self) -> bool:
        """Whether it says anything about progress: neither painful nor light."""
        return not (self.painful or self.light)


class Judged(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an exposure shows, measured against an aim.

    `base` is the lightest load of its sets and `heaviest` the heaviest, as ladder values;
    `counts` the reps or seconds of each side; `reserves` the RIR that were said, and `unsaid`
    whether any was not. `complete` tells that both sides and nearly all sets were done, `topped`
    that every set reached the top of the range with enough in reserve, `missed_at` is the
    lightest load at which the bottom was out of reach. `strengths` come from all sets,
    `at_heaviest` from those with the heaviest load; `demonstrated` is the 1RM that the weakest
    set shows with no more reserve than was asked for. `asked` spans the reps asked for (of what
    another program wrote down, the reps done, and nothing of it was missed), and `weaker` is the
    side that is behind by at least a rep.
    """

    day: date
    base: Decimal
    heaviest: Decimal
    counts: dict[Side, tuple[int, ...]]
    reserves: tuple[int, ...]
    unsaid: bool
    complete: bool
    topped: bool
    missed_at: Decimal | None
    strengths: dict[Side, Strength]
    at_heaviest: dict[Side, Strength]
    demonstrated: float | None
    asked: Range | None
    weaker: Side | None

    @property
    def least(self) -> int:
        """The fewest reps, or seconds, of any set."""
        return min(number for numbers in self.counts.values() for number in numbers)

    @property
    def strength(self) -> Strength | None:
        """The weaker side's measured strength."""
        return weakest(self.strengths.values())


def other_range(judged: Judged, aim: Aim) -> bool:
    """Whether the reps asked for then have nothing in common with the range of today's item."""
    if judged.asked is None:
        return False
    low, high = judged.asked
    return low > aim.high or high < aim.low


def exposures(
    sets: Iterable[PerformedSet],
    role: Role,
    timed: bool,
    brought: Mapping[UUID, str] = NOTHING_BROUGHT,
) -> tuple[Exposure, ...]:
    """The latest exposures that matter for an item of `role`, oldest first.

    Sets outside a session belong to the day that their times say, in whatever zone these are.
    `brought` names the program of each session that another program wrote down.

    Drills are light on purpose and say nothing about hard sets, nor hard sets about drills, so
    the two are kept apart. Ramp and drop sets count only if they hurt.
    """
    groups: dict[tuple[object, Role], list[PerformedSet]] = {}
    for done in sorted(sets, key=lambda done: (done.at, done.id)):
        if (done.role is Role.ACTIVATION) != (role is Role.ACTIVATION):
            continue
        if (done.seconds is not None) != timed:
            continue
        if done.kind is not SetKind.WORKING and done.pain is None:
            continue
        groups.setdefault((done.session or done.at.date(), done.role), []).append(done)
    gathered = [
        Exposure(
            day=group[0].at.date(),
            role=group_role,
            sets=tuple(group),
            program=brought.get(group[0].session, "") if group[0].session else "",
        )
        for (_, group_role), group in groups.items()
    ]
    return tuple(gathered[-EXPOSURES_NEEDED:])


def count(done: PerformedSet) -> int:
    """The reps of a set, or its seconds."""
    return done.reps if done.reps is not None else done.seconds or 0


def in_lane(done: PerformedSet, lane: Side) -> bool:
    """Whether a set worked that side; a set for both sides worked each."""
    return lane is Side.BOTH or done.side in (lane, Side.BOTH)


def lifted(exposure: Exposure, ladder: Ladder) -> Decimal | None:
    """The lightest load of an exposure, light and painful sets included."""
    values = [ladder.value_of(done.load) for done in exposure.sets]
    return min((value for value in values if value is not None), default=None)


def judge(exposure: Exposure, aim: Aim) -> Judged | None:
    """Measures an exposure against the aim; None without a working set of the ladder's kind."""
    done = [
        (one, value)
        for one in exposure.sets
        if one.kind is SetKind.WORKING and not one.deload
        if (value := aim.ladder.value_of(one.load)) is not None
    ]
    if not done:
        return None
    heaviest = max(value for _, value in done)
    if exposure.program:
        done = [(one, value) for one, value in done if value >= heaviest * NEAR_HEAVIEST]
    base = min(value for _, value in done)
    lanes = {lane: [one for one, _ in done if in_lane(one, lane)] for lane in aim.lanes}
    asked = [one.target_reps for one, _ in done if one.target_reps is not None]
    if exposure.program:
        asked = [(count(one), count(one)) for one, _ in done]
    reserves = tuple(one.rir for one, _ in done if one.rir is not None)
    strengths = at_heaviest = _measured(done, aim)
    if base != heaviest:
        at_heaviest = _measured([pair for pair in done if pair[1] == heaviest], aim)
    return Judged(
        day=exposure.day,
        base=base,
        heaviest=heaviest,
        counts={lane: tuple(map(count, sets)) for lane, sets in lanes.items() if sets},
        reserves=reserves,
        unsaid=len(reserves) < len(done),
        complete=all(len(sets) >= max(aim.sets - 1, 1) for sets in lanes.values()),
        topped=all(_topped(one, value, base, aim) for one, value in done),
        missed_at=min(
            (value for one, value in done if not exposure.program and _missed(one, aim)),
            default=None,
        ),
        strengths=strengths,
        at_heaviest=at_heaviest,
        demonstrated=_demonstrated(done, aim),
        asked=(min(low for low, _ in asked), max(high for _, high in asked)) if asked else None,
        weaker=_weaker(lanes),
    )


def least_reserve(done: PerformedSet, aim: Aim) -> int:
    """The low edge of the RIR that was asked for in a set."""
    return (done.target_rir or aim.felt)[0]


def _measured(done: list[tuple[PerformedSet, Decimal]], aim: Aim) -> dict[Side, Strength]:
    """Each side's strength, for the sides that have a weighed set."""
    if not aim.weighed:
        return {}
    found = {
        lane: measure([one for one, _ in done if in_lane(one, lane)], (aim.low, aim.high), aim.felt)
        for lane in aim.lanes
    }
    return {lane: strength for lane, strength in found.items() if strength is not None}


def _topped(done: PerformedSet, value: Decimal, base: Decimal, aim: Aim) -> bool:
    """Whether a set reached the top of the range with at least the least reserve asked for.

    Unsaid RIR counts as on target; reps past the top were still in reserve at the top. A set with
    more than the exposure's lightest load counts as the reps that it predicts with the lightest.
    """
    least = least_reserve(done, aim)
    past = count(done) - aim.high
    told = done.rir is not None and not aim.timed
    if past >= 0 and (not told or (done.rir or 0) + past >= least):
        return True
    if not (aim.weighed and value > base):
        return False
    reserve = least if done.rir is None else done.rir
    shown = one_rep_max(float(value), count(done) + reserve)
    return shown >= one_rep_max(float(base), aim.high + least)


def _missed(done: PerformedSet, aim: Aim) -> bool:
    """Whether the bottom of the range was out of reach with the least reserve asked for."""
    bottom = min(done.target_reps[0], aim.low) if done.target_reps else aim.low
    if aim.timed or done.rir is None:
        return count(done) < bottom
    # Reps that would have been done with the reserve that was asked for.
    return count(done) - max(least_reserve(done, aim) - done.rir, 0) < bottom


def _demonstrated(done: list[tuple[PerformedSet, Decimal]], aim: Aim) -> float | None:
    """The lowest 1RM of the sets, each with no more reserve than was asked for on average.

    Where none was said, with the least that was asked for.
    """
    if not aim.weighed or min(value for _, value in done) <= ZERO:
        return None
    shown: list[float] = []
    for one, value in done:
        least, most = one.target_rir or aim.felt
        reserve = least if one.rir is None else min(one.rir, (least + most) / 2)
        shown.append(one_rep_max(float(value), count(one) + reserve))
    return min(shown)


def _weaker(lanes: dict[Side, list[PerformedSet]]) -> Side | None:
    """The side whose mean reps (and reserve) are behind the other's by at least one."""
    if len(lanes) < 2 or not all(lanes.values()):
        return None
    means = {
        lane: sum(count(one) + (one.rir or 0) for one in sets) / len(sets)
        for lane, sets in lanes.items()
    }
    low, high = sorted(means, key=lambda lane: means[lane])
    return low if means[high] - means[low] >= 1 else None
