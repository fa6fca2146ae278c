"""Whole copies of a SQLite database: made while others write, trusted only after a check.

This speaks SQLite's own SQL to files, not through Django: a backup is no store of anyone's until
it is restored, and the database that is served stays as it is.
"""

import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from ilium.store import schema
from ilium.store.errors import NewerDatabase, StoreUnavailable, Unsound

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by the end of its name."""

PAGES_AT_ONCE = 1024
"""Pages of 4 kB between two words about the progress."""

WAIT_SECONDS = 20
"""How long another writer is waited for."""

TABLES = frozenset({"store_person", "store_trainingsession", "store_setevent"})
"""Of every version of Ilium."""

Progress = Callable[[int, int], None]
"""Told how many pages are copied, of how many."""


class Contents(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a database holds, in short.

    Args:
        sets: sets, each counted once however often it was corrected.
        newest: when the newest set was done or session begun, aware UTC; None if there is none.
    """

    people: int
    programmes: int
    sessions: int
    sets: int
    newest: datetime | None


@contextmanager
def opened(file: Path, *, made_of: Path | None = None) -> Generator[sqlite3.Connection]:
    """A connection to a database that exists, in which every statement stands for itself.

    `made_of` is what it is being copied from, which then is what is damaged.

    Raises:
        Unsound: it is damaged, or no database.
        StoreUnavailable: it cannot be read or written.
    """
    connection = None
    try:
        connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=WAIT_SECONDS,
            isolation_level=None,
        )
        # Functions that a file's own schema would call are not for a stranger's file to choose.
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection
    except sqlite3.Error as error:
        raise _said(error, file, made_of or file) from error
    finally:
        if connection is not None:
            connection.close()


def copy(live: Path, target: Path, progress: Progress | None = None) -> Contents:
    """Copy a database to a new file, as it is at one moment, and check the copy.

    Others go on writing meanwhile: the copy is read from one state of the database. It is one
    file without a log beside it, and is on the disk when this returns.

    Raises:
        Unsound: the database is damaged, or not Ilium's.
        StoreUnavailable: it cannot be read, or the copy cannot be written.
        NewerDatabase: a newer Ilium wrote the database.
        OSError: there is a file of that name already, or none can be made.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with opened(live) as source:
        source.execute("BEGIN")
        rows = _rows(source)  # from here on the connection sees this state, whoever writes
        with opened(target, made_of=live) as made:
            # Until it is checked, nobody minds what a power cut makes of it.
            made.execute("PRAGMA journal_mode = OFF")
            made.execute("PRAGMA synchronous = OFF")
            source.backup(made, pages=PAGES_AT_ONCE, progress=told(progress))
            source.execute("ROLLBACK")
            made.execute("PRAGMA journal_mode = DELETE")
            if _rows(made) != rows:
                raise Unsound(f"The copy of {live} has other rows than it; nothing was kept.")
            contents = check(made, live)
    flush(target)
    return contents


def check(connection: sqlite3.Connection, file: Path) -> Contents:
    """What a database holds, after all of it was looked at.

    Raises:
        Unsound: it is damaged, or not Ilium's.
        NewerDatabase: a newer Ilium wrote it.
    """
    try:
        (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if answer != "ok":
            raise Unsound(f"{file} is damaged: {answer}.")
        _require_ours(connection, file)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise Unsound(f"{file} is damaged: a row refers to one that is not there.")
        return contents(connection)
    except sqlite3.Error as error:
        raise _said(error, file, file) from error


def contents(connection: sqlite3.Connection) -> Contents:
    """What an Ilium database holds."""
    (people,), (programmes,), (sessions,), (sets,), (newest,) = (
        connection.execute(question).fetchone()
        for question in (
            "SELECT count(*) FROM store_person",
            "SELECT count(*) FROM store_programmerevision",
            "SELECT count(*) FROM store_trainingsession",
            "SELECT count(DISTINCT set_id) FROM store_setevent",
            "SELECT max(at) FROM (SELECT max(at) AS at FROM store_setevent"
            " UNION ALL SELECT max(started_at) FROM store_trainingsession)",
        )
    )
    return Contents(
        people=people,
        programmes=programmes,
        sessions=sessions,
        sets=sets,
        newest=None if newest is None else datetime.fromisoformat(newest).replace(tzinfo=UTC),
    )


def migrations(connection: sqlite3.Connection) -> frozenset[str]:
    """The names of the store's migrations that a database has had."""
    rows = connection.execute("SELECT name FROM django_migrations WHERE app = ?", (schema.LABEL,))
    return frozenset(name for (name,) in rows)


def flush(place: Path) -> None:
    """Have a file's contents, or a folder's names, on the disk, where the system can do that."""
    if place.is_dir() and os.name == "nt":
        return
    descriptor = os.open(place, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(file: Path) -> None:
    """Remove a database, if it is there, and what SQLite keeps beside it."""
    for end in ("", *SIDE_FILES):
        file.with_name(file.name + end).unlink(missing_ok=True)


def _require_ours(connection: sqlite3.Connection, file: Path) -> None:
    parts = connection.execute(
        "SELECT type, name, upper(coalesce(sql, '')) FROM sqlite_master"
    ).fetchall()
    tables = {name for kind, name, _ in parts if kind == "table"}
    if not tables >= TABLES | {"django_migrations"}:
        raise Unsound(f"{file} is a database, but not Ilium's.")
    # Ilium makes none of these, and they would run when the database is used.
    if any(
        kind in ("trigger", "view") or sql.startswith("CREATE VIRTUAL") for kind, _, sql in parts
    ):
        raise Unsound(f"{file} has triggers or views, which Ilium makes none of.")
    done, known = migrations(connection), schema.shipped()
    if unknown := done - known:
        raise NewerDatabase(
            f"{file} was written by a newer Ilium (schema {max(unknown)}, this one knows up to "
            f"{max(known)}). Install the newest Ilium first."
        )


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    quoted = {name: '"' + name.replace('"', '""') + '"' for (name,) in names}
    return {
        name: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - quoted
        for name, table in quoted.items()
    }


def told(progress: Progress | None) -> Callable[[int, int, int], object] | None:
    if progress is None:
        return None
    return lambda _, remaining, total: progress(total - remaining, total)


def _said(error: sqlite3.Error, file: Path, damaged: Path) -> Unsound | StoreUnavailable:
    """The error as a sentence; `damaged` is what a fault of the contents is of."""
    reason = str(error)
    if "not a database" in reason or "malformed" in reason or "no such table" in reason:
        return Unsound(f"{damaged} is damaged or is not an Ilium database ({reason}).")
    if "locked" in reason:
        return StoreUnavailable(f"Another program holds {file}. Close it and try again.")
    if "full" in reason or "disk I/O" in reason:
        return StoreUnavailable(
            f"{file} cannot be read or written to its end ({reason}). Make room on the disk."
        )
    return StoreUnavailable(f"Ilium cannot use {file} ({reason}).")
