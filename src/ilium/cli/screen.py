"""The terminal: one console, the colours of the muscles, and answers as text or JSON."""

import sys
from typing import Any, NoReturn

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from ilium.anatomy import Region, region_name
from ilium.cli.streams import send

# Okabe-Ito hues, safe for colour-blind people, the same in every chart and page.
COLOURS: dict[Region, str] = {
    Region.GLUTEUS_MEDIUS: "#D55E00",
    Region.GLUTEUS_MINIMUS: "#0072B2",
    Region.GLUTEUS_MAXIMUS_SUPERIOR: "#009E73",
}
COMPENSATOR_COLOUR = "grey58"


class Screen(Console):
    """A console whose reader may leave, as `head` does: Rich would call that a failure."""

    def on_broken_pipe(self) -> NoReturn:
        """Say no more, and let `main` end the command."""
        self.quiet = True
        raise BrokenPipeError


console = Screen(highlight=False, theme=Theme({"warning": "#E69F00", "quiet": "grey58"}))
errors = Screen(highlight=False, stderr=True)
errors.soft_wrap = not errors.is_terminal  # in a log, one error is one line

BAR_WIDTH = 24


def print_json(answer: Any) -> None:
    """The answer as one JSON document on standard output, keys in the order they were put in.

    It is UTF-8, as JSON has to be, whatever the terminal takes.
    """
    send(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n")


def fields(value: msgspec.Struct) -> dict[str, Any]:
    """The fields of a value, to be put beside the `schema` of an answer."""
    return {name: getattr(value, name) for name in value.__struct_fields__}


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
