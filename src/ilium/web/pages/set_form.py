"""The form of one performed set: how often, with what, how hard, and a note.

What a person did not touch stays exactly as it was: 20 kg shown as 44.1 lb are 20 kg still.
"""

import json
from datetime import datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID, uuid5

from django import forms

from ilium.interchange.sense import odd_time
from ilium.loads import KILOGRAM_KINDS, Load, LoadKind, Unit, parse_load, weight_text
from ilium.planning.athlete import Athlete
from ilium.training.performed import Side

LONGEST_NOTE = 2000
MOST_REPS, MOST_SECONDS, MOST_RESERVE = 200, 3600, 10
CLOCK_AHEAD = timedelta(minutes=5)
EACH = "each"

SIDES = ((Side.LEFT.value, "Left"), (Side.RIGHT.value, "Right"), (EACH, "Each side alike"))


class SetForm(forms.Form):
    """A set of one exercise, loaded in one way.

    Args:
        athlete: whose bands and unit are used.
        kind: how the exercise is loaded.
        timed: whether seconds are counted.
        known: the load before, if the set is corrected.
        data: what was typed.
        initial: what stands in the fields at first.
    """

    count = forms.IntegerField(min_value=0)
    load = forms.CharField(max_length=100, required=False)
    rir = forms.IntegerField(
        label="Reps in reserve", min_value=0, max_value=MOST_RESERVE, required=False
    )
    note = forms.CharField(
        max_length=LONGEST_NOTE,
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"class": "input", "rows": 2}),
    )

    def __init__(
        self,
        athlete: Athlete,
        kind: LoadKind,
        *,
        timed: bool,
        known: Load | None = None,
        data: Any = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        shown = {} if known is None else {"load": _shown(known, athlete.unit)}
        super().__init__(data, initial=shown | (initial or {}))
        self.athlete, self.kind, self.known = athlete, kind, known
        most = MOST_SECONDS if timed else MOST_REPS
        count = forms.IntegerField(
            label="Seconds" if timed else "Reps",
            min_value=0,
            max_value=most,
            widget=_number(0, most),
        )
        self.fields["count"] = count
        self.fields["load"] = self._load_field()
        self.fields["rir"].widget = _number(0, MOST_RESERVE)
        self.fields["rir"].help_text = "Reps you could still have done."
        self.order_fields(["exercise", "at", "side", "count", "load", "rir", "note"])

    def _load_field(self) -> forms.Field:
        if self.kind is LoadKind.BAND:
            names = list(self.athlete.inventory.bands)
            if self.known is not None and self.known.band not in (None, *names):
                names.append(str(self.known.band))
            return forms.ChoiceField(
                label="Band",
                choices=[(name, name) for name in names],
                widget=forms.Select(attrs={"class": "input"}),
            )
        weighed = self.kind in KILOGRAM_KINDS
        label = "Weight" if weighed else "Added weight"
        return forms.CharField(
            label=f"{label}, {self.athlete.unit}",
            max_length=20,
            required=weighed,
            widget=forms.TextInput(
                attrs={
                    "class": "input input-number",
                    "inputmode": "decimal",
                    "autocomplete": "off",
                }
            ),
        )

    def clean_load(self) -> Load:
        """The load, of the exercise's kind."""
        text = self.cleaned_data["load"].strip()
        if self.known is not None and text == _shown(self.known, self.athlete.unit):
            return self.known
        if not text:
            return Load(self.kind)
        try:
            return parse_load(text, self.kind, self.athlete.inventory, self.athlete.unit)
        except ValueError as error:
            said = str(error)
            raise forms.ValidationError(f"{said[0].upper()}{said[1:].rstrip('.')}.") from None


class LateSetForm(SetForm):
    """A set that was forgotten: also when it was done, and on which side."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    at = forms.DateTimeField(
        label="When",
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "input"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={"invalid": "Write it as 2026-11-20T18:30."},
    )

    def __init__(self, *given: Any, zone: tzinfo, now: datetime, sided: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.zone, self.now = zone, now
        if sided:
            self.fields["side"] = forms.ChoiceField(
                label="Side", choices=SIDES, widget=forms.Select(attrs={"class": "input"})
            )
        self.order_fields(["at", "side", "count", "load", "rir", "note"])

    def clean_at(self) -> datetime:
        """The time in the person's zone, not to come and not of another century."""
        local: datetime = self.cleaned_data["at"]
        moment = local.replace(tzinfo=self.zone)
        if moment > self.now + CLOCK_AHEAD:
            raise forms.ValidationError("This time is still to come.")
        if odd := odd_time(moment):
            raise forms.ValidationError(odd)
        return min(moment, self.now)

    def id_for(self, side: Side) -> UUID:
        """The id of the set that the valid form is about.

        It follows from what was typed: the same form sent twice is one set, and a form that was
        gone back to and filled in anew is another.
        """
        typed = [side, *(self.data.get(name, "") for name in self.fields)]
        return uuid5(self.cleaned_data["once"], json.dumps(typed))

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that the valid form is about."""
        said = self.cleaned_data.get("side")
        if said is None:
            return (Side.BOTH,)
        return (Side.LEFT, Side.RIGHT) if said == EACH else (Side(said),)


def _number(low: int, high: int) -> forms.NumberInput:
    return forms.NumberInput(
        attrs={"class": "input input-number", "inputmode": "numeric", "min": low, "max": high}
    )


def _shown(load: Load, unit: Unit) -> str:
    """A load as it stands in the field: the band, or the weight without its unit."""
    if load.band is not None:
        return load.band
    if load.kilograms is None:
        return ""
    return weight_text(load.kilograms, unit).removesuffix(f" {unit}")
