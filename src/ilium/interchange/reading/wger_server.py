"""Fetches a training log from a wger server, for the command line alone: the one module here that
goes out to the network. What it returns is what `wger.sets_of` reads.
"""

import time
from collections.abc import Callable
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

import msgspec

from ilium.interchange.reading.bounds import MAXIMUM_BYTES, MAXIMUM_ROWS
from ilium.interchange.reading.wger_pages import NOT_JSON

PAGE = 200
"""Entries asked for at once; a server may give fewer."""

SILENCE_S = 30.0
"""How long a server may say nothing."""

TOGETHER_S = 600.0
"""How long all of it may take."""

_CHUNK = 1 << 16
_LONGEST_TOKEN = 4096
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class WgerUnavailable(Exception):  # noqa: N818 - it says what is, not that we erred
    """The log could not be fetched; the message is a sentence for a person."""


class _Answer(msgspec.Struct, frozen=True):
    results: list[msgspec.Raw]
    next: str | None = None


class _NoRedirect(HTTPRedirectHandler):
    """Follows nothing: the token would go to whoever the server names."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        del req, fp, code, msg, headers, newurl


def fetch(
    url: str,
    token: str,
    progress: Callable[[int], None] | None = None,
    together_s: float = TOGETHER_S,
) -> tuple[bytes, bytes]:
    """The training log and the names of the exercises, each as a list of the server's pages.

    Args:
        url: of the server, as `https://wger.de`; without TLS only on this machine.
        token: the person's own, from the page “API key” of their account there.
        progress: is told how many entries have come so far.
        together_s: seconds that all of it may take.

    Raises:
        WgerUnavailable: the address or the token is not right, or the server does not answer as
            wger does, in time, and within 100 MB.
    """
    server = _Server(url, token, time.monotonic() + together_s)
    return server.pages("workoutlog", progress), server.pages("exerciseinfo")


class _Server:
    def __init__(self, url: str, token: str, deadline: float) -> None:
        self._root = _root(url)
        self._host = urlsplit(self._root).hostname or ""
        self._token = _checked(token)
        self._deadline = deadline
        # What is on this machine is asked directly, whatever proxy there is.
        direct = [ProxyHandler({})] if self._host in _HERE else []
        self._opener: OpenerDirector = build_opener(_NoRedirect, *direct)

    def pages(self, what: str, progress: Callable[[int], None] | None = None) -> bytes:
        """All pages of a collection as one JSON list."""
        pages: list[bytes] = []
        size = count = 0
        while True:
            path = f"/api/v2/{what}/?format=json&limit={PAGE}&offset={count}&ordering=id"
            page = self._get(self._root + path, MAXIMUM_BYTES - size)
            answer = self._answer(page)
            pages.append(page)
            size += len(page) + 1
            count += len(answer.results)
            if progress is not None:
                progress(count)
            if count > MAXIMUM_ROWS:
                raise WgerUnavailable(f"{self._host} has more than {MAXIMUM_ROWS:,} entries.")
            if answer.next is None or not answer.results:
                return b"[" + b",".join(pages) + b"]"

    def _answer(self, page: bytes) -> _Answer:
        try:
            return msgspec.json.decode(page, type=_Answer)
        except NOT_JSON as error:
            raise WgerUnavailable(
                f"{self._host} does not answer as wger does. Give the address of the server "
                "itself, like https://wger.de."
            ) from error

    def _get(self, url: str, most: int) -> bytes:
        headers = {"Authorization": f"Token {self._token}", "Accept": "application/json"}
        request = Request(url, headers=headers)  # noqa: S310 - https, or http to this machine
        try:
            response: HTTPResponse = self._opener.open(request, timeout=SILENCE_S)
            with response:
                return self._body(response, most)
        except HTTPError as error:
            with error:
                raise WgerUnavailable(_refusal(self._host, error.code)) from error
        except TimeoutError as error:
            raise WgerUnavailable(
                f"{self._host} said nothing for {SILENCE_S:.0f} seconds. Try again later."
            ) from error
        except (URLError, HTTPException, OSError) as error:
            reason = error.reason if isinstance(error, URLError) else error
            raise WgerUnavailable(
                f"{self._host} cannot be reached: {reason}. Check the address and the network."
            ) from error

    def _body(self, response: HTTPResponse, most: int) -> bytes:
        found = bytearray()
        while chunk := response.read1(_CHUNK):
            found += chunk
            if len(found) > most:
                raise WgerUnavailable(
                    f"{self._host} sends more than {MAXIMUM_BYTES // 1_000_000} MB."
                )
            if time.monotonic() > self._deadline:
                raise WgerUnavailable(f"{self._host} is too slow. Try again later.")
        return bytes(found)


def _root(url: str) -> str:
    """The address of the server without what follows it."""
    text = url.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        sound = parts.hostname and parts.port != 0  # reading a bad port raises
    except ValueError:
        parts, sound = urlsplit(""), False
    more = parts.username or parts.password or parts.query or parts.fragment
    if not sound or more or not _visible(text):
        raise WgerUnavailable("That is no address of a server. Write it like https://wger.de.")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        raise WgerUnavailable(
            "Your token would go over the network for anyone to read. Use an address that "
            "begins with https://."
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix('/api/v2')}"


def _visible(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


def _checked(token: str) -> str:
    token = token.strip()
    if not token or not _visible(token) or len(token) > _LONGEST_TOKEN:
        raise WgerUnavailable(
            "That is no token of wger. Copy it from the page “API key” of your account."
        )
    return token


def _refusal(host: str, code: int) -> str:
    if code in (401, 403):
        return f"{host} refuses the token. Copy it again from the page “API key” of your account."
    if code == 404:
        return f"{host} has no wger at this address. Check the address."
    if code == 429:
        return f"{host} asks you to wait. Try again in some minutes."
    if 300 <= code < 400:
        return f"{host} sends on to another address. Give that one."
    return f"{host} has a fault of its own ({code}). Try again later."
