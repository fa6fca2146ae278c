"""The item of the day in the terms of progression, and the load to start from."""

from decimal import Decimal

import msgspec

from ilium.exercises.model import Role, Setup
from ilium.loads import KILOGRAM_KINDS, LoadKind
from ilium.planning.programme import Item, Range, Sides
from ilium.training.loadable import Ladder
from ilium.training.performed import Side
from ilium.training.strength import felt_reserve


class Aim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the item asks for today, in the terms of progression.

    `low` and `high` bound the reps, or the seconds if `timed`; `rir` the reps in reserve, and
    `felt` what a person is told so that they stop there; `step` is the exercise's smallest
    sensible jump in kilograms.
    """

    low: int
    high: int
    rir: Range
    felt: Range
    sets: int
    sides: Sides
    role: Role
    ladder: Ladder
    step: Decimal
    timed: bool

    @property
    def middle(self) -> float:
        """The middle of the range."""
        return (self.low + self.high) / 2

    @property
    def reserve(self) -> float:
        """The middle of the reps in reserve that are asked for."""
        return sum(self.rir) / 2

    @property
    def weighed(self) -> bool:
        """Whether a 1RM can be estimated: reps with kilograms that are the whole load."""
        return not self.timed and self.ladder.kind in KILOGRAM_KINDS

    @property
    def lanes(self) -> tuple[Side, ...]:
        """The sides that are judged apart."""
        return (Side.LEFT, Side.RIGHT) if self.sides is Sides.EACH else (Side.BOTH,)


def aim_for(item: Item, role: Role, setup: Setup, owned: Ladder) -> Aim:
    """What an item asks for when it is loaded from a ladder."""
    low, high = item.reps or item.seconds or (0, 0)
    return Aim(
        low=low,
        high=high,
        rir=item.rir,
        felt=told_reserve(item, role, (low, high)),
        sets=item.sets,
        sides=item.sides,
        role=role,
        ladder=owned,
        step=Decimal(str(setup.step_kg)),
        timed=item.seconds is not None,
    )


def told_reserve(item: Item, role: Role, counts: Range) -> Range:
    """The reserve that is asked for in words: as it is felt. Drills and holds are not corrected."""
    if role is Role.ACTIVATION or item.seconds is not None:
        return item.rir
    return felt_reserve(item.rir, sum(counts) / 2)


def start_value(setup: Setup, owned: Ladder, role: Role, body_mass: Decimal) -> Decimal:
    """The first-time load: low on purpose, as the first sets calibrate it.

    A share of body mass, snapped down; of bands the lightest for a drill and the next one for
    work; nothing added to bodyweight.
    """
    lightest = owned.values[0]
    if owned.kind is LoadKind.BAND:
        return lightest if role is Role.ACTIVATION else owned.values[:2][-1]
    below = owned.nearest_at_most(body_mass * Decimal(str(setup.start_share_of_body_mass)))
    return lightest if below is None else below
