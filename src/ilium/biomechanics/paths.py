"""Lengths and moment arms of every muscle from the joint angles, by fitted polynomials.

    L(q) = sum_k c_k prod_j T_{o_kj}(x_j),  x_j = (q_j - centre_j) / half_j,   r_j = -dL/dq_j

T are Chebyshev polynomials. A positive arm turns the coordinate in its positive direction. Angles
outside the range of the fit count as its nearest end: there, length and arms stay as at the end.
`path_fitting` writes the coefficients; the left side uses the right one's, mirrored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import product
from typing import Any

import numba
import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import NDArray

from ilium.biomechanics.coordinates import COORDINATES, LEG_COORDINATES, LUMBAR, ROOT
from ilium.biomechanics.muscles import muscle_data, muscles

Array = NDArray[np.float64]
Index = NDArray[np.intp]

ANGLES = COORDINATES[len(ROOT) :]
"""What lengths depend on: three lumbar angles, seven of each leg."""

BLOCK = 96
"""Frames at a time, so that what is worked on stays in the processor's cache."""

MIRRORED = np.array([1.0, -1.0, -1.0])
"""Bending and turning to the left are to the left side what those to the right are to the right."""


@dataclass(frozen=True)
class Basis:
    """Products of Chebyshev polynomials of d coordinates."""

    orders: Index  # (terms, d)
    centre: Array  # (d,) radians
    half: Array  # (d,) radians


@dataclass(frozen=True)
class Group:
    """Muscles of one side that cross the same coordinates."""

    basis: Basis
    coefficients: Array  # (terms, m) metres
    muscles: Index  # (m,) their places in `Paths.names`
    columns: Index  # (d,) the coordinates, in ANGLES, rising
    signs: Array  # (d,) -1 where the side mirrors the coordinate


@dataclass(frozen=True)
class Paths:
    """Paths of the muscles of the body. n muscles; F frames; 17 coordinates as in ANGLES.

    Arms are kept where a muscle crosses a coordinate, muscle by muscle: those of muscle i are
    `arms[:, starts[i]:starts[i + 1]]`, at the coordinates `rows[starts[i]:starts[i + 1]]`.
    """

    names: tuple[str, ...]
    starts: Index  # (n + 1,)
    rows: Index  # (nnz,)
    groups: tuple[Group, ...]

    @staticmethod
    def load() -> "Paths":
        """The shipped paths of `muscles()`."""
        return _shipped()

    def evaluate(self, angles: Array) -> tuple[Array, Array]:
        """Lengths (F, n) and moment arms (F, nnz), metres, at angles (F, 17), radians.

        Raises:
            ValueError: the angles have another shape, or one is not a number.
        """
        angles = _checked(angles)
        lengths = np.empty((len(angles), len(self.names)))
        arms = np.empty((len(angles), len(self.rows)))
        for first in range(0, len(angles), BLOCK):
            block = slice(first, first + BLOCK)
            for group in self.groups:
                self._add(group, angles[block], lengths[block], arms[block])
        return lengths, arms

    def _add(self, group: Group, angles: Array, lengths: Array, arms: Array) -> None:
        """Write what a group's muscles have."""
        basis = group.basis
        _evaluate(
            np.ascontiguousarray(angles[:, group.columns]),
            basis.orders,
            basis.centre,
            basis.half,
            group.signs,
            group.coefficients,
            group.muscles,
            self.starts,
            lengths,
            arms,
        )

    def evaluate_dense(self, angles: Array) -> tuple[Array, Array]:
        """Lengths (F, n) and moment arms (F, n, 17)."""
        lengths, arms = self.evaluate(angles)
        return lengths, self.dense(arms)

    def dense(self, arms: Array) -> Array:
        """Arms (F, n, 17) from those that `evaluate` gives."""
        found = np.zeros((len(arms), len(self.names), len(ANGLES)))
        muscle = np.repeat(np.arange(len(self.names)), np.diff(self.starts))
        found[:, muscle, self.rows] = arms
        return found

    def reference(self, angles: Array) -> tuple[Array, Array]:
        """What `evaluate_dense` gives, in plain NumPy."""
        angles = _checked(angles)
        lengths = np.empty((len(angles), len(self.names)))
        arms = np.zeros((len(angles), len(self.names), len(ANGLES)))
        for group in self.groups:
            values, slopes = basis_values(group.basis, angles[:, group.columns] * group.signs)
            lengths[:, group.muscles] = values @ group.coefficients
            for column, sign, slope in zip(group.columns, group.signs, slopes, strict=True):
                arms[:, group.muscles, column] = -sign * (slope @ group.coefficients)
        return lengths, arms


def _checked(angles: Array) -> Array:
    angles = np.ascontiguousarray(angles, dtype=np.float64)
    if angles.ndim != 2 or angles.shape[1] != len(ANGLES):
        raise ValueError(f"Angles have the shape {angles.shape}; ({len(ANGLES)} a frame) is asked.")
    if not np.isfinite(angles).all():
        raise ValueError("An angle is not a number.")
    return angles


def total_degree(coordinates: int, degree: int) -> Index:
    """Orders (terms, coordinates) of all products up to a total degree.

    >>> total_degree(2, 1).tolist()
    [[0, 0], [0, 1], [1, 0]]
    """
    orders = product(range(degree + 1), repeat=coordinates)
    return np.array([one for one in orders if sum(one) <= degree], dtype=np.intp)


