"""`/you`: what a person is planned for and owns, their data, and their account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ilium.diary import Diary
from ilium.interchange.foreign import Source
from ilium.web.access import diary_of
from ilium.web.pages.plan import other_wishes
from ilium.web.pages.start import UNPROCESSABLE, Answers, described
from ilium.web.pages.wishes_form import with_preset


@require_http_methods(["GET", "POST"])
def you(request: HttpRequest) -> HttpResponse:
    """What Ilium knows of the person; or keeping what they changed."""
    with diary_of(request) as diary:
        known = described(request, diary)
        if request.method == "GET":
            return _page(request, diary, Answers(known), saved="saved" in request.GET)
        answers = Answers(known, with_preset(request.POST))
        if not answers.valid():
            return _page(request, diary, answers, status=UNPROCESSABLE)
        if "preset" in request.POST:
            return _page(request, diary, answers)
        diary.save_athlete(answers.athlete())
        return redirect(f"{reverse('you')}?saved")


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What is wrong with the answers, and the loads in the chosen unit: parts of the page."""
    with diary_of(request) as diary:
        answers = Answers(described(request, diary), with_preset(request.POST))
        context = {**answers.context(), "apart": True, "preset": "preset" in request.POST}
        if answers.valid() and answers.other_unit:
            context |= Answers(answers.athlete()).context()
            context["converted"] = True
        return render(request, "you/preview.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Everything that Ilium knows of the person, as one file."""
    with diary_of(request) as diary:
        response = HttpResponse(diary.export(), content_type="application/json")
        name = f"ilium-{diary.today.isoformat()}.json"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "private, no-store"
        return response


@require_GET
def export_csv(request: HttpRequest, program: Source) -> HttpResponse:
    """Every set, as a file that another program reads."""
    with diary_of(request) as diary:
        response = HttpResponse(diary.export_csv(program), content_type="text/csv; charset=utf-8")
        name = f"ilium-{program}-{diary.today.isoformat()}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "private, no-store"
        return response


def _page(
    request: HttpRequest, diary: Diary, answers: Answers, status: int = 200, **more: Any
) -> HttpResponse:
    active = diary.programme()
    context = {
        **answers.context(),
        "has_plan": active is not None,
        "other_wishes": active is not None
        and not answers.wishes.is_bound
        and other_wishes(answers.known, active),
        **more,
    }
    return render(request, "you/you.html", context, status=status)
