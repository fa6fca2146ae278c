"""`/progress/measurements`: what a person measures of their body.

It is added, listed, removed and brought back.
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ilium.diary import Diary
from ilium.interchange.records import GIRTH_CM, MEASURES
from ilium.interchange.sense import odd_time
from ilium.loads import Unit, parse_weight, weight_text
from ilium.planning.athlete import BODY_MASS_KG, Athlete
from ilium.progress.words import MEASURE_NAMES, measured_text
from ilium.store import NotFound, Unstorable
from ilium.web.access import diary_of
from ilium.web.pages.history import removed_id
from ilium.web.pages.progress_charts import day_text, unbroken

UNPROCESSABLE = 422
LISTED = 200
LONGEST = 20

SAID = {"kept": "Kept.", "back": "It is back."}


class MeasurementForm(forms.Form):
    """A day and what was measured on it; at least one number."""

    on = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose the day.", "invalid": "Write it as 2026-11-20."},
    )
    body_mass = forms.CharField(max_length=LONGEST, required=False)
    waist = forms.CharField(max_length=LONGEST, required=False)
    hip = forms.CharField(max_length=LONGEST, required=False)
    thigh_left = forms.CharField(max_length=LONGEST, required=False)
    thigh_right = forms.CharField(max_length=LONGEST, required=False)

    def __init__(self, today: date, unit: Unit, data: Any = None) -> None:
        super().__init__(data, initial={"on": today})
        self.today, self.unit = today, unit
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        for name in MEASURES:
            shown = unit.value if name == "body_mass" else "cm"
            field = self.fields[name]
            field.label = f"{MEASURE_NAMES[name].capitalize()}, {shown}"
            field.widget.attrs |= {
                "class": "input input-number",
                "inputmode": "decimal",
                "autocomplete": "off",
            }

    def clean_on(self) -> date:
        """A day up to today, of a year that can be meant."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("This day is still to come.")
        if odd := odd_time(on, "measuring"):
            raise forms.ValidationError(odd)
        return on

    def clean_body_mass(self) -> Decimal | None:
        """Kilograms of a person, to the gram."""
        text = self.cleaned_data["body_mass"].strip()
        if not text:
            return None
        try:
            kilograms = parse_weight(text, self.unit)
        except ValueError:
            raise forms.ValidationError("Write it like 61.4.") from None
        low, high = BODY_MASS_KG
        if not low <= kilograms <= high:
            ends = " to ".join(weight_text(end, self.unit) for end in BODY_MASS_KG)
            raise forms.ValidationError(f"Body mass is {ends}.")
        return kilograms

    def _girth(self, name: str) -> Decimal | None:
        text = self.cleaned_data[name].strip().lower().removesuffix("cm").strip()
        if not text:
            return None
        try:
            centimetres = Decimal(text.replace(",", "."))
        except InvalidOperation:
            raise forms.ValidationError("Write it like 70.5.") from None
        low, high = GIRTH_CM
        if not (centimetres.is_finite() and low <= centimetres <= high):
            raise forms.ValidationError(f"This is {low} to {high} cm.")
        if centimetres != round(centimetres, 1):
            raise forms.ValidationError("At most one digit after the point, as 70.5.")
        return centimetres

    def clean_waist(self) -> Decimal | None:
        """Centimetres, to the millimetre."""
        return self._girth("waist")

    def clean_hip(self) -> Decimal | None:
        """Centimetres, to the millimetre."""
        return self._girth("hip")

    def clean_thigh_left(self) -> Decimal | None:
        """Centimetres, to the millimetre."""
        return self._girth("thigh_left")

    def clean_thigh_right(self) -> Decimal | None:
        """Centimetres, to the millimetre."""
        return self._girth("thigh_right")

    def clean(self) -> dict[str, Any]:
        """Refuses a measurement of nothing."""
        data = super().clean() or {}
        if not self.errors and all(data.get(name) is None for name in MEASURES):
            raise forms.ValidationError("Write at least one number.")
        return data


@require_http_methods(["GET", "POST"])
def measurements(request: HttpRequest) -> HttpResponse:
    """What was measured; or keeping a new measurement."""
    with diary_of(request) as diary:
        unit = (diary.athlete() or Athlete()).unit
        if request.method == "GET":
            return _page(request, diary, unit, MeasurementForm(diary.today, unit))
        form = MeasurementForm(diary.today, unit, request.POST)
        if not form.is_valid():
            return _page(request, diary, unit, form, status=UNPROCESSABLE)
        data = form.cleaned_data
        try:
            diary.measure(data["on"], **{name: data[name] for name in MEASURES})
        except Unstorable as error:
            form.add_error(None, str(error))
            return _page(request, diary, unit, form, status=UNPROCESSABLE)
        return _to_page(said="kept")


@require_POST
def remove(request: HttpRequest, measurement: UUID) -> HttpResponse:
    """Takes a measurement out of what is shown; the page offers to bring it back."""
    with diary_of(request) as diary:
        try:
            diary.remove_measurement(measurement)
        except NotFound:
            raise Http404 from None
        return _to_page(removed=str(measurement))


@require_POST
def restore(request: HttpRequest, measurement: UUID) -> HttpResponse:
    """Brings a removed measurement back."""
    with diary_of(request) as diary:
        try:
            diary.restore_measurement(measurement)
        except NotFound:
            raise Http404 from None
        return _to_page(said="back")


def _to_page(**said: str) -> HttpResponse:
    return redirect(f"{reverse('progress-measurements')}?{urlencode(said)}")


def _page(
    request: HttpRequest, diary: Diary, unit: Unit, form: MeasurementForm, status: int = 200
) -> HttpResponse:
    found = diary.measurements(LISTED)
    context = {
        "form": form,
        "said": SAID.get(request.GET.get("said", ""), ""),
        "removed": removed_id(request),
        "rows": [
            {
                "id": record.id,
                "day": day_text(record.on),
                "said": unbroken(measured_text(record, unit)),
            }
            for record in found
        ],
        "full": len(found) == LISTED,
    }
    return render(request, "progress/measurements.html", context, status=status)
