"""Files that people sent and have not decided on yet: one a person, for a day, in the data folder.

    <data folder>/incoming/<person>/<id>          the file
    <data folder>/incoming/<person>/<id>.names    wger's exercise names, where they were sent
    <data folder>/incoming/<person>/<id>.json     its name, and what was decided so far

Folders are closed to everyone else (0700), files too (0600), ids cannot be guessed, and a person is
only ever led to their own folder.
"""

import os
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

import msgspec

from ilium.interchange.names import Choice
from ilium.loads import Unit
from ilium.store.home import home

FOLDER = "incoming"

LIFETIME_SECONDS = 24 * 3600
"""A file nobody decided on is someone's whole history, and waits for no longer than a day."""

NAME_LENGTH = 200


class Decisions(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said of their file so far."""

    file_name: str
    unit: Unit | None = None
    skip_bad: bool = False
    choices: dict[str, Choice] = {}


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A file that waits for its person."""

    id: UUID
    data: bytes
    names: bytes | None
    decisions: Decisions


def keep(
    person: UUID, file_name: str, data: Iterable[bytes], names: Iterable[bytes] | None = None
) -> UUID:
    """Keep a file until its person has decided, in the place of the one before; its id."""
    forget_old()
    discard(person)
    folder = _folder(person)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for closed in (folder.parent, folder):
        closed.chmod(0o700)
    id = uuid4()
    _write(folder / str(id), data)
    if names is not None:
        _write(folder / f"{id}.names", names)
    decide(person, id, Decisions(file_name=file_name[:NAME_LENGTH]))
    return id


def decide(person: UUID, id: UUID, decisions: Decisions) -> None:
    """Keep what the person said of their file."""
    file = _folder(person) / f"{id}.json"
    part = file.with_suffix(".part")
    _write(part, [msgspec.json.encode(decisions)])
    part.replace(file)


def find(person: UUID, id: UUID) -> Waiting | None:
    """The person's file of that id, None if there is none or it is too old."""
    file = _folder(person) / str(id)
    try:
        if _is_old(file):
            return None
        names = file.with_name(f"{id}.names")
        return Waiting(
            id=id,
            data=file.read_bytes(),
            names=names.read_bytes() if names.exists() else None,
            decisions=msgspec.json.decode(
                file.with_name(f"{id}.json").read_bytes(), type=Decisions
            ),
        )
    except (FileNotFoundError, msgspec.MsgspecError):  # gone meanwhile, or of another Ilium
        return None


def waiting(person: UUID) -> tuple[UUID, str] | None:
    """Id and name of the file that waits for the person, None if none does."""
    for file in _files(_folder(person)):
        if file.suffix == ".json" and not _is_old(file):
            with suppress(FileNotFoundError, msgspec.MsgspecError):
                decisions = msgspec.json.decode(file.read_bytes(), type=Decisions)
                return UUID(file.stem), decisions.file_name
    return None


def discard(person: UUID) -> None:
    """Remove what waits for the person."""
    shutil.rmtree(_folder(person), ignore_errors=True)


def forget_old() -> None:
    """Remove every file that is too old, whoever sent it."""
    for folder in _files(home() / FOLDER):
        for file in _files(folder):
            with suppress(FileNotFoundError):
                if _is_old(file):
                    file.unlink()
        with suppress(OSError):  # something waits in it
            folder.rmdir()


def _folder(person: UUID) -> Path:
    return home() / FOLDER / str(person)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_old(file: Path) -> bool:
    return time.time() - file.stat().st_mtime > LIFETIME_SECONDS


def _write(file: Path, parts: Iterable[bytes]) -> None:
    """Write a new file that only its owner can read."""
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(opened, "wb") as out:  # noqa: PTH123 - Path.open takes no descriptor
        for part in parts:
            out.write(part)
