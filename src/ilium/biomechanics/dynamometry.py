"""What people give on dynamometers: greatest isometric torques, from `data/strength.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from math import inf

import msgspec

from ilium.biomechanics.paths import ANGLES
from ilium.biomechanics.person import Person

USUAL_VARIATION = 0.25
"""The standard deviation as a share of the mean where a source's own was not seen: 0.15 to 0.33 in
Anderson 2007 (doi:10.1016/j.jbiomech.2007.03.022)."""


class Action(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A turn about one axis, of the trunk or the right leg."""

    name: str  # "hip abduction"
    coordinate: str  # one of ANGLES
    direction: int  # 1 or -1: which way along the coordinate


class PeopleMeasured(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who was measured by one laboratory, and how their figures were checked."""

    id: str
    source: str
    checked: str  # what was seen of the source
    sex: str  # "men", "women" or "both"
    doi: str = ""
    where: str = ""  # to find the source, where no DOI was seen
    people: int | None = None
    age: str = ""  # years
    mass: float | None = None  # kilograms, mean
    height: float | None = None  # metres, mean

    @property
    def found(self) -> str:
        """Where the source is."""
        return f"doi:{self.doi}" if self.doi else self.where

    def person(self) -> Person:
        """The model as large as they were on average; its usual size where that is not known."""
        usual = Person()
        return Person(height=self.height or usual.height, mass=self.mass or usual.mass)


class Measurement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mean torque that people gave, N m; or the lowest and the highest of several means."""

    action: str
    group: str
    posture: dict[str, float]  # degrees by coordinate; the others are 0
    held: str  # by what
    torque: float | None = None
    sd: float | None = None  # of people; none where it was not seen
    lowest: float | None = None
    highest: float | None = None
    speed: float = 0.0  # degrees a second, shortening: people give less than at rest
    assumed: str = ""  # what the source does not say

    @property
    def bounds(self) -> tuple[float, float]:
        """Mean less and plus two standard deviations; of several means the outermost; N m.

        Shortening muscles give less than those at rest, by how much is not known: no upper bound.
        """
        if self.torque is None:
            return self.lowest or 0.0, self.highest or inf
        spread = 2 * (self.torque * USUAL_VARIATION if self.sd is None else self.sd)
        return self.torque - spread, inf if self.speed else self.torque + spread

    def verdict(self, torque: float) -> str:
        """Whether a torque (N m) is "within" the bounds, "above" or "below" them.

        >>> one = Measurement(action="a", group="g", posture={}, held="", torque=100, sd=10)
        >>> [one.verdict(torque) for torque in (79, 81, 121)]
        ['below', 'within', 'above']
        """
        low, high = self.bounds
        return "above" if torque > high else "below" if torque < low else "within"


class Dynamometry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file holds.

    Raises:
        ValueError: a measurement is of an action, a group or a coordinate that is not there, or
            gives neither a mean nor a range.
    """

    actions: tuple[Action, ...]
    groups: tuple[PeopleMeasured, ...]
    measurements: tuple[Measurement, ...]

    def __post_init__(self) -> None:
        known = {one.name for one in self.actions} | {one.id for one in self.groups} | set(ANGLES)
        used = {one.coordinate for one in self.actions}
        for one in self.measurements:
            used |= {one.action, one.group, *one.posture}
            if (one.torque is None) == (one.lowest is None or one.highest is None):
                raise ValueError(f"{one.action} of {one.group} needs a mean, or a range.")
        if unknown := used - known:
            raise ValueError(f"Nothing is called {', '.join(sorted(unknown))}.")

    def of(self, action: str) -> tuple[Measurement, ...]:
        """The measurements of an action."""
        return tuple(one for one in self.measurements if one.action == action)


@cache
def dynamometry() -> Dynamometry:
    """The file, checked."""
    text = files("ilium.biomechanics").joinpath("data/strength.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Dynamometry)
