"""What the pages cost and ask for: bytes, hosts, policy, motion, width; and that Ilium installs."""

import json
import re
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pages import NOWHERE, every_page
from phone import Phone
from player import Player
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Playwright,
    Request,
    Response,
    expect,
)
from visitor import Visitor, controlled

PLAYER_KIB = 150
"""Compressed script and style of the player's first load."""

TABS = 4
"""Pages that are waited for at the same time."""

POLICY = "content-security-policy"

NOTE_VIOLATIONS = """
  globalThis.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    violations.push(`${event.violatedDirective}: ${event.blockedURI}`);
  });
"""

SETTLED = "async () => { await document.fonts.ready; }"

MOTION = """() => {
  const second = (one) => parseFloat(one) * (one.trim().endsWith("ms") ? 0.001 : 1);
  const seconds = (text) => Math.max(...text.split(",").map(second));
  const moving = [];
  for (const element of document.querySelectorAll("*")) {
    for (const part of ["", "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      const animated = style.animationName === "none" ? 0 : seconds(style.animationDuration);
      if (Math.max(animated, seconds(style.transitionDuration)) > 0.0001) {
        moving.push(`${element.tagName}.${element.className}${part}`);
      }
    }
  }
  const endless = (one) => one.effect.getComputedTiming().iterations > 1;
  return [...moving, ...document.getAnimations().filter(endless).map(String)];
}"""
"""What would move; a tenth of a millisecond is not seen."""

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll("body *")].filter(
    (one) => one.getBoundingClientRect().right > width + 0.5);
  return wide.map((one) => `${one.tagName}.${one.className}`).slice(0, 5);
}"""


@dataclass
class Watched:
    """All that the pages of a context ask for and complain about."""

    own: str
    hosts: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    policies: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)

    def watch(self, context: BrowserContext) -> "Watched":
        """Begin to listen."""
        context.add_init_script(NOTE_VIOLATIONS)
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._complained)
        return self

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.hosts.add(urlsplit(request.url).netloc)

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request():
            path = urlsplit(response.url).path
            self.policies[path] = response.headers.get(POLICY, "")
            self.statuses[path] = response.status

    def _complained(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        missing = message.location["url"].endswith(NOWHERE)  # this one has to say 404
        if not missing:
            self.said.append(f"{message.location['url']}: {message.text}")


def test_the_first_load_of_the_player_is_light(newcomer: Visitor, device: Any) -> None:
    context = device(newcomer)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, str] = {}
    bytes_of: dict[str, float] = {"Script": 0, "Stylesheet": 0}
    wire.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))

    def loaded(event: dict[str, Any]) -> None:
        kind = kinds.get(event["requestId"], "")
        if kind in bytes_of:
            bytes_of[kind] += event["encodedDataLength"]

    wire.on("Network.loadingFinished", loaded)
    Player(page).open()
    page.wait_for_load_state("networkidle")
    script, style = (bytes_of[kind] / 1024 for kind in ("Script", "Stylesheet"))
    print(f"\nplayer: {script:.1f} KiB script, {style:.1f} KiB style over the wire")
    assert script > 0
    assert style > 0
    assert script + style <= PLAYER_KIB


def test_every_page_keeps_to_itself_and_to_the_policy(veteran: Visitor, device: Any) -> None:
    context = device(veteran)
    watched = Watched(veteran.server.url).watch(context)
    tabs = [context.new_page() for _ in range(TABS)]
    paths = every_page(tabs[0])
    violations = {}
    for first in range(0, len(paths), TABS):
        opened = list(zip(tabs, paths[first:], strict=False))
        for page, path in opened:
            page.goto(path, wait_until="commit")
        for page, path in opened:
            page.wait_for_load_state("networkidle")
            if found := page.evaluate("() => globalThis.violations"):
                violations[path] = found
    assert watched.hosts == {urlsplit(veteran.server.url).netloc}
    assert violations == {}
    assert watched.said == []
    assert watched.statuses.pop(NOWHERE) == 404
    assert set(watched.statuses.values()) == {200}
    for path, policy in watched.policies.items():
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert not re.search(r"https?:|\*", policy), path


def test_the_player_keeps_to_the_policy_in_all_it_does(newcomer: Visitor, device: Any) -> None:
    context = device(newcomer)
    watched = Watched(newcomer.server.url).watch(context)
    page = context.new_page()
    player = Player(page).open()
    player.begin()
    for name in ("Why?", "Cues", "Busy?"):
        player.tool(name)
        player.close_sheet()
    player.all()
    player.finish()
    player.synced()
    assert page.evaluate("() => globalThis.violations") == []
    assert watched.hosts == {urlsplit(newcomer.server.url).netloc}
    assert watched.said == []


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_no_page_scrolls_sideways(veteran: Visitor, device: Any, width: int) -> None:
    page = device(veteran, viewport={"width": width, "height": 800}).new_page()
    wide = {}
    for path in every_page(page):
        page.goto(path)
        for closed in page.locator("details:not([open]) > summary").all()[:12]:
            if closed.is_visible():
                closed.click()
        page.evaluate(SETTLED)
        if found := page.evaluate(TOO_WIDE):
            wide[path] = found
    assert wide == {}


@pytest.mark.parametrize("width", [360, 390])
def test_the_player_fits_the_phone(newcomer: Visitor, device: Any, width: int) -> None:
    page = device(newcomer, viewport={"width": width, "height": 800}).new_page()
    player = Player(page).open()
    seen = set()
    wide = {}
    while True:
        screen = player.screen()
        seen.add(screen)
        if found := page.evaluate(TOO_WIDE):
            wide[screen, player.title.inner_text()] = found
        if screen == "set":
            player.log()
        elif screen == "done":
            player.finish()
        elif screen == "over":
            break
        else:
            player.tap(player.known.first)
            expect(player.known.first).to_be_visible()
    assert wide == {}
    assert seen >= {"begin", "set", "rest", "felt", "done", "over"}


def test_nothing_moves_for_those_who_ask_for_that(veteran: Visitor, device: Any) -> None:
    page = device(veteran, reduced_motion="reduce").new_page()
    moving = {}
    for path in every_page(page):
        page.goto(path)
        if found := page.evaluate(MOTION):
            moving[path] = found
    assert moving == {}


def test_nothing_moves_in_the_player(newcomer: Visitor, device: Any) -> None:
    page = device(newcomer, reduced_motion="reduce").new_page()
    player = Player(page).open()
    moving = {"begin": page.evaluate(MOTION)}
    player.begin()
    moving["set"] = page.evaluate(MOTION)
    player.tap(player.button("Done"))
    expect(player.sheet).to_be_visible()
    moving["sheet"] = page.evaluate(MOTION)
    player.keep("")
    player.screen()
    moving["rest"] = page.evaluate(MOTION)
    assert {name: found for name, found in moving.items() if found} == {}


def png_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG, in pixels."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_it_can_be_installed(newcomer: Visitor, playwright: Playwright, tmp_path: Path) -> None:
    with Phone(playwright, tmp_path, newcomer) as phone:  # a private window installs nothing
        phone.page.goto(f"{newcomer.server.url}/")
        controlled(phone.page)
        wire = phone.context.new_cdp_session(phone.page)
        found = wire.send("Page.getAppManifest")
        assert found["errors"] == []
        manifest_holds(json.loads(found["data"]), newcomer)
        assert wire.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
        worker = phone.page.evaluate("() => navigator.serviceWorker.controller.scriptURL")
        assert worker == f"{newcomer.server.url}/sw.js"


def manifest_holds(manifest: dict[str, Any], visitor: Visitor) -> None:
    """What a manifest promises is there."""
    assert manifest["display"] == "standalone"
    assert {"name", "short_name", "start_url", "scope", "id"} <= manifest.keys()
    sizes = set()
    for icon in manifest["icons"]:
        size = png_size(visitor.fetch(icon["src"]))
        assert icon["sizes"] == "{}x{}".format(*size)
        sizes.add((size, icon.get("purpose", "any")))
    assert {((192, 192), "any"), ((512, 512), "any"), ((512, 512), "maskable")} <= sizes
    for shortcut in manifest["shortcuts"]:
        assert visitor.fetch(shortcut["url"])
