"""The figure of an exercise: its start and end position as inline SVG, drawn from joint angles.

Only classes say how it looks; `figure.css` of the web app holds their colours.
"""

from functools import lru_cache
from html import escape
from typing import NamedTuple

from ilium.exercises.model import Variant
from ilium.exercises.movement import Movement, Phase
from ilium.figures.canvas import Bounds, Canvas
from ilium.figures.skeleton import Pose, pose
from ilium.figures.supports import draw_floor, draw_pads, draw_supports
from ilium.figures.weights import draw_band, draw_line, draw_load
from ilium.loads import LoadKind

MARGIN = 8
"""Room round what is drawn, picture units."""

FAR = 0.06
"""A limb this much behind the trunk and its fellow, metres, is drawn lighter, if it does not work.
"""

BROADSIDE = 0.8
"""How squarely the pelvis faces the camera (cosine) for its belt line to be drawn."""


class FigurePair(NamedTuple):
    """The figures of both positions, in one scale and one frame."""

    start: str
    end: str


def figure(variant: Variant, phase: Phase, *, title: str) -> str:
    """The variant in a phase, with its first way of loading, as an SVG element named by `title`.

    A movement without a middle is there in its end.

    Raises:
        ValueError: the exercise has no movement.
    """
    drawing = _drawing(variant)
    content = drawing.phases.get(phase, drawing.phases[Phase.END])
    left, top, right, bottom = (round(edge) for edge in drawing.bounds)
    width, height = right - left + 2 * MARGIN, bottom - top + 2 * MARGIN
    return (
        f'<svg class="figure" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="{left - MARGIN} {top - MARGIN} {width} {height}">'
        f"<title>{escape(title)}</title>{content}</svg>"
    )


def figure_pair(variant: Variant) -> FigurePair:
    """The start and the end of the variant.

    Raises:
        ValueError: the exercise has no movement.
    """
    return FigurePair(
        start=figure(variant, Phase.START, title=f"{variant.name}: start"),
        end=figure(variant, Phase.END, title=f"{variant.name}: end"),
    )


class _Drawing(NamedTuple):
    """The content of every phase's figure, and the bounds that hold them all."""

    bounds: Bounds
    phases: dict[Phase, str]


def _drawing(variant: Variant) -> _Drawing:
    movement = variant.movement
    if movement is None:
        raise ValueError(f"{variant.exercise.id} has no movement to draw")
    kind = variant.setups[0].load if variant.setups else LoadKind.NONE
    return _drawn(_Subject(variant.id, movement, kind))


class _Subject:
    """What is drawn, as a key: hashed by its name, since a movement holds tables."""

    def __init__(self, name: str, movement: Movement, kind: LoadKind) -> None:
        self.movement, self.kind = movement, kind
        self._name = name

    def __hash__(self) -> int:
        return hash(self._name)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Subject)
            and (self._name, self.kind) == (other._name, other.kind)
            and self.movement == other.movement
        )


@lru_cache(maxsize=512)
def _drawn(subject: _Subject) -> _Drawing:
    movement = subject.movement
    poses = {phase: pose(movement, phase) for phase in movement.phases}
    canvases = {phase: Canvas(movement.camera) for phase in poses}
    for phase, canvas in canvases.items():
        draw_supports(canvas, movement, poses)
        _draw_body(canvas, movement, poses[phase])
        _draw_gear(canvas, movement, poses[phase], subject.kind)
    bounds = canvases[Phase.START].bounds
    for canvas in canvases.values():
        bounds = bounds.joined(canvas.bounds)
    for canvas in canvases.values():
        draw_floor(canvas, poses.values(), bounds)
        bounds = bounds.joined(canvas.bounds)
    return _Drawing(bounds, {phase: str(canvas) for phase, canvas in canvases.items()})


def _draw_gear(canvas: Canvas, movement: Movement, posed: Pose, kind: LoadKind) -> None:
    draw_pads(canvas, movement, posed)
    if kind in movement.load:
        draw_load(canvas, posed, kind, movement.load[kind])
    for band in movement.bands:
        draw_band(canvas, posed, band)
    if movement.line is not None:
        draw_line(canvas, posed, movement.line, band=kind is LoadKind.BAND)


def _draw_body(canvas: Canvas, movement: Movement, posed: Pose) -> None:
    """Trunk and limbs, each one outline, so that a near one parts from what it covers."""
    _, trunk = _part(canvas, posed, "trunk")
    middle = canvas.depth(posed.frames["torso"].origin)
    canvas.draw(middle, "figure-body", trunk)
    _draw_belt(canvas, posed, middle)
    working = movement.side.value[0] if movement.side else ""
    for limb in ("leg", "arm"):
        drawn = {side: _part(canvas, posed, f"{limb}_{side}") for side in ("l", "r")}
        nearest = min(middle, max(depth for depth, _ in drawn.values()))
        for side, (depth, path) in drawn.items():
            far = depth < nearest - FAR and side != working
            canvas.draw(depth, "figure-body figure-far" if far else "figure-body", path)


def _part(canvas: Canvas, posed: Pose, name: str) -> tuple[float, str]:
    """How near a part is on the whole, and its path."""
    flesh = posed.flesh(name)
    depths = [canvas.depth(centre) for balls in flesh for centre, _ in balls]
    return sum(depths) / len(depths), "".join(canvas.balls(balls) for balls in flesh)


def _draw_belt(canvas: Canvas, posed: Pose, depth: float) -> None:
    """A line across the pelvis where it is seen from before or behind: whether it is level."""
    pelvis = posed.frames["pelvis"]
    facing = canvas.depth(pelvis.direction((1.0, 0.0, 0.0)))
    if abs(facing) < BROADSIDE:
        return
    x = 0.03 if facing > 0 else -0.16
    ends = [pelvis.place((x, 0.055, z)) for z in (-0.125, 0.125)]
    canvas.draw(depth + 0.001, "figure-belt", canvas.line(ends))
