"""Sets of other training: what other programs wrote down that is not for the upper glutes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count

from ilium.store import models
from ilium.store.errors import Unstorable
from ilium.store.rows import Columns, grams, kilograms
from ilium.store.transactions import text, utc
from ilium.training.performed import OtherSet, SetKind

CENTIMETER = Decimal("0.01")


def all_others(person: UUID) -> Iterator[OtherSet]:
    """Every set of other training, oldest first."""
    rows = _rows(person).order_by("at", "id")
    return map(other_record, rows.iterator(chunk_size=2000))


def others_of_sessions(person: UUID, sessions: Sequence[UUID]) -> dict[UUID, tuple[OtherSet, ...]]:
    """The sets of other training of several sessions, each in the order of doing."""
    found: dict[UUID, list[OtherSet]] = {session: [] for session in sessions}
    for row in _rows(person).filter(session__in=sessions).order_by("at", "id"):
        found[row.session_id].append(other_record(row))
    return {session: tuple(sets) for session, sets in found.items()}


def other_work(person: UUID, start: datetime, end: datetime) -> dict[str, int]:
    """How many sets of each exercise were done from `start` up to, but not at, `end`.

    One query, summed up in the database; warm-ups are left out.
    """
    rows = _rows(person).filter(at__gte=utc(start), at__lt=utc(end))
    worked = rows.exclude(kind=SetKind.RAMP.value).values("exercise").annotate(sets=Count("id"))
    return {row["exercise"]: row["sets"] for row in worked.order_by("exercise")}


def other_row(person: UUID, record: OtherSet) -> models.OtherSet:
    """The row of a set of other training.

    Raises:
        Unstorable: something in it cannot be kept exactly.
    """
    return models.OtherSet(**other_columns(person, record))


def other_columns(person: UUID, record: OtherSet) -> Columns:
    """The columns of a set of other training.

    Raises:
        Unstorable: something in it cannot be kept exactly.
    """
    return {
        "id": record.id,
        "person_id": person,
        "session_id": record.session,
        "exercise": text(record.exercise, "name of an exercise", models.NAME),
        "at": utc(record.at),
        "kind": record.kind.value,
        "grams": None if record.kilograms is None else grams(record.kilograms),
        "reps": record.reps,
        "seconds": record.seconds,
        "centimeters": None if record.meters is None else _centimeters(record.meters),
        "rir": record.rir,
        "note": text(record.note, "note"),
    }


def other_record(row: models.OtherSet) -> OtherSet:
    """The set that a row holds."""
    return OtherSet(
        id=row.id,
        session=row.session_id,
        exercise=row.exercise,
        at=row.at,
        kind=SetKind(row.kind),
        kilograms=None if row.grams is None else kilograms(row.grams),
        reps=row.reps,
        seconds=row.seconds,
        meters=None if row.centimeters is None else Decimal(row.centimeters) / 100,
        rir=row.rir,
        note=row.note,
    )


def _centimeters(meters: Decimal) -> int:
    """Whole centimetres, exactly.

    >>> _centimeters(Decimal("1.50"))
    150
    """
    rounded = meters.quantize(CENTIMETER)
    if rounded != meters:
        raise Unstorable(
            f"Distances are kept to the centimetre, and {meters} m is finer; write {rounded} m."
        )
    return int(rounded * 100)


def _rows(person: UUID):
    return models.OtherSet.objects.filter(person=person)
