"""Pictures of progress. Bands as soft areas, data as lines and dots, labels instead of legends."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ilium.anatomy import TARGETS, region_name
from ilium.cli.screen import COLOURS
from ilium.training.performed import Side

if TYPE_CHECKING:
    from ilium.cli.progress import Progress

PAPER, INK, QUIET = "#FAF7F2", "#1D1B18", "#6B665E"
GREYS = (INK, "#56504A", "#8A837A", "#B0A99F")
SIZE_INCHES = (9, 10)


def draw(found: "Progress", file: Path) -> None:
    """Draw weekly sets against the band and the strength trend into a PNG.

    Raises:
        ValueError: the plotting library is missing, or the file is not a .png.
    """
    if file.suffix.lower() != ".png":
        raise ValueError(f"--plot {file}: the picture is a PNG; end its name in .png")
    try:
        import matplotlib as mpl
    except ImportError:
        raise ValueError(
            "--plot needs matplotlib; install it with: pip install ilium[plot]"
        ) from None
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    style: dict[Any, Any] = {
        "font.size": 10,
        "axes.edgecolor": QUIET,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.labelcolor": INK,
    }
    with plt.rc_context(style):
        figure, axes = plt.subplots(
            len(TARGETS) + 1, 1, figsize=SIZE_INCHES, facecolor=PAPER, height_ratios=[1, 1, 1, 1.6]
        )
        for axis, region in zip(axes, TARGETS, strict=False):
            _weekly(axis, found, region)
        _strength(axes[-1], found)
        figure.tight_layout(h_pad=2)
        figure.savefig(file, dpi=120, facecolor=PAPER)
        plt.close(figure)


def _weekly(axis: Any, found: "Progress", region: Any) -> None:
    mondays = [week.monday for week in found.volume]
    values = [week.all.get(region, 0) for week in found.volume]
    places = range(len(mondays))
    axis.set_facecolor(PAPER)
    if region in found.band:
        low, high = found.band[region]
        axis.axhspan(low, high, color=COLOURS[region], alpha=0.12, linewidth=0)
        axis.text(len(mondays) - 0.45, (low + high) / 2, f"{low}-{high}", color=QUIET, va="center")
    axis.bar(places, values, color=COLOURS[region], width=0.6)
    axis.set_xticks(places, [f"{day:%d %b}" for day in mondays])
    axis.set_ylim(0)
    axis.set_ylabel("sets")
    axis.set_title(f"{region_name(region).capitalize()}: sets a week", loc="left", color=INK)


def _strength(axis: Any, found: "Progress") -> None:
    axis.set_facecolor(PAPER)
    axis.set_title("Estimated one-rep maximum, with one standard deviation", loc="left", color=INK)
    axis.set_ylabel("kg")
    longest = sorted(found.trend.items(), key=lambda item: -len(item[1]))[: len(GREYS)]
    if not longest:
        axis.text(
            0.5, 0.5, "no weighed sets yet", transform=axis.transAxes, ha="center", color=QUIET
        )
        axis.set_xticks([])
        axis.set_yticks([])
    for shade, ((variant, side), points) in zip(
        (INK, "#56504A", "#8A837A", "#B0A99F"), longest, strict=False
    ):
        days = [point.on for point in points]
        values = [point.estimate.kilograms for point in points]
        spread = [point.estimate.deviation for point in points]
        axis.fill_between(
            days,
            [v - s for v, s in zip(values, spread, strict=True)],
            [v + s for v, s in zip(values, spread, strict=True)],
            color=shade,
            alpha=0.1,
            linewidth=0,
        )
        axis.plot(days, values, color=shade, marker="o", markersize=4, linewidth=1.5)
        name = variant.replace("_", " ") + ("" if side is Side.BOTH else f", {side.value}")
        axis.annotate(
            name,
            (days[-1], values[-1]),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
        )
    axis.margins(x=0.25)
    axis.tick_params(axis="x", rotation=0)
