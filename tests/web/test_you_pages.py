"""`/you`: what Ilium knows, what is owned, and the person's data."""

from datetime import UTC, datetime
from decimal import Decimal
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from signed_in import client_of
from wishes_posted import GYM, answers

from ilium.diary import Diary
from ilium.interchange import own
from ilium.loads import Inventory, Stack
from ilium.planning import Athlete, plan

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de-DE"}


@pytest.fixture
def browser(person: UUID) -> Client:
    return client_of(person, **GERMAN)


def diary(person: UUID) -> Diary:
    return Diary(person, now=lambda: NOW, zone="UTC")


def text(answer: object) -> str:
    return unescape(answer.content.decode())


def test_what_is_known_is_shown_and_kept_as_it_was(browser: Client, person: UUID) -> None:
    odd = Athlete(
        days=2,
        body_mass=Decimal("81.237"),
        inventory=Inventory(
            bar=Decimal("15.5"),
            plates=(Decimal(20), Decimal(20), Decimal("1.25")),
            stack=Stack(Decimal("2.5"), Decimal("2.5"), Decimal(60)),
            bands=("<b>red</b>", "blau"),
        ),
        avoid=frozenset({"clamshell"}),
        weeks=9,
    )
    diary(person).save_athlete(odd)
    answer = browser.get("/you")
    assert "2x20, 1.25" in text(answer)
    assert "<b>red</b>" not in answer.content.decode()
    sent = browser.post("/you", answers(odd))
    assert (sent.status_code, sent.url) == (302, "/you?saved")
    assert diary(person).athlete() == odd
    assert "Kept." in text(browser.get(sent.url))


def test_changes_are_kept_and_the_plan_stays(browser: Client, person: UUID) -> None:
    active = diary(person).adopt(plan(GYM), GYM)
    browser.post("/you", answers(level="beginner", kettlebells="8, 12", body_mass="90"))
    known = diary(person).athlete()
    assert known is not None
    assert known.level == "beginner"
    assert known.inventory.kettlebells == (Decimal(8), Decimal(12))
    assert known.body_mass == 90
    assert diary(person).programme() == active
    assert "Your plan was made from other answers." in text(browser.get("/you"))


def test_what_no_plan_follows_from_asks_for_no_new_plan(browser: Client, person: UUID) -> None:
    diary(person).adopt(plan(GYM), GYM)
    browser.post("/you", answers(body_mass="91"))
    assert "other answers" not in text(browser.get("/you"))


def test_a_mistake_is_said_and_nothing_is_lost(browser: Client, person: UUID) -> None:
    answer = browser.post("/you", answers(dumbbells="2, x", body_mass="83", bands="a,b"))
    assert answer.status_code == 422
    page = text(answer)
    assert "'x' is not a weight" in page.split('id="dumbbells-error"')[1].split("</p>")[0]
    assert 'value="83"' in page
    assert ">2, x</textarea>" in page
    assert diary(person).athlete() is None


def test_the_preview_converts_and_says_what_is_wrong(browser: Client, person: UUID) -> None:
    page = text(browser.post("/you/preview", answers(unit="lb")))
    assert 'name="bar" value="45"' in page
    wrong = text(browser.post("/you/preview", answers(unit="lb", bar="x")))
    assert "'x' is not a weight" in wrong.split('id="bar-error"')[1].split("</p>")[0]
    assert 'name="bar"' not in wrong  # what was typed stays in the page
    ticked = text(browser.post("/you/preview", answers(preset="nothing")))
    assert 'id="equipment-tiles" hx-swap-oob="true"' in ticked
    assert "checked" not in ticked
    assert diary(person).athlete() is None


def test_the_export_is_the_own_document_and_comes_back(
    browser: Client, person: UUID, stranger: UUID
) -> None:
    diary(person).adopt(plan(GYM), GYM)
    answer = browser.get("/you/export")
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"].startswith('attachment; filename="ilium-20')
    assert "no-store" in answer["Cache-Control"]
    assert answer.content == diary(person).export()
    assert len(own.decode(answer.content).programmes) == 1


def test_light_and_dark_and_signing_out_are_there(browser: Client) -> None:
    page = text(browser.get("/you"))
    for value in ("device", "light", "dark"):
        assert f'name="theme" value="{value}"' in page
    assert 'action="/sign-out"' in page
    assert "account/" not in page  # there are no accounts on one's own machine


def test_questions_to_the_store(browser: Client, person: UUID, django_assert_num_queries) -> None:
    diary(person).adopt(plan(GYM), GYM)
    with django_assert_num_queries(2):  # athlete, programme
        browser.get("/you")
    with django_assert_num_queries(1):  # athlete
        browser.post("/you/preview", answers())


def test_only_with_a_token_of_the_page(person: UUID) -> None:
    strict = client_of(person, enforce_csrf_checks=True)
    for path in ("/you", "/you/preview"):
        assert strict.post(path, answers()).status_code == 403


def test_without_a_script_a_preset_ticks_and_keeps_nothing(browser: Client, person: UUID) -> None:
    page = text(browser.post("/you", answers(preset="nothing")))
    tiles = page.split('id="equipment-tiles"')[1].split("</div>")[0]
    assert "checked" not in tiles
    assert diary(person).athlete() is None
