"""What the last weeks add up to, as values that the terminal, the pages and JSON share.

`gather` reads a window of weeks in a fixed number of queries. The records of all time are a
question of their own (`best_of`), because they read every set of the variants that are asked for.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from ilium.anatomy import Region
from ilium.diary import Diary
from ilium.interchange.records import ProgrammeRevision
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Range
from ilium.training.adherence import Calendar, calendar
from ilium.training.analytics import (
    SideBalance,
    StrengthPoint,
    WeekVolume,
    side_balance,
    strength_change,
    strength_trend,
    weekly_volume,
)
from ilium.training.performed import PerformedSet, Side
from ilium.training.records import Best, Record, bests, records
from ilium.training.schedule import Position
from ilium.training.shortfall import Coming, RegionWeek, coming, region_weeks

Trend = dict[tuple[str, Side], tuple[StrengthPoint, ...]]


class Adherence(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions of the programme that were planned to today, and those that are done."""

    planned: int
    done: int


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What the last weeks add up to. `volume` has a week for every calendar week, empty or not.

    `regions` says how the targets stand in the week that runs, `elsewhere` how many sets a week
    other training has lately given to the muscles that are only to help. `calendar` holds the
    window's planned sessions, and those of the week that runs; None without a programme.
    """

    today: date
    athlete: Athlete
    band: dict[Region, Range]
    volume: tuple[WeekVolume, ...]
    regions: tuple[RegionWeek, ...]
    trend: Trend
    balance: tuple[SideBalance, ...]
    calendar: Calendar | None
    elsewhere: dict[Region, float]

    @property
    def adherence(self) -> Adherence | None:
        """How many sessions were planned up to today, and how many are done."""
        if self.calendar is None:
            return None
        return Adherence(planned=self.calendar.planned, done=self.calendar.done)


class Bests(msgspec.Struct, frozen=True, kw_only=True):
    """The standing bests, and every day on which something became better, newest first."""

    bests: tuple[Best, ...]
    records: tuple[Record, ...]


def gather(diary: Diary, weeks: int) -> Progress:
    """What the diary's last `weeks` calendar weeks add up to, this week included.

    Six queries: programme, athlete, the window's sets, the programme's finished sessions, the
    session under way, other training. With a session under way two more say how far it is, and a
    third reads its programme if another was chosen since.
    """
    active = diary.programme()
    athlete = diary.athlete() or Athlete()
    monday = diary.today - timedelta(diary.today.weekday())
    first = monday - timedelta(weeks=weeks - 1)
    performed: tuple[PerformedSet, ...] = diary.sets_since(first)
    trained = {done.at.astimezone(diary.zone).date() for done in performed}
    done = diary.finished_days(active) if active else {}
    volume = _every_week(diary, performed, first, weeks)
    rest = _coming(diary, active, done, trained)
    return Progress(
        today=diary.today,
        athlete=athlete,
        band=active.programme.band if active else {},
        volume=volume,
        regions=region_weeks(
            volume[-1].all,
            rest,
            active.programme.band if active else {},
            [i for s in active.programme.weeks[0].sessions for i in s.items] if active else (),
            athlete,
            diary.catalogue,
        ),
        trend=strength_trend(performed, diary.zone),
        balance=side_balance(performed, diary.zone),
        calendar=None
        if active is None
        else calendar(
            active.programme,
            active.start,
            done,
            trained,
            first=first,
            last=monday + timedelta(6),
            today=diary.today,
        ),
        elsewhere=diary.elsewhere(),
    )


def _every_week(
    diary: Diary, performed: Sequence[PerformedSet], first: date, weeks: int
) -> tuple[WeekVolume, ...]:
    known = {week.monday: week for week in weekly_volume(performed, diary.catalogue, diary.zone)}
    mondays = [first + timedelta(weeks=n) for n in range(weeks)]
    return tuple(
        known.get(day, WeekVolume(monday=day, all={}, hard={}, sessions=0)) for day in mondays
    )


def _coming(
    diary: Diary,
    active: ProgrammeRevision | None,
    done: dict[Position, date],
    trained: set[date],
) -> Coming:
    if active is None:
        return Coming()
    return coming(
        active.programme,
        active.start,
        done,
        diary.today,
        trained=trained,
        catalogue=diary.catalogue,
        under_way=diary.under_way(active),
    )


def best_of(
    diary: Diary, variants: Sequence[str] | None = None, athlete: Athlete | None = None
) -> Bests:
    """The bests and records of all time, of some variants if named.

    It reads every set of those variants in one query, summed up in the database. `athlete`, whose
    bands are compared, is read too if not given.
    """
    found = diary.marks(variants)
    ladder = (athlete or diary.athlete() or Athlete()).inventory.bands
    return Bests(bests=bests(found, diary.zone, ladder), records=records(found, diary.zone, ladder))


def progress_document(found: Progress) -> dict[str, Any]:
    """The JSON answer."""
    return {
        "schema": "ilium.progress/1",
        "band": found.band,
        "this_week": found.regions,
        "weeks": [
            {
                "monday": week.monday,
                "sessions": week.sessions,
                "weekly_sets": {region: week.all.get(region, 0) for region in Region},
                "weekly_hard_sets": {region: week.hard.get(region, 0) for region in Region},
            }
            for week in found.volume
        ],
        "strength": [
            {
                "variant": variant,
                "side": side,
                "change": strength_change(points),
                "points": [_point(point) for point in points],
            }
            for (variant, side), points in found.trend.items()
        ],
        "sides": found.balance,
        "adherence": found.adherence,
        "calendar": found.calendar,
    }


def _point(point: StrengthPoint) -> dict[str, Any]:
    return {
        "on": point.on,
        "e1rm_kg": round(point.estimate.kilograms, 1),
        "deviation_kg": round(point.estimate.deviation, 1),
        "known_kg": round(point.known.kilograms, 1),
        "known_deviation_kg": round(point.known.deviation, 1),
    }


def records_document(found: Bests) -> dict[str, Any]:
    """The JSON answer about bests and records."""
    return {"schema": "ilium.records/1", "bests": found.bests, "records": found.records}
