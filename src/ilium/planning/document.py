"""Programmes as JSON: plain dictionaries and lists, reasons rendered as sentences.

The schema's name changes with the next shape that a reader of this one could not read.
"""

from collections.abc import Mapping
from typing import Any

from ilium.anatomy import Region
from ilium.planning.infeasible import Infeasible
from ilium.planning.programme import Block, Item, Programme, Session, Week
from ilium.planning.wishes import changed_wishes, wished
from ilium.reasons import Reason, sentence

SCHEMA = "ilium.programme/1"

Document = dict[str, Any]


def document(programme: Programme) -> Document:
    """A programme as JSON.

    >>> from ilium.loads import Equipment
    >>> from ilium.planning import Athlete, plan
    >>> made = document(plan(Athlete(days=2, equipment=frozenset(Equipment))))
    >>> made["status"], len(made["weeks"])
    ('optimal', 6)
    """
    return {
        "schema": SCHEMA,
        "status": "optimal",
        "weeks": [_week(week) for week in programme.weeks],
        "weekly_sets": _counts(programme.weekly_sets),
        "weekly_hard_sets": _counts(programme.weekly_hard_sets),
        "band": {region.value: list(band) for region, band in programme.band.items()},
        "notes": _sentences(programme.notes),
    }


def infeasible_document(error: Infeasible) -> Document:
    """Why there is no programme, and the nearest one with what it changes, as JSON.

    `nearest` is null where the limits leave nothing to do. Its `changes` are the changed wishes by
    name, its `misses` the rules that even the changed wishes cannot keep.
    """
    return {
        "schema": SCHEMA,
        "status": "infeasible",
        "conflicts": [
            {"wish": one.wish, "asked": one.asked, "why": sentence(one.reason)}
            for one in error.conflicts
        ],
        "nearest": _nearest(error),
    }


def _nearest(error: Infeasible) -> Document | None:
    nearest, athlete = error.nearest, error.nearest_athlete
    if nearest is None or athlete is None:
        return None
    return {
        **document(nearest),
        "status": "outside_the_ranges" if error.misses else "optimal",
        "changes": {
            wish.value: wished(athlete, wish) for wish in changed_wishes(error.athlete, athlete)
        },
        "misses": _sentences(error.misses),
    }


def _counts(sets: Mapping[Region, float]) -> dict[str, float]:
    return {region.value: count for region, count in sets.items()}


def _sentences(reasons: tuple[Reason, ...]) -> list[str]:
    return [sentence(reason) for reason in reasons]


def _week(week: Week) -> Document:
    return {
        "week": week.week,
        "deload": week.deload,
        "sessions": [_session(session) for session in week.sessions],
    }


def _session(session: Session) -> Document:
    return {
        "day": session.day,
        "weekday": session.weekday.value,
        "minutes": session.minutes,
        "blocks": [_block(block) for block in session.blocks],
    }


def _block(block: Block) -> Document:
    return {
        "role": block.role.value,
        "minutes": block.minutes,
        "items": [_item(item) for item in block.items],
    }


def _item(item: Item) -> Document:
    measure = "seconds" if item.reps is None else "reps"
    counted = item.reps or item.seconds or ()
    return {
        "exercise": item.exercise,
        "modifiers": list(item.modifiers),
        "sets": item.sets,
        measure: list(counted),
        "rir": list(item.rir),
        "tempo": item.tempo,
        "rest_s": item.rest_s,
        "sides": item.sides.value,
        "minutes": item.minutes,
        "why": " ".join(_sentences(item.reasons)),
    }
