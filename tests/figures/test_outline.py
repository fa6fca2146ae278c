"""Outlines: everything is inside, and nothing could be smaller."""

import re
from math import atan2, cos, hypot, pi, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilium.figures.outline import Circle, Spot, hull_of_circles, hull_of_points, polygon

NUMBER = re.compile(r"-?\d+")
WAYS = [(cos(pi * n / 36), sin(pi * n / 36)) for n in range(72)]

near = st.integers(-400, 400)
circles = st.lists(st.tuples(near, near, st.integers(5, 90)), min_size=1, max_size=6)


def traced(path: str) -> list[Spot]:
    """Places along a path of M, L, A (circular) and Z, the arcs in small steps."""
    spots: list[Spot] = []
    for command, numbers in re.findall(r"([MLA])([^MLAZ]*)", path):
        values = [int(value) for value in NUMBER.findall(numbers)]
        if command in "ML":
            spots += list(zip(values[::2], values[1::2], strict=True))
        else:
            spots += arc(spots[-1], values)
    return spots


def arc(start: Spot, values: list[int]) -> list[Spot]:
    """An SVG arc: radius, radius, rotation, large, sweep, end; sweep is always 1 here."""
    radius, _, _, large, sweep, x, y = values
    assert sweep == 1
    chord = hypot(x - start[0], y - start[1])
    if chord == 0:
        return [(x, y)]
    radius = max(radius, chord / 2)
    apart = (radius**2 - chord**2 / 4) ** 0.5 * (-1 if large else 1)
    nx, ny = -(y - start[1]) / chord, (x - start[0]) / chord
    cx, cy = (start[0] + x) / 2 + nx * apart, (start[1] + y) / 2 + ny * apart
    first, last = atan2(start[1] - cy, start[0] - cx), atan2(y - cy, x - cx)
    span = (last - first) % (2 * pi)
    return [
        (cx + radius * cos(first + span * n / 60), cy + radius * sin(first + span * n / 60))
        for n in range(1, 61)
    ]


@settings(max_examples=300, deadline=None)
@given(circles=circles)
def test_a_hull_reaches_as_far_as_its_circles_in_every_direction(circles: list[Circle]) -> None:
    spots = traced(hull_of_circles(circles))
    for dx, dy in WAYS:
        reach = max(x * dx + y * dy + r for x, y, r in circles)
        drawn = max(x * dx + y * dy for x, y in spots)
        assert drawn == pytest.approx(reach, abs=3), (dx, dy)  # whole units, steps of arcs


@settings(max_examples=200, deadline=None)
@given(points=st.lists(st.tuples(near, near), min_size=3, max_size=30))
def test_a_hull_of_points_holds_them_and_turns_one_way(points: list[Spot]) -> None:
    spots = traced(hull_of_points(points))
    assert set(spots) <= set(points)
    for dx, dy in WAYS:
        assert max(x * dx + y * dy for x, y in spots) == pytest.approx(
            max(x * dx + y * dy for x, y in points)
        )


def test_a_circle_inside_another_is_not_seen() -> None:
    assert hull_of_circles([(0, 0, 50), (10, 0, 20)]) == hull_of_circles([(0, 0, 50)])
    assert hull_of_circles([(0, 0, 50), (0, 0, 50)]) == hull_of_circles([(0, 0, 50)])


def test_lines_may_be_open() -> None:
    assert polygon([(0, 0), (5, -5), (9, 3)], closed=False) == "M0 0L5-5 9 3"
