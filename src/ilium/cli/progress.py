"""`ilium progress`: weekly sets against the band, strength, adherence, left and right."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from ilium.anatomy import COMPENSATORS, TARGETS, Region, region_name
from ilium.cli.screen import band_bar, console, indented, print_json, quantity, region_text
from ilium.diary import Diary
from ilium.interchange.records import ProgrammeRevision
from ilium.planning.programme import Range
from ilium.training.analytics import (
    SideBalance,
    StrengthPoint,
    WeekVolume,
    side_balance,
    strength_trend,
    weekly_volume,
)
from ilium.training.performed import PerformedSet, Side
from ilium.training.schedule import planned_date

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]

WEEKS_SHOWN = 8
SPARKS = "▁▂▃▄▅▆▇█"

Trend = dict[tuple[str, Side], tuple[StrengthPoint, ...]]


class Adherence(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions of the programme that were planned to today, and those that are done."""

    planned: int
    done: int


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What the last weeks add up to. `volume` has a week for every calendar week, empty or not."""

    today: date
    band: dict[Region, Range]
    volume: tuple[WeekVolume, ...]
    trend: Trend
    balance: tuple[SideBalance, ...]
    adherence: Adherence | None


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


def gather(diary: Diary, weeks: int) -> Progress:
    """What the diary's last `weeks` calendar weeks add up to, this week included."""
    active = diary.programme()
    monday = diary.today - timedelta(diary.today.weekday())
    first = monday - timedelta(weeks=weeks - 1)
    performed: tuple[PerformedSet, ...] = diary.sets_since(first)
    known = {week.monday: week for week in weekly_volume(performed, diary.catalogue, diary.zone)}
    mondays = [first + timedelta(weeks=n) for n in range(weeks)]
    return Progress(
        today=diary.today,
        band=active.programme.band if active else {},
        volume=tuple(
            known.get(day, WeekVolume(monday=day, all={}, hard={}, sessions=0)) for day in mondays
        ),
        trend=strength_trend(performed, diary.zone),
        balance=side_balance(performed, diary.zone),
        adherence=_adherence(diary, active) if active else None,
    )


def _adherence(diary: Diary, active: ProgrammeRevision) -> Adherence:
    planned = sum(
        planned_date(active.start, week.week, session.weekday) <= diary.today
        for week in active.programme.weeks
        for session in week.sessions
    )
    return Adherence(planned=planned, done=len(diary.finished(active)))


def progress_document(found: Progress) -> dict[str, Any]:
    """The JSON answer."""
    return {
        "schema": "ilium.progress/1",
        "band": found.band,
        "weeks": [
            {
                "monday": week.monday,
                "sessions": week.sessions,
                "weekly_sets": {region: week.all.get(region, 0) for region in Region},
                "weekly_hard_sets": {region: week.hard.get(region, 0) for region in Region},
            }
            for week in found.volume
        ],
        "strength": [
            {
                "variant": variant,
                "side": side,
                "points": [
                    {
                        "on": point.on,
                        "e1rm_kg": round(point.estimate.kilograms, 1),
                        "deviation_kg": round(point.estimate.deviation, 1),
                    }
                    for point in points
                ],
            }
            for (variant, side), points in found.trend.items()
        ],
        "sides": found.balance,
        "adherence": found.adherence,
    }


def week_sentence(region: Region, sets: float, band: Range) -> str:
    """The answer that stands above a chart."""
    low, high = band
    name = region_name(region)
    if sets < low:
        return f"{name}: {quantity(sets)} of {low}-{high} sets so far this week."
    if sets > high:
        return f"{name}: {quantity(sets)} sets, above {low}-{high}; more adds little."
    return f"{name}: {quantity(sets)} sets, inside {low}-{high}."


def _show_week(found: Progress) -> None:
    this = found.volume[-1]
    console.print("[bold]This week, sets by region[/bold]")
    for region in TARGETS:
        sets, band = this.all.get(region, 0), found.band.get(region)
        line = region_text(region, 25).append(f"{quantity(sets):>5}", style="bold")
        if band:
            line.append(f" of {band[0]}-{band[1]}  ", style="quiet")
            line.append_text(band_bar(sets, band, region))
        console.print(line)
    worked = [f"{region_name(r)} {quantity(this.all[r])}" for r in COMPENSATORS if this.all.get(r)]
    if worked:
        console.print(Text("Also worked: " + ", ".join(worked), style="quiet"))
    console.print("\n[bold]Week by week[/bold]")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="quiet")
    table.add_column("week of")
    table.add_column("sessions", justify="right")
    for region in TARGETS:
        table.add_column(region_text(region), justify="right")
    for week in found.volume:
        cells = [quantity(week.all.get(region, 0)) if week.sessions else "·" for region in TARGETS]
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


def balance_sentence(balance: SideBalance) -> str:
    """What the comparison of the sides says, and how sure it is."""
    stronger = "right" if balance.difference > 0 else "left"
    size = f"{abs(balance.difference):.0f} % ± {balance.deviation:.0f}"
    if balance.clear:
        return (
            f"{balance.variant}: your {stronger} side is ahead by {size} over {balance.pairs} days."
        )
    return f"{balance.variant}: no clear difference ({size} over {balance.pairs} days)."


def _show_adherence(found: Progress) -> None:
    if found.adherence is None:
        return
    done, planned = found.adherence.done, found.adherence.planned
    console.print(f"\n[bold]Sessions[/bold]: {done} done, {planned} planned up to today.")
