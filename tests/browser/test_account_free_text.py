"""What members write of themselves is shown as text: no script of theirs ever runs."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from accounts_inside import ask
from accounts_site import AccountsServer, Member
from hostile import (
    FORMS_OF,
    SCRIPTS,
    TEXTS,
    TRAP,
    nothing_ran,
    shown_again,
    write,
    write_everywhere,
)
from playwright.sync_api import Browser, Locator, Page, expect

MAIL = '"<img/src=x/onerror=pwned()>"@example.org'
"""A valid address: what stands in quotes may be almost anything."""

OPEN_FORMS = ("/account/login/", "/account/signup/", "/account/password/reset/")

OWN_FORMS = (
    "/you/tokens",
    "/you/leave",
    "/account/email/",
    "/account/password/change/",
    "/account/reauthenticate/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/add/",
)

SIGNED_IN = (
    *OWN_FORMS,
    "/you",
    "/account/sessions/",
    "/account/logout/",
    "/account/2fa/",
    "/account/2fa/webauthn/",
)

SECRET = {"password", "password1", "password2", "oldpassword", "code", "user_name"}
"""Fields that are empty again."""


@pytest.fixture
def page(trusting: Browser, site: AccountsServer) -> Iterator[Page]:
    """A page that notices any script that runs or is stopped, of a browser with a hostile name."""
    context = trusting.new_context(
        base_url=site.url, viewport={"width": 390, "height": 844}, user_agent=SCRIPTS[0]
    )
    context.add_init_script(TRAP)
    made = context.new_page()
    problems: list[Any] = []
    made.on("dialog", lambda one: problems.append(f"a dialog: {one.message}"))
    made.on("pageerror", lambda one: problems.append(str(one)))
    yield made
    context.close()
    assert problems == []


def look_round(page: Page) -> None:
    """Nothing runs on any page of the account."""
    for path in SIGNED_IN:
        page.goto(path)
        nothing_ran(page)


def confirmed(member: Member) -> None:
    """Sign up, and give the password once more, so that every form is open."""
    member.sign_up()
    member.page.goto("/account/reauthenticate/?next=/you")
    member.confirm()


def form_on(page: Page) -> Locator:
    """The form of the page that takes text."""
    form = page.get_by_role("main").locator("form", has=page.locator(TEXTS))
    expect(form).to_have_count(1)
    return form


def refused(page: Page, path: str) -> None:
    """Hostile text in every field of a form is shown again, but for passwords, and runs nothing."""
    page.goto(path)
    with page.expect_navigation():
        names = write_everywhere(form_on(page))
    nothing_ran(page)
    shown_again(form_on(page), [name for name in names if name not in SECRET])


@pytest.mark.parametrize("path", OPEN_FORMS)
def test_what_a_way_in_refuses(page: Page, path: str) -> None:
    refused(page, path)


def test_what_a_members_form_refuses(page: Page) -> None:
    confirmed(Member(page, "ada"))
    for path in OWN_FORMS:
        refused(page, path)


def test_an_address_of_mail(page: Page, site: AccountsServer) -> None:
    mallory = Member(page, "mallory")
    page.goto("/account/signup/")
    write(page.get_by_label("Email"), MAIL)
    mallory.fill_in()
    expect(page.get_by_text(f"Confirmation email sent to {MAIL}.")).to_be_visible()
    nothing_ran(page)
    page.goto("/account/email/")
    expect(page.get_by_text(MAIL).first).to_be_visible()
    look_round(page)
    page.goto(ask(site.home, mail=MAIL)["confirm"])
    expect(page.get_by_role("link", name=MAIL)).to_be_visible()
    nothing_ran(page)


def test_names_of_tokens(page: Page) -> None:
    Member(page, "grace").sign_up()
    page.goto("/you/tokens")
    for text in SCRIPTS:
        page.get_by_label("Name").fill(text)
        page.get_by_role("button", name="Make a token").click()
        expect(page.locator(".row-title", has_text=text)).to_have_text(text)
        nothing_ran(page)
    page.get_by_role("button", name=f"Take back {SCRIPTS[0]}").click()
    expect(page.get_by_text("The token is taken back")).to_be_visible()
    nothing_ran(page)


def test_names_of_passkeys(page: Page) -> None:
    lise = Member(page, "lise")
    lise.plug_in_authenticator()
    confirmed(lise)
    page.goto("/account/2fa/webauthn/add/")
    lise.add_passkey(SCRIPTS[0])
    for text in SCRIPTS:
        page.goto("/account/2fa/webauthn/")
        page.get_by_role("link", name="Edit").click()
        nothing_ran(page)
        page.get_by_label("Name").fill(text)
        lise.button("Save").click()
        expect(page.get_by_role("cell", name=text)).to_be_visible()
        nothing_ran(page)
    page.get_by_role("link", name="Remove").click()
    nothing_ran(page)
    look_round(page)


def test_the_name_of_a_browser(page: Page) -> None:
    Member(page, "tim").sign_up()
    page.goto("/account/sessions/")
    expect(page.get_by_text(SCRIPTS[0])).to_be_visible()
    nothing_ran(page)


@pytest.mark.parametrize("path", ["/account/login/?next={}", "/account/signup/?next={}"])
def test_what_stands_in_an_address(page: Page, path: str) -> None:
    for text in SCRIPTS[:4]:
        page.goto(path.format(quote(text, safe="")))
        nothing_ran(page)


def test_every_text_field_is_known(page: Page) -> None:
    """A form for text that no test above writes into has to be tried there first."""
    found = forms(page, OPEN_FORMS)
    confirmed(Member(page, "emmy"))
    found |= forms(page, SIGNED_IN)
    assert found == {*OPEN_FORMS, *OWN_FORMS, "/you"}  # the last is tried where there is one person


def forms(page: Page, paths: Iterable[str]) -> set[str]:
    """Where the forms for text on some pages lead to."""
    found = set()
    for path in paths:
        page.goto(path)
        found |= set(page.locator(TEXTS).evaluate_all(FORMS_OF))
    return found
