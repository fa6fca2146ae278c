"""The figure of a variant: start and end position as SVG, and in words."""

from functools import lru_cache

from ilium.exercises import catalogue
from ilium.exercises.model import Variant
from ilium.web.player.packet import Figure


def figure_key(variant: Variant) -> str:
    """Where its figure is kept: with the exercise's own, unless a modifier changes the posture."""
    moved = any(modifier.movement is not None for modifier in variant.modifiers)
    return variant.id if moved else variant.exercise.id


@lru_cache(maxsize=256)
def figure(key: str) -> Figure:
    """The figure that is kept under a key; words alone where there is no drawing."""
    from ilium.figures.figure import figure_pair

    variant = catalogue().variant(key)
    cues = variant.exercise.cues
    text = f"{cues.setup[-1]} {cues.execution[0]}"
    if variant.movement is None:
        return Figure(start=None, end=None, text=text)
    start, end = figure_pair(variant)
    return Figure(start=start, end=end, text=text)
