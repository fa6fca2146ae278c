"""Sets in the shape of Strong's export with units, which Hevy's import reads.

Strong itself imports no file. Hevy takes Strong's exports, and of those the ones with semicolons
and a column for the unit say most: what Hevy refuses to be empty (seconds, notes, the duration) is
written as 0 and -.
"""

from collections.abc import Iterable, Iterator

from ilium.interchange.foreign import ForeignKind, ForeignSet
from ilium.interchange.reading.quantities import DISTANCE_UNIT, METERS
from ilium.interchange.writing.cells import Places, distance, number, quoted, table, weight
from ilium.loads import Unit

HEADER = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;"
    "Distance Unit;Seconds;Notes;Workout Notes;Workout Duration"
)

_KINDS = {ForeignKind.WARM_UP: "W", ForeignKind.DROP: "D", ForeignKind.FAILURE: "F"}
_UNITS = {Unit.KILOGRAMS: "kg", Unit.POUNDS: "lbs"}
_NO_NOTE = "-"


def write(rows: Iterable[ForeignSet], unit: Unit = Unit.KILOGRAMS) -> Iterator[bytes]:
    """The bytes of the file, a piece at a time.

    Reading them gives the same sets, but for what Strong has no column for: reps in reserve and
    notes on an exercise, which stand before the note of the set.

    Args:
        rows: the sets of a workout one after another; times are written as they are, without
            their zone.
        unit: of the weights; distances are in kilometers with kilograms, else in miles.
    """
    places = Places()
    return table(HEADER, (_line(row, unit, places.next(row) + 1) for row in rows))


def _line(row: ForeignSet, unit: Unit, place: int) -> str:
    of = DISTANCE_UNIT[unit]
    return ";".join(
        (
            f"{row.started:%Y-%m-%d %H:%M:%S}",
            quoted(row.workout),
            quoted(row.exercise),
            _KINDS.get(row.kind, str(place)),
            weight(row.weight, unit) or "0",
            _UNITS[unit],
            number(row.reps) or "0",
            number(row.rpe),
            distance(row.meters, METERS[of]),
            of if row.meters is not None else "",
            number(row.seconds) or "0",
            _note("\n".join(filter(None, (row.exercise_note, row.note)))),
            _note(row.workout_note),
            _duration(row.duration_s or 0),
        )
    )


def _duration(seconds: int) -> str:
    """A duration as Strong writes it.

    >>> _duration(3900), _duration(55), _duration(0)
    ('1h 5m', '55s', '0s')
    """
    parts = ((seconds // 3600, "h"), (seconds // 60 % 60, "m"), (seconds % 60, "s"))
    return " ".join(f"{count}{unit}" for count, unit in parts if count) or "0s"


def _note(text: str) -> str:
    return quoted(text) if text.strip() else _NO_NOTE
