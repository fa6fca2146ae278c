"""Files of other programs, as plain sets.

    bytes -> whose file? -> rows or entries, one at a time -> ForeignSet | Problem

Everything is bounded (`bounds.py`), and nothing is interpreted: a name stays the name that the
file has. What the programs call their columns and kinds of sets is data (`headers.toml`), so a
change of theirs is a change of words here.
"""

from collections.abc import Iterator

from ilium.interchange.documents import InvalidDocument
from ilium.interchange.foreign import ForeignSet, Problem, Source, Undone
from ilium.interchange.reading import sets, wger
from ilium.interchange.reading.detection import detect, needs_unit
from ilium.interchange.reading.table import header_of
from ilium.loads import Unit

__all__ = ["detect", "needs_unit", "read"]


def read(
    data: bytes,
    source: Source,
    unit: Unit | None = None,
    names: bytes | None = None,
    undone: Undone | None = None,
) -> Iterator[ForeignSet | Problem]:
    """The sets of a file, one at a time, and what is wrong with the lines that are none.

    Lines that say nothing of a set (a rest, an empty row, a set without reps, seconds or distance)
    are passed over. A weight, a count or a distance of 0 is none.

    Args:
        data: the file.
        source: whose it is, as `detect` says.
        unit: of weights that have none in the file (`needs_unit`).
        names: for wger, the document with the names of its exercises.
        undone: told of the sets with 0 reps among what is passed over.

    Raises:
        InvalidDocument: the file as a whole is not that program's. Most of it is looked at at
            once; a file that turns out too long while it is read raises on the way.
        ValueError: it is Ilium's own, which `ilium.interchange.own` reads.

    >>> rows = b"Date,Exercise,Weight,Weight Unit,Reps\\n2026-04-08,Hip Thrust,60,kg,8\\n"
    >>> [(found.exercise, found.weight, found.reps) for found in read(rows, Source.FITNOTES)]
    [('Hip Thrust', Decimal('60'), 8)]
    """
    if source is Source.ILIUM:
        raise ValueError("an Ilium export is read by ilium.interchange.own")
    if source is Source.WGER:
        return wger.sets_of(data, unit, names, undone)
    if unit is None and needs_unit(data, source):
        raise InvalidDocument(
            "The file does not say whether its weights are in kg or in lb. Choose one."
        )
    return sets.sets_of(data, header_of(data, source), unit, undone)
