"""Two entries beside each other."""

import pytest

import made_up_atlas
from ilium.anatomy import Region
from ilium.atlas import Entry
from ilium.atlas.comparing import compare

MEDIUS, MINIMUS = Region.GLUTEUS_MEDIUS, Region.GLUTEUS_MINIMUS


def test_each_region_that_both_have_with_its_ratio() -> None:
    first = made_up_atlas.entry({MEDIUS: 0.1, MINIMUS: 0.2})
    second = made_up_atlas.entry({MINIMUS: 0.3, Region.ADDUCTORS: 0.1, MEDIUS: 0.25})
    found = compare(first, second)
    assert [(one.region, one.ratio) for one in found] == [(MEDIUS, 2.5), (MINIMUS, 1.5)]


@pytest.mark.parametrize(
    ("low", "high", "clear"), [(0.1, 0.2, True), (0.1, 0.13, False), (0.2, 0.1, True)]
)
def test_an_order_is_clear_where_the_bands_do_not_meet(
    low: float, high: float, clear: bool
) -> None:
    first, second = (made_up_atlas.entry({MEDIUS: mean}, 0.02) for mean in (low, high))
    assert compare(first, second)[0].clear is clear


def test_there_is_no_ratio_to_next_to_nothing() -> None:
    nothing = made_up_atlas.entry({MEDIUS: 0.01}, 0.0)
    assert compare(nothing, made_up_atlas.entry({MEDIUS: 0.3}))[0].ratio is None


def test_an_entry_without_figures_compares_with_nothing() -> None:
    fallen = Entry(valid=False, problem="It tips over.")
    with pytest.raises(ValueError, match=r"It tips over\."):
        compare(made_up_atlas.entry({MEDIUS: 0.1}), fallen)
