"""One person's training diary: what the core asks of the store, and what it gives back.

The command line and the web both work through it. It reads the clock and the store; everything
that is decided, the core decides.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any, Self
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from ilium import store
from ilium.exercises import Catalogue, catalogue
from ilium.interchange import own
from ilium.interchange.documents import InvalidDocument
from ilium.interchange.events import Event
from ilium.interchange.records import (
    SKIP,
    SWAP,
    ProgrammeRevision,
    SessionChange,
    SetEvent,
    TrainingSession,
)
from ilium.interchange.records import session_id as session_id
from ilium.interchange.sense import odd_export
from ilium.outlook import Outlook, Visit, changed, variants_of, without
from ilium.past import Past
from ilium.planning.athlete import Athlete, with_wishes_of
from ilium.planning.programme import Item, Programme, Session
from ilium.store import outlook_copy
from ilium.training.exposure import EXPOSURES_NEEDED
from ilium.training.performed import PerformedSet
from ilium.training.prescription import History
from ilium.training.schedule import Position, Upcoming, first_start, goes_on, upcoming


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Diary(Past):
    """The diary of one person; of the only one on this machine if none is named.

    The store is opened by the first question that needs it. Use it in a `with` block: leaving it
    after a write renews the copy that makes the next `ilium today` quick. That copy is of the one
    person of this machine; the diary of a named person leaves it alone, and takes the store as
    connected, which a server does once.

    Args:
        person: whose diary it is.
        now: the clock, aware UTC.
        zone: the IANA name of the zone the person trains in; this machine's if not given.
    """

    def __init__(
        self,
        person: UUID | None = None,
        now: Callable[[], datetime] = _utc_now,
        zone: str | None = None,
    ) -> None:
        self.now = now
        self.zone_name = zone or local_zone()
        self.catalogue: Catalogue = catalogue()
        self._person = person
        self._named = person is not None
        self._opened = False
        self._wrote = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._wrote and not self._named:
            self._renew_copy()

    @property
    def zone(self) -> tzinfo:
        """The zone that decides which day it is."""
        return ZoneInfo(self.zone_name)

    @property
    def today(self) -> date:
        """The person's date."""
        return self.now().astimezone(self.zone).date()

    @property
    def person(self) -> UUID:
        """Whose diary it is.

        Raises:
            StoreError: the store cannot be opened.
        """
        if self._person is None:
            self._person = self._open().people.default_person()
        return self._person

    def _open(self) -> Any:
        """The store, connected once: importing Django is most of a short command's time."""
        if not self._opened:
            if not self._named:
                store.connect()
            from ilium.store import (  # noqa: F401
                events,
                measurements,
                people,
                programmes,
                sessions,
                sets,
                transfer,
            )

            self._opened = True
        return store

    def _writing(self) -> Any:
        """The store, about to be written."""
        self._wrote = True
        return self._open()

    # Who they are, and what they follow

    def athlete(self) -> Athlete | None:
        """The person as they last described themselves."""
        return self._open().people.current_athlete(self.person)

    def save_athlete(self, athlete: Athlete) -> None:
        """Keep a new description; older ones stay in the diary."""
        self._writing().people.save_athlete(self.person, athlete, at=self.now())

    def programme(self) -> ProgrammeRevision | None:
        """The programme that the person trains by."""
        return self._open().programmes.active_programme(self.person)

    def adopt(
        self, programme: Programme, athlete: Athlete, *, id: UUID | None = None
    ) -> ProgrammeRevision:
        """Train by a new programme from its first day on. `id` is its own, made if not given."""
        if athlete != self.athlete():
            self.save_athlete(athlete)
        start = first_start(programme, self.today)
        return self._writing().programmes.save_programme(
            self.person, programme, athlete, start, at=self.now(), id=id
        )

    def change(
        self, programme: Programme, athlete: Athlete, *, id: UUID | None = None
    ) -> ProgrammeRevision:
        """Train by another programme: at the same place if it goes on, else from its first day."""
        active = self.programme()
        if active is None or not goes_on(active.programme, programme, self.finished(active)):
            return self.adopt(programme, athlete, id=id)
        if athlete != self.athlete():
            self.save_athlete(athlete)
        return self.revise(active, programme, athlete, id=id)

    def former(self, active: ProgrammeRevision) -> ProgrammeRevision | None:
        """The programme before the active one, None if it is the first."""
        return self._open().programmes.programme_before(self.person, active)

    def undo(
        self, active: ProgrammeRevision, *, id: UUID | None = None
    ) -> ProgrammeRevision | None:
        """Go back to the programme before the active one, at the place that it was at.

        The wishes become those that it was planned from. None if there is none before it.
        """
        former = self.former(active)
        if former is None:
            return None
        known = self.athlete()
        if known is not None:
            wished = with_wishes_of(known, former.athlete)
            if wished != known:
                self.save_athlete(wished)
        return self.revise(former, former.programme, id=id)

    def revise(
        self,
        active: ProgrammeRevision,
        programme: Programme,
        athlete: Athlete | None = None,
        *,
        id: UUID | None = None,
    ) -> ProgrammeRevision:
        """Put a changed programme in the place of the active one, at the same place in it."""
        return self._writing().programmes.save_programme(
            self.person,
            programme,
            athlete or active.athlete,
            active.start,
            at=self.now(),
            origin=active.origin,
            id=id,
        )

    def finished(self, active: ProgrammeRevision) -> frozenset[Position]:
        """The positions of the programme that are done."""
        return self._open().sessions.finished_positions(self.person, active.origin)

    def outlook(self) -> Outlook:
        """All that the next session follows from, in a fixed number of queries or none at all."""
        if self._opened or self._person is not None:
            return self._outlook()
        current = outlook_copy.fingerprint()
        copy = outlook_copy.read(current)
        if copy is not None:
            try:
                return msgspec.json.decode(copy, type=Outlook)
            except msgspec.MsgspecError:
                pass  # made by another version; read it anew
        found = self._outlook()
        outlook_copy.keep(current, msgspec.json.encode(found))
        return found

    def outlook_for(self, session: Session) -> Outlook:
        """The outlook with what a later session than the next of the programme follows from."""
        return msgspec.structs.replace(
            self.outlook(), histories=self.histories(variants_of(session))
        )

    def _renew_copy(self) -> None:
        """Read the outlook once more and keep it, while Django is there anyway."""
        store.disconnect()  # so that the write-ahead log is in the file before its time is taken
        current = outlook_copy.settled_fingerprint()
        outlook_copy.keep(current, msgspec.json.encode(self._outlook()))
        store.disconnect()

    def _outlook(self) -> Outlook:
        opened = self._open()
        active = self.programme()
        record: TrainingSession | None = opened.sessions.open_session(self.person)
        revision, session = self._planned(record, active)
        changes = opened.sessions.session_changes(self.person, record.id) if record else ()
        finished: frozenset[Position] = self.finished(active) if active else frozenset()
        if session is not None:
            session, _ = changed(session, changes)
        coming = None
        if active is not None and (revision is None or revision.id != active.id):
            # Which session comes next does not hang on the day; whether it is due does.
            coming = upcoming(active.programme, finished, active.start, self.today)
        past = self.histories(variants_of(session, coming.session if coming else None))
        started = record.started_at if record else None
        return Outlook(
            athlete=self.athlete() or (active.athlete if active else None),
            active=active,
            finished=finished,
            trained=opened.sets.last_trained(self.person, before=started),
            under_way=record,
            under_way_programme=revision,
            changes=changes,
            done=opened.sets.sets_of_session(self.person, record.id) if record else (),
            histories=without(past, record),
        )

    def _planned(
        self, record: TrainingSession | None, active: ProgrammeRevision | None
    ) -> tuple[ProgrammeRevision | None, Session | None]:
        """The programme and session that a session under way was begun from."""
        if record is None or record.programme is None:
            return None, None
        if active is not None and active.id == record.programme:
            revision = active
        else:
            revision = self._open().programmes.programme(self.person, record.programme)
        week = revision.programme.weeks[(record.week or 1) - 1]
        return revision, next((s for s in week.sessions if s.day == record.day), None)

    # Today's session

    def open_visit(self) -> Visit | None:
        """The session that was begun and not finished."""
        return self.outlook().visit(self.zone, self.catalogue)

    def begin(self, active: ProgrammeRevision, planned: Upcoming) -> Visit:
        """Begin a session. It is kept, so that it can go on after a break of any kind.

        Its id follows from its place in the programme: begun on two devices, it is one session.

        Raises:
            Conflict: it is finished already.
        """
        record = TrainingSession(
            id=session_id(active.origin, planned.week.week, planned.session.day),
            programme=active.id,
            week=planned.week.week,
            day=planned.session.day,
            started_at=self.now(),
            zone=self.zone_name,
        )
        kept = self._writing().sessions.start_session(self.person, record)
        if kept.finished_at is not None:
            raise store.Conflict("This session is finished already.")
        visit = self.open_visit()
        assert visit is not None
        return visit

    def refreshed(self, visit: Visit) -> Visit:
        """The visit with the sets that the store has now."""
        done = self._open().sets.sets_of_session(self.person, visit.record.id)
        return msgspec.structs.replace(visit, done=done)

    def record(self, performed: PerformedSet) -> PerformedSet:
        """Keep a set; it is on the disk when this returns."""
        return self._writing().sets.record_set(
            self.person, performed, event=uuid4(), recorded_at=self.now()
        )

    def correct(self, performed: PerformedSet) -> PerformedSet:
        """Put a set in the place of the one with its id; the old one stays in its history."""
        return self._writing().sets.correct_set(
            self.person, performed, event=uuid4(), recorded_at=self.now()
        )

    def remove(self, set_id: UUID) -> None:
        """Take a set out of the diary's sums; its history keeps it."""
        self._writing().sets.remove_set(self.person, set_id, event=uuid4(), recorded_at=self.now())

    def swap_today(self, visit: Visit, old: str, new: Item) -> Visit:
        """Do another item in place of the variant `old`, in this session only."""
        payload = {"old": old, "new": msgspec.json.encode(new).decode()}
        return self._change(visit, SWAP, payload)

    def skip(self, visit: Visit, variant: str) -> Visit:
        """Leave an item, or the rest of it, out of this session."""
        return self._change(visit, SKIP, {"variant": variant})

    def finish(self, visit: Visit) -> TrainingSession:
        """End the session."""
        return self._writing().sessions.finish_session(self.person, visit.record.id, self.now())

    def merge(self, event: Event) -> None:
        """Keep what another device did; it is on the disk when this returns.

        The same event twice is one, and the order in which events arrive does not matter, but
        that a session's start comes before what belongs to it.

        Raises:
            StoreError: it cannot be kept; the message says why.
        """
        opened = self._writing()
        opened.events.merge(self.person, event, catalogue=self.catalogue, now=self.now())

    def find_session(self, session: UUID) -> TrainingSession | None:
        """A session by its id, finished or not."""
        return self._open().sessions.find_session(self.person, session)

    def set_versions(self, session: UUID) -> tuple[SetEvent, ...]:
        """The newest version of every set of a session, removals too."""
        return self._open().sets.versions_of_session(self.person, session)

    def histories(self, variants: Sequence[str]) -> dict[str, History]:
        """What progression looks at of each variant; one query a variant."""
        return self._open().sets.history(self.person, variants, EXPOSURES_NEEDED + 1)

    def trained(self, variants: Sequence[str]) -> tuple[str, ...]:
        """Those of the variants that any set was ever done of; one query."""
        return self._open().sets.trained(self.person, variants)

    # All of it

    def export(self) -> bytes:
        """Everything of the person, as Ilium's own document."""
        return self._open().transfer.export(self.person)

    def import_file(self, file: Path) -> Any:
        """Take in an export; what is here already is left as it is. Says how much was added."""
        return self.import_document(self._open().transfer.read_file(file))

    def import_document(self, data: bytes) -> Any:
        """Take in the contents of an export, as `import_file` does.

        Raises:
            InvalidDocument: it is no export, or holds what cannot be meant.
        """
        wrong = odd_export(own.decode(data), self.catalogue)
        if wrong is not None:
            raise InvalidDocument(f"This export cannot be taken in. {wrong}")
        return self._writing().transfer.import_(self.person, data)

    def _change(self, visit: Visit, kind: str, payload: dict[str, str]) -> Visit:
        self._writing().sessions.add_change(
            self.person,
            SessionChange(
                id=uuid4(),
                session=visit.record.id,
                kind=kind,
                payload={**payload},
                at=self.now(),
            ),
        )
        changed_visit = self.open_visit()
        assert changed_visit is not None
        return changed_visit


def local_zone() -> str:
    """The IANA name of this machine's time zone; UTC where it has none."""
    from tzlocal import get_localzone_name

    return get_localzone_name() or "UTC"
