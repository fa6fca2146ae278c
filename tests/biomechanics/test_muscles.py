"""The muscles: who they are, in what order, how strong."""

from collections import Counter

import pytest

from ilium.anatomy import Region
from ilium.biomechanics.muscles import (
    SPECIFIC_TENSION,
    TRUNK_SPECIFIC_TENSION,
    muscle_data,
    muscle_index,
    muscles,
)

EVERY = muscles()


def test_legs_come_before_the_trunk_and_right_before_left() -> None:
    blocks = [(one.leg, one.side) for one in EVERY]
    assert list(dict.fromkeys(blocks)) == [(True, "r"), (True, "l"), (False, "r"), (False, "l")]
    assert Counter(blocks)[True, "r"] == Counter(blocks)[True, "l"] == 42
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
    ],
)
def test_legs_are_as_strong_as_published(part: str, newtons: float) -> None:
    assert EVERY[muscle_index()[f"{part}_r"]].max_force == pytest.approx(newtons, abs=0.1)


def test_the_trunk_is_measured_by_the_tension_of_the_legs() -> None:
    line = muscle_data().trunk[0]
    scale = SPECIFIC_TENSION / TRUNK_SPECIFIC_TENSION
    assert EVERY[muscle_index()[f"{line.id}_r"]].max_force == pytest.approx(scale * line.max_force)


def test_back_extensors_together_are_about_as_strong_as_people_are() -> None:
    """4 to 6 kN at an arm of about 5 cm: 200 to 300 N m, what men and women reach (Graves 1990)."""
    force = sum(one.max_force for one in EVERY if one.region is Region.ERECTOR_SPINAE)
    assert 4000 < force < 6000


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
