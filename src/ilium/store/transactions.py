"""How everything is written: whole, durable, exact, and with a sentence if it cannot be."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model

from ilium.store import models
from ilium.store.connection import database_file, unreadable
from ilium.store.errors import Conflict, NotFound, StoreUnavailable, Unstorable

TICK = timedelta(microseconds=1)
"""The smallest difference of two stored times."""

Row = TypeVar("Row", bound=Model)

_together: ContextVar[bool] = ContextVar("together", default=False)
"""Whether a larger transaction answers for the durability of the writings within it."""


@contextmanager
def writing(person: UUID | None = None) -> Generator[None]:
    """One transaction that is on the disk when the block ends; nothing of it if it fails.

    It cannot be part of a larger one, which could still be undone after this one has returned,
    unless that one says so: see `writing_together`.

    Raises:
        StoreUnavailable: the database cannot be written.
        NotFound: the person does not exist.
        Conflict: the block broke another rule of the database.
    """
    try:
        with transaction.atomic(durable=not _together.get()):
            yield
    except IntegrityError as error:
        if person is not None and not models.Person.objects.filter(pk=person).exists():
            raise NotFound(f"There is no person {person}; nothing was saved.") from error
        raise Conflict(f"The database refused this ({error}); nothing was saved.") from error
    except DatabaseError as error:
        raise StoreUnavailable(_unwritable(error)) from error


@contextmanager
def writing_together(person: UUID) -> Generator[None]:
    """One transaction of several writings: each is whole or not there, none is durable before all.

    A flush to the disk takes far longer than a row, so many rows wait for one. Nothing may be
    confirmed before the block has ended.

    Raises:
        StoreUnavailable: the database cannot be written.
    """
    with writing(person):
        before = _together.set(True)
        try:
            yield
        finally:
            _together.reset(before)


@contextmanager
def reading() -> Generator[None]:
    """One state of the database for several reads, while others go on writing.

    Raises:
        StoreUnavailable: the database cannot be read.
    """
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        raise StoreUnavailable(unreadable(error)) from error


def _unwritable(error: DatabaseError) -> str:
    file = database_file() or "the database"
    reason = str(error)
    if "locked" in reason:
        return f"Another program holds {file}; nothing was saved. Try again."
    if "full" in reason:
        return f"The disk of {file} is full; nothing was saved. Make room and try again."
    if "readonly" in reason:
        return f"{file} cannot be written; nothing was saved. Make it and its folder writable."
    return f"{file} could not be written ({reason}); nothing was saved."


def add(row: Row, again: Callable[[Row, Row], None] | None = None) -> Row:
    """Inserts the row, or finds that exactly this row is there already, and returns what is kept.

    Args:
        row: what is given.
        again: may make the given row, the second, what it was when it was kept as the first.

    Raises:
        Conflict: the id is taken by a row with other contents, whoever it belongs to.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
        return row
    except IntegrityError:
        kept = type(row)._default_manager.filter(pk=row.pk).first()
        if kept is None:
            raise
    if again is not None:
        again(kept, row)
    if columns(kept) != columns(row):
        raise conflict(row.pk)
    return kept


def columns(row: Model) -> dict[str, Any]:
    """The row's values by column."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def conflict(id: UUID) -> Conflict:
    """The error for an id that comes with other contents than before."""
    return Conflict(f"The id {id} is already used for something else; nothing was saved.")


def utc(moment: datetime) -> datetime:
    """The moment in UTC.

    Raises:
        Unstorable: it has no time zone, or leaves the calendar on the way.
    """
    if moment.tzinfo is None:
        raise Unstorable(f"The time {moment} needs a time zone.")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise Unstorable(f"The time {moment} is outside the calendar.") from None


def text(value: str, what: str, longest: int | None = None) -> str:
    """The text, if every database can keep it.

    Raises:
        Unstorable: it is too long, or has characters that are no text.
    """
    if longest is not None and len(value) > longest:
        raise Unstorable(f"The {what} has {len(value)} characters; at most {longest} are kept.")
    try:
        encoded = value.encode()
    except UnicodeEncodeError:
        encoded = b"\0"
    if b"\0" in encoded:
        raise Unstorable(f"The {what} has characters that are no text; remove them.")
    return value


def later(given: datetime | None, newest: datetime | None) -> datetime:
    """The given time (now, if none), moved past the newest so far: a clock may have gone back."""
    moment = datetime.now(UTC) if given is None else utc(given)
    return moment if newest is None else max(moment, newest + TICK)
