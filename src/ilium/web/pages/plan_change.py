"""`/plan/change`: other wishes, and what they cost before they are kept."""

from functools import partial
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ilium.diary import Diary
from ilium.interchange.records import ProgrammeRevision
from ilium.planning import Athlete, Infeasible, Programme, difference
from ilium.planning.difference import at_other_lengths
from ilium.planning.solver import OutOfTime
from ilium.training.schedule import goes_on
from ilium.web.access import PersonRequest, diary_of
from ilium.web.pages.plan import to_plan, unchanged
from ilium.web.pages.programme_view import (
    current_week,
    difference_view,
    infeasible_view,
    programme_view,
    whole_minutes,
)
from ilium.web.pages.wishes_form import (
    ChangeForm,
    choices,
    exercise_choices,
    plannable,
    posted,
    shown,
    with_preset,
)
from ilium.web.planning import plan_to_keep, planned

UNPROCESSABLE = 422
PURPOSE = "change"

SECONDS_A_LENGTH = 6.0
"""How long to look for a plan of each other length of a session: it is a side question."""


@require_http_methods(["GET", "POST"])
def change(request: PersonRequest) -> HttpResponse:
    """The wishes with what each change of them costs; or taking the changed plan."""
    with diary_of(request) as diary:
        active = diary.programme()
        if active is None:
            return redirect("start")
        known = plannable(diary.athlete() or active.athlete)
        if request.method == "GET":
            return _page(request, diary, active, _asked(known, request.GET))
        form = ChangeForm(known, with_preset(request.POST))
        take = request.POST.get("take")
        if not form.is_valid():
            return _page(request, diary, active, form, status=UNPROCESSABLE)
        if take in ("plan", "nearest"):
            if unchanged(request, diary) is None:
                return to_plan("stale")
            taken = plan_to_keep(request.person, form.athlete(), nearest=take == "nearest")
            if taken is not None:
                diary.change(*taken)
                return to_plan("kept")
        return _page(request, diary, active, form)


@require_POST
def preview(request: PersonRequest) -> HttpResponse:
    """What the wishes so far cost: parts of the page."""
    with diary_of(request) as diary:
        active = diary.programme()
        if active is None:
            return HttpResponse(status=409)
        form = ChangeForm(plannable(diary.athlete() or active.athlete), with_preset(request.POST))
        context = {
            **_fields(form),
            **_cost(request, diary, active, form),
            "apart": True,
            "preset": "preset" in request.POST,
        }
        return render(request, "plan/change_preview.html", context)


@require_GET
def lengths(request: PersonRequest) -> HttpResponse:
    """What the plan gains and loses with shorter and longer sessions: a part of a page, or one."""
    with diary_of(request) as diary:
        active = diary.programme()
        if active is None:
            return HttpResponse(status=409)
        known = plannable(diary.athlete() or active.athlete)
        plan = partial(planned, request.person, purpose="lengths", patience=SECONDS_A_LENGTH)
        found = at_other_lengths(active.programme, known, plan)
        rows = [
            {
                "minutes": one.minutes,
                "looked": one.looked,
                "cost": one.difference and difference_view(one.difference, diary.catalogue),
            }
            for one in found
        ]
        context = {"rows": rows, "minutes": known.minutes, "unit": known.unit.value}
        part = "HX-Request" in request.headers
        return render(request, "plan/_lengths.html" if part else "plan/lengths.html", context)


def _asked(known: Athlete, query: QueryDict) -> ChangeForm:
    """The form as a link asks for it: with an exercise left out, or always in."""
    wishes = shown(known)
    real = {exercise for exercise, _ in exercise_choices()}
    avoid, insist = query.get("avoid"), query.get("insist")
    if avoid in real:
        wishes["avoid"] = sorted({*wishes["avoid"], avoid})
        wishes["insist"] = [one for one in wishes["insist"] if one != avoid]
    if insist in real:
        wishes["insist"] = sorted({*wishes["insist"], insist})
        wishes["avoid"] = [one for one in wishes["avoid"] if one != insist]
    changed = avoid in real or insist in real or "look" in query
    return ChangeForm(known, posted(wishes) if changed else None)


def _page(
    request: PersonRequest,
    diary: Diary,
    active: ProgrammeRevision,
    form: ChangeForm,
    status: int = 200,
) -> HttpResponse:
    context = {
        **_fields(form),
        **_cost(request, diary, active, form),
        "of": active.id,
        "longest": whole_minutes(max(s.minutes for s in active.programme.weeks[0].sessions)),
    }
    return render(request, "plan/change.html", context, status=status)


def _fields(form: ChangeForm) -> dict[str, Any]:
    names = dict(exercise_choices())
    return {
        **choices(form),
        "unit": form.known.unit.value,
        "exercises": list(names.items()),
        "avoided": ", ".join(names[one] for one in form["avoid"].value() or () if one in names),
        "insisted": ", ".join(names[one] for one in form["insist"].value() or () if one in names),
    }


def _cost(
    request: PersonRequest, diary: Diary, active: ProgrammeRevision, form: ChangeForm
) -> dict[str, Any]:
    """What the wishes change, or why they cannot be fulfilled."""
    if not form.is_bound:
        return {"state": "same"}
    if not form.is_valid():
        return {"state": "invalid"}
    athlete = form.athlete()
    try:
        programme = planned(request.person, athlete, PURPOSE)
    except Infeasible as error:
        context = {
            "state": "infeasible",
            **infeasible_view(error, athlete.equipment, diary.catalogue),
        }
        if error.nearest is not None:
            context |= _compared(diary, active, error.nearest)
        return context
    except OutOfTime:
        return {"state": "slow"}
    return {
        "state": "ready",
        "plan": programme_view(programme, athlete.equipment, diary.catalogue),
        **_compared(diary, active, programme),
    }


def _compared(diary: Diary, active: ProgrammeRevision, programme: Programme) -> dict[str, Any]:
    done = diary.finished(active)
    return {
        "cost": difference_view(difference(active.programme, programme), diary.catalogue),
        "goes_on": goes_on(active.programme, programme, done),
        "week": current_week(active.programme, done),
    }
