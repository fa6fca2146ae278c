"""axe-core on whatever a page shows."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"

RUN = """async (only) => {
  // A colour that is inherited is faded again at each level, so that the last one comes late.
  const frame = () => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 5));
  for (let level = 0; level < 8; level += 1) {
    document.getAnimations().forEach((one) => one.finish());
    await frame();
  }
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    ...(only === null ? {} : { runOnly: { type: "rule", values: only } }),
  });
  const why = ({ any, all, none }) => [...any, ...all, ...none][0]?.message;
  return found.violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(
    (node) => `${id}: ${node.target.join(" ")}: ${why(node) ?? node.html.slice(0, 120)}`));
}"""

COLOURS = ["color-contrast"]
"""All that can differ between the themes."""

WIDTHS = (390, 1280)


def violations(page: Page, *, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """What axe finds wrong in any theme and width: every rule, in the dark only the colours."""
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(SCRIPT.read_text())  # as a debugger does: the page's policy stays as it is
    found: list[str] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844 if width < 1000 else 800})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            rules: Any = None if theme == "light" else COLOURS
            found += [f"{width} {theme} {one}" for one in page.evaluate(RUN, rules)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": widths[0], "height": 844})
    return found
