"""`ilium progress`: weekly sets against the band, strength, adherence, left and right."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from ilium.anatomy import COMPENSATORS, TARGETS, region_name
from ilium.cli.screen import band_bar, console, indented, print_json, region_text
from ilium.diary import Diary
from ilium.planning.words import number
from ilium.progress import Progress, balance_sentence, gather, progress_document
from ilium.training.performed import Side

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]

WEEKS_SHOWN = 8
SPARKS = "▁▂▃▄▅▆▇█"


def progress(
    weeks: Annotated[int, typer.Option(min=1, max=520, help="How far back.")] = WEEKS_SHOWN,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Draw it into a picture.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show weekly sets by region, estimated strength, adherence, and left against right."""
    found = gather(Diary(), weeks)
    if plot is not None:
        from ilium.cli.plots import draw

        draw(found, plot)
        if not as_json:
            console.print(f"Drawn into {plot}.")
            return
    if as_json:
        print_json(progress_document(found))
        return
    if not any(week.sessions for week in found.volume):
        console.print(f"No sets in the last {weeks} weeks. [bold]ilium session[/bold] begins one.")
        return
    _show_week(found)
    _show_trend(found)
    _show_balance(found)
    _show_adherence(found)


def _show_week(found: Progress) -> None:
    this = found.volume[-1]
    console.print("[bold]This week, sets by region[/bold]")
    for region in TARGETS:
        sets, band = this.all.get(region, 0), found.band.get(region)
        line = region_text(region, 25).append(f"{number(sets):>5}", style="bold")
        if band:
            line.append(f" of {band[0]}-{band[1]}  ", style="quiet")
            line.append_text(band_bar(sets, band, region))
        console.print(line)
    worked = [f"{region_name(r)} {number(this.all[r])}" for r in COMPENSATORS if this.all.get(r)]
    if worked:
        console.print(Text("Also worked: " + ", ".join(worked), style="quiet"))
    console.print("\n[bold]Week by week[/bold]")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="quiet")
    table.add_column("week of")
    table.add_column("sessions", justify="right")
    for region in TARGETS:
        table.add_column(region_text(region), justify="right")
    for week in found.volume:
        cells = [number(week.all.get(region, 0)) if week.sessions else "·" for region in TARGETS]
        table.add_row(f"{week.monday:%d %b}", str(week.sessions or "·"), *cells)
    console.print(table)


def _show_trend(found: Progress) -> None:
    if not found.trend:
        return
    console.print("\n[bold]Estimated one-rep maximum[/bold] (± 1 standard deviation)")
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for (variant, side), points in found.trend.items():
        first, last = points[0].estimate, points[-1].estimate
        change = f"{last.kilograms - first.kilograms:+.1f} kg" if len(points) > 1 else "first day"
        table.add_row(
            variant,
            "" if side is Side.BOTH else side.value,
            f"{last.kilograms:.1f} ± {last.deviation:.1f} kg",
            change,
            Text(sparkline([p.estimate.kilograms for p in points]), style="quiet"),
        )
    console.print(table)


def sparkline(values: list[float], width: int = 16) -> str:
    """The last values as a line of blocks, lowest to highest.

    >>> sparkline([1.0, 2.0, 3.0])
    '▁▅█'
    """
    shown = values[-width:]
    low, high = min(shown), max(shown)
    if high == low:
        return SPARKS[3] * len(shown)
    return "".join(SPARKS[round((v - low) / (high - low) * (len(SPARKS) - 1))] for v in shown)


def _show_balance(found: Progress) -> None:
    if not found.balance:
        return
    console.print("\n[bold]Left and right[/bold]")
    for balance in found.balance:
        indented(balance_sentence(balance))


def _show_adherence(found: Progress) -> None:
    if found.adherence is None:
        return
    done, planned = found.adherence.done, found.adherence.planned
    console.print(f"\n[bold]Sessions[/bold]: {done} done, {planned} planned up to today.")
