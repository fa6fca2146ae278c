"""`/plan` and its changes: seen before they are kept, and taken back."""

from datetime import UTC, datetime
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.test import Client
from signed_in import client_of
from tests.store.examples import record_one
from wishes_posted import GYM, wishes

from ilium.diary import Diary
from ilium.exercises import catalogue
from ilium.interchange.records import ProgrammeRevision, TrainingSession
from ilium.loads import Equipment
from ilium.planning import Athlete, Infeasible, difference, plan, swap
from ilium.planning.programme import Weekday
from ilium.store.sessions import finish_session, start_session

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday


@pytest.fixture
def browser(person: UUID) -> Client:
    return client_of(person)


@pytest.fixture
def active(person: UUID) -> ProgrammeRevision:
    """The plan for a gym, begun this week."""
    return diary(person).adopt(plan(GYM), GYM)


def diary(person: UUID) -> Diary:
    return Diary(person, now=lambda: NOW, zone="UTC")


def text(answer: object) -> str:
    return unescape(answer.content.decode())


def now_active(person: UUID) -> ProgrammeRevision:
    found = diary(person).programme()
    assert found is not None
    return found


def train(person: UUID, active: ProgrammeRevision, week: int, *days: int) -> None:
    for day in days:
        id = uuid4()
        record = TrainingSession(
            id=id, programme=active.id, week=week, day=day, started_at=NOW, zone="UTC"
        )
        start_session(person, record)
        record_one(person, id)
        finish_session(person, id, NOW)


# The plan


@pytest.mark.parametrize(
    "path", ["/plan", "/plan/change", "/plan/swap?day=1&item=hip_thrust", "/plan/move?day=1"]
)
def test_without_a_plan_every_page_leads_to_the_start(browser: Client, path: str) -> None:
    assert browser.get(path).url == "/start"


def test_the_plan_shows_every_item_with_its_why(browser: Client, active: ProgrammeRevision) -> None:
    page = text(browser.get("/plan"))
    for session in active.programme.weeks[0].sessions:
        for item in session.items:
            assert catalogue().variant(item.variant).name in page
    assert page.count("Why?") == sum(len(s.items) for s in active.programme.weeks[0].sessions)
    assert "Each set counts 1 for gluteus maximus superior." in page
    for fact in ("Week 1 of 6", "Monday", "16 of 10-16 sets", "tempo 1-1-2", "barbell"):
        assert fact in page


