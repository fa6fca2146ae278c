"""Which loads exist."""

from decimal import Decimal
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilium.loads import Equipment, Inventory, Load, LoadKind, Stack
from ilium.training.loadable import MOST_COMBINATIONS, ladder, loads, plates_per_side

PLATES = st.lists(
    st.sampled_from([Decimal(p) for p in ("0.5", "1.25", "2.5", "5", "10", "11.34", "20")]),
    max_size=7,
).map(tuple)


def every_weight(bar: Decimal, plates: tuple[Decimal, ...]) -> set[Decimal]:
    """All weights by trying every choice of pairs."""
    choices = chain.from_iterable(combinations(plates, n) for n in range(len(plates) + 1))
    return {bar + 2 * sum(choice, Decimal(0)) for choice in choices}


@given(plates=PLATES)
def test_a_bar_takes_exactly_the_combinations_of_pairs(plates: tuple[Decimal, ...]) -> None:
    found = ladder(LoadKind.BARBELL, Inventory(plates=plates)).values
    assert set(found) == every_weight(Decimal(20), plates)
    assert list(found) == sorted(found)


@given(plates=PLATES, place=st.integers(0, 200))
def test_plates_make_the_load_with_as_few_as_possible(
    plates: tuple[Decimal, ...], place: int
) -> None:
    inventory = Inventory(plates=plates)
    values = ladder(LoadKind.BARBELL, inventory).values
    wanted = values[place % len(values)]
    side = plates_per_side(Load(LoadKind.BARBELL, wanted), inventory)
    assert 20 + 2 * sum(side) == wanted
    assert list(side) == sorted(side, reverse=True)
    left = list(plates)
    for plate in side:
        left.remove(plate)
    fewest = next(
        n
        for n in range(len(plates) + 1)
        if any(20 + 2 * sum(c, Decimal(0)) == wanted for c in combinations(plates, n))
    )
    assert len(side) == fewest


def test_few_heavy_plates_before_many_light_ones() -> None:
    inventory = Inventory(plates=tuple(map(Decimal, (8, 3, 3, 3, 1))))
    assert plates_per_side(Load(LoadKind.BARBELL, Decimal(38)), inventory) == (8, 1)


def test_a_load_that_cannot_be_made_says_what_can() -> None:
    with pytest.raises(ValueError, match=r"61 kg cannot be made .* load 60 kg instead"):
        plates_per_side(Load(LoadKind.BARBELL, Decimal(61)), Inventory())
    with pytest.raises(ValueError, match="the bar alone is heavier"):
        plates_per_side(Load(LoadKind.BARBELL, Decimal(15)), Inventory())
    with pytest.raises(ValueError, match="plates go on a bar"):
        plates_per_side(Load(LoadKind.DUMBBELL, Decimal(10)), Inventory())


@pytest.mark.parametrize(
    ("kind", "first", "last", "number"),
    [
        (LoadKind.DUMBBELL, "2", "40", 20),
        (LoadKind.KETTLEBELL, "8", "32", 7),
        (LoadKind.PLATE, "1.25", "25", 7),
        (LoadKind.STACK, "5", "100", 20),
    ],
)
def test_fixed_weights(kind: LoadKind, first: str, last: str, number: int) -> None:
    values = ladder(kind, Inventory()).values
    assert (values[0], values[-1], len(values)) == (Decimal(first), Decimal(last), number)


def test_a_stack_stops_at_its_last_pin() -> None:
    stack = Stack(Decimal(7), Decimal(5), Decimal(20))
    assert [str(v) for v in ladder(LoadKind.STACK, Inventory(stack=stack)).values] == [
        "7",
        "12",
        "17",
    ]


def test_what_can_be_held_depends_on_what_is_at_hand() -> None:
    inventory = Inventory(plates=(Decimal(10),), dumbbells=(Decimal(4),), kettlebells=())
    bare = loads(LoadKind.BODYWEIGHT, inventory)
    assert bare == (Load(LoadKind.BODYWEIGHT),)
    at_hand = frozenset({Equipment.BARBELL, Equipment.DUMBBELLS})
    held = loads(LoadKind.BODYWEIGHT, inventory, at_hand)
    assert [str(load.kilograms) for load in held] == ["None", "4", "10"]


def test_bands_are_rungs() -> None:
    bands = ladder(LoadKind.BAND, Inventory(bands=("light", "heavy")))
    assert bands.value_of(Load(LoadKind.BAND, band="heavy")) == 1
    assert bands.value_of(Load(LoadKind.BAND, band="lost")) is None
    assert bands.value_of(Load(LoadKind.BARBELL, Decimal(20))) is None
    assert bands.load(Decimal(0)).band == "light"


def test_neighbours() -> None:
    rack = ladder(LoadKind.DUMBBELL, Inventory())
    assert rack.next_above(Decimal(10)) == 12
    assert rack.next_above(Decimal(11)) == 12
    assert rack.next_above(Decimal(40)) is None
    assert rack.next_below(Decimal(10)) == 8
    assert rack.next_below(Decimal(2)) is None
    assert rack.nearest_at_most(Decimal("9.9")) == 8
    assert rack.nearest_at_most(Decimal(1)) is None
    assert rack.settle(Decimal(1)) == 2
    assert rack.between(Decimal(8), Decimal(12)) == (8, 10, 12)


def test_plates_of_unrelated_weights_stay_bounded() -> None:
    odd = tuple(Decimal(1) + Decimal(1) / 2**n for n in range(40))
    values = ladder(LoadKind.BARBELL, Inventory(plates=odd)).values
    assert len(values) <= 2 * MOST_COMBINATIONS + 2


def test_nothing_above_a_ton() -> None:
    heavy = Inventory(plates=(Decimal(300), Decimal(300)))
    assert ladder(LoadKind.BARBELL, heavy).values == (20, 620)
