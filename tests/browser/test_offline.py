"""No network: the session goes on, nothing is lost, and the server gets everything once."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from phone import Phone
from player import Logged, Player, log_rows
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from visitor import Visitor, controlled

from ilium.exercises import catalogue
from serving import Server

NIGHT = timedelta(hours=10)

AS_IT_WAS = re.compile(r"^No network\. This is how it was (on \d+ \w+ )?at \d\d:\d\d\.$")


@contextmanager
def no_network(server: Server, context: BrowserContext | None = None) -> Iterator[None]:
    """For a while the device has no network, and there is no server either."""
    if context is not None:
        context.set_offline(True)
    server.kill()
    try:
        yield
    finally:
        server.start()
        if context is not None:
            context.set_offline(False)


def prepared(context: BrowserContext, visitor: Visitor) -> Player:
    """The session's page, with all that it needs on the device."""
    player = Player(context.new_page()).open()
    player.ready_for_the_cellar(visitor.person)
    return player


def try_now(player: Player) -> None:
    """Do not wait for the next try: ask for it where the sync state is shown, until it worked."""
    if player.sync.inner_text() != "Synced":
        player.tap(player.sync)
        retry = player.sheet.get_by_role("button", name="Try now")
        if retry.count():
            player.tap(retry)
        player.close_sheet()
    player.synced()


def in_words(performed: dict[str, Any]) -> tuple[str, int]:
    """Name and count of a kept set."""
    count = performed.get("reps") or performed.get("seconds") or 0
    return catalogue().variant(performed["variant"]).name, count


def kept_once(visitor: Visitor, done: list[Logged]) -> None:
    """The server has these sets in this order, each once."""
    found = visitor.sets()
    assert len({one["id"] for one in found}) == len(found)
    assert list(map(in_words, found)) == [(one.name, one.count) for one in done]


def test_the_network_is_cut_in_the_middle_of_a_set(
    newcomer: Visitor, device: Any, server: Server
) -> None:
    context = device(newcomer)
    player = prepared(context, newcomer)
    player.begin()
    done = [player.log(count=9)]
    player.synced()
    player.to_set()
    name = player.title.inner_text()
    player.tap(player.button("Done"))
    with no_network(server, context):
        done.append(player.keep(name, count=11))
        expect(player.sync).to_have_text("Offline, 1 waiting")
        done += go_on_with_swap_and_pain(player)
        waiting = player.sync.inner_text()
        assert re.fullmatch(r"Offline, \d+ waiting", waiting)
        listed = player.logged()
        player.page.reload()
        player.screen()
        expect(player.sync).to_have_text(waiting)
        assert player.logged() == listed
        player.to_set()
        done.append(player.log(count=12))
    try_now(player)
    kept_once(newcomer, done)
    assert [one["status"] for one in log_rows(player.page) if one["status"] != "kept"] == []
    [session] = newcomer.sessions()
    changes = newcomer.ask(f"/api/v1/sessions/{session['id']}")["changes"]
    assert [one["kind"] for one in changes] == ["swap", "swap"]


def go_on_with_swap_and_pain(player: Player) -> list[Logged]:
    """A swap because the equipment is taken, a set, another because it hurts, a set."""
    done = []
    for tool in ("Busy?", "It hurts"):
        player.to_set()
        before = player.title.inner_text()
        player.tool(tool)
        if tool == "It hurts":
            player.tap(player.sheet.locator(".felt-place").first)
            if done[-1].name != before:  # there is no set yet that could carry the pain
                done.append(Logged(before, "", 0, None))
        player.tap(player.sheet.locator("button.substitute").first)
        expect(player.sheet).to_have_count(0)
        player.to_set()
        expect(player.title).not_to_have_text(before)
        done.append(player.log(count=10))
    return done