def test_the_weeks_show_where_one_is_and_the_deload(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    train(person, active, 1, 1, 2, 3)
    train(person, active, 2, 1)
    page = text(browser.get("/plan"))
    assert "Week 2 of 6" in page
    assert "3 of 3 sessions done" in page
    assert "1 of 3 sessions done" in page
    assert page.count('<details class="card disclosure plan-day" id="day-2" open>') == 1
    last = text(browser.get("/plan?week=6"))
    assert "Week 6 of 6, deload" in last
    assert "about half the sets" in last


@pytest.mark.parametrize("query", ["week=7", "week=0", "week=x", "week=-1", "changed=<b>", "day=9"])
def test_an_odd_question_is_no_error(
    browser: Client, active: ProgrammeRevision, query: str
) -> None:
    answer = browser.get(f"/plan?{query}")
    assert answer.status_code == 200
    assert "Week 1 of 6" in text(answer)
    assert b'<b>"' not in answer.content


def test_a_finished_plan_leads_to_the_next(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    for week in active.programme.weeks:
        train(person, active, week.week, 1, 2, 3)
    assert "Every session of this plan is done" in text(browser.get("/plan"))


def test_answers_that_changed_since_are_said(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    assert "You changed your answers" not in text(browser.get("/plan"))
    diary(person).save_athlete(Athlete(equipment=GYM.equipment, days=2))
    assert "You changed your answers" in text(browser.get("/plan"))
    page = text(browser.get("/plan/change?look"))
    assert "2 sessions a week in place of 3." in page


# What a change costs


def test_nothing_is_changed_until_something_is(browser: Client, active: ProgrammeRevision) -> None:
    page = text(browser.get("/plan/change"))
    assert "Nothing yet." in page
    assert 'value="plan" form="answers" disabled' in page


def test_the_cost_is_that_of_the_planner(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    page = text(browser.post("/plan/change/preview", wishes(minutes="30")))
    short = plan(Athlete(equipment=GYM.equipment, minutes=30))
    found = difference(active.programme, short)
    assert found.items
    for item in found.telling_items:
        assert catalogue().variant(item.variant).name in page
    for region in found.regions:
        before, after = region.sets
        assert f"{before:g}" in page
        assert (f"{after:g}" in page) or before == after
    assert "You stay in week 1." in page
    assert now_active(person) == active


def test_other_days_begin_again_and_say_so(browser: Client, active: ProgrammeRevision) -> None:
    page = text(browser.post("/plan/change/preview", wishes(days="2")))
    assert "It begins again at week 1" in page


def test_what_stays_the_same_is_said(browser: Client, active: ProgrammeRevision) -> None:
    page = text(browser.post("/plan/change/preview", wishes(minutes="75")))
    assert "Nothing: the plan stays as it is." in page


def test_other_lengths_are_compared(browser: Client, active: ProgrammeRevision) -> None:
    page = text(browser.get("/plan/lengths"))
    part = text(browser.get("/plan/lengths", HTTP_HX_REQUEST="true"))
    assert "<html" not in part
    assert part.strip() in page
    for minutes in (30, 45, 75, 90):
        assert f"{minutes} min" in page
    assert page.count("Nothing changes") == 3  # the plan takes 44 min


def test_keeping_stays_at_the_place_and_undo_brings_all_back(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    train(person, active, 1, 1)
    answer = browser.post("/plan/change", wishes(minutes="30", of=active.id, take="plan"))
    assert (answer.status_code, answer.url) == (302, "/plan?changed=kept")
    changed = now_active(person)
    known = diary(person).athlete()
    assert changed.programme == plan(Athlete(equipment=GYM.equipment, minutes=30))
    assert (changed.origin, changed.start) == (active.origin, active.start)
    assert known is not None
    assert known.minutes == 30
    assert diary(person).finished(changed) == {(1, 1)}
    page = text(browser.get(answer.url))
    assert "Your plan is changed." in page
    assert "Undo the last change" in page

    assert browser.post("/plan/undo", {"of": changed.id}).url == "/plan?changed=undone"
    restored = now_active(person)
    assert restored.programme == active.programme
    assert diary(person).athlete() == GYM
    assert diary(person).finished(restored) == {(1, 1)}


def test_undo_of_a_change_that_began_anew_comes_back_to_the_old_place(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    train(person, active, 1, 1, 2)
    browser.post("/plan/change", wishes(days="2", of=active.id, take="plan"))
    changed = now_active(person)
    assert changed.origin != active.origin
    assert diary(person).finished(changed) == frozenset()
    browser.post("/plan/undo", {"of": changed.id})
    restored = now_active(person)
    assert (restored.origin, restored.programme) == (active.origin, active.programme)
    assert diary(person).finished(restored) == {(1, 1), (1, 2)}


@pytest.mark.parametrize("of", ["", "nonsense", str(UUID(int=1))])
@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/plan/change", wishes(minutes="30", take="plan")),
        ("/plan/undo", {}),
        ("/plan/swap", {"day": "1", "item": "hip_thrust", "to": "back_squat"}),
        ("/plan/move", {"day": "1", "to": "tue"}),
    ],
)
def test_a_page_from_before_another_change_changes_nothing(
    browser: Client, person: UUID, active: ProgrammeRevision, path: str, sent: dict, of: str
) -> None:
    answer = browser.post(path, {**sent, "of": of})
    assert answer.url == "/plan?changed=stale"
    assert "changed in another window" in text(browser.get(answer.url))
    assert now_active(person) == active


def test_leaving_an_exercise_out_and_keeping_it_in(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    page = text(browser.get("/plan/change?avoid=hip_thrust"))
    assert 'Never: <span class="quiet">Hip thrust</span>' in page
    assert "Goes" in page
    sent = wishes(avoid=["hip_thrust"], of=active.id, take="plan")
    browser.post("/plan/change", sent)
    assert "hip_thrust" not in {
        item.exercise for s in now_active(person).programme.weeks[0].sessions for item in s.items
    }
    back = text(browser.get("/plan/change?insist=hip_thrust"))
    assert 'Always: <span class="quiet">Hip thrust</span>' in back
    assert 'Never: <span class="quiet">none</span>' in back
    assert "Hip thrust" in back.split("Comes in")[1]


@pytest.mark.parametrize("query", ["avoid=nonsense", "insist=<script>", "avoid="])
def test_an_exercise_that_is_none_changes_nothing(
    browser: Client, active: ProgrammeRevision, query: str
) -> None:
    answer = browser.get(f"/plan/change?{query}")
    assert answer.status_code == 200
    assert "Nothing yet." in text(answer)
    assert b"=<script>" not in answer.content


def test_both_never_and_always_is_a_sentence(browser: Client, active: ProgrammeRevision) -> None:
    sent = wishes(avoid=["clamshell"], insist=["clamshell"], of=active.id, take="plan")
    answer = browser.post("/plan/change", sent)
    assert answer.status_code == 422
    beside = text(answer).split('id="insist-error"')[1].split("</p>")[0]
    assert "Clamshell is both left out and always in; choose one." in beside


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("weeks", "17"),
        ("weeks", "six"),
        ("emphasis", "hamstrings"),
        ("avoid", ["hip_trust"]),
        ("insist", ["'"]),
        ("days", "0"),
        ("minutes", "1e3"),
    ],
)
def test_a_mistake_keeps_nothing_and_is_said_beside_its_field(
    browser: Client, person: UUID, active: ProgrammeRevision, field: str, value: object
) -> None:
    sent = wishes(**{field: value}, of=active.id, take="plan")
    answer = browser.post("/plan/change", sent)
    assert answer.status_code == 422
    assert " hidden" not in text(answer).split(f'id="{field}-error"')[1].split(">")[0]
    part = text(browser.post("/plan/change/preview", sent))
    assert " hidden" not in part.split(f'id="{field}-error"')[1].split(">")[0]
    assert now_active(person) == active


def test_wishes_that_conflict_show_the_nearest_plan_and_its_cost(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    tight = {"days": "1", "minutes": "20", "equipment": []}
    page = text(browser.post("/plan/change/preview", wishes(**tight)))
    with pytest.raises(Infeasible) as caught:
        plan(Athlete(days=1, minutes=20))
    assert "No plan satisfies all of this." in page
    assert "What the nearest plan changes" in page
    browser.post("/plan/change", wishes(**tight, of=active.id, take="plan"))
    assert now_active(person) == active
    answer = browser.post("/plan/change", wishes(**tight, of=active.id, take="nearest"))
    assert answer.url == "/plan?changed=kept"
    assert now_active(person).programme == caught.value.nearest
    assert now_active(person).athlete == caught.value.nearest_athlete


# Swaps and moves


def test_a_swap_shows_what_each_substitute_changes_and_takes_one(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    days = [
        session.day
        for session in active.programme.weeks[0].sessions
        if "hip_thrust" in {item.variant for item in session.items}
    ]
    page = text(browser.get(f"/plan/swap?day={days[0]}&item=hip_thrust"))
    offers = swap(active.programme, GYM, days[0], "hip_thrust")
    order = [page.index(catalogue().variant(one.item.variant).name + "<") for one in offers[:6]]
    assert order == sorted(order)
    assert "outside the plan’s rules" in page
    to = offers[0].item.variant
    sent = {"of": active.id, "day": days[0], "item": "hip_thrust", "to": to, "scope": "one"}
    answer = browser.post("/plan/swap", sent)
    assert answer.url == f"/plan?changed=swapped&day={days[0]}#day-{days[0]}"
    for week in now_active(person).programme.weeks:
        for session in week.sessions:
            variants = {item.variant for item in session.items}
            assert (to in variants) == (session.day == days[0])
            assert ("hip_thrust" in variants) == (session.day in days[1:])


def test_a_swap_can_hold_on_every_day(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    day = next(
        s.day
        for s in active.programme.weeks[0].sessions
        if "hip_thrust" in {item.variant for item in s.items}
    )
    to = swap(active.programme, GYM, day, "hip_thrust")[0].item.variant
    sent = {"of": active.id, "day": day, "item": "hip_thrust", "to": to, "scope": "all"}
    browser.post("/plan/swap", sent)
    there = [i.variant for s in now_active(person).programme.weeks[0].sessions for i in s.items]
    assert "hip_thrust" not in there
    assert to in there


@pytest.mark.parametrize(
    "query",
    ["", "day=1", "day=9&item=hip_thrust", "day=1&item=nonsense", "day=x&item=", "day=1&item=%00"],
)
def test_what_is_not_in_the_plan_cannot_be_swapped(
    browser: Client, active: ProgrammeRevision, query: str
) -> None:
    assert browser.get(f"/plan/swap?{query}").status_code == 404


def test_only_what_was_offered_is_taken(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    item = active.programme.weeks[0].sessions[0].items[0].variant
    for to in ("", "hip_trust", item, "<b>"):
        sent = {"of": active.id, "day": 1, "item": item, "to": to}
        assert browser.post("/plan/swap", sent).status_code == 404
    assert now_active(person) == active


def test_every_weekday_says_what_it_means(browser: Client, active: ProgrammeRevision) -> None:
    page = text(browser.get("/plan/move?day=1"))
    assert "From Tuesday to Wednesday there are 24 h of rest." in page
    assert "Changes places with the session that is there." in page
    assert "48 h or more on both sides." in page
    assert "It is here now." in page


def test_a_session_moves_and_what_is_done_stays_done(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    train(person, active, 1, 1)
    answer = browser.post("/plan/move", {"of": active.id, "day": "3", "to": "sat"})
    assert answer.url == "/plan?changed=moved&day=3#day-3"
    moved = now_active(person)
    assert [s.weekday for s in moved.programme.weeks[5].sessions] == [
        Weekday.MONDAY,
        Weekday.WEDNESDAY,
        Weekday.SATURDAY,
    ]
    assert diary(person).finished(moved) == {(1, 1)}
    assert "Saturday" in text(browser.get("/plan"))


@pytest.mark.parametrize(
    "sent", [{"day": "9", "to": "mon"}, {"day": "1", "to": "day"}, {"day": "1"}]
)
def test_a_move_to_nowhere_is_not_found(
    browser: Client, person: UUID, active: ProgrammeRevision, sent: dict
) -> None:
    assert browser.post("/plan/move", {"of": active.id, **sent}).status_code == 404
    assert now_active(person) == active


def test_undo_without_a_change_says_so(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    assert "Undo" not in text(browser.get("/plan"))
    assert browser.post("/plan/undo", {"of": active.id}).url == "/plan?changed=stale"
    assert now_active(person) == active


# Everyone's own


def test_no_one_sees_or_changes_the_plan_of_another(
    browser: Client, person: UUID, stranger: UUID, active: ProgrammeRevision
) -> None:
    theirs = client_of(stranger)
    assert theirs.get("/plan").url == "/start"
    assert theirs.post("/plan/undo", {"of": active.id}).url == "/plan?changed=stale"
    for path, sent in (
        ("/plan/change", wishes(days="1", of=active.id, take="plan")),
        ("/plan/move", {"of": active.id, "day": "1", "to": "tue"}),
        ("/plan/swap", {"of": active.id, "day": "1", "item": "hip_thrust", "to": "back_squat"}),
    ):
        assert theirs.post(path, sent).url == "/start"
    assert now_active(person) == active


def test_changes_need_a_token_of_the_page(person: UUID, active: ProgrammeRevision) -> None:
    strict = client_of(person, enforce_csrf_checks=True)
    for path in ("/plan/change", "/plan/change/preview", "/plan/undo", "/plan/swap", "/plan/move"):
        assert strict.post(path, {"of": active.id}).status_code == 403
    for path in ("/plan/undo", "/plan/change/preview"):
        assert strict.get(path).status_code == 405


def test_questions_to_the_store_do_not_grow_with_history(
    browser: Client, person: UUID, active: ProgrammeRevision, django_assert_num_queries
) -> None:
    browser.post("/plan/change/preview", wishes(minutes="30"))  # so that it is remembered
    browser.get("/plan/lengths")
    for trained in (False, True):
        if trained:
            for week in (1, 2, 3):
                train(person, active, week, 1, 2, 3)
        with django_assert_num_queries(4):  # programme, sessions done, athlete, former
            browser.get("/plan")
        with django_assert_num_queries(2):  # programme, athlete
            browser.get("/plan/change")
        with django_assert_num_queries(3):  # and sessions done
            browser.post("/plan/change/preview", wishes(minutes="30"))
        with django_assert_num_queries(2):
            browser.get("/plan/lengths")
        with django_assert_num_queries(2):
            browser.get("/plan/swap?day=2&item=hip_thrust")
        with django_assert_num_queries(1):
            browser.get("/plan/move?day=1")


def test_long_names_and_all_equipment_gone_still_show(browser: Client, person: UUID) -> None:
    """The plan was made in a gym; the person has nothing now."""
    known = diary(person)
    known.adopt(plan(GYM), GYM)
    known.save_athlete(Athlete())
    assert browser.get("/plan").status_code == 200
    assert browser.get("/plan/swap?day=2&item=hip_thrust").status_code == 200
    assert Equipment.BARBELL not in Athlete().equipment


def test_a_swap_on_every_day_shows_what_all_of_them_change_together(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    days = [
        s.day
        for s in active.programme.weeks[0].sessions
        if "hip_thrust" in {item.variant for item in s.items}
    ]
    assert len(days) > 1
    address = f"/plan/swap?day={days[0]}&item=hip_thrust"
    together, alone = text(browser.get(address)), text(browser.get(f"{address}&scope=one"))
    assert "Only Monday" in together
    to = together.split('name="to" value="')[1].split('"')[0]
    sent = {"of": active.id, "day": days[0], "item": "hip_thrust", "to": to, "scope": "all"}
    browser.post("/plan/swap", sent)
    for region, before in active.programme.weekly_sets.items():
        after = now_active(person).programme.weekly_sets[region]
        if region.value.startswith("gluteus_") and before != after and "inferior" not in region:
            shown = f"{before:g} → {after:g} sets"
            assert shown in together.split("Why?")[0]
            assert shown not in alone.split("Why?")[0]


def test_planning_anew_takes_swaps_and_moves_back(
    browser: Client, person: UUID, active: ProgrammeRevision
) -> None:
    assert "Plan anew, without swaps and moves" in text(browser.get("/plan"))
    browser.post("/plan/move", {"of": active.id, "day": "3", "to": "sat"})
    page = text(browser.get("/plan/change?look"))
    assert "You train on Monday, Wednesday and Friday in place of" in page
    browser.post("/plan/change", wishes(of=now_active(person).id, take="plan"))
    assert now_active(person).programme == active.programme
