"""What a person types for a set, read: `10 2`, `10 2 15kg`, `30`, `8 1 medium`."""

import re

import msgspec

from ilium.loads import Load, LoadKind, parse_load
from ilium.planning.athlete import Athlete
from ilium.training.prescription import SetTarget

EXAMPLE = "type reps and reps in reserve, as 10 2; help says more"

_ENTRY = re.compile(r"(?P<count>\d{1,4})(?:\s*(?:s|x)?\s+(?P<rir>\d{1,2})(?![\d.,]|\s*(?:kg|lb)))?")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One set as typed. Exactly one of `reps` and `seconds` is given."""

    load: Load
    reps: int | None
    seconds: int | None
    rir: int | None


def parse_entry(text: str, target: SetTarget, athlete: Athlete) -> Entry:
    """The set that was typed, with the target's load where none is named.

    Raises:
        ValueError: it is not a set; the sentence says how to write one.

    >>> from ilium.training.performed import SetKind, Side
    >>> target = SetTarget(kind=SetKind.WORKING, side=Side.BOTH, reps=(8, 10),
    ...                    load=Load(LoadKind.BAND, band="light"))
    >>> entry = parse_entry("10 2 medium", target, Athlete())
    >>> entry.reps, entry.rir, entry.load.band
    (10, 2, 'medium')
    """
    found = _ENTRY.match(text.strip())
    if found is None:
        raise ValueError(EXAMPLE if text.strip() else f"Nothing typed; {EXAMPLE}.")
    count, rir = int(found["count"]), found["rir"]
    if rir is not None and int(rir) > 10:
        raise ValueError(f"{rir} in reserve is more than can be felt; say 0 to 10")
    rest = text.strip()[found.end() :].strip()
    timed = target.seconds is not None
    return Entry(
        load=_load(rest, target.load, athlete),
        reps=None if timed else count,
        seconds=count if timed else None,
        rir=int(rir) if rir is not None else None,
    )


def _load(text: str, asked: Load | None, athlete: Athlete) -> Load:
    """The load that was typed; the one asked for if none was."""
    if text:
        kind = asked.kind if asked is not None else LoadKind.BODYWEIGHT
        return parse_load(text, kind, athlete.inventory, athlete.unit)
    if asked is None:
        raise ValueError("Which load was it? Add it, as 10 2 15kg.")
    return asked
