"""Gathering sets into exposures and judging them."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import uuid4

import msgspec
import pytest
from lifting import GYM, exposure, item, variant

from ilium.exercises.model import Role
from ilium.loads import LoadKind
from ilium.planning.programme import Sides
from ilium.training.aim import Aim, aim_for
from ilium.training.exposure import (
    EXPOSURES_NEEDED,
    Judged,
    exposures,
    judge,
    lifted,
    other_range,
)
from ilium.training.loadable import ladder
from ilium.training.performed import Pain, Side

MINUTE = timedelta(minutes=1)


def aim(kind: LoadKind = LoadKind.BARBELL, *, sides: Sides = Sides.BOTH) -> Aim:
    return aim_for(item(sides=sides), Role.HEAVY, variant(kind).setups[0], ladder(kind, GYM))


def judged(*sets: tuple[object, ...], sides: Sides = Sides.BOTH, **more: object) -> Judged:
    (one,) = exposures(exposure(0, *sets, **more), Role.HEAVY, timed=False)  # type: ignore[arg-type]
    found = judge(one, aim(sides=sides))
    assert found is not None
    return found


def test_sets_of_a_session_are_one_exposure() -> None:
    first, second = exposure(0, (60, 10, 2), (60, 9, 2)), exposure(3, (60, 10, 2))
    found = exposures((*second, *first), Role.HEAVY, timed=False)
    assert [one.sets for one in found] == [first, second]


def test_sets_without_a_session_belong_to_the_day_that_their_times_say() -> None:
    west = timezone(timedelta(hours=-8))
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    (only,) = exposure(0, (60, 10, 2))
    loose = [
        msgspec.structs.replace(only, id=uuid4(), session=None, at=midnight + n * MINUTE)
        for n in (-4, 0, 4)
    ]
    assert [one.day.day for one in exposures(loose, Role.HEAVY, timed=False)] == [23, 24]
    there = [msgspec.structs.replace(one, at=one.at.astimezone(west)) for one in loose]
    (evening,) = exposures(there, Role.HEAVY, timed=False)
    assert (evening.day, len(evening.sets)) == (date(2026, 11, 23), 3)


def test_only_the_latest_are_kept() -> None:
    many = [one for day in range(30) for one in exposure(day, (60, 10, 2))]
    found = exposures(many, Role.HEAVY, timed=False)
    assert len(found) == EXPOSURES_NEEDED
    assert found[-1].sets == (many[-1],)


def test_drills_lead_ups_and_holds_are_kept_apart() -> None:
    drill = exposure(0, (20, 20, None), role=Role.ACTIVATION)
    ramp = exposure(1, (20, 6, None), ramp=True)
    hold = exposure(2, (20, 30, None), timed=True)
    every = (*drill, *ramp, *hold)
    assert exposures(every, Role.HEAVY, timed=False) == ()
    assert [one.sets for one in exposures(every, Role.ACTIVATION, timed=False)] == [drill]
    assert [one.sets for one in exposures(every, Role.HEAVY, timed=True)] == [hold]


def test_a_lead_up_set_that_hurt_is_kept() -> None:
    ramp = exposure(0, (20, 6, None), ramp=True, pain=Pain.LOW_BACK)
    (found,) = exposures(ramp, Role.HEAVY, timed=False)
    assert found.painful
    assert not found.counts
    assert judge(found, aim()) is None
    assert lifted(found, aim().ladder) == 20


def test_light_sets_are_not_judged() -> None:
    mixed = (*exposure(0, (60, 10, 2)), *exposure(0, (40, 20, 2), deload=True))
    (found,) = exposures(mixed, Role.HEAVY, timed=False)
    assert not found.light
    seen = judge(found, aim())
    assert seen is not None
    assert (seen.base, seen.counts) == (60, {Side.BOTH: (10,)})


@pytest.mark.parametrize(
    ("sets", "topped"),
    [
        ([(60, 12, 1), (60, 12, 3)], True),
        ([(60, 12, None), (60, 12, None)], True),
        ([(60, 12, 0), (60, 12, 3)], False),
        ([(60, 13, 0), (60, 12, 3)], True),
        ([(60, 11, 5), (60, 12, 3)], False),
        # 10 with 70 kg and 2 left are worth more than 13 with 60 kg; 8 with 62.5 kg are not.
        ([(70, 10, 2), (60, 12, 3)], True),
        ([(62.5, 8, 2), (60, 12, 3)], False),
    ],
)
def test_full_success(sets: list[tuple[object, ...]], topped: bool) -> None:
    assert judged(*sets).topped is topped


@pytest.mark.parametrize(
    ("done", "target", "missed"),
    [
        ((60, 7, 2), None, True),
        ((60, 8, 1), None, False),
        ((60, 8, 0), None, True),
        ((60, 9, 0), None, False),
        ((60, 8, None), None, False),
        ((60, 9, 2), (10, 12), False),  # in the item's range, though fewer than asked
        ((60, 6, 2), (5, 7), False),  # fewer were asked for
        ((60, 0, 0), None, True),
    ],
)
def test_a_miss(done: tuple[object, ...], target: tuple[int, int] | None, missed: bool) -> None:
    assert (judged(done, target=target).missed_at == 60) is missed


def test_mixed_loads_are_seen() -> None:
    found = judged((60, 10, 2), (55, 10, 2), (62.5, 6, 0))
    assert (found.base, found.heaviest, found.missed_at) == (55, Decimal("62.5"), Decimal("62.5"))


def test_sides_are_counted_apart_and_the_weaker_is_named() -> None:
    found = judged(
        (60, 12, 2, "left"),
        (60, 10, 2, "right"),
        (60, 12, 2, "left"),
        (60, 11, 2, "right"),
        sides=Sides.EACH,
    )
    assert found.counts == {Side.LEFT: (12, 12), Side.RIGHT: (10, 11)}
    assert (found.weaker, found.least, found.complete) == (Side.RIGHT, 10, True)
    alike = judged((60, 12, 2, "left"), (60, 12, 2, "right"), sides=Sides.EACH)
    assert (alike.weaker, alike.complete) == (None, False)
    by_one = judged((60, 12, 2, "left"), (60, 11, 2, "right"), sides=Sides.EACH)
    assert by_one.weaker is Side.RIGHT
    by_less = judged(
        (60, 12, 2, "left"),
        (60, 12, 2, "left"),
        (60, 12, 2, "right"),
        (60, 11, 2, "right"),
        sides=Sides.EACH,
    )
    assert by_less.weaker is None
    both = judged((60, 12, 2), (60, 12, 2), sides=Sides.EACH)
    assert both.counts == {Side.LEFT: (12, 12), Side.RIGHT: (12, 12)}


def test_an_unknown_band_says_nothing() -> None:
    gone = exposure(0, ("purple", 10, 2), kind=LoadKind.BAND)
    (found,) = exposures(gone, Role.HEAVY, timed=False)
    assert judge(found, aim(LoadKind.BAND)) is None
    assert lifted(found, aim(LoadKind.BAND).ladder) is None


def test_another_range_has_no_rep_in_common() -> None:
    assert not other_range(judged((60, 10, 2)), aim())
    assert not other_range(judged((60, 10, 2), target=(12, 15)), aim())
    assert other_range(judged((60, 10, 2), target=(13, 15)), aim())
    assert other_range(judged((60, 6, 2), target=(5, 7)), aim())
