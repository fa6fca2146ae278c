"""The terminal: one console, the colours of the muscles, and answers as text or JSON."""

import sys
from typing import Any

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from ilium.anatomy import Region, region_name

# Okabe-Ito hues, safe for colour-blind people, the same in every chart and page.
COLOURS: dict[Region, str] = {
    Region.GLUTEUS_MEDIUS: "#D55E00",
    Region.GLUTEUS_MINIMUS: "#0072B2",
    Region.GLUTEUS_MAXIMUS_SUPERIOR: "#009E73",
}
COMPENSATOR_COLOUR = "grey58"

console = Console(highlight=False, theme=Theme({"warning": "#E69F00", "quiet": "grey58"}))
errors = Console(highlight=False, stderr=True, soft_wrap=True)

BAR_WIDTH = 24


def print_json(answer: Any) -> None:
    """The answer as one JSON document on standard output, keys in the order they were put in."""
    encoded = msgspec.json.format(msgspec.json.encode(answer), indent=2)
    sys.stdout.write(encoded.decode() + "\n")


def interactive() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def region_text(region: Region, width: int = 0) -> Text:
    """A region's name in its colour."""
    return Text(region_name(region).ljust(width), style=COLOURS.get(region, COMPENSATOR_COLOUR))


def bullet(text: str | Text, mark: str = "-", indent: int = 2) -> None:
    """Print a line whose second line begins under the text, not under the mark."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_row(mark, text)
    console.print(Padding(grid, (0, 0, 0, indent)))


def indented(text: str | Text, indent: int = 2, style: str = "") -> None:
    """Print a paragraph, all of its lines indented."""
    console.print(
        Padding(Text(text, style=style) if isinstance(text, str) else text, (0, 0, 0, indent))
    )


def band_bar(value: float, band: tuple[int, int], region: Region) -> Text:
    """A bar from 0, the target band marked below it by a lighter ground.

    The scale runs to a quarter past the band, or to the value where that is larger.
    """
    top = max(band[1] * 1.25, value, 1)
    filled = round(BAR_WIDTH * value / top)
    low, high = (round(BAR_WIDTH * edge / top) for edge in band)
    colour = COLOURS.get(region, COMPENSATOR_COLOUR)
    bar = Text()
    for cell in range(BAR_WIDTH):
        inside = low <= cell < high
        if cell < filled:
            bar.append("█" if inside else "▓", style=colour)
        else:
            bar.append("░" if inside else "·", style="quiet")
    return bar
