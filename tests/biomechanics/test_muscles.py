"""The muscles: who they are, in what order, how strong."""

from collections import Counter

import numpy as np
import pytest
from path_postures import posture

from ilium.anatomy import Region
from ilium.biomechanics.force_length import muscle_state
from ilium.biomechanics.muscles import (
    CHRISTOPHY_TENSION,
    TRUNK_SPECIFIC_TENSION,
    muscle_data,
    muscle_index,
    muscles,
)
from ilium.biomechanics.paths import ANGLES, Paths

EVERY = muscles()


def test_legs_come_before_the_trunk_and_right_before_left() -> None:
    blocks = [(one.leg, one.side) for one in EVERY]
    assert list(dict.fromkeys(blocks)) == [(True, "r"), (True, "l"), (False, "r"), (False, "l")]
    assert Counter(blocks)[True, "r"] == Counter(blocks)[True, "l"] == 43
    assert Counter(blocks)[False, "r"] == Counter(blocks)[False, "l"] == 93


def test_names_tell_part_and_side_and_are_there_once() -> None:
    assert len({one.name for one in EVERY}) == len(EVERY)
    for index, one in enumerate(EVERY):
        assert one.name.endswith(f"_{one.side}")
        assert muscle_index()[one.name] == index
        if one.leg:
            assert one.name == f"{one.part}_{one.side}"


def test_both_sides_are_equally_strong() -> None:
    for one in EVERY:
        other = EVERY[muscle_index()[one.name[:-1] + "rl"[one.side == "r"]]]
        assert other.max_force == one.max_force
        assert other.optimal_fibre_length == one.optimal_fibre_length


def test_every_region_has_muscles_and_the_glutes_have_their_parts() -> None:
    parts = {region: {one.part for one in EVERY if one.region is region} for region in Region}
    assert all(parts.values())
    thirds = ("anterior", "middle", "posterior")
    assert parts[Region.GLUTEUS_MEDIUS] == {f"gluteus_medius_{third}" for third in thirds}
    assert parts[Region.GLUTEUS_MINIMUS] == {f"gluteus_minimus_{third}" for third in thirds}
    assert parts[Region.GLUTEUS_MAXIMUS_SUPERIOR] == {"gluteus_maximus_superior"}
    assert parts[Region.TENSOR_FASCIAE_LATAE] == {"tensor_fasciae_latae"}
    assert len(parts[Region.QUADRICEPS]) == 4


def test_there_is_one_psoas() -> None:
    """The leg's, which crosses the hip; the spine model's 11 lines would be it a second time."""
    assert [one.name for one in EVERY if "psoas" in one.name] == ["psoas_r", "psoas_l"]
    assert not [one for one in muscle_data().trunk if one.line.startswith("Ps_")]


@pytest.mark.parametrize(
    ("part", "newtons"),
    [
        # Rajagopal 2016, doi:10.1109/TBME.2016.2586891
        ("gluteus_medius_anterior", 1093.5),
        ("gluteus_maximus_middle", 1406.0),
        ("vastus_lateralis", 5148.8),
        ("soleus", 6194.8),
        ("tensor_fasciae_latae", 411.2),
        # Delp 1990 (gait2392), doi:10.1109/10.102791
        ("quadratus_femoris", 381.0),
    ],
)
def test_legs_are_as_strong_as_published(part: str, newtons: float) -> None:
    assert EVERY[muscle_index()[f"{part}_r"]].max_force == pytest.approx(newtons, abs=0.1)


def test_short_rotators_are_as_strong_to_each_other_as_measured() -> None:
    """Parvaresh 2019, old people: cross-sections of 2.17, 5.46 (with gemelli) and 4.54 cm2."""
    ids = ("piriformis", "obturator_internus", "obturator_externus")
    forces = [EVERY[muscle_index()[f"{one}_r"]].max_force for one in ids]
    assert np.array(forces) / forces[2] == pytest.approx(
        np.array([2.17, 5.46, 4.54]) / 4.54, rel=0.01
    )


def test_the_trunk_is_as_strong_as_bruno_takes_it() -> None:
    line = muscle_data().trunk[0]
    scale = TRUNK_SPECIFIC_TENSION / CHRISTOPHY_TENSION
    assert EVERY[muscle_index()[f"{line.id}_r"]].max_force == pytest.approx(scale * line.max_force)


@pytest.mark.parametrize("bent", [0, -20, -30])
def test_the_back_gives_about_what_young_men_give(bent: float) -> None:
    """230 to 290 N m (Chaffin 1999: 288 with the trunk bent forward by 20 degrees)."""
    paths = Paths.load()
    lengths, arms = paths.evaluate_dense(posture(lumbar_extension=bent))
    _, capacity, _ = muscle_state(lengths)
    torque = arms[0, :, ANGLES.index("lumbar_extension")] * capacity[0]
    assert 220 < torque[torque > 0].sum() < 290


def test_a_muscle_of_the_trunk_counts_once_however_many_lines_it_has() -> None:
    assert {one.share for one in EVERY if one.leg} == {1.0}
    parts = {(one.part, one.side) for one in EVERY if not one.leg}
    for part, side in parts:
        lines = [one for one in EVERY if (one.part, one.side) == (part, side)]
        assert sum(one.share for one in lines) == pytest.approx(1.0)
        assert len({round(one.share / one.max_force, 9) for one in lines}) == 1


def test_measures_are_those_of_muscles() -> None:
    for one in EVERY:
        assert 0 < one.max_force < 7000
        assert 0.01 < one.optimal_fibre_length < 0.45
        assert 0 <= one.tendon_slack_length < 0.5
        assert 0 <= one.pennation < 0.5


def test_every_line_of_the_trunk_belongs_to_a_group_that_says_its_source() -> None:
    groups = {group.id: group for group in muscle_data().trunk_groups}
    for line in muscle_data().trunk:
        group = groups[line.group]
        assert group.source
        assert (group.optimal_fibre_length is None) != (group.fibre_share is None)
