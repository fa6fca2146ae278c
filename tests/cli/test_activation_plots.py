"""Pictures of activation: what is drawn where, and what it is called."""

from typing import Any

import pytest

import made_up_atlas
from ilium.anatomy import Region
from ilium.atlas import Entry
from ilium.cli import activation_plots
from ilium.cli.activation_plots import LIMIT, TICK, Series

MEDIUS = Region.GLUTEUS_MEDIUS


def drawn(found: Entry, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Any:
    """The figure that is drawn of one entry."""
    pyplot = pytest.importorskip("matplotlib.pyplot")
    kept = []
    monkeypatch.setattr(pyplot, "close", kept.append)
    series = [Series(label="Hip thrust: 60 kg barbell, right leg", entry=found)]
    activation_plots.draw_regions(series, [MEDIUS], tmp_path / "drawn.png")
    monkeypatch.undo()
    pyplot.close(kept[0])
    return kept[0]


def key(figure: Any) -> str:
    return " ".join(text.get_text() for text in figure.legends[0].get_texts())


def beside(figure: Any) -> list[tuple[list[float], list[float]]]:
    """What is drawn right of the curve, as places across and up."""
    lines = figure.axes[0].get_lines()
    return [([*x], [*y]) for x, y in (one.get_data() for one in lines) if min(x) > 100]


def ticks(figure: Any) -> list[str]:
    return [text.get_text() for text in figure.axes[0].get_xticklabels()]


def test_a_wide_band_is_a_bar(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    figure = drawn(made_up_atlas.entry({MEDIUS: 0.4}), monkeypatch, tmp_path)
    assert beside(figure) == [([103, 103], [pytest.approx(58), pytest.approx(62)])]
    assert LIMIT not in key(figure)


def test_a_narrow_band_is_a_tick_and_a_limit_is_marked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    figure = drawn(made_up_atlas.entry({MEDIUS: 0.7}, 0.0), monkeypatch, tmp_path)
    tick, triangle = beside(figure)
    assert tick[1] == [100, 100]
    assert tick[0][0] < 103 < tick[0][1]
    assert triangle[0] == [103]
    assert TICK in key(figure)
    assert LIMIT in key(figure)


def test_a_single_case_has_no_band(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    alone = made_up_atlas.entry({MEDIUS: 0.5}, 0.0, cases=("reference",))
    assert beside(drawn(alone, monkeypatch, tmp_path)) == []


def test_the_way_goes_out_and_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    moving = drawn(made_up_atlas.entry({MEDIUS: 0.4}), monkeypatch, tmp_path)
    first, turn, last = ticks(moving)
    assert (first, last) == ("start", "back")
    assert "turn" in turn
    still = drawn(made_up_atlas.entry({MEDIUS: 0.4}, seconds=0.0), monkeypatch, tmp_path)
    assert ticks(still) == ["held"]
