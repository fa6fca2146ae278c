"""Postures find their balance: every variant of the catalogue, checked by other means."""

import highspy
import numpy as np
import pytest

from ilium.biomechanics.body import GRAVITY, Body
from ilium.biomechanics.contacts import LEVEL, cone, point_spot, touches
from ilium.biomechanics.kinematics import Pose
from ilium.biomechanics.loads import providers
from ilium.biomechanics.person import Person
from ilium.biomechanics.settling import Settler, Stance, normals, offsets
from ilium.exercises import catalogue, resolve
from ilium.exercises.movement import COORDINATES, Movement, Phase, Support
from ilium.loads import LoadKind

BODY = Body(Person(height=1.70, mass=70))

HELD = 0.01
"""What may be left unbalanced, body weights (and body weights times metres)."""


def settled(
    movement: Movement, phase: Phase, kilograms: float, kind: LoadKind
) -> tuple[Pose, Pose]:
    """The body as written and as it settles."""
    anchor = movement.contacts[0]
    spot, at = point_spot(anchor.at), np.array([0, anchor.height, 0])
    contacts = movement.contacts_in(phase)
    target = np.radians([movement.angles(phase)[a] for a in COORDINATES])
    before = Pose(BODY, target[None], spot, at)
    acting = providers(movement, kind, kilograms, "medium", before)
    stance = Stance(contacts, (None,) * len(contacts), spot, at)
    found = Settler(BODY, acting).settle(target, stance)
    return before, Pose(BODY, found[None], spot, at)


def unbalanced(pose: Pose, movement: Movement, phase: Phase, acting: list) -> float:
    """What no forces at the contacts can balance, by linear programming."""
    weight, about = BODY.mass * GRAVITY, pose.centre_of_mass[0]
    applied = np.array([0, -1.0, 0, 0, 0, 0])
    for spot, force in acting:
        share = force[0] / weight
        applied += np.concatenate([share, np.cross(pose.place(spot)[0] - about, share)])
    columns = []
    for contact in movement.contacts_in(phase):
        for touch in touches(contact):
            place = (pose.place(touch.spot) + offsets(pose, touch))[-1] - about
            ways = (
                np.vstack([np.eye(3), -np.eye(3)]) if touch.grip else cone(normals(pose, touch))[0]
            )
            columns += [np.concatenate([way, np.cross(place, way)]) for way in ways]
    solver = highspy.Highs()
    solver.silent()
    count = len(columns)
    for index in range(count + 12):
        solver.addVar(0.0, np.inf)
        solver.changeColCost(index, float(index >= count))
    matrix = np.array(columns).T
    for row in range(6):
        used = np.array([*range(count), count + row, count + 6 + row], np.int32)
        values = np.array([*matrix[row], 1.0, -1.0])
        solver.addRow(-applied[row], -applied[row], len(used), used, values)
    solver.run()
    return float(solver.getInfo().objective_function_value)


@pytest.mark.parametrize("support", [Support.PAD, Support.ROLLER])
def test_a_bar_does_not_turn_with_the_limb_on_it(support: Support) -> None:
    """It pushes the same way, from the same side, whether the toes point forward or out."""
    chair = catalogue().exercise("hyperextension_45")
    pushes, points = [], []
    for modifiers in ((), ("toes_out",)):
        movement = resolve(chair, modifiers).movement
        assert movement is not None
        before, _ = settled(movement, Phase.END, 0.0, LoadKind.NONE)
        touch = next(
            touch
            for contact in movement.contacts_in(Phase.END)
            if contact.on is support and contact.at.endswith("_r")
            for touch in touches(contact)
        )
        pushes.append(normals(before, touch)[0])
        points.append(offsets(before, touch)[0] - touch.offset)
    assert pushes[1] == pytest.approx(pushes[0], abs=0.01)
    assert points[1] == pytest.approx(points[0], abs=0.001)
    assert pushes[0][2] == 0
    assert points[0] @ pushes[0] == pytest.approx(-np.linalg.norm(points[0]))  # it is behind
    assert np.linalg.norm(points[0]) > 0.05


