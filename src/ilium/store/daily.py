"""The backup that a server makes each day: when, where, what became of it."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from ilium.store import backups
from ilium.store.backups import Backup, Kind, Made
from ilium.store.errors import StoreError
from ilium.store.home import home

STATE = "backups.json"
EVERY = timedelta(days=1)
LARGEST_STATE_BYTES = 10_000


class Daily(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the last server of this data folder was told, and how its last backup went.

    Args:
        folder: where daily backups lie; "" if the server was told to make none.
        keep: how many of them stay.
        tried: when one was last tried, aware UTC.
        problem: why that one failed, "" if it did not.
    """

    folder: str
    keep: int = backups.KEPT
    tried: datetime | None = None
    problem: str = ""


def state() -> Daily | None:
    """What is known of the daily backups; None if there never were any."""
    try:
        with (home() / STATE).open("rb") as file:
            return msgspec.json.decode(file.read(LARGEST_STATE_BYTES), type=Daily)
    except (OSError, msgspec.MsgspecError):
        return None


def note(known: Daily) -> None:
    """Keep what is known of the daily backups; a full disk keeps nothing of it."""
    target = home() / STATE
    part = target.with_name(f"{STATE}.{os.getpid()}")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(known))
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)


def newest(folder: Path, now: datetime) -> Backup | None:
    """The newest daily backup; one from a clock that ran ahead is not counted."""
    daily = (one for one in backups.found(folder) if one.kind is Kind.DAILY and one.made <= now)
    return next(daily, None)


def due(folder: Path, now: datetime) -> bool:
    """Whether a day has passed since the last one."""
    last = newest(folder, now)
    return last is None or now - last.made >= EVERY


def make(folder: Path, keep: int, now: datetime | None = None) -> Made:
    """Make the backup of today, and remove those that are not needed any more.

    What became of it is kept for `ilium doctor`, whichever way it ends.

    Raises:
        StoreError: there is no backup of today; the sentence says why.
    """
    moment = now or datetime.now(UTC)
    try:
        made = _make(folder, keep, moment)
    except StoreError as error:
        note(Daily(folder=str(folder), keep=keep, tried=moment, problem=str(error)))
        raise
    note(Daily(folder=str(folder), keep=keep, tried=moment))
    return made


def _make(folder: Path, keep: int, now: datetime) -> Made:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = backups.back_up(folder, kind=Kind.DAILY, now=now)
        for one in backups.superfluous(backups.found(folder), keep, now):
            one.file.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(f"Backups cannot be kept in {folder} ({reason}).") from error
    return made
