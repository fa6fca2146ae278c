"""`/start`: from a few taps to a programme."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.test import Client
from signed_in import client_of
from tests.store.examples import thrust
from wishes_posted import GYM, answers

from ilium.diary import Diary
from ilium.exercises.model import Limit
from ilium.interchange.records import TrainingSession
from ilium.loads import POUND_INVENTORY, Equipment, Inventory, Load, LoadKind, Unit
from ilium.planning import Athlete, Level, Programme, plan
from ilium.planning.athlete import OtherTraining
from ilium.store import sessions, sets
from ilium.web import planning
from ilium.web.pages import start
from ilium.web.pages.wishes_form import PRESETS
from ilium.web.planning import planned

pytestmark = pytest.mark.django_db(transaction=True)

GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de-DE,de;q=0.9"}
TIGHT = {"days": "1", "minutes": "20", "equipment": []}


@pytest.fixture
def browser(person: UUID) -> Client:
    return client_of(person, **GERMAN)


def diary(person: UUID) -> Diary:
    return Diary(person, zone="UTC")


def text(answer: object) -> str:
    return unescape(answer.content.decode())


def test_a_newcomer_sees_the_questions_and_a_plan_at_once(browser: Client) -> None:
    answer = browser.get("/start")
    page = text(answer)
    assert answer.status_code == 200
    for words in ("How experienced", "Days a week", "What do you have?", "Anything to look after?"):
        assert words in page
    assert "Your plan" in page
    assert "Hip thrust" in page
    assert 'value="plan"' in page
    assert "see a professional" in page


def test_someone_with_a_history_finds_it_filled_in(browser: Client, person: UUID) -> None:
    assert "filled in from your history" not in text(browser.get("/start"))
    begun = datetime.now(UTC) - timedelta(days=3)
    visit = sessions.start_session(
        person, TrainingSession(id=uuid4(), started_at=begun, zone="UTC", source="strong")
    )
    stack = Load(LoadKind.STACK, Decimal(20))
    performed = thrust(begun, variant="cable_hip_abduction", load=stack, session=visit.id)
    sets.record_set(person, performed, event=uuid4(), recorded_at=begun)
    page = text(browser.get("/start"))
    assert "filled in from your history" in page
    assert 'value="cable" checked' in page
    assert 'value="barbell" checked' not in page
    assert 'value="beginner" checked' in page
    browser.post("/start", answers(Athlete(equipment=frozenset(Equipment)), take="plan"))
    assert "filled in from your history" not in text(browser.get("/start"))


def test_other_training_is_asked_and_planned_with(browser: Client, person: UUID) -> None:
    sent = answers(other_hamstrings="9", other_erector_spinae="", take="plan")
    assert browser.post("/start", sent).status_code == 302
    athlete = diary(person).athlete()
    assert athlete is not None
    assert athlete.other_training == OtherTraining(hamstrings=9)
    assert "Your other training gives your hamstrings about 9 sets" in text(browser.get("/plan"))
    wrong = browser.post("/start", answers(other_hamstrings="99"))
    assert wrong.status_code == 422
    assert "Sets a week are 60 or fewer." in text(wrong)


def test_the_unit_follows_the_language_until_it_is_chosen(person: UUID) -> None:
    american = client_of(person, HTTP_ACCEPT_LANGUAGE="en-US,en;q=0.9")
    assert 'name="bar" value="45"' in text(american.get("/start"))
    assert 'name="bar" value="20"' in text(client_of(person, **GERMAN).get("/start"))
    american.post("/start", answers(Athlete(days=2), take="plan"))
    assert 'name="bar" value="20"' in text(american.get("/start"))


def test_taking_the_plan_keeps_it_and_every_answer(browser: Client, person: UUID) -> None:
    sent = answers(
        level="advanced",
        days="2",
        minutes="75",
        equipment=["barbell", "bench", "bands"],
        limits=["low_back"],
        body_mass="81,5",
        plates="2x20, 10",
        bands="red, blue",
        take="plan",
    )
    answer = browser.post("/start", sent)
    assert (answer.status_code, answer.url) == (302, "/")
    kept = diary(person).athlete()
    expected = Athlete(
        level=Level.ADVANCED,
        days=2,
        minutes=75,
        equipment=frozenset({Equipment.BARBELL, Equipment.BENCH, Equipment.BANDS}),
        limits=frozenset({Limit.LOW_BACK}),
        body_mass=Decimal("81.5"),
        inventory=Inventory(plates=tuple(map(Decimal, ("20", "20", "10"))), bands=("red", "blue")),
    )
    assert kept == expected
    active = diary(person).programme()
    assert active is not None
    assert active.programme == plan(expected)
    assert active.athlete == expected


def test_looking_keeps_nothing(browser: Client, person: UUID) -> None:
    for path in ("/start", "/start/preview"):
        assert browser.post(path, answers(take="look")).status_code == 200
    browser.post("/start", answers(preset="bands"))
    assert diary(person).athlete() is None
    assert diary(person).programme() is None


def test_without_a_script_the_plan_is_shown_by_a_button(browser: Client) -> None:
    page = text(browser.post("/start", answers(days="4", take="look")))
    assert "4 × " in page
    assert "<noscript>" in page


def test_the_preview_is_a_part_that_follows_each_answer(browser: Client) -> None:
    page = text(browser.post("/start/preview", answers(days="4")))
    assert "<html" not in page
    assert "4 × " in page
    assert 'hx-swap-oob="innerHTML:#plan-bar-text"' in page


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_ticks_its_equipment_and_plans_with_it(browser: Client, preset: str) -> None:
    page = text(browser.post("/start/preview", answers(preset=preset)))
    ticked = {thing for thing in Equipment if f'value="{thing}" checked' in page}
    assert ticked == PRESETS[preset][1]
    assert "3 of 3 regions in range" in page
    whole = text(browser.post("/start", answers(preset=preset)))
    assert {thing for thing in Equipment if f'value="{thing}" checked' in whole} == ticked


def test_what_does_not_fit_is_said_with_the_nearest_plan_which_can_be_taken(
    browser: Client, person: UUID
) -> None:
    page = text(browser.post("/start/preview", answers(**TIGHT)))
    assert "No plan satisfies all of this." in page
    assert "a plan is possible." in page
    assert "Take the nearest plan" in page
    refused = browser.post("/start", answers(**TIGHT, take="plan"))
    assert refused.status_code == 200
    assert diary(person).programme() is None
    taken = browser.post("/start", answers(**TIGHT, body_mass="90", take="nearest"))
    assert taken.status_code == 302
    kept = diary(person).athlete()
    assert kept is not None
    assert kept.body_mass == 90
    assert kept != Athlete(days=1, minutes=20, body_mass=Decimal(90))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("level", "expert", "Choose one of these"),
        ("level", "", "Choose how experienced you are."),
        ("days", "9", "Choose 1 to 4 days."),
        ("minutes", "19", "20 min or more"),
        ("minutes", "999", "180 min or less"),
        ("minutes", "soon", "whole minutes"),
        ("equipment", ["trampoline"], "Choose from the equipment shown."),
        ("limits", ["elbow"], "Choose from the places shown."),
        ("unit", "stone", "Choose kg or lb."),
        ("body_mass", "heavy", "'heavy' is not a weight"),
        ("body_mass", "7", "Body mass is 30 kg to 300 kg."),
        ("body_mass", "", "This one is needed."),
        ("body_mass", "1e9999999999", "not a weight"),
        ("bar", "0", "A weight is above 0."),
        ("plates", "20, abc", "'abc' is not a weight"),
        ("plates", "41x5", "List at most 40 pairs."),
        ("plates", "99999x5", "at most 100 weights"),
        ("plates", "1," * 300, "at most 400 characters"),
        ("dumbbells", "2, NaN", "not a weight"),
        ("dumbbells", "-5", "not a weight"),
        ("kettlebells", "Infinity", "not a weight"),
        ("stack_step", "0", "A weight is above 0."),
        ("stack_last", "1", "at least as heavy as the lightest"),
        ("bands", "red, red", "its own name"),
        ("bands", ",".join(str(n) for n in range(30)), "at most 20 bands"),
        ("bands", "x" * 50, "at most 40 letters"),
    ],
)
def test_a_mistake_is_a_sentence_beside_its_field_and_loses_nothing(
    browser: Client, person: UUID, field: str, value: object, said: str
) -> None:
    sent = answers(**{"body_mass": "83", field: value}, take="plan")
    for path, status in (("/start", 422), ("/start/preview", 200)):
        answer = browser.post(path, sent)
        page = text(answer)
        assert answer.status_code == status
        beside = page.split(f'id="{field}-error"')[1].split("</p>")[0]
        assert said in beside
        assert "hidden" not in beside.split(">")[0]
    whole = text(browser.post("/start", sent))
    if field != "body_mass":
        assert 'name="body_mass" value="83"' in whole
    assert diary(person).athlete() is None


def test_what_was_typed_is_never_markup(browser: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    for field in ("body_mass", "bar", "plates", "dumbbells", "bands", "minutes", "shown_unit"):
        raw = browser.post("/start", answers(**{field: hostile})).content.decode()
        assert "<script>alert" not in raw
        assert (
            "<script>alert"
            not in browser.post("/start/preview", answers(**{field: hostile})).content.decode()
        )


def test_pounds_are_shown_in_pounds_and_untouched_loads_become_common_ones(
    browser: Client, person: UUID
) -> None:
    part = text(browser.post("/start/preview", answers(unit="lb")))
    assert 'id="owned" hx-swap-oob="true"' in part
    assert 'name="bar" value="45"' in part
    assert 'name="shown_unit" value="lb"' in part
    browser.post("/start", answers(unit="lb", take="plan"))
    kept = diary(person).athlete()
    assert kept is not None
    assert (kept.unit, kept.inventory, kept.body_mass) == (Unit.POUNDS, POUND_INVENTORY, 70)


def test_what_was_not_touched_stays_exact_through_the_other_unit(
    browser: Client, person: UUID
) -> None:
    """20 kg are shown as 44.1 lb, which would be 20.003 kg if it were read back."""
    bar = Athlete(equipment=GYM.equipment, inventory=Inventory(plates=(Decimal(20),)))
    pounds = Athlete(**{n: getattr(bar, n) for n in ("equipment", "inventory")}, unit=Unit.POUNDS)
    known = diary(person)
    known.save_athlete(pounds)
    sent = answers(pounds, take="plan")
    assert sent["plates"] == "44.1"
    browser.post("/start", sent)
    assert diary(person).athlete() == pounds


def test_a_second_start_says_that_it_begins_anew(browser: Client, person: UUID) -> None:
    browser.post("/start", answers(take="plan"))
    first = diary(person).programme()
    page = text(browser.get("/start"))
    assert "It begins at week 1, and your history stays." in page
    browser.post("/start", answers(days="2", take="plan"))
    second = diary(person).programme()
    assert first is not None
    assert second is not None
    assert second.origin != first.origin


def test_a_plan_that_takes_too_long_is_said_and_can_still_be_asked_for_in_earnest(
    browser: Client, person: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hurried(person: UUID, athlete: Athlete, purpose: str, patience: float = 0.0) -> Programme:
        return planned(person, athlete, purpose, patience)

    planning.memory.clear()
    monkeypatch.setattr(start, "planned", hurried)
    page = text(browser.post("/start/preview", answers(minutes="47")))
    assert "takes too long to work out" in page
    assert 'value="plan"' in page
    assert browser.post("/start", answers(minutes="47", take="plan")).status_code == 302
    assert diary(person).programme() is not None


def test_questions_to_the_store(browser: Client, django_assert_num_queries) -> None:
    browser.get("/start")
    with django_assert_num_queries(3):  # the athlete, whether there is a history, the programme
        browser.get("/start")
    with django_assert_num_queries(2):  # the athlete, the history
        browser.post("/start/preview", answers())


def test_only_with_a_token_of_the_page(person: UUID) -> None:
    strict = client_of(person, enforce_csrf_checks=True)
    assert strict.post("/start", answers(take="plan")).status_code == 403
    assert strict.post("/start/preview", answers()).status_code == 403
    assert diary(person).programme() is None


def test_no_one_without_signing_in(db) -> None:
    stranger = Client(SERVER_NAME="localhost")
    assert stranger.get("/start").url == "/sign-in?next=%2Fstart"
    assert stranger.post("/start", answers(take="plan")).url == "/sign-in"


def test_a_wish_about_an_exercise_of_another_version_locks_no_one_out(
    browser: Client, person: UUID
) -> None:
    odd = Athlete(equipment=GYM.equipment, avoid=frozenset({"hover_bridge", "clamshell"}))
    diary(person).save_athlete(odd)
    assert "Your plan" in text(browser.get("/start"))
    assert browser.post("/start", answers(odd, take="plan")).status_code == 302
    assert browser.get("/plan/change?look").status_code == 200
    assert browser.get("/you").status_code == 200
    active = diary(person).programme()
    assert active is not None
    assert active.athlete.avoid == {"clamshell"}
