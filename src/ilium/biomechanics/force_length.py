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

TENDON = (0.2, 35.0, 0.995, 0.25)
"""Height, stiffness, shift and offset of the tendon's curve (De Groote 2016, supplement)."""

STEPS, EXACT = 20, 1e-12
"""Most steps of Newton's method to the fibre's passive length, and how exact it is, metres."""


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
    return np.expm1(STIFFNESS * stretch / (full - begins)) / np.expm1(STIFFNESS)


def muscle_state(lengths: Array, person: Person | None = None) -> tuple[Array, Array, Array]:
    """Fibre length (F, n) in optimal lengths, active capacity and passive force (F, n) in N.

    Both forces are along the tendon. `lengths`: path lengths (F, n) as `Paths.evaluate` gives
    them, those of the model's own body: a person's fibres and tendons grow with the paths, so
    fibres are as stretched. Force grows with the person's strength.
    """
    all_of = strengths()
    along = np.maximum(lengths - all_of.tendon_slack_length, 0.0)
    fibre = np.sqrt(along**2 + all_of.thickness**2)
    normalised = fibre / all_of.optimal_fibre_length
    cosine = np.divide(along, fibre, out=np.zeros_like(along), where=fibre > 0)
    force = all_of.max_force * (person.strength_scale if person else 1.0)
    stretched = _stretched(lengths, along, all_of)
    return normalised, force * cosine * active(normalised), force * stretched


def _stretched(lengths: Array, along: Array, all_of: Strengths) -> Array:
    """Passive force along the tendon (F, n), as a share of the maximum, where fibres and tendon
    pull alike; `along`: what the fibres would take of the length if the tendon were rigid."""
    begins = all_of.optimal_fibre_length * (1.0 + all_of.passive_from)
    slack = np.sqrt(np.maximum(begins**2 - all_of.thickness**2, 0.0))
    frame, muscle = np.nonzero(along > slack)
    found = np.zeros_like(lengths)
    path, fibre = lengths[frame, muscle], along[frame, muscle]
    found[frame, muscle] = _pull(path, fibre, slack[muscle], muscle, all_of)
    return found


def _pull(path: Array, fibre: Array, slack: Array, muscle: Index, all_of: Strengths) -> Array:
    """The pull that fibres and tendon of stretched muscles have in common, all (k,).

    Newton's method on the logarithm of each one's pull plus the tendon's offset: the tendon's is a
    straight line then, and the fibres' hardly bends.
    """
    thickness, optimal = all_of.thickness[muscle], all_of.optimal_fibre_length[muscle]
    begins, full = all_of.passive_from[muscle], all_of.passive_to[muscle]
    tendon_slack = all_of.tendon_slack_length[muscle]
    rate = STIFFNESS / (full - begins) / optimal
    height, stiffness, shift, offset = TENDON
    for _ in range(STEPS):
        length = np.sqrt(fibre**2 + thickness**2)
        cosine = fibre / length
        pulls = passive(length / optimal, begins, full)
        slope = rate * (pulls + 1 / np.expm1(STIFFNESS)) * cosine**2
        slope += pulls * (1 - cosine**2) / length
        of_fibres = pulls * cosine + offset
        of_tendon = np.log(height) + stiffness * ((path - fibre) / tendon_slack - shift)
        error = np.log(of_fibres) - of_tendon
        before = fibre
        fibre = np.maximum(fibre - error / (slope / of_fibres + stiffness / tendon_slack), slack)
        if np.abs(fibre - before).max(initial=0.0) < EXACT:
            break
    return np.maximum(tendon((path - fibre) / tendon_slack), 0.0)


def tendon(length: Array) -> Array:
    """Force of a tendon as a share of the muscle's maximum, at lengths in slack lengths.

    >>> [round(float(f), 2) for f in tendon(np.array([1.0, 1.049]))]
    [-0.01, 1.07]
    """
    height, stiffness, shift, offset = TENDON
    return height * np.exp(stiffness * (length - shift)) - offset
