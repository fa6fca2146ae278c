"""What a set counts for a region: from the catalogue, or from the atlas where it has earned it.

The rule, in the order in which it is asked:

1. A credit that rests on measurements, first- or second-hand, stays.
2. Two-leg hip extension stays at 0 for gluteus medius and minimus: they were seen not to grow
   (Plotkin 2023), whatever they do meanwhile. Activity is not growth.
3. The atlas speaks for a region only where its validation holds: enough published orderings about
   muscle effort in that region were asked of it, and it reproduces enough of them. Orderings that
   were known while the engine was built and further ones, written down before the simulation was
   asked, count alike: more evidence, the same rule.
4. Its activations become credits by thresholds, and those are anchored: they lie where they best
   tell the catalogue's measured credits apart (those measured as growth too), and count only if
   most of these credits would be found from the others.
5. A variant gets a credit from the atlas only if both ends of its band lie on the same side of
   every threshold. Otherwise the catalogue's reasoning stays.

The figure is the mean activation over a repetition: a peak hangs on one frame. What follows for
each variant is written down once (`ilium.atlas.deciding`) and read by the catalogue.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations_with_replacement, pairwise

import msgspec

from ilium.anatomy import Region, region_name
from ilium.atlas.model import Atlas, RegionFigures
from ilium.evidence import Strength, studies
from ilium.exercises import Catalogue
from ilium.exercises.model import Basis, Credit, Variant, variant_id
from ilium.exercises.rules import extends_on_two_legs
from ilium.exercises.simulated import SimulatedCredit
from ilium.exercises.variants import written_credits
from ilium.reasons import Reason, ReasonInput

HARD_SHARE, SOFT_SHARE = 0.85, 0.65
"""Of the orderings about muscle effort, the shares that have to hold for a region."""

FEWEST_HARD = 2
"""Hard orderings that must have been asked in a region: one alone holds by chance half the time."""

FEWEST_ANCHORS = 5
"""Measured credits that thresholds need; with fewer, most cuts fit."""

ANCHOR_SHARE = 0.75
"""Of the anchors, the share whose credit the others have to find."""

SPARED = frozenset({Region.GLUTEUS_MEDIUS, Region.GLUTEUS_MINIMUS})
"""Regions that two-leg hip extension leaves unchanged."""


class Trust(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many orderings of a region were asked of the atlas, and how many it reproduces."""

    region: Region
    hard_asked: int
    hard_held: int
    soft_asked: int
    soft_held: int

    @property
    def asked(self) -> int:
        """All orderings that were asked."""
        return self.hard_asked + self.soft_asked

    @property
    def held(self) -> int:
        """All orderings that are reproduced."""
        return self.hard_held + self.soft_held

    @property
    def enough(self) -> bool:
        """Whether the atlas may speak for the region."""
        return (
            self.hard_asked >= FEWEST_HARD
            and self.hard_held >= HARD_SHARE * self.hard_asked
            and self.soft_held >= SOFT_SHARE * self.soft_asked
        )


class Anchor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A variant whose credit is measured, with its mean activation in the atlas."""

    variant: str
    mean: float
    credit: float


class Thresholds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The mean activations from which a set counts half, and fully."""

    half: float
    full: float

    def credit(self, mean: float) -> float:
        """What a mean activation counts.

        >>> [Thresholds(half=0.1, full=0.3).credit(mean) for mean in (0.05, 0.1, 0.4)]
        [0.0, 0.5, 1.0]
        """
        return 1.0 if mean >= self.full else 0.5 if mean >= self.half else 0.0


class RegionRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the atlas may say of one region, and why.

    `thresholds` is None where the anchors cannot place them; `found` counts the anchors whose
    credit the others find.
    """

    trust: Trust
    anchors: tuple[Anchor, ...]
    found: int
    thresholds: Thresholds | None

    @property
    def speaks(self) -> bool:
        """Whether credits of the region may come from the atlas."""
        return self.trust.enough and self.thresholds is not None


class Settled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A credit, why it is so, and the figures of the atlas where they decide it."""

    credit: float
    why: Reason
    simulated: SimulatedCredit | None = None

    @property
    def from_atlas(self) -> bool:
        """Whether it comes from the atlas, and not from the exercise's file."""
        return self.simulated is not None


def region_rules(atlas: Atlas, catalogue: Catalogue) -> dict[Region, RegionRule]:
    """For every region, whether the atlas may speak for it, and its thresholds."""
    return {region: region_rule(atlas, catalogue, region) for region in Region}


def region_rule(atlas: Atlas, catalogue: Catalogue, region: Region) -> RegionRule:
    """Whether the atlas may speak for a region, and its thresholds."""
    known = tuple(anchors(atlas, catalogue, region))
    found = found_by_others(known)
    firm = len(known) >= FEWEST_ANCHORS and found >= ANCHOR_SHARE * len(known)
    return RegionRule(
        trust=trust(atlas, region),
        anchors=known,
        found=found,
        thresholds=placed(known) if firm else None,
    )


def found_by_others(known: Sequence[Anchor]) -> int:
    """How many anchors get their own credit from thresholds that the others place."""
    found = 0
    for n, one in enumerate(known):
        others = placed([*known[:n], *known[n + 1 :]])
        found += others is not None and others.credit(one.mean) == one.credit
    return found


