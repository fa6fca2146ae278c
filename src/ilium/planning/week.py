"""The rules of a week, as rows of a mixed-integer programme; `objective` adds what is wished.

A slot is a candidate in a place: first in the heavy block, or anywhere else. In session s slot j is
used x_js times and has n_js = lo_j x_js + y_js sets, each of which brings region r h_jr half sets
and takes b_j tenths of a minute, after a_j for setting up and ramp sets:

    0 <= x_js <= m,  0 <= y_js <= (hi_j - lo_j) x_js           whole numbers
    sum of x over a block's slots within m times its items     each block, session
    sum of x over first heavy slots = m                        each session
    loaded two-leg work first, then loaded one-leg work        each session
    sum of x over an exercise's slots <= m                     each exercise, session
    sum_j a_j x_js + b_j n_js <= m minutes                     each session; drills within theirs
    w_rs = sum_j h_jr n_js <= m 22 half sets                   each region, session
    low_r <= sum_s w_rs <= high_r                              each target
    sum over heavy and isolation of h_jr n_js >= 8 half sets   each target
    sum_s w_rs <= cap_r                                        each compensator with a cap
    at least one abduction and one single-leg item             behind the drills
    each exercise that is insisted on at least once

Where nothing fulfils the weekly rows, they may be made elastic: each gets a variable for what is
lacking and one for what is too much, which `objective` makes dear.

The same rows serve twice. With one session for each day, m = 1, they are the week itself. With a
single session that stands for all days, m = days, they are its sum: every week fulfils them, so
where they cannot be fulfilled there is no week, and their optimum is never beaten. That programme
is small and has no interchangeable sessions, which is what makes planning quick.

Sessions that may change places are told apart by the number of their first heavy slot, which does
not fall from one to the next. In the four-day week Monday follows Sunday by a day, so these two
together are held to the sets of one session, and only Monday and Sunday, and Wednesday and
Friday, may change places.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ilium.anatomy import TARGETS, Region
from ilium.exercises.model import Role
from ilium.planning.athlete import Athlete
from ilium.planning.candidates import HALVES, Candidate
from ilium.planning.dose import Doses
from ilium.planning.linear import INFINITY, Linear, Term
from ilium.planning.slots import Rooms, Slot
from ilium.planning.timing import TENTHS_PER_MINUTE

INTERCHANGEABLE = {1: (), 2: ((0, 1),), 3: ((0, 1), (1, 2)), 4: ((0, 3), (1, 2))}
"""Pairs of sessions that may change places, by days a week."""

BACK_TO_BACK = {4: ((0, 3),)}
"""Pairs of sessions on days that follow each other: Monday's and Sunday's, by days a week."""

PURPOSES: tuple[Callable[[Candidate], bool], ...] = (
    lambda one: one.abducts,
    lambda one: one.steadies,
)
"""What some item behind the drills serves in every week."""


@dataclass(frozen=True, kw_only=True)
class Week:
    """The rows of a week and the numbers of its variables, by slot and session."""

    athlete: Athlete
    doses: Doses
    slots: tuple[Slot, ...]
    rooms: Rooms
    sessions: int
    elastic: bool
    linear: Linear = field(default_factory=Linear)
    used: dict[tuple[int, int], int] = field(default_factory=dict)
    extra: dict[tuple[int, int], int] = field(default_factory=dict)
    halves: dict[tuple[Region, int], int] = field(default_factory=dict)
    hard_halves: dict[Region, int] = field(default_factory=dict)
    misses: list[int] = field(default_factory=list)

    @property
    def times(self) -> int:
        """How many days one session of the model stands for."""
        return self.athlete.days // self.sessions

    def places(self, wanted: Callable[[Slot], bool]) -> list[int]:
        """The numbers of the slots that are wanted."""
        return [j for j, slot in enumerate(self.slots) if wanted(slot)]

    def uses(self, slots: list[int], session: int | None = None) -> list[Term]:
        """How often the slots are used, in a session or in the week."""
        return [(self.used[j, s], 1) for s in self._sessions(session) for j in slots]

    def sets(self, slot: int, session: int | None = None, weight: int = 1) -> list[Term]:
        """The sets of a slot, in a session or in the week, times a weight."""
        low = self.slots[slot].sets[0]
        return [
            term
            for s in self._sessions(session)
            for term in ((self.used[slot, s], weight * low), (self.extra[slot, s], weight))
        ]

    def tenths(self, slot: int, session: int) -> list[Term]:
        """The time that a slot takes in a session."""
        place = self.slots[slot]
        each_set = self.sets(slot, session, place.candidate.set_tenths)
        return [(self.used[slot, session], place.fixed_tenths), *each_set]

    def total(self, region: Region) -> list[Term]:
        """The weekly half sets of a region."""
        return [(self.halves[region, s], 1) for s in range(self.sessions)]

    def _sessions(self, session: int | None) -> range:
        return range(self.sessions) if session is None else range(session, session + 1)


def week(
    athlete: Athlete,
    slots: tuple[Slot, ...],
    rooms: Rooms,
    doses: Doses,
    *,
    sessions: int,
    elastic: bool = False,
) -> Week:
    """The rules for an athlete's week; `sessions` is 1 for the sum, or the days for the week."""
    model = Week(
        athlete=athlete,
        doses=doses,
        slots=slots,
        rooms=rooms,
        sessions=sessions,
        elastic=elastic,
    )
    _variables(model)
    for session in range(sessions):
        _blocks(model, session)
        _order(model, session)
        _once(model, session)
        _minutes(model, session)
    _doses(model)
    _purposes(model)
    if sessions > 1:
        _count(model)
        _tell_apart(model)
    return model


