"""Who shares the load: the least costly activations, contact forces and reserves of each frame."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import ArrayLike

from ilium.biomechanics.solver.layout import bounded, layout_of
from ilium.biomechanics.solver.newton import solve_frames
from ilium.biomechanics.solver.problem import (
    Columns,
    Cost,
    Solution,
    demand_of,
    terms_of,
)

__all__ = ["Columns", "Cost", "Solution", "solve"]

CHUNK = 64
"""Consecutive frames that are begun from those before; fixed, so that the answer is the same
however many threads there are."""


def solve(columns: Columns, demand: ArrayLike, cost: Cost, *, threads: int = 1) -> Solution:
    """Minimises `sum(weight * a**power / power) + |reserve|**2 / 2` in each frame.

    Subject to `A a + s * reserve = demand` and `lower <= a <= upper`. Muscles and contacts are
    columns of A alike: a muscle's column is its moment arms (m) times the force (N) that it gives
    at full activation; a contact's has upper bound infinity, a small weight and power 2.

    `columns`: (F, m, n), sparse. `demand`: (F, m), N at forces and N m at moments. Frames should
    follow each other in time, as each is begun from the two before. `threads` share the frames,
    which pays from some hundred frames on; other threads of the process run on meanwhile.

    Every finite demand has one answer; one that cannot be met shows as reserve. The reserve is
    exactly what equilibrium lacks. With power 3, activations below 0.001 are approximate (by
    0.00025 at equal gain): `reference` says why, and holds the mathematics.

    Raises ValueError when shapes do not fit, a number is not finite, or the cost is not convex.
    """
    needed = demand_of(demand, columns)
    frames, height = needed.shape
    terms = terms_of(cost, columns.count, height)
    layout = layout_of(columns, terms.cubic)
    ordered = bounded(terms, layout)
    activation = np.empty((frames, columns.count))
    lack, dual = np.empty((frames, height)), np.empty((frames, height))
    iterations, converged = np.empty(frames, dtype=np.int64), np.empty(frames, dtype=np.bool_)

    def work(begin: int) -> None:
        chunk = slice(begin, begin + CHUNK)
        solve_frames(
            columns.values[chunk],
            needed[chunk],
            layout,
            ordered,
            activation[chunk],
            lack[chunk],
            dual[chunk],
            iterations[chunk],
            converged[chunk],
        )

    begins = range(0, frames, CHUNK)
    if threads > 1 and len(begins) > 1:
        with ThreadPoolExecutor(min(threads, len(begins))) as pool:
            list(pool.map(work, begins))
    else:
        for begin in begins:
            work(begin)
    return Solution(
        activation=activation,
        reserve=lack / terms.reserve,
        dual=dual,
        iterations=iterations,
        converged=converged,
    )
