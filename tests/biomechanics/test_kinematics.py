"""Motion and the torques that it needs, against finite differences and the laws of mechanics."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilium.biomechanics.body import GRAVITY, Body, Spot
from ilium.biomechanics.contacts import point_spot
from ilium.biomechanics.coordinates import COORDINATES as ROWS
from ilium.biomechanics.coordinates import ROOT
from ilium.biomechanics.kinematics import STEP, Kinematics, Pose
from ilium.biomechanics.motion import Motion, seconds
from ilium.biomechanics.person import Person
from ilium.exercises.movement import COORDINATES, Point

BODY = Body(Person(height=1.70, mass=70))
PELVIS = Spot("pelvis", (0.0, 0.0, 0.0))
ORIGIN = np.zeros(3)
FOOT = point_spot(Point.FOOT_R)

postures = st.lists(st.floats(-0.8, 0.8), min_size=len(COORDINATES), max_size=len(COORDINATES)).map(
    np.array
)


def still(posture: np.ndarray) -> Kinematics:
    return Kinematics(
        BODY, lambda times: np.repeat(posture[None], len(times), 0), np.zeros(1), PELVIS, ORIGIN
    )


def moving(start: np.ndarray, end: np.ndarray) -> Kinematics:
    motion = Motion(np.array([0.0, 1.0]), np.stack([start, end]), 0.8, 0.2, 0.6)
    return Kinematics(BODY, motion.posture, motion.times(41), FOOT, ORIGIN)


@settings(max_examples=20, deadline=None)
@given(postures, st.sampled_from(Point))
def test_a_jacobian_is_the_slope_of_the_place(posture: np.ndarray, point: Point) -> None:
    spot, step = point_spot(point), 1e-5
    found = Pose(BODY, posture[None], PELVIS, ORIGIN).jacobian(spot)[0]
    for row, name in enumerate(ROWS[len(ROOT) :], len(ROOT)):
        nudged = np.repeat(posture[None], 2, 0)
        nudged[:, [a.value for a in COORDINATES].index(name)] += (-step, step)
        low, high = Pose(BODY, nudged, PELVIS, ORIGIN).place(spot)
        assert found[:, row] == pytest.approx((high - low) / (2 * step), abs=1e-8), name


@settings(max_examples=20, deadline=None)
@given(postures)
def test_at_rest_torques_are_the_slope_of_potential_energy(posture: np.ndarray) -> None:
    """Gravity's work: an independent way to the same torques, knee and spine projected."""
    found, step = still(posture).torque[0], 1e-5
    assert found[:6] == pytest.approx([0, BODY.mass * GRAVITY, 0, *found[3:6]], abs=1e-6)
    for row, name in enumerate(ROWS[len(ROOT) :], len(ROOT)):
        nudged = np.repeat(posture[None], 2, 0)
        nudged[:, [a.value for a in COORDINATES].index(name)] += (-step, step)
        low, high = Pose(BODY, nudged, PELVIS, ORIGIN).centre_of_mass[:, 1]
        slope = BODY.mass * GRAVITY * (high - low) / (2 * step)
        assert found[row] == pytest.approx(slope, abs=1e-5), name


@settings(max_examples=10, deadline=None)
@given(postures, postures)
def test_in_motion_forces_are_weight_and_momentum(start: np.ndarray, end: np.ndarray) -> None:
    found = moving(start, end)
    weight = np.array([0.0, BODY.mass * GRAVITY, 0.0])
    error = found.torque[:, :3] - (found.momentum_rate + weight)
    assert np.abs(error).max() < 1e-6 * BODY.mass * GRAVITY


def test_in_motion_power_is_the_rate_of_energy() -> None:
    """Torques times angular velocities feed kinetic and potential energy, and nothing else."""
    rng = np.random.default_rng(7)
    start, end = (0.3 * rng.standard_normal(len(COORDINATES)) for _ in range(2))
    # What the equations do not ask for stays still; the pelvis is held by the foot's contact.
    free = [i for i, a in enumerate(COORDINATES) if a.value in ROWS or i < 3]
    end = np.where(np.isin(np.arange(len(COORDINATES)), free), end, start)
    found = moving(start, end)
    velocity, _ = found._rates()
    energy = []
    for one in (found.before, found.after):
        height = one.centre_of_mass[:, 1]
        energy.append(BODY.mass * GRAVITY * height)
    potential = (energy[1] - energy[0]) / (2 * STEP)
    kinetic = kinetic_rate(found, velocity)
    rates = np.concatenate([velocity[:, :6], angle_rates(found)], axis=1)
    power = np.einsum("fi,fi->f", found.torque, rates)
    assert power == pytest.approx(kinetic + potential, rel=1e-3, abs=0.05)


