from pathlib import Path

import pytest

from ilium.anatomy import Region
from ilium.exercises import Catalogue, UnknownVariant, catalogue, load_catalogue, resolve
from ilium.exercises.model import Exercise
from ilium.exercises.validation import InvalidCatalogue, read_exercise
from ilium.loads import Equipment, LoadKind

HERE = Path(__file__).parent


@pytest.fixture
def raise_() -> Exercise:
    return read_exercise(HERE / "sample.toml")


def test_the_id_is_the_files_name(raise_: Exercise) -> None:
    assert raise_.id == "sample"


def test_a_variant_has_one_id_in_whatever_order_it_is_asked_for(raise_: Exercise) -> None:
    known = Catalogue([raise_])
    assert known.variant("sample+slow+lean").id == "sample+lean+slow"
    assert known.variant("sample+slow+lean") == known.variant("sample+lean+slow")
    assert known.variant("sample").modifiers == ()


def test_credits_are_overridden_by_modifiers_and_zero_is_left_out(raise_: Exercise) -> None:
    plain = {Region.GLUTEUS_MEDIUS: 1.0, Region.GLUTEUS_MINIMUS: 0.5}
    assert resolve(raise_).credits == plain
    assert resolve(raise_, ["lean"]).credits == plain | {Region.GLUTEUS_MAXIMUS_SUPERIOR: 0.5}


def test_a_modifier_can_take_a_credit_away() -> None:
    tucked = catalogue().variant("glute_bridge+posterior_tilt")
    assert Region.ERECTOR_SPINAE in catalogue().variant("glute_bridge").credits
    assert Region.ERECTOR_SPINAE not in tucked.credits


def test_a_modifier_adds_its_equipment_and_replaces_the_load(raise_: Exercise) -> None:
    first, second = resolve(raise_, ["band"]).setups
    assert first.needs == (Equipment.CABLE, Equipment.BANDS)
    assert second.needs == (Equipment.BANDS,)
    assert {first.load, second.load} == {LoadKind.BAND}
    assert first.start_share_of_body_mass == 0, "a share of the stack says nothing about a band"
    assert resolve(raise_, ["slow"]).setups == raise_.setups


def test_a_band_round_the_knees_leaves_the_barbell_what_is_progressed() -> None:
    banded = catalogue().variant("hip_thrust+knee_band").setups[0]
    assert banded.load is LoadKind.BARBELL
    assert banded.needs == (Equipment.BARBELL, Equipment.BENCH, Equipment.BANDS)
    assert banded.start_share_of_body_mass > 0


def test_a_setup_that_an_earlier_one_always_comes_before_is_left_out() -> None:
    one_hand = catalogue().variant("single_leg_rdl+load_opposite_hand")
    assert [(s.needs, s.load) for s in one_hand.setups] == [
        ((Equipment.DUMBBELLS,), LoadKind.DUMBBELL)
    ]


def test_a_modifier_changes_the_tempo(raise_: Exercise) -> None:
    assert resolve(raise_).tempo == "2-1-2"
    assert resolve(raise_, ["lean", "slow"]).tempo == "3-1-3"


@pytest.mark.parametrize(
    ("variant", "sentence", "near"),
    [
        ("sampel", "No exercise has the id 'sampel'. Did you mean sample?", ("sample",)),
        ("sample+bend", "sample has no modifier 'bend'. Did you mean band?", ("band",)),
        ("sample+", "sample has no modifier ''.", ()),
        ("", "No exercise has the id ''.", ()),
        ("sample+slow+slow", "sample: slow is named twice; name it once.", ()),
        ("sample+lean+band", "sample: band and lean cannot be combined; drop one.", ()),
        ("sample+band+lean", "sample: band and lean cannot be combined; drop one.", ()),
    ],
)
def test_an_unknown_variant_is_named_with_what_comes_near(
    raise_: Exercise, variant: str, sentence: str, near: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownVariant) as caught:
        Catalogue([raise_]).variant(variant)
    assert str(caught.value) == sentence
    assert caught.value.near == near


@pytest.mark.parametrize("text", ["sample", "SIDE RAISE", "  side-raise ", "leg_raise"])
def test_an_exercise_is_found_by_id_name_and_alias(raise_: Exercise, text: str) -> None:
    assert Catalogue([raise_]).find(text) == raise_


def test_what_is_not_found_gets_suggestions(raise_: Exercise) -> None:
    with pytest.raises(UnknownVariant, match="Did you mean side raise"):
        Catalogue([raise_]).find("sidee raise")


def test_one_exercise_reads_one_file(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text((HERE / "plain.toml").read_text("utf-8"))
    (tmp_path / "bad.toml").write_text("name = ")
    lazy = Catalogue.of_folder(tmp_path)
    assert lazy.exercise("good").name == "Plain bridge"
    (tmp_path / "good.toml").unlink()
    assert lazy.exercise("good").name == "Plain bridge", "a file is read once"
    with pytest.raises(InvalidCatalogue, match=r"bad\.toml"):
        _ = lazy.exercises


def test_exercises_and_planner_variants_are_in_a_fixed_order(raise_: Exercise) -> None:
    plain = read_exercise(HERE / "plain.toml")
    known = Catalogue([raise_, plain])
    assert [exercise.id for exercise in known.exercises] == ["plain", "sample"]
    assert [variant.id for variant in known.planner_variants()] == [
        "plain",
        "sample+band",
        "sample+lean+slow",
        "sample",
    ]


def test_an_id_belongs_to_one_exercise(raise_: Exercise) -> None:
    with pytest.raises(ValueError, match="sample: two exercises have this id"):
        Catalogue([raise_, raise_])


def test_a_checked_folder_is_a_catalogue() -> None:
    assert load_catalogue(HERE).ids == ("plain", "sample")
