"""Deleting so that nothing is left: one person's rows, or the whole data folder.

SQLite leaves what is deleted in its file until it needs the room. So the file is rebuilt of what
stays, and the write-ahead log is emptied. A disk may still hold blocks that belong to no file any
more; only an encrypted disk helps against who can read those.
"""

from pathlib import Path
from uuid import UUID

import msgspec
from django.apps import apps
from django.db import DatabaseError, connection

from ilium.store import (
    backups,
    copies,
    daily,
    in_use,
    incoming,
    models,
    outlook_copy,
    restoring,
    schema,
)
from ilium.store.backups import Kind
from ilium.store.connection import unreadable
from ilium.store.errors import StoreUnavailable
from ilium.store.home import FILE, home
from ilium.store.transactions import writing

DATABASES = (FILE, restoring.STAGED)
WITH_PARTS = (outlook_copy.COPY, daily.STATE, "secret_key")
"""Files that are written beside their place first, with more at the end of their name."""

OWN_FILES = (
    *(f"{name}{end}" for name in DATABASES for end in ("", *copies.SIDE_FILES)),
    *(f"{name}{end}" for name in WITH_PARTS for end in ("", ".*")),
    "ilium.lock",
)
"""What Ilium keeps in the data folder itself, as patterns; the folder may hold other things."""

LOCKS = (in_use.COPYING, in_use.FILE)
"""Empty files that are held while the others are deleted."""

OWN_FOLDERS = ("sign-in", "served")
"""Folders of small files that Ilium makes: links that sign in, and who serves."""


class Deleted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of deleting a person.

    Args:
        kept: backups that stay, as they are of others as well or cannot be deleted.
        left: why traces stay for now, "" if none do.
    """

    kept: tuple[Path, ...]
    left: str


class Doomed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What deleting everything would delete.

    Args:
        files: the database and all that stands beside it.
        copies: backups, in the data folder and where the server was told to make them.
        staying: what lies in the data folder and is not Ilium's.
    """

    files: tuple[Path, ...]
    copies: tuple[Path, ...]
    staying: tuple[Path, ...]


def delete_person(person: UUID) -> Deleted:
    """Delete everything of a person; of the only person, the backups too.

    Raises:
        StoreUnavailable: nothing was deleted.
    """
    with in_use.copying():  # a backup that is being made holds what goes
        with writing():
            delete_rows(person)
        left = [forget()]
        kept = backup_files()
        alone = not models.Person.objects.exists()
        try:
            incoming.discard(person)
            _unlink((home() / outlook_copy.COPY, *(kept if alone else ())))
        except (StoreUnavailable, OSError) as error:
            left.append(str(error))
    kept = tuple(file for file in kept if file.exists())
    return Deleted(kept=kept, left=" ".join(filter(None, left)))


def delete_rows(person: UUID) -> None:
    """Delete the person and every row of theirs; within a transaction.

    Django reads what it deletes, to find what refers to it. Where nothing can, it is told apart
    here: one statement takes all sets of years, however many there are.
    """
    for model in apps.get_app_config(schema.LABEL).get_models():
        fields = {field.name for field in model._meta.concrete_fields}
        if "person" in fields and not model._meta.related_objects:
            model._default_manager.filter(person=person).delete()
    models.Person.objects.filter(pk=person).delete()


def forget() -> str:
    """Leave no trace of what was deleted in the database's file: rebuild it, empty its log.

    Returns why traces of it stay for now, "" if none do.
    """
    if connection.vendor != "sqlite":
        return ""  # a server reuses the room by itself
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            ((busy, _, _),) = cursor.fetchall()
    except DatabaseError as error:
        return f"The file may still hold traces of it. {unreadable(error)}"
    if busy:
        return "Another program reads the database, so traces of it stay in its log until then."
    return ""


def backup_files() -> tuple[Path, ...]:
    """All in the data folder's own backups, and the daily ones wherever the server makes them."""
    own = backups.default_folder()
    found = [file for file in own.rglob("*") if file.is_file()]
    known = daily.state()
    if known is not None and known.folder and Path(known.folder) != own:
        elsewhere = Path(known.folder)
        found += [one.file for one in backups.found(elsewhere) if one.kind is Kind.DAILY]
        found += backups.parts(elsewhere)
    return tuple(found)


def doomed() -> Doomed:
    """What deleting everything would delete."""
    folder = home()
    files = {file for pattern in OWN_FILES for file in folder.glob(pattern) if file.is_file()}
    for name in OWN_FOLDERS:
        files |= {file for file in (folder / name).glob("*") if file.is_file()}
    files |= {file for file in (folder / incoming.FOLDER).glob("*/*") if file.is_file()}
    copies_ = backup_files()
    own = {folder / name for name in LOCKS}
    staying = (file for file in folder.rglob("*") if file.is_file())
    return Doomed(
        files=tuple(sorted(files)),
        copies=copies_,
        staying=tuple(sorted(set(staying) - files - set(copies_) - own)),
    )


def delete_everything(found: Doomed) -> None:
    """Delete all that Ilium keeps on this machine, and the folders that are empty then.

    No server may run: see `in_use.alone`.

    Raises:
        StoreUnavailable: a file cannot be deleted; the others before it are.
    """
    connection.close()
    folder = home()
    with in_use.copying():
        # The database before its log: a log alone is of no use to anyone.
        _unlink((folder / FILE, *found.files, *found.copies))
    waiting = folder / incoming.FOLDER
    own = (*waiting.glob("*"), waiting, *(folder / name for name in OWN_FOLDERS))
    for place in (*own, backups.default_folder()):
        _remove_if_empty(place)


def leave_folder() -> None:
    """Remove the data folder itself if nothing else is in it."""
    for name in LOCKS:
        (home() / name).unlink(missing_ok=True)
    _remove_if_empty(home())


def _unlink(files: tuple[Path, ...]) -> None:
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise StoreUnavailable(f"{file} cannot be deleted ({reason}).") from error


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:  # something else is in it, or it is not there
        return
    copies.flush(folder.parent)
