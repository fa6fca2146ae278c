"""The table: means over lifters, with bootstrap intervals, in 80 columns."""

import textwrap
from collections.abc import Sequence
from dataclasses import fields

import numpy as np
from benchmarks.progression.simulate import Outcome
from numpy.typing import NDArray

RESAMPLES = 2000
OFF_TARGET = [field.name for field in fields(Outcome)].index("off_target")

Outcomes = NDArray[np.float64]
"""One row a lifter, one column a field of `Outcome`."""

HEADER = (
    f"{'rule':<18}{'|RIR-2|':>8}{'95 % CI':>14}{'RIR':>6}"
    f"{'failed':>8}{'easy':>7}{'load':>8}{'1RM':>8}"
)


def interval(values: NDArray[np.float64], seed: int) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of a mean, resampling lifters."""
    rng = np.random.default_rng(seed)
    picks = rng.integers(0, len(values), size=(RESAMPLES, len(values)))
    low, high = np.percentile(values[picks].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)


def row(name: str, outcomes: Outcomes, seed: int) -> str:
    """One rule's line of the table."""
    off_target, true_rir, failed, easy, load, strength = outcomes.mean(axis=0).tolist()
    low, high = interval(outcomes[:, OFF_TARGET], seed)
    return (
        f"{name:<18}{off_target:8.2f}{f'{low:.2f}-{high:.2f}':>14}{true_rir:6.1f}"
        f"{failed:8.0%}{easy:7.0%}{load:+8.0%}{strength:+8.0%}"
    )


def lead(name: str, outcomes: Outcomes, rivals: dict[str, Outcomes], seed: int) -> str:
    """How far one rule is ahead of, or behind, the best rival: paired, as the lifters are."""
    best = min(rivals, key=lambda rival: rivals[rival][:, OFF_TARGET].mean())
    gaps = rivals[best][:, OFF_TARGET] - outcomes[:, OFF_TARGET]
    low, high = interval(gaps, seed)
    mean = gaps.mean()
    word = "closer to" if mean > 0 else "further from"
    return textwrap.fill(
        f"{name}: {abs(mean):.2f} reps {word} the target than {best}, the best of these "
        f"(95 % CI {low:+.2f} to {high:+.2f}).",
        width=len(HEADER),
    )


def table(title: str, groups: Sequence[tuple[str, dict[str, Outcomes]]], seed: int) -> str:
    """A population's table: groups of rules, each under a line that says what lifters are told."""
    lines = [title, HEADER]
    for told, rules in groups:
        lines.append(f"-- {told} ".ljust(len(HEADER), "-"))
        lines += [row(name, outcomes, seed) for name, outcomes in rules.items()]
    return "\n".join(lines)