@pytest.mark.parametrize("exercise", catalogue().ids)
def test_every_exercise_settles_near_what_is_written(exercise: str) -> None:
    found = catalogue().exercise(exercise)
    movement, setup = found.movement, found.setups[0]
    assert movement is not None
    kilograms = 0.05 * 70 if setup.load is LoadKind.STACK else setup.start_share_of_body_mass * 70
    for phase in movement.phases:
        before, after = settled(movement, phase, kilograms, setup.load)
        acting = [
            pair
            for one in providers(movement, setup.load, kilograms, "medium", before)
            for pair in one.forces(after)
        ]
        assert unbalanced(after, movement, phase, acting) < HELD, phase
        changes = np.degrees(np.abs(after.postures - before.postures)[0])
        legs_and_trunk = [
            i for i, a in enumerate(COORDINATES) if not a.startswith(("ankle", "subtalar", "mtp"))
        ]
        assert changes[legs_and_trunk].max() < 8, phase
        for contact in movement.contacts_in(phase):
            if contact.on in LEVEL:
                height = after.place(point_spot(contact.at))[0, 1]
                assert height == pytest.approx(contact.height, abs=0.03), (phase, contact.at)


def test_a_body_that_leans_too_far_comes_back_over_its_foot() -> None:
    movement = catalogue().exercise("single_leg_rdl").movement
    assert movement is not None
    tipped = movement.start | {"pelvis_list": 12}
    import msgspec

    leaning = msgspec.structs.replace(movement, start=tipped)
    before, after = settled(leaning, Phase.START, 0, LoadKind.BODYWEIGHT)
    foot = point_spot(movement.contacts[0].at)
    side = [abs(one.centre_of_mass[0, 2] - one.place(foot)[0, 2]) for one in (before, after)]
    assert side[0] > 0.06
    assert side[1] < 0.05


@pytest.mark.parametrize("variant", ["back_squat", "sumo_deadlift"])
def test_who_stands_on_whole_feet_keeps_the_weight_over_their_middle(variant: str) -> None:
    """Ishida 2022: between 0.44 and 0.54 of the foot's length. Settled for contact alone both end
    on the heels. Measured by the centre of mass of body and bar; the feet stay."""
    movement = catalogue().variant(variant).movement
    assert movement is not None
    anchor = movement.contacts[0]
    spot, at = point_spot(anchor.at), np.array([0, anchor.height, 0])
    target = np.radians([movement.angles(Phase.END)[a] for a in COORDINATES])
    contacts = movement.contacts_in(Phase.END)
    stance = Stance(contacts, (None,) * len(contacts), spot, at)
    acting = providers(movement, LoadKind.BARBELL, 40, "medium", Pose(BODY, target[None], spot, at))
    settler = Settler(BODY, acting)
    before = settler.settle(target, stance)
    after = settler.shifted(before, target, stance)
    shares, feet = [], []
    for posture in (before, after):
        pose = Pose(BODY, posture[None], spot, at)
        mass, moment = BODY.mass * GRAVITY, BODY.mass * GRAVITY * pose.centre_of_mass[0, 0]
        for one in acting:
            for place, force in one.forces(pose):
                mass -= force[0, 1]
                moment -= force[0, 1] * pose.place(place)[0, 0]
        sole = [pose.place(touch.spot)[0, 0] for touch in touches(contacts[0])]
        shares.append((moment / mass - min(sole)) / np.ptp(sole))
        feet.append([pose.place(point_spot(contact.at))[0] for contact in contacts])
    assert shares[1] == pytest.approx(0.49, abs=0.05)
    assert abs(shares[0] - 0.49) > abs(shares[1] - 0.49) + 0.05
    assert np.abs(np.subtract(*feet)).max() < 0.03
