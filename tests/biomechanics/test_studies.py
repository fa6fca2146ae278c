"""Study conditions: every one that is promised is there, can be held, and is what it says."""

import sys
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

import msgspec
import numpy as np
import pytest

from ilium.biomechanics.loads import elastic
from ilium.biomechanics.studies import (
    BANDS,
    InvalidStudies,
    StudyCondition,
    StudyLoad,
    UnknownCondition,
    load_studies,
    study_conditions,
)
from ilium.exercises.model import Setup, Variant
from ilium.exercises.movement import Angle, Band, Phase, Place, Point, Support
from ilium.figures.skeleton import Pose, pose, posed
from ilium.loads import LoadKind

sys.path.append(str(Path(__file__).parents[1] / "figures"))
from statics import LEVEL, base, centre, left_over

SOFT, SLIP, HELD = 0.03, 0.05, 0.02
"""Metres that flesh gives way, metres that a contact slips between phases, body weights that may be
left unbalanced: as for the figures of the catalogue."""

PARTS = ("trunk", "leg_l", "leg_r", "arm_l", "arm_r")

HEAVY = {LoadKind.BARBELL: 0.6, LoadKind.DUMBBELL: 0.15, LoadKind.PLATE: 0.1, LoadKind.STACK: 0.2}
"""Shares of body mass for repetition maxima, whose kilograms only a simulation knows."""

CONDITIONS = study_conditions()
UP = (0.0, 1.0, 0.0)


def loaded(condition: StudyCondition, share: float) -> Variant:
    """The condition with that share of body mass, in the hands or on the trunk."""
    variant = condition.variant()
    setup = Setup(needs=(), load=condition.load.kind, start_share_of_body_mass=share)
    return msgspec.structs.replace(variant, setups=(setup,))


def tried(condition: StudyCondition) -> Iterator[Variant]:
    """With its load; where that is a repetition maximum, with a light and with a heavy one."""
    load = condition.load
    if load.repetition_maximum is None:
        yield loaded(condition, load.share_of_body_mass or 0.0)
    else:
        heavy = HEAVY[load.kind]
        yield from (loaded(condition, share) for share in (0.2 * heavy, heavy))


def phases(condition: StudyCondition) -> tuple[Phase, ...]:
    return (condition.held,) if condition.held else condition.moved().phases


def body(condition_id: str, phase: Phase = Phase.END) -> Pose:
    return pose(CONDITIONS[condition_id].moved(), phase)


def angle(condition_id: str, name: str, phase: Phase = Phase.END) -> float:
    return CONDITIONS[condition_id].moved().angles(phase)[Angle(name)]


def lean(condition_id: str, phase: Phase = Phase.END) -> float:
    """Degrees by which the trunk leans forward from upright."""
    x, y, _ = body(condition_id, phase).frames["torso"].direction(UP)
    return float(np.degrees(np.arctan2(x, y)))


# --- everything that is promised ---

PROMISED = [
    *(
        f"side_step_band_{band}_{posture}_{leg}_leg"
        for band, posture, leg in product(
            ("knees", "ankles", "feet"), ("upright", "squat"), ("stance", "moving")
        )
    ),
    *(f"bridge_thighs_abducted_{degrees}" for degrees in (0, 15, 30)),
    *(f"bridge_knees_{degrees}" for degrees in (40, 60, 90, 120)),
    *(f"bridge_pelvis_{tilt}" for tilt in ("anterior", "neutral", "posterior")),
    "single_leg_bridge_bodyweight",
    "two_leg_bridge_bodyweight",
    *(f"single_leg_bridge_knee_{degrees}" for degrees in (90, 135)),
    *(f"deadlift_{legs}_leg_8rm" for legs in ("two", "single")),
    *(f"single_leg_deadlift_load_{hand}_hand" for hand in ("same", "other")),
    *(f"single_leg_deadlift_trunk_lean_{degrees}" for degrees in (30, 60, 90)),
    *(
        f"{exercise}_{load}"
        for exercise, load in product(
            (
                "side_plank",
                "single_leg_squat",
                "split_squat",
                "single_leg_hip_thrust",
                "hip_hike",
                "single_leg_deadlift",
            ),
            ("bodyweight", "12rm"),
        )
    ),
    *(
        f"side_lying_abduction_hip_{turn}_pelvis_{roll}"
        for turn, roll in product(("in", "neutral", "out"), ("forward", "neutral", "back"))
    ),
    *(f"standing_abduction_{leg}_leg" for leg in ("moving", "standing")),
    *(
        f"clamshell_hips_{degrees}_pelvis_{pelvis}"
        for degrees, pelvis in product((0, 30, 60), ("neutral", "reclined"))
    ),
    *(f"split_stance_lunge_{trunk}_30_percent" for trunk in ("upright", "inclined")),
    "reverse_hyper_half_1rm",
    "romanian_deadlift_half_1rm",
    "back_squat_10rm",
    "hip_thrust_10rm",
    *(
        f"roman_chair_hips_{turn}_back_{back}"
        for turn, back in product(("in", "neutral", "out"), ("flat", "rounded", "arched"))
    ),
]


