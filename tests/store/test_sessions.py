"""Sessions begin, change and end."""

from uuid import UUID, uuid4

import msgspec
import pytest
from tests.store.examples import DAY, MINUTE, MONDAY, NOW, programme, record_one, skip, visit

from ilium.interchange.records import SessionChange
from ilium.planning.athlete import Athlete
from ilium.store import Conflict, NotFound, Unstorable, programmes, sets
from ilium.store.sessions import (
    add_change,
    ended,
    finish_session,
    finished_at,
    finished_positions,
    open_session,
    session,
    session_changes,
    sessions,
    start_session,
)


def test_a_session_is_open_until_it_is_finished(person: UUID) -> None:
    assert open_session(person) is None
    begun = start_session(person, visit())
    assert open_session(person) == begun == session(person, begun.id)
    ended = finish_session(person, begun.id, NOW + 60 * MINUTE)
    assert ended.finished_at == NOW + 60 * MINUTE
    assert open_session(person) is None
    assert session(person, begun.id) == ended


def test_the_same_session_twice_is_one(person: UUID) -> None:
    record = visit()
    assert start_session(person, record) == start_session(person, record)
    with pytest.raises(Conflict):
        start_session(person, msgspec.structs.replace(record, week=2))
    assert sessions(person, limit=9) == (record,)


def test_of_several_ends_the_earliest_counts(person: UUID) -> None:
    begun = start_session(person, visit())
    first = finish_session(person, begun.id, NOW + 2 * MINUTE)
    assert finish_session(person, begun.id, NOW + DAY) == first
    assert finish_session(person, begun.id, NOW + MINUTE).finished_at == NOW + MINUTE


def test_a_planned_session_that_two_devices_begin_is_one(person: UUID) -> None:
    planned = programmes.save_programme(person, programme(2), Athlete(), MONDAY)
    change = programmes.save_programme(person, programme(3), Athlete(), MONDAY, origin=planned.id)
    late = visit(NOW + MINUTE, programme=planned.id, week=1, day=1)
    early = msgspec.structs.replace(late, started_at=NOW, programme=change.id, zone="UTC")
    for order in ((late, early), (early, late)):
        id = uuid4()
        for record in order:
            kept = start_session(person, msgspec.structs.replace(record, id=id))
        assert kept == session(person, id) == msgspec.structs.replace(early, id=id)


def test_a_session_that_is_begun_again_stays_finished(person: UUID) -> None:
    planned = programmes.save_programme(person, programme(), Athlete(), MONDAY)
    begun = start_session(person, visit(programme=planned.id, week=1, day=1))
    ended = finish_session(person, begun.id, NOW + MINUTE)
    again = msgspec.structs.replace(begun, started_at=NOW + DAY)
    assert start_session(person, again) == ended == session(person, begun.id)


def test_positions_of_other_programmes_are_other_sessions(person: UUID) -> None:
    one, other = (
        programmes.save_programme(person, programme(), Athlete(), MONDAY) for _ in range(2)
    )
    begun = start_session(person, visit(programme=one.id, week=1, day=1))
    for change in ({"programme": other.id}, {"day": 2}, {"programme": None}):
        with pytest.raises(Conflict):
            start_session(person, msgspec.structs.replace(begun, **change))
    assert sessions(person, limit=9) == (begun,)


def test_a_session_cannot_end_before_it_starts(person: UUID) -> None:
    begun = start_session(person, visit())
    with pytest.raises(Unstorable):
        finish_session(person, begun.id, NOW - MINUTE)
    assert open_session(person) == begun


def test_the_last_session_that_was_started_is_the_open_one(person: UUID) -> None:
    new, old = (start_session(person, visit(at)) for at in (NOW, NOW - DAY))
    assert open_session(person) == new
    finish_session(person, new.id, NOW)
    assert open_session(person) == old


def test_sessions_come_in_pages_newest_first(person: UUID) -> None:
    kept = [start_session(person, visit(NOW + n * DAY)) for n in range(5)][::-1]
    assert sessions(person, limit=2) == tuple(kept[:2])
    assert sessions(person, limit=9, before=kept[1].started_at) == tuple(kept[2:])


def test_a_page_goes_on_after_a_session_that_began_with_another(person: UUID) -> None:
    for days in (0, 0, 1, 1, 1, 2):
        start_session(person, visit(NOW + days * DAY))
    everything = sessions(person, limit=9)
    paged: list = []
    while following := sessions(
        person, limit=2, before=(paged[-1].started_at, paged[-1].id) if paged else None
    ):
        paged += following
    assert tuple(paged) == everything
    assert len(paged) == 6


def test_positions_are_finished_when_they_were_first_begun(person: UUID) -> None:
    first = programmes.save_programme(person, programme(2), Athlete(), MONDAY)
    second = programmes.save_programme(person, programme(3), Athlete(), MONDAY, origin=first.origin)
    for id, at in ((second.id, NOW + DAY), (first.id, NOW), (first.id, NOW + 2 * DAY)):
        begun = start_session(person, visit(at, programme=id, week=1, day=1))
        record_one(person, begun.id, at)
        finish_session(person, begun.id, at)
    start_session(person, visit(programme=first.id, week=1, day=2))
    assert finished_at(person, first.origin) == {(1, 1): NOW}
    assert finished_at(person, uuid4()) == {}