def trust(atlas: Atlas, region: Region) -> Trust:
    """How the orderings about muscle effort in a region turned out, the further ones too."""
    asked = [
        judged
        for judged in atlas.orderings
        if judged.about_effort and judged.askable and region in judged.regions
    ]
    hard = [judged.holds for judged in asked if judged.strength is Strength.HARD]
    soft = [judged.holds for judged in asked if judged.strength is Strength.SOFT]
    return Trust(
        region=region,
        hard_asked=len(hard),
        hard_held=hard.count(True),
        soft_asked=len(soft),
        soft_held=soft.count(True),
    )


def anchors(atlas: Atlas, catalogue: Catalogue, region: Region) -> Iterable[Anchor]:
    """A measured credit anchors once: at the exercise, or the modifier, that says it."""
    for exercise in catalogue.exercises:
        said = [(exercise.id, exercise.regions.get(region))]
        said += (
            (variant_id(exercise.id, (modifier.id,)), modifier.regions.get(region))
            for modifier in exercise.modifiers
        )
        for name, credit in said:
            entry = atlas.get(name)
            if credit is None or credit.basis is not Basis.MEASURED or entry is None:
                continue
            if region in entry.regions:
                mean = entry.regions[region].mean
                yield Anchor(variant=name, mean=mean, credit=credit.credit)


def placed(known: Sequence[Anchor]) -> Thresholds | None:
    """The cuts that give the anchors' credits with the least error, in the widest gaps.

    A cut lies halfway between neighbouring means. Both ends of the scale must be anchored: None
    where no anchor has a credit of 0, or none has 1.
    """
    if not {0.0, 1.0} <= {one.credit for one in known}:
        return None
    gaps = {
        (low + high) / 2: high - low for low, high in pairwise(sorted({one.mean for one in known}))
    }

    def cost(cuts: tuple[float, float]) -> tuple[float, float]:
        tried = Thresholds(half=cuts[0], full=cuts[1])
        wrong = sum(abs(tried.credit(one.mean) - one.credit) for one in known)
        return (wrong, -min(gaps[cut] for cut in cuts))

    pairs = combinations_with_replacement(sorted(gaps), 2)
    best = min(pairs, key=cost, default=None)
    return None if best is None else Thresholds(half=best[0], full=best[1])


def settled(
    variant: Variant, atlas: Atlas, rules: Mapping[Region, RegionRule]
) -> dict[Region, Settled]:
    """Each region's credit, from the catalogue or the atlas, with the reason.

    Args:
        variant: whose file states credits; a region that it does not name is a reasoned 0.
        atlas: what was simulated.
        rules: what `region_rules` says of this atlas.
    """
    known = written_credits(variant.exercise, variant.modifiers)
    entry = atlas.get(variant.id)
    return {
        region: _settled(
            region,
            variant,
            known.get(region),
            entry.regions.get(region) if entry else None,
            rules[region],
        )
        for region in Region
    }


def _settled(
    region: Region,
    variant: Variant,
    known: Credit | None,
    figures: RegionFigures | None,
    rule: RegionRule,
) -> Settled:
    own = known.credit if known else 0.0
    if known and known.basis is not Basis.REASONED:
        return _stays(own, "credit_measured")
    if region in SPARED and extends_on_two_legs(variant.exercise):
        study = studies()["plotkin_2023"].citation
        return _stays(own, "credit_two_legs", region=region_name(region), study=study)
    if figures is None:
        return _stays(own, "credit_not_simulated")
    if rule.thresholds is None or not rule.speaks:
        return Settled(credit=own, why=verdict(rule))
    low, high = (rule.thresholds.credit(end) for end in figures.mean_band)
    if low != high:
        lowest, highest = (f"{100 * end:.0f}" for end in figures.mean_band)
        return _stays(own, "credit_not_certain", low=lowest, high=highest)
    decided = SimulatedCredit(credit=low, mean=figures.mean, band=figures.mean_band)
    return Settled(credit=low, why=decided.why, simulated=decided)


def verdict(rule: RegionRule) -> Reason:
    """Whether the atlas decides credits of a region, and from where on; or why it does not."""
    region = region_name(rule.trust.region)
    if rule.thresholds is not None and rule.speaks:
        cuts = {"half": rule.thresholds.half, "full": rule.thresholds.full}
        shares = {name: f"{100 * cut:.0f}" for name, cut in cuts.items()}
        return Reason("credit_decided", {"region": region, **shares})
    if not rule.trust.asked:
        return Reason("credit_not_compared", {"region": region})
    if not rule.trust.enough:
        trust = rule.trust
        counts = {
            "hard_held": trust.hard_held,
            "hard_asked": trust.hard_asked,
            "soft_held": trust.soft_held,
            "soft_asked": trust.soft_asked,
        }
        return Reason("credit_not_validated", {"region": region, **counts})
    return Reason("credit_not_anchored", {"region": region})


def _stays(credit: float, code: str, **inputs: ReasonInput) -> Settled:
    return Settled(credit=credit, why=Reason(code, inputs))
