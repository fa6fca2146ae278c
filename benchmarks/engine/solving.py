"""The solver against DAQP on the same problems, what it computes, and what the machine could."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import daqp
import numpy as np
from solver_problems import TASKS, opensim_task, quadratic_programme, squat

from ilium.biomechanics.solver import Columns, Cost, Solution, solve
from ilium.biomechanics.solver.layout import Layout, layout_of

AGREE = 1e-3
"""DAQP's answers count when its activations are within this of ours."""


@dataclass(frozen=True)
class Case:
    """A motion to solve."""

    name: str
    columns: Columns
    demand: np.ndarray
    cost: Cost
    muscles: int

    @property
    def frames(self) -> int:
        """How many."""
        return self.columns.frames


def cases() -> list[Case]:
    """OpenSim's four tasks, drawn out to 41 frames, and a squat with contacts at two lengths."""
    found = []
    for task in TASKS:
        matrices, demand, _ = opensim_task(task)
        matrices, demand = (_drawn_out(one, 41) for one in (matrices, demand))
        columns = Columns.dense(matrices)
        found.append(Case(task, columns, demand, Cost(reserve=1.0, lower=0.01), columns.count))
    squats = [
        Case(f"squat, {frames} frames", *squat(frames), muscles=290) for frames in (41, 410, 4100)
    ]
    return found + squats


def _drawn_out(given: np.ndarray, frames: int) -> np.ndarray:
    """The same motion, linearly interpolated."""
    at = np.linspace(0, len(given) - 1, frames)
    before = np.minimum(at.astype(int), len(given) - 2)
    share = (at - before).reshape(-1, *[1] * (given.ndim - 1))
    return (1 - share) * given[before] + share * given[before + 1]


def least(work: Callable[[], object], clock: Callable[[], float], lasting: float = 0.5) -> float:
    """Seconds of the quickest of all runs in so many seconds, three at least.

    One run before them is not counted, as it may compile.
    """
    work()
    spans: list[float] = []
    while len(spans) < 3 or sum(spans) < lasting:
        begun = clock()
        work()
        spans.append(clock() - begun)
    return min(spans)


def ours(case: Case, threads: int = 1) -> float:
    """Frames a second: of processor time with one thread, else of wall time."""
    clock = time.process_time if threads == 1 else time.perf_counter
    work = lambda: solve(case.columns, case.demand, case.cost, threads=threads)  # noqa: E731
    return case.frames / least(work, clock)


def daqp_s(case: Case, solution: Solution, most: int = 41) -> tuple[float, float]:
    """DAQP's frames a second of processor time: each begun anew, or from the frame before.

    The quicker of two forms that agree with us: with reserves as unknowns and equilibrium as
    equations, or with reserves put into the cost. Making the matrices is not counted.
    """
    first = (case.frames - min(most, case.frames)) // 2
    frames = range(first, first + min(most, case.frames))
    rates = {False: 0.0, True: 0.0}
    for form in (quadratic_programme, _without_reserves):
        programmes = [
            form(case.columns.matrix(f, case.demand.shape[1]), case.demand[f], case.cost)
            for f in frames
        ]
        for warm in (False, True):
            begun = time.process_time()
            answers = _solved(programmes, warm)
            spent = time.process_time() - begun
            off = [
                np.abs(answer[: case.muscles] - solution.activation[f, : case.muscles]).max()
                for f, answer in zip(frames, answers, strict=True)
            ]
            if max(off) < AGREE:
                rates[warm] = max(rates[warm], len(frames) / spent)
    return rates[False], rates[True]


def _solved(programmes: list[tuple], warm: bool) -> list[np.ndarray]:
    answers: list[np.ndarray] = []
    for programme in programmes:
        start = {"primal_start": answers[-1]} if warm and answers else {}
        answers.append(daqp.solve(*programme, **start)[0])
    return answers


def _without_reserves(matrix: np.ndarray, demand: np.ndarray, cost: Cost) -> tuple:
    columns = matrix.shape[1]
    weight, lower, upper = (
        np.broadcast_to(np.asarray(given, dtype=float), columns)
        for given in (cost.weight, cost.lower, cost.upper)
    )
    scaled = matrix / np.reshape(cost.reserve, (-1, 1))
    return (
        np.diag(weight) + scaled.T @ scaled,
        -scaled.T @ (demand / cost.reserve),
        np.zeros((0, columns)),
        np.minimum(upper, 1e30),
        np.maximum(lower, -1e30),
        np.zeros(columns, dtype=np.int32),
    )


def operations(case: Case) -> dict[str, int]:
    """Floating-point operations of one Newton step that is taken whole.

    The factorisation's are those of a full matrix: what it passes over as zero is counted too.
    Empty places of the layout are not.
    """
    layout = layout_of(case.columns, np.zeros(case.columns.count, dtype=bool))
    rows, count, entries = case.demand.shape[1], case.columns.count, case.columns.rows.size
    heights, widths = np.diff(layout.row_starts), _widths(layout)
    return {
        "gains": 2 * entries,
        "activations": 3 * count,
        "gradient and its terms": 3 * entries,
        "hessian": int((widths * (heights + heights * (heights + 1))).sum()),
        "factorisation, solution": rows**3 // 3 + 2 * rows**2,
    }


def _widths(layout: Layout) -> np.ndarray:
    """How many columns each group has."""
    return np.bincount(np.searchsorted(layout.begins, layout.place, side="right") - 1)


def ceiling() -> float:
    """Floating-point operations a second of a large matrix product on one core."""
    size = 1024
    one = np.random.default_rng(0).normal(size=(size, size))
    return 2 * size**3 / least(lambda: one @ one, time.process_time)
