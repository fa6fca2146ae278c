"""What muscles can give at their length, and what they give when stretched."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from path_postures import posture

from ilium.biomechanics.force_length import active, muscle_state, passive, reference, strengths
from ilium.biomechanics.muscles import muscle_index, muscles
from ilium.biomechanics.paths import Paths
from ilium.biomechanics.person import Person

ALL = strengths()


def state(**degrees: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    lengths, _ = Paths.load().evaluate(posture(**degrees))
    fibre, capacity, stretched = muscle_state(lengths)
    return fibre[0], capacity[0], stretched[0]


def at(values: np.ndarray, muscle: str) -> float:
    return float(values[muscle_index()[muscle]])


def test_active_force_is_largest_about_optimal_length_and_falls_to_both_sides() -> None:
    lengths = np.linspace(0.0, 2.0, 401)
    force = active(lengths)
    assert lengths[force.argmax()] == pytest.approx(1.0, abs=0.03)
    assert force.max() == pytest.approx(1.0, abs=0.01)
    assert active(np.array([0.1, 1.95])).max() < 0.001


def test_the_active_curve_is_that_of_the_published_muscles() -> None:
    """What OpenSim 4.6 makes of the four figures that RajagopalLaiUhlrich2023.osim gives for every
    muscle: force from 0.25 to 1.9, a bend at 0.77, 0.75 steep from there."""
    lengths = np.array([0.325, 0.425, 0.575, 0.675, 0.775, 0.875, 0.975, 1.075, 1.375, 1.675])
    forces = [0.0530, 0.2559, 0.5675, 0.7647, 0.8682, 0.9437, 0.9998, 0.9843, 0.6250, 0.2501]
    assert active(lengths) == pytest.approx(forces, abs=0.006)


@given(st.floats(0.0, 2.0))
def test_curves_are_shares_of_the_maximum(length: float) -> None:
    one = np.array([length])
    assert 0 <= active(one)[0] <= 1.01
    assert passive(one)[0] >= 0
    assert passive(one)[0] <= passive(one + 0.01)[0]


@settings(deadline=None)  # compiled at the first call
@given(st.integers(0, 2**32 - 1))
def test_the_kernel_computes_what_the_reference_does(seed: int) -> None:
    """In frames that have nothing to do with each other, slack lines and torn ones among them."""
    shares = np.random.default_rng(seed).uniform(-0.3, 1.8, (4, len(muscles())))
    lengths = np.maximum(ALL.tendon_slack_length + shares * ALL.optimal_fibre_length, 1e-3)
    for found, expected in zip(muscle_state(lengths), reference(lengths), strict=True):
        assert found == pytest.approx(expected, rel=1e-7, abs=1e-7)


def test_fibres_and_tendon_make_up_the_path() -> None:
    """Rigid tendon, constant thickness: the fibres span what the tendon leaves."""
    lengths, _ = Paths.load().evaluate(posture(hip_flexion_r=40, knee_angle_l=50))
    fibre, _, _ = muscle_state(lengths)
    length = fibre * ALL.optimal_fibre_length
    along = np.sqrt(np.maximum(length**2 - ALL.thickness**2, 0))
    taut = lengths[0] > ALL.tendon_slack_length
    assert taut.mean() > 0.95
    made = (along + ALL.tendon_slack_length)[0]
    assert made[taut] == pytest.approx(lengths[0, taut], abs=1e-9)


def test_at_optimal_length_capacity_is_the_maximum_along_the_tendon() -> None:
    optimal, thick = ALL.optimal_fibre_length, ALL.thickness
    lengths = ALL.tendon_slack_length + np.sqrt(optimal**2 - thick**2)
    fibre, capacity, _ = muscle_state(lengths[None])
    assert fibre[0] == pytest.approx(np.ones_like(optimal))
    along = ALL.max_force * np.cos([one.pennation for one in muscles()])
    assert capacity[0] == pytest.approx(along, rel=0.01)


def test_a_slack_line_gives_nothing() -> None:
    """Tensor fasciae latae in a deep squat: its tendon alone is longer than the path."""
    lengths = np.full((1, len(muscles())), 0.001)
    fibre, capacity, stretched = muscle_state(lengths)
    slack = ALL.tendon_slack_length > 0.001
    assert (capacity[0, slack] == 0).all()
    assert (stretched[0, slack] == 0).all()
    assert np.isfinite(fibre).all()


def test_hip_flexion_stretches_hamstrings_and_bending_the_knee_lets_them_go() -> None:
    straight, bent = state(hip_flexion_r=90), state(hip_flexion_r=90, knee_angle_r=90)
    for muscle in ("semimembranosus_r", "biceps_femoris_long_head_r", "semitendinosus_r"):
        assert at(straight[0], muscle) > at(state()[0], muscle)
        assert at(straight[0], muscle) > at(bent[0], muscle)
        assert at(straight[2], muscle) > at(bent[2], muscle)


def test_upright_no_muscle_is_stretched_hard() -> None:
    fibre, capacity, stretched = state()
    assert (capacity > 0.15 * ALL.max_force).all()
    assert (stretched < 0.15 * ALL.max_force).all()
    assert ((fibre > 0.4) & (fibre < 1.4)).all()


def test_a_stronger_person_gives_more_of_both() -> None:
    lengths, _ = Paths.load().evaluate(posture(hip_flexion_r=90))
    person = Person(height=1.8, mass=90)
    fibre, capacity, stretched = muscle_state(lengths)
    theirs = muscle_state(lengths, person)
    assert theirs[0] == pytest.approx(fibre)
    assert theirs[1] == pytest.approx(person.strength_scale * capacity)
    assert theirs[2] == pytest.approx(person.strength_scale * stretched)


@given(st.floats(0.0, 1.6))
def test_passive_force_grows_with_length(stretch: float) -> None:
    shorter = ALL.tendon_slack_length + stretch * ALL.optimal_fibre_length
    lengths = np.stack([shorter, shorter + 0.02 * ALL.optimal_fibre_length])
    _, capacity, stretched = muscle_state(lengths)
    assert (capacity >= 0).all()
    assert (stretched[1] >= stretched[0] - 1e-3).all()
