"""Candidates: what a person can do, in which role, and what a set of it brings and costs.

A candidate is a variant in one role. The planner chooses among them, a swap ranks them.
"""

import msgspec

from ilium.anatomy import TARGETS, JointAction, Region
from ilium.exercises import Catalogue
from ilium.exercises.model import (
    Exercise,
    Laterality,
    Limit,
    Measure,
    Role,
    Setup,
    Severity,
    Variant,
    variant_id,
)
from ilium.loads import KILOGRAM_KINDS, LoadKind
from ilium.planning import timing
from ilium.planning.athlete import Athlete
from ilium.planning.dose import BlockRules, Doses, Points
from ilium.planning.programme import Range, Sides

HALVES = 2
"""Credits are 0, 0.5 or 1: in half sets they are whole numbers, and so is every sum of them."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A variant in a role: its sets, its durations in tenths of a minute, its cost in points.

    `halves` are half sets a set for each region. `points` is the cost of a set, apart from time.
    `heavy_class` orders heavy items: loaded on two legs, loaded on one leg, not weighed.
    """

    variant: Variant
    role: Role
    setup: Setup
    halves: dict[Region, int]
    sets: Range
    pace: timing.Pace
    points: int
    heavy_class: int
    leads: bool
    set_up_tenths: int
    set_tenths: int
    ramp_tenths: int

    @property
    def exercise(self) -> Exercise:
        """The exercise of the variant."""
        return self.variant.exercise

    @property
    def key(self) -> tuple[str, str]:
        """What tells a candidate from every other: variant and role."""
        return (self.variant.id, self.role.value)

    @property
    def abducts(self) -> bool:
        """Whether it trains hip abduction."""
        return JointAction.HIP_ABDUCTION in self.exercise.joint_actions

    @property
    def steadies(self) -> bool:
        """Whether one leg keeps the pelvis level."""
        return JointAction.SINGLE_LEG_STABILITY in self.exercise.joint_actions

    @property
    def target_halves(self) -> int:
        """Half sets of the three targets together, for each set."""
        return sum(self.halves.get(region, 0) for region in TARGETS)

    def tenths(self, sets: int, *, first_heavy: bool) -> int:
        """How long so many sets take, in tenths of a minute."""
        ramp = self.ramp_tenths if first_heavy else 0
        return self.set_up_tenths + ramp + sets * self.set_tenths


def ruled_out(athlete: Athlete, exercise: Exercise) -> Limit | None:
    """The limit of the person that leaves the exercise out, if one does."""
    for caution in exercise.cautions:
        if caution.severity is Severity.AVOID and caution.limit in athlete.limits:
            return caution.limit
    return None


def candidates(athlete: Athlete, catalogue: Catalogue, doses: Doses) -> tuple[Candidate, ...]:
    """Everything that the person can do, in the catalogue's order: all variants in all roles."""
    return tuple(
        found
        for variant in catalogue.planner_variants()
        if variant.exercise.id not in athlete.avoid and ruled_out(athlete, variant.exercise) is None
        for role in variant.exercise.roles
        if (found := candidate(athlete, variant, role, doses)) is not None
    )


def candidate(athlete: Athlete, variant: Variant, role: Role, doses: Doses) -> Candidate | None:
    """The variant in a role, or None where the equipment or the role's rules do not allow it."""
    setup = variant.setup_for(athlete.equipment)
    possible = role in variant.exercise.roles and _suits(variant.exercise, role)
    if setup is None or not possible:
        return None
    pace = _pace(variant, role, setup, doses)
    return Candidate(
        variant=variant,
        role=role,
        setup=setup,
        halves={region: round(HALVES * credit) for region, credit in variant.credits.items()},
        sets=doses.blocks[role].sets,
        pace=pace,
        points=points_of(athlete, variant, role, doses),
        heavy_class=_heavy_class(variant, setup),
        leads=variant.exercise.id in doses.order.leads,
        set_up_tenths=timing.set_up_tenths(pace),
        set_tenths=timing.set_tenths(pace),
        ramp_tenths=timing.ramp_tenths(pace, doses.ramp) if setup.load in KILOGRAM_KINDS else 0,
    )


def _suits(exercise: Exercise, role: Role) -> bool:
    """Heavy work is multi-joint; only isolation work may be a hold."""
    return (exercise.multi_joint or role is not Role.HEAVY) and (
        exercise.measure is Measure.REPS or role is Role.ISOLATION
    )


