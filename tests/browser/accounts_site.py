"""Accounts mode as a browser sees it: over HTTPS, and someone who has an account there."""

import base64
import datetime
import hmac
import http.client
import re
import ssl
import struct
import time
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Locator, Page, expect

from serving import HOST, Server

PASSWORD = "a long walk by the sea"

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A phone's own keeper of passkeys, which always says yes."""


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


def code(secret: str, at: float) -> str:
    """A one-time code, from RFC 6238 alone."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


class Member:
    """Someone with an account, in one browser."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name

    def button(self, name: str) -> Locator:
        """The button of the page itself, not of its frame."""
        return self.page.get_by_role("main").get_by_role("button", name=name, exact=True).first

    def sign_up(self) -> None:
        """Make the account; the onboarding comes next."""
        self.page.goto("/account/signup/")
        self.fill_in()

    def fill_in(self) -> None:
        """Fill in the form of a new account, and send it."""
        self.page.get_by_label("Username").fill(self.name)
        self.page.locator("#id_password1").fill(PASSWORD)
        self.page.locator("#id_password2").fill(PASSWORD)
        self.button("Sign Up").click()
        expect(self.page).to_have_url(re.compile("/start$"))

    def sign_in(self) -> None:
        """Give name and password; what comes next depends."""
        self.page.goto("/account/login/")
        self.page.get_by_label("Login").fill(self.name)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.button("Sign In").click()

    def sign_out(self) -> None:
        """Forget this browser."""
        self.page.goto("/you")
        self.page.get_by_role("button", name="Sign out").click()
        expect(self.page).to_have_url(re.compile("/account/login/"))

    def confirm(self) -> None:
        """Give the password once more, as before anything that opens the account."""
        expect(self.page).to_have_url(re.compile("/reauthenticate/"))
        self.page.locator("#id_password").fill(PASSWORD)
        self.button("Confirm").click()
        expect(self.page).not_to_have_url(re.compile("/reauthenticate/"))

    def activate_codes(self) -> str:
        """Set up one-time codes on their page; gives back the secret."""
        secret = self.page.locator("#authenticator_secret").input_value()
        self.page.locator("#id_code").fill(code(secret, time.time()))
        self.button("Activate").click()
        expect(self.page.get_by_role("heading", name="Recovery Codes")).to_be_visible()
        return secret

    def plug_in_authenticator(self) -> None:
        """Give the browser something that keeps passkeys."""
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send("WebAuthn.enable")
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    def add_passkey(self, name: str) -> None:
        """Make a passkey on its page."""
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label(re.compile("[Pp]asswordless")).check()
        self.button("Add").click()
        expect(self.page).not_to_have_url(re.compile("/webauthn/add/"))
        self.page.wait_for_load_state("networkidle")
