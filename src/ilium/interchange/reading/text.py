"""Bytes to text: encodings, ends of lines, and what a cell may not hold."""

import codecs
import re
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper

from ilium.interchange.documents import InvalidDocument
from ilium.interchange.reading.bounds import MAXIMUM_BYTES, MAXIMUM_LINE, MAXIMUM_LINES

_CHUNK = 1 << 20

_HAZARDS = "=+\\-@\t\r＝＋－＠"
"""A spreadsheet takes a cell that begins with one of these for a formula."""
_HAZARDOUS = re.compile(f"'*[{_HAZARDS}]")
_GUARDED = re.compile(f"'+[{_HAZARDS}]")

# Control characters say nothing that a person wrote, and some databases refuse them.
_CONTROLS: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0))),
    ord("\t"): " ",
    ord("\n"): "\n",
}


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula; `unguarded` turns it back.

    >>> guarded("=1+1"), guarded("Squat")
    ("'=1+1", 'Squat')
    """
    return f"'{text}" if _HAZARDOUS.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given.

    >>> unguarded("'=1+1"), unguarded("'n paar")
    ('=1+1', "'n paar")
    """
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def plain(text: str) -> str:
    """The text without control characters and outer space, its lines ended by `\\n` alone."""
    text = text.strip()
    if text.isprintable():
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS).strip()


def shown(text: str) -> str:
    """The text as a sentence quotes it: on one line, and not at length.

    >>> shown("62,5,")
    '“62,5,”'
    """
    text = " ".join(plain(text[:100]).split())
    return f"“{text[:30]}…”" if len(text) > 31 else f"“{text}”"


def encoding_of(data: bytes) -> str:
    """The encoding of a text file, once all of it has been seen to be text.

    Raises:
        InvalidDocument: it is too large, empty, or neither UTF-8 nor UTF-16.
    """
    if len(data) > MAXIMUM_BYTES:
        raise InvalidDocument(
            f"The file has {len(data) // 1_000_000} MB; at most {MAXIMUM_BYTES // 1_000_000} MB "
            "are read."
        )
    if not data.strip():
        raise InvalidDocument("The file is empty. Export it again.")
    encoding = _guessed(data[:4])
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(data), _CHUNK):
        waiting = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + _CHUNK], final=start + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            raise _no_text(data, encoding, start - waiting + error.start) from error
    return encoding


def _guessed(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) > 1 and (head[0] == 0) != (head[1] == 0):  # text begins with ASCII here
        return "utf-16-be" if head[0] == 0 else "utf-16-le"
    return "utf-8-sig"


def _no_text(data: bytes, encoding: str, position: int) -> InvalidDocument:
    if encoding != "utf-8-sig":
        return InvalidDocument("The file is damaged: not all of it is text. Export it again.")
    line = data.count(b"\n", 0, position) + 1
    return InvalidDocument(
        f"Line {line} is not UTF-8 text. A spreadsheet may have saved the file in an older "
        "encoding: import the file as the program exported it, or save it as “CSV UTF-8”."
    )


def lines_of(data: bytes, encoding: str) -> Iterator[str]:
    """The lines of a text, each with its end, which may be `\\n`, `\\r\\n` or `\\r`.

    Raises:
        InvalidDocument: there are more than three million, or one is too long.
    """
    stream = TextIOWrapper(BytesIO(data), encoding=encoding, newline="")
    number = 0
    while line := stream.readline(MAXIMUM_LINE + 1):
        number += 1
        if number > MAXIMUM_LINES:
            raise InvalidDocument(f"The file has more than {MAXIMUM_LINES:,} lines. Split it.")
        if len(line) > MAXIMUM_LINE:
            raise InvalidDocument(
                f"Line {number} has more than {MAXIMUM_LINE:,} characters, so this is no table of "
                "sets. Choose the file that the program exported."
            )
        yield line


def as_utf8(data: bytes) -> bytes:
    """The same text in UTF-8 without a byte order mark.

    Raises:
        InvalidDocument: as `encoding_of`.
    """
    encoding = encoding_of(data)
    if encoding == "utf-8-sig":
        return data.removeprefix(codecs.BOM_UTF8)
    return data.decode(encoding).encode()
