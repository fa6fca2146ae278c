"""What the atlas decides of the catalogue's credits: at the terminal, as JSON, as data files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from rich.text import Text

from ilium.anatomy import region_name
from ilium.atlas.credits import verdict
from ilium.atlas.deciding import Decided, written
from ilium.cli.screen import bullet, console, indented, region_text
from ilium.planning.words import number
from ilium.reasons import sentence


def show_credits(found: Decided) -> None:
    """A region a line with the counts that decide, then every credit that is decided."""
    for region, rule in found.verdicts.regions.items():
        line = region_text(region, 26)
        line.append(f"{rule.trust.held} of {rule.trust.asked} comparisons hold, ")
        line.append(f"{rule.found} of {len(rule.anchors)} measured counts fit")
        console.print(line)
        indented(sentence(verdict(rule)), 4, "quiet")
    for name, decided in found.credits.variants.items():
        bullet(Text(name, style="bold"))
        for region, one in decided.items():
            indented(f"{region_name(region)} {number(one.credit)}. {sentence(one.why)}", 4, "quiet")
    console.print(
        "\nA measured count stays whatever was simulated; it fits where the others place it.",
        style="quiet",
    )


def credits_document(found: Decided) -> dict[str, Any]:
    """The JSON answer."""
    return {
        "schema": "ilium.atlas_credits/1",
        "atlas": found.verdicts.atlas,
        "regions": {
            region: {
                "decides": rule.speaks,
                "verdict": sentence(verdict(rule)),
                **msgspec.structs.asdict(rule),
            }
            for region, rule in found.verdicts.regions.items()
        },
        "variants": found.credits.variants,
    }


def write_credits(found: Decided, source: Path) -> Iterator[Path]:
    """Write both data files into Ilium's source; gives each back as it is there.

    Raises:
        ValueError: the folder does not hold Ilium's source.
    """
    files = {
        source / "atlas" / "data" / "verdicts.json": written(found.verdicts),
        source / "exercises" / "simulated.json": written(found.credits),
    }
    for file in files:
        if not file.parent.is_dir():
            raise ValueError(f"--into {source}: there is no folder {file.parent}")
    for file, content in files.items():
        file.write_bytes(content)
        yield file
