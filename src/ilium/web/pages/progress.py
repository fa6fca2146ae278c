"""`/progress`: what the last weeks add up to, and `/progress/records`: what was never better."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ilium.anatomy import Region
from ilium.diary import Diary
from ilium.exercises import Catalogue
from ilium.loads import Unit, load_text
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Range
from ilium.progress import Bests, Progress, best_of, gather
from ilium.progress.words import (
    calendar_sentence,
    elsewhere_sentence,
    estimate_text,
    record_sentence,
    variant_name,
)
from ilium.training.adherence import Calendar, Outcome, PlannedSession
from ilium.training.analytics import WeekVolume
from ilium.training.performed import Side
from ilium.training.records import Best, Mark
from ilium.web.access import diary_of
from ilium.web.pages.learn_content import drawing
from ilium.web.pages.progress_charts import (
    balance_rows,
    body_charts,
    day_text,
    strength_chart,
    unbroken,
    week_charts,
)

WINDOWS = (8, 12, 26)
"""Weeks that the page looks back, to choose from; it never reads more."""

USUAL_WEEKS = 12

ENOUGH_SETS = 10
"""Weekly sets that a full shade stands for without a programme: the low end of the usual aim
(Pelland 2025, see planning/dose.toml)."""

CALENDAR_WEEKS = 6
MEASUREMENTS_SHOWN = 60
RECORDS_SHOWN = 5
MOST_RECORDS = 100

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

OUTCOMES = {
    Outcome.DONE: "done",
    Outcome.PLANNED: "planned",
    Outcome.WAITING: "waits for you",
}


@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """Sets by region, strength, left and right, the calendar, records, the body."""
    with diary_of(request) as diary:
        weeks = _weeks(request.GET.get("weeks", ""))
        found = gather(diary, weeks)
        unit = found.athlete.unit
        balances = balance_rows(found.balance, diary.catalogue)
        measured = diary.measurements(MEASUREMENTS_SHOWN)
        context = {
            "weeks": weeks,
            "windows": WINDOWS,
            "trained": any(week.sessions for week in found.volume),
            "has_plan": found.calendar is not None,
            "charts": week_charts(found, diary.catalogue),
            "elsewhere": elsewhere_sentence(found.elsewhere),
            "drawing": drawing(average_shades(found.volume, found.band), labels=False),
            **_strength(request, diary, found, unit),
            "balances": balances,
            "balance_head": ("Exercise", "Right ahead by", "Standard error", "Days"),
            "balance_rows": [balance["row"] for balance in balances],
            "weekdays": WEEKDAYS,
            **_calendar(found),
            "body": body_charts(measured, unit),
            "measured": bool(measured),
        }
        return render(request, "progress/progress.html", context)


@require_GET
def records(request: HttpRequest) -> HttpResponse:
    """Every exercise's bests, and the days on which something became better."""
    with diary_of(request) as diary:
        athlete = diary.athlete() or Athlete()
        unit, found = athlete.unit, best_of(diary, athlete=athlete)
        context = {
            "bests": _bests(found.bests, unit, diary.catalogue),
            "records": _records(found, unit, diary.catalogue, MOST_RECORDS),
            "more": max(len(found.records) - MOST_RECORDS, 0),
        }
        return render(request, "progress/records.html", context)


def average_shades(
    volume: Sequence[WeekVolume], band: Mapping[Region, Range]
) -> dict[Region, float]:
    """How far the trained weeks came, on average, towards the lower end of the range: 0 to 1.

    Every region is held against the same number of sets, so that their shades can be compared.
    The week that runs counts only where there is no other.
    """
    weeks = [week for week in volume[:-1] if week.sessions] or list(volume[-1:])
    enough = min((low for low, _ in band.values()), default=ENOUGH_SETS)
    return {
        region: min(sum(week.all.get(region, 0) for week in weeks) / len(weeks) / enough, 1)
        for region in Region
    }


def _weeks(text: str) -> int:
    """The window that was asked for, the usual one if it is none of those to choose from."""
    return next((weeks for weeks in WINDOWS if str(weeks) == text), USUAL_WEEKS)


