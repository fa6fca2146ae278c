"""Half a year of one lifter under one rule, and what is measured about it."""

from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass

import numpy as np
from benchmarks.progression.lifters import SETS, TARGET_RIR, Ask, Body, Done, Lifter
from benchmarks.progression.rules import Rule
from numpy.typing import NDArray

TOO_EASY_RIR = 5
LAST_SESSIONS = 3
"""Loads gained are read off the last three sessions, so that one bad day does not decide."""


@dataclass(frozen=True)
class Outcome:
    """What one lifter's half year came to; shares are of the working sets after session one.

    `off_target` is the mean distance of the true RIR from the target in reps, `true_rir` its
    mean; `failed` and `easy` the shares of sets under the reps asked and with more than 5 in
    reserve; `load` and `strength` the gains of the working load and of the one-repetition maximum.
    """

    off_target: float
    true_rir: float
    failed: float
    easy: float
    load: float
    strength: float


def follow(lifter: Lifter, rule: Rule) -> Outcome:
    """Let a lifter follow a rule. The first session is the coach's, the same under every rule."""
    sessions, strength = train(lifter, rule)
    sets = [done for session in sessions[1:] for done in session]
    true_rir = np.array([done.true_rir for done in sets], dtype=float)
    last = [session[0].ask.load for session in sessions[-LAST_SESSIONS:]]
    return Outcome(
        off_target=float(np.abs(true_rir - TARGET_RIR).mean()),
        true_rir=float(true_rir.mean()),
        failed=float(np.mean([done.failed for done in sets])),
        easy=float((true_rir > TOO_EASY_RIR).mean()),
        load=float(np.mean(last)) / lifter.first_load - 1,
        strength=strength / lifter.start - 1,
    )


def train(lifter: Lifter, rule: Rule) -> tuple[list[list[Done]], float]:
    """Every session's sets, and the one-repetition maximum reached, in kilograms."""
    body = Body(lifter)
    calibration = Ask(lifter.first_load, lifter.lift.reps, lifter.lift.reps)
    sessions: list[list[Done]] = []
    for visit in lifter.visits:
        body.arrive(visit)
        done: list[Done] = []
        for number in range(SETS):
            ask = rule.ask(visit, done) if sessions else calibration
            if ask is None:
                break
            done.append(body.do(ask, visit, number))
        rule.learn(visit, done)
        sessions.append(done)
    return sessions, body.strength


def outcomes(lifters: Iterable[Lifter], rule: Callable[[Lifter], Rule]) -> NDArray[np.float64]:
    """One row a lifter, one column a field of `Outcome`."""
    return np.array([astuple(follow(lifter, rule(lifter))) for lifter in lifters])
