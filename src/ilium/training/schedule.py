"""Where a person stands in their programme.

Sessions are done in the programme's order. A missed day is not skipped: the session waits, and
the week ends when its sessions are done. So the position follows from what was done, never from
the calendar alone.
"""

from collections.abc import Collection
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from ilium.planning.programme import Programme, Session, Week, Weekday

RECOVERY_DAYS = 2
"""Days from one session to the next: 48 hours, as the planner spaces them."""

Position = tuple[int, int]
"""A session's place in the programme: (week, day), both counted from 1."""


class Upcoming(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The session that comes next.

    `planned` is its weekday in the calendar, `ready` the first day that leaves 48 hours after the
    last session, or less where the programme itself has them closer. `due` is true when both have
    come.
    """

    week: Week
    session: Session
    planned: date
    ready: date
    due: bool


def positions(programme: Programme) -> tuple[Position, ...]:
    """Every session of the programme, in the order in which they are done."""
    return tuple((w.week, s.day) for w in programme.weeks for s in w.sessions)


def upcoming(
    programme: Programme,
    done: Collection[Position],
    start: date,
    today: date,
    last_trained: date | None = None,
) -> Upcoming | None:
    """The first session not yet done, or None when the programme is finished.

    Args:
        programme: the active programme.
        done: the positions of finished and skipped sessions.
        start: any day of the calendar week in which week 1 lies.
        today: the person's local date.
        last_trained: the last day of training before now, today included.
    """
    before: date | None = None
    for week in programme.weeks:
        for session in week.sessions:
            planned = planned_date(start, week.week, session.weekday)
            if (week.week, session.day) not in done:
                ready = rested(last_trained, before, planned) if last_trained else planned
                due = planned <= today and (last_trained is None or ready <= today)
                return Upcoming(week=week, session=session, planned=planned, ready=ready, due=due)
            before = planned
    return None


def rested(last_trained: date, before: date | None, planned: date) -> date:
    """The first day for a session: recovery after the last one, but no more than is planned.

    A plan of four days a week has two that follow each other, over the turn of the week or within.

    Args:
        last_trained: the last day of training.
        before: where the session before is planned, if there is one.
        planned: where this one is.
    """
    days = RECOVERY_DAYS if before is None else min(RECOVERY_DAYS, max((planned - before).days, 0))
    return last_trained + timedelta(days)


def spacing(week: Week) -> int:
    """Days from one session to the next: recovery, or less where the week has two closer."""
    days = sorted(list(Weekday).index(session.weekday) for session in week.sessions)
    return min([RECOVERY_DAYS, *(after - before for before, after in pairwise(days))])


def next_alike(
    programme: Programme, done: Collection[Position], start: date, day: int
) -> Upcoming | None:
    """The next session of that day of the week not yet done: it repeats the same items."""
    for week in programme.weeks:
        for session in week.sessions:
            if session.day == day and (week.week, day) not in done:
                planned = planned_date(start, week.week, session.weekday)
                return Upcoming(
                    week=week, session=session, planned=planned, ready=planned, due=False
                )
    return None


def planned_date(start: date, week: int, weekday: Weekday) -> date:
    """The calendar day of a session, in the week that holds `start` plus `week - 1` weeks.

    >>> planned_date(date(2026, 11, 25), 1, Weekday.MONDAY)
    datetime.date(2026, 11, 23)
    """
    monday = start - timedelta(start.weekday())
    return monday + timedelta(weeks=week - 1, days=list(Weekday).index(weekday))


def goes_on(old: Programme, new: Programme, done: Collection[Position]) -> bool:
    """Whether a person stays at their place when `new` takes the place of `old`.

    They do if both have the same places and some are left; otherwise `new` begins anew.
    """
    places = set(positions(old))
    return places == set(positions(new)) and not places <= set(done)


def first_start(programme: Programme, today: date) -> date:
    """The Monday from which a new programme runs: this week if its first day has not passed."""
    monday = today - timedelta(today.weekday())
    first = planned_date(monday, 1, programme.weeks[0].sessions[0].weekday)
    return monday if first >= today else monday + timedelta(weeks=1)
