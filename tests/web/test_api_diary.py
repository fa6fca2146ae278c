"""The rest of a diary by the API: sessions, athlete, programme, progress, measurements, export."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from api_calls import NOW, Caller
from full_diary import WISHES, Everything, fill, planned
from test_api_sets import pages
from tests.store import examples

from ilium.diary import Diary
from ilium.interchange.records import SKIP, SWAP, BodyMeasurement, SessionChange
from ilium.loads import Equipment
from ilium.planning import Athlete, document
from ilium.progress import gather, progress_document
from ilium.web.api.shapes import ProgrammeDocument, ProgressDocument

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = timedelta(minutes=1)


@pytest.fixture
def everything(person: UUID) -> Everything:
    return fill(person)


@pytest.fixture
def call(person: UUID) -> Caller:
    return Caller(person)


def test_who_is_signed_in(call: Caller, person: UUID) -> None:
    call.client.cookies["ilium_zone"] = "Asia/Tokyo"
    me = call("GET", "me").works()
    assert me == {"person": str(person), "unit": "kg", "zone": "Asia/Tokyo", "mode": "single"}


# Sessions


def test_a_session_from_start_to_end(call: Caller) -> None:
    begun = examples.visit(NOW - 60 * MINUTE)
    first = call("POST", "sessions", begun).works(201)
    assert call("POST", "sessions", begun).works(201) == first
    skip = SessionChange(
        id=uuid4(), session=begun.id, kind=SKIP, payload={"variant": "clamshell"}, at=NOW
    )
    for _ in range(2):
        assert call("POST", f"sessions/{begun.id}/changes", skip).works(201)["id"] == str(skip.id)
    other = msgspec.structs.replace(skip, payload={"variant": "hip_thrust"})
    call("POST", f"sessions/{begun.id}/changes", other).fails(409)
    call("POST", f"sessions/{uuid4()}/changes", skip).fails(422)
    ended = call("POST", f"sessions/{begun.id}/finish", {}).works()["finished_at"]
    assert call("POST", f"sessions/{begun.id}/finish", {}).works()["finished_at"] == ended
    early = {"at": NOW - 30 * MINUTE}
    assert call("POST", f"sessions/{begun.id}/finish", early).works()["finished_at"] < ended
    call("POST", f"sessions/{begun.id}/finish", b'{"at": "2026-11-23T10:00:00"}').fails(422)
    call("POST", f"sessions/{uuid4()}/finish", {}).fails(404)
    detail = call("GET", f"sessions/{begun.id}").works()
    assert [one["id"] for one in detail["changes"]] == [str(skip.id)]
    # The start once more, after the end: still the same session.
    assert call("POST", "sessions", begun).works(201)["id"] == str(begun.id)
    call("POST", "sessions", msgspec.structs.replace(begun, zone="Asia/Tokyo")).fails(409)


def test_sessions_page_by_page(call: Caller) -> None:
    begun = [examples.visit(NOW - MINUTE * n) for n in range(5)]
    for one in begun:
        call("POST", "sessions", one).works(201)
    assert pages(call, "sessions?limit=2") == [
        [str(one.id) for one in begun[:2]],
        [str(one.id) for one in begun[2:4]],
        [str(begun[4].id)],
    ]


# The session of today


def test_without_a_programme_there_is_no_session(call: Caller) -> None:
    for path in ("session", "session/substitutes", f"session/next?session={uuid4()}", "programme"):
        call("GET", path).fails(404)


def test_the_session_under_way(call: Caller, everything: Everything) -> None:
    packet = call("GET", "session").works()
    assert packet["session"]["id"] == str(everything.under_way)
    assert packet["person"] == str(everything.person)
    lists = call("GET", "session/substitutes").works()["lists"]
    assert [one["variant"] for one in lists] == [one["variant"] for one in packet["stations"]]
    following = call("GET", f"session/next?session={everything.finished}").works()
    assert following["week"] == 2


def test_a_swap_that_ilium_would_not_make_stands_in_no_ones_way(
    call: Caller, everything: Everything
) -> None:
    drill, lift, *_ = (block.items[0] for block in planned().weeks[0].sessions[1].blocks)
    payload = {"old": drill.variant, "new": msgspec.json.encode(lift).decode()}
    swap = SessionChange(
        id=uuid4(), session=everything.under_way, kind=SWAP, payload={**payload}, at=NOW
    )
    call("POST", f"sessions/{everything.under_way}/changes", swap).works(201)
    assert call("GET", "session").works()["stations"][0]["variant"] == lift.variant
    assert call("GET", "session/substitutes").works()["lists"][0]["busy"] == []


# Athlete


def test_describing_oneself(call: Caller) -> None:
    call("GET", "athlete").fails(404)
    told = Athlete(days=2, minutes=45, equipment=frozenset({Equipment.BANDS, Equipment.BENCH}))
    for _ in range(2):
        answer = call("PUT", "athlete", told).works()
        assert msgspec.convert(answer, Athlete) == told
    assert msgspec.convert(call("GET", "athlete").works(), Athlete) == told
    call("PUT", "athlete", Athlete(days=3)).works()
    history = call("GET", "athlete/history").works()["items"]
    assert [one["athlete"]["days"] for one in history] == [3, 2]
    assert len(pages(call, "athlete/history?limit=1")) == 2


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b'{"days": 9}', "$"),
        (b'{"days": "3"}', "$.days"),
        (b'{"equipment": ["rocket"]}', "$.equipment[0]"),
        (b'{"avoid": ["made_up"]}', "$.avoid"),
        (b'{"insist": ["made_up"]}', "$.insist"),
        (b'{"sex": "x"}', "$"),
        (b'{"inventory": {"stack": {"step": -1}}}', "$.inventory.stack"),
    ],
)
def test_a_wrong_wish_is_named(call: Caller, body: bytes, path: str) -> None:
    for method, where in (("PUT", "athlete"), ("POST", "programme")):
        problem = call(method, where, body).fails(422)
        assert [one["path"] for one in problem["errors"]] == [path]
        assert problem["errors"][0]["detail"]


# Programme


def test_a_trial_keeps_nothing(call: Caller, everything: Everything) -> None:
    before = call("GET", "export").content
    shorter = msgspec.structs.replace(WISHES, minutes=30)
    answer = call("POST", "programme", shorter).works()
    assert answer["kept"] is None
    assert answer["costs"]
    assert answer["difference"]["longest"][0] > answer["difference"]["longest"][1]
    same = call("POST", "programme?keep=false", WISHES).works()
    assert same["programme"] == msgspec.to_builtins(document(planned()))
    assert call("GET", "export").content == before


def test_a_plan_is_kept_once(call: Caller) -> None:
    key = str(uuid4())
    first = call("POST", "programme?keep=true", WISHES, Idempotency_Key=key).works(201)
    assert (first["kept"], first["costs"], first["difference"]) == (key, [], None)
    again = call("POST", "programme?keep=true", WISHES, Idempotency_Key=key).works(201)
    assert again == first
    other = msgspec.structs.replace(WISHES, minutes=90)
    call("POST", "programme?keep=true", other, Idempotency_Key=key).fails(409)
    active = call("GET", "programme").works()
    assert (active["id"], active["programme"]) == (key, first["programme"])
    assert msgspec.convert(active["athlete"], Athlete) == WISHES
    assert len(call("GET", "export").works()["programmes"]) == 1


def test_no_plan_says_what_is_in_the_way_and_what_would_fit(call: Caller) -> None:
    problem = call("POST", "programme?keep=true", Athlete(days=1, minutes=20)).fails(422)
    assert problem["type"] == "/problems/infeasible"
    assert problem["conflicts"][0]["why"]
    assert problem["nearest"]["changes"]
    call("GET", "programme").fails(404)


@pytest.mark.parametrize(
    "revision",
    [
        {"type": "move", "day": 1, "weekday": "tue"},
        {"type": "swap", "old": "hip_thrust", "to": ""},
        {"type": "avoid", "exercise": "hip_thrust"},
        {"type": "insist", "exercise": "clamshell"},
        {"type": "undo"},
    ],
)
def test_each_change_is_made_once(
    call: Caller, everything: Everything, revision: dict[str, Any]
) -> None:
    if revision["type"] == "swap":
        day = next(
            session.day
            for session in planned().weeks[0].sessions
            if any(item.exercise == "hip_thrust" for item in session.items)
        )
        offered = call("GET", f"programme/substitutes?day={day}&exercise=hip_thrust").works()
        assert len(offered["why"]) == len(offered["items"])
        revision |= {"to": offered["items"][0]["item"]["exercise"], "day": day}
    key = str(uuid4())
    first = call("PUT", "programme", revision, Idempotency_Key=key).works()
    assert first["id"] == key
    goes_on = first["origin"] == str(everything.programme.origin)
    assert goes_on == (revision["type"] != "undo")
    assert call("PUT", "programme", revision, Idempotency_Key=key).works() == first
    other = {"type": "undo"} if goes_on else {"type": "avoid", "exercise": "back_squat"}
    call("PUT", "programme", other, Idempotency_Key=key).fails(409)
    assert call("GET", "programme").works() == first


@pytest.mark.parametrize(
    "revision",
    [
        {"type": "move", "day": 7, "weekday": "tue"},
        {"type": "move", "day": 1, "weekday": "someday"},
        {"type": "swap", "old": "made_up", "to": "hip_thrust"},
        {"type": "swap", "old": "hip_thrust", "to": "made_up"},
        {"type": "swap", "old": "hip_thrust", "to": "clamshell", "day": 99},
        {"type": "avoid", "exercise": "made_up"},
        {"type": "dance"},
        {},
    ],
)
def test_a_change_that_cannot_be_made_changes_nothing(
    call: Caller, everything: Everything, revision: dict[str, Any]
) -> None:
    before = call("GET", "export").content
    call("PUT", "programme", revision).fails(422)
    assert call("GET", "export").content == before


def test_the_planner_is_waited_for_in_line_and_not_for_ever(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ilium.web import planning
    from ilium.web.api import programme

    monkeypatch.setattr(programme, "SECONDS_TO_KEEP", 0.1)
    wishes = Athlete(days=2, minutes=47, equipment=frozenset(Equipment))  # not remembered
    for _ in range(planning.AT_ONCE):
        assert planning._turns.acquire(blocking=False)
    try:
        problem = call("POST", "programme?keep=true", wishes).fails(503)
    finally:
        planning._turns.release(planning.AT_ONCE)
    assert "Ask again" in problem["detail"]
    call("GET", "programme").fails(404)


def test_changes_need_a_programme(call: Caller) -> None:
    call("PUT", "programme", {"type": "undo"}).fails(404)
    call("PUT", "programme", {"type": "avoid", "exercise": "hip_thrust"}).fails(404)
    call("GET", "programme/substitutes?day=1&exercise=hip_thrust").fails(404)


def test_planning_is_rationed(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.cache import cache

    from ilium.web.api import programme

    monkeypatch.setattr(programme.PLANNING, "num_requests", 2)
    cache.clear()
    for _ in range(2):
        call("PUT", "programme", {"type": "undo"}).fails(404)
    answer = call("PUT", "programme", {"type": "undo"})
    answer.fails(429)
    assert int(answer.headers["Retry-After"]) > 0
    cache.clear()


# The shapes that the description promises


def test_the_programme_has_the_shape_that_is_described() -> None:
    msgspec.convert(document(planned()), ProgrammeDocument)
    assert set(document(planned())) == set(ProgrammeDocument.__annotations__)


def test_progress_has_the_shape_that_is_described(everything: Everything) -> None:
    found = progress_document(gather(Diary(everything.person), 8))
    built = msgspec.to_builtins(found, str_keys=True)
    msgspec.convert(built, ProgressDocument)
    assert set(found) == set(ProgressDocument.__annotations__)
    assert built["weeks"]


def test_progress(call: Caller, everything: Everything) -> None:
    assert len(call("GET", "progress?weeks=3").works()["weeks"]) == 3
    found = call("GET", "progress/records").works()
    assert set(found) == {"bests", "records"}
    assert call("GET", "progress/records?variant=made_up").works()["bests"] == []


# Measurements


def test_measurements(call: Caller) -> None:
    taken = [
        BodyMeasurement(
            id=uuid4(),
            on=(NOW - timedelta(days=n // 2)).date(),
            recorded_at=NOW - MINUTE * n,
            body_mass=examples.thrust().load.kilograms,
        )
        for n in range(5)
    ]
    for one in taken:
        first = call("POST", "measurements", one).works(201)
        assert msgspec.convert(first, BodyMeasurement) == one
        assert call("POST", "measurements", one).works(201) == first
    call("POST", "measurements", msgspec.structs.replace(taken[0], hip=taken[0].body_mass)).fails(
        409
    )
    found = pages(call, "measurements?limit=2")
    assert [id for page in found for id in page] == [str(one.id) for one in taken]
    for _ in range(2):
        call("DELETE", f"measurements/{taken[0].id}").works(204)
    assert len(call("GET", "measurements").works()["items"]) == 4
    call("DELETE", f"measurements/{uuid4()}").fails(404)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"removed": True}, "$.removed"),
        ({"recorded_at": NOW + timedelta(days=1)}, "$.recorded_at"),
        ({"on": (NOW + timedelta(days=3)).date()}, "$.on"),
        ({"on": NOW.date().replace(year=26)}, "$.on"),
    ],
)
def test_a_measurement_is_of_now_or_before(call: Caller, change: Any, path: str) -> None:
    taken = BodyMeasurement(
        id=uuid4(), on=NOW.date(), recorded_at=NOW, body_mass=examples.thrust().load.kilograms
    )
    wrong = call("POST", "measurements", msgspec.structs.replace(taken, **change)).fails(422)
    assert [one["path"] for one in wrong["errors"]] == [path]


# Export and import


def test_all_of_it_can_be_taken_elsewhere(
    call: Caller, everything: Everything, stranger: UUID
) -> None:
    answer = call("GET", "export")
    assert "attachment" in answer.headers["Content-Disposition"]
    added = call("POST", "import", answer.content).works()
    assert set(added.values()) == {0}
    # The ids are taken by the first person; nothing of it is anyone else's.
    Caller(stranger)("POST", "import", answer.content).fails(409)
    assert Caller(stranger)("GET", "sets").works()["items"] == []


@pytest.mark.parametrize("body", [b"", b"{", b"{}", b"[]", b'{"schema": "ilium.export/99"}'])
def test_what_is_no_export_is_refused(call: Caller, body: bytes) -> None:
    call("POST", "import", body).fails(422)


def test_an_import_has_its_limit(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    from ilium.web.api import transfer

    monkeypatch.setattr(transfer, "LARGEST_IMPORT", 1000)
    call("POST", "import", b" " * 1001).fails(413)
