"""What a movement has to hold beyond its shape. Every rule yields (key, reason) where it breaks."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ilium.exercises.model import Exercise, Laterality, Modifier
from ilium.exercises.movement import (
    Angles,
    Contact,
    Movement,
    MovementChange,
    Phase,
    Place,
    Support,
)
from ilium.loads import Equipment, LoadKind

Broken = Iterator[tuple[str, str]]

RANGES: dict[str, tuple[float, float]] = {
    "pelvis_tilt": (-135, 135),
    "pelvis_list": (-100, 100),
    "pelvis_rotation": (-180, 180),
    "lumbar_extension": (-45, 25),
    "lumbar_bending": (-35, 35),
    "lumbar_rotation": (-30, 30),
    "thorax_flexion": (-15, 40),
    "neck_flexion": (-50, 50),
    "hip_flexion": (-30, 120),
    "hip_adduction": (-55, 30),
    "hip_rotation": (-45, 45),
    "knee_angle": (0, 140),
    "ankle_angle": (-40, 35),
    "subtalar_angle": (-20, 20),
    "mtp_angle": (-30, 60),
    "arm_flex": (-60, 180),
    "arm_add": (-120, 60),
    "arm_rot": (-90, 90),
    "elbow_flex": (0, 150),
}
"""Degrees that a joint can reach: those of the Rajagopal 2016 model and its 2023 revision for the
legs, a little wider for the hip's abduction and rotation when it is bent; textbook ranges of motion
for the spine and arms. Beyond them an angle is a slip."""

HIGHEST = 1.5
"""Metres: nothing that is stood, lain or leant on is higher."""

LEVEL = frozenset({Support.FLOOR, Support.STEP, Support.BENCH, Support.CHAIR, Support.BODY})
"""Supports with a level surface, whose height is said."""

CARRIED = frozenset({LoadKind.BARBELL, LoadKind.DUMBBELL, LoadKind.KETTLEBELL, LoadKind.PLATE})
"""Kinds of load that the body carries somewhere."""


def movement_broken(exercise: Exercise) -> Broken:
    """The rules that an exercise's movement and its modifiers' changes break."""
    movement = exercise.movement
    if movement is None:
        for modifier in exercise.modifiers:
            if modifier.movement is not None:
                yield f"modifiers.{modifier.id}.movement", "changes a movement that is not there"
        return
    yield from _frame(exercise, movement)
    yield from _contacts("movement.contacts", movement.contacts)
    for phase in Phase:
        yield from _angles(f"movement.{phase}", getattr(movement, phase))
    if not movement.end:
        yield "movement.end", "is empty: say what differs from the start"
    yield from _loads(exercise, movement)
    for modifier in exercise.modifiers:
        yield from _change(modifier, movement)


def _frame(exercise: Exercise, movement: Movement) -> Broken:
    if (exercise.laterality is Laterality.UNILATERAL) != (movement.side is not None):
        yield "movement.side", "is the working side of a one-sided exercise, and of no other"
    camera = movement.camera
    if not (-180 <= camera.azimuth <= 180 and 0 <= camera.elevation <= 60):
        yield "movement.camera", "looks from -180 to 180 degrees of azimuth, 0 to 60 of elevation"


def _contacts(key: str, contacts: tuple[Contact, ...]) -> Broken:
    if not contacts:
        yield key, "name what the body touches"
        return
    if contacts[0].phase is not None:
        yield key, "the first contact holds in every phase: leave its phase out"
    for first, second in pairwise(sorted((c.at, c.phase or "") for c in contacts)):
        if first[0] == second[0] and (first[1] == second[1] or not first[1]):
            yield key, f"{first[0]} touches twice in one phase"
    for n, contact in enumerate(contacts):
        if not 0 <= contact.height <= HIGHEST:
            yield f"{key}[{n}].height", f"is 0 to {HIGHEST:g} m"
        raised = contact.on in LEVEL - {Support.FLOOR}
        # A pad has a height where the movement hangs on it: as the first contact.
        if contact.on is not Support.PAD and (contact.height > 0) != raised:
            yield f"{key}[{n}].height", "is said of steps, benches and chairs, above 0"


def _angles(key: str, angles: Angles) -> Broken:
    for angle, degrees in angles.items():
        low, high = RANGES[angle.removesuffix("_l").removesuffix("_r")]
        if not low <= degrees <= high:
            yield f"{key}.{angle}", f"is {low:g} to {high:g} degrees, not {degrees:g}"


def _loads(exercise: Exercise, movement: Movement) -> Broken:
    kinds = {setup.load for setup in exercise.setups}
    yield from _held("movement.load", kinds & CARRIED, movement.load)
    if kinds == {LoadKind.BAND} and not (movement.bands or movement.line):
        yield "movement.bands", "a band load is a loop (bands) or pulls to an anchor (line)"


def _held(key: str, kinds: Iterable[LoadKind], places: dict[LoadKind, Place]) -> Broken:
    for kind in sorted(kinds):
        if kind not in places:
            yield key, f"say where the {kind} is"
    for kind in sorted(places.keys() - CARRIED):
        yield key, f"a {kind} load is carried nowhere"


def _change(modifier: Modifier, movement: Movement) -> Broken:
    key = f"modifiers.{modifier.id}.movement"
    change = modifier.movement or MovementChange()
    if change.contacts:
        yield from _contacts(f"{key}.contacts", change.contacts)
    for part in ("always", *Phase):
        yield from _angles(f"{key}.{part}", getattr(change, part))
    if modifier.load is not None and modifier.load in CARRIED:
        yield from _held(f"{key}.load", {modifier.load}, {**movement.load, **change.load})
    if Equipment.BANDS in modifier.needs and not change.bands:
        yield f"{key}.bands", "say where the band is"
    if Equipment.LONG_BAND in modifier.needs and not (change.line or movement.line):
        yield f"{key}.line", "say from where the band pulls"
