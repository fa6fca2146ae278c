"""A time that is taken from a person can be exported, and the export taken in again."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ilium.cli.history import _time as time_of_option
from ilium.diary import Diary
from ilium.loads import LoadKind
from ilium.planning.athlete import Athlete
from ilium.store import models
from ilium.store.people import add_person
from ilium.web.pages.set_form import LateSetForm
from tests.store.examples import DAY, NOW, thrust

ZONES = ("Asia/Tokyo", "Pacific/Kiritimati", "America/Los_Angeles", "UTC")
FIRST_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def _around(moment: datetime) -> st.SearchStrategy[datetime]:
    return st.timedeltas(-3 * DAY, 3 * DAY).map(lambda apart: moment + apart)


minutes = st.one_of(st.datetimes(timezones=st.just(UTC)), _around(FIRST_DAY), _around(NOW)).map(
    lambda moment: f"{moment.replace(tzinfo=None).isoformat(timespec='minutes')}"
)
"""What is typed: a minute of the clock on the wall."""


def of_form(typed: str, diary: Diary) -> datetime | None:
    """What the form for a forgotten set makes of it, None if it refuses it with a sentence."""
    form = LateSetForm(
        Athlete(),
        LoadKind.BARBELL,
        timed=False,
        sided=False,
        zone=diary.zone,
        now=diary.now(),
        data={"at": typed, "count": "8", "load": "60", "once": str(uuid4())},
    )
    if form.is_valid():
        return form.cleaned_data["at"].astimezone(UTC)
    assert list(form.errors) == ["at"]
    return None


def of_option(typed: str, diary: Diary) -> datetime | None:
    """What `ilium log --at` makes of it, None if it refuses it with a sentence."""
    try:
        return time_of_option(typed, diary)
    except ValueError:
        return None


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
@example(typed="0026-11-20T18:30", zone="UTC")
@example(typed="0001-01-01T00:00", zone="Asia/Tokyo")
@example(typed="1970-01-01T00:00", zone="UTC")
@example(typed="2000-01-02T00:00", zone="Asia/Tokyo")
@example(typed="9999-12-31T23:59", zone="America/Los_Angeles")
@given(typed=minutes, zone=st.sampled_from(ZONES))
@pytest.mark.parametrize("read", [of_form, of_option])
@pytest.mark.usefixtures("db")
def test_what_is_taken_goes_out_and_in_again(read: Any, typed: str, zone: str) -> None:
    diary = Diary(add_person(), now=lambda: NOW, zone=zone)
    at = read(typed, diary)
    meant = datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(zone))
    if at is None:
        assert not FIRST_DAY + 2 * DAY < meant < NOW
    else:
        assert at in (meant, NOW)  # the form takes what is a little ahead as now
        comes_back(diary, at)


def comes_back(diary: Diary, at: datetime) -> None:
    """A set of that time is in the export, and in the diary that takes it in."""
    done = diary.record(thrust(at))
    document = diary.export()
    models.Person.objects.filter(pk=diary.person).delete()  # ids are one person's at a time
    other = Diary(add_person(), now=lambda: NOW, zone="UTC")
    other.import_document(document)
    assert other.find_set(done.id) == done
    assert other.export() == document
