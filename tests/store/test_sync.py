"""Batches of a device: the order of doing is kept, however far its clock is from the server's."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

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
from ilium.interchange.records import RESUME, SessionChange, SetEvent, session_id
from ilium.outlook import left_out
from ilium.planning.athlete import Athlete
from ilium.store import models, people, programmes, sessions, sets, sync, transfer
from ilium.store.transactions import TICK
from ilium.training.performed import PerformedSet

SECOND = timedelta(seconds=1)
AHEAD = NOW + 2 * MINUTE


def send(person: UUID, *events: Event, now: datetime = NOW) -> list[str | None]:
    return sync.merge_all(person, events, catalogue=catalogue(), now=now)


def version(performed: PerformedSet, at: datetime, **other: Any) -> SetRecorded:
    values = {"id": uuid4(), "recorded_at": at, "performed": performed}
    record = SetEvent(**(values | other))
    return SetRecorded(id=record.id, record=record)


def change(record: SessionChange, **other: Any) -> SessionChanged:
    record = msgspec.structs.replace(record, **other)
    return SessionChanged(id=record.id, record=record)


def start(plan: Any) -> SessionStarted:
    id = session_id(plan.origin, 1, 1)
    record = visit(NOW - DAY, programme=plan.id, week=1, day=1, id=id)
    return SessionStarted(id=uuid5(id, "start"), record=record)


@pytest.fixture
def plan(person: UUID) -> Any:
    return programmes.save_programme(person, programme(), Athlete(), MONDAY, at=NOW)


@pytest.fixture
def session(person: UUID, plan: Any) -> UUID:
    """A session under way."""
    begun = start(plan)
    assert send(person, begun) == [None]
    return begun.record.id


@pytest.mark.parametrize("together", [True, False])
def test_a_set_of_a_clock_ahead_is_taken_back(person: UUID, together: bool) -> None:
    for _ in range(12):
        performed = thrust(AHEAD)
        done = version(performed, AHEAD)
        removed = version(performed, AHEAD + 20 * SECOND, removed=True)
        for batch in ((done, removed),) if together else ((done,), (removed,)):
            send(person, *batch)
        assert sets.find_set(person, performed.id) is None


@pytest.mark.parametrize("together", [True, False])
def test_what_was_left_out_is_done_after_all(person: UUID, session: UUID, together: bool) -> None:
    for _ in range(12):
        skipped = change(skip(session, AHEAD))
        resumed = change(skipped.record, id=uuid4(), kind=RESUME, at=AHEAD + SECOND)
        for batch in ((skipped, resumed),) if together else ((skipped,), (resumed,)):
            send(person, *batch)
        assert left_out(sessions.session_changes(person, session)) == frozenset()


def test_sets_of_a_clock_ahead_stand_in_the_order_of_doing(person: UUID, session: UUID) -> None:
    done = [thrust(AHEAD + n * SECOND, session=session) for n in range(12)]
    send(person, *(version(one, one.at) for one in done[:6]))
    send(person, *(version(one, one.at) for one in done[6:]))
    found = sets.sets_of_session(person, session)
    assert [one.id for one in found] == [one.id for one in done]
    assert {one.at - NOW for one in found} == {n * TICK for n in range(12)}


def test_sets_stand_in_the_order_of_doing_when_the_clock_is_set_back(
    person: UUID, session: UUID
) -> None:
    """The device says then that a set was done just after the one before, and recorded earlier."""
    first = thrust(AHEAD, session=session)
    second = thrust(AHEAD + timedelta(milliseconds=1), session=session)
    send(person, version(second, AHEAD - MINUTE), version(first, AHEAD))
    found = sets.sets_of_session(person, session)
    assert [one.id for one in found] == [first.id, second.id]


def test_a_set_may_be_moved_to_an_earlier_time(person: UUID) -> None:
    performed = thrust(AHEAD + MINUTE)
    moved = msgspec.structs.replace(performed, at=AHEAD, reps=3)
    send(person, version(performed, AHEAD + MINUTE), version(moved, AHEAD + 2 * MINUTE))
    found = sets.find_set(person, performed.id)
    assert found is not None
    assert found.reps == 3


@pytest.mark.parametrize("minutes", [0, 1, 5])
def test_what_came_from_an_export_is_known_when_it_is_sent_again(
    person: UUID, minutes: int
) -> None:
    """An export does not hold what the clock of the device said."""
    done = version(thrust(AHEAD), AHEAD + SECOND)
    send(person, done)
    document = transfer.export(person)
    models.Person.objects.all().delete()
    other = people.add_person()
    transfer.import_(other, document)
    assert send(other, done, now=NOW + minutes * MINUTE) == [None]
    assert transfer.export(other) == document


@pytest.mark.parametrize("minutes", [0, 1, 5])
def test_what_was_kept_is_known_when_it_comes_again(
    person: UUID, session: UUID, minutes: int
) -> None:
    """Be it still ahead of the server's clock, or not any more."""
    done = version(thrust(AHEAD, session=session), AHEAD + SECOND)
    skipped = change(skip(session, AHEAD))
    assert send(person, done, skipped) == [None, None]
    before = transfer.export(person)
    assert send(person, skipped, done, now=NOW + minutes * MINUTE) == [None, None]
    assert transfer.export(person) == before
    other = msgspec.structs.replace(done.record.performed, reps=3)
    for another in (
        version(other, done.record.recorded_at, id=done.id),
        change(skipped.record, kind=RESUME),
    ):
        (said,) = send(person, another, now=NOW + minutes * MINUTE)
        assert said is not None
        assert "already used" in said
    assert transfer.export(person) == before


