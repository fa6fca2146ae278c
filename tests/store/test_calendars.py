"""Secret addresses of calendars: kept as a digest, one a person, theirs alone."""

from datetime import UTC, datetime, time
from uuid import UUID, uuid4

import pytest

from ilium.interchange.planned import CalendarSettings
from ilium.store import NotFound, models
from ilium.store.calendars import (
    calendar_link,
    calendar_of,
    change_calendar_link,
    end_calendar_link,
    new_calendar_link,
)

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
EARLY = CalendarSettings(at=time(6, 5), alarm=None, zone="Asia/Kolkata")
LATE = CalendarSettings(at=time(21, 30), alarm=90, zone="America/Chicago")


def test_settings_come_back_as_they_were(person: UUID) -> None:
    assert calendar_link(person) is None
    for settings in (EARLY, LATE):
        token = new_calendar_link(person, settings, at=NOW)
        found = calendar_link(person)
        assert found is not None
        assert (found.settings, found.created) == (settings, NOW)
        assert calendar_of(token) == (person, found)


def test_no_row_holds_the_token(person: UUID) -> None:
    token = new_calendar_link(person, EARLY, at=NOW)
    row = models.CalendarLink.objects.values().get()
    assert all(token not in str(value) for value in row.values())
    assert len(row["digest"]) == 64


def test_every_address_is_another(person: UUID) -> None:
    tokens = {new_calendar_link(person, EARLY, at=NOW) for _ in range(5)}
    assert len(tokens) == 5
    assert sum(calendar_of(token) is not None for token in tokens) == 1
    assert models.CalendarLink.objects.count() == 1


def test_times_change_and_the_address_stays(person: UUID) -> None:
    token = new_calendar_link(person, EARLY, at=NOW)
    later = NOW.replace(hour=12)
    change_calendar_link(person, LATE, at=later)
    found = calendar_of(token)
    assert found is not None
    assert (found[1].settings, found[1].created) == (LATE, later)


def test_an_ended_address_opens_nothing(person: UUID) -> None:
    token = new_calendar_link(person, EARLY, at=NOW)
    assert end_calendar_link(person)
    assert calendar_of(token) is None
    assert not end_calendar_link(person)
    with pytest.raises(NotFound, match="make one first"):
        change_calendar_link(person, LATE, at=NOW)


def test_addresses_are_each_persons_own(person: UUID, stranger: UUID) -> None:
    ours, theirs = (new_calendar_link(one, EARLY, at=NOW) for one in (person, stranger))
    change_calendar_link(stranger, LATE, at=NOW)
    end_calendar_link(stranger)
    assert calendar_of(theirs) is None
    found = calendar_of(ours)
    assert found is not None
    assert (found[0], found[1].settings) == (person, EARLY)


def test_nobody_has_no_address() -> None:
    with pytest.raises(NotFound, match="There is no person"):
        new_calendar_link(uuid4(), EARLY, at=NOW)


@pytest.mark.parametrize("token", ["", "x", "\ud800", "x" * 101, "é" * 43])
def test_odd_tokens_open_nothing(person: UUID, token: str) -> None:
    new_calendar_link(person, EARLY, at=NOW)
    assert calendar_of(token) is None


def test_with_the_person_the_address_goes(person: UUID) -> None:
    token = new_calendar_link(person, EARLY, at=NOW)
    models.Person.objects.filter(pk=person).delete()
    assert calendar_of(token) is None
