"""Training: what to do today, and what was done."""

from ilium.training.exposure import EXPOSURES_NEEDED, SETS_NEEDED
from ilium.training.progression import NextSet, is_light, next_set, prescribe

__all__ = [
    "EXPOSURES_NEEDED",
    "SETS_NEEDED",
    "NextSet",
    "is_light",
    "next_set",
    "prescribe",
]
