"""Every page of Ilium in single mode, and what a browser says of one."""

from playwright.sync_api import Page

ANYONE = (
    "/sign-in",
    "/offline",
    "/learn",
    "/learn?q=thrust",
    "/learn?q=nothing+of+the+kind",
    "/learn/regions/gluteus_medius",
    "/learn/exercises/hip_thrust",
    "/learn/exercises/side_lying_abduction",
    "/learn/exercises/single_leg_squat",
    "/learn/science",
)
"""Pages for which no one needs to be signed in."""

OWN = (
    "/",
    "/start",
    "/plan",
    "/plan?week=2",
    "/plan/change",
    "/plan/move?day=1",
    "/plan/take",
    "/plan/print",
    "/session",
    "/progress",
    "/progress?weeks=26",
    "/progress/records",
    "/progress/measurements",
    "/history",
    "/history/add",
    "/you",
    "/you/import",
    "/you/delete",
)
"""Pages of whoever is signed in."""

NOWHERE = "/nowhere"
"""What is not there."""

EVERY = (*ANYONE, *OWN, NOWHERE)


def swap_page(page: Page) -> str:
    """The address of the page that swaps the first exercise of the plan."""
    return _address(page, "/plan", "a[href*='/plan/swap']")


def set_page(page: Page) -> str:
    """The address of the page that changes the last set that was done."""
    return _address(page, "/history", "a[href*='/history/sets/']")


def _address(page: Page, on: str, link: str) -> str:
    page.goto(on)
    address = page.locator(link).first.get_attribute("href")
    assert address is not None
    return address


def every_page(page: Page) -> tuple[str, ...]:
    """Every page that there is for someone who has trained."""
    return (*EVERY, swap_page(page), set_page(page))
