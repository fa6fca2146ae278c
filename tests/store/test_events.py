"""What two devices did comes together, in whatever order it arrives and however often."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.examples import DAY, MINUTE, MONDAY, NOW, programme, skip, thrust, visit

from ilium.exercises import catalogue
from ilium.interchange.events import (
    Event,
    SessionChanged,
    SessionFinished,
    SessionStarted,
    SetRecorded,
)
from ilium.interchange.records import SessionChange, SetEvent, session_id
from ilium.planning.athlete import Athlete
from ilium.store import (
    Conflict,
    NotFound,
    StoreUnavailable,
    Unstorable,
    events,
    models,
    programmes,
    sessions,
    sets,
    sync,
)

LATER = NOW + DAY
LOST = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)


def merge(person: UUID, event: Event, now: datetime = LATER) -> None:
    events.merge(person, event, catalogue=catalogue(), now=now)


def started(plan: Any, at: datetime = NOW, **other: Any) -> SessionStarted:
    """The first session of a programme, begun."""
    values = {"programme": plan.id, "week": 1, "day": 1, "id": session_id(plan.origin, 1, 1)}
    return SessionStarted(id=uuid4(), record=visit(at, **(values | other)))


def version(performed: Any = None, at: datetime = NOW, **other: Any) -> SetRecorded:
    """One version of a set."""
    record = SetEvent(id=uuid4(), recorded_at=at, performed=performed or thrust(), **other)
    return SetRecorded(id=record.id, record=record)


@pytest.fixture
def plan(person: UUID) -> Any:
    return programmes.save_programme(person, programme(), Athlete(), MONDAY, at=NOW)


def test_a_session_comes_in_event_by_event(person: UUID, plan: Any) -> None:
    start = started(plan)
    id = start.record.id
    change = skip(id)
    done = version(thrust(session=id))
    finish = SessionFinished(id=uuid4(), session=id, at=NOW + MINUTE)
    for event in (start, SessionChanged(id=change.id, record=change), done, finish, done, start):
        merge(person, event)
    ended = msgspec.structs.replace(start.record, finished_at=NOW + MINUTE)
    assert sessions.session(person, id) == ended
    assert sessions.session_changes(person, id) == (change,)
    assert sets.sets_of_session(person, id) == (done.record.performed,)


def test_a_set_may_come_after_the_end(person: UUID, plan: Any) -> None:
    start = started(plan)
    merge(person, start)
    merge(person, SessionFinished(id=uuid4(), session=start.record.id, at=NOW + MINUTE))
    late = version(thrust(NOW, session=start.record.id))
    merge(person, late)
    assert sets.sets_of_session(person, start.record.id) == (late.record.performed,)
    assert sessions.open_session(person) is None


def test_a_removal_stays_when_something_older_arrives(person: UUID) -> None:
    performed = thrust()
    merge(person, version(performed, NOW + MINUTE, removed=True))
    assert sets.find_set(person, performed.id) is None
    merge(person, version(performed, NOW))
    assert sets.find_set(person, performed.id) is None
    merge(person, version(performed, NOW + 2 * MINUTE))
    assert sets.find_set(person, performed.id) == performed


def test_a_clock_ahead_is_taken_as_now(person: UUID, plan: Any) -> None:
    ahead = NOW + 400 * DAY
    event = version(thrust(ahead), ahead)
    merge(person, event, NOW)
    merge(person, event, NOW + MINUTE)  # sent again, and now is later
    (kept,) = sets.set_history(person, event.record.performed.id)
    assert (kept.recorded_at, kept.performed.at) == (NOW, NOW)
    better = msgspec.structs.replace(kept.performed, reps=9)
    merge(person, version(better, NOW + MINUTE), NOW + MINUTE)
    assert sets.find_set(person, better.id) == better
    start = started(plan, ahead)
    merge(person, start, NOW)
    merge(person, SessionFinished(id=uuid4(), session=start.record.id, at=ahead), NOW + MINUTE)
    record = sessions.session(person, start.record.id)
    assert (record.started_at, record.finished_at) == (NOW, NOW + MINUTE)


def test_a_session_that_ends_before_it_starts_ends_at_its_start(person: UUID, plan: Any) -> None:
    start = started(plan)
    merge(person, start)
    merge(person, SessionFinished(id=uuid4(), session=start.record.id, at=NOW - DAY))
    assert sessions.session(person, start.record.id).finished_at == NOW


@pytest.mark.parametrize("begun", [False, True])
def test_a_start_of_a_clock_that_lost_its_time_is_refused(
    person: UUID, plan: Any, begun: bool
) -> None:
    start = started(plan)
    if begun:
        merge(person, start)
    with pytest.raises(Unstorable, match="1970-01-01"):
        merge(person, started(plan, LOST))
    assert sessions.sessions(person, limit=9) == ((start.record,) if begun else ())


def test_nothing_is_taken_as_now_while_the_clock_here_lost_its_time(
    person: UUID, plan: Any
) -> None:
    batch = [started(plan), version()]
    with pytest.raises(StoreUnavailable, match="1970-01-01"):
        sync.merge_all(person, batch, catalogue=catalogue(), now=LOST)
    assert sessions.sessions(person, limit=9) == ()
    assert list(sets.all_events(person)) == []


def test_an_event_cannot_become_another(person: UUID, stranger: UUID) -> None:
    event = version()
    merge(person, event)
    other = msgspec.structs.replace(event.record, performed=thrust(reps=3))
    for who in (person, stranger):
        with pytest.raises(Conflict):
            merge(who, SetRecorded(id=other.id, record=other))
    with pytest.raises(Conflict):
        merge(stranger, event)
    assert sets.find_set(person, event.record.performed.id) == event.record.performed


def test_a_session_begun_under_another_id_goes_on(person: UUID, plan: Any) -> None:
    """Its id was made before ids followed from the position."""
    start = started(plan, id=uuid4())
    with pytest.raises(Unstorable, match="follows from"):
        merge(person, start)
    sessions.start_session(person, start.record)
    merge(person, start)
    assert sessions.sessions(person, limit=9) == (start.record,)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"week": 7}, "no day 1 in week 7"),
        ({"day": 2}, "no day 2 in week 1"),
        ({"day": None}, "needs its week and its day"),
        ({"programme": None}, "belong to a programme"),
    ],
)
def test_a_start_that_means_nothing_is_refused(
    person: UUID, plan: Any, other: dict[str, Any], said: str
) -> None:
    with pytest.raises(Unstorable, match=said):
        merge(person, started(plan, **other))
    assert sessions.sessions(person, limit=9) == ()


def test_a_change_of_a_clock_ahead_does_not_outlast_later_ones(person: UUID, plan: Any) -> None:
    start = started(plan)
    merge(person, start)
    session = start.record.id
    ahead = msgspec.structs.replace(skip(session), at=NOW + 400 * DAY)
    after = msgspec.structs.replace(skip(session), id=uuid4(), at=NOW + MINUTE)
    event = SessionChanged(id=ahead.id, record=ahead)
    merge(person, event, NOW)
    merge(person, event, NOW + DAY)  # sent again
    merge(person, SessionChanged(id=after.id, record=after), NOW + DAY)
    kept = sessions.session_changes(person, session)
    assert kept == (msgspec.structs.replace(ahead, at=NOW), after)
    other = msgspec.structs.replace(ahead, kind="resume")
    with pytest.raises(Conflict):
        merge(person, SessionChanged(id=other.id, record=other), NOW + DAY)


def test_a_start_of_no_plan_may_have_any_id(person: UUID) -> None:
    free = SessionStarted(id=uuid4(), record=visit())
    merge(person, free)
    assert sessions.open_session(person) == free.record


@pytest.mark.parametrize(
    ("kind", "payload", "said"),
    [
        ("skip", {}, "names a variant"),
        ("resume", {"variant": 1}, "names a variant"),
        ("dance", {}, "not by 'dance'"),
        ("swap", {"old": "hip_thrust"}, "holds the new item"),
        ("swap", {"old": "hip_thrust", "new": "{"}, "cannot be read"),
        ("swap", {"old": "hip_thrust", "new": "[" * 100_000}, "cannot be read"),
    ],
)
def test_a_change_that_means_nothing_is_refused(
    person: UUID, plan: Any, kind: str, payload: dict[str, Any], said: str
) -> None:
    start = started(plan)
    merge(person, start)
    change = SessionChange(id=uuid4(), session=start.record.id, kind=kind, payload=payload, at=NOW)
    with pytest.raises(Unstorable, match=said):
        merge(person, SessionChanged(id=change.id, record=change))
    assert sessions.session_changes(person, start.record.id) == ()


def test_a_swap_names_an_exercise_that_there_is(person: UUID, plan: Any) -> None:
    start = started(plan)
    merge(person, start)
    item = plan.programme.weeks[0].sessions[0].blocks[0].items[0]
    for exercise, known in (("glute_bridge", True), ("moon_walk", False)):
        new = msgspec.json.encode(msgspec.structs.replace(item, exercise=exercise)).decode()
        payload = {"old": "hip_thrust", "new": new}
        change = SessionChange(
            id=uuid4(), session=start.record.id, kind="swap", payload=payload, at=NOW
        )
        event = SessionChanged(id=change.id, record=change)
        if known:
            merge(person, event)
        else:
            with pytest.raises(Unstorable, match="moon_walk"):
                merge(person, event)
    assert len(sessions.session_changes(person, start.record.id)) == 1


@pytest.mark.parametrize("name", ["moon_walk", "clamshell+pelvis_neutral+knee_band"])
def test_a_set_names_a_variant_that_there_is(person: UUID, name: str) -> None:
    with pytest.raises(Unstorable):
        merge(person, version(thrust(variant=name)))
    assert list(sets.all_events(person)) == []


def test_what_belongs_to_someone_else_is_not_found(person: UUID, stranger: UUID, plan: Any) -> None:
    start = started(plan)
    merge(person, start)
    change = skip(start.record.id)
    for event in (
        start,
        SessionChanged(id=change.id, record=change),
        version(thrust(session=start.record.id)),
        SessionFinished(id=uuid4(), session=start.record.id, at=NOW),
    ):
        with pytest.raises(NotFound):
            merge(stranger, event)


def test_an_event_has_the_id_of_its_record() -> None:
    for document in (
        {"type": "set", "id": str(uuid4()), "record": version().record},
        {"type": "session_changed", "id": str(uuid4()), "record": skip(uuid4())},
    ):
        with pytest.raises(msgspec.ValidationError, match="the id of its record"):
            msgspec.json.decode(msgspec.json.encode(document), type=Event)


# Two devices, any order


@st.composite
def device(draw: st.DrawFn, plan: Any, edits: list[UUID], clock: timedelta) -> list[Event]:
    """What one device does in a planned session, in its own order, by its own clock."""
    at = NOW + clock + draw(st.integers(0, 50)) * MINUTE
    start = started(plan, at, zone=draw(st.sampled_from(["UTC", "Europe/Berlin"])))
    id = start.record.id
    done: list[Event] = [start]
    for _ in range(draw(st.integers(0, 5))):
        at += draw(st.integers(0, 3)) * MINUTE
        performed = thrust(
            at, id=draw(st.sampled_from(edits)), session=id, reps=draw(st.integers(1, 12))
        )
        done.append(version(performed, at, removed=draw(st.booleans())))
    if draw(st.booleans()):
        change = skip(id, at)
        done.append(SessionChanged(id=change.id, record=change))
    if draw(st.booleans()):
        done.append(SessionFinished(id=uuid4(), session=id, at=at))
    return done


@st.composite
def interleaved(draw: st.DrawFn, devices: tuple[list[Event], ...]) -> list[Event]:
    """Each device's events in its order, mixed, and any of them once more some time later."""
    queues = [list(events) for events in devices]
    arrived: list[Event] = []
    while any(queues):
        arrived.append(draw(st.sampled_from([q for q in queues if q])).pop(0))
        if draw(st.booleans()):
            arrived.append(draw(st.sampled_from(arrived)))
    return arrived


