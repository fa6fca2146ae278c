"""Personal records: the best that was done, and the days on which it became better.

A record has to be one. Ramp sets, deload sets, failed sets and sets with pain stay out; the first
day with an exercise sets the marks and breaks none; and a record is one of three:

- a heavier load than ever, for the reps that were asked for (without a target: for no fewer than
  at the heaviest load before);
- more reps, or seconds, than ever at that load or a heavier one;
- an estimated one-repetition maximum above the last record's by more than two standard deviations
  of their difference. The formula's own error is alike on both and left out.

Loads are compared within one kind of load: kilograms on a bar say nothing about a stack.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum

import msgspec

from ilium.loads import Load, LoadKind
from ilium.planning.programme import Range
from ilium.training.analytics import USUAL_REPS, USUAL_RIR, counts
from ilium.training.performed import PerformedSet, Side
from ilium.training.prescription import Estimate
from ilium.training.strength import FAR_FROM_FAILURE, Strength, estimate, measure

CLEARLY = 2.0
"""Standard deviations of the difference by which a stronger estimate has to be the stronger one."""

LOADS_SHOWN = 3
"""Loads, from the heaviest down, whose most reps are a best."""


class Mark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How sets of one variant and side came out, and when the first of them did.

    There are far fewer marks than sets, and all that records follow from is in them.
    """

    variant: str
    side: Side
    load: Load
    reps: int | None = None
    seconds: int | None = None
    rir: int | None = None
    target_reps: Range | None = None
    target_rir: Range | None = None
    first: datetime

    @property
    def count(self) -> int:
        """The reps, or the seconds of a hold."""
        return (self.reps if self.reps is not None else self.seconds) or 0


class RecordKind(StrEnum):
    """What was better than before."""

    LOAD = "load"
    COUNT = "count"
    STRENGTH = "strength"


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day on which something became better than ever.

    The field that `kind` names has its value of before: `load_before`, `count_before` (reps or
    seconds at that load or a heavier one) or `strength_before`.
    """

    kind: RecordKind
    on: date
    variant: str
    side: Side
    load: Load
    reps: int | None = None
    seconds: int | None = None
    strength: Estimate | None = None
    load_before: Load | None = None
    count_before: int | None = None
    strength_before: Estimate | None = None


class Best(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The best of one variant and side with one kind of load.

    `most` holds the most reps or seconds at each of the heaviest loads, heaviest first, so its
    first is the heaviest load itself. `strength` is the highest e1RM of one set, with its
    uncertainty, None where nothing is weighed or every set ended far from failure.
    """

    variant: str
    side: Side
    most: tuple[Mark, ...]
    strength: Estimate | None = None
    strength_on: date | None = None


def marks(performed: Iterable[PerformedSet]) -> tuple[Mark, ...]:
    """The marks of sets, in the order in which they were first made."""
    first: dict[tuple[object, ...], PerformedSet] = {}
    for done in performed:
        if not counts(done) or done.deload or done.pain is not None:
            continue
        key = (*_place(done), done.reps, done.seconds, done.rir, done.target_reps, done.target_rir)
        if key not in first or done.at < first[key].at:
            first[key] = done
    return tuple(
        Mark(
            variant=done.variant,
            side=done.side,
            load=done.load,
            reps=done.reps,
            seconds=done.seconds,
            rir=done.rir,
            target_reps=done.target_reps,
            target_rir=done.target_rir,
            first=done.at,
        )
        for done in sorted(first.values(), key=lambda done: done.at)
    )


def _place(done: PerformedSet) -> tuple[object, ...]:
    return done.variant, done.side, done.load.kind, done.load.kilograms, done.load.band


def records(found: Iterable[Mark], zone: tzinfo, ladder: Sequence[str] = ()) -> tuple[Record, ...]:
    """Every record there was, newest first.

    Args:
        found: the marks of a person.
        zone: whose days decide what belongs to the first day.
        ladder: the person's bands from the lightest to the heaviest; another band is compared
            with itself alone.
    """
    everything = [
        record
        for group in _comparable(found, ladder).values()
        for record in _of_group(group, zone, ladder)
    ]
    order = list(RecordKind)
    everything.sort(key=lambda record: (record.variant, record.side, order.index(record.kind)))
    return tuple(sorted(everything, key=lambda record: record.on, reverse=True))


