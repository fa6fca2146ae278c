"""Paths of muscles in myo-sim, mended: what `path_fitting` fits its polynomials to.

Needs myo-sim and MuJoCo. What is mended, in the right leg and the trunk (the left side mirrors):

- gluteus maximus (superior, middle) and psoas go around the pelvis again, as in Rajagopal 2016;
  without, the superior part turns into a hip flexor past 105 degrees of flexion.
- The knee, hamstrings and calf are those of RajagopalLaiUhlrich2023.osim (Uhlrich 2022,
  doi:10.1038/s41598-022-13386-9), whose fibre and tendon lengths they have too; with those of 2016
  the short head of biceps femoris extends the knee past 120 degrees. (myo-sim turns its knee of
  2016 about the origin of the tibia, 9 mm off.)
- The patella follows the knee by the published splines, not by polynomials that leave them past 120
  degrees.
- A lumbar angle is spread over five levels that add up to it; in myo-sim L5/S1 turns by the whole
  angle and the others add theirs.
- The right rectus abdominis is on the right; myo-sim has the names of its sides swapped.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from ilium.biomechanics.body import FLIPPED, SHARES
from ilium.biomechanics.coordinates import LEG_COORDINATES, LUMBAR
from ilium.biomechanics.knee import knee_joints, knee_place, patella_followers
from ilium.biomechanics.muscles import muscle_data

Array = NDArray[np.float64]

RESTORED = {
    "glmax1": ("Gmax1_at_pelvis_wrap_r", "Gmax1_at_pelvis_site_glmax1_r"),
    "glmax2": ("Gmax2_at_pelvis_wrap_r", "Gmax2_at_pelvis_site_glmax2_r"),
    "psoas": ("PS_at_brim_wrap_r", "PS_at_brim_site_psoas_r"),
}
"""Lines whose wrapping surface myo-sim leaves out, the surface and the side to pass it on. All have
four points, and pass the surface between the second and the third."""

MENDED = "_mended"

MOVED_POINTS = {
    "bflh-P2": (-0.03436, -0.03648, 0.03618),
    "bflh-P3": (-0.02704, -0.05008, 0.03476),
    "bfsh-P2": (-0.02866, -0.03284, 0.03204),
    "gaslat-P1": (0.002, -0.381, 0.02059),
    "gasmed-P1": (0.006, -0.385, -0.022),
    "semimem-P2": (-0.027, -0.041, -0.0196),
}
"""Metres, in the frames of the bodies they are on."""

MOVED_SURFACES = {
    "BF_at_gastroc_wrap": ((-0.039, -0.06, 0.0), 0.029),
    "GasMed_at_shank_wrap": (None, 0.059),
    "SM_at_condyles_wrap": (None, 0.0345),
}
"""Centre, where it has moved, and radius, metres."""

SWAPPED = frozenset({"rect_abd"})
"""Lines of the trunk whose right side is named left."""

LEVELS = ("", "L4_L5_", "L3_L4_", "L2_L3_", "L1_L2_")
TURNS = ("FE", "LB", "AR")
FIRST_LEVEL = ("flex_extension", "lat_bending", "axial_rotation")
"""myo-sim's names of the joints of L5/S1, and how those above are made up."""

ABDOMEN_SHARE = 0.6429
"""Share of lumbar extension by which the abdomen turns on L5 (Christophy 2012)."""


class PathModel:
    """Lengths of the lines of a model by its coordinates.

    `drivers`: for each joint that moves, the function from the coordinates to its position.
    """

    def __init__(
        self,
        spec: Any,
        coordinates: Sequence[str],
        tendons: Sequence[str],
        drivers: Mapping[str, Callable[[Array], float]],
    ) -> None:
        self.coordinates = tuple(coordinates)
        _strip(spec, tendons)
        self.model: Any = _compiled(spec)
        self.data: Any = mujoco.MjData(self.model)
        self._tendons = [self.model.tendon(name).id for name in tendons]
        self._drivers = [
            (int(self.model.joint(name).qposadr[0]), drive) for name, drive in drivers.items()
        ]

    def lengths(self, angles: Array) -> Array:
        """Lengths (n,) in metres at coordinates (d,) in radians."""
        for address, drive in self._drivers:
            self.data.qpos[address] = drive(angles)
        mujoco.mj_kinematics(self.model, self.data)
        mujoco.mj_comPos(self.model, self.data)
        mujoco.mj_tendon(self.model, self.data)
        return self.data.ten_length[self._tendons].copy()

    def arms(self, angles: Array, columns: Sequence[int], step: float = 1e-4) -> Array:
        """Moment arms (n, columns) in metres: central differences of length, along the motion
        of everything that a coordinate drives."""
        found = []
        for column in columns:
            away = np.zeros(len(angles))
            away[column] = step
            found.append((self.lengths(angles - away) - self.lengths(angles + away)) / (2 * step))
        return np.stack(found, axis=1)


