"""One session in two places at once: both show the same, nothing is doubled or overwritten."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from player import Player, log_rows
from playwright.sync_api import expect
from visitor import Visitor

from serving import Server


@contextmanager
def no_server(server: Server) -> Iterator[None]:
    """For a while no device reaches the server."""
    server.kill()
    try:
        yield
    finally:
        server.start()


def open_on(device: Any, visitor: Visitor) -> Player:
    """The session's page on another device."""
    player = Player(device(visitor).new_page()).open()
    player.ready_for_the_cellar(visitor.person)
    return player


def send(player: Player) -> None:
    """Send what waits now."""
    player.page.reload()
    player.screen()
    player.synced()


def counts(visitor: Visitor) -> list[int]:
    """The reps of every set that the server has, in the order of doing; none of them twice."""
    found = visitor.sets()
    assert len({one["id"] for one in found}) == len(found)
    return [one["reps"] for one in found]


def change_first(player: Player, count: int) -> None:
    """Say that the first set of the session had another number of reps."""
    player.overview()
    player.tap(player.sheet.get_by_role("button", name=re.compile("^Change")).first)
    expect(player.sheet.get_by_role("heading", name="Change this set")).to_be_visible()
    player.keep("", count=count)


def test_two_tabs_take_turns(newcomer: Visitor, device: Any) -> None:
    context = device(newcomer)
    one, other = (Player(context.new_page()).open() for _ in range(2))
    one.begin()
    expect(other.button("Done")).to_be_visible()
    reps = [8, 9, 10, 11, 12, 7]
    for n, count in enumerate(reps):
        tab, idle = (one, other) if n % 2 == 0 else (other, one)
        tab.to_set()
        tab.log(count=count)
        # The other tab moves on by itself.
        expect(idle.button(re.compile("^(Skip the rest|I cannot say)$"))).to_be_visible()
    one.synced()
    other.synced()
    assert counts(newcomer) == reps
    assert one.logged() == other.logged()
    assert len(one.logged()) == len(reps)


def test_the_same_set_kept_from_two_tabs_stays_as_it_was_said(
    newcomer: Visitor, device: Any
) -> None:
    context = device(newcomer)
    one, other = (Player(context.new_page()).open() for _ in range(2))
    one.begin()
    expect(other.button("Done")).to_be_visible()
    one.log(count=9)
    other.to_set()
    other.log(count=10)
    change_first(one, 5)
    expect(other.page.locator("#player")).to_be_visible()
    one.synced()
    assert counts(newcomer) == [5, 10]
    assert one.logged() == other.logged()


def test_two_devices_without_a_network_come_together(
    newcomer: Visitor, device: Any, server: Server
) -> None:
    one, other = open_on(device, newcomer), open_on(device, newcomer)
    with no_server(server):
        for player, reps in ((one, [8, 9]), (other, [10, 11])):
            player.begin()
            for count in reps:
                player.to_set()
                player.log(count=count)
    for player in (one, other, one):
        send(player)
    assert len(newcomer.sessions()) == 1
    assert sorted(counts(newcomer)) == [8, 9, 10, 11]
    assert one.logged() == other.logged()
    assert len(one.logged()) == 4


@pytest.mark.parametrize("first", ["the earlier change", "the later change"])
def test_of_two_changes_the_newest_counts(
    newcomer: Visitor, device: Any, server: Server, first: str
) -> None:
    one, other = open_on(device, newcomer), open_on(device, newcomer)
    one.begin()
    one.log(count=12)
    one.synced()
    send(other)
    with no_server(server):
        change_first(one, 6)
        change_first(other, 5)
    players = [one, other] if first == "the earlier change" else [other, one]
    for player in [*players, *players]:
        send(player)
    assert counts(newcomer) == [5]
    assert one.logged() == other.logged()
    assert re.search(r"\b5 [x×]", one.logged()[0])


def test_a_stale_device_loses_and_overwrites_nothing(newcomer: Visitor, device: Any) -> None:
    stale = open_on(device, newcomer)
    one = open_on(device, newcomer)
    one.begin()
    one.log(count=9)
    one.synced()
    send(stale)

    # The one goes on, finishes, and begins the next session; the stale one hears nothing of it.
    one.overview()
    one.tap(one.button("Finish the session now"))
    one.tap(one.sheet.get_by_role("button", name="Finish"))
    expect(one.title).to_have_text("Session done")
    one.synced()
    first, ended = newcomer.sessions()[0]["id"], newcomer.sessions()[0]["finished_at"]
    one.open()
    one.begin()
    one.log(count=8)
    one.synced()

    stale.to_set()
    stale.log(count=11)
    stale.synced()
    assert [row["status"] for row in log_rows(stale.page) if row["status"] != "kept"] == []
    found = [(one["session"] == first, one["reps"]) for one in newcomer.sets()]
    assert sorted(found) == [(False, 8), (True, 9), (True, 11)]
    assert len(newcomer.sessions()) == 2
    assert newcomer.sessions()[0]["finished_at"] == ended
    send(stale)
    send(one)
    assert stale.logged() == one.logged()
    assert len(one.logged()) == 1