def test_closed_and_opened_again_without_a_network(
    newcomer: Visitor, playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    with Phone(playwright, tmp_path, newcomer) as phone:
        phone.page.goto(f"{server.url}/session")
        player = Player(phone.page)
        player.ready_for_the_cellar(newcomer.person)
        player.begin()
        done = [player.log(count=8)]
        player.synced()
        with no_network(server):
            player.to_set()
            done.append(player.log(count=9))
            expect(player.sync).to_have_text("Offline, 1 waiting")
            phone.close()
            player = Player(phone.open())
            player.page.goto(f"{server.url}/session")
            player.screen()
            expect(player.sync).to_have_text("Offline, 1 waiting")
            player.to_set()
            done.append(player.log(count=10))
            expect(player.sync).to_have_text("Offline, 2 waiting")
        try_now(player)
    kept_once(newcomer, done)


def test_a_set_survives_the_death_of_the_browser(
    newcomer: Visitor, playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    with Phone(playwright, tmp_path, newcomer) as phone:
        phone.page.goto(f"{server.url}/session")
        player = Player(phone.page)
        player.ready_for_the_cellar(newcomer.person)
        player.begin()
        player.synced()
        with no_network(server):
            done = [player.log(count=13)]
            phone.kill()
        player = Player(phone.open())
        player.page.goto(f"{server.url}/session")
        player.screen()
        [listed] = player.logged()
        assert listed.startswith(("13 ×", "left 13 ×"))
        try_now(player)
    kept_once(newcomer, done)


def test_a_whole_night_without_a_network(newcomer: Visitor, device: Any, server: Server) -> None:
    context = device(newcomer)
    evening = datetime.now(UTC) - NIGHT
    context.clock.install(time=evening)
    player = prepared(context, newcomer)
    player.begin()
    with no_network(server, context):
        done = []
        for count in (8, 9, 10):
            player.to_set()
            done.append(player.log(count=count))
        context.clock.fast_forward(int(NIGHT.total_seconds() * 1000))
        expect(player.button("Skip the rest")).to_have_count(0)
        expect(player.sync).to_have_text(re.compile("Offline, [34] waiting"))
        player.to_set()
        done.append(player.log(count=11))
    try_now(player)
    kept_once(newcomer, done)
    times = [datetime.fromisoformat(one["at"]) for one in newcomer.sets()]
    assert all(abs(time - evening) < timedelta(minutes=20) for time in times[:3])
    assert abs(times[3] - datetime.now(UTC)) < timedelta(minutes=20)


def test_begun_and_finished_without_a_network(
    newcomer: Visitor, device: Any, server: Server
) -> None:
    context = device(newcomer)
    player = prepared(context, newcomer)
    with no_network(server, context):
        player.page.reload()
        assert player.screen() == "begin"
        player.begin()
        done = []
        while player.to_set():
            done.append(player.log())
        player.finish()
        expect(player.page.get_by_role("main")).to_contain_text(re.compile("network|connect"))
    try_now(player)
    expect(player.page.get_by_role("heading", name=re.compile("^Next time"))).to_be_visible()
    kept_once(newcomer, done)
    [session] = newcomer.sessions()
    assert session["finished_at"] is not None
    assert datetime.fromisoformat(session["started_at"]) < datetime.fromisoformat(
        session["finished_at"]
    )


@pytest.mark.parametrize("path", ["/progress", "/learn/exercises/clamshell"])
def test_a_page_that_was_never_opened_says_so(
    newcomer: Visitor, device: Any, server: Server, path: str
) -> None:
    context = device(newcomer)
    player = prepared(context, newcomer)
    with no_network(server, context):
        player.page.goto(path)
        expect(player.page.get_by_role("heading", level=1)).to_have_text("No network")
        player.page.get_by_role("link", name="Open your session").click()
        assert player.screen() == "begin"


def visited(page: Page, path: str) -> None:
    """Open it while there is a network, by the service worker."""
    page.goto(path)
    controlled(page)
    page.reload()
    page.wait_for_load_state("networkidle")


def test_a_page_from_before_says_so(veteran: Visitor, device: Any, server: Server) -> None:
    context = device(veteran, reduced_motion="reduce")
    page = context.new_page()
    visited(page, "/")
    line = page.get_by_role("status").filter(has_text="This is how it was")
    expect(line).to_have_count(0)
    with no_network(server, context):
        page.goto("/")
        expect(line).to_have_text(AS_IT_WAS)
        assert violations(page) == []
    page.reload()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(line).to_have_count(0)


def test_what_was_just_done_is_never_said_by_a_page_from_before(
    newcomer: Visitor, device: Any, server: Server
) -> None:
    context = device(newcomer)
    page = context.new_page()
    visited(page, "/history?said=changed")
    expect(page.get_by_text("Changed.")).to_be_visible()
    with no_network(server, context):
        page.goto("/history?said=changed")
        expect(page.get_by_role("heading", level=1)).to_have_text("No network")
        expect(page.get_by_text("Changed.")).to_have_count(0)
