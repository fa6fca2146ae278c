"""The catalogue that is shipped: valid, complete, and holding all that the method asks for."""

import pytest

from ilium import evidence
from ilium.anatomy import COMPENSATORS, TARGETS
from ilium.exercises import catalogue, problems
from ilium.exercises.catalogue import SHIPPED
from ilium.exercises.model import Role
from ilium.loads import Equipment, LoadKind

# Each modification of the method, the exercise it belongs to, and the claim that it rests on.
METHOD = [
    ("glute_bridge", "posterior_tilt", "bridge_posterior_tilt"),
    ("glute_bridge", "feet_forward", "bridge_feet_forward"),
    ("glute_bridge", "knee_band", "hip_thrust_knee_band_medius"),
    ("clamshell", "knee_band", "clamshell_band_tension"),
    ("lateral_band_walk", "band_knees", "band_placement"),
    ("lateral_band_walk", "band_ankles", "band_placement"),
    ("lateral_band_walk", "band_feet", "band_placement"),
    ("lateral_band_walk", "squat_posture", "band_walk_isolates_medius"),
    ("hip_thrust", "knee_band", "hip_thrust_knee_band_medius"),
    ("hip_thrust", "high_bench", "hip_thrust_high_bench_superior"),
    ("hip_thrust", "higher_hips", "hip_thrust_high_bench_superior"),
    ("hip_thrust", "hold_top", "hip_thrust_hold_top"),
    ("single_leg_rdl", "level_pelvis", "single_leg_rdl_level_pelvis"),
    ("single_leg_rdl", "load_opposite_hand", "single_leg_rdl_level_pelvis"),
    ("reverse_lunge", "front_heel", "lunge_front_heel"),
    ("reverse_lunge", "forward_lean", "lunge_forward_lean"),
    ("hyperextension_45", "toes_out", "hyperextension_toes_out_low_back"),
    ("hyperextension_45", "toes_out", "hyperextension_toes_out_upper_glutes"),
    ("hyperextension_45", "rounded_back", "hyperextension_rounded_back_low_back"),
    ("hyperextension_45", "rounded_back", "hyperextension_spares_hamstrings"),
    ("hyperextension_45", "band_across_back", "hyperextension_added_load"),
    ("hyperextension_45", "plate", "hyperextension_added_load"),
    ("cable_hip_abduction", "stand_tall", "cable_abduction_isolates_medius"),
    ("cable_hip_abduction", "forward_lean", "cable_abduction_forward_lean"),
    ("cable_hip_abduction", "slightly_back", "combined_abduction_extension"),
]

ROLES = {
    "glute_bridge": Role.ACTIVATION,
    "clamshell": Role.ACTIVATION,
    "lateral_band_walk": Role.ACTIVATION,
    "hip_thrust": Role.HEAVY,
    "single_leg_rdl": Role.HEAVY,
    "reverse_lunge": Role.HEAVY,
    "hyperextension_45": Role.ISOLATION,
    "cable_hip_abduction": Role.ISOLATION,
}

LEAST_EXERCISES = 32


def test_every_file_is_valid() -> None:
    assert "\n".join(map(str, problems(SHIPPED))) == ""


def test_there_are_enough_exercises() -> None:
    assert len(catalogue().exercises) >= LEAST_EXERCISES


@pytest.mark.parametrize(("exercise", "modifier", "claim"), METHOD)
def test_every_modification_of_the_method_is_there(
    exercise: str, modifier: str, claim: str
) -> None:
    variant = catalogue().variant(f"{exercise}+{modifier}")
    assert claim in variant.modifiers[0].claims
    assert variant.setups


@pytest.mark.parametrize(("exercise", "role"), ROLES.items())
def test_every_exercise_of_the_method_has_its_role(exercise: str, role: Role) -> None:
    assert role in catalogue().exercise(exercise).roles


@pytest.mark.parametrize(
    ("exercise", "words"),
    [
        ("cable_hip_abduction", ("ankle cuff", "lowest")),
        ("clamshell", ("knees", "feet together", "slowly", "side of the hip")),
        ("lateral_band_walk", ("step sideways", "pelvis level")),
        ("glute_bridge", ("heels close", "slowly")),
    ],
)
def test_the_cues_of_the_method_are_said(exercise: str, words: tuple[str, ...]) -> None:
    cues = catalogue().exercise(exercise).cues
    said = " ".join((*cues.setup, *cues.execution)).casefold()
    for word in words:
        assert word in said


def test_the_first_choice_rests_on_no_refuted_claim() -> None:
    refuted = {claim.id for claim in evidence.claims().values() if claim.verdict == "not_supported"}
    assert refuted, "the evidence refutes some claims"
    for exercise in catalogue().exercises:
        for modifier_id in exercise.variants[0]:
            claims = set(exercise.modifier(modifier_id).claims)
            assert not claims or claims - refuted, f"{exercise.id}+{modifier_id}"


def test_every_planner_variant_trains_or_loads_something() -> None:
    for variant in catalogue().planner_variants():
        assert set(variant.credits) <= {*TARGETS, *COMPENSATORS}
        assert set(variant.credits) & set(TARGETS), variant.id
        assert variant.setups


def test_each_role_and_target_can_be_trained_without_equipment() -> None:
    nothing: frozenset[Equipment] = frozenset()
    possible = [v for v in catalogue().planner_variants() if v.setup_for(nothing)]
    assert {role for v in possible for role in v.exercise.roles} == set(Role)
    for target in TARGETS:
        assert any(v.credits.get(target) == 1 for v in possible), target


def test_a_band_never_replaces_the_barbell() -> None:
    for variant in catalogue().planner_variants():
        plain = {setup.load for setup in variant.exercise.setups}
        if LoadKind.BARBELL in plain:
            assert LoadKind.BARBELL in {setup.load for setup in variant.setups} or not any(
                Equipment.BANDS in modifier.needs for modifier in variant.modifiers
            ), variant.id
