"""Paths of the deep external rotators of the hip, which myo-sim's legs do not have.

Obturator internus with the gemelli, which share its tendon, and quadratus femoris: lengths and
moment arms that OpenSim computes for `gem` and `quad_fem` of its model gait2392 (Delp 1990,
doi:10.1109/10.102791) in 47 postures of the hip, `data/deep_rotators.csv`. Without them nothing
but piriformis turns a bent hip out, and gluteus medius turns it in: no model leg could then stand
alone with a bent hip. Obturator externus is left out, as there is no path to take it from.
"""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ilium.biomechanics.paths import Basis, basis_values, total_degree

Array = NDArray[np.float64]

TABLE = Path(__file__).parent / "data" / "deep_rotators.csv"

DEGREE = 4
"""Total degree of the polynomials: 35 terms for 47 lengths and 141 moment arms a muscle."""

SMOOTHING = 1e-8
"""Square metres, weight of the coefficients' own size: combinations that the table lacks stay
small."""

PELVIC_PART = {"gem": 0.08}
"""Metres of obturator internus inside the pelvis, which the hip does not move: its fibres and
tendon are that much longer than the gemelli, whose path it shares."""

ANGLES = ("hip_flexion_deg", "hip_adduction_deg", "hip_rotation_deg")
ARMS = ("ma_hip_flexion_cm", "ma_hip_adduction_cm", "ma_hip_rotation_cm")


def table(line: str) -> tuple[Array, Array, Array]:
    """Angles (P, 3) in radians, lengths (P,) and moment arms (P, 3) in metres, of a line.

    Arms of the table turn the coordinate in its positive direction, as all arms here do.
    """
    with TABLE.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["muscle"] == line]
    angles = np.radians([[float(row[name]) for name in ANGLES] for row in rows])
    lengths = np.array([float(row["muscle_tendon_length_m"]) for row in rows])
    lengths += PELVIC_PART.get(line, 0.0)
    arms = np.array([[float(row[name]) for name in ARMS] for row in rows]) / 100
    return angles, lengths, arms


def fitted_table(line: str) -> tuple[Basis, Array, dict[str, float]]:
    """Basis and coefficients (terms,) of a line, and the errors that the report lists."""
    angles, lengths, arms = table(line)
    low, high = angles.min(axis=0), angles.max(axis=0)
    basis = Basis(total_degree(3, DEGREE), (low + high) / 2, (high - low) / 2)
    values, slopes = basis_values(basis, angles)
    system = np.vstack([values, *(-slope for slope in slopes)])
    asked = np.concatenate([lengths, *arms.T])
    normal = system.T @ system + SMOOTHING * np.diag(basis.orders.sum(axis=1) > 1)
    coefficients: Array = np.linalg.solve(normal, system.T @ asked).astype(np.float64)
    rest = asked - system @ coefficients
    left = np.abs(rest[len(lengths) :]).reshape(3, -1)
    errors = {
        "length_rms_cm": 100 * float(np.sqrt(np.mean(rest[: len(lengths)] ** 2))),
        "arm_rms_cm": 100 * float(np.sqrt(np.mean(left**2))),
        "arm_p90_cm": 100 * float(np.quantile(left.max(axis=0), 0.9)),
        "jumps": 0.0,
    }
    return basis, coefficients, errors
