"""Which exercise of the FIT profile a variant is, by the table `fit_exercises.toml`."""

# pyright: reportMissingTypeStubs=false
# The library says its types in its sources.

import tomllib
from functools import cache
from importlib.resources import files

import msgspec
from fit_tool.profile import profile_type

from ilium.loads import KILOGRAM_KINDS, LoadKind

ANY, WEIGHTED = "any", "weighted"


class FitExercise(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of the FIT profile: a category, and a name in it, None where none fits."""

    category: int
    name: int | None


UNKNOWN = FitExercise(category=profile_type.ExerciseCategory.UNKNOWN.value, name=None)


def fit_exercise(variant: str, load: LoadKind) -> FitExercise:
    """The profile's exercise for a variant that is loaded so; unknown where the table has none."""
    rows = table()
    row = rows.get(variant) or rows.get(variant.partition("+")[0])
    if row is None:
        return UNKNOWN
    keys = (load.value, *((WEIGHTED,) if load in KILOGRAM_KINDS else ()), ANY)
    return numbered(next(row[key] for key in keys if key in row))


@cache
def table() -> dict[str, dict[str, str]]:
    """The rows of the table."""
    text = files("ilium.interchange").joinpath("fit_exercises.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, dict[str, str]])


def numbered(words: str) -> FitExercise:
    """The numbers of `category/name`, in the profile's words.

    Raises:
        KeyError: the profile has no such category or name.

    >>> numbered("hip_raise/clams")
    FitExercise(category=10, name=44)
    """
    category, _, name = words.partition("/")
    number = profile_type.ExerciseCategory[category.upper()].value
    if not name:
        return FitExercise(category=number, name=None)
    # The profile's names of a category: HipRaiseExerciseName for hip_raise.
    names = getattr(profile_type, f"{category.title().replace('_', '')}ExerciseName")
    return FitExercise(category=number, name=names[name.upper()].value)
