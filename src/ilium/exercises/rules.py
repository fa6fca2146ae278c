"""What an exercise has to hold beyond its shape: rules over one exercise, and between exercises.

Every rule yields (key, reason) for each place that breaks it. A rule on one exercise is a function
listed in `RULES`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from ilium import evidence
from ilium.anatomy import TARGETS, JointAction, Region
from ilium.exercises.model import (
    Basis,
    Credit,
    Exercise,
    Laterality,
    Measure,
    Modifier,
    Role,
    Setup,
)
from ilium.exercises.movement_rules import movement_broken
from ilium.exercises.variants import UnknownVariant, exclude_each_other, resolve, spoken
from ilium.loads import KILOGRAM_KINDS, Equipment, LoadKind

Broken = Iterator[tuple[str, str]]

SLUG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
TEMPO = re.compile(r"\d{1,3}-\d{1,3}-\d{1,3}")

LEAST_SETUP_CUES = 2
LEAST_EXECUTION_CUES = 2

MAXIMUM_START_SHARE = 1.0
"""A first load above body mass is no first load."""

MAXIMUM_STEP_KG = 20.0
"""The coarsest stacks step by 10 kg: twice that is a slip of the finger."""

EQUIPMENT_OF_LOAD: dict[LoadKind, frozenset[Equipment]] = {
    LoadKind.BARBELL: frozenset({Equipment.BARBELL, Equipment.SMITH_MACHINE}),
    LoadKind.DUMBBELL: frozenset({Equipment.DUMBBELLS}),
    LoadKind.KETTLEBELL: frozenset({Equipment.KETTLEBELL}),
    LoadKind.STACK: frozenset({Equipment.CABLE, Equipment.ABDUCTION_MACHINE}),
    LoadKind.BAND: frozenset({Equipment.BANDS, Equipment.LONG_BAND}),
}
"""Each kind of load comes from one of these; the kinds left out need nothing listed."""


def broken(exercise: Exercise, ids: frozenset[str]) -> Broken:
    """The rules that one exercise breaks; `ids` are all exercises it may name."""
    for rule in RULES:
        yield from rule(exercise)
    yield from _neighbours(exercise, ids)


def broken_between(exercises: Iterable[Exercise]) -> Iterator[tuple[str, str, str]]:
    """The rules that exercises break together: (exercise id, key, reason)."""
    by_id = {exercise.id: exercise for exercise in exercises}
    for exercise in by_id.values():
        for direction in ("easier", "harder"):
            for other in getattr(exercise, direction):
                if other in by_id and exercise.id in getattr(by_id[other], direction):
                    yield exercise.id, direction, f"{other} lists this as {direction} too"
    owners = {spoken(exercise.id): exercise.id for exercise in by_id.values()}
    for exercise in by_id.values():
        for key, name in (("name", exercise.name), *(("aliases", a) for a in exercise.aliases)):
            owner = owners.setdefault(spoken(name), exercise.id)
            if owner != exercise.id:
                yield exercise.id, key, f"{name!r} is a name of {owner} already"


# --- the exercise itself ---


def _identity(exercise: Exercise) -> Broken:
    if not SLUG.fullmatch(exercise.id):
        yield "id", "a file is named in lower case, digits and single underscores"
    yield from _repeated("aliases", exercise.aliases)
    yield from _repeated("roles", exercise.roles)
    yield from _repeated("joint_actions", exercise.joint_actions)
    if not exercise.roles:
        yield "roles", "name at least one role"
    if not exercise.joint_actions:
        yield "joint_actions", "name at least one joint action"


def _texts(exercise: Exercise) -> Broken:
    for key, text in _sentences(exercise):
        if not text.strip():
            yield key, "is empty"
        elif text != text.strip() or not text.endswith((".", "?")) or "!" in text:
            yield key, "is a plain sentence: no outer spaces, a full stop, no exclamation mark"
    for key, name in (
        ("name", exercise.name),
        *(("aliases", alias) for alias in exercise.aliases),
        *((f"modifiers.{modifier.id}.name", modifier.name) for modifier in exercise.modifiers),
    ):
        if not name or name != name.strip() or name.endswith("."):
            yield key, "is a name: not empty, no outer spaces, no full stop"


def _sentences(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield "summary", exercise.summary
    for key, cues in (("setup", exercise.cues.setup), ("execution", exercise.cues.execution)):
        yield from ((f"cues.{key}[{n}]", cue) for n, cue in enumerate(cues))
    for n, fault in enumerate(exercise.cues.faults):
        yield f"cues.faults[{n}].fault", fault.fault
        yield f"cues.faults[{n}].fix", fault.fix
    for n, caution in enumerate(exercise.cautions):
        yield f"cautions[{n}].text", caution.text
    for modifier in exercise.modifiers:
        yield f"modifiers.{modifier.id}.cue", modifier.cue
    for _, key, credit in _credits(exercise):
        yield f"{key}.source", credit.source


def _cues(exercise: Exercise) -> Broken:
    if len(exercise.cues.setup) < LEAST_SETUP_CUES:
        yield "cues.setup", f"give at least {LEAST_SETUP_CUES} cues"
    if len(exercise.cues.execution) < LEAST_EXECUTION_CUES:
        yield "cues.execution", f"give at least {LEAST_EXECUTION_CUES} cues"
    if not exercise.cues.faults:
        yield "cues.faults", "name at least one fault and its fix"
    yield from _repeated("cautions", tuple(caution.limit for caution in exercise.cautions))


def _role_and_measure(exercise: Exercise) -> Broken:
    heavy = Role.HEAVY in exercise.roles
    if heavy and not exercise.multi_joint:
        yield "roles", "heavy work is multi-joint; drop heavy or set multi_joint"
    if heavy and exercise.measure is Measure.SECONDS:
        yield "roles", "heavy work counts reps, not seconds"


def _tempos(exercise: Exercise) -> Broken:
    for key, tempo in (
        ("tempo", exercise.tempo),
        *((f"modifiers.{m.id}.tempo", m.tempo) for m in exercise.modifiers if m.tempo is not None),
    ):
        if not TEMPO.fullmatch(tempo):
            yield key, f"is seconds of lift-hold-lower such as 2-1-2, not {tempo!r}"
            continue
        lift, hold, lower = (int(seconds) for seconds in tempo.split("-"))
        if exercise.measure is Measure.SECONDS and (lift or lower or not hold):
            yield key, "a hold neither lifts nor lowers: write 0-1-0"
        if exercise.measure is Measure.REPS and not (lift and lower):
            yield key, "a repetition takes time to lift and to lower"


# --- setups ---


def _setups(exercise: Exercise) -> Broken:
    if not exercise.setups:
        yield "setups", "give at least one way to load it"
    for n, setup in enumerate(exercise.setups):
        yield from ((f"setups[{n}].{key}", reason) for key, reason in _setup(setup))
        if any(set(earlier.needs) <= set(setup.needs) for earlier in exercise.setups[:n]):
            yield f"setups[{n}].needs", "is never used: an earlier setup needs no more than this"


def _setup(setup: Setup) -> Broken:
    yield from _repeated("needs", setup.needs)
    sources = EQUIPMENT_OF_LOAD.get(setup.load)
    if sources is not None and sources.isdisjoint(setup.needs):
        yield "load", f"a {setup.load} load needs {' or '.join(sorted(sources))}"
    share, weighed = setup.start_share_of_body_mass, setup.load in KILOGRAM_KINDS
    if not 0 <= share <= MAXIMUM_START_SHARE or (share > 0) != weighed:
        yield (
            "start_share_of_body_mass",
            "is above 0 and at most 1 for weighed loads, and left out for the others",
        )
    if not 0 < setup.step_kg <= MAXIMUM_STEP_KG:
        yield "step_kg", f"is above 0 and at most {MAXIMUM_STEP_KG:g} kg"


# --- credits ---


def _credits(exercise: Exercise) -> Iterator[tuple[Region, str, Credit]]:
    """Every credit with its region and key, those of modifiers too."""
    for region, credit in exercise.regions.items():
        yield region, f"regions.{region}", credit
    for modifier in exercise.modifiers:
        for region, credit in modifier.regions.items():
            yield region, f"modifiers.{modifier.id}.regions.{region}", credit


def _targets(exercise: Exercise) -> Broken:
    for region in TARGETS:
        if region not in exercise.regions:
            yield f"regions.{region}", "is missing: every target is credited, with 0 if need be"


def extends_on_two_legs(exercise: Exercise) -> bool:
    """Whether it is hip extension on two legs, with no abduction and no single-leg stability.

    Such squats and hip thrusts left medius and minimus unchanged (Plotkin 2023, MRI).
    """
    actions = exercise.joint_actions
    return (
        exercise.laterality is Laterality.BILATERAL
        and JointAction.HIP_EXTENSION in actions
        and JointAction.HIP_ABDUCTION not in actions
        and JointAction.SINGLE_LEG_STABILITY not in actions
    )


def _two_leg_extension(exercise: Exercise) -> Broken:
    if not extends_on_two_legs(exercise):
        return
    for region, key, credit in _credits(exercise):
        if region in (Region.GLUTEUS_MEDIUS, Region.GLUTEUS_MINIMUS) and credit.credit > 0:
            yield f"{key}.credit", "two-leg hip extension counts 0 for medius and minimus"


def _evidence(exercise: Exercise) -> Broken:
    studies, claims = evidence.studies().keys(), evidence.claims().keys()
    for region, key, credit in _credits(exercise):
        if credit.basis is Basis.SIMULATED:
            yield f"{key}.basis", "comes with the atlas, never from an exercise's file"
        for study in credit.studies:
            if study not in studies:
                yield f"{key}.studies", f"no study {study!r} in the evidence"
        if credit.basis is Basis.MEASURED and not _is_measured(exercise.id, region, credit):
            yield (
                f"{key}.basis",
                "none of its studies has a measured figure for this exercise and region "
                "in the evidence: make it secondary or reasoned",
            )
    for modifier in exercise.modifiers:
        for claim in modifier.claims:
            if claim not in claims:
                yield f"modifiers.{modifier.id}.claims", f"no claim {claim!r} in the evidence"


def _is_measured(exercise_id: str, region: Region, credit: Credit) -> bool:
    """Whether a figure read in its source stands behind a credit."""
    return any(
        row.status is evidence.Status.MEASURED
        and row.study in credit.studies
        and exercise_id in row.exercise_ids
        and _speaks_of(row, region)
        for row in evidence.measurements()
    )


def _speaks_of(row: evidence.Measurement, region: Region) -> bool:
    """Whether a figure is about a region: recorded there, or in the whole of its muscle."""
    if row.region is not None:
        return row.region is region
    muscle = region.value.removesuffix("_superior").removesuffix("_inferior")
    return set(muscle.split("_")) <= set(row.muscle.replace("/", " ").split())


# --- modifiers and variants ---


def _modifiers(exercise: Exercise) -> Broken:
    ids = tuple(modifier.id for modifier in exercise.modifiers)
    yield from _repeated("modifiers", ids)
    for modifier in exercise.modifiers:
        key = f"modifiers.{modifier.id}"
        if not SLUG.fullmatch(modifier.id):
            yield f"{key}.id", "is lower case, digits and single underscores"
        for other in modifier.excludes:
            if other not in ids or other == modifier.id:
                yield f"{key}.excludes", f"{other!r} is no other modifier of this exercise"
        sources = EQUIPMENT_OF_LOAD.get(modifier.load) if modifier.load else None
        if sources is not None and sources.isdisjoint(modifier.needs):
            yield f"{key}.needs", f"a {modifier.load} load needs {' or '.join(sorted(sources))}"
    for first, second in combinations(exercise.modifiers, 2):
        if not exclude_each_other(first, second):
            for what in _disagreements(first, second):
                yield (
                    f"modifiers.{second.id}.excludes",
                    f"{first.id} sets another {what}: exclude it",
                )


def _disagreements(first: Modifier, second: Modifier) -> Iterator[str]:
    """What two modifiers would set differently, so that their order would matter."""
    if first.load and second.load and first.load is not second.load:
        yield "load"
    if first.tempo and second.tempo and first.tempo != second.tempo:
        yield "tempo"
    for region in first.regions.keys() & second.regions.keys():
        if first.regions[region].credit != second.regions[region].credit:
            yield f"credit for {region}"


def _variants(exercise: Exercise) -> Broken:
    if not exercise.variants:
        yield "variants", "name at least one; [[]] is the plain exercise"
    for n, modifier_ids in enumerate(exercise.variants):
        try:
            resolve(exercise, modifier_ids)
        except UnknownVariant as unknown:
            yield f"variants[{n}]", str(unknown)
    yield from _repeated("variants", tuple(tuple(sorted(ids)) for ids in exercise.variants))


# --- neighbours ---


def _neighbours(exercise: Exercise, ids: frozenset[str]) -> Broken:
    for key, neighbours in (("easier", exercise.easier), ("harder", exercise.harder)):
        yield from _repeated(key, neighbours)
        for other in neighbours:
            if other == exercise.id:
                yield key, "names the exercise itself"
            elif other not in ids:
                yield key, f"no exercise {other!r} in the catalogue"
    for other in set(exercise.easier) & set(exercise.harder):
        yield "harder", f"{other} is listed as easier too"


def _repeated(key: str, values: tuple[object, ...]) -> Broken:
    for value in dict.fromkeys(value for value in values if values.count(value) > 1):
        yield key, f"lists {value} more than once"


RULES: tuple[Callable[[Exercise], Broken], ...] = (
    _identity,
    _texts,
    _cues,
    _role_and_measure,
    _tempos,
    _setups,
    _targets,
    _two_leg_extension,
    _evidence,
    _modifiers,
    _variants,
    movement_broken,
)
