"""The same body and the same motion for OpenSim: all that its run needs, as plain numbers.

Segments, joints, the knee's rolling, the lines of the leg with the surfaces they wrap, and the
muscles' parameters: ours, before paths are fitted. What differs is as in OpenSim's own models of
the kind (Rajagopal 2016): the trunk has no muscles, its spine is one joint, chest and head are one
segment, and the patella has a coordinate of its own that a constraint makes follow the knee.
"""

from itertools import pairwise
from typing import Any

import mujoco
import numpy as np

from ilium.biomechanics import Options, Person
from ilium.biomechanics.body import Body
from ilium.biomechanics.contacts import touches
from ilium.biomechanics.coordinates import LEG_COORDINATES
from ilium.biomechanics.knee import knee_data, knee_joints
from ilium.biomechanics.lifts import lift_of, variant_of
from ilium.biomechanics.muscles import muscle_data
from ilium.biomechanics.path_models import leg_model
from ilium.biomechanics.person import REFERENCE_HEIGHT, REFERENCE_MASS
from ilium.biomechanics.repetition import Repetition
from ilium.exercises.movement import COORDINATES as ANGLES

PERSON = Person(height=REFERENCE_HEIGHT, mass=REFERENCE_MASS)
LEG = {"femur": "thigh", "tibia": "shank", "talus": "talus", "calcn": "foot", "toes": "toes"}
"""OpenSim's names of the leg's segments, and ours."""

ARM = ("upper_arm", "forearm", "hand")

SPINE, CHEST = "lumbar3", "chest"
"""Where the trunk turns on the pelvis, and whose axes are the trunk's."""


