"""A session tapped through as a person does: by what the screen says."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from playwright.sync_api import Locator, Page, expect
from visitor import controlled

READY = """async (person) => {
  const open = () => new Promise((done, fail) => {
    const asked = indexedDB.open("ilium");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const get = (db, store) => new Promise((done, fail) => {
    const asked = db.transaction(store).objectStore(store).count(person);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const db = await open();
  while (!(await get(db, "packets") && await get(db, "substitutes"))) {
    await new Promise((done) => setTimeout(done, 50));
  }
  db.close();
}"""
"""Resolves when the session and what can stand in for its exercises are on the device."""

Screen = Literal["begin", "set", "hold", "rest", "felt", "done", "over"]

ACTIONS: dict[str, Screen] = {
    "Start session": "begin",
    "Train today all the same": "begin",
    "Done": "set",
    "Start the clock": "hold",
    "Skip the rest": "rest",
    "I cannot say": "felt",
    "Finish session": "done",
}
"""The button that each screen of the player is known by."""


@dataclass(frozen=True)
class Logged:
    """A set as the screen showed it when it was kept."""

    name: str
    place: str
    """`Set 2 of 3, left side`."""
    count: int
    reserve: int | None


class Player:
    """The session page of one tab. Counts its taps."""

    def __init__(self, page: Page, *, touch: bool = False) -> None:
        self.page = page
        self.touch = touch
        self.taps = 0
        self.sheet = page.get_by_role("dialog")
        self.sync = page.locator(".sync")
        self.title = page.get_by_role("heading", level=1)
        named = re.compile(f"^({'|'.join(ACTIONS)})$")
        over = page.get_by_role("heading", name="Session done")
        self.known = page.locator("#player").get_by_role("button", name=named).or_(over)

    def open(self) -> "Player":
        """Open the session and wait for it."""
        self.page.goto("/session")
        self.screen()
        return self

    def ready_for_the_cellar(self, person: str) -> None:
        """Wait until all of the session is on this device."""
        controlled(self.page)
        self.page.evaluate(READY, person)

    def screen(self) -> Screen:
        """Which screen is shown, once one is."""
        first = self.known.first
        expect(first).to_be_visible()
        words = first.inner_text().strip()
        return ACTIONS.get(words, "over")

    def tap(self, target: Locator) -> None:
        """One tap, in the tab that is in front: a tab behind it hardly draws, and taps wait."""
        self.taps += 1
        self.page.bring_to_front()
        if self.touch:
            target.tap()
        else:
            target.click()

    def button(self, name: str | re.Pattern[str]) -> Locator:
        """A button of the player."""
        exact = isinstance(name, str)
        return self.page.get_by_role("button", name=name, exact=exact)

    def begin(self) -> None:
        """Start the session."""
        self.tap(self.button(re.compile("^(Start session|Train today all the same)$")))
        expect(self.button(re.compile("^(Done|Start the clock)$"))).to_be_visible()

    def log(self, reserve: int = 2, count: int | None = None) -> Logged:
        """Log the set that is shown: one tap opens the sheet, one keeps it."""
        timed = self.screen() == "hold"
        name = self.title.inner_text()
        self.tap(self.button("Log it without the clock" if timed else "Done"))
        return self.keep(name, reserve, count)

    def keep(self, name: str, reserve: int = 2, count: int | None = None) -> Logged:
        """Keep the set of the open sheet."""
        expect(self.sheet).to_be_visible()
        place = self.sheet.get_by_role("heading").first.inner_text()
        counted = self.sheet.get_by_role("textbox", name=re.compile("^(Reps|Seconds)$"))
        if count is not None:
            counted.fill(str(count))
        done = int(counted.input_value())
        plain = self.sheet.get_by_role("button", name=re.compile("^Keep this set"))
        said = self.sheet.get_by_role(
            "button", name=re.compile(rf"^{reserve}( or more)? in reserve")
        )
        expect(plain.or_(said)).to_be_visible()
        asked = said.count() > 0
        self.tap(said if asked else plain)
        expect(self.sheet).to_have_count(0)
        return Logged(name, place, done, reserve if asked else None)

    def skip_rest(self) -> None:
        """Go on at once."""
        self.tap(self.button("Skip the rest"))
        expect(self.button(re.compile("^(Done|Start the clock)$"))).to_be_visible()

    def say_felt(self, place: int = 0) -> None:
        """Say where the drill was felt."""
        self.tap(self.page.locator(".felt").get_by_role("button").nth(place))
        expect(self.page.locator(".felt")).to_have_count(0)

    def go_on(self, sets: int) -> None:
        """Log that many sets, whatever lies between them; stops after the last one's tap."""
        for n in range(sets):
            self.to_set()
            self.log(count=None if n % 2 else 8 + n % 5)

    def to_set(self) -> bool:
        """Pass what lies before the next set; False if there is none."""
        while True:
            screen = self.screen()
            if screen == "begin":
                self.begin()
            elif screen == "rest":
                self.skip_rest()
            elif screen == "felt":
                self.say_felt()
            else:
                return screen in ("set", "hold")

    def all(self) -> int:
        """Log every set that is left; their number."""
        count = 0
        while self.to_set():
            self.log()
            count += 1
        return count

    def finish(self) -> None:
        """End the session after its last set."""
        self.tap(self.button("Finish session"))
        expect(self.title).to_have_text("Session done")

    def tool(self, name: str) -> None:
        """Open one of the tools below the set."""
        self.tap(self.page.locator(".tools").get_by_role("button", name=name))
        expect(self.sheet).to_be_visible()

    def overview(self) -> None:
        """Open the list of all exercises."""
        self.tap(self.button("All exercises and settings"))
        expect(self.sheet.get_by_role("heading", name="This session")).to_be_visible()

    def close_sheet(self) -> None:
        """Close what lies over the player."""
        self.tap(self.sheet.get_by_role("button", name="Close"))
        expect(self.sheet).to_have_count(0)

    def logged(self) -> list[str]:
        """Every set as the overview lists it."""
        self.overview()
        rows = self.sheet.locator(".logged li > span:first-child")
        found = rows.all_inner_texts()
        self.close_sheet()
        return found

    def synced(self) -> None:
        """Wait until the server has everything, and the player says so."""
        expect(self.sync).to_have_text("Synced")


EVENTS = """async () => {
  const db = await new Promise((done) => {
    const asked = indexedDB.open("ilium");
    asked.onsuccess = () => done(asked.result);
  });
  const rows = await new Promise((done) => {
    const asked = db.transaction("events").objectStore("events").getAll();
    asked.onsuccess = () => done(asked.result);
  });
  db.close();
  return rows;
}"""


def log_rows(page: Page) -> list[dict[str, Any]]:
    """The rows of the browser's own log, in order."""
    return page.evaluate(EVENTS)
