"""The sign-in ends in the middle of a session: sets are kept, and sent to nobody else."""

from typing import Any

from player import Player, log_rows
from playwright.sync_api import expect
from visitor import COOKIE, Visitor

from serving import Server


def counts(visitor: Visitor) -> list[int]:
    """The reps of every set that the server has of them, in the order of doing; none twice."""
    found = visitor.sets()
    assert len({one["id"] for one in found}) == len(found)
    return [one["reps"] for one in found]


def waiting(player: Player) -> int:
    """Events that only the browser has."""
    return sum(row["status"] == "waiting" for row in log_rows(player.page))


def begun(device: Any, visitor: Visitor) -> Player:
    """A session with one set, of 8 reps, that the server has."""
    player = Player(device(visitor).new_page()).open()
    player.ready_for_the_cellar(visitor.person)
    player.begin()
    player.log(count=8)
    player.synced()
    return player


def test_signed_out_in_the_middle(owner: Visitor, device: Any, server: Server) -> None:
    player = begun(device, owner)
    page = player.page
    page.context.clear_cookies(name=COOKIE)
    for count in (9, 10):
        player.to_set()
        player.log(count=count)
    expect(player.sync).to_have_text("Sign in again")
    assert counts(owner) == [8]
    assert waiting(player) >= 2

    page.reload()  # the page opens from the device, since the server would only ask to sign in
    player.to_set()
    player.log(count=11)
    expect(player.sync).to_have_text("Sign in again")
    player.tap(player.sync)
    expect(player.sheet).to_contain_text("Go on training")
    player.tap(player.sheet.get_by_role("link", name="Sign in"))
    expect(page.get_by_role("heading", name="Sign in to Ilium")).to_be_visible()
    expect(page.get_by_text("Sets that wait on this device stay here")).to_be_visible()

    page.goto(server.link())
    player.open()
    player.synced()
    assert counts(owner) == [8, 9, 10, 11]
    assert waiting(player) == 0


def test_signed_in_again_in_another_tab(newcomer: Visitor, device: Any) -> None:
    player = begun(device, newcomer)
    page = player.page
    page.context.clear_cookies(name=COOKIE)
    player.to_set()
    player.log(count=9)
    expect(player.sync).to_have_text("Sign in again")
    newcomer.sign_in(page.context)
    player.to_set()
    player.log(count=10)
    player.synced()
    assert counts(newcomer) == [8, 9, 10]


def test_someone_else_signed_in(newcomer: Visitor, undecided: Visitor, device: Any) -> None:
    player = begun(device, newcomer)
    page = player.page
    undecided.sign_in(page.context)
    for count in (9, 10):
        player.to_set()
        player.log(count=count)
    expect(player.sync).to_have_text("Someone else is signed in")
    assert counts(newcomer) == [8]
    assert undecided.sets() == []

    page.reload()  # now the page is the other's, who has no session and sees none
    expect(page.get_by_role("heading", name="No session to train")).to_be_visible()
    expect(page.get_by_role("button", name="Done")).to_have_count(0)
    assert undecided.sets() == []
    assert undecided.sessions() == []

    newcomer.sign_in(page.context)
    player.open()
    player.synced()
    assert counts(newcomer) == [8, 9, 10]
    assert undecided.sets() == []
