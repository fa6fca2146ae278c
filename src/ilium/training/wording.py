"""How loads, reps and reserve stand in a reason: text with its unit, ready for a sentence."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ilium.loads import LoadKind, load_text, weight_text
from ilium.planning.programme import Range
from ilium.training.aim import Aim
from ilium.training.exposure import Judged
from ilium.training.loadable import Ladder
from ilium.training.performed import Side


def named(ladder: Ladder, value: Decimal) -> str:
    """A load of the ladder: `62.5 kg`, `the light band`, `bodyweight + 5 kg`."""
    if ladder.kind is LoadKind.NONE:
        return "your own weight"
    text = load_text(ladder.load(value))
    return f"the {text}" if ladder.kind is LoadKind.BAND else text


def named_near(ladder: Ladder, value: Decimal) -> str:
    """The name of the load that a value settles on."""
    return named(ladder, ladder.settle(value))


def difference(one: Decimal, other: Decimal) -> str:
    """How many kilograms lie between two values."""
    return weight_text(abs(one - other))


def span(bounds: Range, timed: bool = False) -> str:
    """A closed range with its unit.

    >>> span((8, 12)), span((1, 1)), span((20, 40), timed=True)
    ('8 to 12 reps', '1 rep', '20 to 40 seconds')
    """
    low, high = bounds
    numbers = str(low) if low == high else f"{low} to {high}"
    unit = "second" if timed else "rep"
    return f"{numbers} {unit}{'' if numbers == '1' else 's'}"


def amount(aim: Aim, number: int) -> str:
    """A number of reps, or of seconds: `12 reps`."""
    return span((number, number), aim.timed)


def counted(judged: Judged, timed: bool = False) -> str:
    """What was done, set by set, side by side."""
    return sets_text(judged.counts) + (" seconds" if timed else "")


def sets_text(counts: Mapping[Side, Sequence[int]]) -> str:
    """The sets of each side.

    >>> sets_text({Side.BOTH: (10, 10, 9)})
    '10, 10, 9'
    >>> sets_text({Side.LEFT: (10, 9), Side.RIGHT: (10, 10)})
    'left 10, 9 and right 10, 10'
    """
    listed = {side: ", ".join(map(str, numbers)) for side, numbers in counts.items()}
    if len(listed) == 1 and Side.BOTH in listed:
        return listed[Side.BOTH]
    return " and ".join(f"{side} {numbers}" for side, numbers in listed.items())


def reserve(judged: Judged) -> str:
    """The reps in reserve that were said, as a span: `1 to 3`."""
    low, high = min(judged.reserves), max(judged.reserves)
    return str(low) if low == high else f"{low} to {high}"


def percent(one: Decimal, other: Decimal) -> int:
    """By how many per cent `other` is more than `one`."""
    return round(100 * (other / one - 1))
