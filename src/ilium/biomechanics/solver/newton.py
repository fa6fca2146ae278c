"""The method of `reference`, compiled: grouped columns, each frame begun from the one before.

All kernels stand in this file, because Numba's cache sees a change only in the file of the function
that it compiled.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ilium.biomechanics.solver.layout import Bounded, Layout
from ilium.biomechanics.solver.problem import (
    LEAST_PIVOT,
    MOST_ITERATIONS,
    ROUNDING,
    SMOOTH_BELOW,
    STILL,
    TOLERANCE,
    Floats,
    Integers,
)

LINE_EVALUATIONS = 60
LINE_TOLERANCE = 1e-2  # of the slope that the line begins with: more exact costs more than it saves

# Sums may be taken in any order: vector registers need that. Infinite bounds are meant, and what is
# not a number must be noticed, so the rest of "fastmath" stays off.
kernel = njit(
    cache=True, nogil=True, error_model="numpy", fastmath={"contract", "reassoc", "nsz", "arcp"}
)


class Work(NamedTuple):
    """Room for one frame: n columns, m rows."""

    entries: Floats  # the frame's values in the layout's order
    gain: Floats  # (n,) A^T y
    change: Floats  # (n,) A^T direction
    active: Floats  # (n,) activation
    slope: Floats  # (n,) of activation by gain
    scaled: Floats  # (n,)
    gradient: Floats  # (m,) what equilibrium lacks
    size: Floats  # (m,) the sum of its terms' sizes
    direction: Floats  # (m,)
    best: Floats  # (m,) the dual with the least lack
    hessian: Floats  # (m, m) lower triangle


@kernel
def solve_frames(
    values: Floats,
    demand: Floats,
    layout: Layout,
    cost: Bounded,
    activation: Floats,
    lack: Floats,
    dual: Floats,
    iterations: Integers,
    converged: NDArray[np.bool_],
) -> None:
    """Solves consecutive frames; the last five arguments are where the answers go."""
    frames, height = demand.shape
    count, length = layout.order.size, layout.source.size
    by_column, by_row = np.empty((5, count)), np.empty((4, height))
    work = Work(
        np.empty(length),
        *(by_column[0], by_column[1], by_column[2], by_column[3], by_column[4]),
        *(by_row[0], by_row[1], by_row[2], by_row[3]),
        np.empty((height, height)),
    )
    y = np.zeros(height)
    cold = True
    for frame in range(frames):
        for place in range(length):
            work.entries[place] = values[frame, layout.source[place]]
        if cold:
            y[:] = 0.0
        iterations[frame], converged[frame] = minimise(demand[frame], layout, cost, y, cold, work)
        cold = not converged[frame]
        dual[frame] = y
        for row in range(height):
            lack[frame, row] = cost.stiffness[row] * y[row] - work.gradient[row]
        for place in range(count):
            activation[frame, layout.order[place]] = work.active[place]


@kernel
def minimise(
    demand: Floats, layout: Layout, cost: Bounded, y: Floats, cold: bool, work: Work
) -> tuple[int, bool]:
    """Moves y to where D is least; the steps it took, and whether it is found."""
    still, least = 0, np.inf
    iteration = 0
    while True:
        gains(work.entries, layout, y, work.gain)
        activate(layout, cost, work)
        lack = sum_up(layout, cost, demand, y, work)
        if balanced(work.gradient, work.size):
            return iteration, True
        if not math.isfinite(lack) or iteration == MOST_ITERATIONS:
            break
        if lack < least:
            least = lack
            work.best[:] = y
        if cold and iteration == 0:
            work.slope[:] = cost.inverse  # at y = 0 nearly all are at a bound
        curve(layout, cost, work)
        newton_step(work.hessian, work.gradient, work.direction)
        still = still + 1 if at_rounding(y, work) else 0
        if still == STILL:
            return iteration, True
        gains(work.entries, layout, work.direction, work.change)
        t = line_minimum(demand, layout, cost, y, work)
        for row in range(y.size):
            y[row] += t * work.direction[row]
        iteration += 1
    y[:] = work.best
    gains(work.entries, layout, y, work.gain)
    activate(layout, cost, work)
    sum_up(layout, cost, demand, y, work)
    return iteration, False


@kernel
def gains(entries: Floats, layout: Layout, y: Floats, gain: Floats) -> None:
    """gain = A^T y."""
    gain[:] = 0.0
    for group in range(layout.columns.size - 1):
        begin, end = layout.columns[group], layout.columns[group + 1]
        place, group_gain = layout.packed[group], gain[begin:end]
        for at in range(layout.row_starts[group], layout.row_starts[group + 1]):
            factor, row_entries = y[layout.rows[at]], entries[place : place + end - begin]
            for column in range(row_entries.size):
                group_gain[column] += row_entries[column] * factor
            place += end - begin


@kernel
def activate(layout: Layout, cost: Bounded, work: Work) -> None:
    """Each column's activation at its gain, and the slope: zero for a column at a bound."""
    inverse, lower, upper, gain = cost.inverse, cost.lower, cost.upper, work.gain
    active, slope = work.active, work.slope
    for i in range(layout.squares):
        free = gain[i] * inverse[i]
        active[i] = min(max(free, lower[i]), upper[i])
        slope[i] = inverse[i] if lower[i] < free < upper[i] else 0.0
    for i in range(layout.squares, gain.size):
        free, steep = cube(gain[i] * inverse[i])
        active[i] = min(max(free, lower[i]), upper[i])
        slope[i] = steep * inverse[i] if lower[i] < free < upper[i] else 0.0


