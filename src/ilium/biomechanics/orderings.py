"""What the atlas answers to published orderings and to the guide's claims, and how many hold.

A question is answered from the atlas' entries alone. It is judged by direction: that more is
found where more was measured. How much more is shown beside, since activity from a model and
electrical activity do not share a scale.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations

import msgspec

from ilium.atlas.model import Atlas, Entry, Judged
from ilium.biomechanics.muscles import muscle_data
from ilium.biomechanics.questions import (
    WHOLE,
    Comparison,
    Figure,
    GuideClaim,
    Kind,
    MomentArms,
    Order,
    PublishedOrdering,
    Question,
    questions,
)
from ilium.evidence import Strength

__all__ = [
    "Answer",
    "ArmOf",
    "GuideClaim",
    "PublishedOrdering",
    "Tally",
    "answer",
    "apart",
    "judged",
    "questions",
    "tally",
]

TINY = 0.001
"""Activations that differ by less are the same: the solver is a million times as accurate, but the
figures of the atlas are rounded."""

CONCORDANT = 2 / 3
"""The share of pairs that must lie in the published order for an order of muscles to hold."""


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the atlas says. `holds` is None where it cannot be asked; `found` says why not."""

    holds: bool | None
    found: str


ArmOf = Callable[[str, str, Mapping[str, float]], float]
"""The moment arm (m) of a muscle about a coordinate at joint angles in degrees, of which those left
out are 0. The engine's paths know it; the atlas does not."""


def answer(question: Question, atlas: Atlas, arm_of: ArmOf | None = None) -> Answer:
    """What the atlas says to a question."""
    if question.silent:
        return Answer(holds=None, found=question.silent)
    if question.moment_arms is not None:
        return _arms(question.moment_arms, arm_of)
    try:
        if question.order is not None:
            return _ordered(question.order, atlas)
        parts = [_compared(comparison, atlas) for comparison in question.comparisons]
    except _Missing as missing:
        return Answer(holds=None, found=str(missing))
    return Answer(
        holds=all(part.holds for part in parts), found="; ".join(part.found for part in parts)
    )


def judged(ordering: PublishedOrdering, atlas: Atlas, arm_of: ArmOf | None = None) -> Judged:
    """A published ordering with the atlas' answer, as the atlas keeps it."""
    said = answer(ordering, atlas, arm_of)
    return Judged(
        id=ordering.id,
        statement=ordering.statement,
        source=ordering.source,
        strength=ordering.strength,
        about_effort=ordering.kind in (Kind.EFFORT, Kind.ORDER),
        regions=ordering.regions,
        holds=said.holds,
        found=said.found,
        explanation=ordering.miss if said.holds is False else "",
    )


class Tally(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of the orderings of one strength about muscle effort: askable, and reproduced.

    One that found no answer was asked, and is not reproduced.
    """

    asked: int
    held: int

    @property
    def share(self) -> float:
        """Reproduced of asked; 0 where none was asked."""
        return self.held / self.asked if self.asked else 0.0


def tally(judged: Iterable[Judged], strength: Strength) -> Tally:
    """How the orderings of a strength about muscle effort turned out."""
    holds = [
        one.holds for one in judged if one.about_effort and one.strength is strength and one.askable
    ]
    return Tally(asked=len(holds), held=holds.count(True))


def apart(judged: Iterable[Judged]) -> tuple[tuple[Judged, ...], tuple[Judged, ...]]:
    """The orderings that were known while the engine was built, and the further ones."""
    known: list[Judged] = []
    further: list[Judged] = []
    for one in judged:
        (further if one.further else known).append(one)
    return tuple(known), tuple(further)


class _Missing(LookupError):  # noqa: N818 - reads as what is wrong
    """The atlas has no figure for what is asked."""


def _value(atlas: Atlas, of: str, condition: str, figure: Figure) -> float:
    entry = atlas.get(condition)
    if entry is None:
        raise _Missing(f"The atlas has nothing on {condition}.")
    if not entry.valid:
        raise _Missing(f"{condition} could not be simulated: {entry.problem}")
    parts = WHOLE.get(of, (of,))
    weights = [_strengths().get(part, 1.0) for part in parts]
    values = [_figure(entry, part, condition, figure) for part in parts]
    return sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)


def _figure(entry: Entry, of: str, condition: str, figure: Figure) -> float:
    # A muscle's own line comes before the region of that name: studies record a place.
    regions = {region.value: figures for region, figures in entry.regions.items()}
    figures = entry.muscles.get(of) or regions.get(of)
    if figures is None:
        raise _Missing(f"{condition} has no figure for {of}.")
    return figures.mean if figure is Figure.MEAN else figures.peak


def _compared(comparison: Comparison, atlas: Atlas) -> Answer:
    parts = [_compared_in(comparison, of, atlas) for of in comparison.of]
    return Answer(
        holds=all(part.holds for part in parts), found="; ".join(part.found for part in parts)
    )


def _compared_in(comparison: Comparison, of: str, atlas: Atlas) -> Answer:
    high = [_value(atlas, of, name, comparison.figure) for name in comparison.higher]
    other = comparison.against or of
    low = [_value(atlas, other, name, comparison.figure) for name in comparison.lower]
    if comparison.pooled:
        high, low = [_mean(high)], [_mean(low)]
    if comparison.tolerance is not None:
        everything = [*high, *low]
        least, most = min(everything), max(everything)
        alike = most - least <= max(comparison.tolerance * most, TINY)
        return Answer(holds=alike, found=f"{_words(of)} {least:.2f} to {most:.2f}")
    top, bottom = min(high), max(low)
    holds = top > bottom + TINY and top >= comparison.min_ratio * bottom
    against = f"{_words(other)} " if comparison.against else ""
    return Answer(holds=holds, found=f"{_words(of)} {top:.2f} against {against}{bottom:.2f}")


def _ordered(order: Order, atlas: Atlas) -> Answer:
    """Whether the first is the highest, and most pairs lie as published."""
    values = [_value(atlas, of, order.condition, order.figure) for of in order.muscles]
    pairs = list(combinations(values, 2))
    share = sum(first > second for first, second in pairs) / len(pairs)
    listed = ", ".join(
        f"{_words(of)} {value:.2f}" for of, value in zip(order.muscles, values, strict=True)
    )
    holds = values[0] == max(values) and share >= CONCORDANT
    return Answer(holds=holds, found=f"{listed}; {share:.0%} of the pairs in the published order")


def _arms(asked: MomentArms, arm_of: ArmOf | None) -> Answer:
    if arm_of is None:
        return Answer(holds=None, found="Moment arms were not computed.")
    first, last = (
        [arm_of(muscle, asked.about, {asked.along: angle}) for muscle in asked.muscles]
        for angle in (asked.start, asked.end)
    )
    growing = sum(after > before for before, after in zip(first, last, strict=True))
    return Answer(
        holds=growing >= asked.least_share * len(asked.muscles),
        found=f"it grows in {growing} of {len(asked.muscles)} parts",
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _words(of: str) -> str:
    return of.replace("_", " ")


@cache
def _strengths() -> Mapping[str, float]:
    """Maximum isometric force (N) of each line of the leg."""
    return {line.id: line.max_force for line in muscle_data().legs}
