"""From simulations to an entry of the atlas: one repetition in figures, with bands over cases.

    activation of a region   a(t) = sum_i F_i a_i(t) / sum_i F_i,  F_i its parts' maximum force
    mean                     1/T int a dt, by the trapezoidal rule
    work of a muscle         int F max(0, -dL), what it does while it shortens
    band                     lowest and highest value over the reference case and the others

A leg's muscles are those of the leg reported; the trunk's are of both sides, together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ilium.anatomy import Region
from ilium.atlas import CURVE_POINTS, Band, Entry, MuscleFigures, Phase, RegionFigures
from ilium.biomechanics.coordinates import ROW
from ilium.biomechanics.muscles import Muscle
from ilium.biomechanics.simulation_result import Array, Simulation
from ilium.exercises.movement import Angle

REFERENCE_CASE = "reference"

LEAST_WORK = 1.0
"""Joules: below this the muscles hold, and shares of their work would be shares of noise."""

LEAST_TFL = 0.01
"""Mean activation below which a ratio to TFL means nothing: the solver's own tolerance."""

AT_AN_END = 0.02
"""Share of the way within which a posture counts as its start or end."""

GLUTEALS = (Region.GLUTEUS_MEDIUS, Region.GLUTEUS_MAXIMUS_SUPERIOR)


@dataclass(frozen=True)
class Group:
    """Lines whose figures are taken together: a muscle, or a region."""

    lines: NDArray[np.intp]
    weights: Array  # adding to 1


def entry(
    reference: Simulation,
    others: Mapping[str, Simulation],
    muscles: Iterable[Muscle],
    **about: Any,
) -> Entry:
    """One variant's entry: the reference case's figures, and bands over all cases.

    Args:
        reference: the case whose figures are shown.
        others: the other cases by their names; those that are not valid are left out and named.
        muscles: every muscle of the simulations.
        about: what else the entry says (`description`, `study`, `inputs`).
    """
    if not reference.valid:
        return Entry(
            valid=False,
            problem=reference.problem,
            load=reference.load,
            limb=reference.limb,
            left_out={name: one.problem for name, one in others.items() if not one.valid},
            **about,
        )
    known = tuple(muscles)
    counted = {name: one for name, one in others.items() if one.valid}
    cases = [_Summary(one, known) for one in (reference, *counted.values())]
    ratio, moment = [c.gluteal_to_tfl for c in cases], [c.lumbar_moment for c in cases]
    return Entry(
        valid=True,
        load=reference.load,
        limb=reference.limb,
        seconds=round(float(reference.times[-1] - reference.times[0]), 2),
        muscles={
            name: MuscleFigures(**_banded([case.muscle(name) for case in cases]))
            for name in cases[0].muscles
        },
        regions={
            region: RegionFigures(
                curve=cases[0].curve(region), **_banded([case.region(region) for case in cases])
            )
            for region in Region
            if region in cases[0].regions
        },
        gluteal_to_tfl=_rounded(ratio[0], 2),
        gluteal_to_tfl_band=None if ratio[0] is None else _band(ratio, 2),
        lumbar_moment_nm=_rounded(moment[0], 1),
        lumbar_moment_band_nm=_band(moment, 1),
        reserve_share=round(reserve_share(reference), 4),
        cases=(REFERENCE_CASE, *counted),
        left_out={name: one.problem for name, one in others.items() if not one.valid},
        **about,
    )


class _Summary:
    """The figures of one simulation, group by group."""

    def __init__(self, simulation: Simulation, muscles: Sequence[Muscle]) -> None:
        self.simulation = simulation
        _check(simulation)
        side = simulation.limb[:1]
        column = {name: index for index, name in enumerate(simulation.muscles)}
        reported = [m for m in muscles if not m.leg or m.side == side]
        self.muscles = _groups(column, ((m.part, m) for m in reported))
        self.regions = _groups(column, ((m.region, m) for m in reported if m.region))
        self.work = _positive_work(simulation)
        lines = np.array([column[m.name] for m in reported], dtype=np.intp)
        self.total_work = float(self.work[lines].sum())

    def muscle(self, name: str) -> dict[str, Any]:
        return self._figures(self.muscles[name])

    def region(self, region: Region) -> dict[str, Any]:
        return self._figures(self.regions[region])

    def activation(self, group: Group) -> Array:
        """(F,) 0 to 1."""
        weighted = self.simulation.activation[:, group.lines] @ group.weights
        return np.clip(weighted, 0.0, 1.0)

    def curve(self, region: Region) -> tuple[float, ...]:
        """The activation at evenly spaced times."""
        values = np.interp(
            np.linspace(0.0, 1.0, CURVE_POINTS),
            repetition(self.simulation),
            self.activation(self.regions[region]),
        )
        return tuple(round(float(value), 3) for value in values)

    @property
    def gluteal_to_tfl(self) -> float | None:
        return gluteal_to_tfl(
            {
                region: time_mean(self.activation(group), self.simulation.times)
                for region, group in self.regions.items()
            }
        )

    @property
    def lumbar_moment(self) -> float:
        """N m, of the largest size; positive is the extensors'."""
        moment = self.simulation.torque[:, ROW[Angle.LUMBAR_EXTENSION.value]]
        return float(moment[np.abs(moment).argmax()])

    def _figures(self, group: Group) -> dict[str, Any]:
        simulation, lines = self.simulation, group.lines
        activation = self.activation(group)
        peak = int(activation.argmax())
        work = float(self.work[lines].sum())
        return {
            "peak": round(float(activation[peak]), 3),
            "mean": round(time_mean(activation, simulation.times), 3),
            "peak_force_n": _newtons(simulation.force[:, lines]),
            "passive_peak_force_n": _newtons(simulation.passive_force[:, lines]),
            "work_share": round(work / self.total_work, 3)
            if self.total_work >= LEAST_WORK
            else None,
            "peak_at": round(float(repetition(simulation)[peak]), 3),
            "peak_share": round(float(np.clip(simulation.share[peak], 0.0, 1.0)), 3),
            "peak_phase": phase(simulation.share, peak),
            "fibre_stretch": round(float(simulation.fibre_length[peak, lines] @ group.weights), 3),
        }