def newest(devices: tuple[list[Event], ...]) -> dict[UUID, SetEvent]:
    """Of each set the version that has to count; of those ahead, the one that was done last."""
    found: dict[UUID, tuple[tuple[datetime, int, UUID], SetEvent]] = {}
    for done in devices:
        for place, event in enumerate(done):
            if isinstance(event, SetRecorded):
                at, id = event.record.recorded_at, event.record.performed.id
                key = (at, 0, event.id) if at <= LATER else (LATER, 1 + place, event.id)
                if id not in found or key > found[id][0]:
                    found[id] = key, event.record
    return {id: winner for id, (_, winner) in found.items()}


def state(person: UUID) -> tuple[object, ...]:
    """All that is remembered of the person's training."""
    return (
        sessions.all_sessions(person),
        sessions.all_changes(person),
        sorted(sets.all_events(person), key=lambda event: event.id),
        sets.sets_between(person, NOW - 9 * DAY, NOW + 9 * DAY),
    )


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
@given(data=st.data())
def test_any_order_and_repetition_ends_in_the_same_diary(
    person: UUID, plan: Any, data: st.DataObject
) -> None:
    edits = [uuid4() for _ in range(3)]
    clocks = (timedelta(0), data.draw(st.integers(-90, 3000)) * MINUTE)  # one may run ahead
    devices = tuple(data.draw(device(plan, edits, clock)) for clock in clocks)
    ends = []
    for _ in range(2):
        for row in (models.SetEvent, models.SessionChange, models.TrainingSession):
            row.objects.all().delete()
        for event in data.draw(interleaved(devices)):
            merge(person, event)
        ends.append(state(person))
    assert ends[0] == ends[1]
    for id, winner in newest(devices).items():
        found = sets.find_set(person, id)
        assert (found is None) == winner.removed
        assert found is None or found.reps == winner.performed.reps
