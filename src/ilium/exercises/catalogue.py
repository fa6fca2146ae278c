"""The catalogue: every exercise by its id, every variant by its id."""

from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

from ilium.exercises.model import Exercise, Variant
from ilium.exercises.simulated import SimulatedCredits, simulated_credits, with_simulated
from ilium.exercises.validation import InvalidCatalogue, problems, read_exercise
from ilium.exercises.variants import UnknownVariant, resolve, spoken

SHIPPED = Path(__file__).with_name("data")
"""The folder of the exercises that come with Ilium, one TOML file each."""


class Catalogue:
    """Exercises and their variants. Exercises of a folder are read when they are first asked for.

    Args:
        exercises: read already.
        simulated: credits that a simulation decides, in the place of reasoned ones.

    Raises:
        ValueError: two exercises have the same id.
    """

    def __init__(
        self, exercises: Iterable[Exercise], simulated: SimulatedCredits | None = None
    ) -> None:
        self._simulated = simulated.variants if simulated else {}
        self._read: dict[str, Exercise] = {}
        self._files: dict[str, Path] = {}
        self._variants: dict[str, Variant] = {}
        for exercise in exercises:
            if exercise.id in self._read:
                raise ValueError(f"{exercise.id}: two exercises have this id; rename one")
            self._read[exercise.id] = exercise

    @classmethod
    def of_folder(cls, folder: Path, simulated: SimulatedCredits | None = None) -> "Catalogue":
        """The exercises of a folder, unread and unchecked; `load_catalogue` checks them all."""
        lazy = cls((), simulated)
        lazy._files = {path.stem: path for path in folder.glob("*.toml")}
        return lazy

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all exercises, in alphabetical order; reads no file."""
        return tuple(sorted(self._read.keys() | self._files.keys()))

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises, by id."""
        return tuple(self.exercise(exercise_id) for exercise_id in self.ids)

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise of that id.

        Raises:
            UnknownVariant: there is none.
            InvalidCatalogue: its file cannot be read.

        >>> catalogue().exercise("clamshell").name
        'Clamshell'
        """
        if exercise_id not in self._read:
            if exercise_id not in self._files:
                raise UnknownVariant.among(
                    f"No exercise has the id {exercise_id!r}.", exercise_id, self.ids
                )
            self._read[exercise_id] = read_exercise(self._files[exercise_id])
        return self._read[exercise_id]

    def variant(self, variant_id: str) -> Variant:
        """The variant of that id: `exercise`, or `exercise+modifier+modifier` in any order.

        Raises:
            UnknownVariant: no such exercise or modifier, or modifiers that exclude each other.

        >>> catalogue().variant("clamshell+knee_band").name
        'Clamshell, band above the knees'
        """
        known = self._variants.get(variant_id)
        if known is None:
            exercise_id, *modifier_ids = variant_id.split("+")
            known = self._resolved(self.exercise(exercise_id), modifier_ids)
            self._variants[known.id] = known  # under its one proper id, so that it stays small
        return known

    def _resolved(self, exercise: Exercise, modifier_ids: Iterable[str]) -> Variant:
        plain = resolve(exercise, modifier_ids)
        return with_simulated(plain, self._simulated.get(plain.id, {}))

    def planner_variants(self) -> tuple[Variant, ...]:
        """The variants that a planner may choose: by exercise id, each exercise's best first."""
        return self._planner_variants

    @cached_property
    def _planner_variants(self) -> tuple[Variant, ...]:
        return tuple(
            self._resolved(exercise, modifier_ids)
            for exercise in self.exercises
            for modifier_ids in exercise.variants
        )

    def find(self, text: str) -> Exercise:
        """The exercise that a person means: by id, name or alias, whatever the case.

        Raises:
            UnknownVariant: nothing is called so.

        >>> catalogue().find("Side-lying clam").id
        'clamshell'
        """
        wanted = spoken(text)
        if wanted not in self._names:
            raise UnknownVariant.among(f"No exercise is called {text!r}.", wanted, self._names)
        return self._names[wanted]

    def meant(self, text: str) -> Variant:
        """The variant that a person means: by its id, or an exercise by its name or alias.

        Raises:
            UnknownVariant: nothing is called so.

        >>> catalogue().meant("hip thrust").id, catalogue().meant("clamshell+knee_band").id
        ('hip_thrust', 'clamshell+knee_band')
        """
        if "+" in text or text in self.ids:
            return self.variant(text)
        return self.variant(self.find(text).id)

    @cached_property
    def _names(self) -> dict[str, Exercise]:
        return {
            spoken(name): exercise
            for exercise in self.exercises
            for name in (*exercise.aliases, exercise.name, exercise.id)
        }


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue of a folder of exercise files, every one read and checked.

    Raises:
        InvalidCatalogue: something is wrong; its text lists every problem on a line of its own.

    >>> load_catalogue(SHIPPED).find("Hip thrust").id
    'hip_thrust'
    """
    found = problems(folder)
    if found:
        raise InvalidCatalogue(found)
    return Catalogue(read_exercise(path) for path in folder.glob("*.toml"))


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with Ilium. Its files are checked by the tests."""
    return Catalogue.of_folder(SHIPPED, simulated_credits())
