"""Can a posture be held? Forces at its contacts that balance weight, load and cable, as a linear
programme.

Unknown are the sizes f >= 0 of forces along given directions at given places: the edges of a
friction cone at a support, six directions at a handle. What they leave unbalanced of force and of
moment about the centre of mass is made as small as possible (sum of absolute values, HiGHS). A
posture that can be held leaves nothing.
"""

from collections.abc import Iterator
from math import cos, pi, sin

import highspy
import numpy as np

from ilium.exercises.model import Variant
from ilium.exercises.movement import Contact, Phase, Place, Point, Support
from ilium.figures.skeleton import Pose, pose
from ilium.figures.vectors import Vector
from ilium.loads import LoadKind

FRICTION = 0.7
"""Rubber on a gym floor, and skin or cloth on a pad (0.6 to 1.0)."""

GRIP = 0.15
"""Most force at a handle in each direction, body weights: holding on, not hanging."""

PULL = 0.05
"""Tension of a cable or long band in body weights: the light end of what is trained with."""

LEVEL = frozenset({Support.FLOOR, Support.STEP, Support.BENCH, Support.CHAIR, Support.BODY})

# Half length along x and half width of what touches, metres, for points that are no feet.
PATCH = 0.04

Force = tuple[np.ndarray, np.ndarray, float]  # place, direction, most (body weights)


def left_over(variant: Variant, phase: Phase) -> float:
    """What no forces can balance: newtons per newton of body weight, and the same times metres."""
    movement = variant.movement
    assert movement is not None
    body = pose(movement, phase)
    weights = list(_weights(variant, phase, body))
    about = np.array(body.centre_of_mass)
    applied = sum((_wrench(place, force, about) for place, force in weights), np.zeros(6))
    columns = [f for c in movement.contacts_in(phase) for f in _forces(c, body)]
    return _smallest_rest(columns, applied, about)


def base(variant: Variant, phase: Phase) -> list[tuple[float, float]]:
    """The places (x, z) where level supports touch the body."""
    movement = variant.movement
    assert movement is not None
    body = pose(movement, phase)
    return [
        (spot[0], spot[2])
        for c in movement.contacts_in(phase)
        if c.on in LEVEL
        for spot in _patch(c, body)
    ]


def centre(variant: Variant, phase: Phase) -> Vector:
    """The centre of mass of the body with the load that a person begins with."""
    movement = variant.movement
    assert movement is not None
    total, moment = 0.0, np.zeros(3)
    for place, force in _weights(variant, phase, pose(movement, phase)):
        if force[0] == force[2] == 0:
            total -= force[1]
            moment -= force[1] * place
    x, y, z = moment / total
    return (x, y, z)


def _weights(variant: Variant, phase: Phase, body: Pose) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(place, force) of the body's weight, the load's and a cable's pull, in body weights."""
    movement = variant.movement
    assert movement is not None
    yield np.array(body.centre_of_mass), np.array([0.0, -1.0, 0.0])
    setup = variant.setups[0]
    if setup.load in movement.load:
        place = movement.load[setup.load]
        spots = _held(body, place)
        share = setup.start_share_of_body_mass
        both = 2 if setup.load is LoadKind.DUMBBELL and place is Place.HANDS else 1
        for spot in spots:
            yield np.array(spot), np.array([0.0, -share * both / len(spots), 0.0])
    if movement.line is not None and setup.load in (LoadKind.STACK, LoadKind.BAND):
        points = movement.line.points
        for spot in (np.array(body.point(one)) for one in points):
            along = np.array(movement.line.anchor) - spot
            yield spot, PULL / len(points) * along / np.linalg.norm(along)


def _held(body: Pose, place: Place) -> list[Vector]:
    hands = [body.point(Point.HAND_L), body.point(Point.HAND_R)]
    spots = {
        Place.HANDS: hands,
        Place.BETWEEN_HANDS: hands,
        Place.HAND_L: hands[:1],
        Place.HAND_R: hands[1:],
        Place.CHEST: [body.point(Point.CHEST)],
        Place.UPPER_BACK: [body.point(Point.UPPER_BACK)],
        Place.HIPS: [body.point(Point.HIP_CREASE)],
        Place.HIP_L: [body.frames["pelvis"].place((0.03, -0.02, -0.1))],
        Place.HIP_R: [body.frames["pelvis"].place((0.03, -0.02, 0.1))],
    }
    return spots[place]


