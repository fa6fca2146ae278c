"""Who a person is, as far as their history tells."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilium.anatomy import Region
from ilium.exercises import catalogue
from ilium.loads import Equipment, LoadKind
from ilium.planning.athlete import Athlete, Level, OtherTraining
from ilium.planning.background import Background, equipment_used, level_of, other_training

TODAY = date(2026, 11, 23)
MANY = {Region.GLUTEUS_MEDIUS: 12.0}


def weekly(weeks: int, last: int = 0) -> list[date]:
    """A day a week for some weeks, the latest of them `last` weeks ago."""
    return [TODAY - timedelta(weeks=last + n) for n in range(weeks)]


@pytest.mark.parametrize(
    ("days", "sets", "level"),
    [
        ([], {}, Level.BEGINNER),
        (weekly(23), MANY, Level.BEGINNER),
        (weekly(24), {}, Level.INTERMEDIATE),
        (weekly(24, last=40), MANY, Level.BEGINNER),  # half of them more than a year ago
        (weekly(150), MANY, Level.ADVANCED),
        (weekly(150), {Region.GLUTEUS_MEDIUS: 11.5}, Level.INTERMEDIATE),
        (weekly(150), {Region.HAMSTRINGS: 30.0}, Level.INTERMEDIATE),
        (weekly(200, last=60), MANY, Level.BEGINNER),  # over a year off
        ([TODAY] * 500, MANY, Level.BEGINNER),
        ([TODAY + timedelta(days=n) for n in range(1, 400)], MANY, Level.BEGINNER),
    ],
)
def test_the_level_is_weeks_of_training(
    days: list[date], sets: dict[Region, float], level: Level
) -> None:
    assert level_of(days, sets, TODAY) is level


@given(st.lists(st.dates(date(2000, 1, 1), TODAY), max_size=60), st.dates(date(2020, 1, 1), TODAY))
def test_more_training_is_never_less_of_a_level(days: list[date], more: date) -> None:
    order = list(Level)
    before, after = level_of(days, MANY, TODAY), level_of([*days, more], MANY, TODAY)
    assert order.index(after) >= order.index(before)


def test_the_equipment_is_what_the_loads_need() -> None:
    done = [
        ("hip_thrust", LoadKind.BARBELL),
        ("cable_hip_abduction", LoadKind.STACK),
        ("clamshell+knee_band", LoadKind.BAND),
        ("no_such_thing", LoadKind.DUMBBELL),
        ("clamshell", LoadKind.KETTLEBELL),  # is not loaded so
    ]
    assert equipment_used(done, catalogue()) == {
        Equipment.BARBELL,
        Equipment.BENCH,
        Equipment.CABLE,
        Equipment.BANDS,
    }


def test_a_history_without_equipment_leaves_what_was_assumed() -> None:
    gym = Athlete(equipment=frozenset(Equipment), days=2)
    others = OtherTraining(hamstrings=3)
    found = Background(level=Level.ADVANCED, equipment=frozenset(), other_training=others).of(gym)
    assert (found.level, found.days, found.other_training) == (Level.ADVANCED, 2, others)
    assert found.equipment == gym.equipment


def test_other_training_is_whole_sets_within_bounds() -> None:
    weekly_sets = {Region.HAMSTRINGS: 400.0, Region.ERECTOR_SPINAE: 2.4, Region.ADDUCTORS: 9.0}
    assert other_training(weekly_sets) == OtherTraining(erector_spinae=2, hamstrings=60)
