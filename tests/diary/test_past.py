"""The diary's questions about the past: few queries, however long it is."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from tests.store.examples import thrust
from tests.web.three_years import counts, train

from ilium.diary import Diary
from ilium.planning import plan
from ilium.planning.athlete import Athlete
from ilium.progress import best_of, gather
from ilium.store.people import add_person
from ilium.training.records import marks
from ilium.training.visits import PastVisit

NOW = datetime(2026, 11, 19, 20, tzinfo=UTC)


@pytest.fixture
def diary(home: object) -> Diary:
    return Diary(add_person(), now=lambda: NOW, zone="Europe/Berlin")


def test_a_measured_body_mass_is_the_athletes(diary: Diary) -> None:
    diary.save_athlete(Athlete())
    diary.measure(date(2026, 11, 1), body_mass=Decimal("63.5"))
    assert diary.athlete() == Athlete(body_mass=Decimal("63.5"))
    diary.measure(date(2026, 10, 1), body_mass=Decimal(60))  # measured before, known later
    newest = diary.measure(body_mass=Decimal(64), waist=Decimal("70.5"))
    assert diary.athlete() == Athlete(body_mass=Decimal(64))
    diary.remove_measurement(newest.id)
    assert diary.athlete() == Athlete(body_mass=Decimal("63.5"))
    assert [record.on for record in diary.measurements()] == [date(2026, 11, 1), date(2026, 10, 1)]


def test_a_girth_alone_leaves_the_athlete_as_they_are(diary: Diary) -> None:
    diary.save_athlete(Athlete())
    diary.measure(hip=Decimal(97))
    assert diary.athlete() == Athlete()


def test_nothing_is_measured_tomorrow_or_long_ago(diary: Diary) -> None:
    with pytest.raises(ValueError, match="still to come"):
        diary.measure(date(2026, 11, 20), hip=Decimal(97))
    with pytest.raises(ValueError, match="0026-11-01 is no day of measuring; look at the year"):
        diary.measure(date(26, 11, 1), hip=Decimal(97))
    with pytest.raises(ValueError, match="at least one number"):
        diary.measure()
    assert diary.measurements() == ()


def _pages(diary: Diary, limit: int) -> list[PastVisit]:
    found = diary.visits(limit)
    seen = list(found.visits)
    while found.older is not None:
        found = diary.visits(limit, found.older)
        seen += found.visits
    return seen


def test_every_visit_is_on_one_page(diary: Diary) -> None:
    train(diary.person, 0.3, NOW)
    loose = diary.record(thrust(NOW - timedelta(days=3)))
    visits = _pages(diary, 7)
    sessions, _ = counts(diary.person)
    assert len(visits) == sessions + 1
    assert [visit.sets for visit in visits if visit.session is None] == [(loose,)]
    shown = {performed.id for visit in visits for performed in visit.sets}
    assert shown == {performed.id for performed in diary.sets_since(date(2020, 1, 1))}


def test_the_marks_of_a_history_are_those_of_its_sets(diary: Diary) -> None:
    train(diary.person, 0.6, NOW)
    assert set(diary.marks()) == set(marks(diary.sets_since(date(2020, 1, 1))))


def _queries(diary: Diary, ask) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        ask(diary)
    return len(found)


def test_queries_do_not_grow_with_the_history(home: object) -> None:
    questions = {
        "progress": (lambda diary: gather(diary, 12), 6),
        "bests": (best_of, 2),
        "visits": (lambda diary: diary.visits(20), 4),
        "measurements": (lambda diary: diary.measurements(), 1),
    }
    for years in (0.3, 1):
        person: UUID = add_person()
        train(person, years, NOW)
        diary = Diary(person, now=lambda: NOW, zone="Europe/Berlin")
        diary.programme()  # opens the store
        for name, (ask, number) in questions.items():
            assert _queries(diary, ask) == number, name


def test_a_session_under_way_costs_the_progress_two_queries(diary: Diary) -> None:
    athlete = Athlete()
    active = diary.adopt(plan(athlete), athlete)
    planned = diary.outlook().next_up(diary.today, diary.zone)
    assert planned is not None
    diary.begin(active, planned)
    assert _queries(diary, lambda diary: gather(diary, 12)) == 8
