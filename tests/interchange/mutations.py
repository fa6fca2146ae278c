"""Ways to break a file: bytes, lines and cells of tables, values of JSON, encodings."""

import csv
import json
import random
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any

Change = Callable[[bytes, random.Random], bytes]

TOKENS = (
    *("", " ", "0", "-0", "-1", "1", "8.0", "62.5", "62,5", "1,234", "1.234,5", "1,234.5", "1001"),
    *("NaN", "sNaN", "nan", "Infinity", "-inf", "1e999", "1e-999", "1E+400", "9" * 70, "0" * 400),
    *(
        "½",
        "٣",
        "１２",
        "1_000",
        "0x1F",
        "1e",
        ".",
        ",",
        "--5",
        "+5",
        "5 kg",
        "200",
        "201",
        "86401",
    ),
    *("kg", "lbs", "Pfund", "stone", "mi.", "furlong", "km", "m", "W", "D", "F", "Rest Timer", "X"),
    *("normal", "warmup", "dropset", "failure", "null", "None", "true", "-", "'", "'-", "''=1"),
    *("1h 5m", "48h 40m", "55s", "1:2", "99:99:99", "0:00:00", "1e9h", "9999999h", "h", "1d 1t"),
    *("2026-04-06", "2026-04-06 17:30:00", "2026-02-30", "0000-00-00", "9999-12-31 23:59:59"),
    *("1969-12-31", "2026-03-29 02:30:00", "8 Apr 2026, 16:50", "31 Feb 2026, 10:00", "4/8/2026"),
    *(
        "2026-04-06T17:30:00Z",
        "2026-04-06T17:30:00+23:59",
        "2026-04-06T17:30:00-24:00",
        "8999-12-31",
    ),
    *("2000-01-01T00:30:00+14:00", "Jan 1, 2024, 12:00 AM", "13:00 PM", "2026-W15-1", "1 ago 2026"),
    *(
        "=1+1",
        '=cmd|" /C calc"!A0',
        "+1",
        "@SUM(A1)",
        "\t=1",
        "＝1",
        '"',
        '""',
        '"open',
        'a"b',
        "a\nb",
    ),
    *(
        "a\r\nb",
        "a\\nb",
        "a\0b",
        "\x1b[31m",
        "\x07",
        "\u202e",
        "\u2028",
        "\ufeff",
        "\x85",
        "🍑" * 60,
    ),
    *("x" * 199, "x" * 201, "x" * 10_001, "é" * 200, "a;b", "a,b", "\ud7ff", "Z͑ͫ" * 30, "\u3000"),
)

_BITS = (
    b"\0", b"\xff", b"\xfe", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b'"', b'""', b";", b",",
    b"\n", b"\r", b"\r\n", b"\t", b"{", b"}", b"[", b"]", b"\\", b"\\u0000", b"\\ud800", b"NaN",
    b"1e999", b"'", b"=", b"sep=;\n", b"\x1a", b":", b"null",
)  # fmt: skip

_ENCODINGS = (
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "latin-1",
    "cp1252",
    "utf-32",
    "utf-7",
)


_LONGEST = 500_000
"""Bytes of a file: changes of changes would make it as long as it takes minutes to make."""


def mutated(examples: Sequence[bytes], chance: random.Random) -> bytes:
    """One of the examples after one to five changes, most of them of the kind that fits it."""
    data = chance.choice(examples)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5))):
        fitting = _JSON if data[:1] in (b"{", b"[") else _TABLE
        change = chance.choice(fitting if chance.random() < 0.7 else _BYTES)
        data = change(data, chance)[:_LONGEST]
    return splice(data, chance.choice(examples), chance) if chance.random() < 0.03 else data


