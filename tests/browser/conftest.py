"""A built front end, a server and a browser a module, people to be."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from accounts_site import AccountsServer
from chromium import ARGUMENTS, executable
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright
from population import Population
from tests.web.front_end import front_end
from visitor import Visitor

from serving import Server

PATIENCE_MS = 20_000
"""A machine that does much else at once is slow; one that waits on nothing does not notice."""

expect.set_options(timeout=PATIENCE_MS)

Device = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def populated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with people in it, to copy from; the front end is built."""
    front_end().main()
    folder = tmp_path_factory.mktemp("population")
    subprocess.run(
        [sys.executable, Path(__file__).with_name("population.py")],
        env={**os.environ, "ILIUM_HOME": str(folder)},
        check=True,
    )
    return folder


@pytest.fixture(scope="module")
def server(populated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this module's own, with everyone in it."""
    folder = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(populated, folder)
    with Server(folder) as started:
        yield started


@pytest.fixture(scope="module")
def people(server: Server) -> dict[str, Iterator[str]]:
    """Those whom no test of this module has been yet."""
    found = Population.of(server.home)
    return {
        "newcomer": iter(found.newcomers),
        "holder": iter(found.holders),
        "undecided": iter(found.undecided),
        "veteran": cycle(found.veterans),
        "owner": iter(found.owners),
    }


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, which runs a loop of its own; so no test here may use the database itself."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium without a window."""
    started = playwright.chromium.launch(executable_path=executable(), args=[*ARGUMENTS])
    yield started
    started.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccountsServer]:
    """A server in accounts mode, with nobody in it."""
    front_end().main()
    with AccountsServer(tmp_path_factory.mktemp("accounts")) as started:
        yield started


@pytest.fixture(scope="module")
def trusting(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium that trusts the certificate of that server."""
    arguments = [*ARGUMENTS, "--ignore-certificate-errors"]
    started = playwright.chromium.launch(executable_path=executable(), args=arguments)
    yield started
    started.close()


def _visitor(server: Server, people: dict[str, Iterator[str]], kind: str) -> Iterator[Visitor]:
    visitor = Visitor(server, next(people[kind]))
    yield visitor
    assert visitor.problems == []


@pytest.fixture
def newcomer(server: Server, people: dict[str, Iterator[str]]) -> Iterator[Visitor]:
    """Someone with a plan who has not trained yet. Their pages throw no error."""
    yield from _visitor(server, people, "newcomer")


@pytest.fixture
def holder(server: Server, people: dict[str, Iterator[str]]) -> Iterator[Visitor]:
    """A newcomer whose first session ends with a hold for a time."""
    yield from _visitor(server, people, "holder")


@pytest.fixture
def undecided(server: Server, people: dict[str, Iterator[str]]) -> Iterator[Visitor]:
    """Someone without a plan."""
    yield from _visitor(server, people, "undecided")


@pytest.fixture
def veteran(server: Server, people: dict[str, Iterator[str]]) -> Iterator[Visitor]:
    """Someone with months of training."""
    yield from _visitor(server, people, "veteran")


@pytest.fixture
def owner(server: Server, people: dict[str, Iterator[str]]) -> Iterator[Visitor]:
    """Whom a one-time link signs in: once a module."""
    yield from _visitor(server, people, "owner")


@pytest.fixture
def device(browser: Browser) -> Iterator[Device]:
    """Gives a visitor another phone; all of them are put away after the test."""
    contexts: list[BrowserContext] = []

    def made(visitor: Visitor, **options: Any) -> BrowserContext:
        context = visitor.device(browser, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return context

    yield made
    for context in contexts:
        context.close()
