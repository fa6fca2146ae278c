"""Everything of one person out of the store, and into it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db.models import Model

from ilium.interchange import own
from ilium.interchange.documents import InvalidDocument
from ilium.store import models
from ilium.store.measurements import (
    all_measurements,
    measurement_record,
    measurement_row,
    remove_alike,
)
from ilium.store.people import athlete_record, athlete_revisions, athlete_row
from ilium.store.programmes import programme_record, programme_row, programmes
from ilium.store.rows import event_record, event_row
from ilium.store.sessions import (
    all_changes,
    all_sessions,
    change_record,
    change_row,
    session_record,
    session_row,
    settle,
)
from ilium.store.sets import all_events
from ilium.store.transactions import columns, conflict, reading, writing

BATCH = 500
"""Rows looked up and inserted at a time: fewer statements, and below every database's limits."""

Record = TypeVar("Record", bound=msgspec.Struct)


class Imported(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much an import added; what was there already is not counted."""

    athletes: int = 0
    programmes: int = 0
    sessions: int = 0
    changes: int = 0
    sets: int = 0
    measurements: int = 0


def export(person: UUID) -> bytes:
    """Everything of the person as Ilium's own document, the same bytes for equal contents."""
    with reading():
        contents = own.Export(
            athletes=athlete_revisions(person),
            programmes=programmes(person),
            sessions=all_sessions(person),
            changes=all_changes(person),
            sets=tuple(all_events(person)),
            measurements=all_measurements(person),
        )
    return own.encode(contents)


def read_file(path: Path) -> bytes:
    """The bytes of an export file.

    Raises:
        InvalidDocument: the file cannot be read, or is too large to be an export.
    """
    try:
        with path.open("rb") as file:
            data = file.read(own.MAXIMUM_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InvalidDocument(f"{path} cannot be read: {reason}.") from error
    if len(data) > own.MAXIMUM_BYTES:
        limit = own.MAXIMUM_BYTES // 1_000_000
        raise InvalidDocument(f"{path} is larger than {limit} MB, the most that is read.")
    return data


def import_(person: UUID, data: bytes) -> Imported:
    """Adds what an export holds and the person does not have yet: all of it, or nothing.

    A session that is finished in the export and open here is finished here too; a planned session
    that was begun on both sides is one session. A measurement that was removed on either side stays
    removed.

    Raises:
        InvalidDocument: the data is not a valid export.
        Conflict: an id is taken by something else.
        Unstorable: something in it cannot be kept exactly.
        NotFound: the person does not exist.
    """
    contents = own.decode(data)
    with writing(person):
        return Imported(
            athletes=_merge(contents.athletes, partial(athlete_row, person), athlete_record),
            programmes=_merge(
                contents.programmes, partial(programme_row, person), programme_record
            ),
            sessions=_merge(
                contents.sessions, partial(session_row, person), session_record, _reconcile
            ),
            changes=_merge(contents.changes, change_row, change_record),
            sets=_merge(contents.sets, partial(event_row, person), event_record),
            measurements=_merge(
                contents.measurements,
                partial(measurement_row, person),
                measurement_record,
                remove_alike,
            ),
        )


def _merge(
    records: Sequence[Record],
    row_of: Callable[[Record], Model],
    record_of: Callable[[Any], Record],
    settle: Callable[[Any, Any], bool] | None = None,
) -> int:
    """Inserts the records that are not there yet, and says how many.

    `settle` may reconcile a kept row with a given one that differs; it says whether it has.
    """
    added = 0
    for start in range(0, len(records), BATCH):
        rows = [row_of(record) for record in records[start : start + BATCH]]
        manager = type(rows[0])._default_manager
        kept = manager.in_bulk([row.pk for row in rows])
        for row in rows:
            there = kept.get(row.pk)
            if there is None:
                continue
            same = _owner(there) == _owner(row) and record_of(there) == record_of(row)
            if not (same or (settle is not None and settle(there, row))):
                raise conflict(row.pk)
        new = [row for row in rows if row.pk not in kept]
        manager.bulk_create(new)
        added += len(new)
    return added


def _owner(row: Any) -> UUID:
    """Whom the row belongs to: a person, or for a change its session, which is a person's."""
    return row.session_id if isinstance(row, models.SessionChange) else row.person_id


def _reconcile(kept: models.TrainingSession, given: models.TrainingSession) -> bool:
    """Makes one session of two records of it; false if they are not of the same session."""
    return settle(kept, given) or _finish(kept, given)


def _finish(kept: models.TrainingSession, given: models.TrainingSession) -> bool:
    """Takes over the end of a session that is open here; false if more than the end differs."""
    open_ = {"finished_at": None}
    if columns(kept) | open_ != columns(given) | open_:
        return False
    if kept.finished_at is None:
        kept.finished_at = given.finished_at
        kept.save(update_fields=("finished_at",))
        return True
    return given.finished_at is None
