"""Performed sets: recorded once, never overwritten; the newest version of each counts.

The version that counts is the one with the greatest (recorded_at, id), so that two devices that
edited the same set agree, in whatever order their versions arrive; the others are its history.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from ilium.interchange.records import SetEvent
from ilium.loads import LoadKind
from ilium.store import models
from ilium.store.errors import NotFound
from ilium.store.rows import MARK_COLUMNS, event_record, event_row, mark, performed_set
from ilium.store.sessions import newest_in, require_session
from ilium.store.transactions import TICK, add, later, utc, writing
from ilium.training.performed import PerformedSet, SetKind
from ilium.training.records import Mark


def record_set(
    person: UUID, performed: PerformedSet, *, event: UUID, recorded_at: datetime
) -> PerformedSet:
    """Keeps a set; it is on the disk when this returns. The same event again is still one set.

    Raises:
        NotFound: the person, or the person's session, does not exist.
        Conflict: the event's id is taken by something else.
        Unstorable: something in it cannot be kept exactly.
    """
    row = event_row(person, SetEvent(id=event, recorded_at=recorded_at, performed=performed))
    with writing(person):
        if performed.session is not None:
            require_session(person, performed.session)
        return performed_set(add(row))


def merge_event(person: UUID, event: SetEvent, *, now: datetime) -> SetEvent:
    """Keeps one version of a set as another device made it, and gives back what is kept.

    Versions may arrive in any order and more than once. A first version makes the set, and the
    greatest (recorded_at, id) counts, so a removal stays one when something older arrives.

    A clock that runs ahead of `now` is taken as `now`: what is done later must be able to win. Of
    what is done by such a clock only the order is known, and it is kept: see `_taken`.

    Raises:
        NotFound: the person, or the person's session, does not exist.
        Conflict: the event's id is taken by something else.
        Unstorable: something in it cannot be kept exactly.
    """
    row = event_row(person, event)
    recorded_at, at = row.recorded_at, row.at

    def again(kept: models.SetEvent, given: models.SetEvent) -> None:
        # What a time that lies ahead is taken as is never after it, and stays what it was at first.
        given.recorded_at, given.at = min(kept.recorded_at, recorded_at), min(kept.at, at)
        given.device_at = kept.device_at

    with writing(person):
        if row.session_id is not None:
            require_session(person, row.session_id)
        return event_record(add(_taken(row, now), again))


def correct_set(
    person: UUID, performed: PerformedSet, *, event: UUID, recorded_at: datetime
) -> PerformedSet:
    """Puts the set in the place of the one with its id; also brings a removed one back.

    The correction is always newer than what it corrects: `recorded_at` is moved past the newest
    version's, because clocks go back.

    Raises:
        NotFound: the person has no such set, or not the session that it names.
        Conflict: the event's id is taken by something else.
        Unstorable: something in it cannot be kept exactly.
    """
    version = SetEvent(id=event, recorded_at=recorded_at, performed=performed)
    with writing(person):
        if performed.session is not None:
            require_session(person, performed.session)
        return performed_set(_supersede(person, version))


def remove_set(person: UUID, set_id: UUID, *, event: UUID, recorded_at: datetime) -> None:
    """Takes a set out of everything but its own history.

    Raises:
        NotFound: the person has no such set.
        Conflict: the event's id is taken by something else.
    """
    with writing(person):
        done = _versions(person, set_id).filter(pk=event, removed=True).first()
        newest = done or _newest(person, set_id)
        version = SetEvent(
            id=event, recorded_at=recorded_at, removed=True, performed=performed_set(newest)
        )
        _supersede(person, version)


def find_set(person: UUID, set_id: UUID) -> PerformedSet | None:
    """The set as it stands, None if there is none or it was removed."""
    row = current_sets(person).filter(set_id=set_id).first()
    return None if row is None else performed_set(row)


def set_history(person: UUID, set_id: UUID) -> tuple[SetEvent, ...]:
    """Every version of a set, oldest first; the last one counts."""
    return tuple(map(event_record, _versions(person, set_id)))


def sets_of_session(person: UUID, session: UUID) -> tuple[PerformedSet, ...]:
    """The sets of a session in the order of doing."""
    rows = current_sets(person).filter(session=session).order_by("at", "set_id")
    return tuple(map(performed_set, rows))


def versions_of_session(person: UUID, session: UUID) -> tuple[SetEvent, ...]:
    """The newest version of every set of a session, removals too, in the order of doing.

    What another device needs to agree: a set that is not here is unknown, one that was removed
    says so.
    """
    rows = newest_versions(person).filter(session=session).order_by("at", "set_id")
    return tuple(map(event_record, rows))


def sets_between(person: UUID, start: datetime, end: datetime) -> tuple[PerformedSet, ...]:
    """The sets done from `start` up to, but not at, `end`, in the order of doing."""
    rows = current_sets(person).filter(at__gte=utc(start), at__lt=utc(end))
    return tuple(map(performed_set, rows.order_by("at", "set_id")))


def last_trained(person: UUID, before: datetime | None = None) -> datetime | None:
    """When the last working set was done, before a time if given; None if there was none."""
    rows = current_sets(person).filter(kind=SetKind.WORKING.value)
    if before is not None:
        rows = rows.filter(at__lt=utc(before))
    return rows.order_by("-at").values_list("at", flat=True).first()


def trained(person: UUID, variants: Sequence[str]) -> tuple[str, ...]:
    """Those of the variants that the person has ever done a set of, removed ones too."""
    rows = models.SetEvent.objects.filter(person=person, variant__in=variants)
    return tuple(rows.order_by("variant").values_list("variant", flat=True).distinct())


def loads_since(person: UUID, start: datetime) -> tuple[tuple[str, LoadKind], ...]:
    """Each variant with each kind of load that a set was recorded with, of sets done since then."""
    rows = models.SetEvent.objects.filter(person=person, at__gte=utc(start), removed=False)
    pairs = rows.order_by("variant", "load_kind").values_list("variant", "load_kind").distinct()
    return tuple((variant, LoadKind(kind)) for variant, kind in pairs)


def sets_of_sessions(
    person: UUID, sessions: Sequence[UUID]
) -> dict[UUID, tuple[PerformedSet, ...]]:
    """The sets of several sessions, each in the order of doing."""
    rows = current_sets(person).filter(session__in=sessions).order_by("at", "set_id")
    found: dict[UUID, list[PerformedSet]] = {session: [] for session in sessions}
    for row in rows:
        assert row.session_id is not None
        found[row.session_id].append(performed_set(row))
    return {session: tuple(sets) for session, sets in found.items()}


def loose_sets(
    person: UUID, *, limit: int, before: datetime | None = None
) -> tuple[PerformedSet, ...]:
    """The last `limit` sets outside any session, newest first, before a time if given."""
    rows = current_sets(person).filter(session__isnull=True)
    if before is not None:
        rows = rows.filter(at__lt=utc(before))
    return tuple(map(performed_set, rows.order_by("-at", "-set_id")[:limit]))


def marks(person: UUID, variants: Sequence[str] | None = None) -> tuple[Mark, ...]:
    """How the sets of the person came out, of some variants if named: see `training.records`.

    One query, summed up in the database: it reads the rows of those variants, and gives back one
    mark for all the sets that came out alike.
    """
    rows = current_sets(person).filter(kind=SetKind.WORKING.value, deload=False, pain__isnull=True)
    rows = rows.filter(Q(reps__gt=0) | Q(seconds__gt=0))
    if variants is not None:
        rows = rows.filter(variant__in=variants)
    grouped = rows.values(*MARK_COLUMNS).annotate(first=Min("at")).order_by("first")
    return tuple(mark(row) for row in grouped)


def all_events(person: UUID) -> Iterator[SetEvent]:
    """Every version of every set, oldest first."""
    rows = models.SetEvent.objects.filter(person=person).order_by("recorded_at", "id")
    return map(event_record, rows.iterator(chunk_size=2000))


def current_sets(person: UUID) -> QuerySet[models.SetEvent]:
    """The rows that count: of each set the newest version, unless that removes it."""
    return newest_versions(person).filter(removed=False)


def newest_versions(person: UUID) -> QuerySet[models.SetEvent]:
    """Of each set the newest version, a removal if it was removed."""
    newer = models.SetEvent.objects.filter(
        Q(recorded_at__gt=OuterRef("recorded_at"))
        | Q(recorded_at=OuterRef("recorded_at"), id__gt=OuterRef("id")),
        person=person,
        set_id=OuterRef("set_id"),
    )
    return models.SetEvent.objects.filter(~Exists(newer), person=person)


def _taken(row: models.SetEvent, now: datetime) -> models.SetEvent:
    """The row of a new version with what lies ahead of `now` taken as now, or just after it.

    What a device does comes in the order of doing, so a version comes after those that the set has,
    and a set after what its session has; never after what the device's clock said, though. So of
    two times of one clock the later stays the later, whatever `now` was when each of them came.

    A correction repeats when the set was done. It is the same time as before, or a set that was
    corrected would come after those that were done since.
    """
    said = row.at
    known = _versions(row.person_id, row.set_id)
    versions = list(known.values_list("recorded_at", "device_at", "at"))
    newest = versions[-1][0] if versions else None
    row.recorded_at = min(row.recorded_at, later(now, newest))
    before = {device_at: at for _, device_at, at in versions}
    if said in before:
        row.at = before[said]
    elif said > utc(now):
        row.at = min(said, later(now, newest_in(row.person_id, row.session_id)))
    row.device_at = None if row.at == said else said
    return row


def _versions(person: UUID, set_id: UUID) -> QuerySet[models.SetEvent]:
    rows = models.SetEvent.objects.filter(person=person, set_id=set_id)
    return rows.order_by("recorded_at", "id")


def _newest(person: UUID, set_id: UUID) -> models.SetEvent:
    newest = _versions(person, set_id).last()
    if newest is None:
        raise NotFound(f"There is no set {set_id}.")
    return newest


def _supersede(person: UUID, version: SetEvent) -> models.SetEvent:
    """Adds a version that is newer than all the set has, or finds it added already."""
    newest = _newest(person, version.performed.id)
    kept = _versions(person, version.performed.id).filter(pk=version.id).first()
    moment = kept.recorded_at if kept else max(utc(version.recorded_at), newest.recorded_at + TICK)
    return add(event_row(person, msgspec.structs.replace(version, recorded_at=moment)))
