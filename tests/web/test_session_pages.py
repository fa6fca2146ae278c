"""The player's page and what works without a network: complete, and without a person in it."""

import gzip
import json
import re
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from signed_in import client_of
from training_days import GYM, Trainee

from ilium.store.people import add_person, default_person
from ilium.web.pages import session as pages

pytestmark = pytest.mark.urls("ilium.web.urls")

FIRST_LOAD_BYTES = 60_000
"""Scripts and styles of the player, compressed: a second on a slow 3G network (400 kbit/s)."""

STATIC = re.compile(r"/static/([^\"'#\s]+)")
HASHED = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")


@pytest.fixture
def visitor() -> Client:
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def person(db) -> UUID:
    return default_person()


def files_of(html: str) -> set[str]:
    """The static files that a page names, without their hashes."""
    return {HASHED.sub("", name) for name in STATIC.findall(html)}


def worker(client: Client) -> tuple[dict, str]:
    """What the service worker keeps, and its own script."""
    answer = client.get("/sw.js")
    assert answer.status_code == 200
    first, script = answer.content.decode().split(";\n", 1)
    return json.loads(first.removeprefix("self.iliumShell = ")), script


def test_the_worker_keeps_every_file_that_its_pages_name(visitor: Client) -> None:
    shell, _ = worker(visitor)
    kept = {HASHED.sub("", name.removeprefix("/static/")) for name in shell["files"]}
    assert shell["pages"] == ["/session/shell", "/offline"]
    for address in shell["pages"]:
        page = visitor.get(address)
        assert page.status_code == 200
        assert files_of(page.content.decode()) <= kept
    assert {"ilium/built/player.js", "ilium/icons/sprite.svg"} <= kept
    assert any(name.endswith(".woff2") for name in kept)
    assert not [name for name in kept if finders.find(name) is None]


def test_the_worker_is_asked_for_anew_and_rules_the_whole_site(visitor: Client) -> None:
    answer = visitor.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]
    assert "no-store" in answer["Cache-Control"]


def test_the_version_changes_with_the_files_and_with_nothing_else(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, _ = worker(visitor)
    pages.worker_script.cache_clear()
    assert worker(visitor)[0]["version"] == before["version"]
    monkeypatch.setattr(pages, "_static_text", lambda _path: "another script")
    pages.worker_script.cache_clear()
    after, script = worker(visitor)
    assert script == "another script"
    assert after["version"] != before["version"]
    pages.worker_script.cache_clear()


@pytest.mark.django_db
def test_pages_for_no_network_hold_no_person(person: UUID) -> None:
    Trainee(person, GYM)
    client = client_of(person)
    client.cookies["ilium_theme"] = "dark"
    for address in ("/session/shell", "/offline"):
        html = client.get(address).content.decode()
        assert str(person) not in html
        assert 'id="packet"' not in html


@pytest.mark.django_db
def test_the_session_page_holds_the_packet_and_says_whose_it_is(person: UUID) -> None:
    Trainee(person, GYM)
    answer = client_of(person).get("/session")
    found = re.search(
        r'<script id="packet" type="application/json">(.*?)</script>', answer.content.decode()
    )
    assert found is not None
    packet = json.loads(found[1])
    assert packet["schema"] == "ilium.packet/1"
    assert packet["person"] == str(person) == answer["X-Ilium-Person"]
    assert f'data-person="{person}"' in answer.content.decode()
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer.cookies["csrftoken"].value


@pytest.mark.django_db
def test_a_packet_cannot_end_its_element(person: UUID) -> None:
    Trainee(person, GYM)
    html = client_of(person).get("/session").content.decode()
    packet = html.split('type="application/json">', 1)[1].split("</script>", 1)[0]
    assert "<" not in packet
    assert "<svg" in json.dumps(json.loads(packet))


@pytest.mark.django_db
def test_without_a_programme_the_page_has_no_packet(person: UUID) -> None:
    answer = client_of(person).get("/session")
    assert answer.status_code == 200
    assert 'id="packet"' not in answer.content.decode()


@pytest.mark.django_db
def test_the_session_is_behind_the_sign_in(visitor: Client) -> None:
    answer = visitor.get("/session")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in?next=%2Fsession"


@pytest.mark.django_db
@pytest.mark.parametrize(("begun", "queries"), [(False, 10), (True, 13)])
def test_queries_of_the_session_page(
    person: UUID, begun: bool, queries: int, django_assert_num_queries
) -> None:
    trainee = Trainee(person, GYM)
    if begun:
        visit = trainee.begin()
        step = trainee.step(visit)
        assert step is not None
        trainee.do(visit, step)
    client = client_of(person)
    with django_assert_num_queries(queries):
        client.get("/session")


def test_the_first_load_is_small(visitor: Client) -> None:
    names = files_of(visitor.get("/session/shell").content.decode())
    code = [name for name in names if name.endswith((".js", ".css"))]
    sizes = {}
    for name in code:
        sizes[name] = len(gzip.compress(Path(str(finders.find(name))).read_bytes(), 9))
    assert "ilium/built/player.js" in sizes
    assert sum(sizes.values()) <= FIRST_LOAD_BYTES, sizes


def test_the_player_loads_no_more_than_it_needs(visitor: Client) -> None:
    names = files_of(visitor.get("/session/shell").content.decode())
    assert "ilium/built/htmx.js" not in names


def test_the_manifest_names_icons_that_exist(visitor: Client) -> None:
    answer = visitor.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    for icon in manifest["icons"]:
        assert finders.find(HASHED.sub("", icon["src"].removeprefix("/static/")))
    assert manifest["start_url"] == "/"
    assert manifest["shortcuts"][0]["url"] == "/session"


def test_another_person_gets_their_own_packet(db) -> None:
    ann, bob = default_person(), add_person()
    Trainee(ann, GYM)
    Trainee(bob, GYM)
    assert client_of(bob).get("/session")["X-Ilium-Person"] == str(bob)
    assert str(ann) not in client_of(bob).get("/session").content.decode()
