"""Sessions on other weekdays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilium.exercises import catalogue
from ilium.loads import Equipment
from ilium.planning import Athlete, NotPlanned, Programme, move_session, plan
from ilium.planning.dose import doses
from ilium.planning.moving import rest_remarks
from ilium.planning.programme import Weekday
from ilium.planning.rules import broken_rules, days_between, neighbours
from ilium.reasons import sentence

GYM = frozenset(Equipment)
MADE = {days: plan(Athlete(days=days, equipment=GYM)) for days in (1, 2, 3, 4)}


def days_of(programme: Programme) -> list[tuple[int, str]]:
    return [(one.day, one.weekday.value) for one in programme.weeks[0].sessions]


moves = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(Weekday)), max_size=6)


@given(st.sampled_from((1, 2, 3, 4)), moves)
@settings(max_examples=60, deadline=None)
def test_whatever_is_moved_every_session_stays_once_on_a_day_of_its_own(
    days: int, wanted: list[tuple[int, Weekday]]
) -> None:
    moved = MADE[days]
    for day, weekday in wanted:
        if day <= days:
            moved = move_session(moved, day, weekday)
            assert (day, weekday.value) in days_of(moved)
    order = list(Weekday)
    for before, after in zip(MADE[days].weeks, moved.weeks, strict=True):
        assert {s.day: s.blocks for s in after.sessions} == {
            s.day: s.blocks for s in before.sessions
        }
        places = [order.index(s.weekday) for s in after.sessions]
        assert places == sorted(set(places))
        assert [s.weekday for s in after.sessions] == [s.weekday for s in moved.weeks[0].sessions]
    assert moved.weekly_sets == MADE[days].weekly_sets


@given(st.integers(1, 3), st.sampled_from(Weekday))
def test_moving_back_gives_the_week_back(day: int, weekday: Weekday) -> None:
    (home,) = [s.weekday for s in MADE[3].weeks[0].sessions if s.day == day]
    again = move_session(move_session(MADE[3], day, weekday), day, home)
    assert again.weeks == MADE[3].weeks


def test_a_session_that_is_there_changes_places() -> None:
    assert days_of(move_session(MADE[3], 1, Weekday.FRIDAY)) == [(3, "mon"), (2, "wed"), (1, "fri")]


def test_a_session_keeps_its_number_and_the_calendar_its_order() -> None:
    assert days_of(move_session(MADE[3], 1, Weekday.SUNDAY)) == [(2, "wed"), (3, "fri"), (1, "sun")]


def test_short_rest_is_said_with_its_hours() -> None:
    moved = move_session(MADE[2], 2, Weekday.TUESDAY)
    said = [sentence(remark) for remark in rest_remarks(moved.weeks[0])]
    assert said[0].startswith("From Monday to Tuesday there are 24 h of rest.")
    assert all(remark in moved.notes for remark in rest_remarks(moved.weeks[0]))
    assert not rest_remarks(MADE[2].weeks[0])


def test_the_last_session_and_the_next_weeks_first_are_neighbours() -> None:
    moved = move_session(MADE[2], 2, Weekday.SUNDAY)
    assert [r.inputs["first"] for r in rest_remarks(moved.weeks[0])][:1] == ["Sunday"]
    assert days_between(*neighbours(moved.weeks[0])[1]) == 1


def test_two_sessions_on_neighbouring_days_share_the_cap_of_one() -> None:
    athlete = Athlete(days=2, equipment=GYM)
    moved = move_session(MADE[2], 2, Weekday.TUESDAY)
    codes = [r.code for r in broken_rules(moved.weeks[0], athlete, catalogue(), doses())]
    assert "broken_session" in codes
    assert not broken_rules(MADE[2].weeks[0], athlete, catalogue(), doses())
    apart = move_session(MADE[2], 2, Weekday.FRIDAY)
    assert not broken_rules(apart.weeks[0], athlete, catalogue(), doses())


def test_the_note_on_four_days_makes_way_for_what_is_so_after_a_move() -> None:
    codes = [note.code for note in MADE[4].notes]
    assert "note_four_days" in codes
    moved = move_session(MADE[4], 4, Weekday.SATURDAY)
    after = [note.code for note in moved.notes]
    assert "note_four_days" not in after
    assert "note_short_rest" in after
    again = move_session(moved, 4, Weekday.SUNDAY)
    assert [note.code for note in again.notes].count("note_short_rest") == 1


def test_one_session_a_week_is_its_own_neighbour_of_no_one() -> None:
    moved = move_session(MADE[1], 1, Weekday.THURSDAY)
    assert days_of(moved) == [(1, "thu")]
    assert not rest_remarks(moved.weeks[0])


@pytest.mark.parametrize("day", [0, 4, 99])
def test_there_is_no_such_session(day: int) -> None:
    with pytest.raises(NotPlanned):
        move_session(MADE[3], day, Weekday.MONDAY)
