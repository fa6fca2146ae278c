"""The method of `reference`, compiled: grouped columns, each frame begun from the two before.

A frame is begun where the dual would be if it went on as between those two. A step is first tried
whole: that is looked at just as the next step needs it, and near the answer it is the step. Loops
index their matrices directly, as a slice of one costs as much as a short loop over it.

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
    """Room for one frame: m rows; the groups' R rows of W places, and all their N places, as in
    `Layout`."""

    entries: Floats  # (R, W) the frame's values
    gain: Floats  # (N,) A^T y
    before: Floats  # (N,) the gain before the step
    change: Floats  # (N,) what a whole step adds to it
    active: Floats  # (N,) activation
    slope: Floats  # (N,) of activation by gain
    scaled: Floats  # (W,)
    gradient: Floats  # (m,) what equilibrium lacks
    size: Floats  # (m,) the sum of its terms' sizes
    direction: Floats  # (m,)
    trial: Floats  # (m,) the dual a whole step further
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
    by_place, by_row = np.zeros((5, cost.inverse.size)), np.empty((5, height))
    work = Work(
        np.zeros(layout.source.shape),
        *(by_place[0], by_place[1], by_place[2], by_place[3], by_place[4]),
        np.empty(layout.source.shape[1]),
        *(by_row[0], by_row[1], by_row[2], by_row[3], by_row[4]),
        np.empty((height, height)),
    )
    y, last = np.zeros(height), np.zeros(height)
    known = 0  # how many frames in a row are solved just before
    for frame in range(frames):
        fill(values, frame, layout, work.entries)
        for row in range(height):
            here = y[row]
            y[row] = 0.0 if known == 0 else here if known == 1 else 2 * here - last[row]
            last[row] = here
        iterations[frame], converged[frame] = minimise(
            demand[frame], layout, cost, y, known == 0, work
        )
        known = known + 1 if converged[frame] else 0
        for row in range(height):
            dual[frame, row] = y[row]
            lack[frame, row] = cost.stiffness[row] * y[row] - work.gradient[row]
        for column in range(layout.place.size):
            activation[frame, column] = work.active[layout.place[column]]


@kernel
def fill(values: Floats, frame: int, layout: Layout, entries: Floats) -> None:
    """Puts the frame's values in their places."""
    for at in range(layout.rows.size):
        for place in range(layout.source.shape[1]):
            source = layout.source[at, place]
            if source < 0:
                break
            entries[at, place] = values[frame, source]


@kernel
def minimise(
    demand: Floats, layout: Layout, cost: Bounded, y: Floats, cold: bool, work: Work
) -> tuple[int, bool]:
    """Moves y to where D is least; the steps it took, and whether it is found."""
    height, still, least = y.size, 0, np.inf
    iteration = 0
    lack = look(demand, layout, cost, y, work)
    while not balanced(work.gradient, work.size):
        if not math.isfinite(lack) or iteration == MOST_ITERATIONS:
            y[:] = work.best
            look(demand, layout, cost, y, work)
            return iteration, False
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
        work.before[:] = work.gain
        begun, ended = 0.0, 0.0
        for row in range(height):
            begun += work.gradient[row] * work.direction[row]
            work.trial[row] = y[row] + work.direction[row]
        lack = look(demand, layout, cost, work.trial, work)
        for row in range(height):
            ended += work.gradient[row] * work.direction[row]
        if abs(ended) > LINE_TOLERANCE * abs(begun):
            lack = step_less(demand, layout, cost, y, begun, work)
        y[:] = work.trial
        iteration += 1
    return iteration, True


@kernel
def look(demand: Floats, layout: Layout, cost: Bounded, y: Floats, work: Work) -> float:
    """Gains, activations and the gradient at y. Returns the largest gradient."""
    gains(work.entries, layout, y, work.gain)
    activate(layout, cost, work)
    return sum_up(layout, cost, demand, y, work)


