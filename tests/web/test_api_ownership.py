"""Of two people, neither sees or changes what is the other's, whatever id they send.

The cases are found in the OpenAPI document: a call with an id in its path, its query or its body
that has no case here fails `test_every_call_with_an_id_has_a_case`.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from api_calls import NOW, Caller
from full_diary import WISHES, Everything, fill
from tests.store import examples

from ilium.interchange.records import SetEvent
from ilium.planning.programme import Weekday
from ilium.store.people import add_person
from ilium.web.api.root import api

pytestmark = pytest.mark.django_db(transaction=True)

Call = tuple[str, Any]
"""An address and a body."""

Case = Callable[[Everything], Call]
"""A call about what is someone else's, which is given."""

ABSENT, TAKEN, REFUSED = 404, 409, "refused"

MINUTE = timedelta(minutes=1)


def document() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix="/"))


def holds_id(node: Any, schemas: dict[str, Any], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a schema holds an id somewhere."""
    if isinstance(node, list):
        return any(holds_id(part, schemas, seen) for part in node)
    if not isinstance(node, dict):
        return False
    name = str(node.get("$ref", "")).rpartition("/")[2]
    if name and name not in seen and holds_id(schemas[name], schemas, seen | {name}):
        return True
    return node.get("format") == "uuid" or any(
        holds_id(part, schemas, seen) for part in node.values()
    )


def calls_with_ids() -> set[tuple[str, str]]:
    found = document()
    schemas = found["components"]["schemas"]
    return {
        (method, path)
        for path, methods in found["paths"].items()
        for method, call in methods.items()
        if holds_id([call["parameters"], call.get("requestBody", {})], schemas)
    }


def in_body(event: dict[str, Any]) -> Call:
    return "events", {"events": [event]}


def recorded(record: SetEvent) -> Call:
    return in_body({"type": "set", "id": record.id, "record": record})


def own_set(**other: Any) -> Any:
    return examples.thrust(NOW - MINUTE, **other)


def own_version(**other: Any) -> SetEvent:
    values = {"id": uuid4(), "recorded_at": NOW, "performed": own_set()}
    return SetEvent(**(values | other))


def begun(of: Everything, **other: Any) -> Any:
    return examples.visit(NOW - MINUTE, **other)


def export_of(of: Everything) -> Call:
    return "import", Caller(of.person)("GET", "export").content


def shown(of: Everything) -> Call:
    return f"session/next?session={of.finished}", None


def narrowed(of: Everything) -> Call:
    return f"sets?session={of.under_way}", None


EMPTY = object()
"""The answer is a page with nothing on it."""

CASES: dict[tuple[str, str], list[tuple[Any, Case]]] = {
    ("post", "/events"): [
        (REFUSED, lambda of: recorded(own_version(performed=own_set(session=of.under_way)))),
        (REFUSED, lambda of: recorded(own_version(id=event_of(of)))),
        (
            REFUSED,
            lambda of: in_body(
                {"type": "session_started", "id": uuid4(), "record": planned_by(of)}
            ),
        ),
        (
            REFUSED,
            lambda of: in_body(
                {
                    "type": "session_started",
                    "id": uuid4(),
                    "record": examples.visit(NOW, id=of.under_way),
                }
            ),
        ),
        (
            REFUSED,
            lambda of: in_body(
                {"type": "session_changed", "id": of.change.id, "record": of.change}
            ),
        ),
        (
            REFUSED,
            lambda of: in_body(
                {"type": "session_finished", "id": uuid4(), "session": of.under_way, "at": NOW}
            ),
        ),
    ],
    ("get", "/session/next"): [(ABSENT, shown)],
    ("post", "/sessions"): [
        (TAKEN, lambda of: ("sessions", begun(of, id=of.under_way))),
        (ABSENT, lambda of: ("sessions", planned_by(of))),
    ],
    ("get", "/sessions/{session_id}"): [(ABSENT, lambda of: (f"sessions/{of.under_way}", None))],
    ("post", "/sessions/{session_id}/changes"): [
        (ABSENT, lambda of: (f"sessions/{of.under_way}/changes", of.change)),
        (
            ABSENT,
            lambda of: (
                f"sessions/{of.under_way}/changes",
                msgspec.structs.replace(of.change, id=uuid4()),
            ),
        ),
    ],
    ("post", "/sessions/{session_id}/finish"): [
        (ABSENT, lambda of: (f"sessions/{of.under_way}/finish", {}))
    ],
    ("get", "/sets"): [(EMPTY, narrowed)],
    ("post", "/sets"): [
        (ABSENT, lambda of: ("sets", own_set(session=of.under_way))),
        (ABSENT, lambda of: ("sets", own_set(id=of.sets[0].id, session=of.under_way))),
    ],
    ("get", "/sets/{set_id}"): [(ABSENT, lambda of: (f"sets/{of.sets[0].id}", None))],
    ("put", "/sets/{set_id}"): [
        (
            ABSENT,
            lambda of: (f"sets/{of.sets[0].id}", own_set(id=of.sets[0].id)),
        )
    ],
    ("delete", "/sets/{set_id}"): [(ABSENT, lambda of: (f"sets/{of.sets[0].id}", None))],
    ("get", "/sets/{set_id}/versions"): [
        (ABSENT, lambda of: (f"sets/{of.sets[0].id}/versions", None))
    ],
    ("post", "/measurements"): [(TAKEN, lambda of: ("measurements", of.measurement))],
    ("delete", "/measurements/{measurement_id}"): [
        (ABSENT, lambda of: (f"measurements/{of.measurement.id}", None))
    ],
    ("post", "/import"): [(TAKEN, export_of)],
    ("delete", "/imports/{import_id}"): [(ABSENT, lambda of: (f"imports/{of.intake}", None))],
    ("post", "/programme"): [],
    ("put", "/programme"): [],
}
"""What every call answers about what is someone else's. The last two take an id in their header
alone, which `test_a_key_of_someone_else_opens_nothing` tries."""


def event_of(of: Everything) -> Any:
    (version,) = Caller(of.person)("GET", f"sets/{of.sets[0].id}/versions").works()["items"]
    return version["id"]


def planned_by(of: Everything) -> Any:
    return begun(of, programme=of.programme.id, week=1, day=1)


def test_every_call_with_an_id_has_a_case() -> None:
    assert calls_with_ids() == set(CASES)


ALL = [(call, place) for call, cases in CASES.items() for place in range(len(cases))]


@pytest.mark.parametrize(("call", "place"), ALL, ids=lambda part: str(part))
def test_what_is_someone_elses_is_not_there(call: tuple[str, str], place: int) -> None:
    mine, theirs = fill(add_person()), fill(add_person())
    before = [Caller(one.person)("GET", "export").content for one in (mine, theirs)]
    expected, case = CASES[call][place]
    address, body = case(theirs)
    answer = Caller(mine.person)(call[0].upper(), address, body)
    if expected is EMPTY:
        assert answer.works()["items"] == []
    elif expected is REFUSED:
        assert [one["status"] for one in answer.works()["results"]] == [REFUSED]
    else:
        answer.fails(expected)
    after = [Caller(one.person)("GET", "export").content for one in (mine, theirs)]
    assert after == before


KEYED = {
    ("post", "/sets"): lambda _: ("sets", own_set()),
    ("put", "/sets/{set_id}"): lambda of: (f"sets/{of.sets[0].id}", of.sets[0]),
    ("delete", "/sets/{set_id}"): lambda of: (f"sets/{of.sets[0].id}", None),
    ("post", "/programme"): lambda _: ("programme?keep=true", WISHES),
    ("put", "/programme"): lambda _: (
        "programme",
        {"type": "move", "day": 1, "weekday": Weekday.SUNDAY},
    ),
}


def test_every_call_with_a_key_is_tried() -> None:
    keyed = {
        (method, path)
        for path, methods in document()["paths"].items()
        for method, call in methods.items()
        if any(one["name"] == "Idempotency-Key" for one in call["parameters"])
    }
    assert keyed == set(KEYED)


@pytest.mark.parametrize("call", list(KEYED), ids=" ".join)
def test_a_key_of_someone_else_opens_nothing(call: tuple[str, str]) -> None:
    mine, theirs = fill(add_person()), fill(add_person())
    before = [Caller(one.person)("GET", "export").content for one in (mine, theirs)]
    key = str(theirs.programme.id if call[1] == "/programme" else event_of(theirs))
    address, body = KEYED[call](mine)
    Caller(mine.person)(call[0].upper(), address, body, Idempotency_Key=key).fails(TAKEN)
    after = [Caller(one.person)("GET", "export").content for one in (mine, theirs)]
    assert after == before


def test_no_list_holds_what_is_someone_elses() -> None:
    theirs, other = fill(add_person()), Caller(add_person())
    found = document()
    closed = [
        path
        for path, methods in found["paths"].items()
        if "security" in methods.get("get", {}) and "{" not in path
    ]
    ids = {str(theirs.programme.id), str(theirs.under_way), str(theirs.measurement.id)}
    ids |= {str(one.id) for one in theirs.sets} | {str(theirs.person)}
    assert len(closed) > 10
    for path in closed:
        answer = other("GET", path.removeprefix("/")).content.decode()
        assert not [id for id in ids if id in answer], path