def _patch(contact: Contact, body: Pose) -> list[np.ndarray]:
    """The corners of what touches."""
    name, _, side = contact.at.rpartition("_")
    foot = body.frames[f"foot_{side}"] if side in ("l", "r") else None
    if foot is not None and name == "foot":
        local = [(x, -0.067, z) for x in (-0.045, 0.19) for z in (-0.035, 0.045)]
        return [np.array(foot.place(spot)) for spot in local]
    if foot is not None and name == "foot_edge":
        return [np.array(foot.place((x, -0.04, 0.0))) for x in (-0.04, 0.18)]
    if foot is not None and name == "ball":
        toes = body.frames[f"toes_{side}"]
        local = [(x, -0.023, z) for x in (0.0, 0.06) for z in (-0.035, 0.035)]
        return [np.array(toes.place(spot)) for spot in local]
    if name == "elbow":
        forearm = body.frames[f"forearm_{side}"]
        return [np.array(forearm.place((0, y, z))) for y in (0, -0.25) for z in (-0.03, 0.03)]
    spot = np.array(body.point(contact.at))
    wide = 0.12 if contact.at in (Point.SHOULDER_BLADES, Point.UPPER_BACK, Point.BELLY) else PATCH
    wide = 0.12 if contact.at in (Point.BUTTOCKS, Point.SEAT, Point.HIP_CREASE) else wide
    return [spot + np.array([x, 0, z]) for x in (-PATCH, PATCH) for z in (-wide, wide)]


def _forces(contact: Contact, body: Pose) -> Iterator[Force]:
    if contact.on is Support.RAIL:
        spot = np.array(body.point(contact.at))
        for axis in np.eye(3):
            yield spot, axis, GRIP
            yield spot, -axis, GRIP
        return
    normal = _normal(contact, body)
    across = np.cross(normal, [0.3, 0.5, 0.81])
    across /= np.linalg.norm(across)
    along = np.cross(normal, across)
    for spot in _patch(contact, body):
        for turn in (2 * pi * n / 8 for n in range(8)):
            yield spot, normal + FRICTION * (cos(turn) * across + sin(turn) * along), np.inf


def _normal(contact: Contact, body: Pose) -> np.ndarray:
    """Which way the support pushes."""
    side = contact.at.rpartition("_")[2]
    if contact.on in LEVEL:
        return np.array([0.0, 1.0, 0.0])
    if contact.on is Support.PAD and contact.at in (Point.THIGH_L, Point.THIGH_R):
        return np.array(body.frames[f"thigh_{side}"].direction((-1, 0, 0)))
    if contact.on is Support.PAD:
        return np.array(body.frames["chest"].direction((1, 0, 0)))
    if contact.on is Support.ROLLER:
        return np.array(body.frames[f"shank_{side}"].direction((1, 0, 0)))
    if contact.on is Support.PLATE:
        return np.array(body.frames[f"foot_{side}"].direction((0, 1, 0)))
    # machine pads and walls push toward the midline
    return np.array([0.0, 0.0, 1.0 if side == "l" else -1.0])


def _wrench(place: np.ndarray, force: np.ndarray, about: np.ndarray) -> np.ndarray:
    return np.concatenate([force, np.cross(place - about, force)])


def _smallest_rest(columns: list[Force], applied: np.ndarray, about: np.ndarray) -> float:
    solver = highspy.Highs()
    solver.silent()
    for _, _, most in columns:
        solver.addVar(0.0, most)
    for _ in range(12):
        solver.addVar(0.0, np.inf)
    count = len(columns)
    for index in range(12):
        solver.changeColCost(count + index, 1.0)
    matrix = np.array([_wrench(place, way, about) for place, way, _ in columns]).T
    for row in range(6):
        used = [*range(count), count + row, count + 6 + row]
        values = [*matrix[row], 1.0, -1.0]
        solver.addRow(
            -applied[row], -applied[row], len(used), np.array(used, np.int32), np.array(values)
        )
    solver.run()
    return float(solver.getInfo().objective_function_value)
