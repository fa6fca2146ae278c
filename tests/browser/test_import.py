"""From a file of another program to the first session, in a browser, with and without scripts."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from hostile import SCRIPTS, TRAP, nothing_ran
from keys import Keys
from playwright.sync_api import Browser, Page, expect
from strong_files import hip_thrusts, many_names, strong
from visitor import DESK, PHONE, Visitor

from serving import Server

TODAY = datetime.now(UTC).date()
KNOWN = ("Hip thrust", "Romanian deadlift", "Machine hip abduction")
"""What `hip_thrusts` has done."""

UNCLEAR = ("Zzyzx Wobbler", "Qwfp Gadget")


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Server]:
    """A server that no one has used."""
    with Server(tmp_path) as started:
        yield started


def send(page: Page, data: bytes, name: str = "strong.csv") -> None:
    """Choose a file on the import page, and look at it."""
    page.goto("/you/import")
    file: Any = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.get_by_label("The file that the other program exported").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    expect(page).to_have_url(re.compile(r"/you/import/[0-9a-f-]{36}$"))


def half_known(unit: str = "kg") -> bytes:
    """Hip thrusts, and two names that nobody knows."""
    last = TODAY - timedelta(days=2)
    rows = [("Hip Thrust (Barbell)", 90, 8, "8"), *((name, 20, 10, "") for name in UNCLEAR)]
    return strong([(last - timedelta(days=7), rows), (last, rows)], unit=unit)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_file_to_the_first_session(fresh: Server, browser: Browser, scripts: bool) -> None:
    context = browser.new_context(
        viewport=PHONE, has_touch=True, locale="en-GB", base_url=fresh.url,
        java_script_enabled=scripts,
    )  # fmt: skip
    page = context.new_page()
    page.goto(fresh.link())
    page.goto("/you")
    page.get_by_role("link", name=re.compile("^Import from Strong")).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Import")
    send(page, hip_thrusts(TODAY - timedelta(days=2), unit=""))
    expect(page.get_by_role("button", name="Take in")).to_have_count(0)
    page.locator("label", has_text="Kilograms").tap()
    page.get_by_role("button", name="Go on").tap()
    expect(page.locator(".stat", has_text="sets for the upper glutes")).to_contain_text("36")
    page.get_by_role("button", name="Take in").tap()
    done = page.locator(".message-done")
    expect(done).to_contain_text("Took in 6 sessions, 36 sets for the upper glutes")
    done.get_by_role("link", name="Make a plan").tap()
    expect(page).to_have_url(re.compile("/start$"))
    page.get_by_role("button", name="Train by this plan").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("session|Next"))
    starts_from_strong(page)
    context.close()


def starts_from_strong(page: Page) -> None:
    """Whatever of the session was done in Strong starts from there, and the reason says so."""
    rows = page.locator(".today-session .row", has=page.locator(".row-title"))
    found = 0
    for row in rows.all():
        if row.locator(".row-title").inner_text().strip() not in KNOWN:
            continue
        expect(row.locator(".row-detail").first).to_contain_text(" kg")
        row.locator("details.why summary").tap()
        expect(row.locator("details.why li").first).to_contain_text("in Strong")
        found += 1
    assert found, "the plan has nothing that was done before"


def test_unclear_names_are_decided_and_the_import_is_undone(
    undecided: Visitor, device: Any
) -> None:
    page = device(undecided).new_page()
    send(page, half_known())
    first, second = UNCLEAR
    page.get_by_role("button", name="Take in").tap()
    expect(page.get_by_role("alert")).to_contain_text("Say first what the exercises below are.")
    page.get_by_label(re.compile(f"another exercise of Ilium's.*{first}")).fill("no such thing")
    page.get_by_role("button", name="Look again").tap()
    expect(page.locator(".field-error")).to_contain_text("No exercise has the id")
    page.get_by_label(re.compile(f"another exercise of Ilium's.*{first}")).fill(
        "Hip thrust, band round the knees"
    )
    page.get_by_label(second, exact=True).select_option("other")
    page.get_by_role("button", name="Take in").tap()
    expect(page.locator(".message-done")).to_contain_text("4 sets for the upper glutes and 2 of")
    variants = {one["variant"] for one in undecided.sets()}
    assert variants == {"hip_thrust", "hip_thrust+knee_band"}
    page.get_by_role("button", name="Undo this import").tap()
    expect(page.locator(".message-done")).to_contain_text("The import is taken back.")
    assert undecided.sets() == []


def test_a_file_is_deleted_at_once_when_it_is_left_out(undecided: Visitor, device: Any) -> None:
    page = device(undecided).new_page()
    send(page, half_known())
    folder = undecided.server.home / "incoming" / undecided.person
    assert len(list(folder.iterdir())) == 2
    page.get_by_role("button", name="Delete the file").tap()
    expect(page.locator(".message-done")).to_contain_text("Nothing was taken in.")
    assert not folder.exists()


def test_by_the_keyboard_alone(undecided: Visitor, device: Any) -> None:
    page = device(undecided, viewport=DESK, has_touch=False).new_page()
    send(page, half_known(unit=""))
    keys = Keys(page)
    unit = page.get_by_role("radio", name="Kilograms")
    keys.reach(unit)
    keys.press("Space")
    expect(unit).to_be_checked()
    keys.activate(page.get_by_role("button", name="Go on"))
    expect(page.get_by_role("heading", name="What are these?")).to_be_visible()
    for name in UNCLEAR:
        choice = page.get_by_label(name, exact=True)
        keys.reach(choice)
        keys.press("End")
        expect(choice).to_have_value("other")
    keys.activate(page.get_by_role("button", name="Take in"))
    expect(page.locator(".message-done")).to_contain_text("Took in 2 sessions")
    keys.activate(page.get_by_role("button", name="Undo this import"))
    expect(page.locator(".message-done")).to_contain_text("The import is taken back.")


LONG = ("Q" * 200, "\u05d0\u05d1 " * 60 + "x", "\u202ereversed", "Hip Abducton (Machine)")


def test_hostile_names_run_nothing_and_fit(veteran: Visitor, device: Any) -> None:
    context = device(veteran)
    context.add_init_script(TRAP)
    page = context.new_page()
    page.on("dialog", lambda one: veteran.problems.append(f"a dialog: {one.message}"))
    send(page, many_names((*SCRIPTS, *LONG)), f"{SCRIPTS[1]}.csv")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        nothing_ran(page)
        for text in SCRIPTS:  # an apostrophe before a minus keeps spreadsheets from reckoning
            shown = text.removeprefix("'")
            expect(page.locator("bdi", has_text=shown).first).to_be_attached()
        over = "() => document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(over) <= 0
    page.goto("/you/import")
    nothing_ran(page)


def test_axe_finds_nothing_on_any_step(veteran: Visitor, device: Any) -> None:
    page = device(veteran, reduced_motion="reduce", has_touch=False).new_page()
    steps = {
        "unit": hip_thrusts(TODAY, unit=""),
        "names and faults": many_names((*UNCLEAR, "Hip Abducton (Machine)", *LONG))
        + b"2026-10-05 18:00:00,Legs,1h 2m,Hip Thrust,1,heavy,kg,8,0,0,,,\n",
        "no such file": b"%PDF-1.7",
    }
    for step, data in steps.items():
        send(page, data)
        opened = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
        page.evaluate(opened)
        assert violations(page) == [], step
    send(page, many_names(UNCLEAR))
    page.get_by_label(re.compile(f"another exercise of Ilium's.*{UNCLEAR[0]}")).fill("nothing")
    page.get_by_role("button", name="Take in").click()
    expect(page.locator(".field-error")).to_be_visible()
    assert violations(page) == []
