"""Someone in a browser: signed in as whoever a test needs, and what the server keeps of them."""

import json
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.contrib.sessions.serializers import JSONSerializer
from django.core import signing
from playwright.sync_api import Browser, BrowserContext, Page

from ilium.web.access.single import SESSION_KEY
from serving import Server

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
COOKIE = "ilium_session"

CONTROLLED = """async () => {
  await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller === null) {
    await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
  }
}"""


def session_cookie(home: Path, person: str) -> str:
    """What the server would give someone who signed in: the signed session."""
    return signing.dumps(
        {SESSION_KEY: person},
        key=(home / "secret_key").read_text(),
        salt=SessionStore.__module__,
        serializer=JSONSerializer,
        compress=True,
    )


@dataclass
class Visitor:
    """A person and the browser contexts they use."""

    server: Server
    person: str
    problems: list[str] = field(default_factory=list)
    """What scripts threw on their pages."""

    def sign_in(self, context: BrowserContext) -> None:
        """Give the browser the person's session."""
        value = session_cookie(self.server.home, self.person)
        context.add_cookies(
            [{"name": COOKIE, "value": value, "url": self.server.url, "httpOnly": True}]
        )

    def device(self, browser: Browser, **options: Any) -> BrowserContext:
        """A phone of theirs, signed in."""
        usual: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "base_url": self.server.url}
        context = browser.new_context(**{**usual, **options})
        self.watch(context)
        self.sign_in(context)
        return context

    def watch(self, context: BrowserContext) -> Self:
        """Note every error that no script caught."""
        context.on("weberror", lambda one: self.problems.append(str(one.error)))
        return self

    def fetch(self, path: str) -> bytes:
        """What the server answers them, past any browser."""
        cookie = f"{COOKIE}={session_cookie(self.server.home, self.person)}"
        request = urllib.request.Request(f"{self.server.url}{path}", headers={"Cookie": cookie})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()

    def ask(self, path: str, **query: str) -> Any:
        """The JSON that the server's API answers them."""
        return json.loads(self.fetch(f"{path}?{urlencode(query)}" if query else path))

    def sets(self) -> list[dict[str, Any]]:
        """Every set of theirs that counts on the server, in the order of doing."""
        found, query = [], {"limit": "100"}
        while True:
            page = self.ask("/api/v1/sets", **query)
            found += page["items"]
            if not page["next"]:
                return found[::-1]
            query["cursor"] = page["next"]

    def sessions(self) -> list[dict[str, Any]]:
        """Their sessions, the first one first."""
        return self.ask("/api/v1/sessions")["items"][::-1]


def controlled(page: Page) -> None:
    """Wait until the page works without a network: the service worker has all it needs."""
    page.evaluate(CONTROLLED)
