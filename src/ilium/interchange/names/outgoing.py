"""The names under which variants go out into another program's file."""

from collections.abc import Iterator

from ilium.exercises import Catalogue
from ilium.exercises import catalogue as shipped
from ilium.exercises.model import Variant
from ilium.interchange.foreign import Source
from ilium.interchange.names import tables
from ilium.interchange.names.lexicon import lexicon
from ilium.interchange.names.loading import word_for
from ilium.interchange.names.matching import match
from ilium.interchange.names.model import Choice
from ilium.loads import LoadKind

BRACKETS = {
    "smith": "Smith Machine",
    "unloaded": "No Load",
}
"""Equipment words that are written otherwise than with a capital."""


def foreign_name(
    variant: str, load: LoadKind, program: Source, catalogue: Catalogue | None = None
) -> str:
    """A name for a variant in another program, which `match` reads as the same variant and load.

    The program's own name if it has one, else Ilium's, with the equipment in brackets as the
    programs write it. Without a catalogue it is the one that comes with Ilium.

    Raises:
        UnknownVariant: the catalogue has no such variant.

    >>> foreign_name("hip_thrust", LoadKind.BARBELL, Source.STRONG)
    'Hip Thrust (Barbell)'
    """
    among = catalogue or shipped()
    known = among.variant(variant)
    wanted = Choice(variant=known.id, load=load)
    names = _candidates(known, load, program, among)
    return next(name for name in names if match((name,), among, {})[name].choice == wanted)


def _candidates(
    variant: Variant, load: LoadKind, program: Source, catalogue: Catalogue
) -> Iterator[str]:
    row = tables.aliases().get(variant.id)
    if row is not None:
        yield from row.of(program)
    yield variant.name
    word = word_for(load, lexicon(catalogue).kinds(variant.id))
    yield f"{variant.name} ({BRACKETS.get(word, word.capitalize())})"
    if row is not None:
        yield from row.every
    yield f"{variant.id} [{load}]"
