"""The jobs of the whole atlas, and one of them done by the engine itself."""

import msgspec
import pytest

from ilium.biomechanics import Options, simulate
from ilium.biomechanics.cases import OTHERS, OtherIlium, condition_job, jobs, run, variant_job
from ilium.biomechanics.muscles import muscles
from ilium.biomechanics.repetition import posture_offset
from ilium.biomechanics.studies import study_conditions
from ilium.biomechanics.summary import entry
from ilium.exercises import catalogue
from ilium.exercises.movement import COORDINATES


def test_there_is_a_job_for_every_variant_and_condition() -> None:
    ids = [job.id for job in jobs()]
    assert len(set(ids)) == len(ids)
    assert {"hip_thrust", "hip_thrust+hold_top+knee_band", "back_squat_10rm"} <= set(ids)
    assert len({job.inputs for job in jobs()}) == len(ids)


def test_a_job_changes_with_what_its_figures_follow_from() -> None:
    variant = catalogue().variant("hip_thrust")
    before = variant_job(variant, "engine")
    assert variant_job(variant, "engine") == before
    assert variant_job(variant, "another engine").inputs != before.inputs
    slower = msgspec.structs.replace(
        variant, exercise=msgspec.structs.replace(variant.exercise, tempo="3-0-3")
    )
    assert variant_job(slower, "engine").inputs != before.inputs
    cues = msgspec.structs.replace(
        variant, exercise=msgspec.structs.replace(variant.exercise, summary="Another sentence.")
    )
    assert variant_job(cues, "engine") == before
    condition = study_conditions().condition("back_squat_10rm")
    heavier = msgspec.structs.replace(
        condition, load=msgspec.structs.replace(condition.load, repetition_maximum=5)
    )
    assert condition_job(heavier, "engine").inputs != condition_job(condition, "engine").inputs


def test_the_engine_gives_the_figures_and_the_cases_their_band() -> None:
    job = next(job for job in jobs() if job.id == "hip_thrust")
    found = run(job)
    alone = entry(simulate("hip_thrust"), {}, muscles())
    assert found.valid
    assert found.inputs == job.inputs
    assert {*found.cases, *found.left_out} == {"reference", *(case.name for case in OTHERS)}
    for region, figures in alone.regions.items():
        assert found.regions[region].curve == figures.curve
        low, high = found.regions[region].mean_band
        assert low <= figures.mean <= high
    assert any(one.mean_band[0] < one.mean_band[1] for one in found.regions.values())
    assert run(job) == found


def test_a_worker_with_another_ilium_refuses() -> None:
    other = msgspec.structs.replace(jobs()[0], inputs="0" * 64)
    with pytest.raises(OtherIlium, match="other versions"):
        run(other)


@pytest.mark.parametrize(
    ("options", "changes"),
    [
        (Options(lean=5), {"pelvis_tilt": -5, "hip_flexion_r": 5, "hip_flexion_l": 5}),
        (Options(apart=5), {"hip_adduction_r": -5, "hip_adduction_l": -5}),
        (Options(turned_out=-5), {"hip_rotation_r": 5, "hip_rotation_l": 5}),
        (Options(), {}),
    ],
)
def test_options_of_posture_turn_both_sides(options: Options, changes: dict[str, float]) -> None:
    found = dict(zip(COORDINATES, posture_offset(options), strict=True))
    assert {angle: degrees for angle, degrees in found.items() if degrees} == changes
