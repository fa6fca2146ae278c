"""Lists by pieces: each starts after the last row of the one before, however long the list is.

A place in a list is the time and the id of a row; there is no counting of rows to skip.
"""

from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from ilium.interchange.records import (
    AthleteRevision,
    BodyMeasurement,
    SetEvent,
    TrainingSession,
)
from ilium.store import models
from ilium.store.errors import NotFound
from ilium.store.measurements import measurement_record
from ilium.store.people import athlete_record
from ilium.store.rows import event_record, performed_set
from ilium.store.sessions import session_record
from ilium.store.sets import current_sets
from ilium.store.transactions import text, utc
from ilium.training.performed import PerformedSet

Place = tuple[datetime, UUID]
"""The time and the id of a row, by which a list is ordered."""

Row = TypeVar("Row", bound=Model)


def sets_page(
    person: UUID,
    *,
    limit: int,
    after: Place | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    variant: str | None = None,
    session: UUID | None = None,
) -> tuple[PerformedSet, ...]:
    """At most `limit` sets, those done last first.

    Args:
        person: whose they are.
        limit: the most that are given back.
        after: the place (`at`, `id`) after which they begin.
        start: only sets done from then on.
        end: only sets done before then.
        variant: only sets of that variant.
        session: only sets of that session.

    Raises:
        Unstorable: a time is outside the calendar, or the variant is no text.
    """
    rows = current_sets(person)
    if start is not None:
        rows = rows.filter(at__gte=utc(start))
    if end is not None:
        rows = rows.filter(at__lt=utc(end))
    if variant is not None:
        rows = rows.filter(variant=text(variant, "variant"))
    if session is not None:
        rows = rows.filter(session=session)
    return tuple(map(performed_set, _newest_first(rows, "at", "set_id", after)[:limit]))


def sessions_page(
    person: UUID, *, limit: int, after: Place | None = None
) -> tuple[TrainingSession, ...]:
    """At most `limit` sessions, those started last first."""
    rows = models.TrainingSession.objects.filter(person=person)
    return tuple(map(session_record, _newest_first(rows, "started_at", "id", after)[:limit]))


def versions_page(
    person: UUID, set_id: UUID, *, limit: int, after: Place | None = None
) -> tuple[SetEvent, ...]:
    """At most `limit` versions of a set, the newest first: the first one counts.

    Raises:
        NotFound: the person has no such set.
    """
    rows = models.SetEvent.objects.filter(person=person, set_id=set_id)
    found = tuple(map(event_record, _newest_first(rows, "recorded_at", "id", after)[:limit]))
    if not found and after is None:
        raise NotFound(f"There is no set {set_id}.")
    return found


def athletes_page(
    person: UUID, *, limit: int, after: Place | None = None
) -> tuple[AthleteRevision, ...]:
    """At most `limit` descriptions of the person, the newest first."""
    rows = models.AthleteRevision.objects.filter(person=person)
    return tuple(map(athlete_record, _newest_first(rows, "created", "id", after)[:limit]))


def measurements_page(
    person: UUID, *, limit: int, after: tuple[date, datetime, UUID] | None = None
) -> tuple[BodyMeasurement, ...]:
    """At most `limit` measurements that were not removed, the newest day first."""
    rows = models.BodyMeasurement.objects.filter(person=person, removed=False)
    found = _descending(rows, ("day", "recorded_at", "id"), after)
    return tuple(map(measurement_record, found[:limit]))


def _newest_first(rows: QuerySet[Row], time: str, id: str, after: Place | None) -> QuerySet[Row]:
    """The rows by descending time and id, from a place on."""
    return _descending(rows, (time, id), after and (utc(after[0]), after[1]))


def _descending(
    rows: QuerySet[Row], columns: tuple[str, ...], after: tuple[Any, ...] | None
) -> QuerySet[Row]:
    """The rows by these columns, all descending, those that come after a place if given."""
    if after is not None:
        # Says nothing new, but an index can start from it.
        rows = rows.filter(**{f"{columns[0]}__lte": after[0]})
        beyond = Q()
        for place, column in enumerate(columns):
            same = dict(zip(columns[:place], after, strict=False))
            beyond |= Q(**same, **{f"{column}__lt": after[place]})
        rows = rows.filter(beyond)
    return rows.order_by(*(f"-{column}" for column in columns))
