"""Whose file it is, by what it holds: names of files say nothing."""

import msgspec

from ilium.interchange.documents import InvalidDocument
from ilium.interchange.foreign import Problem, Source
from ilium.interchange.own import SCHEMA
from ilium.interchange.reading.sets import lacks_unit
from ilium.interchange.reading.table import header_of, rows_of
from ilium.interchange.reading.text import as_utf8
from ilium.interchange.reading.wger_pages import is_log


class _Head(msgspec.Struct, frozen=True):
    schema: str = ""


def detect(data: bytes) -> Source:
    """The program that wrote a file.

    Raises:
        InvalidDocument: none that is known did; the message says what the file begins with.

    >>> detect(b"Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps")
    <Source.STRONG: 'strong'>
    """
    start = data[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start.startswith((b"{", b"[")):
        return header_of(data).source
    text = as_utf8(data)
    if start.startswith(b"{") and _schema(text).startswith(SCHEMA):
        return Source.ILIUM
    if is_log(text):
        return Source.WGER
    raise InvalidDocument(
        "This JSON is neither an Ilium export nor a training log of wger. Choose another file."
    )


def _schema(text: bytes) -> str:
    try:
        return msgspec.json.decode(text, type=_Head).schema
    except msgspec.ValidationError:
        return ""
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise InvalidDocument(f"This is not JSON, or it was cut off: {error}.") from error


def needs_unit(data: bytes, source: Source) -> bool:
    """Whether the person has to say if weights are in kilograms or in pounds.

    Raises:
        InvalidDocument: it is no file of that program.
    """
    if source in (Source.WGER, Source.ILIUM):
        return False
    header = header_of(data, source)
    if "weight" not in header.columns:
        return False
    return any(
        lacks_unit(cells, header)
        for cells in rows_of(data, header)
        if not isinstance(cells, Problem)
    )
