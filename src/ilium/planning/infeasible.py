"""When no week fulfils every rule and wish: which wishes are in the way, and the nearest plan.

Each wish is relaxed by itself first, as little as makes a plan possible; the one that takes the
least from the person gives the nearest plan. Where no single wish is enough, all are given up and
then taken back one after the other, the dearest first, as far as a plan remains: what is left is
a smallest change. Limits are safety and stay. Where even that is not enough, the nearest plan
misses the weekly ranges by as little as possible, and says by how much.
"""

from collections.abc import Iterable

import msgspec

from ilium.anatomy import TARGETS, region_name
from ilium.exercises import Catalogue
from ilium.planning.assemble import programme
from ilium.planning.athlete import MINUTES, Athlete
from ilium.planning.candidates import ruled_out
from ilium.planning.choice import Sessions, choose, hard, weekly_sets
from ilium.planning.dose import Doses
from ilium.planning.programme import Programme
from ilium.planning.wishes import (
    Fits,
    Wish,
    asked_for,
    changed_wishes,
    freest,
    intrusion,
    least,
    restored,
    wish_inputs,
    with_wish,
)
from ilium.planning.words import LIMIT_NAMES, listed, number
from ilium.reasons import Reason, sentence

LIMITS = "limits"
EXERCISES = "exercises"


