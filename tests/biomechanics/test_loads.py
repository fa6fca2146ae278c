"""Weights, bands, cables and pads: sizes, directions, and forces that add up."""

import msgspec
import numpy as np
import pytest

from ilium.biomechanics.body import GRAVITY, Body, Spot
from ilium.biomechanics.contacts import FRICTION, cone, point_spot, touches, touching
from ilium.biomechanics.kinematics import Kinematics, Pose
from ilium.biomechanics.loads import (
    HELD,
    Cable,
    LongBand,
    LoopBand,
    Pads,
    Weight,
    elastic,
    providers,
)
from ilium.biomechanics.motion import Motion
from ilium.biomechanics.person import Person
from ilium.exercises import catalogue, resolve
from ilium.exercises.movement import COORDINATES, Contact, Phase, Place, Point, Support
from ilium.loads import LoadKind

BODY = Body(Person(height=1.70, mass=70))
PELVIS = Spot("pelvis", (0.0, 0.0, 0.0))


def stood(**degrees: float) -> Pose:
    postures = np.radians([[degrees.get(a.value, 0.0) for a in COORDINATES]])
    return Pose(BODY, postures, PELVIS, np.zeros(3))


def test_a_weight_at_rest_weighs_and_in_motion_resists() -> None:
    held = Weight(20, HELD[Place.HANDS])
    forces = [force[0] for _, force in held.forces(stood())]
    assert np.sum(forces, axis=0) == pytest.approx([0, -20 * GRAVITY, 0])
    ends = np.radians([[0.0] * len(COORDINATES), [0.0] * len(COORDINATES)])
    ends[1, COORDINATES.index("pelvis_tilt")] = -1.0
    motion = Motion(np.array([0.0, 1.0]), ends, 1.0, 0.0, 1.0)
    feet = point_spot(Point.FOOT_R)
    where = Kinematics(BODY, motion.posture, motion.times(41), feet, np.zeros(3))
    spot = HELD[Place.UPPER_BACK][0]
    [(_, force)] = Weight(20, (spot,)).forces(where)
    lean = where.place(spot)[:, 0]
    forward = lean[:20].argmax() if lean[10] < lean[0] else 5
    assert force[forward, 0] * where.acceleration(spot)[forward, 0] < 0, "inertia pushes back"


@pytest.mark.parametrize("band", ["light", "medium", "heavy"])
def test_a_band_pulls_more_the_longer_it_is_and_nothing_when_slack(band: str) -> None:
    strain = np.linspace(-0.5, 2.5, 61)
    tension = elastic().tension(band, strain)
    assert np.all(tension[strain <= 0] == 0)
    assert np.all(np.diff(tension[strain >= 0]) > 0)
    assert elastic().tension(band, np.array([1.0]))[0] == elastic().strength[band]


def test_bands_are_in_the_order_of_their_names() -> None:
    strength = elastic().strength
    assert strength["light"] < strength["medium"] < strength["heavy"]


def test_a_loop_pulls_both_limbs_to_each_other() -> None:
    spots = (Spot("shank_r", (0.0, -0.36, 0.0)), Spot("shank_l", (0.0, -0.36, 0.0)))
    loop = LoopBand("medium", spots, elastic().girth["ankles"])
    narrow, wide = (
        [force[0] for _, force in loop.forces(stood(hip_adduction_l=-a, hip_adduction_r=-a))]
        for a in (5, 20)
    )
    for right, left in (narrow, wide):
        assert right == pytest.approx(-left)
        assert right[2] < 0 < left[2]
    assert wide[1][2] > narrow[1][2] > 0


def test_cables_and_long_bands_pull_to_their_anchor() -> None:
    spot, anchor = point_spot(Point.ANKLE_R), (0.1, -0.8, -0.9)
    pose = stood()
    toward = np.array(anchor) - pose.place(spot)[0]
    toward /= np.linalg.norm(toward)
    [(_, cable)] = Cable(10, spot, anchor).forces(pose)
    assert cable[0] == pytest.approx(10 * GRAVITY * toward)
    [(_, band)] = LongBand("medium", spot, anchor, slack=0.5, strands=2).forces(pose)
    assert band[0] / np.linalg.norm(band[0]) == pytest.approx(toward)
    [(_, nothing)] = LongBand("medium", spot, anchor, slack=2.0, strands=2).forces(pose)
    assert nothing[0] == pytest.approx(np.zeros(3))


