"""Who may read a large file now: each is held in memory whole, so few are read at a time."""

import threading
from collections.abc import Generator
from contextlib import contextmanager

from ilium.store.errors import StoreUnavailable

AT_ONCE = 2
"""Files that one process reads at the same time."""

PATIENCE_SECONDS = 30.0
"""How long a file waits for its turn."""

_turns = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def turn() -> Generator[None]:
    """Waits until few enough files are being read.

    Raises:
        StoreUnavailable: too many are.
    """
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise StoreUnavailable("Several files are being read. Try again in a minute.")
    try:
        yield
    finally:
        _turns.release()
