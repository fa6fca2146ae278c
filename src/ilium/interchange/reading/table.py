"""Tables of text with a header: their delimiter, their columns, and their rows one at a time."""

import csv
from collections.abc import Iterator

import msgspec

from ilium.interchange.documents import InvalidDocument
from ilium.interchange.foreign import SOURCE_NAMES, Problem, Source
from ilium.interchange.reading.bounds import MAXIMUM_CELL, MAXIMUM_COLUMNS, MAXIMUM_ROWS
from ilium.interchange.reading.headers import columns_of, programs
from ilium.interchange.reading.text import encoding_of, lines_of, plain, shown

DELIMITERS = ",;\t"
_LINES_BEFORE_A_HEADER = 5


class Header(msgspec.Struct, frozen=True):
    """The header of a table: whose it is, and which column stands where.

    `lines` is how many lines of the file it ends after.
    """

    source: Source
    encoding: str
    delimiter: str
    words: tuple[str, ...]
    columns: dict[str, int]
    lines: int

    def label(self, column: str) -> str:
        """The word that the file has for a column."""
        return " ".join(plain(self.words[self.columns[column]]).split())


class Cells(msgspec.Struct, frozen=True):
    """The cells of one row, and the line of the file in which it begins."""

    line: int
    cells: list[str]


def header_of(data: bytes, wanted: Source | None = None) -> Header:
    """The header of a table that one of the programs wrote, or the one that is `wanted`.

    Raises:
        InvalidDocument: it is no text, or no table with the columns of such a program.
    """
    encoding = encoding_of(data)
    lines = lines_of(data, encoding)
    for number, line in zip(range(1, _LINES_BEFORE_A_HEADER + 1), lines, strict=False):
        if line.strip() and not line.casefold().startswith("sep="):  # Excel's own first line
            return _header_in(line, number, encoding, wanted)
    raise InvalidDocument("The file has no header in its first lines. Export it again.")


def _header_in(line: str, number: int, encoding: str, wanted: Source | None) -> Header:
    best: Header | None = None
    for delimiter in DELIMITERS:
        words = _split(line, delimiter)
        for source in programs() if wanted is None else (wanted,):
            columns = columns_of(words, source)
            if columns and (best is None or len(columns) > len(best.columns)):
                best = Header(source, encoding, delimiter, tuple(words), columns, number)
    if best is None:
        raise _unknown(line, wanted)
    if len(best.words) > MAXIMUM_COLUMNS:
        raise InvalidDocument(
            f"The table has {len(best.words):,} columns; at most {MAXIMUM_COLUMNS} are read."
        )
    return best


def _split(line: str, delimiter: str) -> list[str]:
    try:
        rows = list(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:  # a quotation mark out of place, or a cell without an end
        return []
    return rows[0] if rows else []


def _unknown(line: str, wanted: Source | None) -> InvalidDocument:
    if wanted is None:
        whose = "Strong, Hevy, FitNotes, wger or Ilium"
    else:
        needed = programs()[wanted]
        words = ", ".join(f"“{needed.columns[some[0]][0]}”" for some in needed.required)
        whose = f"{SOURCE_NAMES[wanted]}, which has the columns {words}"
    return InvalidDocument(
        f"This is not a file of {whose}: it begins with {shown(line)}. If it is, set the program "
        "to English and export again."
    )


def rows_of(data: bytes, header: Header) -> Iterator[Cells | Problem]:
    """The rows below the header that are not empty; a `Problem` for each that is no row.

    Raises:
        InvalidDocument: there are more than a million.
    """
    lines = lines_of(data, header.encoding)
    for _ in range(header.lines):
        next(lines)
    reader = csv.reader(lines, delimiter=header.delimiter, strict=True)
    needed = _reach(header)
    count = 0
    while True:
        line = header.lines + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            yield Problem(line=line, sentence=_MISQUOTED)
            continue
        if cells is None:
            return
        if not any(cells):
            continue
        count += 1
        if count > MAXIMUM_ROWS:
            raise InvalidDocument(f"The table has more than {MAXIMUM_ROWS:,} rows. Split it.")
        fault = _fault(cells, header, needed)
        yield Cells(line, cells) if fault is None else Problem(line=line, sentence=fault)


_MISQUOTED = (
    "A quotation mark is out of place or never closed, so the row has no end. Double the "
    "quotation marks inside a note, or remove them."
)


def _reach(header: Header) -> int:
    """How many cells a row has at least: it may end before the notes, not before the numbers."""
    optional = ("note", "exercise_note", "workout_note", "rpe", "duration", "distance_unit")
    return 1 + max(place for column, place in header.columns.items() if column not in optional)


def _fault(cells: list[str], header: Header, needed: int) -> str | None:
    width = len(header.words)
    if len(cells) < needed:
        return (
            f"The row has {len(cells)} cells, the header {width}: the file may have been cut off. "
            "Export it again."
        )
    if len(cells) > width:  # also with an empty one: that is a row whose numbers have moved
        return (
            f"The row has {len(cells):,} cells, the header {width}. A number or a note holds a "
            f"{shown(header.delimiter)}: put quotation marks around it."
        )
    if max(map(len, cells)) > MAXIMUM_CELL:
        return f"A cell has more than {MAXIMUM_CELL:,} characters. Shorten it."
    return None
