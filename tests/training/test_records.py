"""A record is one: checked on histories written out, and against a slow and plain definition."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilium.exercises.model import Role
from ilium.loads import Load, LoadKind
from ilium.training.performed import Pain, PerformedSet, SetKind, Side
from ilium.training.records import Record, RecordKind, bests, marks, records

FIRST = datetime(2026, 3, 2, 18, tzinfo=UTC)
LADDER = ("light", "medium", "heavy")


def done(day: int, kilograms: float | None, reps: int | None, **other: Any) -> PerformedSet:
    """A set of a lift on a day counted from the first."""
    values: dict[str, Any] = {
        "id": UUID(int=1),
        "variant": "lift",
        "side": Side.BOTH,
        "load": Load(LoadKind.BARBELL, Decimal(str(kilograms))) if kilograms else None,
        "reps": reps,
        "rir": 2,
        "at": FIRST + timedelta(days=day),
        "role": Role.HEAVY,
    }
    return PerformedSet(**(values | other))


def found(*sets: PerformedSet) -> list[tuple[RecordKind, int, int | None]]:
    """Kind, day and reps of every record."""
    return [
        (record.kind, (record.on - FIRST.date()).days, record.reps)
        for record in records(marks(sets), UTC, LADDER)
    ]


def test_the_first_day_breaks_nothing() -> None:
    assert found(done(0, 60, 8), done(0, 62.5, 8), done(0, 60, 10)) == []


def test_more_reps_at_a_load_are_a_record() -> None:
    sets = (done(0, 60, 8), done(3, 60, 9), done(6, 60, 9))
    assert found(*sets) == [(RecordKind.COUNT, 3, 9)]
    (record,) = records(marks(sets), UTC)
    assert (record.count_before, record.load) == (8, sets[0].load)


def test_more_reps_than_at_a_heavier_load_it_has_to_be() -> None:
    """9 with 60 kg are no news to someone who has done 10 with 65."""
    assert found(done(0, 60, 8), done(0, 65, 10), done(3, 60, 9)) == []


def test_a_heavier_load_counts_for_the_reps_that_were_asked_for() -> None:
    base = done(0, 60, 10)
    asked = {"target_reps": (8, 12)}
    assert found(base, done(3, 65, 8, **asked)) == [(RecordKind.LOAD, 3, 8)]
    assert found(base, done(3, 65, 7, **asked)) == []
    assert found(base, done(3, 65, 9)) == []  # nothing was asked: fewer than before
    assert found(base, done(3, 65, 10)) == [(RecordKind.LOAD, 3, 10)]


def test_only_a_clearly_higher_estimate_is_a_record() -> None:
    """Each of many small steps may be chance; what they add up to is not."""
    small = [done(7 * n, 60 + n, 8, target_reps=(6, 10)) for n in range(16)]
    strength = [r for r in records(marks(small), UTC) if r.kind is RecordKind.STRENGTH]
    assert 1 <= len(strength) <= 3
    first = strength[-1]
    assert first.strength is not None
    assert first.strength_before is not None
    assert first.strength.kilograms > 1.05 * first.strength_before.kilograms
    assert found(done(0, 60, 8), done(3, 60, 8, rir=3)) == []


@pytest.mark.parametrize(
    "left_out",
    [
        {"kind": SetKind.RAMP},
        {"deload": True},
        {"pain": Pain.KNEE},
        {"variant": "other"},
        {"side": Side.LEFT},
        {"load": Load(LoadKind.STACK, Decimal(90))},
    ],
    ids=["ramp", "deload", "pain", "other variant", "other side", "other kind of load"],
)
def test_what_does_not_count(left_out: dict[str, Any]) -> None:
    assert found(done(0, 60, 8), done(3, 90, 12, **left_out)) == []


def test_failed_sets_do_not_count() -> None:
    assert found(done(0, 60, 8), done(3, 90, 0, target_reps=(0, 5))) == []


def test_bands_are_compared_by_the_persons_ladder() -> None:
    def band(day: int, name: str, reps: int) -> PerformedSet:
        return done(day, None, reps, load=Load(LoadKind.BAND, band=name))

    light, heavy = band(0, "light", 15), band(3, "heavy", 15)
    assert found(light, heavy) == [(RecordKind.LOAD, 3, 15)]
    assert found(heavy, band(5, "light", 16)) == []
    assert found(light, band(3, "my old one", 20), band(5, "my old one", 21)) == [
        (RecordKind.COUNT, 5, 21)
    ]


def test_holds_are_counted_in_seconds() -> None:
    holds = [
        done(day, None, None, load=Load(LoadKind.BODYWEIGHT), seconds=seconds)
        for day, seconds in ((0, 20), (4, 30))
    ]
    (record,) = records(marks(holds), UTC)
    assert (record.kind, record.seconds, record.count_before) == (RecordKind.COUNT, 30, 20)


def test_the_zone_decides_the_first_day() -> None:
    late = done(0, 60, 8, at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    after = done(0, 60, 9, at=datetime(2026, 3, 3, 0, 30, tzinfo=UTC))
    west = ZoneInfo("America/Chicago")
    assert len(records(marks([late, after]), UTC)) == 1
    assert records(marks([late, after]), west) == ()


def test_the_standing_bests() -> None:
    sets = [
        done(0, 60, 12),
        done(2, 70, 8),
        done(4, 70, 10),
        done(6, 70, 10),
        done(8, 80, 5),
        done(9, 40, 30, rir=8),
    ]
    (best,) = bests(marks(sets), UTC)
    assert [(mark.load.kilograms, mark.count) for mark in best.most] == [
        (80, 5),
        (70, 10),
        (60, 12),
    ]
    assert best.most[1].first == sets[2].at
    assert best.strength is not None
    # 80 kg for 5 with 2 to spare says 98.7 kg by Epley, and people have a little more left.
    assert 98.7 <= best.strength.kilograms <= 103
    assert best.strength_on == sets[4].at.date()


def test_far_from_failure_says_nothing_about_the_maximum() -> None:
    (best,) = bests(marks([done(0, 40, 10, rir=9)]), UTC)
    assert best.strength is None


lifts = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from([40, 50, 60]), st.integers(0, 15)), max_size=40
)


@given(lifts)
def test_counts_and_loads_against_the_plain_definition(history: list[tuple[int, int, int]]) -> None:
    sets = [done(day, kg, reps) for day, kg, reps in history]
    got = [r for r in records(marks(sets), UTC) if r.kind is not RecordKind.STRENGTH]
    assert {(r.kind, r.on) for r in got} == _plainly(history)
    for record in got:
        _holds(record, history)


def _plainly(history: list[tuple[int, int, int]]) -> set[tuple[RecordKind, date]]:
    broken: set[tuple[RecordKind, date]] = set()
    for day in {day for day, _, _ in history}:
        before = [(kg, reps) for d, kg, reps in history if d < day and reps]
        today = [(kg, reps) for d, kg, reps in history if d == day and reps]
        if not before:
            continue
        on = FIRST.date() + timedelta(days=day)
        heaviest = max(before)
        if any(kg > heaviest[0] and reps >= heaviest[1] for kg, reps in today):
            broken.add((RecordKind.LOAD, on))
        if any(
            kg in {known for known, _ in before}
            and all(reps > most for known, most in before if known >= kg)
            for kg, reps in today
        ):
            broken.add((RecordKind.COUNT, on))
    return broken


def _holds(record: Record, history: list[tuple[int, int, int]]) -> None:
    """The set of a record was done that day, and nothing before was as good."""
    day = (record.on - FIRST.date()).days
    assert (day, record.load.kilograms, record.reps) in history
    for other, kilograms, reps in history:
        if other < day:
            assert not (kilograms >= record.load.kilograms and reps >= record.reps)


@given(lifts)
def test_the_order_and_repetition_of_sets_do_not_matter(history: list) -> None:
    sets = [done(day, kg, reps) for day, kg, reps in history]
    assert records(marks(sets), UTC) == records(marks([*reversed(sets), *sets]), UTC)
    assert bests(marks(sets), UTC) == bests(marks([*reversed(sets), *sets]), UTC)
