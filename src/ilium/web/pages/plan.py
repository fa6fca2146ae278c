"""`/plan`: the programme that a person trains by, each item with its why; and undoing a change."""

from collections.abc import Collection
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from ilium.diary import Diary
from ilium.interchange.records import ProgrammeRevision
from ilium.planning.athlete import Athlete, with_wishes_of
from ilium.planning.programme import Week
from ilium.training.schedule import Position
from ilium.web.access import diary_of
from ilium.web.pages.programme_view import current_week, programme_view, timeline

CHANGES = {
    "kept": "Your plan is changed.",
    "swapped": "The exercise is swapped, in every week from now on.",
    "moved": "The session is moved, in every week from now on.",
    "undone": "Your plan is as it was before.",
    "stale": "Your plan was changed in another window. This is how it is now; try once more.",
}
"""What is said after a change, by the word in the address."""


@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """The week that the person is in, or another one; the weekly sets; the mesocycle."""
    with diary_of(request) as diary:
        active = diary.programme()
        if active is None:
            return redirect("start")
        programme, done = active.programme, diary.finished(active)
        now = current_week(programme, done)
        asked = request.GET.get("week", "")
        week = int(asked) if asked in {str(w.week) for w in programme.weeks} else now
        athlete = diary.athlete() or active.athlete
        weeks = timeline(programme, done, active.start, week)
        changed = request.GET.get("changed", "")
        context = {
            "plan": programme_view(programme, athlete.equipment, diary.catalogue, week),
            "unit": athlete.unit.value,
            "open_day": open_day(programme.weeks[week - 1], done, request.GET.get("day", "")),
            "timeline": weeks,
            "now": now,
            "finished": all(one["complete"] for one in weeks),
            "other_wishes": other_wishes(athlete, active),
            "former": diary.former(active) is not None,
            "of": active.id,
            "changed": CHANGES.get(changed, ""),
            "stale": changed == "stale",
        }
        return render(request, "plan/plan.html", context)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Back to the programme before the last change; doing it twice brings the change back."""
    with diary_of(request) as diary:
        active = unchanged(request, diary)
        if active is None:
            return to_plan("stale")
        return to_plan("undone" if diary.undo(active) else "stale")


def other_wishes(athlete: Athlete, active: ProgrammeRevision) -> bool:
    """Whether the person now wishes something else than their programme was planned from."""
    return with_wishes_of(active.athlete, athlete) != active.athlete


def unchanged(request: HttpRequest, diary: Diary) -> ProgrammeRevision | None:
    """The active programme if it is the one that the form was made of, else None."""
    active = diary.programme()
    try:
        same = active is not None and UUID(request.POST.get("of", "")) == active.id
    except ValueError:
        same = False
    return active if same else None


def to_plan(changed: str, day: int | None = None) -> HttpResponse:
    """Shows the plan, what was done, and the session that it was done to."""
    place = "" if day is None else f"&day={day}#day-{day}"
    return redirect(f"{reverse('plan')}?changed={changed}{place}")


def open_day(week: Week, done: Collection[Position], asked: str) -> int:
    """The session to show at full length: the one asked for, else the week's next."""
    days = [session.day for session in week.sessions]
    left = [day for day in days if (week.week, day) not in done]
    return next((day for day in days if str(day) == asked), (left or days)[0])
