"""Where every place of the body is, how it accelerates, and the torques that the motion needs."""

from collections.abc import Callable, Sequence
from functools import cached_property

import mujoco
import numpy as np
from numba import njit
from numpy.typing import NDArray

from ilium.biomechanics.body import Body, Spot
from ilium.biomechanics.coordinates import COORDINATES
from ilium.biomechanics.forward import placed

Array = NDArray[np.float64]
Postures = Callable[[Array], Array]

STEP = 2e-4
"""Seconds between the instants from which velocities and accelerations are taken: small against a
movement of seconds, and large against rounding (1e-16 / STEP**2 = 2.5e-9)."""

UNMOVED = np.zeros(3)


class Pose:
    """The body in F postures (F, angles) in radians, its anchor (a spot) kept at a place (m)."""

    def __init__(self, body: Body, postures: Array, anchor: Spot, at: Array) -> None:
        self.body = body
        self.postures = postures
        self.joints = _joints(body, postures)
        self._origin, self._turn, self._anchor, self._axis = placed(body.tree, self.joints)
        index, local = body.local(anchor)
        self.root = at - (self._origin[:, index] + self._turn[:, index] @ local)
        self._origin += self.root[:, None]
        self._anchor += self.root[:, None]
        self.joints[:, :3] = self.root

    def part(self, frames: slice) -> "Pose":
        """Some of the postures."""
        found = Pose.__new__(Pose)
        found._take(self, frames)
        return found

    def _take(self, other: "Pose", frames: slice) -> None:
        """Be some of the postures of another one."""
        self.body = other.body
        self.postures, self.joints = other.postures[frames], other.joints[frames]
        self._origin, self._turn = other._origin[frames], other._turn[frames]
        self._anchor, self._axis = other._anchor[frames], other._axis[frames]
        self.root = other.root[frames]

    def place(self, spot: Spot) -> Array:
        """Places of a spot (F, 3), metres."""
        index, local = self.body.local(spot)
        return self._origin[:, index] + self._turn[:, index] @ local

    def places(self, spots: Sequence[Spot]) -> Array:
        """Places of several spots (F, spots, 3), metres."""
        indices, locals_ = zip(*map(self.body.local, spots), strict=True)
        turned = self._turn[:, indices] @ np.array(locals_)[:, :, None]
        return self._origin[:, indices] + turned[..., 0]

    def direction(self, segment: str, local: Array) -> Array:
        """A direction of a segment's frame in space (F, 3)."""
        return self._turn[:, self.body.segment_id[segment]] @ local

    def acceleration(self, spot: Spot) -> Array:
        """A body that is held does not accelerate: zeros (F, 3)."""
        return np.zeros_like(self.place(spot))

    @cached_property
    def centre_of_mass(self) -> Array:
        """Centre of mass of the body (F, 3), metres."""
        model = self.body.model
        centres = self._origin + np.einsum("fbij,bj->fbi", self._turn, model.body_ipos)
        return np.einsum("b,fbi->fi", model.body_mass, centres) / model.body_mass.sum()

    @cached_property
    def slopes(self) -> Array:
        """How fast each joint moves with the angle that drives it (F, joints)."""
        angle = self.postures[:, self.body.driver]
        found = np.zeros_like(angle)
        for power in range(self.body.polynomials.shape[1] - 1, 0, -1):
            found = found * angle + power * self.body.polynomials[:, power]
        return found

    def jacobian(self, spot: Spot, offset: Array = UNMOVED) -> Array:
        """Velocity of a place of the body by each coordinate (F, 3, 23), metres per radian.

        `offset` (m, along the axes of space) is added to the spot.
        """
        index, _ = self.body.local(spot)
        place = self.place(spot) + offset
        found = np.zeros((len(place), 3, len(COORDINATES)))
        _add_root(place, self.root, self._turn, self.body.segment_id["pelvis"], found)
        _add_joints(
            place,
            self._anchor,
            self._axis,
            self.slopes,
            self.body.chain[index],
            self.body.tree.slides,
            self.body.row,
            found,
        )
        return found


class Kinematics(Pose):
    """The body in motion: a pose with accelerations and the torques that the motion needs.

    Not `moving`: posture by posture, as if each were held; nothing accelerates.
    """

    def __init__(
        self,
        body: Body,
        postures: Postures,
        times: Array,
        anchor: Spot,
        at: Array,
        *,
        moving: bool = True,
    ) -> None:
        self.moving = moving
        count = len(times)
        instants = (times, times - STEP, times + STEP) if moving else (times,)
        whole = Pose(body, postures(np.concatenate(instants)), anchor, at)
        self._take(whole, slice(count))
        self.before: Pose = whole.part(slice(count, 2 * count)) if moving else self
        self.after: Pose = whole.part(slice(2 * count, 3 * count)) if moving else self

    def acceleration(self, spot: Spot) -> Array:
        """Accelerations of a spot (F, 3), metres per second squared."""
        return _second(self.before.place(spot), self.place(spot), self.after.place(spot))

    @cached_property
    def momentum_rate(self) -> Array:
        """Mass times the acceleration of its centre (F, 3), newtons."""
        centres = (one.centre_of_mass for one in (self.before, self, self.after))
        return self.body.mass * _second(*centres)

    @cached_property
    def torque(self) -> Array:
        """Torques (F, 23) that move the body against gravity and inertia, N and N m.

        The joints that follow an angle (the knee's rolling, the lumbar levels) work through it:
        their torques are projected onto it by the slopes of their polynomials.
        """
        velocity, acceleration = self._rates()
        model, data = self.body.model, self.body.data
        forces = np.empty_like(velocity)
        joints, speeds, changes = data.qpos, data.qvel, data.qacc
        for frame in range(len(forces)):
            joints[:], speeds[:] = self.joints[frame], velocity[frame]
            changes[:] = acceleration[frame]
            # `mj_inverse` does the same, and much that is needed only with contacts of its own.
            mujoco.mj_kinematics(model, data)
            mujoco.mj_comPos(model, data)
            mujoco.mj_comVel(model, data)
            mujoco.mj_rne(model, data, 1, forces[frame])
        works_on = np.equal.outer(self.body.row, np.arange(len(COORDINATES)))  # (joints, 23)
        found = (forces[:, 6:] * self.slopes) @ works_on.astype(float)
        found[:, :6] = forces[:, :6]
        return found

    def _rates(self) -> tuple[Array, Array]:
        """Joint velocities and accelerations (F, dofs)."""
        before, now, after = self.before.joints, self.joints, self.after.joints
        back, ahead = _turned(now[:, 3:7], before[:, 3:7]), _turned(now[:, 3:7], after[:, 3:7])
        turning = (ahead - back) / (2 * STEP), (ahead + back) / STEP**2
        plain = (after - before) / (2 * STEP), _second(before, now, after)
        return tuple(
            np.concatenate([line[:, :3], turn, line[:, 7:]], axis=1)
            for line, turn in zip(plain, turning, strict=True)
        )  # pyright: ignore[reportReturnType]


