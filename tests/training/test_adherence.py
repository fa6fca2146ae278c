"""The calendar says what became of each planned day, and blames nobody."""

from datetime import date, timedelta
from typing import Any

from ilium.planning.moving import move_session
from ilium.planning.programme import Programme, Session, Week, Weekday
from ilium.training.adherence import Outcome, calendar

MONDAY = date(2026, 11, 2)
LAST = MONDAY + timedelta(27)


def programme(weeks: int = 4) -> Programme:
    """Monday and Thursday, the last week a deload."""
    return Programme(
        weeks=tuple(
            Week(
                week=n,
                deload=n == weeks,
                sessions=tuple(
                    Session(day=day, weekday=weekday, minutes=60, blocks=())
                    for day, weekday in ((1, Weekday.MONDAY), (2, Weekday.THURSDAY))
                ),
            )
            for n in range(1, weeks + 1)
        ),
        weekly_sets={},
        weekly_hard_sets={},
        band={},
    )


def outcomes(done: dict[tuple[int, int], date], today: date, **other: Any) -> list[Outcome]:
    values = {"trained": (), "first": MONDAY, "last": LAST} | other
    found = calendar(programme(), MONDAY, done, today=today, **values)
    return [session.outcome for session in found.sessions]


def test_every_outcome() -> None:
    done = {
        (1, 1): MONDAY,
        (1, 2): MONDAY + timedelta(4),
        (2, 2): MONDAY + timedelta(10),
    }
    found = outcomes(done, MONDAY + timedelta(15))
    assert found == [
        Outcome.DONE,
        Outcome.MOVED,
        Outcome.WAITING,
        Outcome.DONE,
        Outcome.WAITING,
        Outcome.PLANNED,
        Outcome.PLANNED,
        Outcome.PLANNED,
    ]


def test_one_that_was_moved_past_the_next_is_still_to_come() -> None:
    moved = move_session(programme(), 1, Weekday.SATURDAY)
    thursday, friday = MONDAY + timedelta(3), MONDAY + timedelta(4)
    found = calendar(
        moved, MONDAY, {(1, 2): thursday}, (), first=MONDAY, last=LAST, today=friday
    ).sessions
    assert [(one.day, one.outcome) for one in found[:2]] == [
        (2, Outcome.DONE),
        (1, Outcome.PLANNED),
    ]


def test_today_is_still_planned() -> None:
    assert outcomes({}, MONDAY)[0] is Outcome.PLANNED
    on_the_day = calendar(programme(), MONDAY, {}, (), first=MONDAY, last=LAST, today=MONDAY)
    assert on_the_day.planned == 1
    assert outcomes({}, MONDAY + timedelta(1))[0] is Outcome.WAITING


def test_a_window_holds_what_was_planned_or_done_in_it() -> None:
    done = {(1, 2): MONDAY + timedelta(8)}
    week = {"first": MONDAY + timedelta(7), "last": MONDAY + timedelta(13)}
    found = calendar(programme(), MONDAY, done, (), today=MONDAY + timedelta(8), **week)
    assert [(s.week, s.day) for s in found.sessions] == [(1, 2), (2, 1), (2, 2)]
    assert (found.planned, found.done) == (3, 1)


def test_training_beside_the_programme_is_there() -> None:
    extra = MONDAY + timedelta(2)
    found = calendar(
        programme(),
        MONDAY,
        {(1, 1): MONDAY},
        {MONDAY, extra, MONDAY - timedelta(9)},
        first=MONDAY,
        last=LAST,
        today=extra,
    )
    assert found.beside == (extra,)
    assert [s.deload for s in found.sessions] == [False] * 6 + [True] * 2
