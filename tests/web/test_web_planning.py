"""Planning for pages: remembered, bounded, and only for the newest wish."""

import threading
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID, uuid4

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
    owned = Inventory(plates=())
    heavier = Athlete(equipment=GYM.equipment, body_mass=Decimal(90), inventory=owned)
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


PERSON, STRANGER = uuid4(), uuid4()


@pytest.mark.parametrize(
    ("newer", "purpose", "ends_it"),
    [(PERSON, "a", True), (PERSON, "b", False), (STRANGER, "a", False)],
)
def test_only_a_newer_wish_of_the_person_for_the_same_purpose_ends_the_older_one(
    monkeypatch: pytest.MonkeyPatch, newer: UUID, purpose: str, ends_it: bool
) -> None:
    """The older request is held before it solves; the newer one comes; the older goes on."""
    reached, go_on = threading.Event(), threading.Event()
    longer = Athlete(equipment=GYM.equipment, minutes=50)
    ended: list[object] = []

    def held(athlete: Athlete) -> Programme:
        if athlete.minutes == longer.minutes:
            reached.set()
            assert go_on.wait(20)
        return plan(athlete)

    def older() -> None:
        try:
            ended.append(planned(PERSON, longer, "a", patience=60))
        except OutOfTime as error:
            ended.append(error)

    monkeypatch.setattr(planning, "make_plan", held)
    thread = threading.Thread(target=older)
    thread.start()
    assert reached.wait(20)
    assert planned(newer, GYM, purpose) == plan(GYM)
    go_on.set()
    thread.join(20)
    assert isinstance(ended[0], OutOfTime) == ends_it
    if not ends_it:
        assert ended[0] == plan(longer)


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
