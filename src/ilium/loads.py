"""Loads: a number with its kind, and the equipment that it is put together from.

Kilograms inside, always `Decimal`: 2.5 kg stays 2.5 kg through every round trip.
"""

import re
from collections.abc import Iterable
from decimal import Decimal, DecimalException
from enum import StrEnum
from itertools import groupby, pairwise

import msgspec


class Equipment(StrEnum):
    """What a person has at hand. `cable` includes its ankle cuff, `bands` are loops."""

    BARBELL = "barbell"
    SMITH_MACHINE = "smith_machine"
    BENCH = "bench"
    DUMBBELLS = "dumbbells"
    KETTLEBELL = "kettlebell"
    CABLE = "cable"
    BANDS = "bands"
    LONG_BAND = "long_band"
    HYPEREXTENSION_BENCH = "hyperextension_bench"
    ABDUCTION_MACHINE = "abduction_machine"
    STEP = "step"


class LoadKind(StrEnum):
    """How a load is put together, which decides the loads that exist."""

    BARBELL = "barbell"  # kilograms, bar included; plates go on in pairs
    DUMBBELL = "dumbbell"  # kilograms of one dumbbell, from a fixed rack
    KETTLEBELL = "kettlebell"  # kilograms of one kettlebell, from a fixed rack
    STACK = "stack"  # kilograms on a pin-loaded stack
    PLATE = "plate"  # one plate held against the body
    BAND = "band"  # a rung of the person's ladder of bands
    BODYWEIGHT = "bodyweight"  # the body, plus kilograms if any
    NONE = "none"  # nothing to load


KILOGRAM_KINDS = frozenset(
    {LoadKind.BARBELL, LoadKind.DUMBBELL, LoadKind.KETTLEBELL, LoadKind.STACK, LoadKind.PLATE}
)

MAXIMUM_KILOGRAMS = Decimal(1000)
"""Twice the heaviest hip thrust on record: anything above is a slip of the finger."""


