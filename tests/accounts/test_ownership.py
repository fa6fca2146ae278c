"""Of two people with accounts, neither sees or changes what is the other's, on any page.

Every address of the URL configuration is asked for and posted to by one person with the ids of
the other; an address that takes an id and is not known here fails the test.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from full_diary import Everything, fill
from strong_files import hip_thrusts
from test_accounts import Browser, person_of, sign_up

from ilium.diary import Diary
from ilium.store import incoming
from ilium.store.transfer import export
from ilium.web.accounts.models import Account
from ilium.web.accounts.tokens import make_token

pytestmark = pytest.mark.django_db(transaction=True)

SECRET_NOTE = "only for ada 7f3a"
NOT_OURS = ("account/", "admin/", "api/v1/")
"""allauth's and Django's pages know their own users; the API has a test of its own."""


def addresses(patterns: Any = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of ours and its pattern."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if route.startswith(NOT_OURS):
            continue
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route, pattern


def marked(everything: Everything) -> Everything:
    """Her diary with words in it that can be found again, and a file that waits."""
    incoming.keep(everything.person, SECRET_NOTE, [hip_thrusts(date(2026, 10, 6), sessions=1)])
    with Diary(everything.person) as diary:
        diary.take_in(hip_thrusts(date(2026, 10, 5), sessions=1), file_name=SECRET_NOTE)
        diary.correct(msgspec.structs.replace(everything.sets[0], note=SECRET_NOTE))
    return everything


@pytest.fixture
def ada() -> Everything:
    sign_up("ada")
    return marked(fill(person_of("ada")))


@pytest.fixture
def grace() -> Browser:
    browser = sign_up("grace")
    fill(person_of("grace"))
    return browser


def waiting_file(person: UUID) -> UUID:
    """The id of the file that waits for someone."""
    found = incoming.waiting(person)
    assert found is not None
    return found[0]


def filled_in(route: str, ada: Everything) -> str:
    """The route with ada's ids in it."""
    account = Account.objects.get(user__username="ada")
    token = account.tokens.first() or make_token(account, "hers")[0]
    values = {
        "<uuid:set_id>": str(ada.sets[0].id),
        "<uuid:measurement>": str(ada.measurement.id),
        "<uuid:token>": str(token.pk),
        "<uuid:incoming_id>": str(waiting_file(ada.person)),
        "<uuid:intake>": str(Diary(ada.person).intakes()[0].id),
        "<str:region>": "gluteus_medius",
        "<str:variant>": "hip_thrust",
        "<int:week>": "1",
        "<int:day>": "1",
        "<str:token>": "not-the-one-of-ada",
    }
    for key, value in values.items():
        route = route.replace(key, value)
    assert "<" not in route, f"{route}: say here which id of ada's it takes"
    return f"/{route}"


def everything_of(person: Any) -> dict[str, Any]:
    """All that is kept of someone, but the moment of asking."""
    document = json.loads(export(person))
    return {key: value for key, value in document.items() if "export" not in key}


def test_no_page_shows_what_is_someone_elses(ada: Everything, grace: Browser) -> None:
    theirs = {str(one.id) for one in ada.sets}
    theirs |= {str(ada.person), str(ada.programme.id), str(ada.measurement.id), SECRET_NOTE}
    asked = 0
    for route, _ in addresses():
        if "leave" in route or route == "sign-out":
            continue
        address = filled_in(route, ada)
        answer = grace.get(address)
        text = b"".join(answer) if answer.streaming else answer.content
        page = text.decode(errors="replace").replace(address, "")
        found = [word for word in theirs if word in page]
        assert not found, f"{address} shows {found}"
        if "uuid:" in route:
            assert answer.status_code in (404, 405), f"{address}: {answer.status_code}"
        assert answer.status_code < 500, address
        asked += 1
    assert asked > 25


def test_no_page_changes_what_is_someone_elses(ada: Everything, grace: Browser) -> None:
    before = everything_of(ada.person)
    hers = {
        "id": str(ada.sets[0].id),
        "set": str(ada.sets[0].id),
        "session": str(ada.under_way),
        "programme": str(ada.programme.id),
        "person": str(ada.person),
        "event": str(ada.change.id),
        "variant": "hip_thrust",
        "day": "1",
        "reps": "3",
        "load": "100",
        "rir": "1",
        "note": "from grace",
    }
    for route, _ in addresses():
        if "leave" in route or route == "sign-out":
            continue
        address = filled_in(route, ada)
        answer = grace.post(address, hers)
        assert answer.status_code < 500, address
        if "uuid:" in route:
            assert answer.status_code in (404, 405), f"{address}: {answer.status_code}"
    assert everything_of(ada.person) == before


def test_signed_out_no_page_of_a_person_answers(ada: Everything) -> None:
    anyone = Browser()
    open_to_all = {
        "sign-in", "learn", "learn-region", "learn-exercise", "learn-science", "offline",
        "service-worker", "manifest", "session-shell", "favicon", "calendar",
    }  # fmt: skip
    for route, pattern in addresses():
        if pattern.name in open_to_all:
            continue
        answer = anyone.get(filled_in(route, ada))
        assert (answer.status_code, answer.url[:8]) == (302, "/sign-in"), route
