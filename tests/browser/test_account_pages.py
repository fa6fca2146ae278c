"""axe-core finds nothing on any page of an account, in both themes, on a phone."""

import re
from collections.abc import Iterator

import pytest
from accounts_inside import ask
from accounts_site import PASSWORD, AccountsServer, Member
from axe import violations
from playwright.sync_api import Browser, Page, expect

MAIL = "ada@example.org"
WITHOUT_PAGES = {
    "account_confirm_login_code",  # sign-in codes by mail are not offered
    "account_set_password",  # only for those who have none
    "mfa_download_recovery_codes",  # a file
    "mfa_login_webauthn",  # what the script of the sign-in page asks
}


class Looked:
    """What is wrong with each page that was looked at."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: dict[str, list[str]] = {}
        self.paths: list[str] = []

    def at(self, path: str = "", *, title: str) -> None:
        """Look at a page, or at what is shown now, which is known by its main heading."""
        if path:
            self.page.goto(path)
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        here = self.page.evaluate("() => location.pathname")
        self.paths.append(here)
        found = violations(self.page, widths=(390,))
        if found:
            self.wrong[f"{here} {title}"] = found


@pytest.fixture
def page(trusting: Browser, site: AccountsServer) -> Iterator[Page]:
    context = trusting.new_context(
        base_url=site.url, viewport={"width": 390, "height": 844}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def ada(page: Page) -> Member:
    """Someone who will look at everything."""
    return Member(page, "ada")


def test_every_page_of_an_account(ada: Member, site: AccountsServer) -> None:
    looked = Looked(ada.page)
    before_an_account(ada, looked)
    ada.sign_up()
    of_an_account(ada, looked)
    looked.at("/account/2fa/totp/activate/", title="Two-Factor Authentication")  # not before:
    looked.at(ask(site.home, mail=MAIL)["confirm"], title="Confirm Email Address")
    ada.button("Confirm").click()
    looked.at("/account/email/", title="Email Addresses")
    keys_and_codes(ada, looked)
    way_in_again(ada, looked, site)
    assert looked.wrong == {}
    unseen = set(ask(site.home, visited=looked.paths)["unseen"])
    assert unseen == WITHOUT_PAGES


def before_an_account(ada: Member, looked: Looked) -> None:
    """The ways in, and what they say of what was typed wrongly."""
    looked.at("/account/login/", title="Sign In")
    ada.sign_in()
    expect(ada.page.get_by_text("not correct")).to_be_visible()
    looked.at(title="Sign In")
    looked.at("/account/signup/", title="Sign Up")
    ada.page.get_by_label("Username").fill("no spaces")
    ada.page.locator("#id_password1").fill("1234")
    ada.page.locator("#id_password2").fill("4321")
    ada.button("Sign Up").click()
    expect(ada.page.locator(".field-error").first).to_be_visible()
    looked.at(title="Sign Up")
    looked.at("/account/password/reset/", title="Password Reset")
    ada.page.get_by_label("Email").fill("nobody@example.org")
    ada.button("Reset My Password").click()
    expect(ada.page).to_have_url(re.compile("/reset/done/"))
    looked.at(title="Password Reset")
    looked.at("/account/password/reset/key/0-none/", title="Bad Token")
    looked.at("/account/confirm-email/", title="Verify Your Email Address")
    looked.at("/account/confirm-email/none/", title="Confirm Email Address")
    looked.at("/account/inactive/", title="Account Inactive")


def of_an_account(ada: Member, looked: Looked) -> None:
    """What can be seen and changed once signed in."""
    page = ada.page
    looked.at("/you", title="You")
    looked.at("/account/sessions/", title="Sessions")
    looked.at("/account/logout/", title="Sign Out")
    looked.at("/you/leave", title="Delete your account")
    page.get_by_label("Your user name").fill("someone")
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_text("That is not your user name")).to_be_visible()
    looked.at(title="Delete your account")
    looked.at("/you/tokens", title="Tokens")
    page.get_by_label("Name").fill("notebook")
    page.get_by_role("button", name="Make a token").click()
    expect(page.locator("#secret")).to_be_visible()
    looked.at(title="Tokens")
    looked.at("/account/email/", title="Email Addresses")
    page.get_by_label("Email").fill(MAIL)
    ada.button("Add Email").click()
    looked.at("/account/reauthenticate/?next=/account/email/", title="Confirm Access")
    ada.confirm()
    page.get_by_label("Email").last.fill(MAIL)
    ada.button("Add Email").click()
    expect(page.get_by_text(MAIL).first).to_be_visible()
    looked.at(title="Email Addresses")
    looked.at("/account/password/change/", title="Change Password")


def keys_and_codes(ada: Member, looked: Looked) -> None:
    """What lies behind the password question."""
    page = ada.page
    ada.plug_in_authenticator()
    looked.at("/account/2fa/", title="Two-Factor Authentication")
    looked.at("/account/2fa/totp/activate/", title="Activate Authenticator App")
    page.locator("#id_code").fill("000000")
    ada.button("Activate").click()
    expect(page.locator(".field-error")).to_be_visible()
    looked.at(title="Activate Authenticator App")
    ada.activate_codes()
    looked.at(title="Recovery Codes")
    looked.at("/account/2fa/recovery-codes/generate/", title="Recovery Codes")
    looked.at("/account/2fa/totp/deactivate/", title="Deactivate Authenticator App")
    looked.at("/account/2fa/webauthn/", title="Security Keys")
    looked.at("/account/2fa/webauthn/add/", title="Add Security Key")
    ada.add_passkey("This phone")
    looked.at("/account/2fa/webauthn/", title="Security Keys")
    page.get_by_role("link", name="Edit").click()
    looked.at(title="Edit Security Key")
    page.goto("/account/2fa/webauthn/")
    page.get_by_role("link", name="Remove").click()
    looked.at(title="Remove Security Key")
    looked.at("/account/2fa/", title="Two-Factor Authentication")
    looked.at("/account/2fa/reauthenticate/", title="Confirm Access")
    looked.at("/account/2fa/webauthn/reauthenticate/", title="Confirm Access")


def way_in_again(ada: Member, looked: Looked, site: AccountsServer) -> None:
    """The second factor, and a password that was forgotten."""
    page = ada.page
    ada.sign_out()
    looked.at(title="Sign In")
    ada.sign_in()
    looked.at("/account/2fa/authenticate/", title="Two-Factor Authentication")
    page.locator("#id_code").fill("000000")
    ada.button("Sign In").click()
    expect(page.locator(".field-error")).to_be_visible()
    looked.at(title="Two-Factor Authentication")
    looked.at(ask(site.home, mail=MAIL)["reset"], title="Change Password")
    page.locator("#id_password1").fill(PASSWORD[::-1])
    page.locator("#id_password2").fill(PASSWORD[::-1])
    ada.button("Change Password").click()
    looked.at("/account/password/reset/key/done/", title="Change Password")
