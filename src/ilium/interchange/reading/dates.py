"""When a workout began, from the ways in which programs write dates."""

import re
import tomllib
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from ilium.interchange.reading.quantities import Fault
from ilium.interchange.reading.text import shown
from ilium.interchange.sense import odd_time

_TIME = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?:\s*(?P<half>[ap])\.?\s?m\.?)?\s*(?P<zone>z|[+-][0-9]{2}:?[0-9]{2})?"
)
_THEN = rf"(?:(?:t|,?\s+(?:at\s+|um\s+|à\s+)?){_TIME})?"
_NAME = r"(?P<name>[^\W\d_]+)\.?"
_WAYS = tuple(
    re.compile(way + _THEN)
    for way in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})",
        rf"(?P<day>[0-9]{{1,2}})\.?\s*(?:de\s+)?{_NAME},?\s+(?:de\s+)?(?P<year>[0-9]{{4}})",
        rf"{_NAME}\s+(?P<day>[0-9]{{1,2}}),?\s+(?P<year>[0-9]{{4}})",
        r"(?P<day>[0-9]{1,2})\.\s?(?P<month>[0-9]{1,2})\.\s?(?P<year>[0-9]{4})",
    )
)
_LONGEST = 60
NOON = 12
"""The hour of a workout of which only the day is known; it exists on every day of every zone."""


@lru_cache(4096)
def moment(text: str) -> datetime:
    """When it was, by the clock on the wall unless the text names a zone; noon if only the day.

    Raises:
        Fault: it is no date, or none on which anyone trained with a phone.

    >>> moment("8 Apr 2026, 16:50"), moment("2026-04-08")
    (datetime.datetime(2026, 4, 8, 16, 50), datetime.datetime(2026, 4, 8, 12, 0))
    """
    found = text.strip().casefold()
    matches = (way.fullmatch(found) for way in _WAYS) if len(found) <= _LONGEST else ()
    match = next(filter(None, matches), None)
    try:
        if match is None:
            raise ValueError(text)
        when = _when(match.groupdict())
    except (ValueError, KeyError) as error:
        raise Fault(
            f"{shown(text)} is no date that can be read. Write it like 2026-04-08 18:30:00."
        ) from error
    if odd := odd_time(when):
        raise Fault(odd)
    return when


def _when(parts: dict[str, str | None]) -> datetime:
    month = parts.get("month") or _months()[parts["name"] or ""]
    hour, half = int(parts["hour"] or NOON), parts["half"]
    if half:
        if not 1 <= hour <= NOON:
            raise ValueError(hour)
        hour = hour % NOON + (NOON if half == "p" else 0)
    return datetime(
        int(parts["year"] or 0),
        int(month),
        int(parts["day"] or 0),
        hour,
        int(parts["minute"] or 0),
        int(parts["second"] or 0),
        tzinfo=_zone(parts["zone"]),
    )


def _zone(text: str | None) -> timezone | None:
    if text is None or text == "z":
        return UTC if text else None
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


@cache
def _months() -> dict[str, int]:
    """The month of each name and abbreviation."""
    text = files("ilium.interchange.reading").joinpath("months.toml").read_text("utf-8")
    languages = msgspec.convert(tomllib.loads(text), dict[str, list[list[str]]])
    return {
        name: month
        for months in languages.values()
        for month, names in enumerate(months, start=1)
        for name in names
    }
