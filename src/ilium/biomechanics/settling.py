"""A posture finds its balance: contacts at their place, weight over them, angles hardly changed.

Postures are written in whole degrees for a simpler skeleton. Before they are simulated, angles move
by as little as makes contacts lie where they must and lets forces at them carry the body and its
load. It is a small least-squares problem, linearised and solved again until it stays:

    minimise  sum ((u - target) / spread)^2 + sum (contact error / tolerance)^2
              + sum (what forces at the contacts leave unbalanced / tolerance)^2 + small |c|^2

over angles u and forces c >= 0 along the edges of the friction cones (non-negative least squares,
from which the angles, being free, are eliminated first).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from ilium.biomechanics.body import GRAVITY, Body, Spot
from ilium.biomechanics.contacts import LEVEL, Touch, cone, point_spot, touches
from ilium.biomechanics.kinematics import Pose
from ilium.biomechanics.loads import Wrenches
from ilium.biomechanics.vectors import cross
from ilium.exercises.movement import COORDINATES as ANGLES
from ilium.exercises.movement import Contact, Point, Support

Array = NDArray[np.float64]

SPREAD = {
    "pelvis": 3.0,
    "lumbar": 4.0,
    "hip": 3.0,
    "knee": 4.0,
    "ankle": 6.0,
    "subtalar": 6.0,
    "mtp": 10.0,
    "arm": 6.0,
    "elbow": 6.0,
}
"""Degrees by which an angle gives way as easily as the others by theirs: what stands on the ground
sways at the ankles first. Upper back and neck stay as they are."""

HEIGHT_ERROR, SLIP_ERROR = 0.005, 0.002
"""Metres: flesh gives way."""

OVER_ERROR = 0.01
"""Metres: who stands keeps the weight on a straight way over the feet."""

MIDFOOT = 0.49
"""Share of the foot's length, from the heel, over which who squats keeps the weight: asked to squat
with it forward or back, people had it at 0.54 and 0.44, and trunk, hips and knees bent alike
(Ishida 2022, doi:10.52082/jssm.2022.341)."""

ABREAST = 0.1
"""Metres: feet side by side, neither further forward."""

FORCE_ERROR, MOMENT_ERROR = 0.002, 0.001
"""Body weights, and body weights times metres: small, so that balance comes first."""

CONTACT_COST, GRIP_COST = 1.0, 4.0
"""Cost of a body weight of force: supports carry gladly, hands only steady."""

WITHIN = 0.7
"""Share of a patch that is stood on: nobody balances on the very edge of a foot, and on the way
between two settled postures there has to be room."""

WHOLE_FEET = (Point.FOOT_R, Point.FOOT_L)

NUDGE = 1e-5
"""Radians, of the finite differences."""

LARGEST_STEP, DONE, ROUNDS = np.radians(8), np.radians(0.02), 30


@dataclass(frozen=True)
class Stance:
    """The contacts of an instant, each with the place it must keep (None: it may be anywhere)."""

    contacts: tuple[Contact, ...]
    places: tuple[Array | None, ...]
    anchor: Spot
    at: Array
    over: Array | None = None  # x and z over which the weight should be, metres


class Settler:
    """Settles postures of one body under one set of loads."""

    def __init__(self, body: Body, wrenches: Sequence[Wrenches]) -> None:
        self.body = body
        self.wrenches = wrenches
        self.weight = body.mass * GRAVITY
        spread = [SPREAD.get(angle.value.partition("_")[0], 0.0) for angle in ANGLES]
        self.free = np.flatnonzero(spread)
        self.spread = np.radians(np.array(spread)[self.free])
        self.least = np.array(
            [0.0 if angle.value.startswith(("knee", "elbow")) else -np.inf for angle in ANGLES]
        )

    def settle(self, target: Array, stance: Stance) -> Array:
        """The posture (angles,) nearest to a target in which the body is at rest, radians."""
        posture = target.copy()
        forces = np.zeros(0)
        for _ in range(ROUNDS):
            change, forces = self._step(posture, target, stance, forces)
            largest = np.abs(change).max()
            posture[self.free] += change * min(1.0, LARGEST_STEP / max(largest, 1e-12))
            posture = np.maximum(posture, self.least)
            if largest < DONE:
                break
        return posture

    def _step(
        self, posture: Array, target: Array, stance: Stance, forces: Array
    ) -> tuple[Array, Array]:
        """The next change of the free angles, and the contact forces that go with it."""
        nudged = np.repeat(posture[None], len(self.free) + 1, axis=0)
        nudged[np.arange(1, len(nudged)), self.free] += NUDGE
        pose = Pose(self.body, nudged, stance.anchor, stance.at)
        about = pose.centre_of_mass[0]
        edges, costs = _edges(pose, stance)  # (P, columns, 3 + 3) places and directions
        wrench = _wrench(*edges, about)
        if len(forces) != wrench.shape[1]:
            forces = np.zeros(wrench.shape[1])
        load = self._load(pose, about)
        placed = _errors(pose, stance)
        if stance.over is not None:
            placed = np.hstack([placed, (_under(load, about) - stance.over) / OVER_ERROR])
        rest = load + forces @ wrench
        rest /= np.repeat([FORCE_ERROR, MOMENT_ERROR], 3)
        columns = wrench[0].T / np.repeat([FORCE_ERROR, MOMENT_ERROR], 3)[:, None]
        return self._solved(posture, target, (placed, rest), columns, forces, costs)

    def _solved(
        self,
        posture: Array,
        target: Array,
        errors: tuple[Array, Array],
        columns: Array,
        forces: Array,
        costs: Array,
    ) -> tuple[Array, Array]:
        placed, rest = errors
        count = len(self.free)
        slope = [(error[1:] - error[0]).T / NUDGE for error in errors]
        of_angles = np.vstack([np.diag(1 / self.spread), *slope])
        wanted = np.concatenate(
            [(target - posture)[self.free] / self.spread, -placed[0], columns @ forces - rest[0]]
        )
        of_forces = np.zeros((len(wanted), len(forces)))
        of_forces[-len(columns) :] = columns
        lowest = (self.least - posture)[self.free]
        held = np.zeros(count, bool)  # at the end of their range
        while True:
            change = lowest.copy()
            rest = wanted - of_angles[:, held] @ lowest[held]
            change[~held], pushed = _least_squares(of_angles[:, ~held], of_forces, rest, costs)
            beyond = change < lowest
            if not beyond.any():
                return change, pushed
            held |= beyond

    def over(self, posture: Array, stance: Stance) -> Array:
        """Where the weight of the body and its load is over (x, z), metres."""
        pose = Pose(self.body, posture[None], stance.anchor, stance.at)
        about = pose.centre_of_mass[0]
        return _under(self._load(pose, about), about)[0]

    def shifted(self, posture: Array, target: Array, stance: Stance) -> Array:
        """A settled posture with the weight shifted over the middle of the feet, which stay.

        As it was where the person stands neither on one whole foot nor on both side by side: how
        far forward the weight is then depends on how the feet share it.
        """
        if not all(contact.at in WHOLE_FEET for contact in stance.contacts):
            return posture
        pose = Pose(self.body, posture[None], stance.anchor, stance.at)
        soles = [corners(pose, touches(contact))[0, :, 0] for contact in stance.contacts]
        middles = [sole.min() + MIDFOOT * np.ptp(sole) for sole in soles]
        if np.ptp(middles) > ABREAST:
            return posture
        over = np.array([np.mean(middles), self.over(posture, stance)[1]])
        places = tuple(pose.place(point_spot(contact.at))[0] for contact in stance.contacts)
        return self.settle(target, replace(stance, over=over, places=places))

    def _load(self, pose: Pose, about: Array) -> Array:
        """Force and moment (P, 6) of the weight and the loads, in body weights."""
        down = np.array([0.0, -self.weight, 0.0])
        acting = [(pose.centre_of_mass, np.broadcast_to(down, pose.centre_of_mass.shape))]
        for one in self.wrenches:
            acting += [(pose.place(spot), force) for spot, force in one.forces(pose)]
        found = np.zeros((len(pose.centre_of_mass), 6))
        for place, force in acting:
            found[:, :3] += force
            found[:, 3:] += cross(place - about, force)
        return found / self.weight


def _least_squares(
    of_angles: Array, of_forces: Array, wanted: Array, costs: Array
) -> tuple[Array, Array]:
    """The changes of angles and the forces, none below 0, that come nearest to what is wanted."""
    count = of_angles.shape[1]
    # Angles are free, so they are eliminated: what they can meet of an equation is left out.
    basis, triangle = np.linalg.qr(of_angles, mode="complete")
    met, left = basis[:, :count], basis[:, count:]
    forces, _ = nnls(
        np.vstack([left.T @ of_forces, np.diag(costs)]),
        np.concatenate([left.T @ wanted, np.zeros(len(costs))]),
        maxiter=30 * (len(costs) + 1),
    )
    return np.linalg.solve(triangle[:count], met.T @ (wanted - of_forces @ forces)), forces


def _under(load: Array, about: Array) -> Array:
    """Where a wrench (P, 6) about a place meets the level: x and z (P, 2)."""
    across = np.stack([load[:, 5], -load[:, 3]], axis=1) / load[:, 1:2]
    return about[[0, 2]] + across


def _edges(pose: Pose, stance: Stance) -> tuple[tuple[Array, Array], Array]:
    """Places and directions (P, columns, 3) of what the contacts can push with, and its cost."""
    places, ways, costs = [], [], []
    for contact in stance.contacts:
        points = touches(contact)
        if not points:
            continue
        edges = _pushes(pose, points[0])  # one normal for all points of a contact
        patch = corners(pose, points)
        middle = patch.mean(axis=1, keepdims=True)
        patch = middle + WITHIN * (patch - middle)
        places.append(np.repeat(patch, edges.shape[1], axis=1))
        ways.append(np.tile(edges, (1, len(points), 1)))
        costs += [GRIP_COST if points[0].grip else CONTACT_COST] * ways[-1].shape[1]
    return (np.concatenate(places, axis=1), np.concatenate(ways, axis=1)), np.array(costs)


def corners(pose: Pose, points: Sequence[Touch]) -> Array:
    """Where points of contact are (P, points, 3)."""
    places = pose.places([one.spot for one in points])
    return places + np.stack([offsets(pose, one) for one in points], axis=-2)


def _pushes(pose: Pose, touch: Touch) -> Array:
    """Directions (P, columns, 3) with coefficients of at least 0; a hand pulls as well."""
    if touch.grip:
        ways = np.concatenate([np.eye(3), -np.eye(3)])
        return np.broadcast_to(ways, (len(pose.postures), 6, 3))
    return cone(normals(pose, touch), touch.friction)


def normals(pose: Pose, touch: Touch) -> Array:
    """Which way the support pushes at a point of contact (F, 3)."""
    normal = np.array(touch.normal)
    if not touch.frame:
        return np.broadcast_to(normal, (len(pose.postures), 3))
    if not touch.depth:
        return pose.direction(touch.frame, normal)
    # A bar lies across the body, and pushes at a right angle to itself and to the limb.
    x, y, _ = pose.direction(touch.frame, np.array([0.0, 1.0, 0.0])).T
    found = normal[0] * np.stack([y, -x, np.zeros_like(x)], axis=1)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def offsets(pose: Pose, touch: Touch) -> Array:
    """From the spot of a contact to its point (F, 3) or (3,), metres along the axes of space."""
    if not touch.depth:
        return np.array(touch.offset)
    return touch.offset - touch.depth * normals(pose, touch)


def _wrench(places: Array, ways: Array, about: Array) -> Array:
    return np.concatenate([ways, cross(places - about, ways)], axis=2)


def _errors(pose: Pose, stance: Stance) -> Array:
    """How far contacts are from where they must be (P, errors), in tolerances."""
    errors: list[Array] = []
    for contact, place in zip(stance.contacts, stance.places, strict=True):
        if contact.on in LEVEL:
            across = [  # of a patch in space two corners are as high as the others
                one
                for one in touches(contact)
                if one.offset == (0, 0, 0) or one.offset[0] * one.offset[2] > 0
            ]
            heights = corners(pose, across)[:, :, 1] - contact.height
            errors += list(heights.T / HEIGHT_ERROR)
        if place is not None and contact.on not in (Support.RAIL, Support.MACHINE):
            slip = (pose.place(point_spot(contact.at)) - place) / SLIP_ERROR
            errors += [slip[:, 0], slip[:, 2]]
            if contact.on not in LEVEL:
                errors.append(slip[:, 1])
    return np.stack(errors, axis=1) if errors else np.zeros((len(pose.postures), 1))