def _pace(variant: Variant, role: Role, setup: Setup, doses: Doses) -> timing.Pace:
    rules = doses.blocks[role]
    hold = variant.exercise.measure is Measure.SECONDS
    each = variant.exercise.laterality is Laterality.UNILATERAL
    tempo = timing.tempo_of(variant)
    return timing.Pace(
        reps=None if hold else _reps(rules, tempo, each=each),
        seconds=rules.seconds if hold else None,
        tempo=tempo,
        sides=Sides.EACH if each else Sides.BOTH,
        change_s=doses.sides.change_s,
        rest_s=_rest(role, setup, doses, each=each),
        set_up_s=doses.set_up_s[setup.load],
    )


def _reps(rules: BlockRules, tempo: str, *, each: bool) -> Range:
    low, high = rules.reps
    if rules.work_s is None:
        return (low, high)
    repetition = timing.repetition_seconds(tempo) * (2 if each else 1)
    return (low, min(high, max(low, rules.work_s // repetition)))


def _rest(role: Role, setup: Setup, doses: Doses, *, each: bool) -> int:
    rests = doses.rest_s
    if role is Role.ACTIVATION:
        return rests.activation_each if each else rests.activation_both
    if role is Role.ISOLATION:
        return rests.isolation_each if each else rests.isolation_both
    if each:
        return rests.heavy_each
    return rests.heavy_barbell if setup.load is LoadKind.BARBELL else rests.heavy_both


def points_of(athlete: Athlete, variant: Variant, role: Role, doses: Doses) -> int:
    """What a set costs apart from its time, in points.

      evidence    the points of how the target credits are known, their mean over the half sets
    + variant     for each place behind the exercise's first variant
    + role        for each place behind the exercise's first role
    + care        for each caution for one of the person's limits
    + strain      for each half set of erector spinae, hamstrings and tensor fasciae latae
    + other_drill for a drill that is none of the main ones
    """
    points, exercise = doses.points, variant.exercise
    order = [variant_id(exercise.id, modifiers) for modifiers in exercise.variants]
    place = order.index(variant.id) if variant.id in order else len(order)
    cautions = sum(caution.limit in athlete.limits for caution in exercise.cautions)
    strain = sum(
        cost * round(HALVES * variant.credits.get(region, 0))
        for region, cost in points.compensators.items()
    )
    return (
        _evidence(variant, points)
        + points.variant * place
        + points.role * exercise.roles.index(role)
        + points.care * cautions
        + strain
        + points.other_drill * (role is Role.ACTIVATION and exercise.id not in doses.order.drills)
    )


def _evidence(variant: Variant, points: Points) -> int:
    """The points of the bases of the target credits, averaged over the half sets they stand for."""
    known = [variant.grounds[region] for region in TARGETS if region in variant.grounds]
    halves = [round(HALVES * credit.credit) for credit in known]
    cost = sum(n * points.basis(credit.basis) for n, credit in zip(halves, known, strict=True))
    return cost // max(1, sum(halves))


def _heavy_class(variant: Variant, setup: Setup) -> int:
    if setup.load not in KILOGRAM_KINDS:
        return 2
    return int(variant.exercise.laterality is Laterality.UNILATERAL)


def undominated(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The candidates without those that another variant of the same exercise and role replaces.

    A candidate is replaced where another brings the targets the same, every other muscle no more,
    and costs no more points and time: any programme with it becomes no worse with the other, so
    that the optimum stays what it was. Drills have to take the same time too, since their
    block has a least time.
    """
    kept: list[Candidate] = []
    for place, one in enumerate(found):
        rivals = (
            (order, other)
            for order, other in enumerate(found)
            if order != place and other.exercise.id == one.exercise.id and other.role is one.role
        )
        if not any(_replaces(other, one, earlier=order < place) for order, other in rivals):
            kept.append(one)
    return tuple(kept)


def _replaces(other: Candidate, one: Candidate, *, earlier: bool) -> bool:
    if other.heavy_class != one.heavy_class:
        return False
    if any(other.halves.get(region, 0) != one.halves.get(region, 0) for region in TARGETS):
        return False
    costs, own = _costs(other), _costs(one)
    if one.role is Role.ACTIVATION and _durations(other) != _durations(one):
        return False
    return all(a <= b for a, b in zip(costs, own, strict=True)) and (earlier or costs != own)


def _durations(one: Candidate) -> tuple[int, int, int]:
    return (one.set_up_tenths, one.set_tenths, one.ramp_tenths)


def _costs(one: Candidate) -> tuple[int, ...]:
    others = (one.halves.get(region, 0) for region in Region if region not in TARGETS)
    return (one.points, *_durations(one), *others)
