"""The programme as an iCalendar document: what a calendar reads out of it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from revisions import NOW, START, ZONES, begun, planned, revisions

from ilium.exercises import catalogue
from ilium.interchange.calendar import calendar, empty_calendar, written
from ilium.interchange.planned import CalendarSettings, agenda, parse_time
from ilium.interchange.records import ProgrammeRevision, session_id
from ilium.planning import move_session
from ilium.planning.programme import Weekday
from ilium.training.schedule import Position, planned_date

BERLIN = CalendarSettings(zone="Europe/Berlin")
CHANGES_IN = {
    "Europe/Berlin": {
        "2026-10-25 03:00 CET +0100 STANDARD",
        "2027-03-28 02:00 CEST +0200 DAYLIGHT",
    },
    "America/Chicago": {
        "2026-11-01 02:00 CST -0600 STANDARD",
        "2027-03-14 02:00 CDT -0500 DAYLIGHT",
    },
    "Pacific/Auckland": {
        "2026-09-27 02:00 NZDT +1300 DAYLIGHT",
        "2027-04-04 03:00 NZST +1200 STANDARD",
    },
}
"""When clocks change, as the clock before shows it, and to what: from timeanddate.com."""


def made(
    active: ProgrammeRevision,
    done: dict[Position, datetime] | None = None,
    today: date = START,
    chosen: CalendarSettings = BERLIN,
) -> bytes:
    return calendar(active, done or {}, today, chosen, catalogue())


def events(data: bytes) -> dict[str, object]:
    return {str(event["UID"]): event for event in Calendar.from_ical(data).walk("VEVENT")}


def test_each_session_is_an_event_at_its_time() -> None:
    active = planned()
    found = events(made(active))
    assert len(found) == 18
    for week in active.programme.weeks:
        for session in week.sessions:
            event = found[str(session_id(active.origin, week.week, session.day))]
            on = planned_date(START, week.week, session.weekday)
            assert event.start == datetime.combine(on, time(18), ZoneInfo("Europe/Berlin"))
            assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
            assert 0 <= event.duration / timedelta(minutes=1) - session.minutes < 1
            (alarm,) = event.walk("VALARM")
            assert timedelta(minutes=-30) == alarm.TRIGGER
            for item in session.items:
                assert catalogue().variant(item.variant).name in event["DESCRIPTION"]


def test_what_is_done_is_said_in_plain_words() -> None:
    event = next(iter(events(made(planned())).values()))
    assert event["SUMMARY"] == "Ilium: Week 1 of 6, session 1"
    lines = event["DESCRIPTION"].splitlines()
    assert lines[0] == "Activation:"
    assert "- Hip thrust: 3 × 6-10 reps, 2-3 in reserve" in lines
    assert lines[-1] == "In reserve are the reps you could still have done."
    deload = list(events(made(planned())).values())[-1]
    assert deload["SUMMARY"] == "Ilium: Week 6 of 6, session 3, deload"


def test_the_calendar_says_its_name_and_how_often_to_ask() -> None:
    text = made(planned()).decode()
    for line in ("X-WR-CALNAME:Ilium", "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "VERSION:2.0"):
        assert f"\r\n{line}\r\n" in text


def test_without_a_reminder_there_is_none() -> None:
    chosen = msgspec.structs.replace(BERLIN, alarm=None, at=time(6, 15))
    found = Calendar.from_ical(made(planned(), chosen=chosen))
    assert found.walk("VALARM") == []
    assert {event.start.time() for event in found.walk("VEVENT")} == {time(6, 15)}


def test_what_is_done_stands_where_it_was_done() -> None:
    active = planned()
    at = datetime(2026, 11, 24, 6, 3, 20, 999, tzinfo=UTC)
    event = events(made(active, {(1, 1): at}, date(2026, 11, 25)))[
        str(session_id(active.origin, 1, 1))
    ]
    assert event.start == datetime(2026, 11, 24, 7, 3, 20, tzinfo=ZoneInfo("Europe/Berlin"))
    assert event["SUMMARY"].endswith(", done")
    assert event.walk("VALARM") == []


def test_a_moved_session_stays_the_same_event_and_comes_later() -> None:
    active = planned()
    programme = move_session(active.programme, 1, Weekday.TUESDAY)
    later = msgspec.structs.replace(active, programme=programme, created=NOW + timedelta(hours=1))
    before, after = events(made(active)), events(made(later))
    assert before.keys() == after.keys()
    first = str(session_id(active.origin, 1, 1))
    assert after[first].start - before[first].start == timedelta(days=1)
    assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in after)
    assert all(after[uid]["DTSTAMP"].dt == later.created for uid in after)


def test_a_session_that_waits_is_a_newer_version_of_its_event() -> None:
    active = planned()
    uid = str(session_id(active.origin, 1, 1))
    versions = [events(made(active, today=START + timedelta(days=n)))[uid] for n in range(4)]
    assert [one.start.date() - START for one in versions] == [timedelta(days=n) for n in range(4)]
    numbers = [one["SEQUENCE"] for one in versions]
    assert numbers == sorted(set(numbers))
    done = events(made(active, {(1, 1): datetime(2026, 11, 26, 9, tzinfo=UTC)}, date(2026, 11, 26)))
    assert done[uid]["SEQUENCE"] > numbers[-1]


@pytest.mark.parametrize("zone", CHANGES_IN)
def test_the_clock_changes_when_it_does(zone: str) -> None:
    found = set()
    for start in (date(2026, 9, 14), date(2026, 10, 5), date(2027, 3, 1)):
        one = msgspec.structs.replace(planned(), start=start)
        document = Calendar.from_ical(
            made(one, today=one.start, chosen=CalendarSettings(zone=zone))
        )
        (part,) = document.walk("VTIMEZONE")
        for change in part.subcomponents[1:]:
            offset = change["TZOFFSETTO"].to_ical()
            on = f"{change['DTSTART'].dt:%Y-%m-%d %H:%M}"
            found.add(f"{on} {change['TZNAME']} {offset} {change.name}")
    assert found == CHANGES_IN[zone]


def test_utc_needs_no_zone() -> None:
    text = made(planned(), chosen=CalendarSettings(zone="UTC")).decode()
    assert "VTIMEZONE" not in text
    assert "\r\nDTSTART:20261123T180000Z\r\n" in text


def test_without_a_programme_the_calendar_is_empty() -> None:
    assert Calendar.from_ical(written(empty_calendar())).walk("VEVENT") == []


@settings(deadline=None)
@given(st.data(), revisions(), st.sampled_from(ZONES), st.times(), st.none() | st.integers(0, 1440))
def test_any_programme_reads_back(
    data: st.DataObject, active: ProgrammeRevision, zone: str, at: time, alarm: int | None
) -> None:
    done = data.draw(begun(active))
    today = data.draw(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
    chosen = CalendarSettings(at=at.replace(second=0, microsecond=0), alarm=alarm, zone=zone)
    document = made(active, done, today, chosen)
    assert made(active, done, today, chosen) == document
    lines = document.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    expected = agenda(active, done, today, ZoneInfo(zone))
    found = events(document)
    assert set(found) == {str(one.id) for one in expected}
    for one in expected:
        event = found[str(one.id)]
        assert event.start.astimezone(ZoneInfo(zone)).date() == one.on
        assert event.duration == timedelta(minutes=one.minutes)
        assert len(event.walk("VALARM")) == (alarm is not None and one.begun is None)
        names = [line for line in event["DESCRIPTION"].splitlines() if line.startswith("- ")]
        assert len(names) == len(one.session.items)


@settings(deadline=None)
@given(revisions(), st.text(min_size=1, max_size=300))
def test_odd_words_of_an_old_export_break_nothing(active: ProgrammeRevision, odd: str) -> None:
    """A programme that was imported may name exercises that nobody knows."""
    week = active.programme.weeks[0]
    session = week.sessions[0]
    item = msgspec.structs.replace(session.blocks[0].items[0], exercise=odd)
    block = msgspec.structs.replace(session.blocks[0], items=(item,))
    session = msgspec.structs.replace(session, blocks=(block,))
    programme = msgspec.structs.replace(
        active.programme, weeks=(msgspec.structs.replace(week, sessions=(session,)),)
    )
    active = msgspec.structs.replace(active, programme=programme)
    document = made(active, today=active.start)
    (event,) = Calendar.from_ical(document).walk("VEVENT")
    assert len(event["DESCRIPTION"].splitlines()) == 4
    assert not any(c < 32 for line in document.split(b"\r\n") for c in line)


@pytest.mark.parametrize(
    ("text", "expected"), [("18:00", time(18)), (" 6:05 ", time(6, 5)), ("00:00", time())]
)
def test_a_time_of_day_is_read(text: str, expected: time) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    "text", ["", "18", "18:0", "24:00", "12:60", "-1:00", "1८:00", "1:2:3", "ab:cd"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write it like 18:00"):
        parse_time(text)


@pytest.mark.parametrize(
    "wrong",
    [{"alarm": -1}, {"alarm": 1441}, {"zone": "Nowhere"}, {"zone": "../x"}, {"at": time(1, 2, 3)}],
)
def test_odd_settings_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"not|no time zone"):
        CalendarSettings(**wrong)
