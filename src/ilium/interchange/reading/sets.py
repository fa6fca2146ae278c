"""Rows of a table as sets: the same for every program, whose own words are in headers.toml."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from ilium.interchange.foreign import ForeignKind, ForeignSet, Problem, Source, Undone
from ilium.interchange.reading import quantities
from ilium.interchange.reading.bounds import (
    MAXIMUM_DURATION_S,
    MAXIMUM_NAME,
    MAXIMUM_REPS,
    MAXIMUM_SECONDS,
)
from ilium.interchange.reading.dates import moment
from ilium.interchange.reading.headers import kinds, programs, word
from ilium.interchange.reading.quantities import METERS, Fault
from ilium.interchange.reading.table import Cells, Header, rows_of
from ilium.interchange.reading.text import plain, shown, unguarded
from ilium.loads import Unit

Value = TypeVar("Value")

Column = Callable[[list[str]], Value | None]
"""What one column says in the cells of a row; None where it is empty or not there."""

_REMEMBERED = 2048
_LONGEST_REMEMBERED = 100


def sets_of(
    data: bytes, header: Header, unit: Unit | None, undone: Undone | None = None
) -> Iterator[ForeignSet | Problem]:
    """The sets of a table, one at a time, and what is wrong with the rows that are none.

    Args:
        unit: of weights that have none in the file.
        undone: told of the sets with 0 reps.

    Raises:
        InvalidDocument: as `rows_of`.
    """
    reader = _Reader(header, unit)
    for row in rows_of(data, header):
        if isinstance(row, Problem):
            yield row
            continue
        try:
            found = reader.set_of(row)
        except Fault as fault:
            yield Problem(line=row.line, sentence=str(fault))
            continue
        if found is not None:
            yield found
        elif undone is not None and reader.is_undone(row):
            undone(row.line)


def lacks_unit(row: Cells, header: Header) -> bool:
    """Whether a row has a weight that the file gives no unit."""
    weight, unit = header.columns["weight"], header.columns.get("weight_unit")
    if unit is not None and row.cells[unit].strip():
        return False
    return row.cells[weight].strip().strip("0.,") != ""


class _Reader:
    """Reads the rows of one table, with a function for each column of it.

    A table says the same things over and over, so each function remembers what cells meant.
    """

    def __init__(self, header: Header, unit: Unit | None) -> None:
        self._header = header
        self._unit = unit
        self._program = programs()[header.source]
        self._kind = self._column("kind", self._as_kind)
        self._started = self._column("started", moment)
        self._ended = self._column("ended", moment)
        self._duration = self._column("duration", quantities.duration)
        self._workout = self._column("workout", _name)
        self._exercise = self._column("exercise", _name)
        self._weights = (
            self._number("weight_kg", lambda value: quantities.kilograms(value, Unit.KILOGRAMS)),
            self._number("weight_lb", lambda value: quantities.kilograms(value, Unit.POUNDS)),
        )
        self._weight = self._number("weight", lambda value: value or None)
        self._weight_unit = self._column("weight_unit", quantities.unit_named)
        self._reps = self._number("reps", lambda value: quantities.whole(value, MAXIMUM_REPS))
        self._seconds = self._column(
            "seconds", lambda text: quantities.duration(text, MAXIMUM_SECONDS)
        )
        self._distances = (
            self._number("distance_m", lambda value: quantities.distance(value, METERS["m"])),
            self._number("distance_km", lambda value: quantities.distance(value, METERS["km"])),
            self._number("distance_mi", lambda value: quantities.distance(value, METERS["mi"])),
        )
        self._distance = self._number("distance", lambda value: value or None)
        self._distance_unit = self._column("distance_unit", quantities.meters_in)
        self._rpe = self._number("rpe", quantities.effort)
        self._note = self._column("note", self._as_note)
        self._exercise_note = self._column("exercise_note", self._as_note)
        self._workout_note = self._column("workout_note", self._as_note)

    def set_of(self, row: Cells) -> ForeignSet | None:
        """The set of a row, None if it is no set or nothing was done in it.

        Raises:
            Fault: something of it is wrong; the message begins with the column.
        """
        cells = row.cells
        kind = self._kind(cells) or ForeignKind.WORKING
        if kind == _REST:
            return None
        reps, seconds, meters = self._reps(cells), self._seconds(cells), self._meters(cells)
        if reps is None and seconds is None and meters is None:
            return None
        started = self._started(cells)
        if started is None:
            raise self._fault("started", "It is empty. Every set needs the date of its workout.")
        exercise = self._exercise(cells)
        if not exercise:
            raise self._fault("exercise", "It is empty. Write the name of the exercise.")
        return ForeignSet(
            line=row.line,
            started=started,
            duration_s=self._lasted(cells, started),
            workout=self._workout(cells) or "",
            exercise=exercise,
            kind=ForeignKind(kind),
            weight=self._kilograms(cells),
            reps=reps,
            seconds=seconds,
            meters=meters,
            rpe=self._rpe(cells),
            note=self._note(cells) or "",
            exercise_note=self._exercise_note(cells) or "",
            workout_note=self._workout_note(cells) or "",
        )

    def is_undone(self, row: Cells) -> bool:
        """Whether a row that is no set says one with 0 reps; blank ones and rests do not."""
        place = self._header.columns.get("reps")
        if place is None or place >= len(row.cells) or self._kind(row.cells) == _REST:
            return False
        return plain(row.cells[place]) != ""

    def _column(self, column: str, read: Callable[[str], Value | None]) -> Column[Value]:
        """The function of a column whose cells are read by `read`, which is given no empty text."""
        place = self._header.columns.get(column)
        if place is None:
            return lambda _cells: None

        @lru_cache(_REMEMBERED)
        def remembered(cell: str) -> Value | None:
            text = plain(cell)
            try:
                return read(text) if text else None
            except Fault as fault:
                raise self._fault(column, str(fault)) from fault

        def found(cells: list[str]) -> Value | None:
            cell = cells[place] if place < len(cells) else ""
            if len(cell) > _LONGEST_REMEMBERED:
                return remembered.__wrapped__(cell)
            return remembered(cell) if cell else None

        return found

    def _number(self, column: str, read: Callable[[Decimal], Value | None]) -> Column[Value]:
        """The function of a column of numbers."""
        delimiter = self._header.delimiter
        return self._column(column, lambda text: read(quantities.number(text, delimiter)))

    def _fault(self, column: str, sentence: str) -> Fault:
        """What is wrong, with the header of the column before it."""
        return Fault(f"{self._header.label(column)}: {sentence}")

    def _as_kind(self, text: str) -> str:
        """The kind of set, `_REST` for a row that is a rest."""
        if text.isdigit():  # the place among the exercise's sets
            return ForeignKind.WORKING
        known = kinds(self._header.source)
        kind = word(text)
        if kind in known:
            return known[kind] or _REST
        try:
            quantities.number(text)
        except Fault:
            words = ", ".join(words[0] for words in self._program.kinds.values())
            numbers = "" if self._header.source is Source.HEVY else "a number, "
            raise Fault(f"{shown(text)} is no kind of set. Use {numbers}{words}.") from None
        return ForeignKind.WORKING

    def _as_note(self, text: str) -> str:
        if text in self._program.blank_notes:
            return ""
        note = unguarded(text)
        return plain(note.replace("\\n", "\n")) if self._program.literal_newlines else note

    def _kilograms(self, cells: list[str]) -> Decimal | None:
        for weight in self._weights:
            found = weight(cells)
            if found is not None:
                return found
        value = self._weight(cells)
        if value is None:
            return None
        unit = self._weight_unit(cells) or self._unit
        if unit is None:
            raise self._fault("weight", "It has no unit. Say whether it is in kg or lb.")
        try:
            return quantities.kilograms(value, unit)
        except Fault as fault:
            raise self._fault("weight", str(fault)) from fault

    def _meters(self, cells: list[str]) -> Decimal | None:
        for distance in self._distances:
            found = distance(cells)
            if found is not None:
                return found
        value = self._distance(cells)
        if value is None:
            return None
        usual = METERS[quantities.DISTANCE_UNIT[self._unit or Unit.KILOGRAMS]]
        try:
            return quantities.distance(value, self._distance_unit(cells) or usual)
        except Fault as fault:
            raise self._fault("distance", str(fault)) from fault

    def _lasted(self, cells: list[str], started: datetime) -> int | None:
        """Seconds from the start to the end of the workout, None where they make no sense."""
        ended = self._ended(cells)
        if ended is None:
            return self._duration(cells)
        if (ended.tzinfo is None) != (started.tzinfo is None):
            return None
        seconds = int((ended - started).total_seconds())
        return seconds if 0 < seconds <= MAXIMUM_DURATION_S else None


_REST = "rest"


def _name(text: str) -> str:
    name = " ".join(unguarded(text).split())
    if len(name) > MAXIMUM_NAME:
        raise Fault(f"{shown(name)} has more than {MAXIMUM_NAME} characters. Shorten it.")
    return name
