"""What makes an exercise hard, drawn: bars, dumbbells, kettlebells, plates, bands and cables.

Sizes are of common gym equipment, metres.
"""

from collections.abc import Callable, Iterator
from math import cos, pi, sin

from ilium.exercises.movement import Band, Line, Place, Point
from ilium.figures.canvas import BEHIND, FRONT, Canvas
from ilium.figures.skeleton import Frame, Pose
from ilium.figures.vectors import Vector, across, middle, minus, plus, times, unit
from ilium.loads import LoadKind

BAR_RADIUS, BAR_HALF = 0.016, 0.8  # a bar, shortened
PLATE_RADIUS, PLATE_AT = 0.225, 0.68  # a 45 cm plate, and its distance from the bar's middle
PLATE_HALF = 0.03  # half its thickness
HANDLE, BELL, BELL_HALF = 0.018, 0.05, 0.12  # radii of a dumbbell, and half its length
KETTLEBELL = 0.09  # radius
DISC, DISC_HALF = 0.14, 0.015  # a small plate held against the body
TOWER, POST = 1.5, 0.5  # heights of a cable's tower and of what a long band is tied to

UNDERFOOT = 0.05
"""Metres: a band that is anchored lower is stood on."""

CLOSE = 0.05
"""Metres by which a weight covers the hand that holds it."""

Carried = tuple[Vector, Frame]
"""The middle of a weight and the frame that it turns with: a bar lies along its z axis, a dumbbell
along its x axis, a kettlebell hangs along its y axis, a plate is flat across its x axis."""


def draw_load(canvas: Canvas, pose: Pose, kind: LoadKind, place: Place) -> None:
    """The weight of one kind, where it is held."""
    for held in _carried(pose, place, kind):
        WEIGHTS[kind](canvas, *held)


def _carried(pose: Pose, place: Place, kind: LoadKind) -> Iterator[Carried]:
    left, right = (
        (pose.point(Point.HAND_L), pose.frames["hand_l"]),
        (
            pose.point(Point.HAND_R),
            pose.frames["hand_r"],
        ),
    )
    both = middle((left[0], right[0]))
    chest, pelvis = pose.frames["chest"], pose.frames["pelvis"]
    dumbbell = kind is LoadKind.DUMBBELL
    if place is Place.HANDS and kind is not LoadKind.BARBELL:
        yield left
        yield right
        return
    known: dict[Place, Carried] = {
        Place.HANDS: (both, chest),
        Place.BETWEEN_HANDS: (both, chest),
        Place.HAND_L: left,
        Place.HAND_R: right,
        Place.CHEST: (_beyond(pose, Point.CHEST, chest, 0.05), _on_end(chest, dumbbell)),
        Place.UPPER_BACK: (_beyond(pose, Point.UPPER_BACK, chest, -0.02), chest),
        Place.HIPS: (_beyond(pose, Point.HIP_CREASE, pelvis, 0.03), _across(pelvis, dumbbell)),
        Place.HIP_L: (pelvis.place((0.07, -0.02, -0.1)), _across(pelvis, dumbbell)),
        Place.HIP_R: (pelvis.place((0.07, -0.02, 0.1)), _across(pelvis, dumbbell)),
    }
    yield known[place]


def _beyond(pose: Pose, point: Point, frame: Frame, forward: float) -> Vector:
    return plus(pose.point(point), frame.direction((forward, 0.0, 0.0)))


def _on_end(frame: Frame, dumbbell: bool) -> Frame:
    """A dumbbell at the chest stands on end: its x axis is the body's y axis."""
    return _with_axes(frame, (0, 1, 0), (-1, 0, 0), (0, 0, 1)) if dumbbell else frame


def _across(frame: Frame, dumbbell: bool) -> Frame:
    """A dumbbell on the hips lies across: its x axis is the body's z axis."""
    return _with_axes(frame, (0, 0, 1), (0, 1, 0), (-1, 0, 0)) if dumbbell else frame


def _with_axes(frame: Frame, x: Vector, y: Vector, z: Vector) -> Frame:
    first, second, third = zip(*(frame.direction(axis) for axis in (x, y, z)), strict=True)
    return Frame((first, second, third), frame.origin)


def _barbell(canvas: Canvas, at: Vector, frame: Frame) -> None:
    ends = [(plus(at, frame.direction((0, 0, z))), BAR_RADIUS) for z in (-BAR_HALF, BAR_HALF)]
    canvas.draw(canvas.depth(at), "figure-load", canvas.balls(ends))
    for z in (-PLATE_AT, PLATE_AT):
        centre = plus(at, frame.direction((0, 0, z)))
        rims = [
            (PLATE_RADIUS * x, PLATE_RADIUS * y, edge)
            for edge in (-PLATE_HALF, PLATE_HALF)
            for x, y in _circle(28)
        ]
        path = canvas.solid(plus(centre, frame.direction(spot)) for spot in rims)
        canvas.draw(canvas.depth(centre), "figure-load figure-plate", path)


