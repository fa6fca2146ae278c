"""Every performed set goes through the database unchanged."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import strategies
from tests.store.examples import NOW, thrust

from ilium.loads import Load, LoadKind
from ilium.store import Unstorable
from ilium.store.people import add_person
from ilium.store.rows import grams, kilograms
from ilium.store.sets import find_set, record_set, set_history
from ilium.training.performed import PerformedSet


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(performed=strategies.performed_sets())
@pytest.mark.usefixtures("db")
def test_any_set_comes_back(performed: PerformedSet) -> None:
    person = add_person()  # examples share the database, and may share ids
    kept = record_set(person, performed, event=uuid4(), recorded_at=NOW)
    assert kept == find_set(person, performed.id) == performed
    assert type(kept.load.kilograms) is type(performed.load.kilograms)


@given(st.integers(0, 1_000_000))
def test_any_number_of_grams_comes_back(weight: int) -> None:
    assert grams(kilograms(weight)) == weight
    assert kilograms(weight) == Decimal(weight).scaleb(-3)


def test_weights_are_exact_and_without_trailing_zeros(person: UUID) -> None:
    for written in ("0.1", "0.30", "62.50", "1E+2", "999.999", "1000.000", "0"):
        load = Load(LoadKind.BARBELL, Decimal(written))
        kept = record_set(person, thrust(load=load), event=uuid4(), recorded_at=NOW)
        assert kept.load.kilograms == Decimal(written)
        assert str(kept.load.kilograms) == f"{Decimal(written).normalize():f}"


@pytest.mark.parametrize(
    "weight", ["0.0001", "62.4999", "1E-30", "1E-999999", "12.5000000000000000000000000000001"]
)
def test_a_weight_finer_than_a_gram_is_refused(weight: str) -> None:
    with pytest.raises(Unstorable, match=r"kept to the gram, and .* kg is finer; write .* kg"):
        grams(Decimal(weight))


def test_a_time_in_another_zone_is_kept_as_utc(person: UUID) -> None:
    at = datetime(2026, 11, 23, 20, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    kept = record_set(person, thrust(at=at), event=uuid4(), recorded_at=at)
    assert kept.at == at
    assert kept.at.tzinfo is UTC
    assert find_set(person, kept.id) == kept


AT_THE_EDGE = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"note": "a\0b"}, "note has characters"),
        ({"note": "\ud800"}, "note has characters"),
        ({"variant": "v" * 201}, "variant has 201 characters; at most 200"),
        ({"load": Load(LoadKind.BAND, band="b" * 101)}, "band has 101 characters"),
        ({"at": AT_THE_EDGE}, "outside the calendar"),
        ({"target_reps": (12, 8)}, "runs from 0 to 3600, upwards, not 12 to 8"),
        ({"target_rir": (0, 2**70)}, "runs from 0 to 3600"),
    ],
)
def test_what_cannot_be_kept_exactly_is_refused(person: UUID, change: dict, said: str) -> None:
    performed = msgspec.structs.replace(thrust(), **change)
    with pytest.raises(Unstorable, match=said):
        record_set(person, performed, event=uuid4(), recorded_at=NOW)
    assert set_history(person, performed.id) == ()


def test_a_time_of_recording_without_a_zone_is_refused(person: UUID) -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        record_set(person, thrust(), event=uuid4(), recorded_at=NOW.replace(tzinfo=None))
