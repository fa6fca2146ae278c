"""What a support can push with: patches of contact, their normals, the edges of friction cones.

A contact of a movement becomes a few points of force. Each point pushes along its normal and, by
friction, across it; a handle pulls and pushes every way, within what holding on can give.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ilium.biomechanics.body import Spot
from ilium.biomechanics.vectors import cross
from ilium.exercises.movement import Contact, Movement, Phase, Point, Support
from ilium.figures.skeleton import body as figure_body

Array = NDArray[np.float64]

FRICTION = 0.7
"""Of shoes, hands and forearms on a gym floor, a step or rubber (0.6 to 1.0)."""

CLOTH_FRICTION = 0.4
"""Of clothes on the vinyl of a bench or a pad, on a mat, and on each other (0.3 to 0.6)."""

GRIPPING = ("foot", "heel", "ball", "instep", "hand", "elbow")
"""Points of the body that are bare or in a shoe."""

GRIP = 0.15
"""Most force at a handle along each axis, body weights: holding on, not hanging."""

EDGES = 4
"""Edges of a friction cone: a pyramid inside the cone, so never more than friction gives."""

LEVEL = frozenset({Support.FLOOR, Support.STEP, Support.BENCH, Support.CHAIR, Support.BODY})

PATCH, WIDE = 0.04, 0.12
"""Half length and half width, metres, of what touches: of a limb, and of the trunk."""

WIDE_POINTS = frozenset(
    {
        Point.SHOULDER_BLADES,
        Point.UPPER_BACK,
        Point.BELLY,
        Point.BUTTOCKS,
        Point.SEAT,
        Point.HIP_CREASE,
        Point.CHEST,
    }
)

SOLE = tuple((x, -0.067, z) for x in (-0.045, 0.19) for z in (-0.035, 0.045))
OUTER_EDGE = tuple((x, -0.04, 0.045) for x in (-0.04, 0.18))
BALL = tuple((x, -0.023, z) for x in (0.0, 0.06) for z in (-0.035, 0.035))
FOREARM = tuple((0.0, y, z) for y in (0.0, -0.25) for z in (-0.03, 0.03))
"""Corners of a patch in the frame of its segment (foot, toes, forearm), metres."""

ON_SEGMENT = {"foot": ("foot", SOLE), "foot_edge": ("foot", OUTER_EDGE), "ball": ("toes", BALL)}
PATCHES = ON_SEGMENT | {"elbow": ("forearm", FOREARM)}

LIFTED, STEPPED = 0.02, 0.25
"""Share of the way after which what touches at the start alone carries no more, and before whose
mirror image what touches at the end alone carries nothing. A hip or a knee lifts off at once; a
foot that steps is unloaded while the weight moves over the other one."""

FEET = ("foot", "heel", "ball")

ROUND = frozenset({Point.THIGH_L, Point.THIGH_R, Point.CALF_L, Point.CALF_R})
"""Places on a limb that a pad touches wherever it faces the pad, however the limb is turned."""


@dataclass(frozen=True)
class Touch:
    """One point of a contact: where on the body, and which way the support pushes.

    A round limb that turns on a bar or a pad touches it elsewhere, and is pushed no other way: its
    spot is on its axis, `depth` from the support, and the support pushes across the limb.
    """

    spot: Spot
    offset: tuple[float, float, float]  # metres along the axes of space
    normal: tuple[float, float, float]
    frame: str = ""  # the segment whose axes the normal is written in; empty: space
    grip: bool = False
    friction: float = FRICTION
    depth: float = 0.0  # metres


@cache
def point_spot(point: Point) -> Spot:
    """The place of a point of a movement on the body.

    >>> point_spot(Point.KNEE_L)
    Spot(segment='shank_l', local=(0.045, -0.045, -0.0))
    """
    name, _, side = point.value.rpartition("_")
    if side not in ("l", "r"):
        name, side = point.value, ""
    segment, local = figure_body().points[name]
    sided = f"{segment}_{side}" if side and figure_body().segments[segment].side else segment
    return Spot(sided, _mirrored(local, side))


@cache
def touches(contact: Contact) -> tuple[Touch, ...]:
    """The points of force of a contact. Pads of a machine are a load, not a support: none."""
    return tuple(_touches(contact))


def _touches(contact: Contact) -> Iterator[Touch]:
    if contact.on is Support.MACHINE and not contact.at.startswith(FEET):
        return
    normal, frame = _normal(contact)
    grip = contact.on is Support.RAIL
    friction = _friction(contact)
    name, _, side = contact.at.rpartition("_")
    if grip:
        yield Touch(point_spot(contact.at), (0, 0, 0), normal, frame, grip=True)
    elif name in PATCHES and side in ("l", "r"):
        segment, corners = PATCHES[name]
        for corner in corners:
            spot = Spot(f"{segment}_{side}", _mirrored(corner, side))
            yield Touch(spot, (0, 0, 0), normal, frame, friction=friction)
    else:
        half = WIDE if contact.at in WIDE_POINTS else PATCH
        spot, depth = point_spot(contact.at), 0.0
        if contact.at in ROUND and contact.on in (Support.PAD, Support.ROLLER):
            depth = math.hypot(spot.local[0], spot.local[2])
            spot = Spot(spot.segment, (0.0, spot.local[1], 0.0))
        for x in (-PATCH, PATCH):
            for z in (-half, half):
                yield Touch(spot, (x, 0, z), normal, frame, friction=friction, depth=depth)


def _friction(contact: Contact) -> float:
    if contact.on is Support.MACHINE:
        return 0.0  # a foot rest moves along
    return FRICTION if contact.at.startswith(GRIPPING) else CLOTH_FRICTION


def touching(contact: Contact, share: Array, movement: Movement) -> NDArray[np.bool_]:
    """In which frames (by their share of the way from start to end) a contact is there."""
    if contact.phase is None:
        return np.ones(len(share), bool)
    near = STEPPED if contact.at.startswith(FEET) else LIFTED
    if contact.phase is Phase.START:
        return share < near
    if contact.phase is Phase.END or not movement.middle:
        return share > 1 - near
    return np.abs(share - 0.5) < near


def cone(normal: Array, friction: float = FRICTION) -> Array:
    """The edges of the friction pyramid about normals (F, 3): (F, EDGES, 3).

    An edge has 1 along the normal, so its coefficient is a share of the normal force in newtons.
    """
    if (normal == normal[0]).all():  # a support that does not move: once is enough
        edges = _fixed_pyramid(tuple(normal[0].tolist()), friction)
        return np.broadcast_to(edges, (len(normal), EDGES, 3))
    return _pyramid(normal, friction)


@cache
def _fixed_pyramid(normal: tuple[float, float, float], friction: float) -> Array:
    return _pyramid(np.array([normal]), friction)


def _pyramid(normal: Array, friction: float) -> Array:
    # Across is forward as far as it can be, so left and right have each other's mirror image.
    forward = np.where(np.abs(normal[:, :1]) < 0.9, [1.0, 0.0, 0.0], [0.0, 1.0, 0.0])
    across = forward - np.sum(forward * normal, axis=1, keepdims=True) * normal
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    along = cross(normal, across)
    turns = 2 * np.pi * np.arange(EDGES)[:, None] / EDGES
    tilt = np.cos(turns) * across[:, None] + np.sin(turns) * along[:, None]
    return normal[:, None] + friction * tilt


def _normal(contact: Contact) -> tuple[tuple[float, float, float], str]:
    """Which way the support pushes, and in whose axes."""
    side = contact.at.rpartition("_")[2]
    if contact.on in LEVEL or contact.on is Support.RAIL:
        return (0.0, 1.0, 0.0), ""
    if contact.on is Support.PAD and contact.at in (Point.THIGH_L, Point.THIGH_R):
        return (-1.0, 0.0, 0.0), f"thigh_{side}"
    if contact.on is Support.PAD:
        return (1.0, 0.0, 0.0), point_spot(contact.at).segment
    if contact.on is Support.ROLLER:
        return (1.0, 0.0, 0.0), f"shank_{side}"
    if contact.on in (Support.PLATE, Support.MACHINE):
        return (0.0, 1.0, 0.0), f"foot_{side}"
    return (0.0, 0.0, 1.0 if side == "l" else -1.0), ""  # a wall pushes toward the midline


def _mirrored(local: tuple[float, float, float], side: str) -> tuple[float, float, float]:
    return (local[0], local[1], -local[2]) if side == "l" else local
