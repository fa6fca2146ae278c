"""Performed sets as rows and back, exactly."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from ilium.anatomy import Region
from ilium.exercises.model import Role
from ilium.interchange.records import SetEvent
from ilium.loads import GRAM, Load, LoadKind
from ilium.planning.programme import Range
from ilium.store import models
from ilium.store.errors import Unstorable
from ilium.store.transactions import text, utc
from ilium.training.performed import Pain, PerformedSet, SetKind, Side
from ilium.training.records import Mark

MAXIMUM_TARGET = 3600
"""The most that a set can count: the seconds of an hour."""


def grams(kilograms: Decimal) -> int:
    """Whole grams, exactly.

    Raises:
        Unstorable: the weight is finer than a gram.

    >>> grams(Decimal("62.50"))
    62500
    """
    rounded = kilograms.quantize(GRAM)
    if rounded != kilograms:
        raise Unstorable(
            f"Weights are kept to the gram, and {kilograms} kg is finer; write {rounded} kg."
        )
    return int(rounded * 1000)


def kilograms(grams: int) -> Decimal:
    """The weight without trailing zeros.

    >>> kilograms(62500), kilograms(100000)
    (Decimal('62.5'), Decimal('100'))
    """
    return Decimal(grams) / 1000


Columns = dict[str, Any]
"""The values of a row by column."""


def event_row(person: UUID, event: SetEvent) -> models.SetEvent:
    """The row of one version of a set.

    Raises:
        Unstorable: something in it cannot be kept exactly.
    """
    return models.SetEvent(**event_columns(person, event))


def event_columns(person: UUID, event: SetEvent) -> Columns:
    """The columns of one version of a set.

    Raises:
        Unstorable: something in it cannot be kept exactly.
    """
    performed = event.performed
    load = performed.load
    reps, rir = _target(performed.target_reps), _target(performed.target_rir)
    return {
        "id": event.id,
        "person_id": person,
        "set_id": performed.id,
        "recorded_at": utc(event.recorded_at),
        "removed": event.removed,
        "session_id": performed.session,
        "variant": text(performed.variant, "variant", models.VARIANT),
        "side": performed.side.value,
        "load_kind": load.kind.value,
        "grams": None if load.kilograms is None else grams(load.kilograms),
        "band": None if load.band is None else text(load.band, "band", models.BAND),
        "reps": performed.reps,
        "seconds": performed.seconds,
        "rir": performed.rir,
        "felt": None if performed.felt is None else performed.felt.value,
        "pain": None if performed.pain is None else performed.pain.value,
        "at": utc(performed.at),
        "device_at": None,
        "role": performed.role.value,
        "kind": performed.kind.value,
        "deload": performed.deload,
        "target_reps_low": reps[0],
        "target_reps_high": reps[1],
        "target_rir_low": rir[0],
        "target_rir_high": rir[1],
        "note": text(performed.note, "note"),
    }


def event_record(row: models.SetEvent) -> SetEvent:
    """The version of a set that a row holds."""
    return SetEvent(
        id=row.id, recorded_at=row.recorded_at, removed=row.removed, performed=performed_set(row)
    )


def performed_set(row: models.SetEvent) -> PerformedSet:
    """The set that a row holds."""
    return PerformedSet(
        id=row.set_id,
        variant=row.variant,
        side=Side(row.side),
        load=_load(row.load_kind, row.grams, row.band),
        reps=row.reps,
        seconds=row.seconds,
        rir=row.rir,
        felt=None if row.felt is None else Region(row.felt),
        pain=None if row.pain is None else Pain(row.pain),
        at=row.at,
        role=Role(row.role),
        kind=SetKind(row.kind),
        deload=row.deload,
        session=row.session_id,
        target_reps=_range(row.target_reps_low, row.target_reps_high),
        target_rir=_range(row.target_rir_low, row.target_rir_high),
        note=row.note,
    )


MARK_COLUMNS = (
    "variant",
    "side",
    "load_kind",
    "grams",
    "band",
    "reps",
    "seconds",
    "rir",
    "target_reps_low",
    "target_reps_high",
    "target_rir_low",
    "target_rir_high",
)
"""What sets have alike that are one mark."""


def mark(row: Mapping[str, Any]) -> Mark:
    """The mark of grouped rows: the columns above, and the time of the first."""
    return Mark(
        variant=row["variant"],
        side=Side(row["side"]),
        load=_load(row["load_kind"], row["grams"], row["band"]),
        reps=row["reps"],
        seconds=row["seconds"],
        rir=row["rir"],
        target_reps=_range(row["target_reps_low"], row["target_reps_high"]),
        target_rir=_range(row["target_rir_low"], row["target_rir_high"]),
        first=row["first"],
    )


def _load(kind: str, weight: int | None, band: str | None) -> Load:
    return Load(LoadKind(kind), None if weight is None else kilograms(weight), band)


def _target(target: Range | None) -> tuple[int, int] | tuple[None, None]:
    if target is None:
        return None, None
    low, high = target
    if not 0 <= low <= high <= MAXIMUM_TARGET:
        raise Unstorable(f"A target runs from 0 to {MAXIMUM_TARGET}, upwards, not {low} to {high}.")
    return low, high


def _range(low: Any, high: Any) -> Range | None:
    return None if low is None else (low, high)
