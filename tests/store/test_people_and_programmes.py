"""Athletes and programmes: every revision is kept, and the newest counts."""

from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from tests import strategies
from tests.store.examples import DAY, MONDAY, NOW, programme

from ilium.loads import Equipment
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Programme
from ilium.store import NotFound, models, people, programmes

IN_DATABASE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)


def test_the_default_person_is_one(db: None) -> None:
    assert people.default_person() == people.default_person() == people.DEFAULT_PERSON
    assert models.Person.objects.count() == 1


def test_the_default_person_costs_one_query(db: None, django_assert_num_queries) -> None:
    people.default_person()
    with django_assert_num_queries(1):
        people.default_person()


@IN_DATABASE
@given(athlete=strategies.athletes())
def test_any_athlete_comes_back(person: UUID, athlete: Athlete) -> None:
    people.save_athlete(person, athlete)
    assert people.current_athlete(person) == athlete


@IN_DATABASE
@given(planned=strategies.programmes, athlete=strategies.athletes())
def test_any_programme_comes_back(person: UUID, planned: Programme, athlete: Athlete) -> None:
    saved = programmes.save_programme(person, planned, athlete, MONDAY)
    assert programmes.active_programme(person) == saved
    assert programmes.programme(person, saved.id).programme == planned


def test_athletes_are_kept_and_the_newest_counts(person: UUID) -> None:
    assert people.current_athlete(person) is None
    first, second = Athlete(days=2), Athlete(days=3, equipment=frozenset({Equipment.BANDS}))
    for athlete in (first, first, second):
        people.save_athlete(person, athlete)
    assert people.current_athlete(person) == second
    assert [revision.athlete for revision in people.athlete_revisions(person)] == [first, second]


def test_the_newest_counts_though_the_clock_went_back(person: UUID) -> None:
    for days, at in ((2, NOW), (3, NOW), (4, NOW - DAY)):
        athlete = Athlete(days=days)
        people.save_athlete(person, athlete, at=at)
        programmes.save_programme(person, programme(days), athlete, MONDAY, at=at)
        assert people.current_athlete(person) == athlete
        active = programmes.active_programme(person)
        assert active is not None
        assert active.programme == programme(days)


def test_a_change_of_a_programme_keeps_its_origin(person: UUID) -> None:
    first = programmes.save_programme(person, programme(2), Athlete(), MONDAY)
    second = programmes.save_programme(person, programme(3), Athlete(), MONDAY, origin=first.origin)
    third = programmes.save_programme(person, programme(4), Athlete(), MONDAY)
    assert first.origin == second.origin == first.id
    assert third.origin == third.id
    assert programmes.programmes(person) == (first, second, third)


def test_what_is_not_there_is_said(person: UUID) -> None:
    assert programmes.active_programme(person) is None
    with pytest.raises(NotFound, match="There is no programme"):
        programmes.programme(person, uuid4())
    with pytest.raises(NotFound, match="There is no programme"):
        programmes.save_programme(person, programme(), Athlete(), MONDAY, origin=uuid4())


def test_an_unknown_person_is_said(home: object) -> None:
    """Only a real commit checks it."""
    with pytest.raises(NotFound, match="There is no person"):
        people.save_athlete(uuid4(), Athlete())
    assert models.AthleteRevision.objects.count() == 0


def test_an_athlete_of_an_old_version_is_read(
    person: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.save_athlete(person, Athlete(days=2))

    def more_days(document: dict) -> dict:
        return document | {"days": document["days"] + 1}

    monkeypatch.setattr(people.ATHLETE, "steps", (*people.ATHLETE.steps, more_days))
    assert people.current_athlete(person) == Athlete(days=3)
    people.save_athlete(person, Athlete(days=4))
    assert models.AthleteRevision.objects.order_by("-created")[0].version == 3


def test_the_questions_cost_one_query_each(person: UUID, django_assert_num_queries) -> None:
    for days in (1, 2, 3, 4) * 5:
        people.save_athlete(person, Athlete(days=days))
        programmes.save_programme(person, programme(), Athlete(days=days), MONDAY)
    for ask in (people.current_athlete, programmes.active_programme):
        with django_assert_num_queries(1):
            ask(person)


def test_text_that_is_no_text_is_refused(person: UUID) -> None:
    athlete = msgspec.structs.replace(Athlete(), avoid=frozenset({"\ud800"}))
    with pytest.raises(ValueError, match="characters that are no text"):
        people.save_athlete(person, athlete)
    assert people.current_athlete(person) is None
