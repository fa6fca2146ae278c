"""The model's greatest torques, what people give, and the table of both."""

from math import cos, inf, radians
from typing import Any

import msgspec
import numpy as np
import pytest
from path_postures import arm, posture

from ilium.biomechanics.dynamometry import (
    USUAL_VARIATION,
    Action,
    Dynamometry,
    Measurement,
    dynamometry,
)
from ilium.biomechanics.force_length import muscle_state
from ilium.biomechanics.muscles import muscle_index, muscles
from ilium.biomechanics.paths import ANGLES, Paths
from ilium.biomechanics.person import Person
from ilium.biomechanics.strength import (
    StrengthRow,
    balanced,
    greatest_torques,
    other_axes,
    strength_rows,
    strength_section,
)

ACTIONS = {one.name: one for one in dynamometry().actions}

HELPS = {
    "trunk extension": "erector_spinae_iliocostalis_lumborum_l1_r",
    "trunk flexion": "rectus_abdominis",
    "trunk bending": "quadratus_lumborum",
    "trunk rotation": "external_oblique",
    "hip extension": "gluteus_maximus_middle_r",
    "hip flexion": "psoas_r",
    "hip abduction": "gluteus_medius_middle_r",
    "hip adduction": "adductor_longus_r",
    "hip internal rotation": "gluteus_minimus_anterior_r",
    "hip external rotation": "obturator_internus_r",
    "knee extension": "vastus_lateralis_r",
    "knee flexion": "semitendinosus_r",
    "ankle plantarflexion": "soleus_r",
    "ankle dorsiflexion": "tibialis_anterior_r",
}
"""A muscle of the right side that is known to help in each action: the external oblique turns the
trunk to the other side. Of a broad muscle of the trunk, all lines."""


def measured(**given: Any) -> Measurement:
    return Measurement(action="hip flexion", group="g", posture={}, held="", **given)


def by_hand(action: Action, person: Person, **degrees: float) -> float:
    """The sum over the lines that pull the asked way, one by one."""
    lengths, _ = Paths.load().evaluate_dense(posture(**degrees))
    _, capacity, _ = muscle_state(lengths, person)
    found = 0.0
    for index, muscle in enumerate(muscles()):
        metres = arm(muscle.name, action.coordinate, **degrees) / 100 * person.scale
        found += capacity[0, index] * max(action.direction * metres, 0.0)
    return found


# --- The model ---


@pytest.mark.parametrize("name", HELPS)
def test_an_action_goes_the_way_that_its_muscles_pull(name: str) -> None:
    action, helps = ACTIONS[name], HELPS[name]
    right = [one for one in muscle_index() if one.endswith("_r")]
    lines = [one for one in right if one.startswith(helps)]
    assert lines
    assert sum(action.direction * arm(line, action.coordinate) for line in lines) > 0


@pytest.mark.parametrize("name", ["trunk extension", "hip extension", "ankle dorsiflexion"])
def test_the_held_torque_is_the_sum_over_the_lines_that_pull_the_asked_way(name: str) -> None:
    degrees = {"lumbar_extension": -20.0, "hip_flexion_r": 40.0, "knee_angle_r": 30.0}
    tall = Person(height=1.9, mass=90)
    found = greatest_torques(ACTIONS[name], degrees, tall)
    assert found.held == pytest.approx(by_hand(ACTIONS[name], tall, **degrees))


def test_what_is_left_out_is_the_usual_person_with_every_angle_at_zero() -> None:
    action = ACTIONS["knee extension"]
    assert greatest_torques(action, {}) == greatest_torques(action, {"knee_angle_r": 0}, Person())


@pytest.mark.parametrize("name", HELPS)
def test_balancing_the_other_axes_never_adds_torque(name: str) -> None:
    found = greatest_torques(ACTIONS[name], {"hip_flexion_r": 20, "hip_adduction_r": 5})
    assert 0 < found.balanced <= found.held + 1e-9


def test_a_joint_of_one_axis_has_nothing_to_balance() -> None:
    assert other_axes("knee_angle_r") == []
    found = greatest_torques(ACTIONS["knee flexion"], {"knee_angle_r": 45})
    assert found.balanced == pytest.approx(found.held)


