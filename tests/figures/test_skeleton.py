"""Forward kinematics against matrices made another way, and against what the angles' names say."""

from functools import reduce

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilium.exercises.movement import COORDINATES, LIMBS, TRUNK, Angle, Point
from ilium.figures.skeleton import Pose, body, posed

UPRIGHT = dict.fromkeys(COORDINATES, 0.0)

postures = st.fixed_dictionaries({angle: st.floats(-120, 120) for angle in COORDINATES})


def bent(**degrees: float) -> Pose:
    return posed(UPRIGHT | {Angle(name): value for name, value in degrees.items()})


def moved(point: Point, **degrees: float) -> np.ndarray:
    """How far a point moves, seen from the pelvis: forward, up, right."""
    return np.array(bent(**degrees).point(point)) - np.array(bent().point(point))


def rotation(axis: str, degrees: float) -> np.ndarray:
    """The rotation about an axis, by Rodrigues' formula."""
    sign = -1.0 if axis.startswith("-") else 1.0
    x, y, z = np.eye(3)["xyz".index(axis[-1])] * sign
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    turn = np.radians(degrees)
    return np.eye(3) + np.sin(turn) * cross + (1 - np.cos(turn)) * cross @ cross


@settings(max_examples=50, deadline=None)
@given(angles=postures, side=st.sampled_from("lr"))
def test_frames_are_chains_of_rotations(angles: dict[Angle, float], side: str) -> None:
    """The left side is worked out as the right side of the mirrored body."""
    mirror = np.diag([1.0, 1.0, -1.0 if side == "l" else 1.0])
    turning = {"pelvis_list", "pelvis_rotation", "lumbar_bending", "lumbar_rotation"}

    def value(name: str) -> float:
        if f"{name}_{side}" in angles:
            return angles[Angle(f"{name}_{side}")]
        return angles[Angle(name)] * (-1 if side == "l" and name in turning else 1)

    def frame(name: str) -> tuple[np.ndarray, np.ndarray]:
        segment = body().segments[name]
        above, origin = frame(segment.parent) if segment.parent else (np.eye(3), np.zeros(3))
        turns = (rotation(axis, value(angle)) for angle, axis in segment.axes)
        return reduce(np.matmul, turns, above), origin + above @ np.array(segment.at)

    found = posed(angles).frames
    for name, segment in body().segments.items():
        turn, origin = frame(name)
        here = found[f"{name}_{side}" if segment.side else name]
        assert np.allclose(here.origin, mirror @ origin)
        assert np.allclose(here.turn, mirror @ turn @ mirror)


@settings(max_examples=25, deadline=None)
@given(angles=postures)
def test_swapped_sides_give_the_mirror_image(angles: dict[Angle, float]) -> None:
    turning = (Angle.PELVIS_LIST, Angle.PELVIS_ROTATION)
    turning += (Angle.LUMBAR_BENDING, Angle.LUMBAR_ROTATION)
    swapped = {angle: -angles[angle] if angle in turning else angles[angle] for angle in TRUNK}
    for limb in LIMBS:
        swapped[Angle(f"{limb}_l")] = angles[Angle(f"{limb}_r")]
        swapped[Angle(f"{limb}_r")] = angles[Angle(f"{limb}_l")]
    one, other = posed(angles), posed(swapped)
    for left, right in ((Point.FOOT_L, Point.FOOT_R), (Point.HAND_L, Point.HAND_R)):
        x, y, z = one.point(left)
        assert other.point(right) == pytest.approx((x, y, -z))
    x, y, z = one.centre_of_mass
    assert other.centre_of_mass == pytest.approx((x, y, -z))


def test_upright_is_upright() -> None:
    assert bent().point(Point.HEAD)[1] - bent().point(Point.FOOT_L)[1] == pytest.approx(
        1.7, abs=0.02
    )
    for left, right in ((Point.FOOT_L, Point.FOOT_R), (Point.HEEL_L, Point.BALL_R)):
        assert bent().point(left)[1] == pytest.approx(bent().point(right)[1], abs=0.001)
    _, height, sideways = bent().centre_of_mass
    share = (height - bent().point(Point.FOOT_L)[1]) / 1.7
    assert 0.54 < share < 0.58, "the centre of mass of a standing person is at 55 to 57 %"
    assert sideways == pytest.approx(0)


@pytest.mark.parametrize(
    ("point", "angle", "along", "sign"),
    [
        # the sentences of Angle: what a positive angle does
        (Point.HEAD, "pelvis_tilt", 0, -1),
        (Point.HEAD, "pelvis_list", 2, +1),
        (Point.HAND_R, "pelvis_rotation", 0, +1),
        (Point.HEAD, "lumbar_extension", 0, -1),
        (Point.HEAD, "lumbar_bending", 2, +1),
        (Point.SHOULDER_R, "lumbar_rotation", 0, +1),
        (Point.HEAD, "thorax_flexion", 0, +1),
        (Point.HEAD, "neck_flexion", 0, +1),
        (Point.KNEE_L, "hip_flexion_l", 0, +1),
        (Point.KNEE_R, "hip_flexion_r", 0, +1),
        (Point.FOOT_L, "hip_adduction_l", 2, +1),
        (Point.FOOT_R, "hip_adduction_r", 2, -1),
        (Point.BALL_L, "hip_rotation_l", 2, +1),
        (Point.BALL_R, "hip_rotation_r", 2, -1),
        (Point.FOOT_R, "knee_angle_r", 0, -1),
        (Point.BALL_R, "ankle_angle_r", 1, +1),
        (Point.FOOT_R, "subtalar_angle_r", 2, -1),
        (Point.FOOT_L, "subtalar_angle_l", 2, +1),
        (Point.HAND_R, "arm_flex_r", 0, +1),
        (Point.HAND_R, "arm_add_r", 2, -1),
        (Point.HAND_L, "arm_add_l", 2, +1),
        (Point.HAND_R, "elbow_flex_r", 0, +1),
    ],
)
def test_a_positive_angle_does_what_its_name_says(
    point: Point, angle: str, along: int, sign: int
) -> None:
    assert moved(point, **{angle: 20})[along] * sign > 0.005


def test_positive_toes_lift() -> None:
    tip = bent(mtp_angle_r=30).frames["toes_r"].direction((1, 0, 0))
    assert tip[1] > 0.4


def test_masses_are_the_whole_body() -> None:
    total = sum(s.mass * (2 if s.side else 1) for s in body().segments.values())
    assert total == pytest.approx(100, abs=0.01)
