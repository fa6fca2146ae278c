"""A person's wishes one by one: how each is given up as little as possible, and at what cost."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

import msgspec

from ilium.anatomy import region_name
from ilium.exercises import Catalogue
from ilium.loads import Equipment
from ilium.planning.athlete import DAYS, MINUTES, Athlete, Level
from ilium.planning.dose import doses
from ilium.planning.smallest import smallest_number, smallest_set
from ilium.planning.words import EQUIPMENT_NAMES, listed
from ilium.reasons import ReasonInput

Fits = Callable[[Athlete], bool]

EQUIPMENT_TO_GET = (
    Equipment.BANDS,
    Equipment.LONG_BAND,
    Equipment.STEP,
    Equipment.DUMBBELLS,
    Equipment.KETTLEBELL,
    Equipment.BENCH,
    Equipment.BARBELL,
    Equipment.CABLE,
    Equipment.ABDUCTION_MACHINE,
    Equipment.HYPEREXTENSION_BENCH,
    Equipment.SMITH_MACHINE,
)
"""What is easiest to get comes first."""

MINUTES_STEP = 5
"""People think of a session's length in steps of this."""


class Wish(StrEnum):
    """The wishes that may be given up, the dearest first; named as the athlete's fields."""

    LEVEL = "level"
    EQUIPMENT = "equipment"
    DAYS = "days"
    AVOID = "avoid"
    INSIST = "insist"
    EMPHASIS = "emphasis"
    MINUTES = "minutes"


def with_wish(athlete: Athlete, wish: Wish, value: Any) -> Athlete:
    """The athlete with one wish changed."""
    return msgspec.structs.replace(athlete, **{wish.value: value})


def restored(athlete: Athlete, original: Athlete, wish: Wish) -> Athlete:
    """The athlete with one wish as it was."""
    return with_wish(athlete, wish, getattr(original, wish.value))


def freest(athlete: Athlete) -> Athlete:
    """Every wish but the days given up altogether. Limits are not wishes."""
    return msgspec.structs.replace(
        athlete,
        level=Level.BEGINNER,
        equipment=frozenset(Equipment),
        avoid=frozenset(),
        insist=frozenset(),
        emphasis=None,
        minutes=MINUTES[-1],
    )


def least(athlete: Athlete, original: Athlete, wish: Wish, fits: Fits) -> Athlete | None:
    """The athlete with a wish given up by no more than it takes, or None if that is no help."""
    return _LEAST[wish](athlete, original, fits)


def _least_minutes(athlete: Athlete, original: Athlete, fits: Fits) -> Athlete | None:
    def lasting(minutes: int) -> Athlete:
        return with_wish(athlete, Wish.MINUTES, minutes)

    enough = smallest_number(original.minutes, MINUTES[-1], lambda n: fits(lasting(n)))
    return None if enough is None else lasting(enough)


def _least_days(athlete: Athlete, original: Athlete, fits: Fits) -> Athlete | None:
    # More days before fewer: they spread the work.
    others = sorted(DAYS, key=lambda days: (abs(days - original.days), -days))
    changed = (with_wish(athlete, Wish.DAYS, days) for days in others if days != original.days)
    return next((one for one in changed if fits(one)), None)


def _least_emphasis(athlete: Athlete, original: Athlete, fits: Fits) -> Athlete | None:
    changed = with_wish(athlete, Wish.EMPHASIS, None)
    return changed if original.emphasis is not None and fits(changed) else None


def _least_level(athlete: Athlete, original: Athlete, fits: Fits) -> Athlete | None:
    levels = list(Level)
    lower = reversed(levels[: levels.index(original.level)])
    changed = (with_wish(athlete, Wish.LEVEL, level) for level in lower)
    return next((one for one in changed if fits(one)), None)


def _least_given_up(athlete: Athlete, original: Athlete, wish: Wish, fits: Fits) -> Athlete | None:
    """Fewer exercises insisted on or avoided; the main lifts and drills come back first."""
    exercises: frozenset[str] = getattr(original, wish.value)
    if not exercises:
        return None
    main = (*doses().order.leads, *doses().order.drills)
    preferred = sorted(exercises, key=lambda one: (one not in main, one))

    def without(dropped: Iterable[str]) -> Athlete:
        return with_wish(athlete, wish, exercises - frozenset(dropped))

    dropped = smallest_set(preferred, lambda some: fits(without(some)))
    return None if dropped is None else without(dropped)


