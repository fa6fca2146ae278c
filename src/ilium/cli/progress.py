"""`ilium progress` and `ilium records`: weekly sets against the band, strength, left and right,
adherence, and what was never better."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from ilium.anatomy import COMPENSATORS, TARGETS, region_name
from ilium.cli.screen import band_bar, console, indented, print_json, region_text
from ilium.cli.width import is_narrow, listed
from ilium.diary import Diary
from ilium.exercises import Catalogue
from ilium.loads import Unit, load_text
from ilium.planning.athlete import Athlete
from ilium.planning.words import number
from ilium.progress import Bests, Progress, best_of, gather, progress_document, records_document
from ilium.progress.words import (
    balance_sentence,
    calendar_sentence,
    elsewhere_sentence,
    estimate_text,
    record_sentence,
    region_sentence,
    variant_name,
)
from ilium.training.analytics import strength_change
from ilium.training.performed import Side
from ilium.training.records import Best

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
    for region in found.regions:
        if region.add:
            indented(region_sentence(region), style="quiet")
    worked = [f"{region_name(r)} {number(this.all[r])}" for r in COMPENSATORS if this.all.get(r)]
    if worked:
        console.print(Text("Also worked: " + ", ".join(worked), style="quiet"))
    others = elsewhere_sentence(found.elsewhere)
    if others:
        console.print(Text(others, style="quiet"))
    _show_weeks(found)


def _show_weeks(found: Progress) -> None:
    console.print("\n[bold]Week by week[/bold]")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="quiet")
    table.add_column("week of")
    table.add_column("sessions", justify="right")
    for region in TARGETS:
        table.add_column(region_text(region), justify="right")
    narrow = is_narrow()
    for week in found.volume:
        cells = [number(week.all.get(region, 0)) if week.sessions else "·" for region in TARGETS]
        sessions = str(week.sessions or "·")
        if narrow:
            named = (f"{region_text(r)} {n}" for r, n in zip(TARGETS, cells, strict=True))
            listed(f"{week.monday:%d %b}, sessions {sessions}", ", ".join(named))
        else:
            table.add_row(f"{week.monday:%d %b}", sessions, *cells)
    if not narrow:
        console.print(table)


def _show_trend(found: Progress) -> None:
    if not found.trend:
        return
    console.print("\n[bold]Estimated one-rep maximum[/bold] (± 1 standard deviation)")
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(overflow="fold")
    narrow = is_narrow()
    for (variant, side), points in found.trend.items():
        last = points[-1].known
        change = strength_change(points)
        shown = "" if side is Side.BOTH else side.value
        figures = (
            f"{last.kilograms:.1f} ± {last.deviation:.1f} kg",
            f"{change.kilograms:+.1f} ± {change.deviation:.1f} kg" if change else "first day",
        )
        line = Text(sparkline([p.estimate.kilograms for p in points]), style="quiet")
        if narrow:
            listed(f"{variant}, {shown}" if shown else variant, "  ".join(figures), line)
        else:
            table.add_row(variant, shown, *figures, line)
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
    if found.calendar is None:
        return
    console.print(f"\n[bold]Sessions[/bold]: {calendar_sentence(found.calendar)}")


RECORDS_SHOWN = 15


def records(
    exercise: Annotated[
        str | None, typer.Argument(help="Only this exercise or variant, as hip_thrust.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show your bests: the heaviest loads, the most reps, the highest estimated maximum."""
    diary = Diary()
    athlete = diary.athlete() or Athlete()
    unit, found = athlete.unit, best_of(diary, athlete=athlete)
    if exercise is not None:
        found = _only(found, exercise, diary.catalogue)
    if as_json:
        print_json(records_document(found))
        return
    if not found.bests:
        console.print("No sets to compare yet. [bold]ilium session[/bold] begins one.")
        return
    _list_bests(found, unit) if is_narrow() else _tabulate_bests(found, unit)
    if found.records:
        console.print("\n[bold]Records, newest first[/bold]")
    for record in found.records[:RECORDS_SHOWN]:
        name = variant_name(record.variant, diary.catalogue)
        indented(f"{record.on:%d %b %Y}  {record_sentence(record, name, unit)}")


def _list_bests(found: Bests, unit: Unit) -> None:
    for best in found.bests:
        side, strength = _side(best), _strength(best, unit)
        estimated = [f"estimated maximum {strength}"] if strength else []
        listed(f"{best.variant}, {side}" if side else best.variant, _most(best, unit), *estimated)


def _tabulate_bests(found: Bests, unit: Unit) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="quiet")
    table.add_column("exercise", overflow="fold")
    for column in ("side", "most reps at the heaviest loads", "estimated maximum"):
        table.add_column(column)
    for best in found.bests:
        table.add_row(best.variant, _side(best), _most(best, unit), _strength(best, unit))
    console.print(table)


def _only(found: Bests, text: str, catalogue: Catalogue) -> Bests:
    """The part about one variant, or about all variants of an exercise."""
    wanted = catalogue.meant(text).id

    def meant(variant: str) -> bool:
        return variant == wanted or variant.partition("+")[0] == wanted

    return Bests(
        bests=tuple(best for best in found.bests if meant(best.variant)),
        records=tuple(record for record in found.records if meant(record.variant)),
    )


def _side(best: Best) -> str:
    return "" if best.side is Side.BOTH else best.side.value


def _most(best: Best, unit: Unit) -> str:
    return "; ".join(
        f"{mark.count}{' s' if mark.seconds is not None else ''} × {load_text(mark.load, unit)}"
        for mark in best.most
    )


def _strength(best: Best, unit: Unit) -> str:
    return "" if best.strength is None else estimate_text(best.strength, unit)
