"""The guided session: what comes next follows from what was done, and from nothing else."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilium.exercises import catalogue
from ilium.exercises.model import Role
from ilium.loads import Equipment, Load, LoadKind
from ilium.planning import Athlete, Programme, plan
from ilium.planning.programme import Session, Sides
from ilium.training.performed import PerformedSet, SetKind, Side
from ilium.training.prescription import Day
from ilium.training.session import (
    SIDE_CHANGE_SECONDS,
    Station,
    Step,
    as_it_stands,
    exchanged,
    next_step,
    sets_at,
    stations,
)

ATHLETE = Athlete(days=3, equipment=frozenset(Equipment))
BEGAN = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


@cache
def programme() -> Programme:
    return plan(ATHLETE)


@cache
def today(day: int) -> tuple[Station, ...]:
    session = programme().weeks[0].sessions[day]
    return stations(session, ATHLETE, catalogue(), {}, Day(on=date(2026, 11, 23), week=1))


def do(items: tuple[Station, ...], step: Step, number: int, rir: int = 2) -> PerformedSet:
    """The set that a step asks for, done at the top of its range."""
    station, target = items[step.station], step.target
    return PerformedSet(
        id=UUID(int=number + 1),
        variant=station.variant.id,
        side=target.side,
        load=target.load or Load(LoadKind.NONE),
        reps=target.reps[1] if target.reps else None,
        seconds=target.seconds[1] if target.seconds else None,
        rir=rir,
        at=BEGAN + timedelta(minutes=3 * number),
        role=station.role,
        kind=target.kind,
    )


def go_through(items: tuple[Station, ...]) -> tuple[list[Step], list[PerformedSet]]:
    """The whole session, every set done as asked."""
    steps: list[Step] = []
    done: list[PerformedSet] = []
    while (step := next_step(items, done, (), ATHLETE)) is not None:
        steps.append(step)
        done.append(do(items, step, len(done)))
        assert len(done) < 200, "the session does not end"
    return steps, done


@pytest.mark.parametrize("day", [0, 1, 2])
def test_every_planned_set_is_asked_for_once_and_in_order(day: int) -> None:
    items = today(day)
    steps, done = go_through(items)
    assert [step.station for step in steps] == sorted(step.station for step in steps)
    for station in items:
        working = [s for s in sets_at(station, done) if s.kind is SetKind.WORKING]
        if station.item.sides is Sides.EACH:
            sides = [s.side for s in working]
            assert sides == [Side.LEFT, Side.RIGHT] * station.item.sets
        else:
            assert len(working) == station.item.sets


@pytest.mark.parametrize("day", [0, 1, 2])
def test_blocks_come_as_activation_heavy_isolation(day: int) -> None:
    steps, _ = go_through(today(day))
    order = [list(Role).index(today(day)[step.station].role) for step in steps]
    assert order == sorted(order)
    assert set(order) == {0, 1, 2}


def test_numbers_count_up_to_the_total() -> None:
    steps, _ = go_through(today(0))
    for step in steps:
        assert 1 <= step.number <= step.total


def test_only_the_first_heavy_item_is_led_up_to() -> None:
    sessions = programme().weeks[0].sessions
    squat = next(i for i in sessions[1].items if i.exercise == "single_leg_squat")
    deadlift = next(i for i in sessions[2].items if i.exercise == "single_leg_rdl")
    session = exchanged(sessions[1], squat.variant, deadlift)
    strong = msgspec.structs.replace(ATHLETE, body_mass=Decimal(150))
    day = Day(on=date(2026, 11, 23), week=1, body_mass=strong.body_mass)
    items = stations(session, strong, catalogue(), {}, day)
    steps, _ = go_through(items)
    led_up_to = {
        items[step.station].item.exercise for step in steps if step.target.kind is SetKind.RAMP
    }
    assert led_up_to == {"hip_thrust"}


def test_a_swap_of_today_stands_in_every_week_with_its_own_sets() -> None:
    """Substitutes are judged in the first week, whichever week is today's."""
    weeks = programme().weeks
    here = weeks[-1]
    assert here.deload
    old, other = here.sessions[0].items[-1], here.sessions[1].items[-1]
    swapped = exchanged(here.sessions[0], old.variant, other)
    standing = as_it_stands(programme(), here.week, swapped)
    assert standing.weeks[-1].sessions[0] == swapped
    assert [week.sessions[1:] for week in standing.weeks] == [week.sessions[1:] for week in weeks]
    for week, before in zip(standing.weeks[:-1], weeks, strict=False):
        new, planned = week.sessions[0].items[-1], before.sessions[0].items[-1]
        assert (new.variant, new.sets, new.rir) == (other.variant, planned.sets, planned.rir)
        assert week.sessions[0].items[:-1] == before.sessions[0].items[:-1]


def test_rests_are_deadlines_after_the_last_set() -> None:
    items = today(1)
    steps, done = go_through(items)
    assert steps[0].rest_until is None
    for step, before in zip(steps[1:], done, strict=False):
        assert step.rest_until is not None
        seconds = (step.rest_until - before.at).total_seconds()
        same = before.variant == items[step.station].variant.id
        if same and (before.side, step.target.side) == (Side.LEFT, Side.RIGHT):
            assert seconds == SIDE_CHANGE_SECONDS
        elif before.kind is SetKind.WORKING:
            at = next(s for s in items if s.variant.id == before.variant)
            assert seconds == at.item.rest_s


def test_the_order_in_which_sets_are_remembered_does_not_matter() -> None:
    items = today(1)
    _, done = go_through(items)
    for cut in range(len(done)):
        shuffled = done[:cut]
        Random(cut).shuffle(shuffled)
        assert next_step(items, shuffled, (), ATHLETE) == next_step(items, done[:cut], (), ATHLETE)


def test_what_is_skipped_is_not_asked_for() -> None:
    items = today(0)
    left_out = items[1].variant.id
    done: list[PerformedSet] = []
    while (step := next_step(items, done, {left_out}, ATHLETE)) is not None:
        assert items[step.station].variant.id != left_out
        done.append(do(items, step, len(done)))


@settings(deadline=None)
@given(reserves=st.lists(st.integers(0, 6), min_size=80, max_size=80))
def test_a_session_ends_however_it_goes(reserves: list[int]) -> None:
    items = today(1)
    done: list[PerformedSet] = []
    while (step := next_step(items, done, (), ATHLETE)) is not None:
        done.append(do(items, step, len(done), rir=reserves[len(done)]))
        assert len(done) < 80


def test_an_exchanged_item_keeps_the_minutes_adding_up() -> None:
    session: Session = programme().weeks[0].sessions[0]
    old, other = session.items[-1], programme().weeks[0].sessions[1].items[-1]
    changed = exchanged(session, old.variant, other)
    assert other.variant in [item.variant for item in changed.items]
    assert old.variant not in [item.variant for item in changed.items]
    total = sum(Decimal(str(item.minutes)) for item in changed.items)
    assert Decimal(str(changed.minutes)) == total
