"""The engagement atlas: what a simulation says of every variant. Data and look-up, no simulator.

Read when it is first asked for. `ilium.biomechanics` computes it; `ilium atlas build` writes it.
"""

from ilium.atlas.files import InvalidAtlas, NoAtlas, atlas, decoded, encoded
from ilium.atlas.model import (
    CURVE_POINTS,
    PHASE_WORDS,
    SCHEMA,
    Atlas,
    Band,
    Entry,
    Figures,
    Judged,
    MuscleFigures,
    Phase,
    RegionFigures,
    UnknownEntry,
    proper,
)

__all__ = [
    "CURVE_POINTS",
    "PHASE_WORDS",
    "SCHEMA",
    "Atlas",
    "Band",
    "Entry",
    "Figures",
    "InvalidAtlas",
    "Judged",
    "MuscleFigures",
    "NoAtlas",
    "Phase",
    "RegionFigures",
    "UnknownEntry",
    "atlas",
    "decoded",
    "encoded",
    "proper",
]
