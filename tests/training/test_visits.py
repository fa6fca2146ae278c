"""Pages of past sessions: nothing is left out, nothing comes twice."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ilium.exercises.model import Role
from ilium.interchange.records import TrainingSession
from ilium.loads import Load, LoadKind
from ilium.training import visits
from ilium.training.performed import PerformedSet, Side
from ilium.training.visits import Cursor, PastVisit, VisitPage, page

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 2, 18, tzinfo=UTC)


def session(number: int, hours: float) -> TrainingSession:
    return TrainingSession(
        id=UUID(int=number + 1), started_at=START + timedelta(hours=hours), zone="UTC"
    )


def loose(number: int, hours: float) -> PerformedSet:
    return PerformedSet(
        id=UUID(int=number),
        variant="clamshell",
        side=Side.LEFT,
        load=Load(LoadKind.NONE),
        reps=15,
        at=START + timedelta(hours=hours),
        role=Role.ACTIVATION,
    )


def read(
    sessions: list[TrainingSession], sets: list[PerformedSet], limit: int, before: Cursor | None
) -> VisitPage:
    """A page as the store would give it: newest first, bounded."""
    older = sorted(sessions, key=lambda s: (s.started_at, s.id), reverse=True)
    extra = sorted(sets, key=lambda s: (s.at, s.id), reverse=True)
    if before is not None:
        place = (before.started_at, before.session or UUID(int=0))
        older = [s for s in older if (s.started_at, s.id) < place]
        extra = [s for s in extra if s.at < visits.loose_before(before, ZONE)]
    return page(older[: limit + 1], {}, extra[: visits.LOOSE_SETS], ZONE, limit)


@example(begun=[1, 40], done=[0] * 9, limit=1, bound=4)
@given(
    st.lists(st.integers(0, 200), max_size=12),
    st.lists(st.integers(0, 200), max_size=30),
    st.integers(1, 5),
    st.sampled_from([4, 200]),
)
def test_the_pages_together_hold_everything_once(
    begun: list[int], done: list[int], limit: int, bound: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visits, "LOOSE_SETS", bound)
        sessions = [session(n, hours) for n, hours in enumerate(begun)]
        # Sets of one moment are one place of a page: give each its own second.
        sets = [loose(n, hours + n / 3600) for n, hours in enumerate(done)]
        seen: list[PastVisit] = []
        before: Cursor | None = None
        for _ in range(len(begun) + len(done) + 1):
            found = read(sessions, sets, limit, before)
            assert len(found.visits) <= limit
            seen += found.visits
            before = found.older
            if before is None:
                break
        assert before is None
    ids = [visit.session for visit in seen if visit.session]
    assert sorted(ids) == sorted(s.id for s in sessions)
    kept = [performed.id for visit in seen for performed in visit.sets]
    assert sorted(kept) == sorted(s.id for s in sets)
    days = [visit.started_at.astimezone(ZONE).date() for visit in seen]
    assert days == sorted(days, reverse=True)


def test_loose_sets_of_a_day_are_together() -> None:
    found = read([session(1, 2)], [loose(1, 0), loose(2, 1), loose(3, 30)], 9, None)
    assert [len(visit.sets) for visit in found.visits] == [1, 0, 2]
    assert [s.id.int for s in found.visits[2].sets] == [1, 2]


def test_a_page_that_ends_with_a_session_leaves_its_days_loose_sets_together() -> None:
    sets = [loose(1, 1), loose(2, 3)]
    first = read([session(1, 2)], sets, 1, None)
    second = read([session(1, 2)], sets, 1, first.older)
    assert [visit.session for visit in (*first.visits, *second.visits)] == [UUID(int=2), None]
    assert [s.id.int for s in second.visits[0].sets] == [1, 2]
    assert second.older is None


@pytest.mark.parametrize(
    "cursor",
    [
        Cursor(started_at=START),
        Cursor(started_at=START, session=UUID(int=3)),
        Cursor(started_at=START, within=START + timedelta(hours=1)),
    ],
)
def test_a_cursor_comes_back_from_its_text(cursor: Cursor) -> None:
    assert Cursor.read(str(cursor)) == cursor


@pytest.mark.parametrize(
    "text",
    ["", "~", "yesterday~", "2026-03-02T18:00:00~", f"{START}~x", f"{START}~~y", f"{START}~~~"],
)
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no place in the history"):
        Cursor.read(text)