class Conflict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wish that is in the way: its name, what was asked for, and what would make a plan fit."""

    wish: str
    asked: str
    reason: Reason


class Infeasible(Exception):  # noqa: N818 - reads as what is wrong
    """No programme fulfils every rule and wish.

    `athlete` is who asked, `conflicts` the wishes in the way. `nearest` is the plan that asks for
    the smallest change, `nearest_athlete` whom it is for, `changes` what is different, and `misses`
    those of the changes that are no wishes: rules that cannot be kept. `nearest` is None where
    the person's limits leave no exercise for a part of the session.
    """

    def __init__(
        self,
        athlete: Athlete,
        conflicts: tuple[Conflict, ...],
        nearest: Programme | None = None,
        nearest_athlete: Athlete | None = None,
        changes: tuple[Reason, ...] = (),
        misses: tuple[Reason, ...] = (),
    ) -> None:
        super().__init__(" ".join(sentence(conflict.reason) for conflict in conflicts))
        self.athlete = athlete
        self.conflicts = conflicts
        self.nearest = nearest
        self.nearest_athlete = nearest_athlete
        self.changes = (*changes, *misses)
        self.misses = misses


def diagnose(athlete: Athlete, catalogue: Catalogue, doses: Doses) -> Infeasible:
    """What keeps an athlete for whom there is no plan from one, and the nearest plan.

    Raises:
        NotSolved: the solver stopped without a proof.
    """
    fits = _memory(catalogue, doses)
    alone = [
        changed for wish in Wish if (changed := least(athlete, athlete, wish, fits)) is not None
    ]
    together = None if alone else _together(athlete, fits)
    relaxed = alone if together is None else [together]
    if not relaxed:
        return _missing(athlete, catalogue, doses)
    code = "conflict_{}_together" if together else "conflict_{}"
    conflicts = tuple(
        Conflict(
            wish=wish.value,
            asked=asked_for(athlete, wish),
            reason=Reason(code.format(wish.value), wish_inputs(athlete, one, wish, catalogue)),
        )
        for one in relaxed
        for wish in changed_wishes(athlete, one)
    )
    nearest = min(relaxed, key=lambda one: intrusion(athlete, one))
    choice = choose(nearest, catalogue, doses)
    assert choice is not None, "a week that exists can be chosen"
    changes = _changes(athlete, nearest, catalogue)
    return Infeasible(
        athlete,
        (*_excluded(athlete, catalogue), *conflicts),
        programme(nearest, choice.sessions, catalogue, doses, changes),
        nearest,
        changes,
    )


def _memory(catalogue: Catalogue, doses: Doses) -> Fits:
    """Whether there is a week for an athlete, each asked once."""
    known: dict[Athlete, bool] = {}

    def fits(one: Athlete) -> bool:
        if one not in known:
            known[one] = choose(one, catalogue, doses, any_will_do=True) is not None
        return known[one]

    return fits


def _together(athlete: Athlete, fits: Fits) -> Athlete | None:
    """A smallest change of several wishes that makes a plan possible."""
    free = freest(athlete)
    current = free if fits(free) else least(free, athlete, Wish.DAYS, fits)
    if current is None:
        return None
    for wish in Wish:
        back = restored(current, athlete, wish)
        current = back if fits(back) else least(current, athlete, wish, fits) or current
    return current


def _changes(athlete: Athlete, nearest: Athlete, catalogue: Catalogue) -> tuple[Reason, ...]:
    return tuple(
        Reason(f"change_{wish.value}", wish_inputs(athlete, nearest, wish, catalogue))
        for wish in changed_wishes(athlete, nearest)
    )


def _excluded(athlete: Athlete, catalogue: Catalogue) -> Iterable[Conflict]:
    """The exercises that are insisted on and that a limit leaves out."""
    for exercise_id in sorted(athlete.insist):
        exercise = catalogue.exercise(exercise_id)
        limit = ruled_out(athlete, exercise)
        if limit is not None:
            inputs = {"exercise": exercise.name, "limit": LIMIT_NAMES[limit]}
            yield Conflict(
                wish=LIMITS, asked=limit.value, reason=Reason("conflict_limit_insist", inputs)
            )


def _missing(athlete: Athlete, catalogue: Catalogue, doses: Doses) -> Infeasible:
    """The answer where giving up every wish is not enough: ranges are missed, as little as can be.

    As many wishes are kept as leave a week at all.
    """
    conflicts = (*_excluded(athlete, catalogue), _out_of_reach(athlete))
    uninsisting = with_wish(athlete, Wish.INSIST, frozenset[str]())
    for one in (
        athlete,
        uninsisting,
        with_wish(uninsisting, Wish.MINUTES, MINUTES[-1]),
        freest(athlete),
    ):
        choice = choose(one, catalogue, doses, elastic=True)
        if choice is not None:
            changes = _changes(athlete, one, catalogue)
            misses = tuple(_misses(one, choice.sessions, doses))
            plan = programme(one, choice.sessions, catalogue, doses, (*changes, *misses))
            return Infeasible(athlete, conflicts, plan, one, changes, misses)
    return Infeasible(athlete, (*conflicts, _nothing(athlete)))


def _out_of_reach(athlete: Athlete) -> Conflict:
    if not athlete.limits:
        return Conflict(wish=EXERCISES, asked="", reason=Reason("conflict_exercises"))
    limits = sorted(athlete.limits)
    inputs = {"limits": listed(LIMIT_NAMES[limit] for limit in limits)}
    return Conflict(wish=LIMITS, asked=", ".join(limits), reason=Reason("conflict_limits", inputs))


def _nothing(athlete: Athlete) -> Conflict:
    wish = LIMITS if athlete.limits else EXERCISES
    return Conflict(
        wish=wish, asked=", ".join(sorted(athlete.limits)), reason=Reason("conflict_nothing_left")
    )


def _misses(athlete: Athlete, sessions: Sessions, doses: Doses) -> Iterable[Reason]:
    """What an elastic week lacks."""
    picks = [pick for one in sessions for pick in one]
    total, hard_sets = weekly_sets(picks), weekly_sets(pick for pick in picks if hard(pick))
    least_hard = doses.limits.minimum_hard_sets
    for region in TARGETS:
        low, high = doses.band(athlete)[region]
        name, sets = region_name(region), total[region]
        if not low <= sets <= high:
            inputs = {"region": name, "sets": number(sets), "low": low, "high": high}
            yield Reason("miss_band", inputs)
        if hard_sets[region] < least_hard:
            inputs = {"region": name, "sets": number(hard_sets[region]), "least": least_hard}
            yield Reason("miss_hard_sets", inputs)
    if not any(hard(pick) and pick.candidate.abducts for pick in picks):
        yield Reason("miss_abduction")
    if not any(hard(pick) and pick.candidate.steadies for pick in picks):
        yield Reason("miss_single_leg")
