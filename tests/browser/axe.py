"""axe-core on whatever a page shows."""

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"

RUN = """async () => {
  // A colour that is inherited is faded again at each level, so that the last one comes late.
  const frame = () => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 5));
  for (let still = 0; still < 3; ) {
    const fading = document.getAnimations();
    still = fading.length === 0 ? still + 1 : 0;
    fading.forEach((one) => one.finish());
    await frame();
  }
  const found = await axe.run(document, { resultTypes: ["violations"] });
  const why = ({ any, all, none }) => [...any, ...all, ...none][0]?.message;
  return found.violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(
    (node) => `${id}: ${node.target.join(" ")}: ${why(node) ?? node.html.slice(0, 120)}`));
}"""

WIDTHS = (390, 1280)


def violations(page: Page, *, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """What axe finds wrong by any of its rules, in any theme and width."""
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(SCRIPT.read_text())  # as a debugger does: the page's policy stays as it is
    found: list[str] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844 if width < 1000 else 800})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            found += [f"{width} {theme} {one}" for one in page.evaluate(RUN)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": widths[0], "height": 844})
    return found
