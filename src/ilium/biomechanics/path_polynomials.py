"""Least squares for paths: polynomials that fit lengths and moment arms, smoothly.

What is minimised, and why jumps do not count, is in `path_fitting`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import NDArray

from ilium.biomechanics.paths import Basis, basis_values

Array = NDArray[np.float64]

HELD_OUT = 4
"""One sample in so many is kept from the fit, and gives the errors of the report."""

LENGTH_SCALE = 0.5
"""Metres of length that weigh as much as a metre of moment arm: arms are what torque hangs on."""

OUTLIER = 0.003
"""Metres: residuals well above are taken for jumps."""

FLIP = 0.015
"""Metres: errors of arms beyond are no errors of the polynomial."""

FAR_WEIGHT = 4.0
"""How much less samples count that are at the ends of several ranges at once: nobody is there, and
most flips are."""

LARGEST_ARM = 0.15
"""Metres: no muscle's arm is longer; what is, is the slope of a jump."""

ROUNDS = 8
RIDGE = 1e-10
STEEPEST, LIMIT = 0.095, 0.107
"""Metres per radian: what is asked for where an arm of the leg changes faster than the second
(0.19 cm a degree). Only where a line flips, or almost touches the joint's axis, does one."""

CHECKED = 3000
"""Places at which slopes of arms are looked at."""

CALMINGS, CALM_WEIGHT = 20, 0.5


@dataclass(frozen=True)
class Samples:
    """Coordinates in units of the range (s, d), lengths (s, n) and arms (s, n, d) in metres."""

    places: Array
    lengths: Array
    arms: Array


class Fitting:
    """The equations of one basis, for all lines of a group."""

    def __init__(self, samples: Samples, basis: Basis, *, calm: bool) -> None:
        self.samples, self.basis = samples, basis
        self.values, self.slopes = basis_values(basis, self._angles(samples.places))
        self.kept = np.arange(len(samples.places)) % HELD_OUT != 0
        kept = self.kept
        self.equations = np.vstack(
            [self.values[kept] / LENGTH_SCALE, *(-s[kept] for s in self.slopes)]
        )
        beyond = np.maximum(np.sum(samples.places**2, axis=1) - 1, 0)
        self.weight = 1 / (1 + FAR_WEIGHT * beyond**2)
        self.near = np.tile(self.weight[kept], 1 + len(self.slopes))
        self.normal = self.equations.T @ (self.equations * self.near[:, None])
        self.bends = self._bends() if calm else np.zeros((1, len(self.normal)))

    def _angles(self, places: Array) -> Array:
        return self.basis.centre + places * self.basis.half

    def _bends(self) -> Array:
        """Second derivatives of the basis (pairs * places, terms) at places all over the range,
        many of them at its ends."""
        d = len(self.basis.half)
        places = np.random.default_rng(3).uniform(-1.3, 1.3, (CHECKED, d))
        return np.concatenate(second_derivatives(self.basis, np.clip(places, -1, 1)))

    def fit(self, line: int) -> tuple[Array, dict[str, float]]:
        """Coefficients and errors of a line."""
        kept, rest = self.kept, ~self.kept
        length, arms = self.samples.lengths[:, line], self.samples.arms[:, line]
        asked = np.concatenate([length[kept] / LENGTH_SCALE, *arms[kept].T])
        right = self.equations.T @ (self.near * asked)
        found, weights = _solved(_ridged(self.normal, len(asked)), right), self.near
        if np.abs(asked - self.equations @ found).max() > OUTLIER:
            arm = np.arange(len(asked)) >= kept.sum()
            found, weights = robust(self.equations, asked, self.near * ~(arm & _steps(asked)))
        found = self._calmed(found, asked, weights)
        length_error = self.values[rest] @ found - length[rest]
        arm_error = np.stack([-s[rest] @ found for s in self.slopes], axis=1) - arms[rest]
        return found, _errors(length_error, arm_error, self.weight[rest])

    def _calmed(self, found: Array, asked: Array, weights: Array) -> Array:
        """Coefficients with which no arm changes faster than LIMIT, by a growing penalty."""
        bend = np.abs(self.bends @ found)
        if bend.max() <= LIMIT:
            return found
        weighted = self.equations * weights[:, None]
        normal = _ridged(weighted.T @ self.equations, len(asked))
        right = weighted.T @ asked
        steep = np.zeros(len(bend), bool)
        weight = CALM_WEIGHT
        for _ in range(CALMINGS):
            steep = (bend > STEEPEST) | (steep & (bend > 0.95 * STEEPEST))
            rows = self.bends[steep]
            aim = STEEPEST * np.sign(rows @ found)
            found = _solved(normal + weight * rows.T @ rows, right + weight * rows.T @ aim)
            bend = np.abs(self.bends @ found)
            if bend.max() <= LIMIT:
                break
            weight *= 1.5
        return found


def second_derivatives(basis: Basis, places: Array) -> list[Array]:
    """Second derivatives of the products (places, terms) by every pair of coordinates (1/rad2)."""
    most = int(basis.orders.max())
    series = np.eye(most + 1)
    by_order = [
        [chebyshev.chebval(x, chebyshev.chebder(series, order)).T for order in range(3)]
        for x in places.T
    ]
    found = []
    for one in range(len(basis.half)):
        for other in range(one, len(basis.half)):
            factor = np.ones((len(places), len(basis.orders)))
            for j, orders in enumerate(basis.orders.T):
                factor *= by_order[j][(j == one) + (j == other)][:, orders]
            found.append(factor / (basis.half[one] * basis.half[other]))
    return found


def robust(equations: Array, asked: Array, prior: Array) -> tuple[Array, Array]:
    """Coefficients by least squares, reweighted so that jumps do not count, and the weights.

    `prior`: weights to begin with, and to multiply.
    """
    weights, found = prior, np.zeros(equations.shape[1])
    for _ in range(ROUNDS):
        weighted = equations * weights[:, None]
        found = _solved(_ridged(weighted.T @ equations, len(asked)), weighted.T @ asked)
        residual = asked - equations @ found
        weights = prior / (1 + (residual / OUTLIER) ** 2)
    return found, weights


def _steps(arms: Array) -> NDArray[np.bool_]:
    """Which arms are so long that they must be the slope of a jump."""
    return np.abs(arms) > LARGEST_ARM


def _solved(normal: Array, right: Array) -> Array:
    return np.asarray(np.linalg.solve(normal, right), dtype=np.float64)


def _ridged(normal: Array, count: int) -> Array:
    return normal + RIDGE * count * np.eye(len(normal))


def _errors(length: Array, arms: Array, weight: Array) -> dict[str, float]:
    """Errors over the samples held out, in cm, weighted as in the fit.

    `jumps` is the weight of samples so far off that the line must have flipped there; they are not
    in the other figures.
    """
    worst = np.abs(arms).max(axis=1)
    near = worst < FLIP
    share = weight[near] / weight[near].sum()
    return {
        "length_rms_cm": 100 * float(np.sqrt(share @ length[near] ** 2)),
        "arm_rms_cm": 100 * float(np.sqrt(share @ np.mean(arms[near] ** 2, axis=1))),
        "arm_p90_cm": 100 * float(np.quantile(worst[near], 0.9)),
        "jumps": float(1 - weight[near].sum() / weight.sum()),
    }
