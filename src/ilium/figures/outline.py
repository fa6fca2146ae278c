"""Flat outlines of round things: convex hulls of circles and of points, as SVG path data."""

from collections.abc import Iterable, Sequence
from math import acos, atan2, cos, hypot, pi, sin

Circle = tuple[float, float, float]  # x, y, radius
Spot = tuple[float, float]

ROUNDING = 1e-9
"""Radians: a turn this little short of a whole one is none."""


def hull_of_circles(circles: Sequence[Circle]) -> str:
    """The outline of the convex hull of some circles: arcs, joined by tangents.

    >>> hull_of_circles([(0, 0, 10)])
    'M10 0A10 10 0 1 1-10 0A10 10 0 1 1 10 0Z'
    >>> hull_of_circles([(0, 0, 10), (50, 0, 10)])
    'M0 10A10 10 0 0 1 0-10L50-10A10 10 0 0 1 50 10Z'
    """
    ring = _ring(circles)
    if len(ring) == 1:
        (x, y, r), _ = ring[0]
        size = f"{_number(r)}{_after(r)}"
        return (
            f"M{_spot(x + r, y)}A{size} 0 1 1{_after(x - r)}{_after(y)}"
            f"A{size} 0 1 1{_after(x + r)}{_after(y)}Z"
        )
    path: list[str] = []
    for n, ((x, y, r), (ax, ay)) in enumerate(ring):
        bx, by = ring[(n + 1) % len(ring)][1]
        large = int(ax * by - ay * bx < -ROUNDING)
        path.append(
            f"{'L' if n else 'M'}{_spot(x + r * ax, y + r * ay)}"
            f"A{_number(r)}{_after(r)} 0 {large} 1{_after(x + r * bx)}{_after(y + r * by)}"
        )
    return "".join(path) + "Z"


def hull_of_points(points: Iterable[Spot]) -> str:
    """The outline of the convex hull of some points.

    >>> hull_of_points([(0, 0), (9, 0), (4, 1), (9, 9), (0, 9)])
    'M0 0L9 0 9 9 0 9Z'
    """
    spots = sorted(set(points))
    lower, upper = _half(spots), _half(spots[::-1])
    return polygon((*lower[:-1], *upper[:-1]))


def polygon(points: Iterable[Spot], *, closed: bool = True) -> str:
    """Straight lines through some points."""
    first, *others = points
    rest = "".join(
        f"{_after(x) if n else _number(x)}{_after(y)}" for n, (x, y) in enumerate(others)
    )
    return f"M{_spot(*first)}" + (f"L{rest}" if rest else "") + ("Z" if closed else "")


def _ring(circles: Sequence[Circle]) -> list[tuple[Circle, Spot]]:
    """The circles that the hull touches, in the order of growing angle, each with the outward
    normal where the hull comes to it: gift wrapping, which suits so few.
    """
    start = current = max(circles, key=lambda circle: circle[0] + circle[2])
    heading, turned = 0.0, 0.0
    ring: list[tuple[Circle, Spot]] = []
    while True:
        tangents = [
            ((angle - heading) % (2 * pi), other, angle)
            for other in circles
            for angle in _tangent(current, other)
        ]
        if not tangents:
            return [(current, (1.0, 0.0))]
        turn, other, angle = min(
            (t if t < 2 * pi - ROUNDING else 0.0, o, a) for t, o, a in tangents
        )
        turned += turn
        if turned >= 2 * pi:
            return ring
        current, heading = other, angle
        ring.append((current, (cos(angle), sin(angle))))
        if len(ring) > 4 * len(circles):
            raise ValueError(f"no hull of {circles} from {start}")


def _tangent(first: Circle, second: Circle) -> tuple[float, ...]:
    """The angle of the outward normal of the tangent from one circle on to the next; none where
    one circle holds the other.
    """
    dx, dy = second[0] - first[0], second[1] - first[1]
    length = hypot(dx, dy)
    if length <= abs(first[2] - second[2]):
        return ()
    return (atan2(dy, dx) - acos((first[2] - second[2]) / length),)


def _half(spots: Sequence[Spot]) -> list[Spot]:
    """One side of a convex hull, by Andrew's monotone chain."""
    chain: list[Spot] = []
    for spot in spots:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], spot) <= 0:
            chain.pop()
        chain.append(spot)
    return chain


def _turn(a: Spot, b: Spot, c: Spot) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _spot(x: float, y: float) -> str:
    return f"{_number(x)}{_after(y)}"


def _number(value: float) -> str:
    return str(round(value))


def _after(value: float) -> str:
    """A number behind another: a minus sign parts them as well as a space."""
    text = _number(value)
    return text if text.startswith("-") else f" {text}"
