"""Postures and places of muscles for the tests of paths."""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ilium.biomechanics.muscles import muscle_data, muscle_index
from ilium.biomechanics.path_fitting import LEG_RANGES, LUMBAR_RANGES
from ilium.biomechanics.paths import ANGLES, Paths

Array = NDArray[np.float64]

DATA = Path(__file__).parent / "data"

LOW, HIGH = np.radians([*LUMBAR_RANGES, *LEG_RANGES, *LEG_RANGES]).T
"""The ranges that paths are fitted over, radians, in the order of ANGLES."""

HIP = ("hip_flexion", "hip_adduction", "hip_rotation")


def posture(**degrees: float) -> Array:
    """Angles (1, 17) of a posture given in degrees; the others are 0."""
    found = np.zeros((1, len(ANGLES)))
    for name, value in degrees.items():
        found[0, ANGLES.index(name)] = np.radians(value)
    return found


def arm(muscle: str, about: str, **degrees: float) -> float:
    """A moment arm in centimetres."""
    _, arms = Paths.load().evaluate_dense(posture(**degrees))
    return 100 * float(arms[0, muscle_index()[muscle], ANGLES.index(about)])


class Published:
    """Moment arms (cm) and lengths (m) that OpenSim gives for one muscle, and ours."""

    def __init__(self, model: str, line: str) -> None:
        with (DATA / f"opensim_moment_arms_{model}.csv").open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["muscle"] == f"{line}_r"]
        self.arms = _columns(rows, [f"ma_{name}_cm" for name in HIP])
        self.lengths = _columns(rows, ["muscle_tendon_length_m"])[:, 0]
        self.angles = np.zeros((len(rows), len(ANGLES)))
        for name in (*HIP, "knee_angle"):
            degrees = _columns(rows, [f"{name}_deg"])[:, 0]
            self.angles[:, ANGLES.index(f"{name}_r")] = np.radians(degrees)
        part = next(one.id for one in muscle_data().legs if one.line == line)
        place = muscle_index()[f"{part}_r"]
        lengths, arms = Paths.load().evaluate_dense(self.angles)
        columns = [ANGLES.index(f"{name}_r") for name in HIP]
        self.our_arms, self.our_lengths = 100 * arms[:, place, columns], lengths[:, place]


def _columns(rows: list[dict[str, str]], names: list[str]) -> Array:
    return np.array([[float(row[name]) for name in names] for row in rows])


def root_mean_square(values: Array) -> Array:
    """Over the first axis."""
    return np.sqrt(np.mean(values**2, axis=0))
