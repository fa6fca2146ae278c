"""Whether the store is in order, for `ilium doctor`."""

import os
import stat
from collections.abc import Iterator

import msgspec
from django.db import DatabaseError, connection

from ilium.store import models, schema
from ilium.store.connection import database_file, unreadable
from ilium.store.errors import StoreError


class Finding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that was looked at, and what was found, as a sentence."""

    ok: bool
    sentence: str


def check() -> tuple[Finding, ...]:
    """Looks at the folder, the schema, the database's own integrity and what it holds.

    Finds fault instead of raising.
    """
    try:
        return (*_folder(), *_schema(), *_integrity(), *_counts())
    except StoreError as error:
        return (Finding(ok=False, sentence=str(error)),)
    except (DatabaseError, OSError) as error:
        return (Finding(ok=False, sentence=unreadable(error)),)


def _folder() -> Iterator[Finding]:
    file = database_file()
    if file is None:
        return
    if not all(os.access(place, os.R_OK | os.W_OK) for place in (file.parent, file)):
        yield Finding(ok=False, sentence=f"{file} or its folder cannot be written.")
        return
    yield Finding(ok=True, sentence=f"The data is in {file} and can be written.")
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield Finding(
            ok=False,
            sentence=f"Others on this machine can read {file}. Run: chmod 600 '{file}'",
        )


def _schema() -> Iterator[Finding]:
    if schema.is_current():
        yield Finding(ok=True, sentence=f"The schema is current ({max(schema.shipped())}).")
    else:
        yield Finding(ok=False, sentence="The schema is old; the next command brings it up.")


def _integrity() -> Iterator[Finding]:
    """Asks the database to check itself, where it can."""
    try:
        connection.check_constraints()
    except DatabaseError as error:
        yield Finding(ok=False, sentence=f"A row refers to one that is not there: {error}")
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(1)")
        rows = cursor.fetchall()
    answer = rows[0][0]
    if answer == "ok":
        yield Finding(ok=True, sentence="The database file is sound.")
    else:
        yield Finding(ok=False, sentence=f"The database file is damaged: {answer}.")


def _counts() -> Iterator[Finding]:
    programmes = models.ProgrammeRevision.objects.count()
    sessions = models.TrainingSession.objects.count()
    sets = models.SetEvent.objects.values("set_id").distinct().count()
    yield Finding(
        ok=True,
        sentence=f"It holds {programmes} programmes, {sessions} sessions and {sets} sets.",
    )
