"""Ilium's own rule, as the app calls it: `prescribe` for the day, `next_set` after every set."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from benchmarks.progression.lifters import SETS, Ask, Done, Lift, Lifter, Visit

from ilium.exercises import catalogue
from ilium.loads import Equipment, Inventory, Load, LoadKind, Stack
from ilium.planning.programme import Item, Sides
from ilium.training.performed import PerformedSet, Side
from ilium.training.prescription import Day, History, Prescription, SetTarget
from ilium.training.progression import is_light, next_set, prescribe

FIRST_DAY = date(2026, 1, 5)
RIR = (1, 3)
"""Two in reserve, as a range, which is how programmes say it."""

EQUIPMENT = frozenset(
    {Equipment.BARBELL, Equipment.BENCH, Equipment.DUMBBELLS, Equipment.ABDUCTION_MACHINE}
)


class IliumRule:
    """Everything that Ilium knows is the history of sets; nothing is carried over beside it.

    With `feel`, lifters are told the reserve to stop at, as Ilium tells them; without, only the
    reps. They log the reserve that they felt either way.
    """

    def __init__(self, lifter: Lifter, *, feel: bool = True) -> None:
        self.lift = lifter.lift
        self.feel = feel
        self.variant = catalogue().variant(self.lift.variant)
        self.role = self.variant.exercise.roles[0]
        self.inventory = inventory(self.lift)
        self.item = item(self.lift)
        self.history: list[PerformedSet] = []
        self.today: Prescription | None = None
        self.targets: list[SetTarget] = []

    def ask(self, visit: Visit, done: Sequence[Done]) -> Ask | None:
        if not done:
            self.today = self._prescribe(visit)
        assert self.today is not None
        sets = [self._performed(visit, number, d) for number, d in enumerate(done)]
        target = next_set(
            self.today, sets, self.item, self.variant, self.inventory, EQUIPMENT
        ).target
        if target is None:
            return None
        self.targets.append(target)
        return self._ask(target)

    def learn(self, visit: Visit, done: Sequence[Done]) -> None:
        self.history += [self._performed(visit, number, d) for number, d in enumerate(done)]
        self.today = None
        self.targets = []

    def _prescribe(self, visit: Visit) -> Prescription:
        last = self.history[-1].at.date() if self.history else None
        return prescribe(
            self.item,
            self.variant,
            History(variant=self.variant.id, sets=tuple(self.history)),
            self.inventory,
            EQUIPMENT,
            Day(
                on=FIRST_DAY + timedelta(days=visit.day),
                week=visit.week + 1,
                last_trained=last,
            ),
            role=self.role,
        )

    def _ask(self, target: SetTarget) -> Ask:
        assert target.load is not None
        assert target.load.kilograms is not None
        assert target.reps is not None
        low, high = target.reps
        load = float(target.load.kilograms)
        told = target.rir if self.feel else None
        return Ask(load, low, high, sum(told) / 2 if told else None)

    def _performed(self, visit: Visit, number: int, done: Done) -> PerformedSet:
        """A set as the app remembers it; the coach's first ones had the item's effort."""
        target_rir = self.targets[number].rir if self.targets else RIR
        at = datetime.combine(FIRST_DAY, time(18), UTC) + timedelta(
            days=visit.day, seconds=number * (self.lift.rest_s + 40)
        )
        return PerformedSet(
            id=UUID(int=visit.day * SETS + number),
            variant=self.variant.id,
            side=Side.BOTH,
            load=Load(LoadKind(self.lift.kind), Decimal(str(done.ask.load))),
            reps=done.reps,
            rir=done.rir,
            at=at,
            role=self.role,
            deload=self.today is not None and is_light(self.today),
            target_reps=(done.ask.low, done.ask.high),
            target_rir=target_rir,
        )


def item(lift: Lift) -> Item:
    """The programme's line for a lift."""
    return Item(
        exercise=lift.variant,
        sets=SETS,
        reps=(lift.low, lift.high),
        rir=RIR,
        tempo="2-1-2",
        rest_s=lift.rest_s,
        sides=Sides.BOTH,
        minutes=10,
    )


def inventory(lift: Lift) -> Inventory:
    """A gym in which exactly the loads of the lift can be put together."""
    if lift.kind == "stack":
        first, last, step = (Decimal(str(x)) for x in (lift.loads[0], lift.loads[-1], lift.step))
        return Inventory(stack=Stack(first, step, last))
    if lift.kind == "dumbbell":
        return Inventory(dumbbells=tuple(Decimal(str(load)) for load in lift.loads))
    pairs = ("25", "25", "25", "25", "20", "15", "10", "5", "2.5", "1.25")
    return Inventory(plates=tuple(Decimal(pair) for pair in pairs))
