"""Numbers as other programs write them: weights, counts, durations, distances."""

import re
from decimal import Decimal
from functools import lru_cache

from ilium.interchange.reading.bounds import (
    EFFORTS,
    MAXIMUM_DURATION_S,
    MAXIMUM_METERS,
    MAXIMUM_RESERVE,
)
from ilium.interchange.reading.text import shown
from ilium.loads import GRAM, MAXIMUM_KILOGRAMS, POUND, Unit


class Fault(ValueError):  # noqa: N818 - it is the file that is at fault
    """What is wrong with one value, as a sentence that says what to do."""


_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_GROUPED_POINT = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
_GROUPED_COMMA = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
_EITHER = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_LONGEST = 60
_REMEMBERED = 4096

CENTIMETER = Decimal("0.01")
TENTH = Decimal("0.1")
METERS = {
    "m": Decimal(1),
    "meter": Decimal(1),
    "metre": Decimal(1),
    "km": Decimal(1000),
    "kilometer": Decimal(1000),
    "kilometre": Decimal(1000),
    "mi": Decimal("1609.344"),
    "mile": Decimal("1609.344"),
    "meile": Decimal("1609.344"),
    "meilen": Decimal("1609.344"),
    "yd": Decimal("0.9144"),
    "yard": Decimal("0.9144"),
    "ft": Decimal("0.3048"),
    "feet": Decimal("0.3048"),
    "foot": Decimal("0.3048"),
}
"""Meters in a unit of distance, by its name without the s of the plural; exact by definition
(international yard and pound agreement, 1959)."""

DISTANCE_UNIT = {Unit.KILOGRAMS: "km", Unit.POUNDS: "mi"}
"""The unit of distance that comes with a unit of weight, where a file names neither."""

_UNITS = {
    "kg": Unit.KILOGRAMS,
    "kilogram": Unit.KILOGRAMS,
    "kilogramm": Unit.KILOGRAMS,
    "lb": Unit.POUNDS,
    "pound": Unit.POUNDS,
    "pfund": Unit.POUNDS,
}

_DURATIONS = {
    word: seconds
    for seconds, words in (
        (86_400, "d day days t tag tage"),
        (3600, "h hr hrs hour hours std stunde stunden"),
        (60, "m min mins minute minutes minuten"),
        (1, "s sec secs second seconds sek sekunde sekunden"),
    )
    for word in words.split()
}
_DURATION_PART = re.compile(r"([0-9]{1,7}(?:[.,][0-9]{1,9})?)\s*([^\W\d_]+)\.?,?\s*")
_CLOCK = re.compile(r"(?:([0-9]{1,4}):)?([0-9]{1,4}):([0-9]{2})(?:[.,][0-9]{1,9})?")


@lru_cache(_REMEMBERED)
def number(text: str, delimiter: str = ";") -> Decimal:
    """A number with a decimal point or comma, as a table with that delimiter has it.

    Raises:
        Fault: it is none, or it can be read in two ways.

    >>> number("62,5"), number("8.0"), number("1.234,5")
    (Decimal('62.5'), Decimal('8.0'), Decimal('1234.5'))
    """
    found = text.strip()
    if "," in found:
        if _GROUPED_COMMA.fullmatch(found):
            found = found.replace(".", "").replace(",", ".")
        elif _GROUPED_POINT.fullmatch(found):
            found = found.replace(",", "")
        elif delimiter == "," and _EITHER.fullmatch(found):
            raise Fault(
                f"{shown(text)} can be read in two ways. Write {found.replace(',', '.')} or "
                f"{found.replace(',', '')}."
            )
        else:
            found = found.replace(",", ".")
    if len(found) > _LONGEST or not _PLAIN.fullmatch(found):
        raise Fault(f"{shown(text)} is not a number. Write it like 62.5, or leave it empty.")
    return Decimal(found)


def unit_named(text: str) -> Unit:
    """The unit of weight of that name.

    Raises:
        Fault: there is none of that name.
    """
    unit = _UNITS.get(_singular(text))
    if unit is None:
        raise Fault(f"{shown(text)} is no unit of weight. Write kg or lb.")
    return unit


def meters_in(text: str) -> Decimal:
    """How many meters the unit of distance of that name has.

    Raises:
        Fault: there is none of that name.
    """
    meters = METERS.get(_singular(text))
    if meters is None:
        raise Fault(f"{shown(text)} is no unit of distance. Write km, mi or m.")
    return meters


