"""The rules that people know, as their apps document them.

Each starts from the load of the first session and sees only what is logged. Settings are the ones
of the apps' own examples; increments are one step of the equipment, so that none gets stuck
between two pins of a stack. docs/progression-benchmark.md says where each rule is from.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Protocol

from benchmarks.progression.lifters import SETS, TARGET_RIR, Ask, Done, Lift, Lifter, Visit


class Rule(Protocol):
    """Decides each set's load and reps from what is logged."""

    def ask(self, visit: Visit, done: Sequence[Done]) -> Ask | None:
        """What to do next, after the `done` sets of this session; None ends it early."""
        ...

    def learn(self, visit: Visit, done: Sequence[Done]) -> None:
        """Take in a finished session."""
        ...


class RepRule(ABC):
    """What the rival rules share: a load in kilograms and a number of reps, for every set.

    With `feel`, lifters are told to stop at the target RIR once they are past the bottom of the
    rep range; without, to do the reps.
    """

    def __init__(self, lifter: Lifter, *, feel: bool = False) -> None:
        self.lift: Lift = lifter.lift
        self.load = lifter.first_load
        self.reps = self.lift.reps
        self.feel = feel

    def ask(self, visit: Visit, done: Sequence[Done]) -> Ask:  # noqa: ARG002
        load = self.lift.not_above(self.load)
        if self.feel:
            return Ask(load, self.lift.low, self.reps, TARGET_RIR)
        return Ask(load, self.reps, self.reps)

    def learn(self, visit: Visit, done: Sequence[Done]) -> None:  # noqa: ARG002
        self.decide(done)

    @abstractmethod
    def decide(self, done: Sequence[Done]) -> None:
        """Set the load and the reps of the next session from the sets of this one."""

    def add(self, done: Sequence[Done], kilograms: float) -> None:
        """Liftosaur adds to the completed weight, whatever it was."""
        self.load = done[-1].ask.load + kilograms


class LinearProgression(RepRule):
    """Liftosaur `lp(step, 1, 0, 10%, 3)`: a step up when every set reaches its reps, 10 % off
    after three sessions in which one does not."""

    FAILURES, OFF = 3, 0.10

    def __init__(self, lifter: Lifter, *, feel: bool = False) -> None:
        super().__init__(lifter, feel=feel)
        self.failures = 0

    def decide(self, done: Sequence[Done]) -> None:
        if all(d.reps >= self.reps for d in done):
            self.add(done, self.lift.step)
            self.failures = 0
        elif any(d.failed for d in done):
            self.failures += 1
            if self.failures >= self.FAILURES:
                self.load *= 1 - self.OFF
                self.failures = 0


class DoubleProgression(RepRule):
    """Liftosaur `dp(step, low, high)`: a rep more a session while every set reaches its reps; at
    the top of the range a step up, and back to the bottom."""

    def __init__(self, lifter: Lifter, *, feel: bool = False) -> None:
        super().__init__(lifter, feel=feel)
        self.low, self.high = self.lift.low, self.lift.high

    def decide(self, done: Sequence[Done]) -> None:
        if any(d.reps < self.reps for d in done):
            return
        if self.reps < self.high:
            self.reps += 1
        else:
            self.reps = self.low
            self.add(done, self.lift.step)


class SumProgression(RepRule):
    """Liftosaur `sum(sets * reps, step)`: a step up when the reps of all sets add up.

    Stopping by feel, the first sets may go to the top of the range and make up for the last.
    """

    def __init__(self, lifter: Lifter, *, feel: bool = False) -> None:
        super().__init__(lifter, feel=feel)
        self.total = SETS * self.lift.reps
        if feel:
            self.reps = self.lift.high

    def decide(self, done: Sequence[Done]) -> None:
        if sum(d.reps for d in done) >= self.total:
            self.add(done, self.lift.step)


class GatedIncrement(RepRule):
    """wger: a step up is planned for every session, and takes place once a logged set meets the
    requirements: the planned reps, and the planned RIR."""

    def decide(self, done: Sequence[Done]) -> None:
        if any(d.reps >= self.reps and d.rir is not None and d.rir >= TARGET_RIR for d in done):
            self.load += self.lift.step


RIVALS = {
    "lp": LinearProgression,
    "dp": DoubleProgression,
    "sum": SumProgression,
    "wger": GatedIncrement,
}
