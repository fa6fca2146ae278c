"""What the atlas says, at the terminal."""

from collections.abc import Iterable, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ilium.anatomy import TARGETS, Region, region_name
from ilium.atlas import Entry
from ilium.atlas.comparing import Compared
from ilium.atlas.lift_words import (
    OWN_MAXIMA,
    OWN_MAXIMUM,
    kilograms,
    leg_text,
    load_text,
    seconds_text,
)
from ilium.atlas.words import NO_GROWTH, facts, percent, problem_text, with_band
from ilium.cli.screen import COLOURS, COMPENSATOR_COLOUR, console, indented, region_text
from ilium.exercises import catalogue
from ilium.exercises.model import Variant

SPARKS = "▁▂▃▄▅▆▇█"

LISTED = (*TARGETS, Region.GLUTEUS_MAXIMUS_INFERIOR, Region.TENSOR_FASCIAE_LATAE)
HEADINGS = ("med", "min", "sup", "inf", "TFL")


def spark(curve: Iterable[float]) -> str:
    """A curve from 0 to 1 as a line of blocks; the lowest block is an eighth or less.

    >>> spark((0.0, 0.5, 1.0))
    '▁▅█'
    """
    return "".join(SPARKS[min(int(value * len(SPARKS)), len(SPARKS) - 1)] for value in curve)


def show_list(entries: Sequence[tuple[str, Entry]], by: Region) -> None:
    """A row for each entry, the highest mean activation of a region first."""
    table = Table(box=None, padding=(0, 1))
    table.add_column("variant", no_wrap=True, style="bold")
    for heading, region in zip(HEADINGS, LISTED, strict=True):
        shown = Text(heading, style=COLOURS.get(region, COMPENSATOR_COLOUR))
        table.add_column(shown, justify="right", no_wrap=True)
    table.add_column("N m", justify="right", no_wrap=True)
    for name, entry in sorted(entries, key=lambda one: (-_mean(one[1], by), one[0])):
        moment = entry.lumbar_moment_nm
        table.add_row(
            name,
            *(f"{100 * entry.regions[r].mean:.0f}" if r in entry.regions else "·" for r in LISTED),
            "·" if moment is None else f"{moment:.0f}",
        )
    console.print(table)
    console.print(
        "Mean activation over a repetition in %, and the largest moment of the lumbar\n"
        f"extensors in N m. Sorted by {region_name(by)}. {NO_GROWTH}",
        style="quiet",
    )


def _mean(entry: Entry, region: Region) -> float:
    return entry.regions[region].mean if region in entry.regions else -1.0


def show_entry(entry: Entry, *, muscles: bool = False, variant: Variant | None = None) -> None:
    """Everything about one entry: regions with their curves, or every muscle.

    `variant`: whose entry of the atlas it is. A repetition that was asked for has a load of its own
    instead, which is shown as it is.
    """
    if not entry.valid:
        console.print(Text(f"No figures: {problem_text(entry)}", style="warning"))
        return
    load = load_text(entry) if variant else entry.load
    said = (load, seconds_text(entry, variant), leg_text(entry, variant))
    console.print(Text(", ".join(part for part in said if part), style="quiet"))
    if variant and kilograms(entry):
        console.print(Text(OWN_MAXIMUM, style="quiet"))
    console.print()
    console.print(_muscles(entry) if muscles else _regions(entry))
    console.print()
    for line in facts(entry):
        indented(line)
    indented(NO_GROWTH, style="quiet")


def _regions(entry: Entry) -> Padding:
    """A region a line, with its activation on the way out and back."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    for _ in range(3):
        table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    headings = (
        "activation, %",
        "mean",
        "peak",
        "force",
        "out and back" if entry.seconds else "held",
    )
    table.add_row(*(Text(heading, style="quiet") for heading in headings))
    for region, found in entry.regions.items():
        table.add_row(
            region_text(region),
            with_band(found.mean, found.mean_band),
            with_band(found.peak, found.peak_band),
            f"{found.peak_force_n:.0f} N",
            Text(spark(found.curve), style=COLOURS.get(region, COMPENSATOR_COLOUR)),
        )
    return Padding(table, (0, 0, 0, 2))


def _muscles(entry: Entry) -> Padding:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    for _ in range(5):
        table.add_column(justify="right", no_wrap=True)
    headings = ("activation, %", "mean", "peak", "force", "length", "work")
    table.add_row(*(Text(heading, style="quiet") for heading in headings))
    for name, found in entry.muscles.items():
        table.add_row(
            name.replace("_", " "),
            f"{100 * found.mean:.0f}",
            with_band(found.peak, found.peak_band),
            f"{found.peak_force_n:.0f} N",
            f"{found.fibre_stretch:.2f}",
            "·" if found.work_share is None else percent(found.work_share),
        )
    return Padding(table, (0, 0, 0, 2))


def title(name: str, entry: Entry) -> str:
    """What an entry is called."""
    return entry.description.rstrip(".") if entry.description else catalogue().variant(name).name


def variant_of(name: str, entry: Entry) -> Variant | None:
    """The variant that an entry of the atlas is of; None of a study's condition."""
    return None if entry.study else catalogue().variant(name)


def lifted(name: str, entry: Entry) -> str:
    """The load and the leg of an entry of the atlas.

    Who is higher hangs on both: a heavier load, or the other leg, is another question.
    """
    return ", ".join((load_text(entry), leg_text(entry, variant_of(name, entry))))


def show_comparison(
    first: tuple[str, Entry], second: tuple[str, Entry], found: Sequence[Compared]
) -> None:
    """A region a line, both entries, each with its id, beside each other."""
    for letter, (name, entry) in zip("AB", (first, second), strict=True):
        console.print(Text.assemble((f"{letter}  ", "quiet"), (title(name, entry), "bold")))
        indented(lifted(name, entry), 3, "quiet")
    console.print()
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for _ in range(3):
        table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    headings = ("mean activation, %", "A", "B", "B / A", "")
    table.add_row(*(Text(heading, style="quiet") for heading in headings))
    for one in found:
        table.add_row(
            region_text(one.region),
            with_band(one.first.mean, one.first.mean_band),
            with_band(one.second.mean, one.second.mean_band),
            "·" if one.ratio is None else f"{one.ratio:.2f}",
            ("B higher" if one.second.mean > one.first.mean else "A higher") if one.clear else "",
        )
    console.print(Padding(table, (0, 0, 0, 2)))
    console.print()
    indented(
        "In brackets: lowest to highest over all cases. Named as higher only where"
        f" these do not meet. {NO_GROWTH}",
        style="quiet",
    )
    if any(kilograms(entry) for _, entry in (first, second)):
        indented(OWN_MAXIMA, style="quiet")
