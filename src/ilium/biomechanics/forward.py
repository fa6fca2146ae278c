"""Forward kinematics of many postures at once: MuJoCo's `mj_kinematics`, without its Python calls.

A body stands where its parent carries it, then moves along and about its own joints in their order.
"""

from typing import Any, NamedTuple

import mujoco
import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.intp]


class Tree(NamedTuple):
    """Bodies and joints of a model whose first joint is free and carries the first body."""

    parent: Index  # (bodies,)
    place: Array  # (bodies, 3) metres in the parent's frame
    turn: Array  # (bodies, 3, 3)
    first: Index  # (bodies + 1,) the joints of body b are first[b]:first[b + 1]
    slides: NDArray[np.bool_]  # (joints,)
    anchor: Array  # (joints, 3) metres in the body's frame
    axis: Array  # (joints, 3)


class Placed(NamedTuple):
    """Bodies and joints in F postures, metres in space."""

    origin: Array  # (F, bodies, 3)
    turn: Array  # (F, bodies, 3, 3)
    anchor: Array  # (F, joints, 3)
    axis: Array  # (F, joints, 3)


def tree_of(model: Any) -> Tree:
    """The tree of a MuJoCo model."""
    turn = np.empty((model.nbody, 9))
    for body in range(model.nbody):
        mujoco.mju_quat2Mat(turn[body], model.body_quat[body])
    return Tree(
        parent=model.body_parentid.astype(np.intp),
        place=model.body_pos.copy(),
        turn=turn.reshape(-1, 3, 3),
        first=np.searchsorted(model.jnt_bodyid, np.arange(model.nbody + 1)).astype(np.intp),
        slides=model.jnt_type == mujoco.mjtJoint.mjJNT_SLIDE,
        anchor=model.jnt_pos.copy(),
        axis=model.jnt_axis.copy(),
    )


def placed(tree: Tree, joints: Array) -> Placed:
    """Where everything is at joint positions (F, nq): place and quaternion of the first body, then
    a number of each other joint."""
    frames, bodies, count = len(joints), len(tree.parent), len(tree.slides)
    found = Placed(
        np.zeros((frames, bodies, 3)),
        np.zeros((frames, bodies, 3, 3)),
        np.zeros((frames, count, 3)),
        np.zeros((frames, count, 3)),
    )
    _place(tree, joints, *found)
    return found


@njit(cache=True, error_model="numpy")
def _place(
    tree: Tree, joints: Array, origin: Array, turn: Array, anchor: Array, axis: Array
) -> None:
    for frame in range(len(joints)):
        for i in range(3):
            turn[frame, 0, i, i] = 1.0
        origin[frame, 1] = joints[frame, :3]
        anchor[frame, 0] = joints[frame, :3]
        axis[frame, 0] = tree.axis[0]
        _orientation(joints[frame, 3:7], turn[frame, 1])
        for body in range(2, len(tree.parent)):
            above = tree.parent[body]
            at, turned = origin[frame, body], turn[frame, body]
            _apply(turn[frame, above], tree.place[body], at)
            at += origin[frame, above]
            _chain(turn[frame, above], tree.turn[body], turned)
            for joint in range(tree.first[body], tree.first[body + 1]):
                moved = joints[frame, joint + 6]
                _apply(turned, tree.axis[joint], axis[frame, joint])
                _apply(turned, tree.anchor[joint], anchor[frame, joint])
                anchor[frame, joint] += at
                if tree.slides[joint]:
                    for i in range(3):
                        at[i] += moved * axis[frame, joint, i]
                else:
                    _rotate(turned, tree.axis[joint], moved)
                    _apply(turned, tree.anchor[joint], at)
                    for i in range(3):
                        at[i] = anchor[frame, joint, i] - at[i]


@njit(cache=True, error_model="numpy")
def _apply(turn: Array, vector: Array, found: Array) -> None:
    for i in range(3):
        found[i] = turn[i, 0] * vector[0] + turn[i, 1] * vector[1] + turn[i, 2] * vector[2]


@njit(cache=True, error_model="numpy")
def _chain(one: Array, other: Array, found: Array) -> None:
    for i in range(3):
        for j in range(3):
            found[i, j] = (
                one[i, 0] * other[0, j] + one[i, 1] * other[1, j] + one[i, 2] * other[2, j]
            )


@njit(cache=True, error_model="numpy")
def _rotate(turn: Array, axis: Array, angle: float) -> None:
    """Turn a frame about one of its own axes: its rows, the other way (Rodrigues' formula)."""
    sine, versine = -np.sin(angle), 2 * np.sin(angle / 2) ** 2
    x, y, z = axis
    for i in range(3):
        a, b, c = turn[i]
        u, v, w = y * c - z * b, z * a - x * c, x * b - y * a
        turn[i, 0] = a + sine * u + versine * (y * w - z * v)
        turn[i, 1] = b + sine * v + versine * (z * u - x * w)
        turn[i, 2] = c + sine * w + versine * (x * v - y * u)


@njit(cache=True, error_model="numpy")
def _orientation(quaternion: Array, found: Array) -> None:
    a, b, c, d = quaternion / np.sqrt(np.sum(quaternion**2))
    found[0] = a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)
    found[1] = 2 * (b * c + a * d), a * a - b * b + c * c - d * d, 2 * (c * d - a * b)
    found[2] = 2 * (b * d - a * c), 2 * (c * d + a * b), a * a - b * b - c * c + d * d
