"""What is refused: a torque that is missing counts by what is asked of its joint."""

import numpy as np
import pytest

from ilium.biomechanics.coordinates import COORDINATES, ROOT
from ilium.biomechanics.refusals import RESERVE_LEAST, RESERVE_SHARE, lacking, unbalanced

NAMES = COORDINATES[len(ROOT) :]


def at(**newton_metres: float) -> np.ndarray:
    found = np.zeros((2, len(NAMES)))
    for name, value in newton_metres.items():
        found[1, NAMES.index(name)] = value
    return found


@pytest.mark.parametrize(
    ("left", "torque", "fits"),
    [
        # of a hip that holds 100 N m, in whatever direction, 5 may be missing about any axis
        ({"hip_rotation_r": 4.9}, {"hip_adduction_r": 100}, True),
        ({"hip_rotation_r": 5.1}, {"hip_adduction_r": 100}, False),
        ({"hip_rotation_r": 4.9}, {"hip_adduction_r": 60, "hip_flexion_r": -80}, True),
        ({"lumbar_rotation": 4.9}, {"lumbar_extension": 100}, True),
        ({"subtalar_angle_l": 2.4}, {"ankle_angle_l": -50}, True),
        # another joint, or the other side, is no help
        ({"knee_angle_r": 4.9}, {"hip_adduction_r": 100}, False),
        ({"hip_rotation_l": 4.9}, {"hip_adduction_r": 100}, False),
        # where hardly anything is asked for, a newton metre
        ({"hip_rotation_r": 0.9}, {"hip_rotation_r": 1}, True),
        ({"hip_rotation_r": 1.1}, {"hip_rotation_r": 1}, False),
    ],
)
def test_what_is_missing_counts_by_the_torque_of_its_joint(
    left: dict[str, float], torque: dict[str, float], fits: bool
) -> None:
    assert (RESERVE_SHARE, RESERVE_LEAST) == (0.05, 1.0)
    assert (lacking(at(**left), at(**torque), []) == "") is fits


def test_the_sentence_says_how_much_where_and_of_what() -> None:
    said = lacking(at(hip_rotation_r=12), at(hip_adduction_r=-60, hip_flexion_r=80), [])
    assert said == (
        "The muscles of the model lack 12 N m at hip_rotation_r, of a joint where up to 100 N m "
        "are asked for."
    )


def test_some_coordinates_are_spared() -> None:
    assert lacking(at(mtp_angle_r=9), at(), [NAMES.index("mtp_angle_r")]) == ""


def test_what_contacts_leave_is_said_in_body_weights() -> None:
    left = np.array([[0.0] * 6, [0.0, 70.0, 0, 0, 0, 0]])
    said = unbalanced(left, np.array([0.0, 1.5]), 700.0)
    assert said == (
        "The posture cannot balance: contacts leave 10% of body weight unmet, most at 1.5 s."
    )
