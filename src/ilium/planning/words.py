"""Names and numbers as they stand in a sentence."""

from collections.abc import Iterable

from ilium.anatomy import Region
from ilium.exercises.model import Limit
from ilium.loads import Equipment
from ilium.planning.programme import Weekday

EQUIPMENT_NAMES = {
    Equipment.BARBELL: "a barbell",
    Equipment.SMITH_MACHINE: "a Smith machine",
    Equipment.BENCH: "a bench",
    Equipment.DUMBBELLS: "dumbbells",
    Equipment.KETTLEBELL: "a kettlebell",
    Equipment.CABLE: "a cable machine",
    Equipment.BANDS: "loop bands",
    Equipment.LONG_BAND: "a long band",
    Equipment.HYPEREXTENSION_BENCH: "a hyperextension bench",
    Equipment.ABDUCTION_MACHINE: "a hip abduction machine",
    Equipment.STEP: "a step",
}

LIMIT_NAMES = {
    Limit.LOW_BACK: "low back",
    Limit.KNEE: "knee",
    Limit.FRONT_OF_HIP: "front of the hip",
    Limit.SIDE_OF_HIP: "side of the hip",
}

OTHER_REGION_NAMES = {
    Region.ERECTOR_SPINAE: "low back",
    Region.HAMSTRINGS: "hamstrings",
}
"""What a person calls the regions that other training is asked about."""

WEEKDAY_NAMES = {
    Weekday.MONDAY: "Monday",
    Weekday.TUESDAY: "Tuesday",
    Weekday.WEDNESDAY: "Wednesday",
    Weekday.THURSDAY: "Thursday",
    Weekday.FRIDAY: "Friday",
    Weekday.SATURDAY: "Saturday",
    Weekday.SUNDAY: "Sunday",
}


def number(value: float) -> str:
    """A number without needless digits.

    >>> number(3.0), number(1.5)
    ('3', '1.5')
    """
    return f"{value:g}"


def listed(words: Iterable[str]) -> str:
    """Words as a person lists them; at least one.

    >>> listed(["a bench", "loop bands", "a step"])
    'a bench, loop bands and a step'
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