@kernel
def cube(ratio: float) -> tuple[float, float]:
    """The unbounded activation of a column of power 3, and its slope by gain / weight."""
    root = math.sqrt(max(ratio, SMOOTH_BELOW * SMOOTH_BELOW))
    if ratio > SMOOTH_BELOW * SMOOTH_BELOW:
        return root, 0.5 / root
    return ratio / SMOOTH_BELOW, 1 / SMOOTH_BELOW


@kernel
def sum_up(layout: Layout, cost: Bounded, demand: Floats, y: Floats, work: Work) -> float:
    """gradient = A a + S^2 y - b, and the sum of its terms' sizes. Returns the largest gradient."""
    gradient, size, entries, active = work.gradient, work.size, work.entries, work.active
    for row in range(y.size):
        reserve = cost.stiffness[row] * y[row]
        gradient[row] = reserve - demand[row]
        size[row] = abs(reserve) + abs(demand[row])
    for group in range(layout.columns.size - 1):
        begin, end = layout.columns[group], layout.columns[group + 1]
        place, group_active = layout.packed[group], active[begin:end]
        for at in range(layout.row_starts[group], layout.row_starts[group + 1]):
            total, sizes = 0.0, 0.0
            row_entries = entries[place : place + end - begin]
            for column in range(row_entries.size):
                term = row_entries[column] * group_active[column]
                total += term
                sizes += abs(term)
            gradient[layout.rows[at]] += total
            size[layout.rows[at]] += sizes
            place += end - begin
    largest = 0.0
    for row in range(y.size):
        if not abs(gradient[row]) <= largest:
            largest = abs(gradient[row])
    return largest


@kernel
def balanced(gradient: Floats, size: Floats) -> bool:
    """Whether what each row lacks is nothing beside its terms."""
    for row in range(gradient.size):  # noqa: SIM110 - not in Numba
        if not abs(gradient[row]) <= TOLERANCE * size[row]:
            return False
    return True


@kernel
def at_rounding(y: Floats, work: Work) -> bool:
    """Whether the fall of D that the step promises is below the rounding of D's own terms."""
    fall, terms = 0.0, 0.0
    for row in range(y.size):
        fall -= work.gradient[row] * work.direction[row]
        terms += work.size[row] * abs(y[row])
    return fall <= ROUNDING * terms


@kernel
def curve(layout: Layout, cost: Bounded, work: Work) -> None:
    """The lower triangle of A diag(slope) A^T + S^2."""
    hessian, entries, scaled, slope = work.hessian, work.entries, work.scaled, work.slope
    hessian[:] = 0.0
    for row in range(cost.stiffness.size):
        hessian[row, row] = cost.stiffness[row]
    for group in range(layout.columns.size - 1):
        begin, end = layout.columns[group], layout.columns[group + 1]
        width, start = end - begin, layout.row_starts[group]
        group_slope, group_scaled = slope[begin:end], scaled[:width]
        for first in range(layout.row_starts[group + 1] - start):
            place = layout.packed[group] + first * width
            row_entries = entries[place : place + width]
            for column in range(width):
                group_scaled[column] = row_entries[column] * group_slope[column]
            row = layout.rows[start + first]
            for second in range(first + 1):
                place = layout.packed[group] + second * width
                row_entries = entries[place : place + width]
                total = 0.0
                for column in range(width):
                    total += group_scaled[column] * row_entries[column]
                hessian[row, layout.rows[start + second]] += total