@pytest.mark.parametrize("kind", [LoadKind.STACK, LoadKind.BAND])
def test_a_rope_pulls_both_hands_alike_and_no_harder_than_one(kind: LoadKind) -> None:
    movement = resolve(catalogue().exercise("cable_pull_through"), ()).movement
    assert movement is not None
    assert movement.line is not None
    middle = (movement.line.anchor[0], movement.line.anchor[1], 0.0)
    rope = msgspec.structs.replace(movement.line, anchor=middle)
    pose = stood()
    both, one = (
        [
            force[0]
            for pull in providers(
                msgspec.structs.replace(movement, line=line), kind, 10, "medium", pose
            )
            for _, force in pull.forces(pose)
        ]
        for line in (rope, msgspec.structs.replace(rope, also=None))
    )
    assert len(both) == 2
    right, left = both
    assert right == pytest.approx(left * [1, 1, -1])
    assert sum(map(np.linalg.norm, both)) == pytest.approx(np.linalg.norm(one[0]))


def test_the_pads_of_a_machine_press_both_knees_inward() -> None:
    spots = (point_spot(Point.KNEE_SIDE_R), point_spot(Point.KNEE_SIDE_L))
    (_, right), (_, left) = Pads(40, spots).forces(stood())
    assert right[0] == pytest.approx([0, 0, -20 * GRAVITY])
    assert left[0] == pytest.approx([0, 0, 20 * GRAVITY])


@pytest.mark.parametrize(
    ("exercise", "modifiers", "kind", "kilograms", "mass"),
    [
        ("hip_thrust", (), LoadKind.BARBELL, 60, 60),
        ("split_squat", (), LoadKind.DUMBBELL, 12, 24),  # one in each hand
        ("split_squat", ("load_opposite_hand",), LoadKind.DUMBBELL, 12, 12),
        ("glute_bridge", (), LoadKind.BODYWEIGHT, 0, 0),
    ],
)
def test_what_an_exercise_is_loaded_with(
    exercise: str, modifiers: tuple[str, ...], kind: LoadKind, kilograms: float, mass: float
) -> None:
    movement = resolve(catalogue().exercise(exercise), modifiers).movement
    assert movement is not None
    pose = stood()
    down = [
        force[0, 1]
        for one in providers(movement, kind, kilograms, "medium", pose)
        for _, force in one.forces(pose)
    ]
    assert sum(down) == pytest.approx(-mass * GRAVITY)


def test_a_knee_band_comes_with_its_modifier() -> None:
    movement = resolve(catalogue().exercise("hip_thrust"), ("knee_band",)).movement
    assert movement is not None
    found = providers(movement, LoadKind.BARBELL, 60, "medium", stood())
    assert [type(one) for one in found] == [LoopBand, Weight]


def test_friction_pushes_no_more_than_it_can() -> None:
    normal = np.array([[0.0, 1.0, 0.0], [0.6, 0.8, 0.0]])
    edges = cone(normal)
    for frame in range(2):
        along = edges[frame] @ normal[frame]
        across = edges[frame] - np.outer(along, normal[frame])
        assert along == pytest.approx(np.ones(4))
        assert np.linalg.norm(across, axis=1) == pytest.approx(np.full(4, FRICTION))
        assert across.sum(axis=0) == pytest.approx(np.zeros(3), abs=1e-12)


def test_a_sole_touches_at_its_four_corners_and_a_machine_not_at_all() -> None:
    assert len(list(touches(Contact(at=Point.FOOT_R)))) == 4
    assert not list(touches(Contact(at=Point.KNEE_SIDE_R, on=Support.MACHINE)))
    left, right = (next(iter(touches(Contact(at=point)))) for point in (Point.FOOT_L, Point.FOOT_R))
    assert left.spot.local == pytest.approx(np.array(right.spot.local) * (1, 1, -1))


def test_a_contact_of_one_phase_is_there_in_that_phase() -> None:
    movement = catalogue().exercise("hip_thrust").movement
    assert movement is not None
    share = np.array([0.0, 0.3, 0.5, 0.8, 1.0])
    for phase, there in (
        (None, [True] * 5),
        (Phase.START, [True, False, False, False, False]),
        (Phase.MIDDLE, [False, False, True, False, False]),
        (Phase.END, [False, False, False, False, True]),
    ):
        contact = Contact(at=Point.HIP_R, phase=phase)
        assert touching(contact, share, movement).tolist() == there
    stepping = Contact(at=Point.FOOT_R, phase=Phase.START)
    assert touching(stepping, np.array([0.2, 0.25, 0.3]), movement).tolist() == [True, False, False]
