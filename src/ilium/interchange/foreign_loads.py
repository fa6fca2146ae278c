"""Which load a number in another program's file is: that program knows a weight, and no more."""

from decimal import Decimal

from ilium.exercises.model import Setup
from ilium.loads import KILOGRAM_KINDS, Load, LoadKind, weight_text

UNKNOWN_BAND = "unknown"
"""The band of a set of which the file does not say with which it was done."""


def load(
    weight: Decimal | None, band: str | None, kind: LoadKind | None, setups: tuple[Setup, ...]
) -> Load:
    """The load of a set.

    Args:
        weight: kilograms, None or 0 where nothing was weighed.
        band: the band, where Ilium wrote the file.
        kind: of load that the exercise's name speaks of.
        setups: the ways in which the variant is loaded, best first.
    """
    if band is not None:
        return Load(LoadKind.BAND, band=band)
    kinds = tuple(setup.load for setup in setups)
    if not weight:
        return _without_weight(kind, kinds)
    weighed = (one for one in kinds if one in KILOGRAM_KINDS)
    found = next(weighed, _unweighed(kinds)) if kind is None else kind
    if found is LoadKind.BAND:
        return Load(found, band=weight_text(weight))
    return Load(LoadKind.BODYWEIGHT if found is LoadKind.NONE else found, weight)


def _unweighed(kinds: tuple[LoadKind, ...]) -> LoadKind:
    """What a weight is that no way of loading the variant has: a band's, or on the body."""
    return LoadKind.BAND if set(kinds) == {LoadKind.BAND} else LoadKind.BODYWEIGHT


def _without_weight(kind: LoadKind | None, kinds: tuple[LoadKind, ...]) -> Load:
    if kind is LoadKind.BAND or (kind is None and kinds[:1] == (LoadKind.BAND,)):
        return Load(LoadKind.BAND, band=UNKNOWN_BAND)
    if kind is not None and kind in (LoadKind.BODYWEIGHT, LoadKind.NONE):
        return Load(kind)
    for bare in (LoadKind.BODYWEIGHT, LoadKind.NONE):
        if bare in kinds:
            return Load(bare)
    stack = kind is LoadKind.STACK or (kind is None and kinds[:1] == (LoadKind.STACK,))
    return Load(LoadKind.STACK, Decimal(0)) if stack else Load(LoadKind.BODYWEIGHT)
