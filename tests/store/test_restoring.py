"""Restoring: the old data or the new, whole, whatever happens; and a way back."""

import os
import random
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from tests.conftest import environment
from tests.store.examples import MINUTE, NOW, thrust

from ilium.store import (
    NewerDatabase,
    NotFound,
    StoreUnavailable,
    Unsound,
    backups,
    connect,
    health,
    in_use,
    models,
    outlook_copy,
    people,
    restoring,
    schema,
    sets,
)
from ilium.store.home import FILE
from ilium.store.transactions import writing_together

PATIENCE_SECONDS = 60


def fill(count: int, note: str) -> None:
    """That many sets more in the diary."""
    person = people.default_person()
    with writing_together(person):
        for n in range(count):
            performed = thrust(NOW + n * MINUTE, note=note)
            sets.record_set(person, performed, event=uuid4(), recorded_at=NOW)


def notes() -> set[str]:
    return set(models.SetEvent.objects.values_list("note", flat=True))


def restore(file: Path) -> Path | None:
    """Restore as the command does, without a question."""
    with in_use.alone("restore"), restoring.staged(file) as staged:
        kept = restoring.put_in_place(staged)
    connect()
    return kept


def contents_of(file: Path) -> list[str]:
    """Everything in a database, as SQL."""
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return list(opened.iterdump())


def test_a_backup_comes_back_and_can_be_undone(home: Path) -> None:
    fill(5, "first")
    first = backups.back_up().file
    fill(7, "second")
    kept = restore(first)
    assert notes() == {"first"}
    assert all(finding.ok for finding in health.check())
    assert kept is not None
    assert kept.name.startswith("before-restore-")
    restore(kept)
    assert notes() == {"first", "second"}
    assert models.SetEvent.objects.count() == 12
    assert not (home / restoring.STAGED).exists()


def test_what_the_question_says(home: Path) -> None:
    fill(5, "first")
    first = backups.back_up().file
    fill(2, "second")
    with restoring.staged(first) as staged:
        assert staged.contents.sets == 5
        assert staged.present is not None
        assert staged.present.sets == 7
        assert staged.contents.newest == NOW + 4 * MINUTE
    assert not (home / restoring.STAGED).exists()
    assert notes() == {"first", "second"}


def test_it_comes_into_an_empty_folder(home: Path, tmp_path: Path, monkeypatch) -> None:
    fill(3, "moved")
    file = backups.back_up(tmp_path / "mine.sqlite3").file
    connection.close()
    for part in home.iterdir():
        if part.is_file():
            part.unlink()
    assert restore(file) is None
    assert notes() == {"moved"}
    if os.name == "posix":
        assert (home / FILE).stat().st_mode & 0o077 == 0


def test_who_has_the_database_open_sees_the_new_contents(home: Path) -> None:
    fill(2, "first")
    first = backups.back_up().file
    fill(2, "second")
    with closing(sqlite3.connect(home / FILE, isolation_level=None)) as other:
        assert other.execute("SELECT count(*) FROM store_setevent").fetchone() == (4,)
        restore(first)
        assert other.execute("SELECT count(*) FROM store_setevent").fetchone() == (2,)
        other.execute("UPDATE store_setevent SET note = 'by another'")
    assert notes() == {"by another"}


def test_the_copy_for_a_quick_start_is_gone(home: Path) -> None:
    fill(1, "first")
    first = backups.back_up().file
    (home / outlook_copy.COPY).write_text("of what was there before")
    restore(first)
    assert not (home / outlook_copy.COPY).exists()


def test_the_backup_itself_stays_as_it_is(home: Path) -> None:
    fill(4, "first")
    first = backups.back_up().file
    before = (first.read_bytes(), first.stat().st_mtime_ns)
    fill(4, "second")
    restore(first)
    assert (first.read_bytes(), first.stat().st_mtime_ns) == before
    assert {file.name for file in first.parent.iterdir() if file.name.startswith("ilium-")} == {
        first.name
    }


def test_a_database_that_was_copied_with_its_log_comes_back_whole(
    home: Path, tmp_path: Path
) -> None:
    fill(3, "in the file")
    connection.close()
    fill(3, "in the log")
    copied = tmp_path / "from the old machine" / FILE
    copied.parent.mkdir()
    for end in ("", "-wal"):
        shutil.copy(home / f"{FILE}{end}", copied.with_name(FILE + end))
    models.SetEvent.objects.all().delete()
    restore(copied)
    assert notes() == {"in the file", "in the log"}


