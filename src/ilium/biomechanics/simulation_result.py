"""What the simulation of one repetition found."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """One repetition (or one posture held), frame by frame. F frames, n muscles, 23 coordinates.

    `problem` is empty, or says why the figures mean nothing: then show it in their place.
    """

    variant: str
    load: str  # in words, "60 kg barbell"
    kilograms: float  # of that load; 0 of a band or the body alone
    limb: str  # "right" or "left": the leg whose muscles are reported
    times: Array  # (F,) seconds
    share: Array  # (F,) 0 to 1: how far from the start (0) to the end (1) of the way
    muscles: tuple[str, ...]  # "gluteus_medius_anterior_r": the part, then its side
    activation: Array  # (F, n) 0 to 1
    force: Array  # (F, n) newtons along the tendon, active
    passive_force: Array  # (F, n) newtons along the tendon, of stretch alone
    fibre_length: Array  # (F, n) in optimal fibre lengths
    path_length: Array  # (F, n) metres from origin to insertion
    torque: Array  # (F, 23) N m that active muscles give, and reserves; `coordinates.COORDINATES`
    reserve: Array  # (F, 23) N m of these that muscles cannot give
    contacts: tuple[str, ...]  # "foot_r on floor"
    contact_force: Array  # (F, contacts, 3) newtons along x, y, z
    abdominal_pressure: Array  # (F,) pascals, made where it helps the back
    problem: str = ""

    @property
    def valid(self) -> bool:
        """Whether the figures mean something."""
        return not self.problem
