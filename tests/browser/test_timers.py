"""Rest, tempo and the screen's wakefulness follow the clock, whatever the page went through."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from player import Player
from playwright.sync_api import BrowserContext, Page, expect
from visitor import Visitor

WAKE_LOCK = """
  globalThis.locks = [];
  Object.defineProperty(navigator, "wakeLock", { value: {
    request: async (kind) => {
      const lock = { kind, released: false, release: async () => { lock.released = true; } };
      locks.push(lock);
      return lock;
    },
  } });
"""
"""In the place of the real one, which a browser without a screen does not grant."""

HIDE = """(hidden) => {
  const state = hidden ? "hidden" : "visible";
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  if (hidden) locks.forEach((lock) => { lock.released = true; });  // as browsers do
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def seconds_left(page: Page) -> int:
    """What the countdown of the rest says."""
    minutes, seconds = page.get_by_role("timer").inner_text().split(":")
    return 60 * int(minutes) + int(seconds)


@pytest.fixture
def context(newcomer: Visitor, device: Any) -> BrowserContext:
    """A phone whose clock the test holds."""
    context = device(newcomer)
    context.clock.install(time=datetime.now(UTC))
    return context


@pytest.fixture
def resting(context: BrowserContext) -> Player:
    """A session in the first rest that is longer than a change of sides."""
    player = Player(context.new_page()).open()
    player.begin()
    while not player.page.get_by_role("timer").count() or seconds_left(player.page) < 30:
        player.to_set()
        player.log()
        player.screen()
    return player


def test_the_rest_ends_at_its_deadline(resting: Player, context: BrowserContext) -> None:
    page = resting.page
    left = seconds_left(page)
    context.clock.fast_forward(10_000)
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"\d:\d\d"))
    assert left - 25 <= seconds_left(page) <= left - 10
    resting.tap(resting.button("30 s"))
    longer = seconds_left(page)
    assert longer > seconds_left(page) - 1
    assert left - 25 + 30 <= longer <= left + 30
    context.clock.fast_forward(longer * 1000)
    expect(resting.button("Done")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Rest is over")).to_be_attached()


def test_a_frozen_page_wakes_up_at_the_right_second(newcomer: Visitor, device: Any) -> None:
    context = device(newcomer)
    page = context.new_page()
    player = Player(page).open()
    player.begin()
    while not page.get_by_role("timer").count() or seconds_left(page) < 30:
        player.to_set()
        player.log()
        player.screen()
    before, left = datetime.now(UTC), seconds_left(page)
    wire = context.new_cdp_session(page)
    wire.send("Page.setWebLifecycleState", {"state": "frozen"})
    other = context.new_page()  # time goes by; the page does not see it
    other.goto("/learn")
    other.wait_for_timeout(4_000)
    other.close()
    wire.send("Page.setWebLifecycleState", {"state": "active"})
    passed = (datetime.now(UTC) - before).total_seconds()
    assert passed > 4
    assert seconds_left(page) <= left
    shown = left - seconds_left(page)
    asleep = (datetime.now(UTC) - before).total_seconds()
    assert passed - 2 <= shown <= asleep + 2


def test_a_reload_keeps_the_deadline(resting: Player, context: BrowserContext) -> None:
    page = resting.page
    resting.tap(resting.button("30 s"))
    left = seconds_left(page)
    context.clock.fast_forward(20_000)
    page.reload()
    resting.screen()
    assert left - 40 <= seconds_left(page) <= left - 20
    context.clock.fast_forward(left * 1000)
    expect(resting.button("Done")).to_be_visible()
    page.reload()
    assert resting.screen() == "set"


def test_a_rest_that_was_skipped_stays_skipped(resting: Player) -> None:
    resting.skip_rest()
    resting.page.reload()
    assert resting.screen() == "set"


def test_the_metronome_follows_the_tempo(context: BrowserContext) -> None:
    page = context.new_page()
    player = Player(page).open()
    player.begin()
    tempo = page.locator(".tools").get_by_role("button", name="Tempo")
    while not tempo.count():
        player.to_set()
        if not tempo.count():
            player.log()
    packet = page.evaluate("() => fetch('/api/v1/session').then((answer) => answer.json())")
    name = player.title.inner_text()
    station = next(
        one for one in packet["stations"] if packet["cards"][one["variant"]]["name"] == name
    )
    lengths = zip(("lift", "hold", "lower"), map(int, station["tempo"].split("-")), strict=True)
    phases = [(word, n + 1) for word, length in lengths for n in range(length)]
    context.clock.pause_at(page.evaluate("() => Date.now()") + 1000)
    player.tap(tempo)
    beat = page.locator(".beat")
    expect(beat).to_contain_text("Ready in 3")
    context.clock.run_for(3_200)
    for rep in (1, 2):
        for word, second in phases:
            expect(beat).to_have_text(re.compile(rf"^{word}\s*{second}\s*rep {rep}$"))
            context.clock.run_for(1_000)
    player.tap(tempo)
    expect(beat).to_have_count(0)


def test_the_screen_is_kept_awake_while_training(newcomer: Visitor, device: Any) -> None:
    context = device(newcomer)
    context.add_init_script(WAKE_LOCK)
    page = context.new_page()
    player = Player(page).open()

    def held() -> list[str]:
        return page.evaluate("() => locks.filter((one) => !one.released).map((one) => one.kind)")

    assert held() == []
    player.begin()
    assert held() == ["screen"]
    page.evaluate(HIDE, True)
    assert held() == []
    page.evaluate(HIDE, False)
    player.screen()
    assert held() == ["screen"]
    assert page.evaluate("() => locks.length") == 2
    player.overview()
    player.tap(player.button("Finish the session now"))
    player.tap(player.sheet.get_by_role("button", name="Finish"))
    expect(player.title).to_have_text("Session done")
    assert held() == []
