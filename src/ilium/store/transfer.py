"""Everything of one person out of the store, and into it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db.models import Model, QuerySet

from ilium.interchange import own
from ilium.interchange.foreign import Source
from ilium.interchange.incoming import Tally
from ilium.store import models
from ilium.store.additions import Additions, Ids, MeasurementChanged, SessionChanged
from ilium.store.bulk import by_key
from ilium.store.intakes import IntakeNote, remember
from ilium.store.measurements import (
    all_measurements,
    measurement_record,
    measurement_row,
    remove_alike,
)
from ilium.store.name_choices import keep_choices, name_choices
from ilium.store.others import all_others, other_record, other_row
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
from ilium.store.transactions import columns, conflict, reading, writing_together

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
    others: int = 0
    names: int = 0

    @property
    def tally(self) -> Tally:
        """The part of it that is training."""
        return Tally(sessions=self.sessions, sets=self.sets, others=self.others)


def export(person: UUID) -> bytes:
    """Everything of the person as Ilium's own document, the same bytes for equal contents."""
    return own.encode(contents(person))


def contents(person: UUID) -> own.Export:
    """Everything of the person, as values."""
    with reading():
        return own.Export(
            athletes=athlete_revisions(person),
            programmes=programmes(person),
            sessions=all_sessions(person),
            changes=all_changes(person),
            sets=tuple(all_events(person)),
            measurements=all_measurements(person),
            others=tuple(all_others(person)),
            names=name_choices(person),
        )


def import_(
    person: UUID, data: bytes, *, file_name: str = "", at: datetime | None = None
) -> Imported:
    """Adds what an export holds and the person does not have yet: all of it, or nothing.

    A session that is finished in the export and open here is finished here too; a planned session
    that was begun on both sides is one session. A measurement that was removed on either side stays
    removed. Of two choices of a name the newer counts. `ilium.store.intakes` can undo it.

    Args:
        person: who takes it in.
        data: the export.
        file_name: what the import is remembered by.
        at: the time of the import, now if not given.

    Raises:
        InvalidDocument: the data is not a valid export.
        Conflict: an id is taken by something else.
        Unstorable: something in it cannot be kept exactly.
        NotFound: the person does not exist.
    """
    return bring(person, data, file_name=file_name, at=at or datetime.now(UTC))[0]


def bring(
    person: UUID, data: bytes, *, file_name: str, at: datetime
) -> tuple[Imported, UUID | None]:
    """As `import_`, with the id of the import that undoes it; None if it added nothing."""
    contents = own.decode(data)
    note = IntakeNote(
        source=Source.ILIUM, file_name=file_name, digest=sha256(data).hexdigest(), at=at
    )
    with writing_together(person):
        added = Additions()
        imported = _add(person, contents, added)
        return imported, remember(person, note, added, imported.tally)


def preview(person: UUID, data: bytes) -> Imported:
    """How much an import would add, without adding it.

    Raises:
        InvalidDocument: the data is not a valid export.
    """
    contents = own.decode(data)
    heard = {choice.name for choice in name_choices(person)}
    changes = models.SessionChange.objects.filter(session__person=person)

    def of(model: type[Model], ids: Sequence[UUID]) -> QuerySet[Any]:
        return by_key(model._default_manager.all(), person, ids)

    return Imported(
        athletes=_absent(contents.athletes, partial(of, models.AthleteRevision)),
        programmes=_absent(contents.programmes, partial(of, models.ProgrammeRevision)),
        sessions=_absent(contents.sessions, partial(of, models.TrainingSession)),
        changes=_absent(contents.changes, lambda ids: changes.filter(pk__in=ids)),
        sets=_absent(contents.sets, partial(of, models.SetEvent)),
        measurements=_absent(contents.measurements, partial(of, models.BodyMeasurement)),
        others=_absent(contents.others, partial(of, models.OtherSet)),
        names=sum(choice.name not in heard for choice in contents.names),
    )


def _absent(records: Sequence[Any], rows_of: Callable[[Sequence[UUID]], QuerySet[Any]]) -> int:
    """How many of the records are not there. `rows_of` gives the rows of some ids."""
    ids = [record.id for record in records]
    batches = (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
    return len(ids) - sum(rows_of(some).count() for some in batches)


def _add(person: UUID, contents: own.Export, added: Additions) -> Imported:
    """Adds what is not there, and notes it in `added`."""
    return Imported(
        athletes=_merge(
            contents.athletes,
            partial(athlete_row, person),
            athlete_record,
            partial(_note, added.athletes),
        ),
        programmes=_merge(
            contents.programmes,
            partial(programme_row, person),
            programme_record,
            partial(_note, added.programmes),
        ),
        sessions=_merge(
            contents.sessions,
            partial(session_row, person),
            session_record,
            partial(_note, added.sessions),
            _reconcile,
            lambda before, after: added.changed_sessions.append(
                SessionChanged(before=before, after=after)
            ),
        ),
        changes=_merge(contents.changes, change_row, change_record, partial(_note, added.changes)),
        sets=_merge(
            contents.sets,
            partial(event_row, person),
            event_record,
            partial(_note_versions, person, added, set()),
        ),
        measurements=_merge(
            contents.measurements,
            partial(measurement_row, person),
            measurement_record,
            partial(_note, added.measurements),
            remove_alike,
            lambda before, after: added.changed_measurements.append(
                MeasurementChanged(before=before, after=after)
            ),
        ),
        others=_merge(
            contents.others,
            partial(other_row, person),
            other_record,
            partial(_note, added.others),
        ),
        names=keep_choices(person, contents.names),
    )


def _note(ids: Ids, rows: Sequence[Model]) -> None:
    ids.extend(row.pk for row in rows)


def _note_versions(
    person: UUID, added: Additions, ours: set[UUID], rows: Sequence[models.SetEvent]
) -> None:
    """Notes versions of sets that are about to be added; of a new set, the set itself.

    `ours` are the sets that are new, and becomes more.
    """
    given = {row.set_id for row in rows}
    kept = models.SetEvent.objects.filter(person=person, set_id__in=given)
    known = set(kept.values_list("set_id", flat=True))
    new = given - known
    added.sets.extend(sorted(new))
    ours |= new
    added.versions.extend(row.id for row in rows if row.set_id not in ours)


def _merge(
    records: Sequence[Record],
    row_of: Callable[[Record], Model],
    record_of: Callable[[Any], Record],
    note: Callable[[Sequence[Any]], None],
    settle: Callable[[Any, Any], bool] | None = None,
    changed: Callable[[Any, Any], None] | None = None,
) -> int:
    """Inserts the records that are not there yet, and says how many.

    Args:
        records: what is given.
        row_of: the row of a record.
        record_of: the record of a row.
        note: told of the new rows before they are inserted.
        settle: may reconcile a kept row with a given one that differs; it says whether it has.
        changed: told of a kept record before and after it was reconciled.
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
            before = record_of(there)
            if _owner(there) == _owner(row) and before == record_of(row):
                continue
            if settle is None or not settle(there, row):
                raise conflict(row.pk)
            if changed is not None and record_of(there) != before:
                changed(before, record_of(there))
        new = [row for row in rows if row.pk not in kept]
        note(new)
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
