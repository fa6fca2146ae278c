"""How many queries each call makes, and that a longer history makes no more of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from api_calls import Caller
from django.db import connection
from django.test.utils import CaptureQueriesContext
from strong_files import hip_thrusts
from tests.store import examples
from three_years import train

from ilium.diary import Diary
from ilium.interchange import own
from ilium.interchange.records import SKIP, BodyMeasurement, SessionChange, SetEvent
from ilium.planning.athlete import Athlete
from ilium.store.measurements import measurements
from ilium.store.pages import sessions_page, sets_page
from ilium.training.performed import PerformedSet
from ilium.web.api.root import api

pytestmark = pytest.mark.django_db(transaction=True)

BOOKKEEPING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
"""What is no question: the beginning and the end of transactions."""

SHORT, LONG = 0.15, 0.6
"""Years of training."""

SEEDS = {SHORT: 1, LONG: 2}
"""Of the histories: of others, every session of a first day might have been left out."""


class Trained(msgspec.Struct, frozen=True):
    """Someone with a history, a session under way, and what calls are about."""

    person: UUID
    athlete: Athlete
    finished: UUID
    under_way: UUID
    performed: PerformedSet
    measurement: BodyMeasurement
    variant: str
    day: int
    finished_on: date
    intake: UUID


def trained(person: UUID, years: float) -> Trained:
    train(person, years, seed=SEEDS[years])
    diary = Diary(person, zone="Europe/Berlin")
    active, athlete = diary.programme(), diary.athlete()
    assert active is not None
    assert athlete is not None
    finished = next(one for one in sessions_page(person, limit=20) if one.day == 1)
    active = diary.adopt(active.programme, athlete)  # so that the same session comes next
    upcoming = diary.outlook().next_up(diary.today, diary.zone)
    assert upcoming is not None
    visit = diary.begin(active, upcoming)
    (performed,) = sets_page(person, limit=1)
    day = finished.started_at.date() - timedelta(days=700)
    taken = diary.take_in(hip_thrusts(day, sessions=4), file_name="strong.csv")
    assert taken.intake is not None
    return Trained(
        person=person,
        athlete=athlete,
        finished=finished.id,
        under_way=visit.record.id,
        performed=performed,
        measurement=measurements(person, limit=1)[0],
        variant=visit.stations[0].variant.id,
        day=visit.session.day,
        finished_on=finished.started_at.date() - timedelta(days=1),
        intake=taken.intake,
    )


def now() -> datetime:
    return datetime.now(UTC)


def done(of: Trained) -> PerformedSet:
    return examples.thrust(now() - timedelta(minutes=1), session=of.under_way)


def event(of: Trained) -> dict[str, Any]:
    id = uuid4()
    record = SetEvent(id=id, recorded_at=now(), performed=done(of))
    return {"type": "set", "id": id, "record": record}


def change(of: Trained) -> SessionChange:
    payload = {"variant": of.variant}
    return SessionChange(id=uuid4(), session=of.under_way, kind=SKIP, payload=payload, at=now())


def taken(_of: Trained) -> BodyMeasurement:
    return BodyMeasurement(id=uuid4(), on=now().date(), recorded_at=now(), hip=Decimal(98))


def export(of: Trained) -> bytes:
    record = SetEvent(id=uuid4(), recorded_at=now(), performed=examples.thrust())
    return own.encode(own.Export(sets=(record,), measurements=(of.measurement, taken(of))))


def strong_file(of: Trained) -> dict[str, str]:
    return {"text": hip_thrusts(of.finished_on, sessions=4).decode(), "file_name": "strong.csv"}


Body = Callable[[Trained], Any]
CASES: dict[tuple[str, str], tuple[int, str, Body | None]] = {
    ("post", "/events"): (3, "events", lambda of: {"events": [event(of)]}),
    ("get", "/session"): (14, "session", None),
    ("get", "/session/substitutes"): (18, "session/substitutes", None),
    ("get", "/session/next"): (28, "session/next?session={0.finished}", None),
    ("get", "/sessions"): (1, "sessions", None),
    ("post", "/sessions"): (4, "sessions", lambda _: examples.visit(now())),
    ("get", "/sessions/{session_id}"): (3, "sessions/{0.finished}", None),
    ("post", "/sessions/{session_id}/changes"): (2, "sessions/{0.under_way}/changes", change),
    ("post", "/sessions/{session_id}/finish"): (
        4, "sessions/{0.under_way}/finish", lambda _: {}
    ),
    ("get", "/sets"): (1, "sets?limit=500", None),
    ("post", "/sets"): (5, "sets", done),
    ("get", "/sets/{set_id}"): (1, "sets/{0.performed.id}", None),
    ("put", "/sets/{set_id}"): (
        5, "sets/{0.performed.id}", lambda of: msgspec.structs.replace(of.performed, note="new")
    ),
    ("delete", "/sets/{set_id}"): (6, "sets/{0.performed.id}", None),
    ("get", "/sets/{set_id}/versions"): (1, "sets/{0.performed.id}/versions", None),
    ("get", "/athlete"): (2, "athlete", None),
    ("put", "/athlete"): (3, "athlete", lambda of: msgspec.structs.replace(of.athlete, days=2)),
    ("get", "/athlete/history"): (1, "athlete/history", None),
    ("get", "/programme"): (2, "programme", None),
    ("post", "/programme"): (8, "programme?keep=true", lambda of: of.athlete),
    ("put", "/programme"): (
        9, "programme", lambda _: {"type": "move", "day": 1, "weekday": "sun"}
    ),
    ("get", "/programme/substitutes"): (
        3, "programme/substitutes?day={0.day}&exercise={0.variant}", None
    ),
    ("get", "/progress"): (8, "progress?weeks=520", None),
    ("get", "/progress/records"): (3, "progress/records", None),
    ("get", "/measurements"): (1, "measurements", None),
    ("post", "/measurements"): (1, "measurements", taken),
    ("delete", "/measurements/{measurement_id}"): (1, "measurements/{0.measurement.id}", None),
    ("get", "/exercises"): (0, "exercises", None),
    ("get", "/exercises/{exercise_id}"): (0, "exercises/clamshell", None),
    ("get", "/variants/{variant_id}"): (0, "variants/hip_thrust+knee_band", None),
    ("get", "/regions"): (0, "regions", None),
    ("get", "/claims"): (0, "claims", None),
    ("get", "/studies"): (0, "studies", None),
    ("get", "/export"): (8, "export", None),
    ("post", "/import"): (7, "import", export),
    ("post", "/imports/proposal"): (4, "imports/proposal", strong_file),
    ("post", "/imports"): (14, "imports", strong_file),
    ("get", "/imports"): (1, "imports", None),
    ("delete", "/imports/{import_id}"): (14, "imports/{0.intake}", None),
    ("get", "/export/strong"): (9, "export/strong", None),
    ("get", "/export/hevy"): (9, "export/hevy", None),
    ("get", "/me"): (2, "me", None),
}  # fmt: skip
"""The most queries, the address and the body of every call."""


def test_every_call_has_its_number() -> None:
    paths = api.get_openapi_schema(path_prefix="/")["paths"]
    assert set(CASES) == {(method, path) for path, methods in paths.items() for method in methods}


def queries(of: Trained, case: tuple[str, str]) -> int:
    method, _ = case
    _, address, body = CASES[case]
    call = Caller(of.person)
    sent = body(of) if body else None
    with CaptureQueriesContext(connection) as asked:
        answer = call(method.upper(), address.format(of), sent)
    assert answer.status < 300, answer.content
    return sum(not one["sql"].startswith(BOOKKEEPING) for one in asked)


@pytest.mark.parametrize("case", list(CASES), ids=" ".join)
def test_queries(case: tuple[str, str], person: UUID, stranger: UUID) -> None:
    short = queries(trained(person, SHORT), case)
    long = queries(trained(stranger, LONG), case)
    assert short == long
    assert short <= CASES[case][0]
