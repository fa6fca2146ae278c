"""A picture seen by a camera: places become flat, near things cover far ones, bounds are kept."""

from collections.abc import Iterable
from itertools import product
from math import cos, radians, sin
from typing import NamedTuple

from ilium.exercises.movement import Camera
from ilium.figures.outline import Circle, Spot, hull_of_circles, hull_of_points, polygon
from ilium.figures.skeleton import Ball
from ilium.figures.vectors import Vector, dot

UNITS = 250
"""Picture units in a metre: whole numbers are exact to 4 mm."""

BEHIND, FRONT = -10.0, 10.0
"""Depths, metres, of what everything else covers and of what covers everything else."""


class Bounds(NamedTuple):
    """The edges of a picture, in picture units; y grows downward."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: "Bounds") -> "Bounds":
        """The least bounds that hold both."""
        return Bounds(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class Canvas:
    """Collects what is drawn. Orthographic: parallel lines stay parallel, sizes do not shrink."""

    def __init__(self, camera: Camera) -> None:
        azimuth, elevation = radians(camera.azimuth), radians(camera.elevation)
        x, z = sin(azimuth), cos(azimuth)
        self._right: Vector = (z, 0.0, -x)
        self._up: Vector = (-x * sin(elevation), cos(elevation), -z * sin(elevation))
        self._toward: Vector = (x * cos(elevation), sin(elevation), z * cos(elevation))
        self._drawn: list[tuple[float, str]] = []
        self._spots: list[Spot] = []

    def depth(self, place: Vector) -> float:
        """How near a place is to the camera, metres; more is nearer."""
        return dot(place, self._toward)

    def balls(self, balls: Iterable[Ball]) -> str:
        """Path data of the hull of some balls."""
        return hull_of_circles([self._circle(centre, radius) for centre, radius in balls])

    def solid(self, corners: Iterable[Vector]) -> str:
        """Path data of the hull of some places."""
        return hull_of_points([self._spot(corner) for corner in corners])

    def box(self, low: Vector, high: Vector) -> str:
        """Path data of an upright box between two of its corners."""
        xs, ys, zs = zip(low, high, strict=True)
        return self.solid(product(xs, ys, zs))

    def line(self, places: Iterable[Vector]) -> str:
        """Path data of straight lines through some places."""
        return polygon([self._spot(place) for place in places], closed=False)

    def strip(self, places: Iterable[Vector], margin: float, bounds: Bounds) -> str:
        """Path data of a strip as wide as `bounds`, from before to behind some places, and metres
        more on both sides.
        """
        heights = [self._spot(place)[1] for place in places]
        more = margin * UNITS * self._toward[1]
        top, bottom = min(heights) - more, max(heights) + more
        corners = [(x, y) for x in (bounds.left, bounds.right) for y in (top, bottom)]
        self._spots += corners
        return polygon([corners[n] for n in (0, 2, 3, 1)])

    def draw(self, depth: float, look: str, path: str) -> None:
        """Put a path into the picture; `look` is its CSS class."""
        self._drawn.append((depth, f'<path class="{look}" d="{path}"/>'))

    @property
    def bounds(self) -> Bounds:
        """The bounds of all that was drawn."""
        across, down = zip(*self._spots, strict=True)
        return Bounds(min(across), min(down), max(across), max(down))

    def __str__(self) -> str:
        """What was drawn, the far things first."""
        return "".join(svg for _, svg in sorted(self._drawn, key=lambda drawn: drawn[0]))

    def _spot(self, place: Vector) -> Spot:
        spot = (UNITS * dot(place, self._right), -UNITS * dot(place, self._up))
        self._spots.append(spot)
        return spot

    def _circle(self, centre: Vector, radius: float) -> Circle:
        x, y = self._spot(centre)
        r = UNITS * radius
        self._spots += [(x - r, y - r), (x + r, y + r)]
        return (x, y, r)