def problem(name: str, kilograms: float, frames: int) -> dict[str, Any]:
    """The model, its motion and what acts on it."""
    body = Body(PERSON)
    lift = lift_of(variant_of(name), kilograms=kilograms)
    repetition = Repetition(body, lift, Options(frames=frames))
    found = repetition.simulation()
    assert found.valid, found.problem
    where, names = repetition.where, [angle.value for angle in ANGLES]
    motion = {name: where.postures[:, index] for index, name in enumerate(names)}
    motion |= {f"pelvis_t{axis}": where.root[:, i] for i, axis in enumerate("xyz")}
    segments = _segments(body, where.joints[frames // 2])
    joints = [*_leg_joints(), *_arm_joints(body)]
    joints[-len(ARM)]["at"] = segments["torso"]["shoulder"]
    return {
        "segments": segments,
        "joints": joints,
        "muscles": _muscles(),
        "times": found.times.tolist(),
        "motion": {name: values.tolist() for name, values in motion.items()},
        "loads": _loads(repetition),
    }


def _segments(body: Body, joints: np.ndarray) -> dict[str, Any]:
    """Mass (kg), centre (m) and inertia (kg m2, about the centre: xx, yy, zz, xy, xz, yz).

    What is above the pelvis, but for the arms, is one segment, as it is in one posture.
    """
    model, found = body.model, {}
    for name, ours in _named().items():
        index = body.segment_id[ours]
        found[name] = _segment(
            model.body_mass[index], model.body_ipos[index], np.diag(model.body_inertia[index])
        )
    body.data.qpos[:] = joints
    mujoco.mj_kinematics(model, body.data)
    axes = body.data.xmat[body.segment_id[CHEST]].reshape(3, 3).copy()
    pelvis = body.data.xmat[body.segment_id["pelvis"]].reshape(3, 3)
    foot = body.data.xpos[body.segment_id[SPINE]].copy()
    apart = {body.segment_id[ours] for ours in _named().values()}
    merged = [index for index in range(1, model.nbody) if index not in apart]
    mass, centres = model.body_mass[merged], body.data.xipos[merged]
    centre = mass @ centres / mass.sum()
    inertia = np.zeros((3, 3))
    for index, one, at in zip(merged, mass, centres - centre, strict=True):
        turn = body.data.ximat[index].reshape(3, 3)
        inertia += turn @ np.diag(model.body_inertia[index]) @ turn.T
        inertia += one * (at @ at * np.eye(3) - np.outer(at, at))
    found["torso"] = _segment(mass.sum(), axes.T @ (centre - foot), axes.T @ inertia @ axes)
    found["torso"]["at"] = (pelvis.T @ (foot - body.data.xpos[body.segment_id["pelvis"]])).tolist()
    shoulder = body.data.xpos[body.segment_id["upper_arm_r"]]
    found["torso"]["shoulder"] = (axes.T @ (shoulder - foot)).tolist()
    return found


def _named() -> dict[str, str]:
    """The segments that OpenSim's model has too, by its names, and ours."""
    legs = {f"{theirs}_{side}": f"{ours}_{side}" for theirs, ours in LEG.items() for side in "rl"}
    arms = {f"{name}_{side}": f"{name}_{side}" for name in ARM for side in "rl"}
    return {"pelvis": "pelvis"} | legs | arms


def _segment(mass: float, centre: np.ndarray, inertia: np.ndarray) -> dict[str, Any]:
    rows, columns = [0, 1, 2, 0, 0, 1], [0, 1, 2, 1, 2, 2]
    return {
        "mass": float(mass),
        "centre": centre.tolist(),
        "inertia": inertia[rows, columns].tolist(),
    }


def _arm_joints(body: Body) -> list[dict[str, Any]]:
    """The joints of the right arm, from the shoulder down."""
    model, found = body.model, []
    for parent, name in pairwise((CHEST, *ARM)):
        index = body.segment_id[f"{name}_r"]
        first = int(model.body_jntadr[index])
        joints = range(first, first + int(model.body_jntnum[index]))
        found.append(
            {
                "child": name,
                "parent": "torso" if parent == CHEST else parent,
                "at": model.body_pos[index].tolist(),
                "about": [0.0, 0.0, 0.0],
                "moves": [
                    {
                        "slides": False,
                        "axis": model.jnt_axis[joint].tolist(),
                        "by": model.joint(joint).name.removesuffix("_r"),
                        "knots": None,
                    }
                    for joint in joints
                ],
            }
        )
    return found


def _leg_joints() -> list[dict[str, Any]]:
    """The joints of the right leg, from the hip down.

    Each turns and slides along axes, by an angle (+1 or -1 of it) or by a spline of the knee's.
    """
    model = leg_model().model
    follows, found = _knots(), []
    for name in (*LEG, "patella"):
        index = model.body(f"{name}_r").id
        moves = []
        first = int(model.body_jntadr[index])
        for joint in range(first, first + int(model.body_jntnum[index])):
            moved = model.joint(joint).name.removesuffix("_r")
            slides = int(model.jnt_type[joint]) == mujoco.mjtJoint.mjJNT_SLIDE
            sign = -1.0 if moved == "mtp_angle" else 1.0
            moves.append(
                {
                    "slides": slides,
                    "axis": (sign * model.jnt_axis[joint]).tolist(),
                    "by": "knee_angle" if moved in follows else moved,
                    "knots": follows.get(moved),
                }
            )
        found.append(
            {
                "child": name,
                "parent": model.body(int(model.body_parentid[index])).name.removesuffix("_r"),
                "at": model.body_pos[index].tolist(),
                "about": model.jnt_pos[first].tolist(),
                "moves": moves,
            }
        )
    assert {m["by"] for joint in found for m in joint["moves"]} == set(LEG_COORDINATES)
    return found


def _knots() -> dict[str, list[float]]:
    """What follows the knee's angle, at every ten degrees: metres or radians."""
    angles = np.radians(np.arange(0, 130, 10))
    turning = {
        one.name.removesuffix("_r"): np.polynomial.Polynomial(one.polynomial)(angles).tolist()
        for one in knee_joints("r")
        if one.name != "knee_angle_r"
    }
    return turning | knee_data()["patella"]["follows"]


def _muscles() -> list[dict[str, Any]]:
    """The lines of the right leg: points and surfaces in their order, and parameters."""
    model = leg_model().model
    lines = {model.tendon(i).name.rsplit("_r_", 1)[0]: i for i in range(model.ntendon)}
    found = []
    for muscle in muscle_data().legs:
        if muscle.straight:
            continue
        begin = int(model.tendon_adr[lines[muscle.line]])
        path = range(begin, begin + int(model.tendon_num[lines[muscle.line]]))
        found.append(
            {
                "line": muscle.line,
                "max_force": muscle.max_force,
                "optimal_fibre_length": muscle.optimal_fibre_length,
                "tendon_slack_length": muscle.tendon_slack_length,
                "pennation": muscle.pennation,
                "path": [_place(model, number) for number in path],
            }
        )
    return found


def _place(model: Any, number: int) -> dict[str, Any]:
    """A point of a line, or a surface that it wraps on one side."""
    index, kind = int(model.wrap_objid[number]), int(model.wrap_type[number])
    if kind == mujoco.mjtWrap.mjWRAP_SITE:
        body = model.body(model.site_bodyid[index]).name
        return {"segment": body.removesuffix("_r"), "at": model.site_pos[index].tolist()}
    axes = np.zeros(9)
    mujoco.mju_quat2Mat(axes, model.geom_quat[index])
    centre, axis = model.geom_pos[index], axes.reshape(3, 3)[:, 2]
    side = model.site_pos[int(model.wrap_prm[number])] - centre
    side = side - (side @ axis) * axis if kind == mujoco.mjtWrap.mjWRAP_CYLINDER else side
    return {
        "segment": model.body(model.geom_bodyid[index]).name.removesuffix("_r"),
        "at": centre.tolist(),
        "radius": float(model.geom_size[index, 0]),
        "axis": axis.tolist() if kind == mujoco.mjtWrap.mjWRAP_CYLINDER else None,
        "side": side.tolist(),
    }


def _loads(repetition: Repetition) -> list[dict[str, Any]]:
    """Forces, moments and places (F, 3), in space: the floor under each foot, the load held."""
    where, support = repetition.where, repetition.support
    solution = repetition._solve(repetition._demand(repetition.wrenches))
    each = support.ways * solution.activation[:, repetition.contacts, None]
    found, column = [], 0
    for contact in repetition.lift.movement.contacts:
        points = touches(contact)
        middle = np.mean([where.place(one.spot) for one in points], axis=0)
        force, moment = np.zeros_like(middle), np.zeros_like(middle)
        width = int((support.contact == support.contact[column]).sum()) // len(points)
        for point in points:
            pushed = each[:, column : column + width].sum(axis=1)
            force += pushed
            moment += np.cross(where.place(point.spot) + np.array(point.offset) - middle, pushed)
            column += width
        found.append(_load(_theirs(points[0].spot.segment), force, moment, middle))
    for wrench in repetition.wrenches:
        for spot, force in wrench.forces(where):
            found.append(
                _load(_theirs(spot.segment), force, np.zeros_like(force), where.place(spot))
            )
    return found


def _theirs(segment: str) -> str:
    return next((name for name, ours in _named().items() if ours == segment), "torso")


def _load(segment: str, *parts: np.ndarray) -> dict[str, Any]:
    named = zip(("force", "moment", "place"), parts, strict=True)
    return {"segment": segment} | {name: part.tolist() for name, part in named}
