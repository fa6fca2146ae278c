"""Putting a backup in the database's place, so that there is the old one or the new one, whole.

The new contents are written *into* the database, in one transaction of SQLite's: a kill at any
moment leaves what was there before, and whoever else has the database open sees the new contents
from their next question on. Only a database that is damaged is replaced as a file.
"""

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from ilium.store import backups, copies, outlook_copy
from ilium.store.backups import Kind
from ilium.store.connection import configured_file, disconnect
from ilium.store.copies import Contents, Progress
from ilium.store.errors import NotFound, StoreUnavailable, Unsound
from ilium.store.home import home

STAGED = ".restoring.sqlite3"
"""The copy of a backup that is checked and restored: the backup itself stays untouched."""

DAMAGED = "damaged"
"""What the name of a damaged database begins with that was set aside."""


class Staged(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A backup that was found sound, and what is there now.

    Args:
        file: a private copy of the backup.
        contents: what it holds.
        present: what the database holds; None if there is none, or it is damaged.
        damaged: what is wrong with the database, "" if nothing is.
    """

    file: Path
    contents: Contents
    present: Contents | None
    damaged: str = ""


@contextmanager
def staged(file: Path) -> Generator[Staged]:
    """A checked copy of a backup, beside the database for the length of the block.

    No server may run: see `in_use.alone`.

    Raises:
        NotFound: there is no such file.
        Unsound: it is damaged, or not Ilium's.
        NewerDatabase: a newer Ilium wrote it.
        StoreUnavailable: the database is on a server, or there is no room for the copy.
    """
    live = configured_file("ilium restore")
    _require_other_file(file, live)
    copy = live.with_name(STAGED)
    live.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    copies.remove(copy)  # of a restore that was cut off
    try:
        contents = _stage(file, copy)
        present, damaged = _present(live)
        yield Staged(file=copy, contents=contents, present=present, damaged=damaged)
    finally:
        copies.remove(copy)


def put_in_place(backup: Staged, progress: Progress | None = None) -> Path | None:
    """Make the staged backup the database; `connect()` brings it to the newest schema.

    Returns where the database that was there is kept, None if there was none.

    Raises:
        StoreUnavailable: something cannot be written; the database is as it was.
    """
    live = configured_file("ilium restore")
    disconnect()
    (home() / outlook_copy.COPY).unlink(missing_ok=True)
    if backup.damaged:
        kept = _set_aside(live)
        _replace(backup.file, live)
    else:
        present = backup.present is not None
        kept = backups.back_up(kind=Kind.BEFORE_RESTORE).file if present else None
        _write_into(live, backup.file, progress)
    return kept


def _require_other_file(file: Path, live: Path) -> None:
    if not file.is_file():
        raise NotFound(f"There is no file {file}. `ilium backup --list` shows the backups.")
    if live.exists() and file.samefile(live):
        raise Unsound(f"{file} is the database in use, not a backup of it.")


def _stage(file: Path, copy: Path) -> Contents:
    """Copy a backup as it lies there, with what was not yet folded into it, and check the copy."""
    try:
        for end in ("", "-wal", "-journal"):
            part = file.with_name(file.name + end)
            if part.is_file():
                _copy_privately(part, copy.with_name(copy.name + end))
    except OSError as error:
        place = error.filename or file
        reason = (error.strerror or str(error)).lower()
        raise StoreUnavailable(f"{place} cannot be copied ({reason}). Nothing changed.") from error
    try:
        with copies.opened(copy, made_of=file) as connection:
            contents = copies.check(connection, file)
            connection.execute("PRAGMA journal_mode = DELETE")
    except Unsound as error:
        raise Unsound(f"{error} Nothing changed.") from error
    copies.flush(copy)
    return contents


def _present(live: Path) -> tuple[Contents | None, str]:
    """What the database holds now, and what is wrong with it."""
    if not live.exists() or live.stat().st_size == 0:
        return None, ""
    try:
        with copies.opened(live) as connection:
            return copies.check(connection, live), ""
    except Unsound as error:
        return None, str(error)


def _write_into(live: Path, staged_copy: Path, progress: Progress | None) -> None:
    """Replace all of the database's contents in one transaction."""
    os.close(os.open(live, os.O_WRONLY | os.O_CREAT, 0o600))
    with copies.opened(live) as target, copies.opened(staged_copy) as source:
        for setting in ("journal_mode = WAL", "synchronous = FULL", "fullfsync = ON"):
            target.execute(f"PRAGMA {setting}")
        (size,) = target.execute("PRAGMA page_size").fetchone()
        if source.execute("PRAGMA page_size").fetchone() != (size,):  # of another program's making
            source.execute(f"PRAGMA page_size = {int(size)}")
            source.execute("VACUUM")
        source.backup(target, pages=copies.PAGES_AT_ONCE, progress=copies.told(progress))
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _set_aside(live: Path) -> Path:
    """Keep a damaged database as it lies there: someone may yet read something out of it."""
    folder = backups.default_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = backups.free(folder, DAMAGED, datetime.now(UTC))
    for end in ("", "-wal", "-journal"):
        part = live.with_name(live.name + end)
        if part.exists():
            copied = kept.with_name(kept.name + end)
            _copy_privately(part, copied)
            copies.flush(copied)
    copies.flush(folder)
    return kept


def _replace(staged_copy: Path, live: Path) -> None:
    """Put a file in a damaged database's place.

    The log goes first: beside another database it would be taken for that one's, and played back
    into it. A kill in between leaves the damaged database, which is set aside whole by then.
    """
    for end in copies.SIDE_FILES:
        live.with_name(live.name + end).unlink(missing_ok=True)
    copies.flush(live.parent)
    staged_copy.replace(live)
    copies.flush(live.parent)


def _copy_privately(source: Path, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with source.open("rb") as read, os.fdopen(descriptor, "wb") as written:
        shutil.copyfileobj(read, written, 1 << 20)
