"""The equations of a repetition: what muscles, contacts and reserves must add up to.

    A a + S r = b        in each frame, 23 rows

b is what inertia, weight and loads ask for, less what stretched muscles give by themselves. The
columns of A are muscles (moment arms times the force at full activation), then the edges of the
friction cones at the contacts, in body weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ilium.biomechanics.body import GRAVITY, Body
from ilium.biomechanics.contacts import GRIP, Touch, cone, touches, touching
from ilium.biomechanics.coordinates import COORDINATES, ROOT
from ilium.biomechanics.kinematics import Kinematics
from ilium.biomechanics.lift import stands
from ilium.biomechanics.loads import Wrenches
from ilium.biomechanics.settling import corners, normals, offsets
from ilium.exercises.movement import Movement

Array = NDArray[np.float64]

RESERVE = 1.0
"""Newton metres: a reserve of this costs as much as a muscle's full activation, as is usual in
OpenSim's static optimisation."""

TOE_RESERVE = 100.0
"""Newton metres: toes are held by the plantar fascia and the small muscles of the foot, which the
model does not have, so nothing is asked of those of the shank."""

ROOT_RESERVE = 1e-2
"""Newtons and newton metres: nothing holds the pelvis in space but contacts, so forces sum up."""


SLIDING = 0.05
"""Metres on the way, above which a contact slides: settling keeps what does not to within 4 cm, and
a seated person's feet, which turn on the floor, go 9 cm and more."""

TOES = [row for row, name in enumerate(COORDINATES) if name.startswith("mtp_angle")]
"""Rows of the toes."""


@dataclass(frozen=True)
class Supports:
    """The contacts of a repetition as columns. E columns, k contacts."""

    names: tuple[str, ...]  # of the k contacts: "foot_r on floor"
    contact: NDArray[np.intp]  # (E,) which contact a column belongs to
    ways: Array  # (F, E, 3) newtons per unit
    values: Array  # (F, nnz) generalised forces per unit, of all columns one after the other
    rows: NDArray[np.intp]  # (nnz,)
    starts: NDArray[np.intp]  # (E + 1,)
    grip: NDArray[np.bool_]  # (E,) pulls as well as it pushes, within bounds

    def forces(self, coefficients: Array) -> Array:
        """Force on the body at each contact (F, k, 3), newtons."""
        each = self.ways * coefficients[:, :, None]
        of_contact = np.equal.outer(np.arange(len(self.names)), self.contact)  # (k, E)
        return of_contact.astype(float) @ each


def supports(body: Body, where: Kinematics, movement: Movement, share: Array) -> Supports:
    """The contacts of a movement, in frames at some shares of the way."""
    weight = body.mass * GRAVITY
    names, contact, ways, values, rows, starts, grip = [], [], [], [], [], [0], []
    for index, one in enumerate(movement.contacts):
        names.append(f"{one.at} on {one.on}")
        there = touching(one, share, movement)[:, None, None] * weight
        points = touches(one)
        edges = None
        if points:
            slides = one.phase is None and not stands(movement) and _slides(where, points)
            edges = _ways(where, replace(points[0], friction=0.0) if slides else points[0]) * there
        for touch in points:
            assert edges is not None
            used = _rows(body, touch.spot.segment)
            lever = where.jacobian(touch.spot, offsets(where, touch))
            values.append(_pushing(edges, lever, used))
            ways.append(edges)
            rows += [used] * edges.shape[1]
            starts += [starts[-1] + len(used) * (n + 1) for n in range(edges.shape[1])]
            contact += [index] * edges.shape[1]
            grip += [touch.grip] * edges.shape[1]
    return Supports(
        tuple(names),
        np.array(contact),
        np.concatenate(ways, axis=1),
        np.concatenate(values, axis=1),
        np.concatenate(rows),
        np.array(starts),
        np.array(grip),
    )


