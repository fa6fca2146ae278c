"""Text that would run if a page took it for more than text, and what notices that it did."""

from playwright.sync_api import Locator, Page, expect

SCRIPTS = (
    "<img src=x onerror=pwned()>",
    '"><script>pwned()</script>',
    "</script><script>pwned()</script>",
    "javascript:pwned()",
    "'-pwned()-'",
    "{{constructor.constructor('pwned()')()}}",
    "<svg/onload=pwned()>",
)

ALL_AT_ONCE = " ".join(SCRIPTS)

SHORT = ("<b onclick=pwned()>", '"><script>pwned()</script>', "<svg/onload=pwned()>")
"""What fits into the name of a band, 40 letters."""

TRAP = """
  globalThis.caught = [];
  globalThis.pwned = () => caught.push("a script ran");
  document.addEventListener("securitypolicyviolation", (event) => {
    caught.push(`${event.violatedDirective}: ${event.blockedURI || event.sample}`);
  });
"""
"""For every page of a context, before anything else."""

PLANTED = "script:not([src]):not([type='application/json']), img[onerror], [onclick], [onload]"

COMES_LATER = "[hx-get], [hx-post], #player"
"""Parts of pages that are filled in by scripts."""

NO_TEXT = "[type=hidden], [type=radio], [type=checkbox], [type=file], [type=range]"
TEXTS = f":is(input:not({NO_TEXT}), textarea):not([readonly], [disabled])"
"""Fields that a keyboard writes into; those of days and numbers too."""

FORMS_OF = "(all) => all.map((one) => one.form && new URL(one.form.action).pathname)"
"""Of such fields: where they are sent to."""

OPEN_ALL = "(one) => one.querySelectorAll('details').forEach((part) => { part.open = true; })"

OPEN_UP = """(field) => {
  if (field.localName === "input") field.type = "text";
  for (const name of ["maxlength", "min", "max", "pattern"]) field.removeAttribute(name);
  field.form.noValidate = true;
}"""
"""What anyone can do to a field in their own browser, so that it takes any text."""


def nothing_ran(page: Page) -> None:
    """No script ran, and the policy had none to stop."""
    # Pictures and scripts that are planted have failed or run by the end of loading.
    later = page.locator(COMES_LATER).count() > 0
    page.wait_for_load_state("networkidle" if later else "load")
    assert page.evaluate("() => globalThis.caught") == [], page.url
    expect(page.locator(PLANTED)).to_have_count(0)
    expect(page.locator("a[href^='javascript:' i]")).to_have_count(0)


def write(field: Locator, text: str = ALL_AT_ONCE) -> None:
    """Write into a field, whatever it says that it takes."""
    field.evaluate(OPEN_UP)
    field.fill(text)


def write_everywhere(form: Locator, text: str = ALL_AT_ONCE) -> list[str]:
    """Write into every field of a form, and send it by the Enter key; the fields' names."""
    form.evaluate(OPEN_ALL)
    fields = form.locator(TEXTS)
    for field in fields.all():
        write(field, text)
    names = fields.evaluate_all("(all) => all.map((one) => one.name)")
    form.locator("input[type=text]").first.press("Enter")
    return names


def shown_again(form: Locator, names: list[str], text: str = ALL_AT_ONCE) -> None:
    """The form came back, and shows what was written as it was."""
    for name in names:
        field = form.locator(f"[name={name}]")
        expect(field).to_be_attached()
        assert field.evaluate("(field) => field.defaultValue") == text, name
