"""Accounts mode in a browser, over HTTPS: signing up, one-time codes, and a passkey."""

import base64
import datetime
import hmac
import http.client
import re
import ssl
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import ARGUMENTS, executable
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, Page, Playwright, expect
from tests.web.front_end import front_end

from serving import HOST, Server

PASSWORD = "a long walk by the sea"


class AccountsServer(Server):
    """`ilium serve --accounts` with a certificate of its own making."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.url = f"https://localhost:{self.port}"
        self.certificate, self.key = home / "certificate.pem", home / "key.pem"
        _make_certificate(self.certificate, self.key)

    def options(self) -> list[str]:
        site = ["--accounts", "--site", self.url]
        keys = ["--certificate", str(self.certificate), "--key", str(self.key)]
        return [*site, *keys, "--port", str(self.port)]

    def connection(self) -> http.client.HTTPConnection:
        context = ssl.create_default_context(cafile=str(self.certificate))
        context.check_hostname = False
        return http.client.HTTPSConnection(HOST, self.port, timeout=5, context=context)


def _make_certificate(certificate: Path, key: Path) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccountsServer]:
    front_end().main()
    with AccountsServer(tmp_path_factory.mktemp("accounts")) as server:
        yield server


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium that trusts the certificate."""
    arguments = [*ARGUMENTS, "--ignore-certificate-errors"]
    started = playwright.chromium.launch(executable_path=executable(), args=arguments)
    yield started
    started.close()


@pytest.fixture
def page(browser: Browser, site: AccountsServer) -> Iterator[Page]:
    context = browser.new_context(base_url=site.url, viewport={"width": 390, "height": 844})
    made = context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield made
    context.close()
    assert errors == []


def sign_up(page: Page, name: str) -> None:
    page.goto("/account/signup/")
    page.get_by_label("Username").fill(name)
    page.locator("#id_password1").fill(PASSWORD)
    page.locator("#id_password2").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign Up").first.click()
    expect(page).to_have_url(re.compile("/start$"))


def sign_out(page: Page) -> None:
    page.goto("/you")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/account/login/"))


def confirm(page: Page) -> None:
    """Give the password once more, as before anything that opens the account."""
    expect(page).to_have_url(re.compile("/reauthenticate/"))
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Confirm").click()


def code(secret: str, at: float) -> str:
    """A one-time code, from RFC 6238 alone."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def test_signing_up_leads_to_the_onboarding_and_out_again(page: Page) -> None:
    sign_up(page, "ada")
    sign_out(page)
    page.goto("/progress")
    expect(page).to_have_url(re.compile(r"/account/login/\?next=%2Fprogress"))
    page.get_by_label("Login").fill("ada")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign In", exact=True).click()
    expect(page).to_have_url(re.compile("/progress$"))


def test_a_one_time_code_is_asked_for_once_it_is_set_up(page: Page) -> None:
    sign_up(page, "grace")
    page.goto("/account/2fa/totp/activate/")
    confirm(page)
    secret = page.locator("#authenticator_secret, input[disabled]").first.input_value()
    page.locator("#id_code").fill(code(secret, time.time()))
    page.get_by_role("main").get_by_role("button", name="Activate").click()
    expect(page.get_by_role("heading", name=re.compile("Recovery Codes"))).to_be_visible()
    sign_out(page)
    page.get_by_label("Login").fill("grace")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign In", exact=True).click()
    expect(page).to_have_url(re.compile("/2fa/authenticate/"))
    page.goto("/start")
    expect(page).to_have_url(re.compile("/account/"))  # the password alone opens nothing
    page.goto("/account/2fa/authenticate/")
    page.locator("#id_code").fill(code(secret, time.time() + 30))
    page.get_by_role("button", name="Sign In").first.click()
    expect(page).to_have_url(re.compile("/start$"))


def test_a_passkey_signs_in_without_a_password(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_up(page, "lise")
    page.goto("/account/2fa/webauthn/add/")
    confirm(page)
    page.get_by_label("Name").fill("This phone")
    page.get_by_label(re.compile("[Pp]asswordless")).check()
    page.get_by_role("main").get_by_role("button", name="Add").click()
    expect(page).not_to_have_url(re.compile("/webauthn/add/"))
    page.wait_for_load_state("networkidle")
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/start$"))
