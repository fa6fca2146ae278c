"""How the knee rolls, slides and turns as it bends, and how the patella goes: `data/knee.toml`."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.spatial.transform import Rotation

Array = NDArray[np.float64]


@dataclass(frozen=True)
class KneeJoint:
    """One of the joints, in their order, by which a knee moves as it bends.

    `axis` (3,) is in the frame of the thigh or shank, which are parallel with the knee straight;
    `polynomial` gives its position (m or rad) by the knee angle (rad), lowest power first.
    """

    name: str
    slides: bool
    axis: Array
    polynomial: tuple[float, ...]


@cache
def knee_data() -> dict[str, Any]:
    """`knee.toml`."""
    return tomllib.loads(files("ilium.biomechanics").joinpath("data/knee.toml").read_text("utf-8"))


@cache
def knee_joints(side: str) -> tuple[KneeJoint, ...]:
    """The joints between thigh and shank of a side, "r" or "l"."""
    axes = Rotation.from_euler("XYZ", knee_data()["orientation"]).as_matrix()
    found = []
    for one in knee_data()["joints"]:
        axis = axes[:, "xyz".index(one["axis"])]
        if side == "l":  # in the mirror, turns go the other way
            axis = axis * ((1, 1, -1) if one["slides"] else (-1, -1, 1))
        name = f"{one['name']}_{side}"
        found.append(KneeJoint(name, one["slides"], axis, tuple(one["polynomial"])))
    return tuple(found)


def knee_place(side: str) -> tuple[Array, Array]:
    """Where the knee joint is in the frames of thigh and shank (m)."""
    mirror = np.array([1, 1, -1 if side == "l" else 1])
    return mirror * knee_data()["place"], mirror * knee_data()["centre"]


def patella_followers() -> dict[str, Callable[[float], float]]:
    """Joints of the right patella that follow the knee angle, and how."""
    data = knee_data()["patella"]
    return {f"{name}_r": _spline(knots, data["step"]) for name, knots in data["follows"].items()}


def _spline(knots: Sequence[float], step: float) -> Callable[[float], float]:
    """A cubic spline through knots, straight beyond them."""
    at = np.radians(step * np.arange(len(knots)))
    spline = CubicSpline(at, knots)

    def value(angle: float) -> float:
        inside = min(max(angle, float(at[0])), float(at[-1]))
        return float(spline(inside) + spline(inside, 1) * (angle - inside))

    return value
