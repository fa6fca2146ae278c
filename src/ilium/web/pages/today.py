"""`/`: what is next, and how the week stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from ilium.anatomy import TARGETS
from ilium.diary import Diary
from ilium.loads import Unit
from ilium.outlook import Outlook
from ilium.phrases import at_text, effort_text, target_text, when_text
from ilium.planning.programme import Session, Sides, Week
from ilium.planning.words import WEEKDAY_NAMES
from ilium.progress import gather
from ilium.training.performed import SetKind
from ilium.training.session import Station, sets_at
from ilium.web.access import diary_of


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The next session and this week's sets; the onboarding where there is no programme."""
    with diary_of(request) as diary:
        outlook = diary.outlook()
        if outlook.active is None:
            return redirect("start")
        return render(request, "today.html", {**_next(diary, outlook), **_this_week(diary)})


def _next(diary: Diary, outlook: Outlook) -> dict[str, Any]:
    """The session under way, else the one that comes next; neither when the programme is done."""
    unit = outlook.athlete.unit if outlook.athlete else Unit.KILOGRAMS
    visit = outlook.visit(diary.zone, diary.catalogue)
    if visit is not None:
        sets = sum(len(s.prescription.sets) for s in visit.stations)
        return {
            **_session(visit.week, visit.session, outlook),
            "under_way": True,
            "when": f"Under way: {len(visit.done)} of {sets} sets done.",
            "items": [
                _item(s, unit, done=len(sets_at(s, visit.done)), skipped=visit.skipped)
                for s in visit.stations
            ],
        }
    planned = outlook.next_up(diary.today, diary.zone)
    if planned is None:
        return {"finished": True, "weeks": outlook.weeks}
    items = outlook.preview(planned, diary.today, diary.zone, diary.catalogue)
    return {
        **_session(planned.week, planned.session, outlook),
        "rest": not planned.due,
        "when": when_text(planned, diary.today),
        "items": [_item(station, unit) for station in items],
    }


def _session(week: Week, session: Session, outlook: Outlook) -> dict[str, Any]:
    return {
        "week": week,
        "session": session,
        "weekday": WEEKDAY_NAMES[session.weekday],
        "weeks": outlook.weeks,
        "unit": outlook.athlete.unit if outlook.athlete else Unit.KILOGRAMS,
    }


def _item(
    station: Station, unit: Unit, done: int = 0, skipped: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """One row of the session: what, how much, how hard, and why."""
    sets = station.prescription.sets
    working = [s for s in sets if s.kind is SetKind.WORKING]
    each = station.item.sides is Sides.EACH
    first = working[0] if working else None
    return {
        "name": station.variant.name,
        "exercise": station.variant.exercise.id,
        "role": station.role,
        "regions": [region for region in TARGETS if region in station.variant.credits],
        "rounds": len(working) // 2 if each else len(working),
        "each": each,
        "target": target_text(first) if first else "",
        "load": at_text(first.load, unit) if first and first.load else "find the load first",
        "effort": effort_text(station.role, first) if first else "",
        "reasons": station.prescription.reasons,
        "done": done,
        "sets": len(sets),
        "skipped": station.variant.id in skipped,
    }


def _this_week(diary: Diary) -> dict[str, Any]:
    """Sets by region so far, against the range that the programme aims at."""
    found = gather(diary, 1)
    week = found.volume[-1]
    meters = [
        (region, week.all.get(region, 0), *found.band[region])
        for region in TARGETS
        if region in found.band
    ]
    return {"meters": meters, "sessions": week.sessions}
