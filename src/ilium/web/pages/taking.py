"""`/plan/take`: the plan on paper, on a watch, in a calendar."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ilium.diary import Diary
from ilium.interchange.planned import (
    ALARMS,
    Appointment,
    CalendarSettings,
    current_week,
    parse_time,
)
from ilium.interchange.records import ProgrammeRevision
from ilium.planning.words import WEEKDAY_NAMES
from ilium.store.errors import NotFound
from ilium.web.access import diary_of

UNPROCESSABLE = 422
FIT = "application/vnd.ant.fit"
CALENDAR_FILE = "ilium.ics"

SAID = {
    "changed": "Kept. Your calendar shows it when it asks next.",
    "ended": "The address is ended. Nothing can read it any more.",
}


class CalendarForm(forms.Form):
    """When sessions begin, and when to remind of them."""

    at = forms.CharField(
        max_length=8,
        label="Sessions begin at",
        widget=forms.TimeInput(attrs={"type": "time", "class": "input"}),
        error_messages={"required": "Write it like 18:00.", "max_length": "Write it like 18:00."},
    )
    alarm = forms.IntegerField(
        required=False,
        min_value=ALARMS[0],
        max_value=ALARMS[1],
        label="Reminder, minutes before",
        help_text="Leave it empty for none.",
        widget=forms.NumberInput(attrs={"class": "input input-number", "inputmode": "numeric"}),
        error_messages={"invalid": "Write it like 30."},
    )

    def clean_at(self) -> Any:
        """A time of day, with seconds if a browser sends them."""
        text = self.cleaned_data["at"].strip()
        try:
            return parse_time(text[:5] if text[5:] == ":00" else text)
        except ValueError:
            raise forms.ValidationError("Write it like 18:00.") from None


@never_cache
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """The ways to take the plan along; or the calendar as it is asked for."""
    with diary_of(request) as diary:
        active = diary.programme()
        if active is None:
            return redirect("start")
        if request.method == "POST":
            return _calendar(request, diary, active)
        said = SAID.get(request.GET.get("done", ""), "")
        return _page(request, diary, active, said=said)


def _calendar(request: HttpRequest, diary: Diary, active: ProgrammeRevision) -> HttpResponse:
    """A file; or the secret address: made, changed, ended. It is shown this once."""
    asked = request.POST.get("do", "")
    if asked == "end":
        diary.end_calendar_link()
        return redirect(f"{reverse('plan-take')}?done=ended")
    form = CalendarForm(request.POST)
    if not form.is_valid():
        return _page(request, diary, active, form=form, status=UNPROCESSABLE)
    settings = CalendarSettings(**form.cleaned_data, zone=diary.zone_name)
    if asked == "make":
        token = diary.new_calendar_link(settings)
        address = request.build_absolute_uri(reverse("calendar", args=[token]))
        return _page(request, diary, active, address=address)
    if asked == "change":
        return _changed(diary, settings)
    return _file(diary.calendar(settings), "text/calendar; charset=utf-8", CALENDAR_FILE)


def _changed(diary: Diary, settings: CalendarSettings) -> HttpResponse:
    try:
        diary.change_calendar_link(settings)
    except NotFound:  # ended in another window
        return redirect(f"{reverse('plan-take')}?done=ended")
    return redirect(f"{reverse('plan-take')}?done=changed")


@require_GET
def paper(request: HttpRequest) -> HttpResponse:
    """A week for paper, a page a session."""
    with diary_of(request) as diary:
        active = diary.programme()
        if active is None:
            return redirect("start")
        weeks = range(1, len(active.programme.weeks) + 1)
        asked = request.GET.get("week", "")
        known = {str(week): week for week in weeks}
        week, sheets = diary.sheets(active, known.get(asked))
        context = {"week": week, "weeks": weeks, "sheets": sheets}
        return render(request, "plan/print.html", context)


@require_GET
def workout(request: HttpRequest, week: int, day: int) -> HttpResponse:
    """A session as a FIT file."""
    with diary_of(request) as diary:
        for name, data in _workouts(diary, week, day).items():
            return _file(data, FIT, name)
    raise Http404


@require_GET
def workouts(request: HttpRequest, week: int) -> HttpResponse:
    """The sessions of a week as FIT files, in one zip file."""
    with diary_of(request) as diary:
        found = _workouts(diary, week)
    if not found:
        raise Http404
    return _file(zipped(found), "application/zip", f"ilium-week-{week:02}.zip")


def _workouts(diary: Diary, week: int, day: int | None = None) -> dict[str, bytes]:
    active = diary.programme()
    return {} if active is None else diary.workouts(active, week, day)


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip file of the files; equal files, equal bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return written.getvalue()


def _page(
    request: HttpRequest,
    diary: Diary,
    active: ProgrammeRevision,
    *,
    form: CalendarForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    sessions = diary.agenda(active)
    week = current_week(sessions)
    link = diary.calendar_link()
    settings = link.settings if link else CalendarSettings(zone=diary.zone_name)
    initial = {"at": f"{settings.at:%H:%M}", "alarm": settings.alarm}
    left = next((one.id for one in sessions if one.begun is None), None)
    context = {
        "week": week,
        "weeks": len(active.programme.weeks),
        "sessions": [_shown(one, left) for one in sessions if one.week.week == week],
        "form": form or CalendarForm(initial=initial),
        "link": link,
        "zone": diary.zone_name,
        **more,
    }
    return render(request, "plan/take.html", context, status=status)


def _shown(one: Appointment, next_id: object) -> dict[str, Any]:
    return {
        "day": one.session.day,
        "weekday": WEEKDAY_NAMES[one.session.weekday],
        "minutes": one.minutes,
        "done": one.begun is not None,
        "next": one.id == next_id,
    }
