"""Training sessions, and what was decided within them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from ilium.interchange.records import PayloadValue, SessionChange, TrainingSession
from ilium.store import models
from ilium.store.errors import NotFound, Unstorable
from ilium.store.transactions import add, text, utc, writing
from ilium.training.schedule import Position

_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(dict[str, PayloadValue]).decode


def start_session(person: UUID, record: TrainingSession) -> TrainingSession:
    """Keeps a session that has begun. The same record again is still one session.

    Raises:
        NotFound: its programme is not the person's.
        Conflict: its id is taken by another session.
    """
    row = session_row(person, record)
    with writing(person):
        if record.programme is not None:
            _require_programme(person, record.programme)
        return session_record(add(row))


def finish_session(person: UUID, id: UUID, finished_at: datetime) -> TrainingSession:
    """Ends the session, and gives it back. One that has ended already keeps its first end.

    Raises:
        NotFound: the person has no such session.
        Unstorable: it would end before it started.
    """
    end = utc(finished_at)
    with writing(person):
        row = _rows(person).filter(pk=id).first()
        if row is None:
            raise NotFound(f"There is no session {id}.")
        if row.finished_at is None:
            if end < row.started_at:
                raise Unstorable(f"A session that started at {row.started_at} ends after that.")
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
    row = _rows(person).filter(pk=id).first()
    if row is None:
        raise NotFound(f"There is no session {id}.")
    return session_record(row)


def sessions(
    person: UUID, *, limit: int, before: datetime | None = None
) -> tuple[TrainingSession, ...]:
    """The last `limit` sessions, newest first; only those that started before a time, if given."""
    rows = _rows(person)
    if before is not None:
        rows = rows.filter(started_at__lt=utc(before))
    return tuple(map(session_record, rows.order_by("-started_at", "-id")[:limit]))


def finished_positions(person: UUID, origin: UUID) -> frozenset[Position]:
    """The (week, day) of every finished session of the programmes that share an origin."""
    programmes = models.ProgrammeRevision.objects.filter(person=person, origin=origin)
    rows = _rows(person).filter(
        programme__in=programmes.values("id"),
        finished_at__isnull=False,
        week__isnull=False,
        day__isnull=False,
    )
    return frozenset(rows.values_list("week", "day"))


def all_sessions(person: UUID) -> tuple[TrainingSession, ...]:
    """Every session, oldest first."""
    return tuple(map(session_record, _rows(person).order_by("started_at", "id")))


def add_change(person: UUID, record: SessionChange) -> SessionChange:
    """Keeps a change of a session. The same record again is still one change.

    Raises:
        NotFound: the person has no such session.
        Conflict: its id is taken by another change.
    """
    row = change_row(record)
    with writing(person):
        require_session(person, record.session)
        return change_record(add(row))


def session_changes(person: UUID, session: UUID) -> tuple[SessionChange, ...]:
    """The changes of a session, oldest first."""
    return tuple(map(change_record, _changes(person).filter(session=session)))


def all_changes(person: UUID) -> tuple[SessionChange, ...]:
    """The changes of every session, oldest first."""
    return tuple(map(change_record, _changes(person)))


def require_session(person: UUID, id: UUID) -> None:
    """Raises NotFound unless the person has that session."""
    if not _rows(person).filter(pk=id).exists():
        raise NotFound(f"There is no session {id}.")


def session_row(person: UUID, record: TrainingSession) -> models.TrainingSession:
    """The row of a session."""
    return models.TrainingSession(
        id=record.id,
        person_id=person,
        programme_id=record.programme,
        week=record.week,
        day=record.day,
        started_at=utc(record.started_at),
        finished_at=None if record.finished_at is None else utc(record.finished_at),
        zone=text(record.zone, "time zone", models.ZONE),
    )


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


def _require_programme(person: UUID, id: UUID) -> None:
    if not models.ProgrammeRevision.objects.filter(person=person, pk=id).exists():
        raise NotFound(f"There is no programme {id}.")


def _rows(person: UUID):
    return models.TrainingSession.objects.filter(person=person)


def _changes(person: UUID):
    return models.SessionChange.objects.filter(session__person=person).order_by("at", "id")
