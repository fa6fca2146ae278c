"""Who may call the API, and that a call that fails says so in the API's form."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from api_calls import API, Caller
from django.test import Client
from full_diary import fill
from tests.store.examples import thrust

from ilium.web.api.root import api

pytestmark = pytest.mark.django_db(transaction=True)

PUBLIC = {
    "/exercises",
    "/exercises/{exercise_id}",
    "/variants/{variant_id}",
    "/regions",
    "/claims",
    "/studies",
}
UNSAFE = {"post", "put", "delete"}


def operations() -> Iterator[tuple[str, str]]:
    """Every call: its method and its path, with something in the place of its ids."""
    for path, methods in api.get_openapi_schema(path_prefix="/")["paths"].items():
        for method in methods:
            yield method, path


CLOSED = [(method, path) for method, path in operations() if path not in PUBLIC]


def filled(path: str) -> str:
    for name in ("set_id", "session_id", "measurement_id", "import_id"):
        path = path.replace("{" + name + "}", str(uuid4()))
    path = path.replace("{variant_id}", "hip_thrust+knee_band")
    return path.replace("{exercise_id}", "clamshell").removeprefix("/")


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_who_is_not_signed_in_gets_nothing(method: str, path: str) -> None:
    problem = Caller(None)(method.upper(), filled(path), {})
    assert problem.fails(401)
    assert problem.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(("method", "path"), [one for one in CLOSED if one[0] in UNSAFE])
def test_a_browser_also_sends_the_csrf_token(method: str, path: str, person: UUID) -> None:
    fill(person)
    call = Caller(person, enforce_csrf_checks=True)
    before = Caller(person)("GET", "export").content
    call(method.upper(), filled(path), {}).fails(403)
    call(method.upper(), filled(path), {}, X_CSRFToken="x" * 32).fails(403)
    assert Caller(person)("GET", "export").content == before


def test_with_the_csrf_token_it_may(person: UUID) -> None:
    call = Caller(person, enforce_csrf_checks=True)
    call.client.cookies["csrftoken"] = "a" * 32
    call("POST", "sets", thrust(), X_CSRFToken="a" * 32).works(201)


@pytest.mark.parametrize("path", sorted(PUBLIC))
def test_what_ilium_knows_is_for_anyone_and_is_kept(path: str) -> None:
    call = Caller(None)
    answer = call("GET", filled(path))
    answer.works()
    assert "public" in answer.headers["Cache-Control"]
    again = call("GET", filled(path), If_None_Match=answer.headers["ETag"])
    assert (again.status, again.content) == (304, b"")


def test_the_document_is_for_anyone(person: UUID) -> None:
    document = Caller(None)("GET", "openapi.json").works()
    assert document["openapi"].startswith("3.1")
    assert set(document["components"]["securitySchemes"]) == {"SessionCookie", "Token"}
    assert b"x-ilium-value" not in Caller(None)("GET", "openapi.json").content


def test_no_page_of_the_api_asks_another_host(person: UUID) -> None:
    Caller(person)("GET", "docs").fails(404)
    Caller(person)("GET", "").fails(404)


@pytest.mark.parametrize(("method", "path"), list(operations()))
def test_what_a_place_cannot_do_is_said(method: str, path: str, person: UUID) -> None:
    answer = Caller(person)("PATCH", filled(path))
    answer.fails(405)
    assert method.upper() in answer.headers["Allow"]


@pytest.mark.parametrize(("method", "path"), [one for one in CLOSED if one[0] in {"post", "put"}])
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_only_json_is_read(method: str, path: str, kind: str, person: UUID) -> None:
    Caller(person)(method.upper(), filled(path), b"a=b", content_type=kind).fails(415)


def test_head_is_get_without_the_content(person: UUID) -> None:
    answer = Caller(person)("HEAD", "me")
    assert (answer.status, answer.content) == (200, b"")


def test_what_is_personal_is_kept_by_no_one(person: UUID) -> None:
    assert "private" in Caller(person)("GET", "sets").headers["Cache-Control"]


NASTY: list[Any] = [
    b"\x00",
    b'"\\ud800"',
    b'{"id": "\\ud800"}',
    b'{"id": "a\\u0000b"}',
    b"[" * 10_000,
    b"9" * 100_000,
    b'{"days": ' + b"9" * 5000 + b"}",
    b'{"at": "0000-01-01T00:00:00Z"}',
    b'{"body_mass": 1e999999999}',
    b'{"body_mass": "NaN"}',
    b"null",
    b'{"id": null}',
    b"\xef\xbb\xbf{}",
]


@pytest.mark.parametrize(("method", "path"), [one for one in CLOSED if one[0] in {"post", "put"}])
def test_no_body_breaks_it(method: str, path: str, person: UUID) -> None:
    fill(person)
    call = Caller(person)
    for body in NASTY:
        answer = call(method.upper(), filled(path), body)
        assert 400 <= answer.status < 500, (body[:40], answer.status)
        answer.fails(answer.status)


@pytest.mark.parametrize("path", [path for method, path in operations() if method == "get"])
@pytest.mark.parametrize(
    "value",
    ["%00", "%ff", "%ed%a0%80", "9" * 5000, "0000-01-01T00:00:00Z", "0001-01-01T00:00:00%2B14:00",
     "-1", "1e9", "", "%F0%9F%92%AA", "9999-12-31T23:59:59-14:00", "../../etc/passwd"],
)  # fmt: skip
def test_no_query_breaks_it(path: str, value: str, person: UUID) -> None:
    call = Caller(person)
    for name in ("limit", "cursor", "from", "to", "variant", "session", "weeks", "day", "exercise",
                 "busy", "pain"):  # fmt: skip
        answer = call("GET", f"{filled(path)}?{name}={value}")
        assert answer.status < 500
        if answer.status >= 400:
            answer.fails(answer.status)


@pytest.mark.parametrize(
    "id", ["x", "%00", "0", "%ed%a0%80", "a" * 3000, "0B8A680E-6551-4046-A7C1-D14E7F805EE0"]
)
def test_what_is_no_id_is_not_found(id: str, person: UUID) -> None:
    call = Caller(person)
    for path in ("sets/{}", "sessions/{}", "sets/{}/versions", "exercises/{}"):
        status = call("GET", path.format(id)).status
        assert status == (422 if "a" * 3000 in id and "exercises" in path else 404)


def test_the_addresses_are_under_version_1() -> None:
    paths = api.get_openapi_schema()["paths"]
    assert all(path.startswith(f"{API}/") for path in paths)
    assert Client(SERVER_NAME="localhost").get("/api/v2/me").status_code == 404
