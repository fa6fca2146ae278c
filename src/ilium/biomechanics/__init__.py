"""The simulation: what each muscle does in a repetition, computed from physics.

    import ilium.biomechanics as biomechanics

    thrust = biomechanics.simulate("hip_thrust", modifiers=["knee_band"], load=60)
    thrust.activation[:, thrust.muscles.index("gluteus_medius_middle_r")]

Needs the extra `ilium[biomechanics]`. docs/science.md says how far it can be believed.
"""

from collections.abc import Iterable

from ilium.biomechanics.options import Options
from ilium.biomechanics.person import NotAPerson, Person
from ilium.biomechanics.simulation_result import Simulation
from ilium.loads import LoadKind

# The functions import what they run: MuJoCo and Numba take a second, and values do without them.

__all__ = [
    "NotAPerson",
    "Options",
    "Person",
    "Simulation",
    "simulate",
    "simulate_condition",
]


def simulate(
    variant: str,
    *,
    modifiers: Iterable[str] = (),
    load: float | None = None,
    kind: LoadKind | None = None,
    band: str | None = None,
    person: Person | None = None,
    options: Options | None = None,
) -> Simulation:
    """Simulate one repetition of an exercise.

    `variant`: an exercise of the catalogue, or a variant (`hip_thrust+knee_band`). `load`: kg on
    the bar, of one dumbbell, of a plate or a stack; left out, it is the heaviest that the model
    can lift ten times. `kind` chooses among the exercise's ways of loading. `band`: light, medium
    or heavy.

    Raises:
        ilium.exercises.UnknownVariant: there is no such exercise or modifier.
        ilium.biomechanics.lifts.CannotSimulate: it cannot be loaded so.
    """
    from ilium.biomechanics.lifts import lift_of, variant_of
    from ilium.biomechanics.simulation import run

    lift = lift_of(variant_of(variant, modifiers), kilograms=load, kind=kind, band=band)
    return run(lift, person or Person(), options or Options())


def simulate_condition(
    condition: str, *, person: Person | None = None, options: Options | None = None
) -> Simulation:
    """Simulate a condition of a study, by its id.

    Raises:
        ilium.biomechanics.studies.UnknownCondition: there is no such condition.
    """
    from ilium.biomechanics.lifts import condition_lift
    from ilium.biomechanics.simulation import run
    from ilium.biomechanics.studies import study_conditions

    lift = condition_lift(study_conditions().condition(condition))
    return run(lift, person or Person(), options or Options())
