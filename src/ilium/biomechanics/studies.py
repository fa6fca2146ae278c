"""What studies asked of people, as conditions that can be simulated.

A condition is a variant of the catalogue with the posture, the load and the limb of a study. Its
posture and load come from the study's description, never from its result.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path

import msgspec

from ilium.evidence import studies as known_studies
from ilium.exercises import Problem, UnknownVariant, catalogue, resolve
from ilium.exercises.model import Setup, Variant
from ilium.exercises.movement import (
    Movement,
    MovementChange,
    Phase,
    Place,
    Side,
    changed,
)
from ilium.exercises.movement_rules import CARRIED, movement_broken
from ilium.loads import Equipment, LoadKind

SHIPPED = Path(__file__).with_name("data") / "studies"
"""The folder of the conditions that come with Ilium, one TOML file for each group of them."""

BANDS = ("light", "medium", "heavy")
"""How strong a band is. Studies let people choose, or name a colour: medium, where it is unsaid."""

MOST_REPETITIONS = 30
"""A set of more says little about the most that can be lifted once."""


class InvalidStudies(ValueError):  # noqa: N818 - reads as what is wrong
    """Condition files that cannot be used. The text has one line for each of `problems`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownCondition(LookupError):  # noqa: N818 - reads as what is wrong
    """No study condition has that id."""


