"""Ilium: a training system for the upper glutes.

    import ilium

    athlete = ilium.Athlete(days=2, minutes=60, equipment=frozenset({ilium.Equipment.BANDS}))
    programme = ilium.plan(athlete)

What is named here loads when it is first used, so that a command starts quickly.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ilium.version import __version__ as __version__

if TYPE_CHECKING:
    from ilium.anatomy import Region as Region
    from ilium.diary import Diary as Diary
    from ilium.evidence import claims as claims
    from ilium.evidence import measurements as measurements
    from ilium.exercises import catalogue as catalogue
    from ilium.loads import Equipment as Equipment
    from ilium.loads import Inventory as Inventory
    from ilium.loads import Load as Load
    from ilium.loads import LoadKind as LoadKind
    from ilium.planning import Athlete as Athlete
    from ilium.planning import Infeasible as Infeasible
    from ilium.planning import Level as Level
    from ilium.planning import Programme as Programme
    from ilium.planning import apply_swap as apply_swap
    from ilium.planning import document as document
    from ilium.planning import plan as plan
    from ilium.planning import swap as swap
    from ilium.reasons import sentence as sentence
    from ilium.training import next_set as next_set
    from ilium.training import prescribe as prescribe

_HOMES = {
    "Region": "ilium.anatomy",
    "Diary": "ilium.diary",
    "claims": "ilium.evidence",
    "measurements": "ilium.evidence",
    "catalogue": "ilium.exercises",
    "Equipment": "ilium.loads",
    "Inventory": "ilium.loads",
    "Load": "ilium.loads",
    "LoadKind": "ilium.loads",
    "Athlete": "ilium.planning",
    "Infeasible": "ilium.planning",
    "Level": "ilium.planning",
    "Programme": "ilium.planning",
    "apply_swap": "ilium.planning",
    "document": "ilium.planning",
    "plan": "ilium.planning",
    "swap": "ilium.planning",
    "sentence": "ilium.reasons",
    "next_set": "ilium.training",
    "prescribe": "ilium.training",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ilium' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
