"""Past sessions as a person reads them: newest first, each with its sets, a page at a time."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import groupby
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

import msgspec

from ilium.training.performed import OtherSet, PerformedSet

LOOSE_SETS = 200
"""Sets outside any session that a page looks at."""

NO_OTHERS: Mapping[UUID, tuple[OtherSet, ...]] = MappingProxyType({})


class Begun(Protocol):
    """A session as it is remembered."""

    @property
    def id(self) -> UUID:
        """Its id."""
        ...

    @property
    def started_at(self) -> datetime:
        """When it began."""
        ...

    @property
    def finished_at(self) -> datetime | None:
        """When it ended."""
        ...

    @property
    def week(self) -> int | None:
        """The week of its programme."""
        ...

    @property
    def day(self) -> int | None:
        """The day of that week."""
        ...

    @property
    def source(self) -> str:
        """The other program that wrote it down, empty for a session of Ilium's."""
        ...

    @property
    def title(self) -> str:
        """What that program calls it."""
        ...

    @property
    def note(self) -> str:
        """What was noted there of the whole of it."""
        ...


class Cursor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a page ended: its last session and when that began, or the start of its last day of
    sets outside any session. `within` is where in that day, if it had more than a page reads."""

    started_at: datetime
    session: UUID | None = None
    within: datetime | None = None

    def __str__(self) -> str:
        session = self.session.hex if self.session else ""
        within = f"~{self.within.isoformat()}" if self.within else ""
        return f"{self.started_at.isoformat()}~{session}{within}"

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """The cursor that was written as text.

        Raises:
            ValueError: it is none.

        >>> Cursor.read("2026-11-23T18:30:00+00:00~").session is None
        True
        """
        moment, session, within = [*text[:150].split("~", 2), "", ""][:3]
        try:
            found = cls(
                started_at=datetime.fromisoformat(moment),
                session=UUID(session) if session else None,
                within=datetime.fromisoformat(within) if within else None,
            )
        except ValueError:
            raise ValueError(f"{text[:150]!r} is no place in the history") from None
        if any(at is not None and at.tzinfo is None for at in (found.started_at, found.within)):
            raise ValueError(f"{text[:150]!r} is no place in the history")
        return found


class PastVisit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A session with its sets in the order of doing, or a day's sets outside any (`session` None).

    `week` and `day` are its place in the programme it was planned in, None for one without a plan.
    Where another program wrote it down, `source`, `title` and `note` are what that says of it, and
    `others` the sets that are not for the upper glutes.
    """

    session: UUID | None
    started_at: datetime
    finished_at: datetime | None = None
    week: int | None = None
    day: int | None = None
    source: str = ""
    title: str = ""
    note: str = ""
    sets: tuple[PerformedSet, ...] = ()
    others: tuple[OtherSet, ...] = ()


class VisitPage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some visits, newest first. `older` is where the next page begins, None if there is none."""

    visits: tuple[PastVisit, ...]
    older: Cursor | None = None


def page(
    sessions: Sequence[Begun],
    sets: Mapping[UUID, tuple[PerformedSet, ...]],
    loose: Sequence[PerformedSet],
    zone: tzinfo,
    limit: int,
    others: Mapping[UUID, tuple[OtherSet, ...]] = NO_OTHERS,
) -> VisitPage:
    """The newest `limit` of sessions and days of loose sets.

    Args:
        sessions: newest first, one more than `limit` if there are so many.
        sets: of each session.
        loose: sets outside any session, newest first, at most `LOOSE_SETS`.
        zone: whose days put loose sets together.
        limit: visits on the page.
        others: sets of other training of each session that has any.
    """
    found = [
        PastVisit(
            session=record.id,
            started_at=record.started_at,
            finished_at=record.finished_at,
            week=record.week,
            day=record.day,
            source=record.source,
            title=record.title,
            note=record.note,
            sets=sets.get(record.id, ()),
            others=others.get(record.id, ()),
        )
        for record in sessions
    ]
    days = _days(loose, zone)
    found += days
    found.sort(key=lambda visit: _place(visit, zone), reverse=True)
    shown = found[:limit]
    cut = len(loose) == LOOSE_SETS
    if cut and days:
        # Older loose sets may be missing below the last day that was read.
        shown = [visit for visit in shown if _place(visit, zone) >= _place(days[-1], zone)]
    if not shown or not (cut or len(found) > len(shown)):
        return VisitPage(visits=tuple(shown))
    moment, session = _place(shown[-1], zone)
    halved = cut and len(days) == 1 and shown[-1] is days[0]
    return VisitPage(
        visits=tuple(shown),
        older=Cursor(
            started_at=moment,
            session=session if session.int else None,
            within=days[0].started_at if halved else None,
        ),
    )


def loose_before(cursor: Cursor, zone: tzinfo) -> datetime:
    """The time before which the loose sets of the page after a cursor were done.

    The loose sets of a day come after its sessions, all of them together.
    """
    if cursor.session is None:
        return cursor.within or cursor.started_at
    return _midnight(cursor.started_at.astimezone(zone).date() + timedelta(days=1), zone)


def _place(visit: PastVisit, zone: tzinfo) -> tuple[datetime, UUID]:
    """Where a visit stands in the history; the greatest comes first."""
    if visit.session is not None:
        return visit.started_at, visit.session
    return _midnight(visit.started_at.astimezone(zone).date(), zone), UUID(int=0)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _days(loose: Sequence[PerformedSet], zone: tzinfo) -> list[PastVisit]:
    """Loose sets by local day, newest first; a day that the bound may have cut is left out."""
    days = [
        tuple(reversed(list(group)))
        for _, group in groupby(loose, key=lambda done: done.at.astimezone(zone).date())
    ]
    if len(loose) == LOOSE_SETS and len(days) > 1:
        days.pop()
    return [PastVisit(session=None, started_at=day[0].at, sets=day) for day in days]
