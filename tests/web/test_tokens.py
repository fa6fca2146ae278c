"""The colours can be told apart: contrast of the tokens after WCAG 2.2, light and dark."""

import re
from importlib.resources import files

import pytest

CSS = files("ilium.web").joinpath("static/ilium/css/tokens.css").read_text("utf-8")
GROUNDS = ("ground", "raised", "well")
HUES = ("medius", "minimus", "superior")
THEMES = ("light", "dark")
TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
PAIR = re.compile(r"light-dark\((#\w{6}), (#\w{6})\)$")


def tokens(selector: str) -> dict[str, str]:
    """The custom properties of the first rule of a selector, as they are written."""
    start = CSS.index(f"  {selector} {{")
    return dict(TOKEN.findall(CSS[start : CSS.index("\n  }", start)]))


ROOT = tokens(":root")
PLAYER = ROOT | tokens(":is(.player, .player-dialog, .player-alone)")


def colour(written: dict[str, str], name: str, theme: str) -> str:
    """A token's colour in a theme, `#rrggbb`, through references to other tokens."""
    value = re.sub(r"/\*.*?\*/", "", written[name]).strip()
    if value.startswith("var("):
        return colour(written, value[6:-1], theme)
    pair = PAIR.match(value)
    return pair[THEMES.index(theme) + 1] if pair else value


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(written: dict[str, str], upper: str, lower: str, theme: str) -> float:
    """The contrast ratio of two tokens, 1 to 21."""
    dim, bright = sorted(luminance(colour(written, name, theme)) for name in (upper, lower))
    return (bright + 0.05) / (dim + 0.05)


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast({"a": "#000000", "b": "#ffffff"}, "a", "b", "light") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(
    "text", ["ink", "quiet", "warning-text", "inferior-text", *(f"{hue}-text" for hue in HUES)]
)
def test_text_stands_out(text: str, ground: str, theme: str) -> None:
    assert contrast(ROOT, text, ground, theme) >= 4.5
    assert contrast(PLAYER, text, ground, theme) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("area", ["warning", "inferior", "compensator", *HUES])
def test_text_stands_out_on_its_soft_area(area: str, theme: str) -> None:
    assert contrast(ROOT, f"{area}-text", f"{area}-soft", theme) >= 4.5
    assert contrast(ROOT, "ink", f"{area}-soft", theme) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["ground", "raised"])
@pytest.mark.parametrize("mark", ["edge", "focus", "inferior", "compensator", *HUES])
def test_borders_and_fills_stand_out(mark: str, ground: str, theme: str) -> None:
    assert contrast(ROOT, mark, ground, theme) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_action_stands_out(theme: str) -> None:
    assert contrast(PLAYER, "on-action", "action", theme) >= 7


def test_the_three_hues_are_those_of_the_terminal() -> None:
    from ilium.anatomy import Region
    from ilium.cli.screen import COLOURS

    assert {region: hue.lower() for region, hue in COLOURS.items()} == {
        Region.GLUTEUS_MEDIUS: ROOT["medius"],
        Region.GLUTEUS_MINIMUS: ROOT["minimus"],
        Region.GLUTEUS_MAXIMUS_SUPERIOR: ROOT["superior"],
    }
