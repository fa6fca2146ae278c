"""Pictures of progress. Bands as soft areas, data as lines and dots, labels instead of legends."""

from datetime import date
from pathlib import Path
from typing import Any

from ilium.anatomy import TARGETS, Region
from ilium.cli.plot_style import INK, PAPER, QUIET, STYLE, drawing_on
from ilium.cli.screen import COLOURS
from ilium.progress import Progress
from ilium.progress.words import week_sentence
from ilium.training.analytics import StrengthPoint
from ilium.training.performed import Side

SIZE_INCHES = (9, 11)
LIFTS = 4
LINES = {Side.BOTH: "-", Side.LEFT: "-", Side.RIGHT: "--"}


def draw(found: Progress, file: Path) -> None:
    """Draw weekly sets against the band and the strength trend into a PNG.

    Raises:
        ValueError: the plotting library is missing, or the file is not a .png.
    """
    plt = drawing_on(file)
    with plt.rc_context(STYLE):
        figure = plt.figure(figsize=SIZE_INCHES, facecolor=PAPER, layout="constrained")
        parts: Any = figure.subfigures(2, 1, height_ratios=[3, 2.4])
        weeks, lifts = parts
        weeks.set_facecolor(PAPER)
        lifts.set_facecolor(PAPER)
        for axis, region in zip(weeks.subplots(len(TARGETS), 1), TARGETS, strict=True):
            _weekly(axis, found, region)
        lifts.suptitle(
            "Estimated one-rep maximum, ± one standard deviation", x=0.02, ha="left", fontsize=12
        )
        _lifts(lifts, found)
        figure.savefig(file, dpi=120, facecolor=PAPER)
        plt.close(figure)


def _weekly(axis: Any, found: Progress, region: Region) -> None:
    values = [week.all.get(region, 0) for week in found.volume]
    if region in found.band:
        low, high = found.band[region]
        axis.axhspan(low, high, color=COLOURS[region], alpha=0.12, linewidth=0)
        said = week_sentence(region, values[-1], found.band[region])
        axis.set_title(said[0].upper() + said[1:])
    axis.bar(range(len(values)), values, color=COLOURS[region], width=0.6)
    axis.set_xticks(range(len(values)), [f"{week.monday:%d %b}" for week in found.volume])
    axis.set_xlim(-0.6, len(values) - 0.4)
    axis.set_ylim(0)
    axis.set_ylabel("sets a week")


def _lifts(figure: Any, found: Progress) -> None:
    """The most trained lifts, one panel each, left solid and right dashed."""
    variants: dict[str, int] = {}
    for (variant, _), points in found.trend.items():
        variants[variant] = max(variants.get(variant, 0), len(points))
    shown = sorted(variants, key=lambda name: (-variants[name], name))[:LIFTS]
    if not shown:
        axis = figure.subplots()
        axis.set_axis_off()
        axis.text(0.5, 0.5, "No weighed sets in these weeks yet.", ha="center", color=QUIET)
        return
    for axis, variant in zip(figure.subplots(2, 2).flat, (*shown, *[None] * LIFTS), strict=False):
        if variant is None:
            axis.set_axis_off()
            continue
        axis.set_title(variant.partition("+")[0].replace("_", " "), fontsize=10)
        trends = {side: found.trend.get((variant, side), ()) for side in LINES}
        _panel(axis, trends)
        _dates(axis, sorted({point.on for points in trends.values() for point in points}))


def _panel(axis: Any, trends: dict[Side, tuple[StrengthPoint, ...]]) -> None:
    """One lift: a line for each side, its name at the end, the higher line's above."""
    highest = max(points[-1].estimate.kilograms for points in trends.values() if points)
    for side, points in trends.items():
        if not points:
            continue
        _trend(axis, points, LINES[side])
        last = points[-1]
        if side is not Side.BOTH:
            above = 6 if last.estimate.kilograms == highest else -12
            axis.annotate(
                f"{side.value} {LINES[side]}",
                (last.on, last.estimate.kilograms),
                (-4, above),
                textcoords="offset points",
                fontsize=8,
            )


def _trend(axis: Any, points: tuple[StrengthPoint, ...], style: str) -> None:
    days = [point.on for point in points]
    values = [point.estimate.kilograms for point in points]
    low = [point.estimate.kilograms - point.estimate.deviation for point in points]
    high = [point.estimate.kilograms + point.estimate.deviation for point in points]
    axis.fill_between(days, low, high, color=INK, alpha=0.08, linewidth=0)
    axis.plot(days, values, style, color=INK, marker="o", markersize=3, linewidth=1.2)


def _dates(axis: Any, days: list[date]) -> None:
    """Ticks on the first and the last day, and on one between where there is room."""
    axis.set_ylabel("kg")
    axis.margins(x=0.15)
    first, last = days[0], days[-1]
    ticks = sorted({first, first + (last - first) / 2, last} if (last - first).days > 6 else {last})
    axis.set_xticks(ticks, [f"{day:%d %b}" for day in ticks])
