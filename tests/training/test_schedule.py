"""Where a person stands in their programme."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilium.loads import Equipment
from ilium.planning import Athlete, Programme, plan
from ilium.planning.programme import Session, Week, Weekday
from ilium.training.schedule import (
    first_start,
    next_alike,
    planned_date,
    positions,
    rested,
    spacing,
    upcoming,
)

MONDAY = date(2026, 11, 23)


@cache
def programme() -> Programme:
    return plan(Athlete(days=3, weeks=4, equipment=frozenset(Equipment)))


def test_a_programme_starts_this_week_only_if_its_first_day_is_still_to_come() -> None:
    assert first_start(programme(), MONDAY) == MONDAY
    assert first_start(programme(), MONDAY + timedelta(1)) == MONDAY + timedelta(7)


def test_a_missed_session_waits() -> None:
    late = upcoming(programme(), {(1, 1)}, MONDAY, MONDAY + timedelta(20), MONDAY)
    assert late is not None
    assert (late.week.week, late.session.day, late.due) == (1, 2, True)
    assert late.planned == MONDAY + timedelta(2)


def test_two_days_of_recovery_come_first() -> None:
    trained = MONDAY + timedelta(1)
    soon = upcoming(programme(), {(1, 1)}, MONDAY, MONDAY + timedelta(2), trained)
    assert soon is not None
    assert (soon.ready, soon.due) == (MONDAY + timedelta(3), False)
    then = upcoming(programme(), {(1, 1)}, MONDAY, MONDAY + timedelta(3), trained)
    assert then is not None
    assert then.due


def test_days_that_the_plan_has_closer_need_no_more_rest() -> None:
    four = plan(Athlete(days=4, weeks=4, equipment=frozenset(Equipment)))
    done: set[tuple[int, int]] = set()
    trained: date | None = None
    for place, on in days_of(four):
        found = upcoming(four, done, MONDAY, on, trained)
        assert found is not None
        assert ((found.week.week, found.session.day), found.due) == (place, True)
        done.add(place)
        trained = on
    days = [on for _, on in days_of(four)]
    assert min(b - a for a, b in pairwise(days)) == timedelta(1)


def days_of(planned: Programme) -> list[tuple[tuple[int, int], date]]:
    return [
        ((week.week, session.day), planned_date(MONDAY, week.week, session.weekday))
        for week in planned.weeks
        for session in week.sessions
    ]


def test_rest_is_two_days_or_what_the_plan_has() -> None:
    friday, saturday, monday = (MONDAY + timedelta(n) for n in (4, 5, 7))
    assert rested(friday, saturday, saturday) == friday
    assert rested(friday, friday, saturday) == saturday
    assert rested(friday, friday, monday) == friday + timedelta(2)
    assert rested(friday, None, saturday) == friday + timedelta(2)
    assert rested(friday, monday, friday) == friday


@pytest.mark.parametrize(
    ("weekdays", "days"),
    [("Mo", 2), ("Mo Th", 2), ("Mo We Fr Su", 2), ("Mo Sa Su", 1), ("Su Mo", 2)],
)
def test_sessions_are_as_far_apart_as_the_week_has_them(weekdays: str, days: int) -> None:
    names = {weekday.value[:2].capitalize(): weekday for weekday in Weekday}
    sessions = [
        Session(day=day, weekday=names[name], minutes=30, blocks=())
        for day, name in enumerate(weekdays.split(), 1)
    ]
    assert spacing(Week(week=1, deload=False, sessions=tuple(sessions))) == days


def test_the_end() -> None:
    everything = set(positions(programme()))
    assert upcoming(programme(), everything, MONDAY, MONDAY) is None
    assert next_alike(programme(), everything, MONDAY, 1) is None


def test_the_next_session_alike_is_the_same_day_of_a_later_week() -> None:
    found = next_alike(programme(), {(1, 2)}, MONDAY, 2)
    assert found is not None
    assert (found.week.week, found.session.day) == (2, 2)
    before = [item.variant for item in programme().weeks[0].sessions[1].items]
    assert [item.variant for item in found.session.items] == before


@given(
    done=st.sets(st.sampled_from(positions(programme()))),
    start=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    after=st.integers(0, 60),
)
def test_what_comes_next_is_the_first_that_is_not_done(
    done: set[tuple[int, int]], start: date, after: int
) -> None:
    found = upcoming(programme(), done, start, start + timedelta(after))
    waiting = [position for position in positions(programme()) if position not in done]
    if found is None:
        assert not waiting
    else:
        assert (found.week.week, found.session.day) == waiting[0]


@given(start=st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_planned_days_are_48_hours_apart_and_on_their_weekday(start: date) -> None:
    days = [
        planned_date(start, week.week, session.weekday)
        for week in programme().weeks
        for session in week.sessions
    ]
    assert all(then - day >= timedelta(2) for day, then in pairwise(days))
    names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    assert [names[day.weekday()] for day in days] == ["mon", "wed", "fri"] * 4
