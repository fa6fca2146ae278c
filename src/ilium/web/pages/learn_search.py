"""Finding exercises and regions: by words, by what they train, by equipment, by a near miss."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from ilium.anatomy import Region, region_name
from ilium.exercises import UnknownVariant, catalogue
from ilium.exercises.model import Exercise, Role
from ilium.exercises.variants import spoken

LONGEST_SEARCH = 80
"""Letters of a search that are looked at; no exercise has a longer name."""


def found_exercises(search: str, region: Region | None, equipment: str) -> list[Exercise]:
    """The exercises whose name or alias holds every word, that count for a region, with equipment.

    `equipment` is an id of Equipment, `none` for what needs nothing, or empty for all.
    """
    words = spoken(search[:LONGEST_SEARCH]).split()
    return [
        exercise
        for exercise in catalogue().exercises
        if _is_called(exercise, words)
        and (region is None or counts_for(exercise, region))
        and _can_use(exercise, equipment)
    ]


def _is_called(exercise: Exercise, words: Sequence[str]) -> bool:
    names = [spoken(name) for name in (exercise.name, exercise.id, *exercise.aliases)]
    return any(all(word in name for word in words) for name in names)


def counts_for(exercise: Exercise, region: Region) -> bool:
    """Whether a set of the exercise counts for the region."""
    return region in catalogue().variant(exercise.id).credits


def _can_use(exercise: Exercise, equipment: str) -> bool:
    if not equipment:
        return True
    if equipment == "none":
        return any(not setup.needs for setup in exercise.setups)
    return any(equipment in setup.needs for setup in exercise.setups)


def by_role(exercises: Iterable[Exercise]) -> list[tuple[Role, list[Exercise]]]:
    """Exercises under their first role, by name; roles in the order of a session."""
    chosen = sorted(exercises, key=lambda exercise: exercise.name.casefold())
    groups = [(role, [e for e in chosen if e.roles[0] is role]) for role in Role]
    return [(role, group) for role, group in groups if group]


def near_exercises(text: str) -> tuple[Exercise, ...]:
    """The exercises that a text may have meant, best first."""
    wanted = spoken(text[:LONGEST_SEARCH])
    try:
        return (catalogue().find(wanted),)
    except UnknownVariant as unknown:
        names = {spoken(n): e for e in catalogue().exercises for n in (e.id, e.name, *e.aliases)}
        near = unknown.near or get_close_matches(wanted.partition("+")[0], names, n=3)
        return tuple({names[name].id: names[name] for name in near if name in names}.values())


def near_regions(text: str) -> tuple[Region, ...]:
    """The regions that a text may have meant, best first."""
    names = {region_name(region): region for region in Region}
    wanted = spoken(text[:LONGEST_SEARCH])
    part = [name for name in names if wanted and wanted in name]
    return tuple(names[name] for name in part or get_close_matches(wanted, names, n=3))
