"""What a change costs, on programmes that the planner really makes."""

from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ilium.anatomy import TARGETS
from ilium.exercises import catalogue
from ilium.exercises.model import Limit, Role
from ilium.loads import Equipment
from ilium.planning import Athlete, Infeasible, Level, Programme, difference, move_session, plan
from ilium.planning.athlete import MINUTES
from ilium.planning.difference import (
    Change,
    ItemDifference,
    at_other_lengths,
    difference_reasons,
    item_name,
    item_reason,
    other_lengths,
)
from ilium.planning.programme import Weekday
from ilium.planning.solver import OutOfTime
from ilium.reasons import sentence

GYM = Athlete(equipment=frozenset(Equipment))

athletes = st.builds(
    Athlete,
    level=st.sampled_from(Level),
    days=st.integers(1, 4),
    minutes=st.sampled_from((45, 60, 90)),
    weeks=st.sampled_from((3, 6)),
    equipment=st.sampled_from(
        (
            frozenset(Equipment),
            frozenset({Equipment.BANDS, Equipment.STEP}),
            frozenset({Equipment.DUMBBELLS, Equipment.BENCH, Equipment.BANDS}),
        )
    ),
    limits=st.frozensets(st.sampled_from(Limit), max_size=1),
)


@cache
def made(athlete: Athlete) -> Programme:
    """The plan, or the nearest one."""
    try:
        return plan(athlete)
    except Infeasible as error:
        nearest = error.nearest
    assert nearest is not None
    return nearest


def weekly(one: Programme) -> Counter[tuple[str, str]]:
    """Sets a week by role and variant, counted anew."""
    return Counter(
        {
            (block.role.value, item.variant): sum(
                other.sets
                for session in one.weeks[0].sessions
                for same in session.blocks
                if same.role is block.role
                for other in same.items
                if other.variant == item.variant
            )
            for session in one.weeks[0].sessions
            for block in session.blocks
            for item in block.items
        }
    )


@given(athletes, athletes)
@settings(max_examples=25, deadline=None)
def test_what_was_and_what_changes_give_what_is(one: Athlete, other: Athlete) -> None:
    before, after = made(one), made(other)
    found = difference(before, after)
    sets = weekly(before)
    for item in found.items:
        place = (item.role.value, item.variant)
        assert item.sets[0] == sets[place]
        sets[place] = item.sets[1]
    assert +sets == weekly(after)
    assert [r.region for r in found.regions] == list(TARGETS)
    for region in found.regions:
        assert region.sets == (
            before.weekly_sets[region.region],
            after.weekly_sets[region.region],
        )
    assert found.nothing == (difference_reasons(found, catalogue())[0].code == "difference_none")


@given(athletes, athletes, athletes)
@settings(max_examples=15, deadline=None)
def test_two_differences_in_a_row_are_the_one_from_first_to_last(
    first: Athlete, second: Athlete, third: Athlete
) -> None:
    a, b, c = map(made, (first, second, third))
    changes: Counter[tuple[str, str]] = Counter()
    for found in (difference(a, b), difference(b, c)):
        for item in found.items:
            changes[item.role.value, item.variant] += item.sets[1] - item.sets[0]
    whole = difference(a, c)
    expected = {
        (item.role.value, item.variant): item.sets[1] - item.sets[0]
        for item in whole.items
        if item.sets[0] != item.sets[1]
    }
    assert {place: change for place, change in changes.items() if change} == expected


@given(athletes, athletes)
@settings(max_examples=15, deadline=None)
def test_the_way_back_is_the_mirror_image(one: Athlete, other: Athlete) -> None:
    there, back = difference(made(one), made(other)), difference(made(other), made(one))
    mirrored = {(i.variant, i.role): (i.sets[::-1], i.weekdays[::-1]) for i in back.items}
    assert {(i.variant, i.role): (i.sets, i.weekdays) for i in there.items} == mirrored
    assert there.week == back.week[::-1]
    assert there.longest == back.longest[::-1]


