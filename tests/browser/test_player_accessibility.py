"""axe-core finds nothing on any screen of the player; targets are thumb-sized."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe import violations
from player import Player
from playwright.sync_api import Route, expect
from visitor import COOKIE, PHONE, Visitor

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

LEAD_IN_SECONDS = 3

LEAST, OWN_CONTROLS = 44, 48
"""CSS pixels: what a thumb hits, and what our own controls are."""


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


def test_the_player_of_nobody(undecided: Visitor, device: Any) -> None:
    context = device(undecided, reduced_motion="reduce")
    context.clear_cookies()
    page = context.new_page()
    page.goto("/session/shell")  # what opens without a network
    expect(page.get_by_role("heading", name="Sign in to train")).to_be_visible()
    assert violations(page) == []


def test_the_clock_of_a_hold(holder: Visitor, device: Any) -> None:
    """Counts down to it, up to the least, and on to the most."""
    page = device(holder, reduced_motion="reduce", viewport=PHONE).new_page()
    player = Player(page).open()
    looked = Looked(player)
    while player.to_set() and player.screen() != "hold":
        player.log()
    looked.at("hold")
    low, high = map(int, re.findall(r"\d+", page.locator(".target").inner_text())[:2])
    begins = datetime.now(UTC)
    page.clock.set_fixed_time(begins)  # timers run on, which axe needs
    player.tap(player.button("Start the clock"))
    expect(page.get_by_text("Get into position")).to_be_visible()
    looked.at("lead-in")
    for held, said in ((0, "at least"), (low, "if it is steady"), (high, "Stop here")):
        page.clock.set_fixed_time(begins + timedelta(seconds=LEAD_IN_SECONDS + held))
        expect(page.locator(".hold")).to_contain_text(said)
        looked.at(said)
    player.tap(player.button("Stop"))
    expect(player.sheet.get_by_role("textbox", name="Seconds")).to_be_visible()
    looked.at("log")
    assert looked.wrong == {}


@pytest.fixture
def online(newcomer: Visitor, device: Any) -> Player:
    """A session under way; what it sends can be tampered with."""
    context = device(newcomer, reduced_motion="reduce", viewport=PHONE, service_workers="block")
    player = Player(context.new_page()).open()
    player.begin()
    player.synced()
    return player


def look_at_sync(player: Player, chip: str, said: str) -> Looked:
    """Log a set, and look at what the player then says of where the sets are."""
    player.to_set()
    player.log()
    expect(player.sync).to_contain_text(chip)
    looked = Looked(player)
    looked.at("chip")
    player.tap(player.sync)
    expect(player.sheet).to_contain_text(said)
    looked.at("dialog")
    return looked


def test_someone_else_is_signed_in(online: Player, undecided: Visitor) -> None:
    undecided.sign_in(online.page.context)
    looked = look_at_sync(online, "Someone else is signed in", "Nothing of yours goes into another")
    assert looked.wrong == {}


def test_sign_in_again(online: Player) -> None:
    online.page.context.clear_cookies(name=COOKIE)
    assert look_at_sync(online, "Sign in again", "every set is kept on this phone").wrong == {}


def test_offline(online: Player) -> None:
    online.page.context.set_offline(True)
    assert look_at_sync(online, "Offline", "when the network is back").wrong == {}


def test_sets_that_are_refused(online: Player) -> None:
    online.page.route("**/api/v1/events", spoilt)
    looked = look_at_sync(online, "Not all could be synced", "Not taken into your diary: 1")
    with online.page.expect_download():
        online.tap(online.button("Save them to a file"))
    expect(online.button("Remove them from this phone")).to_be_visible()
    looked.at("saved")
    online.tap(online.button("Remove them from this phone"))
    expect(online.sheet).not_to_contain_text("Not taken")
    looked.at("removed")
    assert looked.wrong == {}


def spoilt(route: Route) -> None:
    """Sends sets with more reps than anyone does, which the server refuses."""
    body = json.loads(route.request.post_data or "")
    for event in body["events"]:
        if event["type"] == "set":
            event["record"]["performed"]["reps"] = 1_000_000
    route.continue_(post_data=json.dumps(body))


def test_a_browser_that_keeps_nothing(online: Player) -> None:
    online.to_set()
    online.page.evaluate("() => { IDBObjectStore.prototype.add = () => { throw new Error(); }; }")
    online.tap(online.button("Done"))
    online.tap(online.sheet.get_by_role("button", name=re.compile("^Keep this set")))
    expect(online.sheet).to_contain_text("Write it down until there is space")
    online.page.evaluate("() => window.dispatchEvent(new Event('online'))")  # the server answers
    online.page.wait_for_load_state("networkidle")
    expect(online.sheet).to_contain_text("Write it down until there is space")
    looked = Looked(online)
    looked.at("unsaved")
    assert looked.wrong == {}
