"""Fits smooth paths to the mended myo-sim: `python -m ilium.biomechanics.path_fitting`.

Rewrites `data/paths.npz`, which `ilium.biomechanics.paths` reads, and `data/path_fit.csv`, the
report. Each line's length is a polynomial of the coordinates that it crosses (Chebyshev products
up to a total degree), fitted to lengths and moment arms together:

    min_c  sum_s w_s (L(q_s) - phi(q_s) c)^2 / h^2  +  sum_sj w_sj (r_j(q_s) + d_j phi(q_s) c)^2

Moment arms are r_j = -dL/dq_j. Where a surface lets a line flip from one side to the other, length
and arms jump, by up to 4 cm within a degree; Cauchy weights w = 1 / (1 + (residual / c)^2) from
round to round leave such samples out of account. Last, where an arm of the leg would still change
faster than `LIMIT`, its slope there is asked to be less. (Short oblique lines of the trunk have
arms of 10 cm that do change as fast, without flips.) Needs myo-sim, MuJoCo and SciPy.
"""

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from ilium.biomechanics.muscles import muscle_data
from ilium.biomechanics.path_models import PathModel, leg_model, trunk_model
from ilium.biomechanics.path_polynomials import Fitting, Samples
from ilium.biomechanics.paths import Basis, total_degree
from ilium.biomechanics.straight_paths import StraightLines

Array = NDArray[np.float64]
Lines = NDArray[np.intp]

DATA = Path(__file__).parent / "data"

LEG_RANGES = ((-30, 125), (-55, 35), (-45, 45), (0, 140), (-50, 35), (-20, 20), (-30, 60))
HIP = (0, 1, 2)
"""Columns of the hip."""

LUMBAR_RANGES = ((-60, 30), (-30, 30), (-30, 30))
"""Degrees, in the order of the coordinates: what exercises ask for, and a little more."""

DEGREES: dict[int, tuple[tuple[int, ...], ...]] = {
    1: ((8,), (10,)),
    2: ((4,), (6,)),
    3: ((4,), (6,), (8,)),
    4: ((4,), (6, 10, 4), (6, 10, 6), (8, 10, 4)),
}
"""Total degrees tried, by the number of coordinates crossed; a line gets the first that is good
enough, or the best. Three degrees: of the products of the first three coordinates (the hip), of the
fourth alone (the knee, about which rectus femoris bends sharply), and of the products of both."""

GOOD_ENOUGH = 0.03
"""Centimetres: root mean square error of the moment arms."""

SAMPLES = {1: 256, 2: 1024, 3: 4096, 4: 2048}
FEWEST = 1e-6  # metres of arm below which a line does not cross a coordinate


@dataclass(frozen=True)
class Fit:
    """Polynomials of lines that cross the same coordinates, and how well they fit."""

    lines: Lines
    columns: tuple[int, ...]
    basis: Basis
    coefficients: Array  # (terms, lines)
    errors: list[dict[str, float]]


def crossed(model: PathModel, ranges: Sequence[tuple[int, int]]) -> dict[tuple[int, ...], Lines]:
    """Which lines cross which coordinates: the columns, and the lines that cross just these."""
    low, high = np.radians(ranges).T
    places = np.random.default_rng(1).random((32, len(ranges)))
    columns = range(len(ranges))
    arms = np.stack([model.arms(low + place * (high - low), columns) for place in places])
    pattern = np.abs(arms).max(axis=0) > FEWEST
    found: dict[tuple[int, ...], list[int]] = {}
    for line, row in enumerate(pattern):
        found.setdefault(tuple(np.flatnonzero(row).tolist()), []).append(line)
    return {key: np.array(found[key]) for key in sorted(found)}


def sampled(
    model: PathModel, ranges: Sequence[tuple[int, int]], columns: Sequence[int], lines: Lines
) -> Samples:
    """Samples over the ranges, closer together towards the ends, where polynomials go astray."""
    count = SAMPLES[len(columns)]
    places = 2 * qmc.Sobol(len(columns), scramble=False).random(count) - 1
    # A Sobol sequence is ordered: every second point is in the same half.
    np.random.default_rng(2).shuffle(places)
    places[::2] = np.sin(np.pi / 2 * places[::2])
    centre, half = centre_and_half(ranges, columns)
    lengths = np.empty((len(places), len(lines)))
    arms = np.empty((len(places), len(lines), len(columns)))
    angles = np.zeros(len(ranges))
    for index, place in enumerate(places):
        angles[list(columns)] = centre + place * half
        lengths[index] = model.lengths(angles)[lines]
        arms[index] = model.arms(angles, columns)[lines]
    return Samples(places, lengths, arms)


