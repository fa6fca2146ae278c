"""Substitutes for an item, and what a swap does to a programme."""

from typing import Any

import pytest
from checker import problems
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ilium.anatomy import JointAction, Region
from ilium.exercises import catalogue
from ilium.exercises.model import Limit
from ilium.loads import Equipment
from ilium.planning import (
    Athlete,
    NotPlanned,
    Programme,
    Substitute,
    apply_swap,
    document,
    plan,
    swap,
)
from ilium.reasons import sentence

GYM = Athlete(equipment=frozenset(Equipment))


@pytest.fixture(scope="module")
def made() -> Programme:
    return plan(GYM)


def place_of(made: Programme, exercise: str) -> int:
    return next(
        session.day
        for session in made.weeks[0].sessions
        if exercise in {item.exercise for item in session.items}
    )


def test_no_substitute_needs_what_is_busy(made: Programme) -> None:
    busy = frozenset({Equipment.BARBELL, Equipment.SMITH_MACHINE, Equipment.CABLE})
    found = swap(made, GYM, place_of(made, "hip_thrust"), "hip_thrust", busy=busy)
    assert found
    free = GYM.equipment - busy
    for substitute in found:
        variant = catalogue().variant(substitute.item.variant)
        setup = variant.setup_for(free)
        assert setup is not None
        # A prescription does not know what is busy: it has to load it like this all the same.
        assert setup == variant.setup_for(GYM.equipment)


def test_substitutes_have_the_role_and_are_not_in_the_session_yet(made: Programme) -> None:
    for session in made.weeks[0].sessions:
        taken = {item.exercise for item in session.items}
        for block in session.blocks:
            for item in block.items:
                found = swap(made, GYM, session.day, item.variant)
                exercises = [substitute.item.exercise for substitute in found]
                assert len(exercises) == len(set(exercises))
                assert not taken & set(exercises)
                for exercise in exercises:
                    assert block.role in catalogue().exercise(exercise).roles


def test_the_likest_comes_first_among_those_that_fit(made: Programme) -> None:
    for session in made.weeks[0].sessions:
        for item in session.items:
            found = swap(made, GYM, session.day, item.exercise)
            order = [(not substitute.fits, -substitute.likeness) for substitute in found]
            assert order == sorted(order)


def test_direct_abduction_is_replaced_by_direct_abduction(made: Programme) -> None:
    day = place_of(made, "cable_abduction_extension")
    first = swap(made, GYM, day, "cable_abduction_extension")[0]
    actions = catalogue().exercise(first.item.exercise).joint_actions
    assert JointAction.HIP_ABDUCTION in actions
    assert "swap_abducts" in {reason.code for reason in first.reasons}


@pytest.mark.parametrize("pain", Limit)
def test_where_it_hurts_nothing_with_a_caution_for_it_is_offered(
    made: Programme, pain: Limit
) -> None:
    for item in made.weeks[0].sessions[0].items:
        for substitute in swap(made, GYM, 1, item.exercise, pain=pain):
            cautions = catalogue().exercise(substitute.item.exercise).cautions
            assert pain not in {caution.limit for caution in cautions}


def test_where_it_hurts_what_moves_alike_comes_later(made: Programme) -> None:
    day = place_of(made, "hip_thrust")
    plain = swap(made, GYM, day, "hip_thrust")
    sore = swap(made, GYM, day, "hip_thrust", pain=Limit.SIDE_OF_HIP)
    offered = {substitute.item.exercise for substitute in sore}
    order = [s.item.exercise for s in plain if s.item.exercise in offered]
    assert order != [substitute.item.exercise for substitute in sore]


def test_a_limit_of_the_person_still_holds(made: Programme) -> None:
    careful = Athlete(equipment=GYM.equipment, limits=frozenset({Limit.LOW_BACK}))
    found = swap(made, careful, place_of(made, "hip_thrust"), "hip_thrust")
    assert "back_squat" not in {substitute.item.exercise for substitute in found}
    for substitute in found:
        cautions = catalogue().exercise(substitute.item.exercise).cautions
        texts = [caution.text for caution in cautions if caution.limit is Limit.LOW_BACK]
        said = [sentence(reason) for reason in substitute.reasons]
        assert all(any(text in line for line in said) for text in texts)


