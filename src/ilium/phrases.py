"""The phrases that the terminal and the pages share: a target, a load, an effort, a set, a day."""

from datetime import date

from ilium.anatomy import Region
from ilium.exercises.model import Role
from ilium.loads import Inventory, Load, LoadKind, Unit, load_text, weight_text
from ilium.planning.words import LIMIT_NAMES
from ilium.training.loadable import plates_per_side
from ilium.training.performed import Pain, PerformedSet, SetKind, Side
from ilium.training.prescription import SetTarget
from ilium.training.schedule import Upcoming

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


def set_text(performed: PerformedSet, unit: Unit) -> str:
    """A set that was done: `left 10 × 12 kg, 2 in reserve`."""
    side = "" if performed.side is Side.BOTH else f"{performed.side.value} "
    count = f"{performed.seconds} s" if performed.seconds is not None else f"{performed.reps}"
    reserve = "" if performed.rir is None else f", {performed.rir} in reserve"
    ramp = ", lead-up" if performed.kind is SetKind.RAMP else ""
    hurt = f", hurt: {performed.pain.value.replace('_', ' ')}" if performed.pain else ""
    return f"{side}{count} × {load_text(performed.load, unit)}{reserve}{ramp}{hurt}"


def when_text(planned: Upcoming, today: date) -> str:
    """Whether it is time to train."""
    if planned.due:
        late = (today - planned.planned).days
        return "Planned for today." if late == 0 else f"Planned {late} days ago; it waited for you."
    ahead = (max(planned.planned, planned.ready) - today).days
    days = "tomorrow" if ahead == 1 else f"in {ahead} days"
    return f"Today is for recovery; this session comes {days}. You can also do it now."