@pytest.mark.parametrize("condition_id", PROMISED)
def test_every_promised_condition_is_there(condition_id: str) -> None:
    assert condition_id in CONDITIONS


def test_no_posture_is_there_twice_under_names_that_promise_a_difference() -> None:
    """Of those that differ by one thing, no two are the same."""
    for stem in ("side_step", "clamshell", "roman_chair", "bridge_knees", "bridge_thighs"):
        movements = [
            (c.moved(), c.load, c.limb) for c in CONDITIONS.values() if c.id.startswith(stem)
        ]
        assert all(a != b for n, a in enumerate(movements) for b in movements[:n]), stem


def test_bands_are_those_that_can_be_simulated() -> None:
    assert set(elastic().strength) == set(BANDS)


# --- every one can be done ---


@pytest.mark.parametrize("condition_id", CONDITIONS)
def test_what_touches_is_where_it_is_said_to_be(condition_id: str) -> None:
    condition = CONDITIONS[condition_id]
    movement = condition.moved()
    for phase in phases(condition):
        figure = pose(movement, phase)
        for contact in movement.contacts_in(phase):
            if contact.on in LEVEL:
                height = figure.point(contact.at)[1]
                assert height == pytest.approx(contact.height, abs=SOFT), (phase, contact.at)
    if condition.held is None:
        bodies = [pose(movement, phase) for phase in movement.phases]
        for contact in movement.contacts:
            if contact.phase is None:
                places = np.array([figure.point(contact.at) for figure in bodies])
                assert np.ptp(places, axis=0).max() < SOFT, contact.at


@pytest.mark.parametrize("condition_id", [c.id for c in CONDITIONS.values() if not c.held])
def test_contacts_hold_on_the_way_too(condition_id: str) -> None:
    movement = CONDITIONS[condition_id].moved()
    for before, after in pairwise(movement.phases):
        start, end = movement.angles(before), movement.angles(after)
        bodies = []
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            free = posed({a: start[a] + share * (end[a] - start[a]) for a in start})
            x, y, z = free.point(movement.contacts[0].at)
            bodies.append(free.moved((-x, movement.contacts[0].height - y, -z)))
        for contact in movement.contacts:
            if contact.phase is None:
                places = np.array([figure.point(contact.at) for figure in bodies])
                assert np.ptp(places, axis=0).max() < SLIP, (before, contact.at)


@pytest.mark.parametrize("condition_id", CONDITIONS)
def test_nothing_is_under_the_floor(condition_id: str) -> None:
    condition = CONDITIONS[condition_id]
    for phase in phases(condition):
        figure = pose(condition.moved(), phase)
        balls = (ball for part in PARTS for shape in figure.flesh(part) for ball in shape)
        assert min(place[1] - radius for place, radius in balls) > -SOFT - 0.002, phase


@pytest.mark.parametrize("condition_id", CONDITIONS)
def test_it_can_be_held(condition_id: str) -> None:
    condition = CONDITIONS[condition_id]
    for variant in tried(condition):
        for phase in phases(condition):
            assert left_over(variant, phase) < HELD, phase


@pytest.mark.parametrize("condition_id", CONDITIONS)
def test_weight_is_over_the_base_of_support(condition_id: str) -> None:
    """Where nothing but level supports carries, geometry alone decides."""
    condition = CONDITIONS[condition_id]
    movement = condition.moved()
    for variant, phase in product(tried(condition), phases(condition)):
        if movement.line or any(c.on not in LEVEL for c in movement.contacts_in(phase)):
            continue
        x, _, z = centre(variant, phase)
        turns = np.linspace(0, 2 * np.pi, 72, endpoint=False)
        ways = np.stack([np.cos(turns), np.sin(turns)])
        corners = np.array(base(variant, phase)) @ ways
        assert float((np.array((x, z)) @ ways - corners.max(axis=0)).max()) < 0.01, phase


# --- every one is what it says ---


