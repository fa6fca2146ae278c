"""The calendar of a programme: which of its days were trained, and when.

Sessions wait for a person, so a day that has passed is never a failure: its session was done on
another day, or waits. There are no streaks to break.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum

import msgspec

from ilium.planning.programme import Programme
from ilium.training.schedule import Position, planned_date


class Outcome(StrEnum):
    """What became of a planned session."""

    DONE = "done"  # on its day
    MOVED = "moved"  # done on another day
    PLANNED = "planned"  # its day is today or later
    WAITING = "waiting"  # its day has passed, and it is still to come


class PlannedSession(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A session of the programme. `on` is its day in the calendar, `done_on` when it was done."""

    on: date
    week: int
    day: int
    deload: bool
    outcome: Outcome
    done_on: date | None = None


class Calendar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The planned sessions of some weeks in their order, and the days of training beside them.

    `planned` and `done` count the sessions of the whole programme up to today.
    """

    sessions: tuple[PlannedSession, ...]
    beside: tuple[date, ...]
    planned: int
    done: int


def calendar(
    programme: Programme,
    start: date,
    done: Mapping[Position, date],
    trained: Collection[date],
    *,
    first: date,
    last: date,
    today: date,
) -> Calendar:
    """The programme's sessions from `first` to `last`, by the day planned or the day done.

    Args:
        programme: the active programme.
        start: any day of the calendar week in which week 1 lies.
        done: the local day on which each finished session was begun.
        trained: the local days with sets.
        first: the first day shown.
        last: the last day shown.
        today: the person's local date.
    """
    everything = tuple(_sessions(programme, start, done, today))
    return Calendar(
        sessions=tuple(
            session
            for session in everything
            if first <= session.on <= last or first <= (session.done_on or session.on) <= last
        ),
        beside=tuple(sorted({d for d in trained if first <= d <= last} - set(done.values()))),
        planned=sum(session.on <= today for session in everything),
        done=sum(session.done_on is not None for session in everything),
    )


def _sessions(
    programme: Programme, start: date, done: Mapping[Position, date], today: date
) -> Iterator[PlannedSession]:
    for week in programme.weeks:
        for session in week.sessions:
            on = planned_date(start, week.week, session.weekday)
            done_on = done.get((week.week, session.day))
            if done_on is not None:
                outcome = Outcome.DONE if done_on == on else Outcome.MOVED
            else:
                outcome = Outcome.PLANNED if on >= today else Outcome.WAITING
            yield PlannedSession(
                on=on,
                week=week.week,
                day=session.day,
                deload=week.deload,
                outcome=outcome,
                done_on=done_on,
            )
