"""The key that cookies are signed with: made once, beside the data, readable by its owner alone."""

import os
import secrets

from ilium.store.home import home

FILE = "secret_key"


def secret_key() -> str:
    """The key of this data folder.

    Raises:
        OSError: the folder cannot be read or written.
    """
    file = home() / FILE
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        _make(secrets.token_urlsafe(64))
    return file.read_text()


def _make(key: str) -> None:
    """Puts a whole key in place at once: two servers that start together agree on one."""
    file = home() / FILE
    own = file.with_name(f"{FILE}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(key)
    try:
        os.link(own, file)
    except FileExistsError:
        pass  # the other server was first
    finally:
        own.unlink()
