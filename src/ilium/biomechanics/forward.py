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
            origin[frame, 1, i] = anchor[frame, 0, i] = joints[frame, i]
            axis[frame, 0, i] = tree.axis[0, i]
        _orientation(joints[frame, 3:7], turn[frame, 1])
        for body in range(2, len(tree.parent)):
            above = tree.parent[body]
            x, y, z = _vector(turn, frame, above, tree.place, body)
            x += origin[frame, above, 0]
            y += origin[frame, above, 1]
            z += origin[frame, above, 2]
            for i in range(3):
                for j in range(3):
                    turn[frame, body, i, j] = (
                        turn[frame, above, i, 0] * tree.turn[body, 0, j]
                        + turn[frame, above, i, 1] * tree.turn[body, 1, j]
                        + turn[frame, above, i, 2] * tree.turn[body, 2, j]
                    )
            for joint in range(tree.first[body], tree.first[body + 1]):
                moved = joints[frame, joint + 6]
                u, v, w = _vector(turn, frame, body, tree.axis, joint)
                axis[frame, joint, 0], axis[frame, joint, 1], axis[frame, joint, 2] = u, v, w
                a, b, c = _vector(turn, frame, body, tree.anchor, joint)
                a, b, c = a + x, b + y, c + z
                anchor[frame, joint, 0], anchor[frame, joint, 1], anchor[frame, joint, 2] = a, b, c
                if tree.slides[joint]:
                    x, y, z = x + moved * u, y + moved * v, z + moved * w
                else:
                    _rotate(turn, frame, body, tree.axis, joint, moved)
                    u, v, w = _vector(turn, frame, body, tree.anchor, joint)
                    x, y, z = a - u, b - v, c - w
            origin[frame, body, 0], origin[frame, body, 1], origin[frame, body, 2] = x, y, z


@njit(cache=True, error_model="numpy")
def _vector(
    turn: Array, frame: int, body: int, vectors: Array, which: int
) -> tuple[float, float, float]:
    """One of some vectors of a body's frame, in space."""
    x, y, z = vectors[which, 0], vectors[which, 1], vectors[which, 2]
    return (
        turn[frame, body, 0, 0] * x + turn[frame, body, 0, 1] * y + turn[frame, body, 0, 2] * z,
        turn[frame, body, 1, 0] * x + turn[frame, body, 1, 1] * y + turn[frame, body, 1, 2] * z,
        turn[frame, body, 2, 0] * x + turn[frame, body, 2, 1] * y + turn[frame, body, 2, 2] * z,
    )


@njit(cache=True, error_model="numpy")
def _rotate(turn: Array, frame: int, body: int, axes: Array, joint: int, angle: float) -> None:
    """Turn a frame about one of its own axes: its rows, the other way (Rodrigues' formula)."""
    half_sine = np.sin(angle / 2)
    sine, versine = -2 * half_sine * np.cos(angle / 2), 2 * half_sine**2
    x, y, z = axes[joint, 0], axes[joint, 1], axes[joint, 2]
    for i in range(3):
        a, b, c = turn[frame, body, i, 0], turn[frame, body, i, 1], turn[frame, body, i, 2]
        u, v, w = y * c - z * b, z * a - x * c, x * b - y * a
        turn[frame, body, i, 0] = a + sine * u + versine * (y * w - z * v)
        turn[frame, body, i, 1] = b + sine * v + versine * (z * u - x * w)
        turn[frame, body, i, 2] = c + sine * w + versine * (x * v - y * u)


@njit(cache=True, error_model="numpy")
def _orientation(quaternion: Array, found: Array) -> None:
    a, b, c, d = quaternion / np.sqrt(np.sum(quaternion**2))
    found[0] = a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)
    found[1] = 2 * (b * c + a * d), a * a - b * b + c * c - d * d, 2 * (c * d - a * b)
    found[2] = 2 * (b * d - a * c), 2 * (c * d + a * b), a * a - b * b - c * c + d * d
