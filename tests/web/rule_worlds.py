"""Sessions in great variety, as they are prescribed to someone.

Half are real sessions of real plans, half are put together from any exercises with any ranges.
Histories and inventories are drawn at random from a seed.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from uuid import UUID

import msgspec

from ilium.exercises import catalogue
from ilium.exercises.model import Laterality, Measure, Role, Variant
from ilium.loads import Equipment, Inventory, Stack, Unit
from ilium.planning import Athlete, Programme, plan
from ilium.planning.athlete import Level
from ilium.planning.programme import Block, Item, Session, Sides, Weekday
from ilium.training.loadable import ladder
from ilium.training.performed import Pain, PerformedSet, SetKind, Side
from ilium.training.prescription import Day, History, SetTarget
from ilium.training.session import Station, stations

BEGAN = datetime(2026, 11, 23, 17, 0, 0, 250_017, tzinfo=UTC)

RANGES = ((3, 5), (5, 8), (6, 10), (8, 12), (10, 15), (12, 20), (15, 20), (8, 8), (10, 10))
HOLDS = ((10, 20), (20, 40), (30, 60))
EFFORTS = ((0, 2), (1, 3), (2, 3), (3, 4), (4, 6), (0, 0))


def _kilograms(*weights: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, weights))


INVENTORIES = (
    Inventory(),
    Inventory(
        plates=_kilograms("20", "20", "10"),
        dumbbells=_kilograms("5", "10", "20", "30"),
        kettlebells=_kilograms("12", "24"),
        stack=Stack(Decimal(10), Decimal(20), Decimal(110)),
        bands=("light", "heavy"),
    ),
    Inventory(  # pounds, to the gram
        bar=Decimal("20.412"),
        plates=_kilograms("20.412", "20.412", "11.34", "4.536", "2.268", "1.134"),
        dumbbells=tuple(Decimal(5 * n) * Decimal("0.454") for n in range(1, 16)),
        kettlebells=(),
        stack=Stack(Decimal("4.536"), Decimal("4.536"), Decimal("90.72")),
        bands=("5 kg", "15 kg", "30.5 kg"),
    ),
    Inventory(
        plates=_kilograms("25", "10", "1.25", "0.5", "0.25"),
        dumbbells=_kilograms("4.5", "5", "9", "10", "18", "20", "36", "40"),  # steps of a tenth
        kettlebells=_kilograms("14.4", "16"),
        stack=Stack(Decimal(0), Decimal("2.5"), Decimal(80)),
        bands=("only",),
    ),
    Inventory(plates=(), dumbbells=(), kettlebells=(), bands=()),
)
"""Fine, coarse, in pounds, uneven, and nothing owned; the coarse ones try the most rules."""


class World(msgspec.Struct, frozen=True, kw_only=True):
    """A session as it is prescribed, and whose it is."""

    athlete: Athlete
    stations: tuple[Station, ...]
    deload: bool


def worlds(rng: Random, number: int) -> list[World]:
    """Sessions of every kind."""
    return [_planned(rng) if n % 2 else _made_up(rng) for n in range(number)]


@cache
def _programme(athlete: Athlete) -> Programme:
    return plan(athlete)


def _planned(rng: Random) -> World:
    """A session of a plan, in any week."""
    home = frozenset({Equipment.BANDS, Equipment.DUMBBELLS, Equipment.STEP})
    athlete = rng.choice(
        (
            Athlete(days=3, equipment=frozenset(Equipment)),
            Athlete(days=2, level=Level.BEGINNER, equipment=home, minutes=45),
            Athlete(days=4, level=Level.ADVANCED, equipment=frozenset(Equipment), minutes=90),
        )
    )
    week = rng.choice(_programme(athlete).weeks)
    athlete = _drawn(rng, athlete)
    return _world(rng, athlete, rng.choice(week.sessions), deload=week.deload)


def _made_up(rng: Random) -> World:
    """Any exercises in any role, with what is at hand or not."""
    athlete = _drawn(
        rng,
        Athlete(
            equipment=frozenset(rng.sample(list(Equipment), rng.randint(3, len(Equipment)))),
        ),
    )
    chosen = rng.sample(catalogue().planner_variants(), rng.randint(2, 7))
    items = [(rng.choice(list(Role)), _item(rng, variant)) for variant in chosen]
    blocks = tuple(
        Block(role=role, minutes=0, items=tuple(item for own, item in items if own is role))
        for role in Role
    )
    session = Session(day=1, weekday=Weekday.MONDAY, minutes=0, blocks=blocks)
    return _world(rng, athlete, session, deload=rng.random() < 0.2)


def _drawn(rng: Random, athlete: Athlete) -> Athlete:
    return msgspec.structs.replace(
        athlete,
        inventory=rng.choices(INVENTORIES, weights=(2, 5, 2, 3, 1))[0],
        unit=rng.choice(list(Unit)),
    )


def _item(rng: Random, variant: Variant) -> Item:
    hold = variant.exercise.measure is Measure.SECONDS
    each = variant.exercise.laterality is Laterality.UNILATERAL
    return Item(
        exercise=variant.exercise.id,
        modifiers=tuple(modifier.id for modifier in variant.modifiers),
        sets=rng.randint(1, 5),
        reps=None if hold else rng.choice(RANGES),
        seconds=rng.choice(HOLDS) if hold else None,
        rir=rng.choice(EFFORTS),
        tempo=variant.tempo,
        rest_s=rng.choice((30, 60, 90, 180)),
        sides=Sides.EACH if each else Sides.BOTH,
        minutes=5,
    )


def _world(rng: Random, athlete: Athlete, session: Session, *, deload: bool) -> World:
    on = date(2026, 11, 23)
    histories = {item.variant: _history(rng, athlete, item) for item in session.items}
    items = stations(
        session,
        athlete,
        catalogue(),
        histories,
        Day(on=on, week=2, deload=deload, last_trained=on - timedelta(days=rng.choice((2, 3, 30)))),
    )
    if rng.random() < 0.4:
        items = tuple(_asked_otherwise(rng, station) for station in items)
    return World(athlete=athlete, stations=items, deload=deload)


def _asked_otherwise(rng: Random, station: Station) -> Station:
    """The rules take whatever is prescribed: another bottom of the range, another reserve."""
    replace = msgspec.structs.replace

    def otherwise(target: SetTarget) -> SetTarget:
        if target.kind is SetKind.RAMP:
            return target
        effort = rng.choice((None, *EFFORTS))
        if target.reps is None:
            return replace(target, rir=effort)
        low, high = target.reps
        return replace(target, reps=(rng.randint(max(low - 3, 1), high), high), rir=effort)

    sets = tuple(map(otherwise, station.prescription.sets))
    return replace(station, prescription=replace(station.prescription, sets=sets))


def _history(rng: Random, athlete: Athlete, item: Item) -> History:
    """None, a few or many exposures, some painful, light, failed, or long ago."""
    variant = catalogue().variant(item.variant)
    setup = variant.setup_for(athlete.equipment)
    owned = ladder(setup.load, athlete.inventory, athlete.equipment) if setup else None
    if owned is None or not owned.loads or rng.random() < 0.25:
        return History(variant=item.variant)
    low, high = item.reps or item.seconds or (0, 0)
    place = rng.randrange(len(owned.loads))
    gap, last = rng.choice((2, 3, 4)), rng.choice((2, 3, 16, 25, 50, 100))
    sets: list[PerformedSet] = []
    number = rng.choice((1, 2, 3, 9))
    steady = rng.random() < 0.5
    for exposure in range(number):
        day = BEGAN - timedelta(days=last + gap * (number - exposure))
        place = (
            place if steady else min(max(place + rng.choice((-1, 0, 1)), 0), len(owned.loads) - 1)
        )
        pain = rng.choice(list(Pain)) if rng.random() < 0.1 else None
        for index in range(item.sets):
            for side in _sides(item):
                counted = high if steady else rng.randint(max(low - 2, 0), high + 2)
                sets.append(
                    PerformedSet(
                        id=new_id(rng),
                        variant=item.variant,
                        side=side,
                        load=owned.loads[place],
                        reps=counted if item.reps else None,
                        seconds=counted if item.seconds else None,
                        rir=rng.choice((None, *item.rir)),
                        pain=pain,
                        at=day + timedelta(minutes=3 * index),
                        role=variant.exercise.roles[0],
                        session=UUID(int=exposure + 1),
                        target_reps=item.reps,
                        target_rir=item.rir,
                    )
                )
    return History(variant=item.variant, sets=tuple(sets))


def _sides(item: Item) -> tuple[Side, ...]:
    return (Side.LEFT, Side.RIGHT) if item.sides is Sides.EACH else (Side.BOTH,)


def new_id(rng: Random) -> UUID:
    """An id, drawn."""
    return UUID(int=rng.getrandbits(127) + 1)
