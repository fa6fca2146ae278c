"""The body that moves: the skeleton of myo-sim as a MuJoCo model, scaled to a person.

Legs and lumbar spine (joint centres, oblique joint axes) are taken from myo-sim's leg model, except
for the knee (`data/knee.toml`); its muscles, meshes and arms are left out. Arms, upper back and
head are plain rigid segments, and masses are those of figures (`figures/body.toml`, de Leva 1996,
doi:10.1016/0021-9290(95)00178-6), so that what balances in a figure balances here.

Segments have the names and upright frames of `ilium.figures.skeleton`.
"""

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from ilium.biomechanics.coordinates import COORDINATES, SIDES
from ilium.biomechanics.forward import tree_of
from ilium.biomechanics.knee import KneeJoint, knee_joints, knee_place
from ilium.biomechanics.person import Person
from ilium.exercises.movement import COORDINATES as ANGLES
from ilium.exercises.movement import Angle
from ilium.figures.skeleton import body as figure_body

Array = NDArray[np.float64]
Local = tuple[float, float, float]

GRAVITY = 9.80665
"""Metres per second squared, standard gravity."""

LEVELS = ("lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1")

SHARES = {
    Angle.LUMBAR_EXTENSION: (0.125, 0.185, 0.204, 0.231, 0.255),
    Angle.LUMBAR_BENDING: (0.1355, 0.1811, 0.2453, 0.2501, 0.1880),
    Angle.LUMBAR_ROTATION: (0.2179, 0.2179, 0.2179, 0.1794, 0.1667),
}
"""How a lumbar angle is spread over L5/S1 to L1/L2 (Christophy 2012,
doi:10.1007/s10237-011-0290-6). Rotation is given there as a share of a larger whole, and scaled
here to add to 1."""

LUMBAR_AXES = ((Angle.LUMBAR_EXTENSION, (0, 0, 1)), (Angle.LUMBAR_BENDING, (1, 0, 0)))
LUMBAR_JOINTS = (*LUMBAR_AXES, (Angle.LUMBAR_ROTATION, (0, 1, 0)))

BONES = {"thigh": "femur", "shank": "tibia", "talus": "talus", "foot": "calcn", "toes": "toes"}
"""Our segments of the leg, from the hip down, and myo-sim's bodies."""

FLIPPED = frozenset({"mtp_angle"})
"""Coordinates that myo-sim counts the other way."""

ABDOMEN = "lumbar3"
"""The body that carries the abdomen's mass: the middle of the lumbar spine."""

GYRATION: Mapping[str, tuple[float, Local]] = {
    "pelvis": (0.164, (0.52, 0.52, 0.48)),
    "torso": (0.211, (0.46, 0.44, 0.37)),
    "chest": (0.235, (0.49, 0.46, 0.32)),
    "head": (0.202, (0.29, 0.26, 0.31)),
    "thigh": (0.396, (0.35, 0.16, 0.35)),
    "shank": (0.433, (0.26, 0.10, 0.26)),
    "foot": (0.243, (0.13, 0.27, 0.28)),
    "upper_arm": (0.279, (0.28, 0.15, 0.26)),
    "forearm": (0.267, (0.27, 0.11, 0.26)),
    "hand": (0.082, (0.58, 0.37, 0.48)),
}
"""Segment length (m) and radii of gyration about x, y, z as shares of it: de Leva 1996, table 4,
mean of women and men, rounded. In slow movement they hardly matter."""

KNEE_DEGREE = 4
"""Of the polynomials by which the joints of the knee follow its angle."""

LEAST_MASS = 1e-4
"""Kilograms: MuJoCo wants every moving body to have some."""


@dataclass(frozen=True)
class Spot:
    """A place on the body: a segment, and metres in its frame (of the unscaled body)."""

    segment: str
    local: Local


