"""The keyboard alone suffices: to plan, to train, and in every dialog."""

import re
from typing import Any

import pytest
from keys import Keys
from player import Player
from playwright.sync_api import Page, expect
from visitor import DESK, PHONE, Visitor


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_onboarding(undecided: Visitor, device: Any, size: dict[str, int]) -> None:
    page = device(undecided, viewport=size).new_page()
    page.goto("/start")
    keys = Keys(page)
    keys.reach(page.locator("input[name=level]:checked"))
    keys.press("ArrowDown")
    days = page.get_by_role("radio", name="4", exact=True)
    keys.reach(page.locator("input[name=days]:checked"))
    while not days.is_checked():
        keys.press("ArrowRight")
    minutes = page.get_by_role("slider", name=re.compile("Time for a session"))
    keys.reach(minutes)
    before = int(minutes.input_value())
    keys.press("ArrowLeft")
    expect(page.locator("output[for=minutes]")).to_have_text(f"{before - 5} min")
    tile = page.get_by_role("checkbox", name="Kettlebell").first
    keys.activate(tile, "Space")
    expect(tile).not_to_be_checked()
    expect(page.locator(".plan-bar")).to_contain_text(re.compile(r"4 × \d+ min"))
    take = page.get_by_role("button", name="Train by this plan")
    keys.activate(take)
    expect(page).to_have_url(f"{undecided.server.url}/")
    keys.activate(page.get_by_role("link", name=re.compile("^(Start session|Train today)")))
    assert Player(page).screen() == "begin"


def test_a_preset_that_is_only_passed_by_changes_nothing(undecided: Visitor, device: Any) -> None:
    page = device(undecided, viewport=DESK).new_page()
    page.goto("/start")
    with page.expect_response("**/start/preview"):
        page.locator("#minutes").press("ArrowLeft")
        page.get_by_role("button", name="Nothing", exact=True).focus()
    expect(page.locator(".htmx-request")).to_have_count(0)
    expect(page.get_by_role("checkbox", name="Kettlebell")).to_be_checked()


def test_a_whole_session(newcomer: Visitor, device: Any) -> None:
    page = device(newcomer).new_page()
    player, keys = Player(page).open(), Keys(page)
    seen, sets = set(), 0
    while (screen := player.screen()) != "over":
        seen.add(screen)
        keys.activate(player.known.first)
        if screen == "set":
            expect(player.sheet).to_be_visible()
            assert keys.visible()["dialog"]
            keys.press("Enter")  # the reserve that is asked for, or the one button
            expect(player.sheet).to_have_count(0)
            sets += 1
        moved_on(player, screen)
        expect(page.locator(":focus"), f"the focus is lost after {screen}").to_have_count(1)
    player.synced()
    assert seen == {"begin", "set", "rest", "felt", "done"}
    assert len(newcomer.sets()) == sets


def moved_on(player: Player, screen: str) -> None:
    """Wait until another screen is shown than that one."""
    if screen == "felt":
        expect(player.page.locator(".felt")).to_have_count(0)
    elif screen == "rest":
        expect(player.button("Skip the rest")).to_have_count(0)
    elif screen == "done":
        expect(player.title).to_have_text("Session done")
    elif screen == "begin":
        expect(player.button("Done")).to_be_visible()


@pytest.fixture
def training(newcomer: Visitor, device: Any) -> Player:
    """A session under way, before its first set."""
    page = device(newcomer).new_page()
    player = Player(page).open()
    player.ready_for_the_cellar(newcomer.person)
    Keys(page).activate(player.known)  # by a key: what a pointer touched last shows no ring
    expect(player.button("Done")).to_be_visible()
    return player


OPENERS = (
    "Why?",
    "Cues",
    "Busy?",
    "It hurts",
    "Done",
    "All exercises and settings",
    "Leave the session",
)


@pytest.mark.parametrize("opener", OPENERS)
def test_a_dialog_holds_the_focus_and_gives_it_back(training: Player, opener: str) -> None:
    page, keys = training.page, Keys(training.page)
    button = page.get_by_role("button", name=opener, exact=True)
    keys.activate(button)
    expect(training.sheet).to_be_visible()
    assert keys.visible()["dialog"]
    for key in ("Tab", "Shift+Tab"):
        for _ in range(12):
            keys.press(key)
            found = keys.focus()
            assert found is None or found["dialog"], f"{found} is behind the dialog"
    keys.press("Escape")
    expect(training.sheet).to_have_count(0)
    expect(button).to_be_focused()
    keys.visible()


def test_a_dialog_that_leads_to_another_gives_the_focus_back(training: Player) -> None:
    keys = Keys(training.page)
    keys.activate(training.button("All exercises and settings"))
    keys.activate(training.button("Finish the session now"))
    expect(training.sheet.get_by_role("heading", name="Finish now?")).to_be_visible()
    assert keys.visible()["dialog"]
    keys.press("Escape")
    expect(training.sheet).to_have_count(0)
    expect(training.page.locator(":focus")).to_have_count(1)


@pytest.mark.parametrize(
    "path", ["/", "/plan", "/progress", "/learn", "/you", "/you/import", "/session"]
)
def test_the_skip_link_leads_to_the_content(newcomer: Visitor, device: Any, path: str) -> None:
    page: Page = device(newcomer).new_page()
    page.goto(path)
    if path == "/session":
        Player(page).screen()
    page.bring_to_front()
    keys = Keys(page)
    keys.press("Tab")
    assert keys.visible()["what"] == "a Skip to content"
    keys.press("Enter")
    keys.press("Tab")
    keys.visible()
    assert page.evaluate("() => document.activeElement.closest('main, .player') !== null")
