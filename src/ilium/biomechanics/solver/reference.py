r"""The method in readable NumPy. `newton` is the same, compiled; tests hold one to the other.

**Problem**, for each frame, with columns :math:`A_i`, reserves :math:`S = \mathrm{diag}(s)`:

.. math::
    \min_{a, r} \sum_i \varphi_i(a_i) + \tfrac12 |r|^2
    \quad\text{subject to}\quad A a + S r = b,\quad l \le a \le u,
    \qquad \varphi_i(a) = w_i a^{p_i} / p_i .

**Dual.** With a multiplier y for each row the Lagrangian splits by columns, so its minimum over a
and r is known: :math:`r = S y`, and each column looks only at its gain :math:`z_i = A_i^T y`,

.. math::
    a_i(z) = \min(u_i, \max(l_i, \varphi_i'^{-1}(z))), \qquad
    \varphi'^{-1}(z) = z / w \;(p = 2), \quad \sqrt{z / w} \;(p = 3).

What is left is to minimise the convex function of as many unknowns as there are rows

.. math::
    D(y) = \sum_i \varphi_i^*(A_i^T y) + \tfrac12 |S y|^2 - b^T y, \qquad
    \nabla D = A\,a(A^T y) + S^2 y - b .

Its gradient is the lack of equilibrium, and it is piecewise smooth: at the gains where a column
reaches a bound its slope jumps. A generalised Hessian is :math:`H = A\,\mathrm{diag}(a')A^T + S^2`,
with a' = 0 for a column at a bound. It is positive definite whatever the bounds, as s > 0: demands
that cannot be met and frames with every muscle at a bound need no case of their own.

**Steps.** d solves H d = -grad D (semismooth Newton: Qi and Sun 1993, doi:10.1007/BF01581275).
Along y + t d the slope of D never falls and is smooth between *breakpoints*, the t where a column
enters or leaves a bound. The piece with the root is found by bisection over the sorted breakpoints,
the root within it by Newton's method (for p = 2 the slope is straight and one step hits it). So
each step goes to the least D along its line, D falls in each, and for p = 2 the last step, on the
piece that holds the answer, is exact.

**End.** A frame has converged when each row's gradient is below `TOLERANCE` times the sizes of the
terms that it sums. With a demand that only tiny reserves can meet, y is huge and the gains
:math:`A_i^T y` carry its rounding, so that may never be. Then it has converged when `STILL` steps
running promise a fall :math:`-\nabla D^T d` of D below the rounding of D's own terms. Reserves
(s) of 0.01 N and 0.01 N m at the pelvis leave forces that sum up to 1e-9 of body weight, and
answers to three digits where nothing can carry them; still smaller ones cost digits there.

**The cube at zero.** For p = 3 the activation sqrt(z / w) starts with infinite slope. Below
:math:`\varepsilon` = `SMOOTH_BELOW` the cost is continued as the square with the same slope at
:math:`\varepsilon`: :math:`\varphi' = w \varepsilon a`, so :math:`a = z / (w \varepsilon)` up to
:math:`z = w \varepsilon^2`. The problem stays convex and the method exact for it; its cost differs
from the cube's by at most :math:`w \varepsilon^3 / 6` a column, and at equal gain its activation by
at most :math:`\varepsilon / 4`, far below what can be measured. A lower bound of
:math:`\varepsilon` or more leaves nothing to smooth.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from ilium.biomechanics.solver.problem import (
    LEAST_PIVOT,
    MOST_ITERATIONS,
    ROUNDING,
    SMOOTH_BELOW,
    STILL,
    TOLERANCE,
    Columns,
    Cost,
    Floats,
    Solution,
    Terms,
    demand_of,
    terms_of,
)

Slope = Callable[[float], tuple[float, float]]
"""The slope of D at a point of the line, and the slope's own slope."""


def solve(columns: Columns, demand: ArrayLike, cost: Cost) -> Solution:
    """As `ilium.biomechanics.solver.solve`, but each frame starts anew."""
    needed = demand_of(demand, columns)
    frames, height = needed.shape
    terms = terms_of(cost, columns.count, height)
    dual = np.zeros((frames, height))
    iterations = np.zeros(frames, dtype=np.int64)
    converged = np.zeros(frames, dtype=bool)
    activation = np.zeros((frames, columns.count))
    reserve = np.zeros((frames, height))
    for frame in range(frames):
        matrix = columns.matrix(frame, height)
        y, iterations[frame], converged[frame] = minimise(matrix, needed[frame], terms)
        dual[frame], activation[frame] = y, activations(matrix.T @ y, terms)[0]
        reserve[frame] = (needed[frame] - matrix @ activation[frame]) / terms.reserve
    return Solution(
        activation=activation,
        reserve=reserve,
        dual=dual,
        iterations=iterations,
        converged=converged,
    )


