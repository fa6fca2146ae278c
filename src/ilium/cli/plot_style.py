"""How pictures look: warm paper, ink, the hues of the muscles; no frame that says nothing."""

from pathlib import Path
from typing import Any

PAPER, INK, QUIET = "#FAF7F2", "#1D1B18", "#6B665E"

STYLE: dict[Any, Any] = {
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.facecolor": PAPER,
    "axes.edgecolor": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.labelcolor": INK,
}


def drawing_on(file: Path) -> Any:
    """Matplotlib's pyplot, ready to draw into a file without a screen.

    Raises:
        ValueError: the plotting library is missing, or the file is not a .png.
    """
    if file.suffix.lower() != ".png":
        raise ValueError(f"--plot {file}: the picture is a PNG; end its name in .png")
    try:
        import matplotlib as mpl
    except ImportError:
        raise ValueError("--plot needs matplotlib: pip install ilium[plot]") from None
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    return plt