def test_a_set_that_is_corrected_stays_where_it_was(person: UUID, session: UUID) -> None:
    """The device repeats its own time of it, or the server's if it has heard of that."""
    first, second = (thrust(AHEAD + n * SECOND, session=session) for n in range(2))
    send(person, version(first, AHEAD), version(second, AHEAD + SECOND))
    (before, _) = sets.sets_of_session(person, session)
    for said, minutes in ((first.at, 1), (first.at, 5), (before.at, 6), (first.at, 7)):
        at = AHEAD + minutes * MINUTE
        corrected = msgspec.structs.replace(first, at=said, reps=minutes)
        send(person, version(corrected, at), now=NOW + minutes * MINUTE)
        found = sets.sets_of_session(person, session)
        assert found[0] == msgspec.structs.replace(before, reps=minutes)
        assert found[1].id == second.id


def test_a_set_of_a_clock_ahead_may_be_moved_by_another_device(person: UUID) -> None:
    performed = thrust(NOW + DAY)
    send(person, version(performed, NOW + DAY))
    moved = msgspec.structs.replace(performed, at=NOW - 2 * MINUTE)
    send(person, version(moved, NOW + MINUTE), now=NOW + MINUTE)
    assert sets.find_set(person, performed.id) == moved


def test_a_clock_a_year_ahead_outdoes_no_other_for_long(person: UUID, session: UUID) -> None:
    ahead = NOW + 400 * DAY
    performed = thrust(ahead, session=session)
    versions = [version(performed, ahead + n * SECOND) for n in range(200)]
    changes = [change(skip(session, ahead + n * SECOND), id=uuid4()) for n in range(200)]
    assert set(send(person, *versions, *changes)) == {None}
    soon = NOW + timedelta(milliseconds=1)
    better = msgspec.structs.replace(performed, at=NOW, reps=3)
    resumed = change(skip(session, soon), kind=RESUME)
    send(person, version(better, soon), resumed, now=soon)
    assert sets.find_set(person, performed.id) == better
    assert left_out(sessions.session_changes(person, session)) == frozenset()


def test_a_start_may_stand_anywhere_in_its_batch(person: UUID, plan: Any) -> None:
    """A clock that was set back makes it younger than what belongs to it."""
    begun = start(plan)
    id = begun.record.id
    done = version(thrust(NOW - 2 * DAY, session=id), NOW - 2 * DAY)
    end = SessionFinished(id=uuid4(), session=id, at=NOW - 2 * DAY)
    assert send(person, end, done, begun) == [None] * 3
    assert sets.sets_of_session(person, id) == (done.record.performed,)


def test_refusals_stand_where_their_events_do(person: UUID) -> None:
    nowhere = version(thrust(NOW - DAY, session=uuid4()), NOW - DAY)
    good = [version(thrust(NOW - n * MINUTE), NOW - n * MINUTE) for n in range(3)]
    said = send(person, good[0], good[1], nowhere, good[2])
    assert [one is None for one in said] == [True, True, False, True]


# Any order, any batches, any clocks


