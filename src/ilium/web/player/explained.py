"""Reasons as the player shows them: a sentence, and where its source can be read."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from ilium import evidence
from ilium.exercises.model import Exercise
from ilium.loads import Unit
from ilium.reasons import Reason, sentence
from ilium.web.player.packet import Explained

OF_THE_EXERCISE = ("item_", "swap_")
"""Codes that begin so rest on what the exercise's own page shows: credits, claims, cautions."""


def explained(reasons: Iterable[Reason], exercise: Exercise, unit: Unit) -> tuple[Explained, ...]:
    """The reasons of an exercise's prescription, in their order."""
    return tuple(_explained(reason, exercise, unit) for reason in reasons)


def _explained(reason: Reason, exercise: Exercise, unit: Unit) -> Explained:
    link = source = None
    if reason.code.startswith(OF_THE_EXERCISE):
        link, source = f"/learn/exercises/{exercise.id}", exercise.name
    elif reason.code in _sources():
        study = evidence.studies()[_sources()[reason.code]]
        link, source = study.url, study.citation
    return Explained(code=reason.code, text=sentence(reason, unit), link=link, source=source)


@cache
def _sources() -> dict[str, str]:
    """The study behind a reason's rule, by the reason's code."""
    return tomllib.loads(files("ilium.web.player").joinpath("sources.toml").read_text("utf-8"))
