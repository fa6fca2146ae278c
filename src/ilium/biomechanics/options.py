"""How a repetition is solved."""

from dataclasses import dataclass

FRAMES = 41
"""Frames of a repetition: at least one every 0.2 s at the slowest tempo."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """How a repetition is solved: what the band of an atlas entry is made from."""

    power: int = 2  # of the activations in the cost: 2 or 3
    contact_weight: float = 0.1  # cost of a body weight of contact force, squared
    braced: bool = True  # whether breath is held and the abdomen pressed upon where it helps
    # Degrees of posture: the trunk further forward, the thighs further apart, the legs turned out.
    lean: float = 0.0
    apart: float = 0.0
    turned_out: float = 0.0
    frames: int = FRAMES
