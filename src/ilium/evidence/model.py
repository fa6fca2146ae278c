"""The shapes of evidence: what a study found, and what follows for a claim or a number.

Every figure says whether it was read in its source (`measured`) or reported by others
(`secondary`). Muscle activity and muscle size are kept apart throughout: the one does not
predict the other (Plotkin 2023).
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import msgspec

from ilium.anatomy import Region


class Verdict(StrEnum):
    """What measurements say about a claim; `untested` means that our record holds none."""

    SUPPORTED = "supported"
    MIXED = "mixed"
    WEAK = "weak"
    UNTESTED = "untested"
    NOT_SUPPORTED = "not_supported"


class Status(StrEnum):
    """How a figure is known: read in its source, reported by others, or there is none."""

    MEASURED = "measured"
    SECONDARY = "secondary"
    NONE = "none"


class Outcome(StrEnum):
    """What a study looked at. Only `size` speaks about growth."""

    ACTIVITY = "activity"
    SIZE = "size"
    STRENGTH = "strength"
    PERFORMANCE = "performance"  # repetitions, velocity, judged effort within a session
    MECHANICS = "mechanics"  # moments and moment arms
    PRACTICE = "practice"  # what experts advise


class Unit(StrEnum):
    """The units that measurements come in."""

    PERCENT_MVIC = "%MVIC"  # EMG amplitude, % of a maximum voluntary isometric contraction
    CHANGE_IN_EMG = "% change in EMG"  # between the two conditions that the row names
    CHANGE_IN_T2 = "% change in T2"  # muscle functional MRI: a mark of recent work
    INDEX = "index"  # gluteal-to-TFL activation index, higher is less TFL
    STANDARDISED_EFFECT = "standardised effect"
    CHANGE_IN_THICKNESS = "% change in thickness"
    AREA = "cm2"  # difference of cross-sectional area
    VOLUME = "cm3/kg"  # difference of volume per kilogram of body mass


SIZE_UNITS = frozenset({Unit.CHANGE_IN_THICKNESS, Unit.AREA, Unit.VOLUME})


class Statistic(StrEnum):
    """What an EMG amplitude is over the repetition or the sample; peak is far above mean."""

    MEAN = "mean"
    MEDIAN = "median"
    PEAK = "peak"
    POOLED = "pooled"


class Spread(StrEnum):
    """What a plus-minus figure is: standard deviation, standard error, or not said."""

    STANDARD_DEVIATION = "sd"
    STANDARD_ERROR = "se"
    UNSTATED = "unstated"


class Segment(StrEnum):
    """The part of a muscle that was recorded."""

    ANTERIOR = "anterior"
    MIDDLE = "middle"
    POSTERIOR = "posterior"
    UPPER = "upper"
    LOWER = "lower"


class Relation(StrEnum):
    """How the two sides of an ordering compare."""

    GREATER = "greater"  # `higher` is above `lower`
    SIMILAR = "similar"  # all that `higher` names are alike
    NEAR_ZERO = "near_zero"  # all that `higher` names are close to nothing


class Strength(StrEnum):
    """How firmly an ordering stands: a model has to reproduce `hard`, and may miss `soft`."""

    HARD = "hard"
    SOFT = "soft"


Text = Annotated[str, msgspec.Meta(min_length=1, pattern=r"^\S(.*\S)?$")]
"""One line that is not empty and has no blanks at its ends."""

DOI = Annotated[str, msgspec.Meta(pattern=r"^10\.\d{4,9}/[^\s\"<>]+$")]
PMC = Annotated[str, msgspec.Meta(pattern=r"^PMC\d+$")]
Year = Annotated[int, msgspec.Meta(ge=1900, le=2100)]
Count = Annotated[int, msgspec.Meta(ge=1)]


class Study(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One published study. What is not known for certain is left out, never guessed."""

    id: Text
    authors: Text
    year: Year
    about: Text
    method: Text
    outcomes: tuple[Outcome, ...]
    doi: DOI | None = None
    pmc: PMC | None = None  # number in PubMed Central
    participants: Count | None = None
    pooled_studies: Count | None = None
    population: Text | None = None
    notes: str = ""

    @property
    def citation(self) -> str:
        """The short citation: `Moore et al. 2020`."""
        return f"{self.authors} {self.year}"

    @property
    def url(self) -> str | None:
        """Where the study can be read, or None where no identifier is known."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmc}/" if self.pmc else None


class Measurement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One figure of one study: `value`, or a range from `value_low` to `value_high`, in `unit`.

    `region` is None where the recording does not tell Ilium's regions apart, as for gluteus
    maximus as a whole. `conditions` of two states "against" each other make the value a
    difference, first against second. `direction_verified` says that at least the direction was
    read in the source. `exercise_ids` are Ilium's exercises that the figure speaks to.
    """

    study: Text
    muscle: Text
    exercise: Text
    unit: Unit
    status: Status
    direction_verified: bool
    region: Region | None = None
    segment: Segment | None = None
    conditions: str = ""
    load: str = ""
    value: Decimal | None = None
    value_low: Decimal | None = None
    value_high: Decimal | None = None
    spread: Decimal | None = None
    spread_kind: Spread | None = None
    ci_low: Decimal | None = None  # 95 % confidence interval
    ci_high: Decimal | None = None
    statistic: Statistic | None = None
    exercise_ids: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        numbers = (self.value, self.value_low, self.value_high, self.spread)
        if any(n is not None and not n.is_finite() for n in (*numbers, self.ci_low, self.ci_high)):
            raise ValueError("every number of a measurement is finite")
        _check_pair("value_low", self.value_low, "value_high", self.value_high)
        _check_pair("ci_low", self.ci_low, "ci_high", self.ci_high)
        if (self.value is None) == (self.value_low is None):
            raise ValueError("give either value, or value_low and value_high")
        if (self.spread is None) != (self.spread_kind is None):
            raise ValueError("spread and spread_kind come together")
        if self.status is Status.NONE:
            raise ValueError("a measurement is measured or secondary")
        if self.status is Status.MEASURED and not self.direction_verified:
            raise ValueError("a measured value has its direction verified too")

    @property
    def figure(self) -> str:
        """The value with its unit: `81 %MVIC`, or `-18 to -4 % change in EMG`."""
        value = f"{self.value_low} to {self.value_high}" if self.value is None else str(self.value)
        return f"{value} {self.unit}"

    @property
    def is_size(self) -> bool:
        """Whether it measures muscle size over weeks; everything else is activity."""
        return self.unit in SIZE_UNITS