def _singular(text: str) -> str:
    name = text.strip().casefold().rstrip(".")
    return name.removesuffix("s") if len(name) > 1 else name


def kilograms(value: Decimal, unit: Unit) -> Decimal | None:
    """A weight in kilograms, to the gram; None for nothing.

    Raises:
        Fault: it is not 0 to 1000 kg.

    >>> kilograms(Decimal(15), Unit.POUNDS), kilograms(Decimal("6.80388555"), Unit.KILOGRAMS)
    (Decimal('6.804'), Decimal('6.804'))
    """
    # Looked at before it is multiplied: 1e999 has no product.
    if value.is_finite() and 0 <= value <= 3 * MAXIMUM_KILOGRAMS:
        found = (value if unit is Unit.KILOGRAMS else value * POUND).quantize(GRAM)
        if found <= MAXIMUM_KILOGRAMS:
            return found.normalize() + 0 or None
    raise Fault(f"{brief(value)} {unit} is not a weight from 0 to {MAXIMUM_KILOGRAMS} kg.")


def whole(value: Decimal, most: int) -> int | None:
    """A count from 0 to `most`; None for nothing.

    Raises:
        Fault: it is not.
    """
    if value.is_finite() and 0 <= value <= most and value == value.to_integral_value():
        return int(value) or None
    raise Fault(f"{brief(value)} is not a whole number from 0 to {most:,}.")


def rounded(value: Decimal, most: int) -> int | None:
    """Seconds from 0 to `most`, rounded to whole ones; None for nothing.

    Raises:
        Fault: it is not.
    """
    if value.is_finite() and 0 <= value <= most:
        return int(value.to_integral_value()) or None
    raise Fault(f"{brief(value)} is not a number of seconds from 0 to {most:,}.")


def distance(value: Decimal, meters: Decimal) -> Decimal | None:
    """A distance in meters, to the centimeter; None for nothing.

    Raises:
        Fault: it is not 0 to 1000 km.
    """
    if value.is_finite() and 0 <= value <= 10 * MAXIMUM_METERS:
        found = (value * meters).quantize(CENTIMETER)
        if found <= MAXIMUM_METERS:
            return found.normalize() + 0 or None
    raise Fault(f"{brief(value)} is not a distance from 0 to {MAXIMUM_METERS / 1000:f} km.")


def effort(value: Decimal) -> Decimal | None:
    """A perceived exertion (RPE); None for nothing.

    Raises:
        Fault: it is not 1 to 10.
    """
    low, high = EFFORTS
    if value.is_finite() and (value == 0 or low <= value <= high):
        return value.quantize(TENTH).normalize() + 0 or None
    raise Fault(f"{brief(value)} is not an RPE from {low} to {high}.")


def reserve(value: Decimal) -> Decimal:
    """Reps in reserve (RIR).

    Raises:
        Fault: it is not 0 to 50.
    """
    if value.is_finite() and 0 <= value <= MAXIMUM_RESERVE:
        return value.quantize(TENTH).normalize() + 0
    raise Fault(f"{brief(value)} is not a number of reps in reserve from 0 to {MAXIMUM_RESERVE}.")


@lru_cache(_REMEMBERED)
def duration(text: str, most: int = MAXIMUM_DURATION_S) -> int | None:
    """Seconds, from `48h 40m`, `55s`, `0:01:30`, or a bare number of them; None for nothing.

    Raises:
        Fault: it is no duration, or longer than `most` seconds.

    >>> duration("48h 40m"), duration("1:05:00"), duration("62")
    (175200, 3900, 62)
    """
    found = text.strip().casefold()
    if len(found) > _LONGEST:
        raise _no_duration(text)
    clock = _CLOCK.fullmatch(found)
    if clock:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return rounded(Decimal(hours * 3600 + minutes * 60 + seconds), most)
    if not any(character.isalpha() for character in found):
        return rounded(number(found), most)
    total, place = Decimal(0), 0
    while place < len(found):
        part = _DURATION_PART.match(found, place)
        if part is None or part[2] not in _DURATIONS:
            raise _no_duration(text)
        total += Decimal(part[1].replace(",", ".")) * _DURATIONS[part[2]]
        place = part.end()
    return rounded(total, most)


def _no_duration(text: str) -> Fault:
    return Fault(f"{shown(text)} is not a duration. Write it like 1h 5m, or leave it empty.")


def brief(value: Decimal) -> str:
    """A number as a sentence quotes it, however large it is."""
    text = str(value)
    return text if len(text) <= 20 else f"{value:.6g}" if value.is_finite() else text[:20]
