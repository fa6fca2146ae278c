"""Training sessions, and what was decided within them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec
from django.db.models import Exists, OuterRef, Q

from ilium.interchange.records import PayloadValue, SessionChange, TrainingSession
from ilium.store import models
from ilium.store.errors import NotFound, Unstorable
from ilium.store.rows import Columns
from ilium.store.transactions import add, columns, later, text, utc, writing
from ilium.training.schedule import Position

_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(dict[str, PayloadValue]).decode


def start_session(person: UUID, record: TrainingSession) -> TrainingSession:
    """Keeps a session that has begun, and gives back what is kept. The same again is one session.

    A planned session has the same id on every device, so two devices may begin it: the earlier
    start counts, with its zone, and an end stays an end (see `settle`).

    Raises:
        NotFound: its programme is not the person's.
        Conflict: its id is taken by another session.
    """
    row = session_row(person, record)
    with writing(person):
        if record.programme is not None:
            _require_programme(person, record.programme)
        kept = models.TrainingSession.objects.select_for_update().filter(pk=record.id).first()
        if kept is not None and (settle(kept, row) or _same_start(kept, row)):
            return session_record(kept)
        return session_record(add(row))


def settle(kept: models.TrainingSession, given: models.TrainingSession) -> bool:
    """Makes one session of two records of it; false if they are not of the same session.

    They are if they are the same person's and the same position of the same programme or its
    changes. The earliest start counts, with the zone and the programme that it came with, and the
    earliest end, so that the result does not hang on the order of arrival.
    """
    if not _same_position(kept, given):
        return False
    before = columns(kept)
    if _begun(given) < _begun(kept):
        kept.started_at, kept.zone = given.started_at, given.zone
        kept.programme_id = given.programme_id
    ends = [row.finished_at for row in (kept, given) if row.finished_at is not None]
    kept.finished_at = max(min(ends), kept.started_at) if ends else None
    if columns(kept) != before:
        kept.save(update_fields=("started_at", "zone", "programme", "finished_at"))
    return True


def finish_session(person: UUID, id: UUID, finished_at: datetime) -> TrainingSession:
    """Ends the session, and gives it back. Of several ends the earliest counts.

    Raises:
        NotFound: the person has no such session.
        Unstorable: it would end before it started.
    """
    end = utc(finished_at)
    with writing(person):
        row = _rows(person).select_for_update().filter(pk=id).first()
        if row is None:
            raise NotFound(f"There is no session {id}.")
        if end < row.started_at:
            raise Unstorable(f"A session that started at {row.started_at} ends after that.")
        if row.finished_at is None or end < row.finished_at:
            row.finished_at = end
            row.save(update_fields=("finished_at",))
        return session_record(row)


def open_session(person: UUID) -> TrainingSession | None:
    """The session that was started last and is not finished, None if there is none."""
    rows = _rows(person).filter(finished_at__isnull=True).order_by("-started_at", "-id")
    row = rows.first()
    return None if row is None else session_record(row)


def session(person: UUID, id: UUID) -> TrainingSession:
    """One session.

    Raises:
        NotFound: the person has no such session.
    """
    found = find_session(person, id)
    if found is None:
        raise NotFound(f"There is no session {id}.")
    return found


def find_session(person: UUID, id: UUID) -> TrainingSession | None:
    """One session, None if the person has no such session."""
    row = _rows(person).filter(pk=id).first()
    return None if row is None else session_record(row)


Cursor = tuple[datetime, UUID]
"""The start and id of a session, which is where a page of older ones goes on."""


def sessions(
    person: UUID, *, limit: int, before: datetime | Cursor | None = None
) -> tuple[TrainingSession, ...]:
    """The last `limit` sessions, newest first; only those before a time or a session, if given."""
    rows = _rows(person)
    if isinstance(before, datetime):
        rows = rows.filter(started_at__lt=utc(before))
    elif before is not None:
        start, id = utc(before[0]), before[1]
        # The first condition alone lets the index begin where the page does.
        rows = rows.filter(started_at__lte=start).filter(Q(started_at__lt=start) | Q(id__lt=id))
    return tuple(map(session_record, rows.order_by("-started_at", "-id")[:limit]))


def starts_since(person: UUID, start: datetime) -> tuple[datetime, ...]:
    """When the sessions since then began, oldest first."""
    rows = _rows(person).filter(started_at__gte=utc(start)).order_by("started_at")
    return tuple(rows.values_list("started_at", flat=True))


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the sessions of a programme that have ended.

    `done` says when each position was begun, the first time. A session that ended without a set is
    not done, so its position waits for another: `idle` has it, once for each such session. A set
    that comes later, from a phone without a network, makes it done.
    """

    done: dict[Position, datetime]
    idle: tuple[Position, ...]


def ended(person: UUID, origin: UUID) -> Ended:
    """What became of the ended sessions of the programmes that share an origin.

    As many as the programme has sessions, however long the history is.
    """
    from ilium.store.sets import current_sets  # which needs this module

    programmes = models.ProgrammeRevision.objects.filter(person=person, origin=origin)
    rows = _rows(person).filter(
        programme__in=programmes.values("id"),
        finished_at__isnull=False,
        week__isnull=False,
        day__isnull=False,
    )
    trained = Exists(current_sets(person).filter(session=OuterRef("pk")))
    newest_first = rows.annotate(trained=trained).order_by("-started_at")
    found = tuple(newest_first.values_list("week", "day", "started_at", "trained"))
    return Ended(
        done={(week, day): at for week, day, at, trained in found if trained},
        idle=tuple((week, day) for week, day, _, trained in found if not trained),
    )


