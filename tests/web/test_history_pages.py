"""`/history`: every session once, and sets that are changed, removed, brought back and added."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import msgspec
import pytest
from django.test import Client
from django.urls import reverse
from signed_in import client_of
from tests.store.examples import thrust
from three_years import counts, train

from ilium.diary import Diary
from ilium.loads import Load, LoadKind, Unit
from ilium.planning.athlete import Athlete
from ilium.store import sessions
from ilium.store.people import add_person
from ilium.store.sets import set_history
from ilium.training.performed import PerformedSet, Side

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime.now(UTC)
NASTY = '<script>alert(1)</script>" onmouseover="x'


@pytest.fixture
def someone() -> UUID:
    return add_person()


@pytest.fixture
def client(someone: UUID) -> Client:
    return client_of(someone)


@pytest.fixture
def diary(someone: UUID) -> Diary:
    return Diary(someone, zone="UTC")


def kept(diary: Diary, **other: object) -> PerformedSet:
    return diary.record(thrust(NOW - timedelta(days=1), **other))


def edit(client: Client, performed: PerformedSet, **other: str):
    given = {"count": "8", "load": "62.5", "rir": "2", "note": ""} | other
    return client.post(reverse("history-set", args=[performed.id]), given)


def test_a_newcomer_sees_what_will_be_there(client: Client) -> None:
    assert "No sessions yet" in client.get("/history").content.decode()


def test_the_pages_hold_every_session_once(someone: UUID, client: Client) -> None:
    train(someone, 0.5, NOW)
    address, seen = "/history", []
    while address:
        html = client.get(address).content.decode()
        seen += re.findall(r"/history/add\?session=([0-9a-f-]{36})", html)
        older = re.search(r'href="(/history\?before=[^"]+)">Older', html)
        address = older[1] if older else ""
    assert len(seen) == len(set(seen)) == counts(someone)[0] > 20


@pytest.mark.parametrize("before", ["x", "2026-01-01~", "2026-01-01T00:00:00+00:00~zz"])
def test_a_place_that_is_none_is_not_found(client: Client, before: str) -> None:
    assert client.get("/history", {"before": before}).status_code == 404


def test_a_place_outside_the_calendar_is_the_requests_fault(client: Client) -> None:
    before = "0001-01-01T00:00:00+14:00"
    assert client.get("/history", {"before": before}).status_code == 422


def test_a_set_is_changed_and_its_old_version_stays(client: Client, diary: Diary) -> None:
    performed = kept(diary)
    shown = client.get(reverse("history-set", args=[performed.id])).content.decode()
    assert 'value="62.5"' in shown
    response = edit(client, performed, count="9", load="65,5", rir="", note="slow\r\nand deep")
    assert response.status_code == 302
    changed = diary.find_set(performed.id)
    assert changed is not None
    assert (changed.reps, changed.rir, changed.note) == (9, None, "slow\nand deep")
    assert changed.load == Load(LoadKind.BARBELL, Decimal("65.5"))
    assert (changed.variant, changed.at, changed.session) == (
        performed.variant,
        performed.at,
        performed.session,
    )
    versions = set_history(diary.person, performed.id)
    assert [version.performed for version in versions] == [performed, changed]


def test_what_was_not_touched_stays_exactly_as_it_was(client: Client, diary: Diary) -> None:
    diary.save_athlete(Athlete(unit=Unit.POUNDS))
    performed = kept(diary)
    shown = client.get(reverse("history-set", args=[performed.id])).content.decode()
    assert 'value="137.8"' in shown
    edit(client, performed, load="137.8")
    assert len(set_history(diary.person, performed.id)) == 1
    edit(client, performed, load="137.8", count="9")
    changed = diary.find_set(performed.id)
    assert changed is not None
    assert changed.load == performed.load


def test_a_band_is_chosen_also_one_that_is_no_longer_owned(client: Client, diary: Diary) -> None:
    performed = kept(
        diary,
        variant="clamshell+knee_band",
        side=Side.LEFT,
        load=Load(LoadKind.BAND, band="my old one"),
    )
    edit(client, performed, load="my old one", count="12")
    edit(client, performed, load="light", count="12")
    bands = [version.performed.load.band for version in set_history(diary.person, performed.id)]
    assert bands == ["my old one", "my old one", "light"]
    assert edit(client, performed, load="another").status_code == 422


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"count": "201"}, "less than or equal to 200"),
        ({"count": "-1"}, "greater than or equal to 0"),
        ({"count": ""}, "required"),
        ({"load": ""}, "required"),
        ({"load": "heavy"}, "is not a weight; write it like 62.5 or 135lb."),
        ({"rir": "11"}, "less than or equal to 10"),
        ({"note": "n" * 2001}, "at most 2000 characters"),
        ({"note": "a\0b"}, "Null characters"),
    ],
)
def test_what_is_no_set_is_said_and_not_kept(
    client: Client, diary: Diary, other: dict[str, str], said: str
) -> None:
    performed = kept(diary)
    response = edit(client, performed, **other)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert diary.find_set(performed.id) == performed


def test_a_set_is_removed_and_brought_back(client: Client, diary: Diary) -> None:
    performed = kept(diary)
    response = client.post(reverse("history-set-remove", args=[performed.id]), follow=True)
    assert diary.find_set(performed.id) is None
    html = response.content.decode()
    restore = reverse("history-set-restore", args=[performed.id])
    assert f'action="{restore}"' in html
    for _ in range(2):
        html = client.post(restore, follow=True).content.decode()
        assert diary.find_set(performed.id) == performed
    assert "It is back." in html
    assert len(set_history(diary.person, performed.id)) == 3


def test_a_forgotten_set_joins_its_session(someone: UUID, client: Client, diary: Diary) -> None:
    train(someone, 0.3, NOW)
    (session,) = sessions.sessions(someone, limit=1)
    choice = client.get("/history/add", {"session": session.id}).content.decode()
    assert "Your programme" in choice
    variant = "cable_hip_abduction"
    form = client.get("/history/add", {"session": session.id, "exercise": variant})
    html = form.content.decode()
    once = re.search(r'name="once" value="([^"]+)"', html)
    assert once
    assert session.finished_at is not None
    given = {
        "session": session.id,
        "exercise": variant,
        "once": once[1],
        "at": session.finished_at.strftime("%Y-%m-%dT%H:%M"),
        "side": "each",
        "count": "12",
        "load": "15",
        "rir": "2",
        "note": "",
    }
    for _ in range(2):  # sent twice, it is one
        assert client.post("/history/add", given).status_code == 302
    added = [done for done in diary.sets_of(session.id) if done.variant == variant]
    assert [done.side for done in added] == [Side.LEFT, Side.RIGHT]
    assert {(done.reps, done.rir, done.load.kilograms) for done in added} == {(12, 2, Decimal(15))}


def test_a_set_outside_a_session_stands_on_its_day(client: Client, diary: Diary) -> None:
    client.cookies["ilium_zone"] = "Asia/Tokyo"
    when = (NOW - timedelta(days=2)).replace(hour=20, minute=0, second=0, microsecond=0)
    given = {
        "exercise": "glute_bridge",
        "once": uuid4(),
        "at": when.strftime("%Y-%m-%dT%H:%M"),
        "count": "15",
        "load": "",
        "rir": "",
        "note": NASTY,
    }
    assert client.post("/history/add", given).status_code == 302
    (added,) = diary.sets_since((NOW - timedelta(days=9)).date())
    assert added.at == when - timedelta(hours=9)
    assert added.load == Load(LoadKind.BODYWEIGHT)
    html = client.get("/history").content.decode()
    assert "Outside a session" in html
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
@pytest.mark.parametrize("session", ["", "0" * 32])
def test_a_place_at_the_end_of_the_calendar_is_no_fault_of_ours(
    client: Client, moment: str, zone: str, session: str
) -> None:
    client.cookies["ilium_zone"] = zone
    response = client.get("/history", {"before": f"{moment}~{session}"})
    assert response.status_code in (200, 422)


BRIDGES = {"exercise": "glute_bridge", "count": "15", "load": "", "rir": "", "note": ""}
"""A set of the form, but for when it was and for which time the form was sent."""


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2999-01-01T10:00", "This time is still to come."),
        ("9999-12-31T23:59", "This time is still to come."),
        ("0026-11-20T18:30", "0026-11-20 is no day of training; look at the year"),
        ("1970-01-01T00:00", "1970-01-01 is no day of training"),
        ("0001-01-01T00:00", "0001-01-01 is no day of training"),
        ("soon", "Write it as 2026-11-20T18:30."),
    ],
)
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_a_time_that_cannot_be_is_said_and_nothing_kept(
    client: Client, diary: Diary, at: str, said: str, zone: str
) -> None:
    client.cookies["ilium_zone"] = zone
    response = client.post("/history/add", BRIDGES | {"at": at, "once": uuid4()})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert diary.visits().visits == ()


def test_a_form_gone_back_to_and_sent_again_is_another_set(client: Client, diary: Diary) -> None:
    at = (NOW - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    first = BRIDGES | {"at": at, "once": uuid4()}
    second = first | {"count": "12"}
    for given in (first, second, second, first):
        assert client.post("/history/add", given).status_code == 302
    kept_sets = diary.sets_since((NOW - timedelta(days=9)).date())
    assert sorted(done.reps or 0 for done in kept_sets) == [12, 15]
    assert all(len(set_history(diary.person, done.id)) == 1 for done in kept_sets)


def test_a_form_sent_twice_leaves_a_correction_and_brings_a_removed_set_back(
    client: Client, diary: Diary
) -> None:
    given = BRIDGES | {"at": f"{NOW:%Y-%m-%dT%H:%M}", "once": uuid4()}
    client.post("/history/add", given)
    (added,) = diary.sets_since((NOW - timedelta(days=9)).date())
    better = diary.correct(msgspec.structs.replace(added, reps=14))
    client.post("/history/add", given)
    assert diary.find_set(added.id) == better
    diary.remove(added.id)
    client.post("/history/add", given)
    assert diary.find_set(added.id) == added


@pytest.mark.parametrize(
    "query",
    [{"exercise": "moon_walk"}, {"session": "x"}, {"session": str(uuid4())}],
)
def test_what_there_is_not_is_not_found(client: Client, query: dict[str, str]) -> None:
    assert client.get("/history/add", query).status_code == 404


def test_no_one_sees_or_changes_what_is_someone_elses(client: Client) -> None:
    other = Diary(add_person(), zone="UTC")
    train(other.person, 0.2, NOW)
    performed = kept(other)
    (session,) = sessions.sessions(other.person, limit=1)
    assert "No sessions yet" in client.get("/history").content.decode()
    for name in ("history-set", "history-set-remove", "history-set-restore"):
        assert client.post(reverse(name, args=[performed.id])).status_code == 404
    assert client.get(reverse("history-set", args=[performed.id])).status_code == 404
    assert client.get("/history/add", {"session": session.id}).status_code == 404
    assert other.find_set(performed.id) == performed


def test_another_site_can_do_nothing(someone: UUID, diary: Diary) -> None:
    performed = kept(diary)
    strict = client_of(someone, enforce_csrf_checks=True)
    for name in ("history-set", "history-set-remove", "history-set-restore"):
        assert strict.post(reverse(name, args=[performed.id])).status_code == 403
    assert strict.post("/history/add", {}).status_code == 403
    assert diary.find_set(performed.id) == performed


def test_the_way_back_is_a_place_and_never_an_address(client: Client, diary: Diary) -> None:
    performed = kept(diary)
    for before in ("https://evil.example/", "//evil.example", "\r\nLocation: x"):
        response = edit(client, performed, before=before)
        assert response.headers["Location"] == "/history?said=changed"
