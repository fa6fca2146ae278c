"""What the atlas is asked: what has been found higher than what, and what the guide claims.

The questions are data (`data/orderings.toml`); `ilium.biomechanics.orderings` answers them. The
orderings there were known while the engine was built. Further ones (`further_orderings.toml`) were
written down by a rule before the simulation was asked; they tell how far it holds beyond the first.
"""

import tomllib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from itertools import chain, combinations
from pathlib import Path
from typing import TypeVar

import msgspec

from ilium.anatomy import Region
from ilium.atlas.model import FURTHER
from ilium.biomechanics.muscles import muscle_data
from ilium.biomechanics.studies import study_conditions
from ilium.evidence import Strength, claims, studies
from ilium.exercises import Problem, UnknownVariant, catalogue

SHIPPED = Path(__file__).with_name("data") / "orderings.toml"
SHIPPED_FURTHER = SHIPPED.with_name("further_orderings.toml")

WHOLE = {
    "gluteus_maximus": (
        "gluteus_maximus_superior",
        "gluteus_maximus_middle",
        "gluteus_maximus_inferior",
    ),
}
"""Muscles that studies record as one and the atlas has in parts: their mean, weighted by their
maximum isometric force, as in its regions."""


class Kind(StrEnum):
    """What an ordering is about. The atlas holds effort; growth is another thing."""

    EFFORT = "effort"
    ORDER = "order"  # of several muscles in one exercise
    MOMENT_ARM = "moment_arm"
    GROWTH = "growth"


class Figure(StrEnum):
    """Which figure of a muscle is compared."""

    MEAN = "mean"  # over the repetition, as amplitudes of EMG mostly are
    PEAK = "peak"


class InvalidOrderings(ValueError):  # noqa: N818 - reads as what is wrong
    """Orderings that cannot be asked. The text has one line for each of `problems`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Comparison(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Muscles in some conditions against others: each muscle, each pair of conditions.

    With a `tolerance` all are about equal: the lowest at most that share below the highest.
    """

    of: tuple[str, ...]  # regions, muscles or names of WHOLE
    against: str = ""  # the muscle of the lower side, where it is another one
    higher: tuple[str, ...]  # ids of the atlas
    lower: tuple[str, ...] = ()
    figure: Figure = Figure.MEAN
    pooled: bool = False  # the mean over the conditions of each side is compared, as in the study
    min_ratio: float = 1.0
    tolerance: float | None = None


class Order(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Muscles in one condition, the highest first."""

    condition: str
    muscles: tuple[str, ...]
    figure: Figure = Figure.MEAN


class MomentArms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Muscles whose moment arm about a coordinate grows while another coordinate moves, degrees."""

    muscles: tuple[str, ...]
    about: str
    along: str
    start: float
    end: float
    least_share: float  # of the muscles


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A published ordering, or a claim of the guide, and how the atlas is asked for it."""

    id: str
    statement: str
    kind: Kind = Kind.EFFORT
    comparisons: tuple[Comparison, ...] = ()
    order: Order | None = None
    moment_arms: MomentArms | None = None
    silent: str = ""  # why the atlas cannot be asked
    miss: str = ""  # what explains it where the atlas says otherwise


class PublishedOrdering(Question, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What studies found."""

    strength: Strength
    source: str  # in words
    sources: tuple[str, ...]  # ids in evidence/data/studies.toml
    described_in: tuple[str, ...] = ()  # publications that are not listed there
    ratio: str = ""  # how large the difference was, in words
    regions: tuple[Region, ...] = ()


class GuideClaim(Question, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the guide says; `id` is the claim's in evidence/data/claims.toml."""


class Questions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that the atlas is asked."""

    orderings: tuple[PublishedOrdering, ...]
    claims: tuple[GuideClaim, ...]
    further: tuple[PublishedOrdering, ...] = ()


class _Known(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of the orderings that were known, and of the claims."""

    orderings: tuple[PublishedOrdering, ...]
    claims: tuple[GuideClaim, ...]


class _Further(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of further orderings."""

    orderings: tuple[PublishedOrdering, ...]


_Content = TypeVar("_Content", _Known, _Further)


@cache
def questions() -> Questions:
    """The questions that come with Ilium, checked.

    >>> questions().orderings[0].id
    'R01'
    """
    return load_questions(SHIPPED, SHIPPED_FURTHER)


def load_questions(path: Path, further: Path | None = None) -> Questions:
    """The questions of a file, with the further orderings of another.

    Raises:
        InvalidOrderings: something is wrong; its text lists every problem on a line of its own.
    """
    known = _read(path, _Known)
    more = _read(further, _Further).orderings if further else ()
    asked = [(path.name, question, False) for question in (*known.orderings, *known.claims)]
    asked += [(further.name, question, True) for question in more] if further else []
    found = [
        Problem(name, question.id, reason)
        for name, question, is_further in asked
        for reason in chain(_broken(question), _misplaced(question, is_further))
    ]
    found += [
        Problem(name, other.id, "is there twice")
        for (_, one, _), (name, other, _) in combinations(asked, 2)
        if one.id == other.id
    ]
    if found:
        raise InvalidOrderings(found)
    return Questions(orderings=known.orderings, claims=known.claims, further=more)


def _read(path: Path, kind: type[_Content]) -> _Content:
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), kind)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise InvalidOrderings([Problem(path.name, "", str(error))]) from error


# --- what is wrong with a question ---


@cache
def _known_muscles() -> frozenset[str]:
    """Every name that the atlas has figures for."""
    lines = (line.id for line in muscle_data().legs)
    trunk = (group.id for group in muscle_data().trunk_groups)
    return frozenset({*lines, *trunk, *WHOLE, *(region.value for region in Region)})


def _broken(question: Question) -> Iterator[str]:
    ways = [question.comparisons, question.order, question.moment_arms, question.silent]
    if sum(bool(way) for way in ways) != 1:
        yield "is asked in one way: comparisons, order or moment_arms, or says why it is silent"
    if isinstance(question, PublishedOrdering):
        yield from (f"no study {s!r}" for s in question.sources if s not in studies())
        if not (question.sources or question.described_in):
            yield "name a study that found it"
    elif question.id not in claims():
        yield f"no claim has the id {question.id!r}"
    for comparison in question.comparisons:
        if not (comparison.higher and (comparison.lower or comparison.tolerance is not None)):
            yield "a comparison has a higher and a lower side, or a tolerance"
        asked = (*comparison.of, *([comparison.against] if comparison.against else []))
        yield from _unknown(asked, (*comparison.higher, *comparison.lower))
    if question.order is not None:
        yield from _unknown(question.order.muscles, (question.order.condition,))
    if question.moment_arms is not None:
        yield from _unknown(question.moment_arms.muscles, ())


def _misplaced(question: Question, further: bool) -> Iterator[str]:
    """What is wrong with a question in this file, and would not be in the other."""
    if isinstance(question, GuideClaim):
        return
    if question.id.startswith(FURTHER) != further:
        yield f"ids of further orderings begin with {FURTHER!r}, and no other's"
    if further and not (question.kind is Kind.EFFORT and question.comparisons):
        yield "a further ordering is about muscle effort and has comparisons"


def _unknown(muscles: Iterable[str], conditions: Iterable[str]) -> Iterator[str]:
    yield from (f"no muscle is called {name!r}" for name in muscles if name not in _known_muscles())
    for name in conditions:
        if name in study_conditions():
            continue
        try:
            catalogue().variant(name)
        except UnknownVariant as error:
            yield f"{name!r} is no condition and no variant: {error}"
