"""The muscles of the body: what each line of action can give, from `data/muscles.toml`.

Legs: 40 lines a side of the full-body model of Rajagopal 2016 (doi:10.1109/TBME.2016.2586891), as
mended since.
Trunk: 93 lines a side of the lumbar spine model of Christophy 2012
(doi:10.1007/s10237-011-0290-6). A broad muscle is several lines. Both sides are equally strong.
"""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import NDArray

from ilium.anatomy import Region
from ilium.biomechanics.coordinates import SIDES

Array = NDArray[np.float64]

SPECIFIC_TENSION = 60.0
"""Newtons per cm2 of muscle in Rajagopal 2016, and so here in every muscle."""

TRUNK_SPECIFIC_TENSION = 46.0
"""What Christophy 2012 takes. Trunk forces are scaled to `SPECIFIC_TENSION`, or the trunk would
look more strained than the legs by convention alone."""


MOST_FIBRE = 0.95
"""Share of a line of the trunk that can be fibre: all have some tendon."""


class Muscle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of muscle on one side."""

    name: str  # "gluteus_medius_anterior_r"
    part: str  # what its figures are shown as: "gluteus_medius_anterior", "multifidus"
    line: str  # what its source calls it: "glmed1", "MF_m1s"
    side: str  # "r" or "l"
    leg: bool  # of a leg, unlike the trunk's
    region: Region | None
    max_force: float  # newtons along the fibres, isometric
    optimal_fibre_length: float  # metres
    tendon_slack_length: float  # metres
    pennation: float  # radians, at optimal fibre length
    # Fibre strains at which passive force begins, and is as much as the maximum.
    passive_strain: tuple[float, float] = (0.0, 0.7)


class LegLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the leg, as its source gives it."""

    id: str
    line: str
    region: Region | None = None
    tabulated: bool = False  # its path comes from a table, not from myo-sim
    max_force: float
    optimal_fibre_length: float
    tendon_slack_length: float
    pennation: float
    passive_strain: tuple[float, float] = (0.0, 0.7)


class TrunkGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A muscle of the trunk: what its lines have in common.

    Of the fibres either the optimal length is known (m; less in a line that is too short), or their
    share of the path of an upright person; and their length upright in optimal lengths
    (sarcomere length over 2.8 um).
    """

    id: str
    region: Region | None = None
    optimal_fibre_length: float | None = None
    fibre_share: float | None = None
    upright_fibre_length: float
    source: str

    def fibre_and_tendon(self, upright_length: float) -> tuple[float, float]:
        """Optimal fibre length and tendon slack length (m) of a line, from its length upright.

        >>> group = TrunkGroup(id="x", fibre_share=0.5, upright_fibre_length=0.5, source="")
        >>> group.fibre_and_tendon(0.16)
        (0.16, 0.08)
        """
        if self.optimal_fibre_length is not None:
            fibre = self.optimal_fibre_length * self.upright_fibre_length
            fibre = min(fibre, MOST_FIBRE * upright_length)
        else:
            fibre = (self.fibre_share or 1.0) * upright_length
        return fibre / self.upright_fibre_length, upright_length - fibre


class TrunkLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the trunk: its strength as myo-sim has it, and its length in upright standing."""

    id: str
    line: str
    group: str
    max_force: float  # newtons, at TRUNK_SPECIFIC_TENSION
    upright_length: float  # metres


class MuscleData(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `muscles.toml` holds."""

    legs: tuple[LegLine, ...]
    trunk_groups: tuple[TrunkGroup, ...]
    trunk: tuple[TrunkLine, ...]


@cache
def muscle_data() -> MuscleData:
    """The file, checked."""
    text = files("ilium.biomechanics").joinpath("data/muscles.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), MuscleData)


@cache
def muscles() -> tuple[Muscle, ...]:
    """Every muscle, in the order of the columns of the equilibrium.

    Right leg, left leg, trunk right, trunk left.
    """
    data = muscle_data()
    groups = {group.id: group for group in data.trunk_groups}
    legs = [_leg_muscle(one, side) for side in SIDES for one in data.legs]
    trunk = [_trunk_muscle(one, groups[one.group], side) for side in SIDES for one in data.trunk]
    return (*legs, *trunk)


def _leg_muscle(one: LegLine, side: str) -> Muscle:
    return Muscle(
        name=f"{one.id}_{side}",
        part=one.id,
        line=one.line,
        side=side,
        leg=True,
        region=one.region,
        max_force=one.max_force,
        optimal_fibre_length=one.optimal_fibre_length,
        tendon_slack_length=one.tendon_slack_length,
        pennation=one.pennation,
        passive_strain=one.passive_strain,
    )


def _trunk_muscle(one: TrunkLine, group: TrunkGroup, side: str) -> Muscle:
    optimal, slack = group.fibre_and_tendon(one.upright_length)
    return Muscle(
        name=f"{one.id}_{side}",
        part=group.id,
        line=one.line,
        side=side,
        leg=False,
        region=group.region,
        max_force=one.max_force * SPECIFIC_TENSION / TRUNK_SPECIFIC_TENSION,
        optimal_fibre_length=optimal,
        tendon_slack_length=slack,
        pennation=0.0,
    )


@cache
def muscle_index() -> dict[str, int]:
    """The place of each muscle's name in `muscles()`."""
    return {one.name: index for index, one in enumerate(muscles())}
