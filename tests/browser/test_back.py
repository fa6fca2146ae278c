"""Going back to the session: what was done since the page was last shown stays done."""

from typing import Any

from player import Player, log_rows
from playwright.sync_api import Route
from visitor import Visitor

LATER = """() => {
  const now = Date.now;
  Date.now = () => now() + 61_000;
  document.dispatchEvent(new Event("visibilitychange"));
}"""
"""A minute passes, and the page is looked at again: it fetches a packet, and its log lets go."""

COUNTS = [8, 9, 10]


def some_sets(player: Player) -> list[str]:
    """Log sets that only the device's packet holds then, not its log; as the player lists them."""
    for count in COUNTS:
        player.to_set()
        player.log(count=count)
        player.synced()
    player.page.evaluate(LATER)
    while log_rows(player.page):
        player.page.wait_for_timeout(50)
    return player.logged()


def test_back_from_another_page_asks_for_no_set_again(newcomer: Visitor, device: Any) -> None:
    player = Player(device(newcomer).new_page()).open()
    player.ready_for_the_cellar(newcomer.person)
    player.begin()
    player.synced()
    player.page.reload()  # by the service worker from now on
    player.screen()
    shown = some_sets(player)
    assert len(shown) == len(COUNTS)
    player.page.goto("/plan")
    player.page.go_back()
    player.screen()
    assert player.logged() == shown
    player.to_set()
    player.log(count=7)
    player.synced()
    assert [one["reps"] for one in newcomer.sets()] == [*COUNTS, 7]


def test_a_page_that_the_browser_had_stored_shows_what_was_done_since(
    newcomer: Visitor, device: Any
) -> None:
    """As when a tab that was put away is restored, here without a network."""
    context = device(newcomer, service_workers="block")  # it would ask for the page itself
    player = Player(context.new_page()).open()
    stored = player.page.request.get("/session").text()
    shown = some_sets(player)

    def as_it_was(route: Route) -> None:
        route.fulfill(body=stored, content_type="text/html")

    context.route("**/api/**", lambda route: route.abort())
    context.route(f"{newcomer.server.url}/session", as_it_was)
    player.page.reload()
    player.screen()
    assert player.logged() == shown
    assert len(shown) == len(COUNTS)
