"""Figures: small, safe, complete pictures, both positions in one frame."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import pytest

import ilium
from ilium.exercises import catalogue
from ilium.exercises.model import Variant
from ilium.exercises.movement import Camera, Phase
from ilium.figures.figure import figure, figure_pair

SVG = "{http://www.w3.org/2000/svg}"
STYLES = Path(ilium.__file__).parent / "web" / "static" / "ilium" / "css" / "figure.css"
MOST_BYTES = 5_000

VARIANTS = {variant.id: variant for variant in catalogue().planner_variants()}


def drawn(svg: str, look: str) -> list[ET.Element]:
    """The paths of a class."""
    return [path for path in ET.fromstring(svg).iter(f"{SVG}path") if look in path.attrib["class"]]


def seen_from(variant: Variant, camera: Camera) -> Variant:
    assert variant.exercise.movement is not None
    movement = msgspec.structs.replace(variant.exercise.movement, camera=camera)
    exercise = msgspec.structs.replace(variant.exercise, movement=movement)
    return msgspec.structs.replace(variant, exercise=exercise)


@pytest.mark.parametrize("variant_id", VARIANTS)
def test_a_figure_is_small_and_only_shapes_with_classes(variant_id: str) -> None:
    styled = set(re.findall(r"\.(figure[\w-]*)", STYLES.read_text("utf-8")))
    for svg in figure_pair(VARIANTS[variant_id]):
        assert len(svg.encode()) < MOST_BYTES
        root = ET.fromstring(svg)
        assert root.attrib["role"] == "img"
        assert next(child.tag for child in root) == f"{SVG}title"
        for path in root.iter(f"{SVG}path"):
            assert set(path.attrib) == {"class", "d"}
            assert set(path.attrib["class"].split()) <= styled
        assert {element.tag for element in root.iter()} == {
            f"{SVG}{tag}" for tag in ("svg", "title", "path")
        }


@pytest.mark.parametrize("variant_id", VARIANTS)
def test_both_positions_share_a_frame_that_holds_them_and_differ(variant_id: str) -> None:
    start, end = (ET.fromstring(svg) for svg in figure_pair(VARIANTS[variant_id]))
    assert start.attrib["viewBox"] == end.attrib["viewBox"]
    assert [p.attrib["d"] for p in start.iter(f"{SVG}path")] != [
        p.attrib["d"] for p in end.iter(f"{SVG}path")
    ]
    left, top, width, height = map(int, start.attrib["viewBox"].split())
    for root in (start, end):
        for path in root.iter(f"{SVG}path"):
            for x, y in ends(path.attrib["d"]):
                assert left <= x <= left + width
                assert top <= y <= top + height


def ends(path: str) -> list[tuple[int, int]]:
    """Where the commands of a path end."""
    found: list[tuple[int, int]] = []
    for command, numbers in re.findall(r"([MLA])([^MLAZ]*)", path):
        values = [int(value) for value in re.findall(r"-?\d+", numbers)]
        if command == "A":
            values = values[-2:]
        found += list(zip(values[::2], values[1::2], strict=True))
    return found


@pytest.mark.parametrize("variant_id", VARIANTS)
def test_what_loads_the_exercise_is_in_the_picture(variant_id: str) -> None:
    variant = VARIANTS[variant_id]
    start, _ = figure_pair(variant)
    movement = variant.movement
    assert movement is not None
    kind = variant.setups[0].load
    if kind in ("barbell", "dumbbell", "kettlebell", "plate"):
        assert drawn(start, "figure-load")
    if movement.bands:
        assert drawn(start, "figure-band")
    if movement.line:
        assert drawn(start, "figure-band" if kind == "band" else "figure-cable")
    assert len(drawn(start, "figure-body")) == 5
    assert len(drawn(start, "figure-floor")) == 1


def test_a_title_is_escaped() -> None:
    title = "<script>alert('&')</script>"
    svg = figure(VARIANTS["clamshell"], Phase.START, title=title)
    assert "<script>" not in svg
    assert ET.fromstring(svg).findtext(f"{SVG}title") == title


def test_a_modifier_changes_the_picture() -> None:
    plain = figure_pair(VARIANTS["hip_thrust"])
    banded = figure_pair(VARIANTS["hip_thrust+knee_band"])
    assert not drawn(plain.start, "figure-band")
    assert len(drawn(banded.start, "figure-band")) == 2
    held = figure_pair(VARIANTS["hip_thrust+hold_top"])
    assert [re.sub("<title>.*</title>", "", svg) for svg in held] == [
        re.sub("<title>.*</title>", "", svg) for svg in plain
    ]


def test_from_the_side_the_far_limbs_are_lighter_and_from_the_front_none_is() -> None:
    standing = VARIANTS["romanian_deadlift"]
    side = figure(seen_from(standing, Camera()), Phase.START, title="")
    front = figure(seen_from(standing, Camera(azimuth=90)), Phase.START, title="")
    assert len(drawn(side, "figure-far")) == 2
    assert not drawn(front, "figure-far")
    assert len(drawn(front, "figure-belt")) == 1
    assert not drawn(side, "figure-belt")


def test_the_working_leg_is_never_the_lighter_one() -> None:
    """Seen from the left, the leg that carries the lunge is the far one, and stays dark."""
    lunge = VARIANTS["step_up"]
    right, left = (
        drawn(figure(seen_from(lunge, Camera(azimuth=a)), Phase.START, title=""), "figure-far")
        for a in (0, 180)
    )
    assert len(right) == 2, "the left arm and leg"
    assert not left


def test_an_exercise_without_a_movement_has_no_figure() -> None:
    variant = VARIANTS["hip_thrust"]
    exercise = msgspec.structs.replace(variant.exercise, movement=None)
    with pytest.raises(ValueError, match="hip_thrust has no movement to draw"):
        figure_pair(msgspec.structs.replace(variant, exercise=exercise))