class Load(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A load of one kind.

    `kilograms` for the weighed kinds (added ones for bodyweight), `band` for bands.

    >>> Load(LoadKind.BARBELL, Decimal("62.5"))
    Load(kind=<LoadKind.BARBELL: 'barbell'>, kilograms=Decimal('62.5'), band=None)
    """

    kind: LoadKind
    kilograms: Decimal | None = None
    band: str | None = None

    def __post_init__(self) -> None:
        if (self.kind is LoadKind.BAND) != (self.band is not None):
            raise ValueError("a band load names its band, and no other load does")
        if self.kind in KILOGRAM_KINDS and self.kilograms is None:
            raise ValueError(f"a {self.kind} load needs its kilograms")
        if self.kind in (LoadKind.BAND, LoadKind.NONE) and self.kilograms is not None:
            raise ValueError(f"a {self.kind} load has no kilograms")
        kilograms = self.kilograms
        if kilograms is not None and not (
            kilograms.is_finite() and 0 <= kilograms <= MAXIMUM_KILOGRAMS
        ):
            raise ValueError(f"a load is 0 to {MAXIMUM_KILOGRAMS} kg, not {kilograms}")


class Unit(StrEnum):
    """How weights are shown and read. Inside, everything is kilograms."""

    KILOGRAMS = "kg"
    POUNDS = "lb"


POUND = Decimal("0.45359237")
"""Kilograms in a pound, exact by definition (international yard and pound agreement, 1959)."""

GRAM = Decimal("0.001")


def weight_text(kilograms: Decimal, unit: Unit = Unit.KILOGRAMS) -> str:
    """A weight as a person reads it: kilograms as they are, pounds to a tenth.

    >>> weight_text(Decimal("62.50")), weight_text(Decimal("20.412"), Unit.POUNDS)
    ('62.5 kg', '45 lb')
    """
    value = kilograms if unit is Unit.KILOGRAMS else round(kilograms / POUND, 1)
    return f"{value.normalize():f} {unit}"


def load_text(load: Load, unit: Unit = Unit.KILOGRAMS) -> str:
    """A load as a person reads it.

    >>> load_text(Load(LoadKind.BODYWEIGHT, Decimal(5)))
    'bodyweight + 5 kg'
    >>> load_text(Load(LoadKind.BAND, band="light"))
    'light band'
    """
    if load.kind is LoadKind.NONE:
        return "no load"
    if load.kind is LoadKind.BAND:
        return f"{load.band} band"
    if load.kind is LoadKind.BODYWEIGHT:
        added = load.kilograms
        return f"bodyweight + {weight_text(added, unit)}" if added else "bodyweight"
    return weight_text(load.kilograms or Decimal(0), unit)


def parse_weight(text: str, unit: Unit = Unit.KILOGRAMS) -> Decimal:
    """Kilograms, to the gram, from what a person typed: `62.5`, `62,5 kg`, `135lb`.

    A number without a unit is in `unit`.

    Raises:
        ValueError: it is not a weight from 0 to 1000 kg.

    >>> parse_weight("45 lb")
    Decimal('20.412')
    """
    lowered = text.strip().lower().replace(",", ".")
    for suffix, named in (("kg", Unit.KILOGRAMS), ("lbs", Unit.POUNDS), ("lb", Unit.POUNDS)):
        if lowered.endswith(suffix):
            lowered, unit = lowered.removesuffix(suffix).strip(), named
            break
    try:
        value = Decimal(lowered)
        kilograms = value if unit is Unit.KILOGRAMS else value * POUND
    except DecimalException:  # no number, or one that has no end
        raise ValueError(f"{text!r} is not a weight; write it like 62.5 or 135lb") from None
    if not (kilograms.is_finite() and 0 <= kilograms <= MAXIMUM_KILOGRAMS):
        raise ValueError(f"{text!r} is not a weight from 0 to {MAXIMUM_KILOGRAMS} kg")
    return kilograms.quantize(GRAM).normalize() + 0


MOST_WEIGHTS = 100
"""The most weights that a list names."""


COMMON_STEP = Decimal("1.25")
"""What common weights are multiples of: 2.5 or 12.5 is one, 10.5 hardly."""

_BETWEEN = re.compile(r"[;\n]|\s,|,(?=\s|$)")
"""What is sure to stand between two weights: a comma only beside a space."""

_ENDS_WHOLE = re.compile(r"(?:^|[x\s])(\d{1,9})$")
_WHOLE = re.compile(r"(\d{1,9})\s*(?:kg|lbs?)?")


def parse_weights(text: str, unit: Unit = Unit.KILOGRAMS) -> tuple[Decimal, ...]:
    """Kilograms from a list with commas, as `3x20, 10, 2.5`: `3x20` is 20 three times.

    Semicolons and new lines stand between weights, too. With semicolons a comma between digits is
    a decimal one. Without them it may be either, and is refused where both can be meant.

    Raises:
        ValueError: a word is no weight or may be two, or there are more than 100 of them.

    >>> [str(weight) for weight in parse_weights("2x20, 10")]
    ['20', '20', '10']
    >>> [str(weight) for weight in parse_weights("5; 2,5")]
    ['5', '2.5']
    """
    found: list[Decimal] = []
    for word in _weight_words(text.lower().replace("×", "x")):
        count, times, weight = word.partition("x")
        if times and count.strip().isdecimal():
            found.extend([parse_weight(weight, unit)] * min(int(count[:4]), MOST_WEIGHTS + 1))
        else:
            found.append(parse_weight(word, unit))
        if len(found) > MOST_WEIGHTS:
            raise ValueError(f"list at most {MOST_WEIGHTS} weights")
    return tuple(found)


def _weight_words(text: str) -> list[str]:
    """The words of a list of weights, one each.

    Raises:
        ValueError: a comma may stand between two weights or be the decimal one of a single weight.
    """
    words = [word for part in _BETWEEN.split(text) if (word := part.strip())]
    if ";" in text:
        return words
    apart: list[str] = []
    for word in words:
        weights = [one for part in word.split(",") if (one := part.strip())]
        for before, after in pairwise(weights):
            _require_two(before, after, alone=len(words) == 1, only=len(weights) == 2)
        apart += weights
    return apart


def _require_two(before: str, after: str, *, alone: bool, only: bool) -> None:
    """Raises ValueError if two words with a bare comma between them may be one weight.

    In a list of bare commas, such as `20,10,5`, they are two unless that is a weight that people
    have; beside other commas with a space, or with no other comma, there is less to go by.
    """
    whole, fraction = _ENDS_WHOLE.search(before), _WHOLE.fullmatch(after)
    if whole is None or fraction is None:
        return
    one = Decimal(f"{whole[1]}.{fraction[1]}")
    single = only and not fraction[1].endswith("0")  # nobody writes 20.1 as 20,10
    if not alone or single or one < 1 or not one % COMMON_STEP:
        raise ValueError(
            f"{whole[1]},{fraction[1]} may be one weight or two; write {one}, or put semicolons "
            "between the weights"
        )


def weights_text(weights: Iterable[Decimal], unit: Unit = Unit.KILOGRAMS) -> str:
    """A list of weights as `parse_weights` reads it, equal neighbours counted.

    >>> weights_text(parse_weights("20, 20, 10"))
    '2x20, 10'
    """
    words: list[str] = []
    for weight, run in groupby(weight_text(one, unit).split()[0] for one in weights):
        count = len(list(run))
        words.append(f"{count}x{weight}" if count > 1 else weight)
    return ", ".join(words)


class Stack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pin-loaded stack: `first`, then steps of `step` up to `last`, in kilograms."""

    first: Decimal = Decimal(5)
    step: Decimal = Decimal(5)
    last: Decimal = Decimal(100)

    def __post_init__(self) -> None:
        if not (0 <= self.first <= self.last <= MAXIMUM_KILOGRAMS and self.step > 0):
            raise ValueError("a stack needs 0 <= first <= last <= 1000 kg and a step above 0")


def _kilograms(*values: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in values)


class Inventory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The loads a person owns or finds in their gym; the defaults are a common small gym.

    `plates` are pairs, listed as often as there are pairs. `bands` runs from the lightest to the
    heaviest. Kilograms throughout.
    """

    bar: Decimal = Decimal(20)
    plates: tuple[Decimal, ...] = _kilograms(
        "25", "20", "20", "20", "15", "10", "10", "5", "5", "2.5", "2.5", "1.25"
    )
    dumbbells: tuple[Decimal, ...] = tuple(Decimal(2 * n) for n in range(1, 21))
    kettlebells: tuple[Decimal, ...] = _kilograms("8", "12", "16", "20", "24", "28", "32")
    stack: Stack = Stack()
    bands: tuple[str, ...] = ("extra light", "light", "medium", "heavy", "extra heavy")

    def __post_init__(self) -> None:
        weights = (self.bar, *self.plates, *self.dumbbells, *self.kettlebells)
        if any(not (w.is_finite() and 0 < w <= MAXIMUM_KILOGRAMS) for w in weights):
            raise ValueError("every weight owned is above 0 and at most 1000 kg")
        if len(self.plates) > 40 or len(self.dumbbells) > 100 or len(self.kettlebells) > 100:
            raise ValueError("list at most 40 pairs of plates and 100 dumbbells or kettlebells")
        if len(set(self.bands)) != len(self.bands) or len(self.bands) > 20:
            raise ValueError("every band of the ladder has its own name, at most 20 of them")


def _pounds(*values: float) -> tuple[Decimal, ...]:
    return tuple(parse_weight(str(value), Unit.POUNDS) for value in values)


POUND_INVENTORY = Inventory(
    bar=_pounds(45)[0],
    plates=_pounds(45, 45, 45, 35, 25, 10, 10, 5, 5, 2.5),
    dumbbells=_pounds(*range(5, 105, 5)),
    kettlebells=_pounds(18, 26, 35, 44, 53, 62, 70),
    stack=Stack(*_pounds(10, 10, 200)),
)
"""What a common small gym has where weights are in pounds."""


def common_inventory(unit: Unit) -> Inventory:
    """What a common small gym has where weights are in this unit."""
    return Inventory() if unit is Unit.KILOGRAMS else POUND_INVENTORY


def parse_load(text: str, kind: LoadKind, inventory: Inventory, unit: Unit) -> Load:
    """The load of a kind that a person typed: a weight, or the name of one of their bands.

    Raises:
        ValueError: it is neither.
    """
    if kind is LoadKind.BAND:
        named = text.lower().removesuffix("band").strip()
        for band in inventory.bands:
            if band.lower() == named:
                return Load(kind, band=band)
        raise ValueError(f"There is no {text} band; yours are {', '.join(inventory.bands)}.")
    if kind is LoadKind.NONE:
        kind = LoadKind.BODYWEIGHT
    return Load(kind, parse_weight(text.lower().removeprefix("bodyweight").strip(" +"), unit))
