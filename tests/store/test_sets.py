"""Sets are added, corrected and removed, and nothing that was ever recorded is lost."""

from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.store.examples import DAY, MINUTE, NOW, thrust, visit

from ilium.exercises.model import Limit
from ilium.interchange.records import SetEvent
from ilium.store import Conflict, NotFound, models
from ilium.store.histories import history
from ilium.store.people import default_person
from ilium.store.rows import event_row
from ilium.store.sessions import start_session
from ilium.store.sets import (
    all_events,
    correct_set,
    find_set,
    last_trained,
    loose_sets,
    marks,
    record_set,
    remove_set,
    set_history,
    sets_between,
    sets_of_session,
    sets_of_sessions,
)
from ilium.training.performed import PerformedSet, SetKind
from ilium.training.records import marks as marks_of


def keep(person: UUID, performed: PerformedSet, at: datetime | None = None) -> PerformedSet:
    return record_set(person, performed, event=uuid4(), recorded_at=at or performed.at)


def test_the_same_event_twice_is_one_set(person: UUID) -> None:
    performed, event = thrust(), uuid4()
    for _ in range(2):
        assert record_set(person, performed, event=event, recorded_at=NOW) == performed
    assert len(set_history(person, performed.id)) == 1


@pytest.mark.parametrize("change", [{"reps": 9}, {"note": "slow"}, {"id": UUID(int=7)}])
def test_an_event_cannot_become_another(person: UUID, change: dict) -> None:
    performed, event = thrust(), uuid4()
    record_set(person, performed, event=event, recorded_at=NOW)
    with pytest.raises(Conflict, match=f"{event} is already used"):
        record_set(
            person, msgspec.structs.replace(performed, **change), event=event, recorded_at=NOW
        )
    with pytest.raises(Conflict):
        record_set(person, performed, event=event, recorded_at=NOW + MINUTE)
    assert find_set(person, performed.id) == performed


def test_a_correction_counts_and_the_old_version_stays(person: UUID) -> None:
    first = keep(person, thrust())
    second = msgspec.structs.replace(first, reps=10)
    assert correct_set(person, second, event=uuid4(), recorded_at=NOW + MINUTE) == second
    assert find_set(person, first.id) == second
    assert sets_between(person, NOW, NOW + DAY) == (second,)
    assert [version.performed for version in set_history(person, first.id)] == [first, second]


def test_a_correction_counts_though_the_clock_went_back(person: UUID) -> None:
    first = keep(person, thrust())
    second, event = msgspec.structs.replace(first, reps=10), uuid4()
    for _ in range(2):  # the same correction twice is one
        correct_set(person, second, event=event, recorded_at=NOW - DAY)
    assert find_set(person, first.id) == second
    assert len(set_history(person, first.id)) == 2


def test_a_removed_set_is_out_of_everything_but_its_history(person: UUID) -> None:
    session = start_session(person, visit())
    gone = keep(person, thrust(session=session.id))
    event = uuid4()
    for _ in range(2):
        remove_set(person, gone.id, event=event, recorded_at=NOW + MINUTE)
    assert find_set(person, gone.id) is None
    assert sets_of_session(person, session.id) == ()
    assert sets_between(person, NOW - DAY, NOW + DAY) == ()
    assert history(person, [gone.variant], 3)[gone.variant].sets == ()
    assert last_trained(person) is None
    assert [version.removed for version in set_history(person, gone.id)] == [False, True]
    assert {version.performed for version in set_history(person, gone.id)} == {gone}


def test_a_correction_brings_a_removed_set_back(person: UUID) -> None:
    gone = keep(person, thrust())
    removal = uuid4()
    remove_set(person, gone.id, event=removal, recorded_at=NOW)
    correct_set(person, gone, event=uuid4(), recorded_at=NOW)
    assert find_set(person, gone.id) == gone
    # The removal arrives once more, from a device that had no answer the first time.
    remove_set(person, gone.id, event=removal, recorded_at=NOW)
    assert find_set(person, gone.id) == gone


