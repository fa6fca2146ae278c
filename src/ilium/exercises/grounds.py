"""The claims that a variant rests on; what its credits rest on is in `Variant.grounds`."""

from ilium.evidence import Claim, claims
from ilium.exercises.model import Variant


def claims_about(variant: Variant) -> tuple[Claim, ...]:
    """The claims that the variant's modifiers rest on, then those about its exercise.

    >>> from ilium.exercises import catalogue
    >>> claims_about(catalogue().variant("clamshell+knee_band"))[0].id
    'clamshell_band_tension'
    """
    found = [claims()[name] for modifier in variant.modifiers for name in modifier.claims]
    found += [claim for claim in claims().values() if variant.exercise.id in claim.exercises]
    return tuple({claim.id: claim for claim in found}.values())
