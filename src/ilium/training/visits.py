"""Past sessions as a person reads them: newest first, each with its sets, a page at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import groupby
from typing import Protocol
from uuid import UUID

import msgspec

from ilium.training.performed import PerformedSet

LOOSE_SETS = 200
"""Sets outside any session that a page looks at."""


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


class Cursor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a page ended: the start of its last visit, and its session if it was one."""

    started_at: datetime
    session: UUID | None = None

    def __str__(self) -> str:
        return f"{self.started_at.isoformat()}~{self.session.hex if self.session else ''}"

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """The cursor that was written as text.

        Raises:
            ValueError: it is none.

        >>> Cursor.read("2026-11-23T18:30:00+00:00~").session is None
        True
        """
        moment, _, session = text[:100].partition("~")
        try:
            started_at = datetime.fromisoformat(moment)
            found = cls(started_at=started_at, session=UUID(session) if session else None)
        except ValueError:
            raise ValueError(f"{text[:100]!r} is no place in the history") from None
        if started_at.tzinfo is None:
            raise ValueError(f"{text[:100]!r} is no place in the history")
        return found


class PastVisit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A session with its sets in the order of doing, or a day's sets outside any (`session` None).

    `week` and `day` are its place in the programme it was planned in, None for one without a plan.
    """

    session: UUID | None
    started_at: datetime
    finished_at: datetime | None = None
    week: int | None = None
    day: int | None = None
    sets: tuple[PerformedSet, ...] = ()


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
) -> VisitPage:
    """The newest `limit` of sessions and days of loose sets.

    Args:
        sessions: newest first, one more than `limit` if there are so many.
        sets: of each session.
        loose: sets outside any session, newest first, at most `LOOSE_SETS`.
        zone: whose days put loose sets together.
        limit: visits on the page.
    """
    found = [
        PastVisit(
            session=record.id,
            started_at=record.started_at,
            finished_at=record.finished_at,
            week=record.week,
            day=record.day,
            sets=sets.get(record.id, ()),
        )
        for record in sessions
    ]
    days = _days(loose, zone)
    found += days
    found.sort(key=lambda visit: (visit.started_at, visit.session or UUID(int=0)), reverse=True)
    shown = found[:limit]
    if len(loose) == LOOSE_SETS and days:
        # Older loose sets may be missing below the last day that was read.
        shown = [visit for visit in shown if visit.started_at >= days[-1].started_at]
    more = len(found) > len(shown) or len(loose) == LOOSE_SETS
    last = shown[-1] if shown else None
    return VisitPage(
        visits=tuple(shown),
        older=Cursor(started_at=last.started_at, session=last.session) if more and last else None,
    )


def _days(loose: Sequence[PerformedSet], zone: tzinfo) -> list[PastVisit]:
    """Loose sets by local day, newest first; a day that the bound may have cut is left out."""
    days = [
        tuple(reversed(list(group)))
        for _, group in groupby(loose, key=lambda done: done.at.astimezone(zone).date())
    ]
    if len(loose) == LOOSE_SETS and len(days) > 1:
        days.pop()
    return [PastVisit(session=None, started_at=day[0].at, sets=day) for day in days]
