"""Leaving, in a database file: no byte is left of whoever leaves, in whichever way."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.management import call_command
from test_accounts import PASSWORD, Browser, person_of, sign_up
from tests.store.examples import MINUTE, NOW, thrust

from ilium.store import daily, deleting, incoming, sets
from ilium.store.transactions import writing_together

NOTE = "between me and my diary 51c9"


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    for name in ("default", "limits"):
        caches[name].clear()


@pytest.fixture
def folder(home: Path) -> Path:
    """The data folder of a site."""
    call_command("migrate", verbosity=0)
    return home


def train(person: UUID, note: str) -> None:
    with writing_together(person):
        for n in range(200):
            performed = thrust(NOW + (n * 37 % 200) * MINUTE, note=f"{note} {n}")
            sets.record_set(person, performed, event=uuid4(), recorded_at=NOW)


def holding(folder: Path, words: str) -> list[str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return [str(file.relative_to(folder)) for file in files if words.encode() in file.read_bytes()]


def test_by_the_page(folder: Path) -> None:
    ada, grace = sign_up("ada"), sign_up("grace")
    train(person_of("ada"), NOTE)
    train(person_of("grace"), "hers")
    person = person_of("ada")
    incoming.keep(person, "strong.csv", [f"Date;{NOTE}".encode()])
    answer = ada.post("/you/leave", {"user_name": "ada"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Everything is deleted" in page
    assert f'data-forget="{person}"' in page
    assert "Clear-Site-Data" not in answer  # someone else's sets may wait in this browser
    assert ada.get("/").url.startswith("/sign-in")
    assert holding(folder, NOTE) == []
    assert holding(folder, "hers")
    assert grace.get("/history").status_code == 200


def test_by_the_operator(folder: Path) -> None:
    sign_up("ada")
    train(person_of("ada"), NOTE)
    get_user_model().objects.create_superuser("operator", password=PASSWORD)
    browser = Browser()
    browser.post("/account/login/", {"login": "operator", "password": PASSWORD})
    user = get_user_model().objects.get(username="ada")
    assert holding(folder, NOTE)
    browser.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"})
    assert holding(folder, NOTE) == []


def test_what_is_left_for_now_is_logged(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ada = sign_up("ada")
    monkeypatch.setattr(deleting, "forget", lambda: "Traces stay.")
    assert ada.post("/you/leave", {"user_name": "ada"}).status_code == 200
    assert "Traces stay." in caplog.text


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (None, "makes no daily backups"),
        (daily.Daily(folder=""), "makes no daily backups"),
        (daily.Daily(folder="/backups", keep=14), "at most 57 days"),
        (daily.Daily(folder="/backups", keep=100), "at most 101 days"),
    ],
)
def test_the_page_says_how_long_backups_hold_it(
    folder: Path, known: daily.Daily | None, said: str
) -> None:
    ada = sign_up("ada")
    if known is not None:
        daily.note(known)
    page = ada.get("/you/leave").content.decode()
    assert said in page
