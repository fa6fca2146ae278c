"""Accounts mode in a browser, over HTTPS: signing up, one-time codes, and a passkey."""

import re
import time
from collections.abc import Iterator

import pytest
from accounts_site import PASSWORD, AccountsServer, Member, code
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page(trusting: Browser, site: AccountsServer) -> Iterator[Page]:
    context = trusting.new_context(base_url=site.url, viewport={"width": 390, "height": 844})
    made = context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield made
    context.close()
    assert errors == []


def test_signing_up_leads_to_the_onboarding_and_out_again(page: Page) -> None:
    ada = Member(page, "ada")
    ada.sign_up()
    ada.sign_out()
    page.goto("/progress")
    expect(page).to_have_url(re.compile(r"/account/login/\?next=%2Fprogress"))
    page.get_by_label("Login").fill("ada")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign In", exact=True).click()
    expect(page).to_have_url(re.compile("/progress$"))


def test_a_one_time_code_is_asked_for_once_it_is_set_up(page: Page) -> None:
    grace = Member(page, "grace")
    grace.sign_up()
    page.goto("/account/2fa/totp/activate/")
    grace.confirm()
    secret = grace.activate_codes()
    grace.sign_out()
    grace.sign_in()
    expect(page).to_have_url(re.compile("/2fa/authenticate/"))
    page.goto("/start")
    expect(page).to_have_url(re.compile("/account/"))  # the password alone opens nothing
    page.goto("/account/2fa/authenticate/")
    page.locator("#id_code").fill(code(secret, time.time() + 30))
    grace.button("Sign In").click()
    expect(page).to_have_url(re.compile("/start$"))


def test_a_passkey_signs_in_without_a_password(page: Page) -> None:
    lise = Member(page, "lise")
    lise.plug_in_authenticator()
    lise.sign_up()
    page.goto("/account/2fa/webauthn/add/")
    lise.confirm()
    lise.add_passkey("This phone")
    lise.sign_out()
    lise.button("Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/start$"))
