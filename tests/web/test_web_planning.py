"""Planning for pages: remembered, bounded, and only for the newest wish."""

import threading
from collections.abc import Iterator
from decimal import Decimal
from uuid import uuid4

import pytest

from ilium.loads import Equipment, Inventory
from ilium.planning import Athlete, Infeasible, Programme, plan
from ilium.planning.solver import OutOfTime
from ilium.web import planning
from ilium.web.planning import memory, planned

GYM = Athlete(equipment=frozenset(Equipment))
NOTHING_FITS = Athlete(days=1, minutes=20, body_mass=Decimal(81))


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    memory.clear()
    yield
    memory.clear()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Athlete]:
    """The athletes that the planner was really asked for."""
    found: list[Athlete] = []

    def counting(athlete: Athlete) -> Programme:
        found.append(athlete)
        return plan(athlete)

    monkeypatch.setattr(planning, "make_plan", counting)
    return found


def test_the_same_wishes_are_planned_once_whoever_asks(asked: list[Athlete]) -> None:
    heavier = Athlete(equipment=GYM.equipment, body_mass=Decimal(90), inventory=Inventory(plates=()))
    assert planned(uuid4(), GYM, "a") == planned(uuid4(), heavier, "b") == plan(GYM)
    assert len(asked) == 1
    planned(uuid4(), Athlete(equipment=GYM.equipment, minutes=50), "a")
    assert len(asked) == 2


def test_the_planner_never_sees_what_a_plan_does_not_follow_from(asked: list[Athlete]) -> None:
    planned(uuid4(), Athlete(equipment=GYM.equipment, body_mass=Decimal(123)), "a")
    assert asked[0].body_mass == Athlete().body_mass


def test_the_nearest_plan_is_for_whoever_asks_not_for_who_asked_first() -> None:
    first = Athlete(days=1, minutes=20, body_mass=Decimal(50))
    for someone in (first, NOTHING_FITS):
        with pytest.raises(Infeasible) as caught:
            planned(uuid4(), someone, "a")
        answer = caught.value
        assert answer.athlete == someone
        assert answer.nearest_athlete is not None
        assert answer.nearest_athlete.body_mass == someone.body_mass
    with pytest.raises(Infeasible) as straight:
        plan(NOTHING_FITS)
    assert (answer.conflicts, answer.changes, answer.misses, answer.nearest) == (
        straight.value.conflicts,
        straight.value.changes,
        straight.value.misses,
        straight.value.nearest,
    )


def test_a_plan_that_takes_too_long_is_given_up_and_not_remembered() -> None:
    with pytest.raises(OutOfTime):
        planned(uuid4(), GYM, "a", patience=0.0)
    assert planned(uuid4(), GYM, "a") == plan(GYM)


def test_a_newer_wish_of_the_person_ends_the_older_one_and_no_one_elses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The older request is held before it solves; the newer one comes; the older gives up."""
    person, stranger = uuid4(), uuid4()
    reached, go_on = threading.Event(), threading.Event()
    ended: dict[str, object] = {}

    def held(athlete: Athlete) -> Programme:
        if athlete.minutes == 50:
            reached.set()
            assert go_on.wait(20)
        return plan(athlete)

    monkeypatch.setattr(planning, "make_plan", held)

    def older() -> None:
        try:
            ended["older"] = planned(person, Athlete(equipment=GYM.equipment, minutes=50), "a")
        except OutOfTime as error:
            ended["older"] = error

    thread = threading.Thread(target=older)
    thread.start()
    assert reached.wait(20)
    assert planned(stranger, GYM, "a")  # someone else's wish ends nothing
    assert planned(person, Athlete(equipment=GYM.equipment, minutes=70), "b")  # nor another purpose
    newer = planned(person, Athlete(equipment=GYM.equipment, minutes=65), "a")
    go_on.set()
    thread.join(20)
    assert isinstance(ended["older"], OutOfTime)
    assert newer == plan(Athlete(equipment=GYM.equipment, minutes=65))


def test_who_waits_for_a_turn_in_vain_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    full = threading.BoundedSemaphore(1)
    full.acquire()
    monkeypatch.setattr(planning, "_turns", full)
    with pytest.raises(OutOfTime):
        planned(uuid4(), GYM, "a", patience=0.1)


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "REMEMBERED", 2)
    programme = plan(GYM)
    for minutes in range(30, 40):
        memory.keep(Athlete(minutes=minutes), programme)
    kept = [n for n in range(30, 40) if memory.get(Athlete(minutes=n)) is not None]
    assert kept == [38, 39]
