"""axe-core finds nothing on any page or screen, in both themes; targets are thumb-sized."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe import violations
from pages import ANYONE, NOWHERE, OWN, every_page, set_page, swap_page
from player import Player
from playwright.sync_api import Page, expect
from visitor import PHONE, Visitor

OPEN_ALL = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"

SMALL = """([least, own]) => {
  const targets = document.querySelectorAll("#player :is(a[href], button, select, input)");
  const controls = ".button, .tool, .reserve, .felt-place, .substitute, .stepper button";
  return [...targets].flatMap((target) => {
    const inLabel = target.matches("[type=checkbox], [type=radio]");
    const whole = (inLabel && target.closest("label")) || target;
    const { width, height } = whole.getBoundingClientRect();
    const needed = target.matches(controls) ? own : least;
    if (width === 0 || Math.min(width, height) >= needed - 0.01) return [];
    const name = (target.ariaLabel ?? target.innerText).slice(0, 30);
    return [`${target.tagName} ${target.className} "${name}": ${width} x ${height}`];
  });
}"""

LEAST, OWN_CONTROLS = 44, 48
"""CSS pixels: what a thumb hits, and what our own controls are."""


@pytest.fixture(scope="module")
def quiet(browser: Any, server: Any, people: dict[str, Iterator[str]]) -> Iterator[Page]:
    """A page of someone who has trained; nothing fades while colours are measured."""
    visitor = Visitor(server, next(people["veteran"]))
    context = visitor.device(browser, reduced_motion="reduce", has_touch=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [*ANYONE, *OWN, NOWHERE])
def test_page(quiet: Page, path: str) -> None:
    quiet.goto(path)
    quiet.wait_for_load_state("networkidle")
    quiet.evaluate(OPEN_ALL)
    assert violations(quiet) == []


@pytest.mark.parametrize("address", [swap_page, set_page])
def test_page_of_an_item(quiet: Page, address: Callable[[Page], str]) -> None:
    quiet.goto(address(quiet))
    assert violations(quiet) == []


def test_the_list_of_pages_is_whole(quiet: Page) -> None:
    """Every link of the site leads to a page that is looked at here, or to one of its kind."""
    kinds = {_kind(path) for path in every_page(quiet)}
    found = set()
    for path in every_page(quiet):
        quiet.goto(path)
        found |= set(
            quiet.eval_on_selector_all(
                "a[href^='/']",
                "(all) => all.map((a) => new URL(a.href.baseVal ?? a.href, location).pathname)",
            )
        )
    assert {_kind(path) for path in found} <= kinds | {"/you/export"}


def _kind(path: str) -> str:
    """A path without what names one of many."""
    parts = path.partition("?")[0].split("/")
    for folder in ("regions", "exercises", "sets"):
        if folder in parts[:-1]:
            parts[-1] = "*"
    return "/".join(parts)


class Looked:
    """What is wrong with each screen of the player that was looked at."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.wrong: dict[str, list[str]] = {}
        self.screens: list[str] = []

    def at(self, screen: str) -> None:
        """Look at what is shown now."""
        page = self.player.page
        found = page.evaluate(SMALL, [LEAST, OWN_CONTROLS]) + violations(page)
        self.screens.append(screen)
        if found:
            self.wrong[screen] = found


@pytest.fixture
def player(newcomer: Visitor, device: Any) -> Player:
    """A newcomer's session."""
    page = device(newcomer, reduced_motion="reduce", viewport=PHONE).new_page()
    player = Player(page).open()
    player.ready_for_the_cellar(newcomer.person)
    return player


def test_screens_of_the_player(player: Player) -> None:
    looked = Looked(player)
    looked.at("begin")
    player.begin()
    while (screen := player.screen()) != "over":
        if screen not in looked.screens:
            looked.at(screen)
        if screen == "felt" and "felt elsewhere" not in looked.screens:
            player.tap(player.page.locator(".felt").get_by_role("button").last)
            looked.at("felt elsewhere")
            player.tap(player.button("Go on"))
        elif screen == "done":
            player.finish()
            expect(player.page.get_by_role("heading", name="Today")).to_be_visible()
        else:
            player.to_set() if screen != "set" else player.log()
    player.synced()
    looked.at("over")
    assert looked.wrong == {}


def test_sheets_of_the_player(player: Player) -> None:
    looked = Looked(player)
    player.begin()
    for name in ("Why?", "Cues", "Busy?", "It hurts"):
        player.tool(name)
        looked.at(name)
        if name != "It hurts":
            player.close_sheet()
    player.tap(player.sheet.locator(".felt-place").first)
    expect(player.sheet.locator("button.substitute").first).to_be_visible()
    looked.at("pain")
    player.tap(player.button("I tapped it by mistake"))
    player.tap(player.button("Done"))
    looked.at("log")
    player.keep("")
    player.tap(player.button("Change this set"))
    looked.at("change")
    player.close_sheet()
    player.overview()
    looked.at("overview")
    player.tap(player.button("Leave the rest of this exercise out"))
    looked.at("leave out")
    player.close_sheet()
    player.tap(player.button("Leave the session"))
    looked.at("leave")
    player.close_sheet()
    player.tap(player.sync)
    looked.at("sync")
    player.close_sheet()
    while not player.page.get_by_text("How many in reserve").count():
        player.to_set()
        player.tap(player.button("Done"))
        if not player.page.get_by_text("How many in reserve").count():
            player.keep("")
    looked.at("log with a reserve")
    assert looked.wrong == {}


def test_the_player_without_a_session(undecided: Visitor, device: Any) -> None:
    page = device(undecided, reduced_motion="reduce").new_page()
    page.goto("/session")
    expect(page.get_by_role("heading", name="No session to train")).to_be_visible()
    assert violations(page) == []
    page.goto("/session/shell")  # what a device shows on which nobody is signed in
    page.context.clear_cookies()
    page.evaluate("() => indexedDB.deleteDatabase('ilium')")
    page.goto("/session/shell")
    expect(page.locator("#player h1")).to_be_visible()
    assert violations(page) == []
