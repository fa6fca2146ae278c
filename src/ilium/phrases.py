"""The phrases that the terminal and the pages share: a target, a load, an effort, a set, a day."""

from datetime import date

from ilium.anatomy import Region
from ilium.exercises.model import Role
from ilium.interchange.foreign import SOURCE_NAMES, Source
from ilium.loads import Inventory, Load, LoadKind, Unit, load_text, weight_text
from ilium.planning.words import LIMIT_NAMES
from ilium.training.loadable import plates_per_side
from ilium.training.performed import OtherSet, Pain, PerformedSet, SetKind, Side
from ilium.training.prescription import SetTarget
from ilium.training.schedule import Upcoming
from ilium.training.visits import PastVisit

KINDS_IN_HAND = {LoadKind.DUMBBELL: "dumbbell", LoadKind.KETTLEBELL: "kettlebell"}

FELT: dict[Region, str] = {
    Region.GLUTEUS_MEDIUS: "side of the hip",
    Region.GLUTEUS_MINIMUS: "side of the hip, deep and towards the front",
    Region.GLUTEUS_MAXIMUS_SUPERIOR: "upper buttock",
    Region.HAMSTRINGS: "back of the thigh",
    Region.ERECTOR_SPINAE: "low back",
    Region.TENSOR_FASCIAE_LATAE: "front of the hip, outside",
    Region.QUADRICEPS: "front of the thigh",
}
"""Where a drill can be felt, in words for what a person feels."""

PAIN_NAMES: dict[Pain, str] = {
    pain: LIMIT_NAMES[pain.limit] if pain.limit else "somewhere else" for pain in Pain
}
"""Where it can hurt."""


def target_text(target: SetTarget) -> str:
    """`8-10`, or `20-40 s` for a hold; one number where both ends agree."""
    low, high = target.reps or target.seconds or (0, 0)
    unit = " s" if target.seconds else ""
    return f"{low}{unit}" if low == high else f"{low}-{high}{unit}"


def at_text(load: Load, unit: Unit) -> str:
    """How the load is taken: `at 60 kg`, `with a 12 kg dumbbell`, `with bodyweight`."""
    if load.kind in KINDS_IN_HAND:
        return f"with {load_text(load, unit)} ({KINDS_IN_HAND[load.kind]})"
    if load.kind is LoadKind.BAND:
        return f"with the {load_text(load, unit)}"
    if load.kind in (LoadKind.BODYWEIGHT, LoadKind.NONE):
        return f"with {load_text(load, unit)}"
    return f"at {load_text(load, unit)}"


def effort_text(role: Role, target: SetTarget) -> str:
    """How hard: reps that could still be done at the end of the set."""
    if role is Role.ACTIVATION or target.rir is None:
        return "easy and slow"
    low, high = target.rir
    if low != high:
        return f"stop with {low}-{high} reps in reserve"
    return f"stop with {low} rep{'' if low == 1 else 's'} in reserve"


def plates_for(load: Load | None, inventory: Inventory, unit: Unit) -> str:
    """`On each end: 20 + 10 kg`; empty unless the load is on a bar that these plates make."""
    if load is None or load.kind is not LoadKind.BARBELL:
        return ""
    try:
        plates = plates_per_side(load, inventory)
    except ValueError:
        return ""
    if not plates:
        return "The bar alone."
    return "On each end: " + " + ".join(weight_text(plate, unit) for plate in plates)


def brought_text(visit: PastVisit) -> str:
    """What another program called a workout: `Legs, from Strong`."""
    known = visit.source in set(Source)
    program = SOURCE_NAMES[Source(visit.source)] if known else visit.source
    return f"{visit.title}, from {program}" if visit.title else f"From {program}"


KINDS_SAID = {SetKind.RAMP: ", lead-up", SetKind.DROP: ", drop set"}
"""What is said of sets that are not plain work."""


def set_text(performed: PerformedSet, unit: Unit) -> str:
    """A set that was done: `left 10 × 12 kg, 2 in reserve`."""
    side = "" if performed.side is Side.BOTH else f"{performed.side.value} "
    count = f"{performed.seconds} s" if performed.seconds is not None else f"{performed.reps}"
    reserve = "" if performed.rir is None else f", {performed.rir} in reserve"
    kind = KINDS_SAID.get(performed.kind, "")
    hurt = f", hurt: {performed.pain.value.replace('_', ' ')}" if performed.pain else ""
    return f"{side}{count} × {load_text(performed.load, unit)}{reserve}{kind}{hurt}"


def other_set_text(done: OtherSet, unit: Unit) -> str:
    """A set of other training: `5 × 100 kg`, `30 s`, `2.5 km in 15 min`."""
    reserve = "" if done.rir is None else f", {done.rir} in reserve"
    return f"{_amount(done, unit)}{reserve}{KINDS_SAID.get(done.kind, '')}"


def _amount(done: OtherSet, unit: Unit) -> str:
    load = f" × {weight_text(done.kilograms, unit)}" if done.kilograms else ""
    took = "" if done.seconds is None else _time_text(done.seconds)
    if done.reps is not None:
        return f"{done.reps}{load or ' reps'}"
    if done.meters is not None:
        far = done.meters if done.meters < 1000 else done.meters / 1000
        distance = f"{far.normalize():f} {'m' if done.meters < 1000 else 'km'}"
        return f"{distance} in {took}{load}" if took else f"{distance}{load}"
    return f"{took}{load}"


def _time_text(seconds: int) -> str:
    whole, rest = divmod(seconds, 60)
    return f"{seconds} s" if seconds < 120 else f"{whole} min" + (f" {rest} s" if rest else "")


def when_text(planned: Upcoming, today: date) -> str:
    """Whether it is time to train."""
    if planned.due:
        late = (today - planned.planned).days
        return "Planned for today." if late == 0 else f"Planned {late} days ago; it waited for you."
    ahead = (max(planned.planned, planned.ready) - today).days
    days = "tomorrow" if ahead == 1 else f"in {ahead} days"
    return f"Today is for recovery; this session comes {days}. You can also do it now."
