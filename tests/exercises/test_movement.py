"""Movements: what they mean, what modifiers make of them, and what is wrong with a bad one."""

from pathlib import Path

import msgspec
import pytest

from ilium.exercises import catalogue, problems
from ilium.exercises.model import Laterality
from ilium.exercises.movement import (
    COORDINATES,
    Angle,
    Band,
    Camera,
    Contact,
    Movement,
    MovementChange,
    Phase,
    Point,
    Side,
    changed,
)

HERE = Path(__file__).parent
SAMPLE = (HERE / "sample.toml").read_text("utf-8")
PLAIN = (HERE / "plain.toml").read_text("utf-8")

MOVEMENT = """
[movement]
camera = { azimuth = 90 }
side = "right"
contacts = [{ at = "foot_l" }, { at = "foot_r", phase = "start" }]
bands = ["ankles"]

[movement.start]
knee_angle = 10

[movement.end]
hip_adduction_r = -30
"""
CHANGE = """
[modifiers.movement]
bands = ["knees"]

[modifiers.movement.always]
pelvis_tilt = -20
"""


def with_movement(movement: str, change: str = CHANGE) -> str:
    """sample.toml with a movement, and with a change for its first modifier."""
    head, first, *others = SAMPLE.split("[[modifiers]]")
    blocks = [head + movement.lstrip() + "\n", first.rstrip() + "\n" + change + "\n", *others]
    return "[[modifiers]]".join(blocks)


def folder_of(folder: Path, sample: str) -> Path:
    (folder / "sample.toml").write_text(sample, "utf-8")
    (folder / "plain.toml").write_text(PLAIN, "utf-8")
    return folder


@pytest.fixture
def squat() -> Movement:
    return Movement(
        camera=Camera(),
        contacts=(Contact(at=Point.FOOT_R), Contact(at=Point.BALL_L, phase=Phase.END)),
        start={Angle.KNEE_ANGLE: 10, Angle.KNEE_ANGLE_R: 5, Angle.HIP_FLEXION: 8},
        end={Angle.KNEE_ANGLE: 90},
    )


def test_a_posture_has_every_coordinate(squat: Movement) -> None:
    for phase in squat.phases:
        assert tuple(squat.angles(phase)) == COORDINATES
    assert len(COORDINATES) == 8 + 2 * 11
    assert not any(angle in COORDINATES for angle in (Angle.KNEE_ANGLE, Angle.ARM_ADD))


def test_a_side_of_its_own_comes_before_both_and_the_end_is_a_difference(squat: Movement) -> None:
    start, end = squat.angles(Phase.START), squat.angles(Phase.END)
    assert (start[Angle.KNEE_ANGLE_L], start[Angle.KNEE_ANGLE_R]) == (10, 5)
    assert (end[Angle.KNEE_ANGLE_L], end[Angle.KNEE_ANGLE_R]) == (90, 90)
    assert end[Angle.HIP_FLEXION_R] == 8
    assert end[Angle.PELVIS_TILT] == 0


def test_a_middle_is_a_phase_only_where_there_is_one(squat: Movement) -> None:
    assert squat.phases == (Phase.START, Phase.END)
    assert squat.angles(Phase.MIDDLE) == squat.angles(Phase.END)
    bent = msgspec.structs.replace(squat, middle={Angle.KNEE_ANGLE: 40})
    assert bent.phases == (Phase.START, Phase.MIDDLE, Phase.END)
    assert bent.angles(Phase.MIDDLE)[Angle.KNEE_ANGLE_L] == 40


def test_contacts_of_a_phase(squat: Movement) -> None:
    assert [c.at for c in squat.contacts_in(Phase.START)] == ["foot_r"]
    assert [c.at for c in squat.contacts_in(Phase.END)] == ["foot_r", "ball_l"]


def test_a_change_of_the_start_leaves_the_end_where_it_was(squat: Movement) -> None:
    after = changed(squat, [MovementChange(start={Angle.HIP_FLEXION: 40})])
    assert after.angles(Phase.START)[Angle.HIP_FLEXION_L] == 40
    assert after.angles(Phase.END) == squat.angles(Phase.END)


def test_a_change_of_always_reaches_every_phase(squat: Movement) -> None:
    tuck = MovementChange(always={Angle.KNEE_ANGLE_R: 33}, bands=(Band.KNEES,))
    after = changed(squat, [tuck])
    assert {after.angles(phase)[Angle.KNEE_ANGLE_R] for phase in after.phases} == {33}
    assert after.angles(Phase.END)[Angle.KNEE_ANGLE_L] == 90
    assert after.bands == (Band.KNEES,)
    assert after.contacts == squat.contacts
    later = changed(after, [MovementChange(always={Angle.KNEE_ANGLE_R: 34})])
    assert later.angles(Phase.END)[Angle.KNEE_ANGLE_R] == 34