def _dumbbell(canvas: Canvas, at: Vector, frame: Frame) -> None:
    def along(*places: float) -> list[Vector]:
        return [plus(at, frame.direction((x, 0, 0))) for x in places]

    path = canvas.balls([(spot, HANDLE) for spot in along(-BELL_HALF, BELL_HALF)])
    for end in (-BELL_HALF, BELL_HALF):
        path += canvas.balls([(spot, BELL) for spot in along(end * 0.55, end)])
    canvas.draw(canvas.depth(at) + CLOSE, "figure-load", path)


def _kettlebell(canvas: Canvas, at: Vector, frame: Frame) -> None:
    handle = [(plus(at, frame.direction((x, -0.01, 0))), 0.02) for x in (-0.05, 0.05)]
    bell = [(plus(at, frame.direction((0, -0.15, 0))), KETTLEBELL)]
    path = canvas.balls(bell) + canvas.balls(handle)
    canvas.draw(canvas.depth(at) + CLOSE, "figure-load", path)


def _small_plate(canvas: Canvas, at: Vector, frame: Frame) -> None:
    rims = [(x, DISC * y, DISC * z) for x in (-DISC_HALF, DISC_HALF) for y, z in _circle(16)]
    path = canvas.solid(plus(at, frame.direction(spot)) for spot in rims)
    canvas.draw(canvas.depth(at) + CLOSE, "figure-load", path)


def _circle(corners: int) -> list[tuple[float, float]]:
    turns = (2 * pi * n / corners for n in range(corners))
    return [(cos(turn), sin(turn)) for turn in turns]


WEIGHTS: dict[LoadKind, Callable[[Canvas, Vector, Frame], None]] = {
    LoadKind.BARBELL: _barbell,
    LoadKind.DUMBBELL: _dumbbell,
    LoadKind.KETTLEBELL: _kettlebell,
    LoadKind.PLATE: _small_plate,
}

# --- bands and cables ---

LOOPS: dict[Band, tuple[str, Vector, float, Vector]] = {
    Band.KNEES: ("thigh", (0.0, -0.31, 0.0), 0.075, (1, 0, 0)),
    Band.ANKLES: ("shank", (-0.01, -0.33, 0.0), 0.05, (1, 0, 0)),
    Band.FEET: ("foot", (0.09, -0.035, 0.0), 0.045, (0, 1, 0)),
}
"""Where a loop goes round a leg: segment, middle of the leg there, radius, and the direction in
which the front of the loop faces."""


def draw_band(canvas: Canvas, pose: Pose, band: Band) -> None:
    """A loop round both legs: its far half behind them, its near half before."""
    segment, at, radius, face = LOOPS[band]
    left, right = (pose.frames[f"{segment}_{side}"].place(at) for side in ("l", "r"))
    along = unit(minus(right, left))
    ahead = across(pose.frames[f"{segment}_r"].direction(face), along)
    near = canvas.depth(ahead) >= 0
    for start, front in ((0.0, near), (pi, not near)):
        turns = [start + pi * n / 12 for n in range(13)]
        loop = [
            plus(
                right if n < 7 - (start > 0) else left,
                plus(times(along, radius * cos(turn)), times(ahead, radius * sin(turn))),
            )
            for n, turn in enumerate(turns)
        ]
        canvas.draw(FRONT - 1 if front else BEHIND + 1, "figure-band", canvas.line(loop))


def draw_line(canvas: Canvas, pose: Pose, line: Line, *, band: bool) -> None:
    """A cable with its tower, or a long band with its post, from the anchor to the body."""
    x, y, z = line.anchor
    if line.to in (Point.ANKLE_L, Point.ANKLE_R):
        shank = pose.frames["shank_r" if line.to is Point.ANKLE_R else "shank_l"]
        cuff = [(shank.place((-0.01, y, 0.0)), 0.045) for y in (-0.35, -0.32)]
        canvas.draw(canvas.depth(pose.point(line.to)) + 0.06, "figure-load", canvas.balls(cuff))
    look = "figure-band" if band else "figure-cable"
    for point in line.points:
        end = pose.point(point)
        canvas.draw(canvas.depth(end) + CLOSE, look, canvas.line([line.anchor, end]))
    if y < UNDERFOOT:
        return
    tower = canvas.box((x - 0.05, 0, z - 0.05), (x + 0.05, POST if band else TOWER, z + 0.05))
    canvas.draw(BEHIND, "figure-support", tower)
    canvas.draw(BEHIND + 0.5, "figure-load", canvas.balls([(line.anchor, 0.035)]))
