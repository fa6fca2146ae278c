"""What the engine's benchmark hands to OpenSim is the body and the motion that it measures."""

import json

import numpy as np
from benchmarks.engine.for_opensim import PERSON, problem

from ilium.biomechanics.body import GRAVITY


def test_the_problem_is_whole_and_its_forces_carry_body_and_bar() -> None:
    given = problem("romanian_deadlift", 30, frames=9)
    assert json.loads(json.dumps(given)) == given
    upward = np.sum([np.array(load["force"])[:, 1] for load in given["loads"][:2]], axis=0)
    slowly = slice(0, 5)  # on the way down, where hardly anything is thrown
    assert np.abs(upward[slowly] / ((PERSON.mass + 30) * GRAVITY) - 1).max() < 0.1
    tibia = next(joint for joint in given["joints"] if joint["child"] == "tibia")
    follows = [move for move in tibia["moves"] if move["knots"] is not None]
    assert sorted(move["slides"] for move in follows) == [False, False, True, True, True]
    assert all(move["by"] == "knee_angle" for move in tibia["moves"])
    assert len(given["muscles"]) == 40
