"""Body measurements: added, taken out of everything but the export, and brought back."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

import msgspec

from ilium.interchange.records import BodyMeasurement
from ilium.store import models
from ilium.store.errors import NotFound, Unstorable
from ilium.store.rows import grams, kilograms
from ilium.store.transactions import add, columns, utc, writing

GIRTHS = ("waist", "hip", "thigh_left", "thigh_right")


def add_measurement(person: UUID, record: BodyMeasurement) -> BodyMeasurement:
    """Keeps a measurement. The same again is still one.

    Raises:
        NotFound: the person does not exist.
        Conflict: its id is taken by something else.
        Unstorable: a number in it is finer than a gram or a millimetre.
    """
    row = measurement_row(person, record)
    with writing(person):
        return measurement_record(add(row))


def remove_measurement(person: UUID, id: UUID) -> None:
    """Takes a measurement out of what is shown. Removing it again changes nothing.

    Raises:
        NotFound: the person has no such measurement.
    """
    with writing(person):
        if not _rows(person).filter(pk=id).update(removed=True):
            raise NotFound(f"There is no measurement {id}.")


def restore_measurement(person: UUID, id: UUID) -> BodyMeasurement:
    """Brings a removed measurement back; one that was not removed stays as it is.

    A removal holds on every device that ever hears of it, so what comes back is another row that
    says the same. Its id follows from the removed one's: brought back twice, it is there once.

    Raises:
        NotFound: the person has no such measurement.
    """
    with writing(person):
        row = _rows(person).filter(pk=id).first()
        if row is None:
            raise NotFound(f"There is no measurement {id}.")
        while row.removed:
            again = uuid5(row.id, "restored")
            row = _rows(person).filter(pk=again).first() or _copied(person, row, again)
        return measurement_record(row)


def _copied(person: UUID, row: models.BodyMeasurement, id: UUID) -> models.BodyMeasurement:
    record = msgspec.structs.replace(measurement_record(row), id=id, removed=False)
    return add(measurement_row(person, record))


def measurements(person: UUID, *, limit: int) -> tuple[BodyMeasurement, ...]:
    """The last `limit` measurements, newest first."""
    rows = _rows(person).filter(removed=False).order_by("-day", "-recorded_at", "-id")
    return tuple(map(measurement_record, rows[:limit]))


def body_mass(person: UUID) -> Decimal | None:
    """The kilograms of the newest measurement that has them, None if none has."""
    rows = _rows(person).filter(removed=False, grams__isnull=False)
    newest = rows.order_by("-day", "-recorded_at", "-id").values_list("grams", flat=True).first()
    return None if newest is None else kilograms(newest)


def all_measurements(person: UUID) -> tuple[BodyMeasurement, ...]:
    """Every measurement, the removed ones too, oldest first."""
    return tuple(map(measurement_record, _rows(person).order_by("day", "recorded_at", "id")))


def measurement_row(person: UUID, record: BodyMeasurement) -> models.BodyMeasurement:
    """The row of a measurement.

    Raises:
        Unstorable: a number in it is finer than a gram or a millimetre.
    """
    mass = record.body_mass
    return models.BodyMeasurement(
        id=record.id,
        person_id=person,
        day=record.on,
        recorded_at=utc(record.recorded_at),
        removed=record.removed,
        grams=None if mass is None else grams(mass),
        **{f"{name}_mm": _millimetres(getattr(record, name)) for name in GIRTHS},
    )


def measurement_record(row: models.BodyMeasurement) -> BodyMeasurement:
    """The measurement of a row."""
    return BodyMeasurement(
        id=row.id,
        on=row.day,
        recorded_at=row.recorded_at,
        removed=row.removed,
        body_mass=None if row.grams is None else kilograms(row.grams),
        **{name: _centimetres(getattr(row, f"{name}_mm")) for name in GIRTHS},
    )


def remove_alike(kept: Any, given: Any) -> bool:
    """Removes here what was removed elsewhere; false if more than that differs."""
    either = {"removed": True}
    if columns(kept) | either != columns(given) | either:
        return False
    if given.removed and not kept.removed:
        kept.removed = True
        kept.save(update_fields=("removed",))
    return True


def _millimetres(centimetres: Decimal | None) -> int | None:
    """Whole millimetres, exactly.

    >>> _millimetres(Decimal("72.50"))
    725
    """
    if centimetres is None:
        return None
    rounded = centimetres.quantize(Decimal("0.1"))
    if rounded != centimetres:
        raise Unstorable(
            f"Girths are kept to the millimetre, and {centimetres} cm is finer; write {rounded} cm."
        )
    return int(rounded * 10)


def _centimetres(millimetres: int | None) -> Decimal | None:
    return None if millimetres is None else Decimal(millimetres) / 10


def _rows(person: UUID):
    return models.BodyMeasurement.objects.filter(person=person)
