"""Where a credit comes from: measured first, then a simulation that has earned it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made_up_atlas
from ilium.anatomy import Region
from ilium.atlas import Atlas
from ilium.atlas.credits import (
    Anchor,
    Thresholds,
    anchors,
    found_by_others,
    placed,
    region_rule,
    region_rules,
    settled,
    trust,
)
from ilium.evidence import Strength
from ilium.exercises import catalogue
from ilium.exercises.model import Basis
from ilium.reasons import sentence
from made_up_atlas import ACTIVATION, agreeing, held

MEDIUS = Region.GLUTEUS_MEDIUS


def medius(variant_id: str, atlas: Atlas):
    """What is settled for gluteus medius."""
    rules = region_rules(atlas, catalogue())
    return settled(catalogue().variant(variant_id), atlas, rules)[MEDIUS]


def reasoned(credit: float) -> str:
    """A one-legged or abducting exercise whose credit for medius is reasoned."""
    for exercise in catalogue().exercises:
        known = exercise.regions[MEDIUS]
        if known.basis is Basis.REASONED and known.credit == credit:
            return exercise.id
    raise AssertionError("the catalogue has no such credit")


def test_a_reasoned_credit_comes_from_an_atlas_that_has_earned_it() -> None:
    name = reasoned(0.5)
    assert medius(name, agreeing()).credit == 0.5
    found = medius(name, agreeing(**{name: ACTIVATION[1.0]}))
    assert (found.credit, found.from_atlas) == (1.0, True)
    assert sentence(found.why) == "In the simulation it works at 50 % on average (48 to 52 %)."


def test_a_measured_credit_stays_whatever_is_simulated() -> None:
    for name in ("side_lying_abduction", "clamshell"):
        own = catalogue().variant(name).credits[MEDIUS]
        for mean in ACTIVATION.values():
            found = medius(name, agreeing(**{name: mean}))
            assert (found.credit, found.from_atlas) == (own, False)
            assert found.why.code == "credit_measured"


def test_a_second_hand_credit_stays_too_and_anchors_nothing() -> None:
    name = next(
        exercise.id
        for exercise in catalogue().exercises
        if exercise.regions[MEDIUS].basis is Basis.SECONDARY
    )
    atlas = agreeing(**{name: ACTIVATION[1.0]})
    assert medius(name, atlas).why.code == "credit_measured"
    assert name not in [one.variant for one in anchors(atlas, catalogue(), MEDIUS)]


def test_two_leg_extension_stays_at_nothing_for_medius() -> None:
    found = medius("romanian_deadlift", agreeing(romanian_deadlift=0.6))
    assert (found.credit, found.from_atlas) == (0.0, False)
    assert "Plotkin et al. 2023" in sentence(found.why)


@pytest.mark.parametrize(
    "orderings",
    [
        held(True),
        held(True, True, False),
        held(True, True, None),
        held(True, True) + held(True, False, strength=Strength.SOFT),
    ],
    ids=["one", "two of three", "no answer", "soft ones miss"],
)
def test_too_few_orderings_leave_the_catalogue_in_charge(orderings: list) -> None:
    name = reasoned(0.5)
    found = medius(name, agreeing(orderings, **{name: ACTIVATION[1.0]}))
    assert (found.credit, found.from_atlas) == (0.5, False)
    assert found.why.code == "credit_not_validated"
    assert sentence(found.why)


def test_without_any_ordering_the_reason_says_that_none_could_be_asked() -> None:
    name = reasoned(0.5)
    found = medius(name, agreeing([], **{name: ACTIVATION[1.0]}))
    assert (found.credit, found.from_atlas, found.why.code) == (0.5, False, "credit_not_compared")
    assert "No published comparison of gluteus medius" in sentence(found.why)


def test_orderings_about_growth_or_other_regions_do_not_count() -> None:
    asked = [
        made_up_atlas.judged("R15", False, MEDIUS, about_effort=False),
        made_up_atlas.judged("R04", None, MEDIUS, askable=False),
        made_up_atlas.judged("R02", False, Region.TENSOR_FASCIAE_LATAE),
        *held(True, True),
    ]
    assert trust(agreeing(asked), MEDIUS).enough


def test_activations_that_do_not_follow_the_measured_credits_are_not_used() -> None:
    muddled = agreeing()
    known = tuple(anchors(muddled, catalogue(), MEDIUS))
    turned = {one.variant: ACTIVATION[1.0 - one.credit] for one in known}
    rule = region_rule(agreeing(**turned), catalogue(), MEDIUS)
    assert rule.trust.enough
    assert rule.thresholds is None
    name = reasoned(0.5)
    assert medius(name, agreeing(**turned)).why.code == "credit_not_anchored"


def test_a_band_across_a_threshold_settles_nothing() -> None:
    atlas, name = agreeing(), reasoned(0.5)
    thresholds = region_rule(atlas, catalogue(), MEDIUS).thresholds
    assert thresholds is not None
    found = medius(name, agreeing(**{name: thresholds.full}))
    assert (found.credit, found.from_atlas) == (0.5, False)
    assert found.why.code == "credit_not_certain"
    assert sentence(found.why)


def test_what_was_not_simulated_stays_reasoned() -> None:
    atlas = made_up_atlas.atlas(orderings=tuple(held(True, True)))
    found = medius(reasoned(0.5), atlas)
    assert (found.credit, found.why.code) == (0.5, "credit_not_simulated")


def test_every_region_is_settled_and_credits_are_those_that_exist() -> None:
    atlas = agreeing()
    rules = region_rules(atlas, catalogue())
    for variant in catalogue().planner_variants():
        found = settled(variant, atlas, rules)
        assert set(found) == set(Region)
        for region, one in found.items():
            assert one.credit in (0, 0.5, 1)
            if not one.from_atlas:
                assert one.credit == variant.credits.get(region, 0)


def test_a_credit_anchors_where_it_is_said_and_not_in_each_variant() -> None:
    known = tuple(anchors(agreeing(), catalogue(), MEDIUS))
    names = [one.variant for one in known]
    assert len(set(names)) == len(names)
    assert "hip_thrust" in names
    assert "hip_thrust+knee_band" not in names


def anchor(mean: float, credit: float) -> Anchor:
    return Anchor(variant=f"at_{mean}", mean=mean, credit=credit)


def test_cuts_lie_halfway_in_the_gaps_between_credits() -> None:
    known = [anchor(0.1, 0), anchor(0.2, 0.5), anchor(0.3, 0.5), anchor(0.6, 1)]
    found = placed(known)
    assert found is not None
    assert (found.half, found.full) == pytest.approx((0.15, 0.45))


def test_without_both_ends_there_is_no_scale() -> None:
    assert placed([anchor(0.1, 0.5), anchor(0.5, 1)]) is None
    assert placed([anchor(0.1, 0), anchor(0.5, 0.5)]) is None
    assert placed([anchor(0.3, 0), anchor(0.3, 1)]) is None


def test_between_cuts_that_are_as_good_the_widest_gap_counts() -> None:
    found = placed([anchor(0.1, 0), anchor(0.2, 1), anchor(0.3, 0), anchor(0.8, 1)])
    assert found is not None
    assert (found.half, found.full) == pytest.approx((0.55, 0.55))


def test_an_anchor_does_not_vouch_for_itself() -> None:
    alone = [anchor(0.1, 0), anchor(0.5, 1), anchor(0.6, 1), anchor(0.7, 1)]
    assert found_by_others(alone) == 3
    assert found_by_others([*alone, anchor(0.15, 0)]) == 5


def test_a_handful_of_anchors_is_too_few_however_well_they_fit() -> None:
    whole = agreeing()
    known = list(anchors(whole, catalogue(), MEDIUS))
    few = [one.variant for one in known if one.credit == 0][:2]
    few += [one.variant for one in known if one.credit == 1][:2]
    atlas = made_up_atlas.atlas(
        variants={name: whole.variants[name] for name in few}, orderings=whole.orderings
    )
    rule = region_rule(atlas, catalogue(), MEDIUS)
    assert (len(rule.anchors), rule.found, rule.speaks) == (4, 4, False)


@given(
    st.lists(
        st.tuples(st.integers(0, 10), st.sampled_from([0.0, 0.5, 1.0])), min_size=1, max_size=9
    )
)
def test_no_other_cuts_have_less_error(found: list[tuple[int, float]]) -> None:
    known = [anchor(mean / 10, credit) for mean, credit in found]
    best = placed(known)
    if best is None:
        return

    def error(cuts: Thresholds) -> float:
        return sum(abs(cuts.credit(one.mean) - one.credit) for one in known)

    assert best.half <= best.full
    inner = [n / 20 for n in range(21) if _between(n / 20, known)]
    least = min(
        error(Thresholds(half=half, full=full)) for half in inner for full in inner if half <= full
    )
    assert error(best) <= least


def _between(cut: float, known: list[Anchor]) -> bool:
    means = [one.mean for one in known]
    return min(means) < cut <= max(means)


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_activation_never_counts_less(one: float, other: float) -> None:
    cuts = Thresholds(half=0.2, full=0.4)
    low, high = sorted((one, other))
    assert cuts.credit(low) <= cuts.credit(high)
