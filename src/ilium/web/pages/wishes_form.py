"""The forms that say what a person wishes of a plan.

A form is bound to the athlete that is known, shows them, and gives back the athlete that it
describes.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from ilium.anatomy import TARGETS, region_name
from ilium.exercises import catalogue
from ilium.exercises.model import Limit
from ilium.loads import Equipment
from ilium.planning.athlete import (
    DAYS,
    MINUTES,
    MOST_OTHER_SETS,
    OTHER_REGIONS,
    WEEKS,
    Athlete,
    Level,
    OtherTraining,
)
from ilium.planning.words import LIMIT_NAMES, OTHER_REGION_NAMES

LEVELS = {
    Level.BEGINNER: ("New to it", "New to these exercises, or back after a long break"),
    Level.INTERMEDIATE: ("Regular", "Half a year or more of regular training"),
    Level.ADVANCED: ("Advanced", "Years of it, and used to many sets"),
}

PRESETS: dict[str, tuple[str, frozenset[Equipment]]] = {
    "nothing": ("Nothing", frozenset()),
    "bands": ("Bands at home", frozenset({Equipment.BANDS, Equipment.LONG_BAND, Equipment.STEP})),
    "dumbbells": (
        "Dumbbells and bench",
        frozenset({Equipment.DUMBBELLS, Equipment.BENCH, Equipment.BANDS, Equipment.STEP}),
    ),
    "gym": ("Full gym", frozenset(Equipment)),
}
"""What people mostly have: a name and the equipment."""


def exercise_choices() -> list[tuple[str, str]]:
    """Every exercise by its name."""
    found = [(exercise.id, exercise.name) for exercise in catalogue().exercises]
    return sorted(found, key=lambda one: one[1])


NO_EXERCISE = {"invalid_choice": "Choose from the exercises listed."}


OTHER_SETS: dict[str, Any] = {
    "required": False,
    "min_value": 0,
    "max_value": MOST_OTHER_SETS,
    "error_messages": {
        "invalid": "Write whole sets, like 6.",
        "min_value": "Sets a week are 0 or more.",
        "max_value": f"Sets a week are {MOST_OTHER_SETS} or fewer.",
    },
}
"""A field for the weekly sets of other training; left empty it is none."""

OTHER_FIELDS = {region: f"other_{region.value}" for region in OTHER_REGIONS}
"""The fields of other training, by region."""


class WishesForm(forms.Form):
    """What a person wishes of a plan."""

    level = forms.ChoiceField(
        choices=[(level.value, name) for level, (name, _) in LEVELS.items()],
        error_messages={
            "required": "Choose how experienced you are.",
            "invalid_choice": "Choose one of these.",
        },
    )
    days = forms.TypedChoiceField(
        choices=[(str(n), str(n)) for n in DAYS],
        coerce=int,
        error_messages={
            "required": "Choose how many days a week you train.",
            "invalid_choice": f"Choose {DAYS[0]} to {DAYS[-1]} days.",
        },
    )
    minutes = forms.IntegerField(
        min_value=MINUTES[0],
        max_value=MINUTES[-1],
        error_messages={
            "required": "Say how long a session may take.",
            "invalid": "Write whole minutes, like 45.",
            "min_value": f"A session takes {MINUTES[0]} min or more.",
            "max_value": f"A session takes {MINUTES[-1]} min or less.",
        },
    )
    equipment = forms.MultipleChoiceField(
        choices=[(thing.value, thing.value) for thing in Equipment],
        required=False,
        error_messages={"invalid_choice": "Choose from the equipment shown."},
    )
    limits = forms.MultipleChoiceField(
        choices=[(limit.value, name) for limit, name in LIMIT_NAMES.items()],
        required=False,
        error_messages={"invalid_choice": "Choose from the places shown."},
    )
    other_erector_spinae = forms.IntegerField(**OTHER_SETS)
    other_hamstrings = forms.IntegerField(**OTHER_SETS)

    def __init__(self, known: Athlete, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=shown(known))
        self.known = known

    def changes(self) -> dict[str, Any]:
        """The fields of an athlete that the valid form gives."""
        return wishes_of(self.cleaned_data)

    def athlete(self) -> Athlete:
        """The athlete that the valid form describes."""
        return msgspec.structs.replace(self.known, **self.changes())


class ChangeForm(WishesForm):
    """Every wish of a plan, those that onboarding leaves at their usual value too."""

    weeks = forms.IntegerField(
        min_value=WEEKS[0],
        max_value=WEEKS[-1],
        error_messages={
            "required": "Say how many weeks the programme lasts.",
            "invalid": "Write whole weeks, like 6.",
            "min_value": f"A programme lasts {WEEKS[0]} week or more.",
            "max_value": f"A programme lasts {WEEKS[-1]} weeks or less.",
        },
    )
    emphasis = forms.ChoiceField(
        choices=[("", "None"), *((region.value, region_name(region)) for region in TARGETS)],
        required=False,
        error_messages={"invalid_choice": "Choose one of the three regions, or none."},
    )
    avoid = forms.MultipleChoiceField(
        required=False, choices=exercise_choices, error_messages=NO_EXERCISE
    )
    insist = forms.MultipleChoiceField(
        required=False, choices=exercise_choices, error_messages=NO_EXERCISE
    )

    def clean(self) -> dict[str, Any]:
        """Refuses an exercise that is both avoided and insisted on."""
        data = super().clean() or {}
        for exercise in sorted(set(data.get("avoid", ())) & set(data.get("insist", ()))):
            name = catalogue().exercise(exercise).name
            self.add_error("insist", f"{name} is both left out and always in; choose one.")
        return data


def shown(known: Athlete) -> dict[str, Any]:
    """The wishes as a form shows them."""
    return {
        "level": known.level.value,
        "days": str(known.days),
        "minutes": known.minutes,
        "weeks": known.weeks,
        "equipment": sorted(known.equipment),
        "limits": sorted(known.limits),
        "avoid": sorted(known.avoid),
        "insist": sorted(known.insist),
        "emphasis": known.emphasis.value if known.emphasis else "",
        **{field: known.other_training.sets(region) for region, field in OTHER_FIELDS.items()},
    }


def plannable(athlete: Athlete) -> Athlete:
    """The athlete without wishes about exercises that this catalogue does not have.

    An import of another version may bring some.
    """
    real = frozenset(exercise for exercise, _ in exercise_choices())
    return msgspec.structs.replace(
        athlete, avoid=athlete.avoid & real, insist=athlete.insist & real
    )


def wishes_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an athlete from a valid form's data."""
    kinds: dict[str, Callable[[Any], Any]] = {
        "level": Level,
        "equipment": lambda ids: frozenset(map(Equipment, ids)),
        "limits": lambda ids: frozenset(map(Limit, ids)),
        "avoid": frozenset,
        "insist": frozenset,
        "emphasis": lambda region: next((r for r in TARGETS if r.value == region), None),
    }
    others = {region.value: data[field] or 0 for region, field in OTHER_FIELDS.items()}
    return {
        "other_training": OtherTraining(**others),
        **{
            name: kinds.get(name, lambda one: one)(value)
            for name, value in data.items()
            if name not in OTHER_FIELDS.values()
        },
    }