def centre_and_half(
    ranges: Sequence[tuple[int, int]], columns: Sequence[int]
) -> tuple[Array, Array]:
    """Middle and half width of the ranges of some coordinates, radians."""
    low, high = np.radians(np.array(ranges)[list(columns)]).T
    return (low + high) / 2, (high - low) / 2


def fit_group(
    model: PathModel,
    ranges: Sequence[tuple[int, int]],
    columns: tuple[int, ...],
    lines: Lines,
    *,
    calm: bool,
) -> list[Fit]:
    """Fit lines that cross the same coordinates, each with the least degree that is good enough.

    `calm`: let no arm change faster than LIMIT.
    """
    samples = sampled(model, ranges, columns, lines)
    centre, half = centre_and_half(ranges, columns)
    bases = [Basis(_orders(len(columns), d), centre, half) for d in DEGREES[len(columns)]]
    best: list[tuple[int, Array, dict[str, float]] | None] = [None] * len(lines)
    for index, basis in enumerate(bases):
        fitting = Fitting(samples, basis, calm=calm)
        for line, had in enumerate(best):
            if had is not None and had[2]["arm_rms_cm"] < GOOD_ENOUGH:
                continue
            coefficients, errors = fitting.fit(line)
            if had is None or errors["arm_rms_cm"] < had[2]["arm_rms_cm"]:
                best[line] = (index, coefficients, errors)
    found = []
    for index, basis in enumerate(bases):
        here = [(n, one) for n, one in enumerate(best) if one is not None and one[0] == index]
        if here:
            coefficients = np.stack([one[1] for _, one in here], axis=1)
            which = lines[[n for n, _ in here]]
            found.append(Fit(which, columns, basis, coefficients, [one[2] for _, one in here]))
    return found


def _orders(coordinates: int, degrees: tuple[int, ...]) -> NDArray[np.intp]:
    """Orders of a basis: up to one total degree, or of the first coordinates, the last, both."""
    if len(degrees) == 1:
        return total_degree(coordinates, degrees[0])
    first, last, both = degrees
    orders = total_degree(coordinates, max(degrees))
    total, alone = orders.sum(axis=1), orders[:, -1]
    kept = np.where(
        alone == 0, total <= first, np.where(alone == total, total <= last, total <= both)
    )
    return orders[kept]


def fitted() -> list[tuple[str, Fit]]:
    """Every group of lines, "leg" or "trunk" first."""
    found = []
    for part, model, ranges in (
        ("leg", leg_model(), LEG_RANGES),
        ("trunk", trunk_model(), LUMBAR_RANGES),
    ):
        for columns, lines in crossed(model, ranges).items():
            fits = fit_group(model, ranges, columns, lines, calm=part == "leg")
            found += [(part, fit) for fit in fits]
    return [*found, *(("leg", fit) for fit in straight())]


def straight() -> list[Fit]:
    """The lines that myo-sim lacks."""
    legs = muscle_data().legs
    lines = np.array([index for index, one in enumerate(legs) if one.straight])
    model = StraightLines([legs[index].line for index in lines])
    fits = fit_group(model, LEG_RANGES, HIP, np.arange(len(lines)), calm=True)
    return [replace(fit, lines=lines[fit.lines]) for fit in fits]


def write(fits: Iterable[tuple[str, Fit]], folder: Path = DATA) -> None:
    """Write the coefficients and the report."""
    arrays: dict[str, NDArray[np.generic]] = {}
    rows = []
    names = {
        "leg": [one.id for one in muscle_data().legs],
        "trunk": [one.id for one in muscle_data().trunk],
    }
    for index, (part, fit) in enumerate(fits):
        arrays |= {
            f"{part}{index}_lines": fit.lines.astype(np.int16),
            f"{part}{index}_columns": np.array(fit.columns, np.int8),
            f"{part}{index}_orders": fit.basis.orders.astype(np.int8),
            f"{part}{index}_centre": fit.basis.centre,
            f"{part}{index}_half": fit.basis.half,
            f"{part}{index}_coefficients": fit.coefficients,
        }
        rows += [
            {
                "line": names[part][line],
                "coordinates": len(fit.columns),
                "degree": int(fit.basis.orders.sum(axis=1).max()),
                **{key: f"{value:.4f}" for key, value in errors.items()},
            }
            for line, errors in zip(fit.lines, fit.errors, strict=True)
        ]
    np.savez_compressed(folder / "paths.npz", allow_pickle=False, **arrays)
    with (folder / "path_fit.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    write(fitted())
    sys.stdout.write((DATA / "path_fit.csv").read_text("utf-8"))
