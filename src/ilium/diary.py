"""One person's training diary: what the core asks of the store, and what it gives back.

The command line and the web both work through it. It reads the clock and the store; everything
that is decided, the core decides.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone, tzinfo
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from ilium import store
from ilium.exercises import Catalogue, catalogue
from ilium.interchange.records import ProgrammeRevision, SessionChange, TrainingSession
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Item, Programme, Session, Week
from ilium.training.performed import PerformedSet
from ilium.training.prescription import Day, History
from ilium.training.progression import EXPOSURES_NEEDED
from ilium.training.schedule import Position, Upcoming, first_start, upcoming
from ilium.training.session import Station, exchanged, stations

SWAP, SKIP = "swap", "skip"
"""Kinds of change within one session; a swap holds the new item, a skip the variant left out."""


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """A session under way: its record, what it consists of after today's swaps, what is done."""

    record: TrainingSession
    week: Week
    session: Session
    stations: tuple[Station, ...]
    done: tuple[PerformedSet, ...]
    skipped: frozenset[str]


def _utc_now() -> datetime:
    return datetime.now(timezone.utc)


class Diary:
    """The diary of one person; of the only one on this machine if none is named.

    Args:
        person: whose diary it is.
        now: the clock, aware UTC.
        zone: the IANA name of the zone the person trains in; this machine's if not given.

    Raises:
        StoreError: the store cannot be opened.
    """

    def __init__(
        self,
        person: UUID | None = None,
        now: Callable[[], datetime] = _utc_now,
        zone: str | None = None,
    ) -> None:
        store.connect()
        from ilium.store import people, programmes, sessions, sets

        self._people, self._programmes = people, programmes
        self._sessions, self._sets = sessions, sets
        self.person = person or people.default_person()
        self.now = now
        self.zone_name = zone or local_zone()
        self.catalogue: Catalogue = catalogue()

    @property
    def zone(self) -> tzinfo:
        """The zone that decides which day it is."""
        return ZoneInfo(self.zone_name)

    @property
    def today(self) -> date:
        """The person's date."""
        return self.now().astimezone(self.zone).date()

    # Who they are, and what they follow

    def athlete(self) -> Athlete | None:
        """The person as they last described themselves."""
        return self._people.current_athlete(self.person)

    def save_athlete(self, athlete: Athlete) -> None:
        """Keep a new description; older ones stay in the diary."""
        self._people.save_athlete(self.person, athlete, at=self.now())

    def programme(self) -> ProgrammeRevision | None:
        """The programme that the person trains by."""
        return self._programmes.active_programme(self.person)

    def adopt(self, programme: Programme, athlete: Athlete) -> ProgrammeRevision:
        """Train by a new programme from its first day on."""
        if athlete != self.athlete():
            self.save_athlete(athlete)
        start = first_start(programme, self.today)
        return self._programmes.save_programme(
            self.person, programme, athlete, start, at=self.now()
        )

    def revise(self, active: ProgrammeRevision, programme: Programme) -> ProgrammeRevision:
        """Put a changed programme in the place of the active one, at the same place in it."""
        return self._programmes.save_programme(
            self.person,
            programme,
            active.athlete,
            active.start,
            at=self.now(),
            origin=active.origin,
        )

    def finished(self, active: ProgrammeRevision) -> frozenset[Position]:
        """The positions of the programme that are done."""
        return self._sessions.finished_positions(self.person, active.origin)

    def upcoming(self, active: ProgrammeRevision) -> Upcoming | None:
        """The session that comes next, None once the programme is finished."""
        last = self._sets.last_trained(self.person)
        return upcoming(
            active.programme,
            self.finished(active),
            active.start,
            self.today,
            last.astimezone(self.zone).date() if last else None,
        )

    # Today's session

    def open_visit(self) -> Visit | None:
        """The session that was begun and not finished."""
        record = self._sessions.open_session(self.person)
        return None if record is None else self._visit(record)

    def begin(self, active: ProgrammeRevision, planned: Upcoming) -> Visit:
        """Begin a session. It is kept, so that it can go on after a break of any kind."""
        record = TrainingSession(
            id=uuid4(),
            programme=active.id,
            week=planned.week.week,
            day=planned.session.day,
            started_at=self.now(),
            zone=self.zone_name,
        )
        return self._visit(self._sessions.start_session(self.person, record))

    def preview(self, active: ProgrammeRevision, planned: Upcoming) -> tuple[Station, ...]:
        """What the session asks for, before it is begun."""
        return self._stations(active.athlete, planned.week, planned.session, None)

    def refreshed(self, visit: Visit) -> Visit:
        """The visit as the store has it now."""
        return self._visit(visit.record)

    def record(self, performed: PerformedSet) -> PerformedSet:
        """Keep a set; it is on the disk when this returns."""
        return self._sets.record_set(
            self.person, performed, event=uuid4(), recorded_at=self.now()
        )

    def correct(self, performed: PerformedSet) -> PerformedSet:
        """Put a set in the place of the one with its id; the old one stays in its history."""
        return self._sets.correct_set(
            self.person, performed, event=uuid4(), recorded_at=self.now()
        )

    def remove(self, set_id: UUID) -> None:
        """Take a set out of the diary's sums; its history keeps it."""
        self._sets.remove_set(self.person, set_id, event=uuid4(), recorded_at=self.now())

    def swap_today(self, visit: Visit, old: str, new: Item) -> Visit:
        """Do another item in place of the variant `old`, in this session only."""
        payload = {"old": old, "new": msgspec.json.encode(new).decode()}
        return self._change(visit, SWAP, payload)

    def skip(self, visit: Visit, variant: str) -> Visit:
        """Leave an item, or the rest of it, out of this session."""
        return self._change(visit, SKIP, {"variant": variant})

    def finish(self, visit: Visit) -> TrainingSession:
        """End the session."""
        return self._sessions.finish_session(self.person, visit.record.id, self.now())

    # What was done

    def history(self, variant: str, exposures: int) -> History:
        """The last exposures to a variant."""
        return self._sets.history(self.person, [variant], exposures)[variant]

    def sets_since(self, first: date) -> tuple[PerformedSet, ...]:
        """Every set from a local day on, in the order of doing."""
        start = datetime.combine(first, datetime.min.time(), tzinfo=self.zone)
        return self._sets.sets_between(self.person, start, self.now() + timedelta(days=1))

    def find_set(self, set_id: UUID) -> PerformedSet | None:
        """A set by its id."""
        return self._sets.find_set(self.person, set_id)

    def last_sessions(self, limit: int) -> tuple[TrainingSession, ...]:
        """The last sessions, newest first."""
        return self._sessions.sessions(self.person, limit=limit)

    def _change(self, visit: Visit, kind: str, payload: dict[str, str]) -> Visit:
        self._sessions.add_change(
            self.person,
            SessionChange(
                id=uuid4(),
                session=visit.record.id,
                kind=kind,
                payload={**payload},
                at=self.now(),
            ),
        )
        return self._visit(visit.record)

    def _visit(self, record: TrainingSession) -> Visit:
        if record.programme is None or record.week is None or record.day is None:
            raise ValueError("This session has no programme; finish it with ilium session --finish.")
        active = self._programmes.programme(self.person, record.programme)
        week = active.programme.weeks[record.week - 1]
        session = next(s for s in week.sessions if s.day == record.day)
        skipped: set[str] = set()
        for change in self._sessions.session_changes(self.person, record.id):
            if change.kind == SWAP:
                new = msgspec.json.decode(str(change.payload["new"]), type=Item)
                session = exchanged(session, str(change.payload["old"]), new)
            elif change.kind == SKIP:
                skipped.add(str(change.payload["variant"]))
        return Visit(
            record=record,
            week=week,
            session=session,
            stations=self._stations(active.athlete, week, session, record),
            done=self._sets.sets_of_session(self.person, record.id),
            skipped=frozenset(skipped),
        )

    def _stations(
        self, planned_for: Athlete, week: Week, session: Session, record: TrainingSession | None
    ) -> tuple[Station, ...]:
        """The session's stations, from the history before it."""
        variants = [item.variant for item in session.items]
        histories = self._sets.history(self.person, variants, EXPOSURES_NEEDED + 1)
        before = {
            name: msgspec.structs.replace(
                past, sets=tuple(s for s in past.sets if record is None or s.session != record.id)
            )
            for name, past in histories.items()
        }
        started = record.started_at if record else self.now()
        last = self._sets.last_trained(self.person, before=started)
        day = Day(
            on=started.astimezone(self.zone).date(),
            week=week.week,
            deload=week.deload,
            body_mass=(self.athlete() or planned_for).body_mass,
            last_trained=last.astimezone(self.zone).date() if last else None,
        )
        # Loads owned may have changed since the programme was planned.
        athlete = self.athlete() or planned_for
        return stations(session, athlete, self.catalogue, before, day)


def local_zone() -> str:
    """The IANA name of this machine's time zone; UTC where it has none."""
    from tzlocal import get_localzone_name

    return get_localzone_name() or "UTC"
