"""A real server of Ilium in a process of its own, for tests and benchmarks."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self
from uuid import UUID

READY_SECONDS = 60
HOST = "127.0.0.1"


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Server:
    """`ilium serve` on its own data folder and port; ends with the block."""

    def __init__(self, home: Path, port: int | None = None, workers: int = 1) -> None:
        self.home = home
        self.port = port or free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.workers = workers
        self.log = home / "server.log"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start, and wait until it answers."""
        environment = {**os.environ, "ILIUM_HOME": str(self.home), "COLUMNS": "200"}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ilium", "serve", *self.options()],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that its workers can be killed with it
            )
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended: {self.log.read_text()}")
            if self._answers():
                return
            time.sleep(0.05)
        self.kill()
        raise RuntimeError("the server does not answer")

    def options(self) -> list[str]:
        """What it is started with."""
        return ["--no-browser", "--port", str(self.port), "--workers", str(self.workers)]

    def connection(self) -> http.client.HTTPConnection:
        """A new connection to it."""
        return http.client.HTTPConnection(HOST, self.port, timeout=5)

    def _answers(self) -> bool:
        connection = self.connection()
        try:
            connection.request("GET", "/sign-in")
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True

    def stop(self) -> None:
        """Ask it to end, and end it if it does not."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """As a power cut: server and workers at once, without a word."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def link(self) -> str:
        """A one-time link that signs in."""
        done = subprocess.run(
            [sys.executable, "-m", "ilium", "open", "--no-browser", "--port", str(self.port)],
            env={**os.environ, "ILIUM_HOME": str(self.home), "COLUMNS": "200"},
            capture_output=True,
            text=True,
            check=True,
        )
        found = re.search(r"http://\S+", done.stdout)
        assert found, done.stdout
        return found.group(0)


class Caller:
    """One connection to the server's API and pages, signed in by a link."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.cookies: dict[str, str] = {}
        self.connect()
        status, _ = self.ask("GET", server.link().removeprefix(server.url))
        assert status == 302, status
        self.person = UUID(self.get("/api/v1/me")["person"])

    def connect(self) -> None:
        """A new connection, as after the server was gone."""
        self.close()
        self.connection = http.client.HTTPConnection(HOST, self.server.port, timeout=30)

    def close(self) -> None:
        """End the connection."""
        if hasattr(self, "connection"):
            self.connection.close()

    def ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Status and body of one request."""
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        sent |= {"X-CSRFToken": self.cookies.get("csrftoken", ""), **(headers or {})}
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        self.connection.request(method, path, data, sent)
        answer = self.connection.getresponse()
        content = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, content

    def get(self, path: str) -> Any:
        """The JSON of a path."""
        status, content = self.ask("GET", path)
        assert status == 200, (path, status, content[:500])
        return json.loads(content)

    def post(self, path: str, body: Any) -> Any:
        """The JSON that answers a posted body."""
        status, content = self.ask("POST", path, body)
        assert status in (200, 201), (path, status, content[:500])
        return json.loads(content)