def splice(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The beginning of one file and the end of another."""
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _flip(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if found:
            found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _insert(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + chance.choice(_BITS) * chance.choice((1, 1, 2, 50)) + data[place:]


def _delete(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + data[place + chance.choice((1, 2, 10, 100)) :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = _place(data, chance)
    end = min(len(data), start + chance.choice((1, 5, 80, 300)))
    return data[:end] + data[start:end] * chance.choice((1, 3, 30)) + data[end:]


def _encode(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8-sig", "replace")
    return text.encode(chance.choice(_ENCODINGS), "replace")


def _lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def _ends(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\n")))


def _quotes(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b'"', chance.choice((b"", b"'", b'""')), chance.choice((1, -1)))


_BYTES: tuple[Change, ...] = (
    _flip,
    _insert,
    _delete,
    _cut,
    _repeat,
    _encode,
    _lines,
    _ends,
    _quotes,
)

Rows = list[list[str]]


def _table(change: Callable[[Rows, random.Random], None]) -> Change:
    """A change of the cells of a table, however it is delimited; quotation is made sound again."""

    def changed(data: bytes, chance: random.Random) -> bytes:
        text = data.decode("utf-8-sig", "replace")
        delimiter = ";" if text.split("\n", 1)[0].count(";") > 3 else ","
        try:
            rows = [row for row in csv.reader(StringIO(text), delimiter=delimiter) if row]
        except csv.Error:
            return data
        if not rows:
            return data
        change(rows, chance)
        found = StringIO(newline="")
        csv.writer(found, delimiter=delimiter, lineterminator="\n").writerows(rows)
        return found.getvalue().encode("utf-8", "replace")

    return changed


def _cell(rows: Rows, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 2, 8))):
        row = chance.choice(rows[1:] or rows)
        row[chance.randrange(len(row))] = chance.choice(TOKENS)


def _column(rows: Rows, chance: random.Random) -> None:
    place, token = chance.randrange(len(rows[0])), chance.choice(TOKENS)
    for row in rows[1:]:
        if place < len(row):
            row[place] = token


def _swap_columns(rows: Rows, chance: random.Random) -> None:
    one, other = (chance.randrange(len(rows[0])) for _ in range(2))
    for row in rows:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]


def _drop_column(rows: Rows, chance: random.Random) -> None:
    place = chance.randrange(len(rows[0]))
    for row in rows:
        del row[place : place + 1]
        row or row.append("")


def _more_columns(rows: Rows, chance: random.Random) -> None:
    header = chance.choice((rows[0][chance.randrange(len(rows[0]))], "Mood", "", "weight_lbs"))
    for number, row in enumerate(rows):
        row.extend([chance.choice(TOKENS) if number else header] * chance.choice((1, 1, 1, 300)))


def _header(rows: Rows, chance: random.Random) -> None:
    rows[0][chance.randrange(len(rows[0]))] = chance.choice(
        (*TOKENS[:20], "Weight", "Weight (lbs)", "weight_kg", "Reps", "Wiederh.", "Date", "Time")
    )


def _ragged(rows: Rows, chance: random.Random) -> None:
    row = chance.choice(rows)
    del row[chance.randrange(len(row)) :]
    row or row.append("")


def _many(rows: Rows, chance: random.Random) -> None:
    rows.extend([list(chance.choice(rows)) for _ in range(chance.choice((5, 100)))])


_TABLE: tuple[Change, ...] = tuple(
    _table(change)
    for change in (
        *(_cell, _cell, _cell, _column, _swap_columns, _drop_column, _more_columns),
        *(_header, _ragged, _many),
    )
)


def _value(chance: random.Random) -> Any:
    """Something that stands in JSON where it should not."""
    deep: Any = chance.choice(TOKENS)
    for _ in range(chance.choice((0, 0, 0, 1, 5, 200))):
        deep = [deep] if chance.random() < 0.5 else {"results": deep}
    odd = (None, True, -1, 0, 1, 2, 3, 4, 5, 8, 99, 10**30, 2.5, 1e308, float("nan"), float("inf"))
    return chance.choice((deep, chance.choice(TOKENS), chance.choice(odd), [], {}))


def _json(data: bytes, chance: random.Random) -> bytes:
    """A change of some values of a JSON document."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return data
    for _ in range(chance.choice((1, 1, 2, 5))):
        holders = _holders(document)
        if not holders:
            break
        holder = chance.choice(holders)
        keys: list[Any] = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = chance.choice(keys)
        if isinstance(holder, dict) and chance.random() < 0.2:
            holder[chance.choice(("exercise", "results", "date", "x" * 200))] = holder.pop(key)
        else:
            holder[key] = _value(chance)
    return json.dumps(document, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace")


def _holders(document: Any) -> list[Any]:
    """Everything in a document that holds something, down to some depth."""
    found: list[Any] = []
    waiting = [document]
    while waiting and len(found) < 500:
        one = waiting.pop()
        if isinstance(one, dict | list) and one:
            found.append(one)
            waiting.extend(one.values() if isinstance(one, dict) else one)
    return found


def _nest(data: bytes, chance: random.Random) -> bytes:
    depth = chance.choice((1, 10, 2000))
    return chance.choice((b"[", b'{"results":')) * depth + data + b"]" * depth


def _wrap(data: bytes, chance: random.Random) -> bytes:
    return b"[" + b",".join([data] * chance.choice((1, 2, 5))) + b"]"


_JSON: tuple[Change, ...] = (_json, _json, _json, _json, _nest, _wrap)
