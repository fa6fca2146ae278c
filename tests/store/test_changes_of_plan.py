"""Changing the plan through the diary: the place in it, and the way back."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest
from tests.store.examples import record_one

from ilium.diary import Diary
from ilium.interchange.records import ProgrammeRevision, TrainingSession
from ilium.loads import Equipment
from ilium.planning import Athlete, Programme, move_session, plan
from ilium.planning.programme import Weekday
from ilium.store.people import add_person
from ilium.store.sessions import finish_session, start_session
from ilium.training.schedule import goes_on, positions

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday
GYM = Athlete(days=2, weeks=4, equipment=frozenset(Equipment))
SHORTER = msgspec.structs.replace(GYM, minutes=35)
MADE: dict[Athlete, Programme] = {
    one: plan(one)
    for one in (GYM, SHORTER, *(msgspec.structs.replace(GYM, days=d) for d in (1, 3)))
}


@pytest.fixture
def someone(home: Path) -> UUID:
    return add_person()


@pytest.fixture
def diary(someone: UUID) -> Diary:
    return Diary(someone, now=lambda: NOW, zone="UTC")


def train(person: UUID, active: ProgrammeRevision, *places: tuple[int, int]) -> None:
    for week, day in places:
        record = TrainingSession(
            id=uuid4(), programme=active.id, week=week, day=day, started_at=NOW, zone="UTC"
        )
        start_session(person, record)
        record_one(person, record.id)
        finish_session(person, record.id, NOW + timedelta(hours=1))


def test_a_changed_plan_of_the_same_shape_goes_on(someone: UUID, diary: Diary) -> None:
    active = diary.adopt(MADE[GYM], GYM)
    train(someone, active, (1, 1), (1, 2))
    changed = diary.change(MADE[SHORTER], SHORTER)
    assert (changed.origin, changed.start, changed.athlete) == (
        active.origin,
        active.start,
        SHORTER,
    )
    assert diary.finished(changed) == {(1, 1), (1, 2)}
    assert diary.athlete() == SHORTER


@pytest.mark.parametrize("days", [1, 3])
def test_a_plan_of_other_days_begins_anew(someone: UUID, diary: Diary, days: int) -> None:
    other = msgspec.structs.replace(GYM, days=days)
    active = diary.adopt(MADE[GYM], GYM)
    train(someone, active, (1, 1))
    changed = diary.change(MADE[other], other)
    assert changed.origin == changed.id
    assert diary.finished(changed) == frozenset()


def test_a_finished_plan_does_not_go_on(someone: UUID, diary: Diary) -> None:
    active = diary.adopt(MADE[GYM], GYM)
    train(someone, active, *positions(MADE[GYM]))
    assert diary.change(MADE[SHORTER], SHORTER).origin != active.origin


def test_the_first_plan_is_adopted(diary: Diary) -> None:
    changed = diary.change(MADE[GYM], GYM)
    assert changed.origin == changed.id
    assert diary.former(changed) is None
    assert diary.undo(changed) is None


def test_undo_goes_back_and_forth(someone: UUID, diary: Diary) -> None:
    active = diary.adopt(MADE[GYM], GYM)
    train(someone, active, (1, 1))
    changed = diary.change(MADE[SHORTER], SHORTER)
    back = diary.undo(changed)
    assert back is not None
    assert (back.programme, back.origin, diary.athlete()) == (MADE[GYM], active.origin, GYM)
    again = diary.undo(back)
    assert again is not None
    assert (again.programme, diary.athlete()) == (MADE[SHORTER], SHORTER)


def test_undo_leaves_alone_what_no_plan_follows_from(diary: Diary) -> None:
    diary.adopt(MADE[GYM], GYM)
    changed = diary.change(MADE[SHORTER], SHORTER)
    diary.save_athlete(msgspec.structs.replace(SHORTER, body_mass=Decimal(91)))
    diary.undo(changed)
    known = diary.athlete()
    assert known is not None
    assert (known.minutes, known.body_mass) == (GYM.minutes, Decimal(91))


def test_a_moved_session_keeps_its_place(someone: UUID, diary: Diary) -> None:
    active = diary.adopt(MADE[GYM], GYM)
    train(someone, active, (1, 1))
    moved = diary.revise(active, move_session(MADE[GYM], 1, Weekday.SUNDAY))
    upcoming = diary.outlook().next_up(diary.today, diary.zone)
    assert upcoming is not None
    assert diary.finished(moved) == {(1, 1)}
    assert (upcoming.week.week, upcoming.session.day) == (1, 2)
    train(someone, moved, (1, 2))
    upcoming = diary.outlook().next_up(diary.today, diary.zone)
    assert upcoming is not None
    assert (upcoming.week.week, upcoming.session.day) == (2, 2)  # Thursday comes before Sunday


def test_what_goes_on() -> None:
    made, shorter = MADE[GYM], MADE[SHORTER]
    done = set(positions(made))
    assert goes_on(made, shorter, set())
    assert goes_on(made, move_session(made, 1, Weekday.SUNDAY), set())
    assert goes_on(made, shorter, done - {(4, 2)})
    assert not goes_on(made, shorter, done)
    assert not goes_on(made, MADE[msgspec.structs.replace(GYM, days=3)], set())
