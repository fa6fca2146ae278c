"""Smooth curves and the muscle fibres between them, in the plane.

A muscle is three curves: its origin, the middle of its belly, its insertion. Fibre number t, from 0
to 1, starts at the origin's point t, passes the belly's point t half-way, and ends at the
insertion's point t, as a quadratic Bezier curve. So the direction of every fibre, and the outline
of the muscle with it, follow from where the muscle comes from and where it goes.

Points are (x, y) in any one unit, y downward.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from math import dist

Point = tuple[float, float]
Cubic = tuple[Point, Point, Point, Point]
Quadratic = tuple[Point, Point, Point]


def mix(a: Point, b: Point, t: float) -> Point:
    """The point at share t of the way from a to b.

    >>> mix((0, 0), (4, 2), 0.5)
    (2.0, 1.0)
    """
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def spline(points: Sequence[Point], *, closed: bool = False) -> list[Cubic]:
    """The Catmull-Rom curve through the points, as one cubic Bezier a gap.

    Tangents are scaled to each gap, so uneven spacing makes no loops. Two points make a line.
    """
    count = len(points)
    if closed:
        around = [points[-1], *points, points[0], points[1]]
    else:
        around = [points[0], *points, points[-1]]
    gaps = count if closed else count - 1
    return [_gap(*around[n : n + 4]) for n in range(gaps)]


def _gap(before: Point, start: Point, end: Point, after: Point) -> Cubic:
    length = dist(start, end)
    out = _direction(before, end)
    into = _direction(start, after)
    third = length / 3
    return (
        start,
        (start[0] + out[0] * third, start[1] + out[1] * third),
        (end[0] - into[0] * third, end[1] - into[1] * third),
        end,
    )


def _direction(before: Point, after: Point) -> Point:
    """The unit direction of the curve between two neighbours; zero where it turns right back."""
    length = dist(before, after)
    if not length:
        return (0.0, 0.0)
    return ((after[0] - before[0]) / length, (after[1] - before[1]) / length)


class Curve:
    """A smooth open curve through points, with t from 0 to 1 along its chords."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.gaps = spline(points)
        lengths = list(accumulate((dist(a, b) for a, b in pairwise(points)), initial=0.0))
        self._starts = [length / lengths[-1] for length in lengths]

    def at(self, t: float) -> Point:
        """The point at share t."""
        n = min(max(bisect_right(self._starts, t) - 1, 0), len(self.gaps) - 1)
        start, end = self._starts[n], self._starts[n + 1]
        return _cubic_at(self.gaps[n], (t - start) / (end - start))

    def between(self, start: float, end: float, pieces: int = 6) -> list[Point]:
        """Points from share `start` to share `end`, both included; they may run backwards."""
        return [self.at(start + (end - start) * n / pieces) for n in range(pieces + 1)]


def _cubic_at(gap: Cubic, t: float) -> Point:
    a, b, c, d = gap
    first, second, third = mix(a, b, t), mix(b, c, t), mix(c, d, t)
    return mix(mix(first, second, t), mix(second, third, t), t)


def through(start: Point, middle: Point, end: Point) -> Quadratic:
    """The quadratic Bezier from start to end that passes `middle` half-way.

    >>> through((0, 0), (1, 1), (2, 0))
    ((0, 0), (1.0, 2.0), (2, 0))
    """
    control = tuple(2 * m - (s + e) / 2 for s, m, e in zip(start, middle, end, strict=True))
    return (start, (control[0], control[1]), end)


def part(fibre: Quadratic, start: float, end: float) -> Quadratic:
    """The piece of a fibre from share `start` to share `end` of it."""
    a, b, c = fibre

    def blossom(s: float, t: float) -> Point:
        return mix(mix(a, b, s), mix(b, c, s), t)

    return (blossom(start, start), blossom(start, end), blossom(end, end))


class Pen:
    """Writes SVG path data: relative whole numbers, without the rounding adding up.

    `fineness` is how many of the path's units make one unit of the points; 4 keeps quarters.
    """

    def __init__(self, fineness: int = 1) -> None:
        self._fineness = fineness
        self._data: list[str] = []
        self._at = (0, 0)

    @property
    def data(self) -> str:
        """What goes into a path's `d`."""
        return "".join(self._data)

    def move(self, point: Point) -> None:
        """Starts a new line at the point."""
        self._at = self._whole(point)
        self._data.append("M" + _joined(self._at))

    def curve(self, curve: Sequence[Point]) -> None:
        """Draws on from where the pen is along a Bezier curve, quadratic or cubic, from there."""
        self._relative("c" if len(curve) == 4 else "q", curve[1:])

    def smooth(self, points: Sequence[Point], *, closed: bool = False) -> None:
        """A smooth line through the points; unless closed, it draws on from where the pen is."""
        if closed:
            self.move(points[0])
        for gap in spline(points, closed=closed):
            self.curve(gap)
        if closed:
            self.close()

    def close(self) -> None:
        """Back to where the line began."""
        self._data.append("z")

    def _relative(self, command: str, points: Iterable[Point]) -> None:
        x, y = self._at
        for point in points:
            self._at = self._whole(point)
            numbers = (self._at[0] - x, self._at[1] - y)
            self._data.append(command + _joined(numbers, follows=not command))
            command = ""

    def _whole(self, point: Point) -> tuple[int, int]:
        return (round(point[0] * self._fineness), round(point[1] * self._fineness))


def _joined(numbers: Iterable[int], *, follows: bool = False) -> str:
    """Numbers as path data has them: a blank between, unless a minus sign separates.

    >>> _joined([5, -25, 3])
    '5-25 3'
    """
    text = ""
    for number in numbers:
        text += f" {number}" if (text or follows) and number >= 0 else f"{number}"
    return text
