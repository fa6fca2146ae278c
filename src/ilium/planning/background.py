"""What a training history says of the person who has it, for a plan that nobody was asked about."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from ilium.anatomy import TARGETS, Region
from ilium.exercises import Catalogue, UnknownVariant
from ilium.loads import Equipment, LoadKind
from ilium.planning.athlete import (
    MOST_OTHER_SETS,
    OTHER_REGIONS,
    Athlete,
    Level,
    OtherTraining,
)
from ilium.planning.dose import doses

LEVEL_YEARS = 3
"""Years of history that the level is read from: strength that is older was built anew."""

REGULAR_WEEKS = 24
"""Weeks with training within a year from which a person counts as regular: the half a year that
the question about the level names (convention)."""

ADVANCED_WEEKS = 100
"""Weeks with training within `LEVEL_YEARS` from which a person may count as advanced: the "years
of it" of the same question (convention)."""

RECENT_WEEKS = 8
"""Weeks by which it is told how many sets a person is used to."""

EQUIPMENT_WEEKS = 12
"""Weeks in which equipment that is at hand will have been used."""


class Background(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the history says: the rest is still to be asked."""

    level: Level
    equipment: frozenset[Equipment]
    other_training: OtherTraining = OtherTraining()

    def of(self, athlete: Athlete) -> Athlete:
        """The athlete with what the history says in place of what was assumed.

        Without any equipment in it the history says nothing about equipment.
        """
        return msgspec.structs.replace(
            athlete,
            level=self.level,
            equipment=self.equipment or athlete.equipment,
            other_training=self.other_training,
        )


def level_of(days: Iterable[date], weekly_sets: Mapping[Region, float], today: date) -> Level:
    """The level that a history amounts to.

    Advanced takes years of training and the sets of advanced people: their band's lower end, in
    the mean week of the last `RECENT_WEEKS`, for at least one target region.

    Args:
        days: on which was trained.
        weekly_sets: fractional sets of each region in the mean of the last weeks.
        today: the person's date.

    >>> level_of([], {}, date(2026, 11, 23)).value
    'beginner'
    """
    mondays = {day - timedelta(day.weekday()) for day in days if day <= today}
    years = {monday for monday in mondays if monday > today - timedelta(365 * LEVEL_YEARS)}
    lately = {monday for monday in years if monday > today - timedelta(365)}
    low, _ = doses().bands[Level.ADVANCED]
    used_to_many = max((weekly_sets.get(region, 0.0) for region in TARGETS), default=0.0) >= low
    if len(years) >= ADVANCED_WEEKS and len(lately) >= REGULAR_WEEKS and used_to_many:
        return Level.ADVANCED
    return Level.INTERMEDIATE if len(lately) >= REGULAR_WEEKS else Level.BEGINNER


def equipment_used(
    done: Iterable[tuple[str, LoadKind]], catalogue: Catalogue
) -> frozenset[Equipment]:
    """What the first way to load each variant with that kind of load needs.

    Args:
        done: ids of variants, each with the kind of its load.
        catalogue: the exercises; a variant that it does not know is passed over.

    >>> from ilium.exercises import catalogue
    >>> sorted(equipment_used([("hip_thrust", LoadKind.BARBELL)], catalogue()))
    [<Equipment.BARBELL: 'barbell'>, <Equipment.BENCH: 'bench'>]
    """
    used: set[Equipment] = set()
    for variant_id, kind in done:
        try:
            setups = catalogue.variant(variant_id).setups
        except UnknownVariant:
            continue
        used.update(next((setup.needs for setup in setups if setup.load is kind), ()))
    return frozenset(used)


def other_training(weekly: Mapping[Region, float]) -> OtherTraining:
    """Other training in whole sets a week, as it is asked about.

    >>> other_training({Region.HAMSTRINGS: 5.5}).hamstrings
    6
    """
    sets = {region.value: int(weekly.get(region, 0.0) + 0.5) for region in OTHER_REGIONS}
    return OtherTraining(**{name: min(number, MOST_OTHER_SETS) for name, number in sets.items()})
