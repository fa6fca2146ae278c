"""Readers that leave, closed streams, encodings without ×; and what an error looks like."""

import json
import os
import stat
import subprocess
import sys
from functools import partial
from pathlib import Path

import pexpect
import pytest
from running import COMMAND, environment, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of someone who has a programme and a set."""
    folder = tmp_path_factory.mktemp("streams")
    assert run(folder, "plan", "--days", "2", "--adopt").returncode == 0
    kept = run(folder, "log", "hip_thrust", "--reps", "8", "--load", "60", "--note", "für später")
    assert kept.returncode == 0
    return folder


def started(home: Path, *arguments: str, stdout: int) -> subprocess.CompletedProcess[str]:
    """The command with its output going there."""
    return subprocess.run(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(home),
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [
        *("today", "progress", "exercises", "explain hip_thrust", "atlas show", "athlete"),
        *("plan --why", "backup --list", "doctor", "history"),
        *("exercises --json", "export", "plan calendar -", "plan --help", "--help", "--version"),
    ],
)
def test_a_reader_who_leaves_is_no_failure(home: Path, command: str) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    done = started(home, *command.split(), stdout=writes)
    os.close(writes)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", ["today", "today --json", "export", "plan calendar -"])
def test_a_closed_output_is_nobody_reading(home: Path, command: str) -> None:
    shell = ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *COMMAND, *command.split()]
    done = subprocess.run(
        shell, stderr=subprocess.PIPE, text=True, env=environment(home), timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert run(home, "doctor").returncode == 0  # nothing was written where it does not belong


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
@pytest.mark.parametrize("command", ["today", "today --json", "export"])
def test_a_full_disk_is_one_sentence(home: Path, command: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = started(home, *command.split(), stdout=full.fileno())
    assert (done.returncode, done.stderr) == (2, "no space left on device\n")


def test_signs_that_an_encoding_lacks_become_plainer(home: Path) -> None:
    def said(*arguments: str) -> bytes:
        env = {**environment(home), "PYTHONIOENCODING": "ascii"}
        done = subprocess.run([*COMMAND, *arguments], env=env, capture_output=True, check=True)
        return done.stdout

    plan = said("plan")
    assert b" 2 x 15 a side easy" in plan
    assert b"The plan takes no more time" in plan  # to its end
    # JSON is UTF-8 wherever it goes.
    assert "für später" in said("history", "--json").decode()


def test_an_export_is_for_its_owner_alone(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    for earlier in (None, 0o644):
        if earlier:
            file.chmod(earlier)
        assert run(home, "export", str(file), "--replace").returncode == 0
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (tmp_path / "folder").mkdir()
    done = run(home, "export", str(tmp_path / "folder"), "--replace")
    assert (done.returncode, done.stderr) == (2, f"{tmp_path / 'folder'}: is a directory\n")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["folder", "mine.json"]


def test_a_dash_is_standard_output(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    done = run(home, "export", "-")
    assert json.loads(done.stdout)["schema"].startswith("ilium.export/")
    assert run(home, "plan", "fit", "-").returncode == 2
    assert not (home / "-").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("log hip_thrust --felt glutes", "Invalid value for '--felt': 'glutes' is not one of 'glu"),
        ("log hip_thrust --reps ten", "Invalid value for '--reps': 'ten' is not a whole number\n"),
        ("move mon someday", "Invalid value for 'WEEKDAY': 'someday' is not one of 'mon', 'tue'"),
        ("progress --weeks 0", "Invalid value for '--weeks': it is 1 or more, not 0\n"),
        ("progress --weeks 999", "Invalid value for '--weeks': it is 520 at most, not 999\n"),
        ("progress --plot /nodir/x.png", "/nodir/x.png: no such file or directory\n"),
        ("atlas show --atlas /", "/: is a directory\n"),
    ],
)
def test_errors_are_in_plain_words(home: Path, arguments: str, said: str) -> None:
    done = run(home, *arguments.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


def test_an_error_fits_the_terminal(home: Path) -> None:
    shown = partial(
        pexpect.run, timeout=60, withexitstatus=True, encoding="utf-8", env=environment(home)
    )
    command = " ".join([sys.executable, "-m", "ilium", "log", "hip_thrust", "--felt", "glutes"])
    text, status = shown(command)
    assert status == 2
    assert len(text.splitlines()) > 1
    assert max(map(len, text.splitlines())) <= 80


def test_a_group_without_a_command_shows_its_help(home: Path) -> None:
    done = run(home, "atlas")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == run(home, "atlas", "--help").stdout
    assert "\n  show      Show what the atlas says of variants.\n" in done.stdout
