"""How the knee rolls, slides and turns as it bends: `data/knee.toml`."""

import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from scipy.interpolate import CubicSpline


@cache
def knee_data() -> dict[str, Any]:
    """`knee.toml`."""
    return tomllib.loads(files("ilium.biomechanics").joinpath("data/knee.toml").read_text("utf-8"))


def knee_followers() -> dict[str, Callable[[float], float]]:
    """Joints of the right knee that follow its angle, and how."""
    data = knee_data()
    return {f"{name}_r": _spline(knots, data["step"]) for name, knots in data["follows"].items()}


def _spline(knots: Sequence[float], step: float) -> Callable[[float], float]:
    """A cubic spline through knots, straight beyond them."""
    at = np.radians(step * np.arange(len(knots)))
    spline = CubicSpline(at, knots)

    def value(angle: float) -> float:
        inside = min(max(angle, float(at[0])), float(at[-1]))
        return float(spline(inside) + spline(inside, 1) * (angle - inside))

    return value
