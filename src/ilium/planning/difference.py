"""What a change costs: the difference of two programmes as data, and the sentences for it.

Compared are full weeks, which are what a person does most of the time. A pair holds the value
before and the value after.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

import msgspec

from ilium.anatomy import TARGETS, Region, region_name
from ilium.exercises import Catalogue
from ilium.exercises.model import Role
from ilium.planning.athlete import MINUTES, Athlete
from ilium.planning.infeasible import Infeasible
from ilium.planning.programme import Programme, Range, Weekday
from ilium.planning.solver import OutOfTime
from ilium.planning.words import WEEKDAY_NAMES, listed, number
from ilium.reasons import Reason

T = TypeVar("T")

Weekdays = tuple[Weekday, ...]

STEP = 15
"""Other lengths of a session lie this many minutes apart: less seldom makes another plan."""

STEPS = (-2, -1, 1, 2)
"""Which other lengths are looked at, in steps from the present one."""


class Change(StrEnum):
    """What happens to an exercise in one role."""

    COMES = "comes"
    GOES = "goes"
    MORE = "more"
    FEWER = "fewer"
    MOVES = "moves"


class ItemDifference(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise in a role whose weekly sets, or whose days, are not what they were."""

    variant: str
    role: Role
    sets: tuple[int, int]
    weekdays: tuple[Weekdays, Weekdays]

    @property
    def change(self) -> Change:
        """What happens to it."""
        before, after = self.sets
        if not before:
            return Change.COMES
        if not after:
            return Change.GOES
        if before == after:
            return Change.MOVES
        return Change.MORE if after > before else Change.FEWER


