"""On which day each session of a programme lies, done or to come."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from revisions import START, begun, planned, revisions

from ilium.interchange.planned import agenda, current_week, one_line, rest
from ilium.interchange.records import ProgrammeRevision
from ilium.training.schedule import Position, planned_date, upcoming

FOUR_A_WEEK = 4


def days(
    active: ProgrammeRevision, done: dict[Position, datetime], today: date
) -> dict[Position, date]:
    return {one.place: one.on for one in agenda(active, done, today, UTC)}


def at(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 17, tzinfo=UTC)


def test_on_time_every_session_lies_where_it_is_planned() -> None:
    for active in (planned(), planned(FOUR_A_WEEK, 90)):
        for one in agenda(active, {}, START, UTC):
            assert one.on == planned_date(START, one.week.week, one.session.weekday)
            assert one.waited == 0


def test_one_that_was_missed_waits_and_the_others_follow() -> None:
    active = planned()  # Monday, Wednesday, Friday
    found = days(active, {}, date(2026, 11, 24))
    assert found[1, 1] == date(2026, 11, 24)
    assert found[1, 2] == date(2026, 11, 26)
    assert found[1, 3] == date(2026, 11, 28)
    assert found[2, 1] == date(2026, 11, 30)  # the weekend has caught up


def test_days_that_are_planned_together_stay_together() -> None:
    active = planned(FOUR_A_WEEK, 90)
    planned_days = days(active, {}, START)
    places = list(planned_days)
    gaps = {planned_days[b] - planned_days[a] for a, b in pairwise(places)}
    assert min(gaps) == timedelta(days=1)
    found = days(active, {}, START + timedelta(days=30))
    behind = {found[b] - found[a] for a, b in pairwise(places)}
    assert behind == {timedelta(days=1), timedelta(days=2)}


def test_one_that_was_done_early_leaves_the_rest_alone() -> None:
    active = planned()
    found = days(active, {(1, 1): at(23), (1, 2): at(24)}, date(2026, 11, 24))
    assert found[1, 2] == date(2026, 11, 24)
    assert found[1, 3] == date(2026, 11, 27)


def test_a_session_is_done_on_the_local_day() -> None:
    late = {(1, 1): datetime(2026, 11, 23, 23, 30, tzinfo=UTC)}
    (first, *_) = agenda(planned(), late, date(2026, 11, 24), ZoneInfo("Europe/Berlin"))
    assert first.on == date(2026, 11, 24)


@settings(deadline=None)
@given(st.data(), revisions())
def test_the_days_are_in_order_and_none_has_passed(
    data: st.DataObject, active: ProgrammeRevision
) -> None:
    done = data.draw(begun(active))
    today = data.draw(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
    found = agenda(active, done, today, UTC)
    left = [one for one in found if one.begun is None]
    assert all(one.on >= today for one in left)
    assert all(
        one.on >= planned_date(active.start, one.week.week, one.session.weekday) for one in left
    )
    assert [one.on for one in left] == sorted(one.on for one in left)
    assert len({one.id for one in found}) == len(found)
    coming = upcoming(active.programme, done.keys(), active.start, today)
    assert (coming is None) == (not left)
    if coming is not None:
        assert left[0].place == (coming.week.week, coming.session.day)
        assert current_week(found) == coming.week.week


def test_the_week_of_a_finished_programme_is_its_last() -> None:
    active = planned()
    done = {one.place: at(23) for one in agenda(active, {}, START, UTC)}
    assert current_week(agenda(active, done, START, UTC)) == 6
    assert current_week(()) == 1


@pytest.mark.parametrize("minutes", [0.0, -5.0, float("nan"), float("inf"), 1e300])
def test_odd_minutes_are_some_minutes(minutes: float) -> None:
    one = agenda(planned(), {}, START, UTC)[0]
    session = msgspec.structs.replace(one.session, minutes=minutes)
    assert 1 <= msgspec.structs.replace(one, session=session).minutes <= 1440


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 s"), (45, "45 s"), (60, "1 min"), (90, "90 s"), (180, "3 min")]
)
def test_rest_in_words(seconds: int, text: str) -> None:
    assert rest(seconds) == text


def test_what_cannot_be_seen_is_left_out() -> None:
    assert one_line("a\nb\0c\u2028d é ") == "a b c d é"
