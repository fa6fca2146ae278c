"""How much force a muscle can give at its length: rigid tendon, active and passive fibres.

Along the tendon, of a muscle of maximum force F, at normalised fibre length l:

    active   F f(l) cos(pennation),   f: a tabulated curve (Millard 2013)
    passive  F g(l) cos(pennation),   g(l) = (exp(k (l - 1 - z) / (e - z)) - 1) / (exp(k) - 1),
                                      l > 1 + z

The passive curve is that of De Groote 2016 (doi:10.1007/s10439-016-1591-9); z and e, the strains
at which passive force begins and is F, are each muscle's own (`data/muscles.toml`).

To active force the tendon counts as rigid, so fibre length follows from path length. Passive
force is small where it matters, and a long tendon takes up much of the stretch before the fibres
do: it is what fibres and tendon have in common,

    g(l) cos(pennation) = 0.2 exp(35 (t - 0.995)) - 0.25,     t: tendon length in slack lengths

Pennation changes so that the muscle stays as thick as it is at optimal length. Where the tendon
alone is longer than the path (tensor fasciae latae in a deep squat) the line is slack, and its
fibres count as standing across it: no force.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from ilium.biomechanics.muscles import muscles
from ilium.biomechanics.person import Person

Array = NDArray[np.float64]
Index = NDArray[np.intp]

ACTIVE_FROM, ACTIVE_STEP = 0.25, 0.05
ACTIVE = (
    *(0.0, 0.014, 0.102, 0.204, 0.308, 0.412, 0.516, 0.619, 0.719, 0.801, 0.848, 0.887),
    *(0.925, 0.962, 0.996, 1.0, 0.997, 0.961, 0.904, 0.843, 0.781, 0.719, 0.656, 0.594),
    *(0.531, 0.469, 0.406, 0.344, 0.281, 0.219, 0.157, 0.095, 0.034, 0.0),
)
"""The active curve of every muscle of RajagopalLaiUhlrich2023.osim, at these lengths and each step
on: Millard 2013 (doi:10.1115/1.4023390) with force from 0.25 to 1.9 optimal lengths, the steep
ascent ending at 0.77 and the shallow one rising by 0.75. (With Millard's own 0.4441 to 1.8123, a
muscle of that model that has shortened has hardly any force.) Between them a monotone cubic, within
0.005; nothing outside."""

STIFFNESS = 4.0
"""k of the passive curve (De Groote 2016)."""

FULL = float(np.expm1(STIFFNESS))

TENDON = (0.2, 35.0, 0.995, 0.25)
"""Height, stiffness, shift and offset of the tendon's curve (De Groote 2016, supplement)."""

STEPS, NEAR = 20, 1e-7
"""Most steps of Newton's method to the fibre's passive length, and the step (m) that is the last:
what then lacks is some thirty times its square."""

HALVINGS = 60
"""Of the range in which the reference looks for it."""


@dataclass(frozen=True)
class Strengths:
    """What `muscles()` says, as arrays (n,)."""

    max_force: Array
    optimal_fibre_length: Array
    tendon_slack_length: Array
    thickness: Array  # optimal fibre length times the sine of pennation
    passive_from: Array  # strain at which passive force begins
    passive_to: Array  # strain at which it is the maximum force


@cache
def strengths() -> Strengths:
    """The muscles of the body, in their order."""
    every = muscles()
    optimal = np.array([one.optimal_fibre_length for one in every])
    return Strengths(
        max_force=np.array([one.max_force for one in every]),
        optimal_fibre_length=optimal,
        tendon_slack_length=np.array([one.tendon_slack_length for one in every]),
        thickness=optimal * np.sin([one.pennation for one in every]),
        passive_from=np.array([one.passive_strain[0] for one in every]),
        passive_to=np.array([one.passive_strain[1] for one in every]),
    )


def active(fibre_length: Array) -> Array:
    """Active force as a share of the maximum, at lengths in optimal fibre lengths.

    >>> round(float(active(np.array(1.0))), 2)
    1.0
    """
    return np.maximum(_active_curve()(fibre_length), 0.0)


@cache
def _active_curve() -> PchipInterpolator:
    lengths = ACTIVE_FROM + ACTIVE_STEP * np.arange(len(ACTIVE))
    return PchipInterpolator([0.0, *lengths, 20.0], [0.0, *ACTIVE, 0.0])


def passive(fibre_length: Array, begins: Array | float = 0.0, full: Array | float = 0.7) -> Array:
    """Passive force as a share of the maximum, between the strains at which it begins and is full.

    >>> passive(np.array([0.8, 1.0, 1.7])).tolist()
    [0.0, 0.0, 1.0]
    """
    stretch = np.maximum(fibre_length - 1.0 - begins, 0.0)
    return np.expm1(STIFFNESS * stretch / (full - begins)) / FULL


def muscle_state(lengths: Array, person: Person | None = None) -> tuple[Array, Array, Array]:
    """Fibre length (F, n) in optimal lengths, active capacity and passive force (F, n) in N.

    Both forces are along the tendon. `lengths`: path lengths (F, n) as `Paths.evaluate` gives
    them, those of the model's own body: a person's fibres and tendons grow with the paths, so
    fibres are as stretched. Force grows with the person's strength.
    """
    lengths = np.ascontiguousarray(lengths, dtype=np.float64)
    normalised, capacity, stretched = (np.empty(lengths.shape) for _ in range(3))
    all_of = strengths()
    _state(
        lengths,
        all_of.max_force * (person.strength_scale if person else 1.0),
        all_of.optimal_fibre_length,
        all_of.tendon_slack_length,
        all_of.thickness,
        all_of.passive_from,
        all_of.passive_to,
        _active_curve().c,
        normalised,
        capacity,
        stretched,
    )
    return normalised, capacity, stretched


