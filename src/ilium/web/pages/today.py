"""`/`: what is next, how the week stands, and what was done last."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from ilium.anatomy import TARGETS
from ilium.diary import Diary
from ilium.loads import Unit
from ilium.outlook import Outlook, Visit
from ilium.phrases import at_text, effort_text, target_text, when_text
from ilium.planning.programme import Session, Sides, Week
from ilium.planning.words import WEEKDAY_NAMES
from ilium.progress import gather
from ilium.progress.words import region_sentence, variant_name
from ilium.training.performed import SetKind
from ilium.training.session import Station, sets_at
from ilium.training.shortfall import RegionWeek
from ilium.web.access import diary_of
from ilium.web.pages.programme_view import whole_minutes
from ilium.web.pages.progress_charts import day_text
from ilium.web.player.figures import figure, figure_key

LAST_VISITS = 2
"""The newest may be the session under way, which is not the last one."""


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The next session and this week's sets; the onboarding where there is no programme."""
    with diary_of(request) as diary:
        outlook = diary.outlook()
        if outlook.active is None:
            return redirect("start")
        week = _this_week(diary, outlook.active.start)
        context = {**_next(diary, outlook), **week, "last": _last(diary)}
        return render(request, "today.html", context)


def _next(diary: Diary, outlook: Outlook) -> dict[str, Any]:
    """The session under way, else the one that comes next; neither when the programme is done."""
    visit = outlook.visit(diary.zone, diary.catalogue)
    if visit is not None:
        rows = [_item(s, _unit(outlook), visit) for s in visit.stations]
        left = [row for row in rows if row["left"]]
        sets = sum(len(s.prescription.sets) for s in visit.stations)
        return {
            **_session(visit.week, visit.session, outlook),
            "under_way": True,
            "when": f"Under way: {_of(len(visit.done), sets)} done.",
            "so_far": _of(len(visit.done), sets),
            "blocks": _blocks(rows),
            "first": left[0] if left else None,
        }
    planned = outlook.next_up(diary.today, diary.zone)
    if planned is None:
        return {"finished": True, "weeks": outlook.weeks}
    stations = outlook.preview(planned, diary.today, diary.zone, diary.catalogue)
    rows = [_item(station, _unit(outlook)) for station in stations]
    return {
        **_session(planned.week, planned.session, outlook),
        "rest": not planned.due,
        "when": when_text(planned, diary.today),
        "blocks": _blocks(rows),
        "first": rows[0] if rows else None,
    }


def _unit(outlook: Outlook) -> Unit:
    return outlook.athlete.unit if outlook.athlete else Unit.KILOGRAMS


def _of(done: int, planned: int) -> str:
    """`3 of 14 sets`; a set more than planned makes no odd sentence."""
    return f"{done} of {planned} sets" if done <= planned else f"{done} sets"


def _session(week: Week, session: Session, outlook: Outlook) -> dict[str, Any]:
    return {
        "week": week,
        "session": session,
        "minutes": whole_minutes(session.minutes),
        "weekday": WEEKDAY_NAMES[session.weekday],
        "weeks": outlook.weeks,
        "unit": _unit(outlook),
    }


def _blocks(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows by the block that they stand in, in order."""
    return [{"role": role, "items": list(own)} for role, own in groupby(rows, _role)]


def _role(row: dict[str, Any]) -> str:
    return row["role"]


def _item(station: Station, unit: Unit, visit: Visit | None = None) -> dict[str, Any]:
    """One row of the session: what, how much, how hard, and why; how far it is, if it has begun."""
    sets = station.prescription.sets
    own = sets_at(station, visit.done) if visit else ()
    out = visit is not None and station.variant.id in visit.skipped
    hurt = any(done.pain for done in own)
    drawn = figure(figure_key(station.variant))
    return {
        "name": station.variant.name,
        "exercise": station.variant.exercise.id,
        "role": station.role.value,
        "minutes": whole_minutes(station.item.minutes),
        "regions": [region for region in TARGETS if region in station.variant.credits],
        "asked": _asked(station, unit),
        "reasons": station.prescription.reasons,
        "done": len(own),
        "sets": max(len(sets), len(own)),
        "out": out or hurt or not sets,
        "left": not (out or hurt) and len(own) < len(sets),
        "figure": drawn if drawn.start and drawn.end else None,
    }


def _asked(station: Station, unit: Unit) -> str:
    """`3 × 8-10 reps at 60 kg. Stop with 1-3 reps in reserve.`; empty if nothing is asked for."""
    working = [s for s in station.prescription.sets if s.kind is SetKind.WORKING]
    if not working:
        return ""
    first = working[0]
    each = station.item.sides is Sides.EACH
    rounds = len(working) // 2 if each else len(working)
    counted = f"{target_text(first)}{'' if first.seconds else ' reps'}{' a side' if each else ''}"
    load = f" {at_text(first.load, unit)}" if first.load else ", find the load first"
    effort = effort_text(station.role, first).capitalize()
    return f"{rounds} × {counted}{load}. {effort}."


def _this_week(diary: Diary, start: date) -> dict[str, Any]:
    """Sets by region so far against the range that the programme aims at, in words and drawn."""
    found = gather(diary, 1)
    aimed = [one for one in found.regions if one.band is not None]
    sessions = found.calendar.sessions if found.calendar else ()
    done = sum(one.done_on is not None for one in sessions)
    sentences: list[str] = []
    if sessions:
        sentences = [f"{done} of {_sessions(len(sessions))} done.", *_standing(aimed)]
    elif start > diary.today:
        sentences = [f"Your programme begins on {start:%A} {day_text(start)}."]
    return {
        "meters": [(one.region.value, one.sets, *one.band) for one in aimed if one.band],
        "week_sentence": " ".join(sentences),
    }


def _sessions(count: int) -> str:
    return f"{count} session{'' if count == 1 else 's'}"


def _standing(regions: Sequence[RegionWeek]) -> list[str]:
    """Whether the week reaches the ranges, and what would if it does not."""
    if any(one.deload for one in regions):
        return ["A deload week: fewer sets, on purpose."]
    short = [one for one in regions if one.add]
    if short:
        return [region_sentence(one).capitalize() for one in short]
    if all(one.band is None or one.sets >= one.band[0] for one in regions):
        return ["Every region has the sets of its range."]
    return ["What is still planned brings every region into its range."]


def _last(diary: Diary) -> dict[str, Any] | None:
    """The last session that is over, in a line."""
    past = (one for one in diary.visits(LAST_VISITS).visits if one.finished_at and one.sets)
    visit = next(past, None)
    if visit is None:
        return None
    on = visit.started_at.astimezone(diary.zone).date()
    names = dict.fromkeys(variant_name(one.variant, diary.catalogue) for one in visit.sets)
    count = len(visit.sets)
    return {
        "day": f"{on:%A} {day_text(on)}",
        "sets": f"{count} set{'' if count == 1 else 's'}",
        "names": ", ".join(name.partition(",")[0] for name in names),
    }
