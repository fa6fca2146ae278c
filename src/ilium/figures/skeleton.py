"""Where every part of the body is in a posture: forward kinematics, in plain Python.

Frames, angles and signs are those of `ilium.exercises.movement`; the body's measures are in
`body.toml`. A place is a tuple of metres (x forward, y up, z to the right).
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from math import cos, radians, sin
from pathlib import Path
from typing import NamedTuple

import msgspec

from ilium.exercises.movement import Angle, Movement, Phase, Point
from ilium.figures.vectors import IDENTITY, Matrix, Vector, plus, times, turned

ROOT_AXES = (("pelvis_tilt", "z"), ("pelvis_list", "x"), ("pelvis_rotation", "y"))

Ball = tuple[Vector, float]
"""Centre and radius, metres."""


class Segment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rigid part of the body, hung on its parent."""

    parent: str = ""
    side: bool = False  # there is one on each side; written for the right one
    at: Vector = (0.0, 0.0, 0.0)  # its joint in the parent's frame
    axes: tuple[tuple[str, str], ...] = ROOT_AXES  # angles and their axes, in order
    mass: float  # percent of body mass
    centre: Vector  # its centre of mass


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The convex hull of some balls: segment, centre, radius."""

    part: str  # trunk, or leg or arm, which both sides have
    balls: tuple[tuple[str, Vector, float], ...]


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `body.toml` holds."""

    segments: dict[str, Segment]
    points: dict[str, tuple[str, Vector]]
    shapes: tuple[Shape, ...]


class Frame(NamedTuple):
    """Where a segment is: its axes as the columns of `turn`, and its origin."""

    turn: Matrix
    origin: Vector

    def place(self, local: Vector) -> Vector:
        """A place in the segment's frame, in space."""
        return plus(self.origin, turned(self.turn, local))

    def direction(self, local: Vector) -> Vector:
        """A direction in the segment's frame, in space."""
        return turned(self.turn, local)


class Pose:
    """The body in a posture. Frames are keyed by segment: `pelvis`, `thigh_l`, `thigh_r`."""

    def __init__(self, frames: Mapping[str, Frame]) -> None:
        self.frames = frames

    def point(self, point: Point) -> Vector:
        """Where a place on the skin is."""
        segment, local = _points()[point]
        return self.frames[segment].place(local)

    def moved(self, by: Vector) -> "Pose":
        """The same posture elsewhere."""
        return Pose(
            {name: Frame(frame.turn, plus(frame.origin, by)) for name, frame in self.frames.items()}
        )

    def flesh(self, part: str) -> list[list[Ball]]:
        """The shapes of a part (`trunk`, `leg_l`, `arm_r`), each as its balls."""
        return [
            [(self.frames[segment].place(centre), radius) for segment, centre, radius in balls]
            for balls in _flesh()[part]
        ]

    @property
    def centre_of_mass(self) -> Vector:
        """The centre of mass of the body, without what it carries."""
        total, moment = 0.0, (0.0, 0.0, 0.0)
        for segment, mass, centre in _masses():
            total += mass
            moment = plus(moment, times(self.frames[segment].place(centre), mass))
        return times(moment, 1 / total)


def pose(movement: Movement, phase: Phase) -> Pose:
    """The body in a phase of a movement; the first contact is over the origin, at its height."""
    anchor = movement.contacts[0]
    free = posed(movement.angles(phase))
    x, y, z = free.point(anchor.at)
    return free.moved((-x, anchor.height - y, -z))


def posed(angles: Mapping[Angle, float]) -> Pose:
    """The body with those angles (degrees, every coordinate), the pelvis at the origin.

    >>> from ilium.exercises.movement import COORDINATES
    >>> upright = posed(dict.fromkeys(COORDINATES, 0.0))
    >>> round(upright.point(Point.HEAD)[1] - upright.point(Point.FOOT_R)[1], 2)
    1.71
    """
    frames: dict[str, Frame] = {}
    for name, parent, at, axes in _chain():
        above = frames[parent] if parent else Frame(IDENTITY, (0.0, 0.0, 0.0))
        turn = above.turn
        for angle, axis, sign in axes:
            degrees = angles[angle]
            if degrees:
                turn = _about(turn, axis, radians(sign * degrees))
        frames[name] = Frame(turn, above.place(at))
    return Pose(frames)


@cache
def body() -> Body:
    """The body that figures are drawn from."""
    path = Path(__file__).with_name("body.toml")
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Body)


# --- both sides from the right one ---


def _mirrored(local: Vector, side: str) -> Vector:
    """A place written for the right side, on `side` (`l`, `r`, or empty for the midline)."""
    return (local[0], local[1], -local[2]) if side == "l" else local


def _sided(name: str, side: str) -> str:
    """The segment of that name on a side; those of the midline have none."""
    return f"{name}_{side}" if side and body().segments[name].side else name


def _sides(of: bool) -> tuple[str, ...]:
    return ("l", "r") if of else ("",)


Joint = tuple[str, str, Vector, tuple[tuple[Angle, str, int], ...]]  # name, parent, at, axes


@cache
def _chain() -> tuple[Joint, ...]:
    """Every segment after its parent, with its joint as it is on its side."""
    chain: list[Joint] = []
    for name, segment in body().segments.items():
        for side in _sides(segment.side):
            parent = _sided(segment.parent, side) if segment.parent else ""
            axes = tuple(_axis(angle, axis, side) for angle, axis in segment.axes)
            chain.append((_sided(name, side), parent, _mirrored(segment.at, side), axes))
    return tuple(chain)


def _axis(angle: str, axis: str, side: str) -> tuple[Angle, str, int]:
    """An axis with its sign: in the mirror, turns about x and y go the other way."""
    sign = -1 if axis.startswith("-") else 1
    if side == "l" and axis[-1] in "xy":
        sign = -sign
    return Angle(f"{angle}_{side}" if side else angle), axis[-1], sign


@cache
def _points() -> dict[Point, tuple[str, Vector]]:
    known = {point.value for point in Point}
    return {
        Point(full): (_sided(segment, side), _mirrored(local, side))
        for name, (segment, local) in body().points.items()
        for side in ("", "l", "r")
        if (full := f"{name}_{side}" if side else name) in known
    }


@cache
def _masses() -> tuple[tuple[str, float, Vector], ...]:
    return tuple(
        (_sided(name, side), segment.mass, _mirrored(segment.centre, side))
        for name, segment in body().segments.items()
        for side in _sides(segment.side)
    )


@cache
def _flesh() -> dict[str, list[list[tuple[str, Vector, float]]]]:
    """The shapes of each part: balls as segment, centre in its frame, radius."""
    parts: dict[str, list[list[tuple[str, Vector, float]]]] = {}
    for shape in body().shapes:
        for side in _sides(shape.part != "trunk"):
            name = f"{shape.part}_{side}" if side else shape.part
            parts.setdefault(name, []).append(
                [
                    (_sided(segment, side), _mirrored(centre, side), radius)
                    for segment, centre, radius in shape.balls
                ]
            )
    return parts


# --- turning ---


def _about(turn: Matrix, axis: str, angle: float) -> Matrix:
    """`turn` times the rotation about one of its own axes."""
    c, s = cos(angle), sin(angle)
    if axis == "z":
        return _rows((a * c + b * s, b * c - a * s, d) for a, b, d in turn)
    if axis == "x":
        return _rows((a, b * c + d * s, d * c - b * s) for a, b, d in turn)
    return _rows((a * c - d * s, b, a * s + d * c) for a, b, d in turn)


def _rows(rows: Iterable[Vector]) -> Matrix:
    first, second, third = rows
    return (first, second, third)
