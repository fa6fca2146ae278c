"""Set by set: the sets that remain follow from those done today. 3 x 8-12, 1-3 in reserve."""

from collections.abc import Sequence
from typing import Any

import pytest
from lifting import COARSE, GYM, exposure, item, reads, today, variant

from ilium.exercises.model import Limit, Variant
from ilium.loads import Inventory, LoadKind
from ilium.planning.programme import Item, Sides
from ilium.reasons import sentence
from ilium.training.adaptation import NextSet, next_set
from ilium.training.performed import Pain, PerformedSet, SetKind, Side
from ilium.training.prescription import Prescription

FOUND = exposure(0, *[(60, 10, 2)] * 3)
PLAN = today(FOUND, exposure(3, *[(60, 10, 2)] * 3))


def after(
    *done: tuple[Any, ...],
    plan: Prescription = PLAN,
    what: Item | None = None,
    how: Variant | None = None,
    inventory: Inventory = GYM,
    **more: Any,
) -> NextSet:
    """What follows the sets done on day 6."""
    sets: Sequence[PerformedSet] = exposure(6, *done, **more)
    found = next_set(plan, sets, what or item(), how or variant(), inventory, frozenset())
    reads(found.reason)
    return found


def kilograms(following: NextSet) -> float:
    assert following.target is not None
    assert following.target.load is not None
    return float(following.target.load.kilograms or 0)


def test_sets_on_target_go_on_as_planned() -> None:
    assert after() == NextSet(target=PLAN.sets[0], reason=after().reason)
    for done in (1, 2):
        following = after(*[(60, 10, 2)] * done)
        assert (following.target, following.reason.code) == (PLAN.sets[done], "as_planned")
    assert after(*[(60, 10, 2)] * 3).target is None
    assert after(*[(60, 10, 2)] * 5).reason.code == "item_done"


@pytest.mark.parametrize("done", [(60, 7, None), (60, 5, 0), (60, 8, 0)])
def test_a_set_below_the_range_lowers_the_load(done: tuple[Any, ...]) -> None:
    following = after(done)
    assert following.reason.code == "set_lighter"
    assert 45 <= kilograms(following) < 60
    assert following.target is not None
    assert following.target.reps == (8, 12)
    assert following.target.rir == (1, 2)
    assert "60" not in sentence(following.reason)


def test_the_further_below_the_lighter() -> None:
    assert kilograms(after((60, 4, 0))) < kilograms(after((60, 7, 0)))


def test_fewer_reps_inside_the_range_change_nothing() -> None:
    assert after((60, 9, 0)).reason.code == "as_planned"


def test_a_known_load_rises_only_far_above_the_target() -> None:
    assert after((60, 12, 5)).reason.code == "as_planned"
    following = after((60, 12, 6))
    assert following.reason.code == "set_heavier"
    assert 61 <= kilograms(following) <= 66
    assert after((60, 11, 8)).reason.code == "as_planned"  # reps first


def test_a_load_that_is_being_found_moves_freely() -> None:
    first = today(body_mass=70)
    assert first.reasons[0].code == "calibration"
    up = after((27.5, 12, 10), plan=first)
    assert up.reason.code == "set_heavier"
    assert kilograms(up) > 30.25
    assert after((27.5, 12, 5), plan=first).reason.code == "set_heavier"
    assert after((27.5, 12, 4), plan=first).reason.code == "as_planned"


def test_pain_has_every_place_with_cautions_and_one_for_the_rest() -> None:
    assert {pain.limit for pain in Pain} == {*Limit, None}


def test_what_was_lifted_instead_is_kept_if_it_fits() -> None:
    following = after((55, 10, 2))
    assert (kilograms(following), following.reason.code) == (55, "keep_lifted")
    assert following.target is not None
    assert following.target.reps == (8, 12)


@pytest.mark.parametrize("where", Pain)
def test_pain_ends_the_exercise(where: Pain) -> None:
    following = after((60, 10, 2), pain=where)
    assert following.target is None
    assert "professional" in sentence(following.reason)


def test_a_light_session_does_not_rise() -> None:
    light = today(FOUND, deload=True, what=item(rir=(3, 5)))
    planned = light.sets[0].load
    assert planned is not None
    following = after((planned.kilograms, 12, 10), plan=light, what=item(rir=(3, 5)))
    assert (following.target, following.reason.code) == (light.sets[1], "as_planned")


