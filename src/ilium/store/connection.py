"""Opening the store. Django is imported inside the functions, so that importing this is free."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from ilium.store.errors import StoreUnavailable


def connect() -> None:
    """Makes the store ready: settings, folder, database, newest schema.

    Calling it again changes nothing. Where Django runs already (a web project, tests), its
    settings stand. Two processes may start at once.

    Raises:
        StoreUnavailable: the folder or the database cannot be read or written.
        NewerDatabase: a newer Ilium wrote the database.
    """
    _configure()
    from django.db import DatabaseError

    from ilium.store import schema

    file = database_file()
    try:
        # An empty file is a database that another process is about to fill.
        if file is not None and not _filled(file):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        elif schema.is_current():
            return
        with _alone(file):
            if not schema.is_current():
                schema.migrate()
    except OSError as error:
        raise StoreUnavailable(unwritable(error, file)) from error
    except DatabaseError as error:
        raise StoreUnavailable(unreadable(error)) from error


def disconnect() -> None:
    """Closes the database, which folds SQLite's write-ahead log into the file.

    The next use opens it again.
    """
    from django.db import connection

    connection.close()


def database_file() -> Path | None:
    """The SQLite file behind the store; None if it lives in memory or on a server."""
    from django.db import DEFAULT_DB_ALIAS, connections
    from django.db.backends.sqlite3.base import DatabaseWrapper

    connection = connections[DEFAULT_DB_ALIAS]
    if not isinstance(connection, DatabaseWrapper) or connection.is_in_memory_db():
        return None
    return Path(connection.settings_dict["NAME"])


def configured_file(command: str) -> Path:
    """The SQLite file behind the store, which is neither opened nor made.

    Raises:
        StoreUnavailable: the store lives on a database server; the sentence names the `command`.
    """
    _configure()
    file = database_file()
    if file is None:
        raise StoreUnavailable(
            f"`{command}` is for SQLite. This data is on a database server, which has tools of its "
            "own: pg_dump and pg_restore for PostgreSQL."
        )
    return file


def unwritable(error: OSError, place: Path | None) -> str:
    """The sentence for a data folder, or a file in it, that cannot be used."""
    return (
        f"Ilium cannot use {error.filename or place} ({(error.strerror or str(error)).lower()}). "
        "Make its folder readable and writable, or set ILIUM_HOME to another one."
    )


def unreadable(error: Exception) -> str:
    """The sentence for a database that cannot be opened or read."""
    file = database_file() or "the database"
    reason = str(error)
    if "not a database" in reason or "malformed" in reason:
        return (
            f"{file} is damaged or is not an Ilium database. `ilium backup --list` shows the "
            "backups, `ilium restore FILE` puts one in its place."
        )
    if "locked" in reason:
        return f"Another program holds {file}. Close it and try again."
    return (
        f"Ilium cannot use {file} ({reason}). Make it and its folder readable and writable, or "
        "set ILIUM_HOME to another folder."
    )


def _configure() -> None:
    from django.apps import apps
    from django.conf import settings

    if not settings.configured:
        from ilium.store import settings as own

        # Not by DJANGO_SETTINGS_MODULE: that variable may name a project of the person's own,
        # and loading settings by it changes the time zone of the whole process.
        settings.configure(**{name: getattr(own, name) for name in dir(own) if name.isupper()})
    # All of django.setup() but logging and URL prefixes, which would import half of the web.
    apps.populate(settings.INSTALLED_APPS)


def _filled(file: Path) -> bool:
    """Whether the database exists and is more than an empty file.

    Raises:
        OSError: the file or its folder cannot be written, which every later write needs.
    """
    try:
        size = file.stat().st_size
    except FileNotFoundError:
        return False
    for place in (file.parent, file):
        if not os.access(place, os.R_OK | os.W_OK):
            raise PermissionError(13, "permission denied", str(place))
    return size > 0


@contextmanager
def _alone(file: Path | None) -> Generator[None]:
    """Holds off other processes that open the same file, and creates it for its owner alone.

    The lock is the system's and goes with the process, however it ends. A database on a server
    needs none of this.
    """
    if file is None:
        yield
        return
    from django.core.files import locks

    with _private(file.with_name("ilium.lock")) as lock:
        locks.lock(lock, locks.LOCK_EX)
        _private(file).close()
        yield


def _private(file: Path):
    """The file, open for appending; made readable by its owner alone if it is new."""
    return os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "ab")