def basis_values(basis: Basis, angles: Array) -> tuple[Array, list[Array]]:
    """The products (F, terms) at angles (F, d), and their derivatives by each of them (1/rad)."""
    places = np.clip((angles - basis.centre) / basis.half, -1.0, 1.0)
    most = int(basis.orders.max())
    derivative = chebyshev.chebder(np.eye(most + 1))  # (most, most + 1): of each T as a series
    one = [chebyshev.chebvander(x, most) for x in places.T]
    slope = [chebyshev.chebvander(x, most - 1) @ derivative for x in places.T]
    values = _products(one, basis.orders)
    slopes = []
    for column, half in enumerate(basis.half):
        factors = [slope[j] / half if j == column else one[j] for j in range(len(one))]
        slopes.append(_products(factors, basis.orders))
    return values, slopes


def _products(factors: list[Array], orders: Index) -> Array:
    return np.prod([f[:, o] for f, o in zip(factors, orders.T, strict=True)], axis=0)


@numba.njit(cache=True, error_model="numpy")
def _series(x: Array, value: Array, slope: Array) -> None:
    """Chebyshev polynomials (orders, F) at x (F,) and their derivatives, by their recurrence."""
    value[0], slope[0] = 1.0, 0.0
    value[1], slope[1] = x, 1.0
    for order in range(2, len(value)):
        value[order] = 2 * x * value[order - 1] - value[order - 2]
        slope[order] = 2 * value[order - 1] + 2 * x * slope[order - 1] - slope[order - 2]


@numba.njit(cache=True, error_model="numpy")
def _evaluate(
    angles: Array,
    orders: Index,
    centre: Array,
    half: Array,
    signs: Array,
    coefficients: Array,
    muscles: Index,
    starts: Index,
    lengths: Array,
    arms: Array,
) -> None:
    """Lengths and arms of one group, written to where its muscles have theirs.

    The products of all frames, then those of their derivatives by each coordinate, are the columns
    of one matrix: what is to be computed is the coefficients' product with it. Frames lie side by
    side, so that several fit in a vector register at once.
    """
    frames, d = angles.shape
    most = orders.max()
    value, slope = np.empty((d, most + 1, frames)), np.empty((d, most + 1, frames))
    for j in range(d):
        x = (signs[j] * angles[:, j] - centre[j]) / half[j]
        _series(np.minimum(np.maximum(x, -1.0), 1.0), value[j], slope[j])
    columns = _columns(orders, value, slope)
    found = np.dot(coefficients.T, columns.reshape(len(orders), -1))
    factors = -signs / half
    for frame in range(frames):
        for index in range(len(muscles)):
            muscle = muscles[index]
            lengths[frame, muscle] = found[index, frame]
            start = starts[muscle]
            for j in range(d):
                arms[frame, start + j] = factors[j] * found[index, (j + 1) * frames + frame]


@numba.njit(cache=True, error_model="numpy")
def _columns(orders: Index, value: Array, slope: Array) -> Array:
    """The products and their derivatives by each coordinate (terms, 1 + d, F).

    Terms that follow each other mostly have their first orders in common, and so the products over
    those coordinates, which are kept: `begun[j]` is the product over the first j.
    """
    terms, d = orders.shape
    frames = value.shape[2]
    begun, found = np.ones((d, d, frames)), np.empty((terms, d + 1, frames))
    for term in range(terms):
        same = 0
        while term > 0 and same < d - 1 and orders[term, same] == orders[term - 1, same]:
            same += 1
        for j in range(same, d):
            longer = found[term] if j == d - 1 else begun[j + 1]
            one, steep = value[j, orders[term, j]], slope[j, orders[term, j]]
            for column in range(j + 1):
                _multiply(begun[j, column], one, longer[column])
            _multiply(begun[j, 0], steep, longer[j + 1])
    return found


@numba.njit(cache=True, error_model="numpy")
def _multiply(one: Array, other: Array, found: Array) -> None:
    for frame in range(len(found)):
        found[frame] = one[frame] * other[frame]


@cache
def _shipped() -> Paths:
    with as_file(files("ilium.biomechanics").joinpath("data/paths.npz")) as path:
        stored = dict(np.load(path, allow_pickle=False))
    kinds = sorted(name.removesuffix("_lines") for name in stored if name.endswith("_lines"))
    groups = [one for kind in kinds for one in _both_sides(stored, kind)]
    names = tuple(one.name for one in muscles())
    crossed: list[Any] = [None] * len(names)
    for group in groups:
        for muscle in group.muscles:
            crossed[muscle] = group.columns
    starts = np.concatenate([[0], np.cumsum([len(columns) for columns in crossed])])
    return Paths(names, starts.astype(np.intp), np.concatenate(crossed), tuple(groups))


def _both_sides(stored: Mapping[str, NDArray[np.generic]], kind: str) -> tuple[Group, Group]:
    """The right and the left group of what is stored for one."""
    lines = stored[f"{kind}_lines"].astype(np.intp)
    columns = stored[f"{kind}_columns"].astype(np.intp)
    basis = Basis(
        np.ascontiguousarray(stored[f"{kind}_orders"], dtype=np.intp),
        stored[f"{kind}_centre"].astype(np.float64),
        stored[f"{kind}_half"].astype(np.float64),
    )
    coefficients = np.ascontiguousarray(stored[f"{kind}_coefficients"], dtype=np.float64)
    leg = kind.startswith("leg")
    legs, trunk = len(muscle_data().legs), len(muscle_data().trunk)
    ones = np.ones(len(columns))
    if leg:
        first = len(LUMBAR)
        return (
            Group(basis, coefficients, lines, columns + first, ones),
            Group(basis, coefficients, lines + legs, columns + first + len(LEG_COORDINATES), ones),
        )
    lines = lines + 2 * legs
    return (
        Group(basis, coefficients, lines, columns, ones),
        Group(basis, coefficients, lines + trunk, columns, MIRRORED[columns]),
    )