def test_the_other_axes_are_those_of_the_same_joint_and_side() -> None:
    assert other_axes("hip_adduction_l") == ["hip_flexion_l", "hip_rotation_l"]
    assert other_axes("subtalar_angle_r") == ["ankle_angle_r"]
    assert other_axes("lumbar_extension") == ["lumbar_bending", "lumbar_rotation"]


def test_muscles_that_leave_the_other_axes_alone_are_found_where_the_answer_is_known() -> None:
    asked = np.array([3.0, 2.0, -1.0])
    # The first two push the other axis one way, the third helps only by pushing it back.
    others = np.array([[1.0], [1.0], [-1.5]])
    assert balanced(asked, others) == pytest.approx(3.0 + 2 * 0.5 - 1.0)
    assert balanced(asked[:2], others[:2]) == pytest.approx(0.0)
    assert balanced(asked, np.empty((3, 0))) == pytest.approx(5.0)


def test_both_other_axes_of_the_hip_are_balanced() -> None:
    found = greatest_torques(ACTIONS["hip extension"], {})
    lengths, arms = Paths.load().evaluate_dense(posture())
    _, capacity, _ = muscle_state(lengths, Person())
    torque = capacity[0][:, None] * arms[0] * Person().scale
    asked = -torque[:, ANGLES.index("hip_flexion_r")]
    others = torque[:, [ANGLES.index(name) for name in ("hip_adduction_r", "hip_rotation_r")]]
    assert found.balanced == pytest.approx(balanced(asked, others))
    for one in range(2):
        assert found.balanced < balanced(asked, others[:, [one]]) - 1


def test_both_sides_give_the_same() -> None:
    right = ACTIONS["hip abduction"]
    left = msgspec.structs.replace(right, coordinate="hip_adduction_l")
    of_right = greatest_torques(right, {"hip_flexion_r": 30})
    of_left = greatest_torques(left, {"hip_flexion_l": 30})
    for name in ("held", "balanced", "passive"):
        assert getattr(of_left, name) == pytest.approx(getattr(of_right, name))


def test_passive_torque_stands_apart_and_resists_a_stretch() -> None:
    deep = {"hip_flexion_r": 90.0, "knee_angle_r": 15.0}
    found = greatest_torques(ACTIONS["hip extension"], deep)
    against = greatest_torques(ACTIONS["hip flexion"], deep)
    assert found.passive > 10
    assert against.passive == pytest.approx(-found.passive)
    assert found.held == pytest.approx(by_hand(ACTIONS["hip extension"], Person(), **deep))


# --- What people give ---


def test_every_action_and_every_group_is_measured_and_says_how_it_was_checked() -> None:
    data = dynamometry()
    assert {one.name for one in data.actions} == set(HELPS)
    assert {one.group for one in data.measurements} == {one.id for one in data.groups}
    for name in HELPS:
        sources = {one.group.split(",")[0] for one in data.of(name)}
        assert len(sources) >= (1 if name == "trunk bending" else 2), name
    for group in data.groups:
        assert group.checked
        assert group.found
        assert group.sex in ("men", "women", "both")


ANDERSON = {
    # C1, its sd, C2, C3
    ("hip extension", "men"): (0.161, 0.049, 0.958, 0.932),
    ("hip flexion", "men"): (0.113, 0.025, 0.738, -0.214),
    ("knee extension", "men"): (0.163, 0.040, 1.258, 1.133),
    ("knee flexion", "men"): (0.087, 0.015, 0.869, 0.522),
    ("ankle plantarflexion", "men"): (0.095, 0.022, 1.391, 0.408),
    ("ankle dorsiflexion", "men"): (0.033, 0.005, 1.510, -0.187),
    ("hip extension", "women"): (0.181, 0.047, 0.697, 1.242),
    ("hip flexion", "women"): (0.127, 0.033, 0.65, -0.35),
    ("knee extension", "women"): (0.159, 0.028, 1.187, 1.274),
    ("knee flexion", "women"): (0.08, 0.015, 0.873, 0.635),
    ("ankle plantarflexion", "women"): (0.104, 0.034, 1.399, 0.424),
    ("ankle dorsiflexion", "women"): (0.027, 0.006, 1.079, -0.302),
}
"""Table 3 of Anderson 2007 (doi:10.1016/j.jbiomech.2007.03.022), 18 to 25 years."""


