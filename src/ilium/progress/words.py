"""The sentences that stand above the charts, in the terminal and on the pages."""

from collections.abc import Mapping, Sequence

from ilium.anatomy import JointAction, Region, region_name
from ilium.exercises import Catalogue, UnknownVariant
from ilium.interchange.records import MEASURES, BodyMeasurement
from ilium.loads import POUND, Unit, load_text, weight_text
from ilium.planning.programme import Range
from ilium.planning.words import OTHER_REGION_NAMES, number
from ilium.training.adherence import Calendar, Outcome
from ilium.training.analytics import SideBalance, StrengthChange, StrengthPoint
from ilium.training.performed import Side
from ilium.training.prescription import Estimate
from ilium.training.records import Record, RecordKind
from ilium.training.shortfall import RegionWeek

KINDS = {
    JointAction.HIP_ABDUCTION: "abduction",
    JointAction.HIP_EXTENSION: "hip extension",
    JointAction.HIP_EXTERNAL_ROTATION: "external rotation",
    JointAction.HIP_INTERNAL_ROTATION: "internal rotation",
}

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

MEASURE_NAMES = {
    "body_mass": "body mass",
    "waist": "waist",
    "hip": "hip",
    "thigh_left": "left thigh",
    "thigh_right": "right thigh",
}


def variant_name(variant: str, catalogue: Catalogue) -> str:
    """The name of a variant; its id in words, where the catalogue no longer has it."""
    try:
        return catalogue.variant(variant).name
    except UnknownVariant:
        return variant.replace("_", " ").replace("+", ", ").capitalize()


def week_sentence(region: Region, sets: float, band: Range) -> str:
    """How a week's sets stand against the band."""
    low, high = band
    name = region_name(region)
    if sets < low:
        return f"{name}: {number(sets)} of {low}-{high} sets."
    if sets > high:
        return f"{name}: {number(sets)} sets, above {low}-{high}; more adds little."
    return f"{name}: {number(sets)} sets, inside {low}-{high}."


def elsewhere_sentence(weekly: Mapping[Region, float]) -> str:
    """What other training gives, "" if it gives nothing."""
    if not weekly:
        return ""
    named = (f"{OTHER_REGION_NAMES[region]} {number(sets)}" for region, sets in weekly.items())
    return f"Other training, sets a week over the last four: {', '.join(named)}."


def region_sentence(found: RegionWeek) -> str:
    """How a region stands in the week that runs, and what would fill it."""
    if found.band is None:
        return f"{region_name(found.region)}: {number(found.sets)} sets this week."
    low, high = found.band
    if found.sets >= low:
        return week_sentence(found.region, found.sets, found.band)
    done = f"{region_name(found.region)}: {number(found.sets)} of {low}-{high} sets"
    if found.deload:
        return f"{done}. This is a deload week: fewer sets, on purpose."
    if not found.add:
        return f"{done} so far; what is planned this week brings {number(found.coming)} more."
    kind = KINDS[found.action] if found.action else "more"
    count = NUMBERS[found.add] if found.add < len(NUMBERS) else str(found.add)
    sets = "set" if found.add == 1 else "sets"
    rest = f" and {number(found.coming)} to come" if found.coming else ""
    return f"{done}{rest}, add {count} {kind} {sets}."


def balance_sentence(balance: SideBalance, name: str | None = None) -> str:
    """What the comparison of the sides says, and how sure it is."""
    stronger = "right" if balance.difference > 0 else "left"
    size = f"{abs(balance.difference):.0f} % ± {balance.deviation:.0f}"
    name = name or balance.variant
    if balance.clear:
        return f"{name}: your {stronger} side is ahead by {size} over {balance.pairs} days."
    return f"{name}: no clear difference ({size} over {balance.pairs} days)."


def estimate_text(found: Estimate, unit: Unit) -> str:
    """An e1RM with one standard deviation: `84.0 ± 4.6 kg`."""
    return weight_with_deviation(found.kilograms, found.deviation, unit)


def weight_with_deviation(kilograms: float, deviation: float, unit: Unit) -> str:
    """A weight with one standard deviation, both to a tenth.

    >>> weight_with_deviation(84, 4.62, Unit.KILOGRAMS)
    '84.0 ± 4.6 kg'
    """
    scale = 1.0 if unit is Unit.KILOGRAMS else 1 / float(POUND)
    return f"{kilograms * scale:.1f} ± {deviation * scale:.1f} {unit}"


def side_text(side: Side) -> str:
    """`, left`, `, right`, nothing for both at once."""
    return "" if side is Side.BOTH else f", {side.value}"


def strength_sentence(
    name: str,
    side: Side,
    points: Sequence[StrengthPoint],
    change: StrengthChange | None,
    unit: Unit,
) -> str:
    """What an exercise's estimated strength is now, and whether it has clearly changed."""
    now = f"{name}{side_text(side)}: about {estimate_text(points[-1].known, unit)}"
    if change is None:
        return f"{now}, from one day."
    size = weight_with_deviation(abs(change.kilograms), change.deviation, unit)
    since = f"since {change.since.day} {change.since:%B}"
    if not change.clear:
        return f"{now}. No clear change {since} ({size})."
    return f"{now}, {'up' if change.kilograms > 0 else 'down'} {size} {since}."


def calendar_sentence(found: Calendar) -> str:
    """How many of the planned sessions are done, and what waits; nothing about what is not."""
    sessions = "session" if found.planned == 1 else "sessions"
    said = f"{found.done} done, {found.planned} {sessions} planned up to today."
    waiting = sum(session.outcome is Outcome.WAITING for session in found.sessions)
    if waiting:
        said += f" {NUMBERS[waiting].capitalize() if waiting < len(NUMBERS) else waiting}"
        said += " waits for you." if waiting == 1 else " wait for you."
    return said


def record_sentence(record: Record, name: str, unit: Unit) -> str:
    """What became better, and than what."""
    at = f"{name}{side_text(record.side)}"
    load = load_text(record.load, unit)
    if record.kind is RecordKind.LOAD and record.load_before is not None:
        count = _count(record)
        return f"{at}: {load} for {count}; before {load_text(record.load_before, unit)}."
    if record.kind is RecordKind.COUNT:
        return f"{at}: {_count(record)} with {load}; before {record.count_before}."
    assert record.strength is not None
    assert record.strength_before is not None
    return (
        f"{at}: estimated maximum {estimate_text(record.strength, unit)}; "
        f"before {estimate_text(record.strength_before, unit)}."
    )


def _count(record: Record) -> str:
    return f"{record.seconds} s" if record.seconds is not None else f"{record.reps} reps"


def measured_text(record: BodyMeasurement, unit: Unit) -> str:
    """What was measured on a day: `body mass 61.4 kg, waist 70 cm`."""
    said: list[str] = []
    for name in MEASURES:
        value = getattr(record, name)
        if value is not None:
            text = weight_text(value, unit) if name == "body_mass" else f"{value.normalize():f} cm"
            said.append(f"{MEASURE_NAMES[name]} {text}")
    return ", ".join(said)