def bests(found: Iterable[Mark], zone: tzinfo, ladder: Sequence[str] = ()) -> tuple[Best, ...]:
    """The standing best of each variant, side and kind of load."""
    standing: list[Best] = []
    for (variant, side, *_), group in sorted(_comparable(found, ladder).items()):
        most: dict[Decimal, Mark] = {}
        for mark in sorted(group, key=lambda mark: (-mark.count, mark.first)):
            most.setdefault(_rank(mark.load, ladder), mark)
        strongest = _strongest(group)
        standing.append(
            Best(
                variant=variant,
                side=Side(side),
                most=tuple(most[rank] for rank in sorted(most, reverse=True)[:LOADS_SHOWN]),
                strength=None if strongest is None else estimate(strongest[0]),
                strength_on=None if strongest is None else _day(strongest[1], zone),
            )
        )
    return tuple(standing)


_Key = tuple[str, str, str, str]


def _comparable(found: Iterable[Mark], ladder: Sequence[str]) -> dict[_Key, list[Mark]]:
    """The marks by what they can be compared with, oldest first."""
    groups: dict[_Key, list[Mark]] = defaultdict(list)
    for mark in sorted(found, key=lambda mark: mark.first):
        band = mark.load.band
        alone = band if band is not None and band not in ladder else ""
        groups[mark.variant, mark.side.value, mark.load.kind.value, alone].append(mark)
    return groups


def _rank(load: Load, ladder: Sequence[str]) -> Decimal:
    """How heavy a load is among those of its kind."""
    if load.kind is LoadKind.BAND:
        return Decimal(ladder.index(load.band)) if load.band in ladder else Decimal(0)
    return load.kilograms or Decimal(0)


def _day(mark: Mark, zone: tzinfo) -> date:
    return mark.first.astimezone(zone).date()


def _of_group(group: Sequence[Mark], zone: tzinfo, ladder: Sequence[str]) -> Iterator[Record]:
    """The records of marks that can be compared, day by day."""
    days: dict[date, list[Mark]] = defaultdict(list)
    for mark in group:
        days[_day(mark, zone)].append(mark)
    most: dict[Decimal, Mark] = {}
    strength: Strength | None = None
    for on, unordered in sorted(days.items()):
        today = sorted(
            unordered, key=lambda mark: (_rank(mark.load, ladder), mark.count), reverse=True
        )
        if most:
            yield from _heavier(on, today, most, ladder)
            yield from _more(on, today, most, ladder)
        stronger = _strongest(today)
        if stronger is not None and strength is not None and _clearly_above(stronger[0], strength):
            yield _record(
                RecordKind.STRENGTH,
                on,
                stronger[1],
                strength=estimate(stronger[0]),
                strength_before=estimate(strength),
            )
            strength = stronger[0]
        elif stronger is not None and strength is None:
            strength = stronger[0]
        for mark in today:
            rank = _rank(mark.load, ladder)
            if rank not in most or mark.count > most[rank].count:
                most[rank] = mark


def _heavier(
    on: date, today: list[Mark], most: dict[Decimal, Mark], ladder: Sequence[str]
) -> Iterator[Record]:
    """The heaviest load of the day, if none was as heavy and it was moved as often as asked."""
    heaviest = most[max(most)]
    for mark in today:
        asked = mark.target_reps[0] if mark.target_reps else heaviest.count
        if _rank(mark.load, ladder) > max(most) and mark.count >= asked:
            yield _record(RecordKind.LOAD, on, mark, load_before=heaviest.load)
            return


def _more(
    on: date, today: list[Mark], most: dict[Decimal, Mark], ladder: Sequence[str]
) -> Iterator[Record]:
    """The heaviest load of the day at which more was done than ever at it or a heavier one."""
    for mark in today:
        rank = _rank(mark.load, ladder)
        if rank not in most:
            continue
        before = max(known.count for other, known in most.items() if other >= rank)
        if mark.count > before:
            yield _record(RecordKind.COUNT, on, mark, count_before=before)
            return


def _strongest(group: Iterable[Mark]) -> tuple[Strength, Mark] | None:
    """The highest 1RM that one of the marks says, None if none says one."""
    said = [
        (found, mark)
        for mark in group
        if (mark.rir is None or mark.rir <= FAR_FROM_FAILURE)
        and (found := measure((mark,), USUAL_REPS, USUAL_RIR)) is not None
    ]
    return max(said, key=lambda pair: pair[0].log, default=None)


def _clearly_above(new: Strength, old: Strength) -> bool:
    return new.log - old.log > CLEARLY * math.sqrt(new.variance + old.variance)


def _record(
    kind: RecordKind,
    on: date,
    mark: Mark,
    *,
    strength: Estimate | None = None,
    load_before: Load | None = None,
    count_before: int | None = None,
    strength_before: Estimate | None = None,
) -> Record:
    return Record(
        kind=kind,
        on=on,
        variant=mark.variant,
        side=mark.side,
        load=mark.load,
        reps=mark.reps,
        seconds=mark.seconds,
        strength=strength,
        load_before=load_before,
        count_before=count_before,
        strength_before=strength_before,
    )
