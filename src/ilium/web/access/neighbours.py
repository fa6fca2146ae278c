"""Who else of this machine is connected.

Starting a browser shows the address, and the one-time link in it, in the list of processes, which
other users may read. Linux says whose each connection is, so a link is good only while nobody
else is connected. Other systems start browsers without showing the address to other users.
"""

import os
from pathlib import Path

TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
LOOPBACK = ("0100007F", "7F000001")
"""How the tables write the last four bytes of 127.0.0.1, by the machine's order of bytes."""

ROOT = 0
REMOTE, USER = 2, 7
"""Columns of the tables."""


def own_number() -> int:
    """The number of the user who runs this, root's where users have none."""
    return os.getuid() if hasattr(os, "getuid") else ROOT


def others_are_connected(port: int, tables: tuple[Path, ...] = TABLES) -> bool:
    """Whether another user of this machine is connected to a port of loopback.

    False where the system does not say. Where root serves, someone else's browser may be meant.
    """
    own = own_number()
    if own == ROOT:
        return False
    return bool(_users(port, tables) - {own, ROOT})


def _users(port: int, tables: tuple[Path, ...]) -> set[int]:
    """The numbers of the users whose connections lead to the port."""
    ends = tuple(f"{address}:{port:04X}" for address in LOOPBACK)
    found: set[int] = set()
    for table in tables:
        try:
            lines = table.read_text().splitlines()[1:]
        except OSError:
            continue
        columns = (line.split() for line in lines)
        found |= {int(row[USER]) for row in columns if row[REMOTE].endswith(ends)}
    return found
