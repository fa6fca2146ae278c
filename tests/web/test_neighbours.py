"""On Linux, a one-time link opens nothing while another user of the machine is connected."""

import os
import socket
import sys
from pathlib import Path

import pytest
from django.test import Client

from ilium.web.access import links, neighbours

HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"
OWN, STRANGER = 1000, 1001
PORT = 8642


def row(uid: int, remote: str) -> str:
    return f"   0: 0100007F:C350 {remote} 01 00000000:00000000 00:00000000 00000000 {uid:5} 0 1\n"


@pytest.fixture(autouse=True)
def _served_by_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "own_number", lambda: OWN)


@pytest.mark.parametrize(
    ("uid", "remote", "found"),
    [
        (STRANGER, "0100007F:21C2", True),
        (STRANGER, "7F000001:21C2", True),  # the other order of bytes
        (STRANGER, "0000000000000000FFFF00000100007F:21C2", True),  # IPv4 through IPv6
        (STRANGER, "0100007F:21C3", False),  # another port
        (STRANGER, "0100A8C0:21C2", False),  # another machine
        (OWN, "0100007F:21C2", False),
        (neighbours.ROOT, "0100007F:21C2", False),
    ],
)
def test_whose_connections_count(tmp_path: Path, uid: int, remote: str, found: bool) -> None:
    table = tmp_path / "tcp"
    table.write_text(HEAD + row(OWN, "0100007F:21C2") + row(uid, remote))
    missing = tmp_path / "tcp6"
    assert neighbours.others_are_connected(PORT, (missing, table)) is found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has the tables")
def test_the_system_says_whose_a_connection_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "ROOT", -1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not neighbours.others_are_connected(port)
        with socket.create_connection(("127.0.0.1", port)):
            monkeypatch.setattr(neighbours, "own_number", lambda: os.getuid() + 1)
            assert neighbours.others_are_connected(port)
            monkeypatch.setattr(neighbours, "own_number", os.getuid)
            assert not neighbours.others_are_connected(port)


@pytest.mark.django_db(transaction=True)
def test_a_link_that_another_user_may_have_read_is_kept_for_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ILIUM_HOME", str(tmp_path))
    token, browser = links.new_token(), Client(SERVER_NAME="localhost")
    monkeypatch.setattr(neighbours, "_users", lambda *_: {OWN, STRANGER})
    refused = browser.get(f"/open/{token}")
    assert refused.status_code == 403
    assert b"Another user" in refused.content
    assert browser.get("/").status_code == 302
    monkeypatch.setattr(neighbours, "_users", lambda *_: {OWN})
    assert browser.get(f"/open/{token}").url == "/"
    assert browser.get("/start").status_code == 200
