"""What stations refer to, each once: how an exercise is taught, its figure, the loads there are."""

from decimal import Decimal
from functools import lru_cache

from ilium.exercises.model import Limit, Variant
from ilium.loads import Equipment, Inventory, Load, LoadKind, Unit, load_text, weight_text
from ilium.reasons import KILOGRAMS
from ilium.training.loadable import Ladder, ladder, plates_per_side
from ilium.training.wording import named
from ilium.web.player.figures import figure_key
from ilium.web.player.packet import Card, Loads, Mistake, Rung, Weight


def grams(kilograms: Decimal) -> int:
    """Whole grams, which the diary keeps.

    >>> grams(Decimal("62.5"))
    62500
    """
    return round(kilograms * 1000)


def weight(load: Load) -> Weight:
    """A load in grams."""
    kilograms = load.kilograms
    return Weight(
        kind=load.kind, grams=None if kilograms is None else grams(kilograms), band=load.band
    )


@lru_cache(maxsize=64)
def loads(
    kind: LoadKind, inventory: Inventory, equipment: frozenset[Equipment], unit: Unit
) -> Loads:
    """A ladder with the texts and the plates of every load."""
    owned = ladder(kind, inventory, equipment)
    return Loads(
        kind=kind,
        rungs=tuple(
            _rung(owned, value, load, inventory, unit)
            for value, load in zip(owned.values, owned.loads, strict=True)
        ),
    )


def _rung(owned: Ladder, value: Decimal, load: Load, inventory: Inventory, unit: Unit) -> Rung:
    text, spoken = load_text(load, unit), named(owned, value)
    if unit is not Unit.KILOGRAMS:
        spoken = KILOGRAMS.sub(lambda found: weight_text(Decimal(found[1]), unit), spoken)
    kilograms = weight(load)
    return Rung(
        grams=kilograms.grams,
        band=kilograms.band,
        text=text,
        named=None if spoken == text else spoken,
        plates=_plates(load, inventory, unit),
    )


def _plates(load: Load, inventory: Inventory, unit: Unit) -> str | None:
    """`20 kg + 1.25 kg`, empty for the bar alone."""
    if load.kind is not LoadKind.BARBELL:
        return None
    return " + ".join(weight_text(plate, unit) for plate in plates_per_side(load, inventory))


def card(variant: Variant, limits: frozenset[Limit]) -> Card:
    """How a variant is taught, with the cautions for the person's limits."""
    exercise = variant.exercise
    return Card(
        name=variant.name,
        exercise=exercise.id,
        figure=figure_key(variant),
        summary=exercise.summary,
        laterality=exercise.laterality,
        measure=exercise.measure,
        setup=exercise.cues.setup,
        execution=exercise.cues.execution,
        faults=tuple(Mistake(fault=one.fault, fix=one.fix) for one in exercise.cues.faults),
        modifiers=tuple(modifier.cue for modifier in variant.modifiers),
        cautions=tuple(one.text for one in exercise.cautions if one.limit in limits),
    )