def _least_equipment(athlete: Athlete, original: Athlete, fits: Fits) -> Athlete | None:
    lacking = [thing for thing in EQUIPMENT_TO_GET if thing not in original.equipment]

    def having(got: Iterable[Equipment]) -> Athlete:
        return with_wish(athlete, Wish.EQUIPMENT, original.equipment | frozenset(got))

    single = (having((thing,)) for thing in lacking)
    one = next((changed for changed in single if fits(changed)), None)
    if one is not None or not lacking:
        return one
    got = smallest_set(lacking, lambda some: fits(having(some)))
    if got is None:
        return None
    # More equipment may also cost time, a bar takes longer to load: what was found is tried again.
    return having(got) if fits(having(got)) else having(lacking)


_LEAST: dict[Wish, Callable[[Athlete, Athlete, Fits], Athlete | None]] = {
    Wish.LEVEL: _least_level,
    Wish.EQUIPMENT: _least_equipment,
    Wish.DAYS: _least_days,
    Wish.AVOID: lambda athlete, original, fits: _least_given_up(
        athlete, original, Wish.AVOID, fits
    ),
    Wish.INSIST: lambda athlete, original, fits: _least_given_up(
        athlete, original, Wish.INSIST, fits
    ),
    Wish.EMPHASIS: _least_emphasis,
    Wish.MINUTES: _least_minutes,
}


def changed_wishes(original: Athlete, athlete: Athlete) -> tuple[Wish, ...]:
    """The wishes in which two athletes differ."""
    return tuple(w for w in Wish if getattr(original, w.value) != getattr(athlete, w.value))


def intrusion(original: Athlete, athlete: Athlete) -> int:
    """What the changes take from the person, in points."""
    points = doses().intrusion
    levels = list(Level)
    steps = abs(levels.index(original.level) - levels.index(athlete.level))
    minutes = -(-abs(athlete.minutes - original.minutes) // MINUTES_STEP)
    return (
        points.minutes * minutes
        + points.day * abs(athlete.days - original.days)
        + points.emphasis * (athlete.emphasis is not original.emphasis)
        + points.insist * len(original.insist - athlete.insist)
        + points.avoid * len(original.avoid - athlete.avoid)
        + points.equipment * len(athlete.equipment - original.equipment)
        + points.level * steps
    )


def wish_inputs(
    original: Athlete, athlete: Athlete, wish: Wish, catalogue: Catalogue
) -> dict[str, ReasonInput]:
    """What a sentence about a changed wish needs: what was asked for and what fits."""

    def names(ids: Iterable[str]) -> str:
        return listed(catalogue.exercise(exercise_id).name for exercise_id in sorted(ids))

    if wish is Wish.INSIST:
        return {"exercises": names(original.insist - athlete.insist)}
    if wish is Wish.AVOID:
        return {"exercises": names(original.avoid - athlete.avoid)}
    if wish is Wish.EQUIPMENT:
        got = athlete.equipment - original.equipment
        return {"equipment": listed(EQUIPMENT_NAMES[t] for t in EQUIPMENT_TO_GET if t in got)}
    if wish is Wish.EMPHASIS:
        return {"region": region_name(original.emphasis) if original.emphasis else ""}
    asked, fits = getattr(original, wish.value), getattr(athlete, wish.value)
    return {"asked": asked, "fits": fits}


def asked_for(athlete: Athlete, wish: Wish) -> str:
    """What was asked for, as text: `20`, `beginner`, `hip_thrust, step_up`."""
    value = wished(athlete, wish)
    return ", ".join(value) if isinstance(value, list) else str(value)


def wished(athlete: Athlete, wish: Wish) -> int | str | list[str] | None:
    """A wish as plain data; several things in alphabetical order."""
    value: int | str | frozenset[str] | None = getattr(athlete, wish.value)
    return sorted(value) if isinstance(value, frozenset) else value
