"""Where a person stands, as one value: all that today's session follows from.

Pure: the diary reads it from the store (or from the copy it keeps beside it), and everything
that is shown about the next session is worked out here.
"""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from uuid import UUID

import msgspec

from ilium.exercises import Catalogue
from ilium.interchange.records import (
    RESUME,
    SKIP,
    SWAP,
    ProgrammeRevision,
    SessionChange,
    TrainingSession,
    session_id,
)
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Item, Session, Week
from ilium.training.performed import PerformedSet
from ilium.training.prescription import Day, History
from ilium.training.schedule import Position, Upcoming, next_alike, upcoming
from ilium.training.session import Station, exchanged, stations


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """A session under way: its record, what it consists of after today's swaps, what is done.

    `replaced` are the stations that swaps took out today; sets of them may be done.
    """

    record: TrainingSession
    week: Week
    session: Session
    stations: tuple[Station, ...]
    done: tuple[PerformedSet, ...]
    skipped: frozenset[str]
    replaced: tuple[Station, ...] = ()


class Outlook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is remembered of a person that the next session depends on.

    `histories` holds the latest exposures of every variant of the session under way or, where
    none is or another programme was chosen since, of the one that comes next; the session's own
    sets are left out; `trained` is when the last working set
    before it was done. `idle` has the position of every session that ended without a set, which is
    not finished by that.
    """

    athlete: Athlete | None = None
    active: ProgrammeRevision | None = None
    finished: frozenset[Position] = frozenset()
    idle: tuple[Position, ...] = ()
    trained: datetime | None = None
    under_way: TrainingSession | None = None
    under_way_programme: ProgrammeRevision | None = None
    changes: tuple[SessionChange, ...] = ()
    done: tuple[PerformedSet, ...] = ()
    histories: dict[str, History] = {}

    @property
    def weeks(self) -> int:
        """The weeks of the programme, 0 without one."""
        revision = self.under_way_programme or self.active
        return len(revision.programme.weeks) if revision else 0

    def next_up(self, today: date, zone: tzinfo) -> Upcoming | None:
        """The session that comes next; None without a programme or when it is finished."""
        if self.active is None:
            return None
        last = self.trained.astimezone(zone).date() if self.trained else None
        return upcoming(self.active.programme, self.finished, self.active.start, today, last)

    def id_of(self, planned: Upcoming) -> UUID:
        """The id that a session of the programme gets when it is begun."""
        assert self.active is not None, "a planned session is of a programme"
        place = (planned.week.week, planned.session.day)
        return session_id(self.active.origin, *place, self.idle.count(place))

    def preview(
        self, planned: Upcoming, today: date, zone: tzinfo, catalogue: Catalogue
    ) -> tuple[Station, ...]:
        """What a session asks for, before it is begun."""
        return self._stations(planned.week, planned.session, today, zone, catalogue)

    def after(self, visit: Visit) -> Upcoming | None:
        """The session that repeats the visit's items, after the visit was finished."""
        if self.active is None:
            return None
        day = visit.session.day
        return next_alike(self.active.programme, self.finished, self.active.start, day)

    def visit(self, zone: tzinfo, catalogue: Catalogue) -> Visit | None:
        """The session under way, with today's swaps and skips applied."""
        record, place = self.under_way, self._place
        if record is None or place is None:
            return None
        week, planned = place
        *earlier, session = stages(planned, self.changes)
        day = record.started_at.astimezone(zone).date()
        here = variants_of(session)
        replaced = {
            station.variant.id: station
            for stage in earlier
            for station in self._stations(week, stage, day, zone, catalogue)
            if station.variant.id not in here
        }
        return Visit(
            record=record,
            week=week,
            session=session,
            stations=self._stations(week, session, day, zone, catalogue),
            done=self.done,
            skipped=left_out(self.changes),
            replaced=tuple(replaced.values()),
        )

    def undoing(self) -> tuple[str, dict[str, str]] | None:
        """What takes the latest swap or skip of the session under way back; None without one."""
        return undoing(self._place[1], self.changes) if self._place else None

    @property
    def _place(self) -> tuple[Week, Session] | None:
        """Where in its programme the session under way was planned, and how."""
        record, revision = self.under_way, self.under_way_programme
        if record is None or revision is None or record.week is None or record.day is None:
            return None
        week = revision.programme.weeks[record.week - 1]
        return week, next(s for s in week.sessions if s.day == record.day)

    def _stations(
        self, week: Week, session: Session, on: date, zone: tzinfo, catalogue: Catalogue
    ) -> tuple[Station, ...]:
        athlete = self.athlete or Athlete()
        day = Day(
            on=on,
            week=week.week,
            deload=week.deload,
            body_mass=athlete.body_mass,
            last_trained=self.trained.astimezone(zone).date() if self.trained else None,
        )
        return stations(session, athlete, catalogue, self.histories, day)


def stages(session: Session, changes: tuple[SessionChange, ...]) -> tuple[Session, ...]:
    """The session as it was planned, and after each of its swaps."""
    found = [session]
    for change in changes:
        if change.kind == SWAP:
            found.append(exchanged(found[-1], str(change.payload["old"]), _new(change)))
    return tuple(found)


def left_out(changes: tuple[SessionChange, ...]) -> frozenset[str]:
    """The variants that are left out; one that was resumed since is not."""
    skipped: set[str] = set()
    for change in changes:
        if change.kind == SKIP:
            skipped.add(str(change.payload["variant"]))
        elif change.kind == RESUME:
            skipped.discard(str(change.payload["variant"]))
    return frozenset(skipped)


def undoing(
    session: Session, changes: tuple[SessionChange, ...]
) -> tuple[str, dict[str, str]] | None:
    """Kind and payload of the change that takes the latest one back; None if none is in force.

    Args:
        session: as it was planned.
        changes: its changes, in the order of doing.
    """
    in_force = _in_force(changes)
    if not in_force:
        return None
    latest = in_force[-1]
    if latest.kind == SKIP:
        return RESUME, {"variant": str(latest.payload["variant"])}
    items = {item.variant: item for stage in stages(session, changes) for item in stage.items}
    old = items.get(str(latest.payload["old"]))
    if old is None:
        return None
    return SWAP, {"old": _new(latest).variant, "new": msgspec.json.encode(old).decode()}


def _in_force(changes: tuple[SessionChange, ...]) -> list[SessionChange]:
    """The changes that no later one took back."""
    found: list[SessionChange] = []
    for change in changes:
        if change.kind == RESUME:
            resumed = change.payload["variant"]
            found = [one for one in found if one.payload.get("variant") != resumed]
        elif found and _reverses(change, found[-1]):
            found.pop()
        else:
            found.append(change)
    return found


def _reverses(change: SessionChange, earlier: SessionChange) -> bool:
    return (
        change.kind == earlier.kind == SWAP
        and change.payload["old"] == _new(earlier).variant
        and earlier.payload["old"] == _new(change).variant
    )


def _new(change: SessionChange) -> Item:
    """The item that a swap puts in place."""
    return msgspec.json.decode(str(change.payload["new"]), type=Item)


def variants_of(*sessions: Session | None) -> tuple[str, ...]:
    """The variants of some sessions, each once."""
    return tuple(
        dict.fromkeys(item.variant for one in sessions if one is not None for item in one.items)
    )


def without(histories: Mapping[str, History], record: TrainingSession | None) -> dict[str, History]:
    """The histories as they were before the session under way."""
    if record is None:
        return dict(histories)
    return {
        name: msgspec.structs.replace(
            past, sets=tuple(s for s in past.sets if s.session != record.id)
        )
        for name, past in histories.items()
    }
