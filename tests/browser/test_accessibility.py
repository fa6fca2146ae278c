"""axe-core finds nothing on any page, by any rule, in both themes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe import violations
from pages import ANYONE, NOWHERE, OWN, every_page, set_page, swap_page
from playwright.sync_api import Page
from visitor import Visitor

DOWNLOADS = {"/you/export", "/you/export/strong", "/you/export/hevy"}
"""Links that lead to a file."""

OPEN_ALL = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"


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
    pages = {_kind(path) for path in found if not path.endswith((".fit", ".zip"))}
    assert pages <= kinds | DOWNLOADS


def _kind(path: str) -> str:
    """A path without what names one of many."""
    parts = path.partition("?")[0].split("/")
    for folder in ("regions", "exercises", "sets"):
        if folder in parts[:-1]:
            parts[-1] = "*"
    return "/".join(parts)