@st.composite
def doings(draw: st.DrawFn, session: UUID) -> list[Event]:
    """What a device does in a session, in its order, by its clock."""
    seed = draw(st.integers(0, 2**32))
    at = NOW + draw(SKEWS)
    known: dict[UUID, PerformedSet] = {}
    done: list[Event] = []
    for place in range(draw(st.integers(1, 8))):
        at += draw(st.sampled_from([timedelta(milliseconds=1), SECOND, MINUTE, 90 * MINUTE]))
        id = uuid5(NAMESPACE_OID, f"{seed} {place}")
        kind = draw(st.sampled_from(["set", "version", "change"]))
        if kind == "change":
            other = {"id": id, "kind": draw(st.sampled_from(["skip", "resume"]))}
            done.append(change(skip(session, at), **other))
            continue
        of = draw(st.sampled_from(list(known.values()))) if known and kind == "version" else None
        performed = of or thrust(at, id=uuid5(id, "set"), session=session)
        performed = msgspec.structs.replace(performed, reps=draw(st.integers(1, 12)))
        known[performed.id] = performed
        done.append(version(performed, at, id=id, removed=draw(st.booleans())))
    return done


SKEWS = st.one_of(
    st.integers(-120, 120).map(lambda seconds: seconds * SECOND),
    st.integers(-90, 3000).map(lambda minutes: minutes * MINUTE),
    st.just(400 * DAY),
)


@st.composite
def batches(draw: st.DrawFn, events: list[Event]) -> list[tuple[list[Event], datetime]]:
    """The events as they are sent, with the server's time: first those that were done first.

    Each batch is in any order and holds some once more; the server's clock may go back, too.
    """
    sent: list[tuple[list[Event], datetime]] = []
    start = 0
    while start < len(events):
        end = draw(st.integers(start + 1, len(events)))
        again = draw(st.lists(st.sampled_from(events[:end]), max_size=4))
        batch = draw(st.permutations([*events[start:end], *again]))
        sent.append((batch, NOW + draw(st.integers(-100, 300)) * MINUTE))
        start = end
    return sent


def kept(person: UUID) -> dict[UUID, SetEvent | SessionChange]:
    """Every version of a set and every change, as they are kept."""
    return {one.id: one for one in (*sets.all_events(person), *sessions.all_changes(person))}


def stands_as_done(person: UUID, session: UUID, events: Sequence[Event]) -> None:
    """Whether the diary is what the device did: worked out from its order alone, without times."""
    last: dict[UUID, SetRecorded] = {}
    for event in events:
        if isinstance(event, SetRecorded):
            last[event.record.performed.id] = event  # a set keeps the place of its first version
    assert [(one.id, one.reps) for one in sets.sets_of_session(person, session)] == [
        (id, event.record.performed.reps) for id, event in last.items() if not event.record.removed
    ]
    changes = [event.id for event in events if isinstance(event, SessionChanged)]
    assert [one.id for one in sessions.session_changes(person, session)] == changes
    for id in last:
        versions = [
            e.id for e in events if isinstance(e, SetRecorded) and e.record.performed.id == id
        ]
        assert [one.id for one in sets.set_history(person, id)] == versions


def times_ascend(person: UUID, events: Sequence[Event]) -> None:
    """Whether sets and changes stand among each other as they were done, one time for each."""
    here = kept(person)
    times: dict[UUID, datetime] = {}
    for event in events:
        record = here[event.id]
        if isinstance(record, SetEvent):
            at = record.performed.at
            assert times.setdefault(record.performed.id, at) == at
        else:
            times[record.id] = record.at
    assert list(times.values()) == sorted(set(times.values()))


def none_is_later_than_said(person: UUID, events: Sequence[Event]) -> None:
    """The device takes the earlier of its own time and the server's for the one that is kept."""
    here = kept(person)
    for event in events:
        record = here[event.id]
        if isinstance(event, SetRecorded) and isinstance(record, SetEvent):
            assert record.recorded_at <= event.record.recorded_at
            assert record.performed.at <= event.record.performed.at
        elif isinstance(event, SessionChanged) and isinstance(record, SessionChange):
            assert record.at <= event.record.at


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=100,
)
@given(data=st.data())
def test_what_a_device_did_last_counts_however_its_clock_runs_and_its_batches_come(
    person: UUID, plan: Any, data: st.DataObject
) -> None:
    begun = start(plan)
    session = begun.record.id
    events = data.draw(doings(session))
    for _ in range(2):
        for row in (models.SetEvent, models.SessionChange, models.TrainingSession):
            row.objects.all().delete()
        before: dict[UUID, SetEvent | SessionChange] = {}
        for batch, now in data.draw(batches(events)):
            said = send(person, *batch, begun, now=now)
            assert set(said) == {None}
            after = kept(person)
            assert before.items() <= after.items()  # what is kept already is not moved
            before = after
        stands_as_done(person, session, events)
        times_ascend(person, events)
        none_is_later_than_said(person, events)
        whole = transfer.export(person)
        again = data.draw(st.permutations(events))
        send(person, *again, now=NOW + data.draw(st.integers(-100, 9000)) * MINUTE)
        assert transfer.export(person) == whole