@pytest.mark.parametrize("condition_id", [c for c in CONDITIONS if c.startswith("side_step")])
def test_a_side_step_stands_on_the_left_leg_and_holds_the_right_one_out(condition_id: str) -> None:
    condition = CONDITIONS[condition_id]
    movement = condition.moved()
    assert [c.at for c in movement.contacts_in(Phase.END)] == [Point.FOOT_L]
    figure = body(condition_id)
    place = figure.point(Point.FOOT_R)
    assert 0.02 < place[1] < 0.1
    assert place[2] == pytest.approx(0.45, abs=0.03)
    assert abs(figure.frames["pelvis"].direction((0, 0, 1))[1]) < 0.04, "the pelvis is level"
    assert movement.bands == (Band(condition_id.split("_")[3]),)
    assert condition.limb.value == ("left" if "stance" in condition_id else "right")
    bent = angle(condition_id, "knee_angle_l")
    assert 50 < bent < 80 if "squat" in condition_id else bent < 25


def test_only_the_band_differs_between_its_places() -> None:
    for posture in ("upright", "squat"):
        poses = [
            CONDITIONS[f"side_step_band_{band}_{posture}_stance_leg"].moved().angles(Phase.END)
            for band in ("knees", "ankles", "feet")
        ]
        assert poses[0] == poses[1] == poses[2]


@pytest.mark.parametrize("degrees", [40, 60, 90, 120])
def test_bridges_have_their_knee_angle_and_straight_hips(degrees: int) -> None:
    condition_id = f"bridge_knees_{degrees}"
    assert angle(condition_id, "knee_angle_r") == degrees
    frames = body(condition_id).frames
    line = [np.array(frames[name].origin) for name in ("upper_arm_r", "thigh_r", "shank_r")]
    first, second = line[1] - line[0], line[2] - line[1]
    turn = np.degrees(np.arccos(first @ second / np.linalg.norm(first) / np.linalg.norm(second)))
    assert turn < 20


@pytest.mark.parametrize("degrees", [0, 15, 30])
def test_bridges_abduct_the_thighs_and_keep_the_shins_upright(degrees: int) -> None:
    frames = body(f"bridge_thighs_abducted_{degrees}").frames
    x, _, z = frames["thigh_r"].direction((0, -1, 0))
    assert np.degrees(np.arctan2(z, x)) == pytest.approx(degrees, abs=2)
    across = np.array([-np.sin(np.radians(degrees)), 0, np.cos(np.radians(degrees))])
    shank = np.array(frames["shank_r"].direction(UP))
    assert abs(shank @ across) < 0.06, "seen along the thigh the shin is upright"


TILTS = ("anterior", "neutral", "posterior")


def test_bridges_tilt_the_pelvis_between_thighs_and_trunk_that_stay() -> None:
    tilts = [angle(f"bridge_pelvis_{name}", "pelvis_tilt") for name in TILTS]
    assert np.diff(tilts) == pytest.approx([12, 12], abs=1)
    chests = [body(f"bridge_pelvis_{name}").frames["torso"].direction(UP)[1] for name in TILTS]
    assert np.ptp(chests) < 0.03


@pytest.mark.parametrize("degrees", [30, 60, 90])
def test_single_leg_deadlifts_lean_as_far_as_they_say(degrees: int) -> None:
    condition_id = f"single_leg_deadlift_trunk_lean_{degrees}"
    assert lean(condition_id) == pytest.approx(degrees, abs=2)
    frames = body(condition_id).frames
    assert abs(frames["pelvis"].direction((0, 0, 1))[1]) < 0.04, "the pelvis is level"
    x, y, _ = frames["thigh_l"].direction(UP)
    assert np.degrees(np.arctan2(x, y)) == pytest.approx(degrees, abs=8), "leg in line"


def test_a_deadlift_begins_with_the_bar_as_high_as_its_plates() -> None:
    figure = body("deadlift_two_leg_8rm")
    for hand, foot in ((Point.HAND_R, Point.FOOT_R), (Point.HAND_L, Point.FOOT_L)):
        assert figure.point(hand)[1] == pytest.approx(0.225, abs=0.02)
        assert figure.point(hand)[0] - figure.point(foot)[0] == pytest.approx(0.03, abs=0.03)
    assert 45 < lean("deadlift_two_leg_8rm") < 75


def test_one_dumbbell_is_in_the_hand_that_is_said_and_as_heavy_in_either() -> None:
    same = CONDITIONS["single_leg_deadlift_load_same_hand"]
    other = CONDITIONS["single_leg_deadlift_load_other_hand"]
    assert same.moved().load[LoadKind.DUMBBELL] is Place.HAND_R
    assert other.moved().load[LoadKind.DUMBBELL] is Place.HAND_L
    assert [c.at for c in same.moved().contacts] == [Point.FOOT_R]
    assert same.load.maximum_of == other.id


