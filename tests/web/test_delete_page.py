"""`/you/delete`: says what goes, needs the word, and leaves nothing."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import Client
from signed_in import client_of
from tests.store.examples import NOW, thrust, visit

from ilium.store import backups, models, outlook_copy, sessions, sets
from ilium.store.people import DEFAULT_PERSON, add_person, default_person

NOTE = "between me and my diary 90b1"
PAGE = "/you/delete"


def train(person: UUID) -> None:
    """A session with a set, which has a note."""
    begun = sessions.start_session(person, visit())
    performed = thrust(note=NOTE, session=begun.id)
    sets.record_set(person, performed, event=uuid4(), recorded_at=NOW)


def holding(folder: Path) -> list[str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(
        str(file.relative_to(folder)) for file in files if NOTE.encode() in file.read_bytes()
    )


@pytest.fixture
def ann(home: Path) -> Client:
    """The only person, who has trained, and of whom there is a backup."""
    train(default_person())
    backups.back_up()
    (home / outlook_copy.COPY).write_text(NOTE)
    return client_of(DEFAULT_PERSON)


def test_the_page_says_what_goes_and_deletes_nothing(home: Path, ann: Client) -> None:
    [backup] = backups.found(backups.default_folder())
    before = len(holding(home))
    page = ann.get(PAGE).content.decode()
    assert "1 session and 1 set." in page
    assert str(backup.file) in page
    assert str(home) in page
    assert len(holding(home)) == before >= 3


def test_you_leads_there(home: Path, ann: Client) -> None:
    assert f'href="{PAGE}"' in ann.get("/you").content.decode()


@pytest.mark.parametrize("typed", [{}, {"word": ""}, {"word": "<b>yes"}, {"word": "delete it"}])
def test_another_word_deletes_nothing(home: Path, ann: Client, typed: dict[str, str]) -> None:
    before = holding(home)
    answer = ann.post(PAGE, typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nothing was deleted" in page
    assert "<b>yes" not in page
    assert "data-forget" not in page
    assert holding(home) == before


@pytest.mark.parametrize("typed", ["delete", " Delete "])
def test_the_word_deletes_every_byte(home: Path, ann: Client, typed: str) -> None:
    answer = ann.post(PAGE, {"word": typed})
    assert answer.status_code == 200
    assert holding(home) == []
    assert not models.Person.objects.exists()
    page = answer.content.decode()
    assert f'data-forget="{DEFAULT_PERSON}"' in page
    assert "stay" not in page
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "no-store" in answer["Cache-Control"]
    assert ann.get("/").url.startswith("/sign-in")


def test_another_browser_that_is_still_signed_in_finds_nothing_and_breaks_nothing(
    home: Path, ann: Client
) -> None:
    other = client_of(DEFAULT_PERSON)
    ann.post(PAGE, {"word": "delete"})
    for path in ("/", "/you", PAGE, "/history", "/progress", "/plan", "/start", "/session"):
        assert other.get(path).status_code in (200, 302), path
    event = str(uuid4())
    record = {"id": event, "recorded_at": NOW.isoformat()}
    record["performed"] = {
        "id": str(uuid4()), "variant": "hip_thrust", "side": "both", "reps": 8,
        "load": {"kind": "barbell", "kilograms": "62.5"}, "at": NOW.isoformat(), "role": "heavy",
        "note": NOTE,
    }  # fmt: skip
    answer = other.post(
        "/api/v1/events",
        {"events": [{"type": "set", "id": event, "record": record}]},
        "application/json",
    )
    assert answer.status_code < 500
    assert "kept" not in answer.content.decode()
    assert not models.SetEvent.objects.exists()
    assert holding(home) == []


def test_who_is_not_alone_is_told_of_the_backups(home: Path, ann: Client) -> None:
    bob = add_person()
    train(bob)
    assert "others train with this Ilium" in ann.get(PAGE).content.decode()
    answer = ann.post(PAGE, {"word": "delete"})
    assert answer["Clear-Site-Data"] == '"cache"'  # his sets may wait in the same browser
    page = answer.content.decode()
    [kept] = backups.found(backups.default_folder())
    assert "These backups stay" in page
    assert str(kept.file) in page
    assert list(models.Person.objects.values_list("pk", flat=True)) == [bob]
    assert sets.sets_between(bob, NOW, NOW.replace(year=2027))


def test_it_is_for_whoever_is_signed_in(home: Path, ann: Client) -> None:
    stranger = Client(SERVER_NAME="localhost")
    assert stranger.get(PAGE).url.startswith("/sign-in")
    assert stranger.post(PAGE, {"word": "delete"}).status_code == 302
    assert models.Person.objects.exists()
