"""The anatomical drawing: the hip from behind and from the left side, as inline SVG.

What is drawn is data (hip_behind.toml, hip_side.toml): bones and skin as outlines, each muscle as
the curves of its origin, belly and insertion, in centimetres of an adult of about 170 cm. Fibres
and outlines follow from those curves. Colours are attributes, so that the drawing stands alone;
hip.css adapts them to the page.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from itertools import groupby
from zlib import crc32

from ilium.anatomy import Region, region_name
from ilium.figures.fibres import Pen, Point, Quadratic, part
from ilium.figures.hip_data import (
    Drawing,
    Half,
    Label,
    Muscle,
    Outline,
    Span,
    View,
    Window,
    drawing_of,
)

HUES: dict[Region, str] = {
    Region.GLUTEUS_MEDIUS: "#D55E00",
    Region.GLUTEUS_MINIMUS: "#0072B2",
    Region.GLUTEUS_MAXIMUS_SUPERIOR: "#009E73",
}
"""Okabe and Ito's palette, which colour-blind people can tell apart."""

GREY = "#7A756D"
"""The hue of every region that is not a target."""

FAINTEST, FULLEST = 0.14, 0.86
"""Opacity of the least shade that is not nothing, and of the fullest: fibres stay visible on it."""

LOOKS = {
    "skin": 'stroke-width="5" stroke-opacity=".5"',
    "bone": 'fill="#E4DCCB" stroke-width="3" stroke-opacity=".5"',
    "hole": 'fill="#FAF7F2" stroke-width="3" stroke-opacity=".5"',
    "detail": 'stroke-width="2.5" stroke-opacity=".35"',
}
"""How skin and bones are drawn; widths are in quarters of a picture unit."""

THIN = 'stroke-width="2.2" stroke-opacity=".6"'
"""How fibres are drawn."""

LINE_HEIGHT = 16.0  # of a label, picture units
FINENESS = 4  # whole numbers in path data, each a quarter of a picture unit
CUT_POINTS = 3  # gaps in the smooth edge of a cut


def hip(
    view: View,
    shades: Mapping[Region, float],
    *,
    title: str,
    labels: bool = True,
    links: Mapping[Region, str] | None = None,
) -> str:
    """The hip as an inline SVG, each region shaded from 0 (its outline only) to 1.

    Without `links` it is one picture, whose text alternative is the title and what is shaded.
    With them (an address for a region) the shapes and labels of those regions are links.

    Raises:
        ValueError: a shade is not between 0 and 1.
    """
    for region, shade in shades.items():
        if not 0 <= shade <= 1:
            raise ValueError(f"{region.value}: a shade is from 0 to 1, not {shade}")
    links = links or {}
    drawing = drawing_of(view)
    frame = drawing.frame
    box = (0, 0, frame.width, frame.height) if labels else frame.bare
    words = f"{title}. {described(view, shades)}"
    key = f"hip-{view}-{crc32(f'{words}{links}'.encode()):x}"
    body = "".join(
        _region(view, region, shades.get(region, 0), f"{key}-{n}", links.get(region))
        for n, region in enumerate(drawing.regions)
    )
    names = "".join(_label(drawing, label, links) for label in drawing.label) if labels else ""
    return (
        f'<svg class="hip hip-{view}" viewBox="{" ".join(map("{:g}".format, box))}"'
        f' role="{"group" if links else "img"}" aria-label="{escape(words)}" fill="none"'
        f' stroke="currentColor" stroke-linejoin="round" stroke-linecap="round" overflow="visible">'
        f'<g transform="scale({1 / FINENESS:g})" stroke-width="4">{_skeleton(view)}{body}</g>'
        f'<g fill="currentColor" stroke-width=".8" font-size="14">{names}</g></svg>'
    )


def described(view: View, shades: Mapping[Region, float]) -> str:
    """The drawing's content in a sentence: what is shaded, how much, and what cannot be seen.

    >>> described("side", {Region.GLUTEUS_MEDIUS: 1, Region.ADDUCTORS: 0.5})
    'Shaded: gluteus medius 100 %. Out of sight from here: adductors 50 %.'
    """
    seen = drawing_of(view).regions
    shaded = {region: shades[region] for region in Region if shades.get(region)}
    visible = [_shade(region, shade) for region, shade in shaded.items() if region in seen]
    hidden = [_shade(region, shade) for region, shade in shaded.items() if region not in seen]
    text = f"Shaded: {', '.join(visible)}." if visible else "Nothing is shaded."
    return f"{text} Out of sight from here: {', '.join(hidden)}." if hidden else text


def _shade(region: Region, shade: float) -> str:
    return f"{region_name(region)} {shade:.0%}".replace("%", " %")


@cache
def _skeleton(view: View) -> str:
    """Skin and bones, which are the same in every drawing."""
    drawing = drawing_of(view)
    text = ""
    for kind, run in groupby(drawing.outline, key=lambda outline: outline.kind):
        paths = "".join(f'<path d="{_outline(drawing, outline)}"/>' for outline in run)
        text += f'<g class="hip-{kind}" {LOOKS[kind]}>{paths}</g>'
    return text


def _outline(drawing: Drawing, outline: Outline) -> str:
    pen = Pen(FINENESS)
    for half in drawing.halves(outline):
        points = [drawing.place(point, half) for point in outline.points]
        if not outline.closed:
            pen.move(points[0])
        pen.smooth(points, closed=outline.closed)
    return pen.data