def test_an_older_backup_is_brought_to_the_newest_schema(home: Path, tmp_path: Path) -> None:
    fill(3, "first")
    call_command("migrate", "store", "0001", verbosity=0)
    older = tmp_path / "older.sqlite3"
    older.write_bytes(backups.back_up(tmp_path / "made.sqlite3").file.read_bytes())
    call_command("migrate", "store", verbosity=0)
    fill(3, "second")
    restore(older)
    assert notes() == {"first"}
    assert schema.is_current()
    assert all(finding.ok for finding in health.check())


def test_pages_of_another_size_are_no_matter(home: Path, tmp_path: Path) -> None:
    fill(30, "first")
    file = backups.back_up(tmp_path / "mine.sqlite3").file
    with closing(sqlite3.connect(file, isolation_level=None)) as opened:
        opened.execute("PRAGMA page_size = 16384")
        opened.execute("VACUUM")
    fill(3, "second")
    restore(file)
    assert notes() == {"first"}
    assert all(finding.ok for finding in health.check())


def _text(file: Path) -> None:
    file.write_text("a shopping list, and not a short one: " + "milk " * 100)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-8192])


def _garbled(file: Path) -> None:
    contents = bytearray(file.read_bytes())
    for start in range(4096 * 3, len(contents), 4096 * 7):
        contents[start : start + 200] = b"\xa5" * 200
    file.write_bytes(contents)


def _with_another_index(file: Path) -> None:
    """An index that says other than its table, which no count and no reading of rows would show."""
    contents = bytearray(file.read_bytes())
    leaves = (at for at in range(0, len(contents), 4096) if contents[at] == 10)
    places = (contents.find(b"hip_thrust", at, at + 4096) for at in leaves)
    found = next(place for place in places if place > 0)
    contents[found : found + 10] = b"hip_thrusu"
    file.write_bytes(contents)


def _of_another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("CREATE TABLE songs (title)")


def _with_a_trigger(file: Path) -> None:
    with closing(sqlite3.connect(file)) as opened:
        opened.execute(
            "CREATE TRIGGER sly AFTER INSERT ON store_setevent"
            " BEGIN DELETE FROM store_setevent; END"
        )


def _with_an_orphan(file: Path) -> None:
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("DELETE FROM store_person")
        opened.commit()


@pytest.mark.parametrize(
    "spoil",
    [
        _text,
        _empty,
        _cut,
        _garbled,
        _with_another_index,
        _of_another_program,
        _with_a_trigger,
        _with_an_orphan,
    ],
)
def test_what_is_no_sound_backup_is_refused(home: Path, tmp_path: Path, spoil) -> None:
    fill(300, "first")
    file = backups.back_up(tmp_path / "mine.sqlite3").file
    spoil(file)
    connection.close()
    before = (home / FILE).read_bytes()
    with pytest.raises(Unsound, match="Nothing changed"):
        restore(file)
    assert (home / FILE).read_bytes() == before
    assert not list(home.glob(f"{restoring.STAGED}*"))
    assert not (home / "backups").exists()


def test_a_backup_of_a_newer_ilium_is_refused(home: Path, tmp_path: Path) -> None:
    fill(1, "first")
    file = backups.back_up(tmp_path / "mine.sqlite3").file
    with closing(sqlite3.connect(file)) as opened:
        opened.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('store', '9999_from_the_future', '2030-01-01')"
        )
        opened.commit()
    with pytest.raises(NewerDatabase, match=r"mine\.sqlite3 was written by a newer Ilium"):
        restore(file)


def test_files_that_are_not_there_or_are_the_data_itself(home: Path, tmp_path: Path) -> None:
    fill(1, "first")
    with pytest.raises(NotFound, match="no file"):
        restore(tmp_path / "nowhere.sqlite3")
    with pytest.raises(NotFound):
        restore(tmp_path)
    with pytest.raises(Unsound, match="in use"):
        restore(home / FILE)


@pytest.mark.parametrize("spoil", [_text, _cut, _garbled])
def test_a_damaged_database_is_set_aside_and_replaced(home: Path, spoil) -> None:
    fill(300, "first")
    first = backups.back_up().file
    connection.close()
    spoil(home / FILE)
    damaged = (home / FILE).read_bytes()
    with in_use.alone("restore"), restoring.staged(first) as staged:
        assert staged.present is None
        assert staged.damaged
        kept = restoring.put_in_place(staged)
    assert kept is not None
    assert kept.read_bytes() == damaged
    connect()
    assert notes() == {"first"}
    assert all(finding.ok for finding in health.check())


def test_a_damaged_databases_log_is_not_played_into_the_new_one(home: Path) -> None:
    fill(300, "first")
    first = backups.back_up().file
    sound = contents_of(first)
    connection.close()
    with closing(sqlite3.connect(home / FILE, isolation_level=None)) as other:
        other.execute("UPDATE store_setevent SET note = 'only in the log'")
        _garbled(home / FILE)
        kept = restore(first)
        connection.close()
        assert contents_of(home / FILE) == sound
    assert kept is not None
    assert b"only in the log" in kept.with_name(f"{kept.name}-wal").read_bytes()
    assert contents_of(home / FILE) == sound