def angle_rates(found: Kinematics) -> np.ndarray:
    columns = [[a.value for a in COORDINATES].index(name) for name in ROWS[len(ROOT) :]]
    return ((found.after.postures - found.before.postures) / (2 * STEP))[:, columns]


def kinetic_rate(found: Kinematics, velocity: np.ndarray) -> np.ndarray:
    """d/dt of v M v / 2, from the mass matrix of MuJoCo at neighbouring instants."""
    import mujoco

    def energy(joints: np.ndarray, speeds: np.ndarray) -> float:
        BODY.data.qpos[:] = joints
        mujoco.mj_fwdPosition(BODY.model, BODY.data)
        full = np.zeros((BODY.model.nv, BODY.model.nv))
        mujoco.mj_fullM(BODY.model, BODY.data, full)
        return float(speeds @ full @ speeds / 2)

    _, acceleration = found._rates()
    step, rates = 1e-4, []
    for joints, speed, change in zip(found.joints, velocity, acceleration, strict=True):
        ends = []
        for sign in (-1, 1):
            shifted = joints.copy()
            mujoco.mj_integratePos(BODY.model, shifted, speed, sign * step)
            ends.append(energy(shifted, speed + sign * step * change))
        rates.append((ends[1] - ends[0]) / (2 * step))
    return np.array(rates)


@settings(max_examples=10, deadline=None)
@given(postures)
def test_a_mirrored_posture_has_the_mirrored_torques(posture: np.ndarray) -> None:
    names = [a.value for a in COORDINATES]
    mirrored = posture.copy()
    for index, name in enumerate(names):
        if name in ("pelvis_list", "pelvis_rotation", "lumbar_bending", "lumbar_rotation"):
            mirrored[index] *= -1
        elif name.endswith("_r"):
            other = names.index(f"{name[:-2]}_l")
            mirrored[index], mirrored[other] = posture[other], posture[index]
    plain, swapped = still(posture).torque[0], still(mirrored).torque[0]
    for row, name in enumerate(ROWS[len(ROOT) :], len(ROOT)):
        partner = name[:-1] + {"r": "l", "l": "r"}[name[-1]] if name[-2:] in ("_r", "_l") else name
        sign = -1 if name in ("lumbar_bending", "lumbar_rotation") else 1
        assert swapped[ROWS.index(partner)] == pytest.approx(sign * plain[row], abs=1e-9), name


def test_a_repetition_begins_and_ends_at_rest() -> None:
    motion = Motion(np.array([0.0, 0.5, 1.0]), np.array([[0.0], [1.0], [1.5]]), 1.0, 1.0, 2.0)
    times = motion.times(81)
    share = motion.share(times)
    assert share[[0, -1]] == pytest.approx([0, 0], abs=1e-12)
    assert np.all(share[(times >= 1) & (times <= 2)] == pytest.approx(1))
    speed = np.gradient(motion.posture(times)[:, 0], times)
    assert abs(speed[[0, -1]]).max() < 0.03 * abs(speed).max()
    fine = motion.times(4001)
    acceleration = np.diff(motion.posture(fine)[:, 0], 2) / (fine[1] - fine[0]) ** 2
    jump = np.abs(np.diff(acceleration)).max()
    assert jump < 0.02 * np.abs(acceleration).max(), "acceleration is continuous"


def test_a_tempo_lifts_on_the_way_that_goes_up() -> None:
    assert seconds("1-2-3", lowers_first=False) == (1.0, 2.0, 3.0)
    assert seconds("1-2-3", lowers_first=True) == (3.0, 2.0, 1.0)
    assert seconds("0-1-0", lowers_first=False) == (2.0, 1.0, 2.0)
