"""Physics of every posture: what touches is where it should be, and the body can be held there."""

from collections.abc import Iterator
from itertools import pairwise

import msgspec
import numpy as np
import pytest
from statics import LEVEL, base, centre, left_over

from ilium.exercises import catalogue, resolve
from ilium.exercises.model import Variant
from ilium.exercises.movement import Angle, Movement, Phase, Point, Support
from ilium.figures.skeleton import Pose, pose, posed

SOFT = 0.03
"""Metres: flesh gives way, and angles are whole degrees (1 degree moves a foot by 14 mm)."""

SLIP = 0.05
"""Metres that a contact may slip between two phases: between them angles change evenly."""

HELD = 0.02
"""What may be left unbalanced, body weights: rounding to whole degrees shifts a weight a little."""

PARTS = ("trunk", "leg_l", "leg_r", "arm_l", "arm_r")


def variants() -> Iterator[Variant]:
    """Each exercise plain, with each modifier that moves it, and all that a planner may choose."""
    for exercise in catalogue().exercises:
        single = [(modifier.id,) for modifier in exercise.modifiers if modifier.movement]
        for modifiers in dict.fromkeys([(), *single, *exercise.variants]):
            yield resolve(exercise, modifiers)


VARIANTS = {variant.id: variant for variant in variants()}


def movement_of(variant: Variant) -> Movement:
    assert variant.movement is not None
    return variant.movement


def body_in(variant_id: str, phase: Phase) -> Pose:
    return pose(movement_of(VARIANTS[variant_id]), phase)


def angle_between(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    """Degrees between two directions."""
    a, b = np.array(first), np.array(second)
    return float(np.degrees(np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b))))


UP = (0.0, 1.0, 0.0)


@pytest.mark.parametrize("variant_id", VARIANTS)
def test_what_touches_a_level_support_is_at_its_height(variant_id: str) -> None:
    movement = movement_of(VARIANTS[variant_id])
    for phase in movement.phases:
        body = pose(movement, phase)
        for contact in movement.contacts_in(phase):
            if contact.on in LEVEL:
                height = body.point(contact.at)[1]
                assert height == pytest.approx(contact.height, abs=SOFT), (phase, contact.at)


@pytest.mark.parametrize("variant_id", VARIANTS)
def test_what_touches_throughout_stays_where_it_is(variant_id: str) -> None:
    movement = movement_of(VARIANTS[variant_id])
    bodies = [pose(movement, phase) for phase in movement.phases]
    for contact in movement.contacts:
        if contact.phase is None and contact.on is not Support.MACHINE:
            places = np.array([body.point(contact.at) for body in bodies])
            assert np.ptp(places, axis=0).max() < SOFT, contact.at


@pytest.mark.parametrize("variant_id", VARIANTS)
def test_nothing_is_under_the_floor(variant_id: str) -> None:
    movement = movement_of(VARIANTS[variant_id])
    for phase in movement.phases:
        assert lowest(pose(movement, phase)) > -SOFT - 0.002, phase


@pytest.mark.parametrize("variant_id", VARIANTS)
def test_it_can_be_held(variant_id: str) -> None:
    variant = VARIANTS[variant_id]
    for phase in movement_of(variant).phases:
        assert left_over(variant, phase) < HELD, phase


@pytest.mark.parametrize("variant_id", VARIANTS)
def test_weight_is_over_the_base_of_support(variant_id: str) -> None:
    """Where nothing but level supports carries, and nothing pulls, geometry alone decides."""
    variant = VARIANTS[variant_id]
    movement = movement_of(variant)
    for phase in movement.phases:
        if movement.line or any(c.on not in LEVEL for c in movement.contacts_in(phase)):
            continue
        x, _, z = centre(variant, phase)
        assert outside(base(variant, phase), (x, z)) < 0.01, phase


def outside(corners: list[tuple[float, float]], spot: tuple[float, float]) -> float:
    """How far a spot is outside the convex hull of some corners, seen in 72 directions."""
    turns = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    ways = np.stack([np.cos(turns), np.sin(turns)])
    return float((np.array(spot) @ ways - (np.array(corners) @ ways).max(axis=0)).max())


@pytest.mark.parametrize("variant_id", VARIANTS)
def test_contacts_hold_on_the_way_too(variant_id: str) -> None:
    """A repetition runs through the phases, each angle evenly; a middle is due where that slips."""
    movement = movement_of(VARIANTS[variant_id])
    for before, after in pairwise(movement.phases):
        start, end = movement.angles(before), movement.angles(after)
        bodies = [
            placed(
                movement,
                {angle: start[angle] + share * (end[angle] - start[angle]) for angle in start},
            )
            for share in (0.0, 0.25, 0.5, 0.75, 1.0)
        ]
        for contact in movement.contacts:
            if contact.phase is None and contact.on is not Support.MACHINE:
                places = np.array([body.point(contact.at) for body in bodies])
                assert np.ptp(places, axis=0).max() < SLIP, (before, contact.at)
        for body in bodies:
            assert lowest(body) > -SLIP, before


