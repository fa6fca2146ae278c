"""Moving a session to another weekday, and what that does to the rest between sessions."""

from collections.abc import Iterable

from msgspec.structs import replace

from ilium import exercises
from ilium.anatomy import TARGETS, region_name
from ilium.exercises import Catalogue
from ilium.planning.dose import doses
from ilium.planning.programme import Programme, Session, Week, Weekday
from ilium.planning.rules import days_between, neighbours, sets_by_region
from ilium.planning.swap import NotPlanned
from ilium.planning.words import WEEKDAY_NAMES, number
from ilium.reasons import Reason

DAYS_OF_REST = 2
"""From one session to the next: the 48 h of `dose.toml`."""

HOURS_A_DAY = 24

REPLACED = frozenset({"note_four_days", "note_short_rest", "note_short_rest_sets"})
"""Notes about the days of a programme, which a move makes anew."""


def move_session(
    programme: Programme, day: int, weekday: Weekday, catalogue: Catalogue | None = None
) -> Programme:
    """The programme with a session on another weekday, in every week.

    A session that is there already changes places with it. Sessions stay in the order of the
    calendar and keep their numbers, so what is done stays done. The notes say where the rest
    between sessions is short.

    Raises:
        NotPlanned: there is no session of that number.

    >>> from ilium.loads import Equipment
    >>> from ilium.planning import Athlete, plan
    >>> made = plan(Athlete(days=2, equipment=frozenset(Equipment)))
    >>> moved = move_session(made, 2, Weekday.TUESDAY)
    >>> [session.weekday.value for session in moved.weeks[0].sessions], moved.notes[-1].code
    (['mon', 'tue'], 'note_short_rest_sets')
    """
    weeks = tuple(_moved(week, day, weekday) for week in programme.weeks)
    notes = tuple(note for note in programme.notes if note.code not in REPLACED)
    return replace(programme, weeks=weeks, notes=(*notes, *rest_remarks(weeks[0], catalogue)))


def rest_remarks(week: Week, catalogue: Catalogue | None = None) -> tuple[Reason, ...]:
    """Where less than 48 h lie between sessions, and what that makes too much."""
    known = exercises.catalogue() if catalogue is None else catalogue
    return tuple(
        remark
        for first, second in neighbours(week)
        if days_between(first, second) < DAYS_OF_REST
        for remark in _short(first, second, known)
    )


def _short(first: Session, second: Session, catalogue: Catalogue) -> Iterable[Reason]:
    names = {"first": WEEKDAY_NAMES[first.weekday], "second": WEEKDAY_NAMES[second.weekday]}
    hours = HOURS_A_DAY * days_between(first, second)
    yield Reason("note_short_rest", {**names, "hours": hours})
    both = sets_by_region((*first.items, *second.items), catalogue)
    cap = doses().limits.session_sets
    for region in TARGETS:
        if both[region] > cap:
            inputs = {**names, "region": region_name(region), "sets": number(both[region])}
            yield Reason("note_short_rest_sets", {**inputs, "cap": cap})


def _moved(week: Week, day: int, weekday: Weekday) -> Week:
    moving = next((session for session in week.sessions if session.day == day), None)
    if moving is None:
        raise NotPlanned(f"the week has no session {day}; it has {len(week.sessions)}")

    def placed(session: Session) -> Session:
        if session.day == day:
            return replace(session, weekday=weekday)
        if session.weekday is weekday:
            return replace(session, weekday=moving.weekday)
        return session

    order = list(Weekday)
    sessions = sorted(map(placed, week.sessions), key=lambda one: order.index(one.weekday))
    return replace(week, sessions=tuple(sessions))
