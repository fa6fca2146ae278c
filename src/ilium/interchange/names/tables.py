"""The tables of names that ship with Ilium, read once and checked for their shape."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from ilium.anatomy import Region
from ilium.interchange.foreign import Source

Shape = TypeVar("Shape")

COMPENSATORS = frozenset(
    {
        Region.ERECTOR_SPINAE,
        Region.HAMSTRINGS,
        Region.QUADRICEPS,
        Region.ADDUCTORS,
        Region.TENSOR_FASCIAE_LATAE,
    }
)
"""The regions that other training is counted for."""


class InvalidNames(ValueError):  # noqa: N818 - reads as what is wrong
    """A table of names is wrong; the message says what and where."""


class Aliases(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The names of one variant; aliases.toml says what each list is for."""

    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    hevy: tuple[str, ...] = ()
    fitnotes: tuple[str, ...] = ()
    wger: tuple[str, ...] = ()

    def of(self, program: Source) -> tuple[str, ...]:
        """The names that a program writes for the variant."""
        own = {
            Source.STRONG: self.strong,
            Source.HEVY: self.hevy,
            Source.FITNOTES: self.fitnotes,
            Source.WGER: self.wger,
        }
        return own.get(program, ())

    @property
    def every(self) -> tuple[str, ...]:
        """All names, of whatever program."""
        return (*self.names, *self.strong, *self.hevy, *self.fitnotes, *self.wger)


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What a set of other training counts for compensators, and why."""

    ground: str = ""
    credits: dict[Region, float] = {}

    def __post_init__(self) -> None:
        if not COMPENSATORS.issuperset(self.credits):
            raise ValueError("other training is credited to compensators only")
        if not {0.5, 1.0}.issuperset(self.credits.values()):
            raise ValueError("a credit is 0.5 or 1; leave out what is 0")
        if self.credits and not self.ground:
            raise ValueError("credits need their ground")


class Unclear(Counted, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names that a person has to decide: `candidates` are variants, "" for other training."""

    names: tuple[str, ...]
    candidates: tuple[str, ...]


class Training(Counted, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of training that is not for the upper glutes."""

    names: tuple[str, ...]


class Plain(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that make a name other training, unless it has one of the hip's words as well."""

    words: frozenset[str]
    hip: frozenset[str]


class OtherTraining(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """other.toml."""

    training: tuple[Training, ...]
    plain: Plain


class UnclearNames(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """unclear.toml."""

    names: tuple[Unclear, ...]


class WordLists(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that are treated in a way of their own; words.toml says how."""

    filler: frozenset[str]
    harmless: frozenset[str]
    abbreviations: frozenset[str]
    contrasts: tuple[frozenset[str], ...]


class WordTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """words.toml."""

    same: dict[str, tuple[str, ...]]
    equipment: dict[str, tuple[str, ...]]
    words: WordLists


def read_table(text: str, name: str, shape: type[Shape]) -> Shape:
    """The table in a TOML text.

    Raises:
        InvalidNames: it is not TOML, or not of the shape.
    """
    try:
        return msgspec.convert(tomllib.loads(text), shape)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise InvalidNames(f"{name}: {error}") from error


def _shipped(name: str, shape: type[Shape]) -> Shape:
    text = files("ilium.interchange.names").joinpath(name).read_text("utf-8")
    return read_table(text, name, shape)


@cache
def aliases() -> dict[str, Aliases]:
    """aliases.toml: names by the id of their variant."""
    return _shipped("aliases.toml", dict[str, Aliases])


@cache
def unclear() -> tuple[Unclear, ...]:
    """unclear.toml."""
    return _shipped("unclear.toml", UnclearNames).names


@cache
def other() -> OtherTraining:
    """other.toml."""
    return _shipped("other.toml", OtherTraining)


@cache
def words() -> WordTable:
    """words.toml."""
    return _shipped("words.toml", WordTable)
