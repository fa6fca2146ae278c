"""The body of `for_opensim` as a model of OpenSim's: two legs of 40 lines each, a trunk and arms.

Needs `opensim` 4.6 and NumPy, and nothing of Ilium. Muscles have rigid tendons. There are 31
coordinates with a reserve each, and two of the patellae that follow the knees.
"""

import math

import numpy as np
import opensim as osim

ROOT = (("pelvis_tilt", "z"), ("pelvis_list", "x"), ("pelvis_rotation", "y"))
TRUNK = (("lumbar_extension", "z"), ("lumbar_bending", "x"), ("lumbar_rotation", "y"))
WITH_MUSCLES = ("hip", "knee", "ankle", "subtalar")
AXIS = {"x": (1, 0, 0), "y": (0, 1, 0), "z": (0, 0, 1)}

ACTIVE_CURVE = (0.25, 0.77, 1.9, 0.75, 0.0)
"""Where force begins, bends and ends in optimal lengths, the shallow slope, the least force: as the
model that the fibre lengths come from has them, and `ilium.biomechanics.force_length` too."""


def mirrored(place, side: str) -> list[float]:
    """A place or a direction, on that side of the body."""
    return [place[0], place[1], place[2] if side == "r" else -place[2]]


def turned(axis, side: str) -> list[float]:
    """An axis of rotation, on that side of the body."""
    return list(axis) if side == "r" else [-axis[0], -axis[1], axis[2]]


def vector(place) -> osim.Vec3:
    """Three numbers for OpenSim."""
    return osim.Vec3(*map(float, place))