def finished_at(person: UUID, origin: UUID) -> dict[Position, datetime]:
    """When each finished position of the programmes that share an origin was begun, the first time.

    One is finished once a session of it has ended and has a set.
    """
    return ended(person, origin).done


def finished_positions(person: UUID, origin: UUID) -> frozenset[Position]:
    """The (week, day) of every finished position of the programmes that share an origin."""
    return frozenset(finished_at(person, origin))


def all_sessions(person: UUID) -> tuple[TrainingSession, ...]:
    """Every session, oldest first."""
    return tuple(map(session_record, _rows(person).order_by("started_at", "id")))


def add_change(
    person: UUID, record: SessionChange, *, now: datetime | None = None
) -> SessionChange:
    """Keeps a change of a session. The same record again is still one change.

    A clock that runs ahead of `now`, if given, is taken as `now`: a later change must come after.
    It is moved past what the session has, which such a device did before.

    Raises:
        NotFound: the person has no such session.
        Conflict: its id is taken by another change.
    """
    row = change_row(record)
    at = row.at

    def again(kept: models.SessionChange, given: models.SessionChange) -> None:
        if now is not None:
            given.at = min(kept.at, at)  # what it was taken as at first

    with writing(person):
        require_session(person, record.session)
        if now is not None and at > utc(now):
            row.at = min(at, later(now, newest_in(person, record.session)))
        return change_record(add(row, again))


def session_changes(person: UUID, session: UUID) -> tuple[SessionChange, ...]:
    """The changes of a session, oldest first."""
    return tuple(map(change_record, _changes(person).filter(session=session)))


def all_changes(person: UUID) -> tuple[SessionChange, ...]:
    """The changes of every session, oldest first."""
    return tuple(map(change_record, _changes(person)))


def newest_in(person: UUID, session: UUID | None) -> datetime | None:
    """The time of the newest set or change in a session, or outside any; None if there is none."""
    sets = models.SetEvent.objects.filter(person=person, session=session).order_by("at")
    newest = [
        rows.values_list("at", flat=True).last()
        for rows in (sets, _changes(person).filter(session=session))
    ]
    return max(filter(None, newest), default=None)


def require_session(person: UUID, id: UUID) -> None:
    """Raises NotFound unless the person has that session."""
    if not _rows(person).filter(pk=id).exists():
        raise NotFound(f"There is no session {id}.")


def session_row(person: UUID, record: TrainingSession) -> models.TrainingSession:
    """The row of a session."""
    return models.TrainingSession(**session_columns(person, record))


def session_columns(person: UUID, record: TrainingSession) -> Columns:
    """The columns of a session.

    Raises:
        Unstorable: something in it cannot be kept exactly.
    """
    return {
        "id": record.id,
        "person_id": person,
        "programme_id": record.programme,
        "week": record.week,
        "day": record.day,
        "started_at": utc(record.started_at),
        "finished_at": None if record.finished_at is None else utc(record.finished_at),
        "zone": text(record.zone, "time zone", models.ZONE),
        "source": text(record.source, "source of a session", models.SLUG),
        "title": text(record.title, "title of a session", models.NAME),
        "note": text(record.note, "note of a session"),
    }


def session_record(row: models.TrainingSession) -> TrainingSession:
    """The session of a row."""
    return TrainingSession(
        id=row.id,
        programme=row.programme_id,
        week=row.week,
        day=row.day,
        started_at=row.started_at,
        finished_at=row.finished_at,
        zone=row.zone,
        source=row.source,
        title=row.title,
        note=row.note,
    )


def change_row(record: SessionChange) -> models.SessionChange:
    """The row of a change."""
    payload: Mapping[str, PayloadValue] = record.payload
    try:
        encoded = _encode(payload).decode()
    except UnicodeEncodeError:
        raise Unstorable("The change has characters that are no text; remove them.") from None
    return models.SessionChange(
        id=record.id,
        session_id=record.session,
        kind=text(record.kind, "kind of change", models.SLUG),
        payload=encoded,
        at=utc(record.at),
    )


def change_record(row: models.SessionChange) -> SessionChange:
    """The change of a row."""
    return SessionChange(
        id=row.id,
        session=row.session_id,
        kind=row.kind,
        payload=_decode(row.payload),
        at=row.at,
    )


def _same_start(kept: models.TrainingSession, given: models.TrainingSession) -> bool:
    """Whether the start of a session without a plan is sent once more, after its end perhaps.

    A start that was taken as now, since it was later, is later still the next time.
    """
    given.started_at = min(kept.started_at, given.started_at)
    open_ = {"finished_at": None}
    return columns(kept) | open_ == columns(given) | open_


def _same_position(one: models.TrainingSession, other: models.TrainingSession) -> bool:
    """Whether both are one person's records of one position of a programme or its changes."""
    place = (one.person_id, one.week, one.day)
    if place != (other.person_id, other.week, other.day):
        return False
    if one.programme_id is None or other.programme_id is None:
        return False
    if one.programme_id == other.programme_id:
        return True
    programmes = models.ProgrammeRevision.objects.filter(
        person=one.person_id, pk__in=(one.programme_id, other.programme_id)
    )
    return len(set(programmes.values_list("origin", flat=True))) == 1


def _begun(row: models.TrainingSession) -> tuple[datetime, str, str]:
    """What two starts of one session are compared by: the time, and for a tie anything fixed."""
    return row.started_at, row.zone, str(row.programme_id)


def _require_programme(person: UUID, id: UUID) -> None:
    if not models.ProgrammeRevision.objects.filter(person=person, pk=id).exists():
        raise NotFound(f"There is no programme {id}.")


def _rows(person: UUID):
    return models.TrainingSession.objects.filter(person=person)


def _changes(person: UUID):
    return models.SessionChange.objects.filter(session__person=person).order_by("at", "id")
