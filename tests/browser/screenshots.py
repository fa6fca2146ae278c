"""Takes the pictures of README and docs/design.md: `make screenshots`.

A real server with a made-up history, a real browser, one picture a page and theme. With a folder
as its argument it takes every page in both sizes and both themes there, to look at.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [
    str(ROOT),
    str(ROOT / "tests"),
    str(ROOT / "tests/web"),
    str(ROOT / "tests/browser"),
]

from chromium import ARGUMENTS, executable  # noqa: E402
from player import Player  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from serving import Server  # noqa: E402

PICTURES = ROOT / "docs/pictures"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}

FILL = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "ilium.web.settings.single"
django.setup()
from ilium.store import connect
connect()
from ilium.store.people import default_person
from three_years import train
train(default_person(), 0.6)
"""

WORKING_SET = re.compile("^Set 1 of")

PLAYER = ("player", "log", "rest")
"""States of the session, reached by taps."""

PAGES = {
    "today": "/",
    "plan": "/plan",
    "plan-change": "/plan/change",
    "session": "/session",
    "progress": "/progress",
    "history": "/history",
    "learn": "/learn",
    "region": "/learn/regions/gluteus_medius",
    "exercise": "/learn/exercises/hip_thrust",
    "you": "/you",
    "import": "/you/import",
    "start": "/start",
    "offline": "/offline",
    "not-found": "/nowhere",
}

SHOWN = [
    ("today", PHONE, "light"),
    ("player", PHONE, "light"),
    ("rest", PHONE, "dark"),
    ("plan", DESK, "light"),
    ("progress", PHONE, "light"),
    ("exercise", PHONE, "light"),
    ("start", PHONE, "light"),
    ("learn", DESK, "dark"),
]
"""The pictures of the README."""


def fill(home: Path) -> None:
    """Half a year of training."""
    path = os.pathsep.join(sys.path[:3])
    environment = {**os.environ, "ILIUM_HOME": str(home), "PYTHONPATH": path}
    subprocess.run([sys.executable, "-c", FILL], env=environment, check=True)


@contextmanager
def look(browser: Browser, server: Server, size: dict[str, int], theme: Any) -> Iterator[Page]:
    """A signed-in page of that size and theme."""
    context = browser.new_context(
        viewport=size, color_scheme=theme, device_scale_factor=1, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(server.link())
    yield page
    context.close()


def visit(page: Page, server: Server, name: str) -> None:
    """Bring the page to what the picture shows."""
    if name in PLAYER:
        page.goto(f"{server.url}/session")
        show(Player(page), name)
    else:
        page.goto(f"{server.url}{PAGES[name]}")
    page.wait_for_load_state("networkidle")


def show(player: Player, name: str) -> None:
    """Bring the session to a working set of the hip thrust, or to what follows on it."""
    while player.to_set() and not (
        "thrust" in player.title.inner_text() and player.page.get_by_text(WORKING_SET).count()
    ):
        player.log()
    if name == "log":
        player.tap(player.button("Done"))
    elif name == "rest":
        player.log()
    player.page.mouse.move(0, 0)


def main() -> None:
    """Take them."""
    everything = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    folder = everything or PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as filled, sync_playwright() as playwright:
        fill(Path(filled))
        browser = playwright.chromium.launch(executable_path=executable(), args=[*ARGUMENTS])
        for name, size, theme in wanted(everything is not None):
            with served_copy(Path(filled)) as server, look(browser, server, size, theme) as page:
                visit(page, server, name)
                file = folder / f"{name}-{size['width']}-{theme}.png"
                whole = everything is not None and name not in PLAYER
                page.screenshot(path=file, full_page=whole)
                print(file)
        browser.close()


@contextmanager
def served_copy(filled: Path) -> Iterator[Server]:
    """A server of the same history for each picture, so that none shows what another did."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(filled, home)
        with Server(home) as server:
            yield server


def wanted(everything: bool) -> list[tuple[str, dict[str, int], str]]:
    """Name, size and theme of each picture."""
    if not everything:
        return SHOWN
    only = sys.argv[2:] or list(PAGES)
    return [
        (name, size, theme)
        for name in only
        for size in (PHONE, DESK)
        for theme in ("light", "dark")
    ]


if __name__ == "__main__":
    main()