def test_the_lightest_load_is_the_end() -> None:
    light = today(exposure(0, *[(20, 10, 2)] * 3))
    following = after((20, 5, 0), plan=light)
    assert (kilograms(following), following.reason.code) == (20, "set_lightest")


def test_far_loads_are_not_left_for_a_few_reps() -> None:
    stack = variant(LoadKind.STACK)
    first = exposure(0, *[(40, 10, 2)] * 3, kind=LoadKind.STACK)
    plan = today(first, how=stack, inventory=COARSE, what=item(10, 12))
    following = after(
        (40, 10, 0), plan=plan, how=stack, inventory=COARSE, what=item(10, 12), kind=LoadKind.STACK
    )
    assert (kilograms(following), following.reason.code) == (40, "set_fewer_reps")
    assert following.target is not None
    assert following.target.reps == (8, 12)


def test_a_failed_set_off_the_ladder_never_asks_for_negative_reps() -> None:
    stack = variant(LoadKind.STACK)
    plan = today(exposure(0, *[(30, 10, 2)] * 3, kind=LoadKind.STACK), how=stack, inventory=COARSE)
    for lifted in (21, 25, 29):
        for reps in range(8):
            following = after(
                (lifted, reps, 0), plan=plan, how=stack, inventory=COARSE, kind=LoadKind.STACK
            )
            assert following.target is not None
            assert following.target.reps is not None
            assert 5 <= following.target.reps[0] <= 8


def test_bands_change_by_a_rung() -> None:
    bands = variant(LoadKind.BAND)
    plan = today(how=bands)
    heavier = after(("light", 12, 8), plan=plan, how=bands, kind=LoadKind.BAND)
    assert heavier.target is not None
    assert heavier.target.load is not None
    assert heavier.target.load.band == "medium"
    lighter = after(("light", 6, 0), plan=plan, how=bands, kind=LoadKind.BAND)
    assert lighter.target is not None
    assert lighter.target.load is not None
    assert lighter.target.load.band == "extra light"


def test_holds_below_the_range_change_to_less() -> None:
    plank = variant(LoadKind.PLATE, timed=True)
    hold = item(20, 40, timed=True)
    first = exposure(0, *[(10, 30, None)] * 3, kind=LoadKind.PLATE, timed=True)
    plan = today(first, how=plank, what=hold)
    following = after(
        (10, 15, None), plan=plan, how=plank, what=hold, kind=LoadKind.PLATE, timed=True
    )
    assert (kilograms(following), following.reason.code) == (5, "set_lighter")
    assert following.target is not None
    assert following.target.seconds == (20, 40)


def test_both_sides_of_a_round_get_the_same_load() -> None:
    each = item(sides=Sides.EACH)
    first = exposure(0, *[(60, 10, 2, "left")] * 3, *[(60, 10, 2, "right")] * 3)
    plan = today(first, what=each)
    right = after((55, 10, 2, "left"), plan=plan, what=each)
    assert right.target is not None
    assert (right.target.side, kilograms(right)) == (Side.RIGHT, 55)
    assert right.reason.code == "same_as_other_side"
    # The next round follows the weaker side.
    left = after((60, 12, 3, "left"), (60, 5, 0, "right"), plan=plan, what=each)
    assert left.target is not None
    assert (left.target.side, left.reason.code) == (Side.LEFT, "set_lighter")
    assert kilograms(left) < 60


def test_lead_up_sets_come_first_and_can_be_left_out() -> None:
    plan = today(FOUND, first_heavy=True)
    assert after(plan=plan).target == plan.sets[0]
    second = after((22.5, 6, None), plan=plan, ramp=True)
    assert second.target == plan.sets[1]
    working = after((60, 10, 2), plan=plan)
    assert working.target is not None
    assert working.target.kind is SetKind.WORKING


def test_a_load_that_the_person_found_is_kept() -> None:
    lift = variant(LoadKind.DUMBBELL)
    empty = Inventory(dumbbells=())
    plan = today(how=lift, inventory=empty)
    following = after((12, 10, 2), plan=plan, how=lift, inventory=empty, kind=LoadKind.DUMBBELL)
    assert (kilograms(following), following.reason.code) == (12, "as_lifted")
