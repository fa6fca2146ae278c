"""Short ways to write exercises, histories and days down, for the tests of progression."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from ilium.anatomy import JointAction
from ilium.exercises.model import (
    Cues,
    Exercise,
    Laterality,
    Measure,
    Role,
    Setup,
    Variant,
)
from ilium.loads import Inventory, Load, LoadKind, Stack
from ilium.planning.programme import Item, Sides
from ilium.reasons import Reason, sentence
from ilium.training.performed import Pain, PerformedSet, SetKind, Side
from ilium.training.prescription import Day, History, Prescription
from ilium.training.progression import prescribe

START = date(2026, 3, 2)
GYM = Inventory()
COARSE = Inventory(stack=Stack(Decimal(10), Decimal(10), Decimal(100)))

Done = tuple[Any, ...]
"""Load, count, RIR, and a side if not both: `(60, 10, 2)`, `("light", 15, 3, "left")`."""


def variant(
    kind: LoadKind = LoadKind.BARBELL,
    *,
    share: float = 0.4,
    step: float = 2.5,
    timed: bool = False,
    harder: tuple[str, ...] = ("harder_lift",),
) -> Variant:
    """An exercise that needs no equipment, loaded in one way."""
    exercise = Exercise(
        id="lift",
        name="Lift",
        summary="A lift.",
        roles=(Role.HEAVY, Role.ISOLATION, Role.ACTIVATION),
        laterality=Laterality.BILATERAL,
        measure=Measure.SECONDS if timed else Measure.REPS,
        multi_joint=True,
        joint_actions=(JointAction.HIP_EXTENSION,),
        tempo="2-1-2",
        setups=(Setup(needs=(), load=kind, start_share_of_body_mass=share, step_kg=step),),
        regions={},
        cues=Cues(setup=(), execution=(), faults=()),
        harder=harder,
    )
    return Variant(id="lift", exercise=exercise, modifiers=(), credits={}, setups=exercise.setups)


def item(
    low: int = 8,
    high: int = 12,
    *,
    sets: int = 3,
    rir: tuple[int, int] = (1, 3),
    sides: Sides = Sides.BOTH,
    timed: bool = False,
) -> Item:
    """An item of the lift; 3 sets of 8 to 12 reps with 1 to 3 in reserve."""
    return Item(
        exercise="lift",
        sets=sets,
        reps=None if timed else (low, high),
        seconds=(low, high) if timed else None,
        rir=rir,
        tempo="2-1-2",
        rest_s=120,
        sides=sides,
        minutes=10,
    )


def load(kind: LoadKind, value: str | float | None) -> Load:
    """A load of a kind: kilograms, the name of a band, or None for the body alone."""
    if kind is LoadKind.BAND:
        return Load(kind, band=str(value))
    return Load(kind, None if value is None else Decimal(str(value)))


def exposure(
    day: int,
    *sets: Done,
    kind: LoadKind = LoadKind.BARBELL,
    timed: bool = False,
    role: Role = Role.HEAVY,
    pain: Pain | None = None,
    deload: bool = False,
    ramp: bool = False,
    target: tuple[int, int] | None = None,
) -> tuple[PerformedSet, ...]:
    """One session's sets, `day` days after the start."""
    begin = datetime.combine(START, time(18), UTC) + timedelta(days=day)
    return tuple(
        PerformedSet(
            id=UUID(int=(day + 1) * 1000 + place + 500 * deload),
            variant="lift",
            side=Side(one[3]) if len(one) > 3 else Side.BOTH,
            load=load(kind, one[0]),
            reps=None if timed else one[1],
            seconds=one[1] if timed else None,
            rir=one[2],
            at=begin + timedelta(minutes=3 * place),
            role=role,
            kind=SetKind.RAMP if ramp else SetKind.WORKING,
            pain=pain,
            deload=deload,
            session=UUID(int=day + 1),
            target_reps=target,
        )
        for place, one in enumerate(sets)
    )


def today(
    *exposures: Sequence[PerformedSet],
    what: Item | None = None,
    how: Variant | None = None,
    inventory: Inventory = GYM,
    role: Role = Role.HEAVY,
    on: int | None = None,
    body_mass: int = 70,
    equipment: frozenset[Any] = frozenset(),
    program: str = "",
    programs: Mapping[UUID, str] | None = None,
    akin: Sequence[PerformedSet] = (),
    **day: Any,
) -> Prescription:
    """The prescription three days after the last exposure, or on another day.

    `program` wrote all of it down, or `programs` some sessions; `akin` was done in another variant.
    """
    sets = tuple(one for done in exposures for one in done)
    if on is None:
        on = max(((one.at.date() - START).days for one in (*sets, *akin)), default=-3) + 3
    brought = dict(programs or {})
    if program:
        brought = {one.session: program for one in sets if one.session}
    found = prescribe(
        what or item(),
        how or variant(),
        History(
            variant="lift",
            sets=sets,
            brought=brought,
            akin=History(variant="lift+paused", sets=tuple(akin)) if akin else None,
        ),
        inventory,
        equipment,
        Day(on=START + timedelta(days=on), week=1, body_mass=Decimal(body_mass), **day),
        role=role,
    )
    for reason in found.reasons:
        reads(reason)
    return found


def reads(reason: Reason) -> None:
    """Every reason that a test comes across is a plain sentence."""
    text = sentence(reason)
    assert text[0].isupper()
    assert text.endswith(".")
    assert not set(text) & set("{}!")


def kilograms(prescription: Prescription) -> float:
    """The working load in kilograms, 0 for the body alone."""
    working = next(one for one in prescription.sets if one.kind is SetKind.WORKING)
    assert working.load is not None
    return float(working.load.kilograms or 0)


def band(prescription: Prescription) -> str | None:
    """The working band."""
    working = prescription.sets[-1].load
    return working.band if working else None


def code(prescription: Prescription) -> str:
    """The code of the load's reason."""
    return prescription.reasons[0].code


def codes(prescription: Prescription) -> list[str]:
    """All reason codes."""
    return [reason.code for reason in prescription.reasons]
