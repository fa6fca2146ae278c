"""Choosing a week: solve for its sum, then share that out over the days.

The sum of a week is a small programme whose optimum no week can beat (see `week`). Sharing it out
is another small one. Where it cannot be shared out, which is seldom and has to do with tight
minutes, the week is solved as a whole. Either way the answer is the optimum of the same costs.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ilium.anatomy import TARGETS, Region
from ilium.exercises import Catalogue
from ilium.exercises.model import Role
from ilium.planning.athlete import Athlete
from ilium.planning.candidates import HALVES, Candidate, candidates, undominated
from ilium.planning.dose import Doses
from ilium.planning.linear import Term
from ilium.planning.objective import (
    POINT,
    keep_lead_sets,
    lead_shortfalls,
    wish_even_sessions,
    wish_week,
)
from ilium.planning.slots import slots_of
from ilium.planning.solver import solve
from ilium.planning.week import Week, week


@dataclass(frozen=True, kw_only=True)
class Pick:
    """An item of a session as it was chosen."""

    candidate: Candidate
    sets: int
    first_heavy: bool

    @property
    def tenths(self) -> int:
        """How long it takes, in tenths of a minute."""
        return self.candidate.tenths(self.sets, first_heavy=self.first_heavy)


Sessions = tuple[tuple[Pick, ...], ...]
"""The picks of each session of a week."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The items of each session, and what the week costs in points."""

    sessions: Sessions
    points: int


def choose(
    athlete: Athlete,
    catalogue: Catalogue,
    doses: Doses,
    *,
    elastic: bool = False,
    any_will_do: bool = False,
) -> Choice | None:
    """The best week for an athlete, or None if there is none.

    With `elastic` the weekly rules are missed by as little as possible instead. With
    `any_will_do` only the existence is asked for, and the first week that is found is given.

    Raises:
        NotSolved: the solver stopped without a proof.
    """
    found = undominated(candidates(athlete, catalogue, doses))
    slots, rooms = slots_of(found, athlete, doses)
    for sessions in dict.fromkeys((1, athlete.days)):
        model = week(athlete, slots, rooms, doses, sessions=sessions, elastic=elastic)
        if not any_will_do:
            wish_week(model)
        values = solve(model.linear)
        if values is None:
            return None
        shared = _share_out(model, values)
        if shared is not None:
            return Choice(sessions=shared, points=_cost(model, values) // POINT)
    return None


def hard(pick: Pick) -> bool:
    """Whether its sets are hard ones: all but the drills'."""
    return pick.candidate.role is not Role.ACTIVATION


def weekly_sets(picks: Iterable[Pick]) -> dict[Region, float]:
    """Sets x credit of every region."""
    halves = dict.fromkeys(Region, 0)
    for pick in picks:
        for region, credit in pick.candidate.halves.items():
            halves[region] += pick.sets * credit
    return {region: count / HALVES for region, count in halves.items()}


def _cost(model: Week, values: list[int]) -> int:
    return sum(cost * value for cost, value in zip(model.linear.costs, values, strict=True))


def _share_out(model: Week, values: list[int]) -> Sessions | None:
    """The uses and sets of a solved week, given to the days as evenly as they can be."""
    uses = [_value(model.uses([j]), values) for j in range(len(model.slots))]
    sets = [_value(model.sets(j), values) for j in range(len(model.slots))]
    chosen = [j for j, count in enumerate(uses) if count]
    shared = week(
        model.athlete,
        tuple(model.slots[j] for j in chosen),
        model.rooms,
        model.doses,
        sessions=model.athlete.days,
        elastic=model.elastic,
    )
    for place, j in enumerate(chosen):
        shared.linear.row(shared.uses([place]), low=uses[j], high=uses[j])
        shared.linear.row(shared.sets(place), low=sets[j], high=sets[j])
    keep_lead_sets(shared, sum(max(0, _value(terms, values)) for terms in lead_shortfalls(model)))
    wish_even_sessions(
        shared,
        sum(_value(model.tenths(j, s), values) for s in range(model.sessions) for j in chosen),
        {region: _value(model.total(region), values) for region in TARGETS},
    )
    answer = solve(shared.linear)
    return None if answer is None else _picks(shared, answer)


def _value(terms: list[Term], values: list[int]) -> int:
    return sum(value * values[column] for column, value in terms)


def _picks(model: Week, values: list[int]) -> Sessions:
    return tuple(
        tuple(
            Pick(
                candidate=slot.candidate,
                sets=_value(model.sets(j, session), values),
                first_heavy=slot.first_heavy,
            )
            for j, slot in enumerate(model.slots)
            if values[model.used[j, session]]
        )
        for session in range(model.sessions)
    )
