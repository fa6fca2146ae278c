"""What a person writes is shown as text everywhere: no script of theirs ever runs."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from hostile import (
    FORMS_OF,
    OPEN_ALL,
    SCRIPTS,
    SHORT,
    TEXTS,
    TRAP,
    nothing_ran,
    shown_again,
    write,
    write_everywhere,
)
from pages import every_page, set_page
from player import Player
from playwright.sync_api import BrowserContext, Page, expect
from visitor import Visitor

PREVIEWED = ("/you", "/start", "/plan/change")
"""Forms that show while they are filled in what they would change."""

ADD_A_SET = ("/history/add?exercise=hip_thrust", "/history/add?exercise=side_plank")

SEARCH = "/learn"

COUNT_ANSWERS = """() => {
  globalThis.answers = 0;
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.xhr.status > 0) answers += 1;
  });
}"""
"""Counts what came for htmx and is on the page."""


@pytest.fixture
def visitor(newcomer: Visitor) -> Visitor:
    """A newcomer, who will write."""
    return newcomer


@pytest.fixture
def page(visitor: Visitor, device: Any) -> Page:
    """Their page, which notices any script that runs or is stopped, and any dialog."""
    return watched(device(visitor), visitor)


@pytest.fixture
def full(veteran: Visitor, device: Any) -> Page:
    """Such a page of someone who has trained, in whose diary nothing is changed."""
    return watched(device(veteran), veteran)


def watched(context: BrowserContext, visitor: Visitor) -> Page:
    """A page whose scripts are noticed."""
    context.add_init_script(TRAP)
    page = context.new_page()
    page.on("dialog", lambda one: visitor.problems.append(f"a dialog: {one.message}"))
    return page


def test_names_of_bands(visitor: Visitor, page: Page) -> None:
    page.goto("/you")
    page.get_by_text("Loads you have").click()
    page.locator("textarea[name=bands]").fill(", ".join(SHORT))
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()
    nothing_ran(page)
    expect(page.locator("textarea[name=bands]")).to_have_value(", ".join(SHORT))
    for path in ("/", "/plan", "/plan/print", "/start", "/plan/change"):
        page.goto(path)
        nothing_ran(page)
    player = Player(page).open()
    player.begin()
    banded = page.locator(".target", has_text=re.compile("pwned"))
    while player.to_set() and not banded.count():
        player.log()
    expect(banded).to_contain_text(SHORT[0])
    player.log()
    nothing_ran(page)
    player.synced()
    kept = [one["load"]["band"] for one in visitor.sets() if one["load"].get("band")]
    assert kept
    assert set(kept) <= set(SHORT)
    for path in ("/history", "/progress", "/progress/records"):
        page.goto(path)
        nothing_ran(page)


def test_every_string_that_the_api_takes(visitor: Visitor, page: Page) -> None:
    at = datetime.now(UTC) - timedelta(hours=1)
    for n, text in enumerate(SCRIPTS):
        performed = {
            "id": str(uuid4()),
            "variant": "hip_thrust",
            "side": "both",
            "load": {"kind": "band", "band": SHORT[n % len(SHORT)]},
            "reps": 8,
            "rir": 2,
            "at": (at + timedelta(minutes=n)).isoformat(),
            "role": "heavy",
            "note": text,
        }
        post(page, "/api/v1/sets", performed)
    found = visitor.sets()
    assert [one["note"] for one in found] == list(SCRIPTS)
    page.goto("/history")
    for text in SCRIPTS:
        expect(page.get_by_text(text, exact=True)).to_have_count(1)
    for path in every_page(page):
        page.goto(path)
        nothing_ran(page)


def post(page: Page, path: str, body: dict[str, Any]) -> None:
    """Send JSON as the page would."""
    if page.url == "about:blank":
        page.goto("/session")
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
    answer = page.context.request.post(path, data=body, headers={"X-CSRFToken": token})
    assert answer.ok, answer.text()


def test_notes_written_into_the_history(visitor: Visitor, page: Page) -> None:
    for text in SCRIPTS:
        page.goto(ADD_A_SET[1])
        page.get_by_label("Seconds").fill("30")
        page.get_by_label("Note").fill(text)
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_text(text, exact=True).first).to_be_visible()
        nothing_ran(page)
    page.goto("/history")
    addresses = page.locator("a[href*='/history/sets/']").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('href'))"
    )
    assert len(addresses) == len(SCRIPTS)
    for address, text in zip(addresses, SCRIPTS, strict=True):
        page.goto(address)
        nothing_ran(page)
        page.get_by_label("Note").fill(f"{text} again")
        page.get_by_role("button", name="Keep the change").click()
        expect(page.get_by_text(f"{text} again", exact=True)).to_be_visible()
    assert {one["note"] for one in visitor.sets()} == {f"{text} again" for text in SCRIPTS}
    for path in (*every_page(page), *addresses):
        page.goto(path)
        nothing_ran(page)


def address_of(page: Page, path: str | Callable[[Page], str]) -> str:
    """A path, or the one that is found on another page."""
    return path if isinstance(path, str) else path(page)


FORMS = (*PREVIEWED, "/plan/take", "/you/delete", "/progress/measurements", *ADD_A_SET, set_page)


@pytest.mark.parametrize("path", FORMS)
def test_what_a_form_refuses(full: Page, path: str | Callable[[Page], str]) -> None:
    full.goto(address_of(full, path))
    form = full.locator("form", has=full.locator(TEXTS))
    expect(form).to_have_count(1)
    with full.expect_navigation():
        names = write_everywhere(form)
    nothing_ran(full)
    shown_again(form, names)


@pytest.mark.parametrize("path", PREVIEWED)
def test_what_a_preview_answers(full: Page, path: str) -> None:
    full.goto(path)
    full.evaluate(COUNT_ANSWERS)
    form = full.locator("#answers")
    form.evaluate(OPEN_ALL)
    for field in form.locator(TEXTS).all():
        before = full.evaluate("() => globalThis.answers")
        write(field)
        field.blur()
        full.wait_for_function("(before) => globalThis.answers > before", arg=before)
        nothing_ran(full)


def test_fields_of_the_player(page: Page) -> None:
    player = Player(page).open()
    player.begin()
    player.tap(player.button("Done"))
    expect(player.sheet.get_by_role("textbox").first).to_be_visible()
    fields = player.sheet.get_by_role("textbox").all()
    for text in SCRIPTS:
        for field in fields:
            field.fill(text)
    nothing_ran(page)
    player.keep("", count=8)
    nothing_ran(page)
    player.synced()


@pytest.mark.parametrize("text", SCRIPTS)
def test_the_search_of_learn(page: Page, text: str) -> None:
    page.goto("/learn")
    search = page.get_by_role("searchbox").first
    search.fill(text)
    search.press("Enter")
    nothing_ran(page)
    expect(page.get_by_role("searchbox").first).to_have_value(text)


@pytest.mark.parametrize(
    "path",
    [
        "/plan?changed={}",
        "/plan/change?avoid={}",
        "/plan/swap?day=1&item={}",
        "/plan/move?day={}",
        "/plan/take?done={}",
        "/plan/print?week={}",
        "/calendar/{}.ics",
        "/progress?exercise={}",
        "/progress/measurements?removed={}",
        "/history?before={}",
        "/history?removed={}",
        "/history/add?exercise={}",
        "/history/add?session={}",
        "/history/add?exercise=hip_thrust&before={}",
        "/history/sets/{}",
        "/you/import?taken={}",
        "/you/import?said={}",
        "/you/import/{}",
        "/sign-in?next={}",
        "/learn/regions/{}",
        "/learn/exercises/{}",
        "/{}",
    ],
)
def test_what_stands_in_an_address(page: Page, path: str) -> None:
    for text in SCRIPTS[:4]:
        answer = page.goto(path.format(quote(text, safe="")))
        assert answer is not None
        assert answer.status < 500
        nothing_ran(page)


def test_every_text_field_is_known(full: Page) -> None:
    """A form for text that no test above writes into has to be tried there first."""
    known = {address_of(full, path).partition("?")[0] for path in (*FORMS, SEARCH)}
    found = set()
    for path in (*every_page(full), *ADD_A_SET):
        full.goto(path)
        found |= set(full.locator(TEXTS).evaluate_all(FORMS_OF))
    assert found == known
