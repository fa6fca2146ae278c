"""Two entries of the atlas beside each other."""

import msgspec

from ilium.anatomy import Region
from ilium.atlas.model import Entry, RegionFigures

NEXT_TO_NOTHING = 0.02
"""Below this mean activation a ratio would divide by noise: the solver's own tolerance is 0.01."""


class Compared(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One region in two entries.

    `clear` says that the bands of the mean do not meet, so that the order is the same whatever
    the assumptions. The bands move together (a stronger body is stronger in both), so an order
    that is not clear may still be the same in every case.
    """

    region: Region
    first: RegionFigures
    second: RegionFigures
    ratio: float | None  # mean of the second over mean of the first; None over next to nothing
    clear: bool


def compare(first: Entry, second: Entry) -> tuple[Compared, ...]:
    """Each region that both entries have, in the order of `Region`.

    Raises:
        ValueError: an entry is not valid.
    """
    for entry in (first, second):
        if not entry.valid:
            raise ValueError(f"there is nothing to compare: {entry.problem}")
    both = [name for name in Region if name in first.regions and name in second.regions]
    return tuple(_compared(name, first.regions[name], second.regions[name]) for name in both)


def _compared(region: Region, first: RegionFigures, second: RegionFigures) -> Compared:
    apart = first.mean_band[1] < second.mean_band[0] or second.mean_band[1] < first.mean_band[0]
    return Compared(
        region=region,
        first=first,
        second=second,
        ratio=round(second.mean / first.mean, 2) if first.mean >= NEXT_TO_NOTHING else None,
        clear=apart,
    )
