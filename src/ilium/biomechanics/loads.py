"""What pulls and presses on the body: weights, bands, cables, the pads of a machine.

Each is a list of forces at places of the body, so a set-up is a list of providers that add up.
"""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from ilium.biomechanics.body import GRAVITY, Spot
from ilium.biomechanics.contacts import point_spot
from ilium.exercises.movement import Band, Line, Movement, Place, Point, Support
from ilium.loads import LoadKind

Array = NDArray[np.float64]
Forces = Iterator[tuple[Spot, Array]]

PAIR = {LoadKind.DUMBBELL: 2}
"""Kilograms are those of one dumbbell: two in the hands are twice that."""


class Places(Protocol):
    """Where the body is, frame by frame."""

    def place(self, spot: Spot) -> Array:
        """Places of a spot (F, 3), metres."""
        ...

    def acceleration(self, spot: Spot) -> Array:
        """Accelerations of a spot (F, 3), metres per second squared."""
        ...


class Wrenches(Protocol):
    """Something that acts on the body by forces at places of it."""

    def forces(self, where: Places) -> Forces:
        """Each place and its forces (F, 3), newtons along x, y, z."""
        ...


@dataclass(frozen=True)
class Weight:
    """A mass (kg) carried at some places in equal parts: gravity and inertia."""

    mass: float
    spots: tuple[Spot, ...]

    def forces(self, where: Places) -> Forces:
        """m (g - a) at each place."""
        part = self.mass / len(self.spots)
        for spot in self.spots:
            yield spot, part * (np.array([0.0, -GRAVITY, 0.0]) - where.acceleration(spot))


