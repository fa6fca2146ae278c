"""Body measurements are added and removed, and come back exactly."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import msgspec
import pytest
from tests.store.examples import MINUTE, MONDAY, NOW, measured

from ilium.store import Conflict, NotFound, Unstorable
from ilium.store.measurements import (
    add_measurement,
    all_measurements,
    body_mass,
    measurements,
    remove_measurement,
    restore_measurement,
)


def test_a_measurement_comes_back_once(person: UUID) -> None:
    record = measured(
        body_mass=Decimal("61.45"), waist=Decimal("70.5"), hip=Decimal(97), thigh_left=Decimal(55)
    )
    assert add_measurement(person, record) == add_measurement(person, record) == record
    assert measurements(person, limit=9) == (record,)
    with pytest.raises(Conflict):
        add_measurement(person, msgspec.structs.replace(record, hip=Decimal(98)))


def test_the_newest_come_first(person: UUID) -> None:
    days = [add_measurement(person, measured(MONDAY + timedelta(n))) for n in (1, 0, 2)]
    corrected = msgspec.structs.replace(days[0], id=uuid4(), recorded_at=NOW + MINUTE)
    add_measurement(person, corrected)
    assert measurements(person, limit=3) == (days[2], corrected, days[0])


def test_a_removed_measurement_is_only_in_the_export(person: UUID) -> None:
    kept = add_measurement(person, measured())
    for _ in range(2):
        remove_measurement(person, kept.id)
    assert measurements(person, limit=9) == ()
    assert body_mass(person) is None
    assert all_measurements(person) == (msgspec.structs.replace(kept, removed=True),)
    with pytest.raises(NotFound):
        remove_measurement(person, uuid4())


def test_a_removed_measurement_comes_back_once(person: UUID) -> None:
    earlier, kept, later = (
        add_measurement(person, measured(recorded_at=NOW + n * MINUTE, waist=Decimal(70 + n)))
        for n in range(3)
    )
    for _ in range(2):
        remove_measurement(person, kept.id)
        back = {restore_measurement(person, kept.id) for _ in range(2)}
        assert len(back) == 1
        (again,) = back
        assert again == msgspec.structs.replace(kept, id=again.id)
        assert measurements(person, limit=9) == (later, again, earlier)
        remove_measurement(person, again.id)
        assert measurements(person, limit=9) == (later, earlier)
    (last,) = {restore_measurement(person, id) for id in (again.id, kept.id)}
    assert measurements(person, limit=9) == (later, last, earlier)
    assert restore_measurement(person, last.id) == last
    with pytest.raises(NotFound):
        restore_measurement(person, uuid4())


def test_the_body_mass_is_the_newest_one_that_was_measured(person: UUID) -> None:
    assert body_mass(person) is None
    for days, mass in ((0, "60"), (9, "62.5"), (3, "61")):
        add_measurement(person, measured(MONDAY + timedelta(days), body_mass=Decimal(mass)))
    add_measurement(person, measured(MONDAY + timedelta(12), waist=Decimal(70)))
    assert body_mass(person) == Decimal("62.5")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"body_mass": Decimal("60.0005")}, "kept to the gram"),
        ({"waist": Decimal("70.25")}, "kept to the millimetre, and 70.25 cm is finer"),
    ],
)
def test_what_is_too_fine_to_keep_is_refused(person: UUID, values: dict, said: str) -> None:
    with pytest.raises(Unstorable, match=said):
        add_measurement(person, measured(**values))
    assert all_measurements(person) == ()


def test_the_questions_cost_one_query_each(person: UUID, django_assert_num_queries) -> None:
    for n in range(20):
        add_measurement(person, measured(MONDAY + timedelta(n)))
    for ask in (lambda: measurements(person, limit=5), lambda: body_mass(person)):
        with django_assert_num_queries(1):
            ask()
