"""Backups: where they lie, what they are called, how they are made, and which go again.

A backup is the database alone, one file. The key beside the data signs cookies and nothing that
is kept, so it is made anew where it is missing, and everyone signs in once more.
"""

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from secrets import token_hex

import msgspec

from ilium.store import copies, in_use
from ilium.store.connection import configured_file
from ilium.store.copies import Contents, Progress
from ilium.store.errors import Conflict, NotFound, StoreUnavailable
from ilium.store.home import home

FOLDER = "backups"

KEPT = 14
"""Daily backups that stay."""

WEEKS = 8
"""For how many weeks the newest daily backup of each week stays as well."""

NAME = re.compile(
    r"(daily|ilium|before-restore)-(\d{4}-\d{2}-\d{2}-\d{6})Z(?:-(\d+))?\.sqlite3", re.ASCII
)
TIME = "%Y-%m-%d-%H%M%S"

PART = re.compile(r"\..+\.sqlite3\.part(-journal)?")
"""What a backup is called while it is made, and the journal that SQLite may keep beside it."""

STALE = timedelta(hours=1)
"""After which time nobody is still writing a part that has not changed."""


class Kind(StrEnum):
    """Why a backup was made; its name begins with this."""

    DAILY = "daily"
    BY_HAND = "ilium"
    BEFORE_RESTORE = "before-restore"


class Backup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A backup that lies in a folder.

    Args:
        made: when, aware UTC.
        number: which of several of the same second.
        size: bytes.
    """

    file: Path
    kind: Kind
    made: datetime
    number: int
    size: int


class Made(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A backup that was just made and checked."""

    file: Path
    size: int
    contents: Contents


def default_folder() -> Path:
    """Where backups lie if no place is named."""
    return home() / FOLDER


def back_up(
    target: Path | None = None,
    *,
    kind: Kind = Kind.BY_HAND,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> Made:
    """Copy the database while others use it; the copy gets its name after it was checked.

    Args:
        target: a folder, or the file to make; the data folder's own if None.
        kind: why it is made.
        now: what time it is called by.
        progress: told how many pages are copied.

    Raises:
        NotFound: there is no database yet, or no such folder.
        StoreUnavailable: the database is on a server, or the backup cannot be written.
        Unsound: the database is damaged, so that a copy of it is no backup.
        Conflict: the file is there already.
    """
    live = configured_file("ilium backup")
    if not live.exists():
        raise NotFound("There is nothing to back up yet.")
    moment = now or datetime.now(UTC)
    with in_use.copying():
        try:
            return _made(live, _place(target, kind, moment), progress)
        except OSError as error:
            place = error.filename or target or default_folder()
            raise StoreUnavailable(
                f"The backup cannot be written to {place} "
                f"({(error.strerror or str(error)).lower()}). No backup was made."
            ) from error


def found(folder: Path) -> tuple[Backup, ...]:
    """The backups of a folder, the newest first; none if it cannot be read."""
    backups: list[Backup] = []
    try:
        files = list(folder.iterdir())
    except OSError:
        return ()
    for file in files:
        matched = NAME.fullmatch(file.name)
        if matched is None or not file.is_file():
            continue
        try:
            made = datetime.strptime(matched[2], TIME).replace(tzinfo=UTC)
            size = file.stat().st_size
        except (ValueError, OSError):  # a name of someone's own, or a file that just went
            continue
        number = int(matched[3] or 1)
        backups.append(
            Backup(file=file, kind=Kind(matched[1]), made=made, number=number, size=size)
        )
    return tuple(sorted(backups, key=lambda one: (one.made, one.number), reverse=True))


def superfluous(backups: Sequence[Backup], keep: int, now: datetime) -> tuple[Backup, ...]:
    """The daily backups that go: all but the newest `keep`, and the newest of each of eight weeks.

    Only daily ones ever go: what someone made by hand, or before a restore, is theirs to delete.
    """
    daily = sorted(
        (one for one in backups if one.kind is Kind.DAILY),
        key=lambda one: (one.made, one.number),
        reverse=True,
    )
    stay = set(daily[:keep])
    of_week: dict[tuple[int, int], Backup] = {}
    for one in daily:
        if now - one.made <= timedelta(weeks=WEEKS):
            of_week.setdefault(one.made.isocalendar()[:2], one)
    stay |= set(of_week.values())
    return tuple(one for one in daily if one not in stay)


def held_days(keep: int) -> int:
    """Days after which a daily backup is gone, where one is made each day."""
    return max(keep + 1, WEEKS * 7 + 1)


def tidy(folder: Path, now: datetime) -> None:
    """Remove what backups that were cut off left in a folder of theirs."""
    for file in folder.iterdir():
        if PART.fullmatch(file.name):
            changed = datetime.fromtimestamp(file.stat().st_mtime, UTC)
            if now - changed > STALE:
                file.unlink(missing_ok=True)


def parts(folder: Path) -> tuple[Path, ...]:
    """What backups that were cut off left in a folder."""
    try:
        return tuple(file for file in folder.iterdir() if PART.fullmatch(file.name))
    except OSError:
        return ()


def _made(live: Path, target: Path, progress: Progress | None) -> Made:
    tidy(target.parent, datetime.now(UTC))
    part = target.with_name(f".{target.stem}-{token_hex(4)}.sqlite3.part")
    try:
        contents = copies.copy(live, part, progress)
        size = part.stat().st_size
        _name(part, target)
    finally:
        copies.remove(part)
    copies.flush(target.parent)
    return Made(file=target, size=size, contents=contents)


def _name(part: Path, target: Path) -> None:
    """Give the part its name, unless that is taken.

    Raises:
        Conflict: it is.
    """
    try:
        os.link(part, target)
        return
    except FileExistsError:
        raise _taken(target) from None
    except OSError:  # a file system without links, as memory sticks have
        if target.exists():
            raise _taken(target) from None
    part.rename(target)


def _taken(target: Path) -> Conflict:
    return Conflict(f"{target} exists already; nothing was overwritten.")


def _place(target: Path | None, kind: Kind, now: datetime) -> Path:
    """The file to make."""
    if target is None:
        target = default_folder()
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
    if target.is_dir():
        return free(target, kind, now)
    if target.exists():
        raise _taken(target)
    if not target.parent.is_dir():
        raise NotFound(f"There is no folder {target.parent}. Make it first.")
    return target


def free(folder: Path, kind: str, now: datetime) -> Path:
    """A name of that kind and time that no file of the folder has."""
    name = f"{kind}-{now.astimezone(UTC):{TIME}}Z"
    file, number = folder / f"{name}.sqlite3", 1
    while file.exists():
        number += 1
        file = folder / f"{name}-{number}.sqlite3"
    return file
