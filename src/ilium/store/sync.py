"""Many events of a device at once: what each of them became, and one flush to the disk for all."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from ilium.exercises import Catalogue
from ilium.interchange.events import Event, SessionChanged, SessionStarted, SetRecorded
from ilium.store.errors import StoreError, StoreUnavailable
from ilium.store.events import merge
from ilium.store.transactions import writing_together

Refusal = str | None
"""Why an event was not kept, as a sentence; None if it was."""


def merge_all(
    person: UUID, events: Sequence[Event], *, catalogue: Catalogue, now: datetime
) -> list[Refusal]:
    """Keeps the events, each for itself; they are on the disk when this returns.

    An event that cannot be kept is left out and the others are not, so that one bad event never
    holds up a queue. They are taken in by the device's clock, so that the order in which they were
    sent says nothing.

    Raises:
        NotFound: the person does not exist.
        StoreUnavailable: the database cannot be written; none of the events was kept.
    """

    def kept(event: Event) -> Refusal:
        try:
            merge(person, event, catalogue=catalogue, now=now)
        except StoreUnavailable:
            raise
        except StoreError as error:
            return str(error)
        return None

    with writing_together(person):
        refusals = {place: kept(events[place]) for place in _in_turn(events)}
    return [refusals[place] for place in range(len(events))]


def _in_turn(events: Sequence[Event]) -> list[int]:
    """The places of the events, those first that come first by the device's clock.

    Starts come before all else: a clock that is set back makes a set older than its session. The
    versions of a set come one after the other, and of equal times the one with the greater id last,
    which is the one that counts elsewhere.
    """
    begun: dict[UUID, datetime] = {}
    for event in events:
        if isinstance(event, SetRecorded):
            done = event.record.performed
            begun[done.id] = min(done.at, begun.get(done.id, done.at))

    def turn(place: int) -> tuple[bool, datetime, datetime, UUID]:
        event = events[place]
        if isinstance(event, SessionStarted):
            at = event.record.started_at
            return False, at, at, event.id
        if isinstance(event, SetRecorded):
            record = event.record
            return True, begun[record.performed.id], record.recorded_at, event.id
        at = event.record.at if isinstance(event, SessionChanged) else event.at
        return True, at, at, event.id

    return sorted(range(len(events)), key=turn)