class RegionDifference(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A target's weekly sets, those of them behind the drills, and the range they are held in."""

    region: Region
    sets: tuple[float, float]
    hard_sets: tuple[float, float]
    band: tuple[Range, Range]


class Difference(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is different in `after` from `before`.

    `sessions` a week, `longest` session and `week` in minutes, `weeks` of the mesocycle. `effort`
    is the range of reps in reserve of the first week's hard sets. `regions` holds every target,
    `items` only what is not the same.
    """

    sessions: tuple[int, int]
    longest: tuple[float, float]
    week: tuple[float, float]
    weeks: tuple[int, int]
    effort: tuple[Range, Range]
    weekdays: tuple[Weekdays, Weekdays]
    regions: tuple[RegionDifference, ...]
    items: tuple[ItemDifference, ...]

    @property
    def nothing(self) -> bool:
        """Whether both programmes ask for the same."""
        pairs = (self.longest, self.week, self.weeks, self.effort, self.weekdays)
        counts = [pair for one in self.regions for pair in (one.sets, one.hard_sets, one.band)]
        return not self.items and all(before == after for before, after in (*pairs, *counts))

    @property
    def telling_items(self) -> tuple[ItemDifference, ...]:
        """The items without those that merely move because the sessions are on other days."""
        same_days = self.weekdays[0] == self.weekdays[1]
        return tuple(one for one in self.items if same_days or one.change is not Change.MOVES)


def difference(before: Programme, after: Programme) -> Difference:
    """What is different in a full week of `after` from one of `before`.

    >>> from ilium.loads import Equipment
    >>> from ilium.planning import plan
    >>> made = plan(Athlete(days=2, equipment=frozenset(Equipment)))
    >>> difference(made, made).nothing
    True
    """
    both = (before, after)
    return Difference(
        sessions=_pair(both, lambda one: len(one.weeks[0].sessions)),
        longest=_pair(both, lambda one: max(s.minutes for s in one.weeks[0].sessions)),
        week=_pair(both, lambda one: round(sum(s.minutes for s in one.weeks[0].sessions), 1)),
        weeks=_pair(both, lambda one: len(one.weeks)),
        effort=_pair(both, _effort),
        weekdays=_pair(both, lambda one: tuple(s.weekday for s in one.weeks[0].sessions)),
        regions=tuple(_region(region, before, after) for region in TARGETS),
        items=tuple(_items(before, after)),
    )


def _pair(both: tuple[Programme, Programme], ask: Callable[[Programme], T]) -> tuple[T, T]:
    return (ask(both[0]), ask(both[1]))


def _effort(one: Programme) -> Range:
    ranges = [
        item.rir
        for session in one.weeks[0].sessions
        for block in session.blocks
        if block.role is not Role.ACTIVATION
        for item in block.items
    ]
    return (min(low for low, _ in ranges), max(high for _, high in ranges))


def _region(region: Region, before: Programme, after: Programme) -> RegionDifference:
    both = (before, after)
    return RegionDifference(
        region=region,
        sets=_pair(both, lambda one: one.weekly_sets.get(region, 0)),
        hard_sets=_pair(both, lambda one: one.weekly_hard_sets.get(region, 0)),
        band=_pair(both, lambda one: one.band[region]),
    )


Place = tuple[Role, str]
"""A role and the variant in it."""


def _items(before: Programme, after: Programme) -> Iterable[ItemDifference]:
    """By role, and within one in the order of the programme that has it, the new one first."""
    old, new = _places(before), _places(after)
    roles = list(Role)
    order = sorted({**new, **old}, key=lambda place: roles.index(place[0]))
    for place in order:
        (sets, weekdays), (now, then) = old.get(place, (0, ())), new.get(place, (0, ()))
        if (sets, weekdays) != (now, then):
            role, variant = place
            yield ItemDifference(
                variant=variant, role=role, sets=(sets, now), weekdays=(weekdays, then)
            )


def _places(one: Programme) -> dict[Place, tuple[int, Weekdays]]:
    """The weekly sets of every variant in its role, and its days."""
    found: dict[Place, tuple[int, Weekdays]] = {}
    for session in one.weeks[0].sessions:
        for block in session.blocks:
            for item in block.items:
                place = (block.role, item.variant)
                sets, days = found.get(place, (0, ()))
                found[place] = (sets + item.sets, (*days, session.weekday))
    return found


# In sentences


def difference_reasons(found: Difference, catalogue: Catalogue) -> tuple[Reason, ...]:
    """A sentence for each difference, the week's first."""
    if found.nothing:
        return (Reason("difference_none"),)
    return (
        *week_reasons(found),
        *(reason for one in found.regions for reason in _of_region(one)),
        *(item_reason(one, item_name(one, found, catalogue)) for one in found.telling_items),
    )


def week_reasons(found: Difference) -> Iterable[Reason]:
    """A sentence for each difference of the week as a whole."""
    for code, (before, after) in (
        ("difference_sessions", found.sessions),
        ("difference_longest", found.longest),
        ("difference_week", found.week),
        ("difference_weeks", found.weeks),
    ):
        if before != after:
            yield Reason(code, {"before": number(before), "after": number(after)})
    if found.effort[0] != found.effort[1]:
        before, after = (f"{low}-{high}" for low, high in found.effort)
        yield Reason("difference_effort", {"before": before, "after": after})
    if found.weekdays[0] != found.weekdays[1] and found.sessions[0] == found.sessions[1]:
        before, after = map(_days, found.weekdays)
        yield Reason("difference_weekdays", {"before": before, "after": after})


def _of_region(one: RegionDifference) -> Iterable[Reason]:
    name = region_name(one.region)
    before, after = one.sets
    if before != after:
        inputs = {"region": name, "before": number(before), "after": number(after)}
        yield Reason("difference_sets", inputs)
    elif one.hard_sets[0] != one.hard_sets[1]:
        less, more = map(number, one.hard_sets)
        yield Reason("difference_hard_sets", {"region": name, "before": less, "after": more})
    if one.band[0] != one.band[1]:
        low, high = one.band[1]
        yield Reason("difference_band", {"region": name, "low": low, "high": high})


def item_name(one: ItemDifference, found: Difference, catalogue: Catalogue) -> str:
    """The exercise's name, with its role where it changes in more than one."""
    name = catalogue.variant(one.variant).name
    roles = [other.role for other in found.items if other.variant == one.variant]
    return f"{name} ({one.role.value})" if len(roles) > 1 else name


def item_reason(one: ItemDifference, name: str) -> Reason:
    """What happens to an exercise of that name, for a sentence."""
    before, after = one.sets
    return Reason(
        f"difference_{one.change}",
        {
            "exercise": name,
            "before": before,
            "after": after,
            "days": _days(one.weekdays[1] or one.weekdays[0]),
            "from": _days(one.weekdays[0] or one.weekdays[1]),
        },
    )


def _days(weekdays: Iterable[Weekday]) -> str:
    return listed(WEEKDAY_NAMES[day] for day in weekdays)


# Other lengths of a session


class OtherLength(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `minutes` a session would change.

    `difference` is None where no plan fits into them, or where there was no time to look for one:
    `looked` tells these apart.
    """

    minutes: int
    difference: Difference | None
    looked: bool = True


def other_lengths(minutes: int) -> tuple[int, ...]:
    """The lengths of a session to compare with, on both sides of the present one.

    >>> other_lengths(60), other_lengths(25)
    ((30, 45, 75, 90), (40, 55))
    """
    found = (minutes + step * STEP for step in STEPS)
    return tuple(one for one in found if one in MINUTES)


def at_other_lengths(
    programme: Programme, athlete: Athlete, plan: Callable[[Athlete], Programme]
) -> tuple[OtherLength, ...]:
    """What the plan gains and loses with shorter and longer sessions, the shortest first.

    `plan` makes a programme for an athlete, or raises `Infeasible` or `OutOfTime`.
    """
    found: list[OtherLength] = []
    for minutes in other_lengths(athlete.minutes):
        try:
            other = plan(msgspec.structs.replace(athlete, minutes=minutes))
        except Infeasible:
            found.append(OtherLength(minutes=minutes, difference=None))
        except OutOfTime:
            found.append(OtherLength(minutes=minutes, difference=None, looked=False))
        else:
            found.append(OtherLength(minutes=minutes, difference=difference(programme, other)))
    return tuple(found)
