"""Taking in what another device did."""

from datetime import datetime
from uuid import UUID

import msgspec

from ilium.exercises import Catalogue
from ilium.interchange.events import (
    Event,
    SessionChanged,
    SessionFinished,
    SessionStarted,
    SetRecorded,
    objection,
    untimely,
)
from ilium.interchange.records import ProgrammeRevision, TrainingSession
from ilium.store.clock import require_clock
from ilium.store.errors import Unstorable
from ilium.store.programmes import programme
from ilium.store.sessions import (
    add_change,
    find_session,
    finish_session,
    session,
    start_session,
)
from ilium.store.sets import merge_event
from ilium.store.transactions import utc


def merge(person: UUID, event: Event, *, catalogue: Catalogue, now: datetime) -> None:
    """Keeps the event; it is on the disk when this returns. The same event twice is one.

    Events lead to the same diary in whatever order they arrive, as long as a session's start
    comes before what belongs to it. A time that is later than `now` is taken as `now`.

    Raises:
        NotFound: it belongs to a session or programme that is not the person's.
        Conflict: its id is taken by something else.
        Unstorable: it cannot mean anything here, or cannot be kept exactly.
        StoreUnavailable: `now` cannot be, so no time can be taken as now.
    """
    require_clock(now)
    _examine(person, event, catalogue)
    if isinstance(event, SessionStarted):
        begun = min(utc(event.record.started_at), utc(now))
        start_session(
            person, msgspec.structs.replace(event.record, started_at=begun, finished_at=None)
        )
    elif isinstance(event, SessionChanged):
        add_change(person, event.record, now=now)
    elif isinstance(event, SetRecorded):
        merge_event(person, event.record, now=now)
    else:
        _finish(person, event, now)


def _examine(person: UUID, event: Event, catalogue: Catalogue) -> None:
    if isinstance(event, SessionStarted) and find_session(person, event.record.id) is not None:
        # Begun already, before its id followed from its position perhaps. Its start still counts.
        found = untimely(event)
    else:
        found = objection(event, catalogue, _programme(person, event))
    if found is not None:
        raise Unstorable(found)


def _programme(person: UUID, event: Event) -> ProgrammeRevision | None:
    if not isinstance(event, SessionStarted) or event.record.programme is None:
        return None
    return programme(person, event.record.programme)


def _finish(person: UUID, event: SessionFinished, now: datetime) -> TrainingSession:
    """Ends the session; at its start, if the device's clock was set back in between."""
    end = min(utc(event.at), utc(now))
    return finish_session(
        person, event.session, max(end, session(person, event.session).started_at)
    )
