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


def with_decimal_commas(listed: list[Decimal], between: str) -> str:
    return between.join(f"{one:f}".replace(".", ",") for one in listed)


@given(st.lists(weights, min_size=2, max_size=40), st.sampled_from(["; ", ";", " ;\n"]))
def test_semicolons_leave_the_comma_to_the_decimals(listed: list[Decimal], between: str) -> None:
    assert parse_weights(with_decimal_commas(listed, between)) == tuple(listed)


common = st.integers(1, 80).map(lambda steps: Decimal("1.25") * steps)


@given(st.lists(common, min_size=1, max_size=12), st.sampled_from([", ", ",", "\n", " ,", ",\n"]))
def test_decimal_commas_never_become_other_weights(listed: list[Decimal], between: str) -> None:
    text = with_decimal_commas(listed, between)
    if any(one % 1 for one in listed):
        with pytest.raises(ValueError, match="may be one weight or two; write "):
            parse_weights(text)


@given(st.lists(weights, min_size=2, max_size=12))
def test_beside_commas_with_a_space_a_bare_one_is_refused(listed: list[Decimal]) -> None:
    text = with_decimal_commas(listed, ", ")
    try:
        assert parse_weights(text) == tuple(listed)
    except ValueError:
        assert any(one % 1 for one in listed)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("20,10,5", "20 10 5"),
        ("2x20,10,5,2.5,1.25", "20 20 10 5 2.5 1.25"),
        ("2x45,25,10", "45 45 25 10"),
        ("5,7.5,10", "5 7.5 10"),
        ("20,10", "20 10"),
        ("20kg,5", "20 5"),
        ("1,2x5", "1 5 5"),
        ("20\r\n10\r\n2.5", "20 10 2.5"),
        ("20, 10; 2,5", "20 10 2.5"),
        ("20 ,5,", "20 5"),
    ],
)
def test_what_only_a_list_can_mean_is_one(text: str, listed: str) -> None:
    assert parse_weights(text) == tuple(map(Decimal, listed.split()))


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("20, 10, 5, 2,5, 1,25", "2.5"),
        ("20, 10,5", "10.5"),
        ("20,10,5,2,5", "2.5"),
        ("2,5", "2.5"),
        ("2x2,5 kg", "2.5"),
        ("20,0,5", "20.0"),
    ],
)
def test_a_comma_that_may_be_either_is_refused(text: str, one: str) -> None:
    with pytest.raises(ValueError, match=f"write {one}, or put semicolons"):
        parse_weights(text)


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