class Body:
    """The compiled body of a person.

    A posture is an array of `ilium.exercises.movement.COORDINATES` (radians). The pelvis' three
    angles become its orientation; the other angles drive the model's joints, some of them several
    joints at once: the knee by polynomials of its angle, the lumbar spine by fixed shares.
    """

    def __init__(self, person: Person) -> None:
        self.person = person
        built = _Builder(person)
        self.model: Any = built.spec.compile()
        self.data: Any = mujoco.MjData(self.model)
        # What keeps massless bodies moving is taken off again.
        exact = person.mass / self.model.body_mass.sum()
        self.model.body_mass *= exact
        self.model.body_inertia *= exact
        mujoco.mj_setConst(self.model, self.data)
        self.tree = tree_of(self.model)
        self.segment_id = {
            name: mujoco.mj_name2id(self.model, mujoco.mjtObj.mjOBJ_BODY, body)
            for name, body in built.segments.items()
        }
        self._offsets = built.offsets
        self._locals: dict[Spot, tuple[int, Array]] = {}
        self._drive(built.drivers)

    def _drive(self, drivers: Mapping[str, tuple[Angle, tuple[float, ...]]]) -> None:
        """Which angle drives which joint, in the order of the model's joints after the root."""
        names = [self.model.joint(j).name for j in range(1, self.model.njnt)]
        self.driver = np.array([ANGLES.index(drivers[name][0]) for name in names])
        self.polynomials = np.array([_padded(drivers[name][1]) for name in names])
        rows = {name: row for row, name in enumerate(COORDINATES)}
        # -1: a joint whose torque is not asked for (arms, upper back, neck)
        self.row = np.array([rows.get(drivers[name][0].value, -1) for name in names])
        chain = np.zeros((self.model.nbody, len(names)), bool)
        for index in range(1, self.model.nbody):
            chain[index] = chain[self.model.body_parentid[index]]
            chain[index] |= self.model.jnt_bodyid[1:] == index
        self.chain = chain

    def local(self, spot: Spot) -> tuple[int, Array]:
        """The body of a spot and its place in that body's frame, scaled to the person."""
        if spot not in self._locals:
            name = spot.segment
            stem = name.removesuffix("_r").removesuffix("_l")
            shift, scale = self._offsets.get(name, (np.zeros(3), _scale(stem, self.person)))
            self._locals[spot] = self.segment_id[name], scale * np.array(spot.local) - shift
        return self._locals[spot]

    @property
    def mass(self) -> float:
        """Kilograms."""
        return float(self.model.body_mass.sum())


def _padded(coefficients: tuple[float, ...]) -> Array:
    return np.array([*coefficients, *([0.0] * (KNEE_DEGREE + 1 - len(coefficients)))])


def _scale(stem: str, person: Person) -> Array:
    """Metres of the person per metre of the model, along x, y, z of a segment's frame."""
    if stem == "pelvis":
        return np.array([person.scale, person.scale, person.pelvis_scale])
    length = {"thigh": person.thigh_scale, "shank": person.shank_scale}
    return np.array([person.scale, length.get(stem, person.scale), person.scale])


