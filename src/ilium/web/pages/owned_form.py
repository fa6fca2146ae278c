"""The form of what a person owns, and of their body mass.

What a person did not touch stays exactly as it was: 20 kg shown as 44.1 lb are 20 kg still.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

import msgspec
from django import forms

from ilium.loads import (
    Inventory,
    Stack,
    Unit,
    common_inventory,
    parse_weight,
    parse_weights,
    weight_text,
    weights_text,
)
from ilium.planning.athlete import BODY_MASS_KG, Athlete

LONGEST_LIST = 400
"""Characters of a list of weights or bands: forty plates of six characters, and commas."""

LONGEST_WEIGHT = 20
MOST_PLATES = 40
MOST_BANDS = 20
LONGEST_BAND = 40

NO_UNIT = "Choose kg or lb."

Parsed = TypeVar("Parsed")


class OwnedForm(forms.Form):
    """Body mass, and the loads that a person owns, in the unit in which they were shown."""

    unit = forms.ChoiceField(
        choices=[(unit.value, unit.value) for unit in Unit],
        error_messages={"required": NO_UNIT, "invalid_choice": NO_UNIT},
    )
    shown_unit = forms.ChoiceField(choices=[(unit.value, unit.value) for unit in Unit])
    body_mass = forms.CharField(max_length=LONGEST_WEIGHT)
    bar = forms.CharField(max_length=LONGEST_WEIGHT)
    plates = forms.CharField(max_length=LONGEST_LIST, required=False)
    dumbbells = forms.CharField(max_length=LONGEST_LIST, required=False)
    kettlebells = forms.CharField(max_length=LONGEST_LIST, required=False)
    stack_first = forms.CharField(max_length=LONGEST_WEIGHT)
    stack_step = forms.CharField(max_length=LONGEST_WEIGHT)
    stack_last = forms.CharField(max_length=LONGEST_WEIGHT)
    bands = forms.CharField(max_length=LONGEST_LIST, required=False)

    def __init__(self, known: Athlete, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=owned(known, known.unit))
        self.known = known
        for field in self.fields.values():
            field.error_messages["required"] = "This one is needed."
        self.fields["unit"].error_messages["required"] = NO_UNIT

    @property
    def read_unit(self) -> Unit:
        """The unit in which the weights of the form are written."""
        given = self.data.get("shown_unit")
        return Unit(given) if given in list(Unit) else self.known.unit

    def _weight(self, name: str, before: Decimal) -> Decimal:
        return self._kept(name, weight_text, before, parse_weight)

    def _kept(
        self,
        name: str,
        write: Callable[[Parsed, Unit], str],
        before: Parsed,
        read: Callable[[str, Unit], Parsed],
    ) -> Parsed:
        """What stands in a field; exactly what was there before if nobody changed it."""
        text = self.cleaned_data[name].strip()
        if text == bare(write(before, self.read_unit)):
            return before
        try:
            return read(text, self.read_unit)
        except ValueError as error:
            raise forms.ValidationError(f"{str(error)[0].upper()}{str(error)[1:]}.") from None

    def clean_body_mass(self) -> Decimal:
        """Kilograms, of a person."""
        kilograms = self._weight("body_mass", self.known.body_mass)
        low, high = BODY_MASS_KG
        if not low <= kilograms <= high:
            ends = (weight_text(end, self.read_unit) for end in BODY_MASS_KG)
            raise forms.ValidationError(f"Body mass is {' to '.join(ends)}.")
        return kilograms

    def clean_bar(self) -> Decimal:
        """Kilograms of the empty bar."""
        return _above_zero(self._weight("bar", self.known.inventory.bar))

    def clean_plates(self) -> tuple[Decimal, ...]:
        """Kilograms of each pair's plate, the heaviest first."""
        found = self._list("plates")
        if len(found) > MOST_PLATES:
            raise forms.ValidationError(f"List at most {MOST_PLATES} pairs.")
        return tuple(sorted(found, reverse=True))

    def clean_dumbbells(self) -> tuple[Decimal, ...]:
        """Kilograms, the lightest first."""
        return tuple(sorted(self._list("dumbbells")))

    def clean_kettlebells(self) -> tuple[Decimal, ...]:
        """Kilograms, the lightest first."""
        return tuple(sorted(self._list("kettlebells")))

    def _list(self, name: str) -> tuple[Decimal, ...]:
        before: tuple[Decimal, ...] = getattr(self.known.inventory, name)
        found = self._kept(name, weights_text, before, parse_weights)
        for weight in found:
            _above_zero(weight)
        return found

    def clean_stack_first(self) -> Decimal:
        """Kilograms of the lightest plate."""
        return self._weight("stack_first", self.known.inventory.stack.first)

    def clean_stack_step(self) -> Decimal:
        """Kilograms from a plate to the next."""
        return _above_zero(self._weight("stack_step", self.known.inventory.stack.step))

    def clean_stack_last(self) -> Decimal:
        """Kilograms of the whole stack."""
        return self._weight("stack_last", self.known.inventory.stack.last)

    def clean_bands(self) -> tuple[str, ...]:
        """Names, from the lightest on."""
        names = tuple(
            filter(None, (part.strip() for part in self.cleaned_data["bands"].split(",")))
        )
        if len(names) > MOST_BANDS or any(len(name) > LONGEST_BAND for name in names):
            raise forms.ValidationError(
                f"List at most {MOST_BANDS} bands, each name with at most {LONGEST_BAND} letters."
            )
        if len(set(names)) != len(names):
            raise forms.ValidationError("Give every band its own name.")
        return names

    def clean(self) -> dict[str, Any]:
        """Refuses a stack whose end is below its start."""
        data = super().clean() or {}
        first, last = data.get("stack_first"), data.get("stack_last")
        if first is not None and last is not None and first > last:
            self.add_error("stack_last", "The heaviest is at least as heavy as the lightest.")
        return data

    def athlete(self) -> Athlete:
        """The athlete that the valid form describes.

        Loads that nobody changed become those that are common where the new unit is used.
        """
        data, known = self.cleaned_data, self.known
        unit = Unit(data["unit"])
        inventory = Inventory(
            bar=data["bar"],
            plates=data["plates"],
            dumbbells=data["dumbbells"],
            kettlebells=data["kettlebells"],
            stack=Stack(data["stack_first"], data["stack_step"], data["stack_last"]),
            bands=data["bands"],
        )
        if inventory == common_inventory(self.read_unit):
            inventory = common_inventory(unit)
        return msgspec.structs.replace(
            known, unit=unit, body_mass=data["body_mass"], inventory=inventory
        )


def _above_zero(kilograms: Decimal) -> Decimal:
    if kilograms <= 0:
        raise forms.ValidationError("A weight is above 0.")
    return kilograms


def bare(text: str) -> str:
    """A weight without its unit, as it stands in a field beside it."""
    return text.removesuffix(" kg").removesuffix(" lb")


def owned(known: Athlete, unit: Unit) -> dict[str, Any]:
    """Body mass and loads as a form shows them in a unit."""
    inventory = known.inventory

    def weight(kilograms: Decimal) -> str:
        return bare(weight_text(kilograms, unit))

    return {
        "unit": unit.value,
        "shown_unit": unit.value,
        "body_mass": weight(known.body_mass),
        "bar": weight(inventory.bar),
        "plates": weights_text(inventory.plates, unit),
        "dumbbells": weights_text(inventory.dumbbells, unit),
        "kettlebells": weights_text(inventory.kettlebells, unit),
        "stack_first": weight(inventory.stack.first),
        "stack_step": weight(inventory.stack.step),
        "stack_last": weight(inventory.stack.last),
        "bands": ", ".join(inventory.bands),
    }
