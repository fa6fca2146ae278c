"""Shared fixtures. No test reads or writes the data of whoever runs it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from ilium.store import connect
from ilium.store.home import FILE


@pytest.fixture(scope="session", autouse=True)
def _no_home_but_a_temporary_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests start without a home of its own finds an empty one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ILIUM_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, django_db_blocker) -> Path:
    """A database file with the newest schema and nothing in it, to copy from."""
    file = tmp_path_factory.mktemp("migrated") / FILE
    with django_db_blocker.unblock(), _database(file):
        connect()
    return file


@pytest.fixture
def home(
    migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker
) -> Iterator[Path]:
    """A data folder with an empty database in a real file, open in this process."""
    folder = tmp_path / "ilium"
    folder.mkdir(mode=0o700)
    shutil.copy(migrated, folder / FILE)
    monkeypatch.setenv("ILIUM_HOME", str(folder))
    with django_db_blocker.unblock(), _database(folder / FILE):
        connect()
        yield folder


@pytest.fixture
def person(db) -> UUID:
    """Someone in a database in memory, which is rolled back after the test."""
    from ilium.store.people import add_person

    return add_person()


@pytest.fixture
def stranger(db) -> UUID:
    """Someone else in the same database."""
    from ilium.store.people import add_person

    return add_person()


class _database:  # noqa: N801 - used as a function
    """Django's default database is this file, for the length of a block."""

    def __init__(self, file: Path) -> None:
        from django.db import connections

        self.connections = connections
        self.before = connections["default"]
        settings = {**connections.settings["default"], "NAME": file}
        self.connection = type(self.before)(settings, "default")

    def __enter__(self) -> None:
        self.connections["default"] = self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        self.connections["default"] = self.before


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a child process whose data is in `home`."""
    return {**os.environ, "ILIUM_HOME": str(home), **more}
