"""What the last weeks add up to, as one value, and the sentences that stand above its charts."""

from datetime import date, timedelta
from typing import Any

import msgspec

from ilium.anatomy import Region, region_name
from ilium.diary import Diary
from ilium.interchange.records import ProgrammeRevision
from ilium.planning.programme import Range
from ilium.training.analytics import (
    SideBalance,
    StrengthPoint,
    WeekVolume,
    side_balance,
    strength_trend,
    weekly_volume,
)
from ilium.training.performed import PerformedSet, Side
from ilium.training.schedule import planned_date

Trend = dict[tuple[str, Side], tuple[StrengthPoint, ...]]


class Adherence(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions of the programme that were planned to today, and those that are done."""

    planned: int
    done: int


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What the last weeks add up to. `volume` has a week for every calendar week, empty or not."""

    today: date
    band: dict[Region, Range]
    volume: tuple[WeekVolume, ...]
    trend: Trend
    balance: tuple[SideBalance, ...]
    adherence: Adherence | None


def gather(diary: Diary, weeks: int) -> Progress:
    """What the diary's last `weeks` calendar weeks add up to, this week included."""
    active = diary.programme()
    monday = diary.today - timedelta(diary.today.weekday())
    first = monday - timedelta(weeks=weeks - 1)
    performed: tuple[PerformedSet, ...] = diary.sets_since(first)
    known = {week.monday: week for week in weekly_volume(performed, diary.catalogue, diary.zone)}
    mondays = [first + timedelta(weeks=n) for n in range(weeks)]
    return Progress(
        today=diary.today,
        band=active.programme.band if active else {},
        volume=tuple(
            known.get(day, WeekVolume(monday=day, all={}, hard={}, sessions=0)) for day in mondays
        ),
        trend=strength_trend(performed, diary.zone),
        balance=side_balance(performed, diary.zone),
        adherence=_adherence(diary, active) if active else None,
    )


def _adherence(diary: Diary, active: ProgrammeRevision) -> Adherence:
    planned = sum(
        planned_date(active.start, week.week, session.weekday) <= diary.today
        for week in active.programme.weeks
        for session in week.sessions
    )
    return Adherence(planned=planned, done=len(diary.finished(active)))


def progress_document(found: Progress) -> dict[str, Any]:
    """The JSON answer."""
    return {
        "schema": "ilium.progress/1",
        "band": found.band,
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
                "points": [
                    {
                        "on": point.on,
                        "e1rm_kg": round(point.estimate.kilograms, 1),
                        "deviation_kg": round(point.estimate.deviation, 1),
                    }
                    for point in points
                ],
            }
            for (variant, side), points in found.trend.items()
        ],
        "sides": found.balance,
        "adherence": found.adherence,
    }


def week_sentence(region: Region, sets: float, band: Range) -> str:
    """The answer that stands above a chart."""
    low, high = band
    name = region_name(region)
    if sets < low:
        return f"{name}: {sets:g} of {low}-{high} sets so far this week."
    if sets > high:
        return f"{name}: {sets:g} sets, above {low}-{high}; more adds little."
    return f"{name}: {sets:g} sets, inside {low}-{high}."


def balance_sentence(balance: SideBalance) -> str:
    """What the comparison of the sides says, and how sure it is."""
    stronger = "right" if balance.difference > 0 else "left"
    size = f"{abs(balance.difference):.0f} % ± {balance.deviation:.0f}"
    if balance.clear:
        return (
            f"{balance.variant}: your {stronger} side is ahead by {size} over {balance.pairs} days."
        )
    return f"{balance.variant}: no clear difference ({size} over {balance.pairs} days)."
