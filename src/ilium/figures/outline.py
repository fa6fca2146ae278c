"""Flat outlines of round things: convex hulls of circles and of points, as SVG path data."""

from collections.abc import Iterable, Sequence
from math import acos, atan2, ceil, cos, hypot, pi, sin

Circle = tuple[float, float, float]  # x, y, radius
Spot = tuple[float, float]

WIDEST_ARC = 2 * pi / 3
"""Radians: a wider arc is drawn in pieces. Near a half circle, ends that are rounded to whole units
would shift the centre by the root of the radius.
"""

MOST_TOUCHES = 4
"""Times that a hull comes to each circle, at most: stops a wrapping that rounding keeps alive."""

ROUNDING = 1e-9
"""Radians: a turn this little short of a whole one is none."""


SHOWING = 0.5
"""What a circle shows of itself beyond another, picture units, before it is drawn: half a unit is
rounded away, and so short an arc would turn the other one's."""


def hull_of_circles(circles: Sequence[Circle]) -> str:
    """The outline of the convex hull of some circles: arcs, joined by tangents.

    >>> hull_of_circles([(0, 0, 20)])
    'M20 0A20 20 0 0 1-10 17A20 20 0 0 1-10-17A20 20 0 0 1 20 0Z'
    >>> hull_of_circles([(0, 0, 10), (50, 0, 10)])
    'M0 10A10 10 0 0 1-10 0A10 10 0 0 1 0-10L50-10A10 10 0 0 1 60 0A10 10 0 0 1 50 10Z'
    """
    ring = _ring(circles)
    path: list[str] = []
    for n, ((x, y, r), start) in enumerate(ring):
        span = (ring[(n + 1) % len(ring)][1] - start) % (2 * pi) or 2 * pi
        pieces = ceil(span / WIDEST_ARC - ROUNDING)
        path.append(f"{'L' if n else 'M'}{_spot(x + r * cos(start), y + r * sin(start))}")
        for piece in range(1, pieces + 1):
            turn = start + span * piece / pieces
            end = f"{_after(x + r * cos(turn))}{_after(y + r * sin(turn))}"
            path.append(f"A{_number(r)}{_after(r)} 0 0 1{end}")
    return "".join(path) + "Z"


def hull_of_points(points: Iterable[Spot]) -> str:
    """The outline of the convex hull of some points.

    >>> hull_of_points([(0, 0), (9, 0), (4, 1), (9, 9), (0, 9)])
    'M0 0L9 0 9 9 0 9Z'
    """
    spots = sorted(set(points))
    lower, upper = _half(spots), _half(spots[::-1])
    return polygon((*lower[:-1], *upper[:-1]) or spots)


def polygon(points: Iterable[Spot], *, closed: bool = True) -> str:
    """Straight lines through some points."""
    first, *others = points
    rest = "".join(
        f"{_after(x) if n else _number(x)}{_after(y)}" for n, (x, y) in enumerate(others)
    )
    return f"M{_spot(*first)}" + (f"L{rest}" if rest else "") + ("Z" if closed else "")


def _ring(circles: Sequence[Circle]) -> list[tuple[Circle, float]]:
    """The circles that the hull touches, in the order of growing angle, each with the angle of the
    outward normal where the hull comes to it: gift wrapping, which suits so few.
    """
    seen: list[Circle] = []
    for circle in sorted(circles, key=lambda circle: -circle[2]):
        if not any(_hides(larger, circle) for larger in seen):
            seen.append(circle)
    if len(seen) == 1:
        return [(seen[0], 0.0)]
    # Of circles that reach equally far, the one that the hull comes to last.
    current = max(seen, key=lambda circle: (circle[0] + circle[2], circle[1]))
    heading, turned = 0.0, 0.0
    ring: list[tuple[Circle, float]] = []
    while True:
        steps = [
            ((angle - heading) % (2 * pi), other, angle)
            for other in seen
            if other != current
            for angle in (_tangent(current, other),)
        ]
        turn, other, angle = min((t if t < 2 * pi - ROUNDING else 0.0, o, a) for t, o, a in steps)
        turned += turn
        if turned > 2 * pi + ROUNDING or len(ring) > MOST_TOUCHES * len(seen):
            return ring
        current, heading = other, angle
        ring.append((current, heading))


def _hides(larger: Circle, circle: Circle) -> bool:
    """Whether a circle holds another, or lets too little of it show."""
    apart = hypot(circle[0] - larger[0], circle[1] - larger[1])
    return apart <= larger[2] - circle[2] + SHOWING


def _tangent(first: Circle, second: Circle) -> float:
    """The angle of the outward normal of the tangent from one circle on to the next."""
    dx, dy = second[0] - first[0], second[1] - first[1]
    return atan2(dy, dx) - acos((first[2] - second[2]) / hypot(dx, dy))


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