def test_while_a_server_runs_nothing_is_restored(home: Path) -> None:
    fill(1, "first")
    first = backups.back_up().file
    with in_use.shared(), in_use.shared(), pytest.raises(StoreUnavailable, match="being served"):
        restore(first)
    with in_use.alone("restore"), pytest.raises(StoreUnavailable, match="being restored"):
        in_use.shared().__enter__()
    restore(first)


FULL = """
import resource, sys
from pathlib import Path
from ilium.store import StoreError, in_use, restoring
with in_use.alone(""), restoring.staged(Path(sys.argv[1])) as staged:
    Path(sys.argv[2]).write_text("staged")
    room = staged.file.stat().st_size + 8192  # less than the log of all of it takes
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        restoring.put_in_place(staged)
    except StoreError as error:
        print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_disk_that_fills_up_in_the_middle_changes_nothing(home: Path, tmp_path: Path) -> None:
    fill(3000, "new " * 10)
    new = backups.back_up(tmp_path / "new.sqlite3").file
    models.SetEvent.objects.all().delete()
    fill(10, "old")
    connection.close()
    old = contents_of(home / FILE)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(new), str(tmp_path / "said")],
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    assert (tmp_path / "said").exists()
    assert "Make room on the disk." in done.stdout
    assert contents_of(home / FILE) == old
    assert not list(home.glob(f"{restoring.STAGED}*"))
    restore(new)
    assert notes() == {"new " * 10}


RESTORE = """
import sys
from pathlib import Path
from ilium.store import in_use, restoring
from ilium.store.connection import configured_file
configured_file("")
print("ready", flush=True)
with in_use.alone(""), restoring.staged(Path(sys.argv[1])) as staged:
    print("staged", flush=True)
    restoring.put_in_place(staged)
print("done", flush=True)
"""


def _killed(home: Path, file: Path, after: str, moment: float) -> str:
    """What a restore had said that was killed a moment after it had said `after`."""
    process = subprocess.Popen(
        [sys.executable, "-c", RESTORE, str(file)], env=environment(home), stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    said = b""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while after.encode() not in said and time.monotonic() < deadline:
        select.select([process.stdout], [], [], 1)
        said += os.read(process.stdout.fileno(), 1000)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate(timeout=PATIENCE_SECONDS)
    return (said + rest).decode()


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_killed_at_any_moment_there_is_the_old_or_the_new_and_nothing_between(
    home: Path, tmp_path: Path
) -> None:
    fill(3000, "odd")
    odd = backups.back_up(tmp_path / "odd.sqlite3").file
    models.SetEvent.objects.all().delete()
    fill(4000, "even " * 20)
    even = backups.back_up(tmp_path / "even.sqlite3").file
    connection.close()
    states = {"odd": contents_of(odd), "even": contents_of(even)}
    now, moments = "even", random.Random(20261123)
    changed = undone = 0
    for _ in range(24):
        wanted = "odd" if now == "even" else "even"
        file = odd if wanted == "odd" else even
        said = _killed(home, file, "staged", moments.uniform(0, 0.12))
        found = contents_of(home / FILE)
        assert found in (states[now], states[wanted]), "neither the old nor the new"
        if found == states[wanted]:
            changed, now = changed + 1, wanted
        else:
            assert "done" not in said
            undone += 1
    assert changed > 3, "every kill came too early"
    assert undone > 3, "every kill came too late"
    shutil.rmtree(home / "backups")
    restore(odd if now == "even" else even)
    assert all(finding.ok for finding in health.check())


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_killed_while_a_damaged_database_is_replaced_the_next_restore_makes_it_good(
    home: Path, tmp_path: Path
) -> None:
    fill(2000, "first")
    first = backups.back_up(tmp_path / "first.sqlite3").file
    connection.close()
    sound = contents_of(first)
    _garbled(home / FILE)
    damaged = (home / FILE).read_bytes()
    moments = random.Random(7)
    replaced = 0
    for _ in range(15):
        (home / FILE).write_bytes(damaged)
        (home / f"{FILE}-wal").write_bytes(b"what is left of a log")
        _killed(home, first, "staged", moments.uniform(0, 0.03))
        if (home / FILE).read_bytes() != damaged:
            replaced += 1
            assert contents_of(home / FILE) == sound
        restore(first)
        connection.close()
        assert contents_of(home / FILE) == sound
        shutil.rmtree(home / "backups", ignore_errors=True)
    assert 0 < replaced < 15
