"""HiGHS, the mixed-integer solver. The only module that needs it and NumPy, both imported late.

One thread and a fixed seed: the same programme gives the same answer on every run.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from ilium.planning.linear import Linear

SEED = 0
SAFETY_SECONDS = 60.0
"""No plan takes a tenth of this; whatever takes longer is reported, never returned as optimal."""

ABSOLUTE_GAP = 0.999
"""All costs are whole numbers: a solution less than 1 from the bound is the optimum."""


class NotSolved(RuntimeError):  # noqa: N818 - reads as what is wrong
    """The solver stopped for another reason than an answer."""


class OutOfTime(NotSolved):
    """The time that was left for it ran out."""


SecondsLeft = Callable[[], float]

_seconds_left: ContextVar[SecondsLeft] = ContextVar("seconds_left", default=lambda: SAFETY_SECONDS)


@contextmanager
def time_left(seconds: SecondsLeft) -> Generator[None]:
    """Solve in this block only as long as `seconds` says that time is left.

    It is asked before every solve, so a plan that nobody waits for any more can be given up. A
    limit never changes an answer: there is the same one, or `OutOfTime`.
    """
    before = _seconds_left.set(seconds)
    try:
        yield
    finally:
        _seconds_left.reset(before)


def solve(linear: Linear, **options: Any) -> list[int] | None:
    """The optimum's values of the integer variables (others rounded), or None if infeasible.

    Raises:
        OutOfTime: no time was left, or ran out on the way.
        NotSolved: no proof of either within the safety limit.
    """
    import highspy
    import numpy as np

    seconds = min(_seconds_left.get()(), SAFETY_SECONDS)
    if seconds <= 0:
        raise OutOfTime("no time is left to plan in")

    problem = highspy.HighsLp()
    problem.num_col_ = len(linear.costs)
    problem.num_row_ = len(linear.row_low)
    problem.col_cost_ = np.array(linear.costs, dtype=np.float64)
    problem.col_lower_ = np.array(linear.lower, dtype=np.float64)
    problem.col_upper_ = np.array(linear.upper, dtype=np.float64)
    problem.row_lower_ = np.array(linear.row_low, dtype=np.float64)
    problem.row_upper_ = np.array(linear.row_high, dtype=np.float64)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    problem.integrality_ = [kinds[whole] for whole in linear.integer]
    problem.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    problem.a_matrix_.start_ = np.array(linear.starts, dtype=np.int32)
    problem.a_matrix_.index_ = np.array(linear.columns, dtype=np.int32)
    problem.a_matrix_.value_ = np.array(linear.values, dtype=np.float64)

    highs = highspy.Highs()
    for name, value in {
        "output_flag": False,
        "threads": 1,
        "random_seed": SEED,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": ABSOLUTE_GAP,
        "time_limit": seconds,
        **options,
    }.items():
        highs.setOptionValue(name, value)
    highs.passModel(problem)
    highs.run()
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return [round(value) for value in highs.getSolution().col_value]
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status == highspy.HighsModelStatus.kTimeLimit and seconds < SAFETY_SECONDS:
        raise OutOfTime("the time to plan in ran out")
    raise NotSolved(f"the solver stopped with {highs.modelStatusToString(status)!r}; report it")