def _check(simulation: Simulation) -> None:
    """Raises ValueError where an array holds no number: a fault of the engine's, not a result."""
    for name in ("activation", "force", "passive_force", "fibre_length", "torque", "reserve"):
        if not np.isfinite(getattr(simulation, name)).all():
            raise ValueError(f"{simulation.variant}: {name} is not a number somewhere")


def _groups(column: Mapping[str, int], named: Iterable[tuple[Any, Muscle]]) -> dict[Any, Group]:
    members: dict[Any, list[Muscle]] = {}
    for key, muscle in named:
        members.setdefault(key, []).append(muscle)
    groups: dict[Any, Group] = {}
    for key, lines in members.items():
        strength = np.array([muscle.max_force for muscle in lines])
        groups[key] = Group(
            lines=np.array([column[muscle.name] for muscle in lines], dtype=np.intp),
            weights=strength / strength.sum(),
        )
    return groups


def _positive_work(simulation: Simulation) -> Array:
    """(n,) joules that each muscle gives while it shortens."""
    shortening = np.clip(-np.diff(simulation.path_length, axis=0), 0.0, None)
    between = (simulation.force[1:] + simulation.force[:-1]) / 2
    return (between * shortening).sum(axis=0)


def repetition(simulation: Simulation) -> Array:
    """(F,) the time of each frame as a share of the repetition."""
    passed = simulation.times - simulation.times[0]
    return passed / passed[-1] if passed[-1] > 0 else np.zeros_like(passed)


def time_mean(values: Array, times: Array) -> float:
    """The mean over time of (F,) values; of a posture held, the value itself."""
    duration = float(times[-1] - times[0])
    if duration <= 0:
        return float(values.mean())
    between = (values[1:] + values[:-1]) / 2
    return float(between @ np.diff(times)) / duration


def phase(share: Array, frame: int) -> Phase:
    """Where in the repetition a frame is. `share` (F,) is how far it is on the way."""
    if np.ptp(share) < AT_AN_END:
        return Phase.HELD
    if share[frame] <= AT_AN_END:
        return Phase.START
    if share[frame] >= 1 - AT_AN_END:
        return Phase.END
    slope = np.gradient(share)[frame]
    return Phase.OUT if slope > 0 else Phase.BACK


def gluteal_to_tfl(means: Mapping[Region, float]) -> float | None:
    """Mean activation of medius and upper maximus over that of tensor fasciae latae.

    The regions and the idea are those of the gluteal-to-TFL index of Selkowitz 2013
    (doi:10.2519/jospt.2013.4116), which weighs each ratio by its activation. None where the TFL
    hardly works.
    """
    tfl = means.get(Region.TENSOR_FASCIAE_LATAE, 0.0)
    if tfl < LEAST_TFL or any(region not in means for region in GLUTEALS):
        return None
    return sum(means[region] for region in GLUTEALS) / len(GLUTEALS) / tfl


def reserve_share(simulation: Simulation) -> float:
    """The largest joint torque that muscles could not give, as a share of the largest asked."""
    joints = slice(ROW[Angle.LUMBAR_EXTENSION.value], None)  # past the six of the root
    asked = float(np.abs(simulation.torque[:, joints]).max())
    return float(np.abs(simulation.reserve[:, joints]).max()) / asked if asked > 0 else 0.0


def _newtons(forces: Array) -> float:
    """The largest sum over the lines of (F, lines) forces."""
    return round(float(np.clip(forces.sum(axis=1), 0.0, None).max()), 0)


def _banded(cases: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The reference case's figures, with the bands of peak and mean over all cases."""
    bands = {
        f"{name}_band": (min(c[name] for c in cases), max(c[name] for c in cases))
        for name in ("peak", "mean")
    }
    return cases[0] | bands


def _band(values: Sequence[float | None], digits: int) -> Band | None:
    known = [value for value in values if value is not None]
    return (round(min(known), digits), round(max(known), digits)) if known else None


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
