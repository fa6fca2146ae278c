"""An item made concrete for a day. Always derived from programme and history, never stored."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from ilium.exercises.model import Role
from ilium.loads import Load
from ilium.planning.programme import Range
from ilium.reasons import Reason
from ilium.training.performed import PerformedSet, SetKind, Side


class Day(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The day that is prescribed for, and what about it matters.

    `last_trained` is the last day with any working set before `on`; `body_mass` in kilograms.
    `first_heavy` is true for the session's first heavy item, which gets ramp sets.
    """

    on: date
    week: int
    deload: bool = False
    body_mass: Decimal = Decimal(70)
    last_trained: date | None = None
    first_heavy: bool = False


class History(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The remembered sets of one variant, oldest first: enough recent ones, not all of them.

    `brought` names the program of each of their sessions that another program wrote down. Where
    the variant was never done, `akin` holds what was done of the same exercise in another variant.
    """

    variant: str
    sets: tuple[PerformedSet, ...] = ()
    brought: dict[UUID, str] = {}
    akin: "History | None" = None


class SetTarget(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One set to do. `load` is None where the person has to find it first."""

    kind: SetKind
    side: Side
    load: Load | None
    reps: Range | None = None
    seconds: Range | None = None
    rir: Range | None = None


class Estimate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A one-repetition maximum in kilograms: the best guess and its standard deviation."""

    kilograms: float
    deviation: float


class Prescription(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to do today for one item, and why.

    `sets` are in the order of doing, ramp sets first, left before right for each set.
    `reasons` explain load, reps, sets and effort, the most important first.
    `estimates` hold the e1RM for each side that has one.
    `suggest` names a harder variant once the easier one is outgrown and no load can be added.
    """

    variant: str
    role: Role
    sets: tuple[SetTarget, ...]
    tempo: str
    rest_s: int
    reasons: tuple[Reason, ...]
    estimates: dict[Side, Estimate] = {}
    suggest: str | None = None
