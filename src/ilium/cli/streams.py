"""The three streams that a command is started with, whatever state they are in."""

import codecs
import os
import sys
from io import TextIOWrapper
from pathlib import Path

STANDARD_OUTPUT = Path("-")
"""How standard output is named where a file can be named."""

PLAINER = {"×": "x", "·": ".", "█": "#", "▓": "=", "░": "-", "─": "-", "…": "."}
"""What is shown where an encoding has no such sign; ? for all others."""


def ready() -> None:
    """Let every stream be used: one that was closed takes all and gives nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # Takes the descriptor that is free, too: else a database could get that of a stream.
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, closefd=False))
    if isinstance(sys.stdout, TextIOWrapper):
        codecs.register_error("ilium.plainer", _plainer)
        sys.stdout.reconfigure(errors="ilium.plainer")


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """Signs for those that an encoding lacks, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(PLAINER.get(sign, "?") for sign in lost), error.end


def send(data: bytes) -> int:
    """Write bytes to standard output as they are, whatever its encoding; how many they were."""
    sys.stdout.flush()
    return sys.stdout.buffer.write(data)


def flush() -> None:
    """Write what is still kept back.

    Raises:
        OSError: it cannot be written; BrokenPipeError if nobody reads it any more.
    """
    sys.stdout.flush()
    sys.stderr.flush()


def drop() -> None:
    """Let what cannot be written go, so that Python does not try again when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