@cache
def _skeleton() -> Any:
    """myo-sim's legs, as a specification that can be read and changed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it attaches its parts without a prefix, and says so
        mujoco.set_mju_user_warning(lambda _: None)  # or it writes MUJOCO_LOG.TXT where one is
        try:
            import myo_sim

            return myo_sim.load_spec("myolegs")
        finally:
            mujoco.set_mju_user_warning(None)


class _Builder:
    """Builds the specification from the ground up: pelvis, spine, arms, legs."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.spec = mujoco.MjSpec()
        self.spec.option.gravity = (0, -GRAVITY, 0)
        self.spec.option.disableflags = int(
            mujoco.mjtDisableBit.mjDSBL_CONTACT | mujoco.mjtDisableBit.mjDSBL_CONSTRAINT
        )
        self.drivers: dict[str, tuple[Angle, tuple[float, ...]]] = {}
        self.segments: dict[str, str] = {}
        self.offsets: dict[str, tuple[Array, Array]] = {}
        self.figure = figure_body()
        self._pelvis()
        for side in SIDES:
            self._leg(side)
            self._arm(side)

    def _pelvis(self) -> None:
        pelvis = self._body(self.spec.worldbody, "pelvis", np.zeros(3))
        pelvis.add_freejoint(name="root")
        self._mass(pelvis, "pelvis")
        self.pelvis, below = pelvis, pelvis
        place = np.zeros(3)
        for level, name in enumerate(LEVELS):
            at = np.array(_skeleton().body(name).pos) * self.person.scale
            place += at
            below = self._body(below, name, at)
            for angle, axis in LUMBAR_JOINTS:
                self._hinge(below, f"{name}_{angle}", axis, angle, (0.0, SHARES[angle][level]))
            if name == ABDOMEN:
                self._abdomen(below, place)
        self._upper_body(below, place)

    def _abdomen(self, body: Any, place: Array) -> None:
        """The figure's torso: its mass and its places move with the middle of the spine."""
        torso = np.array(self.figure.segments["torso"].at) * self.person.scale
        self.segments["torso"] = ABDOMEN
        self.offsets["torso"] = (place - torso, _scale("torso", self.person))
        self._mass(body, "torso", torso - place)

    def _upper_body(self, lumbar1: Any, place: Array) -> None:
        torso, chest = self.figure.segments["torso"], self.figure.segments["chest"]
        at = (np.array(torso.at) + np.array(chest.at)) * self.person.scale
        self.chest = self._body(lumbar1, "chest", at - place)
        self._hinge(self.chest, "thorax", (0, 0, -1), Angle.THORAX_FLEXION)
        self._mass(self.chest, "chest")
        head = self._figure_body(self.chest, "head", "")
        self._hinge(head, "neck", (0, 0, -1), Angle.NECK_FLEXION)

    def _arm(self, side: str) -> None:
        parent = self.chest
        for name in ("upper_arm", "forearm", "hand"):
            parent = self._figure_body(parent, name, side)
            for angle, axis in self.figure.segments[name].axes:
                self._hinge(parent, f"{angle}_{side}", _axis(axis, side), Angle(f"{angle}_{side}"))

    def _figure_body(self, parent: Any, name: str, side: str) -> Any:
        at = _mirrored(np.array(self.figure.segments[name].at), side) * self.person.scale
        full = f"{name}_{side}" if side else name
        body = self._body(parent, full, at)
        self._mass(body, full)
        return body

    def _leg(self, side: str) -> None:
        parent, stem = self.pelvis, "pelvis"
        for name, bone in BONES.items():
            source = _skeleton().body(f"{bone}_{side}")
            at = np.array(source.pos) * _scale(stem, self.person)
            if name == "shank":
                parent = self._shank(parent, side)
            else:
                parent = self._body(parent, f"{name}_{side}", at)
                for joint in source.joints:
                    self._leg_joint(parent, joint)
            stem = name
            if name != "talus":
                self._mass(parent, f"{name}_{side}")
        # The figure's foot has its origin in the ankle, myo-sim's under and behind it.
        ankle = np.array(_skeleton().body(f"calcn_{side}").pos) * _scale("foot", self.person)
        self.offsets[f"foot_{side}"] = (ankle, _scale("foot", self.person))
        foot = self.spec.body(f"foot_{side}")
        self._mass(foot, f"foot_{side}", -ankle)

    def _leg_joint(self, body: Any, joint: Any) -> None:
        angle = Angle(joint.name)
        axis = np.array(joint.axis)
        self._hinge(body, joint.name, -axis if angle.value[:-2] in FLIPPED else axis, angle)

    def _shank(self, thigh: Any, side: str) -> Any:
        place, centre = knee_place(side)
        place, centre = place * _scale("thigh", self.person), centre * _scale("shank", self.person)
        shank = self._body(thigh, f"shank_{side}", place - centre)
        for joint in knee_joints(side):
            self._knee_joint(shank, joint, centre)
        return shank

    def _knee_joint(self, shank: Any, joint: KneeJoint, centre: Array) -> None:
        kind = mujoco.mjtJoint.mjJNT_SLIDE if joint.slides else mujoco.mjtJoint.mjJNT_HINGE
        scale = self.person.scale if joint.slides else 1.0
        shank.add_joint(name=joint.name, type=kind, axis=joint.axis.tolist(), pos=centre.tolist())
        follows = tuple(scale * c for c in joint.polynomial)
        self.drivers[joint.name] = (Angle(f"knee_angle{joint.name[-2:]}"), follows)

    def _body(self, parent: Any, name: str, at: Array) -> Any:
        body = parent.add_body(name=name, pos=at.tolist())
        body.explicitinertial = True
        body.mass, body.inertia = LEAST_MASS, [LEAST_MASS * 1e-3] * 3
        self.segments[name] = name
        return body

    def _hinge(
        self,
        body: Any,
        name: str,
        axis: Iterable[float],
        angle: Angle,
        coefficients: tuple[float, ...] = (0.0, 1.0),
    ) -> None:
        body.add_joint(name=name, type=mujoco.mjtJoint.mjJNT_HINGE, axis=list(axis))
        self.drivers[name] = (angle, coefficients)

    def _mass(self, body: Any, segment: str, shift: Array | None = None) -> None:
        """The mass of a figure's segment on a body whose origin is `-shift` away from its own."""
        stem, _, side = segment.rpartition("_")
        stem, side = (stem, side) if side in SIDES else (segment, "")
        figure = self.figure.segments[stem]
        if not figure.mass:
            return
        centre = _mirrored(np.array(figure.centre), side) * _scale(stem, self.person)
        length, radii = GYRATION[stem]
        body.mass = self.person.mass * figure.mass / 100
        body.ipos = (centre + (shift if shift is not None else 0.0)).tolist()
        body.inertia = [body.mass * (length * self.person.scale * share) ** 2 for share in radii]


def _mirrored(local: Array, side: str) -> Array:
    return local * np.array([1, 1, -1]) if side == "l" else local


def _axis(axis: str, side: str) -> tuple[float, ...]:
    """An axis of a figure's joint; in the mirror, turns about x and y go the other way."""
    sign = -1.0 if axis.startswith("-") else 1.0
    if side == "l" and axis[-1] in "xy":
        sign = -sign
    return tuple(sign * float(name == axis[-1]) for name in "xyz")
