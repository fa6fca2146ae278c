"""Who shares the load: against OpenSim, against the readable reference, and at the limits."""

from dataclasses import replace

import numpy as np
import pytest
from solver_problems import TASKS, cubed, opensim_task, squat

from ilium.biomechanics.solver import Columns, Cost, reference, solve
from ilium.biomechanics.solver.problem import SMOOTH_BELOW

WEIGHT = 79.0 * 9.80665


@pytest.mark.parametrize("task", TASKS)
def test_finds_what_opensim_found(task):
    matrices, demand, found = opensim_task(task)
    solution = solve(Columns.dense(matrices), demand, Cost(reserve=1.0, lower=0.01))
    off = solution.activation - found
    assert solution.converged.all()
    assert np.sqrt(np.mean(off**2)) < 0.001
    assert np.abs(off).max() < 0.01


@pytest.mark.parametrize("power", [2, 3])
@pytest.mark.parametrize("task", TASKS)
def test_compiled_and_readable_agree(task, power):
    matrices, demand, _ = opensim_task(task)
    given = (Columns.dense(matrices), demand, Cost(reserve=1.0, power=power))
    compiled, readable = solve(*given), reference.solve(*given)
    assert compiled.converged.all()
    assert readable.converged.all()
    np.testing.assert_allclose(compiled.activation, readable.activation, atol=1e-7)
    np.testing.assert_allclose(compiled.reserve, readable.reserve, atol=1e-6)
    np.testing.assert_allclose(compiled.dual, readable.dual, atol=1e-6)


@pytest.mark.parametrize("change", [lambda cost: cost, cubed])
def test_contacts_carry_the_weight(change):
    columns, demand, cost = squat()
    solution = solve(columns, demand, change(cost))
    assert solution.converged.all()
    left = solution.reserve * cost.reserve
    assert np.abs(left[:, :6]).max() < 1e-6 * WEIGHT
    assert solution.activation[:, :290].max() > 0.3  # it is work
    assert (solution.activation >= 0).all()


@pytest.mark.parametrize("change", [lambda cost: cost, cubed])
def test_compiled_and_readable_agree_on_a_body(change):
    columns, demand, cost = squat(frames=5)
    given = (columns, demand, change(cost))
    compiled, readable = solve(*given), reference.solve(*given)
    np.testing.assert_allclose(
        compiled.activation[:, :290], readable.activation[:, :290], atol=1e-6
    )
    np.testing.assert_allclose(compiled.activation, readable.activation, rtol=1e-4, atol=1e-3)


def test_threads_change_nothing():
    columns, demand, cost = squat(frames=50)
    alone, shared = solve(columns, demand, cost), solve(columns, demand, cost, threads=3)
    np.testing.assert_array_equal(alone.activation, shared.activation)
    np.testing.assert_array_equal(alone.iterations, shared.iterations)


def test_reserve_is_what_equilibrium_lacks():
    columns, demand, cost = squat(frames=3)
    solution = solve(columns, demand, cost)
    for frame in range(3):
        given = columns.matrix(frame, 23) @ solution.activation[frame]
        given += cost.reserve * solution.reserve[frame]
        np.testing.assert_allclose(given, demand[frame], atol=1e-9)


def test_dual_is_what_a_little_more_demand_costs():
    columns, demand, cost = squat(frames=1)
    cost = replace(cost, weight=np.where(np.isinf(cost.upper), 1e-3, 1.0))

    def least(row: int, more: float) -> float:
        asked = demand.copy()
        asked[0, row] += more
        solution = solve(columns, asked, cost)
        return float((cost.weight * solution.activation**2).sum() + (solution.reserve**2).sum()) / 2

    dual = solve(columns, demand, cost).dual[0]
    for row in (1, 9, 12, 13, 16):
        slope = (least(row, 0.01) - least(row, -0.01)) / 0.02
        assert slope == pytest.approx(dual[row], rel=1e-3, abs=1e-6)


def test_what_muscles_cannot_give_is_reserve():
    columns = Columns.dense([[[50.0, 30.0]]])
    solution = solve(columns, [[100.0]], Cost(reserve=1.0))
    np.testing.assert_allclose(solution.activation, [[1.0, 1.0]])
    np.testing.assert_allclose(solution.reserve, [[20.0]])
    assert solution.converged.all()


