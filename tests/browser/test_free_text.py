"""What a person writes is shown as text everywhere: no script of theirs ever runs."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from pages import every_page
from player import Player
from playwright.sync_api import Page, expect
from visitor import Visitor

SCRIPTS = (
    "<img src=x onerror=pwned()>",
    '"><script>pwned()</script>',
    "</script><script>pwned()</script>",
    "javascript:pwned()",
    "'-pwned()-'",
    "{{constructor.constructor('pwned()')()}}",
    "<svg/onload=pwned()>",
)

SHORT = ("<b onclick=pwned()>", '"><script>pwned()</script>', "<svg/onload=pwned()>")
"""What fits into the name of a band, 40 letters."""

TRAP = """
  globalThis.caught = [];
  globalThis.pwned = () => caught.push("a script ran");
  document.addEventListener("securitypolicyviolation", (event) => {
    caught.push(`${event.violatedDirective}: ${event.blockedURI || event.sample}`);
  });
"""


@pytest.fixture
def visitor(newcomer: Visitor) -> Visitor:
    """A newcomer, who will write."""
    return newcomer


@pytest.fixture
def page(visitor: Visitor, device: Any) -> Page:
    """Their page, which notices any script that runs or is stopped, and any dialog."""
    context = device(visitor)
    context.add_init_script(TRAP)
    page = context.new_page()
    page.on("dialog", lambda one: visitor.problems.append(f"a dialog: {one.message}"))
    return page


def nothing_ran(page: Page) -> None:
    """No script ran, and the policy had none to stop."""
    page.wait_for_load_state("networkidle")
    assert page.evaluate("() => globalThis.caught") == [], page.url
    planted = "script:not([src]):not([type='application/json']), img[onerror], [onclick], [onload]"
    expect(page.locator(planted)).to_have_count(0)
    expect(page.locator("a[href^='javascript:' i]")).to_have_count(0)


def test_names_of_bands(visitor: Visitor, page: Page) -> None:
    page.goto("/you")
    page.get_by_text("Loads you have").click()
    page.locator("textarea[name=bands]").fill(", ".join(SHORT))
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()
    nothing_ran(page)
    expect(page.locator("textarea[name=bands]")).to_have_value(", ".join(SHORT))
    for path in ("/", "/plan", "/start", "/plan/change"):
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
        "/progress?exercise={}",
        "/history?before={}",
        "/sign-in?next={}",
        "/learn/regions/{}",
        "/learn/exercises/{}",
        "/{}",
    ],
)
def test_what_stands_in_an_address(page: Page, path: str) -> None:
    for text in SCRIPTS[:4]:
        page.goto(path.format(quote(text, safe="")))
        nothing_ran(page)


def test_every_text_field_is_known(page: Page) -> None:
    """A new field for text has to be tried here first."""
    known = {
        "q", "body_mass", "bar", "plates", "dumbbells", "kettlebells",
        "stack_first", "stack_step", "stack_last", "bands", "weeks", "minutes",
    }  # fmt: skip
    others = "[type=hidden], [type=radio], [type=checkbox], [type=file], [type=range]"
    texts = f"input:not({others}), textarea"
    found = set()
    for path in ("/learn", "/you", "/start", "/plan/change"):
        page.goto(path)
        found |= set(page.eval_on_selector_all(texts, "(all) => all.map((one) => one.name)"))
    assert found <= known