@contextmanager
def _quietly() -> Iterator[None]:
    """myo-sim attaches its parts without a prefix, and MuJoCo says so: as a Python warning, and in
    MUJOCO_LOG.TXT where one is."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Attaching a spec with an empty prefix")
        mujoco.set_mju_user_warning(lambda _: None)
        try:
            yield
        finally:
            mujoco.set_mju_user_warning(None)


def _loaded(name: str) -> Any:
    with _quietly():
        import myo_sim

        return myo_sim.load_spec(name)


def _strip(spec: Any, tendons: Sequence[str]) -> None:
    """Take out what lengths do not need: it would be computed every time."""
    for sensor in list(spec.sensors):
        spec.delete(sensor)
    for actuator in list(spec.actuators):
        spec.delete(actuator)
    for tendon in list(spec.tendons):
        if tendon.name not in tendons:
            spec.delete(tendon)


def _compiled(spec: Any) -> Any:
    with _quietly():
        return spec.compile()


def leg_model(*, mended: bool = True) -> PathModel:
    """The right leg, its lines in the order of `muscles.toml`; or as myo-sim has it, for
    comparison (its knee too)."""
    spec = _loaded("myolegs")
    tendons = [f"{one.line}_r_tendon" for one in muscle_data().legs if not one.straight]
    if not mended:
        return PathModel(spec, LEG_COORDINATES, tendons, _leg_drivers(_polynomials(spec)))
    _replace_knee(spec)
    _move(spec)
    for line, (surface, side) in RESTORED.items():
        _restore(spec, line, surface, side)
        tendons[tendons.index(f"{line}_r_tendon")] = f"{line}_r{MENDED}"
    return PathModel(spec, LEG_COORDINATES, tendons, _leg_drivers(_knee_drivers()))


def _replace_knee(spec: Any) -> None:
    tibia = spec.body("tibia_r")
    for one in list(spec.equalities):
        if one.name2 == "knee_angle_r":
            spec.delete(one)
    for joint in list(tibia.joints):
        spec.delete(joint)
    place, centre = knee_place("r")
    tibia.pos = place - centre
    for joint in knee_joints("r"):
        kind = mujoco.mjtJoint.mjJNT_SLIDE if joint.slides else mujoco.mjtJoint.mjJNT_HINGE
        new = tibia.add_joint(name=joint.name, type=kind, axis=joint.axis, pos=centre)
        new.limited = mujoco.mjtLimited.mjLIMITED_FALSE


def _knee_drivers() -> dict[str, Callable[[float], float]]:
    """How the joints of knee and patella follow the right knee's angle."""
    turns = {one.name: np.polynomial.Polynomial(one.polynomial) for one in knee_joints("r")}
    return turns | patella_followers()


def _move(spec: Any) -> None:
    for point, place in MOVED_POINTS.items():
        spec.site(f"{point}_r").pos = place
    for surface, (centre, radius) in MOVED_SURFACES.items():
        geom = spec.geom(f"{surface}_r")
        geom.size[0] = radius
        if centre is not None:
            geom.pos = centre


def _restore(spec: Any, line: str, surface: str, side: str) -> None:
    """Add a line with the points of another that also goes around a surface."""
    tendon = spec.add_tendon(name=f"{line}_r{MENDED}")
    for point in (1, 2):
        tendon.wrap_site(f"{line}-P{point}_r")
    tendon.wrap_geom(surface, side)
    for point in (3, 4):
        tendon.wrap_site(f"{line}-P{point}_r")


def _leg_drivers(
    followers: Mapping[str, Callable[[float], float]],
) -> dict[str, Callable[[Array], float]]:
    drivers = {
        f"{name}_r": _scaled(index, -1.0 if name in FLIPPED else 1.0)
        for index, name in enumerate(LEG_COORDINATES)
    }
    knee = LEG_COORDINATES.index("knee_angle")
    return drivers | {name: _after(knee, follow) for name, follow in followers.items()}


def _scaled(index: int, factor: float) -> Callable[[Array], float]:
    return lambda angles: factor * float(angles[index])


def _after(index: int, follow: Callable[[float], float]) -> Callable[[Array], float]:
    return lambda angles: follow(float(angles[index]))


def _polynomials(spec: Any) -> dict[str, Callable[[float], float]]:
    """How myo-sim's own joints follow the right knee."""
    return {
        one.name1: np.polynomial.Polynomial(np.array(one.data[:5]))
        for one in spec.equalities
        if one.name2 == "knee_angle_r"
    }


def trunk_model() -> PathModel:
    """The lines of the right side of the trunk, in the order of `muscles.toml`."""
    drivers: dict[str, Callable[[Array], float]] = {"Abs_r3": _scaled(0, ABDOMEN_SHARE)}
    for index, angle in enumerate(LUMBAR):
        for level, prefix in enumerate(LEVELS):
            joint = f"{prefix}{TURNS[index]}" if prefix else FIRST_LEVEL[index]
            drivers[joint] = _scaled(index, SHARES[angle][level])
    tendons = [
        f"{one.line}_{'l' if one.line in SWAPPED else 'r'}_tendon" for one in muscle_data().trunk
    ]
    return PathModel(_loaded("myotorso"), [a.value for a in LUMBAR], tendons, drivers)
