"""`/you/import`: a file of another program, looked at, decided on, taken in, taken back."""

import os
import time
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from signed_in import client_of
from strong_files import hip_thrusts, many_names, strong

from ilium.diary import Diary
from ilium.planning import Athlete, plan
from ilium.store import incoming
from ilium.web import uploads
from ilium.web.pages.import_names import token_of

pytestmark = pytest.mark.django_db(transaction=True)

LAST = date(2026, 11, 20)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder for the files that wait."""
    monkeypatch.setenv("ILIUM_HOME", str(tmp_path))
    return tmp_path / "incoming"


@pytest.fixture
def browser(person: UUID) -> Client:
    return client_of(person)


def diary(person: UUID) -> Diary:
    return Diary(person, zone="UTC")


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def file(data: bytes, name: str = "strong.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "text/csv")


def send(browser: Client, data: bytes, name: str = "strong.csv", **more: Any) -> str:
    """Send a file; the address of its preview."""
    answer = browser.post("/you/import", {"file": file(data, name), **more})
    assert answer.status_code == 302, text(answer)
    return answer.url


def take(browser: Client, address: str, **more: str) -> Any:
    return browser.post(address, {"take": "1", **more})


def taken(browser: Client, data: bytes, **more: str) -> str:
    """Take a file in; the page that says so."""
    answer = take(browser, send(browser, data), **more)
    assert answer.status_code == 302, text(answer)
    return text(browser.get(answer.url))


def sets(person: UUID) -> int:
    return len(diary(person).sets_since(date(2000, 1, 1)))


def test_a_file_is_looked_at_before_anything_is_kept(browser: Client, person: UUID) -> None:
    page = text(browser.get(send(browser, hip_thrusts(LAST))))
    assert "Strong, <bdi" in page
    assert "16 Oct 2026 to 20 Nov 2026" in page
    assert "36</span>" in page
    assert "Hip thrust, barbell" in page
    assert "other training" in page
    assert 'name="unit"' not in page
    assert "What are these?" not in page
    assert sets(person) == 0
    assert not diary(person).intakes()


def test_taking_in_says_so_and_can_be_undone(browser: Client, person: UUID) -> None:
    page = taken(browser, hip_thrusts(LAST))
    assert "Took in 6 sessions, 36 sets for the upper glutes and 12 of other training." in page
    assert 'href="/start"' in page
    assert sets(person) == 36
    (record,) = diary(person).intakes()
    assert record.file_name == "strong.csv"
    again = browser.post(f"/you/import/undo/{record.id}")
    assert "The import is taken back." in text(browser.get(again.url))
    assert sets(person) == 0
    assert browser.post(f"/you/import/undo/{record.id}").status_code == 404


def test_with_a_plan_the_next_session_starts_from_it(browser: Client, person: UUID) -> None:
    wishes = Athlete(days=2)
    diary(person).adopt(plan(wishes), wishes)
    page = taken(browser, hip_thrusts(LAST))
    assert "Your next session starts from these loads." in page


def test_the_same_file_twice_adds_nothing(browser: Client, person: UUID) -> None:
    taken(browser, hip_thrusts(LAST))
    address = send(browser, hip_thrusts(LAST))
    assert "Everything in it is here already." in text(browser.get(address))
    done = take(browser, address)
    assert "Everything in it was here already." in text(browser.get(done.url))
    assert len(diary(person).intakes()) == 1


def test_the_unit_is_asked_for_where_the_file_has_none(browser: Client, person: UUID) -> None:
    address = send(browser, hip_thrusts(LAST, sessions=1, unit=""))
    page = text(browser.get(address))
    assert 'name="unit" value="kg"' in page
    assert 'name="take"' not in page
    refused = take(browser, address)
    assert refused.status_code == 422
    assert "kilograms or pounds" in text(refused)
    assert browser.post(address, {"unit": "lb", "look": "1"}).url == address
    page = text(browser.get(address))
    assert 'value="lb" checked' in page
    assert "Hip thrust, barbell" in page
    take(browser, address, unit="lb")
    loads = {str(one.load.kilograms) for one in diary(person).sets_since(LAST)}
    assert "40.823" in loads  # 90 lb


def test_faults_have_their_lines_and_can_be_left_out(browser: Client, person: UUID) -> None:
    rows = [("Hip Thrust (Barbell)", 80, 8, ""), ("Hip Thrust (Barbell)", "<b>", 8, "")]
    address = send(browser, strong([(LAST, rows)]))
    page = browser.get(address).content.decode()
    assert "Line 3: " in page
    assert "<b>&" not in page
    assert "“<b>" not in page
    refused = take(browser, address)
    assert refused.status_code == 422
    assert "Mend them in the file, or leave them out." in text(refused)
    assert sets(person) == 0
    assert take(browser, address, skip_bad="on").status_code == 302
    assert sets(person) == 1


def test_sets_with_no_reps_are_said_to_be_left_out(browser: Client, person: UUID) -> None:
    rows = [("Hip Thrust (Barbell)", 80, reps, "") for reps in (8, 0, 8)]
    page = text(browser.get(send(browser, strong([(LAST, rows)]))))
    assert "1 set with 0 reps is left out." in page
    assert '<p class="row-value">2 sets</p>' in page
    assert "at fault" not in page
    assert "left out" not in text(browser.get(send(browser, strong([(LAST, rows[:1])]))))


def test_unclear_names_are_decided_once(browser: Client, person: UUID) -> None:
    names = ["Zzyzx Wobbler", "Qwfp Gadget", "Kjhg Device"]
    address = send(browser, many_names(names))
    page = text(browser.get(address))
    assert "What are these?" in page
    for name in names:
        assert f'name="name-{token_of(name)}"' in page
    refused = take(browser, address, **{f"name-{token_of(names[0])}": "other"})
    assert refused.status_code == 422
    assert "Say first what the exercises below are." in text(refused)
    assert sets(person) == 0
    page = text(browser.get(address))  # what was said is kept
    assert "1 that you decided" in page
    write = {f"write-{token_of(names[1])}": "Hip thrust, band round the knees"}
    assert browser.post(address, write).status_code == 302
    assert take(browser, address, rest="on").status_code == 302
    (done,) = diary(person).sets_since(date(2000, 1, 1))
    assert done.variant == "hip_thrust+knee_band"
    later = text(browser.get(send(browser, many_names(names, date(2026, 10, 6)))))
    assert "What are these?" not in later
    assert "3 that you decided" in later


def test_what_was_written_is_said_to_be_no_exercise(browser: Client, person: UUID) -> None:
    address = send(browser, many_names(["Zzyzx Wobbler"]))
    token = token_of("Zzyzx Wobbler")
    answer = take(browser, address, **{f"write-{token}": "<script>"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "No exercise has the id" in page.split(f'id="error-{token}"')[1].split("</p>")[0]
    assert 'value="&lt;script&gt;"' in page
    assert sets(person) == 0


def test_a_likely_name_can_be_changed(browser: Client, person: UUID) -> None:
    name = "Hip Abducton (Machine)"
    address = send(browser, many_names([name]))
    page = text(browser.get(address))
    assert "Probably these" in page
    token = token_of(name)
    field = page.split(f'id="name-{token}"')[1].split("</select>")[0]
    assert 'value="machine_hip_abduction:stack" selected' in field
    taken_in = take(browser, address, **{f"name-{token}": "other"})
    assert taken_in.status_code == 302
    assert sets(person) == 0
    assert diary(person).intakes()[0].others == 1


def test_posted_values_that_were_not_offered_are_passed_over(browser: Client, person: UUID) -> None:
    address = send(browser, many_names(["Zzyzx Wobbler"]))
    token = token_of("Zzyzx Wobbler")
    answer = take(
        browser, address, unit="stone", **{f"name-{token}": "clamshell", "name-x": "other"}
    )
    assert answer.status_code == 422
    assert sets(person) == 0


HOSTILE = (
    "<script>alert(1)</script>",
    "a\u202eb\u200f\u2066 reversed",
    "x" * 200,
    "\u05d0" * 200,
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}{% debug %}",
)


def test_hostile_names_are_text(browser: Client, person: UUID) -> None:
    address = send(browser, many_names(HOSTILE), '"><script>x</script>.csv')
    for page in (browser.get(address), take(browser, address), browser.get("/you/import")):
        content = page.content.decode()
        assert "<script>alert" not in content
        assert "<script>x" not in content
        assert "<img src=x" not in content
        assert "{{ 7|add:7 }}" not in content or "{{ 7|add:7 }}{% debug %}" in content
    assert take(browser, address, rest="on").status_code == 302
    assert "<script>x" not in browser.get("/you/import").content.decode()


def test_thousands_of_names_are_still_a_page(browser: Client, person: UUID) -> None:
    names = [f"Zzyzx {n} Wobbler {n * 7919}" for n in range(2000)]
    address = send(browser, many_names(names))
    answer = browser.get(address)
    page = text(answer)
    assert len(answer.content) < 250_000
    assert page.count("<select") == 50
    assert "1950 more follow when these are decided." in page
    assert page.count("<input") + page.count("<select") < 500
    answer = take(browser, address, rest="on")
    assert answer.status_code == 302
    assert diary(person).intakes()[0].others == 2000


def test_known_names_are_bounded_too(browser: Client, person: UUID) -> None:
    names = [f"Zzyzx {n} Wobbler {n * 7919}" for n in range(600)]
    taken(browser, many_names(names), rest="on")
    answer = browser.get(send(browser, many_names(names, date(2026, 10, 6))))
    assert "50 that you decided" in text(answer)
    assert "200 of 550 that are known" in text(answer)
    assert len(answer.content) < 250_000


# The file that waits


def waiting_files(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()] if folder.exists() else []


def test_a_waiting_file_is_closed_to_others_and_gone_when_taken_in(
    browser: Client, person: UUID, folder: Path
) -> None:
    address = send(browser, hip_thrusts(LAST))
    files = waiting_files(folder)
    assert {one.name for one in files} == {
        one.format(address.rpartition("/")[2]) for one in ("{}", "{}.json")
    }
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}
    assert {one.stat().st_mode & 0o777 for one in (folder, folder / str(person))} == {0o700}
    assert "waits for you to decide" in text(browser.get("/you/import"))
    take(browser, address)
    assert waiting_files(folder) == []
    assert browser.get(address).status_code == 404
    assert "waits for you to decide" not in text(browser.get("/you/import"))


def test_one_file_waits_at_a_time(browser: Client, folder: Path) -> None:
    first = send(browser, hip_thrusts(LAST))
    second = send(browser, hip_thrusts(LAST), "other.csv")
    assert browser.get(first).status_code == 404
    assert browser.get(second).status_code == 200
    assert len(waiting_files(folder)) == 2


def test_a_file_can_be_deleted(browser: Client, person: UUID, folder: Path) -> None:
    address = send(browser, hip_thrusts(LAST))
    gone = browser.post(f"{address}/discard")
    assert "Nothing was taken in." in text(browser.get(gone.url))
    assert waiting_files(folder) == []
    assert browser.post(f"{address}/discard").status_code == 404


def test_a_day_later_it_is_gone(
    browser: Client, person: UUID, stranger: UUID, folder: Path
) -> None:
    address = send(browser, hip_thrusts(LAST))
    old = time.time() - incoming.LIFETIME_SECONDS - 60
    for one in waiting_files(folder):
        os.utime(one, (old, old))
    assert browser.get(address).status_code == 404
    assert "waits for you to decide" not in text(browser.get("/you/import"))
    send(client_of(stranger), hip_thrusts(LAST))  # which also sweeps
    assert not (folder / str(person)).exists()


def test_what_is_someone_elses_is_not_there(
    browser: Client, person: UUID, stranger: UUID, folder: Path
) -> None:
    theirs = client_of(stranger)
    address = send(theirs, hip_thrusts(LAST))
    assert browser.get(address).status_code == 404
    assert take(browser, address).status_code == 404
    assert browser.post(f"{address}/discard").status_code == 404
    assert len(waiting_files(folder)) == 2
    take(theirs, address)
    (record,) = diary(stranger).intakes()
    assert browser.post(f"/you/import/undo/{record.id}").status_code == 404
    assert str(record.id) not in text(browser.get(f"/you/import?taken={record.id}"))
    assert sets(stranger) == 36
    assert sets(person) == 0


@pytest.mark.parametrize(
    "data", [b"{", b"[7]", b'{"schema": "other"}', b"\x00\xff", b"a,b\n1,2\n", b"%PDF-1.7"]
)
def test_what_is_no_such_file_is_a_sentence(
    browser: Client, person: UUID, folder: Path, data: bytes
) -> None:
    address = send(browser, data)
    answer = browser.get(address)
    assert answer.status_code == 422
    assert "Nothing was taken in" in text(answer)
    assert "Traceback" not in text(answer)
    assert take(browser, address).status_code == 422
    browser.post(f"{address}/discard")
    assert waiting_files(folder) == []


def test_no_file_or_an_empty_one_is_a_sentence(browser: Client, folder: Path) -> None:
    for posted, said in (
        ({}, "Choose the file."),
        ({"file": "text"}, "Choose the file."),
        ({"file": file(b"")}, "The file is empty."),
    ):
        answer = browser.post("/you/import", posted)
        assert answer.status_code == 422
        assert said in text(answer).split('id="file-error"')[1].split("</p>")[0]
    assert waiting_files(folder) == []


def test_too_large_is_refused_before_it_is_read(
    browser: Client, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(uploads, "MAXIMUM_BYTES", 1000)
    assert browser.post("/you/import", {"file": file(b"x" * 20_000)}).status_code == 400
    monkeypatch.setattr(uploads, "ELSEWHERE_BYTES", 1000)
    assert browser.post("/you", {"file": file(b"x" * 20_000)}).status_code == 400
    monkeypatch.setattr(uploads, "MAXIMUM_BYTES", 1_000_000)
    anyone = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    anyone.cookies["csrftoken"] = token = "a" * 32  # a cookie that anyone can make up
    posted = {"csrfmiddlewaretoken": token, "file": file(b"x" * 20_000)}
    assert anyone.post("/you/import", posted).status_code == 400
    assert waiting_files(folder) == []


def test_names_of_wger_come_beside_its_log(browser: Client) -> None:
    made = Path(__file__).parents[1] / "interchange/foreign_files"
    log, names = (made / f"wger_{part}.json" for part in ("log", "names"))
    bare = text(browser.get(send(browser, log.read_bytes(), "log.json")))
    named = text(
        browser.get(
            send(browser, log.read_bytes(), "log.json", names=file(names.read_bytes(), "n.json"))
        )
    )
    assert "wger exercise" in bare
    assert "Hip thrust" in named


def test_the_own_export_goes_the_same_way(browser: Client, person: UUID, stranger: UUID) -> None:
    wishes = Athlete(days=2)
    diary(person).adopt(plan(wishes), wishes)
    document = diary(person).export()
    address = send(browser, document, "ilium.json")
    assert "Ilium, <bdi" in text(browser.get(address))
    done = take(browser, address)
    assert "Everything in it was here already." in text(browser.get(done.url))
    other = client_of(stranger)
    refused = take(other, send(other, document, "ilium.json"))
    assert refused.status_code == 422  # these rows are someone's
    assert diary(stranger).programme() is None


def test_only_with_a_token_of_the_page(person: UUID, folder: Path) -> None:
    strict = client_of(person, enforce_csrf_checks=True)
    id = uuid4()
    for path in (
        "/you/import",
        f"/you/import/{id}",
        f"/you/import/{id}/discard",
        f"/you/import/undo/{id}",
    ):
        assert strict.post(path, {"file": file(b"x")}).status_code == 403
    assert waiting_files(folder) == []


# Questions to the store


def queries(browser: Client, address: str, **posted: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(address, posted) if posted else browser.get(address)
    assert answer.status_code in (200, 302)
    passing = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    return sum(not one["sql"].startswith(passing) for one in asked)


def test_questions_do_not_grow_with_the_file(
    person: UUID, stranger: UUID, django_assert_num_queries: Any
) -> None:
    few, many = client_of(person), client_of(stranger)
    short = send(few, hip_thrusts(LAST, sessions=3))
    long = send(many, hip_thrusts(LAST, sessions=60))
    assert queries(few, short) == queries(many, long) <= 5
    assert queries(few, short, take="1") == queries(many, long, take="1") <= 25
    assert queries(few, "/you/import") == 1
    record = diary(person).intakes()[0]
    assert queries(few, f"/you/import?taken={record.id}") == 2


def test_the_list_of_imports_costs_one_question(browser: Client, person: UUID) -> None:
    for week in range(4):
        taken(browser, hip_thrusts(LAST - timedelta(days=week), sessions=1))
    assert queries(browser, "/you/import") == 1
    assert text(browser.get("/you/import")).count("Undo the import of") == 4


# What goes out


@pytest.mark.parametrize("program", ["strong", "hevy"])
def test_sets_go_out_as_a_table(
    browser: Client, person: UUID, stranger: UUID, program: str
) -> None:
    taken(browser, hip_thrusts(LAST))
    answer = browser.get(f"/you/export/{program}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith(f'attachment; filename="ilium-{program}-20')
    assert "no-store" in answer["Cache-Control"]
    lines = answer.content.decode().splitlines()
    assert len(lines) == 1 + 48
    assert client_of(stranger).get(f"/you/export/{program}").content.count(b"\n") == 1
    taken(client_of(stranger), answer.content)
    assert sets(stranger) == 36


def test_the_page_you_leads_there(browser: Client) -> None:
    page = text(browser.get("/you"))
    for path in ("/you/export", "/you/export/strong", "/you/export/hevy", "/you/import"):
        assert f'href="{path}"' in page
