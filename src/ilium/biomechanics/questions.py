"""What the atlas is asked: what has been found higher than what, and what the guide claims.

The questions are data (`data/orderings.toml`); `ilium.biomechanics.orderings` answers them.
"""

import tomllib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from itertools import combinations
from pathlib import Path

import msgspec

from ilium.anatomy import Region
from ilium.biomechanics.muscles import muscle_data
from ilium.biomechanics.studies import study_conditions
from ilium.evidence import Strength, claims, studies
from ilium.exercises import Problem, UnknownVariant, catalogue

SHIPPED = Path(__file__).with_name("data") / "orderings.toml"

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
    ratio: str = ""  # how large the difference was, in words
    regions: tuple[Region, ...] = ()


class GuideClaim(Question, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the guide says; `id` is the claim's in evidence/data/claims.toml."""


class Questions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that the atlas is asked."""

    orderings: tuple[PublishedOrdering, ...]
    claims: tuple[GuideClaim, ...]


@cache
def questions() -> Questions:
    """The questions that come with Ilium, checked.

    >>> questions().orderings[0].id
    'R01'
    """
    return load_questions(SHIPPED)


def load_questions(path: Path) -> Questions:
    """The questions of a file.

    Raises:
        InvalidOrderings: something is wrong; its text lists every problem on a line of its own.
    """
    try:
        read = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Questions)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise InvalidOrderings([Problem(path.name, "", str(error))]) from error
    asked = (*read.orderings, *read.claims)
    found = [
        Problem(path.name, question.id, reason)
        for question in asked
        for reason in _broken(question)
    ]
    found += [
        Problem(path.name, one.id, "is there twice")
        for one, other in combinations(asked, 2)
        if one.id == other.id
    ]
    if found:
        raise InvalidOrderings(found)
    return read


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


def _unknown(muscles: Iterable[str], conditions: Iterable[str]) -> Iterator[str]:
    yield from (f"no muscle is called {name!r}" for name in muscles if name not in _known_muscles())
    for name in conditions:
        if name in study_conditions():
            continue
        try:
            catalogue().variant(name)
        except UnknownVariant as error:
            yield f"{name!r} is no condition and no variant: {error}"