def _variables(model: Week) -> None:
    linear, times = model.linear, model.times
    cap = HALVES * model.doses.limits.session_sets * times
    for s in range(model.sessions):
        for j, slot in enumerate(model.slots):
            low, high = slot.sets
            used = linear.variable(upper=times, integer=True)
            extra = linear.variable(upper=(high - low) * times, integer=True)
            linear.row([(extra, 1), (used, low - high)], high=0)
            model.used[j, s], model.extra[j, s] = used, extra
        for region in Region:
            brought = linear.variable(upper=cap)
            model.halves[region, s] = brought
            linear.row([*_brought(model, region, s), (brought, -1)], low=0, high=0)


def _brought(model: Week, region: Region, session: int | None) -> Iterator[Term]:
    for j, slot in enumerate(model.slots):
        yield from model.sets(j, session, slot.candidate.halves.get(region, 0))


def _blocks(model: Week, session: int) -> None:
    times = model.times
    for role, rules in model.doses.blocks.items():
        low, high = rules.items
        block = model.places(lambda slot, role=role: slot.candidate.role is role)
        model.linear.row(model.uses(block, session), low=low * times, high=high * times)
    first = model.places(lambda slot: slot.first_heavy)
    model.linear.row(model.uses(first, session), low=times, high=times)


def _order(model: Week, session: int) -> None:
    """No heavy item comes behind a first one of a later class."""
    most = model.doses.blocks[Role.HEAVY].items[1] - 1
    for last in range(max((slot.candidate.heavy_class for slot in model.slots), default=0)):

        def early(slot: Slot, last: int = last) -> bool:
            return slot.candidate.role is Role.HEAVY and slot.candidate.heavy_class <= last

        behind = model.places(lambda slot: early(slot) and not slot.first_heavy)
        first = model.places(lambda slot: early(slot) and slot.first_heavy)
        model.linear.row(
            [
                *model.uses(behind, session),
                *((column, -most) for column, _ in model.uses(first, session)),
            ],
            high=0,
        )


def _once(model: Week, session: int) -> None:
    places: dict[str, list[int]] = {}
    for j, slot in enumerate(model.slots):
        places.setdefault(slot.candidate.exercise.id, []).append(j)
    for same in places.values():
        if len(same) > 1:
            model.linear.row(model.uses(same, session), high=model.times)


def _minutes(model: Week, session: int) -> None:
    per_minute = TENTHS_PER_MINUTE * model.times
    everything = [term for j in range(len(model.slots)) for term in model.tenths(j, session)]
    model.linear.row(everything, high=model.athlete.minutes * per_minute)
    for role, rules in model.doses.blocks.items():
        if rules.minutes is None:
            continue
        block = model.places(lambda slot, role=role: slot.candidate.role is role)
        low, high = rules.minutes
        model.linear.row(
            [term for j in block for term in model.tenths(j, session)],
            low=low * per_minute,
            high=high * per_minute,
        )
    _sharpen(model, session)


