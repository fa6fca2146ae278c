"""The plan is changed by hand: what a change costs is seen before, and it can be undone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from visitor import DESK, Visitor


@pytest.fixture
def page(newcomer: Visitor, device: Any) -> Page:
    """A newcomer with a plan of three short sessions, at a desk."""
    return device(newcomer, viewport=DESK).new_page()


def names(page: Page) -> list[str]:
    """The exercises of the plan, day by day."""
    page.goto("/plan")
    return page.locator(".plan-day .row-title").all_text_contents()


def days(page: Page) -> list[str]:
    """The weekdays of the plan."""
    page.goto("/plan")
    found = page.locator(".plan-day summary").filter(has_text="sets,").all_inner_texts()
    return [one.split()[0] for one in found]


def test_dragging_the_minutes_shows_the_cost_at_once(page: Page) -> None:
    before = names(page)
    page.goto("/plan/change")
    bar = page.locator(".plan-bar")
    expect(bar).to_contain_text("Nothing changed yet")
    slider = page.get_by_role("slider", name=re.compile("Time for a session"))
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    expect(page.locator("output[for=minutes]")).to_have_text("45 min")
    cost = page.get_by_role("region", name="What it changes")
    expect(cost.get_by_role("row", name=re.compile("gluteus medius"))).to_contain_text(
        re.compile(r"\d")
    )
    expect(
        cost.get_by_role("heading", name="Comes in")
        .or_(cost.get_by_role("heading", name="Changes"))
        .first
    ).to_be_visible()
    expect(bar).to_contain_text(re.compile(r"4\d min, now \d\d"))
    assert names(page) == before


def test_equipment_is_left_out_and_the_change_is_undone(page: Page) -> None:
    before = names(page)
    assert any("hip thrust" in one.lower() for one in before)
    page.goto("/plan/change")
    page.locator("#equipment-tiles label", has_text="Barbell").click()
    page.locator("#equipment-tiles label", has_text="Bench").first.click()
    cost = page.get_by_role("region", name="What it changes")
    expect(cost.get_by_role("heading", name="Goes")).to_be_visible()
    page.get_by_role("button", name="Keep this plan").click()
    expect(page.get_by_text("Your plan is changed.")).to_be_visible()
    assert names(page) != before
    page.get_by_role("button", name=re.compile("Undo|back", re.I)).first.click()
    expect(page.get_by_text("Your plan is as it was before.")).to_be_visible()
    assert names(page) == before


def test_what_cannot_be_shows_the_conflict_and_the_nearest_plan(page: Page) -> None:
    page.goto("/plan/change")
    page.get_by_role("button", name="Nothing", exact=True).click()
    expect(page.locator("#equipment-tiles input:checked")).to_have_count(0)
    page.get_by_text("Always:").click()
    page.get_by_role("group", name="These are in every week.").get_by_label(
        "Hip thrust", exact=True
    ).check()
    bar = page.locator(".plan-bar")
    expect(bar).to_contain_text("No plan fits")
    preview = page.locator("#preview")
    expect(preview.get_by_text("No plan satisfies all of this.")).to_be_visible()
    expect(preview.get_by_role("heading", name="The nearest plan", exact=True)).to_be_visible()
    assert preview.locator(".nearest-changes li").first.inner_text().strip()
    page.get_by_role("button", name="Take the nearest plan").click()
    expect(page.get_by_text("Your plan is changed.")).to_be_visible()


def test_an_exercise_is_swapped(page: Page) -> None:
    before = names(page)
    page.locator(".plan-day[open] a.item-action", has_text="Swap").last.click()
    offer = page.locator("li.card").first
    name = offer.get_by_role("heading").inner_text()
    offer.get_by_role("button", name=re.compile("^Take")).click()
    expect(page.get_by_text("The exercise is swapped")).to_be_visible()
    after = names(page)
    assert name not in before
    assert name in after
    assert len(after) == len(before)
    page.get_by_role("button", name=re.compile("Undo|back", re.I)).first.click()
    assert names(page) == before


@pytest.mark.parametrize(("link", "kept"), [("Leave out", False), ("Always keep", True)])
def test_an_exercise_is_left_out_or_always_kept(page: Page, link: str, kept: bool) -> None:
    before = names(page)
    day = page.locator(".plan-day[open]")
    name = day.locator(".row-title").last.inner_text()
    day.locator("a.item-action", has_text=link).last.click()
    title = "Always" if kept else "Never"
    exercise = re.search(
        f"{title}: (.*)", page.locator("summary", has_text=f"{title}:").inner_text()
    )
    assert exercise
    assert name.startswith(exercise[1])
    page.get_by_role("button", name="Keep this plan").click(timeout=30_000)
    expect(page).to_have_url(re.compile(r"/plan\?"))
    after = names(page)
    assert any(one.startswith(exercise[1]) for one in after) is kept
    assert any(one.startswith(exercise[1]) for one in before)


def test_a_weekday_is_moved(page: Page) -> None:
    before = days(page)
    page.locator(".plan-day[open] a", has_text="Move to another day").click()
    target = page.get_by_role("button", name="Move to Tuesday")
    assert "Tuesday" not in before
    target.click()
    expect(page.get_by_text("The session is moved")).to_be_visible()
    after = days(page)
    assert "Tuesday" in after
    page.get_by_role("button", name=re.compile("Undo|back", re.I)).first.click()
    assert days(page) == before