def test_the_programme_of_a_session_is_the_persons(person: UUID, stranger: UUID) -> None:
    theirs = programmes.save_programme(stranger, programme(), Athlete(), MONDAY)
    for unknown in (theirs.id, uuid4()):
        with pytest.raises(NotFound, match="no programme"):
            start_session(person, visit(programme=unknown))
    assert sessions(person, limit=1) == ()


def test_finished_positions_are_shared_by_a_programme_and_its_changes(person: UUID) -> None:
    first = programmes.save_programme(person, programme(2), Athlete(), MONDAY)
    second = programmes.save_programme(person, programme(3), Athlete(), MONDAY, origin=first.origin)
    other = programmes.save_programme(person, programme(4), Athlete(), MONDAY)
    for id, week, day, finished in (
        (first.id, 1, 1, True),
        (first.id, 1, 2, False),
        (second.id, 1, 3, True),
        (other.id, 2, 1, True),
        (None, None, None, True),
    ):
        begun = start_session(person, visit(programme=id, week=week, day=day))
        record_one(person, begun.id)
        if finished:
            finish_session(person, begun.id, NOW)
    assert finished_positions(person, first.origin) == {(1, 1), (1, 3)}
    assert finished_positions(person, other.origin) == {(2, 1)}
    assert finished_positions(person, uuid4()) == frozenset()


def test_a_session_that_ended_without_a_set_is_idle(person: UUID) -> None:
    plan = programmes.save_programme(person, programme(), Athlete(), MONDAY)
    for n in range(3):
        begun = start_session(person, visit(NOW + n * DAY, programme=plan.id, week=1, day=1))
        finish_session(person, begun.id, NOW + n * DAY)
    found = ended(person, plan.origin)
    assert (found.done, found.idle) == ({}, 3 * ((1, 1),))
    taken_back = record_one(person, begun.id)
    found = ended(person, plan.origin)
    assert (found.done, found.idle) == ({(1, 1): begun.started_at}, 2 * ((1, 1),))
    sets.remove_set(person, taken_back.id, event=uuid4(), recorded_at=NOW + DAY)
    assert ended(person, plan.origin).done == {}


def test_changes_of_a_session_come_in_order_and_once(person: UUID) -> None:
    begun, other = (start_session(person, visit()) for _ in range(2))
    late, early = (skip(begun.id, NOW + n * MINUTE) for n in (2, 1))
    for change in (late, early, late):
        assert add_change(person, change) == change
    add_change(person, skip(other.id))
    assert session_changes(person, begun.id) == (early, late)
    with pytest.raises(Conflict):
        add_change(person, msgspec.structs.replace(late, kind="swap"))


def test_the_payload_of_a_change_comes_back(person: UUID) -> None:
    begun = start_session(person, visit())
    payload = {"new": "glute_bridge", "sets": 3, "minutes": 4.0, "why": None, "sure": True}
    change = SessionChange(id=uuid4(), session=begun.id, kind="swap", payload=payload, at=NOW)
    add_change(person, change)
    (kept,) = session_changes(person, begun.id)
    assert kept == change
    assert {key: type(value) for key, value in kept.payload.items()} == {
        key: type(value) for key, value in payload.items()
    }


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (visit(zone="z" * 65), "time zone has 65 characters"),
        (visit(zone="a\0"), "time zone has characters"),
    ],
)
def test_a_session_that_cannot_be_kept_is_refused(person: UUID, record, said: str) -> None:
    with pytest.raises(Unstorable, match=said):
        start_session(person, record)


def test_a_change_that_cannot_be_kept_is_refused(person: UUID) -> None:
    begun = start_session(person, visit())
    for change in (
        msgspec.structs.replace(skip(begun.id), kind="k" * 33),
        msgspec.structs.replace(skip(begun.id), payload={"why": "\ud800"}),
    ):
        with pytest.raises(Unstorable):
            add_change(person, change)
    assert session_changes(person, begun.id) == ()


def test_the_questions_cost_one_query_each(person: UUID, django_assert_num_queries) -> None:
    origin = programmes.save_programme(person, programme(), Athlete(), MONDAY).id
    for n in range(20):
        begun = start_session(person, visit(NOW + n * DAY, programme=origin, week=n + 1, day=1))
        add_change(person, skip(begun.id))
        finish_session(person, begun.id, NOW + n * DAY)
    for ask in (
        lambda: open_session(person),
        lambda: session(person, begun.id),
        lambda: sessions(person, limit=10),
        lambda: session_changes(person, begun.id),
        lambda: finished_positions(person, origin),
    ):
        with django_assert_num_queries(1):
            ask()
