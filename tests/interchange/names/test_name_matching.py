"""What names mean: lists of names as people write them, and what holds for every name."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilium.anatomy import Region
from ilium.exercises import Catalogue, catalogue
from ilium.interchange.names import (
    Certainty,
    Choice,
    NameMatch,
    match,
    normalised,
    other_credits,
)
from ilium.loads import LoadKind

HERE = Path(__file__).parent


def lists(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((HERE / name).read_text("utf-8"))


def one(name: str, chosen: dict[str, Choice] | None = None) -> NameMatch:
    return match([name], catalogue(), chosen or {})[name]


def meaning(name: str) -> str:
    """The variant, "other" or "unclear"."""
    found = one(name)
    if found.choice is None:
        return "unclear"
    return found.choice.variant or "other"


# --- names as people write them ---


@pytest.mark.parametrize("file", ["calibration_names.toml", "held_out_names.toml"])
def test_variations_and_misspellings_are_understood_and_never_taken_for_something_else(file):
    rows = [(want, name) for want, row in lists(file).items() for name in row["names"]]
    answers = [(want, name, meaning(name)) for want, name in rows]
    assert [row for row in answers if row[2] not in (row[0], "unclear")] == []
    meant = [row for row in answers if row[0] != "unclear"]
    recall = sum(want == got for want, _, got in meant) / len(meant)
    assert len(meant) >= 170
    assert recall >= 0.98


def test_names_that_look_alike_are_not_taken_for_each_other():
    pairs: list[list[str]] = lists("dangerous_pairs.toml")["pairs"]  # type: ignore[assignment]
    assert len(pairs) > 100
    assert [(name, other) for name, other in pairs if meaning(name) == other] == []


def test_other_training_that_looks_alike_counts_for_different_muscles():
    pairs: list[list[str]] = lists("dangerous_pairs.toml")["counted"]  # type: ignore[assignment]
    assert [pair for pair in pairs if other_credits(pair[0]) == other_credits(pair[1])] == []


@pytest.mark.parametrize(
    ("name", "variant", "load"),
    [
        ("Hip Thrust (Barbell)", "hip_thrust", LoadKind.BARBELL),
        ("Hip Thrust (Machine)", "hip_thrust", LoadKind.STACK),
        ("Hip Thrust (Bodyweight)", "hip_thrust", LoadKind.BODYWEIGHT),
        ("Hip Thrust (Smith Machine)", "hip_thrust", LoadKind.BARBELL),
        ("Hip Abductor (Machine)", "machine_hip_abduction", LoadKind.STACK),
        ("Hip Abduction (Cable)", "cable_hip_abduction", LoadKind.STACK),
        ("Romanian Deadlift (Dumbbell)", "romanian_deadlift", LoadKind.DUMBBELL),
        ("Kettlebell Goblet Squat", "goblet_squat", LoadKind.KETTLEBELL),
        ("Good Morning (Band)", "banded_good_morning", LoadKind.BAND),
        ("Banded Clamshell", "clamshell+knee_band", LoadKind.BAND),
        ("Clamshell", "clamshell", LoadKind.NONE),
        ("Back Extension (Weighted Hyperextension)", "hyperextension_45+plate", LoadKind.PLATE),
        ("Step-up", "step_up", None),
        ("Bulgarian Split Squat", "rear_foot_elevated_split_squat", None),
        ("Rumänisches Kreuzheben (Kurzhantel)", "romanian_deadlift", LoadKind.DUMBBELL),
        ("Rumaenisches Kreuzheben", "romanian_deadlift", None),
        ("Dumbbell Hip Thrust with band around knees", "hip_thrust+knee_band", LoadKind.DUMBBELL),
    ],
)
def test_the_equipment_in_a_name_says_the_kind_of_load(name, variant, load):
    found = one(name)
    assert found.certainty is Certainty.KNOWN
    assert found.choice == Choice(variant=variant, load=load)
    assert found.confidence == 1


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Squat", "back_squat"),
        ("Lunge (Dumbbell)", "split_squat"),
        ("Glute Kickback (Machine)", "cable_kickback"),
        ("Barbell Glute Bridge", "hip_thrust"),
        ("Cable Kickback", "cable_kickback"),
        ("Reverse Lunge (Cable)", "reverse_lunge"),
        ("Zercher hip thrust", "hip_thrust"),
    ],
)
def test_what_a_person_has_to_decide_comes_with_what_it_may_be(name, first):
    found = one(name)
    assert found.certainty is Certainty.UNCLEAR
    assert found.choice is None
    assert found.alternatives[0].choice.variant == first


def test_a_decision_about_an_ambiguous_name_can_be_other_training():
    choices = [alternative.choice for alternative in one("Cable Kickback").alternatives]
    assert Choice() in choices


def test_a_contradicting_word_ranks_lower_than_a_missing_one():
    offered = [other.choice.variant for other in one("Standing hip abduction xyzzy").alternatives]
    assert offered[0] == "standing_abduction"
    assert "side_lying_abduction" not in offered[:3]


@pytest.mark.parametrize("name", ["深蹲", "Приседания", "Sentadilla búlgara", "Zancadas", "", "?!"])
def test_a_name_of_another_language_is_unclear_and_nothing_is_made_up_for_it(name):
    found = one(name)
    assert found.certainty is Certainty.UNCLEAR
    assert found.alternatives == ()


# --- misspelled ---


def test_a_misspelled_name_is_likely_and_less_than_certain():
    found = one("Hip Thurst (Barbell)")
    assert found.certainty is Certainty.LIKELY
    assert found.choice == Choice(variant="hip_thrust", load=LoadKind.BARBELL)
    assert 0.8 <= found.confidence < 1
    assert found.choice not in [other.choice for other in found.alternatives]


@pytest.mark.parametrize("name", ["Hip Aduction (Machine)", "Hip Abdduction Machine", "Aductor"])
def test_a_misspelling_that_lies_between_two_exercises_is_unclear(name):
    assert one(name).certainty is Certainty.UNCLEAR


def test_a_misspelling_between_two_words_for_one_exercise_is_likely():
    found = one("Hip Abducton (Machine)")  # abduction or abductor
    assert found.certainty is Certainty.LIKELY
    assert found.choice == Choice(variant="machine_hip_abduction", load=LoadKind.STACK)


def test_a_word_that_is_not_known_keeps_a_name_from_being_likely():
    assert one("Hip Thrust Xyzzy").certainty is Certainty.UNCLEAR
    assert one("Hip Thrust heavy").certainty is Certainty.LIKELY


# --- what the person said ---


def test_what_the_person_said_goes_before_everything_however_the_name_is_spelled():
    chosen = {"hip-thrust (barbell)": Choice(), "Booty burner": Choice(variant="frog_pump")}
    assert one("Hip Thrust (Barbell)", chosen).certainty is Certainty.CHOSEN
    assert one("Hip Thrust (Barbell)", chosen).choice == Choice()
    assert one("BOOTY  BURNER!", chosen).choice == Choice(variant="frog_pump")


def test_a_choice_of_a_variant_that_is_gone_is_passed_over():
    for gone in ("moon_walk", "hip_thrust+knee_band+hold_top"):  # no variant, no proper id
        chosen = {"Hip Thrust": Choice(variant=gone)}
        assert one("Hip Thrust", chosen).choice == Choice(variant="hip_thrust")


# --- other training ---


@pytest.mark.parametrize(
    ("name", "credits"),
    [
        ("Deadlift (Barbell)", {"erector_spinae": 1, "hamstrings": 1, "quadriceps": 0.5}),
        ("Good Morning (Barbell)", {"erector_spinae": 1, "hamstrings": 1}),
        ("Back Extension (Machine)", {"erector_spinae": 1}),
        ("Lying Leg Curl (Machine)", {"hamstrings": 1}),
        ("Nordic Hamstrings Curls", {"hamstrings": 1}),
        ("Leg Press (Machine)", {"quadriceps": 1, "adductors": 0.5}),
        ("Hip Adductor (Machine)", {"adductors": 1}),
        ("Kettlebell Swing", {"erector_spinae": 0.5, "hamstrings": 0.5}),
        ("Bent Over Row (Barbell)", {"erector_spinae": 0.5}),
        ("Hanging Leg Raise", {"tensor_fasciae_latae": 0.5}),
        ("Kreuzheben", {"erector_spinae": 1, "hamstrings": 1, "quadriceps": 0.5}),
        ("Bench Press (Barbell)", {}),
        ("Running (Treadmill)", {}),
        ("Seated Row (Cable)", {}),
        ("Lunge (Dumbbell)", {"quadriceps": 1, "adductors": 0.5}),
        ("Deadlfit", {"erector_spinae": 1, "hamstrings": 1, "quadriceps": 0.5}),
        ("Some thing else", {}),
    ],
)
def test_other_training_counts_for_what_takes_over_from_the_glutes(name, credits):
    assert other_credits(name) == {Region(region): credit for region, credit in credits.items()}


@pytest.mark.parametrize(
    "name",
    ["Cross Body Hammer Curl", "Seated Triceps Press", "Lat Pulldown - Close Grip (Cable)"],
)
def test_a_word_of_the_upper_body_makes_a_name_other_training(name):
    assert one(name).certainty is Certainty.OTHER


@pytest.mark.parametrize("name", ["Lunge with bicep curl", "Glute bridge chest press"])
def test_but_not_if_the_hip_works_as_well(name):
    assert one(name).certainty is Certainty.UNCLEAR


# --- any name ---


@given(st.text(max_size=300))
def test_any_text_has_one_sensible_answer(name):
    found = one(name)
    assert found.name == name
    assert (found.choice is None) == (found.certainty is Certainty.UNCLEAR)
    assert 0 <= found.confidence <= 1
    assert len(found.alternatives) <= 5
    assert all(0 < other.confidence < 1 for other in found.alternatives)
    ranked = [other.confidence for other in found.alternatives]
    assert ranked == sorted(ranked, reverse=True)
    other_credits(name)


WORDS = ["hip", "thrust", "single", "leg", "sumo", "front", "squat", "band", "cable", "heavy"]


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_the_words_of_a_phrase_free_name_does_not_matter(words, random):
    words = [word for word in words if word not in ("single", "leg")]
    shuffled = words[:]
    random.shuffle(shuffled)
    head, tail = " ".join(words[:24]), " ".join(shuffled[:24])
    if len(words) <= 24:
        assert one(head).choice == one(tail).choice


@given(st.text(max_size=100))
def test_normalising_twice_is_normalising_once(name):
    assert normalised(normalised(name)) == normalised(name)


def test_a_name_is_answered_alike_alone_and_among_others():
    names = ["Squat", "Hip Thurst", "Bench Press", "Hip Thrust"]
    together = match(names, catalogue(), {})
    assert together == {name: one(name) for name in names}


def test_another_catalogue_has_its_own_names():
    smaller = Catalogue([catalogue().exercise(name) for name in catalogue().ids])
    assert match(["RDL"], smaller, {})["RDL"].choice == Choice(variant="romanian_deadlift")


def test_two_thousand_names_take_less_than_two_seconds():
    known = [name for row in lists("calibration_names.toml").values() for name in row["names"]]
    names = [f"{name} {end}" for end in ("", "xqzt", "heavy", "thurst", "(Barbel)", "abc def")
             for name in known]  # fmt: skip
    names = names[:2000]
    assert len(set(names)) > 1900
    match([], catalogue(), {})  # the tables are read once, whatever the number of names
    start = time.perf_counter()
    match(names, catalogue(), {})
    assert time.perf_counter() - start < 2
