"""The plan is taken along: printed a page a session, downloaded, read at a secret address."""

import re
import urllib.error
import urllib.request
from datetime import UTC, date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from axe import violations
from garmin_fit_sdk import Decoder, Stream
from playwright.sync_api import Browser, Page, expect
from tests.interchange.revisions import GYM, planned
from visitor import DESK, Visitor

from ilium.exercises import catalogue
from ilium.interchange.paper import sheet
from ilium.interchange.planned import agenda
from ilium.planning.programme import Sides
from ilium.web.paper import document

PAGE = re.compile(rb"/Type\s*/Page\b")

FORMATS = ("A4", "Letter")

DARK_BOXES = """() => [...document.querySelectorAll(".sheet, .sheet *")].filter((one) => {
  const { color, backgroundColor } = getComputedStyle(one);
  const light = (text) => Math.min(...text.match(/[\\d.]+/g).slice(0, 3).map(Number));
  return light(color) > 60 || (!backgroundColor.endsWith(", 0)") && light(backgroundColor) < 255);
}).map((one) => one.className)"""
"""What would not be black on white."""


@pytest.fixture
def page(newcomer: Visitor, device: Any) -> Page:
    """A newcomer with a plan of three sessions, at a desk that is dark."""
    context = device(newcomer, viewport=DESK, color_scheme="dark")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context.new_page()


@pytest.mark.parametrize("size", FORMATS)
def test_a_week_prints_as_a_page_a_session(page: Page, size: str) -> None:
    page.goto("/plan/print")
    expect(page.locator(".sheet")).to_have_count(3)
    assert len(PAGE.findall(page.pdf(format=size))) == 3
    page.emulate_media(media="print")
    for gone in (page.locator("nav").first, page.get_by_role("button", name="Print")):
        expect(gone).to_be_hidden()
    assert page.evaluate(DARK_BOXES) == []


def test_the_button_prints(page: Page) -> None:
    page.add_init_script("globalThis.printed = 0; globalThis.print = () => { printed += 1; };")
    page.goto("/plan/print")
    page.get_by_role("button", name="Print", exact=True).click()
    assert page.evaluate("() => globalThis.printed") == 1


@pytest.mark.parametrize("size", FORMATS)
def test_the_fullest_week_still_has_a_page_a_session(
    browser: Browser, tmp_path: Path, size: str
) -> None:
    """Twice the items of the longest session that is planned, each side with its own sets."""
    sessions = agenda(planned(1, 180), {}, date(2026, 11, 23), UTC)[:2]
    full = []
    for one in sessions:
        items = [
            msgspec.structs.replace(item, sides=Sides.EACH, sets=5)
            for block in one.session.blocks
            for item in block.items
        ]
        block = msgspec.structs.replace(one.session.blocks[-1], items=tuple((items * 2)[:9]))
        session = msgspec.structs.replace(one.session, blocks=(block,))
        full.append(msgspec.structs.replace(one, session=session))
    file = tmp_path / "plan.html"
    text = document([sheet(one, catalogue(), GYM) for one in (*sessions, *full)])
    file.write_text(text, "utf-8")
    opened = browser.new_page()
    opened.goto(file.as_uri())
    assert len(PAGE.findall(opened.pdf(format=size))) == 4
    opened.close()


def test_a_session_is_downloaded_for_the_watch(page: Page, tmp_path: Path) -> None:
    page.goto("/plan")
    page.get_by_role("link", name="Watch and calendar").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("FIT file")).first.click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "ilium-week-01-session-01.fit"
    messages, errors = Decoder(Stream.from_file(str(file))).read()
    assert errors == []
    assert messages["workout_step_mesgs"]


def test_an_address_is_made_copied_read_and_ended(page: Page) -> None:
    page.goto("/plan/take")
    page.get_by_label("Sessions begin at").fill("06:45")
    page.get_by_role("button", name="Make an address").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert violations(page) == []
    address = page.evaluate("() => navigator.clipboard.readText()")
    assert address == page.locator("#calendar-address").inner_text()
    with urllib.request.urlopen(address) as answer:
        text = answer.read().decode()
        assert answer.headers.get("Set-Cookie") is None
    assert text.count("BEGIN:VEVENT") == text.count("T064500") >= 3
    page.goto("/plan/take")
    expect(page.locator("#calendar-address")).to_have_count(0)
    page.get_by_role("button", name="End the address").click()
    expect(page.get_by_text("The address is ended.")).to_be_visible()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address)
