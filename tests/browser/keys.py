"""A person without a pointer: gets everywhere by keys, and always sees where they are."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 150

FOCUS = """() => {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return null;
  const label = focused.matches("[type=radio], [type=checkbox]") ? focused.closest("label") : null;
  const shown = label ?? focused;
  const ringed = [focused, shown].some((one) => {
    const style = getComputedStyle(one);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return outlined || style.boxShadow !== "none";
  });
  const { left, top, width, height } = shown.getBoundingClientRect();
  const shares = [0.1, 0.5, 0.9];
  const places = shares.flatMap((x) => shares.map((y) => [left + x * width, top + y * height]));
  const seen = places.some(([x, y]) => {
    const there = document.elementFromPoint(x, y);
    return there !== null && (shown.contains(there) || there.closest("label, a")?.contains(shown));
  });
  const name = (focused.getAttribute("aria-label") ?? shown.innerText ?? "").trim().split("\\n")[0];
  const what = `${focused.tagName.toLowerCase()} ${name}`;
  return { what, ringed, seen, dialog: focused.closest("dialog") !== null };
}"""
"""The element with the focus: whether a ring marks it, and whether any of it can be seen."""


class Keys:
    """The keyboard of a page. Fails when the focus cannot be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> None:
        """One key."""
        self.page.keyboard.press(key)

    def focus(self) -> dict[str, Any] | None:
        """What has the focus; None if nothing has."""
        return self.page.evaluate(FOCUS)

    def visible(self) -> dict[str, Any]:
        """What has the focus, which is marked and in sight."""
        found = self.focus()
        assert found is not None, "the focus is lost"
        assert found["ringed"], f"nothing marks the focus on {found['what']}"
        assert found["seen"], f"the focus is out of sight on {found['what']}"
        return found

    def reach(self, target: Locator, key: str = "Tab") -> None:
        """Go on with Tab until the target has the focus."""
        expect(target).to_be_visible()
        for _ in range(MOST_TABS):
            if target.evaluate("(one) => one === document.activeElement"):
                self.visible()
                return
            self.press(key)
            if self.focus() is not None:  # past the end it is the browser's own
                self.visible()
        raise AssertionError(f"{target} cannot be reached by {key}")

    def activate(self, target: Locator, key: str = "Enter") -> None:
        """Reach it, and press a key on it."""
        self.reach(target)
        self.press(key)
