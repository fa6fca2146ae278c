"""Draws the PNG icons of the app from app.svg, with an installed Chromium.

Run it after a change of the mark: `.venv/bin/python frontend/app_icons.py [chromium]`. The maskable
icon fills the square, for the system cuts its own shape; the mark lies within the safe circle of
80 % (https://www.w3.org/TR/appmanifest/#icon-masks).
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ICONS = Path(__file__).resolve().parent.parent / "src/ilium/web/static/ilium/icons"
CORNER = ' rx="112"'
SIZES = {"app-192": 192, "app-512": 512, "app-maskable-512": 512}  # pixels


def draw(chromium: str) -> None:
    """Write every PNG beside the SVG."""
    svg = (ICONS / "app.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for name, size in SIZES.items():
            drawing = svg.replace(CORNER, "") if "maskable" in name else svg
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f'<body style="margin:0;display:grid">{drawing}')
            page.screenshot(path=ICONS / f"{name}.png", omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    draw(sys.argv[1] if len(sys.argv) > 1 else "/usr/bin/chromium")
