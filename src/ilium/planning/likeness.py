"""How like one exercise is to another in what it trains: for swaps and for what was replaced."""

from ilium.anatomy import TARGETS
from ilium.planning.candidates import Candidate
from ilium.planning.timing import TENTHS_PER_MINUTE

ALIKE = 100
"""The likeness of an exercise to itself; the losses below are subtracted from it."""

HALF_SET = 12
"""For each half set of a target that one set gives more or less: what is trained comes first."""

PURPOSE = 20
"""For hip abduction, and for steadying the pelvis on one leg, where the other lacks it."""

JOINT_ACTION = 4
"""For each joint action that only one of them has."""

SIDES = 6
"""Where one works both sides at once and the other one after the other."""

MINUTE = 1
"""For each whole minute that three sets take longer or shorter."""

SETS_COMPARED = 3


def likeness(one: Candidate, other: Candidate) -> int:
    """How well `other` stands in for `one`: 100 for the same training, less for every difference.

    Nothing measured: an order among substitutes, in which targets count most.
    """
    halves = sum(abs(one.halves.get(r, 0) - other.halves.get(r, 0)) for r in TARGETS)
    lost = (one.abducts and not other.abducts) + (one.steadies and not other.steadies)
    actions = set(one.exercise.joint_actions) ^ set(other.exercise.joint_actions)
    sides = one.pace.sides is not other.pace.sides
    span = abs(_tenths(one) - _tenths(other)) // TENTHS_PER_MINUTE
    return (
        ALIKE
        - HALF_SET * halves
        - PURPOSE * lost
        - JOINT_ACTION * len(actions)
        - SIDES * sides
        - MINUTE * span
    )


def _tenths(one: Candidate) -> int:
    return one.tenths(SETS_COMPARED, first_heavy=False)