@kernel
def factorise(hessian: Floats) -> None:
    """Cholesky's method in place: hessian = L^T L, of which only the lower triangle is looked at.

    It begins with the last row: the legs' rows meet each other only in the pelvis' rows, which come
    first, so much stays zero and is passed over. A pivot that cancellation has eaten is held above
    the rounding of its diagonal entry.
    """
    whole = np.diag(hessian).copy()
    for k in range(whole.size - 1, -1, -1):
        hessian[k, k] = math.sqrt(max(hessian[k, k], LEAST_PIVOT * whole[k]))
        inverse, row = 1 / hessian[k, k], hessian[k, :k]
        for j in range(row.size):
            row[j] *= inverse
        for i in range(k):
            factor = row[i]
            if factor != 0:
                above = hessian[i, : i + 1]
                for j in range(above.size):
                    above[j] -= factor * row[j]


@kernel
def newton_step(hessian: Floats, gradient: Floats, direction: Floats) -> None:
    """Solves hessian x direction = -gradient; the hessian is overwritten."""
    factorise(hessian)
    height = gradient.size
    for k in range(height):
        direction[k] = -gradient[k]
    for k in range(height - 1, -1, -1):
        direction[k] /= hessian[k, k]
        row, factor = hessian[k, :k], direction[k]
        for j in range(row.size):
            direction[j] -= factor * row[j]
    for k in range(height):
        row, total = hessian[k, :k], direction[k]
        for j in range(row.size):
            total -= row[j] * direction[j]
        direction[k] = total / hessian[k, k]


@kernel
def line_minimum(demand: Floats, layout: Layout, cost: Bounded, y: Floats, work: Work) -> float:
    """The t at which D(y + t direction) is least: the root of its slope along the line.

    The slope never falls, so Newton's method within a bracket finds the root without sorting the
    breakpoints, and near the answer of the frame t = 1 is it at once.
    """
    direction, stiffness = work.direction, cost.stiffness
    offset, curvature, begun = 0.0, 0.0, 0.0
    for row in range(y.size):
        begun += work.gradient[row] * direction[row]
        offset += (stiffness[row] * y[row] - demand[row]) * direction[row]
        curvature += stiffness[row] * direction[row] * direction[row]
    low, high, t = 0.0, np.inf, 1.0
    for _ in range(LINE_EVALUATIONS):
        value, rise = along(t, layout, cost, work)
        value += offset + t * curvature
        if abs(value) <= LINE_TOLERANCE * abs(begun):
            return t
        if value < 0:
            low = t
        else:
            high = t
        step = value / (rise + curvature)
        if abs(step) <= 1e-12 * t:
            return t
        t -= step
        if not low < t < high:
            t = 0.5 * (low + high)
    return t


@kernel
def along(t: float, layout: Layout, cost: Bounded, work: Work) -> tuple[float, float]:
    """What the columns give to the slope of D at y + t direction, and to the slope's own slope."""
    inverse, lower, upper = cost.inverse, cost.lower, cost.upper
    gain, change = work.gain, work.change
    value, rise = 0.0, 0.0
    for i in range(layout.squares):
        free = (gain[i] + t * change[i]) * inverse[i]
        value += min(max(free, lower[i]), upper[i]) * change[i]
        steep = inverse[i] if lower[i] < free < upper[i] else 0.0
        rise += steep * change[i] * change[i]
    for i in range(layout.squares, gain.size):
        free, steep = cube((gain[i] + t * change[i]) * inverse[i])
        value += min(max(free, lower[i]), upper[i]) * change[i]
        steep = steep * inverse[i] if lower[i] < free < upper[i] else 0.0
        rise += steep * change[i] * change[i]
    return value, rise
