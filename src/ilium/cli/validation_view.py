"""What studies found beside what the atlas says, at the terminal, as JSON and as a page."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from rich.text import Text

from ilium.anatomy import TARGETS
from ilium.cli.screen import bullet, console, indented

if TYPE_CHECKING:
    from ilium.biomechanics.validation import Validation

MARKS = {True: "+", False: "-", None: "?"}


def show_validation(found: "Validation") -> None:
    """Every ordering with the atlas' answer, then the count."""
    from ilium.biomechanics.science import HARD_GOAL, SOFT_GOAL

    console.print(Text("What studies found, and what the simulation says", style="bold"))
    for one in found.orderings:
        mark = MARKS[one.holds] if one.askable else "/"
        words = Text.assemble((f"{one.id} ", "bold"), one.statement, (f" {one.strength}", "quiet"))
        bullet(words, mark)
        indented(one.found, 4, "quiet")
        if one.explanation:
            indented(one.explanation, 4)
    console.print(Text("\nWhat the guide claims, and what the simulation says", style="bold"))
    for claim, answer in found.claims.items():
        bullet(claim.statement, MARKS[answer.holds])
        indented(answer.found, 4, "quiet")
    console.print()
    for name, one, goal in (("hard", found.hard, HARD_GOAL), ("soft", found.soft, SOFT_GOAL)):
        console.print(
            f"{one.held} of {one.asked} {name} orderings about muscle effort reproduced"
            f" ({one.share:.0%}, wanted {goal:.0%})."
        )
    for name, one in (("hard", found.further_hard), ("soft", found.further_soft)):
        console.print(
            f"{one.held} of {one.asked} further {name} comparisons reproduced ({one.share:.0%}),"
            " written before asking."
        )
    console.print("+ holds, - does not, ? no answer, / cannot be asked.", style="quiet")


def validation_document(found: "Validation") -> dict[str, Any]:
    """The JSON answer."""
    return {
        "schema": "ilium.validation/1",
        "enough": found.enough,
        "hard": found.hard,
        "soft": found.soft,
        "further": {"hard": found.further_hard, "soft": found.further_soft},
        "orderings": found.orderings,
        "claims": [
            {"id": claim.id, "statement": claim.statement, **msgspec.to_builtins(answer)}
            for claim, answer in found.claims.items()
        ],
    }


def write_page(found: "Validation", docs: Path) -> Iterator[Path]:
    """Write science.md and its pictures into a folder; gives each file back as it is there.

    Raises:
        ValueError: the folder is missing, or the plotting library.
    """
    from ilium.biomechanics.science import drawn, page
    from ilium.cli.activation_plots import Series, draw_regions
    from ilium.cli.atlas_view import lifted, title
    from ilium.evidence import claims

    if not docs.is_dir():
        raise ValueError(f"--docs {docs}: there is no such folder")
    pictures = docs / "pictures" / "science"
    pictures.mkdir(parents=True, exist_ok=True)
    for picture in drawn(found.atlas):
        entries = [found.atlas.entry(name) for name in picture.entries]
        series = [
            Series(label=f"{title(name, entry)}: {lifted(name, entry)}", entry=entry)
            for name, entry in zip(picture.entries, entries, strict=True)
        ]
        file = pictures / f"{picture.name}.png"
        draw_regions(series, TARGETS, file)
        yield file
    written = docs / "science.md"
    written.write_text(page(found.atlas, found.orderings, found.claims, claims()), "utf-8")
    yield written
