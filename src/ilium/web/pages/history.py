"""`/history`: past sessions with their sets, newest first, a page at a time."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ilium.diary import Diary
from ilium.loads import Unit
from ilium.phrases import brought_text, other_set_text, set_text
from ilium.planning.athlete import Athlete
from ilium.progress.words import variant_name
from ilium.training.performed import PerformedSet
from ilium.training.visits import Cursor, PastVisit
from ilium.web.access import diary_of
from ilium.web.pages.progress_charts import day_text

VISITS = 10

SAID = {
    "changed": "Changed. The earlier version is kept.",
    "added": "Added.",
    "back": "It is back.",
}


@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """A page of sessions; what was just done to one of their sets stands above."""
    with diary_of(request) as diary:
        before = _cursor(request.GET.get("before", ""))
        unit = (diary.athlete() or Athlete()).unit
        found = diary.visits(VISITS, before)
        context = {
            "visits": [
                _visit(visit, diary, unit, is_open=not index)
                for index, visit in enumerate(found.visits)
            ],
            "before": str(before) if before else "",
            "older": str(found.older) if found.older else "",
            "said": SAID.get(request.GET.get("said", ""), ""),
            "removed": removed_id(request),
        }
        return render(request, "history/history.html", context)


def _cursor(text: str) -> Cursor | None:
    try:
        return Cursor.read(text) if text else None
    except ValueError:
        raise Http404 from None


def removed_id(request: HttpRequest) -> UUID | None:
    """What was just removed, as the address says, and can be brought back."""
    try:
        return UUID(request.GET.get("removed", ""))
    except ValueError:
        return None


def _visit(visit: PastVisit, diary: Diary, unit: Unit, *, is_open: bool) -> dict[str, Any]:
    begun = visit.started_at.astimezone(diary.zone)
    groups = [
        (variant_name(variant, diary.catalogue), [_line(one, unit) for one in sets])
        for variant, sets in groupby(visit.sets, key=lambda done: done.variant)
    ]
    others = [
        (name, "; ".join(other_set_text(one, unit) for one in sets))
        for name, sets in groupby(visit.others, key=lambda done: done.exercise)
    ]
    return {
        "session": visit.session,
        "day": f"{begun:%A} {day_text(begun.date())}",
        "place": _place(visit),
        "note": visit.note,
        "summary": _summary(visit, [name for name, _ in groups]),
        "groups": groups,
        "others": others,
        "open": is_open,
    }


def _place(visit: PastVisit) -> str:
    if visit.session is None:
        return "Outside a session"
    if visit.source:
        return brought_text(visit)
    if visit.week is None or visit.day is None:
        return "Without a plan"
    under_way = "" if visit.finished_at else ", under way"
    return f"Week {visit.week}, day {visit.day}{under_way}"


def _summary(visit: PastVisit, names: Sequence[str]) -> str:
    number, others = len(visit.sets), len(visit.others)
    besides = f"{others} set{'' if others == 1 else 's'} of other training"
    if not number:
        return besides if others else "No sets"
    count = "1 set" if number == 1 else f"{number} sets"
    own = f"{count}: {', '.join(dict.fromkeys(name.partition(',')[0] for name in names))}"
    return f"{own}; {besides}" if others else own


def _line(done: PerformedSet, unit: Unit) -> dict[str, Any]:
    return {"id": done.id, "text": set_text(done, unit), "note": done.note, "deload": done.deload}
