"""Accounts mode: ways in and out, and everyone's own diary."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.test import Client

from ilium.planning.athlete import Athlete
from ilium.store.models import Person
from ilium.store.people import current_athlete, save_athlete
from ilium.web.accounts.models import Account, ApiToken
from ilium.web.accounts.tokens import MOST_TOKENS, account_of, make_token

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long walk by the sea"


class Browser(Client):
    """A browser on HTTPS."""

    def request(self, **request: Any) -> Any:
        """Every request is a secure one."""
        return super().request(**{**request, "wsgi.url_scheme": "https"})


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    for cache in caches.all():
        cache.clear()
    for name in ("default", "limits"):
        caches[name].clear()


def sign_up(name: str, browser: Browser | None = None) -> Browser:
    browser = browser or Browser()
    answer = browser.post(
        "/account/signup/",
        {"username": name, "email": "", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert answer.status_code == 302, answer.content.decode()
    return browser


def person_of(name: str) -> Any:
    return Account.objects.get(user__username=name).person_id


def test_signing_up_makes_a_diary_and_opens_it() -> None:
    browser = sign_up("ada")
    assert Account.objects.count() == Person.objects.count() == 1
    assert browser.get("/").status_code in (200, 302)
    assert browser.get("/api/v1/me").json()["person"] == str(person_of("ada"))


def test_everyone_has_their_own_diary() -> None:
    ada, grace = sign_up("ada"), sign_up("grace")
    save_athlete(person_of("ada"), Athlete(minutes=44))
    assert person_of("ada") != person_of("grace")
    assert b"44" in ada.get("/api/v1/athlete").content
    assert grace.get("/api/v1/athlete").status_code in (200, 404)
    assert b"44" not in grace.get("/api/v1/athlete").content


@pytest.mark.parametrize("known_as", ["ada", "ada@example.org"])
def test_signing_in_with_name_or_mail(known_as: str) -> None:
    get_user_model().objects.create_user("ada", "ada@example.org", PASSWORD)
    browser = Browser()
    assert browser.get("/").url.startswith("/sign-in")
    answer = browser.post("/account/login/", {"login": known_as, "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/")


def test_signing_in_changes_the_session_and_the_csrf_token() -> None:
    get_user_model().objects.create_user("ada", password=PASSWORD)
    browser = Browser()
    browser.get("/account/login/")
    session = browser.session  # what an attacker could have planted
    session["planted"] = "yes"
    session.save()
    before, csrf = session.session_key, browser.cookies["csrftoken"].value
    browser.cookies["__Host-ilium_session"] = before
    browser.post("/account/login/", {"login": "ada", "password": PASSWORD})
    assert browser.session.session_key != before
    assert browser.cookies["csrftoken"].value != csrf


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///x",
    ],
)
def test_signing_in_leads_to_no_other_site(target: str) -> None:
    get_user_model().objects.create_user("ada", password=PASSWORD)
    browser = Browser()
    followed = browser.get("/sign-in", {"next": target}, follow=True)
    assert all(
        url.startswith("/") and not url.startswith("//") for url, _ in followed.redirect_chain
    )
    answer = browser.post("/account/login/", {"login": "ada", "password": PASSWORD, "next": target})
    assert answer.url == "/"


def test_wrong_passwords_are_slowed_down() -> None:
    get_user_model().objects.create_user("ada", password=PASSWORD)
    codes = [
        Browser().post("/account/login/", {"login": "ada", "password": f"wrong {n}"}).status_code
        for n in range(12)
    ]
    last = Browser().post("/account/login/", {"login": "ada", "password": PASSWORD})
    assert last.status_code != 302
    assert set(codes) <= {200, 429}


def test_signing_out_ends_the_session_on_the_server() -> None:
    browser = sign_up("ada")
    kept = browser.cookies["__Host-ilium_session"].value
    browser.post("/sign-out")
    browser.cookies["__Host-ilium_session"] = kept
    assert browser.get("/").url.startswith("/sign-in")


def test_a_person_who_is_turned_off_is_signed_out() -> None:
    browser = sign_up("ada")
    get_user_model().objects.update(is_active=False)
    assert browser.get("/").url.startswith("/sign-in")


def test_a_token_opens_the_api_and_nothing_else() -> None:
    sign_up("ada")
    _, secret = make_token(Account.objects.get(), "notebook")
    program = Browser()
    header = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
    assert program.get("/api/v1/me", **header).json()["person"] == str(person_of("ada"))
    assert program.get("/", **header).status_code == 302
    assert program.get("/you/tokens", **header).status_code == 302
    assert not program.cookies
    assert account_of(secret).person_id == person_of("ada")
    assert secret not in str(list(ApiToken.objects.values()))


def test_a_token_needs_no_csrf_token_and_a_session_does() -> None:
    browser = sign_up("ada", Browser(enforce_csrf_checks=False))
    _, secret = make_token(Account.objects.get(), "notebook")
    body = {"events": []}
    program = Browser(enforce_csrf_checks=True)
    with_token = program.post(
        "/api/v1/events", body, "application/json", HTTP_AUTHORIZATION=f"Bearer {secret}"
    )
    assert with_token.status_code == 200
    program.cookies = browser.cookies
    assert program.post("/api/v1/events", body, "application/json").status_code == 403


def test_wrong_tokens_are_refused_then_slowed_down() -> None:
    answers = [
        Browser().get("/api/v1/me", HTTP_AUTHORIZATION=f"Bearer ilium_{n}") for n in range(32)
    ]
    assert answers[0].status_code == 401
    assert answers[-1].status_code == 429
    assert answers[-1]["Content-Type"] == "application/problem+json"


def test_behind_a_proxy_the_limits_are_for_whom_it_names(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    wrong = [
        Browser().get(
            "/api/v1/me",
            HTTP_AUTHORIZATION=f"Bearer ilium_{n}",
            HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 6.6.6.6",  # all but the last anyone can write
        )
        for n in range(32)
    ]
    assert wrong[-1].status_code == 429
    other = Browser().get(
        "/api/v1/me", HTTP_AUTHORIZATION="Bearer ilium_x", HTTP_X_FORWARDED_FOR="7.7.7.7"
    )
    assert other.status_code == 401


def test_behind_a_proxy_one_who_guesses_locks_nobody_else_out(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    get_user_model().objects.create_user("ada", password=PASSWORD)
    for n in range(12):
        guess = {"login": f"nobody{n}", "password": "wrong"}
        guessed = Browser().post("/account/login/", guess, HTTP_X_FORWARDED_FOR="6.6.6.6")
    right = {"login": "ada", "password": PASSWORD}
    assert "Too many" in guessed.content.decode()
    answer = Browser().post("/account/login/", right, HTTP_X_FORWARDED_FOR="7.7.7.7")
    assert (answer.status_code, answer.url) == (302, "/")


def test_the_operator_deletes_users_and_no_accounts() -> None:
    sign_up("ada")
    get_user_model().objects.create_superuser("operator", password=PASSWORD)
    browser = Browser()
    browser.post("/account/login/", {"login": "operator", "password": PASSWORD})
    ada = Account.objects.get(user__username="ada")
    alone = browser.post(f"/admin/accounts/account/{ada.pk}/delete/", {"post": "yes"})
    assert alone.status_code == 403
    assert Account.objects.filter(pk=ada.pk).exists()
    answer = browser.post(f"/admin/auth/user/{ada.pk}/delete/", {"post": "yes"})
    assert (answer.status_code, answer.url) == (302, "/admin/auth/user/")
    assert not Account.objects.filter(pk=ada.pk).exists()
    assert not Person.objects.filter(pk=ada.person_id).exists()


def test_tokens_are_shown_once_and_can_be_taken_back() -> None:
    browser = sign_up("ada")
    page = browser.post("/you/tokens", {"name": "<b>watch</b>"}).content.decode()
    secret = re.search(r"ilium_[\w-]{43}", page).group(0)
    assert "<b>watch</b>" not in page
    assert secret not in browser.get("/you/tokens").content.decode()
    token = ApiToken.objects.get()
    stranger = sign_up("grace")
    assert stranger.post(f"/you/tokens/{token.pk}/end").status_code == 404
    assert account_of(secret) is not None
    browser.post(f"/you/tokens/{token.pk}/end")
    assert account_of(secret) is None


def test_there_is_a_most_of_tokens() -> None:
    browser = sign_up("ada")
    for n in range(MOST_TOKENS):
        make_token(Account.objects.get(), f"{n}")
    answer = browser.post("/you/tokens", {"name": "one more"})
    assert answer.status_code == 422
    assert ApiToken.objects.count() == MOST_TOKENS


def test_leaving_deletes_everything_of_the_person_and_nothing_of_others() -> None:
    ada, _ = sign_up("ada"), sign_up("grace")
    hers = person_of("grace")
    save_athlete(person_of("ada"), Athlete())
    save_athlete(hers, Athlete(minutes=50))
    assert ada.post("/you/leave", {"user_name": "grace"}).status_code == 422
    assert Person.objects.count() == 2
    ada.post("/you/leave", {"user_name": "ada"})
    assert list(Person.objects.values_list("pk", flat=True)) == [hers]
    assert current_athlete(hers).minutes == 50
    assert ada.get("/").status_code == 302


def test_the_operators_pages_are_for_the_operator() -> None:
    browser = sign_up("ada")
    assert browser.get("/admin/").status_code == 302
    get_user_model().objects.create_superuser("operator1", password=PASSWORD)
    operator = Browser()
    operator.post("/account/login/", {"login": "operator1", "password": PASSWORD})
    for page in ("", "accounts/account/", "accounts/apitoken/", "auth/user/"):
        assert operator.get(f"/admin/{page}").status_code == 200, page


def test_account_pages_stand_in_our_frame() -> None:
    browser = sign_up("ada")
    pages = [
        "/account/email/",
        "/account/password/change/",
        "/account/2fa/",
        "/account/sessions/",
        "/you/tokens",
        "/you/leave",
    ]
    for page in pages:
        answer = browser.get(page, follow=True)
        assert answer.status_code == 200, page
        assert b"tokens.css" in answer.content, page
        assert b"<style" not in answer.content, page
    for page in ("/account/login/", "/account/signup/", "/account/password/reset/"):
        assert b"tokens.css" in Browser().get(page).content, page


def test_one_persons_queue_goes_to_no_one_elses_diary() -> None:
    ada, grace = sign_up("ada"), sign_up("grace")
    answer = grace.post(
        "/api/v1/events",
        {"events": []},
        "application/json",
        HTTP_X_ILIUM_PERSON=str(person_of("ada")),
    )
    assert answer.status_code == 409
    assert ada.get(f"/api/v1/sets/{uuid4()}").status_code == 404