@njit(cache=True, error_model="numpy")
def _state(
    lengths: Array,
    max_force: Array,
    optimal: Array,
    slack: Array,
    thickness: Array,
    passive_from: Array,
    passive_to: Array,
    curve: Array,
    normalised: Array,
    capacity: Array,
    stretched: Array,
) -> None:
    """`reference`, compiled: each muscle by itself. The last three arguments are the answers."""
    begun = np.full(len(max_force), np.inf)  # fibres of the frame before: near those of this one
    begins = optimal * (1.0 + passive_from)
    loose = np.sqrt(np.maximum(begins**2 - thickness**2, 0.0))
    for frame in range(len(lengths)):
        for i in range(len(max_force)):
            path, thick = lengths[frame, i], thickness[i]
            along = max(path - slack[i], 0.0)
            fibre = np.sqrt(along**2 + thick**2)
            cosine = along / fibre if fibre > 0 else 0.0
            length = fibre / optimal[i]
            normalised[frame, i] = length
            capacity[frame, i] = max_force[i] * cosine * _active(length, curve)
            if along > loose[i]:
                rate = STIFFNESS / ((passive_to[i] - passive_from[i]) * optimal[i])
                fibre = min(max(begun[i], loose[i]), along)
                begun[i], pull = _pull(path, fibre, loose[i], thick, begins[i], rate, slack[i])
                stretched[frame, i] = max_force[i] * pull
            else:
                begun[i], stretched[frame, i] = along, 0.0


@njit(cache=True, error_model="numpy")
def _active(length: float, curve: Array) -> float:
    """`active`, from the coefficients of its cubics: none, one for each step, none."""
    step = int((length - ACTIVE_FROM) / ACTIVE_STEP)
    if length <= ACTIVE_FROM or step >= len(ACTIVE) - 1:
        return 0.0
    past = length - (ACTIVE_FROM + ACTIVE_STEP * step)
    found = curve[0, step + 1]
    for power in range(1, 4):
        found = found * past + curve[power, step + 1]
    return max(found, 0.0)


@njit(cache=True, error_model="numpy")
def _pull(
    path: float,
    fibre: float,
    loose: float,
    thick: float,
    begins: float,
    rate: float,
    tendon_slack: float,
) -> tuple[float, float]:
    """How long a stretched muscle's fibres are along the tendon, and the pull that they and the
    tendon have in common.

    Newton's method on the logarithm of each one's pull plus the tendon's offset: the tendon's is a
    straight line then, and the fibres' hardly bends. `fibre` is the length along the tendon to
    begin with; at `loose` the fibres, then `begins` long, begin to pull; all in metres. `rate`: how
    fast the logarithm of their pull grows, per metre.
    """
    height, stiffness, shift, offset = TENDON
    for _ in range(STEPS):
        length = np.sqrt(fibre**2 + thick**2)
        cosine = fibre / length
        pulls = np.expm1(rate * max(length - begins, 0.0)) / FULL
        slope = rate * (pulls + 1 / FULL) * cosine**2 + pulls * (1 - cosine**2) / length
        of_fibres = pulls * cosine + offset
        error = np.log(of_fibres / height) - stiffness * ((path - fibre) / tendon_slack - shift)
        before = fibre
        fibre = max(fibre - error / (slope / of_fibres + stiffness / tendon_slack), loose)
        if abs(fibre - before) < NEAR:
            break
    strain = (path - fibre) / tendon_slack
    return fibre, max(height * np.exp(stiffness * (strain - shift)) - offset, 0.0)


def reference(lengths: Array) -> tuple[Array, Array, Array]:
    """What `muscle_state` gives without a person, in plain NumPy."""
    all_of = strengths()
    along = np.maximum(lengths - all_of.tendon_slack_length, 0.0)
    fibre = np.sqrt(along**2 + all_of.thickness**2)
    normalised = fibre / all_of.optimal_fibre_length
    cosine = np.divide(along, fibre, out=np.zeros_like(along), where=fibre > 0)
    capacity = all_of.max_force * cosine * active(normalised)
    return normalised, capacity, all_of.max_force * _balance(lengths, along, all_of)


def _balance(lengths: Array, along: Array, all_of: Strengths) -> Array:
    """Passive force along the tendon (F, n), as a share of the maximum: where fibres and tendon
    pull alike, found by halving what the fibres take of the length.

    `along`: what they would take of it if the tendon were rigid, which is the most."""
    begins = all_of.optimal_fibre_length * (1.0 + all_of.passive_from)
    slack = np.sqrt(np.maximum(begins**2 - all_of.thickness**2, 0.0))
    stretched = along > slack
    low, high = np.minimum(slack, along), along
    for _ in range(HALVINGS):
        fibre = (low + high) / 2
        length = np.sqrt(fibre**2 + all_of.thickness**2)
        pulls = passive(
            length / all_of.optimal_fibre_length, all_of.passive_from, all_of.passive_to
        )
        pulls = pulls * np.divide(fibre, length, out=np.zeros_like(fibre), where=length > 0)
        longer = pulls < tendon((lengths - fibre) / all_of.tendon_slack_length)
        low, high = np.where(longer, fibre, low), np.where(longer, high, fibre)
    pull = tendon((lengths - low) / all_of.tendon_slack_length)
    return np.where(stretched, np.maximum(pull, 0.0), 0.0)


def tendon(length: Array) -> Array:
    """Force of a tendon as a share of the muscle's maximum, at lengths in slack lengths.

    >>> [round(float(f), 2) for f in tendon(np.array([1.0, 1.049]))]
    [-0.01, 1.07]
    """
    height, stiffness, shift, offset = TENDON
    return height * np.exp(stiffness * (length - shift)) - offset
