"""Which ports Ilium is served at from this data folder.

A one-time link is for Ilium alone: whoever else listens at a port must not be sent one. So each
server holds a file that is named after its port locked while it runs; the lock is the system's
and goes with the process, however that ends.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager

from django.core.files import locks

from ilium.store.home import home

FOLDER = "served"

USUAL_PORT = 8642
"""Where `ilium open` looks if no port is said."""


@contextmanager
def serving(port: int) -> Generator[None]:
    """Says that Ilium is served at the port while the block runs.

    Raises:
        OSError: the data folder cannot be written.
    """
    folder = home() / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(folder / str(port), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(file, "r+b") as held:
        locks.lock(held, locks.LOCK_EX | locks.LOCK_NB)
        yield


def open_command(port: int) -> str:
    """What to type for a new link to the Ilium at the port.

    >>> open_command(8642), open_command(8811)
    ('ilium open', 'ilium open --port 8811')
    """
    return "ilium open" if port == USUAL_PORT else f"ilium open --port {port}"


def is_served(port: int) -> bool:
    """Whether a server of this data folder runs at the port."""
    try:
        with (home() / FOLDER / str(port)).open("rb") as file:
            return not locks.lock(file, locks.LOCK_SH | locks.LOCK_NB)
    except FileNotFoundError:
        return False
