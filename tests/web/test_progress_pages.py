"""`/progress` and what belongs to it: right sums, plain sentences, few queries, own data alone."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from signed_in import client_of
from tests.store.examples import thrust
from three_years import train
from training_days import GYM, Trainee

from ilium.anatomy import TARGETS, Region
from ilium.diary import Diary
from ilium.loads import Load, LoadKind, Unit
from ilium.planning import plan
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Weekday
from ilium.planning.rules import sets_by_region
from ilium.progress import gather
from ilium.store.people import add_person
from ilium.store.programmes import save_programme
from ilium.training.analytics import WeekVolume
from ilium.web.pages.progress import average_shades

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime.now(UTC)
PAGES = ("/progress", "/progress/records", "/progress/measurements")


@pytest.fixture
def someone() -> UUID:
    return add_person()


@pytest.fixture
def client(someone: UUID) -> Client:
    return client_of(someone)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def data(html: str, id: str) -> dict:
    """What `json_script` put on the page."""
    found = re.search(rf'<script id="{id}" type="application/json">(.*?)</script>', html, re.S)
    assert found, id
    return json.loads(found[1])


def lift(person: UUID, *days: tuple[int, float, int], **other: object) -> None:
    """Hip thrusts: days ago, kilograms, reps."""
    diary = Diary(person, zone="UTC")
    for ago, kilograms, reps in days:
        load = Load(LoadKind.BARBELL, Decimal(str(kilograms)))
        diary.record(thrust(NOW - timedelta(days=ago), load=load, reps=reps, **other))


@pytest.mark.parametrize("address", PAGES)
def test_who_is_not_signed_in_sees_nothing(address: str) -> None:
    response = Client(SERVER_NAME="localhost").get(address)
    assert response.status_code in (302, 401, 403)
    assert "/sign-in" in response.headers.get("Location", "/sign-in")


def test_a_newcomer_sees_what_will_be_there(client: Client) -> None:
    assert "No sets in these weeks yet" in page(client, "/progress")
    assert "Nothing to compare yet" in page(client, "/progress/records")
    assert "Nothing measured yet" in page(client, "/progress/measurements")


def test_every_chart_has_its_sentence_its_data_and_its_table(someone: UUID, client: Client) -> None:
    train(someone, 0.5, NOW)
    html = page(client, "/progress?weeks=12")
    for region in TARGETS:
        points = data(html, f"weeks-{region}-data")
        assert len(points["days"]) == len(points["values"]) == 12
        assert points["band"] == [10, 16]
    trend = data(html, "strength-data")
    assert trend["unit"] == "kg"
    for series in trend["series"]:
        assert {len(series[part]) for part in ("values", "low", "high", "dots")} == {
            len(trend["days"])
        }
    answers = re.findall(r'<figcaption class="chart-answer">(.+?)</figcaption>', html)
    tables = re.findall(r"<table", html)
    assert len(answers) == html.count("data-chart=") >= 5
    assert len(tables) >= len(answers)
    assert "Gluteus medius: " in answers[0]
    assert "sessions planned up to today" in html
    assert not re.search(r"\son\w+=|style=", html)


def test_the_calendar_shows_what_is_done_and_what_is_planned(someone: UUID, client: Client) -> None:
    train(someone, 0.1, NOW)
    assert 'data-state="done"' in page(client, "/progress?weeks=12")
    programme = plan(GYM)
    week = programme.weeks[0]
    of_today = msgspec.structs.replace(week.sessions[0], weekday=list(Weekday)[NOW.weekday()])
    one = msgspec.structs.replace(week, sessions=(of_today,))
    monday = NOW.date() - timedelta(NOW.weekday())
    programme = msgspec.structs.replace(programme, weeks=(one,))
    save_programme(someone, programme, GYM, monday, at=NOW)
    assert 'data-state="planned"' in page(client, "/progress?weeks=12")


def test_the_weeks_are_counted_as_the_command_line_counts_them(
    someone: UUID, client: Client
) -> None:
    train(someone, 0.4, NOW)
    found = gather(Diary(someone, zone="UTC"), 8)
    html = page(client, "/progress?weeks=8")
    for region in TARGETS:
        values = data(html, f"weeks-{region}-data")["values"]
        assert values == [week.all.get(region, 0.0) for week in found.volume]


@pytest.mark.parametrize("asked", ["", "7", "500000", "-1", "x"])
def test_only_the_offered_weeks_are_read(someone: UUID, client: Client, asked: str) -> None:
    lift(someone, (1, 60, 8))
    html = page(client, f"/progress?weeks={asked}")
    assert len(data(html, "weeks-gluteus_medius-data")["days"]) == 12


def test_the_chosen_exercise_is_shown_and_an_unknown_one_is_not(
    someone: UUID, client: Client
) -> None:
    lift(someone, (8, 60, 8), (1, 60, 10))
    lift(someone, (2, 20, 8), variant="goblet_squat")
    html = page(client, "/progress?exercise=goblet_squat")
    assert "Goblet squat: about" in html
    for unknown in ("", "nothing", "<script>"):
        shown = page(client, f"/progress?exercise={unknown}")
        assert "Hip thrust: about" in shown
        assert "10 reps with 60\u00a0kg; before 8." in shown


def test_weights_are_in_the_persons_unit(someone: UUID, client: Client) -> None:
    Diary(someone).save_athlete(Athlete(unit=Unit.POUNDS, body_mass=Decimal(70)))
    lift(someone, (8, 60, 8), (1, 60, 10))
    html = page(client, "/progress")
    assert data(html, "strength-data")["unit"] == "lb"
    assert "132.3\u00a0lb" in html
    assert "\u00a0kg" not in html


def test_a_region_that_is_short_says_what_to_add(someone: UUID, client: Client) -> None:
    """On a Sunday after training, with nothing more to come."""
    from ilium.progress.words import region_sentence

    sunday = datetime(2026, 11, 22, 18, tzinfo=UTC)
    train(someone, 0.3, sunday, seed=1)
    diary = Diary(someone, now=lambda: sunday, zone="UTC")
    for performed in diary.sets_since(sunday.date() - timedelta(days=6)):
        if performed.role != "heavy":
            diary.remove(performed.id)
    (medius, *_) = gather(diary, 1).regions
    assert medius.band is not None
    short = medius.band[0] - medius.sets - medius.coming
    assert short > 0
    assert medius.add >= short
    assert re.search(r"add \w+ abduction sets?\.$", region_sentence(medius))


def test_a_session_under_way_takes_nothing_from_the_week(someone: UUID) -> None:
    """Done and to come add up to the same, wherever the person is in the session."""
    trainee = Trainee(someone, GYM)

    def week() -> dict[Region, float]:
        return {one.region: one.sets + one.coming for one in gather(trainee.diary, 1).regions}

    whole = week()
    assert all(whole.values())
    visit = trainee.begin()
    assert week() == whole
    moments = 0
    while (step := trainee.step(visit)) is not None:
        trainee.do(visit, step)
        assert week() == pytest.approx(whole)
        moments += 1
    assert moments > 10
    trainee.diary.finish(visit)
    assert week() == pytest.approx(whole)


def test_what_is_left_out_of_a_session_is_no_longer_to_come(someone: UUID) -> None:
    trainee = Trainee(someone, GYM)
    visit = trainee.begin()
    before = gather(trainee.diary, 1).regions
    for station in visit.stations:
        visit = trainee.diary.skip(visit, station.variant.id)
    left_out = sets_by_region(visit.session.items, trainee.diary.catalogue)
    after = gather(trainee.diary, 1).regions
    for one, other in zip(before, after, strict=True):
        assert one.coming - other.coming == pytest.approx(left_out[one.region])
    while trainee.diary.take_back(visit):
        pass
    assert gather(trainee.diary, 1).regions == before


def test_a_session_under_way_of_a_plan_that_was_given_up_is_to_come_too(someone: UUID) -> None:
    trainee = Trainee(someone, GYM)
    visit = trainee.begin()
    other = msgspec.structs.replace(GYM, days=2)
    programme = trainee.diary.adopt(plan(other), other).programme
    first = programme.weeks[0].sessions[0]  # the other of the week's two is under way
    expected = sets_by_region((*visit.session.items, *first.items), trainee.diary.catalogue)
    for one in gather(trainee.diary, 1).regions:
        assert one.coming == expected[one.region]


def test_records_are_listed_newest_first(someone: UUID, client: Client) -> None:
    lift(someone, (400, 60, 8), (300, 60, 10), (2, 62.5, 10))
    html = page(client, "/progress/records")
    first, second = html.index("62.5\u00a0kg for 10 reps"), html.index("10 reps with 60\u00a0kg")
    assert first < second


# The body


def measured(client: Client, **values: str) -> str:
    given = {"on": NOW.date().isoformat(), **values}
    return client.post("/progress/measurements", given, follow=True).content.decode()


def test_a_measurement_is_kept_shown_and_removed(someone: UUID, client: Client) -> None:
    diary = Diary(someone, zone="UTC")
    diary.save_athlete(Athlete())
    html = measured(client, body_mass="61,4", thigh_left="55.5 cm")
    assert "Body mass 61.4\u00a0kg, left thigh 55.5\u00a0cm" in html
    (kept,) = diary.measurements()
    assert (kept.body_mass, kept.thigh_left) == (Decimal("61.4"), Decimal("55.5"))
    known = diary.athlete()
    assert known is not None
    assert known.body_mass == Decimal("61.4")
    html = client.post(f"/progress/measurements/{kept.id}/remove", follow=True).content.decode()
    assert "Nothing measured yet" in html
    assert diary.measurements() == ()
    restore = reverse("progress-measurement-restore", args=[kept.id])
    assert f'action="{restore}"' in html
    diary.save_athlete(Athlete())
    for _ in range(2):
        html = client.post(restore, follow=True).content.decode()
        assert "It is back." in html
        assert "Body mass 61.4\u00a0kg, left thigh 55.5\u00a0cm" in html
        assert len(diary.measurements()) == 1
    assert diary.athlete() == known


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Write at least one number."),
        ({"body_mass": "7"}, "Body mass is 30 kg to 300 kg."),
        ({"body_mass": "<b>"}, "Write it like 61.4."),
        ({"waist": "NaN"}, "This is 20 to 250 cm."),
        ({"waist": "70.25"}, "At most one digit after the point"),
        ({"hip": "90", "on": "2999-01-01"}, "This day is still to come."),
        ({"hip": "90", "on": "0026-11-20"}, "0026-11-20 is no day of measuring"),
        ({"hip": "90", "on": "soon"}, "Write it as 2026-11-20."),
        ({"hip": "9" * 21}, "at most 20 characters"),
    ],
)
def test_what_is_no_measurement_is_said_and_not_kept(
    someone: UUID, client: Client, values: dict[str, str], said: str
) -> None:
    response = client.post("/progress/measurements", {"on": NOW.date().isoformat(), **values})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Diary(someone).measurements() == ()


def test_no_one_removes_or_brings_back_what_is_someone_elses(someone: UUID, client: Client) -> None:
    other = Diary(add_person())
    kept = other.measure(hip=Decimal(97))
    assert client.post(f"/progress/measurements/{kept.id}/remove").status_code == 404
    assert other.measurements() == (kept,)
    other.remove_measurement(kept.id)
    assert client.post(f"/progress/measurements/{kept.id}/restore").status_code == 404
    assert other.measurements() == ()


def test_another_site_cannot_add_or_remove(someone: UUID) -> None:
    strict = client_of(someone, enforce_csrf_checks=True)
    assert strict.post("/progress/measurements", {"hip": "97"}).status_code == 403
    for action in ("remove", "restore"):
        assert strict.post(f"/progress/measurements/{someone}/{action}").status_code == 403


def test_an_address_that_names_nothing_offers_to_bring_nothing_back(client: Client) -> None:
    for text in ("", "<script>", "1"):
        assert "Bring it back" not in page(client, f"/progress/measurements?removed={text}")


# Cost


def queries(client: Client, address: str) -> int:
    page(client, address)  # the first request of a process fills caches
    with CaptureQueriesContext(connection) as found:
        page(client, address)
    return len(found)


def test_queries_do_not_grow_with_the_history() -> None:
    """One year against three."""
    most = {"/progress": 9, "/progress/records": 4, "/progress/measurements": 4, "/history": 6}
    costs = []
    for years in (1, 3):
        person = add_person()
        train(person, years, NOW)
        client = client_of(person)
        costs.append({address: queries(client, address) for address in most})
    assert costs[0] == costs[1]
    for address, number in costs[1].items():
        assert number <= most[address], address


def test_the_hip_is_coloured_by_what_the_weeks_train() -> None:
    """Against the lower end of the range, averaged over the weeks with training before this one."""
    medius, hamstrings = Region.GLUTEUS_MEDIUS, Region.HAMSTRINGS
    days = [date(2026, 3, 2) + timedelta(weeks=n) for n in range(4)]
    counts = [{medius: 4.0, hamstrings: 30.0}, {}, {medius: 8.0}, {medius: 99.0}]
    volume = [
        WeekVolume(monday=day, all=sets, hard={}, sessions=len(sets))
        for day, sets in zip(days, counts, strict=True)
    ]
    shades = average_shades(volume, {medius: (12, 16)})
    assert shades[medius] == pytest.approx(6 / 12)
    assert shades[hamstrings] == 1
    assert average_shades(volume[-1:], {})[medius] == 1
    assert average_shades(volume[1:2], {})[medius] == 0
