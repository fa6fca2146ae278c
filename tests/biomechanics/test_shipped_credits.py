"""What ships of the atlas' decisions follows from the atlas and from its validation today."""

import msgspec

from ilium.atlas import atlas
from ilium.atlas.deciding import decided, verdicts
from ilium.biomechanics.validation import validated
from ilium.exercises import Catalogue
from ilium.exercises.catalogue import SHIPPED
from ilium.exercises.simulated import simulated_credits


def test_verdicts_and_credits_follow_from_the_validation() -> None:
    """`make atlas` writes them again."""
    asked = msgspec.structs.replace(atlas(), orderings=validated(atlas()).orderings)
    found = decided(asked, Catalogue.of_folder(SHIPPED))
    assert verdicts() == found.verdicts
    assert simulated_credits() == found.credits
