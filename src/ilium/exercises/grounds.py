"""What a variant's credits and cues rest on: the source of each credit, and the claims about it."""

from ilium.anatomy import Region
from ilium.evidence import Claim, claims
from ilium.exercises.model import Credit, Variant


def credit_sources(variant: Variant) -> dict[Region, Credit]:
    """Each region's credit with its source, the modifiers' own before the exercise's.

    >>> from ilium.exercises import catalogue
    >>> found = credit_sources(catalogue().variant("hip_thrust"))
    >>> found[Region.GLUTEUS_MEDIUS].credit
    0.0
    """
    sources = dict(variant.exercise.regions)
    for modifier in variant.modifiers:
        sources.update(modifier.regions)
    return {region: sources[region] for region in Region if region in sources}


def claims_about(variant: Variant) -> tuple[Claim, ...]:
    """The claims that the variant's modifiers rest on, then those about its exercise.

    >>> from ilium.exercises import catalogue
    >>> claims_about(catalogue().variant("clamshell+knee_band"))[0].id
    'clamshell_band_tension'
    """
    found = [claims()[name] for modifier in variant.modifiers for name in modifier.claims]
    found += [claim for claim in claims().values() if variant.exercise.id in claim.exercises]
    return tuple({claim.id: claim for claim in found}.values())
