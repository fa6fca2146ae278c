"""The muscles of the body: what each line of action can give, from `data/muscles.toml`.

Legs: 40 lines a side of the full-body model of Rajagopal 2016 (doi:10.1109/TBME.2016.2586891), as
mended since, and three deep rotators of the hip.
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
"""Newtons per cm2 of leg muscle in Rajagopal 2016, as measured in the living."""

TRUNK_SPECIFIC_TENSION, CHRISTOPHY_TENSION = 100.0, 46.0
"""Newtons per cm2 of trunk muscle: what Bruno 2015 (doi:10.1115/1.4030408) takes for lines of the
same cross-sections, those of cadavers, and what Christophy 2012 does, with which forces come. With
46 the back of the model would give 110 N m; people over 65 were measured with 76 on average, up to
130 (Burkhart 2018, doi:10.1002/jor.23630); what young men give is in `strength.toml`."""

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
    # Of the muscle that it is a line of, by strength; a leg's line counts as a muscle of its own.
    share: float = 1.0


class LegLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the leg, as its source gives it."""

    id: str
    line: str
    region: Region | None = None
    straight: bool = False  # myo-sim lacks it: `straight_paths`
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
    max_force: float  # newtons, at CHRISTOPHY_TENSION
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
    strength = {
        group: sum(line.max_force for line in data.trunk if line.group == group) for group in groups
    }
    legs = [_leg_muscle(one, side) for side in SIDES for one in data.legs]
    trunk = [
        _trunk_muscle(one, groups[one.group], side, one.max_force / strength[one.group])
        for side in SIDES
        for one in data.trunk
    ]
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


def _trunk_muscle(one: TrunkLine, group: TrunkGroup, side: str, share: float) -> Muscle:
    optimal, slack = group.fibre_and_tendon(one.upright_length)
    return Muscle(
        name=f"{one.id}_{side}",
        part=group.id,
        line=one.line,
        side=side,
        leg=False,
        region=group.region,
        max_force=one.max_force * TRUNK_SPECIFIC_TENSION / CHRISTOPHY_TENSION,
        optimal_fibre_length=optimal,
        tendon_slack_length=slack,
        pennation=0.0,
        share=share,
    )


@cache
def muscle_index() -> dict[str, int]:
    """The place of each muscle's name in `muscles()`."""
    return {one.name: index for index, one in enumerate(muscles())}
