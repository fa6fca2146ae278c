"""The daily backup of `ilium serve`: looked for now and then, made by a process of its own.

A process of its own, because the server forks its workers: a fork while SQLite works in another
thread would leave the worker with locks that nobody opens. And whatever goes wrong in it stops
no server.
"""

import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from ilium.cli.screen import errors
from ilium.store import daily

FIRST_SECONDS = 60.0
"""After which time the first look is taken: a start is busy enough."""

LOOK_SECONDS = 600.0
"""Between two looks. Not a day: a notebook sleeps, and its clock goes on."""

RETRY_SECONDS = 3600.0
"""After a backup that failed."""

LONGEST_SECONDS = 3600.0
"""After which a backup is given up: its disk does not answer."""


def make_daily(folder: Path, keep: int) -> None:
    """Make a backup each day, for as long as this process runs."""
    daily.note(_known(folder, keep))
    threading.Thread(target=_go_on, args=(folder, keep), name="backups", daemon=True).start()


def make_none() -> None:
    """Remember that there are no daily backups."""
    daily.note(daily.Daily(folder=""))


def _known(folder: Path, keep: int) -> daily.Daily:
    """What is known already of backups in that folder."""
    before = daily.state()
    if before is None or before.folder != str(folder):
        return daily.Daily(folder=str(folder), keep=keep)
    return daily.Daily(folder=str(folder), keep=keep, tried=before.tried, problem=before.problem)


def _go_on(folder: Path, keep: int) -> None:
    pause = threading.Event()
    wait, said = FIRST_SECONDS, ""
    while not pause.wait(wait):
        problem = look(folder, keep)
        if problem and problem != said:  # said once, not each hour
            errors.print(problem, markup=False)
        said = problem
        wait = RETRY_SECONDS if problem else LOOK_SECONDS


def look(folder: Path, keep: int) -> str:
    """Make a backup if one is due; what went wrong, "" if nothing did."""
    try:
        if not daily.due(folder, datetime.now(UTC)):
            return ""
        done = subprocess.run(  # noqa: S603 - this Python, and our own words
            [sys.executable, "-m", "ilium", "backup", "--daily", "--keep", str(keep), str(folder)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return _failed(folder, keep, f"The backup could not be made ({error}).")
    if done.returncode == 0:
        return ""
    lines = done.stderr.strip().splitlines()
    known = daily.state()
    if known is not None and known.problem:
        return f"The daily backup failed. {known.problem}"
    return _failed(folder, keep, lines[-1] if lines else "Its process ended.")


def _failed(folder: Path, keep: int, problem: str) -> str:
    """Keep what went wrong with a process that could not keep it itself."""
    now = datetime.now(UTC)
    daily.note(daily.Daily(folder=str(folder), keep=keep, tried=now, problem=problem))
    return f"The daily backup failed. {problem}"