@pytest.mark.parametrize("times", [3, 10, 100, 1e6])
@pytest.mark.parametrize("change", [lambda cost: cost, cubed])
def test_impossible_demands_converge(change, times):
    columns, demand, cost = squat()
    solution = solve(columns, times * demand, change(cost))
    assert solution.converged.all()
    assert np.isfinite(solution.activation).all()
    if times >= 10:
        assert (solution.activation[:, :290].max(axis=1) == 1).any()
        assert np.abs(solution.reserve[:, 6:]).max() > 100


@pytest.mark.parametrize("change", [lambda cost: cost, cubed])
def test_a_body_that_nothing_holds(change):
    columns, demand, cost = squat()
    demand[:, 1] *= -1  # contacts push; they cannot pull
    solution = solve(columns, demand, change(cost))
    assert solution.converged.all()
    left = np.abs(solution.reserve * cost.reserve)
    assert (left[:, 1] > 0.5 * WEIGHT).all()


@pytest.mark.parametrize("root", [1e-4, 1e-6])
@pytest.mark.parametrize("change", [lambda cost: cost, cubed])
def test_answers_are_numbers_even_past_the_precision_of_numbers(change, root):
    columns, demand, cost = squat()
    demand[:, 1] *= -1
    cost = replace(cost, reserve=np.where(np.arange(23) < 6, root, 1.0))
    solution = solve(columns, demand, change(cost))
    assert not solution.converged.all()  # it says so
    for found in (solution.activation, solution.reserve, solution.dual):
        assert np.isfinite(found).all()


def test_a_hopeless_frame_spoils_no_other():
    columns, demand, cost = squat()
    cost = replace(cost, reserve=np.where(np.arange(23) < 6, 1e-6, 1.0))
    hopeless = demand.copy()
    hopeless[10, :2] += (2000, -2000)
    among, without = solve(columns, hopeless, cost), solve(columns, demand, cost)
    others = np.arange(len(demand)) != 10
    assert not among.converged[10]
    assert among.converged[others].all()
    off = among.activation[others, :290] - without.activation[others, :290]
    assert np.abs(off).max() < 1e-6


def test_grips_pull_as_well_as_they_push():
    columns = Columns.dense([[[10.0, 5.0]]])
    cost = Cost(reserve=1e-3, lower=[-np.inf, 0.0], upper=np.inf, weight=[1.0, 1.0])
    solution = solve(columns, [[-20.0]], cost)
    np.testing.assert_allclose(solution.activation, [[-2.0, 0.0]], atol=1e-6)


def test_cube_shares_more_evenly_than_the_square():
    columns = Columns.dense([[[40.0, 20.0, 10.0]]])
    square = solve(columns, [[30.0]], Cost(reserve=1.0)).activation[0]
    cube = solve(columns, [[30.0]], Cost(reserve=1.0, power=3)).activation[0]
    assert square[0] / square[2] == pytest.approx(4)
    assert cube[0] / cube[2] == pytest.approx(2)


def test_the_cube_is_smoothed_only_where_nothing_is_felt():
    columns = Columns.dense([[[1.0]]])
    for demand in np.geomspace(1e-8, 1e-2, 20):
        found = solve(columns, [[demand]], Cost(reserve=1.0, power=3)).activation[0, 0]
        exact = (np.sqrt(1 + 4 * demand) - 1) / 2  # a + a**2 = demand, as y = a**2 is the reserve
        assert abs(found - exact) <= (SMOOTH_BELOW / 4 if exact < SMOOTH_BELOW else 1e-9)


@pytest.mark.parametrize(("frames", "count"), [(0, 4), (3, 0)])
def test_nothing_to_do(frames, count):
    columns = Columns.dense(np.ones((frames, 2, count)))
    solution = solve(columns, np.ones((frames, 2)), Cost(reserve=2.0))
    assert solution.activation.shape == (frames, count)
    np.testing.assert_allclose(solution.reserve, np.full((frames, 2), 0.5))


def test_fixed_columns_stay():
    columns, demand, cost = squat(frames=2)
    fixed = replace(cost, lower=np.minimum(cost.upper, 0.3), upper=0.3)
    solution = solve(columns, demand, fixed)
    assert (solution.activation == 0.3).all()
    assert solution.converged.all()


