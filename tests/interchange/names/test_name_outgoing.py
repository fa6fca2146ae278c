"""Names that go out come back as the same variant and load."""

from itertools import combinations

import pytest

from ilium.exercises import UnknownVariant, catalogue
from ilium.exercises.model import Variant
from ilium.interchange.foreign import Source
from ilium.interchange.names import Certainty, Choice, foreign_name, match
from ilium.loads import LoadKind


def every_variant() -> list[Variant]:
    """Every combination of modifiers that there can be."""
    found: list[Variant] = []
    for exercise in catalogue().exercises:
        ids = [modifier.id for modifier in exercise.modifiers]
        for count in range(len(ids) + 1):
            for chosen in combinations(ids, count):
                try:
                    found.append(catalogue().variant("+".join((exercise.id, *chosen))))
                except UnknownVariant:
                    continue
    return found


@pytest.mark.parametrize("program", list(Source))
def test_every_variant_with_every_load_comes_back_as_itself(program):
    wanted = {
        foreign_name(variant.id, load, program): Choice(variant=variant.id, load=load)
        for variant in every_variant()
        for load in LoadKind
    }
    assert len(wanted) == len(every_variant()) * len(LoadKind)  # no two have the same name
    found = match(wanted, catalogue(), {})
    assert {name: one.choice for name, one in found.items()} == wanted
    assert {one.certainty for one in found.values()} == {Certainty.KNOWN}


@pytest.mark.parametrize("program", [Source.STRONG, Source.HEVY])
def test_what_a_variant_is_usually_loaded_with_has_a_name_that_people_can_read(program):
    for variant in every_variant():
        for load in {setup.load for setup in variant.setups}:
            name = foreign_name(variant.id, load, program)
            assert "[" not in name
            assert "_" not in name
            assert len(name) <= 200


@pytest.mark.parametrize(
    ("variant", "load", "program", "name"),
    [
        ("hip_thrust", LoadKind.BARBELL, Source.STRONG, "Hip Thrust (Barbell)"),
        ("machine_hip_abduction", LoadKind.STACK, Source.STRONG, "Hip Abductor (Machine)"),
        ("machine_hip_abduction", LoadKind.STACK, Source.HEVY, "Hip Abduction (Machine)"),
        ("cable_kickback", LoadKind.STACK, Source.HEVY, "Standing Cable Glute Kickbacks"),
        ("fire_hydrant", LoadKind.NONE, Source.HEVY, "Fire Hydrants"),
        ("curtsy_lunge", LoadKind.KETTLEBELL, Source.HEVY, "Curtsy lunge (Kettlebell)"),
        ("clamshell", LoadKind.PLATE, Source.STRONG, "clamshell [plate]"),
    ],
)
def test_a_program_gets_its_own_name_where_it_has_one(variant, load, program, name):
    assert foreign_name(variant, load, program) == name


def test_a_variant_that_is_unknown_has_no_name():
    with pytest.raises(UnknownVariant):
        foreign_name("moon_walk", LoadKind.NONE, Source.STRONG)


def test_only_what_ilium_writes_itself_is_read_so():
    for name in ("moon_walk [plate]", "clamshell [moon]"):
        assert match([name], catalogue(), {})[name].certainty is not Certainty.KNOWN
