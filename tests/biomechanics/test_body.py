"""The body: myo-sim's legs, a figure's masses, the size of a person."""

import numpy as np
import pytest

from ilium.biomechanics.body import Body, Spot
from ilium.biomechanics.contacts import point_spot
from ilium.biomechanics.kinematics import Pose
from ilium.biomechanics.person import NotAPerson, Person
from ilium.exercises.movement import COORDINATES, Angle, Point
from ilium.figures.skeleton import posed

AVERAGE = Person(height=1.70, mass=70)
PELVIS = Spot("pelvis", (0.0, 0.0, 0.0))


def pose(person: Person = AVERAGE, **degrees: float) -> Pose:
    posture = np.radians([[degrees.get(angle.value, 0.0) for angle in COORDINATES]])
    return Pose(Body(person), posture, PELVIS, np.zeros(3))


KNEE_OF_2016 = np.array([0.0, -0.404425, -0.001265])
KNEE_OF_2023 = np.array([0.00359, -0.406065, -0.000265])
"""Metres: the right tibia's origin in the femur's frame, the knee straight, in both models."""


@pytest.mark.parametrize("point", Point)
def test_an_upright_body_is_the_figure(point: Point) -> None:
    """Two descriptions of one body: joint centres differ by the rounding of the figure's, and what
    is below the knee by how far the knee of 2023 is from that of 2016, which the figure has."""
    figure = posed(dict.fromkeys(COORDINATES, 0.0))
    segment = point_spot(point).segment
    shift = np.zeros(3)
    if segment.startswith(("shank", "talus", "foot", "toes")):
        shift = KNEE_OF_2023 - KNEE_OF_2016
        shift[2] *= -1 if segment.endswith("_l") else 1
    expected = figure.point(point) + shift
    assert pose().place(point_spot(point))[0] == pytest.approx(expected, abs=0.006)


def test_its_mass_is_the_persons_and_lies_where_the_figures_does() -> None:
    assert Body(AVERAGE).mass == pytest.approx(70, abs=1e-9)
    centre = posed(dict.fromkeys(COORDINATES, 0.0)).centre_of_mass
    assert pose().centre_of_mass[0] == pytest.approx(centre, abs=0.005)


@pytest.mark.parametrize(
    ("angle", "point", "axis", "sign"),
    [
        (Angle.HIP_FLEXION_R, Point.KNEE_R, 0, 1),  # the knee comes to the front
        (Angle.HIP_ADDUCTION_R, Point.KNEE_R, 2, -1),  # and to the midline
        (Angle.HIP_ADDUCTION_L, Point.KNEE_L, 2, 1),
        (Angle.HIP_ROTATION_R, Point.BALL_R, 2, -1),  # the toes turn in
        (Angle.HIP_ROTATION_L, Point.BALL_L, 2, 1),
        (Angle.KNEE_ANGLE_R, Point.HEEL_R, 0, -1),  # the heel goes back
        (Angle.ANKLE_ANGLE_R, Point.BALL_R, 1, 1),  # the forefoot lifts
        (Angle.SUBTALAR_ANGLE_R, Point.FOOT_INSIDE_R, 1, 1),  # the inner edge lifts
        (Angle.SUBTALAR_ANGLE_L, Point.FOOT_INSIDE_L, 1, 1),
        (Angle.MTP_ANGLE_R, Point.BALL_R, 1, 1),  # the toes lift
        (Angle.LUMBAR_EXTENSION, Point.HEAD, 0, -1),  # the head goes back
        (Angle.LUMBAR_BENDING, Point.HEAD, 2, 1),  # and to the right
        (Angle.LUMBAR_ROTATION, Point.SHOULDER_R, 0, 1),  # the right shoulder comes forward
        (Angle.THORAX_FLEXION, Point.HEAD, 0, 1),
        (Angle.ARM_FLEX_L, Point.HAND_L, 0, 1),
    ],
)
def test_every_angle_has_its_sign(angle: Angle, point: Point, axis: int, sign: int) -> None:
    spot = point_spot(point)
    moved = pose(**{angle.value: 10}).place(spot) - pose().place(spot)
    assert sign * moved[0, axis] > 0.001


