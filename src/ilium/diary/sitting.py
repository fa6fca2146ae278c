"""The next session and the one under way: what it consists of, and what is done in it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import msgspec

from ilium import store
from ilium.diary.following import Following
from ilium.exercises import UnknownVariant
from ilium.exercises.model import variant_id
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
from ilium.outlook import Outlook, Visit, left_out, stages, variants_of, without
from ilium.planning.programme import Item, Session
from ilium.store import outlook_copy
from ilium.training.exposure import EXPOSURES_NEEDED
from ilium.training.performed import PerformedSet
from ilium.training.prescription import History
from ilium.training.schedule import Position, Upcoming, upcoming
from ilium.training.shortfall import UnderWay, left_over

TICK = timedelta(microseconds=1)
"""The smallest difference of two stored times."""


class Sitting(Following):
    """The part of a diary behind today and the guided session."""

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
        ended = opened.sessions.ended(self.person, active.origin) if active else None
        finished: frozenset[Position] = frozenset(ended.done) if ended else frozenset()
        today = stages(session, changes) if session else ()
        coming = None
        if active is not None and (revision is None or revision.id != active.id):
            # Which session comes next does not hang on the day; whether it is due does.
            coming = upcoming(active.programme, finished, active.start, self.today)
        past = self.histories(variants_of(*today, coming.session if coming else None))
        started = record.started_at if record else None
        return Outlook(
            athlete=self.athlete() or (active.athlete if active else None),
            active=active,
            finished=finished,
            idle=ended.idle if ended else (),
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

    def open_visit(self) -> Visit | None:
        """The session that was begun and not finished."""
        return self.outlook().visit(self.zone, self.catalogue)

    def under_way(self, active: ProgrammeRevision | None) -> UnderWay | None:
        """What is left of the session under way, None if none is; one query, else three or four.

        `active` is the programme that the person trains by.
        """
        opened = self._open()
        record: TrainingSession | None = opened.sessions.open_session(self.person)
        revision, planned = self._planned(record, active)
        if record is None or revision is None or planned is None:
            return None
        changes = opened.sessions.session_changes(self.person, record.id)
        week = revision.programme.weeks[(record.week or 1) - 1]
        own = active is not None and active.origin == revision.origin
        return UnderWay(
            began=record.started_at.astimezone(self.zone).date(),
            place=(week.week, planned.day) if own else None,
            left=left_over(
                stages(planned, changes)[-1],
                opened.sets.sets_of_session(self.person, record.id),
                left_out(changes),
                self.catalogue,
            ),
            deload=week.deload,
        )

    def begin(self, active: ProgrammeRevision, planned: Upcoming) -> Visit:
        """Begin a session. It is kept, so that it can go on after a break of any kind.

        Its id follows from its place in the programme: begun on two devices, it is one session.
        One that ended without a set is begun anew.

        Raises:
            Conflict: it is finished already.
        """
        place = week, day = (planned.week.week, planned.session.day)
        idle: tuple[Position, ...] = self._open().sessions.ended(self.person, active.origin).idle
        record = TrainingSession(
            id=session_id(active.origin, week, day, idle.count(place)),
            programme=active.id,
            week=week,
            day=day,
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

    def take_back(self, visit: Visit) -> Visit | None:
        """Take the latest swap or skip of this session back; None if there is none."""
        found = self.outlook().undoing()
        return None if found is None else self._change(visit, *found)

    def finish(self, visit: Visit) -> TrainingSession:
        """End the session. It is done if it has a set; without one, its place waits for another."""
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
        """What progression looks at of each variant: see `ilium.store.histories`."""
        akin = {one: self._akin(one) for one in variants}
        return self._open().histories.history(
            self.person, variants, EXPOSURES_NEEDED + 1, akin, self.zone
        )

    def _akin(self, variant: str) -> tuple[str, ...]:
        """The other variants of its exercise that a plan may choose."""
        try:
            exercise = self.catalogue.variant(variant).exercise
        except UnknownVariant:
            return ()
        every = (variant_id(exercise.id, modifiers) for modifiers in ((), *exercise.variants))
        return tuple(one for one in dict.fromkeys(every) if one != variant)

    def trained(self, variants: Sequence[str]) -> tuple[str, ...]:
        """Those of the variants that any set was ever done of; one query."""
        return self._open().sets.trained(self.person, variants)

    def _change(self, visit: Visit, kind: str, payload: dict[str, str]) -> Visit:
        """Keep a change. It is later than those before it, whatever the clock says."""
        opened = self._writing()
        before = opened.sessions.session_changes(self.person, visit.record.id)
        at = max((self.now(), *(change.at + TICK for change in before)))
        opened.sessions.add_change(
            self.person,
            SessionChange(
                id=uuid4(),
                session=visit.record.id,
                kind=kind,
                payload={**payload},
                at=at,
            ),
        )
        changed_visit = self.open_visit()
        assert changed_visit is not None
        return changed_visit
