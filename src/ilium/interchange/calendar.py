"""A programme as an iCalendar document (RFC 5545): one event a session.

Pure: equal input gives equal bytes. An event's UID is the session's id, so an event that moves
stays the same event, and what was trained by one revision is found again in the next.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Component,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDuration,
)

from ilium.exercises import Catalogue
from ilium.interchange.planned import (
    RESERVE_EXPLAINED,
    Appointment,
    CalendarSettings,
    agenda,
    amount,
    effort,
    name_of,
)
from ilium.interchange.records import ProgrammeRevision
from ilium.training.schedule import Position

Part = TypeVar("Part", bound=Component)

MEDIA_TYPE = "text/calendar; charset=utf-8"
NAME = "Ilium"
REFRESH = timedelta(hours=6)
"""How often a calendar that is subscribed to may ask again."""

DAY = timedelta(days=1)
WEEK = 7 * DAY
SECOND = timedelta(seconds=1)
FIRST_SECOND = datetime(2020, 1, 1, tzinfo=UTC)
"""Sequence numbers count from here: they fit into 31 bits until 2088."""


def calendar(
    revision: ProgrammeRevision,
    begun: Mapping[Position, datetime],
    today: date,
    settings: CalendarSettings,
    catalogue: Catalogue,
) -> bytes:
    """The programme as an iCalendar document.

    Args:
        revision: the programme that the person trains by.
        begun: when each finished session was begun.
        today: the person's local date: sessions that were missed wait until it.
        settings: time of day, alarm, zone.
        catalogue: has the names of the exercises.
    """
    zone = ZoneInfo(settings.zone)
    sessions = agenda(revision, begun, today, zone)
    events = [_event(one, revision.created, settings, zone, catalogue) for one in sessions]
    found = empty_calendar()
    if events and not _is_utc(zone):
        found.add_component(_time_zone(zone, [one.start for one in events]))
    for event in events:
        found.add_component(event)
    return written(found)


def empty_calendar() -> Calendar:
    """A calendar without events, named, with how often to ask again."""
    every = vDuration(REFRESH)
    every.params["VALUE"] = "DURATION"
    return _with(
        Calendar(),
        {
            "prodid": "-//Ilium//Ilium//EN",
            "version": "2.0",
            "calscale": "GREGORIAN",
            "name": NAME,
            "x-wr-calname": NAME,
            "refresh-interval": every,
            "x-published-ttl": vDuration(REFRESH),
        },
    )


def written(found: Calendar) -> bytes:
    """The bytes of a calendar, its properties in the order in which they were added."""
    return found.to_ical(sorted=False)


def _with(part: Part, properties: Mapping[str, object]) -> Part:
    """The part of a calendar with its properties, in their order."""
    for name, value in properties.items():
        part.add(name, value)  # pyright: ignore[reportUnknownMemberType] - the library leaves it open
    return part


def _event(
    one: Appointment,
    revised: datetime,
    settings: CalendarSettings,
    zone: ZoneInfo,
    catalogue: Catalogue,
) -> Event:
    begin = datetime.combine(one.on, settings.at, zone)
    if one.begun is not None:
        begin = one.begun.astimezone(zone).replace(microsecond=0)
    event = _with(
        Event(),
        {
            "uid": str(one.id),
            "dtstamp": revised.astimezone(UTC).replace(microsecond=0),
            "sequence": _sequence(one, revised),
            "dtstart": begin.astimezone(UTC) if _is_utc(zone) else begin,
            "duration": timedelta(minutes=one.minutes),
            "summary": f"{NAME}: {one.title}{', done' if one.begun else ''}",
            "description": description(one, catalogue),
            "status": "CONFIRMED",
        },
    )
    if settings.alarm is not None and one.begun is None:
        event.add_component(_alarm(one, settings.alarm))
    return event


def _alarm(one: Appointment, minutes: int) -> Alarm:
    return _with(
        Alarm(),
        {
            "action": "DISPLAY",
            "description": f"{NAME}: {one.title}",
            "trigger": timedelta(minutes=-minutes),
        },
    )


def description(one: Appointment, catalogue: Catalogue) -> str:
    """What is done in the session: a line an item, under the name of its block."""
    lines: list[str] = []
    for block in one.session.blocks:
        lines += [f"{block.role.value.capitalize()}:"]
        lines += [
            f"- {name_of(item, catalogue)}: {amount(item)}, {effort(item.rir, block.role)}"
            for item in block.items
        ]
        lines.append("")
    return "\n".join([*lines, RESERVE_EXPLAINED])


def _sequence(one: Appointment, revised: datetime) -> int:
    """Greater with each revision, with each day that the session waits, and once it is done."""
    seconds = int((revised - FIRST_SECOND) / SECOND)
    return max(seconds, 0) + 2 * one.waited + (one.begun is not None)


def _is_utc(zone: ZoneInfo) -> bool:
    return zone.key in ("UTC", "Etc/UTC")


def _time_zone(zone: ZoneInfo, moments: Sequence[date | datetime]) -> Timezone:
    """The zone as a calendar needs it for these moments: each change of the clock between them."""
    days = [moment.date() if isinstance(moment, datetime) else moment for moment in moments]
    first = datetime.combine(min(days) - DAY, time(), UTC)
    last = datetime.combine(max(days) + 2 * DAY, time(), UTC)
    found = _with(Timezone(), {"tzid": zone.key})
    for change in (first, *_changes(zone, first, last)):
        found.add_component(_observance(zone, change))
    return found


def _observance(zone: ZoneInfo, change: datetime) -> TimezoneStandard | TimezoneDaylight:
    """What the clock shows from a moment on; the moment itself is told by the clock before."""
    here, before = change.astimezone(zone), _offset(zone, change - SECOND)
    return _with(
        TimezoneDaylight() if here.dst() else TimezoneStandard(),
        {
            "dtstart": (change + before).replace(tzinfo=None),
            "tzoffsetfrom": before,
            "tzoffsetto": _offset(zone, change),
            "tzname": here.tzname() or zone.key,
        },
    )


def _changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """Each moment, in UTC and to the second, at which the zone's offset changes."""
    for low in _weeks(first, last):
        high = low + WEEK
        if _offset(zone, low) == _offset(zone, high):
            continue
        while high - low > SECOND:
            middle = low + (high - low) // 2 // SECOND * SECOND
            if _offset(zone, middle) == _offset(zone, low):
                low = middle
            else:
                high = middle
        yield high


def _weeks(first: datetime, last: datetime) -> Iterable[datetime]:
    """The beginnings of weeks that cover the time; no clock changes twice within one."""
    return (first + n * WEEK for n in range(1 + (last - first) // WEEK))


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
