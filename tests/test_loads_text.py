"""Weights as people write them, and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilium.loads import (
    MAXIMUM_KILOGRAMS,
    POUND_INVENTORY,
    Inventory,
    Unit,
    common_inventory,
    parse_weight,
    parse_weights,
    weight_text,
    weights_text,
)

weights = st.integers(1, 1_000_000).map(lambda grams: Decimal(grams) / 1000)


@given(st.lists(weights, max_size=40))
def test_a_list_in_kilograms_comes_back_exactly(listed: list[Decimal]) -> None:
    assert parse_weights(weights_text(listed)) == tuple(listed)


@given(st.lists(st.integers(1, 400).map(lambda halves: Decimal(halves) / 2), max_size=40))
def test_a_list_in_pounds_reads_as_it_was_written(listed: list[Decimal]) -> None:
    text = ", ".join(map(str, listed))
    kilograms = parse_weights(text, Unit.POUNDS)
    assert parse_weights(weights_text(kilograms, Unit.POUNDS), Unit.POUNDS) == kilograms


@given(st.text(max_size=60), st.sampled_from(Unit))
def test_any_text_is_weights_or_a_sentence(text: str, unit: Unit) -> None:
    try:
        found = parse_weights(text, unit)
    except ValueError as error:
        said, found = str(error), ()
    else:
        said = "weights"
    assert said
    assert all(0 <= one <= MAXIMUM_KILOGRAMS for one in found)


@pytest.mark.parametrize(
    "text", ["1e9999999999", "9" * 400, "1e-9999999999", "NaN", "Infinity", "-1", "sNaN", "0x10"]
)
@pytest.mark.parametrize("unit", list(Unit))
def test_hostile_numbers_are_refused_or_zero(text: str, unit: Unit) -> None:
    if text.startswith("1e-"):
        assert parse_weight(text, unit) == 0
        return
    with pytest.raises(ValueError, match="not a weight"):
        parse_weight(text, unit)


@pytest.mark.parametrize("text", ["101x5", "99999999999x5", "60x5,60x5", ",".join(["1"] * 101)])
def test_a_list_is_bounded(text: str) -> None:
    with pytest.raises(ValueError, match="at most 100 weights"):
        parse_weights(text)


def test_what_is_common_in_pounds_is_round_in_pounds() -> None:
    assert common_inventory(Unit.KILOGRAMS) == Inventory()
    assert common_inventory(Unit.POUNDS) is POUND_INVENTORY
    assert weight_text(POUND_INVENTORY.bar, Unit.POUNDS) == "45 lb"
    shown = weights_text(POUND_INVENTORY.plates, Unit.POUNDS)
    assert shown == "3x45, 35, 25, 2x10, 2x5, 2.5"
    assert parse_weights(shown, Unit.POUNDS) == POUND_INVENTORY.plates