def minimise(matrix: Floats, demand: Floats, terms: Terms) -> tuple[Floats, int, bool]:
    """The dual of one frame that makes D least, the steps it took, and whether it is found."""
    y = np.zeros(demand.size)
    still = 0
    for iteration in range(MOST_ITERATIONS):
        activation, slope = activations(matrix.T @ y, terms)
        gradient = matrix @ activation + terms.reserve**2 * y - demand
        size = np.abs(matrix) @ np.abs(activation) + terms.reserve**2 * np.abs(y) + np.abs(demand)
        if (np.abs(gradient) <= TOLERANCE * size).all():
            return y, iteration, True
        if iteration == 0:
            slope = 1 / terms.weight  # at y = 0 nearly all are at a bound: begin as if none were
        hessian = (matrix * slope) @ matrix.T + np.diag(terms.reserve**2)
        hessian += np.diag(LEAST_PIVOT * np.diag(hessian))  # so that rounding leaves it definite
        direction = np.asarray(np.linalg.solve(hessian, -gradient), dtype=np.float64)
        still = still + 1 if -gradient @ direction <= ROUNDING * (size @ np.abs(y)) else 0
        if still == STILL:
            return y, iteration, True
        y = y + line_minimum(matrix, demand, terms, y, direction) * direction
    return y, MOST_ITERATIONS, False


def activations(gain: Floats, terms: Terms) -> tuple[Floats, Floats]:
    """Each column's activation at its gain, and the slope: zero for a column at a bound."""
    ratio = gain / terms.weight
    high = terms.cubic & (ratio > SMOOTH_BELOW**2)
    root = np.sqrt(np.where(high, ratio, 1.0))
    free = np.where(high, root, np.where(terms.cubic, ratio / SMOOTH_BELOW, ratio))
    slope = np.where(high, 0.5 / root, np.where(terms.cubic, 1 / SMOOTH_BELOW, 1.0)) / terms.weight
    inside = (free > terms.lower) & (free < terms.upper)
    return np.clip(free, terms.lower, terms.upper), np.where(inside, slope, 0.0)


def marginal_cost(activation: Floats, terms: Terms) -> Floats:
    """The gain at which a column is activated so far, its bounds aside."""
    steep = np.where(terms.cubic, np.maximum(activation, SMOOTH_BELOW), 1.0)
    return terms.weight * activation * steep


def line_minimum(
    matrix: Floats, demand: Floats, terms: Terms, y: Floats, direction: Floats
) -> float:
    """The t > 0 at which D(y + t direction) is least."""
    gain, change = matrix.T @ y, matrix.T @ direction
    offset = (terms.reserve**2 * y - demand) @ direction
    curvature = terms.reserve**2 @ direction**2

    def slope(t: float) -> tuple[float, float]:
        activation, rise = activations(gain + t * change, terms)
        value = activation @ change + offset + t * curvature
        return float(value), float(rise @ change**2 + curvature)

    low, high = _piece(slope, breakpoints(gain, change, terms))
    t = low if np.isinf(high) else (low + high) / 2
    for _ in range(100):
        value, rise = slope(t)
        low, high = (t, high) if value < 0 else (low, t)
        following = t - value / rise
        if not low <= following <= high:
            following = (low + high) / 2
        if abs(following - t) <= 1e-15 * abs(t):
            break
        t = following
    return t


def breakpoints(gain: Floats, change: Floats, terms: Terms) -> Floats:
    """The t > 0, ascending, at which a column enters or leaves a bound or the smoothed part."""
    edges = [marginal_cost(terms.lower, terms), marginal_cost(terms.upper, terms)]
    edges.append(np.where(terms.cubic, terms.weight * SMOOTH_BELOW**2, np.inf))
    moving = np.isfinite(edges) & (change != 0)
    found = (np.array(edges) - gain)[moving] / np.broadcast_to(change, moving.shape)[moving]
    return np.unique(found[(found > 0) & np.isfinite(found)])


def _piece(slope: Slope, points: Floats) -> tuple[float, float]:
    """The breakpoints (or 0, or infinity) between which the slope changes its sign."""
    ends = np.concatenate(([0.0], points, [np.inf]))
    low, high = 0, ends.size - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if slope(ends[middle])[0] < 0 else (low, middle)
    return ends[low], ends[high]