@pytest.mark.parametrize(("action", "sex"), ANDERSON)
def test_the_figures_of_anderson_lie_on_their_curves(action: str, sex: str) -> None:
    c1, sd, c2, c3 = ANDERSON[action, sex]
    group = next(one for one in dynamometry().groups if one.id == f"Anderson 2007, {sex}")
    size = (group.mass or 0) * (group.height or 0) * 9.80665
    rows = [one for one in dynamometry().of(action) if one.group == group.id]
    assert rows
    for one in rows:
        angle = radians(one.posture[ACTIONS[action].coordinate])
        torque = c1 * size * cos(c2 * (angle - c3))
        assert one.torque == pytest.approx(torque, abs=0.06)
        assert one.sd == pytest.approx(torque * sd / c1, abs=0.06)


def test_bounds_are_two_standard_deviations_seen_or_usual() -> None:
    assert measured(torque=100, sd=10).bounds == (80, 120)
    spread = 200 * USUAL_VARIATION
    assert measured(torque=100).bounds == (100 - spread, 100 + spread)
    assert measured(lowest=65, highest=145).bounds == (65, 145)
    assert measured(torque=100, sd=10, speed=60).bounds == (80, inf)


@pytest.mark.parametrize(
    "torques", [{}, {"lowest": 1.0}, {"torque": 1.0, "lowest": 1.0, "highest": 2.0}]
)
def test_a_figure_is_a_mean_or_a_range(torques: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="needs a mean, or a range"):
        Dynamometry(actions=(), groups=(), measurements=(measured(**torques),))


def test_what_nobody_knows_is_named() -> None:
    with pytest.raises(ValueError, match="Nothing is called g, hip flexion"):
        Dynamometry(actions=(), groups=(), measurements=(measured(torque=1.0),))


# --- Side by side ---


def test_the_model_is_as_large_as_the_people_were() -> None:
    row = next(one for one in strength_rows() if one.group.id == "Anderson 2007, women")
    person = Person(height=1.606, mass=62.1)
    action = ACTIONS[row.measurement.action]
    assert row.model == greatest_torques(action, row.measurement.posture, person)
    assert row.model.held < greatest_torques(action, row.measurement.posture).held
    assert row.ratio == pytest.approx(row.model.held / (row.measurement.torque or 0))


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_every_figure_is_in_the_table_with_its_verdict() -> None:
    lines = strength_section()
    first = next(i for i, line in enumerate(lines) if line.startswith("| action |"))
    table = [cells(line) for line in lines[first + 2 : lines.index("", first)]]
    assert len(table) == len(strength_rows())
    for line, row in zip(table, strength_rows(), strict=True):
        assert len(line) == len(cells(lines[first]))
        assert line[0] == row.measurement.action
        assert line[4:7] == [
            str(round(torque)) for torque in (row.model.held, row.model.balanced, row.model.passive)
        ]
        verdict = row.measurement.verdict(row.model.held)
        assert line[7] == ("yes" if verdict == "within" else f"**no, {verdict}**")


def test_the_summary_counts_people_at_rest_only() -> None:
    lines = strength_section()
    for name in HELPS:
        rows: list[StrengthRow] = [
            one
            for one in strength_rows()
            if one.measurement.action == name and not one.measurement.speed
        ]
        line = next(cells(one) for one in lines if one.startswith(f"| {name.capitalize()} |"))
        said = [one.measurement.verdict(one.model.held) for one in rows]
        assert line[2:] == [str(len(rows)), str(said.count("above")), str(said.count("below"))]
        low, middle, high = map(float, line[1].split(", "))
        assert low <= middle <= high


def test_every_source_is_named_once_and_can_be_found() -> None:
    text = "\n".join(strength_section())
    for group in dynamometry().groups:
        assert text.count(f"{group.source} ({group.found})") == 1
