"""What is simulated: a movement, and what it is loaded with."""

from dataclasses import dataclass

from ilium.biomechanics.contacts import FEET
from ilium.biomechanics.coordinates import COORDINATES
from ilium.exercises.movement import Movement, Phase
from ilium.loads import LoadKind


@dataclass(frozen=True, kw_only=True)
class Lift:
    """What is simulated: a movement and what it is loaded with."""

    id: str
    movement: Movement
    tempo: str = "1-0-1"
    held: Phase | None = None  # one posture, in place of a repetition
    kind: LoadKind = LoadKind.NONE
    kilograms: float = 0.0
    share_of_body_mass: float = 0.0  # in place of kilograms
    repetition_maximum: int | None = None  # in place of kilograms: of this lift, or of that one
    maximum_of: "Lift | None" = None
    share_of_maximum: float = 1.0
    slowly: bool = False  # lifted no faster than a maximum is
    band: str = "medium"
    cuffs: tuple[str, ...] = ()  # "r", "l": the weight is at these ankles
    limb: str = "right"


def steps(movement: Movement) -> bool:
    """Whether a foot leaves the ground or lands on the way.

    How a person throws the weight from foot to foot is not in the data, so such a movement is
    simulated as if it were done slowly, in balance at every instant.
    """
    return any(c.phase is not None and c.at.startswith(FEET) for c in movement.contacts)


def free_leg(movement: Movement, limb: str) -> list[int]:
    """The rows of the leg that is not reported, if nothing touches it: it is carried, by whatever.

    Should its own muscles be too weak for it, as those of a straight leg held out in front are, the
    rest of the body is balanced all the same, and only that leg's figures would be wrong.
    """
    touched = {c.at.value[-1] for c in movement.contacts if c.at.value[-2:] in ("_l", "_r")}
    touched |= {point.value[-1] for point in movement.line.points} if movement.line else set()
    banded = "lr" if movement.bands else ""
    return [
        row
        for row, name in enumerate(COORDINATES)
        if name[-2:] in ("_l", "_r")
        and name[-1] not in touched
        and name[-1] not in banded
        and name[-1] != limb[0]
    ]


def stands(movement: Movement) -> bool:
    """Whether a person stands on the same feet all the time and on nothing else."""
    return all(c.phase is None and c.at.startswith(FEET) for c in movement.contacts)