def test_no_change_changes_nothing_that_can_be_seen(squat: Movement) -> None:
    after = changed(squat, [MovementChange()])
    for phase in Phase:
        assert after.angles(phase) == squat.angles(phase)


def test_a_variant_has_its_modifiers_changes() -> None:
    plain = catalogue().variant("hyperextension_45").movement
    variant = catalogue().variant("hyperextension_45+plate+rounded_back+toes_out").movement
    assert plain is not None
    assert variant is not None
    for phase in Phase:
        before, after = plain.angles(phase), variant.angles(phase)
        assert after[Angle.HIP_ROTATION_L] == after[Angle.HIP_ROTATION_R] == -28
        assert after[Angle.THORAX_FLEXION] > before[Angle.THORAX_FLEXION] + 20
        assert after[Angle.HIP_FLEXION_R] == before[Angle.HIP_FLEXION_R]
    assert "plate" in variant.load
    assert "plate" not in plain.load


def test_every_exercise_has_a_movement_and_one_sided_ones_a_side() -> None:
    for exercise in catalogue().exercises:
        assert exercise.movement is not None, exercise.id
        one_sided = exercise.laterality is Laterality.UNILATERAL
        assert exercise.movement.side is (Side.RIGHT if one_sided else None), exercise.id


def test_a_movement_is_found_valid(tmp_path: Path) -> None:
    assert problems(folder_of(tmp_path, with_movement(MOVEMENT))) == ()


WRONG = [
    ("knee_angle = 10", "knee = 10", "movement.start.knee", "Invalid enum value"),
    ("knee_angle = 10", "knee_angle = 150", "movement.start.knee_angle", "0 to 140 degrees"),
    ("knee_angle = 10", "knee_angle = nan", "movement.start.knee_angle", "not nan"),
    ("hip_adduction_r = -30", "", "movement.end", "is empty"),
    ("hip_adduction_r = -30", "hip_adduction_r = -80", "movement.end", "-55 to 30 degrees"),
    ('side = "right"', "", "movement.side", "working side"),
    ("azimuth = 90", "azimuth = 400", "movement.camera", "-180 to 180"),
    ("azimuth = 90", "elevation = nan", "movement.camera", "0 to 60"),
    ('[{ at = "foot_l" }, { at = "foot_r", phase = "start" }]', "[]", "movement.contacts", "name"),
    ('{ at = "foot_l" }', '{ at = "foot_l", phase = "end" }', "movement.contacts", "first"),
    ('{ at = "foot_l" }', '{ at = "foot_l", on = "step" }', "movement.contacts[0]", "above 0"),
    ('{ at = "foot_l" }', '{ at = "foot_l", height = 0.2 }', "movement.contacts[0]", "above 0"),
    ('{ at = "foot_l" }', '{ at = "foot_r" }', "movement.contacts", "touches twice"),
    ('{ at = "foot_l" }', '{ at = "nose" }', "movement.contacts[0].at", "Invalid enum"),
    ('bands = ["knees"]', "", "modifiers.band.movement.bands", "where the band is"),
    ("pelvis_tilt = -20", "pelvis_tilt = 200", "modifiers.band.movement.always", "degrees"),
    ('bands = ["ankles"]', 'load = { stack = "hips" }', "movement.load", "nowhere"),
]


@pytest.mark.parametrize(("old", "new", "key", "reason"), WRONG)
def test_a_wrong_movement_is_named_with_key_and_reason(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    good = with_movement(MOVEMENT)
    assert old in good
    found = problems(folder_of(tmp_path, good.replace(old, new, 1)))
    assert any(p.key.startswith(key) and reason in p.reason for p in found), [*map(str, found)]


def test_every_weighed_load_has_its_place(tmp_path: Path) -> None:
    held = with_movement(MOVEMENT).replace('load = "stack"', 'load = "dumbbell"')
    held = held.replace('needs = ["cable"]', 'needs = ["dumbbells"]')
    (problem,) = problems(folder_of(tmp_path, held))
    assert (problem.key, problem.reason) == ("movement.load", "say where the dumbbell is")


def test_a_change_needs_a_movement(tmp_path: Path) -> None:
    (problem,) = problems(folder_of(tmp_path, with_movement("")))
    assert problem.key == "modifiers.band.movement"
