"""What the columns of each program's table are called: `headers.toml`, read once and typed."""

import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from ilium.interchange.documents import InvalidDocument
from ilium.interchange.foreign import ForeignKind, Source
from ilium.interchange.reading.text import plain, shown


class Program(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a program writes its table.

    Of each list in `required` one column at least is there. `columns` are the words for each
    column, `kinds` those for the kinds of sets in the column `kind`, where a number stands for a
    working set; `rests` stand there for rows that are no sets.
    """

    required: tuple[tuple[str, ...], ...]
    columns: dict[str, tuple[str, ...]]
    kinds: dict[ForeignKind, tuple[str, ...]] = {}
    rests: tuple[str, ...] = ()
    blank_notes: tuple[str, ...] = ()
    literal_newlines: bool = False


@cache
def programs() -> dict[Source, Program]:
    """How each program that writes tables does it."""
    text = files("ilium.interchange.reading").joinpath("headers.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), dict[Source, Program])


def word(text: str) -> str:
    """A word of a table, as words are compared.

    >>> word("Weight (KG)") == word(" weight_(kg)")
    True
    """
    folded = unicodedata.normalize("NFKC", plain(text)).casefold()
    return "".join(folded.replace("-", "").replace("_", "").split())


@cache
def _columns(source: Source) -> dict[str, str]:
    return {
        word(text): column for column, words in programs()[source].columns.items() for text in words
    }


@cache
def kinds(source: Source) -> dict[str, ForeignKind | None]:
    """What the words of the column `kind` mean; None is a row that is no set."""
    program = programs()[source]
    found: dict[str, ForeignKind | None] = {word(text): None for text in program.rests}
    found |= {word(text): kind for kind, words in program.kinds.items() for text in words}
    return found


def columns_of(header: Sequence[str], source: Source) -> dict[str, int]:
    """The place of each column that the program is known to write, empty if one is missing.

    Raises:
        InvalidDocument: two columns say the same.
    """
    known = _columns(source)
    found: dict[str, int] = {}
    for place, text in enumerate(header):
        column = known.get(word(text))
        if column is None:
            continue
        if column in found:
            raise InvalidDocument(
                f"The columns {shown(header[found[column]])} and {shown(text)} say the same thing. "
                "Remove one of them."
            )
        found[column] = place
    required = programs()[source].required
    return found if all(any(one in found for one in some) for some in required) else {}
