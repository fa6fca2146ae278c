"""Whoever sends half a request and waits keeps neither others from Ilium nor Ilium from ending."""

import socket
import time
from contextlib import ExitStack
from pathlib import Path

from ilium.cli.serving import ENDING_SECONDS
from serving import HOST, Server

HALF = (
    "POST /you HTTP/1.1\r\nHost: {host}\r\nCookie: csrftoken={token}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\na="
)


def test_half_requests_hold_up_nobody(tmp_path: Path) -> None:
    with Server(tmp_path) as server, ExitStack() as open_until_the_end:
        half = HALF.format(host=f"{HOST}:{server.port}", token="a" * 32).encode()
        for _ in range(12):
            sender = socket.create_connection((HOST, server.port))
            open_until_the_end.enter_context(sender)
            sender.sendall(half)
        time.sleep(0.5)
        connection = server.connection()
        connection.request("GET", "/sign-in")
        assert connection.getresponse().status == 200
        connection.close()
        begun = time.monotonic()
        server.process.terminate()
        server.process.wait(timeout=ENDING_SECONDS + 20)
        assert time.monotonic() - begun < ENDING_SECONDS + 10
        assert "WARNING" not in server.log.read_text()
