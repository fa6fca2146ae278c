"""Who is simulated: height and mass, and three measures where they are known."""

from dataclasses import dataclass
from functools import cached_property

REFERENCE_HEIGHT = 1.70
"""Metres: the height of the body that postures and joint centres are written for."""

REFERENCE_MASS = 75.337
"""Kilograms: the mass of the person whose muscle strengths the model has (Rajagopal 2016,
doi:10.1109/TBME.2016.2586891)."""

REFERENCE_THIGH = 0.406
REFERENCE_SHANK = 0.400
REFERENCE_PELVIS = 0.1545
"""Metres: hip to knee centre, knee to ankle centre, and between the hip centres, in the model."""

VOLUME_PER_MASS_AND_HEIGHT, VOLUME_AT_ZERO = 47.05, 1289.6
"""Lower-limb muscle volume in cm3 is 47.05 m h + 1289.6, mass in kg, height in m (Handsfield 2014,
doi:10.1016/j.jbiomech.2013.12.002)."""

HEIGHTS, MASSES = (1.2, 2.3), (30.0, 250.0)


class NotAPerson(ValueError):  # noqa: N818 - reads as what is wrong
    """Measures that no person has; says which and what would do."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person's measures, metres and kilograms; lengths left out follow from height.

    Raises:
        NotAPerson: a measure that no person has.
    """

    height: float = 1.75
    mass: float = 75.0
    thigh_length: float | None = None  # hip to knee centre
    shank_length: float | None = None  # knee to ankle centre
    pelvis_width: float | None = None  # between the hip centres

    def __post_init__(self) -> None:
        _within("height", self.height, HEIGHTS, "m")
        _within("mass", self.mass, MASSES, "kg")
        by_height = self.height / REFERENCE_HEIGHT
        for name, length, reference in (
            ("thigh length", self.thigh_length, REFERENCE_THIGH),
            ("shank length", self.shank_length, REFERENCE_SHANK),
            ("pelvis width", self.pelvis_width, REFERENCE_PELVIS),
        ):
            if length is not None:
                usual = reference * by_height
                _within(name, length, (0.7 * usual, 1.4 * usual), "m")

    @cached_property
    def scale(self) -> float:
        """Lengths as a multiple of the model's."""
        return self.height / REFERENCE_HEIGHT

    @cached_property
    def thigh_scale(self) -> float:
        """Length of the thigh as a multiple of the model's."""
        return self.thigh_length / REFERENCE_THIGH if self.thigh_length else self.scale

    @cached_property
    def shank_scale(self) -> float:
        """Length of the shank as a multiple of the model's."""
        return self.shank_length / REFERENCE_SHANK if self.shank_length else self.scale

    @cached_property
    def pelvis_scale(self) -> float:
        """Width of the pelvis as a multiple of the model's."""
        return self.pelvis_width / REFERENCE_PELVIS if self.pelvis_width else self.scale

    @cached_property
    def strength_scale(self) -> float:
        """Muscle force as a multiple of the model's: volume over fibre length."""
        volume = _muscle_volume(self.mass, self.height)
        return volume / _muscle_volume(REFERENCE_MASS, REFERENCE_HEIGHT) / self.scale


def _muscle_volume(mass: float, height: float) -> float:
    return VOLUME_PER_MASS_AND_HEIGHT * mass * height + VOLUME_AT_ZERO


def _within(name: str, value: float, limits: tuple[float, float], unit: str) -> None:
    low, high = limits
    if not low <= value <= high:
        raise NotAPerson(
            f"A {name} of {value:g} {unit} cannot be simulated; "
            f"give {low:.3g} to {high:.3g} {unit}."
        )
