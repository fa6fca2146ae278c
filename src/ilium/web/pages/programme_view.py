"""A programme, a difference and the lack of a plan, as the pages show them."""

from collections.abc import Collection
from datetime import date
from typing import Any

from ilium.anatomy import TARGETS
from ilium.exercises import Catalogue
from ilium.exercises.model import Role
from ilium.loads import Equipment, LoadKind
from ilium.planning import Difference, Infeasible, Programme
from ilium.planning.difference import (
    Change,
    ItemDifference,
    item_name,
    item_reason,
    week_reasons,
)
from ilium.planning.programme import Item, Session, Sides, Week, Weekday
from ilium.planning.words import WEEKDAY_NAMES, number
from ilium.training.schedule import Position, planned_date

LOADED_WITH: dict[LoadKind, str] = {
    LoadKind.BARBELL: "barbell",
    LoadKind.DUMBBELL: "dumbbell",
    LoadKind.KETTLEBELL: "kettlebell",
    LoadKind.STACK: "weight stack",
    LoadKind.PLATE: "plate",
    LoadKind.BAND: "band",
    LoadKind.BODYWEIGHT: "bodyweight",
    LoadKind.NONE: "no load",
}

COME_AND_GO = (Change.COMES, Change.GOES)

Shown = dict[str, Any]


def programme_view(
    programme: Programme, equipment: frozenset[Equipment], catalogue: Catalogue, week: int = 1
) -> Shown:
    """A programme with the sessions of one of its weeks."""
    shown = programme.weeks[week - 1]
    sessions = [session_view(one, equipment, catalogue) for one in shown.sessions]
    full = programme.weeks[0].sessions
    return {
        "week": shown,
        "weeks": len(programme.weeks),
        "sessions": sessions,
        "strip": strip(shown),
        "meters": meters(programme),
        "in_range": sum(low <= sets <= high for _, sets, low, high in meters(programme)),
        "notes": programme.notes,
        "days": len(full),
        "longest": whole_minutes(max(session.minutes for session in full)),
        "sets": sum(item.sets for session in full for item in session.items),
    }


