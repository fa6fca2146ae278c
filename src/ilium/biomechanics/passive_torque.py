"""What stretched muscles do by themselves about hip and knee, beside what was measured in people.

Passive force counts where a lift goes deep: a hinge on straight legs hangs on its hamstrings, and
what these carry unasked no muscle has to. The fibres' published passive curves were fitted to hips
bent by 40 degrees at most; run on to 90, hamstrings would hold three times what is measured.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from ilium.biomechanics.strength import passive_torque


class Term(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exponential of the angles."""

    sign: int
    at_zero: float  # the exponent with both joints straight
    hip: float  # what a degree of hip flexion adds to it
    knee: float


class MeasuredTorque(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was fitted to the passive torque about one joint."""

    joint: str
    coordinate: str
    knee_angle: tuple[float, ...]  # at which it is compared
    constant: float
    terms: tuple[Term, ...]

    def at(self, hip_flexion: float, knee_angle: float) -> float:
        """The torque (N m, positive where it bends the joint) at angles in degrees."""
        exponents = (
            one.at_zero + one.hip * hip_flexion + one.knee * knee_angle for one in self.terms
        )
        grown = zip(self.terms, exponents, strict=True)
        return self.constant + float(sum(one.sign * np.exp(exponent) for one, exponent in grown))


class PassiveTorques(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file holds."""

    source: str
    doi: str
    hip_flexion: tuple[float, ...]  # at which all are compared
    torques: tuple[MeasuredTorque, ...]


class Compared(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Torque about a joint in one posture, N m."""

    joint: str
    hip_flexion: float  # degrees
    knee_angle: float
    measured: float
    model: float


@cache
def measured_passive_torques() -> PassiveTorques:
    """The file, checked."""
    text = files("ilium.biomechanics").joinpath("data/passive_torque.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), PassiveTorques)


def compared() -> tuple[Compared, ...]:
    """The model beside people, in every posture of the file."""
    data = measured_passive_torques()
    return tuple(
        Compared(
            joint=one.joint,
            hip_flexion=hip,
            knee_angle=knee,
            measured=one.at(hip, knee),
            model=passive_torque(one.coordinate, {"hip_flexion_r": hip, "knee_angle_r": knee}),
        )
        for one in data.torques
        for hip in data.hip_flexion
        for knee in one.knee_angle
    )


def root_mean_square(rows: tuple[Compared, ...]) -> float:
    """Of what the model is off, N m."""
    return float(np.sqrt(np.mean([(row.model - row.measured) ** 2 for row in rows])))


def passive_torque_section() -> list[str]:
    """The comparison as lines of Markdown for the science page."""
    return [*_opening(), *_tables()]


def _opening() -> Iterator[str]:
    data, off = measured_passive_torques(), root_mean_square(compared())
    yield "## What stretch alone holds"
    yield ""
    yield (
        "A hinge on straight legs hangs on hamstrings that resist by being stretched, and what"
        " stretch holds no muscle has to. Here is what the model's stretched muscles do about hip"
        " and knee beside what was measured in relaxed people; minus: it straightens the joint. The"
        " hamstrings' stretch curves were published for hips bent by 40 degrees at most. The"
        " stretch at which they resist with their whole force is fitted to these measurements. The"
        f" model is off by {off:.0f} N m on average (root mean square)."
    )
    yield ""
    yield f"Measured: {data.source} (doi:{data.doi}), ten healthy people."
    yield ""


def _tables() -> Iterator[str]:
    data, rows = measured_passive_torques(), compared()
    for one in data.torques:
        angles = " | ".join(f"hip {hip:g}" for hip in data.hip_flexion)
        yield f"| {one.joint}, N m: people / model | {angles} |"
        yield "| --- |" + " --- |" * len(data.hip_flexion)
        for knee in one.knee_angle:
            cells = [
                f"{round(row.measured)} / {round(row.model)}"
                for row in rows
                if (row.joint, row.knee_angle) == (one.joint, knee)
            ]
            yield f"| knee {knee:g} deg | {' | '.join(cells)} |"
        yield ""
