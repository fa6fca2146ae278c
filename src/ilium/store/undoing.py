"""Taking an import out again: exactly what it added, and nothing that was made since."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ilium.store import models
from ilium.store.additions import Additions, Ids
from ilium.store.bulk import by_key
from ilium.store.errors import Conflict
from ilium.store.measurements import measurement_record, measurement_row
from ilium.store.sessions import session_columns, session_record
from ilium.store.transactions import columns

TOGETHER = 500
"""Ids in one statement, below every database's limits."""

TRAINED_BY = (
    "Sessions were trained since by a programme of this import, or belong to it otherwise; without "
    "it they would stand alone. Nothing was undone."
)
CHANGED_SINCE = (
    "A programme of this import was changed since, and the changed one goes on from it. "
    "Nothing was undone."
)


def take_out(person: UUID, intake: models.Intake) -> None:
    """Deletes what an import added, and its own row. Within a transaction.

    Raises:
        Conflict: something that was made since stands on it.
    """
    added = Additions(intake.added)
    for some in added.changes.batches(TOGETHER):
        models.SessionChange.objects.filter(pk__in=some, session__person=person).delete()
    for some in added.sets.batches(TOGETHER):
        models.SetEvent.objects.filter(person=person, set_id__in=some).delete()
    _delete(models.SetEvent.objects.all(), person, added.versions)
    _delete(models.OtherSet.objects.all(), person, added.others)
    _delete(models.BodyMeasurement.objects.all(), person, added.measurements)
    left = list(_delete_empty_sessions(person, added.sessions))
    _change_back(person, added)
    _delete_programmes(person, added.programmes)
    _delete(models.AthleteRevision.objects.all(), person, added.athletes)
    intake.delete()
    if left:
        _hand_over(person, left)


def _delete(rows: QuerySet[Any], person: UUID, ids: Ids) -> None:
    for some in ids.batches(TOGETHER):
        by_key(rows, person, some).delete()


def _delete_empty_sessions(person: UUID, ids: Ids) -> Iterator[UUID]:
    """Deletes the sessions in which nothing is left, and says which stay."""
    here = {"session": OuterRef("pk")}
    inside = (models.SetEvent, models.OtherSet, models.SessionChange)
    for some in ids.batches(TOGETHER):
        rows = kept = by_key(models.TrainingSession.objects.all(), person, some)
        for model in inside:
            rows = rows.filter(~Exists(model._default_manager.filter(**here)))
        rows.delete()
        yield from kept.values_list("id", flat=True)


def _delete_programmes(person: UUID, ids: Ids) -> None:
    """Deletes programmes that nothing stands on.

    Raises:
        Conflict: a session or another programme does.
    """
    programmes = models.ProgrammeRevision.objects.filter(person=person)
    for some in ids.batches(TOGETHER):
        if models.TrainingSession.objects.filter(programme__in=some).exists():
            raise Conflict(TRAINED_BY)
    _delete(programmes, person, ids)
    for some in ids.batches(TOGETHER):
        if programmes.filter(origin__in=some).exists():
            raise Conflict(CHANGED_SINCE)


def _change_back(person: UUID, added: Additions) -> None:
    """Makes sessions and measurements what they were, unless they were changed since."""
    for changed in added.changed_sessions:
        row = models.TrainingSession.objects.filter(person=person, pk=changed.after.id).first()
        if row is not None and session_record(row) == changed.after:
            before = session_columns(person, changed.before)
            models.TrainingSession.objects.filter(pk=row.pk).update(**before)
    for changed in added.changed_measurements:
        row = models.BodyMeasurement.objects.filter(person=person, pk=changed.after.id).first()
        if row is not None and measurement_record(row) == changed.after:
            before = columns(measurement_row(person, changed.before))
            models.BodyMeasurement.objects.filter(pk=row.pk).update(**before)


def _hand_over(person: UUID, sessions: Iterable[UUID]) -> None:
    """Gives sessions that stay to another import whose sets are in them, which may be undone, too.

    Without that the sessions would stay behind, empty.
    """
    waiting = set(sessions)
    for intake in models.Intake.objects.filter(person=person).order_by("-at", "-id").iterator():
        added = Additions(intake.added)
        found = waiting & _sessions_of(person, added, waiting)
        if found:
            added.sessions.extend(sorted(found))
            intake.added = added.pack()
            intake.save(update_fields=("added",))
        waiting -= found
        if not waiting:
            return


def _sessions_of(person: UUID, added: Additions, among: set[UUID]) -> set[UUID]:
    """Those of the sessions that sets of an import are in."""
    inside = {
        "set_id": (models.SetEvent.objects.filter(person=person), frozenset(added.sets)),
        "id": (models.OtherSet.objects.filter(person=person), frozenset(added.others)),
    }
    found: set[UUID] = set()
    for column, (rows, ids) in inside.items():
        for start in range(0, len(ordered := sorted(among)), TOGETHER):
            some = rows.filter(session__in=ordered[start : start + TOGETHER])
            pairs = some.values_list("session", column)
            found.update(session for session, id in pairs if id in ids and session)
    return found