def placed(movement: Movement, angles: dict[Angle, float]) -> Pose:
    """The body with those angles, its first contact over the origin."""
    free, anchor = posed(angles), movement.contacts[0]
    x, y, z = free.point(anchor.at)
    return free.moved((-x, anchor.height - y, -z))


def lowest(body: Pose) -> float:
    """The height of the lowest place of the body."""
    return min(c[1] - radius for part in PARTS for balls in body.flesh(part) for c, radius in balls)


# --- single exercises, as a coach would check them ---


@pytest.mark.parametrize("exercise", ["hip_thrust", "b_stance_hip_thrust", "single_leg_hip_thrust"])
def test_a_hip_thrust_ends_level_with_upright_shins(exercise: str) -> None:
    top = body_in(exercise, Phase.END)
    for segment, limit in (("torso", 12), ("thigh_r", 12)):
        assert abs(90 - angle_between(top.frames[segment].direction(UP), UP)) < limit, segment
    assert angle_between(top.frames["shank_r"].direction(UP), UP) < 8
    movement = movement_of(VARIANTS[exercise])
    assert movement.angles(Phase.END)["knee_angle_r"] == pytest.approx(90, abs=8)
    lowest = body_in(exercise, Phase.START)
    assert 0.02 < lowest.point(Point.SEAT)[1] < 0.12, "just above the floor"
    assert top.point(Point.SHOULDER_BLADES)[1] == pytest.approx(0.38, abs=SOFT)


def test_a_higher_bench_and_higher_hips_are_higher() -> None:
    plain = body_in("hip_thrust", Phase.END).point(Point.SHOULDER_BLADES)[1]
    raised = body_in("hip_thrust+high_bench", Phase.END).point(Point.SHOULDER_BLADES)[1]
    assert raised - plain == pytest.approx(0.05, abs=0.02)
    hips = body_in("hip_thrust", Phase.END).point(Point.HIP_CREASE)[1]
    assert body_in("hip_thrust+higher_hips", Phase.END).point(Point.HIP_CREASE)[1] > hips + 0.02


@pytest.mark.parametrize("exercise", ["glute_bridge", "single_leg_bridge", "b_stance_bridge"])
def test_a_bridge_ends_with_shoulder_hip_and_knee_in_line(exercise: str) -> None:
    frames = body_in(exercise, Phase.END).frames
    shoulder, hip, knee = (
        np.array(frames[name].origin) for name in ("upper_arm_r", "thigh_r", "shank_r")
    )
    assert angle_between(tuple(hip - shoulder), tuple(knee - hip)) < 20


@pytest.mark.parametrize("exercise", ["hyperextension_45", "single_leg_hyperextension"])
def test_a_hyperextension_is_at_45_degrees_and_straight_at_the_top(exercise: str) -> None:
    low, top = body_in(exercise, Phase.START), body_in(exercise, Phase.END)
    for body in (low, top):
        assert angle_between(body.frames["thigh_r"].direction(UP), UP) == pytest.approx(45, abs=3)
    assert angle_between(top.frames["torso"].direction(UP), UP) == pytest.approx(45, abs=3)
    assert low.point(Point.HEAD)[1] < low.point(Point.HIP_CREASE)[1]


def test_a_side_plank_is_straight_over_the_elbow() -> None:
    frames = body_in("side_plank", Phase.END).frames
    spine = frames["chest"].direction(UP)
    for segment in ("pelvis", "thigh_r", "shank_r", "thigh_l"):
        assert angle_between(frames[segment].direction(UP), spine) < 5
    assert angle_between(frames["upper_arm_r"].direction(UP), UP) < 15
    sunk = body_in("side_plank", Phase.START).point(Point.HIP_R)[1]
    assert body_in("side_plank", Phase.END).point(Point.HIP_R)[1] > sunk + 0.1


def test_a_clamshell_opens_the_top_knee_and_leaves_the_feet_together() -> None:
    shut, opened = body_in("clamshell", Phase.START), body_in("clamshell", Phase.END)
    assert opened.point(Point.KNEE_INSIDE_R)[1] > shut.point(Point.KNEE_INSIDE_R)[1] + 0.15
    for body in (shut, opened):
        feet = [np.array(body.point(p)) for p in (Point.FOOT_INSIDE_L, Point.FOOT_INSIDE_R)]
        assert np.linalg.norm(feet[0] - feet[1]) < 0.06
    same = [body.frames["pelvis"].direction((0, 0, 1)) for body in (shut, opened)]
    assert angle_between(*same) < 1, "the pelvis does not roll back"


def test_a_reverse_clamshell_lifts_the_top_foot_and_leaves_the_knees_together() -> None:
    shut, opened = (body_in("reverse_clamshell", phase) for phase in (Phase.START, Phase.END))
    assert opened.point(Point.FOOT_R)[1] > shut.point(Point.FOOT_R)[1] + 0.15
    knees = [np.array(opened.point(p)) for p in (Point.KNEE_INSIDE_L, Point.KNEE_INSIDE_R)]
    assert np.linalg.norm(knees[0] - knees[1]) < 0.08


