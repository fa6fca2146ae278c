"""One-time links: whoever can read the data folder can make one, and it opens the door once.

A link's token is never kept, only a file named after its hash; using it removes the file, which
the system does for one of two who try at once.
"""

import hashlib
import secrets
import time
from pathlib import Path

from ilium.store.home import home

FOLDER = "sign-in"
LIFETIME_SECONDS = 600
"""Long enough to start a browser on a slow machine, short for a link left in a terminal."""


def new_token(now: float | None = None) -> str:
    """A token that signs in once, within ten minutes."""
    folder = home() / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _tidy(folder, time.time() if now is None else now)
    token = secrets.token_urlsafe(32)
    _file(token).touch(mode=0o600)
    return token


def use_token(token: str, now: float | None = None) -> bool:
    """Whether the token was good; it is not from now on."""
    file = _file(token)
    try:
        made = file.stat().st_mtime
        file.unlink()
    except FileNotFoundError:
        return False
    return (time.time() if now is None else now) - made <= LIFETIME_SECONDS


def _file(token: str) -> Path:
    return home() / FOLDER / hashlib.sha256(token.encode()).hexdigest()


def _tidy(folder: Path, now: float) -> None:
    """Removes links that were never used."""
    for file in folder.iterdir():
        if now - file.stat().st_mtime > LIFETIME_SECONDS:
            file.unlink(missing_ok=True)
