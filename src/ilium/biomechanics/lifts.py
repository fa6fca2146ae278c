"""Lifts from the catalogue and from studies: what `simulate` is asked in the words of the field."""

from collections.abc import Iterable

from ilium.biomechanics.contacts import FEET
from ilium.biomechanics.lift import Lift
from ilium.biomechanics.loads import elastic
from ilium.biomechanics.repetition import HEAVIEST
from ilium.biomechanics.studies import StudyCondition, study_conditions
from ilium.exercises import catalogue, resolve
from ilium.exercises.model import Setup, Variant
from ilium.exercises.movement import Movement, Phase, Side
from ilium.loads import KILOGRAM_KINDS, LoadKind

REPETITION_MAXIMUM = 10
"""A catalogue's lift is simulated with the load that can be lifted ten times, as in a heavy set."""

BAND = "medium"


class CannotSimulate(ValueError):  # noqa: N818 - reads as what is wrong
    """A lift that cannot be simulated as asked; says why and what would do."""


def lift_of(
    variant: Variant,
    *,
    kilograms: float | None = None,
    kind: LoadKind | None = None,
    band: str | None = None,
) -> Lift:
    """A variant of the catalogue as a lift.

    Without `kilograms` a weight is the model's own 10-repetition maximum; `kind` chooses among the
    variant's ways of loading, else the first is taken. `band` is medium if none is named.

    Raises:
        CannotSimulate: no movement, no such way of loading, or a load that is out of range.
    """
    movement = variant.movement
    if movement is None:
        raise CannotSimulate(f"{variant.id} has no movement to simulate.")
    chosen = _setup(variant, kind, kilograms).load
    pulled = movement.bands or (chosen is LoadKind.BAND and movement.line)
    if chosen is LoadKind.BAND and not pulled:
        raise CannotSimulate(f"From where a band pulls in {variant.id} is not in the data.")
    if band is not None and not pulled:
        load = "bodyweight" if chosen is LoadKind.NONE else chosen
        raise CannotSimulate(f"{variant.id} is done with {load}, without a band.")
    if band is not None and band not in elastic().strength:
        raise CannotSimulate(f"A band is {', '.join(elastic().strength)}, not {band!r}.")
    weighed = chosen in KILOGRAM_KINDS
    if kilograms is not None and not weighed:
        raise CannotSimulate(f"{variant.id} is done with {chosen}; it takes no kilograms.")
    if kilograms is not None and not 0 <= kilograms <= HEAVIEST:
        raise CannotSimulate(f"A load is 0 to {HEAVIEST:g} kg, not {kilograms:g}.")
    return Lift(
        id=variant.id,
        movement=movement,
        tempo=variant.tempo,
        held=Phase.END if is_held(variant.tempo) else None,
        kind=chosen,
        kilograms=kilograms or 0.0,
        repetition_maximum=REPETITION_MAXIMUM if weighed and kilograms is None else None,
        band=band or BAND,
        limb=_limb(movement).value,
    )


def is_held(tempo: str) -> bool:
    """Whether a tempo is that of a hold, which takes no time to lift and to lower.

    >>> is_held("0-1-0"), is_held("1-0-2")
    (True, False)
    """
    lift, _, lower = tempo.split("-")
    return float(lift) == float(lower) == 0


def _limb(movement: Movement) -> Side:
    """Whose muscles are reported: the working side; of a walk the leg that is stood on, since it
    carries the body; the right one where both do the same."""
    if movement.side is not None:
        return movement.side
    on = {c.at.value[-1] for c in movement.contacts if c.phase is None and c.at.startswith(FEET)}
    return Side.LEFT if on == {"l"} else Side.RIGHT


def _setup(variant: Variant, kind: LoadKind | None, kilograms: float | None) -> Setup:
    """The first way of loading, the one of a kind, or the first that takes kilograms."""
    for setup in variant.setups:
        fits = setup.load in KILOGRAM_KINDS or kilograms is None
        if setup.load is kind or (kind is None and fits):
            return setup
    kinds = ", ".join(dict.fromkeys(setup.load.value for setup in variant.setups))
    wanted = kind.value if kind else "kilograms"
    raise CannotSimulate(f"{variant.id} is loaded with {kinds}, not with {wanted}.")


def variant_of(name: str, modifiers: Iterable[str] = ()) -> Variant:
    """A variant by its id, or an exercise with modifiers.

    Raises:
        ilium.exercises.UnknownVariant: there is none.
    """
    exercise, *own = name.split("+")
    return resolve(catalogue().exercise(exercise), [*own, *modifiers])


def condition_lift(condition: StudyCondition, *, kilograms: float | None = None) -> Lift:
    """A study's condition as a lift; `kilograms` in place of the study's load."""
    load = condition.load
    variant = condition.variant()
    other = study_conditions().condition(load.maximum_of) if load.maximum_of else None
    return Lift(
        id=condition.id,
        movement=condition.moved(),
        tempo=variant.tempo,
        held=condition.held,
        kind=load.kind,
        kilograms=load.kg or 0.0 if kilograms is None else kilograms,
        share_of_body_mass=load.share_of_body_mass or 0.0 if kilograms is None else 0.0,
        repetition_maximum=load.repetition_maximum if kilograms is None else None,
        maximum_of=condition_lift(other) if other else None,
        share_of_maximum=load.share_of_maximum,
        band=load.band or BAND,
        cuffs=tuple(side.value[0] for side in condition.at_ankles),
        limb=condition.limb.value,
    )
