"""The drawing of the hip: right in its anatomy, legible on a phone, and honest in its words."""

from collections.abc import Iterator
from itertools import combinations, groupby, pairwise
from math import atan2, degrees
from typing import get_args
from xml.etree import ElementTree

import pytest

from ilium.anatomy import TARGETS, Region
from ilium.figures.fibres import Curve, Point, part
from ilium.figures.hip import FULLEST, LINE_HEIGHT, described, hip
from ilium.figures.hip_data import Drawing, Half, Label, Muscle, View, drawing_of

VIEWS: tuple[View, ...] = get_args(View)
ALL = dict.fromkeys(Region, 1.0)
LARGEST = 14 * 1024
LETTER = 7.5  # picture units that a letter takes at most on average, in a wide face at 14
SVG = "{http://www.w3.org/2000/svg}"

Box = tuple[float, float, float, float]


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def region_groups(svg: str) -> dict[str, ElementTree.Element]:
    return {
        g.get("data-region", ""): g for g in parsed(svg).iter(f"{SVG}g") if g.get("data-region")
    }


def muscles(view: View, region: Region) -> list[Muscle]:
    return [m for m in drawing_of(view).muscle if m.region is region and not m.tendon]


def edge(muscle: Muscle) -> list[Point]:
    """The outline of a muscle as a polygon, in centimetres."""
    last, first = muscle.fibre(1), muscle.fibre(0)
    down = [part(last, t / 10, t / 10)[0] for t in range(11)]
    up = [part(first, t / 10, t / 10)[0] for t in range(10, -1, -1)]
    across = Curve(muscle.insertion).between(1, 0, 20)
    return [*Curve(muscle.origin).between(0, 1, 20), *down, *across, *up]