def _sharpen(model: Week, session: int) -> None:
    """What is long goes with what is short: two drills, a first heavy and an isolation item.

    Follows from the minutes and takes nothing from the week; it sharpens the sum of the week.
    """
    drills = model.places(lambda slot: not slot.hard)
    first = model.places(lambda slot: slot.first_heavy)
    isolation = model.places(lambda slot: slot.candidate.role is Role.ISOLATION)
    rooms = model.rooms
    _pair(model, session, first, isolation, rooms.beside(Role.ACTIVATION))
    if model.doses.blocks[Role.ACTIVATION].items[0] > 1:
        half = [j for j in drills if 2 * model.slots[j].least_tenths > rooms.most[Role.ACTIVATION]]
        _pair(model, session, half, drills, rooms.most[Role.ACTIVATION])
        model.linear.row(model.uses(half, session), high=model.times)


def _pair(model: Week, session: int, long: list[int], others: list[int], room: int) -> None:
    """At most one of `long` is in a session, and one of the others shares the room with it."""
    spans = {j: model.slots[j].least_tenths for j in (*long, *others)}
    for span in sorted({spans[j] for j in long}):
        fitting = [j for j in others if spans[j] <= room - span]
        if len(fitting) < len(others):
            model.linear.row(
                [
                    *model.uses([j for j in long if spans[j] >= span], session),
                    *((column, -1) for column, _ in model.uses(fitting, session)),
                ],
                high=0,
            )


def _doses(model: Week) -> None:
    linear, doses = model.linear, model.doses
    for region, (low, high) in doses.band(model.athlete).items():
        _demand(model, model.total(region), low=HALVES * low, high=HALVES * high)
        hard = linear.variable()
        model.hard_halves[region] = hard
        terms = [
            term
            for j in model.places(lambda slot: slot.hard)
            for term in model.sets(j, weight=model.slots[j].candidate.halves.get(region, 0))
        ]
        linear.row([*terms, (hard, -1)], low=0, high=0)
        _demand(model, [(hard, 1)], low=HALVES * doses.limits.minimum_hard_sets)
    for region, cap in doses.weekly_caps(model.athlete).items():
        linear.row(model.total(region), high=HALVES * cap)
    for region in TARGETS:
        for pair in BACK_TO_BACK.get(model.sessions, ()):
            both = [(model.halves[region, s], 1) for s in pair]
            linear.row(both, high=HALVES * doses.limits.session_sets)


def _purposes(model: Week) -> None:
    for purpose in PURPOSES:
        serving = model.places(lambda slot, purpose=purpose: slot.hard and purpose(slot.candidate))
        _demand(model, model.uses(serving), low=1)
    for insisted in sorted(model.athlete.insist):
        places = model.places(lambda slot, wanted=insisted: slot.candidate.exercise.id == wanted)
        model.linear.row(model.uses(places), low=1)


def _demand(model: Week, terms: list[Term], *, low: float, high: float = INFINITY) -> None:
    """A weekly rule, which gives way in an elastic week."""
    if model.elastic:
        lacking, surplus = model.linear.variable(), model.linear.variable()
        model.misses.extend((lacking, surplus))
        terms = [*terms, (lacking, 1), (surplus, -1)]
    model.linear.row(terms, low=low, high=high)


def _count(model: Week) -> None:
    """How often the week has each exercise in a role: a whole number that is good to branch on."""
    groups: dict[tuple[str, Role, bool], list[int]] = {}
    for j, slot in enumerate(model.slots):
        one = slot.candidate
        groups.setdefault((one.exercise.id, one.role, slot.first_heavy), []).append(j)
    for same in groups.values():
        often = model.linear.variable(upper=model.athlete.days, integer=True)
        model.linear.row([*model.uses(same), (often, -1)], low=0, high=0)


def _tell_apart(model: Week) -> None:
    first = model.places(lambda slot: slot.first_heavy)
    for one, other in INTERCHANGEABLE[model.sessions]:
        model.linear.row(
            [
                term
                for number, j in enumerate(first, 1)
                for term in ((model.used[j, one], number), (model.used[j, other], -number))
            ],
            high=0,
        )
