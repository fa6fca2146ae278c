"""The loads that exist: what can be put together from a person's inventory, lightest first.

A prescription names only loads of a ladder, so it never asks for plates that nobody owns.
"""

from bisect import bisect_left, bisect_right
from decimal import Decimal
from functools import lru_cache

import msgspec

from ilium.loads import MAXIMUM_KILOGRAMS, Equipment, Inventory, Load, LoadKind

ZERO = Decimal(0)

MOST_COMBINATIONS = 5000
"""Weights of one side after which no further plates are combined.

Real plates are multiples of one small plate, so 40 pairs make a few hundred weights; plates of
unrelated weights would double them with every pair. What is left out is never prescribed.
"""


class Ladder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The loads of one kind, ascending, each with a value that orders it.

    A value is kilograms for weighed loads and added kilograms for bodyweight; for bands it is
    the rung, counted from 0. All methods take and give values that are in the ladder, or None.
    """

    kind: LoadKind
    loads: tuple[Load, ...]
    values: tuple[Decimal, ...]

    def value_of(self, load: Load) -> Decimal | None:
        """The value of a load that was lifted, whether or not it is in the ladder.

        None for a load of another kind or a band that is not owned (any more).
        """
        if load.kind is not self.kind:
            return None
        if load.kind is LoadKind.BAND:
            return self.values[self.loads.index(load)] if load in self.loads else None
        return load.kilograms if load.kilograms is not None else ZERO

    def load(self, value: Decimal) -> Load:
        """The load of a value that is in the ladder."""
        return self.loads[bisect_left(self.values, value)]

    def lightest(self) -> Decimal | None:
        """The lightest load, None when nothing is owned."""
        return self.values[0] if self.values else None

    def nearest_at_most(self, value: Decimal | float) -> Decimal | None:
        """The heaviest load of at most `value`."""
        place = bisect_right(self.values, value)
        return self.values[place - 1] if place else None

    def settle(self, value: Decimal) -> Decimal:
        """The load to use for a value that was lifted: at most that, or the lightest there is."""
        below = self.nearest_at_most(value)
        return self.values[0] if below is None else below

    def next_above(self, value: Decimal) -> Decimal | None:
        """The lightest load above `value`."""
        place = bisect_right(self.values, value)
        return self.values[place] if place < len(self.values) else None

    def next_below(self, value: Decimal) -> Decimal | None:
        """The heaviest load below `value`."""
        place = bisect_left(self.values, value)
        return self.values[place - 1] if place else None

    def between(self, low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
        """The loads of `low` to `high`, both included, ascending."""
        return self.values[bisect_left(self.values, low) : bisect_right(self.values, high)]


def loads(
    kind: LoadKind, inventory: Inventory, equipment: frozenset[Equipment] = frozenset()
) -> tuple[Load, ...]:
    """Every load of a kind that can be put together, ascending.

    `equipment` matters for bodyweight alone: only what is at hand can be held.

    >>> [load.band for load in loads(LoadKind.BAND, Inventory(bands=("light", "heavy")))]
    ['light', 'heavy']
    """
    return ladder(kind, inventory, equipment).loads


@lru_cache(maxsize=256)
def ladder(
    kind: LoadKind, inventory: Inventory, equipment: frozenset[Equipment] = frozenset()
) -> Ladder:
    """The ladder of a kind of load.

    >>> small = Inventory(plates=(Decimal(10), Decimal(5)))
    >>> [str(value) for value in ladder(LoadKind.BARBELL, small).values]
    ['20', '30', '40', '50']
    """
    if kind is LoadKind.BAND:
        rungs = tuple(Load(kind, band=band) for band in inventory.bands)
        return Ladder(kind=kind, loads=rungs, values=tuple(map(Decimal, range(len(rungs)))))
    if kind is LoadKind.NONE:
        return Ladder(kind=kind, loads=(Load(kind),), values=(ZERO,))
    weights = sorted({_plain(w) for w in _weights(kind, inventory, equipment)})
    values = tuple(weight for weight in weights if weight <= MAXIMUM_KILOGRAMS)
    bare = kind is LoadKind.BODYWEIGHT  # the body alone has no kilograms to name
    return Ladder(
        kind=kind,
        loads=tuple(Load(kind, None if bare and not value else value) for value in values),
        values=values,
    )


def plates_per_side(load: Load, inventory: Inventory) -> tuple[Decimal, ...]:
    """The plates on each end of the bar, heaviest first, as few as possible.

    Raises:
        ValueError: the load is not on a bar, or these plates cannot make it.

    >>> owned = Inventory(plates=(Decimal(20), Decimal(10), Decimal(5)))
    >>> [str(plate) for plate in plates_per_side(Load(LoadKind.BARBELL, Decimal(50)), owned)]
    ['10', '5']
    """
    if load.kind is not LoadKind.BARBELL or load.kilograms is None:
        raise ValueError(f"plates go on a bar, and this is a {load.kind} load")
    plates = _combinations(inventory.plates).get((load.kilograms - inventory.bar) / 2)
    if plates is None:
        below = ladder(LoadKind.BARBELL, inventory).nearest_at_most(load.kilograms)
        instead = f"load {below} kg instead" if below is not None else "the bar alone is heavier"
        raise ValueError(f"{load.kilograms} kg cannot be made with these plates; {instead}")
    return plates


def _weights(
    kind: LoadKind, inventory: Inventory, equipment: frozenset[Equipment]
) -> tuple[Decimal, ...]:
    """The kilograms of a weighed or bodyweight load, in no order."""
    if kind is LoadKind.BARBELL:
        return tuple(inventory.bar + 2 * side for side in _combinations(inventory.plates))
    if kind is LoadKind.DUMBBELL:
        return inventory.dumbbells
    if kind is LoadKind.KETTLEBELL:
        return inventory.kettlebells
    if kind is LoadKind.PLATE:
        return inventory.plates
    if kind is LoadKind.STACK:
        stack = inventory.stack
        # No stack has more pins than this; a tiny step would make a ladder without end.
        steps = min(int((stack.last - stack.first) / stack.step), 1000)
        return tuple(stack.first + n * stack.step for n in range(steps + 1))
    return (ZERO, *_held(inventory, equipment))


def _held(inventory: Inventory, equipment: frozenset[Equipment]) -> tuple[Decimal, ...]:
    """Kilograms of the single weights at hand that can be held against the body."""
    owned = (
        (Equipment.BARBELL, inventory.plates),
        (Equipment.SMITH_MACHINE, inventory.plates),
        (Equipment.DUMBBELLS, inventory.dumbbells),
        (Equipment.KETTLEBELL, inventory.kettlebells),
    )
    return tuple(weight for needed, weights in owned if needed in equipment for weight in weights)


@lru_cache(maxsize=64)
def _combinations(plates: tuple[Decimal, ...]) -> dict[Decimal, tuple[Decimal, ...]]:
    """Each weight that fits on one side, with the fewest plates that make it.

    Subset sums: every pair listed is used once or not at all.
    """
    found: dict[Decimal, tuple[Decimal, ...]] = {ZERO: ()}
    for plate in sorted(plates, reverse=True):
        for weight, used in tuple(found.items()):
            total = weight + plate
            if total not in found or len(used) + 1 < len(found[total]):
                found[total] = (*used, plate)
        if len(found) > MOST_COMBINATIONS:
            break
    return found


def _plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