@pytest.mark.parametrize(("roll", "forward"), [("forward", 20), ("neutral", 0), ("back", -20)])
def test_side_lying_rolls_the_whole_body(roll: str, forward: float) -> None:
    frames = body(f"side_lying_abduction_hip_neutral_pelvis_{roll}").frames
    for segment in ("pelvis", "chest"):
        x, y, _ = frames[segment].direction((0, 0, 1))  # to the upper side
        assert np.degrees(np.arctan2(x, y)) == pytest.approx(forward, abs=5), segment
    leg, trunk = frames["thigh_r"].direction(UP), frames["pelvis"].direction(UP)
    assert np.degrees(np.arccos(np.dot(leg, trunk))) == pytest.approx(30, abs=3)


def test_side_lying_differs_in_the_turn_of_the_leg_alone() -> None:
    for roll in ("forward", "neutral", "back"):
        poses = {
            turn: CONDITIONS[f"side_lying_abduction_hip_{turn}_pelvis_{roll}"]
            .moved()
            .angles(Phase.END)
            for turn in ("in", "neutral", "out")
        }
        turns = {turn: angles.pop(Angle.HIP_ROTATION_R) for turn, angles in poses.items()}
        assert turns["in"] > turns["neutral"] == 0 > turns["out"]
        assert poses["in"] == poses["neutral"] == poses["out"]


@pytest.mark.parametrize("degrees", [0, 30, 60])
@pytest.mark.parametrize(("pelvis", "roll"), [("neutral", 0), ("reclined", -35)])
def test_clamshells_keep_their_soles_together(degrees: int, pelvis: str, roll: float) -> None:
    condition_id = f"clamshell_hips_{degrees}_pelvis_{pelvis}"
    assert angle(condition_id, "hip_flexion_l") == pytest.approx(degrees, abs=1)
    figure = body(condition_id)
    x, y, _ = figure.frames["pelvis"].direction((0, 0, 1))
    assert np.degrees(np.arctan2(x, y)) == pytest.approx(roll, abs=5)
    feet = [np.array(figure.point(p)) for p in (Point.FOOT_INSIDE_L, Point.FOOT_INSIDE_R)]
    assert np.linalg.norm(feet[1] - feet[0]) < 0.04
    knees = [figure.point(p)[1] for p in (Point.KNEE_INSIDE_L, Point.KNEE_INSIDE_R)]
    assert knees[1] - knees[0] == pytest.approx(0.2, abs=0.02)


def test_standing_abduction_stands_free_with_a_cuff() -> None:
    for leg, limb in (("moving", "right"), ("standing", "left")):
        condition = CONDITIONS[f"standing_abduction_{leg}_leg"]
        assert condition.limb.value == limb
        assert [c.at for c in condition.moved().contacts] == [Point.FOOT_L]
        assert condition.load.share_of_body_mass == 0.03
        assert [side.value for side in condition.at_ankles] == ["right"]
        assert not condition.moved().bands
        assert condition.moved().line is None


@pytest.mark.parametrize(
    ("condition_id", "degrees"),
    [
        ("split_stance_lunge_upright_30_percent", 0),
        ("split_stance_lunge_inclined_30_percent", 35),
        ("lunge_trunk_upright_bodyweight", 0),
        ("lunge_trunk_forward_bodyweight", 35),
        ("lunge_trunk_extended_bodyweight", -10),
    ],
)
def test_lunges_hold_their_trunk_throughout(condition_id: str, degrees: float) -> None:
    for phase in (Phase.START, Phase.MIDDLE, Phase.END):
        assert lean(condition_id, phase) == pytest.approx(degrees, abs=3)
    assert body(condition_id).point(Point.KNEE_L)[1] < 0.12


@pytest.mark.parametrize("back", ["flat", "rounded", "arched"])
def test_the_roman_chair_turns_the_hips_and_nothing_else(back: str) -> None:
    for phase in (Phase.START, Phase.END):
        turned = {
            turn: angle(f"roman_chair_hips_{turn}_back_{back}", "hip_rotation_r", phase)
            for turn in ("in", "neutral", "out")
        }
        assert turned == {"in": 25, "neutral": 0, "out": -25}
    lumbar = angle(f"roman_chair_hips_in_back_{back}", "lumbar_extension")
    assert {"flat": lumbar == 0, "rounded": lumbar < -10, "arched": lumbar > 10}[back]
    shin = body(f"roman_chair_hips_in_back_{back}").frames["thigh_r"].direction(UP)
    assert np.degrees(np.arccos(shin[1])) == pytest.approx(45, abs=3)