def test_a_hip_hike_drops_and_lifts_the_free_side() -> None:
    def free_side(variant_id: str, phase: Phase) -> float:
        frames = body_in(variant_id, phase).frames
        return frames["thigh_l"].origin[1] - frames["thigh_r"].origin[1]

    assert free_side("hip_hike", Phase.START) < -0.02
    assert free_side("hip_hike", Phase.END) > 0.02
    assert abs(free_side("hip_hike+level_to_high", Phase.START)) < 0.01


def test_a_single_leg_rdl_has_trunk_and_free_leg_in_line_and_the_pelvis_level() -> None:
    frames = body_in("single_leg_rdl", Phase.END).frames
    trunk = frames["torso"].direction(UP)
    assert 60 < angle_between(trunk, UP) < 85
    assert angle_between(trunk, frames["thigh_l"].direction(UP)) < 15
    assert abs(frames["pelvis"].direction((0, 0, 1))[1]) < 0.06
    hands = body_in("single_leg_rdl", Phase.END).point(Point.HAND_R)
    assert abs(hands[0] - frames["shank_r"].origin[0]) < 0.25, "weights close to the leg"


@pytest.mark.parametrize(
    "exercise", ["split_squat", "reverse_lunge", "walking_lunge", "rear_foot_elevated_split_squat"]
)
def test_a_lunge_ends_with_the_rear_knee_low_and_the_front_shin_nearly_upright(
    exercise: str,
) -> None:
    low = body_in(exercise, Phase.END)
    assert angle_between(low.frames["shank_r"].direction(UP), UP) < 25
    assert low.point(Point.KNEE_L)[1] < (0.35 if "elevated" in exercise else 0.12)
    assert low.frames["thigh_r"].origin[1] - low.frames["shank_r"].origin[1] < 0.12


@pytest.mark.parametrize(
    "variant_id",
    [
        "split_squat+forward_lean",
        "reverse_lunge+forward_lean",
        "walking_lunge+forward_lean",
        "curtsy_lunge+forward_lean",
        "rear_foot_elevated_split_squat+forward_lean",
        "cable_hip_abduction+forward_lean",
        "cable_abduction_extension+forward_lean",
        "machine_hip_abduction+forward_lean",
        "seated_band_abduction+forward_lean",
    ],
)
def test_a_forward_lean_leans_forward(variant_id: str) -> None:
    exercise, _ = variant_id.split("+")

    def lean(which: str) -> float:
        return body_in(which, Phase.END).frames["torso"].direction(UP)[0]

    assert lean(variant_id) > lean(exercise) + 0.15


@pytest.mark.parametrize(
    "exercise",
    ["cable_hip_abduction", "standing_abduction", "side_lying_abduction", "side_plank_abduction"],
)
def test_an_abduction_abducts(exercise: str) -> None:
    movement = movement_of(VARIANTS[exercise])
    side = "l" if exercise == "side_plank_abduction" else "r"
    start, end = (movement.angles(p)[f"hip_adduction_{side}"] for p in (Phase.START, Phase.END))
    assert end < start - 20
    assert movement.angles(Phase.END)[f"knee_angle_{side}"] <= 10


def test_squats_reach_level_thighs_or_the_bench() -> None:
    for exercise in ("back_squat", "goblet_squat"):
        frames = body_in(exercise, Phase.END).frames
        assert frames["thigh_r"].origin[1] - frames["shank_r"].origin[1] < 0.06
        seat = body_in(f"{exercise}+to_bench", Phase.END).point(Point.SEAT)[1]
        assert 0.35 < seat < 0.5


def test_a_band_walk_widens_its_stance_and_sits_in_the_half_squat() -> None:
    def stance(phase: Phase) -> float:
        body = body_in("lateral_band_walk", phase)
        return body.point(Point.FOOT_R)[2] - body.point(Point.FOOT_L)[2]

    assert stance(Phase.END) > stance(Phase.START) + 0.2
    tall, low = (
        body_in(which, Phase.START).frames["pelvis"].origin[1]
        for which in ("lateral_band_walk", "lateral_band_walk+squat_posture")
    )
    assert low < tall - 0.08


def test_the_check_sees_what_cannot_be_held() -> None:
    """A person who leans far over one foot falls, and the checks above say so."""
    variant = VARIANTS["single_leg_rdl"]
    movement = movement_of(variant)
    fallen = msgspec.structs.replace(movement, start=movement.start | {"pelvis_list": 25})
    exercise = msgspec.structs.replace(variant.exercise, movement=fallen)
    falling = msgspec.structs.replace(variant, exercise=exercise)
    assert left_over(falling, Phase.START) > 5 * HELD
    x, _, z = centre(falling, Phase.START)
    assert outside(base(falling, Phase.START), (x, z)) > 0.02