@njit(cache=True, error_model="numpy")
def _add_root(place: Array, root: Array, turn: Array, pelvis: int, found: Array) -> None:
    """Add the velocities of a place (F, 3) by the pelvis' own coordinates to a Jacobian."""
    for frame in range(len(place)):
        x = place[frame, 0] - root[frame, 0]
        y = place[frame, 1] - root[frame, 1]
        z = place[frame, 2] - root[frame, 2]
        for i in range(3):
            found[frame, i, i] += 1.0
            a = turn[frame, pelvis, 0, i]
            b = turn[frame, pelvis, 1, i]
            c = turn[frame, pelvis, 2, i]
            found[frame, 0, 3 + i] += b * z - c * y
            found[frame, 1, 3 + i] += c * x - a * z
            found[frame, 2, 3 + i] += a * y - b * x


@njit(cache=True, error_model="numpy")
def _add_joints(
    place: Array,
    anchor: Array,
    axis: Array,
    slopes: Array,
    above: NDArray[np.bool_],
    slides: NDArray[np.bool_],
    rows: NDArray[np.intp],
    found: Array,
) -> None:
    """Add the velocities of a place (F, 3) by the joints above it to a Jacobian (F, 3, 23).

    `above`, `slopes` and `rows` are of the joints after the root's, the others of all.
    """
    for joint in range(len(rows)):
        row = rows[joint]
        if not above[joint] or row < 0:
            continue
        for frame in range(len(place)):
            a = axis[frame, joint + 1, 0]
            b = axis[frame, joint + 1, 1]
            c = axis[frame, joint + 1, 2]
            if not slides[joint + 1]:
                x = place[frame, 0] - anchor[frame, joint + 1, 0]
                y = place[frame, 1] - anchor[frame, joint + 1, 1]
                z = place[frame, 2] - anchor[frame, joint + 1, 2]
                a, b, c = b * z - c * y, c * x - a * z, a * y - b * x
            slope = slopes[frame, joint]
            found[frame, 0, row] += a * slope
            found[frame, 1, row] += b * slope
            found[frame, 2, row] += c * slope


def _second(before: Array, now: Array, after: Array) -> Array:
    return (before - 2 * now + after) / STEP**2


def _joints(body: Body, postures: Array) -> Array:
    """Positions of the model's joints (F, nq), the pelvis at the origin."""
    angle = postures[:, body.driver]
    bent = np.zeros_like(angle)
    for power in reversed(range(body.polynomials.shape[1])):
        bent = bent * angle + body.polynomials[:, power]
    found = np.zeros((len(postures), body.model.nq))
    found[:, 3:7] = _orientation(postures[:, :3])
    found[:, 7:] = bent
    return found


def _orientation(angles: Array) -> Array:
    """Quaternions (F, 4) of the pelvis: tilt about z, then list about x, then rotation about y."""
    tilt, lean, turn = (angles / 2).T
    zero = np.zeros_like(tilt)
    about_z = np.stack([np.cos(tilt), zero, zero, np.sin(tilt)], 1)
    about_x = np.stack([np.cos(lean), np.sin(lean), zero, zero], 1)
    about_y = np.stack([np.cos(turn), zero, np.sin(turn), zero], 1)
    return _product(_product(about_z, about_x), about_y)


def _product(p: Array, q: Array) -> Array:
    """Products of quaternions (F, 4)."""
    (a, b, c, d), (e, f, g, h) = p.T, q.T
    return np.stack(
        [
            a * e - b * f - c * g - d * h,
            a * f + b * e + c * h - d * g,
            a * g - b * h + c * e + d * f,
            a * h + b * g - c * f + d * e,
        ],
        1,
    )


def _turned(start: Array, end: Array) -> Array:
    """Small rotations from one orientation to another, as vectors in the first one's frame."""
    relative = _product(start * np.array([1, -1, -1, -1]), end)
    relative *= np.where(relative[:, :1] < 0, -1, 1)
    sine = np.linalg.norm(relative[:, 1:], axis=1, keepdims=True)
    angle = 2 * np.arctan2(sine, relative[:, :1])
    return relative[:, 1:] * np.where(sine > 0, angle / np.where(sine > 0, sine, 1), 2.0)
