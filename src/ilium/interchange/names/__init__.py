"""Foreign exercise names: which variant, with which kind of load, or other training."""

from ilium.interchange.names.matching import match, other_credits
from ilium.interchange.names.model import Alternative, Certainty, Choice, NameMatch
from ilium.interchange.names.outgoing import foreign_name
from ilium.interchange.names.words import normalised

__all__ = [
    "Alternative",
    "Certainty",
    "Choice",
    "NameMatch",
    "foreign_name",
    "match",
    "normalised",
    "other_credits",
]
