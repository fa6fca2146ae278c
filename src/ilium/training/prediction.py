"""What a 1RM predicts: the reps that a load allows, and the load that a range of reps needs.

frontend/src/training/prediction.ts says the same; tests/web/test_rules_agree.py compares them.
"""

import math
from decimal import Decimal

from ilium.training.aim import Aim
from ilium.training.strength import EPLEY, one_rep_max, reps_to_failure

LEAST_REPS, MOST_REPS = 5, 30
"""The fewest and the most reps asked for where loads are far apart: sets of 5-30 reps build alike
if they are hard (schoenfeld_2017_load, lopez_2021)."""

FAR_BELOW = Decimal("0.90")
"""A load below this share of another is further off than a usual cut; reasoned."""

SLACK = 1e-6
"""Reps; keeps a prediction that is exactly on the edge from falling to rounding."""


def spare_reps(maximum: float, value: Decimal, reserve_kept: float) -> float:
    """The reps that a 1RM predicts for a load, some kept in reserve; endless without load."""
    if value <= 0:
        return math.inf
    return reps_to_failure(maximum, float(value)) - reserve_kept + SLACK


def fits_bottom(maximum: float, value: Decimal, aim: Aim) -> bool:
    """Whether the bottom of the range is expected with the reserve asked for."""
    return spare_reps(maximum, value, aim.reserve) >= aim.low


def between_loads(maximum: float, value: Decimal, aim: Aim) -> bool:
    """Whether this load can be done, and the next one below is far off and too light."""
    below = aim.ladder.next_below(value)
    if below is None or below >= value * FAR_BELOW:
        return False
    enough = spare_reps(maximum, value, aim.reserve) >= LEAST_REPS
    return enough and spare_reps(maximum, below, aim.reserve) > aim.high


def straddled(maximum: float, value: Decimal, aim: Aim) -> bool:
    """Whether the range lies between this load, too heavy for it, and the next one below."""
    below = aim.ladder.next_below(value)
    if below is None or fits_bottom(maximum, value, aim):
        return False
    return spare_reps(maximum, below, aim.reserve) > aim.high


def fitting(maximum: float, aim: Aim) -> Decimal:
    """The heaviest load at which the middle of the range is expected.

    The next one up instead where this one is too light for the range and that one fits.
    """
    # The slack keeps a load that is exactly right from being snapped to the one below.
    ideal = Decimal(maximum / (1 + (aim.middle + aim.reserve - SLACK) / EPLEY))
    value = aim.ladder.settle(ideal)
    above = aim.ladder.next_above(value)
    if above is None or spare_reps(maximum, value, aim.reserve) <= aim.high:
        return value
    return above if fits_bottom(maximum, above, aim) else value


def reps_before(base: Decimal, following: Decimal, after: int, kept: float, aim: Aim) -> int:
    """The reps with one load that predict `after` reps with another, `kept` in reserve there."""
    needed = one_rep_max(float(following), after + kept) / float(base)
    return math.ceil(EPLEY * (needed - 1) - aim.reserve - SLACK)
