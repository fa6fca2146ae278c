"""How often a person may ask for what costs the server much."""

from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

from ilium.web.api.access import person_of

PLANS = "120/min"
"""Twice a second: as fast as someone drags a slider; a plan takes the solver a part of that."""


class PlanningThrottle(SimpleRateThrottle):
    """Plans for one person."""

    scope = "planning"

    def __init__(self, rate: str = PLANS) -> None:
        super().__init__(rate)

    def get_cache_key(self, request: HttpRequest) -> str:
        """One count a person."""
        return f"plans:{person_of(request)}"
