"""Paths of the deep external rotators of the hip, which myo-sim's legs do not have.

Straight lines between published points, around the head of the femur where they would pass through
it: obturator internus with the gemelli, which share its tendon, and quadratus femoris as in
gait2392 (Delp 1990, doi:10.1109/10.102791); obturator externus as in Dostal and Andrews 1981
(doi:10.1016/0021-9290(81)90036-1). Without them nothing but piriformis turns a bent hip out, and
gluteus medius turns it in: no model leg could then stand alone with a bent hip.

Dostal and Andrews measured a larger pelvis and a longer femoral neck than the model's. Their
points are scaled by the distance of the hip centres, 15.45 to 16.9 cm, and by how far out those
muscles are attached that both have at the greater trochanter (piriformis, obturator internus,
quadratus femoris, gluteus medius and minimus), on average 0.82 of theirs. Obturator externus passes
under the femoral neck like a sling: with the hip straight it flexes, adducts and hardly turns the
thigh; bent to 90 degrees it turns it out by 2.2 cm, as in cadavers (Gudena 2015,
doi:10.5301/hipint.5000249; Vaarbakken 2015, Clinical Biomechanics 30: 231-237).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ilium.biomechanics.coordinates import LEG_COORDINATES
from ilium.biomechanics.path_models import PathModel

Array = NDArray[np.float64]
Point = tuple[float, float, float]

GAIT2392_HIP = (-0.0707, -0.0661, 0.0835)
"""Metres: the centre of the right hip in the pelvis of gait2392."""

PELVIS_SCALE, TROCHANTER_SCALE = 0.914, 0.82
"""The model's pelvis and upper femur as multiples of those of Dostal and Andrews."""

HEAD_RADIUS = 0.022
"""Metres: of the head of the femur. Obturator externus just touches it with the hip straight."""

POINTS: dict[str, tuple[Point, Point]] = {
    "gem": ((-0.1133, -0.082, 0.0714), (-0.0142, -0.0033, 0.0443)),
    "quad_fem": ((-0.1143, -0.1151, 0.052), (-0.0381, -0.0359, 0.0366)),
    "obt_ext": ((0.009, -0.035, -0.049), (-0.017, -0.016, 0.050)),
}
"""Origin on the pelvis and insertion on the femur, metres, as published: of the first two in the
frames of gait2392, of the third about the centre of the hip."""

PELVIC_PART = {"gem": 0.08}
"""Metres of obturator internus inside the pelvis, which the hip does not move: its fibres and
tendon are that much longer than the gemelli, whose path it shares."""


def attachments(line: str) -> tuple[Array, Array]:
    """Origin and insertion (3,) of a line about the centre of the hip, metres of the model."""
    origin, insertion = (np.array(point) for point in POINTS[line])
    if line == "obt_ext":
        return PELVIS_SCALE * origin, TROCHANTER_SCALE * insertion
    return origin - np.array(GAIT2392_HIP), insertion


class StraightLines(PathModel):
    """Lines from the pelvis to the right femur, of which nothing but the hip changes the length."""

    def __init__(self, lines: Sequence[str]) -> None:  # no MuJoCo model behind it
        self.coordinates = LEG_COORDINATES
        self._ends = [attachments(line) for line in lines]
        self._more = np.array([PELVIC_PART.get(line, 0.0) for line in lines])

    def lengths(self, angles: Array) -> Array:
        """Lengths (n,) in metres at the coordinates of a leg, radians."""
        turned = hip_rotation(*angles[:3])
        return self._more + [around_head(one, turned @ other) for one, other in self._ends]


def hip_rotation(flexion: float, adduction: float, rotation: float) -> Array:
    """The right femur's axes in the pelvis (3, 3): flexion about z, adduction about x, rotation
    about y, each after the one before (Rajagopal 2016)."""
    angles = np.array([flexion, adduction, rotation])
    (a, b, c), (d, e, f) = np.cos(angles), np.sin(angles)
    about_z = np.array([[a, -d, 0.0], [d, a, 0.0], [0.0, 0.0, 1.0]])
    about_x = np.array([[1.0, 0.0, 0.0], [0.0, b, -e], [0.0, e, b]])
    about_y = np.array([[c, 0.0, f], [0.0, 1.0, 0.0], [-f, 0.0, c]])
    return about_z @ about_x @ about_y


def around_head(one: Array, other: Array) -> float:
    """The shortest way between two points outside a sphere about the origin, metres."""
    far = np.array([np.linalg.norm(one), np.linalg.norm(other)])
    angle = np.arccos(np.clip(one @ other / far.prod(), -1.0, 1.0))
    arc = angle - np.arccos(HEAD_RADIUS / far).sum()
    if arc <= 0:  # the straight line passes the sphere by
        return float(np.linalg.norm(one - other))
    return float(np.sqrt(far**2 - HEAD_RADIUS**2).sum() + HEAD_RADIUS * arc)