class Elastic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How hard bands pull: force of one strand at twice its length, and the shape of the curve."""

    source: str
    loop_length: float  # metres, once round, slack
    strain: tuple[float, ...]
    share: tuple[float, ...]  # of the force at a strain of 1
    strength: dict[str, float]  # newtons of a strand at a strain of 1
    girth: dict[Band, float]  # metres of the loop that lie round the outsides of both limbs

    def tension(self, band: str, strain: Array) -> Array:
        """Newtons of one strand; a slack band pulls with nothing.

        Raises:
            KeyError: a band that is not in the table.
        """
        return self.strength[band] * np.interp(strain, (0.0, *self.strain), (0.0, *self.share))


@cache
def elastic() -> Elastic:
    """The bands of `data/bands.toml`."""
    path = Path(__file__).parent / "data" / "bands.toml"
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Elastic)


@dataclass(frozen=True)
class LoopBand:
    """A loop round both limbs: two strands between them."""

    band: str
    spots: tuple[Spot, Spot]
    girth: float

    def forces(self, where: Places) -> Forces:
        """Both limbs are pulled to each other with twice the tension of a strand."""
        right, left = (where.place(spot) for spot in self.spots)
        between = left - right
        distance = np.linalg.norm(between, axis=1)
        strain = (2 * distance + self.girth) / elastic().loop_length - 1
        pull = 2 * elastic().tension(self.band, strain)[:, None] * between / distance[:, None]
        yield self.spots[0], pull
        yield self.spots[1], -pull


@dataclass(frozen=True)
class Cable:
    """A cable from a place on the body to an anchor in space (m): the weight of its stack (kg)."""

    mass: float
    spot: Spot
    anchor: tuple[float, float, float]

    def forces(self, where: Places) -> Forces:
        """Toward the anchor; a stack on a pulley pulls the same wherever the limb is."""
        along = np.array(self.anchor) - where.place(self.spot)
        yield self.spot, self.mass * GRAVITY * along / np.linalg.norm(along, axis=1, keepdims=True)


@dataclass(frozen=True)
class LongBand:
    """Strands of a long band from a place on the body to an anchor in space (m)."""

    band: str
    spot: Spot
    anchor: tuple[float, float, float]
    slack: float  # metres
    strands: int

    def forces(self, where: Places) -> Forces:
        """Toward the anchor, more the further away it is."""
        along = np.array(self.anchor) - where.place(self.spot)
        distance = np.linalg.norm(along, axis=1)
        pull = self.strands * elastic().tension(self.band, distance / self.slack - 1)
        yield self.spot, pull[:, None] * along / distance[:, None]


@dataclass(frozen=True)
class Pads:
    """The pads of an abduction machine: they press both knees inward with half the stack each."""

    mass: float
    spots: tuple[Spot, ...]

    def forces(self, where: Places) -> Forces:
        """Along the axis between the sides."""
        for spot in self.spots:
            inward = np.zeros_like(where.place(spot))
            inward[:, 2] = -1.0 if spot.segment.endswith("_r") else 1.0
            yield spot, 0.5 * self.mass * GRAVITY * inward


def weighted(wrenches: Iterable[Wrenches]) -> Iterator[Spot]:
    """The places of the body at which kilograms pull or press."""
    for one in wrenches:
        if isinstance(one, Cable):
            yield one.spot
        elif isinstance(one, Weight | Pads):
            yield from one.spots


BAND_PLACES: dict[Band, tuple[str, tuple[float, float, float]]] = {
    Band.KNEES: ("thigh", (0.0, -0.34, 0.0)),
    Band.ANKLES: ("shank", (-0.008, -0.36, 0.0)),
    Band.FEET: ("foot", (0.09, -0.045, 0.005)),
}
"""Segment and place of the middle of the limb under the loop."""

HELD: dict[Place, tuple[Spot, ...]] = {
    Place.HANDS: (point_spot(Point.HAND_L), point_spot(Point.HAND_R)),
    Place.BETWEEN_HANDS: (point_spot(Point.HAND_L), point_spot(Point.HAND_R)),
    Place.HAND_L: (point_spot(Point.HAND_L),),
    Place.HAND_R: (point_spot(Point.HAND_R),),
    Place.CHEST: (point_spot(Point.CHEST),),
    Place.UPPER_BACK: (point_spot(Point.UPPER_BACK),),
    Place.HIPS: (Spot("pelvis", (0.045, -0.03, -0.1)), Spot("pelvis", (0.045, -0.03, 0.1))),
    Place.HIP_L: (Spot("pelvis", (0.03, -0.02, -0.1)),),
    Place.HIP_R: (Spot("pelvis", (0.03, -0.02, 0.1)),),
}
"""Where the load is on the body."""


DOUBLED = 2
"""Strands of a long band: it is a loop."""

TAUT = 1.25
"""A long band is fixed so that it is this much longer than slack where the movement starts."""


def providers(
    movement: Movement, kind: LoadKind, kilograms: float, band: str, start: Places
) -> tuple[Wrenches, ...]:
    """What acts on the body in a movement with a load.

    Bands of the movement are always there; kilograms are those of a bar, of one dumbbell, of a
    plate, a stack, or added to the body. `start` is the body in its first posture.
    """
    found: list[Wrenches] = [_loop(place, band) for place in movement.bands]
    if kilograms > 0 and kind in movement.load:
        place = movement.load[kind]
        both = PAIR.get(kind, 1) if place is Place.HANDS else 1
        found.append(Weight(kilograms * both, HELD[place]))
    if movement.line is not None:
        found += _line(movement.line, kind, kilograms, band, start)
    pads = tuple(
        point_spot(c.at)
        for c in movement.contacts
        if c.on is Support.MACHINE and c.at in (Point.KNEE_SIDE_L, Point.KNEE_SIDE_R)
    )
    if pads and kind is LoadKind.STACK:
        found.append(Pads(kilograms, pads))
    return tuple(found)


def _loop(place: Band, band: str) -> LoopBand:
    segment, local = BAND_PLACES[place]
    spots = (Spot(f"{segment}_r", local), Spot(f"{segment}_l", (local[0], local[1], -local[2])))
    return LoopBand(band, spots, elastic().girth[place])


def _line(
    line: Line, kind: LoadKind, kilograms: float, band: str, start: Places
) -> Sequence[Wrenches]:
    spots = [point_spot(point) for point in line.points]
    if kind is LoadKind.STACK:
        return [Cable(kilograms / len(spots), spot, line.anchor) for spot in spots]
    if kind is LoadKind.BAND:
        firsts = [np.linalg.norm(np.array(line.anchor) - start.place(spot)[0]) for spot in spots]
        strands = DOUBLED // len(spots)
        return [
            LongBand(band, spot, line.anchor, float(first) / TAUT, strands)
            for spot, first in zip(spots, firsts, strict=True)
        ]
    return []
