"""Sets one by one: recorded once, corrected, removed, and listed page by page."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from api_calls import NOW, Caller
from tests.store import examples

from ilium.training.performed import PerformedSet

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def thrust(at: datetime = NOW - MINUTE, **other: Any) -> PerformedSet:
    return examples.thrust(at, **other)


def read(data: Any) -> PerformedSet:
    return msgspec.convert(data, PerformedSet)


@pytest.fixture
def call(person: UUID) -> Caller:
    return Caller(person)


def test_a_set_comes_back_as_it_was_sent(call: Caller) -> None:
    performed = thrust(note="💪 heavy", rir=None)
    assert read(call("POST", "sets", performed).works(201)) == performed
    assert read(call("GET", f"sets/{performed.id}").works()) == performed


def test_a_weight_is_never_a_float(call: Caller) -> None:
    number = msgspec.json.encode(thrust()).replace(b'"62.5"', b"62.123")
    assert b"62.123" in number
    assert call("POST", "sets", number).works(201)["load"]["kilograms"] == "62.123"
    fine = msgspec.json.encode(thrust()).replace(b'"62.5"', b'"62.1234"')
    assert "62.123" in call("POST", "sets", fine).fails(422)["detail"]


def test_the_same_set_twice_is_one(call: Caller) -> None:
    performed = thrust()
    first = call("POST", "sets", performed).works(201)
    assert call("POST", "sets", performed).works(201) == first
    other = msgspec.structs.replace(performed, reps=9)
    call("POST", "sets", other).fails(409)
    assert len(call("GET", f"sets/{performed.id}/versions").works()["items"]) == 1


def test_a_key_is_for_one_thing(call: Caller) -> None:
    key, performed = str(uuid4()), thrust()
    first = call("POST", "sets", performed, Idempotency_Key=key).works(201)
    assert call("POST", "sets", performed, Idempotency_Key=key).works(201) == first
    call("POST", "sets", thrust(), Idempotency_Key=key).fails(409)
    call("POST", "sets", performed, Idempotency_Key="not one").fails(422)
    (version,) = call("GET", f"sets/{performed.id}/versions").works()["items"]
    assert version["id"] == key


def test_the_first_answer_stays_the_answer(call: Caller) -> None:
    performed = thrust()
    call("POST", "sets", performed).works(201)
    call("PUT", f"sets/{performed.id}", msgspec.structs.replace(performed, reps=9)).works()
    assert call("POST", "sets", performed).works(201)["reps"] == performed.reps
    assert call("GET", f"sets/{performed.id}").works()["reps"] == 9


def test_a_correction_counts_and_the_old_version_stays(call: Caller) -> None:
    performed = thrust()
    call("POST", "sets", performed).works(201)
    better = msgspec.structs.replace(performed, reps=9)
    key = str(uuid4())
    for _ in range(2):
        answer = call("PUT", f"sets/{performed.id}", better, Idempotency_Key=key)
        assert read(answer.works()) == better
    assert read(call("PUT", f"sets/{performed.id}", better).works()) == better
    versions = call("GET", f"sets/{performed.id}/versions").works()["items"]
    assert [one["performed"]["reps"] for one in versions] == [9, 8]
    worse = msgspec.structs.replace(performed, reps=1)
    call("PUT", f"sets/{performed.id}", worse, Idempotency_Key=key).fails(409)


def test_a_set_keeps_its_id_and_its_place_in_time(call: Caller) -> None:
    performed = thrust()
    call("PUT", f"sets/{performed.id}", performed).fails(404)
    call("POST", "sets", performed).works(201)
    other = call("PUT", f"sets/{performed.id}", thrust()).fails(422)
    assert other["errors"][0]["path"] == "$.id"
    later = msgspec.structs.replace(performed, at=NOW + HOUR)
    assert call("PUT", f"sets/{performed.id}", later).fails(422)["errors"][0]["path"] == "$.at"
    made_up = msgspec.structs.replace(performed, variant="made_up")
    call("PUT", f"sets/{performed.id}", made_up).fails(422)


def test_a_removed_set_is_gone_but_for_its_history(call: Caller) -> None:
    performed = thrust()
    call("DELETE", f"sets/{performed.id}").fails(404)
    call("POST", "sets", performed).works(201)
    for _ in range(2):
        assert call("DELETE", f"sets/{performed.id}").works(204) is None
    call("GET", f"sets/{performed.id}").fails(404)
    assert call("GET", "sets").works()["items"] == []
    versions = call("GET", f"sets/{performed.id}/versions").works()["items"]
    assert [one["removed"] for one in versions] == [True, False]
    assert read(call("PUT", f"sets/{performed.id}", performed).works()) == performed
    assert call("GET", f"sets/{performed.id}").status == 200


def test_what_cannot_be_meant_is_refused(call: Caller) -> None:
    call("POST", "sets", thrust(variant="made_up")).fails(422)
    call("POST", "sets", thrust(session=uuid4())).fails(404)
    call("POST", "sets", thrust(note="a\0b")).fails(422)
    call("POST", "sets", thrust(target_reps=(9, 2))).fails(422)
    no_count = msgspec.json.encode(thrust()).replace(b'"reps":8', b'"reps":null')
    assert call("POST", "sets", no_count).fails(422)["errors"][0]["path"] == "$"


def pages(call: Caller, path: str) -> list[list[Any]]:
    """The ids of every page, found by following the header `Link`."""
    found: list[list[Any]] = []
    following: str | None = path
    while following:
        answer = call("GET", following)
        page = answer.works()
        found.append([one["id"] for one in page["items"]])
        link = answer.headers.get("Link")
        assert (link is None) == (page["next"] is None)
        following = link[1:].partition(">")[0] if link else None
        assert len(found) < 50
    return found


def test_every_set_is_on_one_page(call: Caller) -> None:
    # Some at the same time, so that the id decides.
    sets = [thrust(NOW - HOUR * (n // 3)) for n in range(10)]
    for performed in sets:
        call("POST", "sets", performed).works(201)
    found = pages(call, "sets?limit=4")
    assert [len(page) for page in found] == [4, 4, 2]
    expected = sorted(sets, key=lambda one: (one.at, one.id), reverse=True)
    ids = [str(one.id) for one in expected]
    assert [id for page in found for id in page] == ids
    assert pages(call, "sets?limit=5") == [ids[:5], ids[5:]]


def test_a_list_stays_whole_while_sets_are_added(call: Caller) -> None:
    for n in range(6):
        call("POST", "sets", thrust(NOW - HOUR * (n + 1))).works(201)
    first = call("GET", "sets?limit=3").works()
    call("POST", "sets", thrust()).works(201)
    second = call("GET", f"sets?limit=3&cursor={first['next']}").works()
    ids = [one["id"] for one in first["items"] + second["items"]]
    assert len(set(ids)) == 6


def test_the_list_can_be_narrowed(call: Caller) -> None:
    session = examples.visit(NOW - 5 * HOUR)
    call("POST", "sessions", session).works(201)
    old, inside = thrust(NOW - 9 * HOUR), thrust(NOW - 2 * HOUR, session=session.id)
    other = thrust(variant="clamshell")
    for one in (old, inside, other):
        call("POST", "sets", one).works(201)
    ids = {name: str(one.id) for name, one in (("old", old), ("inside", inside), ("other", other))}
    assert pages(call, f"sets?session={session.id}") == [[ids["inside"]]]
    assert pages(call, "sets?variant=clamshell") == [[ids["other"]]]
    before = (NOW - 9 * HOUR).isoformat().replace("+", "%2B")
    until = (NOW - 2 * HOUR).isoformat().replace("+", "%2B")
    assert pages(call, f"sets?from={until}&limit=1") == [[ids["other"]], [ids["inside"]]]
    assert pages(call, f"sets?from={before}&to={until}") == [[ids["old"]]]


@pytest.mark.parametrize("cursor", ["x", "AAAA", "!!", "MjAyNi0xMS0yMw", "%00", "a" * 201])
def test_a_cursor_is_checked(call: Caller, cursor: str) -> None:
    problem = call("GET", f"sets?cursor={cursor}").fails(422)
    assert problem["errors"][0]["path"] == "query.cursor"
    for path in ("sessions", "measurements", "athlete/history"):
        call("GET", f"{path}?cursor={cursor}").fails(422)


def test_a_cursor_of_another_list_is_none(call: Caller) -> None:
    for n in range(2):
        call("POST", "sets", thrust(NOW - HOUR * (n + 1))).works(201)
    cursor = call("GET", "sets?limit=1").works()["next"]
    call("GET", f"measurements?cursor={cursor}").fails(422)
