"""What the atlas decides, written down once, so that nobody has to read the atlas to count a set.

Two small files follow from the atlas and the catalogue's written credits: the verdict on every
region, which stays here, and the credits that are decided, which the catalogue reads
(`ilium.exercises.simulated`). `ilium atlas credits --into` writes both, a test computes them again.
"""

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from ilium.anatomy import Region
from ilium.atlas.credits import RegionRule, Settled, region_rules, settled
from ilium.atlas.files import NoAtlas
from ilium.atlas.files import atlas as shipped_atlas
from ilium.atlas.model import Atlas, Entry
from ilium.exercises import Catalogue
from ilium.exercises.model import Variant
from ilium.exercises.simulated import SimulatedCredit, SimulatedCredits

SHIPPED = files("ilium.atlas").joinpath("data", "verdicts.json")
"""The verdicts on the atlas that comes with Ilium."""


class Verdicts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For every region, what the atlas may say of it, and the counts that this follows from."""

    schema: Literal["ilium.atlas_verdicts/1"] = "ilium.atlas_verdicts/1"
    atlas: str  # hash of what the atlas was computed from
    regions: dict[Region, RegionRule]


class Decided(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The verdicts on an atlas, and the credits that it decides."""

    verdicts: Verdicts
    credits: SimulatedCredits


@cache
def verdicts() -> Verdicts:
    """The verdicts on the atlas that comes with Ilium; does not read the atlas."""
    return msgspec.json.decode(SHIPPED.read_bytes(), type=Verdicts)


def decided(atlas: Atlas, catalogue: Catalogue) -> Decided:
    """What an atlas decides of the catalogue's variants.

    Raises:
        UnknownVariant: the atlas has a variant that the catalogue does not have.
    """
    rules = region_rules(atlas, catalogue)
    credits: dict[str, dict[Region, SimulatedCredit]] = {}
    for name, entry in atlas.valid():
        if entry.study:
            continue
        variant = catalogue.variant(name)
        found = {
            region: one.simulated
            for region, one in settled(variant, atlas, rules).items()
            if one.simulated is not None
        }
        if found:
            credits[variant.id] = found
    return Decided(
        verdicts=Verdicts(atlas=atlas.inputs, regions=rules),
        credits=SimulatedCredits(atlas=atlas.inputs, variants=dict(sorted(credits.items()))),
    )


def simulated(variant: Variant) -> Entry | None:
    """What the atlas says of a variant; None where it says nothing, or there is no atlas."""
    try:
        return shipped_atlas().get(variant.id)
    except NoAtlas:
        return None


def settled_by_atlas(variant: Variant) -> dict[Region, Settled]:
    """Why each credit is the catalogue's or the simulation's; nothing where there is no atlas."""
    try:
        return settled(variant, shipped_atlas(), verdicts().regions)
    except NoAtlas:
        return {}


def written(value: Verdicts | SimulatedCredits) -> bytes:
    """A file's content: a value a line, so that a change can be read in the history."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
