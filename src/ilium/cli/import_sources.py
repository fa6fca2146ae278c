"""What `ilium import` is given: a file, or what a wger server holds."""

import sys
from pathlib import Path

import msgspec

from ilium.cli.screen import console
from ilium.exercises import catalogue
from ilium.interchange.choosing import choice_from, counted, plain
from ilium.interchange.documents import InvalidDocument
from ilium.interchange.names import Choice

LARGEST = 200_000_000
"""Bytes: an Ilium export of a lifetime. Files of other programs are held to less when read."""


class Sent(msgspec.Struct, frozen=True):
    """What is to be taken in: the file, its name, and wger's exercise names."""

    data: bytes
    file_name: str
    names: bytes | None = None


def given(file: Path | None, names: Path | None, url: str | None, token_file: str | None) -> Sent:
    """The bytes that the options name.

    Raises:
        ValueError: they contradict each other.
        InvalidDocument, OSError: a file or the server cannot be read.
    """
    if url is not None:
        if file is not None or names is not None:
            raise ValueError("Name a file or --from-wger, not both.")
        if token_file is None:
            raise ValueError(
                "Put your token of that server into a file and name it with --token-file; "
                "what stands on a command line, others can read."
            )
        return _from_wger(url, _token(token_file))
    if token_file is not None:
        raise ValueError("--token-file goes with --from-wger.")
    if file is None:
        raise ValueError("Name a file: ilium import strong.csv. --help says what else there is.")
    return Sent(_bytes(file), file.name[:200], None if names is None else _bytes(names))


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InvalidDocument(f"{file} cannot be read: {reason}.") from error
    if len(data) > LARGEST:
        raise InvalidDocument(f"{file} is larger than {LARGEST // 1_000_000} MB.")
    return data


def _token(file: str) -> str:
    text = sys.stdin.readline() if file == "-" else _bytes(Path(file)).decode("ascii", "replace")
    token = text.strip()
    if not token or len(token.split()) > 1:
        raise ValueError("The token file holds no token; it is one word, from wger's API key page.")
    return token


def _from_wger(url: str, token: str) -> Sent:
    from ilium.interchange.reading.wger_server import WgerUnavailable, fetch

    with console.status("Reading from wger") as status:

        def told(entries: int) -> None:
            status.update(f"Reading from wger: {counted(entries, 'entry', 'entries')}")

        try:
            data, names = fetch(url, token, told)
        except WgerUnavailable as error:
            raise InvalidDocument(plain(str(error))) from error
    return Sent(data, url[:200], names)


def choices(said: list[str]) -> dict[str, Choice]:
    """What `--name` says, by the name in the file."""
    found: dict[str, Choice] = {}
    for one in said:
        theirs, equals, ours = one.rpartition("=")
        if not (equals and theirs.strip() and ours.strip()):
            raise ValueError(f'--name {plain(one)!r}: write it as "Butt lift=hip_thrust:barbell"')
        try:
            found[theirs.strip()] = choice_from(ours, catalogue())
        except ValueError as error:
            raise ValueError(f"--name {plain(theirs)!r}: {error}") from None
    return found
