"""A programme as it lies in the calendar, and its items in plain words.

What a person takes along - calendar, watch, paper - shows the same sessions in the same words.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, tzinfo
from math import ceil, isfinite
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from ilium.exercises import Catalogue, UnknownVariant
from ilium.exercises.model import Role
from ilium.interchange.records import ProgrammeRevision, session_id
from ilium.loads import Load, LoadKind
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Item, Range, Session, Sides, Week
from ilium.training.schedule import Position, planned_date, rested

RESERVE_EXPLAINED = "In reserve are the reps you could still have done."
TEMPO_EXPLAINED = "Tempo is in seconds: lifting, holding, lowering."

LONGEST_MINUTES = 24 * 60

ALARMS = (0, 24 * 60)
"""Minutes before a session at which an alarm may ring."""


class CalendarSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How sessions lie in a calendar that is taken along.

    `at` is the local time of day at which they begin, `alarm` the minutes before that, None for
    none; `zone` the IANA name of the zone that both are in.

    Raises:
        ValueError: the alarm is out of range, or no zone has that name.
    """

    at: time = time(18)
    alarm: int | None = 30
    zone: str = "UTC"

    def __post_init__(self) -> None:
        if self.alarm is not None and not ALARMS[0] <= self.alarm <= ALARMS[1]:
            raise ValueError(f"an alarm rings 0 to {ALARMS[1]} minutes before, not {self.alarm}")
        if self.at.tzinfo is not None or self.at.second or self.at.microsecond:
            raise ValueError(f"a time of day has hours and minutes, as 18:00, not {self.at}")
        try:
            ZoneInfo(self.zone)
        except (KeyError, ValueError, OSError):
            raise ValueError(
                f"there is no time zone {self.zone!r}; write it like Europe/Berlin"
            ) from None


def parse_time(text: str) -> time:
    """A time of day from `18:00` or `6:30`.

    Raises:
        ValueError: it is none.

    >>> parse_time("6:30")
    datetime.time(6, 30)
    """
    hours, colon, minutes = text.strip().partition(":")
    digits = f"{hours}{minutes}"
    if colon and len(minutes) == 2 and len(hours) in (1, 2) and digits.isascii():
        try:
            return time(int(hours), int(minutes))
        except ValueError:
            pass
    raise ValueError(f"{text!r} is no time of day; write it like 18:00")


class Appointment(msgspec.Struct, frozen=True, kw_only=True):
    """A planned session and its day.

    `begun` is when it was begun, if it is done; `waited` are the days by which it is later than
    it was planned.
    """

    id: UUID
    week: Week
    weeks: int
    session: Session
    on: date
    waited: int
    begun: datetime | None

    @property
    def place(self) -> Position:
        """Where in the programme it is."""
        return (self.week.week, self.session.day)

    @property
    def minutes(self) -> int:
        """How long it is planned to take, rounded up to whole minutes, at least one."""
        minutes = self.session.minutes
        return min(max(ceil(minutes), 1), LONGEST_MINUTES) if isfinite(minutes) else 1

    @property
    def title(self) -> str:
        """`Week 2 of 6, session 1`, and whether it is lighter on purpose."""
        deload = ", deload" if self.week.deload else ""
        return f"Week {self.week.week} of {self.weeks}, session {self.session.day}{deload}"


def agenda(
    revision: ProgrammeRevision, begun: Mapping[Position, datetime], today: date, zone: tzinfo
) -> tuple[Appointment, ...]:
    """Every session of a programme with its day, in the programme's order.

    A session that is done lies on the day on which it was begun. One that was missed waits: it
    lies on today, and those after it follow as soon as rest allows, until the plan has caught up.
    A session that nothing holds up lies where it is planned.

    Args:
        revision: the programme, its first day and its origin.
        begun: when each finished session was begun.
        today: the person's local date.
        zone: that decides on which day a session was begun.
    """
    found: list[Appointment] = []
    last = max((at.astimezone(zone).date() for at in begun.values()), default=None)
    before: date | None = None
    for week in revision.programme.weeks:
        for session in week.sessions:
            place = (week.week, session.day)
            planned = planned_date(revision.start, week.week, session.weekday)
            at = begun.get(place)
            if at is not None:
                on = at.astimezone(zone).date()
            else:
                on = max(planned, today, rested(last, before, planned) if last else planned)
                last = on
            before = planned
            found.append(
                Appointment(
                    id=session_id(revision.origin, *place),
                    week=week,
                    weeks=len(revision.programme.weeks),
                    session=session,
                    on=on,
                    waited=max((on - planned).days, 0),
                    begun=at,
                )
            )
    return tuple(found)


def current_week(sessions: Sequence[Appointment]) -> int:
    """The week that a person is in: the first with a session left, else the last; 1 of none."""
    left = (one.week.week for one in sessions if one.begun is None)
    return next(left, sessions[-1].week.week if sessions else 1)


def name_of(item: Item, catalogue: Catalogue) -> str:
    """The variant's name; its id in words where the catalogue no longer has it."""
    try:
        return catalogue.variant(item.variant).name
    except UnknownVariant:
        return one_line(item.variant).replace("_", " ").replace("+", ", ")


def load_kind(load: Load | None, item: Item, athlete: Athlete, catalogue: Catalogue) -> LoadKind:
    """How a set is loaded: as prescribed, or as it would be with the athlete's equipment."""
    if load is not None:
        return load.kind
    try:
        setup = catalogue.variant(item.variant).setup_for(athlete.equipment)
    except UnknownVariant:
        return LoadKind.NONE
    return setup.load if setup else LoadKind.NONE


def amount(item: Item) -> str:
    """Sets, and reps or seconds: `3 × 6-10 reps a side`."""
    counted = f"{span(item.seconds)} s" if item.seconds else f"{span(item.reps or (0, 0))} reps"
    return f"{item.sets} × {counted}{' a side' if item.sides is Sides.EACH else ''}"


def effort(rir: Range, role: Role) -> str:
    """How hard: `1-2 in reserve`; drills are easy by design."""
    return "easy" if role is Role.ACTIVATION else f"{span(rir)} in reserve"


def rest(seconds: int) -> str:
    """Seconds of rest as a person says them: `90 s`, `2 min`."""
    return f"{seconds // 60} min" if seconds and seconds % 60 == 0 else f"{seconds} s"


def span(both: Range) -> str:
    """A closed range, one number where both ends agree.

    >>> span((6, 10)), span((8, 8))
    ('6-10', '8')
    """
    low, high = both
    return f"{low}" if low == high else f"{low}-{high}"


def one_line(text: str) -> str:
    """The text without characters that no one can see, such as line breaks and nulls."""
    return "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text).strip()
