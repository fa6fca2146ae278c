"""From a few postures to a smooth repetition in time."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from ilium.biomechanics.options import FRAMES

Array = NDArray[np.float64]

SHORTEST = 2.0
"""Seconds in which a posture that is held is gone into and left: the tempo has a 0 there."""

MAXIMUM_VELOCITY = (0.32 + 0.25) / 2
"""Metres a second at which the most that can be lifted once goes up on average: 0.32 in the squat
(Sánchez-Medina 2017, doi:10.1055/s-0043-102933), 0.25 in the hip thrust (de Hoyo 2021,
doi:10.1519/JSC.0000000000003159). The last repetition of a set to the limit is as slow (Lake 2017,
doi:10.3390/sports5030070)."""


@dataclass(frozen=True)
class Motion:
    """A repetition: out from the first posture to the last one, a hold, and back.

    `shares` (K,) are the places of the postures on the way, 0 to 1, and `postures` (K, angles) in
    radians. The way is a cubic spline through them, and it is run with least jerk, so that it
    begins and ends at rest without a jump in acceleration (Flash and Hogan 1985,
    doi:10.1523/JNEUROSCI.05-07-01688.1985).
    """

    shares: Array
    postures: Array
    out: float  # seconds from the first posture to the last
    hold: float
    back: float

    @property
    def duration(self) -> float:
        """Seconds of the whole repetition; 0 of a posture that is held."""
        return self.out + self.hold + self.back if len(self.shares) > 1 else 0.0

    @cached_property
    def _spline(self) -> CubicSpline:
        return CubicSpline(self.shares, self.postures, axis=0, bc_type="natural")

    def slowed(self, by: float) -> "Motion":
        """The same way, so many times slower; the hold stays."""
        return replace(self, out=self.out * by, back=self.back * by)

    def times(self, frames: int = FRAMES) -> Array:
        """Evenly spaced times of a repetition; a posture that is held needs but one."""
        return np.linspace(0, self.duration, frames) if self.duration else np.zeros(1)

    def share(self, times: Array) -> Array:
        """How far on the way the body is at those times, 0 to 1."""
        if not self.duration:
            return np.full(len(times), self.shares[0])
        out = _least_jerk(times / self.out)
        back = _least_jerk((times - self.out - self.hold) / self.back)
        return out - back

    def posture(self, times: Array) -> Array:
        """Postures (F, angles) at those times, radians."""
        if not self.duration:
            return np.repeat(self.postures[:1], len(times), axis=0)
        return self._spline(self.share(times))


def _least_jerk(x: Array) -> Array:
    x = np.clip(x, 0.0, 1.0)
    return x**3 * (10 - 15 * x + 6 * x**2)


def seconds(tempo: str, lowers_first: bool, least_lift: float = 0.0) -> tuple[float, float, float]:
    """Seconds out, held and back from a tempo of lift-hold-lower.

    A squat goes down first, so its way out is the lowering. `least_lift`: seconds that lifting
    takes at least.

    >>> seconds("1-0-3", lowers_first=True)
    (3.0, 0.0, 1.0)
    >>> seconds("1-0-3", lowers_first=True, least_lift=1.5)
    (3.0, 0.0, 1.5)
    """
    lift, hold, lower = (float(part) for part in tempo.split("-"))
    lift, lower = max(lift or SHORTEST, least_lift), lower or SHORTEST
    out, back = (lower, lift) if lowers_first else (lift, lower)
    return out, hold, back


def held(posture: Array, share: float) -> Motion:
    """A posture that does not move."""
    return Motion(np.array([share]), posture[None], 0.0, 0.0, 0.0)
