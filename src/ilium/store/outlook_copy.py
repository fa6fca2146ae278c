"""A copy of what the next session follows from, beside the database.

Opening the database means importing Django, which takes most of a short command's time. The copy
spares `ilium today` that: it is used only while the database file is byte for byte the one that
it was read from, which its time, size and number tell, as Git's index does. It may be deleted at
any time; nothing is true because it stands here.
"""

import os
import time
from pathlib import Path

from ilium.store.home import FILE, home
from ilium.version import __version__

COPY = "outlook.json"
SETTLED_NS = 20_000_000
"""Nanoseconds after which a later write is sure to get another time: file systems count in ticks
of up to 10 ms."""

LARGEST_BYTES = 20_000_000


def fingerprint() -> str | None:
    """What tells this state of the database from every other; None while it is being written."""
    file = home() / FILE
    try:
        found = file.stat()
    except OSError:
        return None
    if not _log_is_empty(file) or time.time_ns() - found.st_mtime_ns < SETTLED_NS:
        return None
    return f"{__version__} {found.st_ino} {found.st_size} {found.st_mtime_ns}"


def settled_fingerprint() -> str | None:
    """The fingerprint, after waiting the moment that a just written file needs."""
    time.sleep(2 * SETTLED_NS / 1e9)
    return fingerprint()


def read(current: str | None) -> bytes | None:
    """The copy, if it was made of the database as it is now."""
    if current is None:
        return None
    try:
        with (home() / COPY).open("rb") as file:
            made_of, payload = file.readline(500), file.read(LARGEST_BYTES)
    except OSError:
        return None
    return payload if made_of == current.encode() + b"\n" else None


def keep(made_of: str | None, payload: bytes) -> None:
    """Keep a copy that was read while the database had that fingerprint."""
    if made_of is None:
        return
    target = home() / COPY
    part = target.with_name(f"{COPY}.{os.getpid()}")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(made_of.encode() + b"\n" + payload)
        part.replace(target)
    except OSError:  # a full disk only means that the next command is slower
        part.unlink(missing_ok=True)


def _log_is_empty(file: Path) -> bool:
    """Whether SQLite's write-ahead log holds nothing that the database file does not."""
    try:
        return file.with_name(FILE + "-wal").stat().st_size == 0
    except FileNotFoundError:
        return True
    except OSError:
        return False
