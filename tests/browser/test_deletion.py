"""After everything is deleted, neither the server nor the browser has anything of the person."""

from pathlib import Path
from typing import Any

from axe import violations
from player import Player, log_rows
from playwright.sync_api import Browser, BrowserContext, Page, expect
from visitor import CONTROLLED, Visitor

from serving import Server

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) if (name.startsWith("pages-")) found.push(name);
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done, fail) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    for (const store of db.objectStoreNames) {
      const count = await new Promise((done, fail) => {
        const request = db.transaction(store).objectStore(store).count();
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      if (count > 0) found.push(`${store}: ${count}`);
    }
    db.close();
  }
  return [...found, ...Object.keys(localStorage)];
}"""
"""What the browser keeps of anyone."""

NAMED = """async () => {
  const db = await new Promise((done) => {
    const request = indexedDB.open("ilium");
    request.onsuccess = () => done(request.result);
  });
  const transaction = db.transaction("meta", "readwrite");
  transaction.objectStore("meta").put("someone", "person");
  await new Promise((done) => { transaction.oncomplete = done; });
  db.close();
}"""

REST = "localStorage.setItem('ilium-rest', '{}')"


def trained(context: BrowserContext) -> Page:
    """The page of someone whose sets wait in the browser, as the server takes none."""
    context.route("**/api/v1/events", lambda route: route.abort())
    page = context.new_page()
    page.goto("/")
    page.evaluate(CONTROLLED)
    page.goto("/you")  # which the service worker keeps
    player = Player(page).open()
    player.begin()
    player.log()
    page.evaluate(REST)
    assert log_rows(page)
    return page


def delete(page: Page, word: str = "delete") -> None:
    page.get_by_label("Type delete").fill(word)
    page.get_by_role("button", name="Delete everything").click()


def test_this_browser_keeps_nothing(newcomer: Visitor, device: Any) -> None:
    page = trained(device(newcomer))
    page.goto("/you")
    page.get_by_role("link", name="Delete everything").click()
    delete(page, "not that")
    expect(page.get_by_text("Nothing was deleted")).to_be_visible()
    assert log_rows(page), "what waits was lost though nothing was deleted"
    delete(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything is deleted")
    nothing_kept(page)
    assert violations(page) == []
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to Ilium")
    assert newcomer.sets() == []


def test_where_no_script_runs_the_browser_forgets_by_itself(
    browser: Browser, tmp_path: Path
) -> None:
    with Server(tmp_path) as alone:
        context = browser.new_context(service_workers="block")  # it would have the script
        page = context.new_page()
        page.goto(alone.link())
        page.goto(f"{alone.url}/you/delete")
        page.evaluate(REST)
        page.evaluate(NAMED)
        assert sorted(page.evaluate(KEPT)) == ["ilium-rest", "meta: 1"]
        page.get_by_label("Type delete").fill("delete")
        # Past the page's own script, which would forget before it sends.
        page.route("**/*.js", lambda route: route.abort())
        page.evaluate("() => document.querySelector('form[action$=delete]').submit()")
        expect(page.get_by_role("heading", level=1)).to_have_text("Everything is deleted")
        nothing_kept(page)
        context.close()


def nothing_kept(page: Page) -> None:
    """Sooner or later: the script of the page works while it is looked at."""
    for _ in range(50):
        if not page.evaluate(KEPT):
            return
        page.wait_for_timeout(100)
    assert page.evaluate(KEPT) == []


def test_someone_elses_sets_in_the_same_browser_stay(
    newcomer: Visitor, undecided: Visitor, device: Any
) -> None:
    page = trained(device(newcomer))
    waiting = log_rows(page)
    undecided.sign_in(page.context)
    page.goto("/you/delete")
    delete(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything is deleted")
    page.wait_for_timeout(500)
    assert log_rows(page) == waiting


def test_nobody_can_make_a_page_forget_someone(newcomer: Visitor, device: Any) -> None:
    context = device(newcomer)
    page = trained(context)
    for path in ("/you/delete?forget={}", "/sign-in?data-forget={}", "/learn?q=data-forget%3D{}"):
        page.goto(path.format(newcomer.person))
        expect(page.locator("[data-forget]")).to_have_count(0)
    assert log_rows(page)
