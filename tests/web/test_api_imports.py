"""Files of other programs over the API: looked at, taken in, listed, taken back, written."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from api_calls import Caller
from strong_files import hip_thrusts, many_names, strong

from ilium.web.api import imports

pytestmark = pytest.mark.django_db(transaction=True)

LAST = date(2026, 10, 5)


@pytest.fixture
def call(person: UUID) -> Caller:
    return Caller(person)


def body(data: bytes, **more: Any) -> dict[str, Any]:
    return {"text": data.decode(), "file_name": "strong.csv", **more}


def sets(call: Caller) -> int:
    return len(call("GET", "sets?limit=500").works()["items"])


def test_a_file_is_looked_at_taken_in_listed_and_taken_back(call: Caller) -> None:
    sent = body(hip_thrusts(LAST))
    proposal = call("POST", "imports/proposal", sent).works()
    assert (proposal["source"], proposal["tally"]["sets"], sets(call)) == ("strong", 36, 0)
    taken = call("POST", "imports", sent).works(201)
    assert (taken["tally"]["others"], sets(call)) == (12, 36)
    again = call("POST", "imports", sent).works(201)
    assert (again["intake"], again["tally"]["here"]) == (None, 48)
    (record,) = call("GET", "imports").works()["items"]
    assert (record["id"], record["file_name"]) == (taken["intake"], "strong.csv")
    undone = call("DELETE", f"imports/{record['id']}").works()
    assert (undone["sets"], sets(call)) == (36, 0)
    call("DELETE", f"imports/{record['id']}").fails(404)
    call("DELETE", f"imports/{uuid4()}").fails(404)


def test_sets_with_no_reps_are_counted_apart(call: Caller) -> None:
    rows = [("Hip Thrust (Barbell)", 60, reps, "") for reps in (8, 0, 8)]
    proposal = call("POST", "imports/proposal", body(strong([(LAST, rows)]))).works()
    assert (proposal["undone"], proposal["tally"]["sets"], proposal["names"][0]["sets"]) == (
        1,
        2,
        2,
    )


def test_what_is_open_is_a_problem_and_nothing_is_kept(call: Caller) -> None:
    no_unit = body(hip_thrusts(LAST, unit=""))
    assert call("POST", "imports/proposal", no_unit).works()["unit_missing"]
    assert "kilograms or pounds" in call("POST", "imports", no_unit).fails(422)["detail"]
    unclear = body(many_names(["Zzyzx Wobbler"]))
    assert "Zzyzx Wobbler" in call("POST", "imports", unclear).fails(422)["detail"]
    rows = [("Hip Thrust (Barbell)", "x", 8, ""), ("Hip Thrust (Barbell)", 60, 8, "")]
    faulty = body(strong([(LAST, rows)]))
    assert "Line 2" in call("POST", "imports", faulty).fails(422)["detail"]
    assert sets(call) == 0
    choice = {"Zzyzx Wobbler": {"variant": "hip_thrust", "load": "barbell"}}
    call("POST", "imports", {**unclear, "choices": choice}).works(201)
    taken = call("POST", "imports", {**faulty, "skip_bad": True}).works(201)
    assert (taken["skipped"], sets(call)) == (1, 2)


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        ("Zzyzx Wobbler", {"variant": "hip_trust"}),
        ("Zzyzx Wobbler", {"variant": "hip_thrust", "load": "feathers"}),
        ("Zzyzx Wobbler", {"variant": None, "load": "barbell"}),
        ("", {"variant": None}),
        ("x" * 201, {"variant": None}),
    ],
)
def test_a_choice_that_cannot_be_meant_is_a_problem(
    call: Caller, name: str, choice: dict[str, Any]
) -> None:
    sent = body(many_names(["Zzyzx Wobbler"]), choices={name: choice})
    call("POST", "imports/proposal", sent).fails(422)
    call("POST", "imports", sent).fails(422)


def test_what_is_no_such_file_is_a_problem(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("", "{", "a,b\n1,2\n"):
        call("POST", "imports/proposal", {"text": text}).fails(422)
    call("POST", "imports", {"text": "x", "file_name": ""}).fails(422)
    call("POST", "imports", b'{"text": "\\ud800"}').fails(400)
    monkeypatch.setattr(imports, "LARGEST_FILE", 1000)
    call("POST", "imports", {"text": "x" * 1001}).fails(413)


def test_imports_come_in_pages(call: Caller) -> None:
    for day in range(1, 4):
        call("POST", "imports", body(hip_thrusts(date(2026, 9, day), sessions=1))).works(201)
    first = call("GET", "imports?limit=2").works()
    rest = call("GET", f"imports?limit=2&cursor={first['next']}").works()
    ids = [one["id"] for one in (*first["items"], *rest["items"])]
    assert len(set(ids)) == 3
    assert rest["next"] is None


@pytest.mark.parametrize("program", ["strong", "hevy"])
def test_sets_go_out_as_a_table(call: Caller, stranger: UUID, program: str) -> None:
    call("POST", "imports", body(hip_thrusts(LAST))).works(201)
    answer = call("GET", f"export/{program}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer.content.count(b"\n") == 49
    other = Caller(stranger)
    assert other("POST", "imports", body(answer.content)).works(201)["tally"]["sets"] == 36


def test_names_without_letters_can_be_decided(call: Caller) -> None:
    for day, name in enumerate(("💪🔥", "!!!", "İ" * 200), 1):
        sent = body(many_names([name], date(2026, 9, day)), choices={name: {"variant": None}})
        assert call("POST", "imports", sent).works(201)["tally"]["others"] == 1, name
