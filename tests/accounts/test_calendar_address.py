"""The secret address of a calendar, where many people have accounts."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from full_diary import Everything, fill
from icalendar import Calendar
from test_accounts import Browser, person_of, sign_up

from ilium.interchange.records import session_id
from ilium.store import models

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nobody_has_asked() -> Iterator[None]:
    caches["limits"].clear()
    yield
    caches["limits"].clear()


@pytest.fixture
def ada() -> tuple[Browser, Everything]:
    browser = sign_up("ada")
    return browser, fill(person_of("ada"))


def made(browser: Browser) -> str:
    page = browser.post("/plan/take", {"do": "make", "at": "18:00"}).content.decode()
    found = re.search(r"https?://[\w.:]+(/calendar/[\w-]+\.ics)", page)
    assert found is not None
    return found[1]


def test_it_gives_the_plan_and_nothing_else(ada: tuple[Browser, Everything]) -> None:
    browser, everything = ada
    answer = Browser().get(made(browser))
    assert answer.status_code == 200
    assert answer.cookies == {}
    text = answer.content.decode()
    origin = everything.programme.origin
    uids = {str(event["UID"]) for event in Calendar.from_ical(text).walk("VEVENT")}
    assert str(session_id(origin, 1, 1)) in uids
    secrets = {str(everything.person), str(origin), "ada", *(str(s.id) for s in everything.sets)}
    assert [word for word in secrets if word in text] == []


def test_it_works_for_whoever_is_signed_in_too(ada: tuple[Browser, Everything]) -> None:
    browser, _ = ada
    path = made(browser)
    grace = sign_up("grace")
    assert grace.get(path).content == Browser().get(path).content


def test_no_one_else_changes_or_ends_it(ada: tuple[Browser, Everything]) -> None:
    browser, everything = ada
    path = made(browser)
    before = models.CalendarLink.objects.get(person=everything.person)
    grace = sign_up("grace")
    fill(person_of("grace"))
    for asked in ("make", "change", "end"):
        grace.post("/plan/take", {"do": asked, "at": "05:00", "person": str(everything.person)})
    after = models.CalendarLink.objects.get(person=everything.person)
    assert (after.digest, after.at) == (before.digest, before.at)
    assert Browser().get(path).status_code == 200


def test_it_ends_with_the_account(ada: tuple[Browser, Everything]) -> None:
    browser, _ = ada
    path = made(browser)
    browser.post("/you/leave", {"user_name": "ada"})
    assert Browser().get(path).status_code == 404
