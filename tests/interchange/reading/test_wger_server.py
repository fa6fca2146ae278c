"""Fetching from a wger server: one that behaves, and ones that do not."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from ilium.interchange.foreign import ForeignSet, Source
from ilium.interchange.reading import detect, read, wger_server
from ilium.interchange.reading.wger_server import WgerUnavailable, fetch

TOKEN = "0123456789abcdef"
LOG = [
    {
        "id": number,
        "date": f"2026-04-{1 + number // 20:02}T17:{number % 20:02}:00Z",
        "session": number // 20,
        "exercise": 345,
        "repetitions": "8.00",
        "repetitions_unit": 1,
        "weight": "60.00",
        "weight_unit": 1,
    }
    for number in range(437)
]
NAMES = [{"id": 345, "translations": [{"language": 2, "name": "Hip Thrust"}]}]

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server(ThreadingHTTPServer):
    """A server on this machine that answers as the test says, and remembers what it was asked."""

    answer: Answer
    asked: list[str]
    most = 100

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what some tests are about."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.answer(self)

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send(self, body: bytes, code: int = 200, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def as_wger_does(handler: BaseHTTPRequestHandler) -> None:
    assert isinstance(handler, Handler)
    if handler.headers["Authorization"] != f"Token {TOKEN}":
        handler.send(b'{"detail": "Invalid token."}', 401)
        return
    url = urlsplit(handler.path)
    entries = {"/api/v2/workoutlog/": LOG, "/api/v2/exerciseinfo/": NAMES}.get(url.path)
    if entries is None:
        handler.send(b"not here", 404)
        return
    query = parse_qs(url.query)
    offset = int(query["offset"][0])
    limit = min(int(query["limit"][0]), handler.server.most)
    more = offset + limit < len(entries)
    page = {
        "count": len(entries),
        # A server behind a proxy gives an address that nobody can reach.
        "next": "http://inside.invalid/next" if more else None,
        "results": entries[offset : offset + limit],
    }
    handler.send(json.dumps(page).encode())


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as found:
        found.answer = as_wger_does
        found.asked = []
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield found
        found.shutdown()
        thread.join()


@pytest.fixture
def url(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_port}"


@pytest.mark.parametrize("ending", ["", "/", "/api/v2", "/api/v2/"])
def test_all_pages_come_and_can_be_read(url: str, ending: str) -> None:
    told: list[int] = []
    log, names = fetch(url + ending, f" {TOKEN}\n", told.append)
    assert told == [100, 200, 300, 400, 437]
    assert detect(log) is Source.WGER
    sets = [one for one in read(log, Source.WGER, None, names) if isinstance(one, ForeignSet)]
    assert len(sets) == len(LOG)
    assert {one.exercise for one in sets} == {"Hip Thrust"}


def test_a_wrong_token_is_said(url: str) -> None:
    with pytest.raises(WgerUnavailable, match="refuses the token"):
        fetch(url, "wrong")


def test_a_redirect_is_not_followed_with_the_token(url: str, server: Server) -> None:
    def elsewhere(handler: BaseHTTPRequestHandler) -> None:
        handler.send(b"", 302, Location=f"{url}/stolen")

    server.answer = elsewhere
    with pytest.raises(WgerUnavailable, match="sends on to another address"):
        fetch(url, TOKEN)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("code", "said"),
    [(403, "refuses the token"), (404, "no wger at this"), (429, "wait"), (500, "fault of its")],
)
def test_refusals_are_said(url: str, server: Server, code: int, said: str) -> None:
    server.answer = lambda handler: handler.send(b"<h1>no</h1>", code)
    with pytest.raises(WgerUnavailable, match=said):
        fetch(url, TOKEN)


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b"{}", b'{"results": 5}', b"\xff", b"", b"[" * 5000]
)
def test_answers_of_other_servers_are_said(url: str, server: Server, body: bytes) -> None:
    server.answer = lambda handler: handler.send(body)
    with pytest.raises(WgerUnavailable, match="does not answer as wger does"):
        fetch(url, TOKEN)


def test_a_log_without_an_end_ends(
    url: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = json.dumps({"next": "more", "results": LOG[:100]}).encode()
    server.answer = lambda handler: handler.send(page)
    with monkeypatch.context() as patch:
        patch.setattr(wger_server, "MAXIMUM_BYTES", 1_000_000)
        with pytest.raises(WgerUnavailable, match="more than 1 MB"):
            fetch(url, TOKEN)
    with monkeypatch.context() as patch:
        patch.setattr(wger_server, "MAXIMUM_ROWS", 500)
        with pytest.raises(WgerUnavailable, match="more than 500 entries"):
            fetch(url, TOKEN)


def test_an_empty_page_is_the_last(url: str, server: Server) -> None:
    server.answer = lambda handler: handler.send(b'{"next": "more", "results": []}')
    log, _ = fetch(url, TOKEN)
    assert list(read(log, Source.WGER)) == []
    assert len(server.asked) == 2


def test_silence_ends(url: str, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wger_server, "SILENCE_S", 0.2)
    server.answer = lambda handler: time.sleep(1)
    with pytest.raises(WgerUnavailable, match="said nothing"):
        fetch(url, TOKEN)


def test_a_trickle_ends(url: str, server: Server) -> None:
    def slowly(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(50):
            handler.wfile.write(b" ")
            time.sleep(0.05)

    server.answer = slowly
    began = time.monotonic()
    with pytest.raises(WgerUnavailable, match="too slow"):
        fetch(url, TOKEN, together_s=0.3)
    assert time.monotonic() - began < 2


def test_an_answer_that_breaks_off_is_said(url: str, server: Server) -> None:
    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"results": [')

    server.answer = broken
    with pytest.raises(WgerUnavailable):
        fetch(url, TOKEN)


def test_nobody_there_is_said() -> None:
    with pytest.raises(WgerUnavailable, match=r"127\.0\.0\.1 cannot be reached"):
        fetch("http://127.0.0.1:9", TOKEN)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://wger.example", "for anyone to read"),
        ("ftp://localhost", "for anyone to read"),
        ("file:///etc/passwd", "no address"),
        ("", "no address"),
        ("https://", "no address"),
        ("https://user:word@wger.example", "no address"),
        ("https://wger.example?next=x", "no address"),
        ("https://wger.example:port", "no address"),
        ("https://wger.exa\nmple", "no address"),
        ("https://wger.example/a b", "no address"),
        ("https://[::1", "no address"),
    ],
)
def test_addresses_that_will_not_do(address: str, said: str) -> None:
    with pytest.raises(WgerUnavailable, match=said):
        fetch(address, TOKEN)


@pytest.mark.parametrize("token", ["", "  ", "a b", "a\nb: c", "ü", "x" * 5000])
def test_tokens_that_will_not_do(url: str, server: Server, token: str) -> None:
    with pytest.raises(WgerUnavailable, match="no token"):
        fetch(url, token)
    assert server.asked == []
