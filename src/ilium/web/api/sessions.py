"""Training sessions: visits to the gym, and what was decided within them."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.responses import Status

from ilium.exercises import catalogue
from ilium.interchange.events import SessionChanged, SessionFinished, SessionStarted
from ilium.interchange.records import SessionChange, TrainingSession
from ilium.store import sessions as store
from ilium.store.events import merge
from ilium.store.pages import sessions_page
from ilium.store.sets import sets_of_session
from ilium.training.performed import PerformedSet
from ilium.web.api.access import person_of
from ilium.web.api.paging import USUAL, Cursor, Limit, Page, page, read
from ilium.web.api.values import Invalid, Sent, Value

router = Router(tags=["Sessions"])


class SessionDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A session, what was changed in it, and the sets that were done."""

    session: TrainingSession
    changes: tuple[SessionChange, ...]
    sets: tuple[PerformedSet, ...]


class End(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a session ended; now if it is left out."""

    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError("the end of a session needs a time zone")


@router.get("/sessions", response=Value[Page[TrainingSession]])
def list_sessions(
    request: HttpRequest, response: HttpResponse, limit: Limit = USUAL, cursor: Cursor = None
) -> Page[TrainingSession]:
    """Every session, those started last first."""
    found = sessions_page(person_of(request), limit=limit + 1, after=read(cursor))
    return page(request, response, found, limit, lambda one: (one.started_at, one.id))


@router.post("/sessions", response={201: Value[TrainingSession]})
def start_session(request: HttpRequest, record: Sent[TrainingSession]) -> Status[TrainingSession]:
    """Begin a session.

    A planned one has the id that follows from its programme, week and day, so begun on two devices
    it is one session; `GET /session` says that id. An end in the record does not count.
    """
    person = person_of(request)
    event = SessionStarted(id=record.id, record=record)
    merge(person, event, catalogue=catalogue(), now=datetime.now(UTC))
    return Status(201, store.session(person, record.id))


@router.get("/sessions/{uuid:session_id}", response=Value[SessionDetail])
def get_session(request: HttpRequest, session_id: UUID) -> SessionDetail:
    """One session with its sets and its changes."""
    person = person_of(request)
    return SessionDetail(
        session=store.session(person, session_id),
        changes=store.session_changes(person, session_id),
        sets=sets_of_session(person, session_id),
    )


@router.post("/sessions/{uuid:session_id}/changes", response={201: Value[SessionChange]})
def change_session(
    request: HttpRequest, session_id: UUID, record: Sent[SessionChange]
) -> Status[SessionChange]:
    """Swap an exercise in a session, or leave one out."""
    if record.session != session_id:
        raise Invalid("$.session", "The change belongs to another session than the address.")
    person, now = person_of(request), datetime.now(UTC)
    merge(person, SessionChanged(id=record.id, record=record), catalogue=catalogue(), now=now)
    if record.at <= now:
        return Status(201, record)
    kept = store.session_changes(person, session_id)  # a time ahead was taken as now
    return Status(201, next(one for one in kept if one.id == record.id))


@router.post("/sessions/{uuid:session_id}/finish", response=Value[TrainingSession])
def finish_session(request: HttpRequest, session_id: UUID, end: Sent[End]) -> TrainingSession:
    """End a session. Of several ends the earliest counts; sets may still be added to it."""
    person, now = person_of(request), datetime.now(UTC)
    event = SessionFinished(id=uuid4(), session=session_id, at=end.at or now)
    merge(person, event, catalogue=catalogue(), now=now)
    return store.session(person, session_id)
