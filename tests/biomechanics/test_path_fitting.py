"""Fitting paths: what of myo-sim is mended, and how polynomials are found."""

import csv

import numpy as np
import pytest
from path_postures import Published

from ilium.biomechanics.coordinates import LEG_COORDINATES
from ilium.biomechanics.knee import patella_followers
from ilium.biomechanics.muscles import muscle_data, muscle_index
from ilium.biomechanics.path_fitting import (
    DATA,
    LEG_RANGES,
    LUMBAR_RANGES,
    fit_group,
)
from ilium.biomechanics.path_models import PathModel, leg_model, trunk_model
from ilium.biomechanics.path_polynomials import LIMIT, robust, second_derivatives
from ilium.biomechanics.paths import ANGLES, Basis, Paths, basis_values, total_degree

FROM_MYO_SIM = [one for one in muscle_data().legs if not one.straight]
LEG = [one.id for one in FROM_MYO_SIM]
KNEE = LEG_COORDINATES.index("knee_angle")


@pytest.fixture(scope="module")
def leg() -> PathModel:
    return leg_model()


@pytest.fixture(scope="module")
def stock() -> PathModel:
    return leg_model(mended=False)


@pytest.fixture(scope="module")
def trunk() -> PathModel:
    return trunk_model()


def leg_angles(**degrees: float) -> np.ndarray:
    return np.radians([degrees.get(name, 0.0) for name in LEG_COORDINATES])


def hip_flexion_arm(model: PathModel, part: str, flexion: float) -> float:
    return 100 * float(model.arms(leg_angles(hip_flexion=flexion), [0])[LEG.index(part), 0])


def test_superior_maximus_of_myo_sim_turns_into_a_hip_flexor_and_is_mended(
    leg: PathModel, stock: PathModel
) -> None:
    part = "gluteus_maximus_superior"
    assert hip_flexion_arm(stock, part, 60) < 0 < hip_flexion_arm(stock, part, 115)
    assert hip_flexion_arm(leg, part, 115) < -2


def test_the_knee_of_myo_sim_turns_about_the_wrong_place_and_is_replaced(
    leg: PathModel, stock: PathModel
) -> None:
    """By that of 2023, with which our fibre and tendon lengths were found."""
    published = Published("rajagopal_lai_uhlrich_2023", "semiten")
    degrees = np.degrees(published.angles).round()
    hip, knee = (ANGLES.index(name) for name in ("hip_flexion_r", "knee_angle_r"))
    bent = int(np.flatnonzero((degrees[:, hip] == 90) & (degrees[:, knee] == 90))[0])
    angles, line = leg_angles(hip_flexion=90, knee_angle=90), LEG.index("semitendinosus")
    expected = published.lengths[bent]
    assert leg.lengths(angles)[line] == pytest.approx(expected, abs=2e-4)
    assert abs(stock.lengths(angles)[line] - expected) > 0.01


@pytest.mark.parametrize("angle", [5.0, 40.0, 85.0, 118.0, 135.0])
def test_knee_arms_are_slopes_along_everything_that_the_knee_moves(
    leg: PathModel, angle: float
) -> None:
    """The fitted arm of a vastus against the path's own difference with the patella moving."""
    step = np.radians(0.5)
    lengths = [
        leg.lengths(np.array([0, 0, 0, np.radians(angle) + side * step, 0, 0, 0]))
        for side in (-1, 1)
    ]
    slope = (lengths[0] - lengths[1]) / (2 * step)
    posture = np.zeros((1, len(ANGLES)))
    posture[0, ANGLES.index("knee_angle_r")] = np.radians(angle)
    _, arms = Paths.load().evaluate_dense(posture)
    for part in ("vastus_lateralis", "vastus_medialis", "vastus_intermedius", "semitendinosus"):
        found = arms[0, muscle_index()[f"{part}_r"], ANGLES.index("knee_angle_r")]
        assert found == pytest.approx(slope[LEG.index(part)], abs=0.002)


def test_the_patella_goes_straight_past_the_last_knot() -> None:
    follow = patella_followers()["knee_angle_beta_rotation1_r"]
    at = [follow(np.radians(degrees)) for degrees in (120, 130, 140)]
    assert at[0] == pytest.approx(-1.78634)
    assert at[2] - at[1] == pytest.approx(at[1] - at[0])


def test_lumbar_angles_turn_the_chest_by_as_much(trunk: PathModel) -> None:
    """In myo-sim as it comes it turns by 1.875 times as much."""
    for index, axis in enumerate((2, 0, 1)):
        angles = np.zeros(3)
        angles[index] = 0.3
        trunk.lengths(angles)
        pelvis, chest = (trunk.data.body(name).xmat.reshape(3, 3) for name in ("sacrum", "torso"))
        turn = pelvis.T @ chest
        assert np.arccos((np.trace(turn) - 1) / 2) == pytest.approx(0.3, abs=1e-3)
        assert abs(turn[axis, axis]) == pytest.approx(1, abs=1e-9)


