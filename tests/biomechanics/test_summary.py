"""Figures of a repetition, from arrays whose answers are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ilium.anatomy import Region
from ilium.atlas import CURVE_POINTS, Phase
from ilium.biomechanics.coordinates import ROW
from ilium.biomechanics.summary import entry, gluteal_to_tfl, phase, time_mean
from made_up_simulation import FRAMES, MUSCLES, simulation

ANTERIOR, POSTERIOR = "gluteus_medius_anterior_r", "gluteus_medius_posterior_r"
MEDIUS = Region.GLUTEUS_MEDIUS


def test_a_region_is_the_mean_of_its_parts_weighted_by_their_strength() -> None:
    found = entry(simulation({ANTERIOR: 0.6, POSTERIOR: 0.3}), {}, MUSCLES)
    assert found.regions[MEDIUS].mean == pytest.approx((1000 * 0.6 + 500 * 0.3) / 1500)
    assert found.muscles["gluteus_medius_anterior"].mean == 0.6
    assert found.muscles["gluteus_medius_posterior"].mean == 0.3
    assert found.regions[MEDIUS].peak_force_n == 1000 * 0.6 + 500 * 0.3


def test_the_other_leg_is_left_out_and_the_trunk_counts_both_sides() -> None:
    working = {
        "gluteus_medius_anterior_l": 0.9,
        "erector_spinae_iliocostalis_l1_r": 0.8,
        "erector_spinae_iliocostalis_l2_l": 0.4,
    }
    found = entry(simulation(working), {}, MUSCLES)
    assert found.regions[MEDIUS].peak == 0
    trunk = found.regions[Region.ERECTOR_SPINAE]
    assert trunk.mean == pytest.approx((100 * 0.8 + 300 * 0.4) / 800)
    assert found.muscles["erector_spinae_iliocostalis"].peak_force_n == 100 * 0.8 + 300 * 0.4
    left = entry(simulation(working, limb="left"), {}, MUSCLES)
    assert left.regions[MEDIUS].mean == pytest.approx(0.9 * 1000 / 1500)


def test_a_muscle_without_a_region_is_reported_as_a_muscle_only() -> None:
    found = entry(simulation({"soleus_r": 0.5}), {}, MUSCLES)
    assert found.muscles["soleus"].mean == 0.5
    assert set(found.regions) == {muscle.region for muscle in MUSCLES if muscle.region}


def test_the_peak_its_time_its_place_and_the_fibres_then() -> None:
    peak = 30
    activation = np.full(FRAMES, 0.1)
    activation[peak] = 0.7
    fibre = np.ones((FRAMES, len(MUSCLES)))
    fibre[peak] = 1.25
    found = entry(simulation({ANTERIOR: activation}, fibre_length=fibre), {}, MUSCLES)
    muscle = found.muscles["gluteus_medius_anterior"]
    assert (muscle.peak, muscle.peak_at, muscle.peak_share) == (0.7, 0.75, 0.5)
    assert (muscle.peak_phase, muscle.fibre_stretch) == (Phase.BACK, 1.25)
    assert muscle.peak_force_n == 700


def test_the_mean_is_over_time_not_over_frames() -> None:
    times = np.concatenate([np.linspace(0.0, 1.0, 40, endpoint=False), [1.0, 9.0]])
    activation = np.zeros(42)
    activation[-2:] = 0.5
    found = entry(simulation({ANTERIOR: activation}, times=times), {}, MUSCLES)
    assert found.muscles["gluteus_medius_anterior"].mean == pytest.approx(4.0 / 9, abs=0.01)
    assert found.seconds == 9


def test_the_curve_is_at_even_times() -> None:
    times = np.linspace(0.0, 1.0, FRAMES) ** 2
    found = entry(simulation({ANTERIOR: times, POSTERIOR: times}, times=times), {}, MUSCLES)
    curve = found.regions[MEDIUS].curve
    assert len(curve) == CURVE_POINTS
    assert curve == pytest.approx(np.linspace(0, 1, CURVE_POINTS), abs=1e-3)


def test_work_is_what_a_muscle_gives_while_it_shortens() -> None:
    length = np.full((FRAMES, len(MUSCLES)), 0.2)
    names = [muscle.name for muscle in MUSCLES]
    shortening = 0.2 - 0.05 * (1 - np.abs(np.linspace(-1, 1, FRAMES)))
    length[:, names.index(ANTERIOR)] = shortening
    length[:, names.index("soleus_r")] = shortening
    length[:, names.index("soleus_l")] = shortening
    working = {ANTERIOR: 0.6, "soleus_r": 0.1, "soleus_l": 1.0}
    found = entry(simulation(working, path_length=length), {}, MUSCLES)
    # 600 N and 300 N over the same 5 cm; the other leg is not reported and does not count.
    assert found.muscles["gluteus_medius_anterior"].work_share == pytest.approx(2 / 3, abs=1e-3)
    assert found.regions[MEDIUS].work_share == pytest.approx(2 / 3, abs=1e-3)
    assert found.muscles["tensor_fasciae_latae"].work_share == 0


def test_a_muscle_that_yields_does_no_work() -> None:
    way = 1 - np.abs(np.linspace(-1, 1, FRAMES))
    length = np.full((FRAMES, len(MUSCLES)), 0.2) - 0.05 * way[:, None]
    frames, turn = np.arange(FRAMES), FRAMES // 2
    working = {ANTERIOR: 0.6 * (frames <= turn), "soleus_r": 1.0 * (frames > turn)}
    working["soleus_r"][turn + 1] = 0  # a frame of rest, so that no step has both
    found = entry(simulation(working, path_length=length), {}, MUSCLES)
    assert found.muscles["gluteus_medius_anterior"].work_share == 1
    assert found.muscles["soleus"].work_share == 0


def test_a_posture_held_has_no_work_and_one_value() -> None:
    held = simulation({ANTERIOR: 0.4, POSTERIOR: 0.4}, times=np.zeros(1))
    found = entry(held, {}, MUSCLES)
    medius = found.regions[MEDIUS]
    assert (medius.mean, medius.peak, medius.peak_phase) == (0.4, 0.4, Phase.HELD)
    assert medius.work_share is None
    assert set(medius.curve) == {0.4}
    assert found.seconds == 0


def test_bands_reach_over_all_cases_and_the_figures_are_the_references() -> None:
    cases = {
        "cubes": simulation({ANTERIOR: 0.5}),
        "small": simulation({ANTERIOR: 0.2}),
        "tips": simulation({ANTERIOR: 1.0}, problem="It tips over."),
    }
    found = entry(simulation({ANTERIOR: 0.3}), cases, MUSCLES)
    muscle = found.muscles["gluteus_medius_anterior"]
    assert (muscle.mean, muscle.mean_band, muscle.peak_band) == (0.3, (0.2, 0.5), (0.2, 0.5))
    assert found.cases == ("reference", "cubes", "small")
    assert found.left_out == {"tips": "It tips over."}


def test_what_cannot_be_simulated_is_a_reason_and_never_a_number() -> None:
    fallen = simulation({ANTERIOR: 0.9}, problem="The posture cannot balance.")
    found = entry(fallen, {"cubes": simulation()}, MUSCLES, study=True, description="Bent over.")
    assert (found.valid, found.problem) == (False, "The posture cannot balance.")
    assert not found.muscles
    assert not found.regions
    assert found.lumbar_moment_nm is None
    assert (found.study, found.description) == (True, "Bent over.")


@pytest.mark.parametrize("moment", [90.0, -90.0])
def test_the_lumbar_moment_keeps_its_sign(moment: float) -> None:
    torque = np.zeros((FRAMES, len(ROW)))
    torque[:, ROW["lumbar_extension"]] = 10.0
    torque[7, ROW["lumbar_extension"]] = moment
    other = {"small": simulation(torque=torque / 2)}
    found = entry(simulation(torque=torque), other, MUSCLES)
    assert found.lumbar_moment_nm == moment
    assert found.lumbar_moment_band_nm == tuple(sorted((moment, moment / 2)))


def test_reserves_are_a_share_of_the_largest_torque() -> None:
    torque, reserve = np.zeros((2, FRAMES, len(ROW)))
    torque[3, ROW["hip_flexion_r"]] = -200.0
    reserve[5, ROW["knee_angle_l"]] = 4.0
    reserve[:, ROW["pelvis_force_y"]] = 1e6  # the root's are another thing
    found = entry(simulation(torque=torque, reserve=reserve), {}, MUSCLES)
    assert found.reserve_share == 0.02


def test_gluteals_to_tfl() -> None:
    working = {
        **{ANTERIOR: 0.3, POSTERIOR: 0.3, "gluteus_maximus_superior_r": 0.5},
        "tensor_fasciae_latae_r": 0.1,
    }
    found = entry(simulation(working), {"rests": simulation()}, MUSCLES)
    assert (found.gluteal_to_tfl, found.gluteal_to_tfl_band) == (4.0, (4.0, 4.0))
    assert entry(simulation(), {}, MUSCLES).gluteal_to_tfl is None
    assert gluteal_to_tfl({Region.TENSOR_FASCIAE_LATAE: 0.5}) is None


def test_what_is_no_number_is_a_fault_and_is_not_written_down() -> None:
    broken = np.zeros((FRAMES, len(MUSCLES)))
    broken[4, 2] = np.nan
    with pytest.raises(ValueError, match="made_up: force is not a number"):
        entry(simulation(force=broken), {}, MUSCLES)


def test_phases_follow_the_way() -> None:
    share = np.array([0.0, 0.5, 1.0, 1.0, 0.5, 0.0])
    found = [phase(share, frame) for frame in range(6)]
    assert found == [Phase.START, Phase.OUT, Phase.END, Phase.END, Phase.BACK, Phase.START]
    assert phase(np.array([0.5, 0.5]), 0) is Phase.HELD


values = arrays(float, FRAMES, elements=st.floats(0, 1, allow_subnormal=False))


@given(values, values, st.floats(0.1, 100))
def test_means_and_peaks_stay_inside_their_bands(one, other, seconds) -> None:
    times = np.linspace(0, seconds, FRAMES)
    cases = {"other": simulation({ANTERIOR: other, POSTERIOR: one}, times=times)}
    found = entry(simulation({ANTERIOR: one, POSTERIOR: other}, times=times), cases, MUSCLES)
    for figures in (*found.muscles.values(), *found.regions.values()):
        assert figures.mean_band[0] <= figures.mean <= figures.mean_band[1]
        assert figures.mean <= figures.peak + 1e-3
        assert 0 <= figures.peak <= 1
    medius = found.regions[MEDIUS]
    parts = [found.muscles[f"gluteus_medius_{part}"].mean for part in ("anterior", "posterior")]
    assert min(parts) - 1e-3 <= medius.mean <= max(parts) + 1e-3


@given(values)
def test_a_mean_does_not_change_where_frames_are_added(values) -> None:
    times = np.linspace(0, 2, FRAMES)
    finer = np.linspace(0, 2, 2 * FRAMES - 1)
    between = np.interp(finer, times, values)
    assert time_mean(between, finer) == pytest.approx(time_mean(values, times), abs=1e-9)
