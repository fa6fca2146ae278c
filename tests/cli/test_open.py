"""`ilium open` hands its one-time link to Ilium alone, whoever else listens."""

import socket
from pathlib import Path

import pytest
from running import environment, run

from ilium.web.access.links import FOLDER
from ilium.web.access.served import is_served, serving


def test_a_strangers_server_gets_no_link(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        port = stranger.getsockname()[1]
        done = run(tmp_path, "open", "--no-browser", "--port", str(port))
    assert done.returncode != 0
    assert "not served" in done.stderr
    assert "/open/" not in done.stdout
    assert not (tmp_path / "ilium" / FOLDER).exists()


def test_the_server_of_this_data_folder_gets_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ILIUM_HOME", environment(tmp_path)["ILIUM_HOME"])
    with serving(8642):
        done = run(tmp_path, "open", "--no-browser")
        elsewhere = run(tmp_path, "open", "--no-browser", "--port", "8643")
    assert done.returncode == 0, done.stderr
    assert "http://127.0.0.1:8642/open/" in done.stdout
    assert elsewhere.returncode != 0
    assert run(tmp_path, "open", "--no-browser").returncode != 0  # it has ended


def test_who_serves_is_known_while_they_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ILIUM_HOME", str(tmp_path))
    assert not is_served(1)
    with serving(1):
        assert is_served(1)
        assert is_served(1)
        assert not is_served(2)
    assert not is_served(1)


@pytest.mark.django_db(transaction=True)
def test_who_is_signed_in_already_is_there_in_a_new_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ilium.cli import serving as command
    from ilium.store.models import Person
    from ilium.store.people import DEFAULT_PERSON

    monkeypatch.setenv("ILIUM_HOME", str(tmp_path))
    monkeypatch.setattr(command, "_run", lambda *_, **__: None)
    command._serve_single(8642, 1, browser=False)
    assert Person.objects.filter(pk=DEFAULT_PERSON).exists()
