"""One person's server: the one-time link opens the door once, and nothing else does."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from signed_in import client_of

from ilium.cli import serving
from ilium.web.access import links
from ilium.web.access.served import USUAL_PORT

pytestmark = pytest.mark.django_db(transaction=True)

STRANGER_HEADERS = {"HTTP_SEC_FETCH_MODE": "cors", "HTTP_SEC_FETCH_DEST": "empty"}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ILIUM_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def browser() -> Client:
    return Client(SERVER_NAME="localhost")


def test_without_the_link_every_page_leads_to_the_sign_in(browser: Client) -> None:
    answer = browser.get("/progress?x=1")
    assert answer.status_code == 302
    assert answer.url == "/sign-in?next=%2Fprogress%3Fx%3D1"
    assert browser.get("/sign-in").status_code == 200


def test_the_pages_name_the_command_for_their_own_port(browser: Client, data: Path) -> None:
    def said(path: str, port: int) -> str:
        return browser.get(path, SERVER_PORT=str(port)).content.decode()

    assert USUAL_PORT == serving.PORT
    assert ">ilium open</code>" in said("/sign-in", USUAL_PORT)
    assert ">ilium open --port 8811</code>" in said("/sign-in", 8811)
    browser.get(f"/open/{links.new_token()}")
    assert ">ilium open</code>" in said("/you", USUAL_PORT)
    assert ">ilium open --port 8811</code>" in said("/you", 8811)
    gone = browser.post("/you/delete", {"word": "delete"}, SERVER_PORT="8811").content.decode()
    assert ">ilium open --port 8811</code>" in gone


def test_a_link_signs_in_once(browser: Client, data: Path) -> None:
    token = links.new_token()
    answer = browser.get(f"/open/{token}")
    assert (answer.status_code, answer.url) == (302, "/")
    assert browser.get("/start").status_code == 200
    again = Client(SERVER_NAME="localhost")
    assert again.get(f"/open/{token}").status_code == 403
    assert again.get("/").status_code == 302


def test_a_link_grows_old(data: Path) -> None:
    token = links.new_token(now=1000.0)
    file = next((data / links.FOLDER).iterdir())
    os.utime(file, (1000, 1000))
    assert not links.use_token(token, now=1001.0 + links.LIFETIME_SECONDS)
    assert not list((data / links.FOLDER).iterdir())


def test_of_two_who_use_a_link_at_once_one_gets_in(data: Path) -> None:
    for _ in range(20):
        token = links.new_token()
        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(lambda _, token=token: links.use_token(token), range(8))) == 1


def test_no_file_gives_a_token_away(data: Path) -> None:
    token = links.new_token()
    files = [file for file in data.rglob("*") if file.is_file()]
    assert files
    for file in files:
        assert token not in file.name
        assert token not in file.read_text()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_is_no_token_is_refused(browser: Client, data: Path) -> None:
    for wrong in ("x", "..", "%2e%2e%2fsecret_key", "a" * 5000, "\N{SNOWMAN}"):
        assert browser.get(f"/open/{wrong}").status_code in (403, 404)


def test_signing_in_leaves_nothing_of_the_session_before(browser: Client, data: Path) -> None:
    """Session fixation: a cookie that someone planted is worth nothing afterwards."""
    planted = client_of(uuid4()).cookies[settings.SESSION_COOKIE_NAME].value
    browser.cookies[settings.SESSION_COOKIE_NAME] = planted
    browser.get(f"/open/{links.new_token()}")
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != planted


def test_a_cookie_that_was_tampered_with_signs_no_one_in(browser: Client, data: Path) -> None:
    browser.get(f"/open/{links.new_token()}")
    good = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.cookies[settings.SESSION_COOKIE_NAME] = good[:-2] + (
        "AA" if good[-2:] != "AA" else "BB"
    )
    assert browser.get("/").status_code == 302


def test_a_name_rebound_to_loopback_is_refused(data: Path) -> None:
    assert Client(SERVER_NAME="evil.example").get("/sign-in").status_code == 400


@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_another_site_gets_no_answer(browser: Client, data: Path, origin: str) -> None:
    browser.get(f"/open/{links.new_token()}")
    refused = browser.get("/", HTTP_SEC_FETCH_SITE=origin, **STRANGER_HEADERS)
    assert refused.status_code == 403
    posted = browser.post("/sign-out", HTTP_SEC_FETCH_SITE=origin, HTTP_SEC_FETCH_MODE="navigate")
    assert posted.status_code == 403
    followed = browser.get("/start", HTTP_SEC_FETCH_SITE=origin, HTTP_SEC_FETCH_MODE="navigate")
    assert followed.status_code == 200


def test_signing_out_needs_the_csrf_token_and_ends_it(data: Path) -> None:
    browser = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    browser.get(f"/open/{links.new_token()}")
    assert browser.post("/sign-out").status_code == 403
    token = browser.cookies["csrftoken"].value
    assert browser.post("/sign-out", HTTP_X_CSRFTOKEN=token).status_code == 302
    assert browser.get("/").status_code == 302


def test_the_headers_keep_strangers_out(browser: Client) -> None:
    headers = browser.get("/sign-in").headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