def every_swap(made: Programme, athlete: Athlete) -> list[tuple[int, str, Substitute]]:
    return [
        (session.day, item.variant, substitute)
        for session in made.weeks[0].sessions
        for item in session.items
        for substitute in swap(made, athlete, session.day, item.variant)
    ]


@settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.integers(1, 4), st.integers(25, 60), st.sampled_from([2, 6]))
def test_a_swap_fits_exactly_if_the_checker_finds_nothing(
    days: int, minutes: int, weeks: int
) -> None:
    athlete = Athlete(days=days, minutes=minutes, weeks=weeks, equipment=GYM.equipment)
    made = plan(athlete)
    outcomes = set[bool]()
    for day, old, substitute in every_swap(made, athlete)[:60]:
        swapped = apply_swap(made, day, old, substitute)
        found = [
            problem
            for problem in problems(document(swapped), athlete, catalogue())
            # The deload keeps its sets, which were halved for the item that is gone.
            if "deload keeps" not in problem
        ]
        assert (found == []) == substitute.fits, (old, substitute.item.variant, found)
        outcomes.add(substitute.fits)
    assert True in outcomes


def test_a_swap_changes_every_week_and_keeps_its_sets_and_effort(made: Programme) -> None:
    day = place_of(made, "hip_thrust")
    substitute = swap(made, GYM, day, "hip_thrust")[0]
    swapped = apply_swap(made, day, "hip_thrust", substitute)
    for before, after in zip(made.weeks, swapped.weeks, strict=True):
        old = before.sessions[day - 1].blocks[1].items[0]
        new = after.sessions[day - 1].blocks[1].items[0]
        assert new.variant == substitute.item.variant
        assert (new.sets, new.rir) == (old.sets, old.rir)
        for other in range(len(before.sessions)):
            if other != day - 1:
                assert before.sessions[other] == after.sessions[other]
    session = swapped.weeks[0].sessions[day - 1]
    assert session.minutes == substitute.session_minutes
    assert swapped.weekly_sets == substitute.weekly_sets


def test_in_a_deload_the_substitute_has_the_halved_sets(made: Programme) -> None:
    day = place_of(made, "hip_thrust")
    full = swap(made, GYM, day, "hip_thrust")[0]
    light = swap(made, GYM, day, "hip_thrust", week=6)[0]
    eased = made.weeks[5].sessions[day - 1].blocks[1].items[0]
    assert light.item.variant == full.item.variant
    assert (light.item.sets, light.item.rir) == (eased.sets, eased.rir)
    assert light.item.minutes < full.item.minutes
    assert apply_swap(made, day, "hip_thrust", light) == apply_swap(made, day, "hip_thrust", full)


def test_a_swap_that_breaks_a_rule_says_which(made: Programme) -> None:
    broken = [substitute for _, _, substitute in every_swap(made, GYM) if not substitute.fits]
    assert broken
    for substitute in broken:
        assert substitute.broken
        assert all(reason in substitute.reasons for reason in substitute.broken)
        assert all(sentence(reason) for reason in substitute.reasons)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"day": 9, "old": "hip_thrust"}, "no day 9"),
        ({"day": 1, "old": "nordic_curl"}, "has no nordic_curl"),
        ({"day": 1, "old": "hip_thrust", "week": 7}, "no week 7"),
    ],
)
def test_what_is_not_planned_cannot_be_swapped(
    made: Programme, arguments: dict[str, Any], said: str
) -> None:
    with pytest.raises(NotPlanned, match=said):
        swap(made, GYM, **arguments)


def test_emphasis_stays_in_force_after_a_swap() -> None:
    athlete = Athlete(equipment=GYM.equipment, emphasis=Region.GLUTEUS_MINIMUS)
    made = plan(athlete)
    for _, _, substitute in every_swap(made, athlete):
        if substitute.fits:
            assert substitute.weekly_sets[Region.GLUTEUS_MINIMUS] >= 12