@given(athletes, athletes)
@settings(max_examples=15, deadline=None)
def test_every_change_is_one_sentence_with_the_numbers_in_it(one: Athlete, other: Athlete) -> None:
    found = difference(made(one), made(other))
    said = [sentence(reason) for reason in difference_reasons(found, catalogue())]
    for item in found.telling_items:
        name = item_name(item, found, catalogue())
        about = sentence(item_reason(item, name))
        assert said.count(about) == 1
        assert about.startswith(name)
        if item.change is not Change.MOVES:
            assert str(item.sets[item.change is not Change.GOES]) in about


def test_the_same_programme_has_no_difference() -> None:
    found = difference(made(GYM), made(GYM))
    assert found.nothing
    assert [sentence(r) for r in difference_reasons(found, catalogue())] == ["Nothing changes."]


def test_another_effort_alone_is_a_difference() -> None:
    beginner, regular = (
        made(Athlete(level=level, equipment=frozenset(Equipment)))
        for level in (Level.BEGINNER, Level.ADVANCED)
    )
    assert difference(beginner, regular).effort == ((2, 3), (1, 2))


def test_a_moved_session_is_said_once_not_for_each_of_its_items() -> None:
    found = difference(made(GYM), move_session(made(GYM), 3, Weekday.SATURDAY))
    assert not found.nothing
    assert {item.change for item in found.items} == {Change.MOVES}
    said = [sentence(reason) for reason in difference_reasons(found, catalogue())]
    assert said == [
        "You train on Monday, Wednesday and Saturday in place of Monday, Wednesday and Friday."
    ]


def test_an_item_that_moves_between_the_same_days_is_said() -> None:
    before = made(GYM)
    after = move_session(before, 1, Weekday.WEDNESDAY)  # Monday's and Wednesday's change places
    found = difference(before, after)
    assert found.weekdays[0] == found.weekdays[1]
    assert found.telling_items
    assert {item.change for item in found.telling_items} == {Change.MOVES}


@given(st.sampled_from(MINUTES))
def test_other_lengths_are_lengths_that_can_be_wished(minutes: int) -> None:
    found = other_lengths(minutes)
    assert found
    assert minutes not in found
    assert set(found) <= set(MINUTES)
    assert list(found) == sorted(found)


def test_other_lengths_say_what_fits_and_what_was_not_looked_at() -> None:
    def planner(athlete: Athlete) -> Programme:
        if athlete.minutes == 30:
            raise Infeasible(athlete, ())
        if athlete.minutes == 90:
            raise OutOfTime("no time")
        return plan(athlete)

    found = {one.minutes: one for one in at_other_lengths(made(GYM), GYM, planner)}
    assert (found[30].difference, found[30].looked) == (None, True)
    assert (found[90].difference, found[90].looked) == (None, False)
    assert found[75].difference is not None
    assert found[75].difference.nothing  # 60 minutes were more than the plan takes


def test_shorter_sessions_cost_something() -> None:
    short = made(Athlete(minutes=30, equipment=frozenset(Equipment)))
    found = difference(made(GYM), short)
    assert found.longest[1] <= 30 < found.longest[0]
    assert {Change.COMES, Change.GOES} <= {item.change for item in found.items}


@pytest.mark.parametrize("days", [1, 2, 4])
def test_other_days_are_other_sessions(days: int) -> None:
    other = made(Athlete(days=days, equipment=frozenset(Equipment)))
    codes = {r.code for r in difference_reasons(difference(made(GYM), other), catalogue())}
    assert "difference_sessions" in codes
    assert "difference_moves" not in codes


def test_an_exercise_that_changes_its_role_is_told_with_both() -> None:
    monday = (Weekday.MONDAY,)
    drill = ItemDifference(
        variant="clamshell", role=Role.ACTIVATION, sets=(2, 0), weekdays=(monday, ())
    )
    work = ItemDifference(
        variant="clamshell", role=Role.ISOLATION, sets=(0, 3), weekdays=((), monday)
    )
    found = replace(difference(made(GYM), made(GYM)), items=(drill, work))
    assert [sentence(reason) for reason in difference_reasons(found, catalogue())] == [
        "Clamshell (activation) goes: it has 2 sets a week now.",
        "Clamshell (isolation) comes in: 3 sets a week, on Monday.",
    ]
