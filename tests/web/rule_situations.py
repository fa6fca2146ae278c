"""What was done of a session, in great variety: in turn, in odd order, well, badly, corrected."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

import msgspec
from rule_worlds import BEGAN, World, new_id

from ilium.exercises.model import Role
from ilium.interchange.records import SetEvent
from ilium.loads import Load, LoadKind
from ilium.training import is_light
from ilium.training.loadable import ladder
from ilium.training.performed import Pain, PerformedSet, SetKind, Side
from ilium.training.prescription import SetTarget
from ilium.training.session import Station, next_step

Way = Callable[[Random, "World", Sequence[str]], list[PerformedSet]]
"""How the sets of a moment came about."""


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """A session at some moment. `versions` are of the sets in `done`, and of sets removed."""

    world: World
    done: tuple[PerformedSet, ...]
    versions: tuple[SetEvent, ...]
    skipped: tuple[str, ...]


def situations(rng: Random, world: World, number: int) -> list[Situation]:
    """Moments of a session: reached step by step, in odd order, or amid every item."""
    ways = (_followed, _jumbled, _amid_all)
    return [_moment(rng, world, ways[n % 3]) for n in range(number)]


def _moment(rng: Random, world: World, way: Way) -> Situation:
    names = [station.variant.id for station in world.stations]
    skipped = tuple(sorted(rng.sample(names, rng.choice((0, 0, 0, 1, 2)))))
    done = tuple(sorted(way(rng, world, skipped), key=lambda one: (one.at, one.id)))
    return Situation(world=world, done=done, versions=_versions(rng, done), skipped=skipped)


def _followed(rng: Random, world: World, skipped: Sequence[str]) -> list[PerformedSet]:
    """The sets that were asked for, up to some moment, done well or badly."""
    done: list[PerformedSet] = []
    manner = rng.choice(("asked", "weak", "strong", "mixed"))
    for number in range(rng.randint(1, 24)):
        step = next_step(world.stations, done, skipped, world.athlete)
        if step is None:
            break
        station = world.stations[step.station]
        at = BEGAN + timedelta(minutes=3 * number, microseconds=rng.randrange(10**6))
        done.append(_done(rng, world, station, step.target, at, manner))
    return done


def _amid_all(rng: Random, world: World, _skipped: Sequence[str]) -> list[PerformedSet]:
    """The first working sets of every item, good, bad or just short of the range."""
    done: list[PerformedSet] = []
    for station in world.stations:
        targets = [one for one in station.prescription.sets if one.kind is SetKind.WORKING]
        for target in targets[: rng.randint(0, max(len(targets) - 1, 1))]:
            at = BEGAN + timedelta(minutes=3 * len(done))
            manner = rng.choice(("weak", "short", "short", "strong", "asked"))
            done.append(_done(rng, world, station, target, at, manner))
    return done


def _jumbled(rng: Random, world: World, _skipped: Sequence[str]) -> list[PerformedSet]:
    """Some sets of any items in any order, both sides unequally, some at the same time."""
    done: list[PerformedSet] = []
    for _ in range(rng.randint(0, 12)):
        station = rng.choice(world.stations)
        target = rng.choice(station.prescription.sets or (_anything(rng),))
        if rng.random() < 0.1:
            target = msgspec.structs.replace(target, side=rng.choice(list(Side)))
        at = BEGAN + timedelta(seconds=30 * rng.randint(0, 40))
        done.append(_done(rng, world, station, target, at, rng.choice(("mixed", "weak", "strong"))))
    return done


def _anything(rng: Random) -> SetTarget:
    return SetTarget(kind=SetKind.WORKING, side=rng.choice(list(Side)), load=None, reps=(8, 12))


def _done(
    rng: Random, world: World, station: Station, target: SetTarget, at: datetime, manner: str
) -> PerformedSet:
    """A set for a target, in a manner."""
    manner = rng.choice(("asked", "weak", "strong")) if manner == "mixed" else manner
    low, high = target.reps or target.seconds or (8, 12)
    least, most = target.rir or (1, 3)
    counted, rir = {
        "asked": (rng.randint(low, high), rng.choice((None, least, most))),
        "short": (rng.randint(max(low - 2, 0), low), rng.choice((0, 1, least))),
        "weak": (rng.randint(0, low), rng.choice((None, 0, 0, 1, least))),
        "strong": (rng.randint(high, high + 6), rng.choice((None, *range(most, 11)))),
    }[manner]
    timed = target.seconds is not None
    stray = rng.random()
    return PerformedSet(
        id=new_id(rng),
        variant="clamshell+knee_band" if stray < 0.02 else station.variant.id,
        side=target.side,
        load=_lifted(rng, world, station, target),
        reps=None if timed else counted,
        seconds=counted if timed else None,
        rir=rir,
        pain=rng.choice(list(Pain)) if rng.random() < 0.02 else None,
        at=at,
        role=rng.choice(list(Role)) if stray > 0.98 else station.role,
        kind=target.kind,
        deload=world.deload or is_light(station.prescription),
        session=UUID(int=99),
        target_reps=target.reps,
        target_rir=target.rir,
    )


def _lifted(rng: Random, world: World, station: Station, target: SetTarget) -> Load:
    """The load asked for, mostly; else another rung, one off the ladder, or of another kind."""
    athlete = world.athlete
    setup = station.variant.setup_for(athlete.equipment)
    owned = ladder(setup.load, athlete.inventory, athlete.equipment).loads if setup else ()
    drawn = rng.random()
    if target.load is not None and drawn < 0.6:
        return target.load
    if owned and drawn < 0.85:
        return rng.choice(owned)
    if setup is not None and drawn < 0.95:
        return _off_ladder(rng, setup.load)
    return _off_ladder(rng, rng.choice(list(LoadKind)))


def _off_ladder(rng: Random, kind: LoadKind) -> Load:
    if kind is LoadKind.BAND:
        return Load(kind, band=rng.choice(("light", "grandmother's")))
    if kind is LoadKind.NONE:
        return Load(kind)
    if kind is LoadKind.BODYWEIGHT and rng.random() < 0.3:
        return Load(kind, rng.choice((None, Decimal(0))))
    return Load(
        kind, Decimal(rng.choice((rng.randint(1, 400) * 500, rng.randint(0, 10**6)))) / 1000
    )


def _versions(rng: Random, done: Sequence[PerformedSet]) -> tuple[SetEvent, ...]:
    """The sets as events in no order, some corrected, some sent twice, and some removed ones."""
    events: list[SetEvent] = []
    for one in done:
        recorded = one.at + timedelta(microseconds=rng.randint(0, 3))
        newest = SetEvent(id=new_id(rng), recorded_at=recorded, performed=one)
        events.append(newest)
        if rng.random() < 0.15:
            wrong = msgspec.structs.replace(one, note="slip", pain=None, side=Side.BOTH)
            earlier = recorded - timedelta(microseconds=rng.randint(0, 1))
            events.append(
                SetEvent(
                    id=UUID(int=newest.id.int - 1),
                    recorded_at=earlier,
                    removed=rng.random() < 0.5,
                    performed=wrong,
                )
            )
        if rng.random() < 0.1:
            events.append(newest)
    for _ in range(rng.choice((0, 0, 1, 2))):
        if done:
            gone = msgspec.structs.replace(rng.choice(done), id=new_id(rng))
            first = SetEvent(id=new_id(rng), recorded_at=gone.at, performed=gone)
            later = gone.at + timedelta(microseconds=1)
            removal = SetEvent(id=new_id(rng), recorded_at=later, removed=True, performed=gone)
            events += [first, removal]
    rng.shuffle(events)
    return tuple(events)