@pytest.mark.parametrize(
    "condition_id",
    [c.id for c in CONDITIONS.values() if c.group in ("one_leg", "deadlift", "standing_abduction")],
)
def test_who_stands_on_one_leg_holds_on_to_nothing(condition_id: str) -> None:
    assert all(c.on is not Support.RAIL for c in CONDITIONS[condition_id].moved().contacts)


def test_bands_and_cables_that_the_condition_does_not_use_are_left_off() -> None:
    condition = msgspec.structs.replace(
        CONDITIONS["back_squat_10rm"],
        exercise="standing_abduction",
        load=StudyLoad(kind=LoadKind.NONE),
    )
    assert condition.moved().bands == ()
    banded = StudyLoad(kind=LoadKind.BAND, band="light")
    assert msgspec.structs.replace(condition, load=banded).moved().bands == (Band.ANKLES,)
    thrust = CONDITIONS["hip_thrust_5rm_knee_band"]
    assert thrust.moved().bands == (Band.KNEES,), "the modifier brings it"


# --- the loader ---

GOOD = """
[[conditions]]
id = "heavy_squat"
description = "A heavy squat."
exercise = "back_squat"
load = { kind = "barbell", repetition_maximum = 10 }
sources = ["contreras_2015"]
"""

ONE_LOAD = "kg, share_of_body_mass or repetition_maximum"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"heavy_squat"', '"Heavy squat"', "lower case"),
        ('"heavy_squat"', '"back_squat"', "is an exercise of the catalogue"),
        ('squat."', 'squat"', "description: is a sentence"),
        ("contreras_2015", "nobody_1900", "no study has the id 'nobody_1900'"),
        ('"contreras_2015"', "", "name a study"),
        ('"back_squat"', '"back_squad"', "Did you mean back_squat"),
        ("load =", 'modifiers = ["knee_band"]\nload =', "no modifier 'knee_band'"),
        ("load =", 'held = "middle"\nload =', "is a phase of the movement, not middle"),
        ("load =", 'at_ankles = ["left"]\nload =', "a place, or at_ankles"),
        ("load =", "walk = 1\nload =", "Object contains unknown field `walk`"),
        (", repetition_maximum = 10", "", ONE_LOAD),
        ("repetition_maximum", "kg = 20, repetition_maximum", ONE_LOAD),
        ('"barbell"', '"none"', ONE_LOAD),
        ("repetition_maximum = 10", "kg = -20", "is above 0"),
        ("repetition_maximum = 10", "kg = 20, share_of_maximum = 0.5", "go with repetition_max"),
        ("maximum = 10", "maximum = 10, share_of_maximum = 1.5", "share_of_maximum at most 1"),
        ("maximum = 10", "maximum = 100", "is 1 to 30"),
        (
            "maximum = 10",
            'maximum = 10, maximum_of = "light_squat"',
            "'light_squat' has no",
        ),
        ("maximum = 10", 'maximum = 10, band = "medium"', "is one of light, medium, heavy"),
        ('{ kind = "barbell", repetition_maximum = 10 }', '{ kind = "band" }', "is one of light"),
        ("]\n", "]\n[conditions.movement.end]\nhip_rotation_r = 80\n", "to 45 degrees, not 80"),
    ],
)
def test_the_loader_says_what_is_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "some.toml"
    file.write_text(GOOD, "utf-8")
    assert load_studies(tmp_path)["heavy_squat"].load.repetition_maximum == 10
    head, _, tail = GOOD.rpartition(old)
    file.write_text(head + new + tail, "utf-8")
    with pytest.raises(InvalidStudies, match=f"some.toml: .*({said})"):
        load_studies(tmp_path)


def test_the_loader_refuses_what_holds_no_conditions(tmp_path: Path) -> None:
    with pytest.raises(InvalidStudies, match="is not a folder with conditions"):
        load_studies(tmp_path)
    tmp_path.joinpath("some.toml").write_text("conditions = [", "utf-8")
    with pytest.raises(InvalidStudies, match=r"some\.toml: "):
        load_studies(tmp_path)
    tmp_path.joinpath("some.toml").write_text(GOOD + GOOD, "utf-8")
    with pytest.raises(InvalidStudies, match="heavy_squat: is there twice"):
        load_studies(tmp_path)


def test_an_unknown_condition_is_told_what_comes_close() -> None:
    with pytest.raises(UnknownCondition, match="Did you mean back_squat_10rm"):
        CONDITIONS.condition("back_squat_10m")