def test_what_was_never_recorded_cannot_be_corrected_or_removed(person: UUID) -> None:
    with pytest.raises(NotFound):
        correct_set(person, thrust(), event=uuid4(), recorded_at=NOW)
    with pytest.raises(NotFound):
        remove_set(person, uuid4(), event=uuid4(), recorded_at=NOW)
    assert list(all_events(person)) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_devices_agree_in_whatever_order_versions_arrive(
    person: UUID, order: tuple[int, ...]
) -> None:
    performed = thrust()
    versions = [
        (UUID(int=9), msgspec.structs.replace(performed, reps=1), NOW),
        (UUID(int=1), msgspec.structs.replace(performed, reps=2), NOW + MINUTE),
        (UUID(int=2), msgspec.structs.replace(performed, reps=3), NOW + MINUTE),
    ]
    for number in order:
        event, version, recorded_at = versions[number]
        record_set(person, version, event=event, recorded_at=recorded_at)
    assert [v.performed.reps for v in set_history(person, performed.id)] == [1, 2, 3]
    current = find_set(person, performed.id)
    assert current is not None
    assert current.reps == 3


def test_a_set_belongs_to_a_session_that_is_there(person: UUID) -> None:
    with pytest.raises(NotFound, match="no session"):
        keep(person, thrust(session=uuid4()))
    known = keep(person, thrust())
    moved = msgspec.structs.replace(known, session=uuid4())
    with pytest.raises(NotFound, match="no session"):
        correct_set(person, moved, event=uuid4(), recorded_at=NOW)


def test_the_sets_of_a_session_come_in_the_order_of_doing(person: UUID) -> None:
    session = start_session(person, visit())
    late, early = (
        keep(person, thrust(NOW + minutes * MINUTE, session=session.id)) for minutes in (9, 3)
    )
    keep(person, thrust(NOW + 4 * MINUTE))
    assert sets_of_session(person, session.id) == (early, late)


def test_a_period_holds_its_start_and_not_its_end(person: UUID) -> None:
    kept = [keep(person, thrust(NOW + days * DAY)) for days in range(4)]
    assert sets_between(person, NOW + DAY, NOW + 3 * DAY) == tuple(kept[1:3])


def test_last_trained_looks_at_working_sets(person: UUID) -> None:
    assert last_trained(person) is None
    keep(person, thrust(NOW))
    keep(person, thrust(NOW + DAY))
    keep(person, thrust(NOW + 2 * DAY, kind=SetKind.RAMP))
    assert last_trained(person) == NOW + DAY
    assert last_trained(person, before=NOW + DAY) == NOW


def test_history_holds_the_last_exposures_oldest_first(person: UUID) -> None:
    kept = [
        keep(person, thrust(NOW + days * DAY + number * MINUTE))
        for days in range(5)
        for number in range(3)
    ]
    found = history(person, ["hip_thrust", "clamshell", "hip_thrust"], 2)
    assert list(found) == ["hip_thrust", "clamshell"]
    assert found["hip_thrust"].sets == tuple(kept[-6:])
    assert found["clamshell"].sets == ()
    assert history(person, [], 2) == {}


def test_the_sets_of_several_sessions_come_together(person: UUID) -> None:
    one, other, empty = (start_session(person, visit()) for _ in range(3))
    kept = [
        keep(person, thrust(NOW + n * MINUTE, session=session.id))
        for n, session in enumerate((one, other, one))
    ]
    keep(person, thrust())
    found = sets_of_sessions(person, [one.id, other.id, empty.id])
    assert found == {one.id: (kept[0], kept[2]), other.id: (kept[1],), empty.id: ()}
    assert sets_of_sessions(person, []) == {}