def test_dense_and_sparse_are_the_same():
    columns, demand, cost = squat(frames=4)
    full = np.array([columns.matrix(frame, 23) for frame in range(4)])
    sparse, dense = solve(columns, demand, cost), solve(Columns.dense(full), demand, cost)
    np.testing.assert_allclose(sparse.activation[:, :290], dense.activation[:, :290], atol=1e-9)
    np.testing.assert_array_equal(Columns.dense(full).matrix(2, 23), full[2])


def test_more_rows_than_a_word_has_bits():
    random = np.random.default_rng(0)
    matrices = random.normal(size=(2, 100, 30)) * (random.random((100, 30)) < 0.1)
    given = (Columns.dense(matrices), random.normal(size=(2, 100)), Cost(reserve=1.0))
    np.testing.assert_allclose(
        solve(*given).activation, reference.solve(*given).activation, atol=1e-9
    )


def test_the_demand_is_left_as_it_was():
    matrices, demand, _ = opensim_task(TASKS[0])
    before = demand.copy()
    for way in (solve, reference.solve):
        way(Columns.dense(matrices), demand, Cost(reserve=1.0))
        np.testing.assert_array_equal(demand, before)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_not_a_number_is_refused_where_it_stands(bad):
    matrices = np.ones((2, 3, 4))
    matrices[1, 2, 0] = bad
    with pytest.raises(ValueError, match=r"matrices is not a finite number at \(1, 2, 0\)"):
        Columns.dense(matrices)
    demand = np.ones((2, 3))
    demand[0, 1] = bad
    with pytest.raises(ValueError, match=r"demand is not a finite number at \(0, 1\)"):
        solve(Columns.dense(np.ones((2, 3, 4))), demand, Cost(reserve=1.0))


@pytest.mark.parametrize(
    ("cost", "problem"),
    [
        (Cost(reserve=0.0), "reserve must be above zero"),
        (Cost(reserve=1.0, weight=0.0), "weight must be above zero"),
        (Cost(reserve=1.0, weight=-1.0), "weight must be above zero"),
        (Cost(reserve=1.0, power=4), "power must be 2 or 3"),
        (Cost(reserve=1.0, power=3, lower=-0.1), "lower must not be below zero where power is 3"),
        (Cost(reserve=1.0, lower=0.5, upper=0.4), "lower must not be above upper"),
        (Cost(reserve=1.0, lower=np.inf, upper=np.inf), "bounds must leave room"),
        (Cost(reserve=1.0, weight=[1.0, 2.0]), "weight must be one number or 4"),
        (Cost(reserve=[1.0, 2.0]), "reserve must be one number or 3"),
        (Cost(reserve=np.nan), "reserve must hold finite numbers only"),
        (Cost(reserve=1.0, upper=np.nan), "upper must hold numbers only"),
    ],
)
def test_a_cost_without_one_answer_is_refused(cost, problem):
    with pytest.raises(ValueError, match=problem):
        solve(Columns.dense(np.ones((2, 3, 4))), np.ones((2, 3)), cost)


@pytest.mark.parametrize(
    ("rows", "starts", "problem"),
    [
        ([0, 1, 1], [0, 1, 3], "rows must ascend"),
        ([0, 1, -1], [0, 2, 3], "rows must ascend"),
        ([0, 2, 1], [0, 1, 3], "rows must ascend"),
        ([0, 1], [0, 1, 2], "values has 3 entries a frame, rows 2"),
        ([0, 1, 2], [0, 2], "starts must ascend"),
        ([0, 1, 2], [0, 2, 1, 3], "starts must ascend"),
        ([0, 1, 2], [], "starts must ascend"),
        ([0.5, 1, 2], [0, 3], "rows must be whole numbers"),
    ],
)
def test_a_pattern_that_cannot_be_is_refused(rows, starts, problem):
    with pytest.raises(ValueError, match=problem):
        Columns(values=np.ones((2, 3)), rows=np.array(rows), starts=np.array(starts, dtype=int))


def test_columns_and_demand_must_fit():
    columns = Columns.dense(np.ones((2, 3, 4)))
    with pytest.raises(ValueError, match="demand has 5 frames, the columns have 2"):
        solve(columns, np.ones((5, 3)), Cost(reserve=1.0))
    with pytest.raises(ValueError, match="a column has row 2, demand only 2"):
        solve(columns, np.ones((2, 2)), Cost(reserve=1.0))
    with pytest.raises(ValueError, match="demand must have 2 dimensions"):
        solve(columns, np.ones(3), Cost(reserve=1.0))
