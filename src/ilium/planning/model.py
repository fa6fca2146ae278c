"""The week as a mixed-integer programme.

One slot is a candidate that may be done in a session, heavy candidates once as the block's first
item and once behind it. With x_js = 1 where slot j is used in session s, n_js its sets,
h_jr the half sets that one set gives region r, a_j its time before the first set and b_j that of a
set (tenths of a minute):

    minimise    sum p_j n_js + sum q_j x_js                      points of sets and of items
              + sum_r under_r u_r + over_r o_r                   weekly sets beside the aim
              + sum_rs spread e_rs + sum_g repeat d_g            uneven sessions, repetition
    subject to  lo_j x_js <= n_js <= hi_j x_js
                items of each block within its range; minutes of the drills within theirs
                one lead a session; nothing before it that should come first
                each exercise at most once a session
                sum_j a_j x_js + b_j n_js <= minutes             each session
                low_r <= w_r = sum_js h_jr n_js <= high_r        each target region
                hard sets of each target at least the minimum; caps of the compensators
                sum_j h_jr n_js <= cap                           each region and session
                w_r + u_r >= aim low, w_r - o_r <= aim high
                at least one abduction and one single-leg item behind the drills
                each exercise that is insisted on at least once

The four-day week also holds Sunday's and Monday's session together to the cap of one session.
Sessions that may change places are told apart by the number of their lead, which does not fall.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ilium.anatomy import TARGETS, Region
from ilium.exercises.model import Role
from ilium.planning.athlete import Athlete
from ilium.planning.candidates import HALVES, Candidate
from ilium.planning.dose import Doses
from ilium.planning.linear import Linear, Term
from ilium.planning.timing import TENTHS_PER_MINUTE
OPT={'sym':True,'y':True}

@dataclass(frozen=True, kw_only=True)
class Slot:
    """A candidate in a session's place: the first heavy item, or any other."""

    candidate: Candidate
    first_heavy: bool

    @property
    def fixed_tenths(self) -> int:
        return self.candidate.tenths(0, first_heavy=self.first_heavy)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the solver chose for one session: a slot and its sets."""

    session: int
    slot: Slot
    sets: int


class WeekModel:
    def __init__(self, athlete: Athlete, found: tuple[Candidate, ...], doses: Doses) -> None:
        self.athlete, self.doses = athlete, doses
        self.slots = _slots(found)
        self.sessions = range(athlete.days)
        self.linear = Linear()
        points = doses.points
        self.used: dict[tuple[int, int], int] = {}
        self.extra: dict[tuple[int, int], int] = {}
        for s in self.sessions:
            for j, slot in enumerate(self.slots):
                one = slot.candidate
                low, high = one.sets
                item = one.points * low + (
                    points.other_lead if slot.first_heavy and not one.leads else 0
                )
                # minutes in points: per tenth
                item += (slot.fixed_tenths + low * one.set_tenths) * points.tenth
                self.used[j, s] = self.linear.variable(upper=1, cost=item, integer=True)
                self.extra[j, s] = self.linear.variable(
                    upper=high - low,
                    cost=one.points + points.tenth * one.set_tenths,
                    integer=True,
                )
                self.linear.row([(self.extra[j, s], 1), (self.used[j, s], low - high)], high=0)
                if slot.first_heavy:
                    miss=self.linear.variable(upper=1,cost=points.short_lead)
                    self.linear.row([(self.used[j,s],1),(self.extra[j,s],-1),(miss,-1)],high=0)
        self._blocks()
        self._exercises()
        self._time()
        self._week()
        self._needs()
        if OPT['sym']: self._symmetry()

    def items(self, s, wanted: Callable[[Slot], bool]) -> list[Term]:
        return [(self.used[j, s], 1) for j, slot in enumerate(self.slots) if wanted(slot)]

    def sets(self, s, weight: Callable[[Slot], int]) -> list[Term]:
        return [
            term
            for j, slot in enumerate(self.slots)
            if (each := weight(slot))
            for term in (
                (self.used[j, s], each * slot.candidate.sets[0]),
                (self.extra[j, s], each),
            )
        ]

    def _blocks(self) -> None:
        for s in self.sessions:
            for role, rules in self.doses.blocks.items():
                low, high = rules.items
                self.linear.row(
                    self.items(s, lambda slot, role=role: slot.candidate.role is role),
                    low=low,
                    high=high,
                )
            self.linear.row(self.items(s, lambda slot: slot.first_heavy), low=1, high=1)
            for cls in (0, 1):
                later = [
                    (self.used[j, s], 1)
                    for j, slot in enumerate(self.slots)
                    if not slot.first_heavy
                    and slot.candidate.role is Role.HEAVY
                    and slot.candidate.heavy_class <= cls
                ]
                first = [
                    (self.used[j, s], -2)
                    for j, slot in enumerate(self.slots)
                    if slot.first_heavy and slot.candidate.heavy_class <= cls
                ]
                self.linear.row([*later, *first], high=0)

    def _exercises(self) -> None:
        by: dict[str, list[int]] = {}
        for j, slot in enumerate(self.slots):
            by.setdefault(slot.candidate.exercise.id, []).append(j)
        for js in by.values():
            if len(js) > 1:
                for s in self.sessions:
                    self.linear.row([(self.used[j, s], 1) for j in js], high=1)
        groups: dict[tuple[str, Role], list[int]] = {}
        for j, slot in enumerate(self.slots):
            groups.setdefault((slot.candidate.exercise.id, slot.candidate.role), []).append(j)
        for (_, role), js in groups.items():
            free = self.doses.free_uses[role]
            if free < self.athlete.days:
                more = self.linear.variable(cost=self.doses.points.repeat)
                self.linear.row(
                    [*((self.used[j, s], 1) for j in js for s in self.sessions), (more, -1)],
                    high=free,
                )

    def _time(self) -> None:
        low, high = self.doses.blocks[Role.ACTIVATION].minutes
        for s in self.sessions:
            terms = []
            drills = []
            for j, slot in enumerate(self.slots):
                one = slot.candidate
                t = [
                    (self.used[j, s], slot.fixed_tenths + one.sets[0] * one.set_tenths),
                    (self.extra[j, s], one.set_tenths),
                ]
                terms += t
                if one.role is Role.ACTIVATION:
                    drills += t
            self.linear.row(terms, high=self.athlete.minutes * TENTHS_PER_MINUTE)
            self.linear.row(drills, low=low * 10, high=high * 10)

    def _week(self) -> None:
        d, p = self.doses, self.doses.points
        band = d.band(self.athlete)
        caps = d.weekly_caps(self.athlete)
        for r in Region:
            h = lambda slot: slot.candidate.halves.get(r, 0)
            if r in TARGETS or r in caps or True:
                for s in self.sessions:
                    self.linear.row(self.sets(s, h), high=d.limits.session_sets * 2)
            if r in caps:
                self.linear.row(
                    [t for s in self.sessions for t in self.sets(s, h)], high=caps[r] * 2
                )
            if r in TARGETS:
                lo, hi = band[r]
                w = [t for s in self.sessions for t in self.sets(s, h)]
                mul = p.emphasis if r is self.athlete.emphasis else 1
                total=self.linear.variable(lower=2*lo,upper=2*hi)
                self.linear.row(w+[(total,-1)],low=0,high=0)
                aim = lo + hi  # halves of the middle
                u = self.linear.variable(cost=p.under_aim * mul)
                o = self.linear.variable(cost=p.over_aim * mul)
                self.linear.row([(total,1), (u, 1)], low=aim - 2 * p.aim_width)
                self.linear.row([(total,1), (o, -1)], high=aim + 2 * p.aim_width)
                hard=[
                        t
                        for s in self.sessions
                        for t in self.sets(
                            s,
                            lambda slot: 0 if slot.candidate.role is Role.ACTIVATION else h(slot),
                        )
                    ]
                ht=self.linear.variable(lower=2 * d.limits.minimum_hard_sets)
                self.linear.row(hard+[(ht,-1)],low=0,high=0)
                hu=self.linear.variable(cost=p.under_hard*mul)
                self.linear.row([(ht,1),(hu,1)],low=2*lo)
                share = -(-(aim + 2 * p.aim_width) // len(self.sessions))
                for s in self.sessions:
                    e = self.linear.variable(cost=p.spread)
                    self.linear.row([*self.sets(s, h), (e, -1)], high=share)
                if self.athlete.days == 4:
                    self.linear.row(
                        [*self.sets(0, h), *self.sets(3, h)], high=2 * d.limits.session_sets
                    )

    def _needs(self) -> None:
        for ok in ("abducts", "steadies"):
            self.linear.row(
                [
                    t
                    for s in self.sessions
                    for t in self.items(
                        s,
                        lambda slot: slot.candidate.role is not Role.ACTIVATION
                        and getattr(slot.candidate, ok),
                    )
                ],
                low=1,
            )
        for e in sorted(self.athlete.insist):
            self.linear.row(
                [
                    t
                    for s in self.sessions
                    for t in self.items(s, lambda slot: slot.candidate.exercise.id == e)
                ],
                low=1,
            )

    def _symmetry(self) -> None:
        leads = [j for j, slot in enumerate(self.slots) if slot.first_heavy]
        pairs = {1: [], 2: [(0, 1)], 3: [(0, 1), (1, 2)], 4: [(0, 3), (1, 2)]}[self.athlete.days]
        for a, b in pairs:
            self.linear.row(
                [
                    *((self.used[j, a], i + 1) for i, j in enumerate(leads)),
                    *((self.used[j, b], -i - 1) for i, j in enumerate(leads)),
                ],
                high=0,
            )


def _slots(found: Iterable[Candidate]) -> tuple[Slot, ...]:
    slots = []
    for one in found:
        if one.role is Role.HEAVY:
            slots.append(Slot(candidate=one, first_heavy=True))
        slots.append(Slot(candidate=one, first_heavy=False))
    return tuple(slots)
