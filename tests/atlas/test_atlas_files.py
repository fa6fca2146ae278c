"""The atlas as a file: whole, checked, the same bytes for the same figures."""

import gzip
import json
from pathlib import Path

import msgspec
import pytest

import made_up_atlas
from ilium.anatomy import Region
from ilium.atlas import Entry, InvalidAtlas, NoAtlas, UnknownEntry, decoded, encoded, files
from ilium.atlas import atlas as shipped


def test_an_atlas_comes_back_as_it_went() -> None:
    made = made_up_atlas.atlas(orderings=(made_up_atlas.judged("R01", True),))
    again = decoded(encoded(made))
    assert again.orderings == made.orderings
    assert again.variants == made.variants
    assert list(again.variants) == sorted(made.variants)


def test_the_same_figures_are_the_same_bytes_in_whatever_order() -> None:
    made = made_up_atlas.atlas()
    turned = msgspec.structs.replace(made, variants=dict(reversed(made.variants.items())))
    assert encoded(made) == encoded(turned)
    assert encoded(made)[4:8] == bytes(4)  # no time of day


def test_the_documented_shape() -> None:
    shown = json.loads(gzip.decompress(encoded(made_up_atlas.atlas())))
    assert shown["schema"] == "ilium.atlas/1"
    thrust = shown["variants"]["hip_thrust"]
    assert thrust["valid"] is True
    assert set(thrust["muscles"]["gluteus_medius_anterior"]) >= {"peak", "mean", "peak_force_n"}
    assert thrust["regions"]["gluteus_medius"]["mean"] == 0.12
    assert thrust["lumbar_moment_nm"] == 82.4
    assert shown["variants"]["clamshell"]["problem"]


def test_plain_json_is_read_too() -> None:
    made = made_up_atlas.atlas()
    assert decoded(msgspec.json.encode(made)) == made


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not an atlas",
        b"\x1f\x8bbroken",
        encoded(made_up_atlas.atlas())[:-20],
        gzip.compress(b'{"schema": "ilium.atlas/2"}'),
        gzip.compress(b"\xff\xfe"),
    ],
    ids=["empty", "text", "no gzip", "cut off", "another schema", "no utf-8"],
)
def test_what_is_no_atlas_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(InvalidAtlas, match=r"^not an atlas: "):
        decoded(content)


def test_another_schema_is_named() -> None:
    content = msgspec.json.encode(made_up_atlas.atlas()).replace(b"atlas/1", b"atlas/9")
    with pytest.raises(InvalidAtlas, match=r"'ilium\.atlas/9', and this Ilium reads"):
        decoded(content)


def test_an_activation_above_full_is_refused() -> None:
    content = msgspec.json.encode(made_up_atlas.atlas()).replace(b'"mean":0.55', b'"mean":1.55')
    with pytest.raises(InvalidAtlas, match=r"mean"):
        decoded(content)


def test_a_missing_atlas_says_how_to_make_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(files, "SHIPPED", tmp_path / "atlas.json.gz")
    shipped.cache_clear()
    with pytest.raises(NoAtlas, match="ilium atlas build"):
        shipped()
    shipped.cache_clear()


def test_entries_are_found_with_modifiers_in_any_order() -> None:
    made = made_up_atlas.atlas(
        variants={"clamshell+knee_band+pelvis_neutral": made_up_atlas.entry(made_up_atlas.MEANS)}
    )
    assert made.entry("clamshell+pelvis_neutral+knee_band").valid


def test_an_unknown_entry_names_those_that_come_close() -> None:
    with pytest.raises(UnknownEntry, match=r"'hip_thrst'\. Did you mean hip_thrust"):
        made_up_atlas.atlas().entry("hip_thrst")
    assert made_up_atlas.atlas().get("hip_thrst") is None


def test_an_entry_has_figures_or_a_reason_and_never_both() -> None:
    with pytest.raises(ValueError, match="says why it is not"):
        Entry(valid=False)
    with pytest.raises(ValueError, match="says why it is not"):
        made_up_atlas.entry(made_up_atlas.MEANS, problem="It tips over.")
    with pytest.raises(ValueError, match="a valid entry has figures"):
        Entry(valid=True)
    figures = {Region.GLUTEUS_MEDIUS: made_up_atlas.region(0.3)}
    with pytest.raises(ValueError, match="no other does"):
        Entry(valid=False, problem="It tips over.", regions=figures)


def test_a_figure_lies_in_its_band() -> None:
    from ilium.atlas import MuscleFigures

    with pytest.raises(ValueError, match=r"mean 0\.3 lies outside its band"):
        MuscleFigures(**made_up_atlas.figures(0.3, mean_band=(0.31, 0.4)))
