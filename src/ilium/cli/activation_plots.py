"""Pictures of activation over a repetition: one line a region, named at its end."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from ilium.anatomy import Region, region_name
from ilium.atlas import CURVE_POINTS, Entry, RegionFigures
from ilium.cli.plot_style import INK, PAPER, QUIET, STYLE, drawing_on
from ilium.cli.screen import COLOURS

LINES = ("-", "--", ":")

OUT_AND_BACK = ([0, 50, 100], ["start", "\N{RIGHTWARDS ARROW} turn \N{RIGHTWARDS ARROW}", "back"])
"""Where the ticks are, and what they say. The turn has no place of its own: when it comes follows
from the tempo, which an entry does not hold."""

HELD = ([50], ["held"])
PANEL_INCHES = (4.0, 3.2)
COLUMNS = 3
BAR = "at the right: the peak, lowest to highest of all cases"
TICK = "a short line where all cases agree"
LIMIT = "at its limit: 99 % or more of full activation"
LEAST_BAND = 0.5
"""Per cent: a narrower band would not be seen."""

AT_LIMIT = 0.99
"""Peak activation from which a muscle gives all that it can."""


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """An entry and what it is called in the picture."""

    label: str
    entry: Entry


def draw_regions(series: Sequence[Series], regions: Sequence[Region], file: Path) -> None:
    """A panel for each region, a line for each entry; its band of the peak as a bar at the side.

    Raises:
        ValueError: the plotting library is missing, or the file is not a .png.
    """
    plt = drawing_on(file)
    width, height = PANEL_INCHES
    with plt.rc_context(STYLE):
        size = (width * len(regions), height + 0.35 * len(series))  # a line of the key each
        figure, axes = plt.subplots(
            1, len(regions), figsize=size, facecolor=PAPER, layout="constrained", squeeze=False
        )
        for axis, region in zip(axes[0], regions, strict=True):
            _panel(axis, region, series)
        axes[0][0].set_ylabel("activation, %")
        _key(figure, [one.label for one in series], limit=_at_limit(series, regions))
        figure.savefig(file, dpi=120, facecolor=PAPER)
        plt.close(figure)


def _panel(axis: Any, region: Region, series: Sequence[Series]) -> None:
    colour = COLOURS.get(region, QUIET)
    axis.set_title(region_name(region), color=colour)
    for place, (one, line) in enumerate(zip(series, LINES, strict=False)):
        found = one.entry.regions.get(region)
        if found is None:
            continue
        _curve(axis, [100 * value for value in found.curve], colour, line)
        _peak(axis, one.entry, found, 103 + 4 * place, colour)
    _frame(axis, turns=any(one.entry.seconds for one in series))


def _peak(axis: Any, entry: Entry, found: RegionFigures, x: float, colour: str) -> None:
    """The band of the peak, and whether the muscle gives all that it can."""
    low, high = (100 * end for end in found.peak_band)
    if high - low >= LEAST_BAND:
        axis.plot([x, x], [low, high], color=colour, linewidth=2.5, clip_on=False)
    elif len(entry.cases) > 1:  # one case alone has no band
        ends, peak = [x - 1.2, x + 1.2], 100 * found.peak
        line = {"linewidth": 2.5, "solid_capstyle": "butt"}  # two of them side by side stay two
        axis.plot(ends, [peak, peak], color=colour, clip_on=False, **line)
    if found.peak >= AT_LIMIT:
        axis.plot([x], [104], "^", color=colour, markersize=6, clip_on=False)


def _at_limit(series: Iterable[Series], regions: Iterable[Region]) -> bool:
    """Whether any muscle that is shown gives all that it can."""
    shown = [(one.entry, region) for region in regions for one in series]
    return any(r in entry.regions and entry.regions[r].peak >= AT_LIMIT for entry, r in shown)


def _curve(axis: Any, values: Sequence[float], colour: str, line: str, width: float = 2) -> None:
    times = np.linspace(0, 100, len(values))
    axis.plot(times, values, line, color=colour, linewidth=width)


def _frame(axis: Any, *, turns: bool) -> None:
    axis.set_xlim(0, 112)
    axis.set_ylim(0, 100)
    axis.set_xticks(*(OUT_AND_BACK if turns else HELD))
    axis.set_yticks([0, 25, 50, 75, 100])
    axis.grid(axis="y", color=QUIET, alpha=0.15, linewidth=0.8)
    _plain(axis)


def _plain(axis: Any) -> None:
    axis.spines["left"].set_visible(False)
    axis.spines["bottom"].set_bounds(0, 100)
    axis.tick_params(length=0)


def _key(figure: Any, labels: Iterable[str], *, limit: bool) -> None:
    """What each kind of line is, in words above the panels."""
    from matplotlib.lines import Line2D

    shown = [
        Line2D([], [], color=INK, linestyle=line, linewidth=2, label=label)
        for label, line in zip(labels, LINES, strict=False)
    ]
    shown.append(Line2D([], [], color=INK, marker="|", linestyle="", label=f"{BAR}; {TICK}"))
    if limit:
        shown.append(Line2D([], [], color=INK, marker="^", linestyle="", label=LIMIT))
    figure.legend(handles=shown, loc="outside upper left", frameon=False, handlelength=3)


def draw_repetition(
    entry: Entry, title: str, contacts: Mapping[str, Sequence[float]], file: Path
) -> None:
    """A panel for every region over one repetition, and beneath them the force at each contact.

    `contacts`: newtons at even times from the start to the end of the repetition, by name.

    Raises:
        ValueError: the plotting library is missing, or the file is not a .png.
    """
    plt = drawing_on(file)
    rows = -(-len(entry.regions) // COLUMNS)
    with plt.rc_context(STYLE):
        figure = plt.figure(figsize=(10, 2.1 * rows + 3.2), facecolor=PAPER, layout="constrained")
        grid = figure.add_gridspec(rows + 1, COLUMNS, height_ratios=[1.0] * rows + [1.3])
        alone = [Series(label=title, entry=entry)]
        note = f"; triangle: {LIMIT}" if _at_limit(alone, entry.regions) else ""
        said = f"{title}\n{entry.load}, {entry.limb} leg{note}"
        figure.suptitle(said, x=0.01, ha="left", fontsize=12)
        for place, region in enumerate(entry.regions):
            axis = figure.add_subplot(grid[divmod(place, COLUMNS)])
            _panel(axis, region, alone)
            if place % COLUMNS == 0:
                axis.set_ylabel("activation, %")
        _contacts(figure.add_subplot(grid[rows, :]), contacts, turns=bool(entry.seconds))
        figure.savefig(file, dpi=120, facecolor=PAPER)
        plt.close(figure)


def _contacts(axis: Any, contacts: Mapping[str, Sequence[float]], *, turns: bool) -> None:
    axis.set_title("Force at each contact, N")
    most = max((max(values) for values in contacts.values()), default=1.0)
    shown = {}
    for name, values in contacts.items():
        axis.plot(np.linspace(0, 100, len(values)), values, color=INK, linewidth=1.4)
        shown[name] = (float(values[-1]), INK)
    axis.set_xlim(0, 118)
    axis.set_ylim(0, 1.08 * most)
    axis.set_xticks(*(OUT_AND_BACK if turns else HELD))
    axis.grid(axis="y", color=QUIET, alpha=0.15, linewidth=0.8)
    _plain(axis)
    _name_ends(axis, shown, 0.13 * most)


def _name_ends(axis: Any, ends: dict[str, tuple[float, str]], gap: float) -> None:
    """Each line's name right of its end, moved up or down until no two touch."""
    names = sorted(ends, key=lambda name: ends[name][0])
    places = spread([ends[name][0] for name in names], gap)
    for name, place in zip(names, places, strict=True):
        value, colour = ends[name]
        axis.plot([100, 102], [value, place], color=colour, linewidth=0.6, clip_on=False)
        axis.annotate(
            name, (102.5, place), color=colour, fontsize=9, va="center", annotation_clip=False
        )


def spread(values: Sequence[float], gap: float) -> list[float]:
    """Rising values moved apart, so that none are closer than the gap and none lie below 0.

    >>> spread([1.0, 1.0, 9.0], 2.0)
    [0.0, 2.0, 9.0]
    """
    groups: list[tuple[float, int]] = []
    for value in values:
        middle, count = value, 1
        while groups and middle - gap * (count - 1) / 2 < _top(groups[-1], gap) + gap:
            other, more = groups.pop()
            middle = (middle * count + other * more) / (count + more)
            count += more
        groups.append((middle, count))
    return [middle + gap * (n - (count - 1) / 2) for middle, count in groups for n in range(count)]


def _top(group: tuple[float, int], gap: float) -> float:
    middle, count = group
    return middle + gap * (count - 1) / 2


def even(times: Sequence[float], values: Sequence[float]) -> list[float]:
    """Values at even times, as the curves of the atlas are."""
    return [
        float(v) for v in np.interp(np.linspace(times[0], times[-1], CURVE_POINTS), times, values)
    ]