def holds(polygon: list[Point], point: Point) -> bool:
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise([*polygon, polygon[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


def seen_at(drawing: Drawing, point: Point, half: Half) -> Region | None:
    """The region on top at a point; windows apart."""
    found = None
    for muscle in drawing.muscle:
        if half in drawing.halves(muscle) and holds(edge(muscle), point):
            found = muscle.region
    return found


def box(label: Label) -> Box:
    width = LETTER * max(map(len, label.lines))
    x, y = label.at
    left = {"start": x, "middle": x - width / 2, "end": x - width}[label.anchor]
    return (left, y - 11, left + width, y + 4 + LINE_HEIGHT * (len(label.lines) - 1))


def leaders(drawing: Drawing) -> Iterator[tuple[Label, Point, Point]]:
    for label in drawing.label:
        if label.to:
            y = label.at[1] - 4.5 + (len(label.lines) - 1) * LINE_HEIGHT / 2
            yield label, (label.at[0], y), drawing.place(label.to, label.half)


@pytest.mark.parametrize("view", VIEWS)
def test_a_drawing_is_small_and_needs_no_style_attribute(view: View) -> None:
    svg = hip(view, ALL, title="Hip")
    assert len(svg.encode()) <= LARGEST
    elements = list(parsed(svg).iter())
    assert not any(e.get("style") for e in elements)
    assert not {e.tag for e in elements} & {f"{SVG}style", f"{SVG}script"}


@pytest.mark.parametrize("view", VIEWS)
def test_every_target_can_be_seen(view: View) -> None:
    assert set(TARGETS) <= set(drawing_of(view).regions)


def test_each_compensator_can_be_seen_from_one_place_at_least() -> None:
    assert {region for view in VIEWS for region in drawing_of(view).regions} == set(Region)


@pytest.mark.parametrize("view", VIEWS)
def test_shade_is_the_opacity_of_a_regions_area(view: View) -> None:
    shades = {Region.GLUTEUS_MEDIUS: 1.0, Region.GLUTEUS_MINIMUS: 0.5}
    groups = region_groups(hip(view, shades, title="Hip"))
    opacity = {name: float(g.find(f"{SVG}use").get("fill-opacity")) for name, g in groups.items()}
    assert opacity["gluteus_medius"] == FULLEST
    assert 0 < opacity["gluteus_minimus"] < FULLEST
    assert opacity["gluteus_maximus_superior"] == 0


@pytest.mark.parametrize("shade", [-0.1, 1.1, float("nan")])
def test_a_shade_out_of_range_is_refused(shade: float) -> None:
    with pytest.raises(ValueError, match="a shade is from 0 to 1"):
        hip("side", {Region.HAMSTRINGS: shade}, title="Hip")


def test_two_drawings_on_a_page_do_not_share_an_id() -> None:
    pictures = [hip("side", {region: 1.0}, title="Hip") for region in TARGETS]
    ids = [e.get("id") for svg in pictures for e in parsed(svg).iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert all(f'href="#{name}"' in "".join(pictures) for name in ids)


def test_the_words_say_what_is_shaded_and_what_is_out_of_sight() -> None:
    shades = {Region.ADDUCTORS: 1.0, Region.GLUTEUS_MEDIUS: 0.5, Region.HAMSTRINGS: 0.0}
    words = "Shaded: gluteus medius 50 %. Out of sight from here: adductors 100 %."
    assert described("side", shades) == words
    assert described("behind", {}) == "Nothing is shaded."
    assert parsed(hip("side", shades, title="A & B")).get("aria-label") == f"A & B. {words}"


def test_without_links_it_is_one_picture_and_with_them_each_label_is_a_link() -> None:
    assert parsed(hip("side", {}, title="Hip")).get("role") == "img"
    links = {region: f"/learn/regions/{region}?a=1&b=2" for region in TARGETS}
    svg = parsed(hip("side", {}, title="Hip", links=links))
    assert svg.get("role") == "group"
    found = [a for a in svg.iter(f"{SVG}a") if a.get("tabindex") != "-1"]
    assert [a.get("href") for a in found] == list(links.values())
    assert [a.get("aria-label") for a in found] == [
        "Gluteus medius",
        "Gluteus minimus",
        "Gluteus maximus, superior",
    ]


def test_labels_can_be_left_out() -> None:
    assert not list(parsed(hip("side", {}, title="Hip", labels=False)).iter(f"{SVG}text"))


@pytest.mark.parametrize("view", VIEWS)
def test_labels_neither_overlap_nor_leave_the_picture(view: View) -> None:
    drawing = drawing_of(view)
    for label in drawing.label:
        left, top, right, bottom = box(label)
        # A word may reach a little into the page's margin in a wide fallback face.
        assert left >= -8, label
        assert right <= drawing.frame.width + 8, label
        assert top >= 0, label
        assert bottom <= drawing.frame.height, label
    for a, b in combinations(drawing.label, 2):
        first, second = box(a), box(b)
        apart = first[2] < second[0] or second[2] < first[0]
        assert apart or first[3] < second[1] or second[3] < first[1], (a.lines, b.lines)


@pytest.mark.parametrize("view", VIEWS)
def test_leaders_cross_no_label_and_no_leader(view: View) -> None:
    drawing = drawing_of(view)
    lines = list(leaders(drawing))
    for label, start, end in lines:
        points = [
            (start[0] + (end[0] - start[0]) * t / 40, start[1] + (end[1] - start[1]) * t / 40)
            for t in range(41)
        ]
        for other in drawing.label:
            if other is not label:
                left, top, right, bottom = box(other)
                assert not any(left < x < right and top < y < bottom for x, y in points)
    for (_, a, b), (_, c, d) in combinations(lines, 2):
        assert not crossing(a, b, c, d)


def crossing(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> bool:
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)


@pytest.mark.parametrize("view", VIEWS)
def test_a_leader_ends_on_the_region_that_it_names(view: View) -> None:
    drawing = drawing_of(view)
    for label in drawing.label:
        if label.region and label.to:
            on = {m.region for m in drawing.muscle if holds(edge(m), label.to)}
            assert label.region in on, label
            if label.region is not Region.GLUTEUS_MINIMUS:  # which shows through the window
                assert seen_at(drawing, label.to, label.half) is label.region, label


@pytest.mark.parametrize("view", VIEWS)
def test_a_regions_muscles_stand_together(view: View) -> None:
    runs = [region for region, _ in groupby(m.region for m in drawing_of(view).muscle)]
    assert len(runs) == len(set(runs))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("region", [Region.GLUTEUS_MEDIUS, Region.GLUTEUS_MINIMUS])
def test_medius_and_minimus_fan_from_the_ilium_to_the_greater_trochanter(
    view: View, region: Region
) -> None:
    for muscle in muscles(view, region):
        spread = Curve(muscle.origin), Curve(muscle.insertion)
        wide, narrow = (abs(c.at(1)[0] - c.at(0)[0]) for c in spread)
        assert wide > 2 * narrow
        assert max(y for _, y in muscle.origin) < min(y for _, y in muscle.insertion)
        assert all(12 <= y <= 16 for _, y in muscle.insertion)  # the trochanter's height
        across = (14, 16.5) if view == "behind" else (-2.5, 3.3)
        assert all(across[0] <= x <= across[1] for x, _ in muscle.insertion)


@pytest.mark.parametrize("view", VIEWS)
def test_minimus_lies_under_medius(view: View) -> None:
    regions = drawing_of(view).regions
    assert regions.index(Region.GLUTEUS_MINIMUS) < regions.index(Region.GLUTEUS_MEDIUS)
    deep = next(m for m in muscles(view, Region.GLUTEUS_MEDIUS) if m.window)
    middle = part(muscles(view, Region.GLUTEUS_MINIMUS)[0].fibre(0.5), 0.5, 0.5)[0]
    assert holds(edge(deep), middle)


@pytest.mark.parametrize("view", VIEWS)
def test_maximus_runs_aslant_its_superior_part_from_the_crest_to_the_iliotibial_band(
    view: View,
) -> None:
    (superior,) = muscles(view, Region.GLUTEUS_MAXIMUS_SUPERIOR)
    (inferior,) = muscles(view, Region.GLUTEUS_MAXIMUS_INFERIOR)
    outward = 1 if view == "behind" else -1  # from behind to the side, from the side to the front
    for t in (0.1, 0.5, 0.9):
        (x1, y1), _, (x2, y2) = superior.fibre(t)
        assert 30 <= degrees(atan2(y2 - y1, outward * (x2 - x1))) <= 70
    # They part where one's last fibre is the other's first.
    assert superior.fibre(1)[::2] == inferior.fibre(0)[::2]
    assert max(y for _, y in superior.insertion) <= 18  # no lower than the trochanter
    assert max(y for _, y in inferior.insertion) > 23  # to the gluteal tuberosity


def test_superficial_muscles_cover_the_deeper_ones() -> None:
    order = drawing_of("behind").regions
    deep_first = [
        Region.ADDUCTORS,
        Region.HAMSTRINGS,
        Region.GLUTEUS_MINIMUS,
        Region.GLUTEUS_MEDIUS,
        Region.GLUTEUS_MAXIMUS_SUPERIOR,
    ]
    assert [region for region in order if region in deep_first] == deep_first


def test_the_person_seen_from_behind_is_not_mirrored() -> None:
    drawing = drawing_of("behind")
    assert (
        drawing.place((10, 0), "left")[0]
        < drawing.frame.width / 2
        < drawing.place((10, 0), "right")[0]
    )
