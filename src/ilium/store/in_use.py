"""Who uses the data folder: servers share it, and whatever replaces the data has it alone.

The lock is the system's and goes with the process, however that ends.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from django.core.files import locks

from ilium.store.connection import unwritable
from ilium.store.errors import StoreUnavailable
from ilium.store.home import home

FILE = "in-use.lock"
COPYING = "backup.lock"


@contextmanager
def shared() -> Generator[None]:
    """A server of this data folder runs while the block does.

    Raises:
        StoreUnavailable: the data is being replaced or deleted, or its folder cannot be written.
    """
    with _locked(FILE, locks.LOCK_SH | locks.LOCK_NB) as held:
        if not held:
            raise StoreUnavailable(
                f"The data in {home()} is being restored or deleted. Start the server after that."
            )
        yield


@contextmanager
def alone(what: str) -> Generator[None]:
    """No server of this data folder runs, and none starts, while the block does.

    Raises:
        StoreUnavailable: a server runs, and `what` has to wait; or the folder cannot be written.
    """
    with _locked(FILE, locks.LOCK_EX | locks.LOCK_NB) as held:
        if not held:
            raise StoreUnavailable(
                f"Ilium is being served from {home()}. End the server (Ctrl-C where it runs), "
                f"then {what}."
            )
        yield


@contextmanager
def copying() -> Generator[None]:
    """No other backup of this data folder is made while the block runs; waits for one under way.

    What deletes data holds this too: a backup that has begun would still hold what goes.
    """
    with _locked(COPYING, locks.LOCK_EX):
        yield


@contextmanager
def _locked(name: str, kind: int) -> Generator[bool]:
    with _private(home() / name) as file:
        yield locks.lock(file, kind)


def _private(file: Path):
    """The file, open, for its owner alone.

    Raises:
        StoreUnavailable: the data folder cannot be written.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    except OSError as error:
        raise StoreUnavailable(unwritable(error, file.parent)) from error