class StudyLoad(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a condition is loaded with. A weight is said in one of three ways.

    With dumbbells in both hands, `kg` and `share_of_body_mass` are of one of them.
    """

    kind: LoadKind
    kg: float | None = None
    share_of_body_mass: float | None = None
    # The heaviest weight that the model can lift so many times in this condition, or in another
    # one (`maximum_of`), times `share_of_maximum`.
    repetition_maximum: int | None = None
    share_of_maximum: float = 1.0
    maximum_of: str = ""
    band: str | None = None  # one of BANDS


class StudyCondition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One condition of a study."""

    id: str
    description: str  # one plain sentence
    exercise: str  # id in the catalogue
    modifiers: tuple[str, ...] = ()
    limb: Side = Side.RIGHT  # whose muscles are reported
    held: Phase | None = None  # the phase that is held still, in place of a repetition
    load: StudyLoad
    place: Place | None = None  # where the weight is, if not where the exercise has it
    at_ankles: tuple[Side, ...] = ()  # the weight is fastened there (cuff, strap), shared by both
    sources: tuple[str, ...] = ()  # ids in evidence/data/studies.toml
    described_in: tuple[str, ...] = ()  # other publications that describe it
    movement: MovementChange = MovementChange()
    group: str = ""  # the name of its file

    def variant(self) -> Variant:
        """The condition as a variant of its own, without modifiers.

        Raises:
            UnknownVariant: the catalogue has no such exercise or modifier.
            ValueError: the exercise has no movement.
        """
        base = resolve(catalogue().exercise(self.exercise), self.modifiers)
        exercise = msgspec.structs.replace(
            base.exercise,
            name=self.description,
            tempo=base.tempo,
            movement=self._moved(base),
            modifiers=(),
        )
        share = self.load.share_of_body_mass or 0.0
        return Variant(
            id=self.id,
            exercise=exercise,
            modifiers=(),
            credits={},
            setups=(Setup(needs=(), load=self.load.kind, start_share_of_body_mass=share),),
        )

    def moved(self) -> Movement:
        """The movement of the condition.

        Raises:
            UnknownVariant: the catalogue has no such exercise or modifier.
            ValueError: the exercise has no movement.
        """
        return self._moved(resolve(catalogue().exercise(self.exercise), self.modifiers))

    def _moved(self, base: Variant) -> Movement:
        if base.movement is None:
            raise ValueError(f"{self.id}: {self.exercise} has no movement")
        movement = changed(base.movement, (self.movement,))
        kind = self.load.kind
        if self.place is not None:
            load = movement.load | {kind: self.place}
            movement = msgspec.structs.replace(movement, load=load)
        # What the exercise is loaded with elsewhere, and here is not, is left off.
        if kind not in (LoadKind.BAND, LoadKind.STACK):
            movement = msgspec.structs.replace(movement, line=self.movement.line)
        banded = any(Equipment.BANDS in modifier.needs for modifier in base.modifiers)
        if kind is not LoadKind.BAND and not banded:
            movement = msgspec.structs.replace(movement, bands=self.movement.bands)
        return movement


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    conditions: tuple[StudyCondition, ...]


class Studies(Mapping[str, StudyCondition]):
    """Conditions by their id, in the order of their files."""

    def __init__(self, conditions: Iterable[StudyCondition]) -> None:
        self._conditions = {condition.id: condition for condition in conditions}

    def __getitem__(self, condition_id: str) -> StudyCondition:
        return self._conditions[condition_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._conditions)

    def __len__(self) -> int:
        return len(self._conditions)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups that there are, in order."""
        return tuple(dict.fromkeys(condition.group for condition in self.values()))

    def condition(self, condition_id: str) -> StudyCondition:
        """The condition of that id.

        Raises:
            UnknownCondition: there is none; names what comes close.
        """
        if condition_id in self._conditions:
            return self._conditions[condition_id]
        near = get_close_matches(condition_id, self._conditions, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UnknownCondition(f"No study condition has the id {condition_id!r}.{hint}")


@cache
def study_conditions() -> Studies:
    """The conditions that come with Ilium, read and checked.

    >>> study_conditions().condition("side_step_band_ankles_squat_stance_leg").limb.value
    'left'
    """
    return load_studies(SHIPPED)


def load_studies(folder: Path) -> Studies:
    """The conditions of a folder, every one read and checked.

    Raises:
        InvalidStudies: something is wrong; its text lists every problem on a line of its own.
    """
    found: list[Problem] = []
    conditions: list[StudyCondition] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            read = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
            found.append(Problem(path.name, "", str(error)))
            continue
        conditions += [msgspec.structs.replace(c, group=path.stem) for c in read.conditions]
    if not found and not conditions:
        found.append(Problem(str(folder), "", "is not a folder with conditions (*.toml)"))
    by_id = {condition.id: condition for condition in conditions}
    seen: set[str] = set()
    for condition in conditions:
        if condition.id in seen:
            found.append(Problem(f"{condition.group}.toml", condition.id, "is there twice"))
        seen.add(condition.id)
        found += [
            Problem(f"{condition.group}.toml", f"{condition.id}.{key}", reason)
            for key, reason in _broken(condition, by_id)
        ]
    if found:
        raise InvalidStudies(found)
    return Studies(conditions)


Broken = Iterator[tuple[str, str]]


def _broken(condition: StudyCondition, by_id: Mapping[str, StudyCondition]) -> Broken:
    """What is wrong with a condition, as (key, reason)."""
    if not condition.id.isidentifier() or condition.id != condition.id.lower():
        yield "id", "is words in lower case with underscores between"
    if condition.id in catalogue().ids:
        yield "id", "is an exercise of the catalogue; choose another"
    if not condition.description.endswith("."):
        yield "description", "is a sentence"
    for study in condition.sources:
        if study not in known_studies():
            yield "sources", f"no study has the id {study!r}"
    if not (condition.sources or condition.described_in):
        yield "sources", "name a study that describes the condition"
    yield from _broken_load(condition, by_id)
    try:
        variant = condition.variant()
    except (UnknownVariant, ValueError) as error:
        yield "exercise", str(error)
        return
    movement = variant.exercise.movement
    assert movement is not None
    if condition.held is not None and condition.held not in movement.phases:
        yield "held", f"is a phase of the movement, not {condition.held}"
    yield from movement_broken(variant.exercise)
    kind = condition.load.kind
    if kind in CARRIED and (kind in movement.load) == bool(condition.at_ankles):
        yield "place", f"say where the {kind} is: a place, or at_ankles"


def _broken_load(condition: StudyCondition, by_id: Mapping[str, StudyCondition]) -> Broken:
    load = condition.load
    weights = [load.kg, load.share_of_body_mass, load.repetition_maximum]
    said = [weight for weight in weights if weight is not None]
    weighed = load.kind not in (LoadKind.BAND, LoadKind.BODYWEIGHT, LoadKind.NONE)
    if len(said) != weighed:
        yield "load", "a weight is said once: kg, share_of_body_mass or repetition_maximum"
    if any(weight <= 0 for weight in said) or not 0 < load.share_of_maximum <= 1:
        yield "load", "every weight and share is above 0, share_of_maximum at most 1"
    if load.repetition_maximum is None and (load.share_of_maximum != 1 or load.maximum_of):
        yield "load", "share_of_maximum and maximum_of go with repetition_maximum"
    if load.repetition_maximum is not None and load.repetition_maximum > MOST_REPETITIONS:
        yield "load.repetition_maximum", f"is 1 to {MOST_REPETITIONS}"
    if load.maximum_of:
        other = by_id.get(load.maximum_of)
        if other is None or other.load.maximum_of or other.load.kind is not load.kind:
            yield "load.maximum_of", f"{load.maximum_of!r} has no maximum of such a load"
    if (load.kind is LoadKind.BAND) != (load.band is not None) or load.band not in (None, *BANDS):
        yield "load.band", f"a band, and no other load, is one of {', '.join(BANDS)}"
