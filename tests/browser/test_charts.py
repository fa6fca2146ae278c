"""What is written under a chart of strength: dates of days, each whole and once."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from visitor import DESK, PHONE, Visitor

RECORD = """(() => {
  const plain = CanvasRenderingContext2D.prototype.fillText;
  globalThis.written = [];
  CanvasRenderingContext2D.prototype.fillText = function (words, x, y, ...more) {
    const half = this.measureText(words).width / 2;
    const aside = { left: half, start: half, center: 0, right: -half, end: -half };
    const centre = x + aside[this.textAlign];
    const at = this.getTransform().transformPoint({ x: centre, y });
    const { width } = this.canvas;
    const chart = this.canvas.closest("[data-chart]")?.id ?? "";
    globalThis.written.push({ chart, words, left: at.x - half, right: at.x + half, width });
    return plain.call(this, words, x, y, ...more);
  };
})()"""
"""Notes what is written on canvases, and where."""

DATE = re.compile(r"^\d+ [A-Z][a-z]{2}$|^[A-Z][a-z]{2} \d{4}$")


class Written(NamedTuple):
    """A date on the chart; its left and right edge and the canvas's width, in its pixels."""

    words: str
    left: float
    right: float
    width: float


def day_text(day: date) -> str:
    """A day as the chart writes it."""
    return f"{day.day} {day:%b}"


def dates(page: Page) -> list[Written]:
    """The dates under the strength chart, from left to right."""
    page.goto("/progress")
    expect(page.locator("#strength canvas")).to_be_visible()
    page.wait_for_load_state("networkidle")
    written = page.evaluate("() => globalThis.written.filter((one) => one.chart === 'strength')")
    found = {
        Written(one["words"], one["left"], one["right"], one["width"])
        for one in written
        if DATE.match(one["words"])
    }
    return sorted(found, key=lambda one: one.left)


def recorded(context: BrowserContext) -> Page:
    """A page that notes what its charts write."""
    page = context.new_page()
    page.add_init_script(RECORD)
    return page


def add_set(page: Page, at: datetime) -> None:
    """A hip thrust outside a session."""
    page.goto("/history/add?exercise=hip_thrust")
    page.locator("[name=at]").fill(f"{at:%Y-%m-%dT%H:%M}")
    page.locator("[name=count]").fill("8")
    page.locator("[name=load]").fill("60 kg")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Added.")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK])
@pytest.mark.parametrize("days", [1, 2, 4])
def test_few_training_days(newcomer: Visitor, device: Any, days: int, size: dict[str, int]) -> None:
    page = recorded(device(newcomer, viewport=size, timezone_id="UTC"))
    today = datetime.now(UTC).date()
    trained = [today - timedelta(days=back + 1) for back in reversed(range(days))]
    for day in trained:
        add_set(page, datetime.combine(day, time(12)))
    found = [one.words for one in dates(page)]
    assert found == list(map(day_text, trained))


def test_the_last_date_is_whole(newcomer: Visitor, device: Any) -> None:
    """Four weeks on a phone have a date a week, so that the last one stands at the edge."""
    page = recorded(device(newcomer, timezone_id="UTC"))
    last = datetime.now(UTC).date() - timedelta(days=1)
    for day in (last - timedelta(weeks=4), last):
        add_set(page, datetime.combine(day, time(12)))
    found = dates(page)
    assert [one.words for one in found] == [
        day_text(last - timedelta(weeks=back)) for back in (4, 3, 2, 1, 0)
    ]
    assert found[0].left >= 0
    assert found[-1].right <= found[-1].width