def test_lumbar_angles_are_spread_over_five_levels() -> None:
    """The chest turns by the whole angle, and less of it the lower the level."""
    bent = pose(lumbar_extension=-40)
    up = bent.direction("chest", np.array([0.0, 1.0, 0.0]))[0]
    assert np.degrees(np.arctan2(up[0], up[1])) == pytest.approx(40, abs=0.01)
    lowest = bent.direction("lumbar5", np.array([0.0, 1.0, 0.0]))[0]
    assert np.degrees(np.arctan2(lowest[0], lowest[1])) == pytest.approx(5, abs=0.01)


KNEE = {
    0: ((0.00358, -0.40609, -0.00026), (0.00358, -0.80609, -0.00026), (0.00358, -0.40609, 0.04974)),
    30: ((0.00728, -0.4108, -0.00153), (-0.19531, -0.75561, -0.0094), (0.01184, -0.41462, 0.04812)),
    60: (
        (0.00656, -0.41794, -0.00237),
        (-0.34154, -0.61445, -0.01697),
        (0.00917, -0.42623, 0.04686),
    ),
    90: ((0.0011, -0.42365, -0.00279), (-0.3984, -0.41943, -0.02225), (-0.00139, -0.433, 0.04627)),
    120: (
        (-0.00671, -0.42523, -0.00293),
        (-0.35009, -0.22202, -0.0312),
        (-0.01471, -0.43195, 0.04597),
    ),
}
"""Where OpenSim 4.6 has three places of the right tibia in the femur's frame (m), by the knee angle
(degrees), of walker_knee_r of RajagopalLaiUhlrich2023.osim."""


@pytest.mark.parametrize("side", ["r", "l"])
@pytest.mark.parametrize("degrees", KNEE)
def test_the_knee_rolls_as_in_opensim(degrees: int, side: str) -> None:
    bent = pose(**{f"knee_angle_{side}": degrees})
    mirror = np.array([1, 1, -1 if side == "l" else 1])
    hip = bent.place(Spot(f"thigh_{side}", (0.0, 0.0, 0.0)))
    for local, expected in zip(((0, 0, 0), (0, -0.4, 0), (0, 0, 0.05)), KNEE[degrees], strict=True):
        found = bent.place(Spot(f"shank_{side}", tuple(mirror * local))) - hip
        assert found[0] == pytest.approx(mirror * expected, abs=2e-5)


def test_a_person_is_scaled() -> None:
    tall = Person(height=1.87, mass=90)
    assert tall.scale == pytest.approx(1.1)
    knee = Spot("shank_r", (0.0, 0.0, 0.0))
    ankle = Spot("talus_r", (0.0, 0.0, 0.0))
    hips = [Spot(f"thigh_{side}", (0.0, 0.0, 0.0)) for side in "rl"]
    small, large = pose(), pose(tall)
    for one, other in ((knee, ankle), (knee, hips[0]), (hips[0], hips[1])):
        lengths = [np.linalg.norm(who.place(one) - who.place(other)) for who in (small, large)]
        assert lengths[1] == pytest.approx(1.1 * lengths[0], rel=1e-6)
    measured = pose(
        Person(height=1.70, mass=70, thigh_length=0.46, shank_length=0.43, pelvis_width=0.18)
    )
    assert np.linalg.norm(measured.place(knee) - measured.place(hips[0])) == pytest.approx(
        0.46, abs=0.001
    )
    assert np.linalg.norm(measured.place(knee) - measured.place(ankle)) == pytest.approx(
        0.43, abs=0.001
    )
    assert np.linalg.norm(measured.place(hips[0]) - measured.place(hips[1])) == pytest.approx(
        0.18, abs=0.001
    )


def test_strength_grows_with_muscle_volume() -> None:
    assert Person(height=1.70, mass=75.337).strength_scale == pytest.approx(1)
    assert Person(height=1.70, mass=90).strength_scale > 1.1


@pytest.mark.parametrize(
    ("measures", "sentence"),
    [
        ({"height": 3.0}, "A height of 3 m cannot be simulated; give 1.2 to 2.3 m."),
        ({"mass": 5.0}, "A mass of 5 kg cannot be simulated; give 30 to 250 kg."),
        ({"mass": float("nan")}, "A mass of nan kg"),
        ({"thigh_length": 0.9}, "A thigh length of 0.9 m cannot be simulated"),
    ],
)
def test_measures_that_nobody_has(measures: dict[str, float], sentence: str) -> None:
    with pytest.raises(NotAPerson, match=sentence):
        Person(**measures)
