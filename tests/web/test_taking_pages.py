"""`/plan/take` and what it gives: paper, FIT files, the calendar and its secret address."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.http import http_date
from garmin_fit_sdk import Decoder, Stream
from icalendar import Calendar
from signed_in import client_of
from tests.store.examples import record_one
from wishes_posted import GYM

from ilium.diary import Diary
from ilium.exercises import catalogue
from ilium.interchange.records import ProgrammeRevision, TrainingSession, session_id
from ilium.planning import move_session, plan
from ilium.planning.programme import Weekday
from ilium.store import models
from ilium.store.sessions import finish_session, start_session

pytestmark = pytest.mark.django_db(transaction=True)

OWN = ("/plan/take", "/plan/print", "/plan/week-1.zip", "/plan/week-1-session-1.fit")


@pytest.fixture(autouse=True)
def _nobody_has_asked() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def browser(person: UUID) -> Client:
    client = client_of(person)
    client.cookies["ilium_zone"] = "Europe/Berlin"
    return client


@pytest.fixture
def active(person: UUID) -> ProgrammeRevision:
    return Diary(person, zone="Europe/Berlin").adopt(plan(GYM), GYM)


def text(answer: object) -> str:
    return unescape(answer.content.decode())


def address(answer: object) -> str:
    """The path of the calendar address that a page shows."""
    found = re.search(r"http://localhost(/calendar/[\w-]+\.ics)", text(answer))
    assert found is not None
    return found[1]


def make(browser: Client, **more: str) -> str:
    answer = browser.post("/plan/take", {"do": "make", "at": "07:30", "alarm": "15", **more})
    assert answer.status_code == 200
    return address(answer)


def finish(person: UUID, active: ProgrammeRevision, week: int, day: int) -> None:
    now = datetime.now(UTC)
    id = session_id(active.origin, week, day)
    record = TrainingSession(
        id=id, programme=active.id, week=week, day=day, started_at=now, zone="Europe/Berlin"
    )
    start_session(person, record)
    record_one(person, id)
    finish_session(person, id, now)


# The pages


@pytest.mark.parametrize("path", ["/plan/take", "/plan/print"])
def test_without_a_plan_the_pages_lead_to_the_start(browser: Client, path: str) -> None:
    assert browser.get(path).url == "/start"
    assert browser.post("/plan/take", {"do": "make", "at": "18:00"}).url == "/start"


def test_without_a_plan_there_are_no_files(browser: Client) -> None:
    assert browser.get("/plan/week-1.zip").status_code == 404
    assert browser.get("/plan/week-1-session-1.fit").status_code == 404


def test_the_plan_leads_to_what_can_be_taken(browser: Client, active: ProgrammeRevision) -> None:
    page = text(browser.get("/plan?week=2"))
    assert "Take it with you" in page
    assert "/plan/print?week=2" in page
    assert "/plan/take" in page


def test_the_page_offers_paper_watch_and_calendar(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    finish(person, active, 1, 1)
    page = text(browser.get("/plan/take"))
    for words in ("Print week 1", "All of week 1", "Calendar file", "Make an address"):
        assert words in page
    assert "min, done" in page
    assert page.count("with its loads") == 1
    assert "Times are those of Europe/Berlin" in page


def test_the_pages_ask_few_questions(
    browser: Client, active: ProgrammeRevision, django_assert_num_queries
) -> None:
    browser.get("/plan/take")
    with django_assert_num_queries(3):  # the programme, what is done, the address
        browser.get("/plan/take")
    variants = {item.variant for item in active.programme.weeks[0].sessions[0].items}
    for path in ("/plan/print", "/plan/print?week=6", "/plan/week-1.zip"):
        with django_assert_num_queries(8 + len(variants)):
            browser.get(path)


# Paper


def test_paper_has_a_sheet_a_session(browser: Client, active: ProgrammeRevision) -> None:
    page = text(browser.get("/plan/print"))
    assert page.count('<section class="sheet"') == 3
    for session in active.programme.weeks[0].sessions:
        for item in session.items:
            assert catalogue().variant(item.variant).name in page
    assert page.count("RIR: reps in reserve") == 3
    last = text(browser.get("/plan/print?week=6"))
    assert "Week 6 of 6, session 1, deload" in last


def test_loads_stand_on_the_session_that_comes_next(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    sheets = text(browser.get("/plan/print")).split('<section class="sheet"')[1:]
    assert [" kg</b>" in sheet for sheet in sheets] == [True, False, False]
    finish(person, active, 1, 1)
    sheets = text(browser.get("/plan/print")).split('<section class="sheet"')[1:]
    assert [" kg</b>" in sheet for sheet in sheets] == [False, True, False]


@pytest.mark.parametrize("query", ["week=7", "week=0", "week=x", "week=-1", "week=1%0a"])
def test_an_odd_week_is_the_current_one(
    browser: Client, active: ProgrammeRevision, query: str
) -> None:
    assert "Week 1 of 6, session 1" in text(browser.get(f"/plan/print?{query}"))


# FIT


def read(data: bytes) -> dict:
    messages, errors = Decoder(Stream.from_byte_array(bytearray(data))).read()
    assert errors == []
    return messages


def test_a_session_is_a_fit_file(browser: Client, active: ProgrammeRevision) -> None:
    answer = browser.get("/plan/week-1-session-1.fit")
    assert answer["Content-Type"] == "application/vnd.ant.fit"
    assert 'filename="ilium-week-01-session-01.fit"' in answer["Content-Disposition"]
    steps = read(answer.content)["workout_step_mesgs"]
    assert any("exercise_weight" in step for step in steps)
    later = read(browser.get("/plan/week-2-session-1.fit").content)["workout_step_mesgs"]
    assert not any("exercise_weight" in step for step in later)


def test_a_week_is_a_zip_of_them(browser: Client, active: ProgrammeRevision) -> None:
    answer = browser.get("/plan/week-1.zip")
    assert answer.content == browser.get("/plan/week-1.zip").content
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == [f"ilium-week-01-session-0{n}.fit" for n in (1, 2, 3)]
        for name in archive.namelist():
            assert read(archive.read(name))["file_id_mesgs"]


@pytest.mark.parametrize(
    "path",
    ["week-7.zip", "week-0.zip", "week-1-session-9.fit", "week-9-session-1.fit"],
)
def test_what_is_not_planned_is_not_there(
    browser: Client, active: ProgrammeRevision, path: str
) -> None:
    assert browser.get(f"/plan/{path}").status_code == 404


# The calendar


def test_the_calendar_is_a_file(browser: Client, active: ProgrammeRevision) -> None:
    answer = browser.post("/plan/take", {"do": "file", "at": "06:30", "alarm": ""})
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "ilium.ics" in answer["Content-Disposition"]
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) == 18
    assert {(e.start.hour, e.start.minute, str(e.start.tzinfo)) for e in events} == {
        (6, 30, "Europe/Berlin")
    }
    assert not Calendar.from_ical(answer.content).walk("VALARM")
    assert not models.CalendarLink.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"at": "25:00"}, "Write it like 18:00."),
        ({"at": ""}, "Write it like 18:00."),
        ({"at": "x" * 99}, "Write it like 18:00."),
        ({"at": "18:00", "alarm": "-1"}, "greater than or equal to 0"),
        ({"at": "18:00", "alarm": "9999"}, "less than or equal to 1440"),
        ({"at": "18:00", "alarm": "<b>"}, "Write it like 30."),
    ],
)
@pytest.mark.parametrize("do", ["file", "make", "change"])
def test_odd_answers_are_asked_again(
    browser: Client, active: ProgrammeRevision, wrong: dict[str, str], said: str, do: str
) -> None:
    answer = browser.post("/plan/take", {"do": do, **wrong})
    assert answer.status_code == 422
    assert said in text(answer)
    assert b"<b>" not in answer.content
    assert not models.CalendarLink.objects.exists()


def test_the_address_is_shown_once_and_kept_as_a_digest(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    path = make(browser)
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) == 43
    row = models.CalendarLink.objects.get(person=person)
    assert token not in str(vars(row))
    assert (row.at, row.alarm, row.zone) == ("07:30", 15, "Europe/Berlin")
    page = text(browser.get("/plan/take"))
    assert token not in page
    assert (
        "An address is in use: sessions at 07:30 (Europe/Berlin), a reminder 15 min before" in page
    )
    assert "no-store" in browser.post("/plan/take", {"do": "make", "at": "07:30"})["Cache-Control"]


def test_anyone_with_the_address_reads_the_calendar(
    browser: Client, active: ProgrammeRevision
) -> None:
    answer = Client(SERVER_NAME="localhost").get(make(browser))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer.cookies == {}
    assert "X-Ilium-Person" not in answer
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(e["UID"]) for e in events} == {
        str(session_id(active.origin, week, day)) for week in range(1, 7) for day in (1, 2, 3)
    }
    assert {(e.start.hour, e.start.minute) for e in events} == {(7, 30)}


def test_the_address_asks_the_store_little(
    browser: Client, active: ProgrammeRevision, django_assert_num_queries
) -> None:
    path, anyone = make(browser), Client(SERVER_NAME="localhost")
    with django_assert_num_queries(3):  # whose it is, the programme, what is done
        anyone.get(path)
    with django_assert_num_queries(1):
        anyone.get("/calendar/wrong.ics")
    with django_assert_num_queries(0):
        anyone.get(f"/calendar/{'x' * 5000}.ics")


def test_what_did_not_change_is_not_sent_again(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    path, anyone = make(browser), Client(SERVER_NAME="localhost")
    first = anyone.get(path)
    again = anyone.get(path, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    since = anyone.get(path, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])
    assert since.status_code == 304
    long_ago = http_date((datetime.now(UTC) - timedelta(days=400)).timestamp())
    assert anyone.get(path, HTTP_IF_MODIFIED_SINCE=long_ago).status_code == 200
    diary = Diary(person, zone="Europe/Berlin")
    diary.revise(active, move_session(active.programme, 1, Weekday.SUNDAY))
    moved = anyone.get(path, HTTP_IF_NONE_MATCH=first["ETag"])
    assert moved.status_code == 200
    assert moved["ETag"] != first["ETag"]
    assert anyone.head(path)["ETag"] == moved["ETag"]
    assert anyone.head(path).content == b""


def test_a_finished_session_is_seen(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    path, anyone = make(browser), Client(SERVER_NAME="localhost")
    before = anyone.get(path)
    finish(person, active, 1, 1)
    after = anyone.get(path, HTTP_IF_NONE_MATCH=before["ETag"])
    assert b", done" in after.content.replace(b"\\,", b",")


def test_an_address_that_was_ended_opens_nothing(
    browser: Client, active: ProgrammeRevision
) -> None:
    path, anyone = make(browser), Client(SERVER_NAME="localhost")
    answer = browser.post("/plan/take", {"do": "end"})
    assert "The address is ended." in text(browser.get(answer.url))
    gone = anyone.get(path)
    assert gone.status_code == 404
    assert b"hip" not in gone.content.lower()
    assert gone.content == anyone.get("/calendar/never-was.ics").content
    assert browser.post("/plan/take", {"do": "end"}).status_code == 302


def test_a_new_address_ends_the_one_before(browser: Client, active: ProgrammeRevision) -> None:
    old, new, anyone = make(browser), make(browser), Client(SERVER_NAME="localhost")
    assert anyone.get(old).status_code == 404
    assert anyone.get(new).status_code == 200


def test_the_times_change_and_the_address_stays(browser: Client, active: ProgrammeRevision) -> None:
    path, anyone = make(browser), Client(SERVER_NAME="localhost")
    before = anyone.get(path)
    answer = browser.post("/plan/take", {"do": "change", "at": "20:00:00", "alarm": ""})
    assert "Kept." in text(browser.get(answer.url))
    after = anyone.get(path, HTTP_IF_NONE_MATCH=before["ETag"])
    assert b"T200000" in after.content
    assert b"VALARM" not in after.content


def test_times_of_an_address_that_was_ended_elsewhere(
    browser: Client, active: ProgrammeRevision
) -> None:
    answer = browser.post("/plan/take", {"do": "change", "at": "20:00"})
    assert answer.url == "/plan/take?done=ended"


def test_one_who_asks_too_often_has_to_wait(browser: Client, active: ProgrammeRevision) -> None:
    path, anyone = make(browser), Client(SERVER_NAME="localhost")
    answers = [anyone.get(path).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]
    assert anyone.get(path)["Retry-After"] == "60"


def test_the_address_can_only_be_read(browser: Client, active: ProgrammeRevision) -> None:
    path, anyone = make(browser), Client(SERVER_NAME="localhost")
    for method in ("post", "put", "delete", "patch"):
        assert getattr(anyone, method)(path).status_code == 405


def test_without_a_programme_the_address_gives_an_empty_calendar(
    person: UUID, browser: Client
) -> None:
    diary = Diary(person, zone="UTC")
    from ilium.interchange.planned import CalendarSettings

    token = diary.new_calendar_link(CalendarSettings())
    answer = Client(SERVER_NAME="localhost").get(f"/calendar/{token}.ics")
    assert answer.status_code == 200
    assert Calendar.from_ical(answer.content).walk("VEVENT") == []


def test_no_one_else_takes_what_is_not_theirs(
    browser: Client, stranger: UUID, active: ProgrammeRevision
) -> None:
    path = make(browser)
    other = client_of(stranger)
    for own in OWN:
        answer = other.get(own)
        assert answer.status_code in (302, 404), own
    other.post("/plan/take", {"do": "end"})
    other.post("/plan/take", {"do": "change", "at": "01:00"})
    assert Client(SERVER_NAME="localhost").get(path).status_code == 200
    assert models.CalendarLink.objects.get().at == "07:30"


@pytest.mark.parametrize("path", OWN)
def test_signed_out_nothing_is_given(path: str) -> None:
    assert Client(SERVER_NAME="localhost").get(path).url.startswith("/sign-in")
