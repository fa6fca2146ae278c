"""The shape of the atlas: what the simulation of each variant found, region by region.

Activations are shares of full activation, 0 to 1, and say who works, not who grows. Times run over
one repetition, 0 at its start and 1 at its end. Every figure belongs to the reference case (see
`Entry.cases`); a band holds the lowest and the highest value over all cases.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import msgspec

from ilium.anatomy import Region
from ilium.evidence import Strength
from ilium.exercises.model import variant_id
from ilium.exercises.variants import UnknownVariant

SCHEMA = "ilium.atlas/1"

CURVE_POINTS = 21
"""A region's curve has a value at every twentieth of the repetition."""

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Positive = Annotated[float, msgspec.Meta(ge=0)]
Band = tuple[float, float]


class UnknownEntry(UnknownVariant):
    """An id that the atlas has no entry for."""


class Phase(StrEnum):
    """Where in the repetition something is. The way goes from the start to the end and back."""

    START = "start"
    OUT = "out"
    END = "end"
    BACK = "back"
    HELD = "held"  # a posture held, without a way


PHASE_WORDS: dict[Phase, str] = {
    Phase.START: "at the start",
    Phase.OUT: "on the way out",
    Phase.END: "at the end",
    Phase.BACK: "on the way back",
    Phase.HELD: "held",
}
"""Each phase as a person reads it."""


class Figures(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one muscle, or one region, does over a repetition.

    A region's activation is the mean of its parts', weighted by their maximum isometric force;
    its force is their sum.
    """

    peak: Share
    mean: Share  # over time
    peak_force_n: Positive  # active force along the tendon, newtons
    passive_peak_force_n: Positive  # of stretch alone
    work_share: Share | None  # of the positive work of all muscles reported; None if hardly any
    peak_at: Share  # share of the repetition's time
    peak_share: Share  # how far from the start (0) to the end (1) of the way
    peak_phase: Phase
    fibre_stretch: Positive  # fibre length at the peak, in optimal fibre lengths
    peak_band: Band
    mean_band: Band

    def __post_init__(self) -> None:
        for name, value in (("peak", self.peak), ("mean", self.mean)):
            low, high = getattr(self, f"{name}_band")
            if not 0 <= low <= value <= high <= 1:
                raise ValueError(f"{name} {value} lies outside its band {low} to {high}")


class MuscleFigures(Figures, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one muscle, or one part of a broad one, does."""


class RegionFigures(Figures, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a region does, with its activation over the repetition."""

    curve: Annotated[
        tuple[Share, ...], msgspec.Meta(min_length=CURVE_POINTS, max_length=CURVE_POINTS)
    ]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the simulation of one variant found; or, where it is not valid, why it found nothing."""

    valid: bool
    problem: str = ""  # one sentence: why the figures would mean nothing
    description: str = ""  # of a study's condition: one sentence
    study: bool = False  # a study's condition, not a variant of the catalogue
    load: str = ""  # in words
    limb: str = ""  # the leg whose muscles are reported, "right" or "left"
    seconds: Positive = 0.0  # how long the repetition takes
    muscles: dict[str, MuscleFigures] = {}
    regions: dict[Region, RegionFigures] = {}
    gluteal_to_tfl: Positive | None = None  # see `ilium.biomechanics.summary.gluteal_to_tfl`
    gluteal_to_tfl_band: Band | None = None
    # The largest moment of the lumbar extensors (negative: of the flexors), N m.
    lumbar_moment_nm: float | None = None
    lumbar_moment_band_nm: Band | None = None
    reserve_share: Positive | None = None  # the largest torque that muscles could not give
    cases: tuple[str, ...] = ()  # the reference case, then what else the bands are over
    left_out: dict[str, str] = {}  # cases without figures, and why
    inputs: str = ""  # hash of all that the figures follow from

    def __post_init__(self) -> None:
        if self.valid == bool(self.problem):
            raise ValueError("an entry is valid, or says why it is not")
        if self.valid != bool(self.regions):
            raise ValueError("a valid entry has figures, and no other does")


FURTHER = "F"
"""How ids of orderings begin that were written down, from publications, when the engine stood: what
the simulation says to them was not known to who built it."""


class Judged(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A published ordering, and whether the atlas reproduces it.

    `holds` is None where the atlas has no answer. That is as good as a miss, unless the engine
    cannot speak to it by its nature (`askable` is false): it has no such muscle, say.
    """

    id: str
    statement: str
    source: str
    strength: Strength
    about_effort: bool  # about muscle effort, unlike growth or moment arms
    regions: tuple[Region, ...]
    askable: bool = True
    holds: bool | None
    found: str  # what the atlas says, in figures
    explanation: str = ""  # of a miss

    @property
    def further(self) -> bool:
        """Whether it was not known while the engine was built."""
        return self.id.startswith(FURTHER)


class Atlas(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All entries by id: the catalogue's variants, and the conditions of studies."""

    schema: str = SCHEMA
    versions: dict[str, str]  # of the software that made it
    inputs: str  # hash of all that it follows from
    variants: dict[str, Entry]
    orderings: tuple[Judged, ...] = ()

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise ValueError(f"this is {self.schema!r}, and this Ilium reads {SCHEMA!r}")

    def get(self, entry_id: str) -> Entry | None:
        """The entry of that id, its modifiers in any order, or None."""
        return self.variants.get(proper(entry_id))

    def entry(self, entry_id: str) -> Entry:
        """The entry of that id, its modifiers in any order.

        Raises:
            UnknownEntry: there is none; the sentence names those that come close.
        """
        found = self.get(entry_id)
        if found is None:
            sentence = f"The atlas has nothing on {entry_id!r}."
            raise UnknownEntry.among(sentence, entry_id, self.variants)
        return found

    def valid(self) -> Iterable[tuple[str, Entry]]:
        """The entries that have figures, in order."""
        return ((name, entry) for name, entry in self.variants.items() if entry.valid)


def proper(entry_id: str) -> str:
    """The id with its modifiers in alphabetical order.

    >>> proper("clamshell+pelvis_neutral+knee_band")
    'clamshell+knee_band+pelvis_neutral'
    """
    exercise, *modifiers = entry_id.split("+")
    return variant_id(exercise, tuple(modifiers))
