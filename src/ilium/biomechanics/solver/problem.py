"""What the solver is asked and what it answers, checked where it comes in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

TOLERANCE = 1e-9
"""A frame has converged when each row is in equilibrium to this share of the row's terms."""

SMOOTH_BELOW = 1e-3
"""Activation below which the cubic cost is continued as a square: see `reference`."""

MOST_ITERATIONS = 200

ROUNDING, STILL = 1e-16, 3
"""A frame has also converged when so many steps running promise no more than this share of D."""

LEAST_PIVOT = 1e-15
"""Pivots are held above this share of their diagonal entry."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Columns:
    """A matrix per frame, (m, n) each, sparse by columns, with one pattern for all frames.

    Column i has its entries in `starts[i]:starts[i + 1]`: `values[frame, k]` stands in row
    `rows[k]`. Rows ascend within a column and none comes twice. Entries may be zero.
    """

    values: Floats  # (F, entries)
    rows: Integers  # (entries,)
    starts: Integers  # (n + 1,)

    def __post_init__(self) -> None:
        _keep(self, "values", _numbers(self.values, "values", dimensions=2))
        _keep(self, "rows", _indices(self.rows, "rows"))
        _keep(self, "starts", _indices(self.starts, "starts"))
        entries = self.rows.size
        if self.values.shape[1] != entries:
            raise ValueError(f"values has {self.values.shape[1]} entries a frame, rows {entries}")
        ascends = self.starts.size > 0 and (np.diff(self.starts) >= 0).all()
        if not ascends or self.starts[0] != 0 or self.starts[-1] != entries:
            raise ValueError(f"starts must ascend from 0 to the number of entries, {entries}")
        first = np.zeros(entries + 1, dtype=bool)
        first[self.starts] = True
        if ((np.diff(self.rows) <= 0) & ~first[1:-1]).any() or (self.rows < 0).any():
            raise ValueError("rows must ascend within each column, from 0")

    @classmethod
    def dense(cls, matrices: ArrayLike) -> "Columns":
        """The same from matrices (F, m, n); entries that are zero in all frames are left out."""
        full = _numbers(matrices, "matrices", dimensions=3)
        used = (full != 0).any(axis=0).T  # (n, m)
        column, row = np.nonzero(used)
        starts = np.concatenate(([0], np.cumsum(used.sum(axis=1))))
        return cls(values=full[:, row, column], rows=row, starts=starts)

    @property
    def frames(self) -> int:
        """How many matrices."""
        return self.values.shape[0]

    @property
    def count(self) -> int:
        """How many columns, n."""
        return self.starts.size - 1

    def matrix(self, frame: int, height: int) -> Floats:
        """The matrix of a frame, dense: (height, n)."""
        full = np.zeros((height, self.count))
        column = np.repeat(np.arange(self.count), np.diff(self.starts))
        full[self.rows, column] = self.values[frame]
        return full


@dataclass(frozen=True, kw_only=True, eq=False)
class Cost:
    """What columns and reserves cost, and their bounds. One number stands for all columns.

    A column costs `weight * a**power / power`. `weight` is above zero, `power` 2 or 3, and a column
    of power 3 has a lower bound of at least zero. `reserve[j]` is what a reserve of 1 gives in row
    j, in the row's unit: 1 N m is usual in OpenSim. A small one makes the row practically exact:
    0.01 at forces leaves a billionth of body weight, and less gains nothing (see `reference`).
    """

    reserve: ArrayLike  # (m,) > 0
    weight: ArrayLike = 1.0  # (n,) > 0
    power: ArrayLike = 2  # (n,) 2 or 3
    lower: ArrayLike = 0.0  # (n,) may be -inf where the power is 2
    upper: ArrayLike = 1.0  # (n,) may be inf


@dataclass(frozen=True, kw_only=True, eq=False)
class Terms:
    """A `Cost` for n columns and m rows, checked, as arrays of these lengths."""

    reserve: Floats
    weight: Floats
    cubic: NDArray[np.bool_]
    lower: Floats
    upper: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Solution:
    """The least costly answer of each frame: F frames, n columns, m rows."""

    activation: Floats  # (F, n) within the bounds
    reserve: Floats  # (F, m), exactly what equilibrium lacks: (demand - A a) / s
    dual: Floats  # (F, m), how fast the least cost grows with the row's demand
    iterations: Integers  # (F,) Newton steps
    converged: NDArray[np.bool_]  # (F,)


def terms_of(cost: Cost, columns: int, rows: int) -> Terms:
    """The cost for so many columns and rows. Raises ValueError that says what is wrong."""
    weight = _spread(cost.weight, "weight", columns)
    power = _spread(cost.power, "power", columns)
    lower = _spread(cost.lower, "lower", columns, finite=False)
    upper = _spread(cost.upper, "upper", columns, finite=False)
    reserve = _spread(cost.reserve, "reserve", rows)
    cubic = power == 3
    _ask((weight > 0).all(), "weight must be above zero")
    _ask((reserve > 0).all(), "reserve must be above zero")
    _ask((cubic | (power == 2)).all(), "power must be 2 or 3")
    _ask((lower <= upper).all(), "lower must not be above upper")
    _ask((lower < np.inf).all() and (upper > -np.inf).all(), "bounds must leave room")
    _ask((lower[cubic] >= 0).all(), "lower must not be below zero where power is 3")
    return Terms(reserve=reserve, weight=weight, cubic=cubic, lower=lower, upper=upper)


def demand_of(demand: ArrayLike, columns: Columns) -> Floats:
    """The demand, (F, m), checked against the columns."""
    found = _numbers(demand, "demand", dimensions=2)
    if found.shape[0] != columns.frames:
        raise ValueError(f"demand has {found.shape[0]} frames, the columns have {columns.frames}")
    if columns.rows.size and columns.rows.max() >= found.shape[1]:
        raise ValueError(f"a column has row {columns.rows.max()}, demand only {found.shape[1]}")
    return found


def _ask(holds: bool | np.bool_, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


def _keep(one: object, name: str, value: object) -> None:
    object.__setattr__(one, name, value)


def _numbers(given: ArrayLike, name: str, *, dimensions: int) -> Floats:
    found = np.ascontiguousarray(given, dtype=np.float64)
    _ask(np.ndim(given) == dimensions, f"{name} must have {dimensions} dimensions")
    if not np.isfinite(found).all():
        place = tuple(int(index) for index in np.argwhere(~np.isfinite(found))[0])
        raise ValueError(f"{name} is not a finite number at {place}")
    return found


def _indices(given: ArrayLike, name: str) -> Integers:
    found = np.asarray(given)
    _ask(found.ndim == 1, f"{name} must have one dimension")
    _ask(found.size == 0 or found.dtype.kind in "iu", f"{name} must be whole numbers")
    return np.ascontiguousarray(found, dtype=np.int64)


def _spread(given: ArrayLike, name: str, length: int, *, finite: bool = True) -> Floats:
    found = np.asarray(given, dtype=np.float64)
    _ask(found.shape in ((), (length,)), f"{name} must be one number or {length}")
    whole = np.isfinite(found) if finite else ~np.isnan(found)
    _ask(whole.all(), f"{name} must hold {'finite numbers' if finite else 'numbers'} only")
    spread = np.empty(length)
    spread[:] = found
    return spread
