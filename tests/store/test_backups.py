"""Backups: whole and of one moment whoever writes, checked, never in anything's place."""

import os
import random
import select
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import environment
from tests.store.examples import DAY, MINUTE, NOW, thrust

from ilium.store import (
    Conflict,
    NewerDatabase,
    NotFound,
    StoreUnavailable,
    Unsound,
    backups,
    copies,
    daily,
    people,
    sets,
)
from ilium.store.backups import Backup, Kind
from ilium.store.home import FILE
from ilium.store.transactions import writing_together

ROOT = Path(__file__).parents[2]
RECORDER = Path(__file__).with_name("recorder.py")
PATIENCE_SECONDS = 60

PAIRS = """
from datetime import timedelta
from itertools import count
from uuid import uuid4
from ilium.store import connect
connect()
from ilium.store.people import default_person
from ilium.store.sets import record_set
from ilium.store.transactions import writing_together
from tests.store.examples import NOW, thrust
person = default_person()
for n in count():
    with writing_together(person):
        for half in range(2):
            record_set(person, thrust(NOW + timedelta(seconds=2 * n + half)), event=uuid4(),
                       recorded_at=NOW)
    print(n + 1, flush=True)
"""
"""Two sets a transaction, as fast as they go; says after each how many pairs are kept."""


def fill(count: int, note: str = "") -> None:
    """That many sets in the diary."""
    person = people.default_person()
    with writing_together(person):
        for n in range(count):
            performed = thrust(NOW + n * MINUTE, note=note)
            sets.record_set(person, performed, event=uuid4(), recorded_at=NOW)


def notes_in(file: Path) -> set[str]:
    """The notes of the sets of a database, read past Ilium."""
    with closing(sqlite3.connect(file)) as opened:
        return {note for (note,) in opened.execute("SELECT note FROM store_setevent")}


def count_in(file: Path) -> int:
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return opened.execute("SELECT count(*) FROM store_setevent").fetchone()[0]


def left_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_backup_is_one_file_with_everything_for_its_owner_alone(home: Path) -> None:
    fill(3, "here")
    at = datetime(2026, 11, 23, 23, 59, 58, tzinfo=UTC)
    made = backups.back_up(now=at)
    assert made.file == home / "backups" / "ilium-2026-11-23-235958Z.sqlite3"
    assert notes_in(made.file) == {"here"}
    assert made.contents.sets == 3
    assert made.contents.newest == NOW + 2 * MINUTE
    assert made.size == made.file.stat().st_size
    assert left_in(made.file.parent) == [made.file.name]
    if os.name == "posix":
        assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
        assert stat.S_IMODE(made.file.parent.stat().st_mode) == 0o700


def test_the_name_is_of_utc_and_taken_by_no_other(home: Path) -> None:
    fill(1)
    evening = datetime.fromisoformat("2026-11-23T22:00:00-05:00")
    names = [backups.back_up(now=evening).file.name for _ in range(3)]
    first = "ilium-2026-11-24-030000Z"
    assert names == [f"{first}.sqlite3", f"{first}-2.sqlite3", f"{first}-3.sqlite3"]
    found = backups.found(backups.default_folder())
    assert [one.number for one in found] == [3, 2, 1]
    assert {one.made for one in found} == {evening}


def test_nothing_is_overwritten(home: Path, tmp_path: Path) -> None:
    fill(1)
    target = tmp_path / "mine.sqlite3"
    target.write_text("precious")
    with pytest.raises(Conflict, match="nothing was overwritten"):
        backups.back_up(target)
    assert target.read_text() == "precious"
    with pytest.raises(NotFound, match="no folder"):
        backups.back_up(tmp_path / "nowhere" / "mine.sqlite3")


