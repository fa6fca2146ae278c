"""Many events of a device at once: what each of them became, and one flush to the disk for all."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from ilium.exercises import Catalogue
from ilium.interchange.events import Event
from ilium.store.errors import StoreError, StoreUnavailable
from ilium.store.events import merge
from ilium.store.transactions import writing_together

Refusal = str | None
"""Why an event was not kept, as a sentence; None if it was."""


def merge_all(
    person: UUID, events: Sequence[Event], *, catalogue: Catalogue, now: datetime
) -> list[Refusal]:
    """Keeps the events in their order, each for itself; they are on the disk when this returns.

    An event that cannot be kept is left out and the others are not, so that one bad event never
    holds up a queue.

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
        return [kept(event) for event in events]