@njit(cache=True, error_model="numpy")
def _pushing(ways: Array, lever: Array, rows: NDArray[np.intp]) -> Array:
    """What forces (F, E, 3) do in some rows of a Jacobian (F, 3, 23): (F, E * rows)."""
    frames, edges, count = ways.shape[0], ways.shape[1], len(rows)
    found = np.empty((frames, edges * count))
    for frame in range(frames):
        for edge in range(edges):
            x, y, z = ways[frame, edge, 0], ways[frame, edge, 1], ways[frame, edge, 2]
            for index in range(count):
                row = rows[index]
                found[frame, edge * count + index] = (
                    x * lever[frame, 0, row] + y * lever[frame, 1, row] + z * lever[frame, 2, row]
                )
    return found


def _slides(where: Kinematics, points: Sequence[Touch]) -> bool:
    """Whether what touches moves along its support: friction would hold it back, never push it on.

    (Left to choose, the least effort is to be pushed: a seated person would open the knees against
    a band by the feet, which turn on the floor, and without any muscle.)
    """
    if points[0].grip:
        return False
    ranges = np.ptp(corners(where, points), axis=0)
    return bool(np.linalg.norm(ranges, axis=1).max() > SLIDING)


def _ways(where: Kinematics, touch: Touch) -> Array:
    if touch.grip:
        return np.broadcast_to(np.eye(3), (len(where.postures), 3, 3))
    return cone(normals(where, touch), touch.friction)


def _rows(body: Body, segment: str) -> NDArray[np.intp]:
    """The coordinates that move a segment: the pelvis' six and those of the joints above it."""
    chain = body.row[body.chain[body.segment_id[segment]]]
    return np.array([*range(len(ROOT)), *sorted({int(row) for row in chain if row >= 0})])


def pulled(where: Kinematics, wrenches: Sequence[Wrenches]) -> Array:
    """What loads do at the coordinates (F, 23), N and N m."""
    found = np.zeros((len(where.postures), len(COORDINATES)))
    for one in wrenches:
        for spot, force in one.forces(where):
            found += np.einsum("fi,fij->fj", force, where.jacobian(spot))
    return found


@njit(cache=True, error_model="numpy")
def side_by_side(arms: Array, starts: NDArray[np.intp], capacity: Array, contacts: Array) -> Array:
    """The entries of all columns (F, nnz): muscles, of which i has its arms in
    `starts[i]:starts[i + 1]`, each times its capacity (F, muscles), then contacts."""
    frames, length = arms.shape
    found = np.empty((frames, length + contacts.shape[1]))
    for frame in range(frames):
        for muscle in range(len(starts) - 1):
            for entry in range(starts[muscle], starts[muscle + 1]):
                found[frame, entry] = arms[frame, entry] * capacity[frame, muscle]
        for entry in range(contacts.shape[1]):
            found[frame, length + entry] = contacts[frame, entry]
    return found


@njit(cache=True, error_model="numpy")
def together(
    values: Array, rows: NDArray[np.intp], starts: NDArray[np.intp], amounts: Array
) -> Array:
    """What columns do together (F, 23), of each as much as `amounts` (F, columns) says.

    Column i has its entries in `starts[i]:starts[i + 1]`: `values[frame, k]` in row `rows[k]`.
    """
    found = np.zeros((len(values), len(COORDINATES)))
    for frame in range(len(values)):
        for column in range(len(starts) - 1):
            for entry in range(starts[column], starts[column + 1]):
                found[frame, rows[entry]] += values[frame, entry] * amounts[frame, column]
    return found


def reserve_strength() -> Array:
    """What a reserve of 1 gives at each coordinate (23,), N and N m."""
    strength = np.full(len(COORDINATES), RESERVE)
    strength[: len(ROOT)] = ROOT_RESERVE
    strength[TOES] = TOE_RESERVE
    return strength


def bounds(support: Supports) -> tuple[Array, Array]:
    """Least and most coefficient of each contact column (E,), body weights."""
    least = np.where(support.grip, -GRIP, 0.0)
    return least, np.where(support.grip, GRIP, np.inf)
