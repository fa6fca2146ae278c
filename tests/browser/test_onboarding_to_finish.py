"""From an empty data folder to a finished session, on a phone, by taps alone."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from player import Logged, Player
from playwright.sync_api import Browser, Page, expect
from visitor import PHONE, Visitor

from ilium.exercises import catalogue
from serving import Server

MINUTES = 35


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Server]:
    """A server that no one has used."""
    with Server(tmp_path) as started:
        yield started


def slide_by_tap(page: Page, minutes: int) -> None:
    """Tap the slider of the minutes where that many are."""
    slider = page.get_by_role("slider", name=re.compile("Time for a session"))
    low, high = (int(slider.get_attribute(end) or 0) for end in ("min", "max"))
    box = slider.bounding_box()
    assert box is not None
    thumb = box["height"] / 2
    along = (minutes - low) / (high - low) * (box["width"] - 2 * thumb)
    slider.tap(position={"x": thumb + along, "y": box["height"] / 2})


def onboard(page: Page) -> None:
    """Answer by taps, look at the plan and at a why, and take it."""
    bar = page.locator(".plan-bar")
    expect(page).to_have_url(re.compile("/start$"))
    page.locator("label", has_text="Regular").tap()
    page.locator("label.chip-choice", has_text=re.compile("^3$")).tap()
    page.get_by_role("button", name="Full gym").tap()
    tiles = page.locator("#equipment-tiles")
    tile = tiles.locator("label", has_text="Kettlebell").first
    expect(tile.get_by_role("checkbox")).to_be_checked()
    tile.tap()
    expect(tile.get_by_role("checkbox")).not_to_be_checked()
    slide_by_tap(page, MINUTES)
    expect(page.locator("output[for=minutes]")).to_have_text(f"{MINUTES} min")
    within = re.compile(rf"3 × ({MINUTES}|{MINUTES - 1}|{MINUTES - 2}) min")
    expect(bar).to_contain_text(within)

    plan = page.locator("#preview")
    plan.locator("summary", has_text="sets,").first.tap()
    plan.locator("details.why summary:visible").first.tap()
    expect(plan.locator("details.why[open] li").first).to_be_visible()
    assert plan.locator("details.why[open] li").first.inner_text().strip()
    bar.get_by_role("button", name="Train by this plan").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("session|Next"))


def start_from_today(page: Page) -> Player:
    """Today's one button, then the session's."""
    page.get_by_role("link", name=re.compile("^(Start session|Train today)")).tap()
    player = Player(page, touch=True)
    player.begin()
    return player


def exported_sets(home: Path) -> list[dict[str, Any]]:
    """The sets that count, as `ilium export` writes them, in the order of doing."""
    done = subprocess.run(
        [sys.executable, "-m", "ilium", "export"],
        env={**os.environ, "ILIUM_HOME": str(home)},
        capture_output=True,
        check=True,
    )
    document = json.loads(done.stdout)
    newest: dict[str, dict[str, Any]] = {}
    for one in sorted(document["sets"], key=lambda one: (_time(one["recorded_at"]), one["id"])):
        newest[one["performed"]["id"]] = one
    counting = [one["performed"] for one in newest.values() if not one.get("removed")]
    return sorted(counting, key=lambda one: _time(one["at"]))


def _time(text: str) -> datetime:
    """A time as such: as text, a whole second would come after its own fractions."""
    return datetime.fromisoformat(text)


def as_logged(performed: dict[str, Any]) -> tuple[str, str, int, int | None]:
    """Name, side, count and reserve of a kept set."""
    name = catalogue().variant(performed["variant"]).name
    count = performed.get("reps") or performed.get("seconds") or 0
    return name, performed.get("side", "both"), count, performed.get("rir")


def as_kept(logged: Logged) -> tuple[str, str, int, int | None]:
    """The same of what was tapped."""
    side = re.search("(left|right) side", logged.place)
    return logged.name, side[1] if side else "both", logged.count, logged.reserve


def to_block(player: Player, role: str, kept: list[Logged]) -> None:
    """Log sets until the block of that role is reached, and stand before its first set."""
    block = player.page.locator(".blocks [aria-current=step]", has_text=role)
    while player.to_set() and not block.count():
        kept.append(player.log())


def activate(player: Player, kept: list[Logged]) -> None:
    """The first drill: two taps a set, then where it was felt."""
    expect(player.page.locator(".blocks [aria-current=step]")).to_contain_text("Activation")
    while player.screen() != "felt":
        before = player.taps
        kept.append(player.log())
        assert player.taps == before + 2
        if player.screen() == "rest":
            player.skip_rest()
    expect(player.title).to_contain_text("feel")
    player.say_felt()


def swap_the_busy(player: Player) -> tuple[str, str]:
    """The equipment is taken: the names of the exercise, and of what takes its place."""
    taken = player.title.inner_text()
    player.tool("Busy?")
    offer = player.sheet.locator("button.substitute").first
    stand_in = offer.locator(".row-title").inner_text()
    player.tap(offer)
    expect(player.title).to_have_text(stand_in)
    return taken, stand_in


def change_and_take_back(player: Player, kept: list[Logged]) -> None:
    """At the rest after a set: it counts down, the set is changed, the next one taken back."""
    page = player.page
    last, timer = page.locator(".logged .new"), page.get_by_role("timer")
    while "Lead-up" in page.locator(".place").inner_text():
        kept.append(player.log())
        player.to_set()
    done = player.log(reserve=3)
    expect(timer).to_have_text(re.compile(r"^\d:\d\d$"))
    expect(timer).not_to_have_text(timer.inner_text())
    player.tap(player.button("Change this set"))
    changed = player.keep(done.name, reserve=1, count=7)
    kept.append(Logged(done.name, done.place, 7, changed.reserve))
    expect(last).to_contain_text(re.compile("7 × .*, 1 in reserve"))
    player.skip_rest()
    player.log(reserve=0)
    expect(last).to_contain_text("0 in reserve")
    player.tap(player.button("Take this set back"))
    expect(page.get_by_text(re.compile("^Taken back: .*0 in reserve"))).to_be_attached()


def stop_for_pain(player: Player) -> str:
    """It hurts: the name of the exercise that is left for another."""
    hurting = player.title.inner_text()
    player.tool("It hurts")
    player.tap(player.sheet.locator(".felt-place").first)
    expect(player.sheet.get_by_role("heading", level=2)).to_have_text(re.compile("^Pain: "))
    expect(player.sheet).to_contain_text("see a doctor or physiotherapist")
    player.tap(player.sheet.locator("button.substitute").first)
    expect(player.sheet).to_have_count(0)
    return hurting


def test_from_the_link_to_the_finished_session(fresh: Server, browser: Browser) -> None:
    context = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, locale="en-GB", base_url=fresh.url
    )
    page = context.new_page()
    page.goto(fresh.link())
    onboard(page)
    player = start_from_today(page)
    kept: list[Logged] = []

    activate(player, kept)
    drill = kept[0].name
    to_block(player, "Heavy", kept)
    taken, stand_in = swap_the_busy(player)
    change_and_take_back(player, kept)
    to_block(player, "Isolation", kept)
    for side in ("left", "right"):
        player.to_set()
        expect(page.locator(".place .side")).to_have_text(f"{side.capitalize()} side")
        kept.append(player.log())
        if side == "left":
            expect(player.title).to_have_text("Change sides")
    player.to_set()
    hurting = stop_for_pain(player)
    while player.to_set():
        assert player.title.inner_text() != hurting
        kept.append(player.log())

    player.finish()
    expect(page.get_by_role("heading", name=re.compile("^Next time"))).to_be_visible()
    expect(page.locator("main .rows").first.locator(".row-detail").first).to_be_visible()
    player.synced()

    found = exported_sets(fresh.home)
    assert list(map(as_logged, found)) == list(map(as_kept, kept))
    names = {as_logged(one)[0] for one in found}
    assert stand_in in names
    assert taken not in names
    assert len([one for one in found if as_logged(one)[0] == drill and one.get("felt")]) == 1
    assert [as_logged(one)[0] for one in found if one.get("pain")] == [hurting]
    assert progress_shows(page, kept)
    context.close()


def progress_shows(page: Page, kept: list[Logged]) -> bool:
    """Whether what was done stands on the pages about the past."""
    page.goto("/progress")
    expect(page.get_by_role("heading", name="Sets by region")).to_be_visible()
    expect(page.get_by_text("No sets in these weeks yet")).to_have_count(0)
    page.goto("/history")
    card = page.get_by_role("article")
    expect(card).to_have_count(1)
    lines = card.locator(".set-line")
    expect(lines).to_have_count(len(kept))
    for name in {one.name for one in kept}:
        expect(card.get_by_role("heading", name=name, exact=True)).to_have_count(1)
    return True


def test_in_pounds(undecided: Visitor, device: Any) -> None:
    page = device(undecided, locale="en-US", is_mobile=True).new_page()
    page.goto("/start")
    expect(page.get_by_role("radio", name="lb")).to_be_checked()
    slide_by_tap(page, MINUTES)
    expect(page.locator(".plan-bar")).to_contain_text(re.compile(rf"× {MINUTES // 10}\d min"))
    page.get_by_role("button", name="Train by this plan").tap()
    player = start_from_today(page)
    weighed = page.locator(".target", has_text=re.compile(r"\d lb"))
    while player.to_set() and not weighed.count():
        player.log()
    shown = float(re.search(r"([\d.]+)\s*lb", weighed.inner_text())[1])  # type: ignore[index]
    assert "kg" not in page.locator("main").inner_text()
    player.log()
    player.overview()
    player.tap(player.button("Finish the session now"))
    player.tap(player.sheet.get_by_role("button", name="Finish"))
    expect(player.title).to_have_text("Session done")
    expect(page.locator("main")).to_contain_text(re.compile(rf"{shown:g} lb"))
    player.synced()
    kilograms = float(undecided.sets()[-1]["load"]["kilograms"])
    assert kilograms / 0.45359237 == pytest.approx(shown, abs=0.05)


def test_pain_elsewhere_ends_the_exercise_and_offers_nothing(
    newcomer: Visitor, device: Any
) -> None:
    player = Player(device(newcomer).new_page()).open()
    player.begin()
    hurting = player.title.inner_text()
    player.tool("It hurts")
    player.tap(player.sheet.get_by_role("button", name="Somewhere else", exact=True))
    expect(player.sheet.get_by_role("heading", level=2)).to_have_text("Pain: somewhere else")
    expect(player.sheet).to_contain_text("See a doctor or physiotherapist")
    expect(player.sheet.get_by_text("In its place")).to_have_count(0)
    expect(player.sheet.locator("button.substitute")).to_have_count(0)
    player.tap(player.sheet.get_by_role("button", name="Leave the rest of it out"))
    expect(player.sheet).to_have_count(0)
    player.to_set()
    expect(player.title).not_to_have_text(hurting)
    player.synced()
    assert [(one["pain"], one["reps"]) for one in newcomer.sets()] == [("elsewhere", 0)]
