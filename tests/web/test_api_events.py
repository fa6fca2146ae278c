"""The queue of a device: each event once, in any order, each for itself, and none acknowledged
that is not on the disk."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from api_calls import NOW, Caller
from django.db import connection
from django.test.utils import CaptureQueriesContext
from full_diary import Everything, fill
from tests.store import examples
from tests.store.examples import visit

from ilium.interchange.records import SKIP, SessionChange, SetEvent, TrainingSession
from ilium.store.sessions import session
from ilium.store.sets import find_set, set_history
from ilium.training.performed import PerformedSet

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = timedelta(minutes=1)


@pytest.fixture
def call(person: UUID) -> Caller:
    return Caller(person)


def thrust(at: datetime = NOW - MINUTE, **other: Any) -> PerformedSet:
    return examples.thrust(at, **other)


def started(record: TrainingSession) -> dict[str, Any]:
    return {"type": "session_started", "id": uuid4(), "record": record}


def changed(record: SessionChange) -> dict[str, Any]:
    return {"type": "session_changed", "id": record.id, "record": record}


def recorded(record: SetEvent) -> dict[str, Any]:
    return {"type": "set", "id": record.id, "record": record}


def finished(of: UUID, at: Any = NOW) -> dict[str, Any]:
    return {"type": "session_finished", "id": uuid4(), "session": of, "at": at}


def version(performed: Any = None, **other: Any) -> SetEvent:
    values = {"id": uuid4(), "recorded_at": NOW - MINUTE, "performed": performed or thrust()}
    return SetEvent(**(values | other))


def send(call: Caller, *events: Any, **headers: str) -> list[dict[str, Any]]:
    return call("POST", "events", {"events": events}, **headers).works()["results"]


def statuses(call: Caller, *events: Any) -> list[str]:
    return [result["status"] for result in send(call, *events)]


def test_a_whole_session_is_kept(call: Caller, person: UUID) -> None:
    begun = visit(NOW - 60 * MINUTE)
    performed = thrust(NOW - 30 * MINUTE, session=begun.id)
    skip = SessionChange(
        id=uuid4(), session=begun.id, kind=SKIP, payload={"variant": "clamshell"}, at=NOW
    )
    events = [
        started(begun),
        recorded(version(performed)),
        changed(skip),
        finished(begun.id, NOW - MINUTE),
    ]
    answers = send(call, *events)
    assert answers == [{"id": str(event["id"]), "status": "kept"} for event in events]
    detail = call("GET", f"sessions/{begun.id}").works()
    assert detail["session"]["finished_at"] is not None
    assert [one["id"] for one in detail["sets"]] == [str(performed.id)]
    assert [one["id"] for one in detail["changes"]] == [str(skip.id)]


def test_the_same_queue_twice_is_one(call: Caller, person: UUID) -> None:
    begun = visit(NOW - 60 * MINUTE)
    one = version(thrust(session=begun.id))
    events = [started(begun), recorded(one), recorded(one), finished(begun.id)]
    assert statuses(call, *events) == ["kept"] * 4
    before = call("GET", "export").content
    assert statuses(call, *events) == ["kept"] * 4
    assert call("GET", "export").content == before


def test_one_bad_event_does_not_hold_up_the_others(call: Caller, person: UUID) -> None:
    good, bad = version(), {"type": "set", "id": uuid4(), "record": {"id": 7}}
    unknown = {"type": "nonsense", "id": uuid4()}
    orphan = version(thrust(session=uuid4()))
    made_up = version(thrust(variant="made_up"))
    taken = SetEvent(id=good.id, recorded_at=good.recorded_at, performed=thrust(reps=1))
    answers = send(
        call, bad, unknown, recorded(good), recorded(orphan), recorded(made_up), recorded(taken)
    )
    assert [one["status"] for one in answers] == [
        "refused", "refused", "kept", "refused", "refused", "refused",
    ]  # fmt: skip
    problems = [one.get("problem") for one in answers]
    assert problems[0].startswith("$.record")
    assert "session" in problems[3]
    assert "made_up" in problems[4]
    assert "already used" in problems[5]
    assert find_set(person, good.performed.id) == good.performed


def test_a_refused_event_leaves_nothing_behind(call: Caller, person: UUID) -> None:
    begun = visit(NOW - 60 * MINUTE)
    wrong = SessionChange(id=uuid4(), session=begun.id, kind="dance", at=NOW)
    assert statuses(call, started(begun), changed(wrong)) == ["kept", "refused"]
    assert call("GET", f"sessions/{begun.id}").works()["changes"] == []


def test_of_two_devices_the_newest_version_counts_whoever_comes_first(
    call: Caller, person: UUID
) -> None:
    first = thrust()
    old = version(first, recorded_at=NOW - 3 * MINUTE)
    new = version(thrust(id=first.id, reps=9), recorded_at=NOW - MINUTE)
    assert statuses(call, recorded(new), recorded(old)) == ["kept", "kept"]
    found = find_set(person, first.id)
    assert found is not None
    assert found.reps == 9
    gone = version(first, recorded_at=NOW, removed=True)
    assert statuses(call, recorded(gone)) == ["kept"]
    assert find_set(person, first.id) is None


def test_a_clock_that_runs_ahead_is_taken_as_now(call: Caller, person: UUID) -> None:
    ahead = version(recorded_at=NOW + timedelta(days=400))
    assert statuses(call, recorded(ahead)) == ["kept"]
    assert statuses(call, recorded(ahead)) == ["kept"]
    (kept,) = set_history(person, ahead.performed.id)
    assert kept.recorded_at < NOW + timedelta(hours=1)


def test_two_devices_begin_one_planned_session(call: Caller, person: UUID) -> None:
    everything = fill(person)
    known = session(person, everything.under_way)
    again = TrainingSession(
        id=known.id,
        programme=known.programme,
        week=known.week,
        day=known.day,
        started_at=known.started_at - MINUTE,
        zone="Europe/Paris",
    )
    assert statuses(call, started(again)) == ["kept"]
    assert session(person, known.id).zone == "Europe/Paris"


def test_a_queue_never_goes_to_someone_else(call: Caller, person: UUID, stranger: UUID) -> None:
    event = recorded(version())
    answer = call("POST", "events", {"events": [event]}, X_Ilium_Person=str(stranger))
    assert answer.fails(409)["type"] == "/problems/other-person"
    assert call("GET", "sets").works()["items"] == []
    assert send(call, event, X_Ilium_Person=str(person))[0]["status"] == "kept"


def test_someone_elses_session_takes_nothing(call: Caller, stranger: UUID) -> None:
    theirs: Everything = fill(stranger)
    before = Caller(stranger)("GET", "export").content
    skip = SessionChange(
        id=uuid4(), session=theirs.under_way, kind=SKIP, payload={"variant": "clamshell"}, at=NOW
    )
    known = session(stranger, theirs.under_way)
    assert (
        statuses(
            call,
            started(known),
            recorded(version(thrust(session=theirs.under_way))),
            recorded(version(theirs.sets[0])),
            changed(skip),
            changed(theirs.change),
            finished(theirs.under_way),
        )
        == ["refused"] * 6
    )
    assert Caller(stranger)("GET", "export").content == before


def test_nobody_is_not_kept_for(person: UUID) -> None:
    Caller(None)("POST", "events", {"events": [recorded(version())]}).fails(401)


@pytest.mark.parametrize(
    ("body", "status", "path"),
    [
        (b"", 422, "$"),
        (b"{", 400, None),
        (b'{"events": [{"id": "x"}]}', 422, "$.events[0].id"),
        (b'{"events": [7]}', 422, "$.events[0]"),
        (b'{"events": {}}', 422, "$.events"),
        (b'{"events": [], "more": 1}', 422, "$"),
        (b'{"events": [' + b"[" * 10_000 + b"]" * 10_000 + b"]}", 400, None),
        (b"\xff", 400, None),
    ],
)
def test_what_is_no_batch_is_refused_as_a_whole(
    call: Caller, body: bytes, status: int, path: str | None
) -> None:
    problem = call("POST", "events", body).fails(status)
    if path is not None:
        assert [one["path"] for one in problem["errors"]] == [path]


def test_a_batch_has_at_most_500_events_and_a_megabyte(call: Caller) -> None:
    one = finished(uuid4())
    assert len(send(call, *[one] * 500)) == 500
    call("POST", "events", {"events": [one] * 501}).fails(422)
    call("POST", "events", b'{"events": []}' + b" " * 1_000_000).fails(413)
    call("POST", "events", b" " * 3_000_000).fails(413)


def test_a_batch_is_one_transaction(call: Caller, person: UUID) -> None:
    """One flush to the disk for all: a transaction an event would take seconds."""
    with CaptureQueriesContext(connection) as queries:
        send(call, *(recorded(version()) for _ in range(20)))
    begun = [one["sql"] for one in queries if one["sql"].startswith(("BEGIN", "COMMIT"))]
    assert begun == ["BEGIN IMMEDIATE", "COMMIT"]
