"""Deleting: no byte of what a person wrote is left in the data folder."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection
from tests.store.examples import MINUTE, NOW, measured, programme, skip, thrust, visit

from ilium.diary import Diary
from ilium.planning.athlete import Athlete
from ilium.store import (
    StoreUnavailable,
    backups,
    daily,
    deleting,
    in_use,
    incoming,
    measurements,
    models,
    outlook_copy,
    people,
    programmes,
    sessions,
    sets,
)
from ilium.store.home import FILE
from ilium.store.transactions import writing_together

NOTE = "a note that nobody else writes 4711"


def note_of(n: int) -> str:
    """Long notes, so that pages split and leave copies of what was in them."""
    return f"{NOTE} {n} " + "and more " * (n % 40)


def fill(person: UUID, count: int = 300) -> None:
    """A diary with notes in it, written and changed in an order that scatters them."""
    people.save_athlete(person, Athlete(minutes=44))
    programmes.save_programme(person, programme(), Athlete(), NOW.date())
    begun = sessions.start_session(person, visit())
    sessions.add_change(person, skip(begun.id))
    measurements.add_measurement(person, measured())
    with writing_together(person):
        for n in range(count):
            performed = thrust(NOW + (n * 37 % count) * MINUTE, note=note_of(n))
            for version in range(2):
                sets.record_set(
                    person, performed, event=uuid4(), recorded_at=NOW + version * MINUTE
                )


def holding(folder: Path, words: str = NOTE) -> list[str]:
    """The files of a folder in which the words stand."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return sorted(
        str(file.relative_to(folder)) for file in found if words.encode() in file.read_bytes()
    )


def rows_of(person: UUID) -> dict[str, int]:
    """How many rows of each table lead to a person, by every way that a table does."""
    found = {}
    for model in apps.get_app_config("store").get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is models.Person:
                found[model.__name__] = model.objects.filter(**{field.name: person}).count()
    return found


def test_the_only_person_leaves_no_byte(home: Path) -> None:
    person = people.default_person()
    fill(person)
    backups.back_up()
    daily.make(backups.default_folder(), 14)
    with Diary() as diary:
        diary.save_athlete(Athlete(minutes=50))
    assert len(holding(home)) >= 3
    done = deleting.delete_person(person)
    assert done == deleting.Deleted(kept=(), left="")
    assert holding(home) == []
    assert not any(rows_of(person).values())
    assert not models.Person.objects.exists()
    assert (home / FILE).stat().st_size < 400_000
    people.default_person()  # and it can begin anew
    assert sets.sets_between(people.DEFAULT_PERSON, NOW, datetime.now(UTC)) == ()


def test_others_keep_all_of_theirs_and_the_backups(home: Path) -> None:
    leaving, staying = people.add_person(), people.add_person()
    fill(leaving)
    fill(staying, 0)
    sets.record_set(staying, thrust(note="hers"), event=uuid4(), recorded_at=NOW)
    kept = backups.back_up().file
    incoming.keep(leaving, "strong.csv", [NOTE.encode()])
    (home / outlook_copy.COPY).write_text(NOTE)
    before = rows_of(staying)
    done = deleting.delete_person(leaving)
    assert done.kept == (kept,)
    assert holding(home) == [f"backups/{kept.name}"]
    assert rows_of(staying) == before
    assert not any(rows_of(leaving).values())
    assert f"backups/{kept.name}" in holding(home, "hers")
    assert len(holding(home, "hers")) > 1


def test_every_table_of_a_person_goes_with_them(home: Path) -> None:
    """A table that is added and forgotten here would keep what it holds."""
    of_a_person = rows_of(uuid4())
    assert len(of_a_person) >= 5
    person = people.add_person()
    fill(person, 3)
    deleting.delete_person(person)
    with connection.cursor() as cursor:
        for model in apps.get_app_config("store").get_models():
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
            assert cursor.fetchone() == (0,), model.__name__


def test_who_reads_meanwhile_is_named_and_nothing_is_pretended(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = people.default_person()
    fill(person)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    with closing(sqlite3.connect(home / FILE, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM store_setevent").fetchone()
        done = deleting.delete_person(person)
        assert "traces of it stay" in done.left
        assert not models.Person.objects.exists()
        reader.execute("ROLLBACK")
    assert deleting.forget() == ""
    assert holding(home) == []


def test_a_daily_folder_elsewhere_loses_the_daily_ones_alone(home: Path, tmp_path: Path) -> None:
    person = people.default_person()
    fill(person)
    elsewhere = tmp_path / "other disk"
    made = daily.make(elsewhere, 14)
    mine = backups.back_up(elsewhere).file
    deleting.delete_person(person)
    assert not made.file.exists()
    assert mine.exists()


def everything() -> deleting.Doomed:
    """Delete everything as the command does, without a question."""
    with in_use.alone("delete everything"):
        found = deleting.doomed()
        deleting.delete_everything(found)
    deleting.leave_folder()
    return found


def test_everything_goes_and_the_folder_too(home: Path) -> None:
    from ilium.web.access.links import new_token
    from ilium.web.access.served import serving
    from ilium.web.secret import secret_key

    fill(people.default_person())
    for kind in backups.Kind:
        backups.back_up(kind=kind)
    daily.make(backups.default_folder(), 14)
    (backups.default_folder() / "under another name.sqlite3").write_text(NOTE)
    (backups.default_folder() / ".cut-off.sqlite3.part").write_text(NOTE)
    (home / ".restoring.sqlite3").write_text(NOTE)
    (home / "outlook.json.123").write_text(NOTE)
    secret_key()
    new_token()
    with serving(8642):
        pass
    found = everything()
    assert found.staying == ()
    assert len(found.copies) == 6
    assert not home.exists()


def test_what_is_not_ours_stays_and_is_named(home: Path) -> None:
    fill(people.default_person())
    letter = home / "letters" / "to a friend.txt"
    letter.parent.mkdir()
    letter.write_text("dear")
    found = everything()
    assert found.staying == (letter,)
    assert [file for file in home.rglob("*") if file.is_file()] == [letter]


def test_while_a_server_runs_nothing_is_deleted(home: Path) -> None:
    fill(people.default_person(), 3)
    with in_use.shared(), pytest.raises(StoreUnavailable, match="then delete everything"):
        everything()
    assert holding(home)


@pytest.mark.skipif(os.name != "posix", reason="folders of POSIX")
def test_a_file_that_cannot_be_deleted_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(people.default_person(), 3)
    unlink: Callable[..., None] = Path.unlink

    def stubborn(file: Path, missing_ok: bool = False) -> None:
        if file.name == FILE:
            raise PermissionError(1, "Operation not permitted", str(file))
        unlink(file, missing_ok)

    monkeypatch.setattr(Path, "unlink", stubborn)
    with pytest.raises(StoreUnavailable, match=r"ilium\.sqlite3 cannot be deleted"):
        everything()
