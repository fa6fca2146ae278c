"""The one-repetition maximum with its uncertainty."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifting import exposure

from ilium.loads import LoadKind
from ilium.training.performed import PerformedSet
from ilium.training.strength import (
    FORMULA_DEVIATION,
    Strength,
    believed_reserve,
    estimate,
    follow,
    measure,
    one_rep_max,
    reps_to_failure,
)


def measured(*sets: tuple[float, int, int | None], high: int = 12) -> Strength:
    """The strength that sets show when 8 to `high` reps with 1 to 3 in reserve were asked for."""
    found = measure(exposure(0, *sets), (8, high), (1, 3))
    assert found is not None
    return found


@given(st.floats(1, 500), st.integers(0, 40))
def test_reps_to_failure_undoes_the_maximum(kilograms: float, reps: int) -> None:
    maximum = one_rep_max(kilograms, reps)
    assert reps_to_failure(maximum, kilograms) == pytest.approx(reps, abs=1e-9)


def test_epley_by_hand() -> None:
    # 10 done, 2 said, 0.95 understated: 12.95 reps to failure.
    assert measured((60, 10, 2)).kilograms == pytest.approx(60 * (1 + 12.95 / 30))
    assert measured((60, 10, 0)).kilograms == pytest.approx(60 * (1 + 10 / 30))


@given(st.integers(0, 200), st.integers(0, 10))
def test_believed_reserve_is_bounded(reps: int, said: int) -> None:
    believed = believed_reserve(reps, said)
    assert said <= believed <= 2 * said
    assert believed_reserve(reps + 1, said) >= believed


def test_more_sets_and_said_reserve_make_it_surer() -> None:
    one, three = measured((60, 10, 2)), measured((60, 10, 2), (60, 10, 2), (60, 10, 2))
    assert three.variance < one.variance
    assert measured((60, 10, None)).variance > one.variance
    assert measured((60, 10, 8)).variance > one.variance
    assert measured((60, 18, 2), high=20).variance > one.variance


def test_the_surer_set_counts_for_more() -> None:
    high, low = math.log(one_rep_max(60, 14.95)), math.log(one_rep_max(60, 10))
    mixed = measured((60, 12, 2), (60, 8, None))
    assert mixed.log > (high + low) / 2


def test_only_weighed_sets_of_reps_count() -> None:
    def of(kind: LoadKind, value: float | str | None, timed: bool = False) -> Strength | None:
        sets: tuple[PerformedSet, ...] = exposure(0, (value, 10, 2), kind=kind, timed=timed)
        return measure(sets, (8, 12), (1, 3))

    assert of(LoadKind.BODYWEIGHT, 10) is None
    assert of(LoadKind.BAND, "light") is None
    assert of(LoadKind.STACK, 0) is None
    assert of(LoadKind.PLATE, 10, timed=True) is None
    assert of(LoadKind.PLATE, 10) is not None


def test_following_lies_between_what_is_known_and_measured() -> None:
    known, new = measured((60, 10, 2)), measured((60, 12, 2))
    after = follow(known, new, 3)
    assert known.log < after.log < new.log
    assert after.variance < known.variance
    late = follow(known, new, 60)
    assert late.log > after.log  # what was known long ago counts for less


def test_sets_far_from_failure_only_raise() -> None:
    known, easy = measured((60, 10, 2)), measured((40, 10, 8))
    assert easy.bound
    assert follow(known, easy, 3).log == known.log
    assert follow(easy, measured((80, 10, 8)), 3).log > easy.log


def test_the_estimate_holds_the_formulas_own_error() -> None:
    sure = Strength(log=math.log(100), variance=0.0)
    assert estimate(sure).kilograms == pytest.approx(100)
    assert estimate(sure).deviation == pytest.approx(100 * FORMULA_DEVIATION)


@given(
    st.lists(st.tuples(st.integers(20, 100), st.integers(1, 30), st.integers(0, 10)), min_size=2)
)
def test_the_order_of_sets_does_not_matter(sets: list[tuple[int, int, int]]) -> None:
    assert measured(*sets) == measured(*reversed(sets))