def _region(view: View, region: Region, shade: float, key: str, address: str | None) -> str:
    """A region: the ground that hides what is deeper, its shade, its fibres.

    `key` names its outline, which is drawn twice but written once.
    """
    outlines, fibres, tendons = _paths(view, region)
    hue = HUES.get(region, GREY)
    opacity = FAINTEST + (FULLEST - FAINTEST) * shade if shade else 0
    text = (
        f'<g class="hip-region hip-{region.value}" data-region="{region.value}" stroke="{hue}">'
        f'<g class="hip-ground" fill="#FAF7F2"><path id="{key}" d="{outlines}"/></g>'
        f'<use class="hip-area" href="#{key}" fill="{hue}" fill-opacity="{opacity:.2f}"/>'
        f'<path class="hip-fibres" {THIN} d="{fibres}"/>'
    )
    if tendons:
        text += f'<path class="hip-tendon" fill="#FAF7F2" fill-opacity=".8" {THIN} d="{tendons}"/>'
    text += "</g>"
    # The label is the link that is read and tabbed to; the shape is a second place to tap.
    return _linked(text, address, ' tabindex="-1" aria-hidden="true"') if address else text


def _linked(text: str, address: str, attributes: str) -> str:
    return f'<a href="{escape(address)}"{attributes}>{text}</a>'


@cache
def _paths(view: View, region: Region) -> tuple[str, str, str]:
    """Path data of a region: the outlines of its muscles, their fibres, and its tendon sheets."""
    drawing = drawing_of(view)
    outlines, fibres, tendons = Pen(FINENESS), Pen(FINENESS), Pen(FINENESS)
    for muscle in drawing.muscle:
        if muscle.region is region:
            for half in drawing.halves(muscle):
                _draw_outline(tendons if muscle.tendon else outlines, drawing, muscle, half)
                _draw_fibres(tendons if muscle.tendon else fibres, drawing, muscle, half)
    return outlines.data, fibres.data, tendons.data


def _draw_fibres(pen: Pen, drawing: Drawing, muscle: Muscle, half: Half) -> None:
    for n in range(muscle.fibres):
        t = (n + 0.5) / muscle.fibres
        for start, end in _pieces(muscle.window, t):
            fibre = part(muscle.fibre(t), start, end)
            a, b, c = (drawing.place(point, half) for point in fibre)
            pen.move(a)
            pen.curve((a, b, c))


def _pieces(window: Window | None, t: float) -> Iterator[Span]:
    """The shares of fibre t's length that are drawn, short of its ends."""
    if window and t >= window.from_fibre:
        yield (0.03, window.length[0])
        yield (window.length[1], 0.98)
    else:
        yield (0.03, 0.98)


def _draw_outline(pen: Pen, drawing: Drawing, muscle: Muscle, half: Half) -> None:
    """Along the origin, down the last fibre, back along the insertion, up the first fibre.

    A window is a bay in the last fibre's side.
    """

    def placed(points: Iterable[Point]) -> list[Point]:
        return [drawing.place(point, half) for point in points]

    first, last = muscle.fibre(0), muscle.fibre(1)
    pen.move(drawing.place(first[0], half))
    pen.smooth(placed(muscle.origin))
    if muscle.window:
        edge = muscle.window.from_fibre
        above, below = muscle.window.length
        pen.curve(_three(placed(part(last, 0, above))))
        pen.smooth(placed(_across(muscle, above, 1, edge)))
        pen.curve(_three(placed(part(muscle.fibre(edge), above, below))))
        pen.smooth(placed(_across(muscle, below, edge, 1)))
        last = part(last, below, 1)
    pen.curve(_three(placed(last)))
    pen.smooth(placed(reversed(muscle.insertion)))
    pen.curve(_three(placed(reversed(first))))
    pen.close()


def _three(points: list[Point]) -> Quadratic:
    return (points[0], points[1], points[2])


def _across(muscle: Muscle, length: float, start: float, end: float) -> list[Point]:
    """Points at one share of the fibres' length, from fibre `start` to fibre `end`."""
    shares = (start + (end - start) * n / CUT_POINTS for n in range(CUT_POINTS + 1))
    return [part(muscle.fibre(t), length, length)[0] for t in shares]


def _label(drawing: Drawing, label: Label, links: Mapping[Region, str]) -> str:
    x, y = label.at
    first, *others = (escape(line) for line in label.lines)
    # The blank keeps the words apart for whoever reads the text without its lines.
    below = "".join(f' <tspan x="{x:g}" dy="{LINE_HEIGHT:g}">{line}</tspan>' for line in others)
    text = (
        f'<text class="{"hip-label" if label.region else "hip-note"}" x="{x:g}" y="{y:g}"'
        f' stroke="none" text-anchor="{label.anchor}">{first}{below}</text>'
    )
    if label.to:
        text = _leader(drawing, label, label.to) + text
    address = links.get(label.region) if label.region else None
    name = escape(" ".join(label.lines))  # a line's end is no blank to a screen reader
    return _linked(text, address, f' aria-label="{name}"') if address else text


def _leader(drawing: Drawing, label: Label, to: Point) -> str:
    """A line from beside the label's middle to a dot on what it names."""
    (x, y), (end_x, end_y) = label.at, drawing.place(to, label.half)
    start = x + {"start": -4, "middle": 0, "end": 4}[label.anchor]
    middle = y - 4.5 + (len(label.lines) - 1) * LINE_HEIGHT / 2
    return (
        f'<path d="M{start:g} {middle:g}L{end_x:.0f} {end_y:.0f}"/>'
        f'<circle cx="{end_x:.0f}" cy="{end_y:.0f}" r="2" stroke="none"/>'
    )
