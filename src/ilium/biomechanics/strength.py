"""Is the model as strong as people are? Its greatest torques about single axes beside dynamometry.

Straps and pads hold the other axes of a dynamometer's joint, so people's figure has to be compared
with the sum over all lines that pull the asked way,

    T = sum_i c_i r_i,   r_i > 0,     c: what a line can give at its length, r: its arm

at full activation. Whether people make full use of straps is not known, so the greatest torque that
leaves the other axes of the joint alone stands beside it, a linear programme:

    max sum_i a_i c_i r_i   subject to   sum_i a_i c_i s_i = 0 for each other axis,   0 <= a <= 1

Passive torque is a third figure, in neither. The lumbar spine is five joints that move as one
coordinate: its torque is their mean, weighted by how much each of them turns.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from statistics import median
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from ilium.biomechanics.dynamometry import (
    USUAL_VARIATION,
    Action,
    Measurement,
    PeopleMeasured,
    dynamometry,
)
from ilium.biomechanics.force_length import muscle_state
from ilium.biomechanics.paths import ANGLES, Paths
from ilium.biomechanics.person import Person
from ilium.biomechanics.repetition import arm_scale

Array = NDArray[np.float64]


class Torques(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the model gives about one axis, N m, positive in the action's direction."""

    held: float  # straps hold the other axes of the joint
    balanced: float  # nothing does
    passive: float  # of muscles that are stretched, in neither of the others


class StrengthRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A measurement, with the model of the same size in the same posture."""

    measurement: Measurement
    group: PeopleMeasured
    model: Torques

    @property
    def ratio(self) -> float | None:
        """The model's held torque as a multiple of people's mean; none where no mean is known."""
        mean = self.measurement.torque
        return None if mean is None else self.model.held / mean


def greatest_torques(
    action: Action, posture: Mapping[str, float], person: Person | None = None
) -> Torques:
    """The model's greatest torques in an action.

    Args:
        action: the axis, and the way about it.
        posture: degrees by coordinate; those left out are 0.
        person: as large as whom; the usual person if none.
    """
    arms, capacity, passive = _at(posture, person or Person())
    towards = action.direction * arms[:, ANGLES.index(action.coordinate)]
    others = [ANGLES.index(name) for name in other_axes(action.coordinate)]
    return Torques(
        held=float(capacity @ np.maximum(towards, 0.0)),
        balanced=balanced(capacity * towards, capacity[:, None] * arms[:, others]),
        passive=float(passive @ towards),
    )


def passive_torque(coordinate: str, posture: Mapping[str, float]) -> float:
    """What stretched muscles of the model's own size do about a coordinate (N m), at degrees."""
    arms, _, passive = _at(posture, None)
    return float(passive @ arms[:, ANGLES.index(coordinate)])


def _at(posture: Mapping[str, float], person: Person | None) -> tuple[Array, Array, Array]:
    """Moment arms (n, 17), m, and what each line can give and gives by itself (n,), N; of a person
    or of the model's own size."""
    angles = np.zeros((1, len(ANGLES)))
    for name, degrees in posture.items():
        angles[0, ANGLES.index(name)] = np.radians(degrees)
    lengths, arms = Paths.load().evaluate_dense(angles)
    _, capacity, passive = muscle_state(lengths, person)
    scale = arm_scale(person) if person else 1.0
    return arms[0] * scale, capacity[0], passive[0]


def other_axes(coordinate: str) -> list[str]:
    """The other coordinates of the joint that one belongs to.

    >>> other_axes("ankle_angle_r")
    ['subtalar_angle_r']
    """
    return [name for name in ANGLES if _joint(name) == _joint(coordinate) and name != coordinate]


def _joint(coordinate: str) -> tuple[str, str]:
    """The joint and the side of a coordinate; the lumbar spine has no side."""
    joint, *_, side = coordinate.split("_")
    return "ankle" if joint == "subtalar" else joint, "" if joint == "lumbar" else side


def balanced(asked: Array, others: Array) -> float:
    """The greatest torque of muscles that leave the other axes alone, N m.

    Args:
        asked: what each gives about the asked axis at full activation (n,).
        others: what each gives about the others (n, k).
    """
    equal: dict[str, Any] = {}
    if others.shape[1]:
        equal = {"A_eq": others.T, "b_eq": np.zeros(others.shape[1])}
    return -float(linprog(-asked, bounds=(0.0, 1.0), method="highs", **equal).fun)


@cache
def strength_rows() -> tuple[StrengthRow, ...]:
    """Every measurement beside the model, in the order of the file."""
    data = dynamometry()
    actions = {one.name: one for one in data.actions}
    groups = {one.id: one for one in data.groups}
    return tuple(
        StrengthRow(
            measurement=one,
            group=groups[one.group],
            model=greatest_torques(actions[one.action], one.posture, groups[one.group].person()),
        )
        for one in data.measurements
    )


