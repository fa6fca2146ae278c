"""The planner: an athlete's wishes in, the best programme that keeps every rule out."""

from ilium.planning.athlete import Athlete, Level
from ilium.planning.difference import Difference, difference
from ilium.planning.document import document, infeasible_document
from ilium.planning.infeasible import Conflict, Infeasible
from ilium.planning.moving import move_session
from ilium.planning.planner import plan
from ilium.planning.programme import Programme
from ilium.planning.swap import NotPlanned, Substitute, apply_swap, swap

__all__ = [
    "Athlete",
    "Conflict",
    "Difference",
    "Infeasible",
    "Level",
    "NotPlanned",
    "Programme",
    "Substitute",
    "apply_swap",
    "difference",
    "document",
    "infeasible_document",
    "move_session",
    "plan",
    "swap",
]