def test_a_name_that_is_taken_meanwhile_stays_whose_it_is(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(1)
    target = tmp_path / "mine.sqlite3"
    copied = copies.copy

    def copy_while_it_is_taken(*arguments: object) -> copies.Contents:
        target.write_text("precious")
        return copied(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(copies, "copy", copy_while_it_is_taken)
    with pytest.raises(Conflict):
        backups.back_up(target)
    assert target.read_text() == "precious"
    assert not backups.parts(tmp_path)


def test_where_files_have_no_links_it_gets_its_name_all_the_same(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    fill(2)
    monkeypatch.setattr(os, "link", no_links)
    made = backups.back_up(tmp_path / "mine.sqlite3")
    assert count_in(made.file) == 2
    with pytest.raises(Conflict):
        backups.back_up(made.file)


def test_without_a_database_there_is_nothing_to_back_up(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.close()
    (home / FILE).unlink()
    with pytest.raises(NotFound, match="nothing to back up"):
        backups.back_up()
    assert not (home / FILE).exists()


def test_a_database_on_a_server_is_for_its_own_tools(person: object) -> None:
    with pytest.raises(StoreUnavailable, match="pg_dump"):
        backups.back_up()


def test_others_write_on_and_the_copy_is_of_one_moment(home: Path, tmp_path: Path) -> None:
    fill(2000)  # so that copying takes several steps
    connection.close()
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", PAIRS],
            env=environment(home, PYTHONPATH=str(ROOT)),
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    try:
        for writer in writers:
            assert writer.stdout is not None
            writer.stdout.readline()
        found = []
        steps: list[int] = []
        for n in range(10):
            before = count_in(home / FILE)

            def slowly(done: int, total: int) -> None:
                steps.append(total)
                time.sleep(0.02)  # others are quick, this is not

            made = backups.back_up(tmp_path / f"{n}.sqlite3", progress=slowly)
            after = count_in(home / FILE)
            assert before <= made.contents.sets <= after
            assert made.contents.sets % 2 == 0, "half a transaction was copied"
            assert count_in(made.file) == made.contents.sets
            found.append((before, made.contents.sets, after))
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    assert len({copied for _, copied, _ in found}) > 5, "nobody wrote"
    assert any(after > copied for _, copied, after in found), "the writers had to wait"
    assert left_in(tmp_path / "ilium") == left_in(home)


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_backup_that_is_killed_leaves_a_whole_one_or_none(home: Path, tmp_path: Path) -> None:
    fill(3000)
    connection.close()
    moments = random.Random(20261123)
    script = (
        "import sys; from pathlib import Path; from ilium.store import backups;"
        "from ilium.store.connection import configured_file; configured_file('');"
        "print('ready', flush=True);"
        "[backups.back_up(Path(sys.argv[1])) for _ in range(50)]"
    )
    folder = tmp_path / "kept"
    folder.mkdir()
    killed = 0
    for _ in range(15):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(folder)],
            env=environment(home),
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE_SECONDS)
        assert ready
        time.sleep(moments.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += bool(backups.parts(folder))
        for one in backups.found(folder):
            assert count_in(one.file) == 3000
    assert killed > 2, "they were killed when nothing was under way"
    for part in backups.parts(folder):
        os.utime(part, (0, 0))
    backups.back_up(folder)
    assert not backups.parts(folder)


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_disk_that_is_full_is_said_and_leaves_nothing(home: Path, tmp_path: Path) -> None:
    fill(500)
    connection.close()
    script = (
        "import resource, sys; from pathlib import Path; from ilium.store import backups;"
        "from ilium.store import StoreError;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try: backups.back_up(Path(sys.argv[1]))\n"
        "except StoreError as error: print(error)"
    )
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Make room on the disk." in done.stdout, done
    assert left_in(folder) == []


def test_a_folder_that_cannot_be_written_is_said(home: Path, tmp_path: Path) -> None:
    fill(1)
    (tmp_path / "file").write_text("")
    with pytest.raises((StoreUnavailable, NotFound)):
        backups.back_up(tmp_path / "file" / "backup.sqlite3")
    (home / "backups").write_text("not a folder")
    with pytest.raises(StoreUnavailable, match=r"cannot be written to .*backups"):
        backups.back_up()


def test_a_damaged_database_is_copied_to_no_backup(home: Path, tmp_path: Path) -> None:
    fill(300)
    connection.close()
    contents = bytearray((home / FILE).read_bytes())
    middle = len(contents) // 2 // 4096 * 4096
    contents[middle : middle + 4096] = random.Random(1).randbytes(4096)
    (home / FILE).write_bytes(contents)
    with pytest.raises(Unsound, match=FILE):
        backups.back_up(tmp_path)
    assert left_in(tmp_path) == ["ilium"]


def test_a_newer_database_is_not_ours_to_judge(home: Path) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder(connection).record_applied("store", "9999_from_the_future")
    with pytest.raises(NewerDatabase):
        backups.back_up()


def backup_of(made: datetime, kind: Kind = Kind.DAILY) -> Backup:
    return Backup(file=Path(f"{kind}-{made}"), kind=kind, made=made, number=1, size=1)


def test_a_server_that_runs_for_a_year_keeps_two_weeks_of_days_and_two_months_of_weeks() -> None:
    lying: list[Backup] = []
    for day in range(365):
        now = NOW + day * DAY
        lying.append(backup_of(now))
        for one in backups.superfluous(lying, backups.KEPT, now):
            lying.remove(one)
    ages = [(NOW + 364 * DAY - one.made).days for one in reversed(lying)]
    assert ages[: backups.KEPT] == list(range(backups.KEPT))
    weekly = ages[backups.KEPT :]
    assert all(later - earlier == 7 for earlier, later in pairwise(weekly))
    assert 49 < ages[-1] <= backups.WEEKS * 7 < backups.held_days(backups.KEPT)
    assert len(ages) <= backups.KEPT + backups.WEEKS


@given(
    st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(list(Kind))), max_size=60),
    st.integers(1, 30),
)
def test_what_goes_is_never_new_nor_made_by_hand(made: list[tuple[int, Kind]], keep: int) -> None:
    lying = [backup_of(NOW - timedelta(hours=hours), kind) for hours, kind in made]
    gone = backups.superfluous(lying, keep, NOW)
    assert all(one.kind is Kind.DAILY for one in gone)
    dailies = sorted((one.made for one in lying if one.kind is Kind.DAILY), reverse=True)
    assert all(one.made <= dailies[keep - 1] for one in gone)
    stay = [one for one in lying if one not in gone]
    assert backups.superfluous(stay, keep, NOW) == ()
    assert len(gone) >= len(set(dailies)) - keep - backups.WEEKS - 1


def test_the_daily_one_is_made_once_a_day_and_thinned(home: Path) -> None:
    fill(1)
    folder = backups.default_folder()
    by_hand = backups.back_up(now=NOW - 400 * DAY)
    for day in range(4):
        now = NOW + day * DAY
        assert daily.due(folder, now)
        daily.make(folder, 2, now)
        assert not daily.due(folder, now + DAY - MINUTE)
    old = folder / "daily-2020-01-01-000000Z.sqlite3"
    old.write_bytes(b"")
    strange = folder / "daily-of-mine.sqlite3"
    strange.write_bytes(b"")
    daily.make(folder, 2, NOW + 4 * DAY)
    assert not old.exists()
    assert strange.exists()
    assert by_hand.file.exists()
    known = daily.state()
    assert known is not None
    assert (known.tried, known.problem, known.keep) == (NOW + 4 * DAY, "", 2)


def test_a_backup_from_a_clock_that_ran_ahead_stops_no_other(home: Path) -> None:
    fill(1)
    folder = backups.default_folder()
    daily.make(folder, 14, NOW + 300 * DAY)
    assert daily.due(folder, NOW)
    daily.make(folder, 14, NOW)
    assert not daily.due(folder, NOW + MINUTE)


def test_a_daily_one_that_fails_is_remembered(home: Path, tmp_path: Path) -> None:
    fill(1)
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "backups"
    with pytest.raises(Exception, match="cannot be kept"):
        daily.make(folder, 14, NOW)
    known = daily.state()
    assert known is not None
    assert "cannot be kept" in known.problem
    assert known.folder == str(folder)


def test_what_is_noted_may_be_garbage(home: Path) -> None:
    (home / daily.STATE).write_bytes(b"\xff not json")
    assert daily.state() is None
    fill(1)
    daily.make(backups.default_folder(), 3, NOW)
    assert daily.state() is not None
