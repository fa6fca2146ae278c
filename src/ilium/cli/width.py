"""What fits on the terminal: below `NARROW` columns, the rows of a table are listed instead."""

from rich.padding import Padding
from rich.text import Text

from ilium.cli.screen import console

NARROW = 64
"""Columns below which the plan's table has no room for the longest word of a name, 19 letters."""

WIDEST = 80
"""Columns up to which a table is stretched: in wider ones, what belongs together lies far apart."""


def is_narrow() -> bool:
    """Whether the terminal is too narrow for a table of exercises."""
    return console.width < NARROW


def listed(name: str | Text, *lines: str | Text, indent: int = 0) -> None:
    """A row of a table on lines of its own: the name, and what belongs to it below."""
    console.print(Padding(name, (0, 0, 0, indent)))
    for line in lines:
        console.print(Padding(line, (0, 0, 0, indent + 2)))
