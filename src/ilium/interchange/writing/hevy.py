"""Sets in the shape of Hevy's export, which many programs import."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from ilium.interchange.foreign import ForeignKind, ForeignSet
from ilium.interchange.reading.quantities import DISTANCE_UNIT, METERS
from ilium.interchange.writing.cells import Places, distance, number, quoted, table, weight
from ilium.loads import Unit

_COLUMNS = (
    "title",
    "start_time",
    "end_time",
    "description",
    "exercise_title",
    "superset_id",
    "exercise_notes",
    "set_index",
    "set_type",
    "weight_kg",
    "reps",
    "distance_km",
    "duration_seconds",
    "rpe",
)
_IN_POUNDS = {"weight_kg": "weight_lbs", "distance_km": "distance_miles"}
_KINDS = {
    ForeignKind.WORKING: "normal",
    ForeignKind.WARM_UP: "warmup",
    ForeignKind.DROP: "dropset",
    ForeignKind.FAILURE: "failure",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def write(rows: Iterable[ForeignSet], unit: Unit = Unit.KILOGRAMS) -> Iterator[bytes]:
    """The bytes of the file, a piece at a time.

    Reading them gives the same sets, but for what Hevy has no column for: seconds of the clock,
    reps in reserve, and notes on one set, which stand after those on its exercise. A backslash
    before an n, which Hevy itself writes for the end of a line, is read as one.

    Args:
        rows: the sets of a workout one after another; times are written as they are, without
            their zone.
        unit: of the weights; distances are in kilometers with kilograms, else in miles.
    """
    columns = _COLUMNS if unit is Unit.KILOGRAMS else [_IN_POUNDS.get(c, c) for c in _COLUMNS]
    places = Places()
    return table(
        ",".join(f'"{column}"' for column in columns),
        (_line(row, unit, places.next(row)) for row in rows),
    )


def _line(row: ForeignSet, unit: Unit, place: int) -> str:
    started = row.started.replace(second=0)
    ended = started + timedelta(seconds=row.duration_s or 0)
    return ",".join(
        (
            quoted(row.workout),
            quoted(_time(started)),
            quoted(_time(ended)) if row.duration_s else '""',
            quoted(row.workout_note),
            quoted(row.exercise),
            "",  # superset_id
            quoted("\n".join(filter(None, (row.exercise_note, row.note)))),
            str(place),
            quoted(_KINDS[row.kind]),
            weight(row.weight, unit),
            number(row.reps),
            distance(row.meters, METERS[DISTANCE_UNIT[unit]]),
            number(row.seconds),
            number(row.rpe),
        )
    )


def _time(moment: datetime) -> str:
    """A time as Hevy writes it in English, whatever the language of this machine is."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M}"
