"""What people are told when no plan satisfies every wish."""

import json

import pytest
from checker import problems

from ilium.exercises import Catalogue, catalogue
from ilium.exercises.model import Limit
from ilium.loads import Equipment
from ilium.planning import Athlete, Infeasible, Level, infeasible_document, plan
from ilium.planning.choice import choose
from ilium.planning.dose import doses
from ilium.planning.wishes import MINUTES_STEP, Wish, intrusion, restored
from ilium.reasons import sentence

EVERYTHING = frozenset(Equipment)


def asked(athlete: Athlete, known: Catalogue | None = None) -> Infeasible:
    with pytest.raises(Infeasible) as caught:
        plan(athlete, known)
    return caught.value


def fits(athlete: Athlete) -> bool:
    return choose(athlete, catalogue(), doses()) is not None


def test_too_few_minutes_name_the_fewest_that_are_enough() -> None:
    athlete = Athlete(level=Level.BEGINNER, days=1, minutes=20)
    error = asked(athlete)
    (conflict,) = error.conflicts
    assert (conflict.wish, conflict.asked) == ("minutes", "20")
    enough = conflict.reason.inputs["fits"]
    assert isinstance(enough, int)
    assert error.nearest_athlete == Athlete(level=Level.BEGINNER, days=1, minutes=enough)
    assert not fits(Athlete(level=Level.BEGINNER, days=1, minutes=enough - 1))
    assert str(enough) in sentence(error.changes[0])


def test_an_exercise_without_its_equipment_can_be_equipped_or_dropped() -> None:
    error = asked(Athlete(insist=frozenset({"hip_thrust"})))
    wishes = {conflict.wish: conflict.reason.inputs for conflict in error.conflicts}
    assert wishes["insist"] == {"exercises": "Hip thrust"}
    assert "bench" in str(wishes["equipment"]["equipment"])
    # Dropping one exercise takes less than getting two things.
    assert error.nearest_athlete == Athlete()


def test_each_single_change_is_enough_by_itself() -> None:
    athlete = Athlete(level=Level.ADVANCED, days=4, minutes=20)
    error = asked(athlete)
    assert {conflict.wish for conflict in error.conflicts} >= {"minutes", "equipment"}
    assert error.nearest is not None
    assert all("alone" not in sentence(conflict.reason) for conflict in error.conflicts)


def test_wishes_that_only_fit_together_are_said_to_do_so() -> None:
    athlete = Athlete(insist=frozenset({"hip_thrust", "cable_kickback"}), minutes=20)
    error = asked(athlete)
    assert len(error.conflicts) > 1
    assert all(conflict.reason.code.endswith("_together") for conflict in error.conflicts)
    nearest = error.nearest_athlete
    assert nearest is not None
    # None of the changes can be taken back.
    for conflict in error.conflicts:
        wish = Wish(conflict.wish)
        assert not fits(restored(nearest, athlete, wish))


def test_avoiding_everything_brings_back_as_few_as_possible() -> None:
    athlete = Athlete(avoid=frozenset(catalogue().ids))
    error = asked(athlete)
    nearest = error.nearest_athlete
    assert nearest is not None
    back = athlete.avoid - nearest.avoid
    assert 4 <= len(back) <= 8
    for exercise in back:
        assert not fits(Athlete(avoid=nearest.avoid | {exercise}))


def test_a_limit_is_never_given_up() -> None:
    athlete = Athlete(
        equipment=EVERYTHING,
        limits=frozenset({Limit.LOW_BACK}),
        insist=frozenset({"romanian_deadlift"}),
    )
    error = asked(athlete)
    first = error.conflicts[0]
    assert (first.wish, first.asked) == ("limits", "low_back")
    assert "Romanian deadlift" in sentence(first.reason)
    assert error.nearest_athlete is not None
    assert error.nearest_athlete.limits == athlete.limits
    assert error.nearest_athlete.insist == frozenset()


def cut_down(*exercises: str) -> Catalogue:
    return Catalogue(catalogue().exercise(exercise) for exercise in exercises)


def test_where_the_ranges_are_out_of_reach_the_nearest_plan_says_what_it_misses() -> None:
    # Nothing here trains gluteus minimus, so no change of a wish can reach its range.
    known = cut_down("frog_pump", "glute_bridge", "hip_thrust", "hyperextension_45")
    error = asked(Athlete(equipment=EVERYTHING, days=2), known)
    assert error.conflicts[0].wish == "exercises"
    assert error.nearest is not None
    missed = {miss.code for miss in error.misses}
    assert missed == {"miss_band", "miss_hard_sets", "miss_abduction", "miss_single_leg"}
    regions = {miss.inputs["region"] for miss in error.misses if miss.code == "miss_band"}
    assert "gluteus minimus" in regions
    assert "gluteus maximus superior" not in regions
    answer = infeasible_document(error)["nearest"]
    assert answer["status"] == "outside_the_ranges"
    assert len(answer["misses"]) == len(error.misses)


def test_where_nothing_can_be_done_it_says_so() -> None:
    error = asked(Athlete(), cut_down("clamshell", "frog_pump"))
    assert error.nearest is None
    assert error.conflicts[-1].reason.code == "conflict_nothing_left"
    assert infeasible_document(error)["nearest"] is None


def test_the_document_holds_conflicts_and_the_nearest_plan_with_its_changes() -> None:
    athlete = Athlete(insist=frozenset({"hip_thrust"}))
    error = asked(athlete)
    answer = json.loads(json.dumps(infeasible_document(error)))
    assert answer["status"] == "infeasible"
    assert {"wish", "asked", "why"} == set(answer["conflicts"][0])
    assert answer["nearest"]["changes"] == {"insist": []}
    assert problems(answer["nearest"], error.nearest_athlete, catalogue()) == []
    assert answer["nearest"]["notes"][0] == "It does without Hip thrust."
    assert str(error) == " ".join(conflict["why"] for conflict in answer["conflicts"])


def test_the_smaller_change_costs_less() -> None:
    one = Athlete(minutes=30, insist=frozenset({"hip_thrust"}))
    longer = Athlete(minutes=30 + MINUTES_STEP, insist=one.insist)
    much_longer = Athlete(minutes=90, insist=one.insist)
    without = Athlete(minutes=30)
    assert intrusion(one, one) == 0
    assert intrusion(one, longer) < intrusion(one, without) < intrusion(one, much_longer)
