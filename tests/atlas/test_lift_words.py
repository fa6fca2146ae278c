"""What an entry was simulated with, in words."""

from typing import Any

import pytest

import made_up_atlas
from ilium.atlas import Entry, atlas
from ilium.atlas.lift_words import OWN_MAXIMUM, kilograms, leg_text, load_text, seconds_text
from ilium.atlas.words import facts
from ilium.biomechanics.lifts import REPETITION_MAXIMUM
from ilium.exercises import catalogue


def entry(**own: Any) -> Entry:
    return made_up_atlas.entry(made_up_atlas.MEANS, **own)


@pytest.mark.parametrize(
    ("load", "shown"),
    [
        ("44.59 kg stack", "44.5 kg stack"),
        ("1.007 kg stack", "1 kg stack"),
        ("173.8 kg barbell", "174 kg barbell"),
        ("0.2 kg dumbbell", "0.2 kg dumbbell"),  # half kilograms would make it nothing
        ("medium band", "medium band"),
        ("bodyweight", "bodyweight"),
    ],
)
def test_a_load_is_shown_in_half_kilograms(load: str, shown: str) -> None:
    assert load_text(entry(load=load)) == shown


def test_a_studys_load_is_its_own_and_stays() -> None:
    condition = entry(load="2.25 kg plate", study=True)
    assert load_text(condition) == "2.25 kg plate"
    assert kilograms(condition) is None


def test_a_weight_is_called_the_maximum_that_the_engine_takes() -> None:
    assert REPETITION_MAXIMUM == 10
    assert "ten-repetition maximum" in OWN_MAXIMUM


@pytest.mark.parametrize(
    ("variant", "leg"),
    [
        ("lateral_band_walk", "right leg (the moving one)"),
        ("monster_walk", "right leg (the moving one)"),
        ("standing_abduction", "right leg (the moving one)"),
        ("cable_hip_abduction", "right leg (the moving one)"),
        ("clamshell", "right leg (the moving one)"),
        ("hip_hike", "right leg (the standing one)"),
        ("step_up", "right leg (the standing one)"),
        ("single_leg_rdl", "right leg (the standing one)"),
        ("reverse_lunge", "right leg (the standing one)"),
        ("side_plank", "right leg (the supporting one)"),
        ("single_leg_bridge", "right leg (the supporting one)"),
        ("split_squat", "right leg (the working one)"),
        ("back_squat", "right leg"),
        ("machine_hip_abduction", "right leg"),
    ],
)
def test_which_leg_is_shown(variant: str, leg: str) -> None:
    assert leg_text(entry(), catalogue().variant(variant)) == leg


def test_the_other_leg_does_what_this_one_does_not() -> None:
    walk = catalogue().variant("lateral_band_walk")
    assert leg_text(entry(limb="left"), walk) == "left leg (the standing one)"
    assert leg_text(entry(limb="left")) == "left leg"


def test_every_leg_that_works_alone_says_what_it_does() -> None:
    for variant in catalogue().planner_variants():
        one_sided = variant.movement is not None and variant.movement.side is not None
        assert not one_sided or "(" in leg_text(entry(), variant), variant.id


def test_a_repetition_that_was_slowed_says_so() -> None:
    squat = catalogue().variant("back_squat")
    assert seconds_text(entry(seconds=3.82), squat) == "3.8 s a repetition, slowed from 3 s"
    assert seconds_text(entry(seconds=3.04), squat) == "3 s a repetition"
    assert seconds_text(entry(seconds=3.82)) == "3.8 s a repetition"
    assert seconds_text(entry(seconds=0.0), squat) == "held"


def test_only_weights_slow_a_repetition() -> None:
    for name, found in atlas().valid():
        if not found.study and "slowed" in seconds_text(found, catalogue().variant(name)):
            assert kilograms(found), name


def test_cases_that_failed_are_counted_and_named_in_words() -> None:
    said = list(
        facts(entry(left_out={"trunk 5 deg further back": "They lack 5 N m at hip_rotation_r."}))
    )
    assert "The model failed in 1 of 3 cases, so the true band may be wider." in said
    assert said[-1].endswith("They lack 5 N m at right hip rotation.")
    assert not any("failed" in line for line in facts(entry()))