def posted(wishes: Mapping[str, Any]) -> MultiValueDict[str, str]:
    """Wishes as `shown` gives them, as if they had been sent."""
    return MultiValueDict(
        {
            name: list(map(str, value)) if isinstance(value, list) else [str(value)]
            for name, value in wishes.items()
        }
    )


SLIDER_END = 120
"""Minutes at the right end of the slider; more is seldom asked for, and then it ends there."""


def slider(form: WishesForm) -> dict[str, int]:
    """Where the slider of the minutes begins, ends and stands."""
    given = str(form["minutes"].value())
    known = given.isdecimal() and len(given) <= 3 and int(given) in MINUTES
    value = int(given) if known else MINUTES[0]
    return {"low": MINUTES[0], "high": max(SLIDER_END, value), "value": value}


def with_preset(data: QueryDict) -> QueryDict:
    """The answers with the equipment of the preset that was tapped, if one was."""
    preset = PRESETS.get(data.get("preset", ""))
    if preset is None:
        return data
    changed = data.copy()
    changed.setlist("equipment", sorted(preset[1]))
    return changed


def choices(form: WishesForm) -> dict[str, Any]:
    """What the templates of the fields choose from."""
    return {
        "wishes": form,
        "levels": [(level.value, *words) for level, words in LEVELS.items()],
        "things": [thing.value for thing in Equipment],
        "places": [(limit.value, name) for limit, name in LIMIT_NAMES.items()],
        "presets": [(name, label) for name, (label, _) in PRESETS.items()],
        "slider": slider(form),
        "others": [
            (form[field], OTHER_REGION_NAMES[region]) for region, field in OTHER_FIELDS.items()
        ],
        "others_open": any(
            form[field].value() or form[field].errors for field in OTHER_FIELDS.values()
        ),
    }
