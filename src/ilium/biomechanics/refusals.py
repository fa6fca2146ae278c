"""Why the answer of a repetition means nothing: what contacts or muscles could not give."""

import numpy as np
from numpy.typing import NDArray

from ilium.biomechanics.coordinates import COORDINATES, ROOT, SIDES

Array = NDArray[np.float64]

RESERVE_SHARE, RESERVE_LEAST = 0.05, 1.0
"""What reserves may give before a result is refused: a share of the largest torque of that joint
about all its axes, or a newton metre where there is hardly any. (OpenSim's advice is a tenth of the
joint's torque: Hicks 2015, doi:10.1115/1.4029304.)"""

FOOT = ("ankle", "subtalar")
"""The ankle has its two axes in two joints, which count as one."""


def joint_of(coordinate: str) -> str:
    """The joint that a coordinate turns.

    >>> joint_of("hip_flexion_r"), joint_of("subtalar_angle_l"), joint_of("lumbar_bending")
    ('hip_r', 'foot_l', 'lumbar')
    """
    stem, *_, last = coordinate.split("_")
    stem = "foot" if stem in FOOT else stem
    return f"{stem}_{last}" if last in SIDES else stem


_JOINTS = np.array([joint_of(name) for name in COORDINATES[len(ROOT) :]])

SAME_JOINT = np.equal.outer(_JOINTS, _JOINTS).astype(float)
"""Which coordinates (17, 17) belong to the same joint as which."""


def unbalanced(left: Array, times: Array, weight: float) -> str:
    """What contacts left (F, 6) at the pelvis, N and N m, in a sentence; `weight` in newtons."""
    frame = int(left.max(axis=1).argmax())
    return (
        f"The posture cannot balance: contacts leave {left.max() / weight:.0%} of body weight "
        f"unmet, most at {times[frame]:.1f} s."
    )


def lacking(left: Array, torque: Array, spared: list[int]) -> str:
    """What muscles lack, in a sentence, or nothing.

    Args:
        left: what reserves gave (F, 17), N m.
        torque: what was asked of muscles, stretched ones included (F, 17), N m.
        spared: coordinates, counted without the root, at which it does not matter.
    """
    of_joint = np.sqrt(torque**2 @ SAME_JOINT).max(axis=0)
    allowed = np.maximum(RESERVE_SHARE * of_joint, RESERVE_LEAST)
    allowed[spared] = np.inf
    over = left.max(axis=0) / allowed
    if over.max() <= 1:
        return ""
    worst = int(over.argmax())
    return (
        f"The muscles of the model lack {left[:, worst].max():.0f} N m at "
        f"{COORDINATES[len(ROOT) + worst]}, of a joint where up to {of_joint[worst]:.0f} N m "
        "are asked for."
    )
