"""`ilium backup`, `restore`, `delete-everything`, and the backup that a server makes each day."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pexpect
import pytest
from running import COMMAND, environment, run

from ilium.store import backups, daily, in_use
from serving import Server

NOTE = "only the diary knows 7f3a"
PATIENCE_SECONDS = 60


def data(home: Path) -> Path:
    return home / "ilium"


def measured(home: Path) -> list[str]:
    """Body masses, the newest first."""
    answer = json.loads(run(home, "measure", "--json").stdout)
    return [one["body_mass"] for one in answer["measurements"]]


def backed_up(home: Path, *arguments: str) -> Path:
    done = run(home, "backup", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    return Path(json.loads(done.stdout)["file"])


@pytest.fixture
def someone(tmp_path: Path) -> Path:
    """The home of someone with a body mass and a set with a note."""
    assert run(tmp_path, "measure", "--body-mass", "61").returncode == 0
    kept = run(tmp_path, "log", "hip_thrust", "--load", "60kg", "--reps", "8", "--note", NOTE)
    assert kept.returncode == 0, kept.stderr
    return tmp_path


def test_there_and_back_and_undone(someone: Path) -> None:
    first = backed_up(someone)
    run(someone, "measure", "--body-mass", "62")
    assert measured(someone) == ["62", "61"]
    done = run(someone, "restore", str(first), "--yes")
    assert done.returncode == 0, done.stderr
    assert "Restored 1 set, 0 sessions" in done.stdout
    assert "\nWhat was there before is kept as\n  /" in done.stdout
    assert measured(someone) == ["61"]
    undo = re.search(r"ilium restore '(.+)'", done.stdout)
    assert undo
    assert run(someone, "restore", undo[1], "--yes").returncode == 0
    assert measured(someone) == ["62", "61"]


def test_today_is_of_the_restored_data(someone: Path) -> None:
    before = run(someone, "today").stdout
    file = backed_up(someone)
    assert run(someone, "plan", "--days", "3", "--adopt").returncode == 0
    assert run(someone, "today").stdout != before
    assert run(someone, "restore", str(file), "--yes").returncode == 0
    assert run(someone, "today").stdout == before


def test_the_question_says_what_is_replaced_and_enter_changes_nothing(someone: Path) -> None:
    file = backed_up(someone)
    run(someone, "log", "hip_thrust", "--load", "60kg", "--reps", "9")
    asked = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], "restore", str(file)],
        env={**environment(someone), "COLUMNS": "200"},
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
    )
    asked.expect("holds 1 set, 0 sessions, the newest of")
    asked.expect("replaces 2 sets, 0 sessions, the newest of")
    asked.expect("Restore it")
    asked.sendline("")
    asked.expect("Nothing changed")
    asked.expect(pexpect.EOF)
    asked.close()
    assert asked.exitstatus == 1
    assert not list(data(someone).glob("backups/before-restore*"))


def test_without_anyone_to_ask_nothing_happens(someone: Path) -> None:
    file = backed_up(someone)
    for command in (("restore", str(file)), ("delete-everything",)):
        done = run(someone, *command)
        assert done.returncode == 2
        assert "--yes" in done.stderr
    assert file.exists()
    assert measured(someone) == ["61"]


def test_a_file_a_folder_and_what_is_taken(someone: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.sqlite3"
    assert backed_up(someone, str(file)) == file
    again = run(someone, "backup", str(file))
    assert (again.returncode, "nothing was overwritten" in again.stderr) == (2, True)
    folder = tmp_path / "stick"
    folder.mkdir()
    made = backed_up(someone, str(folder))
    assert made.parent == folder
    listed = json.loads(run(someone, "backup", "--list", str(folder), "--json").stdout)
    assert [one["file"] for one in listed["backups"]] == [str(made)]
    assert made.name in run(someone, "backup", "--list", str(folder)).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("backup",),
        ("backup", "/nowhere/at/all.sqlite3"),
        ("restore", "/nowhere.sqlite3", "--yes"),
        ("restore", __file__, "--yes"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_database_says_how_to_come_back(someone: Path) -> None:
    file = backed_up(someone)
    (data(someone) / "ilium.sqlite3").write_bytes(b"\xa5" * 40_000)
    broken = run(someone, "measure")
    assert broken.returncode == 2
    assert "ilium restore FILE" in broken.stderr
    assert run(someone, "backup", "--list").returncode == 0
    done = run(someone, "restore", str(file), "--yes")
    assert done.returncode == 0, done.stderr
    assert "The damaged database is kept as" in done.stdout
    assert measured(someone) == ["61"]


def test_a_server_of_this_folder_is_in_the_way(
    someone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ILIUM_HOME", str(data(someone)))
    file = backed_up(someone)
    with in_use.shared():
        backed_up(someone)
        for command in (("restore", str(file), "--yes"), ("delete-everything", "--yes")):
            done = run(someone, *command)
            assert done.returncode == 2
            assert "is being served" in done.stderr
    assert measured(someone) == ["61"]
    assert run(someone, "restore", str(file), "--yes").returncode == 0


def test_everything_goes(someone: Path) -> None:
    backed_up(someone)
    run(someone, "today")  # which leaves a copy beside the database
    folder = data(someone)
    held = [file for file in folder.rglob("*") if file.is_file()]
    assert any(NOTE.encode() in file.read_bytes() for file in held)
    done = run(someone, "delete-everything", "--yes")
    assert done.returncode == 0, done.stderr
    assert "ilium.sqlite3" in done.stdout
    assert "1 backup:" in done.stdout
    assert not folder.exists()
    assert "nothing in" in run(someone, "delete-everything", "--yes").stdout
    assert measured(someone) == []


@pytest.mark.parametrize(("typed", "status"), [("delete", 0), ("yes", 1), ("", 1)])
def test_the_word_has_to_be_typed(someone: Path, typed: str, status: int) -> None:
    asked = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], "delete-everything"],
        env=environment(someone),
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
    )
    asked.expect("to delete it all")
    asked.sendline(typed)
    asked.expect(pexpect.EOF)
    asked.close()
    assert asked.exitstatus == status
    assert data(someone).exists() == bool(status)


def doctor(home: Path) -> dict[str, object]:
    """What the doctor says of backups."""
    found = json.loads(run(home, "doctor", "--json").stdout)
    return next(one for one in found["checks"] if one["what"] == "backups")


def test_the_doctor_knows_of_backups(someone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ILIUM_HOME", str(data(someone)))
    made = backed_up(someone)
    moved = made.with_name(f"daily-{datetime.now(UTC) - timedelta(days=3):{backups.TIME}}Z.sqlite3")
    made.rename(moved)
    found = doctor(someone)
    assert found["well"] is True
    assert f"The newest of 1 in {moved.parent} is 3 days old." in str(found["said"])
    daily.note(daily.Daily(folder=str(moved.parent), problem="The stick was pulled."))
    found = doctor(someone)
    assert found["well"] is False
    assert "The stick was pulled." in str(found["said"])
    assert "The stick was pulled." in run(someone, "backup", "--list").stdout


HURRIED = (
    "import ilium.cli.scheduling as one; one.FIRST_SECONDS = one.LOOK_SECONDS = 0.2;"
    "one.RETRY_SECONDS = 0.2; from ilium.cli.app import main; main()"
)


class Hurried(Server):
    """A server whose day begins at once."""

    def __init__(self, home: Path, *options: str) -> None:
        super().__init__(home)
        self.more = options

    def start(self) -> None:
        usual = sys.executable
        popen = subprocess.Popen

        def hurried(command: list[str], **settings: object) -> object:
            assert command[:3] == [usual, "-m", "ilium"]
            return popen([usual, "-c", HURRIED, *command[3:]], **settings)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(subprocess, "Popen", hurried)
            super().start()

    def options(self) -> list[str]:
        return [*super().options(), *self.more]


def until(what: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def state_of(home: Path) -> daily.Daily | None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ILIUM_HOME", str(home))
        return daily.state()


def test_a_server_makes_one_a_day_and_one_only(tmp_path: Path) -> None:
    home = tmp_path / "ilium"
    home.mkdir()
    with Hurried(home, "--keep", "2"):
        until(lambda: backups.found(home / "backups"))
        done = run(tmp_path, "delete-everything", "--yes")
        assert "is being served" in done.stderr
        time.sleep(1.5)  # several looks later
        [made] = backups.found(home / "backups")
        assert made.kind is backups.Kind.DAILY
    yesterday = datetime.now(UTC) - timedelta(hours=25)
    made.file.rename(made.file.with_name(f"daily-{yesterday:{backups.TIME}}Z.sqlite3"))
    for n in range(5):
        older = yesterday - timedelta(days=70 + n)
        (home / "backups" / f"daily-{older:{backups.TIME}}Z.sqlite3").write_bytes(b"")
    with Hurried(home, "--keep", "2"):
        until(lambda: len(backups.found(home / "backups")) == 2)
    known = state_of(home)
    assert known is not None
    assert (known.keep, known.problem) == (2, "")


def test_a_folder_that_cannot_be_used_stops_no_server(tmp_path: Path) -> None:
    home = tmp_path / "ilium"
    home.mkdir()
    (tmp_path / "file").write_text("")
    elsewhere = tmp_path / "file" / "backups"
    with Hurried(home, "--backups", str(elsewhere)) as server:
        until(lambda: (known := state_of(home)) is not None and known.problem)
        time.sleep(1)
        assert server._answers()
        assert doctor(tmp_path)["well"] is False
        said = server.log.read_text()
        assert said.count("The daily backup failed") == 1
        assert "Traceback" not in said
        (tmp_path / "file").unlink()  # the stick is back
        until(lambda: backups.found(elsewhere))
        until(lambda: (known := state_of(home)) is not None and not known.problem)
    assert doctor(tmp_path)["well"] is True


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_backup_that_dies_stops_no_server(tmp_path: Path) -> None:
    from ilium.cli import scheduling

    home = tmp_path / "ilium"
    home.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ILIUM_HOME", str(home))
        run(tmp_path, "measure", "--body-mass", "61")
        killed = f"import os; os.kill(os.getpid(), {signal.SIGKILL:d})"
        interpreter = tmp_path / "python"
        interpreter.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{killed}'\n")
        interpreter.chmod(0o755)
        patch.setattr(sys, "executable", str(interpreter))
        assert "Its process ended" in scheduling.look(home / "backups", 14)
        known = daily.state()
        assert known is not None
        assert "Its process ended" in known.problem
        patch.setattr(sys, "executable", str(tmp_path / "nowhere"))
        assert "could not be made" in scheduling.look(home / "backups", 14)


def test_no_backups_means_none(tmp_path: Path) -> None:
    home = tmp_path / "ilium"
    home.mkdir()
    with Hurried(home, "--no-backups"):
        time.sleep(1.5)
    assert not (home / "backups").exists()
    assert state_of(home) == daily.Daily(folder="")
    for options in (("--no-backups", "--keep", "3"), ("--accounts", "--keep", "3")):
        done = run(tmp_path, "serve", *options)
        assert (done.returncode, "Leave out" in done.stderr) == (2, True)
