"""Credits that come from a simulation: a small data file, and how a variant takes them over.

The catalogue knows nothing of how they were found. `ilium.atlas.deciding` decides them and
`ilium atlas credits --into` writes them; here they are read and put in the place of reasoned ones,
so that whoever asks the catalogue, planner, pages or diary, counts a set alike.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from ilium.anatomy import Region
from ilium.exercises.model import Basis, Credit, Variant
from ilium.exercises.variants import counting
from ilium.reasons import Reason, sentence

SHIPPED = files("ilium.exercises").joinpath("simulated.json")
"""The simulated credits that come with Ilium."""


class SimulatedCredit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a set counts for a region, and the mean activation (0 to 1) that says so."""

    credit: float
    mean: float
    band: tuple[float, float]  # lowest and highest over what was assumed

    @property
    def why(self) -> Reason:
        """The figures, as a reason."""
        low, high = self.band
        shares = {"mean": self.mean, "low": low, "high": high}
        return Reason("credit_simulated", {name: f"{100 * x:.0f}" for name, x in shares.items()})

    @property
    def known(self) -> Credit:
        """The credit as a variant holds it."""
        return Credit(credit=self.credit, basis=Basis.SIMULATED, source=sentence(self.why))


class SimulatedCredits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every credit that a simulation decides, by variant and region; often none."""

    schema: Literal["ilium.simulated_credits/1"] = "ilium.simulated_credits/1"
    atlas: str  # hash of what the atlas was computed from
    variants: dict[str, dict[Region, SimulatedCredit]]


@cache
def simulated_credits() -> SimulatedCredits:
    """The simulated credits that come with Ilium."""
    return msgspec.json.decode(SHIPPED.read_bytes(), type=SimulatedCredits)


def with_simulated(variant: Variant, decided: Mapping[Region, SimulatedCredit]) -> Variant:
    """The variant with those credits; one that rests on studies stays whatever was simulated."""
    taken = {
        region: one.known
        for region, one in decided.items()
        if region not in variant.grounds or variant.grounds[region].basis is Basis.REASONED
    }
    if not taken:
        return variant
    known = variant.grounds | taken
    grounds = {region: known[region] for region in Region if region in known}
    return msgspec.structs.replace(variant, grounds=grounds, credits=counting(grounds))
