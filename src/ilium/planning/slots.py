"""Slots: what may stand where in a session, with the sets that the session's time leaves for it.

A session holds at least two drills, a heavy and an isolation item, so each of them has only the
time that the shortest others leave. That follows from the rules and takes nothing away; it spares
the solver what can never be.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ilium.exercises.model import Role
from ilium.planning.athlete import Athlete
from ilium.planning.candidates import Candidate
from ilium.planning.dose import Doses
from ilium.planning.programme import Range
from ilium.planning.timing import TENTHS_PER_MINUTE


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """The least and the most that each block takes of a session, in tenths of a minute."""

    session: int
    least: dict[Role, int]
    most: dict[Role, int]

    def beside(self, role: Role) -> int:
        """What the other two blocks have together."""
        return self.session - self.least[role]


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A candidate in a place of a session, and the closed range of its sets there."""

    candidate: Candidate
    first_heavy: bool
    sets: Range

    @property
    def fixed_tenths(self) -> int:
        """What it takes before the first working set."""
        return self.candidate.tenths(0, first_heavy=self.first_heavy)

    @property
    def least_tenths(self) -> int:
        """What it takes with the fewest sets."""
        return self.candidate.tenths(self.sets[0], first_heavy=self.first_heavy)

    @property
    def hard(self) -> bool:
        """Whether its sets are hard ones: all but the drills'."""
        return self.candidate.role is not Role.ACTIVATION


def slots_of(
    found: Iterable[Candidate], athlete: Athlete, doses: Doses
) -> tuple[tuple[Slot, ...], Rooms]:
    """Every candidate in every place where there is time for it, and the rooms of the blocks."""
    slots = tuple(
        Slot(candidate=one, first_heavy=first, sets=one.sets)
        for one in found
        for first in ((True, False) if one.role is Role.HEAVY else (False,))
    )
    while True:
        rooms = _rooms(slots, athlete, doses)
        fitting = tuple(_fitting(slots, rooms, doses))
        if fitting == slots:
            return slots, rooms
        slots = fitting


def _rooms(slots: tuple[Slot, ...], athlete: Athlete, doses: Doses) -> Rooms:
    session = athlete.minutes * TENTHS_PER_MINUTE
    least = {role: _least(slots, role, doses) for role in Role}
    most: dict[Role, int] = {}
    for role in Role:
        spare = session - sum(least.values()) + least[role]
        bounds = doses.blocks[role].minutes
        most[role] = spare if bounds is None else min(spare, bounds[1] * TENTHS_PER_MINUTE)
    return Rooms(session=session, least=least, most=most)


def _least(slots: tuple[Slot, ...], role: Role, doses: Doses) -> int:
    """The shortest that a block can be."""
    rules = doses.blocks[role]
    shortest = sorted(_by_exercise(slots, role).values())[: rules.items[0]]
    floor = 0 if rules.minutes is None else rules.minutes[0] * TENTHS_PER_MINUTE
    return max(floor, sum(shortest))


def _by_exercise(slots: tuple[Slot, ...], role: Role) -> dict[str, int]:
    """The shortest that each exercise of a role can be; for heavy work, at the block's start."""
    spans: dict[str, int] = {}
    for slot in slots:
        if slot.candidate.role is role and (slot.first_heavy or role is not Role.HEAVY):
            exercise = slot.candidate.exercise.id
            spans[exercise] = min(slot.least_tenths, spans.get(exercise, slot.least_tenths))
    return spans


def _fitting(slots: tuple[Slot, ...], rooms: Rooms, doses: Doses) -> Iterable[Slot]:
    """The slots for which there is time, with no more sets than there is time for."""
    shortest = {role: _by_exercise(slots, role) for role in Role}
    for slot in slots:
        one = slot.candidate
        # What else the block holds at the least: other drills, or the heavy item that is first.
        beside = doses.blocks[one.role].items[0] - (one.role is not Role.HEAVY or slot.first_heavy)
        others = sorted(
            span for exercise, span in shortest[one.role].items() if exercise != one.exercise.id
        )
        room = rooms.most[one.role] - sum(others[:beside])
        most = min(slot.sets[1], (room - slot.fixed_tenths) // one.set_tenths)
        if most >= slot.sets[0] and len(others) >= beside:
            yield replace(slot, sets=(slot.sets[0], most))
