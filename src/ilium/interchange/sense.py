"""Whether what comes from outside can be meant: what is kept is shown and planned with for ever.

The types see to shapes and ranges; here it is asked whether the parts fit together.
"""

from collections.abc import Iterator
from datetime import date, datetime

import msgspec

from ilium.anatomy import TARGETS
from ilium.exercises import Catalogue, UnknownVariant
from ilium.interchange.own import Export
from ilium.interchange.records import RESUME, SKIP, SWAP, SessionChange
from ilium.planning.programme import Item, Programme
from ilium.reasons import Reason, sentence

EARLIEST, LATEST = date(2000, 1, 1), date(9000, 1, 1)
"""Clocks that lost their battery start at 1970 or before; and calendars end at 9999."""

MOST_SETS = 20
MOST_REST_SECONDS = 3600


def odd_time(moment: datetime | date, of: str = "training") -> str | None:
    """What is wrong with a time of training, or of something else; None if nothing is.

    >>> odd_time(date(1970, 1, 1))
    '1970-01-01 is no day of training; look at the year, and at the clock of the device.'
    """
    day = _day(moment)
    if EARLIEST < day < LATEST:
        return None
    return f"{day} is no day of {of}; look at the year, and at the clock of the device."


def odd_record(moment: datetime | date) -> str | None:
    """What is wrong with the time of a record, None if nothing is.

    Records of a slow clock are kept; after one at the end of the calendar nothing can come.

    >>> odd_record(date(1970, 1, 1))
    >>> odd_record(date(9999, 12, 31))
    '9999-12-31 is at the end of the calendar; look at the clock of the device.'
    """
    day = _day(moment)
    if day < LATEST:
        return None
    return f"{day} is at the end of the calendar; look at the clock of the device."


def _day(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def odd_variant(variant: str, catalogue: Catalogue) -> str | None:
    """What is wrong with the id of a variant, None if nothing is."""
    try:
        known = catalogue.variant(variant)
    except UnknownVariant as error:
        return str(error)
    return None if known.id == variant else f"{variant!r} is written {known.id!r}."


def odd_item(item: Item, catalogue: Catalogue) -> str | None:
    """What is wrong with an item of a session, None if nothing is."""
    if not 1 <= item.sets <= MOST_SETS:
        return f"An item has 1 to {MOST_SETS} sets, not {item.sets}."
    if not 0 <= item.rest_s <= MOST_REST_SECONDS:
        return f"A rest is 0 to {MOST_REST_SECONDS} seconds, not {item.rest_s}."
    reasons = filter(None, map(odd_reason, item.reasons))
    return next(reasons, None) or odd_variant(item.variant, catalogue)


def odd_reason(reason: Reason) -> str | None:
    """What is wrong with a reason: it has to make a sentence."""
    try:
        sentence(reason)
    except (KeyError, ValueError, IndexError, AttributeError):
        return f"{reason.code!r} is no reason that Ilium gives."
    return None


def odd_position(programme: Programme, week: int | None, day: int | None) -> str | None:
    """What is wrong with a place in a programme, None if it has it."""
    if week is None or day is None:
        return "A session of a programme needs its week and its day."
    days = {one.week: {session.day for session in one.sessions} for one in programme.weeks}
    if day in days.get(week, ()):
        return None
    return f"The programme has no day {day} in week {week}."


def odd_export(contents: Export, catalogue: Catalogue) -> str | None:
    """What is wrong with an export of whatever origin, None if nothing is.

    Sets of exercises that Ilium does not know are history, and no harm.
    """
    return next(_oddities(contents, catalogue), None)


def _oddities(contents: Export, catalogue: Catalogue) -> Iterator[str]:
    programmes = {one.id: one.programme for one in contents.programmes}
    moments = (
        *(one.start for one in contents.programmes),
        *(one.started_at for one in contents.sessions),
        *(one.performed.at for one in contents.sets),
        *(one.at for one in contents.others),
    )
    found = (
        *map(_odd_kept, moments),
        *map(odd_record, _records(contents)),
        *(_odd_programme(one, catalogue) for one in programmes.values()),
        *(
            odd_position(programmes[one.programme], one.week, one.day)
            for one in contents.sessions
            if one.programme is not None
        ),
        *(odd_change(one, catalogue) for one in contents.changes),
    )
    return (oddity for oddity in found if oddity is not None)


def _odd_kept(moment: datetime | date) -> str | None:
    """What is wrong with a time of training in an export, None if nothing is.

    It stands there in UTC, where the first day that any zone allows begins a day before.
    """
    day = _day(moment)
    return None if EARLIEST <= day <= LATEST else odd_time(day)


def _records(contents: Export) -> Iterator[datetime | date]:
    """When everything in an export was kept: what is kept later has to come after it."""
    yield from (one.created for one in (*contents.athletes, *contents.programmes))
    yield from (one.finished_at for one in contents.sessions if one.finished_at is not None)
    yield from (one.at for one in (*contents.changes, *contents.names))
    yield from (one.recorded_at for one in (*contents.sets, *contents.measurements))
    yield from (one.on for one in contents.measurements)


def _odd_programme(programme: Programme, catalogue: Catalogue) -> str | None:
    """What is wrong with a programme: it has weeks with sessions with items, and their regions."""
    if [week.week for week in programme.weeks] != list(range(1, len(programme.weeks) + 1)):
        return "The weeks of a programme are numbered from 1."
    sessions = [session for week in programme.weeks for session in week.sessions]
    if not sessions or not all(week.sessions for week in programme.weeks):
        return "A programme has weeks, and every week has sessions."
    if not set(TARGETS) <= set(programme.band):
        return "A programme has a band for every region that is trained."
    for session in sessions:
        if not session.items or not all(block.items for block in session.blocks):
            return "A session has blocks, and every block has items."
    items = [item for session in sessions for item in session.items]
    notes = (odd_reason(note) for note in programme.notes)
    return next(filter(None, (*notes, *(odd_item(item, catalogue) for item in items))), None)


def odd_change(record: SessionChange, catalogue: Catalogue) -> str | None:
    """What is wrong with a change of a session, None if nothing is."""
    if record.kind in (SKIP, RESUME):
        named = isinstance(record.payload.get("variant"), str)
        return None if named else f"A {record.kind} names a variant."
    if record.kind != SWAP:
        return f"A session is changed by a {SWAP}, {SKIP} or {RESUME}, not by {record.kind!r}."
    new = record.payload.get("new")
    if not isinstance(record.payload.get("old"), str) or not isinstance(new, str):
        return "A swap names the old variant and holds the new item."
    try:
        item = msgspec.json.decode(new, type=Item)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        return f"The new item of a swap cannot be read: {error}."
    return odd_item(item, catalogue)