def strength_section() -> list[str]:
    """The comparison as lines of Markdown for the science page."""
    return [*_opening(), *_summary(), *_meaning(), *_table(), *_sources()]


def _opening() -> Iterator[str]:
    yield "## Is the model as strong as people?"
    yield ""
    yield (
        "Which muscle gives out first decides what a lift asks of the others. Here is the greatest"
        " torque that the model's muscles give about one axis, all of them at full activation,"
        " beside what dynamometers measured. *Held*: straps take what the muscles do to the other"
        " axes of the joint, as in a dynamometer. *Balanced*: the muscles leave those axes alone."
        " *Passive*: of muscles that are only stretched. The model is as tall and as heavy as the"
        " people were, where that is known; of sexes it knows nothing."
    )
    yield ""


def _summary() -> Iterator[str]:
    yield "| | model by people's mean: lowest, median, highest | figures | too strong | too weak |"
    yield "| --- | --- | --- | --- | --- |"
    for action in dynamometry().actions:
        rows = _at_rest(action.name)
        ratios = [row.ratio for row in rows if row.ratio is not None]
        said = [row.measurement.verdict(row.model.held) for row in rows]
        spread = ", ".join(f"{one:.1f}" for one in (min(ratios), median(ratios), max(ratios)))
        yield (
            f"| {action.name.capitalize()} | {spread} | {len(rows)} | {said.count('above')}"
            f" | {said.count('below')} |"
        )
    yield ""


def _at_rest(action: str | None = None) -> list[StrengthRow]:
    """The rows of people who did not move, of an action or of all."""
    return [
        row
        for row in strength_rows()
        if not row.measurement.speed and action in (None, row.measurement.action)
    ]


def _meaning() -> Iterator[str]:
    rows = _at_rest()
    held = [row.measurement.verdict(row.model.held) for row in rows]
    alone = [row.measurement.verdict(row.model.balanced) for row in rows]
    yield (
        f"Of {len(rows)} figures the model is too strong for {held.count('above')} and too weak for"
        f" {held.count('below')} by more than two standard deviations of people;"
        f" {alone.count('above')} and {alone.count('below')} if the other axes are balanced."
    )
    yield ""
    yield (
        "- People do not reach what their muscles could: activation is not quite full, and muscles"
        " of the other side pull against it. A model that is a little stronger than people is to"
        " be expected; one that is twice as strong is not."
    )
    yield (
        "- A lift is shared out by how strong joints are to each other. The muscles of a joint that"
        " is too strong for the rest read too easy, and a repetition maximum ends where the weakest"
        " gives out. Where all are too strong alike, maxima are too heavy and activations too low,"
        " but the order of the muscles hardly changes."
    )
    yield (
        "- Laboratories differ twofold about the same action of hip and trunk, mostly by what they"
        " strap down. Angles of many tests were not seen and are assumed. Nothing here is sharper"
        " than that."
    )
    yield (
        f"- Where a source's standard deviation was not seen, {USUAL_VARIATION:.0%} of the mean is"
        " taken for it. People give less while they move: a figure at a speed is a lower bound."
    )
    yield ""


def _table() -> Iterator[str]:
    yield f"<details><summary>All {len(strength_rows())} figures</summary>"
    yield ""
    yield (
        "| action | posture, degrees | people | measured, N m | held | balanced | passive"
        " | within 2 sd |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for row in strength_rows():
        model = row.model
        verdict = row.measurement.verdict(model.held)
        cells = (
            row.measurement.action,
            _posture(row.measurement.posture),
            f"{row.group.source}, {row.group.sex}",
            _measured(row.measurement),
            *(str(round(torque)) for torque in (model.held, model.balanced, model.passive)),
            "yes" if verdict == "within" else f"**no, {verdict}**",
        )
        yield "| " + " | ".join(cells) + " |"
    yield ""
    yield "</details>"
    yield ""


def _posture(posture: Mapping[str, float]) -> str:
    named = (f"{name.removesuffix('_r')} {degrees:g}" for name, degrees in posture.items())
    return ", ".join(named).replace("_", " ") or "all 0"


def _measured(one: Measurement) -> str:
    if one.torque is None:
        return f"{one.lowest:.0f} to {one.highest:.0f}"
    if one.speed:
        return f"{one.torque:.0f} at {one.speed:.0f} deg/s"
    return f"{one.torque:.0f}" if one.sd is None else f"{one.torque:.0f} ± {one.sd:.0f}"


def _sources() -> Iterator[str]:
    found = {group.source: group.found for group in dynamometry().groups}
    yield "Measured by " + "; ".join(f"{name} ({place})" for name, place in found.items()) + "."
    yield (
        "Hardly any could be read in full: `strength.toml` says of each figure what was seen, and"
        " what is assumed."
    )
    yield ""