def _check_pair(low_name: str, low: Decimal | None, high_name: str, high: Decimal | None) -> None:
    """Raises ValueError unless both ends are missing, or both are there and in order."""
    if (low is None) != (high is None):
        raise ValueError(f"{low_name} and {high_name} come together")
    if low is not None and high is not None and low > high:
        raise ValueError(f"{low_name} is at most {high_name}")


class Ordering(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is higher than what, however large: steadier between laboratories than values are.

    `ratio` is a hint at the size of the difference and `figures` its sources, both as text.
    """

    id: Text
    studies: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    quantity: Text
    relation: Relation
    higher: Text
    context: Text
    strength: Strength
    figures: Text
    status: Status
    regions: tuple[Region, ...] = ()
    lower: str = ""
    ratio: str = ""

    def __post_init__(self) -> None:
        if (self.relation is Relation.GREATER) != bool(self.lower):
            raise ValueError("a greater ordering names its lower side, and no other does")
        if self.status is Status.NONE:
            raise ValueError("an ordering is measured or secondary")


class Claim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Advice that people are given, and whether measurements bear it out.

    `status` is that of the weakest figure in `measured`. A claim may be untested and still have
    figures, about something near it.
    """

    id: Text
    guide: Text  # what is claimed, in our words
    from_guide: bool = True  # False where the claim is ours
    verdict: Verdict
    measured: Text  # what was found, with figures and units
    studies: tuple[str, ...]
    regions: tuple[Region, ...]
    exercises: tuple[str, ...]  # whose pages show the claim
    status: Status
    advice: Text  # what Ilium does about it

    def __post_init__(self) -> None:
        if (self.status is Status.NONE) != (not self.studies):
            raise ValueError("a claim has studies, or its status is none")
        if self.status is Status.NONE and self.verdict is not Verdict.UNTESTED:
            raise ValueError("a claim without studies is untested")


class Dose(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number that plans are made with: one value, or a closed range."""

    name: Text
    value: float | tuple[float, float]
    unit: Text
    studies: tuple[str, ...]
    status: Status
    sentence: Text

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError("a value is not negative, and a range runs from low to high")
        if (self.status is Status.NONE) != (not self.studies):
            raise ValueError("a number has studies, or its status is none")

    @property
    def low(self) -> float:
        """The lower end; the value itself where there is no range."""
        return self.value[0] if isinstance(self.value, tuple) else self.value

    @property
    def high(self) -> float:
        """The upper end; the value itself where there is no range."""
        return self.value[1] if isinstance(self.value, tuple) else self.value
