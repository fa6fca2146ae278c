"""How long the solver may take: asked before every solve, and never a reason for another answer."""

from collections.abc import Iterator

import pytest

from ilium.loads import Equipment
from ilium.planning import Athlete, plan
from ilium.planning.solver import OutOfTime, time_left

GYM = Athlete(equipment=frozenset(Equipment))


def test_no_time_no_plan() -> None:
    with time_left(lambda: 0), pytest.raises(OutOfTime):
        plan(GYM)


def test_time_that_runs_out_on_the_way_ends_it() -> None:
    seconds: Iterator[float] = iter([5.0, -1.0])
    with time_left(lambda: next(seconds)), pytest.raises(OutOfTime):
        plan(GYM)


def test_a_solve_is_stopped_when_its_time_is_over() -> None:
    with time_left(lambda: 1e-6), pytest.raises(OutOfTime):
        plan(Athlete(minutes=30, equipment=frozenset(Equipment)))


def test_a_limit_changes_no_answer_and_ends_with_its_block() -> None:
    with time_left(lambda: 30.0):
        limited = plan(GYM)
        with time_left(lambda: 0), pytest.raises(OutOfTime):
            plan(GYM)
        assert plan(GYM) == limited
    assert plan(GYM) == limited