def _strength(request: HttpRequest, diary: Diary, found: Progress, unit: Unit) -> dict[str, Any]:
    """The chosen variant's estimated maximum and its records; the most trained one at first."""
    days: dict[str, int] = {}
    for (variant, _), points in found.trend.items():
        days[variant] = max(days.get(variant, 0), len(points))
    ranked = sorted(days, key=lambda variant: (-days[variant], variant))
    if not ranked:
        return {"strength": None}
    asked = request.GET.get("exercise", "")
    chosen = asked if asked in days else ranked[0]
    best = best_of(diary, [chosen], found.athlete)
    names = {variant: variant_name(variant, diary.catalogue) for variant in ranked}
    return {
        "strength": strength_chart(found, chosen, unit, diary.catalogue),
        "variants": sorted(names.items(), key=lambda pair: pair[1]),
        "chosen": chosen,
        "bests": _bests(best.bests, unit, diary.catalogue),
        "records": _records(best, unit, diary.catalogue, RECORDS_SHOWN),
    }


def _bests(found: Sequence[Best], unit: Unit, catalogue: Catalogue) -> list[dict[str, Any]]:
    """The bests as rows: whose, the most at the heaviest loads, the estimated maximum."""
    return [
        {
            "name": variant_name(best.variant, catalogue),
            "side": "Both sides" if best.side is Side.BOTH else best.side.value.capitalize(),
            "most": [_most(mark, unit) for mark in best.most],
            "strength": estimate_text(best.strength, unit) if best.strength else "",
        }
        for best in found
    ]


def _most(mark: Mark, unit: Unit) -> str:
    count = f"{mark.count} s" if mark.seconds is not None else f"{mark.count} reps"
    return f"{count}, {load_text(mark.load, unit)}"


def _records(found: Bests, unit: Unit, catalogue: Catalogue, most: int) -> list[tuple[str, str]]:
    return [
        (
            day_text(record.on),
            unbroken(record_sentence(record, variant_name(record.variant, catalogue), unit)),
        )
        for record in found.records[:most]
    ]


def _calendar(found: Progress) -> dict[str, Any]:
    """The last weeks day by day, and a table of what became of each planned session."""
    if found.calendar is None:
        return {"calendar": None}
    monday = found.today - timedelta(found.today.weekday())
    first = monday - timedelta(weeks=CALENDAR_WEEKS - 1)
    days = [first + timedelta(n) for n in range(7 * CALENDAR_WEEKS)]
    return {
        "calendar": {
            "answer": calendar_sentence(found.calendar),
            "days": [_day(day, found.calendar, found.today) for day in days],
            "caption": "Planned sessions",
            "head": ["Planned for", "Session", "What became of it"],
            "rows": [
                [
                    day_text(session.on),
                    f"Week {session.week}, day {session.day}"
                    + (", deload" if session.deload else ""),
                    _outcome(session),
                ]
                for session in found.calendar.sessions
            ],
        }
    }


def _day(day: date, found: Calendar, today: date) -> dict[str, Any]:
    """One day of the calendar: how it looks, and what it says to who cannot see it."""
    done = [session for session in found.sessions if session.done_on == day]
    planned = [session for session in found.sessions if session.on == day]
    if done or day in found.beside:
        state, said = "done", "trained"
    elif planned and planned[0].outcome is Outcome.PLANNED:
        state, said = "planned", "planned"
    elif planned:
        state, said = "missed", _outcome(planned[0])
    else:
        state, said = "rest", "rest"
    return {
        "number": day.day,
        "month": f"{day:%b}" if day.day == 1 else "",
        "state": state,
        "said": f"{day:%A} {day.day} {day:%B}, {said}",
        "today": day == today,
    }


def _outcome(session: PlannedSession) -> str:
    if session.outcome is Outcome.MOVED and session.done_on is not None:
        return f"done on {session.done_on:%A} {session.done_on.day} {session.done_on:%B}"
    return OUTCOMES[session.outcome]