def test_loose_sets_are_those_outside_any_session(person: UUID) -> None:
    session = start_session(person, visit())
    keep(person, thrust(session=session.id))
    old, new = (keep(person, thrust(NOW + n * DAY)) for n in (0, 1))
    assert loose_sets(person, limit=9) == (new, old)
    assert loose_sets(person, limit=1) == (new,)
    assert loose_sets(person, limit=9, before=new.at) == (old,)


def test_marks_sum_up_what_counts(person: UUID) -> None:
    alike = [keep(person, thrust(NOW + n * DAY)) for n in (1, 0)]
    other = keep(person, thrust(NOW + 2 * DAY, reps=9, target_reps=(8, 12), target_rir=(1, 3)))
    wrong = keep(person, thrust(reps=50))
    correct_set(
        person,
        msgspec.structs.replace(wrong, variant="clamshell", seconds=20, reps=None),
        event=uuid4(),
        recorded_at=NOW,
    )
    removed = keep(person, thrust(reps=60))
    remove_set(person, removed.id, event=uuid4(), recorded_at=NOW)
    for ignored in (
        {"kind": SetKind.RAMP},
        {"deload": True},
        {"pain": Limit.KNEE},
        {"reps": 0},
    ):
        keep(person, thrust(**ignored))
    found = marks(person)
    everything = sets_between(person, NOW - DAY, NOW + 9 * DAY)
    assert set(found) == set(marks_of(everything))
    assert [(mark.count, mark.first) for mark in found if mark.variant == "hip_thrust"] == [
        (8, alike[1].at),
        (9, other.at),
    ]
    assert {mark.variant for mark in marks(person, ["clamshell"])} == {"clamshell"}
    assert marks(person, []) == ()


def _grow(person: UUID, days: int, start: datetime) -> None:
    """Days of four sets of three variants, each set recorded and then corrected."""
    rows = []
    for day in range(days):
        for number in range(12):
            at = start - day * DAY + number * MINUTE
            performed = thrust(at, variant=f"variant_{number % 3}")
            for version in range(2):
                event = SetEvent(id=uuid4(), recorded_at=at + version * MINUTE, performed=performed)
                rows.append(event_row(person, event))
    models.SetEvent.objects.bulk_create(rows)


def test_the_cost_of_a_question_does_not_grow_with_the_history(person: UUID) -> None:
    """Neither the statements nor the rows that SQLite steps through."""
    variants = ["variant_0", "variant_1", "variant_2"]
    questions = [
        (lambda: history(person, variants, 6), len(variants)),
        (lambda: last_trained(person), 1),
        (lambda: sets_between(person, NOW - 7 * DAY, NOW + DAY), 1),
    ]

    def cost() -> list[tuple[int, int]]:
        connection.ensure_connection()
        found = []
        for ask, _ in questions:
            steps = 0

            def count() -> None:
                nonlocal steps
                steps += 1

            connection.connection.set_progress_handler(count, 100)
            with CaptureQueriesContext(connection) as statements:
                ask()
            connection.connection.set_progress_handler(None, 0)
            found.append((len(statements), steps))
        return found

    _grow(person, 30, NOW)
    small = cost()
    _grow(person, 300, NOW - 30 * DAY)
    large = cost()
    assert [statements for statements, _ in small] == [number for _, number in questions]
    assert [statements for statements, _ in large] == [number for _, number in questions]
    for (_, before), (_, after) in zip(small, large, strict=True):
        assert after <= before * 1.2 + 2


def test_a_set_costs_a_fixed_number_of_statements(person: UUID, django_assert_num_queries) -> None:
    session = start_session(person, visit())
    _grow(person, 20, NOW)
    with django_assert_num_queries(6):  # two transactions' ends, the session, the insert
        keep(person, thrust(session=session.id))


def test_a_set_is_never_part_of_what_could_still_be_undone(home: Path) -> None:
    person = default_person()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        keep(person, thrust())
    assert list(all_events(person)) == []
