"""What a week is wished to be: costs in points, the fewer the better. Weights are in `dose.toml`.

First the week as a whole. With n_j sets and x_j uses of slot j, w_r half sets of target r of which
v_r are hard, band [low_r, high_r] in sets and its middle, low_r + high_r half sets, as the aim:

    sum_j (p_j + tenth b_j) n_j                                p_j from `candidates.points_of`
  + sum_j (tenth a_j + other_lead [j first heavy, no main lift]) x_j
  + sum_j short_lead  max(0, lead_sets x_j - n_j)              j first heavy
  + sum_r e_r under_aim  max(0, aim_r - width - w_r)           e_r is more than 1 for the emphasis
  + sum_r e_r over_aim   max(0, w_r - aim_r - width)
  + sum_r e_r under_hard max(0, 2 low_r - v_r)
  + sum_g repeat max(0, x_g - free uses)                       g an exercise in a role
  + miss for every half set that an elastic week misses

Then, for the uses and sets that this chose, the most even sessions: `spread` for every half set of
a target, `tenth` for every tenth of a minute that a session lies above the rounded-up mean.

All weights are whole numbers, so an optimum is exact. Among weeks that cost the same small numbers
decide, which follow from the places of the slots: they leave hardly a choice to the solver.
"""

from collections.abc import Iterable

from ilium.anatomy import TARGETS, Region
from ilium.exercises.model import Role
from ilium.planning.candidates import HALVES
from ilium.planning.linear import Term
from ilium.planning.slots import Slot
from ilium.planning.week import Week

POINT = 1_000
"""A point in the solver's units. What stays below it, all ties of a week together, breaks ties."""

TIE_USES, TIE_SETS = 11, 5
"""Ties are remainders by these: small, and different for slots that are near each other."""


def wish_week(model: Week) -> None:
    """Add the costs of the week as a whole."""
    linear = model.linear
    for (j, _), column in model.used.items():
        slot = model.slots[j]
        low = slot.sets[0]
        cost = _item_cost(model, slot) + low * _set_cost(model, slot)
        linear.costs[column] += POINT * cost + _tie(j, TIE_USES)
    for (j, _), column in model.extra.items():
        linear.costs[column] += POINT * _set_cost(model, model.slots[j]) + _tie(j, TIE_SETS)
    for column in model.misses:
        linear.costs[column] += POINT * model.doses.points.miss
    _wish_lead_sets(model)
    _wish_doses(model)
    _wish_variety(model)


def _set_cost(model: Week, slot: Slot) -> int:
    return slot.candidate.points + model.doses.points.tenth * slot.candidate.set_tenths


def _item_cost(model: Week, slot: Slot) -> int:
    points = model.doses.points
    lead = points.other_lead if slot.first_heavy and not slot.candidate.leads else 0
    return lead + points.tenth * slot.fixed_tenths


def _tie(number: int, modulus: int) -> int:
    return 7 * number % modulus


def _wish_lead_sets(model: Week) -> None:
    for terms in lead_shortfalls(model):
        _penalise(model, terms, above=0, points=model.doses.points.short_lead)


def keep_lead_sets(model: Week, shortfall: int) -> None:
    """Let the leads lack no more sets than this in all."""
    lacking: list[Term] = []
    for terms in lead_shortfalls(model):
        lack = model.linear.variable()
        model.linear.row([*terms, (lack, -1)], high=0)
        lacking.append((lack, 1))
    model.linear.row(lacking, high=shortfall)


def lead_shortfalls(model: Week) -> list[list[Term]]:
    """The sets that each lead lacks in each session; below 0 where it has more than wanted."""
    wanted = model.doses.order.lead_sets
    return [
        [(model.used[j, s], wanted), *((column, -value) for column, value in model.sets(j, s))]
        for s in range(model.sessions)
        for j in model.places(lambda slot: slot.first_heavy)
    ]


def _wish_doses(model: Week) -> None:
    points = model.doses.points
    width = HALVES * points.aim_width
    for region, (low, high) in model.doses.band(model.athlete).items():
        weight = points.emphasis if region is model.athlete.emphasis else 1
        aim = low + high
        total = model.total(region)
        less = [(column, -value) for column, value in total]
        hard = [(model.hard_halves[region], -1)]
        _penalise(model, less, above=width - aim, points=weight * points.under_aim)
        _penalise(model, total, above=aim + width, points=weight * points.over_aim)
        _penalise(model, hard, above=-HALVES * low, points=weight * points.under_hard)


def _wish_variety(model: Week) -> None:
    groups: dict[tuple[str, Role], list[int]] = {}
    for j, slot in enumerate(model.slots):
        groups.setdefault((slot.candidate.exercise.id, slot.candidate.role), []).append(j)
    for (_, role), places in groups.items():
        free = model.doses.free_uses[role]
        if free < model.athlete.days:
            _penalise(model, model.uses(places), above=free, points=model.doses.points.repeat)


def wish_even_sessions(model: Week, weekly_tenths: int, weekly_halves: dict[Region, int]) -> None:
    """Add the costs of uneven sessions to a week whose times and half sets are known."""
    points, days = model.doses.points, model.sessions
    for s in range(days):
        for region in TARGETS:
            share = -(-weekly_halves[region] // days)
            _penalise(model, [(model.halves[region, s], 1)], above=share, points=points.spread)
        spent = [term for j in range(len(model.slots)) for term in model.tenths(j, s)]
        _penalise(model, spent, above=-(-weekly_tenths // days), points=points.tenth)
    for (j, s), column in model.used.items():
        model.linear.costs[column] += _tie(j * days + s, TIE_USES)
    for (j, s), column in model.extra.items():
        model.linear.costs[column] += _tie(j * days + s, TIE_SETS)


def _penalise(model: Week, terms: Iterable[Term], *, above: int, points: int) -> None:
    """Add points for every unit of the sum of the terms above a number."""
    excess = model.linear.variable(cost=POINT * points)
    model.linear.row([*terms, (excess, -1)], high=above)
