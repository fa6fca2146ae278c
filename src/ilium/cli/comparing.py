"""What a change of the programme costs, at the terminal and as JSON."""

from typing import Any

import msgspec
from rich.table import Table
from rich.text import Text

from ilium.anatomy import TARGETS
from ilium.cli.screen import bullet, console, region_text
from ilium.exercises import Catalogue
from ilium.planning.difference import Change, Difference, OtherLength, difference_reasons
from ilium.planning.words import number
from ilium.reasons import sentence


def show_difference(found: Difference, catalogue: Catalogue) -> None:
    """A line for each difference."""
    console.print(Text("What changes against your programme", style="bold"))
    for reason in difference_reasons(found, catalogue):
        bullet(sentence(reason))


def show_other_lengths(minutes: int, lengths: tuple[OtherLength, ...]) -> None:
    """A row for each length: the weekly sets of the targets, and the exercises that come and go."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("minutes", justify="right")
    for region in TARGETS:
        table.add_column(region_text(region), justify="right")
    table.add_column("exercises")
    for one in lengths:
        if one.difference is None:
            table.add_row(str(one.minutes), *["-" for _ in TARGETS], "no plan fits")
            continue
        sets = (f"{number(before)} → {number(after)}" for before, after in _sets(one.difference))
        table.add_row(str(one.minutes), *sets, exercises_text(one.difference))
    console.print(Text(f"In place of {minutes} min a session", style="bold"))
    console.print(table)


def _sets(found: Difference) -> list[tuple[float, float]]:
    return [one.sets for one in found.regions]


def exercises_text(found: Difference) -> str:
    """How many exercises come and go."""
    changes = [one.change for one in found.items]
    return f"{changes.count(Change.COMES)} come, {changes.count(Change.GOES)} go"


def difference_document(found: Difference, catalogue: Catalogue) -> dict[str, Any]:
    """A difference as JSON, every pair before and after."""
    built: dict[str, Any] = msgspec.to_builtins(found)
    for item, one in zip(built["items"], found.items, strict=True):
        item["change"] = one.change.value
    why = [sentence(reason) for reason in difference_reasons(found, catalogue)]
    return {"schema": "ilium.difference/1", **built, "nothing": found.nothing, "why": why}


def other_lengths_document(
    minutes: int, lengths: tuple[OtherLength, ...], catalogue: Catalogue
) -> dict[str, Any]:
    """Other lengths as JSON; `difference` is null where no plan found."""
    return {
        "schema": "ilium.other_lengths/1",
        "minutes": minutes,
        "lengths": [
            {
                "minutes": one.minutes,
                "difference": one.difference and difference_document(one.difference, catalogue),
            }
            for one in lengths
        ],
    }
