"""One repetition of an exercise, from its posture data to the activation of every muscle."""

from dataclasses import replace

from ilium.biomechanics.body import Body
from ilium.biomechanics.lift import Lift
from ilium.biomechanics.options import Options
from ilium.biomechanics.person import Person
from ilium.biomechanics.repetition import Repetition
from ilium.biomechanics.simulation_result import Simulation
from ilium.loads import LoadKind

FIRST_GUESS = 0.4
"""Share of body mass from which the search for the heaviest load begins."""

ROUNDS, AGREED = 12, 0.02
"""Most rounds of that search, and the share of the load to which two of them agree at its end."""


def run(lift: Lift, person: Person, options: Options) -> Simulation:
    """Simulate a lift.

    Where the load is a repetition maximum, it is the model's own: the heaviest that its muscles
    balance in every frame, lifted as slowly as people lift a maximum, times what that many
    repetitions are of it.
    """
    body = Body(person)
    if lift.share_of_body_mass:
        lift = replace(lift, kilograms=lift.share_of_body_mass * person.mass)
    if lift.repetition_maximum is not None and lift.kind not in (LoadKind.BAND, LoadKind.NONE):
        maximum = _heaviest(body, replace(lift.maximum_of or lift, slowly=True), options)
        share = lift.share_of_maximum / (1 + lift.repetition_maximum / 30)
        lift = replace(lift, kilograms=share * maximum, slowly=lift.share_of_maximum == 1)
    return _lifted(body, lift, options)


def _lifted(body: Body, lift: Lift, options: Options) -> Simulation:
    """At its tempo; a weight too heavy for that as slowly as a maximum, or refused."""
    found = Repetition(body, lift, options).simulation()
    if found.valid or lift.slowly or not lift.kilograms:
        return found
    slow = Repetition(body, replace(lift, slowly=True), options).simulation()
    if slow.valid:
        return slow
    most = _heaviest(body, replace(lift, slowly=True), options)
    if not 0 < most < lift.kilograms:
        return found
    return replace(slow, problem=f"{slow.problem} The model lifts {most:.3g} kg once.")


def _heaviest(body: Body, lift: Lift, options: Options) -> float:
    """Kilograms that can be lifted once: balanced at a guess, then again at what was found, until
    that is as much as it was balanced at."""
    maximum = FIRST_GUESS * body.person.mass
    for _ in range(ROUNDS):
        before = maximum
        maximum = Repetition(body, replace(lift, kilograms=before), options).heaviest()
        if abs(maximum - before) <= AGREED * maximum:
            break
    return maximum
