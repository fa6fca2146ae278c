"""Deep rotators of the hip: straight lines, around the head of the femur where they must."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from path_postures import DATA, HIP, arm

from ilium.biomechanics.muscles import muscle_data
from ilium.biomechanics.path_fitting import HIP as COLUMNS
from ilium.biomechanics.straight_paths import (
    HEAD_RADIUS,
    PELVIC_PART,
    StraightLines,
    around_head,
    attachments,
    hip_rotation,
)

LINES = [one.line for one in muscle_data().legs if one.straight]
MODEL = StraightLines(LINES)


def leg(**degrees: float) -> np.ndarray:
    """The seven coordinates of a leg, radians."""
    return np.radians([*(degrees.get(name, 0.0) for name in HIP), 0, 0, 0, 0])


@pytest.mark.parametrize("line", ["gem", "quad_fem"])
def test_lengths_and_arms_are_those_of_gait2392(line: str) -> None:
    with (DATA / "opensim_deep_rotators.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["muscle"] == line]
    assert len(rows) == 47
    place = LINES.index(line)
    for row in rows:
        angles = leg(**{name: float(row[f"{name}_deg"]) for name in HIP})
        length = MODEL.lengths(angles)[place] - PELVIC_PART.get(line, 0.0)
        arms = 100 * MODEL.arms(angles, COLUMNS)[place]
        assert length == pytest.approx(float(row["muscle_tendon_length_m"]), abs=1e-4)
        assert arms == pytest.approx([float(row[f"ma_{name}_cm"]) for name in HIP], abs=0.02)


def test_obturator_externus_does_what_it_does_in_cadavers() -> None:
    """A flexor and adductor of the straight hip, an external rotator of the bent one."""
    straight, bent = (
        100 * MODEL.arms(leg(hip_flexion=angle), COLUMNS)[LINES.index("obt_ext")]
        for angle in (0, 90)
    )
    assert straight == pytest.approx([0.6, 2.1, -0.3], abs=0.1)
    assert bent[2] == pytest.approx(-2.2, abs=0.1)
    assert 0 < bent[1] < straight[1]


@pytest.mark.parametrize("flexion", [0, 30, 60, 90])
@pytest.mark.parametrize("adduction", [-20, 0, 15])
def test_shipped_arms_are_those_of_the_lines(flexion: float, adduction: float) -> None:
    angles = {"hip_flexion": flexion, "hip_adduction": adduction}
    exact = 100 * MODEL.arms(leg(**angles), COLUMNS)
    for part, line in (("obturator_externus", "obt_ext"), ("quadratus_femoris", "quad_fem")):
        for column, name in enumerate(HIP):
            found = arm(f"{part}_r", f"{name}_r", **{f"{k}_r": v for k, v in angles.items()})
            assert found == pytest.approx(exact[LINES.index(line), column], abs=0.2)


angle = st.floats(-0.6, 0.6)


@given(st.floats(-0.5, 2.1), angle, angle)
def test_no_line_passes_through_the_head_and_none_is_shorter_than_straight(
    flexion: float, adduction: float, rotation: float
) -> None:
    for line in LINES:
        origin, insertion = attachments(line)
        other = hip_rotation(flexion, adduction, rotation) @ insertion
        way = other - origin
        along = np.clip(-(origin @ way) / (way @ way), 0, 1)
        clearance = np.linalg.norm(origin + along * way)
        straight = np.linalg.norm(way)
        found = around_head(origin, other)
        if clearance >= HEAD_RADIUS:
            assert found == pytest.approx(straight, abs=1e-12)
        else:
            assert straight < found < straight + np.pi * HEAD_RADIUS


def test_around_the_head_is_a_tangent_an_arc_and_a_tangent() -> None:
    one, other = np.array([0.05, 0.0, 0.0]), np.array([-0.05, 0.0, 0.0])
    tangent = np.sqrt(0.05**2 - HEAD_RADIUS**2)
    arc = HEAD_RADIUS * (np.pi - 2 * np.arccos(HEAD_RADIUS / 0.05))
    assert around_head(one, other) == pytest.approx(2 * tangent + arc)
