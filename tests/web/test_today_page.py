"""`/`: what is next in every state of a programme, in few queries."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from signed_in import client_of
from three_years import train

from ilium.diary import Diary
from ilium.interchange.records import ProgrammeRevision
from ilium.loads import Equipment
from ilium.outlook import Visit
from ilium.planning import Athlete, plan
from ilium.store.people import add_person
from ilium.store.programmes import save_programme
from ilium.training.performed import PerformedSet

pytestmark = pytest.mark.django_db(transaction=True)

MOST_QUERIES = 15
"""Besides one of each exercise of the session that comes next."""

ONCE = Athlete(days=1, minutes=45, weeks=1, equipment=frozenset(Equipment))


@pytest.fixture
def diary() -> Diary:
    return Diary(add_person(), zone="UTC")


@pytest.fixture
def client(diary: Diary) -> Client:
    return client_of(diary.person)


def page(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def follow(diary: Diary, weeks_from_now: int = 0) -> ProgrammeRevision:
    """A programme of one session, from the Monday of this week or of a later one."""
    monday = diary.today - timedelta(diary.today.weekday()) + timedelta(weeks=weeks_from_now)
    diary.save_athlete(ONCE)
    return save_programme(diary.person, plan(ONCE), ONCE, monday, at=diary.now())


def begun(diary: Diary) -> Visit:
    """The session of a programme of one."""
    active = follow(diary)
    planned = diary.outlook().next_up(diary.today, diary.zone)
    assert planned is not None
    return diary.begin(active, planned)


def first_set(diary: Diary, visit: Visit) -> None:
    """Log the first set as it was asked for."""
    station = visit.stations[0]
    target = station.prescription.sets[0]
    assert target.load is not None
    assert target.reps is not None
    diary.record(
        PerformedSet(
            id=uuid4(),
            variant=station.variant.id,
            side=target.side,
            load=target.load,
            reps=target.reps[1],
            at=diary.now(),
            role=station.role,
            session=visit.record.id,
        )
    )


def test_who_has_no_plan_is_asked_for_one(client: Client) -> None:
    response = client.get("/")
    assert (response.status_code, response.headers["Location"]) == (302, "/start")


def test_it_says_what_comes_next_and_what_each_exercise_asks_for(
    client: Client, diary: Diary
) -> None:
    programme = follow(diary).programme
    html = page(client)
    planned = diary.outlook().next_up(diary.today, diary.zone)
    assert planned is not None
    assert "Start session" in html
    assert "0 of 1 session done." in html
    assert "Last session" not in html
    for item in programme.weeks[0].sessions[0].items:
        assert diary.catalogue.variant(item.variant).name in html
    assert html.count('<svg class="figure"') == 2  # of the first exercise


def test_before_the_first_week_it_says_when_the_programme_begins(
    client: Client, diary: Diary
) -> None:
    start = follow(diary, weeks_from_now=1).start
    html = page(client)
    assert "Train today all the same" in html
    assert f"Your programme begins on Monday {start.day} {start:%b %Y}." in html
    assert "session done." not in html


def test_a_session_under_way_shows_how_far_it_is(client: Client, diary: Diary) -> None:
    visit = begun(diary)
    first_set(diary, visit)
    sets = sum(len(station.prescription.sets) for station in visit.stations)
    html = page(client)
    assert f"Under way: 1 of {sets} sets done." in html
    assert "Go on" in html
    assert "Left out today." not in html
    assert "What is still planned brings every region into its range." in html
    diary.skip(visit, visit.stations[-1].variant.id)
    assert page(client).count("Left out today.") == 1
    for station in visit.stations[:-1]:
        diary.skip(visit, station.variant.id)
    html = page(client)
    assert "All sets are done" in html
    assert "Finish session" in html


def test_after_the_last_session_it_leads_to_the_next_plan(client: Client, diary: Diary) -> None:
    visit = begun(diary)
    first_set(diary, visit)
    diary.finish(visit)
    html = page(client)
    assert "Your programme is finished" in html
    assert "Plan the next weeks" in html
    assert "Start session" not in html
    assert f"{diary.today:%A} {diary.today.day} {diary.today:%b %Y}" in html
    assert visit.stations[0].variant.name.partition(",")[0] in html


@pytest.mark.parametrize("years", [0.3, 2])
def test_its_queries_do_not_grow_with_history(years: float) -> None:
    person = add_person()
    train(person, years)
    diary = Diary(person, zone="Europe/Berlin")
    upcoming = diary.outlook().next_up(diary.today, diary.zone)
    exercises = len(upcoming.session.items) if upcoming else 0
    assert count(person) <= MOST_QUERIES + exercises


def count(person: UUID) -> int:
    client = client_of(person)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        page(client)
    return len(queries)