class Builder:
    """The model, part by part."""

    def __init__(self, problem: dict) -> None:
        self.problem = problem
        self.model = osim.Model()
        self.model.setGravity(osim.Vec3(0, -9.80665, 0))
        self.bodies = {"ground": self.model.getGround()}
        root = [(name, AXIS[axis], 1.0, None) for name, axis in ROOT]
        slides = [(f"pelvis_t{axis}", AXIS[axis], 1.0, None) for axis in "xyz"]
        self.body("pelvis", problem["segments"]["pelvis"])
        self.joint("ground", "pelvis", (0, 0, 0), (0, 0, 0), root, slides)
        torso = problem["segments"]["torso"]
        self.body("torso", torso)
        turns = [(name, AXIS[axis], 1.0, None) for name, axis in TRUNK]
        self.joint("pelvis", "torso", torso["at"], (0, 0, 0), turns, [])
        for side in "rl":
            for joint in problem["joints"]:
                self.limb_joint(joint, side)
        for side in "rl":
            for muscle in problem["muscles"]:
                self.muscle(muscle, side)
        self.reserves()
        self.model.finalizeConnections()

    def body(self, name: str, given: dict) -> None:
        """A segment; one that has no mass has a gram."""
        mass = max(given["mass"], 1e-3)
        inertia = given["inertia"] if given["mass"] > 1e-3 else (1e-6,) * 3 + (0.0,) * 3
        body = osim.Body(name, mass, vector(given["centre"]), osim.Inertia(*inertia))
        self.model.addBody(body)
        self.bodies[name] = body

    def joint(self, parent, child, at, about, turns, slides) -> None:
        """A custom joint: up to three turns and slides, each an axis, coordinate and function."""
        transform = osim.SpatialTransform()
        for first, moves in ((0, turns), (3, slides)):
            axes = [np.array(axis, float) for _, axis, _, _ in moves]
            while len(axes) < 3:  # an axis that nothing moves along has to point elsewhere still
                axes.append(np.cross(axes[0], axes[1]) if len(axes) == 2 else _across(axes))
            for index, axis in enumerate(axes):
                one = transform.updTransformAxis(first + index)
                one.setAxis(vector(axis))
                if index >= len(moves):
                    one.set_function(osim.Constant(0))
                    continue
                name, _, slope, knots = moves[index]
                one.setCoordinateNames(osim.ArrayStr(name, 1))
                one.set_function(osim.LinearFunction(slope, 0) if knots is None else _spline(knots))
        place, name = vector(np.array(at) + np.array(about)), f"joint_{child}"
        frames = [self.bodies[parent], place, osim.Vec3(0)]
        frames += [self.bodies[child], vector(about), osim.Vec3(0)]
        if turns or slides:
            self.model.addJoint(osim.CustomJoint(name, *frames, transform))
        else:
            self.model.addJoint(osim.WeldJoint(name, *frames))

    def limb_joint(self, joint: dict, side: str) -> None:
        """A joint of a limb; the patella has a coordinate of its own that is made to follow."""
        child, parent = f"{joint['child']}_{side}", f"{joint['parent']}_{side}"
        parent = joint["parent"] if joint["parent"] in self.bodies else parent
        beta = joint["child"] == "patella"
        moves = {True: [], False: []}
        for one in joint["moves"]:
            name = f"{one['by']}_{'beta_' if beta else ''}{side}"
            axis = (mirrored if one["slides"] else turned)(one["axis"], side)
            moves[one["slides"]].append((name, axis, 1.0, one["knots"]))
        self.body(child, self.problem["segments"].get(child, {"mass": 0, "centre": (0, 0, 0)}))
        about, at = mirrored(joint["about"], side), mirrored(joint["at"], side)
        self.joint(parent, child, at, about, moves[False], moves[True])
        if beta:
            coupler = osim.CoordinateCouplerConstraint()
            coupler.setName(f"patella_{side}")
            coupler.setIndependentCoordinateNames(osim.ArrayStr(f"knee_angle_{side}", 1))
            coupler.setDependentCoordinateName(f"knee_angle_beta_{side}")
            coupler.setFunction(osim.LinearFunction(1, 0))
            self.model.addConstraint(coupler)

    def muscle(self, given: dict, side: str) -> None:
        """A line with its points, then the surfaces that it wraps between two of them."""
        name = f"{given['line']}_{side}"
        muscle = osim.Millard2012EquilibriumMuscle(
            name,
            given["max_force"],
            given["optimal_fibre_length"],
            given["tendon_slack_length"],
            given["pennation"],
        )
        muscle.setActiveForceLengthCurve(osim.ActiveForceLengthCurve(*ACTIVE_CURVE))
        muscle.set_ignore_tendon_compliance(True)
        muscle.set_ignore_activation_dynamics(True)
        points, wraps = 0, []
        for place in given["path"]:
            if "radius" in place:
                wraps.append((points, place))
                continue
            points += 1
            segment = self.segment(place["segment"], side)
            at = vector(mirrored(place["at"], side))
            muscle.addNewPathPoint(f"{name}_{points}", segment, at)
        for index, (after, place) in enumerate(wraps):
            surface = self.surface(place, f"{name}_surface_{index}", side)
            muscle.updGeometryPath().addPathWrap(surface)
            wrap = muscle.updGeometryPath().updWrapSet().get(index)
            wrap.set_range(0, after)
            wrap.set_range(1, after + 1)
        self.model.addForce(muscle)

    def surface(self, place: dict, name: str, side: str):
        """A cylinder or sphere that is wrapped on the side of its x axis."""
        x = np.array(mirrored(place["side"], side))
        x /= np.linalg.norm(x)
        z = np.array(turned(place["axis"], side)) if place["axis"] else _across([x])
        axes = np.stack([x, np.cross(z, x), z], axis=1)
        wrap = osim.WrapCylinder() if place["axis"] else osim.WrapSphere()
        if place["axis"]:
            wrap.set_length(1.0)
        wrap.set_radius(place["radius"])
        wrap.set_quadrant("+x")
        wrap.setName(name)
        wrap.set_translation(vector(mirrored(place["at"], side)))
        wrap.set_xyz_body_rotation(vector(_body_fixed(axes)))
        segment = self.segment(place["segment"], side)
        segment.addWrapObject(wrap)
        return segment.getWrapObject(name)

    def segment(self, name: str, side: str):
        """A segment of the model, by its name without the side."""
        return self.bodies[name if name == "pelvis" else f"{name}_{side}"]

    def reserves(self) -> None:
        """1 N m at the legs, 100 at toes, as ours are, and where no muscles of the model reach."""
        coordinates = self.model.getCoordinateSet()
        for index in range(coordinates.getSize()):
            name = coordinates.get(index).getName()
            if "beta" in name:
                continue
            reserve = osim.CoordinateActuator(name)
            reserve.setName(f"reserve_{name}")
            reserve.setOptimalForce(1.0 if name.startswith(WITH_MUSCLES) else 100.0)
            reserve.setMinControl(-math.inf)
            reserve.setMaxControl(math.inf)
            self.model.addForce(reserve)


def _across(axes: list[np.ndarray]) -> np.ndarray:
    """A direction across the first of the axes, if there is one."""
    if not axes:
        return np.array([1.0, 0.0, 0.0])
    other = np.eye(3)[np.abs(axes[0]).argmin()]
    found = np.cross(axes[0], other)
    return found / np.linalg.norm(found)


def _body_fixed(axes: np.ndarray) -> tuple[float, float, float]:
    """Angles of turns about x, then y, then z of what has turned."""
    return (
        math.atan2(-axes[1, 2], axes[2, 2]),
        math.asin(max(-1.0, min(1.0, axes[0, 2]))),
        math.atan2(-axes[0, 1], axes[0, 0]),
    )


def _spline(knots: list[float], step: float = 10.0) -> osim.SimmSpline:
    found = osim.SimmSpline()
    for index, value in enumerate(knots):
        found.addPoint(math.radians(index * step), value)
    return found
