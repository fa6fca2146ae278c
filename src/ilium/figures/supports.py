"""What the body touches, drawn: floor, steps, benches, pads, machines, walls and rails.

Everything follows from a movement's contacts; sizes are of common gym equipment, metres.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product

from ilium.exercises.movement import Contact, Movement, Phase, Point, Support
from ilium.figures.canvas import BEHIND, FRONT, Bounds, Canvas
from ilium.figures.skeleton import Pose
from ilium.figures.vectors import Vector, middle, plus

STICK = 0.018  # half the width of legs, posts and frames
SLAB = 0.08  # thickness of a bench or pad
SOLE = -0.067  # of the foot, in its frame
FLOOR_MARGIN = 0.15  # of floor before and behind the body

Touched = tuple[Contact, Vector, Pose]
"""A contact, the place where it touches, and the posture in which it does."""


def draw_floor(canvas: Canvas, poses: Iterable[Pose], bounds: Bounds) -> None:
    """The floor, as wide as the picture: a line from the side, a faint strip from above."""
    origins = [frame.origin for pose in poses for frame in pose.frames.values()]
    under = [(x, 0.0, z) for x, _, z in origins]
    canvas.draw(BEHIND - 1, "figure-floor", canvas.strip(under, FLOOR_MARGIN, bounds))


def draw_supports(canvas: Canvas, movement: Movement, poses: Mapping[Phase, Pose]) -> None:
    """Everything that the body touches in one of its phases, but the floor.

    A support stands where it is first touched; the pads of a machine go with the body.
    """
    groups: dict[Support, list[Touched]] = {}
    for contact in movement.contacts:
        pose = poses[contact.phase or Phase.START]
        groups.setdefault(contact.on, []).append((contact, pose.point(contact.at), pose))
    for support, touched in groups.items():
        for path in FIXED.get(support, _nothing)(canvas, touched):
            canvas.draw(BEHIND, "figure-support", path)


OUTSIDE = (Point.KNEE_SIDE_R, Point.KNEE_SIDE_L)


def draw_pads(canvas: Canvas, movement: Movement, pose: Pose) -> None:
    """The pads of a machine, outside the knees that press them apart."""
    for contact in movement.contacts:
        if contact.on is Support.MACHINE and contact.at in OUTSIDE:
            side, out = ("r", 1) if contact.at is Point.KNEE_SIDE_R else ("l", -1)
            corners = product((-0.07, 0.07), (-0.46, -0.26), (0.062 * out, 0.11 * out))
            thigh = pose.frames[f"thigh_{side}"]
            path = canvas.solid(thigh.place(corner) for corner in corners)
            canvas.draw(FRONT, "figure-support", path)


def _nothing(_canvas: Canvas, _touched: list[Touched]) -> Iterator[str]:
    yield from ()


def _step(canvas: Canvas, touched: list[Touched]) -> Iterator[str]:
    """A block under the feet that stand on it."""
    xs, zs = [p[0] for _, p, _ in touched], [p[2] for _, p, _ in touched]
    top = touched[0][0].height
    low, high = (min(xs) - 0.2, 0.0, min(zs) - 0.11), (max(xs) + 0.2, top, max(zs) + 0.11)
    yield canvas.box(low, high)


def _bench(canvas: Canvas, touched: list[Touched]) -> Iterator[str]:
    """A bench with its edge where the body touches it: crosswise under shoulder blades or an
    instep, lengthwise under the belly from the crease of the hips on, behind the seat.
    """
    contact, (x, _, z), _ = touched[0]
    if contact.at is Point.SHOULDER_BLADES:
        low, high = (x - 0.27, z - 0.5), (x + 0.03, z + 0.5)
    elif contact.at is Point.BELLY:
        edge = min(p[0] for _, p, _ in touched)
        low, high = (edge - 0.03, z - 0.15), (edge + 1.05, z + 0.15)
    elif contact.at is Point.SEAT:
        low, high = (x - 0.3, z - 0.3), (x + 0.05, z + 0.3)
    else:
        low, high = (x - 0.17, z - 0.4), (x + 0.12, z + 0.4)
    yield from _table(canvas, low, high, contact.height)


def _chair(canvas: Canvas, touched: list[Touched]) -> Iterator[str]:
    contact, (x, _, z), _ = touched[0]
    yield from _table(canvas, (x - 0.32, z - 0.22), (x + 0.12, z + 0.22), contact.height)


def _table(
    canvas: Canvas, low: tuple[float, float], high: tuple[float, float], top: float
) -> Iterator[str]:
    """A padded top on four legs, between two corners seen from above."""
    yield canvas.box((low[0], top - SLAB, low[1]), (high[0], top, high[1]))
    for x, z in product((low[0] + 0.05, high[0] - 0.05), (low[1] + 0.05, high[1] - 0.05)):
        yield _post(canvas, x, z, top - SLAB)


def _pad(canvas: Canvas, touched: list[Touched]) -> Iterator[str]:
    """A pad along the thighs, on a post: the hips fold over its upper edge. Or a backrest."""
    contact, _, pose = touched[0]
    if contact.at is Point.SHOULDER_BLADES:
        corners = product((-0.1, -0.1 - SLAB), (-0.36, 0.2), (-0.18, 0.18))
        yield canvas.solid(pose.frames["chest"].place(corner) for corner in corners)
        return
    centre, thigh = middle(place for _, place, _ in touched), pose.frames["thigh_r"]
    corners = product((0.0, SLAB), (-0.17, 0.09), (-0.2, 0.2))
    yield canvas.solid(plus(centre, thigh.direction(corner)) for corner in corners)
    x, y, z = plus(centre, thigh.direction((SLAB, -0.1, 0.0)))
    yield _post(canvas, x, z, y)
    yield canvas.box((x - 0.2, 0, z - STICK), (x + 0.2, 2 * STICK, z + STICK))


def _roller(canvas: Canvas, touched: list[Touched]) -> Iterator[str]:
    """A round pad behind each heel."""
    for contact, place, pose in touched:
        shank = pose.frames["shank_r" if contact.at is Point.CALF_R else "shank_l"]
        centre = plus(place, shank.direction((-0.045, 0.0, 0.0)))
        yield canvas.balls([(plus(centre, (0.0, 0.0, z)), 0.045) for z in (-0.04, 0.04)])


def _plate(canvas: Canvas, touched: list[Touched]) -> Iterator[str]:
    """A plate under each sole, on a post."""
    for contact, _, pose in touched:
        foot = pose.frames["foot_r" if contact.at is Point.FOOT_R else "foot_l"]
        corners = product((-0.07, 0.2), (SOLE, SOLE - 0.023), (-0.08, 0.08))
        yield canvas.solid(foot.place(corner) for corner in corners)
        x, y, z = foot.place((0.06, SOLE - 0.02, 0.0))
        yield _post(canvas, x, z, y)


def _wall(canvas: Canvas, touched: list[Touched]) -> Iterator[str]:
    _, (x, _, z), _ = touched[0]
    far = z + (0.06 if z > 0 else -0.06)
    yield canvas.box((x - 0.6, 0, min(z, far)), (x + 0.4, 1.75, max(z, far)))


def _rail(canvas: Canvas, touched: list[Touched]) -> Iterator[str]:
    """A post for each hand to hold on to."""
    for _, (x, y, z), _ in touched:
        yield _post(canvas, x, z, y + 0.06)


def _post(canvas: Canvas, x: float, z: float, top: float) -> str:
    return canvas.box((x - STICK, 0.0, z - STICK), (x + STICK, top, z + STICK))


FIXED: dict[Support, Callable[[Canvas, list[Touched]], Iterator[str]]] = {
    Support.STEP: _step,
    Support.BENCH: _bench,
    Support.CHAIR: _chair,
    Support.PAD: _pad,
    Support.ROLLER: _roller,
    Support.PLATE: _plate,
    Support.WALL: _wall,
    Support.RAIL: _rail,
}
