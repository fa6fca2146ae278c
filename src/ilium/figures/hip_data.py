"""What the drawing of the hip is made of: the shapes of hip_behind.toml and hip_side.toml."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import msgspec

from ilium.anatomy import Region
from ilium.figures.fibres import Curve, Point, Quadratic, through

View = Literal["behind", "side"]
Half = Literal["left", "right"]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Span = tuple[Share, Share]
Line = Annotated[tuple[Point, ...], msgspec.Meta(min_length=2)]


class Frame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How centimetres become picture units. A mirrored drawing has x from the midline outward."""

    width: float
    height: float
    bare: tuple[float, float, float, float]  # left, top, width, height without labels
    origin: Point  # the picture's point of (0, 0) cm
    scale: float  # picture units per centimetre
    mirrored: bool = False


class Outline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A smooth line: skin, bone, a hole in a bone, or a detail of it."""

    kind: Literal["skin", "bone", "hole", "detail"]
    points: Line
    closed: bool = False
    halves: tuple[Half, ...] = ("left", "right")


class Window(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a muscle is cut away to show what lies under it."""

    from_fibre: Share  # from this fibre to the last
    length: Span  # over this share of their length, from the origin


class Muscle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One muscle, or a head of one; `tendon` marks sheets of tendon, which are never shaded."""

    region: Region
    origin: Line
    insertion: Line
    belly: Line | None = None  # without one the fibres are straight
    fibres: Annotated[int, msgspec.Meta(ge=1)]
    halves: tuple[Half, ...] = ("left", "right")
    window: Window | None = None
    tendon: bool = False

    def fibre(self, t: float) -> Quadratic:
        """Fibre t, from 0 to 1 across the muscle, in centimetres."""
        start, end = Curve(self.origin).at(t), Curve(self.insertion).at(t)
        middle = Curve(self.belly).at(t) if self.belly else None
        return through(start, middle or ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), end)


class Label(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name beside the drawing. `at` is its first line's end at the leader, in picture units."""

    lines: tuple[str, ...]
    at: Point
    anchor: Literal["start", "middle", "end"]
    region: Region | None = None  # without one: a bone, or a note
    to: Point | None = None  # where the leader points, centimetres
    half: Half = "right"


class Drawing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One view of the hip. What comes later lies on top; a region's muscles stand together."""

    frame: Frame
    outline: tuple[Outline, ...]
    muscle: tuple[Muscle, ...]
    label: tuple[Label, ...]

    def place(self, point: Point, half: Half) -> Point:
        """A point in centimetres as the picture has it."""
        x, y = self.frame.origin
        sign = -1 if self.frame.mirrored and half == "left" else 1
        return (x + sign * self.frame.scale * point[0], y + self.frame.scale * point[1])

    def halves(self, shape: Outline | Muscle) -> tuple[Half, ...]:
        """The halves that a shape is drawn in; a drawing that is not mirrored has one."""
        return shape.halves if self.frame.mirrored else ("right",)

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions that can be seen, those that lie deepest first."""
        return tuple(dict.fromkeys(muscle.region for muscle in self.muscle))


@cache
def drawing_of(view: View) -> Drawing:
    """The data of one view."""
    text = files("ilium.figures").joinpath(f"hip_{view}.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Drawing)
