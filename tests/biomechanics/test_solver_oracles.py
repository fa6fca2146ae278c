"""The solver against other solvers, and against the conditions of an optimum, on any problem."""

from dataclasses import dataclass

import daqp
import numpy as np
import pytest
import quadprog
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from solver_problems import TASKS, opensim_task, quadratic_programme, squat

from ilium.biomechanics.solver import Columns, Cost, Solution, reference, solve
from ilium.biomechanics.solver.problem import SMOOTH_BELOW

EPSILON = float(np.finfo(float).eps)

WAYS = pytest.mark.parametrize("way", [solve, reference.solve], ids=["compiled", "readable"])


@dataclass(frozen=True)
class Problem:
    """One to three frames, small enough for the others, as degenerate as they come."""

    matrices: np.ndarray  # (F, m, n)
    demand: np.ndarray  # (F, m)
    reserve: np.ndarray
    weight: np.ndarray
    lower: np.ndarray
    upper: np.ndarray

    def cost(self, power: int) -> Cost:
        """The cost with this power; unbounded columns are squares, as contacts are."""
        return Cost(
            reserve=self.reserve,
            weight=self.weight,
            lower=self.lower,
            upper=self.upper,
            power=np.where(np.isinf(self.upper), 2, power),
        )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Rows and columns of zeros, columns twice, fixed columns, unbounded ones, hopeless demands."""
    rows, count, frames = draw(st.integers(1, 6)), draw(st.integers(1, 14)), draw(st.integers(1, 3))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    pattern = random.random((rows, count)) < draw(st.sampled_from([0.2, 0.6, 1.0]))
    matrices = random.normal(size=(frames, rows, count)) * pattern * draw(st.sampled_from([1, 50]))
    if count > 1 and draw(st.booleans()):
        matrices[:, :, -1] = draw(st.sampled_from([0.0, 1.0, -1.0])) * matrices[:, :, 0]
    lower = np.full(count, draw(st.sampled_from([0.0, 0.01])))
    upper = np.where(random.random(count) < draw(st.sampled_from([0.0, 0.3])), np.inf, 1.0)
    fixed = random.random(count) < draw(st.sampled_from([0.0, 0.3]))
    return Problem(
        matrices=matrices,
        demand=random.normal(size=(frames, rows)) * draw(st.sampled_from([0, 1, 30, 1000])),
        reserve=np.full(rows, draw(st.sampled_from([0.1, 1.0, 10.0]))),
        weight=np.where(np.isinf(upper), 1e-3, random.uniform(0.5, 2, count)),
        lower=lower,
        upper=np.where(fixed, lower, upper),
    )


def lack_of_optimality(problem: Problem, solution: Solution, power: int) -> tuple[float, float]:
    """How far activations and duals are from the conditions of Karush, Kuhn and Tucker.

    Each column must be what is best at its gain A'y: between its bounds where its marginal cost is
    the gain, else at the bound that the gain presses it to. And with reserves r = S y, which are
    best for them, each row must be in equilibrium. Both as shares of the terms that are summed.
    What rounding of the gain alone can do to an activation, where its cost is least curved, is no
    lack: gains of thousands may cancel to nothing.
    """
    columns = rows = 0.0
    steep = 1 / problem.weight / (SMOOTH_BELOW if power == 3 else 1.0)
    steep[np.isinf(problem.upper)] = 1 / problem.weight[np.isinf(problem.upper)]
    for frame, matrix in enumerate(problem.matrices):
        activation, dual = solution.activation[frame], solution.dual[frame]
        ratio = matrix.T @ dual / problem.weight
        square = np.isinf(problem.upper) | (power == 2)
        best = np.where(square, ratio, np.sqrt(np.maximum(ratio, 0)))
        best = np.clip(best, problem.lower, problem.upper)
        terms = 1 + np.abs(matrix).T @ np.abs(dual) / problem.weight
        columns = max(columns, (np.abs(activation - best) / terms).max())
        reserve, demand = problem.reserve**2 * dual, problem.demand[frame]
        size = np.abs(matrix) @ activation + np.abs(reserve) + np.abs(demand)
        rounding = np.abs(matrix) @ (EPSILON * steep * (np.abs(matrix).T @ np.abs(dual)))
        lack = np.maximum(np.abs(matrix @ activation + reserve - demand) - rounding, 0)
        rows = max(rows, (lack / np.where(size > 0, size, 1)).max())
    return columns, rows


@WAYS
@settings(deadline=None, max_examples=150)
@given(problem=problems())
def test_squares_are_optimal(way, problem):
    solution = way(Columns.dense(problem.matrices), problem.demand, problem.cost(2))
    assert solution.converged.all()
    columns, rows = lack_of_optimality(problem, solution, 2)
    assert columns < 1e-9
    assert rows < 1e-6


ONE_COLUMN = Problem(  # gains of thousands that cancel
    matrices=np.array([[[50.68597], [67.607091], [32.689419], [74.855893], [0.0], [0.0]]]),
    demand=np.array([[-0.0260738, 1.3837098, -0.9058431, -0.8163147, 0.0813031, 0.2814308]]),
    reserve=np.full(6, 0.1),
    weight=np.array([1.127081]),
    lower=np.zeros(1),
    upper=np.ones(1),
)


@WAYS
@settings(deadline=None, max_examples=150)
@given(problem=problems())
@example(problem=ONE_COLUMN)
def test_cubes_are_optimal(way, problem):
    solution = way(Columns.dense(problem.matrices), problem.demand, problem.cost(3))
    assert solution.converged.all()
    columns, rows = lack_of_optimality(problem, solution, 3)
    assert columns < SMOOTH_BELOW / 4 + 1e-9
    assert rows < 1e-6


@settings(deadline=None, max_examples=150)
@given(problem=problems())
def test_daqp_finds_the_same(problem):
    found = solve(Columns.dense(problem.matrices), problem.demand, problem.cost(2))
    for frame, matrix in enumerate(problem.matrices):
        programme = quadratic_programme(matrix, problem.demand[frame], problem.cost(2))
        answer, _, status, _ = daqp.solve(*programme)
        assert status == 1
        scale = 1 + np.abs(problem.demand).max()
        activation = answer[: matrix.shape[1]]
        np.testing.assert_allclose(found.activation[frame], activation, atol=2e-5 * scale)


@settings(deadline=None, max_examples=150)
@given(problem=problems())
def test_quadprog_finds_the_same(problem):
    found = solve(Columns.dense(problem.matrices), problem.demand, problem.cost(2))
    for frame, matrix in enumerate(problem.matrices):
        scaled = matrix / problem.reserve[:, None]
        fixed = problem.lower == problem.upper
        bounded = np.isfinite(problem.upper) & ~fixed
        one = np.eye(matrix.shape[1])
        answer = quadprog.solve_qp(
            np.diag(problem.weight) + scaled.T @ scaled,
            scaled.T @ (problem.demand[frame] / problem.reserve),
            np.hstack([one[:, fixed], one[:, ~fixed], -one[:, bounded]]),
            np.concatenate([problem.lower[fixed], problem.lower[~fixed], -problem.upper[bounded]]),
            int(fixed.sum()),
        )[0]
        scale = 1 + np.abs(problem.demand).max()
        np.testing.assert_allclose(found.activation[frame], answer, atol=1e-6 * scale)


def test_daqp_finds_the_same_for_a_body():
    columns, demand, cost = squat(frames=3)
    found = solve(columns, demand, cost)
    for frame in range(3):
        programme = quadratic_programme(columns.matrix(frame, 23), demand[frame], cost)
        answer, _, status, _ = daqp.solve(*programme)
        assert status == 1
        np.testing.assert_allclose(found.activation[frame, :290], answer[:290], atol=1e-5)
        np.testing.assert_allclose(found.activation[frame, 290:], answer[290:354], atol=1e-2)


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 1000))
def test_no_other_method_finds_less_with_the_cube(seed):
    random = np.random.default_rng(seed)
    matrix, demand = 20 * random.normal(size=(2, 6)), 10 * random.normal(size=2)

    def cost(activation: np.ndarray) -> float:
        return (activation**3).sum() / 3 + ((demand - matrix @ activation) ** 2).sum() / 2

    ours = solve(Columns.dense(matrix[None]), demand[None], Cost(reserve=1.0, power=3))
    other = minimize(cost, np.full(6, 0.2), bounds=[(0, 1)] * 6, method="SLSQP", tol=1e-12)
    assert cost(ours.activation[0]) <= other.fun + 6 * SMOOTH_BELOW**3 / 6 + 1e-9


@pytest.mark.parametrize("task", TASKS)
def test_cubes_are_optimal_in_opensim_s_tasks(task):
    matrices, demand, _ = opensim_task(task)
    rows, count = matrices.shape[1:]
    for lower, tolerance in ((0.0, SMOOTH_BELOW / 4 + 1e-9), (0.01, 1e-9)):
        problem = Problem(
            matrices=matrices,
            demand=demand,
            reserve=np.ones(rows),
            weight=np.ones(count),
            lower=np.full(count, lower),
            upper=np.ones(count),
        )
        solution = solve(Columns.dense(matrices), demand, problem.cost(3))
        assert solution.converged.all()
        off, lack = lack_of_optimality(problem, solution, 3)
        assert off < tolerance
        assert lack < 1e-6