def whole_minutes(minutes: float) -> int:
    """Minutes rounded up: nobody plans for a part of one."""
    return -int(-minutes // 1)


def meters(programme: Programme) -> list[tuple[str, float, int, int]]:
    """Each target's weekly sets and range, for the band meters."""
    return [
        (region.value, programme.weekly_sets.get(region, 0), *programme.band[region])
        for region in TARGETS
    ]


def strip(week: Week) -> list[Shown]:
    """The seven days, with what is done on each."""
    sessions = {session.weekday: session for session in week.sessions}
    return [
        {
            "name": WEEKDAY_NAMES[day],
            "session": sessions.get(day),
            "minutes": whole_minutes(sessions[day].minutes) if day in sessions else 0,
        }
        for day in Weekday
    ]


def session_view(session: Session, equipment: frozenset[Equipment], catalogue: Catalogue) -> Shown:
    """A session: its blocks, and the items in them."""
    return {
        "day": session.day,
        "weekday": WEEKDAY_NAMES[session.weekday],
        "minutes": whole_minutes(session.minutes),
        "sets": sum(item.sets for item in session.items),
        "blocks": [
            {
                "role": block.role.value,
                "minutes": whole_minutes(block.minutes),
                "items": [_item(one, block.role, equipment, catalogue) for one in block.items],
            }
            for block in session.blocks
        ],
    }


def _item(item: Item, role: Role, equipment: frozenset[Equipment], catalogue: Catalogue) -> Shown:
    variant = catalogue.variant(item.variant)
    setup = variant.setup_for(equipment)
    credits = variant.credits
    return {
        "variant": item.variant,
        "exercise": item.exercise,
        "name": variant.name,
        "amount": amount(item),
        "effort": _effort(item, role),
        "rest": _rest(item.rest_s),
        "tempo": item.tempo,
        "load": LOADED_WITH[setup.load] if setup else "",
        "minutes": item.minutes,
        "regions": [(r.value, f"{number(credits[r])} a set") for r in TARGETS if credits.get(r)],
        "reasons": item.reasons,
    }


def amount(item: Item) -> str:
    """Sets and reps, or seconds: `3 × 6-10 reps a side`."""
    low, high = item.reps or item.seconds or (0, 0)
    counted = f"{low}" if low == high else f"{low}-{high}"
    side = " a side" if item.sides is Sides.EACH else ""
    return f"{item.sets} × {counted} {'s' if item.seconds else 'reps'}{side}"


def _effort(item: Item, role: Role) -> str:
    low, high = item.rir
    if role is Role.ACTIVATION:
        return "easy"
    return f"{low} in reserve" if low == high else f"{low}-{high} in reserve"


def _rest(seconds: int) -> str:
    if seconds % 60 == 0:
        return f"{seconds // 60} min"
    return f"{seconds} s" if seconds < 60 else f"{seconds // 60} min {seconds % 60} s"


def timeline(
    programme: Programme, done: Collection[Position], start: date, shown: int
) -> list[Shown]:
    """The weeks of the mesocycle: what is done of each, and which one the person is in."""
    weeks: list[Shown] = []
    current_found = False
    for week in programme.weeks:
        places = [(week.week, session.day) in done for session in week.sessions]
        current = not all(places) and not current_found
        current_found = current_found or current
        weeks.append(
            {
                "number": week.week,
                "deload": week.deload,
                "places": places,
                "done": sum(places),
                "complete": all(places),
                "current": current,
                "shown": week.week == shown,
                "first": planned_date(start, week.week, Weekday.MONDAY),
            }
        )
    return weeks


def current_week(programme: Programme, done: Collection[Position]) -> int:
    """The week that the person is in: the first with a session left, else the last."""
    for week in programme.weeks:
        if any((week.week, session.day) not in done for session in week.sessions):
            return week.week
    return len(programme.weeks)


def difference_view(found: Difference, catalogue: Catalogue) -> Shown:
    """What a change costs: the week, the regions, and the exercises that change."""
    items = found.telling_items

    def named(one: ItemDifference) -> Shown:
        return _changed(one, item_name(one, found, catalogue))

    return {
        "nothing": found.nothing,
        "week": week_reasons(found),
        "regions": [
            {
                "region": one.region.value,
                "before": one.sets[0],
                "after": one.sets[1],
                "change": number(abs(one.sets[1] - one.sets[0])),
                "more": one.sets[1] > one.sets[0],
                "same": one.sets[0] == one.sets[1],
                "low": one.band[1][0],
                "high": one.band[1][1],
            }
            for one in found.regions
        ],
        "comes": [named(one) for one in items if one.change is Change.COMES],
        "goes": [named(one) for one in items if one.change is Change.GOES],
        "others": [
            item_reason(one, item_name(one, found, catalogue))
            for one in items
            if one.change not in COME_AND_GO
        ],
        "same_sets": all(one.sets[0] == one.sets[1] for one in found.regions),
        "longest": [whole_minutes(minutes) for minutes in found.longest],
    }


def _changed(one: ItemDifference, name: str) -> Shown:
    before, after = one.sets
    return {
        "name": name,
        "sets": before or after,
        "days": ", ".join(WEEKDAY_NAMES[day] for day in one.weekdays[1] or one.weekdays[0]),
    }


def infeasible_view(
    error: Infeasible, equipment: frozenset[Equipment], catalogue: Catalogue
) -> Shown:
    """Which wishes conflict, what the nearest plan changes, and that plan."""
    athlete = error.nearest_athlete
    return {
        "conflicts": [conflict.reason for conflict in error.conflicts],
        "changes": error.changes,
        "nearest": error.nearest
        and programme_view(error.nearest, athlete.equipment if athlete else equipment, catalogue),
    }