@kernel
def gains(entries: Floats, layout: Layout, y: Floats, gain: Floats) -> None:
    """gain = A^T y."""
    gain[:] = 0.0
    for group in range(layout.begins.size - 1):
        group_gain = gain[layout.begins[group] : layout.begins[group + 1]]
        for at in range(layout.row_starts[group], layout.row_starts[group + 1]):
            factor = y[layout.rows[at]]
            for place in range(group_gain.size):
                group_gain[place] += entries[at, place] * factor


@kernel
def activate(layout: Layout, cost: Bounded, work: Work) -> None:
    """Each column's activation at its gain, and the slope: zero for a column at a bound.

    A loop that writes to one array alone is one that the compiler makes vector operations of.
    """
    inverse, lower, upper = cost.inverse, cost.lower, cost.upper
    gain, active, slope = work.gain, work.active, work.slope
    for i in range(layout.squares):
        active[i] = min(max(gain[i] * inverse[i], lower[i]), upper[i])
    for i in range(layout.squares):
        slope[i] = inverse[i] if lower[i] < active[i] < upper[i] else 0.0
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
    for group in range(layout.begins.size - 1):
        group_active = active[layout.begins[group] : layout.begins[group + 1]]
        for at in range(layout.row_starts[group], layout.row_starts[group + 1]):
            total, sizes = 0.0, 0.0
            for place in range(group_active.size):
                term = entries[at, place] * group_active[place]
                total += term
                sizes += abs(term)
            gradient[layout.rows[at]] += total
            size[layout.rows[at]] += sizes
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
    for group in range(layout.begins.size - 1):
        group_slope = slope[layout.begins[group] : layout.begins[group + 1]]
        width, begin = group_slope.size, layout.row_starts[group]
        for first in range(begin, layout.row_starts[group + 1]):
            for place in range(width):
                scaled[place] = entries[first, place] * group_slope[place]
            row = layout.rows[first]
            for second in range(begin, first + 1):
                total = 0.0
                for place in range(width):
                    total += scaled[place] * entries[second, place]
                hessian[row, layout.rows[second]] += total


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
        inverse = 1 / hessian[k, k]
        for j in range(k):
            hessian[k, j] *= inverse
        for i in range(k):
            factor = hessian[k, i]
            if factor != 0:
                for j in range(i + 1):
                    hessian[i, j] -= factor * hessian[k, j]


@kernel
def newton_step(hessian: Floats, gradient: Floats, direction: Floats) -> None:
    """Solves hessian x direction = -gradient; the hessian is overwritten."""
    factorise(hessian)
    height = gradient.size
    for k in range(height):
        direction[k] = -gradient[k]
    for k in range(height - 1, -1, -1):
        direction[k] /= hessian[k, k]
        factor = direction[k]
        for j in range(k):
            direction[j] -= factor * hessian[k, j]
    for k in range(height):
        total = direction[k]
        for j in range(k):
            total -= hessian[k, j] * direction[j]
        direction[k] = total / hessian[k, k]


@kernel
def step_less(
    demand: Floats, layout: Layout, cost: Bounded, y: Floats, begun: float, work: Work
) -> float:
    """Takes the trial back to where D is least along the line. Returns the largest gradient there.

    `begun`: the slope of D along the line, at y.
    """
    gains(work.entries, layout, work.direction, work.change)
    t = line_minimum(demand, layout, cost, y, begun, work)
    for row in range(y.size):
        work.trial[row] = y[row] + t * work.direction[row]
    return look(demand, layout, cost, work.trial, work)


@kernel
def line_minimum(
    demand: Floats, layout: Layout, cost: Bounded, y: Floats, begun: float, work: Work
) -> float:
    """The t at which D(y + t direction) is least: the root of its slope along the line.

    The slope never falls, so Newton's method within a bracket finds the root without sorting the
    breakpoints.
    """
    direction, stiffness = work.direction, cost.stiffness
    offset, curvature = 0.0, 0.0
    for row in range(y.size):
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
    gain, change = work.before, work.change
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
