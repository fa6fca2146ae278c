"""Cells of tables for other programs: quotation, numbers, and rows in pieces."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice

from ilium.interchange.foreign import ForeignSet
from ilium.interchange.reading.quantities import CENTIMETER
from ilium.interchange.reading.text import guarded, plain
from ilium.loads import GRAM, POUND, Unit

_ROWS_A_PIECE = 500
_MOST_DECIMALS = 8


def quoted(text: str) -> str:
    """A text as a cell, which no spreadsheet takes for a formula.

    >>> quoted('say "hi"; =1'), quoted("=1")
    ('"say ""hi""; =1"', '"\\'=1"')
    """
    return '"' + guarded(plain(text)).replace('"', '""') + '"'


def weight(kilograms: Decimal | None, unit: Unit) -> str:
    """A weight in a unit with the fewest decimals that say the same gram; empty for none.

    >>> weight(Decimal("20.412"), Unit.POUNDS), weight(Decimal("62.5"), Unit.KILOGRAMS)
    ('45', '62.5')
    """
    if kilograms is None:
        return ""
    return _shortest(kilograms, Decimal(1) if unit is Unit.KILOGRAMS else POUND, GRAM)


def distance(meters: Decimal | None, unit_meters: Decimal) -> str:
    """A distance in a unit with the fewest decimals that say the same centimeter."""
    return "" if meters is None else _shortest(meters, unit_meters, CENTIMETER)


def number(value: Decimal | int | None) -> str:
    """A number without needless zeros; empty for none."""
    return "" if value is None else f"{Decimal(value).normalize():f}"


def _shortest(value: Decimal, of: Decimal, step: Decimal) -> str:
    found = value / of
    for decimals in range(_MOST_DECIMALS):
        short = round(found, decimals)
        if (short * of).quantize(step) == value.quantize(step):
            return number(short)
    return number(round(found, _MOST_DECIMALS))


def table(header: str, rows: Iterable[str]) -> Iterator[bytes]:
    """The bytes of a table, some hundred rows at a time."""
    lines = iter(rows)
    yield f"{header}\n".encode()
    while piece := list(islice(lines, _ROWS_A_PIECE)):
        # Half a character, as a faulty device may keep, is no text: it goes out as a question mark.
        yield "".join(f"{line}\n" for line in piece).encode(errors="replace")


class Places:
    """The places of sets among those of the same exercise in the same workout, from 0."""

    def __init__(self) -> None:
        self._workout: tuple[datetime, str] | None = None
        self._counts: Counter[str] = Counter()

    def next(self, row: ForeignSet) -> int:
        """The place of the next set; the sets of a workout come one after another."""
        workout = (row.started, row.workout)
        if workout != self._workout:
            self._workout = workout
            self._counts.clear()
        self._counts[row.exercise] += 1
        return self._counts[row.exercise] - 1
