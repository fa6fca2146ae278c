"""What the rest of a week brings, and what would fill it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from ilium.anatomy import TARGETS, JointAction, Region
from ilium.exercises import catalogue
from ilium.exercises.model import Role
from ilium.loads import Equipment, Load, LoadKind
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Block, Item, Programme, Session, Sides, Week, Weekday
from ilium.training.performed import Pain, PerformedSet, SetKind, Side
from ilium.training.shortfall import (
    Coming,
    UnderWay,
    coming,
    kind_for,
    left_over,
    region_weeks,
)

MONDAY = date(2026, 11, 2)
ABDUCTION = Item(
    exercise="side_lying_abduction",
    sets=3,
    reps=(10, 15),
    rir=(1, 3),
    tempo="2-1-2",
    rest_s=60,
    sides=Sides.EACH,
    minutes=8,
)
BAND = dict.fromkeys(TARGETS, (10, 16))


def programme(*weekdays: Weekday, deload: bool = False) -> Programme:
    block = Block(role=Role.ISOLATION, minutes=8, items=(ABDUCTION,))
    sessions = tuple(
        Session(day=day, weekday=weekday, minutes=8, blocks=(block,))
        for day, weekday in enumerate(weekdays, 1)
    )
    weeks = tuple(Week(week=n, deload=deload and n == 2, sessions=sessions) for n in (1, 2))
    return Programme(weeks=weeks, weekly_sets={}, weekly_hard_sets={}, band=BAND)


def rest(
    plan: Programme,
    done: set[tuple[int, int]],
    day: int,
    trained: tuple[int, ...] = (),
    under_way: UnderWay | None = None,
) -> float:
    """The sets for gluteus medius that are still to come on a day of the first two weeks."""
    found = coming(
        plan,
        MONDAY,
        done,
        MONDAY + timedelta(day),
        trained={MONDAY + timedelta(n) for n in trained},
        catalogue=catalogue(),
        under_way=under_way,
    )
    return found.sets.get(Region.GLUTEUS_MEDIUS, 0.0)


THREE = (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY)


def test_what_is_planned_up_to_sunday_is_to_come() -> None:
    plan = programme(*THREE)
    assert rest(plan, set(), 0) == 9
    assert rest(plan, {(1, 1)}, 0, trained=(0,)) == 6
    assert rest(plan, {(1, 1), (1, 2), (1, 3)}, 4, trained=(0, 2, 4)) == 0


def test_what_waits_comes_as_far_as_the_days_allow() -> None:
    plan = programme(*THREE)
    assert rest(plan, set(), 1) == 9  # Tuesday, Thursday, Saturday
    assert rest(plan, set(), 4) == 6  # Friday and Sunday
    assert rest(plan, set(), 6) == 3
    assert rest(plan, {(1, 1)}, 6, trained=(6,)) == 0


def test_a_week_holds_no_more_sessions_than_the_programme_gives_it() -> None:
    plan = programme(Weekday.MONDAY, Weekday.THURSDAY)
    assert rest(plan, set(), 7) == 6  # four wait or are planned
    assert rest(plan, {(1, 1)}, 8, trained=(7,)) == 3


def begun(
    day: int, left: float, place: tuple[int, int] | None = (1, 1), *, deload: bool = False
) -> UnderWay:
    """A session begun on a day, with so many sets for gluteus medius left."""
    return UnderWay(
        began=MONDAY + timedelta(day),
        place=place,
        left={Region.GLUTEUS_MEDIUS: left},
        deload=deload,
    )


@pytest.mark.parametrize("trained", [(), (0,)], ids=["no set yet", "some sets"])
def test_what_is_left_of_a_session_under_way_is_to_come(trained: tuple[int, ...]) -> None:
    plan = programme(*THREE)
    assert rest(plan, set(), 0, trained, begun(0, 1.5)) == 1.5 + 6
    assert rest(plan, set(), 6, (*trained, 6), begun(6, 1.5)) == 1.5


def test_a_session_under_way_takes_one_of_the_weeks_sessions() -> None:
    plan = programme(Weekday.MONDAY, Weekday.THURSDAY)
    assert rest(plan, set(), 7, (), begun(7, 3)) == 3 + 3  # four wait or are planned
    assert rest(plan, set(), 9, (7,), begun(7, 2)) == 2 + 3  # left lying since Monday


def test_a_session_under_way_of_another_programme_takes_none_of_this_ones_places() -> None:
    plan = programme(Weekday.FRIDAY)
    assert rest(plan, set(), 0, (), begun(-1, 2, None)) == 2 + 3


def test_a_deload_under_way_is_one() -> None:
    found = coming(
        programme(Weekday.MONDAY),
        MONDAY,
        {(1, 1)},
        MONDAY,
        trained=(),
        catalogue=catalogue(),
        under_way=begun(0, 2, (2, 1), deload=True),
    )
    assert found.deload


def done(side: Side, **other: Any) -> PerformedSet:
    values = {
        "id": uuid4(),
        "variant": "side_lying_abduction",
        "side": side,
        "load": Load(LoadKind.NONE),
        "reps": 12,
        "at": datetime(2026, 11, 2, 18, tzinfo=UTC),
        "role": Role.ISOLATION,
    }
    return PerformedSet(**(values | other))


@pytest.mark.parametrize(
    ("sets", "left"),
    [
        ((), 3),
        ((done(Side.LEFT),), 2.5),
        ((done(Side.LEFT), done(Side.RIGHT)), 2),
        ((done(Side.LEFT),) * 5, 1.5),  # more on one side are none on the other
        ((done(Side.LEFT, kind=SetKind.RAMP),), 3),
        ((done(Side.LEFT, reps=0),), 2.5),  # tried, and not asked for again
        ((done(Side.LEFT, role=Role.ACTIVATION),), 3),
        ((done(Side.LEFT, variant="clamshell"),), 3),
        ((done(Side.LEFT, pain=Pain.KNEE),), 0),
    ],
)
def test_what_a_session_still_asks_for(sets: tuple[PerformedSet, ...], left: float) -> None:
    session = programme(Weekday.MONDAY).weeks[0].sessions[0]
    found = left_over(session, sets, (), catalogue())
    assert found[Region.GLUTEUS_MEDIUS] == left
    assert left_over(session, sets, {"side_lying_abduction"}, catalogue()) == dict.fromkeys(
        Region, 0
    )


@pytest.mark.parametrize("day", [7, 13])
def test_a_deload_is_one_in_all_of_its_week(day: int) -> None:
    plan = programme(Weekday.MONDAY, deload=True)
    done = {(1, 1)} if day == 7 else {(1, 1), (2, 1)}
    found = coming(plan, MONDAY, done, MONDAY + timedelta(day), trained=(), catalogue=catalogue())
    assert found.deload
    for region in region_weeks({}, found, BAND, (), Athlete(), catalogue()):
        assert region.add == 0


def test_a_region_that_is_short_gets_a_kind_and_an_example() -> None:
    sets = dict.fromkeys(TARGETS, 12.0) | {Region.GLUTEUS_MEDIUS: 8.5}
    medius, *others = region_weeks(sets, Coming(), BAND, (ABDUCTION,), Athlete(), catalogue())
    assert (medius.add, medius.action) == (2, JointAction.HIP_ABDUCTION)
    assert medius.example == "side_lying_abduction"
    assert [region.add for region in others] == [0, 0]


def test_what_is_to_come_counts() -> None:
    sets = dict.fromkeys(TARGETS, 6.0)
    enough = Coming(sets=dict.fromkeys(TARGETS, 4.0))
    assert all(r.add == 0 for r in region_weeks(sets, enough, BAND, (), Athlete(), catalogue()))


def test_an_example_is_one_that_the_person_can_do() -> None:
    everything = Athlete(equipment=frozenset(Equipment))
    for athlete in (Athlete(), everything, msgspec.structs.replace(everything, avoid=frozenset())):
        for found in region_weeks({}, Coming(), BAND, (), athlete, catalogue()):
            assert found.example is not None
            variant = catalogue().variant(found.example)
            assert variant.setup_for(athlete.equipment) is not None
            assert variant.credits[found.region] == 1
            assert found.action in variant.exercise.joint_actions
    named = region_weeks({}, Coming(), BAND, (), everything, catalogue())[0].example
    assert named is not None
    avoiding = msgspec.structs.replace(everything, avoid=frozenset({named.partition("+")[0]}))
    assert region_weeks({}, Coming(), BAND, (), avoiding, catalogue())[0].example != named


def test_nothing_is_missing_without_a_programme() -> None:
    assert all(r.add == 0 for r in region_weeks({}, Coming(), {}, (), Athlete(), catalogue()))


def test_the_kinds_of_the_shipped_catalogue() -> None:
    assert [kind_for(region, catalogue()) for region in TARGETS] == [
        JointAction.HIP_ABDUCTION,
        JointAction.HIP_ABDUCTION,
        JointAction.HIP_EXTENSION,
    ]