def test_lengths_upright_are_those_in_the_muscle_data(trunk: PathModel) -> None:
    upright = [one.upright_length for one in muscle_data().trunk]
    assert trunk.lengths(np.zeros(3)) == pytest.approx(upright, abs=1e-4)


def test_shipped_paths_are_those_of_the_mended_models(leg: PathModel, trunk: PathModel) -> None:
    """In postures of exercise, away from the ends of the ranges, where lines may flip."""
    rng = np.random.default_rng(5)
    paths = Paths.load()
    for model, ranges, first in ((trunk, LUMBAR_RANGES, 0), (leg, LEG_RANGES, 3)):
        low, high = np.radians(ranges).T
        lines = muscle_data().trunk if first == 0 else FROM_MYO_SIM
        places = [muscle_index()[f"{one.id}_r"] for one in lines]
        errors = []
        for share in rng.uniform(0.25, 0.75, (40, len(ranges))):
            angles = low + share * (high - low)
            posture = np.zeros((1, len(ANGLES)))
            posture[0, first : first + len(angles)] = angles
            lengths, _ = paths.evaluate(posture)
            errors.append(np.abs(lengths[0, places] - model.lengths(angles)))
        found = np.array(errors)
        restless = np.array([one.id == "tensor_fasciae_latae" for one in lines])
        assert np.quantile(found[:, ~restless], 0.99) < 0.0004
        assert found[:, restless].max(initial=0) < 0.001  # it flips near most postures
        assert np.mean(found > 0.002) < 0.005  # flips


def test_report_covers_every_line_and_finds_the_fits_good() -> None:
    with (DATA / "path_fit.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["line"] for row in rows) == sorted(
        one.id for one in (*muscle_data().legs, *muscle_data().trunk)
    )
    assert max(float(row["arm_rms_cm"]) for row in rows) < 0.35
    gluteal = [row for row in rows if row["line"].startswith("gluteus_medius")]
    assert max(float(row["arm_rms_cm"]) for row in gluteal) < 0.05


# --- least squares ---


def test_jumps_do_not_count() -> None:
    x = np.linspace(-1, 1, 200)
    equations = np.stack([np.ones_like(x), x], axis=1)
    asked = 0.1 + 0.02 * x
    jumped = asked + np.where(x > 0.7, 0.04, 0.0)
    found, _ = robust(equations, jumped, np.ones_like(x))
    assert found == pytest.approx([0.1, 0.02], abs=2e-4)
    plain = np.linalg.lstsq(equations, jumped, rcond=None)[0]
    assert abs(plain[1] - 0.02) > 0.01


def test_second_derivatives_are_differences_of_first() -> None:
    basis = Basis(total_degree(2, 5), np.array([0.3, -0.2]), np.array([1.2, 0.7]))
    places = np.array([[0.4, -0.6], [-0.9, 0.1]])
    angles = basis.centre + places * basis.half
    pairs = second_derivatives(basis, places)
    step = 1e-5
    for pair, (one, other) in zip(pairs, [(0, 0), (0, 1), (1, 1)], strict=True):
        away = step * np.eye(2)[other]
        ahead, behind = (basis_values(basis, angles + s * away)[1][one] for s in (1, -1))
        assert pair == pytest.approx((ahead - behind) / (2 * step), rel=1e-5, abs=1e-6)


class Bent(PathModel):
    """A line whose arm falls off a cliff: it flips at 0.2 rad."""

    def __init__(self) -> None:  # no MuJoCo model behind it
        self.coordinates = ("angle",)

    def lengths(self, angles: np.ndarray) -> np.ndarray:
        angle = float(angles[0])
        return np.array([0.3 - 0.04 * angle if angle < 0.2 else 0.26 + 0.01 * angle])


def test_a_line_that_flips_is_fitted_smoothly() -> None:
    (fit,) = fit_group(Bent(), ((-60, 60),), (0,), np.array([0]), calm=True)
    bend = second_derivatives(fit.basis, np.linspace(-1, 1, 500)[:, None])[0] @ fit.coefficients
    assert np.abs(bend).max() < 1.1 * LIMIT
    at = fit.basis.centre + np.array([[-0.7]]) * fit.basis.half
    assert basis_values(fit.basis, at)[0] @ fit.coefficients == pytest.approx(
        0.3 - 0.04 * at, abs=0.005
    )
